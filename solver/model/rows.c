/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/rows.h"

#include "solver/instance/caps.h"
#include "solver/model/terms.h"

#include <stdlib.h>

/* ------------------------------------------------------------ H8: what is required */

static void add_needs(struct ht_model *model)
{
    uint32_t choice = 0;
    for (uint32_t n = 0; n < model->need_count; n++) {
        ht_ilp_add_row(&model->ilp, HT_EQUAL, model->needs[n].required);
        for (; choice < model->choice_count && model->choices[choice].need == n; choice++)
            ht_ilp_add_entry(&model->ilp, choice, 1);
        ht_ilp_add_entry(&model->ilp, model->needs[n].missed, 1);
    }
}

/* The most sessions of a need in all weeks of a class. */
static int most_in_class(const struct ht_model *model, uint32_t choice)
{
    const struct ht_need *need = &model->needs[model->choices[choice].need];
    const struct ht_requirement *requirement =
        ht_subproblem_requirement(model->subproblem, need->requirement);
    int most = ht_model_size(model, choice) * requirement->week_max;
    /* Blocks of several weeks are not merged; those of one have what is over taken off already. */
    if (requirement->week_count > 1)
        most -=
            ht_instance_stands(model->subproblem->instance, need->programme,
                               ht_subproblem_week(model->subproblem, model->choices[choice].slot));
    if (most < 0)
        most = 0;
    return need->required < most ? need->required : most;
}

/* How many sessions the needs of the terms, which are of one class, could have. */
static int most_of_needs(const struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int most = 0;
    for (uint32_t n = 0; n < count; n++)
        if (!n || model->choices[terms[n].column].need != model->choices[terms[n - 1].column].need)
            most += most_in_class(model, terms[n].column);
    return most;
}

/* One of several weeks that share a number of sessions has no more than its share. */
static void add_week(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_need *need = &model->needs[model->choices[terms->column].need];
    int most = most_in_class(model, terms->column);
    if (need->required <= most)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, most);
    ht_terms_entries(&model->ilp, terms, count);
}

/* ------------------------------------------------------------ caps: H3, H6 and H11 */

/* Of a span that lies within a week, that of equal weeks. */
static uint32_t span_of(const struct ht_model *model, enum ht_cap cap, uint32_t choice)
{
    return ht_caps[cap].span(model->subproblem->instance, model->choices[choice].class_,
                             ht_model_date(model, choice), model->choices[choice].period);
}

static uint32_t term_of(const struct ht_model *model, enum ht_cap cap, uint32_t choice)
{
    (void)cap;
    return (uint32_t)ht_school_day(model->subproblem->instance->school,
                                   ht_model_date(model, choice))
        ->term;
}

/* Lists the choices by student, thing and span, or without students by span and thing; one
   that counts for several students is listed as often. */
static void list_counted(struct ht_model *model, struct ht_terms *terms, enum ht_cap cap,
                         uint32_t (*span)(const struct ht_model *, enum ht_cap, uint32_t))
{
    const struct ht_school *school = model->subproblem->instance->school;
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = ht_model_programme(model, c);
        uint32_t seats = ht_caps[cap].by == HT_BY_SESSION ? 1 : programme->student_count;
        for (uint32_t n = 0; n < seats; n++) {
            ht_student_id student = programme->students[n];
            uint32_t thing = ht_cap_thing(school, cap, student, model->choices[c].period);
            if (thing == HT_NONE)
                continue;
            uint32_t when = span(model, cap, c);
            ht_terms_add(terms,
                         ht_caps[cap].by == HT_BY_STUDENT ? ht_term_key(student.i, thing, when)
                                                          : ht_term_key(when, thing, 0),
                         c);
        }
    }
}

static bool is_one_mentor(const struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    ht_mentor_id mentor = ht_model_programme(model, terms->column)->mentor;
    for (uint32_t n = 1; n < count; n++)
        if (ht_model_programme(model, terms[n].column)->mentor.i != mentor.i)
            return false;
    return true;
}

/* How often at most the terms' needs could be met, in all weeks. */
static int most_required(const struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int possible = 0;
    uint32_t last = HT_NONE;
    for (uint32_t n = 0; n < count; n++) {
        uint32_t need = model->choices[terms[n].column].need;
        if (need != last)
            possible += model->needs[need].required;
        last = need;
    }
    return possible;
}

/* Whether the terms stay within a cap whatever is chosen; a mentor has one session at a time. */
static bool is_within(const struct ht_model *model, enum ht_cap cap, const struct ht_term *terms,
                      uint32_t count, int most)
{
    int weeks = ht_model_size(model, terms->column);
    if (ht_caps[cap].by != HT_BY_STUDENT)
        return (ht_caps[cap].weekly && most >= (int)count * weeks) ||
               (ht_caps[cap].at_once && is_one_mentor(model, terms, count));
    if (!ht_caps[cap].weekly)
        return most_required(model, terms, count) <= most;
    return (ht_caps[cap].at_once && count == 1) || most_of_needs(model, terms, count) <= most;
}

