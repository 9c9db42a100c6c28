/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What records systems call the columns of their exports: the one table of synonyms.
 */
#ifndef HT_IO_SCHEMA_HEADINGS_H
#define HT_IO_SCHEMA_HEADINGS_H

#include "io/schema/columns.h"

/** A heading, matched as a school's own files match theirs, and what stands below it. */
struct ht_heading {
    const char *text;
    int column; /* below HT_COLUMN_COUNT */
};

/** The usual meaning of a heading; NULL where it has none. A format's own come before them. */
const struct ht_heading *ht_usual_heading(const char *text);

#endif
