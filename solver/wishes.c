/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/wishes.h"

#include "solver/memory.h"

#include <stdlib.h>

/* Each outweighs some hundreds of the next; a component's sum fits easily. */
enum { SAME_SUBJECT = 1 << 18, SAME_TIME = 1 << 9, SHORT_GAP = 1, SHORT_GAP_DAYS = 4 };

static const struct ht_programme *programme_of(const struct ht_model *model, uint32_t choice)
{
    const struct ht_need *need = &model->needs[model->choices[choice].need];
    return &model->component->facts->school->programmes[need->programme.i];
}

static void look_up(struct ht_wishes *wishes, uint32_t choice)
{
    const struct ht_school *school = wishes->model->component->facts->school;
    const struct ht_programme *programme = programme_of(wishes->model, choice);
    const struct ht_choice *of = &wishes->model->choices[choice];
    uint32_t *groups = wishes->groups + wishes->first_group[choice];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], of->period);
        groups[n] = lesson.i == HT_NONE
                        ? HT_NONE
                        : school->subjects[school->lessons[lesson.i].subject.i].group.i;
    }
    wishes->time[choice] =
        school->periods[of->period.i].name * HT_DAYS_A_WEEK + (uint32_t)of->weekday;
}

struct ht_wishes ht_wishes_new(const struct ht_model *model)
{
    struct ht_wishes wishes = {.model = model,
                               .first_group = HT_NEW(uint32_t, model->choice_count + 1),
                               .time = HT_NEW(uint32_t, model->choice_count)};
    for (uint32_t c = 0; c < model->choice_count; c++)
        wishes.first_group[c + 1] = wishes.first_group[c] + programme_of(model, c)->student_count;
    wishes.groups = HT_NEW(uint32_t, wishes.first_group[model->choice_count]);
    for (uint32_t c = 0; c < model->choice_count; c++)
        look_up(&wishes, c);
    return wishes;
}

void ht_wishes_clear(struct ht_wishes *wishes)
{
    free(wishes->first_group);
    free(wishes->groups);
    free(wishes->time);
    *wishes = (struct ht_wishes){0};
}

static int shared_subjects(const struct ht_wishes *wishes, uint32_t one, uint32_t other)
{
    const uint32_t *a = wishes->groups + wishes->first_group[one];
    const uint32_t *b = wishes->groups + wishes->first_group[other];
    uint32_t members = wishes->first_group[one + 1] - wishes->first_group[one];
    int count = 0;
    for (uint32_t n = 0; n < members; n++)
        count += a[n] == b[n] && a[n] != HT_NONE;
    return count;
}

int64_t ht_wishes_pair(const struct ht_wishes *wishes, struct ht_placing earlier,
                       struct ht_placing later)
{
    const struct ht_choice *choices = wishes->model->choices;
    int weeks = later.week - earlier.week;
    if (weeks != 1)
        return 0;
    int64_t against = SAME_SUBJECT * (int64_t)shared_subjects(wishes, earlier.choice, later.choice);
    if (wishes->time[earlier.choice] == wishes->time[later.choice])
        against += SAME_TIME;
    int days = HT_DAYS_A_WEEK + choices[later.choice].weekday - choices[earlier.choice].weekday;
    return against + (days < SHORT_GAP_DAYS ? SHORT_GAP : 0);
}
