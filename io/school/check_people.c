/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Caseloads, support and lessons held against the policy and the timetable: all warnings. */
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A student with a mentor, over the dates of one programme or all of them. */
struct span {
    uint32_t mentor, student;
    ht_date from, to;
    const struct ht_programme *programme;
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* "'70133' (Mia Khan)": an id, with the name where there is one. Use free(). */
static char *called(const char *id, const char *name)
{
    return *name ? ht_format("'%s' (%s)", id, name) : ht_format("'%s'", id);
}

static int by_student(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    int by_mentor = order(a->mentor, b->mentor), by_who = order(a->student, b->student);
    int by_name = strcmp(a->programme->name, b->programme->name);
    int by_from = order(a->from.days, b->from.days);
    if (by_mentor || by_who)
        return by_mentor ? by_mentor : by_who;
    if (by_name || by_from)
        return by_name ? by_name : by_from;
    return order(a->programme->line, b->programme->line);
}

/* A span for each student of each programme that has a mentor, by mentor and student. */
static struct span *make_spans(const struct ht_school *school, size_t *count)
{
    size_t capacity = 0;
    struct span *spans = NULL;
    *count = 0;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        for (uint32_t n = 0; programme->mentor.i != HT_NONE && n < programme->student_count; n++) {
            HT_GROW(spans, *count, capacity);
            spans[(*count)++] = (struct span){programme->mentor.i, programme->students[n].i,
                                              programme->from, programme->to, programme};
        }
    }
    if (*count)
        qsort(spans, *count, sizeof *spans, by_student);
    return spans;
}

/* ------------------------------------------------------------ caseloads */

static void check_twice(const struct ht_school_reader *reader, const struct span *spans,
                        size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct ht_programme *a = spans[i - 1].programme, *b = spans[i].programme;
        if (a == b || spans[i - 1].mentor != spans[i].mentor ||
            spans[i - 1].student != spans[i].student || strcmp(a->name, b->name) ||
            a->sessions != b->sessions || *a->group || *b->group || b->from.days > a->to.days)
            continue;
        int late = a->line > b->line ? a->line : b->line;
        const struct ht_student *student = &reader->school->students[spans[i].student];
        char *who = called(student->id, student->name);
        HT_FILE_FAULT(reader, HT_WARNING, HT_CASELOAD_CSV, late,
                      "student %s has the same programme in line %d, and both are planned; take "
                      "one away, or tell them apart by name or dates",
                      who, a->line + b->line - late);
        free(who);
    }
}

/* One more or one less student from a date on. */
struct change {
    ht_date date;
    int by;
};

static int by_date(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    int dates = order(a->date.days, b->date.days);
    return dates ? dates : b->by - a->by;
}

/* The most students that a mentor's spans have at once; a student counts from first to last. */
static int most_students(const struct span *spans, size_t count)
{
    struct change *changes = HT_NEW(struct change, 2 * count);
    size_t change_count = 0;
    for (size_t i = 0; i < count;) {
        struct span whole = spans[i];
        for (; i < count && spans[i].student == whole.student; i++) {
            whole.from.days =
                spans[i].from.days < whole.from.days ? spans[i].from.days : whole.from.days;
            whole.to.days = spans[i].to.days > whole.to.days ? spans[i].to.days : whole.to.days;
        }
        changes[change_count++] = (struct change){whole.from, 1};
        changes[change_count++] = (struct change){whole.to, -1};
    }
    qsort(changes, change_count, sizeof *changes, by_date);
    int now = 0, most = 0;
    for (size_t i = 0; i < change_count; i++) {
        now += changes[i].by;
        most = now > most ? now : most;
    }
    free(changes);
    return most;
}

static void check_caseload(const struct ht_school_reader *reader, const struct span *spans,
                           size_t count)
{
    const struct ht_school *school = reader->school;
    const struct ht_mentor *mentor = &school->mentors[spans->mentor];
    const struct ht_caseload_limit *limit = ht_policy_caseload(&school->policy, mentor->role);
    int cap = mentor->caseload != HT_NO_LIMIT ? mentor->caseload : limit ? limit->max : INT_MAX;
    int students = most_students(spans, count);
    if (students <= cap)
        return;
    char *who = called(mentor->id, mentor->name);
    HT_FILE_FAULT(reader, HT_WARNING, HT_MENTORS_CSV, mentor->line,
                  "mentor %s has %d students at once, but at most %d %s; give some to another "
                  "mentor in %s, or raise the caseload",
                  who, students, cap,
                  mentor->caseload != HT_NO_LIMIT ? "by the caseload here" : "by the policy",
                  ht_school_reader_file(reader, HT_CASELOAD_CSV).word);
    free(who);
}

static void check_caseloads(const struct ht_school_reader *reader)
{
    size_t count;
    struct span *spans = make_spans(reader->school, &count);
    check_twice(reader, spans, count);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && spans[end].mentor == spans[first].mentor; end++)
            ;
        check_caseload(reader, spans + first, end - first);
    }
    free(spans);
}

/* ------------------------------------------------------------ students */

