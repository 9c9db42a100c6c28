/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/xml.h"

#include "io/base/cells.h"
#include "io/base/file.h"
#include "io/base/suggest.h"
#include "io/schema/policy.h"
#include "io/xml/reader.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BYTES_AT_ONCE = 1 << 15,
    MOST_BYTES_OF_POLICY = 1 << 20,
    MOST_DEPTH = 16,
    NO_COLUMN = -1,
};
static const size_t most_bytes = (size_t)1 << 30;

/* What an element below the outer one is. */
enum { POLICY = HT_FILE_COUNT, UNKNOWN, SECTION_COUNT };

/* Elements that are open, its own included, where one begins. */
enum { SCHOOL_DEPTH = 1, SECTION_DEPTH, ROW_DEPTH };

/* An element below the outer one. */
struct section {
    bool is_there;
    int line;
    unsigned place; /* among the sections, from 1 */
    size_t rows;    /* that are not blank */
    bool has[HT_COLUMN_COUNT];
};

struct ht_school_xml {
    struct ht_record_source records; /* of the rows; first, so that the document is found by it */
    int file;                        /* descriptor */
    char *name;
    struct ht_diagnostics *faults;
    struct section sections[SECTION_COUNT];
    unsigned section_count;
    struct ht_xml_tree policy;
    struct ht_strings *told; /* attributes that a warning was given of */

    struct ht_xml_reader *reader;
    struct ht_xml_node *node; /* that was read last; NULL at the end, or where the policy has it */
    bool is_stopped;
    size_t bytes;     /* parsed so far */
    size_t policy_at; /* bytes when the policy began */
    int section;      /* that is open, or was last */
    unsigned met;     /* place of the last section so far */
};

/* ------------------------------------------------------------ what should not be there */

static void stop(struct ht_school_xml *xml, const char *text)
{
    int line = xml->node ? xml->node->line : ht_xml_line(xml->reader);
    ht_fault(xml->faults, HT_FAULT, xml->name, line, "%s", text);
    xml->is_stopped = true;
}

static void fault_element(struct ht_school_xml *xml, const char *name, const char *parent,
                          const char *best)
{
    char *hint = best ? ht_format("did you mean <%s>?", best)
                      : ht_format("take it away or correct its name");
    ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, xml->node->line, "unknown element",
                     "unknown element <%s> in <%s>; %s", name, parent, hint);
    free(hint);
}

static const char *section_name(int section)
{
    return section == POLICY ? "policy" : ht_file_columns(section)->element;
}

/* Warns once of an attribute that none of the columns is; of a section's there are none. */
static void warn_attribute(struct ht_school_xml *xml, const char *element, const char *name,
                           const struct ht_file_columns *columns)
{
    char *known_by = ht_format("%s/%s", element, name);
    uint32_t count = ht_strings_count(xml->told);
    bool is_new = ht_strings_add(xml->told, known_by) == count;
    free(known_by);
    if (!is_new || !ht_fault_is_shown(xml->faults, HT_WARNING, xml->name, "attribute"))
        return;
    struct ht_suggestion suggestion = {0};
    for (size_t i = 0; columns && i < columns->count; i++)
        ht_suggestion_try(&suggestion, name, ht_column_name(columns->columns[i].column));
    char *hint = suggestion.best ? ht_format("did you mean %s?", suggestion.best)
                                 : ht_format("take it away, or correct its name");
    ht_fault_of_kind(xml->faults, HT_WARNING, xml->name, xml->node->line, "attribute",
                     "<%s> has no attribute %s, which is not read; %s", element, name, hint);
    free(hint);
}

/* ------------------------------------------------------------ rows */

/* The column of a name, which mostly is as it should be. */
static int column_of(const struct ht_file_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (!strcmp(name, ht_column_name(columns->columns[i].column)))
            return columns->columns[i].column;
    for (size_t i = 0; i < columns->count; i++)
        if (ht_cell_same_word(name, ht_column_name(columns->columns[i].column)))
            return columns->columns[i].column;
    return NO_COLUMN;
}

/* Takes the attributes of a row that are not blank; false where all are. */
static bool take_cells(struct ht_school_xml *xml, const char *cells[HT_COLUMN_COUNT])
{
    const struct ht_file_columns *columns = ht_file_columns(xml->section);
    bool is_blank = true;
    for (size_t n = 0; n < xml->node->count; n++) {
        const struct ht_xml_attribute *attribute = &xml->node->attributes[n];
        if (attribute->has_prefix)
            continue;
        int column = column_of(columns, attribute->name);
        const char *value = ht_cell_trim(attribute->value);
        if (column == NO_COLUMN)
            warn_attribute(xml, columns->row, attribute->name, columns);
        if (column == NO_COLUMN || !*value)
            continue;
        cells[column] = value;
        is_blank = false;
    }
    return !is_blank;
}

