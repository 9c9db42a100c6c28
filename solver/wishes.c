/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/wishes.h"

/* Each outweighs some hundreds of the next; a component's sum fits easily. */
enum { SAME_SUBJECT = 1 << 18, SAME_TIME = 1 << 9, SHORT_GAP = 1, SHORT_GAP_DAYS = 4 };

static int shared_subjects(const struct ht_model *model, struct ht_placing earlier,
                           struct ht_placing later)
{
    const struct ht_school *school = model->component->facts->school;
    const struct ht_choice *a = &model->choices[earlier.choice];
    const struct ht_choice *b = &model->choices[later.choice];
    const struct ht_programme *programme = &school->programmes[model->needs[a->need].programme.i];
    int count = 0;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id first = ht_school_lesson(school, programme->students[n], a->period);
        ht_lesson_id second = ht_school_lesson(school, programme->students[n], b->period);
        if (first.i == HT_NONE || second.i == HT_NONE)
            continue;
        count += school->subjects[school->lessons[first.i].subject.i].group.i ==
                 school->subjects[school->lessons[second.i].subject.i].group.i;
    }
    return count;
}

static bool same_time(const struct ht_model *model, struct ht_placing earlier,
                      struct ht_placing later)
{
    const struct ht_school *school = model->component->facts->school;
    const struct ht_choice *a = &model->choices[earlier.choice];
    const struct ht_choice *b = &model->choices[later.choice];
    return a->weekday == b->weekday &&
           school->periods[a->period.i].name == school->periods[b->period.i].name;
}

int64_t ht_wishes_pair(const struct ht_model *model, struct ht_placing earlier,
                       struct ht_placing later)
{
    if (earlier.week == later.week)
        return 0;
    int64_t against = 0;
    if (later.week == earlier.week + 1)
        against += SAME_SUBJECT * (int64_t)shared_subjects(model, earlier, later) +
                   SAME_TIME * (int64_t)same_time(model, earlier, later);
    int days = ht_model_date(model, later.choice, later.week).days -
               ht_model_date(model, earlier.choice, earlier.week).days;
    return against + (days < SHORT_GAP_DAYS ? SHORT_GAP : 0);
}