static void add_cap_row(struct ht_model *model, enum ht_cap cap, const struct ht_term *terms,
                        uint32_t count)
{
    const struct ht_instance *instance = model->subproblem->instance;
    bool by_student = ht_caps[cap].by == HT_BY_STUDENT;
    ht_student_id student = {by_student ? ht_term_key_part(terms->key, 0) : HT_NONE};
    uint32_t thing = ht_term_key_part(terms->key, 1);
    uint32_t span = ht_term_key_part(terms->key, by_student ? 2 : 0);
    int most = ht_cap_most(instance, cap, student, thing, span) -
               ht_cap_past(instance, cap, student, thing, span);
    if (ht_caps[cap].weekly)
        most *= ht_model_size(model, terms->column);
    if (is_within(model, cap, terms, count, most))
        return;
    if (by_student)
        ht_ilp_add_row(&model->ilp, HT_AT_MOST, most);
    else
        ht_ilp_add_shared_row(&model->ilp, HT_AT_MOST, most);
    for (uint32_t n = 0, times = 1; n < count; n++, times++)
        if (n + 1 == count || terms[n + 1].column != terms[n].column) {
            ht_ilp_add_entry(&model->ilp, terms[n].column, (int)times);
            times = 0;
        }
}

/* Whether other rows hold the cap: one session a day is one at a time, and the columns of the cost
   of repeated misses hold the limit of the term. */
static bool is_held(const struct ht_policy *policy, enum ht_cap cap)
{
    if (cap == HT_CAP_STUDENT_TIME)
        return policy->per_day_max == 1;
    if (cap == HT_CAP_MISSES)
        return policy->cost_repeat > 0 && policy->misses_per == HT_PER_TERM;
    return false;
}

static void add_caps(struct ht_model *model, struct ht_terms *terms, enum ht_cap from,
                     enum ht_cap to)
{
    const struct ht_policy *policy = &model->subproblem->instance->school->policy;
    for (enum ht_cap cap = from; cap < to; cap++) {
        if (ht_cap_setting(policy, cap) == HT_NO_LIMIT || is_held(policy, cap))
            continue;
        list_counted(model, terms, cap, span_of);
        for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
            add_cap_row(model, cap, run.terms, run.count);
    }
}

/* ------------------------------------------------------------ repeated misses */

/* The n-th miss of the term costs repeat times n - 1; the first is free. With a limit by term the
   columns of the cost hold the limit too. */
static void add_repeats(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_instance *instance = model->subproblem->instance;
    const struct ht_policy *policy = &instance->school->policy;
    ht_student_id student = {ht_term_key_part(terms->key, 0)};
    ht_group_id group = {ht_term_key_part(terms->key, 1)};
    int row = (int)ht_term_key_part(terms->key, 2);
    int past = ht_instance_past(instance, student, group, row);
    int most = past + most_required(model, terms, count), last = most;
    if (policy->misses_per == HT_PER_TERM &&
        last > ht_instance_misses_max(instance, student, group, row))
        last = ht_instance_misses_max(instance, student, group, row);
    int free_misses = past ? 0 : 1;
    if (most <= free_misses)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, free_misses);
    ht_terms_entries(&model->ilp, terms, count);
    ht_model_steps(model, policy->cost_repeat, past + free_misses, last - 1, 1);
}

static void add_all_repeats(struct ht_model *model, struct ht_terms *terms)
{
    if (!model->subproblem->instance->school->policy.cost_repeat)
        return;
    list_counted(model, terms, HT_CAP_MISSES, term_of);
    for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
        add_repeats(model, run.terms, run.count);
}

/* ------------------------------------------------------------ H9: keep */

static void add_keep(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    ht_ilp_add_row(&model->ilp, HT_AT_LEAST, 1);
    ht_terms_entries(&model->ilp, terms, count);
}

static void add_keep_terms(const struct ht_model *model, struct ht_terms *terms, uint32_t choice,
                           uint32_t student)
{
    const struct ht_instance *instance = model->subproblem->instance;
    const struct ht_choice *of = &model->choices[choice];
    for (uint32_t n = instance->requests.first[student]; n < instance->requests.first[student + 1];
         n++) {
        uint32_t request = instance->requests.places[n];
        if (instance->school->requests[request].what == HT_KEEP &&
            ht_instance_keeps(instance, &instance->school->requests[request],
                              model->needs[of->need].programme, ht_model_date(model, choice),
                              of->period))
            ht_terms_add(terms, request, choice);
    }
}

static void add_keeps(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = ht_model_programme(model, c);
        for (uint32_t n = 0; n < programme->student_count; n++)
            add_keep_terms(model, terms, c, programme->students[n].i);
    }
    for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
        add_keep(model, run.terms, run.count);
}

/* ------------------------------------------------------------ unplaced sessions */

static void add_unplaced(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t n = 0; n < model->need_count; n++) {
        const struct ht_programme *programme =
            &model->subproblem->instance->school->programmes[model->needs[n].programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            ht_terms_add(terms, programme->students[s].i, model->needs[n].missed);
    }
    for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
        ht_terms_unplaced(&model->ilp, model->subproblem, (ht_student_id){(uint32_t)run.terms->key},
                          run.terms, run.count);
}

/* ------------------------------------------------------------ all of them */

void ht_model_add_rows(struct ht_model *model)
{
    struct ht_terms terms = {0};
    add_needs(model);
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(&terms, ht_term_key(model->choices[c].need, model->choices[c].class_, 0), c);
    for (struct ht_term_run run = {0}; ht_terms_next(&terms, &run);)
        add_week(model, run.terms, run.count);
    add_caps(model, &terms, 0, HT_CAP_MISSES);
    ht_model_add_mentors(model, &terms);
    add_all_repeats(model, &terms);
    add_caps(model, &terms, HT_CAP_MISSES, HT_CAP_COUNT);
    add_keeps(model, &terms);
    add_unplaced(model, &terms);
    free(terms.list);
}
