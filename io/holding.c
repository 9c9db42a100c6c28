/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What only shows when the files of a school are held against each other. */
#include "io/reading.h"

void ht_hold_together(const struct ht_reading *reading)
{
    (void)reading;
}
