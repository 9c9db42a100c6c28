/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"

#include "io/csv/table.h"
#include "io/plan/summary.h"
#include "io/school/read.h"
#include "io/school/school_reader.h"
#include "io/school/templates.h"
#include "reports/text/rules.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"
#include "solver/diagnose/keeps.h"
#include "solver/instance/previous_plan.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct ht_school *ht_command_school(const struct ht_options *options)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school_as(options->school, options->what_if, faults);
    if (ht_diagnostics_tell(faults))
        return school;
    ht_school_free(school);
    return NULL;
}

time_t ht_command_now(void)
{
    const time_t most = 253402214400; /* 31 December 9999 */
    const char *said = getenv("SOURCE_DATE_EPOCH");
    char *end;
    errno = 0;
    long long seconds = said && isdigit((unsigned char)*said) ? strtoll(said, &end, 10) : -1;
    return seconds >= 0 && seconds < most && !*end && !errno ? seconds : time(NULL);
}

ht_date ht_command_day(time_t time)
{
    struct tm local;
    ht_date date = HT_DATE_FIRST;
    if (localtime_r(&time, &local))
        ht_date_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &date);
    return date;
}

struct ht_templates *ht_command_templates(const struct ht_options *options)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_templates *templates = ht_read_templates(options->school, faults);
    if (ht_diagnostics_tell(faults))
        return templates;
    ht_templates_free(templates);
    return NULL;
}

void ht_command_letters(const struct ht_run *run)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    ht_check_templates(run, faults);
    ht_diagnostics_tell(faults);
}

struct ht_claimed_schedule *ht_command_claims(struct ht_school *school, const char *sessions_csv,
                                              struct ht_horizon horizon)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_claimed_schedule *claims = ht_read_claims(school, sessions_csv, faults);
    ht_date from;
    claims->horizon = horizon;
    ht_claimed_schedule_share(claims, school);
    if (ht_diagnostics_tell(faults) && (!ht_summary_stands(sessions_csv, claims, &from) ||
                                        ht_command_stand(school, claims, sessions_csv, from)))
        return claims;
    ht_claimed_schedule_free(claims);
    return NULL;
}

const char *ht_command_file(const struct ht_school *school, const char *file)
{
    return school->document ? school->document : file;
}

const char *ht_command_request_file(const struct ht_school *school,
                                    const struct ht_request *request)
{
    return request->locks ? request->note : ht_command_file(school, "requests.csv");
}

bool ht_command_stand(struct ht_school *school, struct ht_claimed_schedule *claims,
                      const char *sessions_csv, ht_date from)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    for (size_t i = 0; i < claims->row_count; i++) {
        const struct ht_claim *row = &claims->rows[i];
        if (row->date.days < from.days && row->period.i == HT_NONE)
            ht_fault(faults, HT_FAULT, sessions_csv, row->line,
                     "this session is over and stands, but its day has no period '%s' any more; "
                     "leave that day in %s as it was, or correct this row if it was edited",
                     row->period_name,
                     school->document ? school->document : "periods.csv and calendar.csv");
    }
    if (!ht_diagnostics_tell(faults))
        return false;
    ht_previous_plan_admit(school, claims, from);
    ht_previous_plan_owe(school, claims);
    return true;
}

/* Adds the students that a file of a plan names. */
static void add_students(struct ht_strings *students, const char *folder, enum ht_file file)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    char *path = ht_format("%s/%s", folder, ht_file_name(file));
    struct ht_record_source *rows = ht_csv_records(ht_csv_open(path, path, file, faults));
    while (rows && ht_record_source_next(rows))
        ht_strings_add(students, rows->cells[HT_COL_STUDENT]);
    ht_record_source_free(rows);
    ht_diagnostics_free(faults);
    free(path);
}

bool ht_command_ours(const struct ht_school *school, const char *folder)
{
    json_t *summary = ht_summary_load(folder);
    const char *name = json_string_value(json_object_get(summary, "school"));
    struct ht_strings *students = ht_strings_new();
    if (name) {
        add_students(students, folder, HT_SESSIONS_CSV);
        add_students(students, folder, HT_UNPLACED_CSV);
    }
    uint32_t count = ht_strings_count(students), own = 0;
    for (uint32_t n = 0; n < count; n++)
        own += ht_strings_find(school->student_ids, ht_strings_text(students, n)) != HT_NONE;
    bool is_ours = own >= count - own;
    if (!is_ours)
        fprintf(stderr,
                "halfterm: the plan in %s is of another school%s%s: this one has %" PRIu32
                " of its %" PRIu32 " students; name another folder, or say --force\n",
                folder, *name ? ", " : "", name, own, count);
    ht_strings_free(students);
    json_decref(summary);
    return is_ours;
}

