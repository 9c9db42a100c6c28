/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What if: values of the policy for one run.
 */
#ifndef HT_IO_SCHOOL_WHAT_IF_H
#define HT_IO_SCHOOL_WHAT_IF_H

#include "io/base/diagnostics.h"
#include "solver/school/school.h"

/**
 * Sets values, given as "rooms.max=5, day-load=2": element and attribute as in policy.xml, or one
 * of the two where that tells which is meant. What is wrong is a fault.
 */
void ht_what_if(struct ht_school *school, const char *values, struct ht_diagnostics *faults);

#endif
