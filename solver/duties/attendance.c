/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/duties/attendance.h"

#include "solver/base/memory.h"
#include "solver/instance/requirements.h"

#include <stdlib.h>

enum { NEAR = 2 * HT_DAYS_A_WEEK /* days */ };

/* Absences in a row, of a student in a programme or in all. */
struct run {
    uint32_t student; /* whose it is; HT_NONE: nobody's yet */
    int length;
    ht_date from;
};

struct work {
    const struct ht_school *school;
    const struct ht_claimed_schedule *claims;
    const enum ht_mark *marks;
    struct ht_attendances *attendances;
    struct run *runs; /* [programme], one more at the end for all programmes together */
    ht_date *first;   /* [programme]: its first session of the plan; HT_DATE_LAST: it has none */
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_student_and_time(const void *left, const void *right)
{
    const struct ht_claim *a = *(const struct ht_claim *const *)left;
    const struct ht_claim *b = *(const struct ht_claim *const *)right;
    int students = order(a->student.i, b->student.i), dates = order(a->date.days, b->date.days);
    int starts = order(a->start, b->start);
    if (students || dates)
        return students ? students : dates;
    return starts ? starts : a->line - b->line;
}

static int by_absences(const void *left, const void *right)
{
    const struct ht_attendance_of *a = left, *b = right;
    int absences = order(b->marks[HT_ABSENT], a->marks[HT_ABSENT]);
    int owed = order(ht_attendance_of_owed(b), ht_attendance_of_owed(a));
    if (absences || owed)
        return absences ? absences : owed;
    return order(a->student.i, b->student.i);
}

/* ------------------------------------------------------------ students */

static enum ht_mark mark_of(const struct work *work, const struct ht_claim *claim)
{
    return work->marks[claim - work->claims->rows];
}

static ht_date last_marked(const struct work *work)
{
    ht_date last = HT_DATE_FIRST;
    for (size_t n = 0; n < work->claims->row_count; n++) {
        const struct ht_claim *claim = &work->claims->rows[n];
        if (work->marks[n] != HT_UNMARKED && claim->date.days > last.days)
            last = claim->date;
    }
    return last;
}

static void add_to_run(struct run *run, struct ht_attendance_of *attendance,
                       const struct ht_claim *claim, enum ht_mark mark)
{
    if (run->student != claim->student.i || mark == HT_HELD)
        *run = (struct run){.student = claim->student.i};
    if (mark != HT_ABSENT)
        return;
    if (!run->length++)
        run->from = claim->date;
    if (run->length < attendance->run)
        return;
    attendance->run = run->length;
    attendance->run_from = run->from;
    attendance->run_to = claim->date;
}

static void add_claim(struct work *work, struct ht_attendance_of *attendance,
                      const struct ht_claim *claim)
{
    enum ht_mark mark = mark_of(work, claim);
    attendance->student = claim->student;
    attendance->marks[mark]++;
    if (claim->programme.i != HT_NONE)
        add_to_run(&work->runs[claim->programme.i], attendance, claim, mark);
    add_to_run(&work->runs[work->school->programme_count], attendance, claim, mark);
}

/* In the students' order and each student's from the first session on, for the runs. */
static void add_claims(struct work *work, struct ht_attendance_of *by_student)
{
    const struct ht_claimed_schedule *claims = work->claims;
    const struct ht_claim **sorted = HT_NEW(const struct ht_claim *, claims->row_count);
    size_t count = 0;
    for (size_t n = 0; n < claims->row_count; n++)
        if (claims->rows[n].student.i != HT_NONE &&
            claims->rows[n].date.days <= work->attendances->until.days)
            sorted[count++] = &claims->rows[n];
    qsort(sorted, count, sizeof *sorted, by_student_and_time);
    for (size_t n = 0; n < count; n++)
        add_claim(work, &by_student[sorted[n]->student.i], sorted[n]);
    free(sorted);
}

static void add_unplaced(const struct work *work, struct ht_attendance_of *by_student)
{
    for (size_t n = 0; n < work->claims->unplaced_count; n++) {
        const struct ht_unplaced_claim *claim = &work->claims->unplaced[n];
        if (claim->student.i == HT_NONE || claim->week.days > work->attendances->until.days)
            continue;
        by_student[claim->student.i].student = claim->student;
        by_student[claim->student.i].unplaced += claim->count;
    }
}

static bool has_sessions(const struct ht_attendance_of *attendance)
{
    int sessions = attendance->unplaced;
    for (int mark = 0; mark < HT_MARK_COUNT; mark++)
        sessions += attendance->marks[mark];
    return sessions > 0;
}

static void tally_students(struct work *work)
{
    struct ht_attendances *attendances = work->attendances;
    struct ht_attendance_of *all = HT_NEW(struct ht_attendance_of, work->school->student_count);
    add_claims(work, all);
    add_unplaced(work, all);
    for (size_t n = 0; n < work->school->student_count; n++)
        if (has_sessions(&all[n]))
            all[attendances->count++] = all[n];
    qsort(all, attendances->count, sizeof *all, by_absences);
    attendances->attendances = all;
}

int ht_attendance_of_owed(const struct ht_attendance_of *attendance)
{
    return attendance->marks[HT_ABSENT] + attendance->marks[HT_CANCELLED] + attendance->unplaced;
}

/* ------------------------------------------------------------ programmes */

static bool is_near(const struct work *work, ht_date date)
{
    return abs(date.days - work->attendances->until.days) <= NEAR;
}

static void add_milestone(struct work *work, struct ht_milestone milestone)
{
    struct ht_attendances *attendances = work->attendances;
    HT_GROW(attendances->milestones, attendances->milestone_count, attendances->milestone_capacity);
    attendances->milestones[attendances->milestone_count++] = milestone;
}

/* The programme's first session in the plan or, of any member, in history. */
static ht_date first_session(const struct work *work, const struct ht_instance *instance,
                             ht_programme_id id)
{
    const struct ht_programme *programme = &work->school->programmes[id.i];
    ht_date first = work->first[id.i];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        uint32_t student = programme->students[n].i;
        for (uint32_t p = instance->history.first[student];
             p < instance->history.first[student + 1]; p++) {
            const struct ht_past *past = &work->school->history[instance->history.places[p]];
            if (ht_programme_counts(programme, past) && past->date.days < first.days)
                first = past->date;
        }
    }
    return first;
}

