/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/assign.h"

#include "solver/assign/mentor_matching.h"
#include "solver/assign/model.h"
#include "solver/assign/roster.h"
#include "solver/base/memory.h"
#include "solver/ilp/mip.h"

#include <stdlib.h>
#include <string.h>

static const char *const goal_meanings[HT_GOAL_COUNT] = {
    [HT_GOAL_UNASSIGNED] = "priority weight of students left without a mentor",
    [HT_GOAL_WAITING] = "students who pass those left without by urgency and referral",
    [HT_GOAL_LOST] = "sessions without a place: no time in common, or a week too full",
    [HT_GOAL_COMPLEX] = "complex needs away from a lead mentor, other students with one (weights)",
    [HT_GOAL_NEEDS] = "skills needed that the mentor lacks",
    [HT_GOAL_FACES] = "students who are new to their mentor",
    [HT_GOAL_MINIMUM] = "students short of the minimum of the mentors' roles",
    [HT_GOAL_EVEN] = "unevenness of the caseloads",
};

const char *ht_goal_meaning(enum ht_goal goal)
{
    HT_REQUIRE(goal < HT_GOAL_COUNT, "no such goal");
    return goal_meanings[goal];
}

/* The search in hand. */
struct search {
    struct ht_assign_model model;
    struct ht_limit limit;
    int *values; /* [column]: the best assignment so far, which keeps everything */
    bool *taken; /* [candidate], for looking for room */
};

/* ------------------------------------------------------------ goals */

/* Makes the goal the program's cost; false where no column has any. */
static bool aim_at(struct ht_assign_model *model, enum ht_goal goal)
{
    bool any = false;
    for (uint32_t c = 0; c < model->ilp.column_count; c++) {
        model->ilp.columns[c].cost = model->goals[c][goal];
        any = any || model->goals[c][goal];
    }
    return any;
}

static int64_t value_of(const struct search *search, enum ht_goal goal)
{
    int64_t value = search->model.constants[goal];
    for (uint32_t c = 0; c < search->model.ilp.column_count; c++)
        value += (int64_t)search->model.goals[c][goal] * search->values[c];
    return value;
}

/* Later goals may not cost anything of this one. */
static void keep_goal(struct search *search, enum ht_goal goal)
{
    struct ht_assign_model *model = &search->model;
    int64_t value = value_of(search, goal) - model->constants[goal];
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, (int)value);
    for (uint32_t c = 0; c < model->ilp.column_count; c++)
        if (model->goals[c][goal])
            ht_ilp_add_entry(&model->ilp, c, model->goals[c][goal]);
}

/* ------------------------------------------------------------ room */

/* A mentor for whom rows are being added. */
struct cutting {
    struct ht_assign_model *model;
    ht_mentor_id mentor;
};

static void add_cut(const struct ht_places *within, void *context)
{
    const struct cutting *cutting = context;
    ht_assign_model_room(cutting->model, cutting->mentor, within);
}

/* Adds rows where the values give a mentor more sessions than have a place. */
static void cut_mentor(struct search *search, uint32_t mentor, const int *values)
{
    struct ht_assign_model *model = &search->model;
    const struct ht_candidates *candidates = model->candidates;
    struct cutting cutting = {model, {mentor}};
    int *without = HT_NEW(int, (size_t)candidates->instance->week_count);
    for (int week = 0; week < candidates->instance->week_count; week++) {
        uint32_t column = ht_assign_model_without(model, cutting.mentor, week);
        without[week] = column == HT_NONE ? 0 : values[column];
    }
    ht_matching_shortages(candidates, cutting.mentor, search->taken, without, add_cut, &cutting);
    free(without);
}

/* Adds rows against what has no room in the values; false where all has. */
static bool cut_off(struct search *search, const int *values)
{
    struct ht_assign_model *model = &search->model;
    uint32_t rows = model->ilp.row_count;
    int64_t cost;
    for (uint32_t m = 0; m < model->candidates->trial.mentor_count; m++) {
        bool any = false;
        for (uint32_t n = 0; n < model->candidates->open_count; n++) {
            uint32_t candidate = ht_candidates_open(model->candidates, m, n);
            uint32_t column = model->column_of[candidate];
            search->taken[candidate] = column != HT_NONE && values[column];
            any = any || search->taken[candidate];
        }
        if (any)
            cut_mentor(search, m, values);
    }
    if (model->ilp.row_count == rows)
        return false;
    HT_REQUIRE(!ht_ilp_holds(&model->ilp, values, &cost), "a row that cuts nothing off");
    return true;
}

