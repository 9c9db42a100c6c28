/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading back the calendars of an earlier run, so that those of the next one can say what moved.
 */
#ifndef HT_IO_PLAN_CALENDARS_H
#define HT_IO_PLAN_CALENDARS_H

#include "reports/views/calendar.h"

/**
 * The calendars in an output folder; none where there is no such folder. A file that is not as a
 * run writes it counts as absent, with a warning to stderr. Free with ht_calendars_free().
 */
struct ht_calendars *ht_calendars_read(const char *out);

#endif
