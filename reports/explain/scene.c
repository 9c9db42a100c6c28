/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/scene.h"

#include "solver/base/memory.h"

#include <stdlib.h>

struct ht_sentence *ht_scene_begin(struct ht_scene *scene)
{
    ht_sentence_begin(&scene->part, scene->school, false);
    return &scene->part;
}

void ht_scene_end(struct ht_scene *scene)
{
    HT_GROW(scene->clauses, scene->clause_count, scene->clause_capacity);
    scene->clauses[scene->clause_count++] = ht_sentence_end(&scene->part);
}

const struct ht_conflict_member *ht_scene_next(const struct ht_scene *scene,
                                               enum ht_member_kind kind, size_t *nth)
{
    while (*nth < scene->conflict->count) {
        const struct ht_conflict_member *member = &scene->conflict->members[(*nth)++];
        if (member->kind == kind)
            return member;
    }
    return NULL;
}

size_t ht_scene_count(const struct ht_scene *scene, enum ht_member_kind kind)
{
    size_t count = 0, nth = 0;
    while (ht_scene_next(scene, kind, &nth))
        count++;
    return count;
}

const struct ht_programme *ht_scene_programme(const struct ht_scene *scene,
                                              const struct ht_conflict_member *member)
{
    return &scene->school->programmes[member->programme.i];
}

static int compare_lines(const void *left, const void *right)
{
    const int *a = left, *b = right;
    return *a - *b;
}

void ht_scene_lines(struct ht_sentence *sentence, const char *file, int *lines, size_t count)
{
    qsort(lines, count, sizeof *lines, compare_lines);
    ht_phrase(sentence, " (");
    ht_phrase_lines(sentence, file, lines, count);
    ht_phrase(sentence, ")");
}

/* ------------------------------------------------------------ slots */

ht_subject_id ht_slot_subject(const struct ht_school *school, const struct ht_week_slot *slot)
{
    ht_lesson_id lesson = ht_school_lesson(school, slot->obstacle.student, slot->period);
    return school->lessons[lesson.i].subject;
}

void ht_slot_sessions(struct ht_sentence *sentence, const struct ht_slot_scene *scene, bool timed)
{
    const struct ht_schedule *schedule = scene->obstacles->schedule;
    struct ht_items items = {.count = scene->session_count};
    for (size_t n = 0; n < scene->session_count; n++) {
        const struct ht_session *session = &schedule->sessions[scene->sessions[n]];
        ht_phrase_item(sentence, &items);
        ht_phrase_programme(sentence, session->programme);
        if (timed) {
            ht_tell(sentence, " ({period})", scene->school->periods[session->period.i].name);
        }
    }
}
