/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a previous plan leaves to be planned. */
#include "solver/instance/instance.h"

#include "solver/base/memory.h"

/* Counts a session of the horizon by programme and week. */
static void count_session(const struct ht_instance *instance, int *counts,
                          ht_programme_id programme, ht_date date)
{
    if (ht_horizon_has(instance->horizon, date))
        counts[programme.i * (size_t)instance->week_count +
               (size_t)ht_instance_week(instance, date)]++;
}

void ht_instance_stand(struct ht_instance *instance, const struct ht_previous_plan *earlier)
{
    size_t cells = instance->school->programme_count * (size_t)instance->week_count;
    instance->earlier = earlier;
    if (earlier->from.days > instance->from.days)
        instance->from = earlier->from;
    instance->stands = HT_NEW(int, cells);
    instance->aside = HT_NEW(int, cells);
    instance->over = HT_NEW(int, instance->school->student_count);
    for (size_t i = 0; i < earlier->past; i++)
        count_session(instance, instance->stands, earlier->sessions[i].session.programme,
                      earlier->sessions[i].session.date);
    for (size_t i = 0; i < earlier->claims->aside_count; i++)
        count_session(instance, instance->aside, earlier->claims->aside[i].programme,
                      earlier->claims->aside[i].date);
}

static int count_of(const struct ht_instance *instance, const int *counts,
                    ht_programme_id programme, int week)
{
    return counts ? counts[programme.i * (size_t)instance->week_count + (size_t)week] : 0;
}

int ht_instance_stands(const struct ht_instance *instance, ht_programme_id programme, int week)
{
    return count_of(instance, instance->stands, programme, week);
}

int ht_instance_aside(const struct ht_instance *instance, ht_programme_id programme, int week)
{
    return count_of(instance, instance->aside, programme, week);
}
