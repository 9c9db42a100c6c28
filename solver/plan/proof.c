/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/proof.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"
#include "solver/ilp/certify.h"
#include "solver/instance/caps.h"
#include "solver/plan/coupling.h"
#include "solver/plan/proof_parts.h"
#include "solver/plan/replan.h"

#include <stdlib.h>
#include <string.h>

/* A schedule being entered into a subproblem's program. */
struct entering {
    const struct ht_schedule *schedule;
    size_t first;                   /* session that does not stand */
    const uint32_t *requirement_of; /* [programme and week]: in the requirements */
    struct ht_proof *proof;
    bool *busy; /* [column and week]: a choice is taken, or a window does not stay free */
};

static bool *busy_in(const struct entering *entering, uint32_t column, int week)
{
    int weeks = entering->proof->subproblem.instance->week_count;
    return &entering->busy[(size_t)column * (size_t)weeks + (size_t)week];
}

/* ------------------------------------------------------------ choices */

/* The need that a requirement, by its place in the subproblem, belongs to: that of the class's
 * first week.
 */
static uint32_t need_of(const struct ht_model *model, const uint32_t *need_at, uint32_t requirement)
{
    const struct ht_subproblem *subproblem = model->subproblem;
    const int *weeks = subproblem->requirements->weeks;
    int week = weeks[ht_subproblem_requirement(subproblem, requirement)->first_week];
    int first = model->weeks.classes[model->weeks.class_of[week]].weeks[0];
    while (weeks[ht_subproblem_requirement(subproblem, requirement)->first_week] != first)
        requirement--;
    return need_at[requirement];
}

/* The choice of a need that a session is. */
static uint32_t choice_of(const struct ht_model *model, const uint32_t *first_choice, uint32_t need,
                          const struct ht_session *session, int week)
{
    uint32_t class_ = model->weeks.class_of[week];
    for (uint32_t c = first_choice[need]; c < first_choice[need + 1]; c++) {
        const struct ht_choice *choice = &model->choices[c];
        if (choice->class_ == class_ && choice->period.i == session->period.i &&
            choice->weekday == ht_date_weekday(session->date))
            return c;
    }
    HT_REQUIRE(false, "a session where there is no slot");
    return HT_NONE;
}

static uint32_t *first_choices(const struct ht_model *model)
{
    uint32_t *first = HT_NEW(uint32_t, model->need_count + 1);
    for (uint32_t c = 0; c < model->choice_count; c++)
        first[model->choices[c].need + 1]++;
    for (uint32_t n = 0; n < model->need_count; n++)
        first[n + 1] += first[n];
    return first;
}

/* The place of each requirement of the requirements in the subproblem, or HT_NONE. */
static uint32_t *places_in(const struct ht_subproblem *subproblem)
{
    uint32_t *place = HT_NEW(uint32_t, subproblem->requirements->item_count);
    memset(place, 0xff, subproblem->requirements->item_count * sizeof *place);
    for (uint32_t n = 0; n < subproblem->item_count; n++)
        place[subproblem->items[n]] = n;
    return place;
}

/* The need of each session of the schedule; HT_NONE where it is another subproblem's. */
static uint32_t *needs_of_sessions(const struct entering *entering)
{
    const struct ht_model *model = entering->proof->model;
    const struct ht_subproblem *subproblem = model->subproblem;
    uint32_t *place = places_in(subproblem);
    uint32_t *need_at = HT_NEW(uint32_t, subproblem->item_count);
    uint32_t *needs = HT_NEW(uint32_t, entering->schedule->session_count);
    for (uint32_t n = 0; n < model->need_count; n++)
        need_at[model->needs[n].requirement] = n;
    for (size_t s = entering->first; s < entering->schedule->session_count; s++) {
        const struct ht_session *session = &entering->schedule->sessions[s];
        int week = ht_instance_week(subproblem->instance, session->date);
        uint32_t requirement =
            entering
                ->requirement_of[session->programme.i * subproblem->instance->week_count + week];
        needs[s] =
            place[requirement] == HT_NONE ? HT_NONE : need_of(model, need_at, place[requirement]);
    }
    free(place);
    free(need_at);
    return needs;
}

static void enter_choices(struct entering *entering)
{
    struct ht_proof *proof = entering->proof;
    uint32_t *needs = needs_of_sessions(entering);
    uint32_t *first_choice = first_choices(proof->model);
    proof->sessions = HT_NEW(uint32_t, entering->schedule->session_count);
    proof->columns = HT_NEW(uint32_t, entering->schedule->session_count);
    proof->session_count = 0;
    for (size_t s = entering->first; s < entering->schedule->session_count; s++) {
        if (needs[s] == HT_NONE)
            continue;
        const struct ht_session *session = &entering->schedule->sessions[s];
        int week = ht_instance_week(proof->subproblem.instance, session->date);
        uint32_t choice = choice_of(proof->model, first_choice, needs[s], session, week);
        proof->sessions[proof->session_count] = (uint32_t)s;
        proof->columns[proof->session_count++] = choice;
        proof->values[choice]++;
        *busy_in(entering, choice, week) = true;
    }
    free(first_choice);
    free(needs);
}

