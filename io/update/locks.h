/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Sessions that were locked by hand enter a school's folder. */
#ifndef HT_IO_UPDATE_LOCKS_H
#define HT_IO_UPDATE_LOCKS_H

#include "solver/school/school.h"

/**
 * requests.csv of the school's folder with the school's locks as keeps. *text is NULL where there
 * are none that it lacks; use free(). False after a message.
 */
bool ht_update_locks(const struct ht_school *school, const char *folder, char **text, size_t *size);

#endif
