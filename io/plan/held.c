/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/held.h"

#include "io/csv/table.h"
#include "io/records/fields.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS_NAMED = 8 /* of a group, in a message */ };

/* What may stand in the column held. */
static const char *const words[] = {"yes", "no",   "absent", "late", "cancelled", "y",
                                    "n",   "true", "false",  "1",    "0",         "canceled"};
static const enum ht_mark word_marks[] = {
    HT_HELD,   HT_ABSENT, HT_ABSENT, HT_HELD, HT_CANCELLED, HT_HELD,
    HT_ABSENT, HT_HELD,   HT_ABSENT, HT_HELD, HT_ABSENT,    HT_CANCELLED,
};

/* A plan's row and what has been said of it so far. */
struct entry {
    struct ht_held held;
    bool named;    /* it was said of this student, not of all */
    uint32_t next; /* row of the same session, or HT_NONE */
};

struct reader {
    const struct ht_claimed_schedule *claims;
    const struct ht_record_source *records;
    struct ht_strings *sessions; /* their ids */
    uint32_t *first;             /* by number of sessions: a row of the claims */
    struct entry *entries;       /* [row of the claims] */
};

static void index_sessions(struct reader *reader)
{
    const struct ht_claimed_schedule *claims = reader->claims;
    reader->sessions = ht_strings_new();
    reader->first = HT_NEW(uint32_t, claims->row_count);
    reader->entries = HT_NEW(struct entry, claims->row_count);
    for (size_t n = claims->row_count; n-- > 0;) {
        if (!claims->rows[n].session)
            continue;
        uint32_t known = ht_strings_count(reader->sessions);
        uint32_t session = ht_strings_add(reader->sessions, claims->rows[n].session);
        reader->entries[n].next = session < known ? reader->first[session] : HT_NONE;
        reader->first[session] = (uint32_t)n;
    }
}

/* One who is cancelled for all cannot have been there; else what is said of one student holds. */
static bool disagrees(const struct entry *entry, enum ht_mark mark, bool named)
{
    enum ht_mark all = named ? entry->held.mark : mark, one = named ? mark : entry->held.mark;
    if (entry->held.mark == HT_UNMARKED || entry->held.mark == mark)
        return false;
    return entry->named == named || (all == HT_CANCELLED && one == HT_HELD);
}

/* Enters what a row says of one student; false after a fault. */
static bool enter(const struct reader *reader, uint32_t row, enum ht_mark mark, bool named)
{
    struct entry *entry = &reader->entries[row];
    const struct ht_claim *claim = &reader->claims->rows[row];
    if (disagrees(entry, mark, named)) {
        HT_ROW_FAULT(
            reader->records, HT_FAULT,
            "line %d says something else of student '%s' in session '%s'; correct one of the "
            "two, or take it away",
            entry->held.line, claim->student_id, claim->session);
        return false;
    }
    if (entry->held.mark == HT_UNMARKED || named)
        *entry = (struct entry){{mark, reader->records->line}, named, entry->next};
    return true;
}

static void tell_members(const struct reader *reader, uint32_t session, const char *student)
{
    char *members = ht_copy_text("", 0);
    int count = 0;
    for (uint32_t row = reader->first[session]; row != HT_NONE; row = reader->entries[row].next) {
        const char *id = count == MEMBERS_NAMED ? "..." : reader->claims->rows[row].student_id;
        ht_append(&members, "%s%s", count ? ", " : "", id);
        if (count++ == MEMBERS_NAMED)
            break;
    }
    HT_ROW_FAULT(reader->records, HT_FAULT,
                 "student '%s' is not in session '%s', which is of %s; correct one of them",
                 student, ht_strings_text(reader->sessions, session), members);
    free(members);
}

/* Enters what a row says of a session's students, or of one; false where that one is not there. */
static bool enter_all(const struct reader *reader, uint32_t session, enum ht_mark mark,
                      const char *student)
{
    uint32_t first = reader->first[session];
    bool is_group = reader->entries[first].next != HT_NONE, found = !*student;
    for (uint32_t row = first; row != HT_NONE; row = reader->entries[row].next) {
        if (*student && strcmp(student, reader->claims->rows[row].student_id))
            continue;
        found = true;
        if (!enter(reader, row, mark, is_group && *student))
            break;
    }
    return found;
}

