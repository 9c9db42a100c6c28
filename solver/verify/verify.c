/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/verify.h"

#include "solver/base/memory.h"
#include "solver/verify/internal.h"

#include <stdlib.h>

static const struct ht_period *period_of(const struct ht_audit *audit,
                                         const struct ht_meeting *meeting)
{
    return &audit->school->periods[meeting->period.i];
}

/* The row of the last entry before an end, of seats or of meetings. */
static uint32_t last_seat(const struct ht_audit *audit, const struct ht_counter *counter,
                          size_t end)
{
    return audit->seats[counter->entries[end - 1].place].row;
}

static uint32_t last_meeting(const struct ht_audit *audit, const struct ht_counter *counter,
                             size_t end)
{
    return audit->meetings[counter->entries[end - 1].place].row;
}

/* ------------------------------------------------------------ H1, H2, H7: each meeting */

static void check_periods_exist(struct ht_audit *audit)
{
    for (size_t i = 0; i < audit->claims->row_count; i++) {
        audit->verdict->checked[HT_H1_LESSON]++;
        if (audit->claims->rows[i].period.i == HT_NONE)
            ht_audit_breach_row(audit, i, (struct ht_breach){.cause = HT_BREACH_NO_PERIOD});
    }
}

static void check_seat(struct ht_audit *audit, const struct ht_meeting *meeting,
                       const struct ht_seat *seat)
{
    bool is_lesson = period_of(audit, meeting)->kind == HT_LESSON;
    if (!ht_rulebook_open(audit->book, seat->student, meeting->date))
        ht_audit_breach_at(audit, meeting, seat, (struct ht_breach){.cause = HT_BREACH_CLOSED});
    if (is_lesson && seat->lesson.i == HT_NONE)
        ht_audit_breach_at(audit, meeting, seat, (struct ht_breach){.cause = HT_BREACH_NO_LESSON});
}

static void check_places(struct ht_audit *audit)
{
    check_periods_exist(audit);
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        enum ht_kind kind = period_of(audit, meeting)->kind;
        if (!ht_horizon_has(audit->claims->horizon, meeting->date))
            ht_audit_breach_at(audit, meeting, NULL,
                               (struct ht_breach){.cause = HT_BREACH_HORIZON});
        if (!(audit->school->policy.place_kinds >> kind & 1))
            ht_audit_breach_at(
                audit, meeting, NULL,
                (struct ht_breach){.cause = HT_BREACH_KIND, .text = ht_kind_word(kind)});
        if (!ht_rulebook_may_use(&audit->school->programmes[meeting->programme.i],
                                 period_of(audit, meeting)))
            ht_audit_breach_at(audit, meeting, NULL, (struct ht_breach){.cause = HT_BREACH_PERIOD});
        for (uint32_t n = 0; n < meeting->count; n++)
            check_seat(audit, meeting, &audit->seats[meeting->first + n]);
    }
}

static void check_start(struct ht_audit *audit, const struct ht_meeting *meeting,
                        const struct ht_seat *seat)
{
    int start = audit->claims->rows[seat->row].start, wanted = period_of(audit, meeting)->start;
    if (start >= 0 && start != wanted)
        ht_audit_breach_at(
            audit, meeting, seat,
            (struct ht_breach){.cause = HT_BREACH_START, .count = start, .limit = wanted});
}

static void check_lengths(struct ht_audit *audit)
{
    bool halved = audit->school->policy.place == HT_FIRST_HALF;
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        const struct ht_programme *programme = &audit->school->programmes[meeting->programme.i];
        const struct ht_period *period = period_of(audit, meeting);
        audit->verdict->checked[HT_H2_LENGTH]++;
        if (!ht_rulebook_fits(audit->book, programme, meeting->period))
            ht_audit_breach_at(
                audit, meeting, NULL,
                (struct ht_breach){.cause = halved ? HT_BREACH_HALF : HT_BREACH_LENGTH,
                                   .count = programme->minutes,
                                   .limit = period->end - period->start});
        for (uint32_t n = 0; n < meeting->count; n++)
            check_start(audit, meeting, &audit->seats[meeting->first + n]);
    }
}