static void scan_row(struct ht_school_xml *xml)
{
    const struct ht_file_columns *columns = ht_file_columns(xml->section);
    struct section *section = &xml->sections[xml->section];
    const char *cells[HT_COLUMN_COUNT] = {NULL};
    if (strcmp(xml->node->text, columns->row))
        fault_element(xml, xml->node->text, columns->element, columns->row);
    else
        section->rows += take_cells(xml, cells);
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++) {
        if (!cells[column])
            continue;
        section->has[column] = true;
        if (strchr(cells[column], '\x7f'))
            ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, xml->node->line, "control",
                             "%s: there is a control character in '%s'; take it away",
                             ht_column_name(column), cells[column]);
    }
}

/* ------------------------------------------------------------ elements */

static int find_section(const char *name, const char **best)
{
    struct ht_suggestion suggestion = {0};
    for (int section = 0; section <= POLICY; section++) {
        const char *known = section_name(section);
        if (known && !strcmp(known, name))
            return section;
        if (known)
            ht_suggestion_try(&suggestion, name, known);
    }
    *best = suggestion.best;
    return UNKNOWN;
}

/* Notes where a section is; one that is there twice is not looked at. */
static void enter_section(struct ht_school_xml *xml)
{
    struct section *section = &xml->sections[xml->section];
    if (section->is_there) {
        ht_fault(xml->faults, HT_FAULT, xml->name, xml->node->line,
                 "<%s> is already in line %d; make one of the two", xml->node->text, section->line);
        xml->section = UNKNOWN;
        return;
    }
    section->is_there = true;
    section->line = xml->node->line;
    section->place = ++xml->section_count;
    xml->policy_at = xml->bytes;
}

static void scan_section(struct ht_school_xml *xml)
{
    const struct ht_xml_node *node = xml->node;
    const char *best;
    xml->section = find_section(node->text, &best);
    if (xml->section == UNKNOWN)
        fault_element(xml, node->text, "school", best);
    else
        enter_section(xml);
    for (size_t n = 0; n < node->count && xml->section < POLICY; n++)
        if (!node->attributes[n].has_prefix)
            warn_attribute(xml, node->text, node->attributes[n].name, NULL);
}

static void scan_element(struct ht_school_xml *xml)
{
    const struct ht_xml_node *node = xml->node;
    bool is_in_rows = node->depth > SECTION_DEPTH && xml->section < POLICY;
    if (node->depth == SCHOOL_DEPTH && strcmp(node->text, "school")) {
        ht_fault(xml->faults, HT_FAULT, xml->name, node->line,
                 "the document is a <%s>; its outer element must be <school>", node->text);
        xml->is_stopped = true;
    } else if (node->depth == SECTION_DEPTH) {
        scan_section(xml);
    } else if (is_in_rows && node->depth == ROW_DEPTH) {
        scan_row(xml);
    } else if (is_in_rows) {
        fault_element(xml, node->text, ht_file_columns(xml->section)->row, NULL);
    }
    if (node->depth > MOST_DEPTH)
        stop(xml, "elements are nested deeper than any of a school; correct it, or export it anew");
}

static void keep_policy(struct ht_school_xml *xml)
{
    if (xml->bytes - xml->policy_at > MOST_BYTES_OF_POLICY) {
        stop(xml, "the policy has more than 1 MB; is it really one? Leave out what is not needed");
        return;
    }
    ht_xml_tree_add(&xml->policy, xml->node);
    xml->node = NULL;
}

static void scan_node(struct ht_school_xml *xml)
{
    const struct ht_xml_node *node = xml->node;
    if (node->kind == HT_XML_ELEMENT)
        scan_element(xml);
    if (xml->is_stopped)
        return;
    if (xml->section == POLICY && node->depth >= SECTION_DEPTH)
        keep_policy(xml);
    else if (node->kind == HT_XML_TEXT && !ht_xml_is_blank(node))
        ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, node->line, "text",
                         "there is text between the elements; values are attributes, such as "
                         "<student student=\"7001\" year=\"7\"/>");
}

/* ------------------------------------------------------------ reading */

static void free_reader(struct ht_school_xml *xml)
{
    ht_xml_node_free(xml->node);
    xml->node = NULL;
    ht_xml_reader_free(xml->reader);
}

static ssize_t read_bytes(void *context, char *bytes, size_t most)
{
    struct ht_school_xml *xml = context;
    if (xml->bytes > most_bytes) {
        stop(xml, "the file has more than 1024 MB; is it really this file?");
        return -1;
    }
    ssize_t size;
    do
        size = read(xml->file, bytes, most < BYTES_AT_ONCE ? most : BYTES_AT_ONCE);
    while (size < 0 && errno == EINTR);
    if (size < 0) {
        ht_file_or_fail(xml->name);
        ht_fault(xml->faults, HT_FAULT, xml->name, 1,
                 "the file cannot be read (%s); try a fresh copy of it", strerror(errno));
        xml->is_stopped = true;
        return -1;
    }
    xml->bytes += size;
    return size;
}

