/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Why required sessions have no place, in words.
 */
#ifndef HT_REPORTS_TEXT_SHORTAGE_H
#define HT_REPORTS_TEXT_SHORTAGE_H

#include "solver/school/schedule.h"

/** Sentences for the lead mentor; NULL where the reason was not looked for. Use free(). */
char *ht_shortage_text(const struct ht_school *school, const struct ht_unplaced *unplaced);

#endif
