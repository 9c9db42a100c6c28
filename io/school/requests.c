/* SPDX-License-Identifier: GPL-3.0-or-later */
/** commitments.csv, requests.csv and history.csv. */
#include "io/base/cells.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_COST = 20, DEAREST_REQUEST = 1000000 };

/* Somebody who is named must be known. */
static bool read_who(const struct ht_record_source *records, enum ht_column column,
                     const struct ht_known *known, uint32_t *number)
{
    *number = ht_field_known(records, column, known);
    return *number != HT_NONE || !*records->cells[column];
}

/* ------------------------------------------------------------ commitments */

static bool read_commitment(struct ht_school_reader *reader, const struct ht_record_source *records,
                            struct ht_commitment *commitment)
{
    struct ht_school *school = reader->school;
    struct ht_known mentors = ht_known_mentors(school), students = ht_known_students(school);
    const char *id, *cell = records->cells[HT_COL_WHAT];
    char *what = ht_copy_text(cell, strlen(cell));
    ht_cell_lower(what);
    commitment->what = ht_school_text(school, what);
    free(what);
    commitment->line = records->line;
    bool has_slot = ht_read_wish_slot(reader, records, &commitment->when);
    bool has_dates = ht_field_dates(records, &commitment->when.from, &commitment->when.to);
    bool has_student = read_who(records, HT_COL_STUDENT, &students, &commitment->student.i);
    if (!ht_field_need(records, HT_COL_MENTOR, &id))
        return false;
    commitment->mentor.i = ht_field_known(records, HT_COL_MENTOR, &mentors);
    char *means = ht_format("keeps mentor %s from all sessions", id);
    ht_field_warn_unread(records, means, HT_COL_MENTOR);
    free(means);
    return has_slot && has_dates && has_student && commitment->mentor.i != HT_NONE;
}

void ht_read_commitments(struct ht_school_reader *reader)
{
    struct ht_school *school = reader->school;
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_COMMITMENTS_CSV, &records)) {
        struct ht_commitment commitment = {0};
        if (read_commitment(reader, records, &commitment)) {
            HT_GROW(school->commitments, school->commitment_count, school->commitment_capacity);
            school->commitments[school->commitment_count++] = commitment;
        } else {
            free(commitment.when.weeks.numbers);
            free(commitment.when.periods.numbers);
        }
    }
}

/* ------------------------------------------------------------ requests */

/*
 * A class, teacher or subject that nobody has is only a warning, since the request then matches
 * nothing; where there is no timetable, its absence is said elsewhere.
 */
static void warn_unknown(const struct ht_school_reader *reader,
                         const struct ht_record_source *records, enum ht_column column,
                         const struct ht_strings *names)
{
    const char *text = records->cells[column];
    struct ht_known known = {ht_column_name(column),
                             ht_school_reader_file(reader, HT_TIMETABLE_CSV).word, names};
    if (*text && ht_strings_count(names) && ht_strings_find(names, text) == HT_NONE)
        ht_field_unknown(records, HT_WARNING, text, &known);
}

/* A subject that is neither a code nor a group is entered as one that nobody has. */
static void read_subject(const struct ht_school_reader *reader,
                         const struct ht_record_source *records, struct ht_request *request)
{
    struct ht_school *school = reader->school;
    const char *text = records->cells[HT_COL_SUBJECT];
    request->group.i = ht_strings_find(school->groups, text);
    if (*text && request->group.i == HT_NONE)
        warn_unknown(reader, records, HT_COL_SUBJECT, school->subject_codes);
    if (*text && request->group.i == HT_NONE)
        ht_school_subject(school, text);
    request->subject.i = ht_strings_find(school->subject_codes, text);
}

static void read_lesson(const struct ht_school_reader *reader,
                        const struct ht_record_source *records, struct ht_request *request)
{
    struct ht_school *school = reader->school;
    const char *class_ = records->cells[HT_COL_CLASS];
    warn_unknown(reader, records, HT_COL_CLASS, school->classes);
    warn_unknown(reader, records, HT_COL_TEACHER, reader->teachers);
    read_subject(reader, records, request);
    request->class_.i = *class_ ? ht_strings_add(school->classes, class_) : HT_NONE;
    request->teacher = ht_field_text(records, HT_COL_TEACHER, school);
    request->note = ht_field_text(records, HT_COL_NOTE, school);
}

static bool keep_is_whole(const struct ht_record_source *records, const struct ht_request *request)
{
    if (request->what != HT_KEEP || (request->student.i != HT_NONE && request->when.periods.count &&
                                     request->when.from.days != HT_DATE_FIRST.days))
        return true;
    HT_ROW_FAULT(records, HT_FAULT,
                 "a keep needs a student, a date in from and a period; fill them in");
    return false;
}

/* What an allow for a student or for a mentor may say beside its dates and note. */
static const struct {
    enum ht_column column;
    bool of_student, of_mentor;
} allowed[] = {
    {HT_COL_SUBJECT, true, false}, {HT_COL_CLASS, false, false}, {HT_COL_TEACHER, false, false},
    {HT_COL_WEEK, false, true},    {HT_COL_DAY, false, true},    {HT_COL_PERIOD, false, false},
    {HT_COL_COST, false, false},
};

/* Whether only that is filled in which the allow is about. */
static bool allow_says_only(const struct ht_record_source *records, bool of_student)
{
    bool only = true;
    for (size_t n = 0; n < sizeof allowed / sizeof *allowed; n++) {
        bool may = of_student ? allowed[n].of_student : allowed[n].of_mentor;
        if (may || ht_cell_is_every(records->cells[allowed[n].column]))
            continue;
        HT_ROW_FAULT(records, HT_FAULT, "an allow for a %s says nothing of %s; leave it blank",
                     of_student ? "student" : "mentor", ht_column_name(allowed[n].column));
        only = false;
    }
    return only;
}

