/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of mentors' periods and days: H4, H5 and the day-load cost. */
#include "solver/model_terms.h"

/* ------------------------------------------------------------ H4: a mentor's periods */

static void add_period(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    if (count < 2)
        return;
    ht_program_row(&model->program, HT_AT_MOST, ht_model_size(model, terms->column));
    ht_model_entries(model, terms, count);
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
    return ht_facts_mentor_day(model->component->facts, ht_model_programme(model, choice)->mentor,
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

static struct day study_day(const struct ht_model *model, const struct ht_term *terms,
                            uint32_t count)
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
static void add_lessons(struct ht_model *model, const struct ht_term *terms, uint32_t count,
                        bool by_minutes, int right)
{
    ht_program_row(&model->program, HT_AT_MOST, right);
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_period *period = period_of(model, terms[n].column);
        if (period->kind == HT_LESSON)
            ht_program_entry(&model->program, terms[n].column, by_minutes ? length_of(period) : 1);
    }
}

/* ------------------------------------------------------------ H5: free time in one piece */

/* The choices and the free windows of one mentor's day. */
struct piece {
    ht_period_id first;                /* of the date */
    uint32_t period_count;             /* of the date */
    uint64_t windows[HT_MOST_PERIODS]; /* bits of the periods that stay free */
    uint32_t columns[HT_MOST_PERIODS]; /* in how many of the equal weeks that window does */
    uint32_t window_count;
};

/* The shortest window that begins with a period: none where it is no lesson, or where something
   is in the way. Breaks and lunches are passed over. */
static uint64_t window_from(const struct ht_model *model, const struct piece *piece,
                            uint64_t committed, uint32_t start)
{
    const struct ht_school *school = model->component->facts->school;
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
        if (minutes >= school->policy.free_minutes)
            return window;
    }
    return 0;
}

static struct piece find_windows(const struct ht_model *model, uint32_t choice)
{
    struct piece piece = {.window_count = 0};
    ht_date date = ht_model_date(model, choice);
    const struct ht_mentor_day *day = ht_facts_mentor_day(
        model->component->facts, ht_model_programme(model, choice)->mentor, date);
    piece.period_count = ht_school_periods_on(model->component->facts->school, date, &piece.first);
    for (uint32_t n = 0; n < piece.period_count; n++) {
        uint64_t window = window_from(model, &piece, day->committed, n);
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

/* A period holds a session or is in the window that stays free. */
static void add_window_row(struct ht_model *model, const struct piece *piece,
                           const struct ht_term *terms, uint32_t count, uint32_t period)
{
    ht_program_row(&model->program, HT_AT_MOST, ht_model_size(model, terms->column));
    for (uint32_t n = 0; n < count; n++)
        if (model->choices[terms[n].column].period.i == piece->first.i + period)
            ht_program_entry(&model->program, terms[n].column, 1);
    for (uint32_t w = 0; w < piece->window_count; w++)
        if (piece->windows[w] >> period & 1)
            ht_program_entry(&model->program, piece->columns[w], 1);
}

/* One window stays free: with a row a period over all windows that contain it this is the convex
   hull of the days (a union of boxes; Balas, "Disjunctive programming", 1979). */
static void add_piece(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    struct piece piece = find_windows(model, terms->column);
    int size = ht_model_size(model, terms->column);
    if (!model->component->facts->school->policy.free_minutes ||
        has_free_window(model, &piece, terms, count))
        return;
    ht_program_row(&model->program, HT_EQUAL, size);
    for (uint32_t w = 0; w < piece.window_count; w++) {
        piece.columns[w] = ht_program_decision(&model->program, 0, size);
        ht_program_entry(&model->program, piece.columns[w], 1);
    }
    for (uint32_t period = 0; period < piece.period_count; period++)
        add_window_row(model, &piece, terms, count, period);
}

/* ------------------------------------------------------------ H5: a mentor's day */

/* The free time as a count of lessons, which is tighter than minutes; minutes as well only where
   lengths differ. The columns of the day-load cost say the count where all periods are lessons. */
static void add_day(struct ht_model *model, const struct ht_term *terms, uint32_t count)
{
    const struct ht_policy *policy = &model->component->facts->school->policy;
    struct day day = study_day(model, terms, count);
    int size = ht_model_size(model, terms->column);
    int most = (policy->free_contiguous ? day.lessons : day.fit) + day.others;
    if (policy->free_contiguous)
        add_piece(model, terms, count);
    bool loaded = policy->cost_day_load > 0 && day.lessons + day.others > 1;
    if (loaded) {
        ht_program_row(&model->program, HT_AT_MOST, size);
        ht_model_entries(model, terms, count);
        ht_model_steps(model, policy->cost_day_load, 1, most - 1, size);
    }
    if (policy->free_contiguous || day.fit == day.lessons)
        return;
    if (!loaded || day.others)
        add_lessons(model, terms, count, false, size * day.fit);
    if (day.lengths[0] != day.lengths[day.lessons - 1])
        add_lessons(model, terms, count, true, size * spare_minutes(model, terms->column));
}

void ht_model_add_mentors(struct ht_model *model, struct ht_terms *terms)
{
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(terms,
                     ht_term_key(ht_model_programme(model, c)->mentor.i, model->choices[c].class_,
                                 model->choices[c].period.i),
                     c);
    ht_terms_rows(model, terms, add_period);
    for (uint32_t c = 0; c < model->choice_count; c++)
        ht_terms_add(terms,
                     ht_term_key(ht_model_programme(model, c)->mentor.i, model->choices[c].class_,
                                 (uint32_t)model->choices[c].weekday),
                     c);
    ht_terms_rows(model, terms, add_day);
}
