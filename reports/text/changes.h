/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What became of an earlier plan's sessions, in words.
 */
#ifndef HT_REPORTS_TEXT_CHANGES_H
#define HT_REPORTS_TEXT_CHANGES_H

#include "solver/plan/changes.h"

/** "kept", "moved", "new" or "dropped". */
const char *ht_change_word(enum ht_change_what what);

/** "to make room for Mia Khan": why, with names or ids; "" for what was kept. Use free(). */
char *ht_change_why(const struct ht_school *school, const struct ht_change *change, bool by_id);

#endif
