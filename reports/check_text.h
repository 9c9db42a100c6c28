/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `halfterm check` says: one screen on what a school's files were understood to mean.
 */
#ifndef HT_REPORTS_CHECK_TEXT_H
#define HT_REPORTS_CHECK_TEXT_H

#include "solver/capacity.h"

#include <stdio.h>

/** Writes the page; errors stay in the stream. */
void ht_write_check(FILE *stream, const struct ht_school *school,
                    const struct ht_capacity *capacity);

#endif
