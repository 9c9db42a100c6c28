/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/suggest.h"
#include "io/commands/command.h"
#include "io/schema/reference.h"
#include "reports/letters/letters.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <strings.h>

/* ------------------------------------------------------------ worth a look */

/* What does no harm and is seldom meant; the first of them has a heading. */
static void begin_hint(bool *any)
{
    if (!*any)
        fputs("\nWorth a look\n", stdout);
    *any = true;
    fputs("  ", stdout);
}

static bool has_weight(const struct ht_policy *policy, const char *flag)
{
    for (size_t n = 0; n < policy->priority_count; n++)
        if (!strcasecmp(policy->priority[n].flag, flag))
            return true;
    return false;
}

/* Flags that put nobody first; one that is nearly the policy's is likely to be a slip. */
static void hint_flags(const struct ht_school *school, bool *any)
{
    uint32_t count = ht_strings_count(school->flags);
    int *students = HT_NEW(int, count), *lines = HT_NEW(int, count);
    for (size_t n = 0; n < school->student_count; n++)
        for (uint32_t i = 0; i < school->students[n].flags.count; i++) {
            uint32_t flag = school->students[n].flags.numbers[i];
            if (!students[flag]++)
                lines[flag] = school->students[n].line;
        }
    for (uint32_t flag = 0; flag < count; flag++) {
        const char *word = ht_strings_text(school->flags, flag);
        struct ht_suggestion suggestion = {0};
        if (!students[flag] || has_weight(&school->policy, word))
            continue;
        for (size_t n = 0; n < school->policy.priority_count; n++)
            ht_suggestion_try(&suggestion, word, school->policy.priority[n].flag);
        begin_hint(any);
        printf("flag %s carries no weight in the policy (%d student%s, first in %s:%d)", word,
               students[flag], students[flag] == 1 ? "" : "s",
               ht_command_file(school, "students.csv"), lines[flag]);
        if (suggestion.best)
            printf("; did you mean %s?", suggestion.best);
        putchar('\n');
    }
    free(lines);
    free(students);
}

/* Rows of subjects.csv that no lesson is of. */
static void hint_subjects(const struct ht_school *school, bool *any)
{
    bool *used = HT_NEW(bool, school->subject_count);
    for (size_t n = 0; n < school->lesson_count; n++)
        used[school->lessons[n].subject.i] = true;
    for (size_t n = 0; n < school->subject_count; n++) {
        const struct ht_subject *subject = &school->subjects[n];
        struct ht_suggestion suggestion = {0};
        if (!subject->line || used[n])
            continue;
        for (size_t other = 0; other < school->subject_count; other++)
            if (used[other])
                ht_suggestion_try(&suggestion, subject->code, school->subjects[other].code);
        begin_hint(any);
        printf("%s:%d: nobody has a lesson in %s", ht_command_file(school, "subjects.csv"),
               subject->line, subject->code);
        if (suggestion.best)
            printf("; did you mean %s?\n", suggestion.best);
        else
            puts("; take the row away, or correct its code");
    }
    free(used);
}

static void hint_letterhead(const struct ht_templates *templates, bool *any)
{
    if (!ht_letterhead_is_sample(templates))
        return;
    begin_hint(any);
    puts("letters/letterhead.txt is still the sample; write your school's name and address there");
}

/* ------------------------------------------------------------ the command */

static int check(const struct ht_school *school, const struct ht_templates *templates,
                 const struct ht_options *options)
{
    struct ht_horizon horizon;
    ht_command_offer(school);
    if (!ht_command_horizon(school, options, &horizon) || !ht_command_keeps(school, horizon))
        return HT_EXIT_INPUT;
    struct ht_capacity *capacity = ht_capacity_new(school, horizon);
    ht_write_check(stdout, school, capacity);
    bool any = false;
    hint_flags(school, &any);
    hint_subjects(school, &any);
    hint_letterhead(templates, &any);
    ht_capacity_free(capacity);
    return HT_EXIT_DONE;
}

static int run_check(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    struct ht_templates *templates = ht_command_templates(options);
    int result = school && templates ? check(school, templates, options) : HT_EXIT_INPUT;
    ht_templates_free(templates);
    ht_school_free(school);
    return result;
}

static const struct ht_option own[] = {
    {.name = "policy",
     .key = 267,
     .help = "list the elements and attributes of policy.xml, and end",
     .kind = HT_OPTION_SHOW,
     .show = ht_write_policy_reference},
    {.name = "policy-schema",
     .key = 268,
     .help = "write the RELAX NG schema of policy.xml, and end",
     .kind = HT_OPTION_SHOW,
     .show = ht_write_policy_schema},
    {0},
};

const struct ht_command ht_command_check = {
    .name = "check",
    .arguments = "SCHOOL",
    .what = "Read a school and say what was understood; write nothing.",
    .more = HT_USUAL_DATES,
    .takes = HT_TAKES_DATES | HT_TAKES_SET | HT_TAKES_FILES,
    .options = own,
    .run = run_check,
};
