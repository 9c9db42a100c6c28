/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model_rows.h"

#include "solver/memory.h"

#include <stdlib.h>

/* A column that belongs into the row of a key; the columns of a row are found by sorting. */
struct term {
    uint64_t key;
    uint32_t column;
};

struct terms {
    struct term *list;
    uint32_t count, capacity;
};

enum { KEY_BITS = 21 };

static uint64_t make_key(uint32_t a, uint32_t b, uint32_t c)
{
    HT_REQUIRE((a | b | c) >> KEY_BITS == 0, "too large a school");
    return (uint64_t)a << 2 * KEY_BITS | (uint64_t)b << KEY_BITS | c;
}

static uint32_t key_part(uint64_t key, int part)
{
    return key >> (2 - part) * KEY_BITS & ((1u << KEY_BITS) - 1);
}

static void add_term(struct terms *terms, uint64_t key, uint32_t column)
{
    HT_GROW(terms->list, terms->count, terms->capacity);
    terms->list[terms->count++] = (struct term){key, column};
}

static int compare_terms(const void *left, const void *right)
{
    const struct term *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Calls add for the terms of each key, in order, and forgets them. */
static void add_rows(struct ht_model *model, struct terms *terms,
                     void (*add)(struct ht_model *, const struct term *, uint32_t))
{
    if (terms->count)
        qsort(terms->list, terms->count, sizeof *terms->list, compare_terms);
    uint32_t start = 0;
    for (uint32_t end = 1; end <= terms->count; end++) {
        if (end < terms->count && terms->list[end].key == terms->list[start].key)
            continue;
        add(model, terms->list + start, end - start);
        start = end;
    }
    terms->count = 0;
}

static const struct ht_programme *programme_of(const struct ht_model *model, uint32_t choice)
{
    const struct ht_need *need = &model->needs[model->choices[choice].need];
    return &model->component->facts->school->programmes[need->programme.i];
}

static int class_size(const struct ht_model *model, uint32_t choice)
{
    return ht_model_class_size(model, model->choices[choice].class_);
}

static void put_entries(struct ht_program *program, const struct term *terms, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++)
        ht_program_entry(program, terms[n].column, 1);
}

/* Gives the last row columns of one unit each, so that exceeding it costs more every time: the
   n-th costs unit times n, for n from first to last. */
static void put_steps(struct ht_program *program, int64_t unit, int first, int last, int width)
{
    for (int n = first; n <= last; n++)
        ht_program_entry(program, ht_program_column(program, unit * n, width), -1);
}

/* ------------------------------------------------------------ H8: what is required */

static void add_needs(struct ht_model *model)
{
    uint32_t choice = 0;
    for (uint32_t n = 0; n < model->need_count; n++) {
        ht_program_row(&model->program, HT_EQUAL, model->needs[n].required);
        for (; choice < model->choice_count && model->choices[choice].need == n; choice++)
            ht_program_entry(&model->program, choice, 1);
        ht_program_entry(&model->program, model->needs[n].missed, 1);
    }
}

/* The most sessions of a need in all weeks of a class. */
static int most_in_class(const struct ht_model *model, uint32_t choice)
{
    const struct ht_need *need = &model->needs[model->choices[choice].need];
    int most =
        class_size(model, choice) * ht_component_block(model->component, need->block)->week_max;
    return need->required < most ? need->required : most;
}

/* How many sessions the needs of the terms, which are of one class, could have. */
static int most_of_needs(const struct ht_model *model, const struct term *terms, uint32_t count)
{
    int most = 0;
    for (uint32_t n = 0; n < count; n++)
        if (!n || model->choices[terms[n].column].need != model->choices[terms[n - 1].column].need)
            most += most_in_class(model, terms[n].column);
    return most;
}

/* One of several weeks that share a number of sessions has no more than its share. */
static void add_week(struct ht_model *model, const struct term *terms, uint32_t count)
{
    const struct ht_need *need = &model->needs[model->choices[terms->column].need];
    int most = most_in_class(model, terms->column);
    if (need->required <= most)
        return;
    ht_program_row(&model->program, HT_AT_MOST, most);
    put_entries(&model->program, terms, count);
}