/* ------------------------------------------------------------ whether it is this plan's */

/* What a row may say besides, of the session as it was planned. */
static const enum ht_column planned[] = {HT_COL_DATE, HT_COL_PERIOD, HT_COL_SUBJECT};

/* What the plan has in a column; NULL where it does not say. */
static const char *planned_cell(const struct ht_claim *claim, enum ht_column column, char date[16])
{
    if (column == HT_COL_DATE)
        return ht_date_iso(claim->date, date);
    return column == HT_COL_PERIOD ? claim->period_name : claim->subject;
}

/* Holds a cell against the session's rows, or one student's; false after a fault where none of them
   has it. The members of a group may miss different lessons. */
static bool is_as_planned(const struct reader *reader, uint32_t session, const char *student,
                          enum ht_column column, const char *cell)
{
    const char *other = NULL;
    char date[16];
    for (uint32_t n = reader->first[session]; n != HT_NONE; n = reader->entries[n].next) {
        const struct ht_claim *claim = &reader->claims->rows[n];
        if (*student && strcmp(student, claim->student_id))
            continue;
        other = planned_cell(claim, column, date);
        if (!other || !strcmp(cell, other))
            return true;
    }
    if (!other)
        return true;
    char *problem = ht_format("is not what the plan has for session '%s', which is '%s'; correct "
                              "it, or record with the plan that this row was made from",
                              ht_strings_text(reader->sessions, session), other);
    ht_field_fault(reader->records, column, problem);
    free(problem);
    return false;
}

/* Whether a row contradicts the plan in nothing that it says: ids stay when sessions move. */
static bool is_of_plan(const struct reader *reader, uint32_t session, const char *student)
{
    const struct ht_record_source *records = reader->records;
    ht_date date = HT_DATE_FIRST;
    bool good = ht_field_date(records, HT_COL_DATE, &date);
    for (size_t i = good ? 0 : 1; i < sizeof planned / sizeof *planned; i++) {
        char iso[16];
        const char *cell = records->cells[planned[i]];
        if (*cell && planned[i] == HT_COL_DATE)
            cell = ht_date_iso(date, iso);
        good &= !*cell || is_as_planned(reader, session, student, planned[i], cell);
    }
    return good;
}

static void read_row(const struct reader *reader)
{
    const struct ht_record_source *records = reader->records;
    struct ht_known known = {"session", "the plan's sessions.csv", reader->sessions};
    const char *text, *student = records->cells[HT_COL_STUDENT];
    if (!*records->cells[HT_COL_HELD])
        return;
    int word = ht_field_choice(records, HT_COL_HELD, words, sizeof words / sizeof *words);
    if (!ht_field_need(records, HT_COL_SESSION, &text))
        return;
    uint32_t session = ht_strings_find(reader->sessions, text);
    if (session == HT_NONE)
        ht_field_unknown(records, HT_FAULT, text, &known);
    else if (is_of_plan(reader, session, student) && word >= 0 &&
             !enter_all(reader, session, word_marks[word], student))
        tell_members(reader, session, student);
}

struct ht_held *ht_read_held(const char *path, const struct ht_claimed_schedule *claims,
                             struct ht_diagnostics *faults)
{
    struct ht_record_source *records = ht_csv_records(ht_csv_open(path, path, HT_HELD_CSV, faults));
    struct reader reader = {.claims = claims, .records = records};
    struct ht_held *held = HT_NEW(struct ht_held, claims->row_count);
    index_sessions(&reader);
    while (records && ht_record_source_next(records))
        read_row(&reader);
    for (size_t n = 0; n < claims->row_count; n++)
        held[n] = reader.entries[n].held;
    ht_record_source_free(records);
    ht_strings_free(reader.sessions);
    free(reader.first);
    free(reader.entries);
    return held;
}
