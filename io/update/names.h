/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Students whose names differ by a slip of the pen: they may be one, but nobody here can know.
 */
#ifndef HT_IO_UPDATE_NAMES_H
#define HT_IO_UPDATE_NAMES_H

#include "io/import/import.h"

/**
 * Notes the pairs of students, known by their names only, whose names are the same but for case,
 * signs, accents and order ("Lee, Ann"; "Ann Lee"), or for one letter.
 */
void ht_import_point_at_pairs(struct ht_import *import);

#endif
