/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/records/fields.h"

#include "io/base/cells.h"
#include "io/base/suggest.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

void ht_field_fault(const struct ht_record_source *records, enum ht_column column,
                    const char *problem)
{
    HT_ROW_FAULT_OF_KIND(records, HT_FAULT, problem, "%s: '%s' %s", ht_column_name(column),
                         records->cells[column], problem);
}

bool ht_field_need(const struct ht_record_source *records, enum ht_column column, const char **text)
{
    *text = records->cells[column];
    if (**text)
        return true;
    HT_ROW_FAULT_OF_KIND(records, HT_FAULT, ht_column_name(column),
                         "the cell %s is blank; fill it in, or take the row away",
                         ht_column_name(column));
    return false;
}

const char *ht_field_text(const struct ht_record_source *records, enum ht_column column,
                          struct ht_school *school)
{
    return ht_school_text(school, records->cells[column]);
}

/* ------------------------------------------------------------ dates, numbers, days */

static bool is_fine(const struct ht_record_source *records, enum ht_column column,
                    const char *problem)
{
    if (problem)
        ht_field_fault(records, column, problem);
    return !problem;
}

bool ht_field_date(const struct ht_record_source *records, enum ht_column column, ht_date *date)
{
    const char *text = records->cells[column];
    return !*text || is_fine(records, column, ht_cell_date(text, date));
}

bool ht_field_dates(const struct ht_record_source *records, ht_date *from, ht_date *to)
{
    *from = HT_DATE_FIRST;
    *to = HT_DATE_LAST;
    bool has_from = ht_field_date(records, HT_COL_FROM, from);
    if (!ht_field_date(records, HT_COL_TO, to) || !has_from)
        return false;
    if (from->days <= to->days)
        return true;
    ht_field_fault(records, HT_COL_TO, "is before from; swap them or correct one");
    return false;
}

bool ht_field_time(const struct ht_record_source *records, enum ht_column column, int *minutes)
{
    const char *text = records->cells[column];
    *minutes = -1;
    return !*text || is_fine(records, column, ht_cell_time(text, minutes));
}

bool ht_field_whole(const struct ht_record_source *records, enum ht_column column, int least,
                    int most, int *value)
{
    const char *text = records->cells[column];
    if (!*text)
        return true;
    int64_t number;
    if (!is_fine(records, column, ht_cell_whole(text, &number)))
        return false;
    if (number >= least && number <= most) {
        *value = number;
        return true;
    }
    HT_ROW_FAULT_OF_KIND(records, HT_FAULT, ht_column_name(column),
                         "%s: %s is out of range; write a number from %d to %d",
                         ht_column_name(column), text, least, most);
    return false;
}

bool ht_field_days(const struct ht_record_source *records, enum ht_column column, uint8_t *days)
{
    return is_fine(records, column, ht_cell_days(records->cells[column], days));
}

/* ------------------------------------------------------------ names */

/* " did you mean 'X'?", or what else to do; free() it. */
static char *advice(const char *text, const struct ht_known *known)
{
    struct ht_suggestion suggestion = {0};
    for (uint32_t n = 0; n < ht_strings_count(known->names); n++)
        ht_suggestion_try(&suggestion, text, ht_strings_text(known->names, n));
    if (suggestion.best)
        return ht_format("did you mean '%s'?", suggestion.best);
    return ht_format("correct it here, or add it to %s", known->where);
}

void ht_field_unknown(const struct ht_record_source *records, enum ht_severity severity,
                      const char *text, const struct ht_known *known)
{
    bool is_shown = ht_fault_is_shown(records->faults, severity, records->name, known->word);
    char *hint = is_shown ? advice(text, known) : ht_copy_text("", 0);
    HT_ROW_FAULT_OF_KIND(records, severity, known->word, "unknown %s '%s'; %s", known->word, text,
                         hint);
    free(hint);
}

/* Where the file that lists the names could not be read, that is said and enough. */
static uint32_t find(const struct ht_record_source *records, const char *text,
                     const struct ht_known *known)
{
    uint32_t number = ht_strings_find(known->names, text);
    if (number == HT_NONE && ht_strings_count(known->names))
        ht_field_unknown(records, HT_FAULT, text, known);
    return number;
}

uint32_t ht_field_known(const struct ht_record_source *records, enum ht_column column,
                        const struct ht_known *known)
{
    const char *text = records->cells[column];
    return *text ? find(records, text, known) : HT_NONE;
}

bool ht_field_some(const struct ht_record_source *records, enum ht_column column,
                   const struct ht_known *known, struct ht_some *some)
{
    const char *text = records->cells[column];
    *some = (struct ht_some){0};
    if (ht_cell_is_every(text))
        return true;
    char *copy = ht_copy_text(text, strlen(text)), *list = copy, *part;
    bool all_known = true;
    while ((part = ht_cell_part(&list))) {
        uint32_t number = find(records, part, known);
        if (number == HT_NONE)
            all_known = false;
        else
            ht_some_add(some, number);
    }
    free(copy);
    return all_known;
}

void ht_field_warn_unread(const struct ht_record_source *records, const char *means,
                          enum ht_column named)
{
    if (!records->unread)
        return;
    char *rest = ht_copy_text("", 0);
    for (size_t n = 0; n < records->columns->count; n++) {
        enum ht_column column = records->columns->columns[n].column;
        const char *text = records->cells[column];
        if (column != named && column != HT_COL_WHAT && column != HT_COL_NOTE &&
            !ht_cell_is_every(text))
            ht_append(&rest, "%s%s=%s", *rest ? ", " : "", ht_column_name(column), text);
    }
    HT_ROW_FAULT_OF_KIND(records, HT_WARNING, "unread",
                         "the column '%s' is not read, so this row %s%s%s%s; say it in a column "
                         "that there is, or take the row away",
                         records->unread, means, *rest ? " (" : "", rest, *rest ? ")" : "");
    free(rest);
}

int ht_field_choice(const struct ht_record_source *records, enum ht_column column,
                    const char *const *words, size_t count)
{
    const char *text = records->cells[column];
    struct ht_suggestion suggestion = {0};
    for (size_t i = 0; i < count; i++) {
        if (ht_cell_same_word(text, words[i]))
            return i;
        ht_suggestion_try(&suggestion, text, words[i]);
    }
    char *hint = suggestion.best ? ht_format("did you mean %s?", suggestion.best)
                                 : ht_format("write %s", words[0]);
    for (size_t i = 1; !suggestion.best && i < count; i++)
        ht_append(&hint, "%s%s", i + 1 < count ? ", " : " or ", words[i]);
    HT_ROW_FAULT_OF_KIND(records, HT_FAULT, ht_column_name(column), "unknown word in %s: '%s'; %s",
                         ht_column_name(column), text, hint);
    free(hint);
    return -1;
}