/* ------------------------------------------------------------ windows that stay free */

/* Decided columns that are no choice say in how many weeks of a class a window stays free. */
static bool is_window(const struct ht_model *model, uint32_t column)
{
    return column >= model->choice_count && model->ilp.columns[column].integer;
}

/* Marks the row's windows as busy in the weeks in which one of its choices is taken, and tells them
   the class. */
static void mark_windows(struct entering *entering, uint32_t row, uint32_t *class_of)
{
    const struct ht_model *model = entering->proof->model;
    const struct ht_ilp_entry *entries = model->ilp.entries;
    uint32_t first = model->ilp.rows[row].first_entry;
    uint32_t end = ht_ilp_row_end(&model->ilp, row);
    if (first == end || entries[first].column >= model->choice_count)
        return;
    uint32_t class_ = model->choices[entries[first].column].class_;
    for (uint32_t w = first; w < end; w++) {
        if (!is_window(model, entries[w].column))
            continue;
        class_of[entries[w].column] = class_;
        for (uint32_t e = first; e < w; e++)
            for (int n = 0; n < model->weeks.classes[class_].count; n++) {
                int week = model->weeks.classes[class_].weeks[n];
                if (entries[e].column < model->choice_count)
                    *busy_in(entering, entries[w].column, week) |=
                        *busy_in(entering, entries[e].column, week);
            }
    }
}

/* In each week the first of the row's windows that is free stays so. */
static void enter_windows(struct entering *entering, uint32_t row, const uint32_t *class_of)
{
    const struct ht_model *model = entering->proof->model;
    const struct ht_ilp_entry *entries = model->ilp.entries;
    uint32_t first = model->ilp.rows[row].first_entry;
    uint32_t end = ht_ilp_row_end(&model->ilp, row);
    if (first == end || !is_window(model, entries[first].column) ||
        model->ilp.rows[row].sense != HT_EQUAL)
        return;
    const struct ht_week_class *class_ = &model->weeks.classes[class_of[entries[first].column]];
    for (int n = 0; n < class_->count; n++) {
        uint32_t e = first;
        while (e + 1 < end && *busy_in(entering, entries[e].column, class_->weeks[n]))
            e++;
        entering->proof->values[entries[e].column]++;
    }
}

static void enter_all_windows(struct entering *entering)
{
    const struct ht_ilp *ilp = &entering->proof->model->ilp;
    uint32_t *class_of = HT_NEW(uint32_t, ilp->column_count);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        mark_windows(entering, row, class_of);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        enter_windows(entering, row, class_of);
    free(class_of);
}

/* ------------------------------------------------------------ the proof of a subproblem */

/* What the proofs of a school are made from. */
struct proving {
    const struct ht_schedule *schedule;
    size_t first;             /* session that does not stand */
    bool optimal;             /* the schedule is said to be */
    int64_t cost;             /* or sum, of the sessions that do not stand */
    uint32_t *requirement_of; /* [programme and week] */
    struct ht_limit limit;
    struct ht_proofs *proofs;
};

/* Makes the model of a proof, with weeks merged or apart, and enters the schedule. */
static void enter(const struct proving *proving, struct ht_proof *proof, bool merge)
{
    proof->model = ht_model_new(&proof->subproblem, merge);
    uint32_t columns = proof->model->ilp.column_count;
    size_t weeks = (size_t)proof->subproblem.instance->week_count;
    proof->values = HT_NEW(int, columns);
    struct entering entering = {proving->schedule, proving->first, proving->requirement_of, proof,
                                HT_NEW(bool, columns *weeks)};
    enter_choices(&entering);
    enter_all_windows(&entering);
    free(entering.busy);
    proof->cost = ht_ilp_complete(&proof->model->ilp, proof->values);
    HT_REQUIRE(proof->cost >= 0, "the schedule is no solution of its program");
}

/* Leaves the subproblem. */
static void clear_proof(struct ht_proof *proof)
{
    ht_model_free(proof->model);
    free(proof->values);
    free(proof->sessions);
    free(proof->columns);
    ht_certificate_clear(&proof->certificate);
    proof->model = NULL;
    proof->values = NULL;
    proof->sessions = proof->columns = NULL;
}

static bool prove(const struct proving *proving, struct ht_proof *proof, bool merge)
{
    enter(proving, proof, merge);
    return ht_certify(&proof->model->ilp, proof->cost, !proving->optimal, &proving->limit,
                      &proof->certificate);
}

/* Where counts over equal weeks cost less than any schedule, only weeks apart will do. */
static bool prove_apart(const struct proving *proving, struct ht_proof *proof)
{
    clear_proof(proof);
    return prove(proving, proof, false);
}