static bool allow_is_clear(const struct ht_record_source *records, const struct ht_request *request)
{
    bool of_student = *records->cells[HT_COL_STUDENT];
    bool of_mentor = *records->cells[HT_COL_MENTOR];
    const char *lacks = NULL;
    if (request->what != HT_ALLOW)
        return true;
    if (of_student == of_mentor)
        lacks = "an allow is for a student, who may miss a subject once more, or for a mentor, who "
                "need not keep the free time; fill in one of the two and leave the other blank";
    else if (of_student && !*records->cells[HT_COL_SUBJECT])
        lacks = "an allow for a student needs the subject that may be missed once more; fill it in";
    if (lacks)
        HT_ROW_FAULT(records, HT_FAULT, "%s", lacks);
    bool is_one = of_student != of_mentor;
    return (!is_one || allow_says_only(records, of_student)) && !lacks;
}

/* A limit that is not read leaves a row that says more than anybody meant. */
static void warn_unread(const struct ht_record_source *records, enum ht_request_what what)
{
    static const char *const means[] = {
        [HT_NEVER] = "bars",
        [HT_AVOID] = "makes sessions dearer for",
        [HT_PREFER] = "makes sessions cheaper for",
        [HT_KEEP] = "keeps a session of",
        [HT_ALLOW] = "allows more to",
    };
    const char *student = records->cells[HT_COL_STUDENT];
    char *text = *student           ? ht_format("%s student %s", means[what], student)
                 : what == HT_ALLOW ? ht_format("%s the mentor", means[what])
                                    : ht_format("%s every student", means[what]);
    ht_field_warn_unread(records, text, HT_COL_STUDENT);
    free(text);
}

static bool read_request(struct ht_school_reader *reader, const struct ht_record_source *records,
                         struct ht_request *request)
{
    static const char *const words[] = {"never", "avoid", "prefer", "keep", "allow"};
    struct ht_school *school = reader->school;
    struct ht_known students = ht_known_students(school), mentors = ht_known_mentors(school);
    const char *text;
    int cost = DEFAULT_COST;
    request->line = records->line;
    read_lesson(reader, records, request);
    bool has_student = read_who(records, HT_COL_STUDENT, &students, &request->student.i);
    bool has_mentor = read_who(records, HT_COL_MENTOR, &mentors, &request->mentor.i);
    bool has_dates = ht_field_dates(records, &request->when.from, &request->when.to);
    bool has_cost = ht_field_whole(records, HT_COL_COST, 0, DEAREST_REQUEST, &cost);
    request->cost = cost;
    bool has_slot = ht_read_wish_slot(reader, records, &request->when);
    int what = ht_field_need(records, HT_COL_WHAT, &text)
                   ? ht_field_choice(records, HT_COL_WHAT, words, sizeof words / sizeof *words)
                   : -1;
    request->what = what < 0 ? HT_NEVER : what;
    bool is_clear = allow_is_clear(records, request);
    if (what >= 0)
        warn_unread(records, request->what);
    return what >= 0 && has_student && has_mentor && has_dates && has_cost && has_slot &&
           is_clear && keep_is_whole(records, request);
}

void ht_read_requests(struct ht_school_reader *reader)
{
    struct ht_school *school = reader->school;
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_REQUESTS_CSV, &records)) {
        struct ht_request request = {0};
        if (read_request(reader, records, &request)) {
            HT_GROW(school->requests, school->request_count, school->request_capacity);
            school->requests[school->request_count++] = request;
        } else {
            free(request.when.weeks.numbers);
            free(request.when.periods.numbers);
        }
    }
}

/* ------------------------------------------------------------ history */

/* Students leave: their sessions of the past are no fault, and are told once. */
static void warn_gone(const struct ht_school_reader *reader, const struct ht_record_source *records,
                      struct ht_strings *gone, const char *id)
{
    uint32_t count = ht_strings_count(gone);
    if (ht_strings_add(gone, id) == count)
        HT_ROW_FAULT(records, HT_WARNING,
                     "student '%s' is not in %s, so these sessions are left out; correct "
                     "the id unless the student has left",
                     id, ht_school_reader_file(reader, HT_STUDENTS_CSV).word);
}

static void read_past(struct ht_school_reader *reader, const struct ht_record_source *records,
                      struct ht_strings *gone)
{
    struct ht_school *school = reader->school;
    struct ht_past past = {.date = HT_DATE_FIRST, .line = records->line};
    const char *id, *text, *subject = records->cells[HT_COL_SUBJECT];
    bool has_date = ht_field_need(records, HT_COL_DATE, &text) &&
                    ht_field_date(records, HT_COL_DATE, &past.date);
    if (!ht_field_need(records, HT_COL_STUDENT, &id) || !has_date)
        return;
    past.student.i = ht_strings_find(school->student_ids, id);
    if (past.student.i == HT_NONE) {
        if (school->student_count)
            warn_gone(reader, records, gone, id);
        return;
    }
    warn_unknown(reader, records, HT_COL_SUBJECT, school->subject_codes);
    past.subject.i = *subject ? ht_school_subject(school, subject).i : HT_NONE;
    past.programme = ht_field_text(records, HT_COL_PROGRAMME, school);
    past.session = ht_field_text(records, HT_COL_SESSION, school);
    past.period = ht_field_text(records, HT_COL_PERIOD, school);
    HT_GROW(school->history, school->history_count, school->history_capacity);
    school->history[school->history_count++] = past;
}

void ht_read_history(struct ht_school_reader *reader)
{
    struct ht_strings *gone = ht_strings_new();
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_HISTORY_CSV, &records))
        read_past(reader, records, gone);
    ht_strings_free(gone);
}
