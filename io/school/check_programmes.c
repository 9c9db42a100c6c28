/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Programmes and commitments with a student held against the policy: all warnings. */
#include "io/base/suggest.h"
#include "io/schema/policy.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void warn(const struct ht_school_reader *reader, const struct ht_programme *programme,
                 const char *problem)
{
    const char *group = programme->group;
    const char *who = *group ? group : reader->school->students[programme->students[0].i].id;
    HT_FILE_FAULT(reader, HT_WARNING, HT_CASELOAD_CSV, programme->line, "%s '%s' %s",
                  *group ? "group" : "student", who, problem);
}

static size_t count_terms(const struct ht_school *school)
{
    size_t terms = 0;
    for (size_t i = 0; i < school->calendar_count; i++)
        terms += school->calendar[i].what == HT_TERM;
    return terms;
}

static void check_dates(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    bool several_terms = count_terms(school) > 1;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        bool is_dated = programme->from.days != HT_DATE_FIRST.days;
        if (programme->weeks != HT_NO_LIMIT && programme->mentor.i != HT_NONE && !is_dated &&
            several_terms)
            warn(reader, programme,
                 "has a programme of some weeks that are counted from the calendar's first term "
                 "on; write its first date in from");
        if (programme->urgency >= 0 && programme->latest.days == HT_DATE_LAST.days)
            warn(reader, programme,
                 "has an urgency, but no date to count from; write when in referred");
    }
}

/* A name that nearly is one of the caseload's may be meant to be it. */
static void check_names(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    for (size_t i = 0; i < school->policy.preset_count; i++) {
        const struct ht_preset *preset = &school->policy.presets[i];
        struct ht_suggestion suggestion = {0};
        bool is_used = false;
        for (size_t p = 0; p < school->programme_count && !is_used; p++) {
            is_used = !strcmp(school->programmes[p].name, preset->name);
            ht_suggestion_try(&suggestion, preset->name, school->programmes[p].name);
        }
        if (!is_used && suggestion.best)
            ht_fault(reader->faults, HT_WARNING, ht_school_reader_policy(reader).name, preset->line,
                     "no row of %s has the programme '%s'; did you mean '%s'?",
                     ht_school_reader_file(reader, HT_CASELOAD_CSV).word, preset->name,
                     suggestion.best);
    }
}

/* A kind of the periods of a name that holds no session, where all of them are such; else an
 * allowed one. */
static enum ht_kind kind_of(const struct ht_school *school, uint32_t name)
{
    enum ht_kind kind = HT_LESSON;
    for (size_t i = 0; i < school->period_count; i++) {
        if (school->periods[i].name != name)
            continue;
        kind = school->periods[i].kind;
        if (school->policy.place_kinds >> kind & 1)
            break;
    }
    return kind;
}

/* A period that a programme asks for, but whose kind holds no sessions; each name is told once. */
static void check_kinds(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    bool *told = HT_NEW(bool, ht_strings_count(school->period_names));
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_some *periods = &school->programmes[p].periods;
        for (uint32_t n = 0; n < periods->count; n++) {
            uint32_t name = periods->numbers[n];
            enum ht_kind kind = kind_of(school, name);
            if (told[name] || school->policy.place_kinds >> kind & 1)
                continue;
            told[name] = true;
            HT_FILE_FAULT(
                reader, HT_WARNING, HT_CASELOAD_CSV, school->programmes[p].line,
                "the programme '%s' may use period '%s', but the policy has no sessions in "
                "periods of kind %s; add %s to <places kinds> in %s",
                school->programmes[p].name, ht_strings_text(school->period_names, name),
                ht_kind_word(kind), ht_kind_word(kind), ht_school_reader_policy(reader).word);
        }
    }
    free(told);
}

/* Calendar weeks from the first to the last date of support, or of the calendar where none is said.
 */
static int weeks_of(const struct ht_school *school, const struct ht_commitment *commitment)
{
    ht_date from =
        commitment->when.from.days < school->first.days ? school->first : commitment->when.from;
    ht_date to = commitment->when.to.days > school->last.days ? school->last : commitment->when.to;
    if (to.days < from.days)
        return 0;
    return (ht_date_monday(to).days - ht_date_monday(from).days) / HT_DAYS_A_WEEK + 1;
}

static void check_support(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    int most = school->policy.support_weeks;
    for (size_t i = 0; most != HT_NO_LIMIT && i < school->commitment_count; i++) {
        const struct ht_commitment *commitment = &school->commitments[i];
        if (commitment->student.i == HT_NONE || strcmp(commitment->what, "support") ||
            weeks_of(school, commitment) <= most)
            continue;
        HT_FILE_FAULT(reader, HT_WARNING, HT_COMMITMENTS_CSV, commitment->line,
                      "student '%s' has support for %d weeks, but the policy allows %d; write an "
                      "earlier date in to",
                      school->students[commitment->student.i].id, weeks_of(school, commitment),
                      most);
    }
}

/* A student who is withdrawn from a lesson must be told apart from one who is not. */
static void check_withdrawals(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    for (size_t i = 0; i < school->commitment_count; i++)
        if (!strcmp(school->commitments[i].what, "withdrawal") &&
            school->commitments[i].student.i == HT_NONE)
            HT_FILE_FAULT(reader, HT_WARNING, HT_COMMITMENTS_CSV, school->commitments[i].line,
                          "a withdrawal is of one student, but none is named; fill in student");
}

void ht_check_programmes(const struct ht_school_reader *reader)
{
    check_dates(reader);
    check_names(reader);
    check_kinds(reader);
    check_support(reader);
    check_withdrawals(reader);
}