/* Brings a goal as low as the earlier ones allow; true where that is proved. */
static bool minimise(struct search *search, enum ht_goal goal)
{
    struct ht_assign_model *model = &search->model;
    if (!aim_at(model, goal))
        return true;
    size_t size = model->ilp.column_count * sizeof *search->values;
    int *values = ht_alloc(1, size);
    bool proved, cut;
    do {
        /* Half of the time is kept for the case that what is found turns out to be cut off. */
        struct ht_limit half = search->limit;
        if (half.deadline > 0)
            half.deadline = (ht_clock() + half.deadline) / 2;
        memcpy(values, search->values, size);
        proved = ht_mip_solve(&model->ilp, &half, values);
        cut = cut_off(search, values);
    } while (cut && !ht_limit_reached(&search->limit));
    if (!cut)
        memcpy(search->values, values, size);
    free(values);
    keep_goal(search, goal);
    return proved;
}

/* ------------------------------------------------------------ reasons */

/* Whether one more programme would be too many students at once. */
static bool would_be_full(const struct search *search, struct ht_roster *roster, uint32_t mentor,
                          uint32_t open)
{
    const struct ht_candidates *candidates = search->model.candidates;
    int limit = ht_roster_limit(&candidates->trial, &candidates->trial.mentors[mentor]);
    uint32_t candidate = ht_candidates_open(candidates, mentor, open);
    search->taken[candidate] = true;
    ht_roster_fill(roster, candidates, (ht_mentor_id){mentor}, search->taken);
    search->taken[candidate] = false;
    return limit != HT_NO_LIMIT && ht_roster_most(roster, candidates->instance->horizon) > limit;
}

static void say_why_not(const struct search *search, struct ht_roster *roster, uint32_t open,
                        struct ht_proposal *proposal)
{
    const struct ht_candidates *candidates = search->model.candidates;
    for (uint32_t m = 0; m < candidates->trial.mentor_count; m++) {
        const struct ht_candidate *candidate =
            &candidates->candidates[ht_candidates_open(candidates, m, open)];
        if (m == proposal->mentor.i || candidate->unseen)
            continue;
        if (candidate->elsewhere)
            proposal->elsewhere++;
        else if (!candidate->possible)
            proposal->apart++;
        else if (would_be_full(search, roster, m, open))
            proposal->full++;
        else
            proposal->busy += proposal->mentor.i == HT_NONE;
    }
}

static bool has_settled(const struct ht_roster *roster, ht_student_id student)
{
    uint32_t place = roster->place[student.i];
    return place != HT_NONE &&
           roster->students[place].settled.from.days <= roster->students[place].settled.to.days;
}

static void say_why(const struct search *search, struct ht_roster *roster, uint32_t open,
                    struct ht_proposal *proposal)
{
    const struct ht_candidates *candidates = search->model.candidates;
    const struct ht_candidate *candidate =
        &candidates->candidates[ht_candidates_open(candidates, proposal->mentor.i, open)];
    const struct ht_mentor *mentor = &candidates->trial.mentors[proposal->mentor.i];
    const struct ht_programme *programme = &candidates->trial.programmes[proposal->programme.i];
    ht_roster_fill(roster, candidates, proposal->mentor, search->taken);
    proposal->lost = candidate->lost;
    proposal->is_lead = ht_is_lead(mentor);
    proposal->load = ht_roster_most(roster, candidates->instance->horizon);
    proposal->most = ht_roster_limit(&candidates->trial, mentor);
    for (uint32_t n = 0; n < programme->student_count; n++)
        proposal->is_met = proposal->is_met || has_settled(roster, programme->students[n]);
}

/* ------------------------------------------------------------ the result */

static ht_mentor_id chosen_mentor(const struct search *search, uint32_t open)
{
    for (uint32_t m = 0; m < search->model.candidates->trial.mentor_count; m++)
        if (search->taken[ht_candidates_open(search->model.candidates, m, open)])
            return (ht_mentor_id){m};
    return (ht_mentor_id){HT_NONE};
}

static struct ht_proposal propose(const struct search *search, struct ht_roster *roster,
                                  uint32_t open)
{
    const struct ht_candidates *candidates = search->model.candidates;
    struct ht_proposal proposal = {
        .programme = candidates->open[open],
        .mentor = chosen_mentor(search, open),
        .before = search->model.goals[search->model.left[open]][HT_GOAL_WAITING],
    };
    const struct ht_programme *programme = &candidates->trial.programmes[proposal.programme.i];
    const uint32_t *items = &candidates->requirements->first_item[proposal.programme.i];
    for (uint32_t b = items[0]; b < items[1]; b++)
        proposal.needed += candidates->requirements->items[b].required;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        int weight = candidates->instance->weight[programme->students[n].i];
        proposal.weight = weight > proposal.weight ? weight : proposal.weight;
        proposal.complex =
            proposal.complex || ht_is_complex(&candidates->trial, programme->students[n]);
    }
    say_why_not(search, roster, open, &proposal);
    if (proposal.mentor.i != HT_NONE)
        say_why(search, roster, open, &proposal);
    return proposal;
}

