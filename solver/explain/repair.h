/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Repairs: what can be done about a conflict, and what that does to a school.
 */
#ifndef HT_SOLVER_EXPLAIN_REPAIR_H
#define HT_SOLVER_EXPLAIN_REPAIR_H

#include "solver/explain/trial.h"

/** A list of repairs. */
struct ht_repairs {
    struct ht_repair *repairs; /* owned */
    size_t count, capacity;
};

/** How much a kind of repair asks of people, against the others. */
int64_t ht_repair_price(enum ht_repair_kind kind);

/** Adds what might help against a conflict of a case's requirement, each once. */
void ht_repairs_suggest(struct ht_repairs *repairs, const struct ht_trials *trials,
                        const struct ht_case *of, const struct ht_conflict *conflict);

/** Changes a case as the repair says. */
void ht_repair_make(const struct ht_trials *trials, struct ht_case *tried,
                    const struct ht_repair *repair);

/** Whether two repairs change the same thing; a commitment's period, wherever it goes. */
bool ht_repair_is(const struct ht_repair *one, const struct ht_repair *other);

/**
 * The places to which a repair that gives up one place of a commitment could move it instead, in
 * order of their distance; their number is returned. Free *places with free().
 */
size_t ht_repair_places(const struct ht_case *of, const struct ht_repair *give_up,
                        struct ht_place_in_week **places);

/** Whether a commitment can be moved so: the mentor has nothing else there, and is not left with
 * too little free time by commitments alone. */
bool ht_repair_can_move(const struct ht_trials *trials, const struct ht_case *of,
                        const struct ht_repair *move);

#endif
