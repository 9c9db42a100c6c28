/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier plan leaves to be planned. */
#include "solver/instance/instance.h"

#include "solver/base/memory.h"

void ht_facts_stand(struct ht_facts *facts, const struct ht_earlier *earlier)
{
    size_t weeks = (size_t)facts->week_count;
    facts->earlier = earlier;
    if (earlier->from.days > facts->from.days)
        facts->from = earlier->from;
    facts->stands = HT_NEW(int, facts->school->programme_count *weeks);
    facts->over = HT_NEW(int, facts->school->student_count);
    for (size_t i = 0; i < earlier->past; i++) {
        const struct ht_session *session = &earlier->sessions[i].session;
        if (ht_horizon_has(facts->horizon, session->date))
            facts->stands[session->programme.i * weeks +
                          (size_t)ht_facts_week(facts, session->date)]++;
    }
}

int ht_facts_stands(const struct ht_facts *facts, ht_programme_id programme, int week)
{
    return facts->stands ? facts->stands[programme.i * (size_t)facts->week_count + (size_t)week]
                         : 0;
}
