/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/edits.h"

#include "io/csv/table.h"
#include "io/records/fields.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <stdlib.h>
#include <string.h>

/* What the file says of a session; of no row: line is 0. */
struct edit {
    ht_date date;
    const char *period;
    bool lock, aside;
    int line;
};

struct work {
    struct ht_school *school;
    struct ht_claimed_schedule *plan;
    ht_date from;
    const char *path;
    struct ht_diagnostics *faults;
    const struct ht_record_source *records;
    struct ht_strings *sessions; /* ids */
    struct edit *edits;          /* by number of sessions */
};

/* ------------------------------------------------------------ reading */

/* Whether a cell says yes; blank is no, and anything else a fault. */
static bool says_yes(const struct ht_record_source *records, enum ht_column column)
{
    static const char *const words[] = {"yes", "y", "true", "1", "x", "no", "n", "false", "0"};
    enum { YES = 5 };
    if (!*records->cells[column])
        return false;
    int word = ht_field_choice(records, column, words, sizeof words / sizeof *words);
    return word >= 0 && word < YES;
}

/* The rows of one session are those of its students, who meet at one time. */
static void read_again(const struct work *work, struct edit *edit, const struct edit *row)
{
    if (edit->date.days != row->date.days || strcmp(edit->period, row->period))
        HT_ROW_FAULT(work->records, HT_FAULT,
                     "session '%s' has another date or period in line %d; its students meet at one "
                     "time: write the same into all of its rows",
                     work->records->cells[HT_COL_SESSION], edit->line);
    edit->lock |= row->lock;
    edit->aside |= row->aside;
}

static void read_row(const struct work *work)
{
    const struct ht_record_source *records = work->records;
    struct ht_known known = {"session", "the plan's sessions.csv", work->sessions};
    const char *id, *date, *period;
    struct edit row = {.line = records->line};
    bool has_id = ht_field_need(records, HT_COL_SESSION, &id);
    bool has_date = ht_field_need(records, HT_COL_DATE, &date) &&
                    ht_field_date(records, HT_COL_DATE, &row.date);
    if (!ht_field_need(records, HT_COL_PERIOD, &period) || !has_id || !has_date)
        return;
    row.period = ht_school_text(work->school, period);
    row.lock = says_yes(records, HT_COL_LOCK);
    row.aside = says_yes(records, HT_COL_ASIDE);
    uint32_t session = ht_strings_find(work->sessions, id);
    if (session == HT_NONE)
        ht_field_unknown(records, HT_FAULT, id, &known);
    else if (work->edits[session].line)
        read_again(work, &work->edits[session], &row);
    else
        work->edits[session] = row;
}

static void read_rows(struct work *work)
{
    struct ht_record_source *records =
        ht_csv_records(ht_csv_open(work->path, work->path, HT_EDITED_CSV, work->faults));
    work->records = records;
    while (records && ht_record_source_next(records))
        read_row(work);
    ht_record_source_free(records);
}

/* ------------------------------------------------------------ what was done */

static bool differs(const struct edit *edit, const struct ht_claim *row)
{
    return edit->date.days != row->date.days || strcmp(edit->period, row->period_name);
}

/* What somebody has done to a row's session; what cannot be done is a fault. */
static enum ht_by_hand find_done(const struct work *work, const struct ht_claim *row,
                                 const struct edit *edit)
{
    char from[16], date[16];
    bool is_aside = !edit->line || edit->aside, is_moved = !is_aside && differs(edit, row);
    bool is_over = row->date.days < work->from.days;
    ht_date_iso(work->from, from);
    ht_date_iso(row->date, date);
    if (edit->aside && edit->lock)
        ht_fault(work->faults, HT_FAULT, work->path, edit->line,
                 "session '%s' cannot both be locked and put aside; take one of the two back",
                 row->session);
    if (is_over && is_aside)
        ht_fault(work->faults, HT_FAULT, work->path, edit->line ? edit->line : 1,
                 "session '%s' of student '%s' on %s is before %s, from which on sessions may be "
                 "taken out; put its row back, or give another --from",
                 row->session, row->student_id, date, from);
    else if (is_moved && (is_over || edit->date.days < work->from.days))
        ht_fault(work->faults, HT_FAULT, work->path, edit->line,
                 "session '%s' of student '%s' was on %s, period %s: nothing before %s moves, nor "
                 "to there; take the change back, or give another --from",
                 row->session, row->student_id, date, row->period_name, from);
    if (is_over)
        return HT_BY_HAND_NOTHING;
    return is_aside                 ? HT_BY_HAND_ASIDE
           : is_moved || edit->lock ? HT_BY_HAND_LOCKED
                                    : HT_BY_HAND_NOTHING;
}

/* Where the file has the session; what it was, when and of which lesson, is not known there. */
static void move(const struct work *work, struct ht_claim *row, const struct edit *edit)
{
    if (!edit->line)
        return;
    row->line = edit->line;
    if (!differs(edit, row))
        return;
    row->date = edit->date;
    row->period_name = edit->period;
    row->period = ht_school_period_on(
        work->school, row->date, ht_strings_find(work->school->period_names, row->period_name));
    ht_claim_forget(row);
}

static void put_aside(struct ht_claimed_schedule *edited, const struct ht_claim *row)
{
    if (row->programme.i == HT_NONE)
        return;
    HT_GROW(edited->aside, edited->aside_count, edited->aside_capacity);
    edited->aside[edited->aside_count++] = (struct ht_put_aside){row->programme, row->date};
}

/* Marks all rows, and adds what becomes of them. */
static void do_all(const struct work *work, struct ht_claimed_schedule *edited)
{
    bool *is_aside = HT_NEW(bool, ht_strings_count(work->sessions));
    for (size_t n = 0; n < work->plan->row_count; n++) {
        struct ht_claim *row = &work->plan->rows[n];
        uint32_t session = ht_strings_find(work->sessions, row->session);
        const struct edit *edit = &work->edits[session];
        row->by_hand = find_done(work, row, edit);
        if (row->by_hand == HT_BY_HAND_ASIDE) {
            if (!is_aside[session])
                put_aside(edited, row);
            is_aside[session] = true;
            continue;
        }
        HT_GROW(edited->rows, edited->row_count, edited->row_capacity);
        edited->rows[edited->row_count] = *row;
        move(work, &edited->rows[edited->row_count++], edit);
    }
    free(is_aside);
}

struct ht_claimed_schedule *ht_read_edits(const char *path, struct ht_school *school,
                                          struct ht_claimed_schedule *plan, ht_date from,
                                          struct ht_diagnostics *faults)
{
    struct ht_claimed_schedule *edited = ht_claimed_schedule_new(plan->horizon);
    struct work work = {school, plan, from, path, faults, NULL, ht_strings_new(), NULL};
    edited->stands = plan->stands;
    edited->told = plan->told;
    for (size_t n = 0; n < plan->row_count; n++)
        ht_strings_add(work.sessions, plan->rows[n].session);
    work.edits = HT_NEW(struct edit, ht_strings_count(work.sessions));
    read_rows(&work);
    if (!ht_diagnostics_count(faults, HT_FAULT))
        do_all(&work, edited);
    ht_strings_free(work.sessions);
    free(work.edits);
    return edited;
}
