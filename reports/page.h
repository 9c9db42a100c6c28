/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The parts of index.html, a module each. For page.c only.
 */
#ifndef HT_REPORTS_PAGE_H
#define HT_REPORTS_PAGE_H

#include "reports/report.h"

/** The style sheet: screen, phone, dark and print. */
extern const char ht_page_style[];

/** Status, numbers and horizon. */
void ht_page_overview(FILE *stream, const struct ht_run *run);

/** Students against the cap, sessions planned and unplaced, a row a mentor. */
void ht_page_caseload(FILE *stream, const struct ht_views *views);

/** What is unplaced and why, and who has no mentor. */
void ht_page_unplaced(FILE *stream, const struct ht_views *views);

/** A section a mentor: the horizon at a glance, and a grid a week. */
void ht_page_mentors(FILE *stream, const struct ht_views *views);

/** A list of dated sessions a student. */
void ht_page_students(FILE *stream, const struct ht_views *views);

/** "Ali Khan", or the group and its members. */
void ht_page_who(FILE *stream, const struct ht_programme_view *programme);

#endif
