/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/formats.h"

#include "io/csv/reader.h"
#include "io/gather/lists.h"
#include "io/gather/slots.h"
#include "io/gather/table.h"
#include "io/gather/years.h"
#include "io/xml/tree.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    LOOKED_AT = 1 << 18, /* bytes by which a file shows its format */
    BEGINNING = 4096,    /* bytes in which the outer element of school.xml is to begin */
};

static bool is_school(const struct ht_source *source)
{
    return memmem(source->bytes, source->size < BEGINNING ? source->size : BEGINNING, "<school",
                  strlen("<school"));
}

/* io/update/folder.c lays it out. */
const struct ht_import_format ht_import_xml = {
    .word = "xml",
    .what = "school.xml: a whole school as 'halfterm export' writes it; replaces what it says",
    .recognises = is_school,
};

#define ADDRESS(name) &ht_import_##name,
const struct ht_import_format *const ht_import_formats[] = {HT_IMPORT_FORMATS(ADDRESS) NULL};

const struct ht_import_format *ht_import_format(const char *word)
{
    for (size_t n = 0; ht_import_formats[n]; n++)
        if (!strcmp(ht_import_formats[n]->word, word))
            return ht_import_formats[n];
    return NULL;
}

/* What makes no sense as a table explains why it was not recognised. */
static bool fault_broken(const struct ht_source *source, struct ht_diagnostics *faults)
{
    if (!strncmp(source->bytes, "%PDF", 4)) {
        ht_fault(faults, HT_FAULT, source->path, 1,
                 "this is a PDF, which is made to be looked at and has no rows; export the report "
                 "once more, as CSV or for Excel");
        return true;
    }
    if (*ht_source_beginning(source) == '<') {
        struct ht_xml_node *tree = ht_xml_tree_read(source->bytes, source->size, source->path,
                                                    "export it once more", faults);
        bool is_xml = tree;
        if (is_xml)
            ht_fault(faults, HT_FAULT, source->path, tree->line,
                     "this is XML whose outer element is <%s>, which is no format that is known; "
                     "export it for one of those that 'halfterm import --help' lists",
                     tree->text);
        ht_xml_node_free(tree);
        return ht_diagnostics_count(faults, HT_FAULT) > 0;
    }
    struct ht_csv_reader *rows =
        ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (rows)
        ht_csv_reader_start(rows, ht_csv_reader_delimiter(rows, NULL, NULL), false);
    while (rows && ht_csv_reader_next(rows))
        ;
    ht_csv_reader_free(rows);
    return ht_diagnostics_count(faults, HT_FAULT) > 0;
}

/* What a source begins with, as far as it is looked at; in a text of its own, to be freed. */
static struct ht_source beginning(const struct ht_source *source)
{
    size_t size = source->size < LOOKED_AT ? source->size : LOOKED_AT;
    const char *end = size < source->size ? memrchr(source->bytes, '\n', size) : NULL;
    size = end ? (size_t)(end + 1 - source->bytes) : size;
    return (struct ht_source){
        .path = source->path, .bytes = ht_copy_text(source->bytes, size), .size = size};
}

static const struct ht_import_format *format_of(const struct ht_source *source)
{
    const struct ht_import_format *found = NULL;
    struct ht_source start = beginning(source);
    for (size_t n = 0; ht_import_formats[n] && !found; n++)
        if (ht_import_formats[n]->recognises(&start))
            found = ht_import_formats[n];
    free(start.bytes);
    return found;
}

static bool has_subjects(struct ht_table *table)
{
    return ht_table_has(table, HT_COL_SUBJECT);
}

/* A table of students without lessons, which goes with lessons of others. */
static bool is_list_of_students(const struct ht_source *source)
{
    return format_of(source) == &ht_import_csv &&
           !ht_table_is(source, &(struct ht_headings){.has_usual = true}, has_subjects);
}

