/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/history.h"

#include "io/csv/edit.h"
#include "io/school/school_reader.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"
#include "solver/school/history_match.h"

#include <stdlib.h>
#include <string.h>

struct work {
    struct ht_history *history;
    const struct ht_claimed_schedule *claims;
    struct ht_held *held;
    struct ht_diagnostics *faults;
    struct ht_record_source *records; /* NULL: there is no file yet */
    struct ht_csv_edit *edit;
    struct ht_strings *keys; /* weeks of students */
    uint32_t *first;         /* by number of keys: a row of the claims */
    uint32_t *next;          /* [row of the claims]: one more of the same key, or HT_NONE */
    uint32_t *told;          /* [row of history.csv]: its row of the claims, or HT_NONE */
    size_t told_count;
    int *elsewhere; /* [row of the claims]: line that has it on another date of the week */
};

/* A student's calendar week: in it the id of a session stays the same when it moves. Use free(). */
static char *key_of(ht_date date, const char *student)
{
    return ht_format("%d %s", (int)ht_date_monday(date).days, student);
}

static void index_claims(struct work *work)
{
    size_t count = work->claims->row_count;
    work->keys = ht_strings_new();
    work->first = HT_NEW(uint32_t, count);
    work->next = HT_NEW(uint32_t, count);
    work->elsewhere = HT_NEW(int, count);
    for (size_t n = count; n-- > 0;) {
        char *key = key_of(work->claims->rows[n].date, work->claims->rows[n].student_id);
        uint32_t known = ht_strings_count(work->keys), number = ht_strings_add(work->keys, key);
        work->next[n] = number < known ? work->first[number] : HT_NONE;
        work->first[number] = (uint32_t)n;
        free(key);
    }
}

/* ------------------------------------------------------------ what is there */

/* history.csv and the plan, as they are held against each other. */
struct tellings {
    struct ht_strings *texts, *students;
    struct ht_telling *rows;
    size_t count, capacity;
};

static void tell(struct tellings *tellings, const struct ht_telling *telling, const char *student)
{
    HT_GROW(tellings->rows, tellings->count, tellings->capacity);
    tellings->rows[tellings->count] = *telling;
    tellings->rows[tellings->count++].student = ht_strings_add(tellings->students, student);
}

/* A cell that outlasts its row. */
static const char *keep(struct tellings *tellings, const struct ht_record_source *records,
                        enum ht_column column)
{
    const char *cell = records->cells[column];
    return ht_strings_text(tellings->texts, ht_strings_add(tellings->texts, cell));
}

/* What is wrong with a row is told when it is read again. */
static void tell_rows(struct tellings *tellings, const char *path)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_record_source *records =
        ht_csv_records(ht_csv_open(path, ht_file_name(HT_HISTORY_CSV), HT_HISTORY_CSV, faults));
    while (records && ht_record_source_next(records)) {
        struct ht_telling telling = {
            .date = HT_DATE_FIRST,
            .session = keep(tellings, records, HT_COL_SESSION),
            .period = keep(tellings, records, HT_COL_PERIOD),
            .programme = keep(tellings, records, HT_COL_PROGRAMME),
            .subject = keep(tellings, records, HT_COL_SUBJECT),
        };
        ht_field_date(records, HT_COL_DATE, &telling.date);
        tell(tellings, &telling, records->cells[HT_COL_STUDENT]);
    }
    ht_record_source_free(records);
    ht_diagnostics_free(faults);
}

/* Finds the session of each row. */
static void match_rows(struct work *work, const char *path)
{
    struct tellings rows = {.texts = ht_strings_new(), .students = ht_strings_new()};
    struct tellings sessions = {.students = rows.students};
    tell_rows(&rows, path);
    for (size_t n = 0; n < work->claims->row_count; n++) {
        const struct ht_claim *claim = &work->claims->rows[n];
        const struct ht_telling telling = {
            .date = claim->date,
            .session = claim->session,
            .period = claim->period_name,
            .programme = claim->programme_name,
            .subject = claim->subject,
        };
        tell(&sessions, &telling, claim->student_id);
    }
    work->told = ht_told(rows.rows, rows.count, sessions.rows, sessions.count);
    work->told_count = rows.count;
    free(rows.rows);
    free(sessions.rows);
    ht_strings_free(rows.texts);
    ht_strings_free(rows.students);
}

