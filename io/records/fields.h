/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cells of a CSV row as what they mean; a cell that means nothing becomes a fault that names its
 * column. The functions return false (or HT_NONE) after such a fault.
 */
#ifndef HT_IO_RECORDS_FIELDS_H
#define HT_IO_RECORDS_FIELDS_H

#include "io/records/source.h"
#include "solver/school/school.h"

/** What a cell names, for messages: {"student", "students.csv"}. */
struct ht_known {
    const char *word;
    const char *where; /* the file that lists them */
    const struct ht_strings *names;
};

/** A fault of the row's cell: "COLUMN: 'TEXT' PROBLEM". */
void ht_field_fault(const struct ht_record_source *records, enum ht_column column,
                    const char *problem);

/** The cell, which must not be blank. */
bool ht_field_need(const struct ht_record_source *records, enum ht_column column,
                   const char **text);

/** The cell as the school's own text. */
const char *ht_field_text(const struct ht_record_source *records, enum ht_column column,
                          struct ht_school *school);

/** A date; a blank cell leaves it as it is. Likewise below. */
bool ht_field_date(const struct ht_record_source *records, enum ht_column column, ht_date *date);

/** The dates from..to; blank ones are open. */
bool ht_field_dates(const struct ht_record_source *records, ht_date *from, ht_date *to);

/** A time in minutes after midnight; below 0 where the cell is blank. */
bool ht_field_time(const struct ht_record_source *records, enum ht_column column, int *minutes);

/** A whole number within bounds, both included. */
bool ht_field_whole(const struct ht_record_source *records, enum ht_column column, int least,
                    int most, int *value);

/** Days as bits; a blank cell means every one. */
bool ht_field_days(const struct ht_record_source *records, enum ht_column column, uint8_t *days);

/** The number of a known name; HT_NONE also where the cell is blank, which is no fault. */
uint32_t ht_field_known(const struct ht_record_source *records, enum ht_column column,
                        const struct ht_known *known);

/** The numbers of a list of known names; none where the cell is blank or says "*". */
bool ht_field_some(const struct ht_record_source *records, enum ht_column column,
                   const struct ht_known *known, struct ht_some *some);

/** Says that the text is none of the known names, and which of them is close. */
void ht_field_unknown(const struct ht_record_source *records, enum ht_severity severity,
                      const char *text, const struct ht_known *known);

/**
 * Where the row says something in a column that nobody knows, warns of what it then means: "this
 * row MEANS", then what else it says but for the column that is named there.
 */
void ht_field_warn_unread(const struct ht_record_source *records, const char *means,
                          enum ht_column named);

/** The place of the cell's word among words, or -1 after a fault that lists them. */
int ht_field_choice(const struct ht_record_source *records, enum ht_column column,
                    const char *const *words, size_t count);

#endif