void ht_command_offer(const struct ht_school *school)
{
    size_t students = 0;
    for (size_t p = 0; p < school->programme_count; p++)
        if (school->programmes[p].mentor.i == HT_NONE)
            students += school->programmes[p].student_count;
    if (students)
        fprintf(stderr,
                "%s: %zu student%s no mentor yet; \"halfterm assign SCHOOL -o OUT\" "
                "proposes %s\n",
                ht_command_file(school, "caseload.csv"), students,
                students == 1 ? " has" : "s have", students == 1 ? "one" : "them");
}

static void add_keep_fault(const struct ht_school *school, struct ht_diagnostics *faults,
                           const struct ht_keep_fault *fault)
{
    const struct ht_rule_words *rule = ht_rule_words(fault->rule);
    const struct ht_request *keep = fault->keep, *other = fault->other;
    const char *file = ht_command_request_file(school, keep);
    if (other && !keep->locks && !other->locks)
        ht_fault(faults, HT_FAULT, file, keep->line,
                 "this keep and the one in line %d exclude each other (%s, %s); take one of them "
                 "away",
                 other->line, rule->code, rule->title);
    else if (other)
        ht_fault(faults, HT_FAULT, file, keep->line,
                 "this and %s:%d exclude each other (%s, %s); take one of them back",
                 ht_command_request_file(school, other), other->line, rule->code, rule->title);
    else if (keep->locks)
        ht_fault(faults, HT_FAULT, file, keep->line, "%s: no session can be there: %s", rule->code,
                 rule->title);
    else
        ht_fault(faults, HT_WARNING, file, keep->line,
                 "this keep cannot hold and is left out (%s, %s); change it or take it away",
                 rule->code, rule->title);
}

bool ht_command_keeps(const struct ht_school *school, struct ht_horizon horizon)
{
    size_t count;
    struct ht_keep_fault *found = ht_keep_faults(school, horizon, &count);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    for (size_t i = 0; i < count; i++)
        add_keep_fault(school, faults, &found[i]);
    free(found);
    return ht_diagnostics_tell(faults);
}

static const char *calendar_word(enum ht_calendar_what what)
{
    return what == HT_TERM ? "term" : "half-term";
}

static bool has_row(const struct ht_school *school, enum ht_calendar_what what)
{
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == what)
            return true;
    return false;
}

static bool named_horizon(const struct ht_school *school, enum ht_calendar_what what,
                          const char *label, struct ht_horizon *horizon)
{
    if (ht_horizon_named(school, what, label, horizon))
        return true;
    fprintf(stderr, "halfterm: %s has no %s '%s'; ", ht_command_file(school, "calendar.csv"),
            calendar_word(what), label);
    if (has_row(school, what))
        fputs("it has:", stderr);
    else
        fprintf(stderr, "add a %s row, or give --from and --to", calendar_word(what));
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == what)
            fprintf(stderr, " %s", school->calendar[i].label);
    fputc('\n', stderr);
    return false;
}

static bool next_horizon(const struct ht_school *school, struct ht_horizon *horizon)
{
    if (ht_horizon_next(school, horizon))
        return true;
    const char *calendar = ht_command_file(school, "calendar.csv");
    fputs("halfterm: ", stderr);
    if (has_row(school, HT_HALF_TERM))
        fprintf(stderr, "%s reaches every half term of %s", ht_command_file(school, "history.csv"),
                calendar);
    else
        fprintf(stderr, "%s has no half-term rows", calendar);
    fputs("; say which dates are meant with --half-term, --term, or --from and --to\n", stderr);
    return false;
}

/* The dates that the summaries beside the schedules agree on: *found where there is any. */
static bool summary_horizon(const struct ht_options *options, struct ht_horizon *horizon,
                            bool *found)
{
    *found = false;
    for (size_t i = 0; i < options->schedule_count; i++) {
        struct ht_horizon one;
        if (!ht_summary_horizon(options->schedules[i], &one))
            continue;
        if (*found && (one.from.days != horizon->from.days || one.to.days != horizon->to.days)) {
            fprintf(stderr,
                    "halfterm: %s is of other dates than the schedules before it; schedules can "
                    "be compared over the same dates only: give --from and --to\n",
                    options->schedules[i]);
            return false;
        }
        *horizon = one;
        *found = true;
    }
    return true;
}

