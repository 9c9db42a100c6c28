/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/rows.h"

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
    ht_model_entries(model, terms, count);
}

/* ------------------------------------------------------------ H3: a student's days and periods */

static void add_student_day(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int most = ht_model_size(model, terms->column) *
               model->subproblem->instance->school->policy.per_day_max;
    if (most_of_needs(model, terms, count) <= most)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, most);
    ht_model_entries(model, terms, count);
}

static bool is_one_need(const struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    return model->choices[terms[0].column].need == model->choices[terms[count - 1].column].need;
}

static void add_student_period(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int most = ht_model_size(model, terms->column);
    if (is_one_need(model, terms, count) || most_of_needs(model, terms, count) <= most)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, most);
    ht_model_entries(model, terms, count);
}

/* Calls add for each student and day, or period, of a class of weeks. */
static void add_students(struct ht_model *model, struct ht_terms *terms, bool by_day,
                         ht_row_maker *add)
{
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = ht_model_programme(model, c);
        const struct ht_choice *choice = &model->choices[c];
        for (uint32_t n = 0; n < programme->student_count; n++)
            ht_terms_add(terms,
                         ht_term_key(programme->students[n].i, choice->class_,
                                     by_day ? (uint32_t)choice->weekday : choice->period.i),
                         c);
    }
    ht_terms_rows(model, terms, add);
}

/* ------------------------------------------------------------ H6: misses and repeats */

/* How often at most the student could miss the subject, by what the terms' needs require. */
static int possible_misses(const struct ht_model *model, const struct ht_term *terms,
                           uint32_t count)
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

static int past_misses(const struct ht_model *model, uint64_t key)
{
    return ht_instance_past(model->subproblem->instance, (ht_student_id){ht_term_key_part(key, 0)},
                            (ht_group_id){ht_term_key_part(key, 1)}, (int)ht_term_key_part(key, 2));
}

static int most_misses(const struct ht_model *model, uint64_t key)
{
    return ht_instance_misses_max(
        model->subproblem->instance, (ht_student_id){ht_term_key_part(key, 0)},
        (ht_group_id){ht_term_key_part(key, 1)}, (int)ht_term_key_part(key, 2));
}

static void add_miss_limit(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int left = most_misses(model, terms->key) - past_misses(model, terms->key);
    if (possible_misses(model, terms, count) <= left)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, left);
    ht_model_entries(model, terms, count);
}

/* The n-th miss of the term costs repeat times n - 1; the first is free. With a limit by term the
   columns of the cost hold the limit too. */
static void add_repeats(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_policy *policy = &model->subproblem->instance->school->policy;
    int past = past_misses(model, terms->key);
    int last = past + possible_misses(model, terms, count);
    if (policy->misses_per == HT_PER_TERM && last > most_misses(model, terms->key))
        last = most_misses(model, terms->key);
    int free_misses = past ? 0 : 1;
    if (past + possible_misses(model, terms, count) <= free_misses)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, free_misses);
    ht_model_entries(model, terms, count);
    ht_model_steps(model, policy->cost_repeat, past + free_misses, last - 1, 1);
}

static int term_of(const struct ht_instance *instance, ht_date date)
{
    return ht_school_day(instance->school, date)->term;
}

/* Calls add for each student, group of subjects and stretch of dates. */
static void add_misses(struct ht_model *model, struct ht_terms *terms,
                       int (*stretch)(const struct ht_instance *, ht_date), ht_row_maker *add)
{
    const struct ht_instance *instance = model->subproblem->instance;
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = ht_model_programme(model, c);
        for (uint32_t n = 0; n < programme->student_count; n++) {
            ht_lesson_id lesson = ht_school_lesson(instance->school, programme->students[n],
                                                   model->choices[c].period);
            if (lesson.i == HT_NONE)
                continue;
            ht_subject_id subject = instance->school->lessons[lesson.i].subject;
            ht_terms_add(terms,
                         ht_term_key(programme->students[n].i,
                                     instance->school->subjects[subject.i].group.i,
                                     (uint32_t)stretch(instance, ht_model_date(model, c))),
                         c);
        }
    }
    ht_terms_rows(model, terms, add);
}

static void add_all_misses(struct ht_model *model, struct ht_terms *terms)
{
    const struct ht_policy *policy = &model->subproblem->instance->school->policy;
    bool repeats = policy->cost_repeat > 0;
    if (repeats)
        add_misses(model, terms, term_of, add_repeats);
    if (!repeats || policy->misses_per == HT_PER_HALF_TERM)
        add_misses(model, terms, ht_instance_span, add_miss_limit);
}

