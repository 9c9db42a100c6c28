/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Every schedule that a small random school could have, good or bad: what the engine says is held
 * against all of them.
 */
#ifndef HT_TESTS_SUPPORT_EVERY_SCHEDULE_H
#define HT_TESTS_SUPPORT_EVERY_SCHEDULE_H

#include "solver/school/claimed_schedule.h"
#include "solver/school/schedule.h"

/** Claims a session: a row for each student of its programme. */
void every_claim(struct ht_claimed_schedule *claims, const struct ht_school *school,
                 struct ht_session session, const char *id);

/** Claims that so many sessions of a programme are unplaced in a week. */
void every_miss(struct ht_claimed_schedule *claims, const struct ht_school *school,
                ht_programme_id programme, ht_date monday, int count);

/**
 * Calls visit for each way in which sessions can be added to the claims, none before the date from
 * which they do not stand, with all that is missing then.
 */
void every_schedule(const struct ht_school *school, struct ht_claimed_schedule *claims,
                    void (*visit)(const struct ht_claimed_schedule *claims, void *context),
                    void *context);

#endif