static void take(struct search *search)
{
    uint32_t count = search->model.candidates->first[search->model.candidates->trial.mentor_count];
    for (uint32_t p = 0; p < count; p++) {
        uint32_t column = search->model.column_of[p];
        search->taken[p] = column != HT_NONE && search->values[column];
    }
}

/* Those left without first, then those given one, then those left alone. */
static int rank(const struct ht_proposal *proposal)
{
    if (proposal->mentor.i != HT_NONE)
        return 1;
    return proposal->idle ? 2 : 0;
}

static int compare_proposals(const void *left, const void *right)
{
    const struct ht_proposal *a = left, *b = right;
    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    if (!rank(a) && a->weight != b->weight)
        return b->weight - a->weight;
    if (!rank(a) && a->before != b->before)
        return b->before - a->before;
    return a->programme.i < b->programme.i ? -1 : 1;
}

static struct ht_assignment *result_of(struct search *search, const struct ht_school *school,
                                       struct ht_horizon horizon)
{
    const struct ht_candidates *candidates = search->model.candidates;
    struct ht_assignment *assignment = HT_NEW(struct ht_assignment, 1);
    struct ht_roster roster = ht_roster_new(&candidates->trial);
    assignment->horizon = horizon;
    assignment->weight = HT_NEW(int, school->student_count);
    memcpy(assignment->weight, candidates->instance->weight, school->student_count * sizeof(int));
    assignment->proposals = HT_NEW(struct ht_proposal, school->programme_count);
    for (enum ht_goal goal = 0; goal < HT_GOAL_COUNT; goal++)
        assignment->goals[goal] = value_of(search, goal);
    take(search);
    for (uint32_t p = 0, open = 0; p < school->programme_count; p++) {
        if (school->programmes[p].mentor.i != HT_NONE)
            continue;
        bool idle = open == candidates->open_count || candidates->open[open].i != p;
        assignment->proposals[assignment->count++] =
            idle ? (struct ht_proposal){.programme = {p}, .mentor = {HT_NONE}, .idle = true}
                 : propose(search, &roster, open++);
    }
    qsort(assignment->proposals, assignment->count, sizeof *assignment->proposals,
          compare_proposals);
    ht_roster_clear(&roster);
    return assignment;
}

struct ht_assignment *ht_assign(const struct ht_school *school, struct ht_horizon horizon,
                                double seconds, const atomic_bool *stop)
{
    double end = seconds > 0 ? ht_clock() + seconds : 0;
    bool proved[HT_GOAL_COUNT];
    struct search search = {.limit = {.deadline = end, .stop = stop}};
    struct ht_candidates *candidates = ht_candidates_new(school, horizon, &search.limit);
    ht_matching_settle(candidates);
    search.model = ht_assign_model_new(candidates);
    search.values = HT_NEW(int, search.model.ilp.column_count);
    search.taken = HT_NEW(bool, candidates->first[school->mentor_count]);
    /* To leave all without a mentor breaks no rule: it is where the search begins. */
    for (uint32_t n = 0; n < candidates->open_count; n++)
        search.values[search.model.left[n]] = 1;
    for (enum ht_goal goal = 0; goal < HT_GOAL_COUNT; goal++) {
        double now = ht_clock();
        search.limit.deadline = end > 0 ? now + (end - now) / (HT_GOAL_COUNT - goal) : 0;
        proved[goal] = minimise(&search, goal);
    }
    struct ht_assignment *assignment = result_of(&search, school, horizon);
    memcpy(assignment->proved, proved, sizeof proved);
    ht_assign_model_clear(&search.model);
    ht_candidates_free(candidates);
    free(search.values);
    free(search.taken);
    ht_lp_leave_thread();
    return assignment;
}

bool ht_assignment_proved(const struct ht_assignment *assignment)
{
    bool proved = true;
    for (enum ht_goal goal = 0; goal < HT_GOAL_COUNT; goal++)
        proved = proved && assignment->proved[goal];
    return proved;
}

void ht_assignment_free(struct ht_assignment *assignment)
{
    if (!assignment)
        return;
    free(assignment->proposals);
    free(assignment->weight);
    free(assignment);
}
