/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the rows themselves are right. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ people and programmes */

static void check_known(struct ht_audit *audit, const struct ht_claim *row)
{
    bool has_mentor = ht_strings_find(audit->school->mentor_ids, row->mentor_id) != HT_NONE;
    if (row->student.i == HT_NONE)
        ht_audit_breach_row(audit, HT_NO_RULE, row, "students.csv has no such student");
    else if (!has_mentor)
        ht_audit_breach_row(audit, HT_NO_RULE, row, "mentors.csv has no such mentor");
    else if (ht_audit_programme(audit, row).i == HT_NONE)
        ht_audit_breach_row(audit, HT_NO_RULE, row,
                            "caseload.csv has no such programme of this student and mentor");
}

/* ------------------------------------------------------------ cells */

static void check_text(struct ht_audit *audit, const struct ht_claim *row, const char *column,
                       const char *claimed, const char *wanted)
{
    if (claimed && strcmp(claimed, wanted))
        ht_audit_breach_row(audit, HT_NO_RULE, row, "the column '%s' says '%s', not '%s'", column,
                            claimed, wanted);
}

/* A cycle of one week may go by its name or by none. */
static void check_date_cells(struct ht_audit *audit, const struct ht_claim *row)
{
    const struct ht_school *school = audit->school;
    ht_week_id week = ht_school_day(school, row->date)->week;
    if (ht_strings_count(school->weeks) > 1)
        check_text(audit, row, "week", row->week,
                   week.i == HT_NONE ? "" : ht_school_week_name(school, week));
    int weekday = ht_date_weekday(row->date);
    if (row->day && strcasecmp(row->day, ht_day_short(weekday)) &&
        strcasecmp(row->day, ht_day_long(weekday)))
        check_text(audit, row, "day", row->day, ht_day_short(weekday));
}

static void check_end(struct ht_audit *audit, const struct ht_claim *row,
                      const struct ht_meeting *meeting)
{
    int minutes = audit->school->programmes[meeting->programme.i].minutes;
    int end = audit->school->periods[meeting->period.i].start + minutes;
    char claimed[16], wanted[16];
    if (row->end >= 0 && row->end != end)
        check_text(audit, row, "end", ht_time_text(row->end, claimed), ht_time_text(end, wanted));
}

static void check_lesson_cells(struct ht_audit *audit, const struct ht_claim *row,
                               ht_lesson_id missed)
{
    const struct ht_school *school = audit->school;
    const char *subject = "", *class_ = "", *teacher = "", *room = "";
    if (missed.i != HT_NONE) {
        const struct ht_lesson *lesson = &school->lessons[missed.i];
        subject = school->subjects[lesson->subject.i].code;
        if (lesson->class_.i != HT_NONE)
            class_ = ht_strings_text(school->classes, lesson->class_.i);
        teacher = lesson->teacher;
        room = lesson->room;
    }
    check_text(audit, row, "subject", row->subject, subject);
    check_text(audit, row, "class", row->class_, class_);
    check_text(audit, row, "teacher", row->teacher, teacher);
    check_text(audit, row, "room", row->room, room);
}

static void check_cells(struct ht_audit *audit, const struct ht_seat *seat)
{
    const struct ht_claim *row = &audit->claims->rows[seat->row];
    check_date_cells(audit, row);
    check_end(audit, row, &audit->meetings[seat->meeting]);
    check_lesson_cells(audit, row, seat->lesson);
}

/* ------------------------------------------------------------ ids */

static int compare_ids(const void *left, const void *right)
{
    const struct ht_claim *a = *(const struct ht_claim *const *)left;
    const struct ht_claim *b = *(const struct ht_claim *const *)right;
    int order = strcmp(a->session, b->session);
    return order ? order : (a > b) - (a < b);
}

/* The meetings of an id are all the same one: told once for each row that changes it. */
static void check_shared_ids(struct ht_audit *audit)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    const struct ht_claim **rows = HT_NEW(const struct ht_claim *, claims->row_count);
    size_t count = 0;
    for (size_t i = 0; i < claims->row_count; i++)
        if (audit->seat_of[i] != HT_NONE && claims->rows[i].session && *claims->rows[i].session)
            rows[count++] = &claims->rows[i];
    qsort(rows, count, sizeof *rows, compare_ids);
    for (size_t i = 1; i < count; i++) {
        const struct ht_seat *before = &audit->seats[audit->seat_of[rows[i - 1] - claims->rows]];
        const struct ht_seat *seat = &audit->seats[audit->seat_of[rows[i] - claims->rows]];
        if (!strcmp(rows[i - 1]->session, rows[i]->session) && before->meeting != seat->meeting)
            ht_audit_breach_row(audit, HT_NO_RULE, rows[i],
                                "its id '%s' is also that of another session", rows[i]->session);
    }
    free(rows);
}

static void check_group_ids(struct ht_audit *audit, const struct ht_meeting *meeting)
{
    const char *first = audit->claims->rows[meeting->row].session;
    for (uint32_t n = 1; n < meeting->count; n++) {
        const struct ht_claim *row = &audit->claims->rows[audit->seats[meeting->first + n].row];
        if (row->session && strcmp(row->session, first))
            ht_audit_breach_row(audit, HT_NO_RULE, row,
                                "its id '%s' is not the '%s' of the group's other rows",
                                row->session, first);
    }
}

/* ------------------------------------------------------------ columns and order */

/* Whether a file has all columns of section 5, so that it claims to follow that section. */
static bool is_complete(const struct ht_claimed_schedule *claims)
{
    if (!claims->row_count)
        return false;
    const struct ht_claim *row = &claims->rows[0];
    return row->session && row->week && row->day && row->group && row->subject && row->class_ &&
           row->teacher && row->room && row->start >= 0 && row->end >= 0;
}

static void check_filled(struct ht_audit *audit, const struct ht_claim *row)
{
    if (!*row->session)
        ht_audit_breach_row(audit, HT_NO_RULE, row, "the session has no id");
    if (row->start < 0 || row->end < 0)
        ht_audit_breach_row(audit, HT_NO_RULE, row, "the session has no %s",
                            row->start < 0 ? "start" : "end");
}

static int compare_order(const struct ht_claim *a, const struct ht_claim *b)
{
    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    int order = strcmp(a->mentor_id, b->mentor_id);
    return order ? order : strcmp(a->student_id, b->student_id);
}

/* One sentence is enough: what follows the first row out of place tells nothing more. */
static void check_order(struct ht_audit *audit)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    for (size_t i = 1; i < claims->row_count; i++) {
        if (compare_order(&claims->rows[i - 1], &claims->rows[i]) <= 0)
            continue;
        ht_audit_breach_row(audit, HT_NO_RULE, &claims->rows[i],
                            "the row is not in order of date, start, mentor and student");
        return;
    }
}

void ht_check_form(struct ht_audit *audit)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    bool complete = is_complete(claims);
    for (size_t i = 0; i < claims->row_count; i++) {
        audit->verdict->checked[HT_NO_RULE]++;
        check_known(audit, &claims->rows[i]);
        if (complete)
            check_filled(audit, &claims->rows[i]);
        if (audit->seat_of[i] != HT_NONE)
            check_cells(audit, &audit->seats[audit->seat_of[i]]);
    }
    check_shared_ids(audit);
    for (size_t m = 0; m < audit->meeting_count; m++)
        check_group_ids(audit, &audit->meetings[m]);
    if (complete)
        check_order(audit);
}
