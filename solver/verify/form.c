/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the rows themselves are right. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void tell(struct ht_audit *audit, const struct ht_claim *row, enum ht_breach_cause cause)
{
    ht_audit_breach_row(audit, row - audit->claims->rows, (struct ht_breach){.cause = cause});
}

/* ------------------------------------------------------------ people and programmes */

static void check_known(struct ht_audit *audit, const struct ht_claim *row)
{
    bool has_mentor = ht_strings_find(audit->school->mentor_ids, row->mentor_id) != HT_NONE;
    if (row->student.i == HT_NONE)
        tell(audit, row, HT_BREACH_NO_STUDENT);
    else if (!has_mentor)
        tell(audit, row, HT_BREACH_NO_MENTOR);
    else if (ht_audit_programme(audit, row).i == HT_NONE)
        tell(audit, row, HT_BREACH_NO_PROGRAMME);
}

/* ------------------------------------------------------------ cells */

static void check_text(struct ht_audit *audit, uint32_t row, enum ht_breach_cause cause,
                       const char *claimed, const char *wanted)
{
    if (claimed && strcmp(claimed, wanted))
        ht_audit_breach_row(audit, row,
                            (struct ht_breach){.cause = cause, .text = claimed, .other = wanted});
}

/* A cycle of one week may go by its name or by none. */
static void check_date_cells(struct ht_audit *audit, uint32_t number)
{
    const struct ht_school *school = audit->school;
    const struct ht_claim *row = &audit->claims->rows[number];
    ht_week_id week = ht_school_day(school, row->date)->week;
    if (ht_strings_count(school->weeks) > 1)
        check_text(audit, number, HT_BREACH_CELL_WEEK, row->week,
                   week.i == HT_NONE ? "" : ht_school_week_name(school, week));
    int weekday = ht_date_weekday(row->date);
    if (row->day && strcasecmp(row->day, ht_day_short(weekday)) &&
        strcasecmp(row->day, ht_day_long(weekday)))
        check_text(audit, number, HT_BREACH_CELL_DAY, row->day, ht_day_short(weekday));
}

static void check_end(struct ht_audit *audit, uint32_t row, const struct ht_meeting *meeting)
{
    int claimed = audit->claims->rows[row].end;
    int wanted = audit->school->periods[meeting->period.i].start +
                 audit->school->programmes[meeting->programme.i].minutes;
    if (claimed >= 0 && claimed != wanted)
        ht_audit_breach_row(
            audit, row,
            (struct ht_breach){.cause = HT_BREACH_CELL_END, .count = claimed, .limit = wanted});
}

static void check_lesson_cells(struct ht_audit *audit, uint32_t number, ht_lesson_id missed)
{
    const struct ht_school *school = audit->school;
    const struct ht_claim *row = &audit->claims->rows[number];
    const char *subject = "", *class_ = "", *teacher = "", *room = "";
    if (missed.i != HT_NONE) {
        const struct ht_lesson *lesson = &school->lessons[missed.i];
        subject = school->subjects[lesson->subject.i].code;
        if (lesson->class_.i != HT_NONE)
            class_ = ht_strings_text(school->classes, lesson->class_.i);
        teacher = lesson->teacher;
        room = lesson->room;
    }
    check_text(audit, number, HT_BREACH_CELL_SUBJECT, row->subject, subject);
    check_text(audit, number, HT_BREACH_CELL_CLASS, row->class_, class_);
    check_text(audit, number, HT_BREACH_CELL_TEACHER, row->teacher, teacher);
    check_text(audit, number, HT_BREACH_CELL_ROOM, row->room, room);
}

static void check_cells(struct ht_audit *audit, const struct ht_seat *seat)
{
    check_date_cells(audit, seat->row);
    check_end(audit, seat->row, &audit->meetings[seat->meeting]);
    check_lesson_cells(audit, seat->row, seat->lesson);
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
            ht_audit_breach_row(
                audit, seat->row,
                (struct ht_breach){.cause = HT_BREACH_SHARED_ID, .text = rows[i]->session});
    }
    free(rows);
}

static void check_group_ids(struct ht_audit *audit, const struct ht_meeting *meeting)
{
    const struct ht_claim *rows = audit->claims->rows;
    const char *first = rows[meeting->row].session;
    for (uint32_t n = 1; n < meeting->count; n++) {
        uint32_t row = audit->seats[meeting->first + n].row;
        check_text(audit, row, HT_BREACH_GROUP_ID, rows[row].session, first);
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
        tell(audit, row, HT_BREACH_NO_ID);
    if (row->start < 0 || row->end < 0)
        tell(audit, row, row->start < 0 ? HT_BREACH_NO_START : HT_BREACH_NO_END);
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

/* One breach is enough: what follows the first row out of place tells nothing more. */
static void check_order(struct ht_audit *audit)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    for (size_t i = 1; i < claims->row_count; i++) {
        if (compare_order(&claims->rows[i - 1], &claims->rows[i]) <= 0)
            continue;
        tell(audit, &claims->rows[i], HT_BREACH_ORDER);
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