/* ------------------------------------------------------------ H3: a student's days and periods */

static void add_student_day(struct ht_model *model, const struct term *terms, uint32_t count)
{
    int most =
        class_size(model, terms->column) * model->component->facts->school->policy.per_day_max;
    if (most_of_needs(model, terms, count) <= most)
        return;
    ht_program_row(&model->program, HT_AT_MOST, most);
    put_entries(&model->program, terms, count);
}

static bool is_one_need(const struct ht_model *model, const struct term *terms, uint32_t count)
{
    return model->choices[terms[0].column].need == model->choices[terms[count - 1].column].need;
}

static void add_student_period(struct ht_model *model, const struct term *terms, uint32_t count)
{
    int most = class_size(model, terms->column);
    if (is_one_need(model, terms, count) || most_of_needs(model, terms, count) <= most)
        return;
    ht_program_row(&model->program, HT_AT_MOST, most);
    put_entries(&model->program, terms, count);
}

/* Calls add for each student and day, or period, of a class of weeks. */
static void add_students(struct ht_model *model, struct terms *terms, bool by_day,
                         void (*add)(struct ht_model *, const struct term *, uint32_t))
{
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = programme_of(model, c);
        const struct ht_choice *choice = &model->choices[c];
        for (uint32_t n = 0; n < programme->student_count; n++)
            add_term(terms,
                     make_key(programme->students[n].i, choice->class_,
                              by_day ? (uint32_t)choice->weekday : choice->period.i),
                     c);
    }
    add_rows(model, terms, add);
}

/* ------------------------------------------------------------ H4: a mentor's periods */

static void add_period(struct ht_model *model, const struct term *terms, uint32_t count)
{
    if (count < 2)
        return;
    ht_program_row(&model->program, HT_AT_MOST, class_size(model, terms->column));
    put_entries(&model->program, terms, count);
}

/* ------------------------------------------------------------ H5: a mentor's days */

/* The periods of a mentor's day that could hold sessions. */
struct day {
    int lengths[HT_MOST_PERIODS]; /* minutes of the lessons among them, shortest first */
    int lessons, others;          /* how many */
    int fit;                      /* the most lessons that leave the free time */
};

static void add_length(struct day *day, int length)
{
    int at = day->lessons++;
    for (; at > 0 && day->lengths[at - 1] > length; at--)
        day->lengths[at] = day->lengths[at - 1];
    day->lengths[at] = length;
}

static int spare_minutes(const struct ht_model *model, uint32_t choice)
{
    return ht_facts_mentor_day(model->component->facts, programme_of(model, choice)->mentor,
                               ht_model_date(model, choice))
        ->spare;
}

static const struct ht_period *period_of(const struct ht_model *model, uint32_t choice)
{
    return &model->component->facts->school->periods[model->choices[choice].period.i];
}

static int length_of(const struct ht_period *period)
{
    return period->end - period->start;
}

static struct day study_day(const struct ht_model *model, const struct term *terms, uint32_t count)
{
    struct day day = {.fit = 0};
    uint64_t seen = 0;
    ht_period_id first;
    ht_school_periods_on(model->component->facts->school, ht_model_date(model, terms->column),
                         &first);
    for (uint32_t n = 0; n < count; n++) {
        uint64_t bit = UINT64_C(1) << (model->choices[terms[n].column].period.i - first.i);
        const struct ht_period *period = period_of(model, terms[n].column);
        if (seen & bit)
            continue;
        seen |= bit;
        if (period->kind == HT_LESSON)
            add_length(&day, length_of(period));
        else
            day.others++;
    }
    int spare = spare_minutes(model, terms->column);
    while (day.fit < day.lessons && (spare -= day.lengths[day.fit]) >= 0)
        day.fit++;
    return day;
}

