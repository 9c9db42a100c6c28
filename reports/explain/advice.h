/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Advice in words: why a session has no place, what can be done about it, and what helps most.
 */
#ifndef HT_REPORTS_EXPLAIN_ADVICE_H
#define HT_REPORTS_EXPLAIN_ADVICE_H

#include "solver/explain/advice.h"

/**
 * One sentence, with names: what keeps the sessions of the schedule's nth unplaced row from having
 * a place. Use free().
 */
char *ht_say_conflict(const struct ht_school *school, const struct ht_schedule *schedule,
                      const struct ht_advice *advice, size_t nth);

/**
 * What to do, and what to write in which file: "let Mia Khan miss English a third time this term
 * (requests.csv: what=allow, student=70133, subject=En)". People and subjects have their names, or
 * their ids only. Use free().
 */
char *ht_say_repair(const struct ht_school *school, const struct ht_repair *repair, bool by_id);

/**
 * The same of the cheapest repair that places sessions of the schedule's nth unplaced row; NULL
 * where none is known, or there is no advice. Use free().
 */
char *ht_say_help(const struct ht_school *school, const struct ht_advice *advice, size_t nth,
                  bool by_id);

/** "places 2 of 9 sessions", and what is given up for it; of so many unplaced. Use free(). */
char *ht_say_effect(const struct ht_repair *repair, int unplaced);

/**
 * "Two repairs place all nine sessions", or that nothing does: what helps most, without names, and
 * without saying which. Unplaced is how many sessions have no place. Use free().
 */
char *ht_say_gist(const struct ht_advice *advice, int unplaced);

/**
 * What helps most, with names, in a sentence or two: "Two repairs place all nine sessions: ...;
 * ....". Use free().
 */
char *ht_say_summary(const struct ht_school *school, const struct ht_advice *advice, int unplaced);

#endif
