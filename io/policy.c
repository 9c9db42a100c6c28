/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/reading.h"

void ht_read_policy(struct ht_reading *reading)
{
    (void)reading;
}