/* A row over the lessons of the day, each counted as 1 or by its minutes. */
static void add_lessons(struct ht_model *model, const struct term *terms, uint32_t count,
                        bool by_minutes, int right)
{
    ht_program_row(&model->program, HT_AT_MOST, right);
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_period *period = period_of(model, terms[n].column);
        if (period->kind == HT_LESSON)
            ht_program_entry(&model->program, terms[n].column, by_minutes ? length_of(period) : 1);
    }
}

/* The free time as a count of lessons, which is tighter than minutes; minutes as well only where
   lengths differ. The columns of the day-load cost say the count where all periods are lessons. */
static void add_day(struct ht_model *model, const struct term *terms, uint32_t count)
{
    const struct ht_policy *policy = &model->component->facts->school->policy;
    struct day day = study_day(model, terms, count);
    int size = class_size(model, terms->column);
    int most = day.fit + day.others;
    bool loaded = policy->cost_day_load > 0 && day.lessons + day.others > 1;
    if (loaded) {
        ht_program_row(&model->program, HT_AT_MOST, size);
        put_entries(&model->program, terms, count);
        put_steps(&model->program, policy->cost_day_load, 1, most - 1, size);
    }
    if (day.fit == day.lessons)
        return;
    if (!loaded || day.others)
        add_lessons(model, terms, count, false, size * day.fit);
    if (day.lengths[0] != day.lengths[day.lessons - 1])
        add_lessons(model, terms, count, true, size * spare_minutes(model, terms->column));
}

/* ------------------------------------------------------------ H6: misses and repeats */

/* How often at most the student could miss the subject, by what the terms' needs require. */
static int possible_misses(const struct ht_model *model, const struct term *terms, uint32_t count)
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
    return ht_facts_past(model->component->facts, (ht_student_id){key_part(key, 0)},
                         (ht_group_id){key_part(key, 1)}, (int)key_part(key, 2));
}

static void add_miss_limit(struct ht_model *model, const struct term *terms, uint32_t count)
{
    int left = model->component->facts->school->policy.misses_max - past_misses(model, terms->key);
    if (possible_misses(model, terms, count) <= left)
        return;
    ht_program_row(&model->program, HT_AT_MOST, left);
    put_entries(&model->program, terms, count);
}

/* The n-th miss of the term costs repeat times n - 1; the first is free. With a limit by term the
   columns of the cost hold the limit too. */
static void add_repeats(struct ht_model *model, const struct term *terms, uint32_t count)
{
    const struct ht_policy *policy = &model->component->facts->school->policy;
    int past = past_misses(model, terms->key);
    int last = past + possible_misses(model, terms, count);
    if (policy->misses_per == HT_PER_TERM && last > policy->misses_max)
        last = policy->misses_max;
    int free_misses = past ? 0 : 1;
    if (past + possible_misses(model, terms, count) <= free_misses)
        return;
    ht_program_row(&model->program, HT_AT_MOST, free_misses);
    put_entries(&model->program, terms, count);
    put_steps(&model->program, policy->cost_repeat, past + free_misses, last - 1, 1);
}

static int term_of(const struct ht_facts *facts, ht_date date)
{
    return ht_school_day(facts->school, date)->term;
}

/* Calls add for each student, group of subjects and stretch of dates. */
static void add_misses(struct ht_model *model, struct terms *terms,
                       int (*stretch)(const struct ht_facts *, ht_date),
                       void (*add)(struct ht_model *, const struct term *, uint32_t))
{
    const struct ht_facts *facts = model->component->facts;
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = programme_of(model, c);
        for (uint32_t n = 0; n < programme->student_count; n++) {
            ht_lesson_id lesson =
                ht_school_lesson(facts->school, programme->students[n], model->choices[c].period);
            if (lesson.i == HT_NONE)
                continue;
            ht_subject_id subject = facts->school->lessons[lesson.i].subject;
            add_term(terms,
                     make_key(programme->students[n].i, facts->school->subjects[subject.i].group.i,
                              (uint32_t)stretch(facts, ht_model_date(model, c))),
                     c);
        }
    }
    add_rows(model, terms, add);
}