/* The session of the plan that the row is of, or HT_NONE. Who has entered an id twice has both of
   its rows taken out. */
static uint32_t find(const struct work *work, ht_date date)
{
    const char *id = work->records->cells[HT_COL_SESSION];
    size_t row = work->records->rows - 1;
    char *key = key_of(date, work->records->cells[HT_COL_STUDENT]);
    uint32_t number = ht_strings_find(work->keys, key), found = HT_NONE;
    free(key);
    for (uint32_t n = number == HT_NONE ? HT_NONE : work->first[number]; n != HT_NONE;
         n = work->next[n]) {
        const struct ht_claim *claim = &work->claims->rows[n];
        if (strcmp(id, claim->session))
            continue;
        if (claim->date.days == date.days)
            found = n;
        else
            work->elsewhere[n] = work->records->line;
    }
    return found == HT_NONE && row < work->told_count ? work->told[row] : found;
}

static void drop_line(struct ht_history *history, int line)
{
    if (line >= history->line_count) {
        int count = 2 * line + 1;
        history->dropped = ht_resize(history->dropped, (size_t)count, sizeof *history->dropped);
        memset(history->dropped + history->line_count, 0, (size_t)(count - history->line_count));
        history->line_count = count;
    }
    history->dropped[line] = true;
}

/* A row of a session that was not held after all: what the program has entered it takes out. */
static void take_out(struct work *work, uint32_t n)
{
    if (!*work->records->cells[HT_COL_SESSION]) {
        HT_ROW_FAULT(
            work->records, HT_FAULT,
            "by this row session '%s' was held with student '%s', which line %d of held.csv "
            "denies; as the row has no session id, take it out yourself, or correct held.csv",
            work->claims->rows[n].session, work->claims->rows[n].student_id, work->held[n].line);
        return;
    }
    ht_csv_edit_leave_out(work->edit);
    drop_line(work->history, work->records->line);
    work->history->entering[n] = HT_TAKEN_OUT;
}

static void read_rows(struct work *work)
{
    while (work->records && ht_record_source_next(work->records)) {
        ht_date date = HT_DATE_FIRST;
        uint32_t n = ht_field_date(work->records, HT_COL_DATE, &date) ? find(work, date) : HT_NONE;
        if (n == HT_NONE)
            continue;
        if (work->held[n].mark == HT_ABSENT || work->held[n].mark == HT_CANCELLED) {
            take_out(work, n);
        } else {
            work->held[n].mark = HT_HELD;
            work->history->entering[n] = HT_THERE;
        }
    }
}

/* ------------------------------------------------------------ what is new */

static bool write_row(struct work *work, const struct ht_claim *claim)
{
    const char *const cells[HT_COLUMN_COUNT] = {
        [HT_COL_SESSION] = claim->session,
        [HT_COL_DATE] = HT_WORDS_ISO(claim->date),
        [HT_COL_WEEK] = claim->week,
        [HT_COL_DAY] = claim->day,
        [HT_COL_PERIOD] = claim->period_name,
        [HT_COL_START] = claim->start < 0 ? "" : HT_WORDS_TIME(claim->start),
        [HT_COL_END] = claim->end < 0 ? "" : HT_WORDS_TIME(claim->end),
        [HT_COL_MENTOR] = claim->mentor_id,
        [HT_COL_STUDENT] = claim->student_id,
        [HT_COL_PROGRAMME] = claim->programme_name,
        [HT_COL_GROUP] = claim->group,
        [HT_COL_SUBJECT] = claim->subject,
        [HT_COL_CLASS] = claim->class_,
        [HT_COL_TEACHER] = claim->teacher,
        [HT_COL_ROOM] = claim->room,
    };
    return ht_csv_edit_add(work->edit, cells);
}

