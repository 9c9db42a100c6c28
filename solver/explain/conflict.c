/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/explain/conflict.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"

#include <stdlib.h>
#include <string.h>

/* Trials after which what is left is taken as it is. */
enum { MOST_TRIALS = 400 };

/* A search for the members of one requirement. */
struct search {
    struct ht_trials *trials;
    const struct ht_case *of;
    uint32_t requirement;
    int *wanted; /* [requirement]: sessions that are to have a place in the scope at hand */
    struct ht_conflict_member *members;
    size_t count, capacity;
    uint32_t *due;  /* [member]: the requirement of one that is a session due */
    bool *left_out; /* [member] */
    bool *students; /* [student]: of the requirements wanted; likewise the mentors */
    bool *mentors;  /* [mentor] */
    int last_trial; /* by the count of trials */
    bool unsure;    /* a trial was not made, or came to no end */
};

static const struct ht_school *school_of(const struct search *search)
{
    return &search->of->variant.school;
}

static const struct ht_programme *programme_of(const struct search *search, uint32_t requirement)
{
    return &school_of(search)
                ->programmes[search->trials->requirements->items[requirement].programme.i];
}

/* ------------------------------------------------------------ asking */

/* Whether what is not left out keeps the sessions wanted from all having a place. */
static bool excludes(struct search *search)
{
    if (search->trials->made >= search->last_trial || !ht_trials_go_on(search->trials)) {
        search->unsure = true;
        return false;
    }
    struct ht_case tried = ht_case_copy(search->trials, search->of);
    ht_variant_ignore_costs(&tried.variant);
    memcpy(tried.required, search->wanted,
           search->trials->requirements->item_count * sizeof *tried.required);
    for (size_t g = 0; g < search->count; g++) {
        if (!search->left_out[g])
            continue;
        if (search->members[g].kind == HT_MEMBER_DUE)
            tried.required[search->due[g]] = 0;
        else
            ht_variant_lift(&tried.variant, &search->members[g]);
    }
    struct ht_finding finding = ht_trial(search->trials, &tried);
    bool excluded = !finding.missing || finding.bound > 0;
    search->unsure |= !excluded && !finding.proven;
    free(finding.missing);
    ht_case_clear(&tried);
    return excluded;
}

/* ------------------------------------------------------------ scopes */

static bool shares_student(const struct search *search, uint32_t requirement)
{
    return ht_programme_shares(programme_of(search, requirement),
                               programme_of(search, search->requirement));
}

static bool shares_mentor(const struct search *search, uint32_t requirement)
{
    return programme_of(search, requirement)->mentor.i ==
           programme_of(search, search->requirement)->mentor.i;
}

static bool shares_week(const struct search *search, uint32_t requirement)
{
    const struct ht_requirements *requirements = search->trials->requirements;
    const struct ht_requirement *one = &requirements->items[requirement],
                                *other = &requirements->items[search->requirement];
    const int *a = &requirements->weeks[one->first_week],
              *b = &requirements->weeks[other->first_week];
    return a[0] <= b[other->week_count - 1] && b[0] <= a[one->week_count - 1];
}

static bool shares_mentor_and_week(const struct search *search, uint32_t requirement)
{
    return shares_mentor(search, requirement) && shares_week(search, requirement);
}

static bool is_it(const struct search *search, uint32_t requirement)
{
    return requirement == search->requirement;
}

static bool is_any(const struct search *search, uint32_t requirement)
{
    (void)search;
    (void)requirement;
    return true;
}

/* Narrows what is wanted to the first scope in which not all of it has a place; false where there
   is none. */