/* ------------------------------------------------------------ H11: rooms and withdrawals */

static bool is_one_mentor(const struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    ht_mentor_id mentor = ht_model_programme(model, terms->column)->mentor;
    for (uint32_t n = 1; n < count; n++)
        if (ht_model_programme(model, terms[n].column)->mentor.i != mentor.i)
            return false;
    return true;
}

static void add_room(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int rooms = model->subproblem->instance->school->policy.rooms_max;
    if (rooms >= (int)count || is_one_mentor(model, terms, count))
        return;
    ht_ilp_add_shared_row(&model->ilp, HT_AT_MOST, rooms * ht_model_size(model, terms->column));
    ht_model_entries(model, terms, count);
}

static void add_all_rooms(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(terms, ht_term_key(0, model->choices[c].class_, model->choices[c].period.i),
                     c);
    ht_terms_rows(model, terms, add_room);
}

/* A group takes as many students out of the class as are in it: the column is there as often. */
static void add_withdrawal(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    int most = model->subproblem->instance->school->policy.withdrawals_max;
    if (most >= (int)count || is_one_mentor(model, terms, count))
        return;
    ht_ilp_add_shared_row(&model->ilp, HT_AT_MOST, most * ht_model_size(model, terms->column));
    for (uint32_t n = 0, students = 0; n < count; n++) {
        students++;
        if (n + 1 < count && terms[n + 1].column == terms[n].column)
            continue;
        ht_ilp_add_entry(&model->ilp, terms[n].column, (int)students);
        students = 0;
    }
}

static void add_all_withdrawals(struct ht_model *model, struct ht_terms *terms)
{
    const struct ht_school *school = model->subproblem->instance->school;
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = ht_model_programme(model, c);
        ht_period_id period = model->choices[c].period;
        for (uint32_t n = 0; n < programme->student_count; n++) {
            ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], period);
            if (lesson.i == HT_NONE || school->lessons[lesson.i].class_.i == HT_NONE)
                continue;
            ht_terms_add(
                terms,
                ht_term_key(model->choices[c].class_, period.i, school->lessons[lesson.i].class_.i),
                c);
        }
    }
    ht_terms_rows(model, terms, add_withdrawal);
}

static void add_capacities(struct ht_model *model, struct ht_terms *terms)
{
    if (model->subproblem->instance->school->policy.rooms_max != HT_NO_LIMIT)
        add_all_rooms(model, terms);
    if (model->subproblem->instance->school->policy.withdrawals_max != HT_NO_LIMIT)
        add_all_withdrawals(model, terms);
}

/* ------------------------------------------------------------ H9: keep */

static void add_keep(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    ht_ilp_add_row(&model->ilp, HT_AT_LEAST, 1);
    ht_model_entries(model, terms, count);
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
    ht_terms_rows(model, terms, add_keep);
}

/* ------------------------------------------------------------ unplaced sessions */

/* A student's n-th unplaced session costs more than the one before. */
static void add_unplaced(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_instance *instance = model->subproblem->instance;
    ht_student_id student = {(uint32_t)terms->key};
    int required = 0;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, 0);
    for (uint32_t n = 0; n < count; n++) {
        ht_ilp_add_entry(&model->ilp, terms[n].column, 1);
        required += model->ilp.columns[terms[n].column].upper;
    }
    for (int n = 1; n <= required; n++) {
        int64_t price =
            model->subproblem->weights.unplaced * ht_instance_unplaced_price(instance, student, n);
        ht_ilp_add_entry(&model->ilp, ht_ilp_add_column(&model->ilp, price, 1), -1);
    }
}

static void add_all_unplaced(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t n = 0; n < model->need_count; n++) {
        const struct ht_programme *programme =
            &model->subproblem->instance->school->programmes[model->needs[n].programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            ht_terms_add(terms, programme->students[s].i, model->needs[n].missed);
    }
    ht_terms_rows(model, terms, add_unplaced);
}

/* ------------------------------------------------------------ all of them */

void ht_model_add_rows(struct ht_model *model)
{
    struct ht_terms terms = {0};
    add_needs(model);
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(&terms, ht_term_key(model->choices[c].need, model->choices[c].class_, 0), c);
    ht_terms_rows(model, &terms, add_week);
    add_students(model, &terms, true, add_student_day);
    if (model->subproblem->instance->school->policy.per_day_max > 1)
        add_students(model, &terms, false, add_student_period);
    ht_model_add_mentors(model, &terms);
    add_all_misses(model, &terms);
    add_capacities(model, &terms);
    add_keeps(model, &terms);
    add_all_unplaced(model, &terms);
    free(terms.list);
}