static void check_assessment(struct ht_audit *audit)
{
    for (size_t s = 0; s < audit->seat_count; s++) {
        const struct ht_seat *seat = &audit->seats[s];
        const struct ht_meeting *meeting = &audit->meetings[seat->meeting];
        uint32_t year = audit->school->students[seat->student.i].year;
        audit->verdict->checked[HT_H7_ASSESSMENT]++;
        if (ht_rulebook_assessed(audit->book, seat->student, meeting->date))
            ht_audit_breach_at(
                audit, meeting, seat,
                (struct ht_breach){.cause = HT_BREACH_ASSESSMENT,
                                   .text = ht_strings_text(audit->school->years, year)});
    }
}

/* ------------------------------------------------------------ H3: a student's day */

/* Sessions at the same time first; those of a day then count by the periods that they take. */
static void check_student_day(struct ht_audit *audit, const struct ht_counter *counter,
                              size_t start, size_t end)
{
    const uint32_t *key = counter->entries[start].key;
    const ht_student_id student = {key[0]};
    ht_date date = ht_counter_to_date(key[1]);
    int periods = 0, most = audit->school->policy.per_day_max;
    for (size_t next; start < end; start = next, periods++) {
        next = ht_counter_end(counter, start, 3);
        if (next - start > 1)
            ht_audit_breach_row(audit, last_seat(audit, counter, next),
                                (struct ht_breach){.cause = HT_BREACH_STUDENT_TIME,
                                                   .student = student,
                                                   .date = date,
                                                   .period = {counter->entries[start].key[2]},
                                                   .count = next - start});
    }
    if (periods > most)
        ht_audit_breach_row(audit, last_seat(audit, counter, end),
                            (struct ht_breach){.cause = HT_BREACH_STUDENT_DAY,
                                               .student = student,
                                               .date = date,
                                               .count = periods,
                                               .limit = most});
}

/* Rows of one session that name the same student. */
static void check_repeated_rows(struct ht_audit *audit)
{
    for (size_t i = 0; i < audit->claims->row_count; i++) {
        if (audit->seat_of[i] == HT_NONE && ht_audit_resolved(audit, &audit->claims->rows[i]))
            ht_audit_breach_row(audit, i, (struct ht_breach){.cause = HT_BREACH_REPEATED});
    }
}

static void check_engagements(struct ht_audit *audit)
{
    for (size_t s = 0; s < audit->seat_count; s++) {
        const struct ht_seat *seat = &audit->seats[s];
        const struct ht_meeting *meeting = &audit->meetings[seat->meeting];
        if (ht_rulebook_engaged(audit->book, seat->student, meeting->date, meeting->period))
            ht_audit_breach_at(audit, meeting, seat,
                               (struct ht_breach){.cause = HT_BREACH_ENGAGED});
    }
}

static void check_students(struct ht_audit *audit)
{
    check_repeated_rows(audit);
    check_engagements(audit);
    struct ht_counter counter = ht_counter_seats(audit, ht_by_student_date_period);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 2);
        audit->verdict->checked[HT_H3_STUDENT]++;
        check_student_day(audit, &counter, start, end);
    }
    free(counter.entries);
}

/* ------------------------------------------------------------ H4, H5: a mentor's day */

static void check_same_time(struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_meetings(audit, ht_by_mentor_date_period);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        const uint32_t *key = counter.entries[start].key;
        if (end - start > 1)
            ht_audit_breach_row(audit, last_meeting(audit, &counter, end),
                                (struct ht_breach){.cause = HT_BREACH_MENTOR_TIME,
                                                   .mentor = {key[0]},
                                                   .date = ht_counter_to_date(key[1]),
                                                   .period = {key[2]},
                                                   .count = end - start});
    }
    free(counter.entries);
}

static void check_mentors(struct ht_audit *audit)
{
    check_same_time(audit);
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        ht_mentor_id mentor = ht_audit_mentor(audit, meeting);
        audit->verdict->checked[HT_H4_MENTOR]++;
        if (ht_rulebook_committed(audit->book, mentor, meeting->date, meeting->period))
            ht_audit_breach_at(audit, meeting, NULL,
                               (struct ht_breach){.cause = HT_BREACH_COMMITTED});
        if (!ht_rulebook_works(audit->book, mentor, meeting->date))
            ht_audit_breach_at(audit, meeting, NULL,
                               (struct ht_breach){.cause = HT_BREACH_DAY_OFF});
    }
}

