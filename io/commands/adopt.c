/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/adopt.h"

#include "io/commands/command.h"
#include "io/plan/edits.h"
#include "io/plan/held.h"
#include "io/school/school_reader.h"
#include "reports/terminal/terminal.h"
#include "reports/text/rules.h"
#include "solver/base/memory.h"
#include "solver/instance/previous_plan.h"

#include <stdlib.h>
#include <string.h>

bool ht_adopt_from(const struct ht_school *school, const struct ht_options *options,
                   struct ht_horizon horizon, ht_date *from)
{
    char last[16];
    *from = options->from;
    if (from->days != HT_DATE_FIRST.days)
        return true;
    *from = horizon.from;
    for (size_t i = 0; i < school->history_count; i++) {
        ht_date next = ht_date_plus(school->history[i].date, 1);
        if (ht_horizon_has(horizon, school->history[i].date) && next.days > from->days)
            *from = next;
    }
    if (from->days <= horizon.to.days)
        return true;
    fprintf(stderr,
            "halfterm: %s reaches %s, the last date of the plan in %s; say with --from from which "
            "date on sessions may move\n",
            ht_command_file(school, ht_file_name(HT_HISTORY_CSV)), ht_date_iso(horizon.to, last),
            options->previous);
    return false;
}

/* ------------------------------------------------------------ what rules forbid */

/* Whether a keep of the school's asks for the session of a row. */
static bool asks_for(const struct ht_school *school, const struct ht_request *keep,
                     const struct ht_claim *row)
{
    return keep->what == HT_KEEP && !keep->locks && keep->student.i == row->student.i &&
           keep->when.from.days == row->date.days && row->period.i != HT_NONE &&
           ht_some_has(&keep->when.periods, school->periods[row->period.i].name) &&
           (keep->mentor.i == HT_NONE ||
            !strcmp(school->mentors[keep->mentor.i].id, row->mentor_id));
}

/* The keep that asks for a row's session; NULL: none does. */
static const struct ht_request *find_keep(const struct ht_school *school,
                                          const struct ht_claim *row)
{
    for (size_t r = 0; r < school->request_count; r++)
        if (asks_for(school, &school->requests[r], row))
            return &school->requests[r];
    return NULL;
}

/* Whether a row cannot be put aside because of a keep: it asks for its session, or for the only one
   of its week. */
static bool holds_back(const struct ht_school *school, const struct ht_request *keep,
                       const struct ht_claim *row)
{
    const struct ht_programme *programme = &school->programmes[row->programme.i];
    bool is_only = programme->per_week == 1 && programme->per_weeks == 1;
    return keep->what == HT_KEEP && keep->student.i == row->student.i &&
           (keep->mentor.i == HT_NONE || keep->mentor.i == programme->mentor.i) &&
           (asks_for(school, keep, row) ||
            (is_only && ht_date_monday(keep->when.from).days == ht_date_monday(row->date).days));
}

/* Names the keeps whose sessions were put aside. */
static void name_kept(const struct ht_school *school, const struct ht_claimed_schedule *plan,
                      const char *path, struct ht_diagnostics *faults)
{
    for (size_t n = 0; n < plan->row_count; n++) {
        const struct ht_claim *row = &plan->rows[n];
        if (row->by_hand != HT_BY_HAND_ASIDE || row->programme.i == HT_NONE)
            continue;
        for (size_t r = 0; r < school->request_count; r++)
            if (holds_back(school, &school->requests[r], row))
                ht_fault(faults, HT_FAULT, ht_command_request_file(school, &school->requests[r]),
                         school->requests[r].line,
                         "this keep is against putting session '%s' of student '%s' aside (%s); "
                         "take one of the two back",
                         row->session, row->student_id, path);
    }
}

/* A word and the week of a date, as a key. */
static uint32_t number_week(struct ht_strings *weeks, const char *word, ht_date date, bool add)
{
    char *key = ht_format("%s\n%d", word, (int)ht_date_monday(date).days);
    uint32_t number = add ? ht_strings_add(weeks, key) : ht_strings_find(weeks, key);
    free(key);
    return number;
}

static uint32_t number_programme_week(struct ht_strings *weeks, const struct ht_claim *row,
                                      bool add)
{
    char programme[16];
    snprintf(programme, sizeof programme, "%u", (unsigned)row->programme.i);
    return number_week(weeks, programme, row->date, add);
}

/* The weeks of programmes to which a session was moved from another one: there may be too many now,
   and it is not for the planner to say which of them goes. */
static struct ht_strings *find_crowded(const struct ht_claimed_schedule *plan,
                                       const struct ht_claimed_schedule *edited)
{
    struct ht_strings *before = ht_strings_new(), *crowded = ht_strings_new();
    for (size_t n = 0; n < plan->row_count; n++)
        number_week(before, plan->rows[n].session, plan->rows[n].date, true);
    for (size_t n = 0; n < edited->row_count; n++) {
        const struct ht_claim *row = &edited->rows[n];
        if (row->by_hand && number_week(before, row->session, row->date, false) == HT_NONE)
            number_programme_week(crowded, row, true);
    }
    ht_strings_free(before);
    return crowded;
}