static bool find_scope(struct search *search, const int *placed)
{
    static bool (*const scopes[])(const struct search *search, uint32_t requirement) = {
        is_it, shares_student, shares_mentor_and_week, shares_week, shares_mentor, is_any};
    uint32_t items = search->trials->requirements->item_count;
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        for (uint32_t b = 0; b < items; b++)
            search->wanted[b] = scopes[i](search, b) ? placed[b] : 0;
        search->wanted[search->requirement]++;
        if (excludes(search))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------ collecting */

static void add(struct search *search, struct ht_conflict_member member)
{
    HT_GROW(search->members, search->count, search->capacity);
    search->members[search->count++] = member;
}

static struct ht_conflict_member due_ground(const struct search *search, uint32_t requirement)
{
    const struct ht_trials *trials = search->trials;
    const struct ht_requirement *due = &trials->requirements->items[requirement];
    int days = trials->requirements->weeks[due->first_week] * HT_DAYS_A_WEEK;
    return (struct ht_conflict_member){.kind = HT_MEMBER_DUE,
                                       .programme = due->programme,
                                       .week = ht_date_plus(trials->instance->first_monday, days),
                                       .sessions = search->wanted[requirement]};
}

static void add_due(struct search *search)
{
    uint32_t items = search->trials->requirements->item_count;
    search->due = HT_NEW(uint32_t, items);
    for (uint32_t b = 0; b < items; b++) {
        if (!search->wanted[b])
            continue;
        const struct ht_programme *programme = programme_of(search, b);
        search->mentors[programme->mentor.i] = true;
        for (uint32_t n = 0; n < programme->student_count; n++)
            search->students[programme->students[n].i] = true;
        if (b == search->requirement)
            continue;
        search->due[search->count] = b;
        add(search, due_ground(search, b));
    }
}

static int due_of(const struct search *search, ht_student_id student)
{
    int due = 0;
    for (uint32_t b = 0; b < search->trials->requirements->item_count; b++)
        if (ht_programme_has(programme_of(search, b), student))
            due += search->wanted[b];
    return due;
}

/* The subjects of a student's lessons, each marked with the student. */
static void mark_subjects(const struct ht_school *school, ht_student_id student, bool *subjects)
{
    for (uint32_t p = 0; p < school->period_count; p++) {
        ht_lesson_id lesson = ht_school_lesson(school, student, (ht_period_id){p});
        if (lesson.i != HT_NONE)
            subjects[school->lessons[lesson.i].subject.i] = true;
    }
}

static void add_misses_of(struct search *search, ht_student_id student, bool *seen)
{
    const struct ht_school *school = school_of(search);
    bool *subjects = HT_NEW(bool, school->subject_count);
    bool *groups = HT_NEW(bool, ht_strings_count(school->groups));
    int due = due_of(search, student);
    mark_subjects(school, student, subjects);
    for (uint32_t s = 0; s < school->subject_count; s++) {
        ht_group_id group = school->subjects[s].group;
        if (!subjects[s])
            continue;
        seen[s] = true;
        if (!groups[group.i])
            add(search,
                (struct ht_conflict_member){
                    .kind = HT_MEMBER_MISSES, .student = student, .group = group, .most = due});
        groups[group.i] = true;
    }
    free(groups);
    free(subjects);
}

static void add_subjects(struct search *search)
{
    const struct ht_school *school = school_of(search);
    bool *seen = HT_NEW(bool, school->subject_count);
    for (uint32_t s = 0; s < school->student_count; s++)
        if (search->students[s])
            add_misses_of(search, (ht_student_id){s}, seen);
    for (uint32_t s = 0; s < school->subject_count; s++)
        if (seen[s] && school->subjects[s].protect)
            add(search, (struct ht_conflict_member){.kind = HT_MEMBER_PROTECTED, .subject = {s}});
    free(seen);
}

static bool is_wanted_in(const struct search *search, ht_mentor_id mentor, int week)
{
    const struct ht_requirements *requirements = search->trials->requirements;
    for (uint32_t b = 0; b < requirements->item_count; b++) {
        const struct ht_requirement *requirement = &requirements->items[b];
        if (!search->wanted[b] || programme_of(search, b)->mentor.i != mentor.i)
            continue;
        for (uint32_t w = 0; w < requirement->week_count; w++)
            if (requirements->weeks[requirement->first_week + w] == week)
                return true;
    }
    return false;
}

static void add_days_of(struct search *search, ht_mentor_id mentor)
{
    const struct ht_instance *instance = search->trials->instance;
    bool off = false;
    for (int n = 0; n < instance->day_count; n++) {
        ht_date date = ht_date_plus(instance->horizon.from, n);
        if (!ht_school_day(school_of(search), date)->school_day ||
            !is_wanted_in(search, mentor, ht_instance_week(instance, date)))
            continue;
        off |= !ht_instance_mentor_day(instance, mentor, date)->works;
        add(search, (struct ht_conflict_member){
                        .kind = HT_MEMBER_FREE_TIME, .mentor = mentor, .date = date});
    }
    if (off)
        add(search, (struct ht_conflict_member){.kind = HT_MEMBER_DAYS, .mentor = mentor});
}

/* The limits of the whole school come before those of each student. */
static void add_limits(struct search *search)
{
    const struct ht_school *school = school_of(search);
    for (int by_student = 0; by_student < 2; by_student++)
        for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
            if ((ht_caps[cap].by == HT_BY_STUDENT) == by_student &&
                ht_caps[cap].setting != HT_NO_SETTING &&
                ht_cap_setting(&school->policy, cap) != HT_NO_LIMIT)
                add(search, (struct ht_conflict_member){.kind = HT_MEMBER_CAP, .cap = cap});
    for (uint32_t p = 0; p < school->programme_count; p++)
        if (school->programmes[p].periods.count && school->programmes[p].mentor.i != HT_NONE &&
            search->mentors[school->programmes[p].mentor.i])
            add(search, (struct ht_conflict_member){.kind = HT_MEMBER_PERIODS, .programme = {p}});
}

/* Commitments without a date come first: of two that would do, the one with a date is kept. */
static void add_commitments(struct search *search, bool dated)
{
    const struct ht_school *school = school_of(search);
    for (uint32_t i = 0; i < school->commitment_count; i++) {
        const struct ht_commitment *commitment = &school->commitments[i];
        bool has_date = commitment->when.from.days > HT_DATE_FIRST.days;
        bool concerned =
            search->mentors[commitment->mentor.i] ||
            (commitment->student.i != HT_NONE && search->students[commitment->student.i]);
        if (concerned && commitment->when.days && has_date == dated)
            add(search, (struct ht_conflict_member){.kind = HT_MEMBER_COMMITMENT, .row = i});
    }
}

static void add_requests(struct search *search)
{
    const struct ht_school *school = school_of(search);
    for (uint32_t i = 0; i < school->request_count; i++) {
        const struct ht_request *request = &school->requests[i];
        bool forbids = request->what == HT_NEVER || request->what == HT_KEEP;
        if (forbids && (request->student.i == HT_NONE || search->students[request->student.i]) &&
            (request->mentor.i == HT_NONE || search->mentors[request->mentor.i]))
            add(search, (struct ht_conflict_member){.kind = HT_MEMBER_REQUEST, .row = i});
    }
}

/* What is most likely to be the cause comes last, as what comes first is left out first. */
static void collect(struct search *search)
{
    const struct ht_school *school = school_of(search);
    search->students = HT_NEW(bool, school->student_count);
    search->mentors = HT_NEW(bool, school->mentor_count);
    add_due(search);
    for (uint32_t m = 0; m < school->mentor_count; m++)
        if (search->mentors[m])
            add_days_of(search, (ht_mentor_id){m});
    add_subjects(search);
    add_limits(search);
    add_commitments(search, false);
    add_requests(search);
    add_commitments(search, true);
    search->left_out = HT_NEW(bool, search->count);
}

/* ------------------------------------------------------------ leaving out */

static void leave_out(struct search *search, size_t from, size_t to, bool out)
{
    for (size_t g = from; g < to; g++)
        search->left_out[g] = out;
}

/* Leaves out as much of from..to as can be; needed: not all of it. Whether something stays. */
static bool thin(struct search *search, size_t from, size_t to, bool needed)
{
    if (from == to)
        return false;
    leave_out(search, from, to, true);
    if (!needed && excludes(search))
        return false;
    leave_out(search, from, to, false);
    if (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        bool first = thin(search, from, middle, false);
        thin(search, middle, to, !first);
    }
    return true;
}

/* The same of the first count members, kind by kind. */
static void thin_all(struct search *search, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        to = from;
        while (to < count && search->members[to].kind == search->members[from].kind)
            to++;
        thin(search, from, to, false);
    }
}

