/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/student_flags.h"

#include "io/gather/lists.h"

#include <string.h>
#include <strings.h>

/* Cells and the flag that they mean; "": none. The codes are those of the school census. */
static const struct {
    const char *word;
    const char *flag; /* NULL: that of the column */
    bool is_sen;      /* in the column of the SEN code only */
} words[] = {
    {"", "", false},
    {"no", "", false},
    {"n", "", false},
    {"false", "", false},
    {"0", "", false},
    {"-", "", false},
    {"none", "", false},
    {"yes", NULL, false},
    {"y", NULL, false},
    {"true", NULL, false},
    {"t", NULL, false},
    {"1", NULL, false},
    {"x", NULL, false},
    {"\u2713", NULL, false},
    {"\u2714", NULL, false},
    {"E", "EHCP", true},
    {"EHCP", "EHCP", true},
    {"S", "EHCP", true},
    {"statement", "EHCP", true},
    {"education, health and care plan", "EHCP", true},
    {"K", "SEN", true},
    {"SEN support", "SEN", true},
    {"A", "SEN", true},
    {"P", "SEN", true},
    {"no special educational need", "", true},
    {"no SEN", "", true},
};

/* A census code with its words, "K - SEN support", says the same twice. */
static const char *first_code(struct ht_import *import, const char *cell)
{
    const char *dash = strstr(cell, " - ");
    return dash && dash > cell ? ht_import_made(import, "%.*s", (int)(dash - cell), cell) : cell;
}

/* The flag that a cell means, "" for none; NULL after a note where it means nothing. */
static const char *flag_of(struct ht_import *import, const struct ht_table *table,
                           enum ht_column column, const char *flag)
{
    const char *cell = ht_table_cell(table, column);
    const char *code = column == HT_COL_SEN ? first_code(import, cell) : cell;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (!strcasecmp(code, words[n].word) && (column == HT_COL_SEN || !words[n].is_sen))
            return words[n].flag ? words[n].flag : flag;
    if (!strcasecmp(cell, flag))
        return flag;
    ht_note(import->notes, HT_NOTE_DROPPED, ht_table_where(table),
            "cells of a flag that are neither yes nor no, nor a code that is known", "%s '%s'",
            ht_column_name(column), cell);
    return NULL;
}

void ht_student_flags(struct ht_import *import, const struct ht_table *table,
                      struct ht_import_student *student)
{
    static const struct {
        enum ht_column column;
        const char *flag, *all; /* of a yes, and those that the column can say */
    } flags[] = {
        {HT_COL_PP, "PP", "PP"},    {HT_COL_SEN, "SEN", "SEN;EHCP"}, {HT_COL_EHCP, "EHCP", "EHCP"},
        {HT_COL_LAC, "LAC", "LAC"}, {HT_COL_EAL, "EAL", "EAL"},
    };
    student->flags = student->told_flags = "";
    for (size_t n = 0; n < sizeof flags / sizeof *flags; n++) {
        const char *flag = ht_table_has(table, flags[n].column)
                               ? flag_of(import, table, flags[n].column, flags[n].flag)
                               : NULL;
        if (!flag)
            continue;
        student->flags = ht_import_join_lists(import, student->flags, flag);
        student->told_flags = ht_import_join_lists(import, student->told_flags, flags[n].all);
    }
}
