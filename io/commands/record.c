/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"
#include "io/base/staged_file.h"
#include "io/commands/command.h"
#include "io/plan/history.h"
#include "io/school/school_reader.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"

#include <stdlib.h>

static void warn_gone(const struct ht_claimed_schedule *claims, const struct ht_history *history,
                      const char *plan, struct ht_diagnostics *faults)
{
    for (size_t n = 0; n < claims->row_count; n++)
        if (history->entering[n] == HT_ADDED && claims->rows[n].student.i == HT_NONE)
            ht_fault(faults, HT_WARNING, plan, claims->rows[n].line,
                     "student '%s' is not in students.csv, but is entered all the same; is this "
                     "plan of this school?",
                     claims->rows[n].student_id);
}

static void report(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                   const struct ht_held *held)
{
    enum ht_mark *marks = HT_NEW(enum ht_mark, claims->row_count);
    for (size_t n = 0; n < claims->row_count; n++)
        marks[n] = held[n].mark;
    struct ht_attendances *tallies = ht_attendances_new(school, claims, marks);
    ht_write_attendances(stdout, school, tallies);
    ht_attendances_free(tallies);
    free(marks);
}

/* Works out what is new in history.csv; false after faults, which are printed. */
static bool hold(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                 const char *const *names, const char *path, struct ht_held **held,
                 struct ht_history *history)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    const char *plan = names[0], *held_csv = names[1];
    /* A schedule may have been made elsewhere, or edited. */
    ht_check_held_ids(claims, plan, faults);
    *held = ht_read_held(held_csv, school, claims, faults);
    if (!ht_diagnostics_count(faults, HT_FAULT)) {
        ht_history_hold(history, path, claims, *held, faults);
        warn_gone(claims, history, plan, faults);
    }
    return ht_diagnostics_tell(faults);
}

/* Enters what was held of a plan; names are those of its sessions.csv and held.csv. */
static int record(struct ht_school *school, const struct ht_claimed_schedule *claims,
                  const char *const *names, const char *path)
{
    int result = HT_EXIT_INPUT;
    struct ht_staged_file *replacement = ht_staged_file_new(path);
    struct ht_history history = {0};
    struct ht_held *held = NULL;
    if (!hold(school, claims, names, path, &held, &history))
        goto out;
    result = HT_EXIT_FAILED;
    ht_interrupt_catch();
    ht_interrupt_hold(true);
    if (history.text && !ht_staged_file_write(replacement, history.text, history.size))
        goto out;
    result = HT_EXIT_DONE;
    ht_history_apply(&history, claims, school);
    printf("%s: %zu row%s added, %zu taken out, %zu there already (a group has a row a student).\n",
           ht_file_name(HT_HISTORY_CSV), history.count[HT_ADDED],
           history.count[HT_ADDED] == 1 ? "" : "s", history.count[HT_TAKEN_OUT],
           history.count[HT_THERE]);
    report(school, claims, held);
out:
    ht_history_clear(&history);
    ht_staged_file_free(replacement);
    free(held);
    return result;
}

static int run_record(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    if (!school)
        return HT_EXIT_INPUT;
    if (school->document) {
        fprintf(stderr,
                "halfterm: 'record' adds to history.csv, and %s has no such file; make a folder of "
                "it with 'halfterm import xml', and record there\n",
                school->document);
        ht_school_free(school);
        return HT_EXIT_INPUT;
    }
    if (!options->force && !ht_command_ours(school, options->schedules[0])) {
        ht_school_free(school);
        return HT_EXIT_INPUT;
    }
    char *plan = ht_format("%s/%s", options->schedules[0], ht_file_name(HT_SESSIONS_CSV));
    char *path = ht_format("%s/%s", options->school, ht_file_name(HT_HISTORY_CSV));
    const char *const names[] = {plan, options->schedules[1]};
    const struct ht_horizon always = {HT_DATE_FIRST, HT_DATE_LAST};
    struct ht_claimed_schedule *claims = ht_command_claims(school, plan, always);
    int result = claims ? record(school, claims, names, path) : HT_EXIT_INPUT;
    ht_claimed_schedule_free(claims);
    free(path);
    free(plan);
    ht_school_free(school);
    return result;
}

static const struct ht_option own[] = {
    {"force", 271, NULL, "enter a plan even if it is another school's", .kind = HT_OPTION_FLAG,
     .field = offsetof(struct ht_options, force)},
    {0},
};

const struct ht_command ht_command_record = {
    .name = "record",
    .arguments = "SCHOOL OUT held.csv",
    .what = "Enter what was held of the plan in OUT into history.csv; report attendance.",
    .more = "Sessions that held.csv (see --files) does not name are left as they are, and what was "
            "recorded before is not entered twice: add to one held.csv all through the half term "
            "and record it as often as you like. Where a yes has become a no, the session is taken "
            "out of history.csv.",
    .least_schedules = 2,
    .most_schedules = 2,
    .takes = HT_TAKES_FILES,
    .options = own,
    .run = run_record,
};