static void keep_rest(const struct search *search, struct ht_conflict *conflict)
{
    conflict->members = HT_NEW(struct ht_conflict_member, search->count + 1);
    conflict->members[conflict->count++] = due_ground(search, search->requirement);
    for (size_t g = 0; g < search->count; g++)
        if (!search->left_out[g])
            conflict->members[conflict->count++] = search->members[g];
}

static void clear(struct search *search)
{
    free(search->wanted);
    free(search->members);
    free(search->due);
    free(search->left_out);
    free(search->students);
    free(search->mentors);
}

struct ht_conflict ht_conflict_find(struct ht_trials *trials, const struct ht_case *of,
                                    const int *placed, uint32_t requirement)
{
    struct ht_conflict conflict = {0};
    struct search search = {.trials = trials,
                            .of = of,
                            .requirement = requirement,
                            .wanted = HT_NEW(int, trials->requirements->item_count),
                            .last_trial = trials->made + MOST_TRIALS};
    if (find_scope(&search, placed)) {
        collect(&search);
        thin_all(&search, search.count);
        keep_rest(&search, &conflict);
        conflict.smallest = !search.unsure;
    }
    conflict.known = conflict.count || !search.unsure;
    clear(&search);
    return conflict;
}

/* ------------------------------------------------------------ sharing */

