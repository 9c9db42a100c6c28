/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/polish.h"

#include "solver/memory.h"
#include "solver/polish_state.h"

#include <stdlib.h>

/* Enough for every school tried; each round ends the search unless it found an improvement. */
enum { MOST_ROUNDS = 12 };

struct polish {
    struct ht_polish_state *state;
    const struct ht_weeks *weeks;
    int week_count;
    bool *exchanged; /* [programme] */
};

static bool is_better(const struct polish *polish, struct ht_polish_sums before)
{
    struct ht_polish_sums now = ht_polish_sums(polish->state);
    return !now.clashes && !now.broken && now.cost == before.cost && now.wishes < before.wishes;
}

/* ------------------------------------------------------------ exchanging two equal weeks */

static void exchange(const struct polish *polish, uint32_t programme, int one, int other)
{
    uint32_t first = ht_polish_at(polish->state, programme, one);
    uint32_t second = ht_polish_at(polish->state, programme, other);
    ht_polish_put(polish->state, programme, one, second);
    ht_polish_put(polish->state, programme, other, first);
}

/* A programme, not yet exchanged, whose slot in one of the weeks is taken twice. */
static uint32_t find_clash(const struct polish *polish, int one, int other)
{
    uint32_t count = ht_polish_programmes(polish->state);
    for (uint32_t p = 0; p < count; p++)
        if (!polish->exchanged[p] && ht_polish_movable(polish->state, p) &&
            (ht_polish_clashes(polish->state, p, one) ||
             ht_polish_clashes(polish->state, p, other)))
            return p;
    return HT_NONE;
}

/* Exchanges two equal weeks for a programme and for all that then stand in each other's way (a
   Kempe chain), so that the counts over the class stay. */
static bool try_exchange(const struct polish *polish, uint32_t programme, int one, int other)
{
    struct ht_polish_sums before = ht_polish_sums(polish->state);
    uint32_t mark = ht_polish_mark(polish->state);
    for (uint32_t p = 0; p < ht_polish_programmes(polish->state); p++)
        polish->exchanged[p] = false;
    while (programme != HT_NONE) {
        polish->exchanged[programme] = true;
        exchange(polish, programme, one, other);
        programme =
            ht_polish_sums(polish->state).clashes ? find_clash(polish, one, other) : HT_NONE;
    }
    if (is_better(polish, before))
        return true;
    ht_polish_undo(polish->state, mark);
    return false;
}

static bool exchange_weeks(const struct polish *polish, uint32_t programme, int week)
{
    const struct ht_week_class *class_ = &polish->weeks->classes[polish->weeks->class_of[week]];
    for (int n = 0; n < class_->count; n++)
        if (class_->weeks[n] != week && try_exchange(polish, programme, week, class_->weeks[n]))
            return true;
    return false;
}

/* ------------------------------------------------------------ other slots */

/* Tries every other slot for one week's session; keep says whether to keep the change. */
static bool move(const struct polish *polish, uint32_t programme, int week,
                 struct ht_polish_sums before)
{
    uint32_t first, count = ht_polish_choices(polish->state, programme, week, &first);
    for (uint32_t n = 0; n < count; n++) {
        uint32_t mark = ht_polish_mark(polish->state);
        ht_polish_put(polish->state, programme, week, first + n);
        if (is_better(polish, before))
            return true;
        ht_polish_undo(polish->state, mark);
    }
    return false;
}

/* Moves the sessions of two weeks at once: what one does to the cost the other makes good. */
static bool move_two(const struct polish *polish, uint32_t programme, int week, int other)
{
    struct ht_polish_sums before = ht_polish_sums(polish->state);
    uint32_t first, count = ht_polish_choices(polish->state, programme, week, &first);
    for (uint32_t n = 0; n < count; n++) {
        uint32_t mark = ht_polish_mark(polish->state);
        ht_polish_put(polish->state, programme, week, first + n);
        if (!ht_polish_sums(polish->state).clashes && move(polish, programme, other, before))
            return true;
        ht_polish_undo(polish->state, mark);
    }
    return false;
}

static bool move_with_another(const struct polish *polish, uint32_t programme, int week)
{
    for (int other = 0; other < polish->week_count; other++)
        if (other != week && ht_polish_at(polish->state, programme, other) != HT_NONE &&
            move_two(polish, programme, week, other))
            return true;
    return false;
}

/* ------------------------------------------------------------ rounds */

static bool improve_at(const struct polish *polish, uint32_t programme, int week)
{
    return exchange_weeks(polish, programme, week) ||
           move(polish, programme, week, ht_polish_sums(polish->state)) ||
           move_with_another(polish, programme, week);
}

static bool improve(const struct polish *polish)
{
    bool improved = false;
    for (uint32_t p = 0; p < ht_polish_programmes(polish->state); p++)
        for (int week = 0; ht_polish_movable(polish->state, p) && week < polish->week_count; week++)
            if (ht_polish_at(polish->state, p, week) != HT_NONE &&
                ht_polish_offends(polish->state, p, week))
                improved |= improve_at(polish, p, week);
    return improved;
}

void ht_polish(const struct ht_wishes *wishes, struct ht_placings *placings)
{
    struct polish polish = {
        .state = ht_polish_state_new(wishes, placings),
        .weeks = &wishes->model->weeks,
        .week_count = wishes->model->component->facts->week_count,
    };
    polish.exchanged = HT_NEW(bool, ht_polish_programmes(polish.state));
    for (int round = 0; round < MOST_ROUNDS && improve(&polish); round++)
        continue;
    ht_polish_read(polish.state, placings);
    ht_polish_state_free(polish.state);
    free(polish.exchanged);
}