/* What must be there, come what may: what stands, is locked, or is kept. */
static struct ht_claimed_schedule *take_fixed(const struct ht_school *school,
                                              const struct ht_claimed_schedule *plan,
                                              const struct ht_claimed_schedule *edited)
{
    struct ht_strings *crowded = find_crowded(plan, edited);
    struct ht_claimed_schedule *fixed = ht_claimed_schedule_new(edited->horizon);
    fixed->stands = edited->stands;
    fixed->told = edited->told;
    fixed->has_unplaced = true;
    for (size_t n = 0; n < edited->row_count; n++) {
        const struct ht_claim *row = &edited->rows[n];
        bool stands = row->date.days < edited->stands.days;
        if (!stands && !row->by_hand && !find_keep(school, row) &&
            number_programme_week(crowded, row, false) == HT_NONE)
            continue;
        HT_GROW(fixed->rows, fixed->row_count, fixed->row_capacity);
        fixed->rows[fixed->row_count] = *row;
        if (!stands)
            ht_claim_forget(&fixed->rows[fixed->row_count]);
        fixed->row_count++;
    }
    ht_strings_free(crowded);
    ht_previous_plan_owe(school, fixed);
    return fixed;
}

/* The row to be named where one is forbidden: it, or what was put beside it by hand. */
static const struct ht_claim *find_cause(const struct ht_claimed_schedule *fixed,
                                         const struct ht_claim *row)
{
    for (size_t n = 0; n < fixed->row_count && !row->by_hand; n++) {
        const struct ht_claim *other = &fixed->rows[n];
        bool is_beside =
            other->date.days == row->date.days && (!strcmp(other->mentor_id, row->mentor_id) ||
                                                   !strcmp(other->student_id, row->student_id));
        bool is_of_week = other->programme.i == row->programme.i &&
                          ht_date_monday(other->date).days == ht_date_monday(row->date).days;
        if (other->by_hand && (is_beside || is_of_week))
            return other;
    }
    return row;
}

/* Names each locked row that a rule forbids, by itself or beside what else must be there. */
static void name_forbidden(const struct ht_school *school, const struct ht_claimed_schedule *plan,
                           const struct ht_claimed_schedule *edited, const char *path,
                           struct ht_diagnostics *faults)
{
    struct ht_claimed_schedule *fixed = take_fixed(school, plan, edited);
    struct ht_verdict *verdict = ht_verify(school, fixed);
    for (size_t i = 0; i < verdict->breach_count; i++) {
        const struct ht_breach *breach = &verdict->breaches[i];
        const struct ht_claim *row = &fixed->rows[breach->row];
        if (breach->of != HT_ROW_SESSION || row->date.days < fixed->stands.days ||
            (breach->rule == HT_NO_RULE && row->programme.i != HT_NONE))
            continue;
        char *sentence = ht_breach_sentence(school, fixed, breach);
        ht_fault(faults, HT_FAULT, path, find_cause(fixed, row)->line, "%s%s%s",
                 breach->rule ? ht_rule_words(breach->rule)->code : "", breach->rule ? ": " : "",
                 sentence);
        free(sentence);
    }
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(fixed);
}

/* ------------------------------------------------------------ locks */

static void add_lock(struct ht_school *school, const struct ht_claim *row, const char *path)
{
    struct ht_request lock = ht_request_any(HT_KEEP);
    lock.student = row->student;
    lock.mentor = school->programmes[row->programme.i].mentor;
    lock.when.from = lock.when.to = row->date;
    ht_some_add(&lock.when.periods, school->periods[row->period.i].name);
    lock.note = ht_school_text(school, path);
    lock.line = row->line;
    lock.locks = row->programme.i + 1;
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    school->requests[school->request_count++] = lock;
}

/* A session has a row for each of its students, of which the first will do. */
static void add_locks(struct ht_school *school, const struct ht_claimed_schedule *edited,
                      const char *path)
{
    struct ht_strings *sessions = ht_strings_new();
    for (size_t n = 0; n < edited->row_count; n++) {
        const struct ht_claim *row = &edited->rows[n];
        uint32_t known = ht_strings_count(sessions);
        if (row->by_hand == HT_BY_HAND_LOCKED && ht_strings_add(sessions, row->session) == known)
            add_lock(school, row, path);
    }
    ht_strings_free(sessions);
}

/* Use free(). */
static char *name_place(const struct ht_claim *row)
{
    return ht_format("%u\n%d\n%s", (unsigned)row->programme.i, (int)row->date.days,
                     row->period_name);
}

/* Leaves other sessions of a programme nowhere where a locked one has taken their place. */
static void displace(struct ht_claimed_schedule *edited)
{
    struct ht_strings *locked = ht_strings_new();
    for (size_t n = 0; n < edited->row_count; n++)
        if (edited->rows[n].by_hand) {
            char *place = name_place(&edited->rows[n]);
            ht_strings_add(locked, place);
            free(place);
        }
    for (size_t n = 0; n < edited->row_count; n++) {
        struct ht_claim *row = &edited->rows[n];
        char *place = name_place(row);
        if (!row->by_hand && ht_strings_find(locked, place) != HT_NONE) {
            row->period.i = HT_NONE;
            row->period_name = "";
        }
        free(place);
    }
    ht_strings_free(locked);
}

struct ht_claimed_schedule *ht_adopt(struct ht_school *school, const struct ht_options *options,
                                     struct ht_claimed_schedule *plan)
{
    const char *path = options->schedules[0];
    struct ht_diagnostics *faults = ht_diagnostics_new();
    char *plan_name = ht_format("%s/%s", options->previous, ht_file_name(HT_SESSIONS_CSV));
    struct ht_claimed_schedule *edited = NULL;
    ht_check_held_ids(plan, plan_name, faults);
    if (!ht_diagnostics_count(faults, HT_FAULT))
        edited = ht_read_edits(path, school, plan, plan->stands, faults);
    if (!ht_diagnostics_count(faults, HT_FAULT)) {
        ht_previous_plan_owe(school, edited);
        name_kept(school, plan, path, faults);
        name_forbidden(school, plan, edited, path, faults);
    }
    free(plan_name);
    if (ht_diagnostics_tell(faults)) {
        add_locks(school, edited, path);
        displace(edited);
        return edited;
    }
    ht_claimed_schedule_free(edited);
    return NULL;
}
