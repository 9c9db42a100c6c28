/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is said of the rules that count. For this room only.
 */
#ifndef HT_REPORTS_EXPLAIN_CAPS_H
#define HT_REPORTS_EXPLAIN_CAPS_H

#include "reports/explain/scene.h"

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