/* Goes (back) to the document's beginning. */
static void start(struct ht_school_xml *xml)
{
    free_reader(xml);
    xml->reader = ht_xml_reader_new(read_bytes, xml);
    xml->bytes = 0;
    xml->met = 0;
    lseek(xml->file, 0, SEEK_SET);
}

/* Goes to the next node; false at the end. */
static bool next(struct ht_school_xml *xml)
{
    ht_xml_node_free(xml->node);
    xml->node = NULL;
    return (xml->node = ht_xml_next(xml->reader));
}

/* Looks through the whole document; false after a fault that leaves nothing to read. */
static bool scan(struct ht_school_xml *xml)
{
    start(xml);
    while (!xml->is_stopped && next(xml))
        scan_node(xml);
    if (ht_xml_is_too_long(xml->reader))
        stop(xml, "the tag or comment that begins here has more than 256 KB, and nothing after it "
                  "was read; correct it, or export it anew");
    return ht_xml_is_fine(xml->reader, xml->name, "name the folder that holds the school's files",
                          xml->faults) &&
           !xml->is_stopped;
}

/* ------------------------------------------------------------ the document */

struct ht_school_xml *ht_school_xml_open(const char *path, struct ht_diagnostics *faults)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    struct stat about;
    int file = ht_file_open(path, name, true, &about, faults);
    if (file < 0)
        return NULL;
    struct ht_school_xml *xml = HT_NEW(struct ht_school_xml, 1);
    xml->file = file;
    xml->name = ht_copy_text(name, strlen(name));
    xml->faults = faults;
    xml->told = ht_strings_new();
    if (!scan(xml)) {
        ht_school_xml_free(xml);
        return NULL;
    }
    start(xml);
    return xml;
}

void ht_school_xml_free(struct ht_school_xml *xml)
{
    if (!xml)
        return;
    free_reader(xml);
    ht_xml_node_free(xml->policy.root);
    ht_strings_free(xml->told);
    close(xml->file);
    free(xml->name);
    free(xml);
}

const char *ht_school_xml_name(const struct ht_school_xml *xml)
{
    return xml->name;
}

const struct ht_xml_node *ht_school_xml_policy(const struct ht_school_xml *xml)
{
    return xml->policy.root;
}

/* ------------------------------------------------------------ records */

static bool next_row(struct ht_record_source *records)
{
    struct ht_school_xml *xml = (struct ht_school_xml *)records;
    if (records->rows == xml->sections[xml->section].rows)
        return false;
    ht_record_source_clear(records);
    while (next(xml) && xml->node->depth > SCHOOL_DEPTH) {
        const struct ht_xml_node *node = xml->node;
        records->line = node->line;
        if (node->kind == HT_XML_ELEMENT && node->depth == ROW_DEPTH &&
            !strcmp(node->text, records->columns->row) && take_cells(xml, records->cells))
            return true;
    }
    ht_fault(xml->faults, HT_FAULT, xml->name, 1,
             "the file was changed while it was read; try again");
    return false;
}

/* Of the one records there is nothing to free. */
static void end_listing(struct ht_record_source *records)
{
    (void)records;
}

/* Goes to where a section begins, which is mostly the next one. */
static void seek(struct ht_school_xml *xml, enum ht_file file)
{
    const char *best;
    const unsigned place = xml->sections[file].place;
    if (place <= xml->met)
        start(xml);
    while (xml->met < place && next(xml)) {
        if (xml->node->kind != HT_XML_ELEMENT || xml->node->depth != SECTION_DEPTH)
            continue;
        xml->section = find_section(xml->node->text, &best);
        if (xml->sections[xml->section].place > xml->met)
            xml->met = xml->sections[xml->section].place;
    }
}

struct ht_record_source *ht_school_xml_records(struct ht_school_xml *xml, enum ht_file file)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const struct section *section = &xml->sections[file];
    if (!section->is_there && columns->needed)
        ht_fault(xml->faults, HT_FAULT, xml->name, 1,
                 "the element <%s> is missing; add it with a <%s> for each row (%s)",
                 columns->element, columns->row, columns->meaning);
    if (!section->is_there)
        return NULL;
    xml->records = (struct ht_record_source){
        .columns = columns,
        .name = xml->name,
        .faults = xml->faults,
        .next = next_row,
        .free = end_listing,
    };
    memcpy(xml->records.has, section->has, sizeof section->has);
    ht_record_source_clear(&xml->records);
    if (section->rows)
        seek(xml, file);
    xml->section = file;
    return &xml->records;
}