static void check_free_time(struct ht_audit *audit)
{
    const struct ht_policy *policy = &audit->school->policy;
    struct ht_counter counter = ht_counter_meetings(audit, ht_by_mentor_date_period);
    ht_period_id *taken = HT_NEW(ht_period_id, counter.count);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 2);
        for (size_t i = start; i < end; i++)
            taken[i - start].i = counter.entries[i].key[2];
        ht_mentor_id mentor = {counter.entries[start].key[0]};
        ht_date date = ht_counter_to_date(counter.entries[start].key[1]);
        int minutes = ht_rulebook_free_minutes(audit->book, mentor, date, taken, end - start,
                                               policy->free_contiguous);
        int least = ht_rulebook_free_least(audit->book, mentor, date);
        audit->verdict->checked[HT_H5_FREE_TIME]++;
        if (minutes < least)
            ht_audit_breach_row(audit, last_meeting(audit, &counter, start + 1),
                                (struct ht_breach){.cause = policy->free_contiguous
                                                                ? HT_BREACH_FREE_PIECE
                                                                : HT_BREACH_FREE_TIME,
                                                   .mentor = mentor,
                                                   .date = date,
                                                   .count = minutes,
                                                   .limit = least});
    }
    free(taken);
    free(counter.entries);
}

/* ------------------------------------------------------------ H6: misses of a subject */

static bool by_student_group_span(const struct ht_audit *audit, const struct ht_meeting *meeting,
                                  const struct ht_seat *seat, uint32_t key[static 3])
{
    if (seat->lesson.i == HT_NONE)
        return false;
    key[0] = seat->student.i;
    key[1] = ht_rulebook_group(audit->book, seat->lesson).i;
    key[2] = ht_rulebook_miss_span(audit->book, meeting->date);
    return true;
}

static void check_misses(struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_seats(audit, by_student_group_span);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        const uint32_t *key = counter.entries[start].key;
        ht_student_id student = {key[0]};
        ht_group_id group = {key[1]};
        int row = (int)key[2], most = ht_rulebook_most_misses(audit->book, student, group, row);
        int past = ht_rulebook_past_misses(audit->book, student, group, row, ht_rulebook_miss_span);
        int misses = past + (int)(end - start);
        audit->verdict->checked[HT_H6_MISSES]++;
        if (misses <= most)
            continue;
        const char *label = row < 0 ? "" : audit->school->calendar[row].label;
        ht_audit_breach_row(
            audit, last_seat(audit, &counter, end),
            (struct ht_breach){.cause = HT_BREACH_MISSES,
                               .student = student,
                               .count = misses,
                               .limit = most,
                               .past = past,
                               .text = ht_strings_text(audit->school->groups, group.i),
                               .other = label});
    }
    free(counter.entries);
}

/* ------------------------------------------------------------ H10: groups */

static bool attends(const struct ht_audit *audit, const struct ht_meeting *meeting,
                    ht_student_id student)
{
    for (uint32_t n = 0; n < meeting->count; n++)
        if (audit->seats[meeting->first + n].student.i == student.i)
            return true;
    return false;
}

static void check_groups(struct ht_audit *audit)
{
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        const struct ht_programme *programme = &audit->school->programmes[meeting->programme.i];
        audit->verdict->checked[HT_H10_GROUP]++;
        for (uint32_t n = 0; n < programme->student_count; n++)
            if (!attends(audit, meeting, programme->students[n]))
                ht_audit_breach_at(audit, meeting, NULL,
                                   (struct ht_breach){.cause = HT_BREACH_ABSENT,
                                                      .student = programme->students[n]});
        for (uint32_t n = 0; n < meeting->count; n++) {
            const struct ht_seat *seat = &audit->seats[meeting->first + n];
            if (!ht_programme_has(programme, seat->student))
                ht_audit_breach_at(audit, meeting, seat,
                                   (struct ht_breach){.cause = HT_BREACH_STRANGER});
        }
    }
}

/* ------------------------------------------------------------ H11: rooms and classes */

