/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which sessions of a plan history has as well.
 *
 * Where both have an id, a row of history is of the session that has its id, student and date. Else
 * date, student and subject are to be the same, and period and programme where the row says them. A
 * session has one row at most, and a row one session; rows that say more come first.
 */
#ifndef HT_SOLVER_SCHOOL_HISTORY_MATCH_H
#define HT_SOLVER_SCHOOL_HISTORY_MATCH_H

#include "solver/base/date.h"

#include <stddef.h>
#include <stdint.h>

/** What a row says of a student's session. Blank texts and NULL say nothing, but a blank subject
 * says that no lesson was missed. */
struct ht_telling {
    ht_date date;
    uint32_t student; /* any number that tells students apart */
    const char *session, *period, *programme, *subject;
};

/** For each row of history the number of its session in the plan, or HT_NONE. Use free(). */
uint32_t *ht_told(const struct ht_telling *rows, size_t row_count,
                  const struct ht_telling *sessions, size_t session_count);

#endif