/* The review nearest to what is known, where there is one that is near. */
static void add_review(struct work *work, const struct ht_instance *instance, ht_programme_id id)
{
    const struct ht_programme *programme = &work->school->programmes[id.i];
    ht_date start = programme->from.days != HT_DATE_FIRST.days ? programme->from
                                                               : first_session(work, instance, id);
    int every = work->school->policy.review_weeks * HT_DAYS_A_WEEK;
    int past = work->attendances->until.days - start.days;
    int reviews = past < 0 ? 1 : (past + every / 2) / every;
    ht_date date = ht_date_plus(start, (reviews ? reviews : 1) * every);
    if (is_near(work, date) && date.days <= programme->to.days)
        add_milestone(work, (struct ht_milestone){id, HT_REVIEW, date, 0});
}

static void add_milestones(struct work *work, const struct ht_instance *instance,
                           ht_programme_id id)
{
    const struct ht_programme *programme = &work->school->programmes[id.i];
    int held = ht_requirements_past(instance, programme);
    int soon = (2 * programme->per_week + programme->per_weeks - 1) / programme->per_weeks;
    if (programme->sessions != HT_NO_LIMIT && programme->sessions - held <= soon)
        add_milestone(work, (struct ht_milestone){id, HT_END_OF_SESSIONS, HT_DATE_LAST, held});
    if (programme->to.days != HT_DATE_LAST.days && is_near(work, programme->to))
        add_milestone(work, (struct ht_milestone){id, HT_END_BY_DATE, programme->to, held});
    if (work->school->policy.review_weeks != HT_NO_LIMIT)
        add_review(work, instance, id);
}

/* Only of programmes that have sessions in the plan: the others are over, or not yet begun. */
static void find_milestones(struct work *work)
{
    const struct ht_horizon until = {work->attendances->until, work->attendances->until};
    struct ht_instance *instance = ht_instance_new(work->school, until);
    for (size_t n = 0; n < work->claims->row_count; n++) {
        const struct ht_claim *claim = &work->claims->rows[n];
        if (claim->programme.i != HT_NONE &&
            claim->date.days < work->first[claim->programme.i].days)
            work->first[claim->programme.i] = claim->date;
    }
    for (uint32_t p = 0; p < work->school->programme_count; p++)
        if (work->first[p].days != HT_DATE_LAST.days)
            add_milestones(work, instance, (ht_programme_id){p});
    ht_instance_free(instance);
}

struct ht_attendances *ht_attendances_new(const struct ht_school *school,
                                          const struct ht_claimed_schedule *claims,
                                          const enum ht_mark *marks)
{
    struct work work = {
        .school = school,
        .claims = claims,
        .marks = marks,
        .attendances = HT_NEW(struct ht_attendances, 1),
        .runs = HT_NEW(struct run, school->programme_count + 1),
        .first = HT_NEW(ht_date, school->programme_count),
    };
    for (size_t p = 0; p <= school->programme_count; p++)
        work.runs[p].student = HT_NONE;
    for (size_t p = 0; p < school->programme_count; p++)
        work.first[p] = HT_DATE_LAST;
    work.attendances->until = last_marked(&work);
    tally_students(&work);
    if (work.attendances->until.days != HT_DATE_FIRST.days)
        find_milestones(&work);
    free(work.runs);
    free(work.first);
    return work.attendances;
}

void ht_attendances_free(struct ht_attendances *attendances)
{
    if (!attendances)
        return;
    free(attendances->attendances);
    free(attendances->milestones);
    free(attendances);
}
