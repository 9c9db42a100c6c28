/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/limit.h"

#include <stddef.h>

/* Steps between two looks at the clock: a look takes as long as some tens of steps. */
enum { STEPS_A_LOOK = 2000 };

/* Seconds. Two searches of one run may need them, one after the other. */
static const double overtime = 0.6;

static bool has_ended(const struct ht_limit *limit)
{
    bool stopped = limit->stop && atomic_load(limit->stop);
    double never = 0;
    if (!stopped && (limit->deadline <= 0 || ht_clock() < limit->deadline))
        return false;
    if (limit->ended && atomic_load(limit->ended) <= 0)
        atomic_compare_exchange_strong(limit->ended, &never, ht_clock());
    return true;
}

bool ht_limit_reached(const struct ht_limit *limit)
{
    return (limit->most && limit->work->steps >= limit->most) || has_ended(limit);
}

bool ht_limit_after(const struct ht_limit *limit, int64_t steps)
{
    struct ht_work *work = limit->work;
    if (!work)
        return ht_limit_reached(limit);
    work->steps += steps;
    if (!work->over && work->steps >= work->next_look) {
        work->next_look = work->steps + STEPS_A_LOOK;
        work->over = ht_limit_reached(limit);
    }
    return work->over;
}

struct ht_limit ht_limit_overtime(const struct ht_limit *limit, double part, struct ht_work *work)
{
    *work = (struct ht_work){0};
    struct ht_limit more = {.most = (int64_t)(part * (double)limit->most), .work = work};
    if (!has_ended(limit)) {
        more.stop = limit->stop;
        return more;
    }
    double end = limit->ended ? atomic_load(limit->ended) : ht_clock();
    if (limit->deadline > 0 && limit->deadline < end)
        end = limit->deadline;
    more.deadline = end + part * overtime;
    return more;
}