static void add_all_misses(struct ht_model *model, struct terms *terms)
{
    const struct ht_policy *policy = &model->component->facts->school->policy;
    bool repeats = policy->cost_repeat > 0;
    if (repeats)
        add_misses(model, terms, term_of, add_repeats);
    if (!repeats || policy->misses_per == HT_PER_HALF_TERM)
        add_misses(model, terms, ht_facts_span, add_miss_limit);
}

/* ------------------------------------------------------------ H9: keep */

static void add_keep(struct ht_model *model, const struct term *terms, uint32_t count)
{
    ht_program_row(&model->program, HT_AT_LEAST, 1);
    put_entries(&model->program, terms, count);
}

static void add_keep_terms(const struct ht_model *model, struct terms *terms, uint32_t choice,
                           uint32_t student)
{
    const struct ht_facts *facts = model->component->facts;
    const struct ht_choice *of = &model->choices[choice];
    for (uint32_t n = facts->requests.first[student]; n < facts->requests.first[student + 1]; n++) {
        uint32_t request = facts->requests.places[n];
        if (facts->school->requests[request].what == HT_KEEP &&
            ht_facts_keeps(facts, &facts->school->requests[request],
                           model->needs[of->need].programme, ht_model_date(model, choice),
                           of->period))
            add_term(terms, request, choice);
    }
}

static void add_keeps(struct ht_model *model, struct terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_programme *programme = programme_of(model, c);
        for (uint32_t n = 0; n < programme->student_count; n++)
            add_keep_terms(model, terms, c, programme->students[n].i);
    }
    add_rows(model, terms, add_keep);
}

/* ------------------------------------------------------------ unplaced sessions */

/* A student's n-th unplaced session costs more than the one before. */
static void add_unplaced(struct ht_model *model, const struct term *terms, uint32_t count)
{
    const struct ht_facts *facts = model->component->facts;
    ht_student_id student = {(uint32_t)terms->key};
    int required = 0;
    ht_program_row(&model->program, HT_AT_MOST, 0);
    for (uint32_t n = 0; n < count; n++) {
        ht_program_entry(&model->program, terms[n].column, 1);
        required += model->program.columns[terms[n].column].upper;
    }
    for (int n = 1; n <= required; n++) {
        int64_t price = ht_facts_unplaced_price(facts, student, n);
        ht_program_entry(&model->program, ht_program_column(&model->program, price, 1), -1);
    }
}

static void add_all_unplaced(struct ht_model *model, struct terms *terms)
{
    for (uint32_t n = 0; n < model->need_count; n++) {
        const struct ht_programme *programme =
            &model->component->facts->school->programmes[model->needs[n].programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            add_term(terms, programme->students[s].i, model->needs[n].missed);
    }
    add_rows(model, terms, add_unplaced);
}

/* ------------------------------------------------------------ all of them */

static void add_mentor_rows(struct ht_model *model, struct terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++)
        add_term(terms,
                 make_key(programme_of(model, c)->mentor.i, model->choices[c].class_,
                          model->choices[c].period.i),
                 c);
    add_rows(model, terms, add_period);
    for (uint32_t c = 0; c < model->choice_count; c++)
        add_term(terms,
                 make_key(programme_of(model, c)->mentor.i, model->choices[c].class_,
                          (uint32_t)model->choices[c].weekday),
                 c);
    add_rows(model, terms, add_day);
}

void ht_model_add_rows(struct ht_model *model)
{
    struct terms terms = {0};
    add_needs(model);
    for (uint32_t c = 0; c < model->choice_count; c++)
        add_term(&terms, make_key(model->choices[c].need, model->choices[c].class_, 0), c);
    add_rows(model, &terms, add_week);
    add_students(model, &terms, true, add_student_day);
    if (model->component->facts->school->policy.per_day_max > 1)
        add_students(model, &terms, false, add_student_period);
    add_mentor_rows(model, &terms);
    add_all_misses(model, &terms);
    add_keeps(model, &terms);
    add_all_unplaced(model, &terms);
    free(terms.list);
}
