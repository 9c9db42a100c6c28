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
    const struct ht_school *school;
    const struct ht_claimed_schedule *claims;
    const struct ht_record_source *records;
    struct ht_strings *sessions; /* their ids */
    uint32_t *first;             /* by number of sessions: a row of the claims */
    struct entry *entries;       /* [row of the claims] */
    struct ht_strings *dates;    /* of the rows */
    uint32_t *first_on;          /* by number of dates: a row of the claims */
    uint32_t *next_on;           /* [row of the claims]: one more of the date, or HT_NONE */
};

static uint32_t date_number(const struct reader *reader, ht_date date, bool add)
{
    char iso[16];
    return add ? ht_strings_add(reader->dates, ht_date_iso(date, iso))
               : ht_strings_find(reader->dates, ht_date_iso(date, iso));
}

static void index_dates(struct reader *reader)
{
    size_t count = reader->claims->row_count;
    reader->dates = ht_strings_new();
    reader->first_on = HT_NEW(uint32_t, count);
    reader->next_on = HT_NEW(uint32_t, count);
    for (size_t n = count; n-- > 0;) {
        uint32_t known = ht_strings_count(reader->dates);
        uint32_t date = date_number(reader, reader->claims->rows[n].date, true);
        reader->next_on[n] = date < known ? reader->first_on[date] : HT_NONE;
        reader->first_on[date] = (uint32_t)n;
    }
}

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
static bool enter(const struct reader *reader, uint32_t row, int word, bool named)
{
    enum ht_mark mark = word_marks[word];
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
        *entry = (struct entry){{mark, words[word], reader->records->line}, named, entry->next};
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
static bool enter_all(const struct reader *reader, uint32_t session, int word, const char *student)
{
    uint32_t first = reader->first[session];
    bool is_group = reader->entries[first].next != HT_NONE, found = !*student;
    for (uint32_t row = first; row != HT_NONE; row = reader->entries[row].next) {
        if (*student && strcmp(student, reader->claims->rows[row].student_id))
            continue;
        found = true;
        if (!enter(reader, row, word, is_group && *student))
            break;
    }
    return found;
}

/* ------------------------------------------------------------ whether it is this plan's */

/* What a row may say besides, of the session as it was planned. */
static const enum ht_column planned[] = {HT_COL_DATE, HT_COL_PERIOD, HT_COL_START, HT_COL_SUBJECT};

/* What the plan has in a column; NULL where it does not say. */
static const char *planned_cell(const struct ht_claim *claim, enum ht_column column, char text[16])
{
    if (column == HT_COL_DATE)
        return ht_date_iso(claim->date, text);
    if (column == HT_COL_START)
        return claim->start < 0 ? NULL : ht_time_text(claim->start, text);
    return column == HT_COL_PERIOD ? claim->period_name : claim->subject;
}

/* The row's cell as the plan would spell it. */
static const char *spelt_cell(const struct ht_record_source *records, enum ht_column column,
                              char text[16])
{
    ht_date date;
    int minutes;
    const char *cell = records->cells[column];
    if (*cell && column == HT_COL_DATE && ht_field_date(records, column, &date))
        return ht_date_iso(date, text);
    if (*cell && column == HT_COL_START && ht_field_time(records, column, &minutes))
        return ht_time_text(minutes, text);
    return cell;
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

/* Whether the cells that say when mean anything; faults otherwise. */
static bool is_dated(const struct ht_record_source *records)
{
    ht_date date;
    int start;
    bool has_date = ht_field_date(records, HT_COL_DATE, &date);
    return ht_field_time(records, HT_COL_START, &start) && has_date;
}

/* Whether a row contradicts the plan in nothing that it says: ids stay when sessions move. */
static bool is_of_plan(const struct reader *reader, uint32_t session, const char *student)
{
    bool good = is_dated(reader->records);
    for (size_t i = 0; good && i < sizeof planned / sizeof *planned; i++) {
        char spelt[16];
        const char *cell = spelt_cell(reader->records, planned[i], spelt);
        good = !*cell || is_as_planned(reader, session, student, planned[i], cell);
    }
    return good;
}

/* ------------------------------------------------------------ rows without a session's id */

/* Whether a cell says nothing, or one of two things. */
static bool may_be(const char *cell, const char *id, const char *name)
{
    return !*cell || (id && !strcmp(cell, id)) || (name && !strcmp(cell, name));
}

/* Whether a row that says when and who is of a row of the plan on its date. */
static bool is_meant(const struct reader *reader, const struct ht_claim *claim)
{
    const struct ht_record_source *records = reader->records;
    const struct ht_school *school = reader->school;
    uint32_t student = claim->student.i;
    uint32_t mentor = ht_strings_find(school->mentor_ids, claim->mentor_id);
    char plan_start[16], start[16];
    return may_be(records->cells[HT_COL_STUDENT], claim->student_id,
                  student == HT_NONE ? NULL : school->students[student].name) &&
           may_be(records->cells[HT_COL_MENTOR], claim->mentor_id,
                  mentor == HT_NONE ? NULL : school->mentors[mentor].name) &&
           may_be(records->cells[HT_COL_PERIOD], claim->period_name, NULL) &&
           may_be(records->cells[HT_COL_PROGRAMME], claim->programme_name, NULL) &&
           may_be(spelt_cell(records, HT_COL_START, start),
                  planned_cell(claim, HT_COL_START, plan_start), NULL);
}

static bool is_of_group(const struct reader *reader, uint32_t row)
{
    const char *id = reader->claims->rows[row].session;
    uint32_t session = id ? ht_strings_find(reader->sessions, id) : HT_NONE;
    return session != HT_NONE && reader->entries[reader->first[session]].next != HT_NONE;
}

/* Enters what a row without an id says: timetable.csv has names, and when the session is. */
static void read_unnamed(const struct reader *reader, int word)
{
    const struct ht_record_source *records = reader->records;
    const char *student = records->cells[HT_COL_STUDENT];
    ht_date date;
    if (!is_dated(records) || !ht_field_date(records, HT_COL_DATE, &date))
        return;
    uint32_t number = date_number(reader, date, false), found = HT_NONE, count = 0;
    for (uint32_t n = number == HT_NONE ? HT_NONE : reader->first_on[number]; n != HT_NONE;
         n = reader->next_on[n])
        if (is_meant(reader, &reader->claims->rows[n])) {
            found = n;
            count++;
        }
    if (count == 1 && word >= 0)
        enter(reader, found, word, is_of_group(reader, found));
    else if (count != 1)
        HT_ROW_FAULT_OF_KIND(
            records, HT_FAULT, count ? "several" : "none",
            "the plan has %s session of student '%s' then; %s", count ? "more than one" : "no",
            student,
            count ? "fill in the id in the column session"
                  : "correct the row, or record with the plan that it was made from");
}

static void read_row(const struct reader *reader)
{
    const struct ht_record_source *records = reader->records;
    struct ht_known known = {"session", "the plan's sessions.csv", reader->sessions};
    const char *text, *student = records->cells[HT_COL_STUDENT];
    if (!*records->cells[HT_COL_HELD])
        return;
    int word = ht_field_choice(records, HT_COL_HELD, words, sizeof words / sizeof *words);
    if (!*records->cells[HT_COL_SESSION] && *records->cells[HT_COL_DATE] && *student) {
        read_unnamed(reader, word);
        return;
    }
    if (!ht_field_need(records, HT_COL_SESSION, &text))
        return;
    uint32_t session = ht_strings_find(reader->sessions, text);
    if (session == HT_NONE)
        ht_field_unknown(records, HT_FAULT, text, &known);
    else if (is_of_plan(reader, session, student) && word >= 0 &&
             !enter_all(reader, session, word, student))
        tell_members(reader, session, student);
}

/* Says whether a row lacks what held.csv and history.csv know it by; pairs are those before it. */
static void check_id(const struct ht_claim *claim, struct ht_strings *pairs, const char *plan,
                     struct ht_diagnostics *faults)
{
    if (!claim->session || !*claim->session) {
        ht_fault(faults, HT_FAULT, plan, claim->line,
                 "this session has no id, by which held.csv could name it; give it one in the "
                 "column session");
        return;
    }
    char *pair = ht_format("%s\n%s", claim->session, claim->student_id);
    uint32_t count = ht_strings_count(pairs);
    if (ht_strings_add(pairs, pair) < count)
        ht_fault(faults, HT_FAULT, plan, claim->line,
                 "student '%s' is in session '%s' already; take this row away, or give it an id "
                 "of its own",
                 claim->student_id, claim->session);
    free(pair);
}

void ht_check_held_ids(const struct ht_claimed_schedule *claims, const char *plan,
                       struct ht_diagnostics *faults)
{
    struct ht_strings *pairs = ht_strings_new();
    for (size_t n = 0; n < claims->row_count; n++)
        check_id(&claims->rows[n], pairs, plan, faults);
    ht_strings_free(pairs);
}

struct ht_held *ht_read_held(const char *path, const struct ht_school *school,
                             const struct ht_claimed_schedule *claims,
                             struct ht_diagnostics *faults)
{
    struct ht_record_source *records = ht_csv_records(ht_csv_open(path, path, HT_HELD_CSV, faults));
    struct reader reader = {.school = school, .claims = claims, .records = records};
    struct ht_held *held = HT_NEW(struct ht_held, claims->row_count);
    index_sessions(&reader);
    index_dates(&reader);
    if (records && !records->has[HT_COL_SESSION] &&
        !(records->has[HT_COL_DATE] && records->has[HT_COL_STUDENT]))
        ht_fault(faults, HT_FAULT, path, 1,
                 "the column session is missing (id of sessions.csv), and so is date or student, "
                 "which could stand in for it; add it to this line");
    while (records && ht_record_source_next(records))
        read_row(&reader);
    for (size_t n = 0; n < claims->row_count; n++)
        held[n] = reader.entries[n].held;
    ht_record_source_free(records);
    ht_strings_free(reader.sessions);
    ht_strings_free(reader.dates);
    free(reader.first_on);
    free(reader.next_on);
    free(reader.first);
    free(reader.entries);
    return held;
}
