/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/write.h"

#include "reports/text/csv.h"

#include <string.h>

static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/* ------------------------------------------------------------ XML */

/* Line ends and tabs would be read back as spaces if they stood there as they are. */
static void write_value(FILE *stream, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, "&<>\"\t\n\r");
        fwrite(text, 1, plain, stream);
        text += plain;
        switch (*text++) {
        case '\0':
            return;
        case '&':
            fputs("&amp;", stream);
            break;
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '"':
            fputs("&quot;", stream);
            break;
        default:
            fprintf(stream, "&#%d;", text[-1]);
        }
    }
}

static void write_attribute(FILE *stream, const char *name, const char *value)
{
    fprintf(stream, " %s=\"", name);
    write_value(stream, value);
    putc('"', stream);
}

static void write_row(FILE *stream, const struct ht_record_source *records)
{
    fprintf(stream, "    <%s", records->columns->row);
    for (size_t n = 0; n < records->columns->count; n++) {
        enum ht_column column = records->columns->columns[n].column;
        const char *text = records->cells[column];
        if (*text)
            write_attribute(stream, ht_column_name(column), text);
    }
    fputs("/>\n", stream);
}

static void write_element(FILE *stream, struct ht_record_source *records,
                          struct ht_diagnostics *faults)
{
    const struct ht_file_columns *columns = records->columns;
    if (records->unknown)
        ht_fault(faults, HT_WARNING, columns->name, 1,
                 "the columns of these names are not known and are left out: %s", records->unknown);
    fprintf(stream, "  <%s>\n", columns->element);
    while (ht_record_source_next(records))
        write_row(stream, records);
    fprintf(stream, "  </%s>\n", columns->element);
}

/* Writes an element with what is in it, or a comment; text in a policy means nothing. */
static void write_node(FILE *stream, const struct ht_xml_node *node, int depth)
{
    if (node->kind == HT_XML_COMMENT)
        fprintf(stream, "%*s<!--%s-->\n", 2 * depth, "", node->text);
    if (node->kind != HT_XML_ELEMENT)
        return;
    fprintf(stream, "%*s<%s", 2 * depth, "", node->text);
    for (size_t n = 0; n < node->count; n++)
        write_attribute(stream, node->attributes[n].name, node->attributes[n].value);
    const struct ht_xml_node *part = node->first;
    while (part && part->kind == HT_XML_TEXT)
        part = part->next;
    if (!part) {
        fputs("/>\n", stream);
        return;
    }
    fputs(">\n", stream);
    for (; part; part = part->next)
        write_node(stream, part, depth + 1);
    fprintf(stream, "%*s</%s>\n", 2 * depth, "", node->text);
}

void ht_write_policy_xml(FILE *stream, const struct ht_xml_node *policy)
{
    fputs(declaration, stream);
    write_node(stream, policy, 0);
}

void ht_write_school_xml(FILE *stream, struct ht_school_files *files, struct ht_diagnostics *faults)
{
    const struct ht_xml_node *policy = ht_school_files_policy(files);
    fprintf(stream, "%s<school>\n", declaration);
    if (policy)
        write_node(stream, policy, 1);
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++) {
        if (!ht_file_columns(file)->element)
            continue;
        struct ht_record_source *records = ht_school_files_records(files, file);
        if (records)
            write_element(stream, records, faults);
        ht_record_source_free(records);
    }
    fputs("</school>\n", stream);
}

/* ------------------------------------------------------------ CSV */

/* The columns that are written; their number. */
static size_t list_columns(const struct ht_record_source *records, enum ht_column *columns)
{
    size_t count = 0;
    for (size_t n = 0; n < records->columns->count; n++) {
        const struct ht_column_of *column = &records->columns->columns[n];
        if (records->has[column->column] || ht_record_source_lacks(records, column))
            columns[count++] = column->column;
    }
    return count;
}

void ht_write_records_header(FILE *stream, const struct ht_record_source *records)
{
    enum ht_column columns[HT_COLUMN_COUNT];
    const char *cells[HT_COLUMN_COUNT];
    size_t count = list_columns(records, columns);
    for (size_t n = 0; n < count; n++)
        cells[n] = ht_column_name(columns[n]);
    ht_csv_write_row(stream, cells, count);
}

void ht_write_records_row(FILE *stream, const struct ht_record_source *records)
{
    enum ht_column columns[HT_COLUMN_COUNT];
    const char *cells[HT_COLUMN_COUNT];
    size_t count = list_columns(records, columns);
    for (size_t n = 0; n < count; n++)
        cells[n] = records->cells[columns[n]];
    ht_csv_write_row(stream, cells, count);
}

void ht_write_records_csv(FILE *stream, struct ht_record_source *records)
{
    ht_write_records_header(stream, records);
    while (ht_record_source_next(records))
        ht_write_records_row(stream, records);
}
