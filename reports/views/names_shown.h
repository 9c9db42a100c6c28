/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Students' names for where everybody may look: as short as the user asked for and no two alike,
 * worked out once for all students of a run.
 */
#ifndef HT_REPORTS_VIEWS_NAMES_SHOWN_H
#define HT_REPORTS_VIEWS_NAMES_SHOWN_H

#include "reports/views/views.h"

/** How the students are named where everybody may look. */
enum ht_names_as { HT_NAMES_FIRST, HT_NAMES_FULL, HT_NAMES_INITIALS, HT_NAMES_ID, HT_NAMES_COUNT };

/** "first", "full", "initials" or "id": the words of --names. */
const char *ht_names_word(enum ht_names_as names);

struct ht_names_shown;

/**
 * The names of students. Where two would be alike, letters of the family name are added until they
 * differ, or else the form, or else the id. Who has no name is shown by the id. Free with
 * ht_names_shown_free().
 */
struct ht_names_shown *ht_names_shown_new(const struct ht_student_view *students, size_t count,
                                          enum ht_names_as as);

/** The name of the student at that place; lives as long as the names. */
const char *ht_names_shown_text(const struct ht_names_shown *names, size_t place);

/** The first name: "Ali" of "Ali Khan" and of "Khan, Ali". Use free(). */
char *ht_given_name(const char *name);

/** Frees the names; NULL is fine. */
void ht_names_shown_free(struct ht_names_shown *names);

#endif