/* Proves the parts of a partition; whether each bound is the cost. */
static bool prove_parts(const struct proving *proving, bool all)
{
    struct ht_proofs *proofs = proving->proofs;
    bool closed = true;
    proofs->partition = ht_partition_new(proofs->instance->school, proofs->requirements, all);
    proofs->count = proofs->partition.count;
    proofs->proofs = HT_NEW(struct ht_proof, proofs->count);
    for (uint32_t n = 0; n < proofs->count; n++) {
        struct ht_proof *proof = &proofs->proofs[n];
        proof->subproblem =
            ht_subproblem_new(proofs->instance, proofs->requirements, &proofs->partition, n);
        /* What was stopped has a relaxation to prove, for which there is little time: once. */
        bool proved = prove(proving, proof, proving->optimal || !all);
        if (proving->optimal && !proved)
            proved = prove_apart(proving, proof);
        closed = closed && proved;
        proofs->bound += proof->certificate.bound;
    }
    return closed;
}

static void clear_parts(struct ht_proofs *proofs)
{
    for (uint32_t n = 0; n < proofs->count; n++) {
        clear_proof(&proofs->proofs[n]);
        ht_subproblem_clear(&proofs->proofs[n].subproblem);
    }
    free(proofs->proofs);
    ht_partition_clear(&proofs->partition);
    proofs->proofs = NULL;
    proofs->count = 0;
    proofs->bound = 0;
}

/* Weeks apart wherever that makes a difference to the cost. */
static void split_weeks(const struct proving *proving)
{
    struct ht_proofs *proofs = proving->proofs;
    for (uint32_t n = 0; n < proofs->count; n++) {
        struct ht_proof *proof = &proofs->proofs[n];
        int64_t cost = proof->cost, bound = proof->certificate.bound;
        clear_proof(proof);
        enter(proving, proof, false);
        bool differs = proof->cost != cost;
        clear_proof(proof);
        prove(proving, proof, !differs);
        proofs->bound += proof->certificate.bound - bound;
    }
}

/* Below that of the schedule where weeks are counted together that cost less so. */
static int64_t cost_of_parts(const struct ht_proofs *proofs)
{
    int64_t cost = 0;
    for (uint32_t n = 0; n < proofs->count; n++)
        cost += proofs->proofs[n].cost;
    return cost;
}

static uint32_t *blocks_of_weeks(const struct ht_instance *instance,
                                 const struct ht_requirements *requirements)
{
    size_t weeks = (size_t)instance->week_count;
    uint32_t *requirement_of = HT_NEW(uint32_t, instance->school->programme_count * weeks);
    for (uint32_t b = 0; b < requirements->item_count; b++)
        for (uint32_t w = 0; w < requirements->items[b].week_count; w++)
            requirement_of[requirements->items[b].programme.i * weeks +
                           (size_t)requirements->weeks[requirements->items[b].first_week + w]] = b;
    return requirement_of;
}

/* The instance and the requirements of what the schedule was made for. */
static void take_demand(struct ht_proofs *proofs, const struct ht_school *school,
                        const struct ht_schedule *schedule, const struct ht_changes *changes)
{
    if (changes) {
        ht_remainder_init(&proofs->rest, school, schedule->horizon, changes->earlier);
        if (!changes->as_it_was)
            ht_rest_keep_places(&proofs->rest);
        proofs->instance = proofs->rest.instance;
        proofs->requirements = proofs->rest.requirements;
    } else {
        proofs->instance = ht_instance_new(school, schedule->horizon);
        proofs->requirements = ht_requirements_new(proofs->instance);
    }
}

struct ht_proofs *ht_proofs_new(const struct ht_school *school, const struct ht_schedule *schedule,
                                const struct ht_changes *changes, const atomic_bool *stop,
                                double deadline)
{
    struct ht_proofs *proofs = HT_NEW(struct ht_proofs, 1);
    take_demand(proofs, school, schedule, changes);
    struct proving proving = {
        .schedule = schedule,
        .first = changes ? ht_schedule_first_on(schedule, changes->earlier->from) : 0,
        .optimal = changes ? changes->proven : schedule->status == HT_OPTIMAL,
        .cost = changes ? changes->sum : schedule->cost,
        .requirement_of = blocks_of_weeks(proofs->instance, proofs->requirements),
        .limit = {.deadline = deadline, .stop = stop},
        .proofs = proofs,
    };
    bool couples = ht_caps_couple(&school->policy);
    if (!prove_parts(&proving, couples && !proving.optimal) && proving.optimal && couples) {
        clear_parts(proofs);
        prove_parts(&proving, true);
    }
    if (cost_of_parts(proofs) != proving.cost || (proving.optimal && proofs->bound < proving.cost))
        split_weeks(&proving);
    ht_lp_leave_thread();
    free(proving.requirement_of);
    return proofs;
}

int64_t ht_proofs_bound(const struct ht_proofs *proofs)
{
    return proofs->bound;
}

void ht_proofs_free(struct ht_proofs *proofs)
{
    if (!proofs)
        return;
    clear_parts(proofs);
    if (proofs->rest.instance) {
        ht_remainder_clear(&proofs->rest);
    } else {
        ht_requirements_free(proofs->requirements);
        ht_instance_free(proofs->instance);
    }
    free(proofs);
}