static bool by_date_period(const struct ht_audit *audit, const struct ht_meeting *meeting,
                           const struct ht_seat *seat, uint32_t key[static 3])
{
    (void)audit;
    (void)seat;
    key[0] = ht_counter_date(meeting->date);
    key[1] = meeting->period.i;
    return true;
}

static void check_rooms(struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_meetings(audit, by_date_period);
    size_t most = audit->school->policy.rooms_max;
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        const uint32_t *key = counter.entries[start].key;
        audit->verdict->checked[HT_H11_CAPACITY]++;
        if (end - start > most)
            ht_audit_breach_row(audit, last_meeting(audit, &counter, end),
                                (struct ht_breach){.cause = HT_BREACH_ROOMS,
                                                   .date = ht_counter_to_date(key[0]),
                                                   .period = {key[1]},
                                                   .count = end - start,
                                                   .limit = most});
    }
    free(counter.entries);
}

/* A student may be at two meetings at once, which H3 tells; here each counts once. */
static size_t count_students(const struct ht_audit *audit, const struct ht_counter *counter,
                             size_t start, size_t end)
{
    size_t count = 0;
    for (size_t i = start; i < end; i++) {
        uint32_t student = audit->seats[counter->entries[i].place].student.i;
        bool is_new = true;
        for (size_t j = start; j < i && is_new; j++)
            is_new = audit->seats[counter->entries[j].place].student.i != student;
        count += is_new;
    }
    return count;
}

static void check_classes(struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_seats(audit, ht_by_date_period_class);
    size_t most = audit->school->policy.withdrawals_max;
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        const uint32_t *key = counter.entries[start].key;
        size_t students = count_students(audit, &counter, start, end);
        audit->verdict->checked[HT_H11_CAPACITY]++;
        if (students > most)
            ht_audit_breach_row(
                audit, last_seat(audit, &counter, end),
                (struct ht_breach){.cause = HT_BREACH_WITHDRAWALS,
                                   .date = ht_counter_to_date(key[0]),
                                   .period = {key[1]},
                                   .count = students,
                                   .limit = most,
                                   .text = ht_strings_text(audit->school->classes, key[2])});
    }
    free(counter.entries);
}

static void check_capacity(struct ht_audit *audit)
{
    if (audit->school->policy.rooms_max != HT_NO_LIMIT)
        check_rooms(audit);
    if (audit->school->policy.withdrawals_max != HT_NO_LIMIT)
        check_classes(audit);
}

/* ------------------------------------------------------------ all of them */

/* What checks each rule; the first row is the form of the file. */
static void (*const checks[HT_RULE_COUNT])(struct ht_audit *) = {
    [HT_NO_RULE] = ht_check_form,           [HT_H1_LESSON] = check_places,
    [HT_H2_LENGTH] = check_lengths,         [HT_H3_STUDENT] = check_students,
    [HT_H4_MENTOR] = check_mentors,         [HT_H5_FREE_TIME] = check_free_time,
    [HT_H6_MISSES] = check_misses,          [HT_H7_ASSESSMENT] = check_assessment,
    [HT_H8_FREQUENCY] = ht_check_frequency, [HT_H9_REQUESTS] = ht_check_requests,
    [HT_H10_GROUP] = check_groups,          [HT_H11_CAPACITY] = check_capacity,
};

struct ht_verdict *ht_verify(const struct ht_school *school,
                             const struct ht_claimed_schedule *claims)
{
    struct ht_audit *audit = ht_audit_new(school, claims);
    struct ht_verdict *verdict = audit->verdict;
    for (int rule = 0; rule < HT_RULE_COUNT; rule++) {
        audit->rule = rule;
        checks[rule](audit);
    }
    ht_audit_costs(audit);
    verdict->sessions = audit->meeting_count;
    for (uint32_t n = 0; n < audit->needs.count; n++) {
        verdict->required += audit->needs.needs[n].required;
        verdict->unplaced += ht_audit_need_missing(&audit->needs.needs[n]);
    }
    ht_audit_free(audit);
    return verdict;
}

void ht_verdict_free(struct ht_verdict *verdict)
{
    if (!verdict)
        return;
    free(verdict->breaches);
    free(verdict);
}
