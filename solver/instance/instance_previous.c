/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a previous plan leaves to be planned. */
#include "solver/instance/instance.h"

#include "solver/base/memory.h"

void ht_instance_stand(struct ht_instance *instance, const struct ht_previous_plan *earlier)
{
    size_t weeks = (size_t)instance->week_count;
    instance->earlier = earlier;
    if (earlier->from.days > instance->from.days)
        instance->from = earlier->from;
    instance->stands = HT_NEW(int, instance->school->programme_count *weeks);
    instance->over = HT_NEW(int, instance->school->student_count);
    for (size_t i = 0; i < earlier->past; i++) {
        const struct ht_session *session = &earlier->sessions[i].session;
        if (ht_horizon_has(instance->horizon, session->date))
            instance->stands[session->programme.i * weeks +
                             (size_t)ht_instance_week(instance, session->date)]++;
    }
}

int ht_instance_stands(const struct ht_instance *instance, ht_programme_id programme, int week)
{
    return instance->stands
               ? instance->stands[programme.i * (size_t)instance->week_count + (size_t)week]
               : 0;
}
