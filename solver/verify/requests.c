/* SPDX-License-Identifier: GPL-3.0-or-later */
/* H9: never and keep requests, and protected subjects. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>

static void check_never(struct ht_audit *audit)
{
    for (size_t s = 0; s < audit->seat_count; s++) {
        const struct ht_seat *seat = &audit->seats[s];
        const struct ht_meeting *meeting = &audit->meetings[seat->meeting];
        struct ht_occasion occasion = ht_audit_occasion(audit, seat);
        audit->verdict->checked[HT_H9_REQUESTS]++;
        if (ht_rulebook_forbidden(audit->book, occasion))
            ht_audit_breach_at(audit, meeting, seat,
                               (struct ht_breach){.cause = HT_BREACH_FORBIDDEN});
    }
}

/* ------------------------------------------------------------ keep */

/* What is found by student, so that each keep looks at one student's things only. */
struct by_student {
    struct ht_lookup seats;
    struct ht_lookup members; /* places in programme */
    uint32_t *programme;      /* [member] */
};

static struct by_student look_up(const struct ht_audit *audit)
{
    const struct ht_school *school = audit->school;
    size_t count = 0;
    for (size_t p = 0; p < school->programme_count; p++)
        count += school->programmes[p].student_count;
    size_t room = count > audit->seat_count ? count : audit->seat_count;
    uint32_t *students = HT_NEW(uint32_t, room);
    struct by_student by = {.programme = HT_NEW(uint32_t, count)};
    for (size_t s = 0; s < audit->seat_count; s++)
        students[s] = audit->seats[s].student.i;
    by.seats = ht_lookup_make(students, audit->seat_count, school->student_count);
    size_t member = 0;
    for (size_t p = 0; p < school->programme_count; p++)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++, member++) {
            by.programme[member] = p;
            students[member] = school->programmes[p].students[n].i;
        }
    by.members = ht_lookup_make(students, count, school->student_count);
    free(students);
    return by;
}

static bool is_kept(const struct ht_audit *audit, const struct by_student *by,
                    const struct ht_request *keep)
{
    const struct ht_lookup *seats = &by->seats;
    for (uint32_t i = seats->first[keep->student.i]; i < seats->first[keep->student.i + 1]; i++) {
        const struct ht_seat *seat = &audit->seats[seats->items[i]];
        struct ht_occasion occasion = ht_audit_occasion(audit, seat);
        if (ht_rulebook_matches(audit->book, keep, occasion))
            return true;
    }
    return false;
}

static struct ht_occasion occasion_of(const struct ht_school *school, ht_mentor_id mentor,
                                      ht_student_id student, ht_date date, ht_period_id period)
{
    return (struct ht_occasion){mentor, student, date, period,
                                ht_school_lesson(school, student, period)};
}

/* Misses of a subject in a stretch at sessions that are over: as good as history. */
static int misses_over(const struct ht_audit *audit, ht_student_id student, ht_group_id group,
                       int span)
{
    int misses = 0;
    if (audit->claims->stands.days == HT_DATE_FIRST.days)
        return 0;
    for (size_t s = 0; s < audit->seat_count; s++) {
        const struct ht_seat *seat = &audit->seats[s];
        const struct ht_claim *row = &audit->claims->rows[seat->row];
        misses += seat->student.i == student.i && seat->lesson.i != HT_NONE &&
                  ht_audit_stands(audit, row) &&
                  ht_rulebook_group(audit->book, seat->lesson).i == group.i &&
                  ht_rulebook_miss_span(audit->book, row->date) == span;
    }
    return misses;
}

/* H1, H3 by commitments, H6 by what is over alone, and H9, for one student. */
static bool may_attend(const struct ht_audit *audit, struct ht_occasion occasion)
{
    ht_lesson_id lesson = occasion.lesson;
    bool is_lesson = audit->school->periods[occasion.period.i].kind == HT_LESSON;
    if ((is_lesson && lesson.i == HT_NONE) ||
        ht_rulebook_engaged(audit->book, occasion.student, occasion.date, occasion.period))
        return false;
    if (is_lesson) {
        int span = ht_rulebook_miss_span(audit->book, occasion.date);
        ht_group_id group = ht_rulebook_group(audit->book, lesson);
        int past = ht_rulebook_past_misses(audit->book, occasion.student, group, span,
                                           ht_rulebook_miss_span) +
                   misses_over(audit, occasion.student, group, span);
        if (past >= ht_rulebook_most_misses(audit->book, occasion.student, group, span))
            return false;
    }
    return !ht_rulebook_forbidden(audit->book, occasion);
}

