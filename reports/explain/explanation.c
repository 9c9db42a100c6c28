/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/explanation.h"

bool ht_explanation_has_programme(const struct ht_explanation *all, ht_programme_id id)
{
    const struct ht_programme *programme = &all->rest->school.programmes[id.i];
    return (all->student.i == HT_NONE || ht_programme_has(programme, all->student)) &&
           (all->mentor.i == HT_NONE || programme->mentor.i == all->mentor.i);
}

bool ht_explanation_has_week(const struct ht_explanation *all, ht_date monday)
{
    return all->week.days == HT_DATE_FIRST.days || all->week.days == monday.days;
}

const struct ht_requirement *ht_explanation_block(const struct ht_explanation *all,
                                                  const struct ht_unplaced *unplaced)
{
    return ht_requirements_block(all->rest->requirements, unplaced->programme,
                                 ht_instance_week(all->rest->instance, unplaced->week));
}

ht_date ht_explanation_monday(const struct ht_explanation *all, const struct ht_requirement *block,
                              uint32_t n)
{
    int week = all->rest->requirements->weeks[block->first_week + n];
    return ht_date_plus(all->rest->instance->first_monday, week * HT_DAYS_A_WEEK);
}

/* One of several weeks is told of where one of these is. */
bool ht_explanation_has_unplaced(const struct ht_explanation *all,
                                 const struct ht_unplaced *unplaced)
{
    const struct ht_requirement *block = ht_explanation_block(all, unplaced);
    bool in_week = false;
    for (uint32_t n = 0; n < block->week_count; n++)
        in_week = in_week || ht_explanation_has_week(all, ht_explanation_monday(all, block, n));
    return in_week && ht_explanation_has_programme(all, unplaced->programme);
}

bool ht_explanation_has_over(const struct ht_explanation *all, const struct ht_unplaced *over)
{
    return ht_explanation_has_week(all, over->week) &&
           ht_explanation_has_programme(all, over->programme);
}

int ht_explanation_unplaced(const struct ht_explanation *all)
{
    int count = 0;
    for (size_t n = 0; n < all->schedule->unplaced_count; n++)
        if (ht_explanation_has_unplaced(all, &all->schedule->unplaced[n]))
            count += all->schedule->unplaced[n].count;
    for (uint32_t n = 0; n < all->rest->requirements->over_count; n++)
        if (ht_explanation_has_over(all, &all->rest->requirements->over[n]))
            count += all->rest->requirements->over[n].count;
    return count;
}

bool ht_explanation_has_session(const struct ht_explanation *all, const struct ht_session *session)
{
    return ht_explanation_has_week(all, ht_date_monday(session->date)) &&
           ht_explanation_has_programme(all, session->programme);
}

int ht_explanation_placed(const struct ht_explanation *all)
{
    const struct ht_previous_plan *earlier = all->rest->instance->earlier;
    int count = 0;
    for (size_t n = 0; n < all->schedule->session_count; n++)
        count += ht_explanation_has_session(all, &all->schedule->sessions[n]);
    for (size_t n = 0; n < earlier->past; n++)
        count += ht_explanation_has_session(all, &earlier->sessions[n].session);
    return count;
}
