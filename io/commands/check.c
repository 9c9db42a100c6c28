/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"
#include "io/schema/reference.h"
#include "reports/letters/letters.h"
#include "reports/terminal/terminal.h"

static int check(const struct ht_school *school, const struct ht_options *options)
{
    struct ht_horizon horizon;
    ht_command_offer(school);
    if (!ht_command_horizon(school, options, &horizon) || !ht_command_keeps(school, horizon))
        return HT_EXIT_INPUT;
    struct ht_capacity *capacity = ht_capacity_new(school, horizon);
    ht_write_check(stdout, school, capacity);
    ht_capacity_free(capacity);
    return HT_EXIT_DONE;
}

static int run_check(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    struct ht_templates *templates = ht_command_templates(options);
    int result = school && templates ? check(school, options) : HT_EXIT_INPUT;
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
