/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/quality_figures.h"

#define WHOLE(key, field, label)                                                                   \
    {                                                                                              \
        key, label, offsetof(struct ht_score, field), false                                        \
    }
#define MEAN(key, field, label)                                                                    \
    {                                                                                              \
        key, label, offsetof(struct ht_score, field), true                                         \
    }

static const struct ht_quality_figure figures[] = {
    WHOLE("misses", misses, "lessons missed"),
    WHOLE("core_misses", core_misses, "in core subjects"),
    WHOLE("misses_worst", misses_worst, "of one subject by a student, most"),
    MEAN("misses_mean", misses_mean, "of one subject by a student, mean"),
    WHOLE("repeated_subjects", repeated_subjects, "same subject in consecutive weeks"),
    WHOLE("repeated_slots", repeated_slots, "same day and period in consecutive weeks"),
    WHOLE("short_gaps", short_gaps, "gaps under four days"),
    WHOLE("load_most", load_most, "sessions of a mentor on a day, most"),
    MEAN("load_mean", load_mean, "sessions of a mentor on a day, mean"),
    WHOLE("free_least", free_least, "free minutes of a mentor on such a day, least"),
    MEAN("free_mean", free_mean, "free minutes of a mentor on such a day, mean"),
    WHOLE("withdrawals_most", withdrawals_most, "students out of a class at once, most"),
};

const struct ht_quality_figure *ht_quality_figures(size_t *count)
{
    *count = sizeof figures / sizeof *figures;
    return figures;
}
