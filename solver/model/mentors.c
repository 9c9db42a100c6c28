/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of mentors' periods and days: H4, H5 and the day-load cost. */
#include "solver/model/terms.h"

/* ------------------------------------------------------------ H4: a mentor's periods */

static void add_period(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    if (count < 2)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, ht_model_size(model, terms->column));
    ht_terms_entries(&model->ilp, terms, count);
}

/* ------------------------------------------------------------ H5: a mentor's days */

/* The periods of a mentor's day that could hold sessions. */
struct day {
    int lengths[HT_MOST_PERIODS];   /* minutes of the lessons among them, shortest first */
    uint64_t bits[HT_MOST_PERIODS]; /* those lessons */
    int lessons, others;            /* how many */
    int fit;                        /* the most lessons that leave the free time */
    bool any_fit;                   /* any so many do */
};

static void add_lesson(struct day *day, uint64_t bit, int length)
{
    int at = day->lessons++;
    for (; at > 0 && day->lengths[at - 1] > length; at--) {
        day->lengths[at] = day->lengths[at - 1];
        day->bits[at] = day->bits[at - 1];
    }
    day->lengths[at] = length;
    day->bits[at] = bit;
}

static int spare_minutes(const struct ht_model *model, uint32_t choice)
{
    return ht_instance_mentor_day(model->subproblem->instance,
                                  ht_model_programme(model, choice)->mentor,
                                  ht_model_date(model, choice))
        ->spare;
}

static const struct ht_period *period_of(const struct ht_model *model, uint32_t choice)
{
    return &model->subproblem->instance->school->periods[model->choices[choice].period.i];
}

static int length_of(const struct ht_period *period)
{
    return period->end - period->start;
}

/* Works out how many lessons fit into the minutes that the free time leaves. */
static void count_fit(struct day *day, int spare)
{
    int shortest = 0, longest = 0;
    while (day->fit < day->lessons && (shortest += day->lengths[day->fit]) <= spare)
        day->fit++;
    for (int n = 1; n <= day->fit; n++)
        longest += day->lengths[day->lessons - n];
    day->any_fit = longest <= spare;
}

static struct day study_day(const struct ht_model *model, const struct ht_term *terms,
                            uint32_t count)
{
    struct day day = {.fit = 0};
    uint64_t seen = 0;
    ht_period_id first;
    ht_school_periods_on(model->subproblem->instance->school, ht_model_date(model, terms->column),
                         &first);
    for (uint32_t n = 0; n < count; n++) {
        uint64_t bit = UINT64_C(1) << (model->choices[terms[n].column].period.i - first.i);
        const struct ht_period *period = period_of(model, terms[n].column);
        if (seen & bit)
            continue;
        seen |= bit;
        if (period->kind == HT_LESSON)
            add_lesson(&day, bit, length_of(period));
        else
            day.others++;
    }
    count_fit(&day, spare_minutes(model, terms->column));
    return day;
}

/* A row over the lessons of the day, each counted as 1 or by its minutes. */
static void add_lessons(struct ht_model *model, const struct ht_term *terms, uint32_t count,
                        bool by_minutes, int right)
{
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, right);
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_period *period = period_of(model, terms[n].column);
        if (period->kind == HT_LESSON)
            ht_ilp_add_entry(&model->ilp, terms[n].column, by_minutes ? length_of(period) : 1);
    }
}

/* ------------------------------------------------------------ H5: what stays free */

/* The choices and the free windows of one mentor's day. */
struct piece {
    ht_period_id first;                /* of the date */
    uint32_t period_count;             /* of the date */
    uint64_t windows[HT_MOST_PERIODS]; /* bits of the periods that stay free */
    uint32_t columns[HT_MOST_PERIODS]; /* in how many of the equal weeks that window does */
    uint32_t window_count;
};

/* A period holds a session or is in the window that stays free. */
static void add_window_row(struct ht_model *model, const struct piece *piece,
                           const struct ht_term *terms, uint32_t count, uint32_t period)
{
    ht_ilp_add_row(&model->ilp, HT_AT_MOST, ht_model_size(model, terms->column));
    for (uint32_t n = 0; n < count; n++)
        if (model->choices[terms[n].column].period.i == piece->first.i + period)
            ht_ilp_add_entry(&model->ilp, terms[n].column, 1);
    for (uint32_t w = 0; w < piece->window_count; w++)
        if (piece->windows[w] >> period & 1)
            ht_ilp_add_entry(&model->ilp, piece->columns[w], 1);
}

/* One window stays free: with a row a period over all windows that contain it this is the convex
   hull of the days (a union of boxes; Balas, "Disjunctive programming", 1979). */
static void add_windows(struct ht_model *model, struct piece *piece, const struct ht_term *terms,
                        uint32_t count)
{
    int size = ht_model_size(model, terms->column);
    ht_ilp_add_row(&model->ilp, HT_EQUAL, size);
    for (uint32_t w = 0; w < piece->window_count; w++) {
        piece->columns[w] = ht_ilp_add_integer(&model->ilp, 0, size);
        ht_ilp_add_entry(&model->ilp, piece->columns[w], 1);
    }
    uint64_t all = 0;
    for (uint32_t w = 0; w < piece->window_count; w++)
        all |= piece->windows[w];
    for (uint32_t period = 0; period < piece->period_count; period++)
        if (all >> period & 1)
            add_window_row(model, piece, terms, count, period);
}

/* ------------------------------------------------------------ H5: free time in one piece */

/* The shortest window that begins with a period: none where it is no lesson, or where something
   is in the way. Breaks and lunches are passed over. */
