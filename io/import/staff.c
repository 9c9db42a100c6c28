/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A list of staff, a row a person: names, codes and rooms of mentors. It makes no lessons. */
#include "io/base/cells.h"
#include "io/base/person.h"
#include "io/gather/lists.h"
#include "io/gather/table.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CODE, NAME, SURNAME, FORENAME, ROLE, ROOM, OTHER };

static const struct ht_heading headings[] = {
    {.text = "Code", .column = CODE},
    {.text = "Staff code", .column = CODE},
    {.text = "Staff ID", .column = CODE},
    {.text = "Initials", .column = CODE},
    {.text = "Staff initials", .column = CODE},
    {.text = "Teacher code", .column = CODE},
    {.text = "Short name", .column = CODE},
    {.text = "Name", .column = NAME},
    {.text = "Full name", .column = NAME},
    {.text = "Staff name", .column = NAME},
    {.text = "Staff", .column = NAME},
    {.text = "Display name", .column = NAME},
    {.text = "Preferred name", .column = NAME},
    {.text = "Surname", .column = SURNAME},
    {.text = "Last name", .column = SURNAME},
    {.text = "Family name", .column = SURNAME},
    {.text = "Legal surname", .column = SURNAME},
    {.text = "Preferred surname", .column = SURNAME},
    {.text = "Forename", .column = FORENAME},
    {.text = "First name", .column = FORENAME},
    {.text = "Given name", .column = FORENAME},
    {.text = "Legal forename", .column = FORENAME},
    {.text = "Preferred forename", .column = FORENAME},
    {.text = "Role", .column = ROLE},
    {.text = "Job title", .column = ROLE},
    {.text = "Job role", .column = ROLE},
    {.text = "Post", .column = ROLE},
    {.text = "Position", .column = ROLE},
    {.text = "Room", .column = ROOM},
    {.text = "Room code", .column = ROOM},
    {.text = "Room name", .column = ROOM},
    {.text = "Main room", .column = ROOM},
    /* who has one of these is a student */
    {.text = "Student", .column = OTHER},
    {.text = "Pupil", .column = OTHER},
    {.text = "Adno", .column = OTHER},
    {.text = "UPN", .column = OTHER},
};
static const struct ht_headings known = {.headings = headings,
                                         .count = sizeof headings / sizeof *headings};

/* Lessons have these, or students, who alone have forms and years. */
static bool is_about_others(struct ht_table *table)
{
    static const enum ht_column theirs[] = {HT_COL_FORM, HT_COL_YEAR,  HT_COL_DAY,    HT_COL_PERIOD,
                                            HT_COL_SLOT, HT_COL_CLASS, HT_COL_SUBJECT};
    for (size_t n = 0; n < sizeof theirs / sizeof *theirs; n++)
        if (ht_table_has(table, theirs[n]))
            return true;
    return false;
}

static bool is_staff(struct ht_table *table)
{
    return (ht_table_has(table, NAME) || ht_table_has(table, SURNAME)) &&
           (ht_table_has(table, ROLE) || ht_table_has(table, CODE)) && !ht_table_has(table, OTHER);
}

static bool recognises(const struct ht_source *source)
{
    return ht_table_is(source, &known, is_staff) &&
           !ht_table_is(source, &(struct ht_headings){.has_usual = true}, is_about_others);
}

static void read_row(struct ht_import *import, const struct ht_table *table)
{
    struct ht_where where = ht_table_where(table);
    struct ht_person person = ht_person_new(
        ht_table_cell(table, NAME), ht_table_cell(table, SURNAME), ht_table_cell(table, FORENAME));
    const char *id = *ht_table_cell(table, CODE) ? ht_table_cell(table, CODE) : person.shown;
    import->row_count++;
    if (!*id || ht_cell_plain(id)) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                *id ? "a spreadsheet would run the code or name as a formula" : "nobody is named",
                "'%s'", id);
    } else {
        HT_GROW(import->staff, import->staff_count, import->staff_capacity);
        import->staff[import->staff_count++] = (struct ht_import_staff){
            .id = ht_import_text(import, id),
            .name = ht_import_text(import, person.shown),
            .role = ht_import_text(import, ht_table_cell(table, ROLE)),
            .room = ht_import_text(import, ht_table_cell(table, ROOM)),
            .file = ht_strings_add(import->files, where.file),
            .line = (uint32_t)where.line,
        };
    }
    ht_person_free(&person);
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    for (size_t n = 0; n < sources->count; n++) {
        struct ht_table table;
        if (ht_table_open(&table, &sources->files[n], &known, import->faults)) {
            if (!recognises(&sources->files[n]))
                ht_fault(import->faults, HT_FAULT, sources->files[n].path, 1,
                         "this is no list of staff (Name, or Surname and Forename; Code or Role; "
                         "nothing of students or lessons); export it with these columns");
            ht_table_tell(&table, import);
            while (ht_table_next(&table))
                read_row(import, &table);
        }
        ht_table_close(&table);
    }
}

const struct ht_import_format ht_import_staff = {
    .word = "staff",
    .what = "a list of staff: names, codes and rooms of mentors; alone, or with others of these",
    .recognises = recognises,
    .read = read_files,
};
