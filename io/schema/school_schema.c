/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/reference.h"

#include "io/schema/columns.h"
#include "reports/text/html.h"

/* Values are what cells are, which the readers hold to account: any text here. */
static void write_column(FILE *stream, const struct ht_column_of *column)
{
    ht_html(stream,
            "      <optional>\n        <attribute name=\"%s\">\n"
            "          <a:documentation>%s</a:documentation>\n"
            "        </attribute>\n      </optional>\n",
            ht_column_name(column->column), column->meaning);
}

static void write_row(FILE *stream, const struct ht_file_columns *file)
{
    ht_html(stream,
            "  <define name=\"%s\">\n    <element name=\"%s\">\n"
            "      <a:documentation>%s</a:documentation>\n",
            file->element, file->row, file->meaning);
    for (size_t n = 0; n < file->count; n++)
        write_column(stream, &file->columns[n]);
    fputs("      <empty/>\n    </element>\n  </define>\n", stream);
}

static void write_file(FILE *stream, const struct ht_file_columns *file)
{
    const char *indent = file->needed ? "" : "  ";
    if (!file->needed)
        fputs("        <optional>\n", stream);
    ht_html(stream, "%s        <element name=\"%s\">\n", indent, file->element);
    ht_html(stream, "%s          <zeroOrMore><ref name=\"%s\"/></zeroOrMore>\n", indent,
            file->element);
    ht_html(stream, "%s        </element>\n", indent);
    if (!file->needed)
        fputs("        </optional>\n", stream);
}

void ht_write_school_schema(FILE *stream)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
          "<!-- " HT_SCHOOL_FILE ". Made by 'make schema'; do not edit. -->\n"
          "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
          "         xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\">\n"
          "  <start>\n    <element name=\"school\">\n      <interleave>\n"
          "        <optional><externalRef href=\"policy.rng\"/></optional>\n",
          stream);
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++)
        if (ht_file_columns(file)->element)
            write_file(stream, ht_file_columns(file));
    fputs("      </interleave>\n    </element>\n  </start>\n", stream);
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++)
        if (ht_file_columns(file)->element)
            write_row(stream, ht_file_columns(file));
    fputs("</grammar>\n", stream);
}
