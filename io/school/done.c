/* SPDX-License-Identifier: GPL-3.0-or-later */
/** done.csv, and what the policy's duties say of programmes. */
#include "io/base/cells.h"
#include "io/base/suggest.h"
#include "io/schema/policy.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ the policy's programmes */

static struct ht_strings *programme_names(const struct ht_school *school)
{
    struct ht_strings *names = ht_strings_new();
    for (size_t i = 0; i < school->programme_count; i++)
        ht_strings_add(names, school->programmes[i].name);
    return names;
}

/* A warning: the policy may speak of a programme that nobody has at the moment. */
static void hold_duties(const struct ht_school_reader *reader, const struct ht_strings *programmes)
{
    const struct ht_policy *policy = &reader->school->policy;
    for (size_t i = 0; i < policy->duty_count; i++) {
        const struct ht_duty *duty = &policy->duties[i];
        struct ht_suggestion suggestion = {0};
        if (!*duty->programme || !ht_strings_count(programmes) ||
            ht_strings_find(programmes, duty->programme) != HT_NONE)
            continue;
        for (uint32_t n = 0; n < ht_strings_count(programmes); n++)
            ht_suggestion_try(&suggestion, duty->programme, ht_strings_text(programmes, n));
        ht_fault(reader->faults, HT_WARNING, ht_school_reader_policy(reader).name, duty->line,
                 "<duty programme>: nobody in %s has '%s'; %s%s%s",
                 ht_school_reader_file(reader, HT_CASELOAD_CSV).word, duty->programme,
                 suggestion.best ? "did you mean '" : "correct it unless somebody will",
                 suggestion.best ? suggestion.best : "", suggestion.best ? "'?" : "");
    }
}

/* ------------------------------------------------------------ rows */

/* What rows may name. */
struct known {
    struct ht_known what, students, mentors, programmes;
};

/* A duty of the policy, however it is written; NULL after a warning. */
static const char *read_what(const struct ht_school_reader *reader,
                             const struct ht_record_source *records, const struct ht_known *known,
                             const char *text)
{
    const struct ht_policy *policy = &reader->school->policy;
    for (size_t i = 0; i < policy->duty_count; i++)
        if (ht_cell_same_word(policy->duties[i].what, text))
            return policy->duties[i].what;
    ht_field_unknown(records, HT_WARNING, text, known);
    return NULL;
}

/* People leave, and policies change: a row that is about nobody is no fault, and is left out. */
static bool read_who(const struct ht_record_source *records, enum ht_column column,
                     const struct ht_known *known, uint32_t *number)
{
    const char *text = records->cells[column];
    *number = ht_strings_find(known->names, text);
    if (!*text || *number != HT_NONE)
        return true;
    if (ht_strings_count(known->names))
        ht_field_unknown(records, HT_WARNING, text, known);
    return false;
}

static void read_row(struct ht_school_reader *reader, const struct ht_record_source *records,
                     const struct known *known)
{
    struct ht_school *school = reader->school;
    struct ht_done done = {.date = HT_DATE_FIRST};
    const char *what, *date;
    uint32_t programme;
    bool has_date = ht_field_need(records, HT_COL_DATE, &date) &&
                    ht_field_date(records, HT_COL_DATE, &done.date);
    if (!ht_field_need(records, HT_COL_WHAT, &what))
        return;
    done.what = read_what(reader, records, &known->what, what);
    bool has_student = read_who(records, HT_COL_STUDENT, &known->students, &done.student.i);
    bool has_mentor = read_who(records, HT_COL_MENTOR, &known->mentors, &done.mentor.i);
    bool has_programme = read_who(records, HT_COL_PROGRAMME, &known->programmes, &programme);
    done.programme = ht_field_text(records, HT_COL_PROGRAMME, school);
    if (!done.what || !has_date || !has_student || !has_mentor || !has_programme)
        return;
    HT_GROW(school->done, school->done_count, school->done_capacity);
    school->done[school->done_count++] = done;
}

static void read_rows(struct ht_school_reader *reader, const struct ht_strings *programmes)
{
    struct ht_record_source *records = NULL;
    const struct ht_policy *policy = &reader->school->policy;
    struct ht_strings *whats = ht_strings_new();
    for (size_t i = 0; i < policy->duty_count; i++)
        ht_strings_add(whats, policy->duties[i].what);
    const struct known known = {
        .what = {"duty", ht_school_reader_policy(reader).word, whats},
        .students = ht_known_students(reader->school),
        .mentors = ht_known_mentors(reader->school),
        .programmes = {"programme", ht_school_reader_file(reader, HT_CASELOAD_CSV).word,
                       programmes},
    };
    while (ht_next_row(reader, HT_DONE_CSV, &records))
        read_row(reader, records, &known);
    ht_strings_free(whats);
}

void ht_read_done(struct ht_school_reader *reader)
{
    struct ht_strings *programmes = programme_names(reader->school);
    hold_duties(reader, programmes);
    read_rows(reader, programmes);
    ht_strings_free(programmes);
}