static void add_row(struct work *work, uint32_t n)
{
    const struct ht_claim *claim = &work->claims->rows[n];
    const char *name = ht_file_name(HT_HISTORY_CSV);
    work->history->entering[n] = HT_ADDED;
    if (!write_row(work, claim))
        ht_fault(work->faults, HT_FAULT, name, 1,
                 "this file is not in UTF-8 and cannot hold all letters of session '%s'; save it "
                 "as 'CSV UTF-8'",
                 claim->session);
    if (work->elsewhere[n])
        ht_fault(work->faults, HT_WARNING, name, work->elsewhere[n],
                 "this row has student '%s' in session '%s' on another day of the week, and both "
                 "count; take it out if the session was moved",
                 claim->student_id, claim->session);
}

static void warn_lack(const struct work *work, enum ht_column column, const char *so)
{
    if (work->records && !work->records->has[column])
        ht_fault_of_kind(work->faults, HT_WARNING, work->records->name, 1, ht_column_name(column),
                         "there is no column %s, so %s; add its name at the end of this line",
                         ht_column_name(column), so);
}

static void count_kinds(const struct work *work)
{
    struct ht_history *history = work->history;
    for (size_t n = 0; n < work->claims->row_count; n++)
        history->count[history->entering[n]]++;
    if (!history->count[HT_ADDED])
        return;
    warn_lack(work, HT_COL_SESSION, "what 'record' enters here it cannot take back");
    warn_lack(work, HT_COL_PROGRAMME, "these sessions count for each programme of the student");
}

void ht_history_hold(struct ht_history *history, const char *path,
                     const struct ht_claimed_schedule *claims, struct ht_held *held,
                     struct ht_diagnostics *faults)
{
    struct work work = {.history = history, .claims = claims, .held = held, .faults = faults};
    *history = (struct ht_history){.entering = HT_NEW(enum ht_entering, claims->row_count)};
    struct ht_csv *csv = ht_csv_open(path, ht_file_name(HT_HISTORY_CSV), HT_HISTORY_CSV, faults);
    work.records = ht_csv_records(csv);
    work.edit = ht_csv_edit_new(csv, HT_HISTORY_CSV, NULL);
    index_claims(&work);
    match_rows(&work, path);
    read_rows(&work);
    for (uint32_t n = 0; n < claims->row_count; n++)
        if (held[n].mark == HT_HELD && history->entering[n] != HT_THERE)
            add_row(&work, n);
    count_kinds(&work);
    history->text = ht_csv_edit_end(work.edit, &history->size);
    if (!history->count[HT_ADDED] && !history->count[HT_TAKEN_OUT]) {
        free(history->text);
        history->text = NULL;
    }
    ht_csv_free(csv);
    ht_strings_free(work.keys);
    free(work.first);
    free(work.next);
    free(work.told);
    free(work.elsewhere);
}

void ht_history_apply(const struct ht_history *history, const struct ht_claimed_schedule *claims,
                      struct ht_school *school)
{
    size_t kept = 0;
    for (size_t i = 0; i < school->history_count; i++) {
        int line = school->history[i].line;
        if (line >= history->line_count || !history->dropped[line])
            school->history[kept++] = school->history[i];
    }
    school->history_count = kept;
    for (size_t n = 0; n < claims->row_count; n++) {
        const struct ht_claim *claim = &claims->rows[n];
        if (history->entering[n] != HT_ADDED || claim->student.i == HT_NONE)
            continue;
        bool missed = claim->subject && *claim->subject;
        HT_GROW(school->history, school->history_count, school->history_capacity);
        school->history[school->history_count++] = (struct ht_past){
            .date = claim->date,
            .student = claim->student,
            .subject =
                missed ? ht_school_subject(school, claim->subject) : (ht_subject_id){HT_NONE},
            .programme = claim->programme_name ? claim->programme_name : "",
            .session = claim->session,
            .period = claim->period_name,
        };
    }
}

void ht_history_clear(struct ht_history *history)
{
    free(history->entering);
    free(history->text);
    free(history->dropped);
}
