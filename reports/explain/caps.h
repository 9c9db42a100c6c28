/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is said of the rules that count, and what the sentences about a slot are made from. For this
 * room only.
 */
#ifndef HT_REPORTS_EXPLAIN_CAPS_H
#define HT_REPORTS_EXPLAIN_CAPS_H

#include "reports/explain/scene.h"
#include "solver/diagnose/obstacles.h"

/** A slot, and what is in the way there. */
struct ht_slot_scene {
    const struct ht_obstacles *obstacles;
    const struct ht_instance *instance;
    const struct ht_school *school;
    const struct ht_programme *programme;
    const struct ht_week_slot *slot;
    uint32_t *sessions; /* of the schedule that have part in it, by date; owned */
    size_t session_count;
};

/** The subject that the obstacle's student has then. */
ht_subject_id ht_slot_subject(const struct ht_school *school, const struct ht_week_slot *slot);

/** Whom the sessions of the scene are with: "Ali Khan (period 1) and ...", timed or not. */
void ht_slot_sessions(struct ht_sentence *sentence, const struct ht_slot_scene *scene, bool timed);

/** The words of a cap; NULL where it is told in another way. */
struct ht_cap_words {
    const char *word; /* in a timetable; NULL: the subject */
    /* That it is in the way of a session; that it is one of what excludes each other; and that
       there should be one more, and where to write it. */
    void (*obstacle)(struct ht_sentence *sentence, const struct ht_slot_scene *scene);
    void (*clause)(struct ht_sentence *sentence, const struct ht_scene *scene);
    void (*repair)(struct ht_sentence *sentence);
};

/** By enum ht_cap. */
extern const struct ht_cap_words ht_cap_words[HT_CAP_COUNT];

#endif