/* Which lacks something, that its reader will name. */
static bool is_of_lessons(struct ht_table *table)
{
    return ht_table_has(table, HT_COL_SUBJECT) &&
           (ht_table_has(table, HT_COL_DAY) || ht_table_has(table, HT_COL_PERIOD));
}

static void fault_two(const struct ht_source *source, const struct ht_import_format *is,
                      const struct ht_source *first, const struct ht_import_format *found,
                      struct ht_diagnostics *faults)
{
    ht_fault(faults, HT_FAULT, source->path, 1,
             "this looks like %s, but %s like %s; import them one after another, or say the format",
             is->word, first->path, found->word);
}

const struct ht_import_format *ht_import_recognise(const struct ht_sources *sources,
                                                   struct ht_diagnostics *faults)
{
    const struct ht_import_format *found = NULL, *staff = NULL;
    const struct ht_source *first = NULL, *students = NULL;
    for (size_t n = 0; n < sources->count; n++) {
        const struct ht_source *source = &sources->files[n];
        const struct ht_import_format *format = format_of(source);
        if (format == &ht_import_staff) {
            staff = format;
            continue;
        }
        if (format == &ht_import_csv && is_list_of_students(source)) {
            students = students ? students : source;
            continue;
        }
        if (found && format && format != found) {
            fault_two(source, format, first, found, faults);
            return NULL;
        }
        first = found ? first : source;
        found = found ? found : format;
    }
    if (found && students && found != &ht_import_csv && found != &ht_import_sims) {
        fault_two(students, &ht_import_csv, first, found, faults);
        return NULL;
    }
    found = found ? found : students ? &ht_import_csv : staff;
    if (found || !sources->count || fault_broken(&sources->files[0], faults))
        return found;
    if (ht_table_is(&sources->files[0], &(struct ht_headings){.has_usual = true}, is_of_lessons))
        return &ht_import_csv;
    char *words = ht_copy_text("", 0);
    for (size_t n = 0; ht_import_formats[n]; n++)
        words = ht_list_join(words, ", ", ht_import_formats[n]->word);
    ht_fault(faults, HT_FAULT, sources->files[0].path, 1,
             "it is not plain from its content which format this is; say it before the file: %s",
             words);
    free(words);
    return NULL;
}

void ht_import_read(struct ht_import *import, const struct ht_import_format *format,
                    const struct ht_sources *sources)
{
    struct ht_sources staff = {0}, students = {0}, others = {0};
    /* Formats of several files know what else is among these. */
    bool is_of_tables =
        format == &ht_import_csv || format == &ht_import_sims || format == &ht_import_staff;
    for (size_t n = 0; n < sources->count; n++) {
        const struct ht_source *source = &sources->files[n];
        /* It takes time, and only these may be another's. */
        bool may_be_other = sources->count > 1 && (ht_import_staff.recognises(source) ||
                                                   (source->is_part && is_of_tables));
        const struct ht_import_format *is = may_be_other ? format_of(source) : format;
        if (source->is_part && is_of_tables && !is && !import->wishes.map) {
            ht_note(import->notes, HT_NOTE_DROPPED, (struct ht_where){source->path, 0},
                    "files of which nothing is read", "%s", ht_source_name(source));
            continue;
        }
        bool is_list =
            format == &ht_import_sims && sources->count > 1 && is_list_of_students(source);
        struct ht_sources *to = is == &ht_import_staff ? &staff : is_list ? &students : &others;
        HT_GROW(to->files, to->count, to->capacity);
        to->files[to->count++] = *source;
    }
    if (others.count)
        format->read(import, &others);
    if (students.count)
        ht_import_csv.read(import, &students);
    if (staff.count)
        ht_import_staff.read(import, &staff);
    /* The texts are those of the sources. */
    free(staff.files);
    free(students.files);
    free(others.files);
    ht_check_weeks(import);
    ht_settle_years(import);
    ht_import_forget(import);
}