static bool has_lesson(const struct ht_school *school, ht_student_id student)
{
    for (uint32_t p = 0; p < school->period_count; p++)
        if (ht_school_timetabled(school, student, (ht_period_id){p}).i != HT_NONE)
            return true;
    return false;
}

/* Students who are to be seen, but whom the timetable does not know; each told once. */
static void check_lessons(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    bool *seen = HT_NEW(bool, school->student_count);
    for (size_t p = 0; school->lesson_count && !reader->lost_period && p < school->programme_count;
         p++) {
        const struct ht_programme *programme = &school->programmes[p];
        for (uint32_t n = 0; n < programme->student_count; n++) {
            ht_student_id student = programme->students[n];
            if (!seen[student.i] && !has_lesson(school, student)) {
                char *who =
                    called(school->students[student.i].id, school->students[student.i].name);
                HT_FILE_FAULT(reader, HT_WARNING, HT_CASELOAD_CSV, programme->line,
                              "student %s has no lessons, so no session can take place in one; "
                              "check the id in %s",
                              who, ht_school_reader_file(reader, HT_TIMETABLE_CSV).word);
                free(who);
            }
            seen[student.i] = true;
        }
    }
    free(seen);
}

static void check_assigned(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        if (programme->mentor.i != HT_NONE)
            continue;
        const struct ht_student *first = &school->students[programme->students[0].i];
        char *who =
            *programme->group ? called(programme->group, "") : called(first->id, first->name);
        HT_FILE_FAULT(reader, HT_WARNING, HT_CASELOAD_CSV, programme->line,
                      "%s %s has no mentor yet and is not planned; name a mentor",
                      *programme->group ? "group" : "student", who);
        free(who);
    }
}

/* ------------------------------------------------------------ support */

/* Lessons and minutes of support in a week; a period counts once. */
struct support {
    int lessons, minutes;
};

static void add_support(const struct ht_school *school, const struct ht_commitment *commitment,
                        ht_date date, bool *taken, struct support *support)
{
    ht_period_id first;
    if (!ht_school_day(school, date)->school_day || !ht_recurs_on(school, &commitment->when, date))
        return;
    uint32_t count = ht_school_periods_on(school, date, &first);
    for (uint32_t p = first.i; p < first.i + count; p++) {
        const struct ht_period *period = &school->periods[p];
        if (taken[p] || period->kind != HT_LESSON ||
            !ht_some_has(&commitment->when.periods, period->name))
            continue;
        taken[p] = true;
        support->lessons++;
        support->minutes += period->end - period->start;
    }
}

/* A mentor's support in the calendar week that begins with a Monday. */
static struct support support_in(const struct ht_school *school,
                                 const struct ht_commitment *const *commitments, size_t count,
                                 ht_date monday)
{
    bool *taken = HT_NEW(bool, school->period_count);
    struct support support = {0, 0};
    for (size_t i = 0; i < count; i++)
        for (int day = 0; day < HT_DAYS_A_WEEK; day++)
            add_support(school, commitments[i], ht_date_plus(monday, day), taken, &support);
    free(taken);
    return support;
}

/* Told of the first week in which a mentor has too much. */
static void check_support_of(const struct ht_school_reader *reader,
                             const struct ht_commitment *const *commitments, size_t count)
{
    const struct ht_school *school = reader->school;
    const struct ht_policy *policy = &school->policy;
    for (ht_date monday = ht_date_monday(school->first); monday.days <= school->last.days;
         monday = ht_date_plus(monday, HT_DAYS_A_WEEK)) {
        struct support support = support_in(school, commitments, count, monday);
        if (support.lessons <= policy->support_lessons &&
            support.minutes <= policy->support_minutes)
            continue;
        const struct ht_mentor *mentor = &school->mentors[commitments[0]->mentor.i];
        char week[16], *who = called(mentor->id, mentor->name);
        HT_FILE_FAULT(
            reader, HT_WARNING, HT_COMMITMENTS_CSV, commitments[0]->line,
            "mentor %s has %d lessons (%d minutes) of support in the week of %s, but the policy "
            "allows %d (%d minutes); take some away",
            who, support.lessons, support.minutes, ht_date_iso(monday, week),
            policy->support_lessons, policy->support_minutes);
        free(who);
        return;
    }
}

static int by_mentor(const void *left, const void *right)
{
    const struct ht_commitment *a = *(const struct ht_commitment *const *)left;
    const struct ht_commitment *b = *(const struct ht_commitment *const *)right;
    int mentors = order(a->mentor.i, b->mentor.i);
    return mentors ? mentors : a->line - b->line;
}

static void check_support(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    const struct ht_commitment **all =
        HT_NEW(const struct ht_commitment *, school->commitment_count);
    size_t count = 0;
    for (size_t i = 0; school->days && i < school->commitment_count; i++)
        if (!strcmp(school->commitments[i].what, "support"))
            all[count++] = &school->commitments[i];
    qsort(all, count, sizeof *all, by_mentor);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && all[end]->mentor.i == all[first]->mentor.i; end++)
            ;
        check_support_of(reader, all + first, end - first);
    }
    free(all);
}

void ht_check_people(const struct ht_school_reader *reader)
{
    check_caseloads(reader);
    check_lessons(reader);
    check_assigned(reader);
    check_support(reader);
}