static uint64_t window_from(const struct ht_model *model, const struct piece *piece,
                            uint64_t committed, int due, uint32_t start)
{
    const struct ht_school *school = model->subproblem->instance->school;
    uint64_t window = 0;
    int minutes = 0;
    for (uint32_t n = start; n < piece->period_count; n++) {
        const struct ht_period *period = &school->periods[piece->first.i + n];
        if (period->kind == HT_BREAK || period->kind == HT_LUNCH)
            continue;
        if ((committed >> n & 1) || (n == start && period->kind != HT_LESSON))
            return 0;
        window |= UINT64_C(1) << n;
        minutes += period->kind == HT_LESSON ? length_of(period) : 0;
        if (minutes >= due)
            return window;
    }
    return 0;
}

static int due_minutes(const struct ht_model *model, uint32_t choice)
{
    return ht_instance_free_due(model->subproblem->instance,
                                ht_model_programme(model, choice)->mentor,
                                ht_model_date(model, choice));
}

static struct piece find_windows(const struct ht_model *model, uint32_t choice)
{
    struct piece piece = {.window_count = 0};
    ht_date date = ht_model_date(model, choice);
    const struct ht_mentor_day *day = ht_instance_mentor_day(
        model->subproblem->instance, ht_model_programme(model, choice)->mentor, date);
    piece.period_count =
        ht_school_periods_on(model->subproblem->instance->school, date, &piece.first);
    for (uint32_t n = 0; n < piece.period_count; n++) {
        uint64_t window = window_from(model, &piece, day->committed, due_minutes(model, choice), n);
        if (window)
            piece.windows[piece.window_count++] = window;
    }
    return piece;
}

/* Whether a window has none of the choices' periods, so that it is free whatever is chosen. */
static bool has_free_window(const struct ht_model *model, const struct piece *piece,
                            const struct ht_term *terms, uint32_t count)
{
    uint64_t chosen = 0;
    for (uint32_t n = 0; n < count; n++)
        chosen |= UINT64_C(1) << (model->choices[terms[n].column].period.i - piece->first.i);
    for (uint32_t w = 0; w < piece->window_count; w++)
        if (!(piece->windows[w] & chosen))
            return true;
    return false;
}

static void add_piece(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    struct piece piece = find_windows(model, terms->column);
    if (!due_minutes(model, terms->column) || has_free_window(model, &piece, terms, count))
        return;
    add_windows(model, &piece, terms, count);
}

/* ------------------------------------------------------------ H5: lessons of several lengths */

/* The minutes of the n shortest lessons. */
static int minutes_of(const struct day *day, int n)
{
    int minutes = 0;
    while (n-- > 0)
        minutes += day->lengths[n];
    return minutes;
}

/* Lists the smallest sets of lessons, among the n shortest, that last long enough beside a window.
   The longest come first, so that the last one of a set cannot be left out, nor then any other. */
static void find_sets(struct piece *piece, const struct day *day, int n, uint64_t window,
                      int missing)
{
    if (missing <= 0) {
        if (piece->window_count < HT_MOST_PERIODS)
            piece->windows[piece->window_count] = window;
        piece->window_count++;
        return;
    }
    for (; minutes_of(day, n) >= missing && piece->window_count <= HT_MOST_PERIODS; n--)
        find_sets(piece, day, n - 1, window | day->bits[n - 1], missing - day->lengths[n - 1]);
}

/* One such set of lessons stays free: far tighter than a row of minutes. False where there are too
   many sets. */
static bool add_sets(struct ht_model *model, const struct ht_term *terms, uint32_t count,
                     const struct day *day)
{
    struct piece piece = {.window_count = 0};
    int missing = minutes_of(day, day->lessons) - spare_minutes(model, terms->column);
    piece.period_count = ht_school_periods_on(model->subproblem->instance->school,
                                              ht_model_date(model, terms->column), &piece.first);
    find_sets(&piece, day, day->lessons, 0, missing);
    if (piece.window_count > HT_MOST_PERIODS)
        return false;
    add_windows(model, &piece, terms, count);
    return true;
}

/* ------------------------------------------------------------ H5: a mentor's day */

/* The free time as a count of lessons, which is tighter than minutes; as sets of lessons, or at
   worst in minutes, only where it matters which lessons are taken. The columns of the day-load cost
   say the count where all periods are lessons. */
static void add_day(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_policy *policy = &model->subproblem->instance->school->policy;
    struct day day = study_day(model, terms, count);
    int size = ht_model_size(model, terms->column);
    int most = (policy->free_contiguous ? day.lessons : day.fit) + day.others;
    if (policy->free_contiguous)
        add_piece(model, terms, count);
    bool loaded = policy->cost_day_load > 0 && day.lessons + day.others > 1;
    if (loaded) {
        ht_ilp_add_row(&model->ilp, HT_AT_MOST, size);
        ht_terms_entries(&model->ilp, terms, count);
        ht_model_steps(model, policy->cost_day_load, 1, most - 1, size);
    }
    if (policy->free_contiguous || day.fit == day.lessons)
        return;
    if (!day.any_fit && add_sets(model, terms, count, &day))
        return;
    if (!loaded || day.others)
        add_lessons(model, terms, count, false, size * day.fit);
    if (!day.any_fit)
        add_lessons(model, terms, count, true, size * spare_minutes(model, terms->column));
}

void ht_model_add_mentors(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(terms,
                     ht_term_key(ht_model_programme(model, c)->mentor.i, model->choices[c].class_,
                                 model->choices[c].period.i),
                     c);
    for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
        add_period(model, run.terms, run.count);
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(terms,
                     ht_term_key(ht_model_programme(model, c)->mentor.i, model->choices[c].class_,
                                 (uint32_t)model->choices[c].weekday),
                     c);
    for (struct ht_term_run run = {0}; ht_terms_next(terms, &run);)
        add_day(model, run.terms, run.count);
}
