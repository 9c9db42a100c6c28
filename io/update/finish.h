/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What was imported brought in order, once all of it is there.
 */
#ifndef HT_IO_UPDATE_FINISH_H
#define HT_IO_UPDATE_FINISH_H

#include "io/import/import.h"

/**
 * To be called once everything is added; a fault where that cannot be a school. Sorts the lessons
 * by student and slot, makes one of those that a student has at the same time (with a note, unless
 * they are the same), and points at students whose names differ by a slip of the pen.
 */
void ht_import_finish(struct ht_import *import);

#endif