/* Brings what is not left out to the front, in its order; its number is returned. */
static size_t bring_forward(struct search *search)
{
    struct search old = *search;
    size_t place = 0, kept = 0;
    search->members = HT_NEW(struct ht_conflict_member, old.count);
    search->due = HT_NEW(uint32_t, old.count);
    search->left_out = HT_NEW(bool, old.count);
    for (int out = 0; out < 2; out++)
        for (size_t g = 0; g < old.count; g++) {
            if (old.left_out[g] != (out == 1))
                continue;
            kept += !out;
            search->members[place] = old.members[g];
            search->due[place] = old.members[g].kind == HT_MEMBER_DUE ? old.due[g] : 0;
            search->left_out[place++] = out == 1;
        }
    free(old.members);
    free(old.due);
    free(old.left_out);
    return kept;
}

static bool is_same(const struct ht_conflict_member *one, const struct ht_conflict_member *other)
{
    return one->kind == other->kind && one->programme.i == other->programme.i &&
           one->week.days == other->week.days && one->student.i == other->student.i &&
           one->group.i == other->group.i && one->mentor.i == other->mentor.i &&
           one->date.days == other->date.days && one->subject.i == other->subject.i &&
           one->row == other->row;
}

/* Whether the conflict has the member so many weeks before. */
static bool has_ground(const struct ht_conflict *conflict, struct ht_conflict_member member,
                       int weeks)
{
    if (member.kind == HT_MEMBER_DUE)
        member.week = ht_date_plus(member.week, -weeks * HT_DAYS_A_WEEK);
    if (member.kind == HT_MEMBER_FREE_TIME)
        member.date = ht_date_plus(member.date, -weeks * HT_DAYS_A_WEEK);
    for (size_t g = 0; g < conflict->count; g++)
        if (is_same(&conflict->members[g], &member))
            return true;
    return false;
}

bool ht_conflict_share(struct ht_trials *trials, const struct ht_case *of, const int *placed,
                       uint32_t requirement, const struct ht_conflict *other, int weeks_later,
                       struct ht_conflict *conflict)
{
    struct search search = {.trials = trials,
                            .of = of,
                            .requirement = requirement,
                            .wanted = HT_NEW(int, trials->requirements->item_count),
                            .last_trial = trials->made + MOST_TRIALS};
    for (uint32_t b = 0; b < trials->requirements->item_count; b++)
        search.wanted[b] = placed[b];
    search.wanted[requirement]++;
    collect(&search);
    for (size_t g = 0; g < search.count; g++)
        search.left_out[g] = !has_ground(other, search.members[g], weeks_later);
    bool shared = excludes(&search);
    if (shared) {
        thin_all(&search, bring_forward(&search));
        keep_rest(&search, conflict);
        conflict->smallest = !search.unsure;
    }
    conflict->known = shared;
    clear(&search);
    return shared;
}