/* H11 for this session alone. */
static bool has_capacity(const struct ht_school *school, const struct ht_programme *programme,
                         ht_period_id period)
{
    if (school->policy.rooms_max == 0)
        return false;
    if (school->policy.withdrawals_max == HT_NO_LIMIT)
        return true;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id mine = ht_school_lesson(school, programme->students[n], period);
        if (mine.i == HT_NONE || school->lessons[mine.i].class_.i == HT_NONE)
            continue;
        int out = 0;
        for (uint32_t k = 0; k < programme->student_count; k++) {
            ht_lesson_id other = ht_school_lesson(school, programme->students[k], period);
            out += other.i != HT_NONE &&
                   school->lessons[other.i].class_.i == school->lessons[mine.i].class_.i;
        }
        if (out > school->policy.withdrawals_max)
            return false;
    }
    return true;
}

/* Whether the programme could meet there, were it the only session of all. */
static bool could_meet(const struct ht_audit *audit, uint32_t number, ht_date date,
                       ht_period_id period)
{
    const struct ht_school *school = audit->school;
    const struct ht_programme *programme = &school->programmes[number];
    ht_mentor_id mentor = programme->mentor;
    enum ht_kind kind = school->periods[period.i].kind;
    if (!(school->policy.place_kinds >> kind & 1) ||
        !ht_rulebook_may_use(programme, &school->periods[period.i]) ||
        !ht_rulebook_fits(audit->book, programme, period) ||
        !ht_rulebook_works(audit->book, mentor, date) ||
        ht_rulebook_committed(audit->book, mentor, date, period) ||
        !has_capacity(school, programme, period))
        return false;
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (!may_attend(audit, occasion_of(school, mentor, programme->students[n], date, period)))
            return false;
    return ht_rulebook_free_minutes(audit->book, mentor, date, &period, 1,
                                    school->policy.free_contiguous) >=
           ht_rulebook_free_least(audit->book, mentor, date);
}

/* Whether sessions that are over are all that the week of a date requires or may have. */
static bool is_over(const struct ht_audit *audit, uint32_t programme, ht_date date)
{
    const struct ht_audit_needs *needs = &audit->needs;
    uint32_t week = ht_audit_needs_week(needs, date);
    uint32_t number = needs->need_of[programme * needs->weeks + week];
    int over = 0, in_week = 0;
    if (audit->claims->stands.days == HT_DATE_FIRST.days)
        return false;
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        uint32_t its = ht_audit_needs_week(needs, meeting->date);
        if (meeting->programme.i != programme || its == HT_NONE ||
            needs->need_of[programme * needs->weeks + its] != number ||
            !ht_audit_stands(audit, &audit->claims->rows[meeting->row]))
            continue;
        over++;
        in_week += its == week;
    }
    return over >= needs->needs[number].required || in_week >= needs->needs[number].week_most;
}

/* Whether the student's programme could hold the keep at all. */
static bool could_keep(const struct ht_audit *audit, const struct ht_request *keep,
                       uint32_t programme)
{
    ht_mentor_id mentor = audit->school->programmes[programme].mentor;
    if (mentor.i == HT_NONE || !ht_audit_needs_date(audit, programme, keep->when.from) ||
        is_over(audit, programme, keep->when.from))
        return false;
    ht_period_id period;
    uint32_t count = ht_school_periods_on(audit->school, keep->when.from, &period);
    for (; count; count--, period.i++) {
        struct ht_occasion occasion =
            occasion_of(audit->school, mentor, keep->student, keep->when.from, period);
        if (ht_rulebook_matches(audit->book, keep, occasion) &&
            could_meet(audit, programme, keep->when.from, period))
            return true;
    }
    return false;
}

static bool is_possible(const struct ht_audit *audit, const struct by_student *by,
                        const struct ht_request *keep)
{
    const struct ht_lookup *members = &by->members;
    uint32_t end = members->first[keep->student.i + 1];
    for (uint32_t i = members->first[keep->student.i]; i < end; i++)
        if (could_keep(audit, keep, by->programme[members->items[i]]))
            return true;
    return false;
}

static void check_keeps(struct ht_audit *audit)
{
    struct by_student by = look_up(audit);
    for (size_t i = 0; i < audit->school->request_count; i++) {
        const struct ht_request *keep = &audit->school->requests[i];
        if (keep->what != HT_KEEP || keep->when.from.days < audit->claims->stands.days ||
            !ht_horizon_has(audit->claims->horizon, keep->when.from))
            continue;
        audit->verdict->checked[HT_H9_REQUESTS]++;
        if (is_kept(audit, &by, keep) || !is_possible(audit, &by, keep))
            continue;
        ht_audit_breach(audit, (struct ht_breach){.cause = HT_BREACH_KEEP,
                                                  .of = HT_ROW_REQUEST,
                                                  .row = i,
                                                  .student = keep->student,
                                                  .date = keep->when.from});
    }
    ht_lookup_clear(&by.seats);
    ht_lookup_clear(&by.members);
    free(by.programme);
}

void ht_check_requests(struct ht_audit *audit)
{
    check_never(audit);
    check_keeps(audit);
}
