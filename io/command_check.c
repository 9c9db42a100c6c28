/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/command.h"
#include "reports/letters.h"
#include "reports/terminal.h"

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

int ht_command_check(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    struct ht_templates *templates = ht_command_templates(options);
    int result = school && templates ? check(school, options) : HT_EXIT_INPUT;
    ht_templates_free(templates);
    ht_school_free(school);
    return result;
}