static void tell_guess(struct ht_horizon horizon)
{
    fprintf(stderr,
            "halfterm: no summary.json beside the schedule says which dates it is for; taken for "
            "%s to %s (--half-term, --term, or --from and --to say otherwise)\n",
            HT_WORDS_ISO(horizon.from), HT_WORDS_ISO(horizon.to));
}

/* Whoever forgot to record a half term, or to ask for another, would plan the past. */
static void tell_over(const struct ht_school *school, struct ht_horizon horizon)
{
    if (horizon.to.days >= ht_command_day(ht_command_now()).days)
        return;
    fprintf(stderr,
            "halfterm: taken for the half term %s to %s, the first that %s does not reach; it is "
            "over (--half-term, --term, or --from and --to say otherwise)\n",
            HT_WORDS_ISO(horizon.from), HT_WORDS_ISO(horizon.to),
            ht_command_file(school, "history.csv"));
}

static bool wanted_horizon(const struct ht_school *school, const struct ht_options *options,
                           struct ht_horizon *horizon)
{
    if (options->half_term)
        return named_horizon(school, HT_HALF_TERM, options->half_term, horizon);
    if (options->term)
        return named_horizon(school, HT_TERM, options->term, horizon);
    if (options->from.days != HT_DATE_FIRST.days) {
        *horizon = (struct ht_horizon){options->from, options->to};
        return true;
    }
    bool found;
    if (!summary_horizon(options, horizon, &found))
        return false;
    if (found)
        return true;
    if (!next_horizon(school, horizon))
        return false;
    if (options->schedule_count)
        tell_guess(*horizon);
    else
        tell_over(school, *horizon);
    return true;
}

/* What is planned anew counts with what was held: seldom meant where a whole half term is redone.
 */
static void warn_held(const struct ht_school *school, struct ht_horizon horizon)
{
    size_t count = 0;
    int line = 0;
    for (size_t i = 0; i < school->history_count; i++) {
        const struct ht_past *past = &school->history[i];
        if (past->date.days < horizon.from.days || past->date.days > horizon.to.days)
            continue;
        line = count++ ? line : past->line;
    }
    if (!count)
        return;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    ht_fault(faults, HT_WARNING, ht_command_file(school, "history.csv"), line,
             "%zu session%s of history from %s to %s count%s as missed besides the schedule for "
             "these dates; take out what is to be planned anew",
             count, count == 1 ? "" : "s", HT_WORDS_ISO(horizon.from), HT_WORDS_ISO(horizon.to),
             count == 1 ? "s" : "");
    ht_diagnostics_tell(faults);
}

static bool has_school_day(const struct ht_school *school, struct ht_horizon horizon)
{
    for (ht_date date = horizon.from; date.days <= horizon.to.days; date.days++)
        if (ht_school_day(school, date)->school_day)
            return true;
    fprintf(stderr, "halfterm: %s has no school day from %s to %s; give other dates\n",
            ht_command_file(school, "calendar.csv"), HT_WORDS_ISO(horizon.from),
            HT_WORDS_ISO(horizon.to));
    return false;
}

bool ht_command_horizon(const struct ht_school *school, const struct ht_options *options,
                        struct ht_horizon *horizon)
{
    if (!wanted_horizon(school, options, horizon) || !has_school_day(school, *horizon))
        return false;
    warn_held(school, *horizon);
    return true;
}

bool ht_command_planned(const struct ht_school *school, const char *folder,
                        const char *sessions_csv, struct ht_horizon *horizon)
{
    if (!ht_summary_horizon(sessions_csv, horizon)) {
        fprintf(stderr, "halfterm: %s has no summary.json of an earlier run; name its folder\n",
                folder);
        return false;
    }
    if (horizon->from.days >= school->first.days && horizon->to.days <= school->last.days)
        return true;
    fprintf(stderr,
            "halfterm: the plan in %s is of %s to %s, which is not all in a term of %s any more; "
            "leave the terms as they were\n",
            folder, HT_WORDS_ISO(horizon->from), HT_WORDS_ISO(horizon->to),
            ht_command_file(school, "calendar.csv"));
    return false;
}
