/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Workbooks: sheets of one table each, under a heading that stays in sight and on every page. No
 * cell is ever a formula. Rows are not kept in memory: write a sheet's cells in order.
 */
#ifndef HT_REPORTS_DATA_WORKBOOK_H
#define HT_REPORTS_DATA_WORKBOOK_H

#include "reports/text/tones.h"
#include "solver/base/date.h"
#include "solver/base/string_table.h"

#include <stdio.h>
#include <time.h>

/** The most characters of a sheet's name, as Excel counts them. */
enum { HT_SHEET_NAME_MOST = 31 };

struct ht_workbook;
struct ht_sheet;

/** A book that was made at that time; end with ht_workbook_write(). */
struct ht_workbook *ht_workbook_new(const char *title, time_t made);

/**
 * One more sheet with its heading, as ht_sheet_name() names it; it lives as long as the book. Each
 * keeps a file open, so that there should not be thousands.
 */
struct ht_sheet *ht_workbook_add(struct ht_workbook *workbook, const char *wanted,
                                 const char *const *columns, size_t count);

/** Write the row's next cell. A date, and minutes after midnight, are what one can reckon with. */
void ht_sheet_text(struct ht_sheet *sheet, const char *text);
void ht_sheet_number(struct ht_sheet *sheet, int number);
void ht_sheet_date(struct ht_sheet *sheet, ht_date date);
void ht_sheet_time(struct ht_sheet *sheet, int minutes);

/** Goes to the next row. */
void ht_sheet_end_row(struct ht_sheet *sheet);

/**
 * Colours the columns first to last ("A" to "G") of all rows there are of which a condition holds;
 * it says what it would of row 2: "$L2=\"\"".
 */
void ht_sheet_colour(struct ht_sheet *sheet, const char *first, const char *last,
                     const char *condition, enum ht_tone tone);

/** Writes the book and frees it; errors stay in the stream. */
void ht_workbook_write(struct ht_workbook *workbook, FILE *stream);

/**
 * A name that a sheet may have beside those taken (folded by case), which it is added to: as near
 * to the wanted one as may be. Use free().
 */
char *ht_sheet_name(struct ht_strings *taken, const char *wanted);

#endif
