/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/explain/variant.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"

#include <stdlib.h>
#include <string.h>

static void *copy_array(const void *array, size_t count, size_t size)
{
    void *copy = ht_alloc(count, size);
    if (count)
        memcpy(copy, array, count * size);
    return copy;
}

#define COPY(array, count) ((array) = copy_array((array), (count), sizeof *(array)))

void ht_variant_init(struct ht_variant *variant, const struct ht_school *of)
{
    *variant = (struct ht_variant){.school = *of};
    struct ht_school *school = &variant->school;
    COPY(school->subjects, school->subject_count);
    COPY(school->mentors, school->mentor_count);
    COPY(school->programmes, school->programme_count);
    COPY(school->commitments, school->commitment_count);
    COPY(school->requests, school->request_count);
    school->commitment_capacity = school->commitment_count;
    school->request_capacity = school->request_count;
    uint32_t names = ht_strings_count(school->period_names);
    variant->numbers = HT_NEW(uint32_t, names);
    for (uint32_t n = 0; n < names; n++)
        variant->numbers[n] = n;
}

void ht_variant_clear(struct ht_variant *variant)
{
    free(variant->school.subjects);
    free(variant->school.mentors);
    free(variant->school.programmes);
    free(variant->school.commitments);
    free(variant->school.requests);
    free(variant->numbers);
    for (size_t n = 0; n < variant->member_count; n++)
        free(variant->members[n]);
    free(variant->members);
}

/* ------------------------------------------------------------ rows */

static void add_request(struct ht_school *school, struct ht_request request)
{
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    school->requests[school->request_count++] = request;
}

/* What is left of it matches nothing; its place stays, as others are known by theirs. */
static void mute_request(struct ht_request *request)
{
    request->what = HT_AVOID;
    request->when.days = 0;
}

/* ------------------------------------------------------------ costs */

void ht_variant_ignore_costs(struct ht_variant *variant)
{
    struct ht_school *school = &variant->school;
    school->policy.cost_miss = school->policy.cost_repeat = school->policy.cost_day_load = 0;
    for (size_t i = 0; i < school->subject_count; i++)
        school->subjects[i].cost = -1;
    for (size_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_AVOID || school->requests[i].what == HT_PREFER)
            mute_request(&school->requests[i]);
}

/* ------------------------------------------------------------ changes */

void ht_variant_allow_miss(struct ht_variant *variant, ht_student_id student, ht_group_id group)
{
    struct ht_request request = ht_request_any(HT_ALLOW);
    request.student = student;
    request.group = group;
    add_request(&variant->school, request);
}

void ht_variant_allow_day(struct ht_variant *variant, ht_mentor_id mentor, ht_date date)
{
    struct ht_request request = ht_request_any(HT_ALLOW);
    request.mentor = mentor;
    request.when.from = request.when.to = date;
    add_request(&variant->school, request);
}

void ht_variant_drop_member(struct ht_variant *variant, ht_programme_id id, ht_student_id student)
{
    struct ht_programme *programme = &variant->school.programmes[id.i];
    ht_student_id *rest = HT_NEW(ht_student_id, programme->student_count);
    uint32_t count = 0;
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (programme->students[n].i != student.i)
            rest[count++] = programme->students[n];
    programme->students = rest;
    programme->student_count = count;
    HT_GROW(variant->members, variant->member_count, variant->member_capacity);
    variant->members[variant->member_count++] = rest;
}

static void add_commitment(struct ht_variant *variant, struct ht_commitment commitment,
                           struct ht_place_in_week place)
{
    struct ht_school *school = &variant->school;
    HT_GROW(school->commitments, school->commitment_count, school->commitment_capacity);
    commitment.when.days = (uint8_t)(1 << place.weekday);
    commitment.when.periods = (struct ht_some){&variant->numbers[place.period_name], 1};
    school->commitments[school->commitment_count++] = commitment;
}

void ht_variant_move_commitment(struct ht_variant *variant, uint32_t row,
                                struct ht_place_in_week from, const struct ht_place_in_week *to)
{
    struct ht_commitment whole = variant->school.commitments[row];
    variant->school.commitments[row].when.days &= (uint8_t) ~(1 << from.weekday);
    uint32_t names = ht_strings_count(variant->school.period_names);
    for (uint32_t n = 0; n < names; n++)
        if (n != from.period_name && ht_some_has(&whole.when.periods, n))
            add_commitment(variant, whole, (struct ht_place_in_week){from.weekday, n});
    if (to)
        add_commitment(variant, whole, *to);
}

/* ------------------------------------------------------------ lifting */

void ht_variant_lift(struct ht_variant *variant, const struct ht_conflict_member *member)
{
    struct ht_school *school = &variant->school;
    switch (member->kind) {
    case HT_MEMBER_MISSES:
        for (int n = 0; n < member->most; n++)
            ht_variant_allow_miss(variant, member->student, member->group);
        break;
    case HT_MEMBER_FREE_TIME:
        ht_variant_allow_day(variant, member->mentor, member->date);
        break;
    case HT_MEMBER_COMMITMENT:
        school->commitments[member->row].when.days = 0;
        break;
    case HT_MEMBER_DAYS:
        school->mentors[member->mentor.i].days = HT_EVERY_DAY;
        break;
    case HT_MEMBER_REQUEST:
        mute_request(&school->requests[member->row]);
        break;
    case HT_MEMBER_PROTECTED:
        school->subjects[member->subject.i].protect = false;
        break;
    case HT_MEMBER_PERIODS:
        school->programmes[member->programme.i].periods = (struct ht_some){0};
        break;
    case HT_MEMBER_CAP:
        ht_cap_set(&school->policy, member->cap, ht_caps[member->cap].lifted);
        break;
    case HT_MEMBER_DUE:
    case HT_MEMBER_COUNT:
        ht_misuse(__func__, "no such restriction");
    }
}
