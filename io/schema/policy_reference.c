/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/reference.h"

#include "io/schema/policy.h"
#include "io/schema/policy_value.h"
#include "reports/text/html.h"
#include "solver/base/memory.h"
#include "solver/school/policy.h"

#include <stdlib.h>
#include <string.h>

static bool is_within(const struct ht_policy_element *element, const char *parent)
{
    return strcmp(element->parent, parent) == 0;
}

static bool has_children(const struct ht_policy_element *element)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t n = 0; n < count; n++)
        if (is_within(&elements[n], element->name))
            return true;
    return false;
}

/* ------------------------------------------------------------ for people */

/* The words of a list, in their order, with something between. */
static void write_words(FILE *stream, const char *const *words, const char *between)
{
    for (size_t n = 0; words[n]; n++)
        fprintf(stream, "%s%s", n ? between : "", words[n]);
}

static void write_kinds(FILE *stream, const char *between)
{
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        fprintf(stream, "%s%s", kind ? between : "", ht_kind_word(kind));
}

/* What an attribute may be; nothing of a text or what its meaning tells. */
static void write_values(FILE *stream, const struct ht_policy_attribute *attribute)
{
    switch (attribute->type) {
    case HT_WHOLE:
    case HT_LIMIT:
    case HT_COST:
        fprintf(stream, " (%s number from %lld to %lld%s)", attribute->even ? "an even" : "a whole",
                (long long)attribute->least, (long long)attribute->most,
                attribute->type == HT_LIMIT ? ", or none" : "");
        break;
    case HT_OFTEN:
        fputs(" (1, 2 or 0.5, for instance)", stream);
        break;
    case HT_WORD:
        fputs(" (", stream);
        write_words(stream, attribute->words, " or ");
        fputc(')', stream);
        break;
    case HT_YES:
        fputs(" (yes or no)", stream);
        break;
    case HT_KINDS:
        fputs(" (", stream);
        write_kinds(stream, ", ");
        fputc(')', stream);
        break;
    case HT_UPPER:
    case HT_LOWER:
    case HT_TEXT:
    case HT_RECURS:
    case HT_DELAY:
        break;
    }
}

/* "Minutes of a session (a whole number from 1 to 1440)." */
static void write_attribute(FILE *stream, const struct ht_policy_attribute *attribute)
{
    char *preset = ht_policy_preset_text(attribute);
    char *said = ht_format("%s=\"%s\"", attribute->name, preset);
    fprintf(stream, "  %c %-21s %.*s", attribute->preset ? ' ' : '*', said,
            (int)strlen(attribute->meaning) - 1, attribute->meaning);
    write_values(stream, attribute);
    fputs(".\n", stream);
    free(preset);
    free(said);
}

void ht_write_policy_reference(FILE *stream)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    fputs(HT_POLICY_FILE ": elements in <policy>, in any order; what it leaves out is as "
                         "it stands\nhere; + may be there several times, * must be said\n",
          stream);
    for (size_t n = 0; n < count; n++) {
        bool inner = !is_within(&elements[n], "policy");
        fprintf(stream, "  <%s>%s%s%s: %s%s\n", elements[n].name, inner ? " in <" : "",
                inner ? elements[n].parent : "", inner ? ">" : "", elements[n].meaning,
                elements[n].repeats ? " +" : "");
        for (size_t a = 0; a < elements[n].count; a++)
            write_attribute(stream, &elements[n].attributes[a]);
    }
}

/* ------------------------------------------------------------ the schema */

static void write_pattern(FILE *stream, const char *type, const char *pattern)
{
    ht_html(stream, "          <data type=\"%s\"><param name=\"pattern\">%s</param></data>\n", type,
            pattern);
}

static void write_number(FILE *stream, const struct ht_policy_attribute *attribute)
{
    fprintf(stream,
            "          <data type=\"integer\">\n"
            "            <param name=\"minInclusive\">%lld</param>\n"
            "            <param name=\"maxInclusive\">%lld</param>\n",
            (long long)attribute->least, (long long)attribute->most);
    if (attribute->even)
        fputs("            <param name=\"pattern\">[0-9]*[02468]</param>\n", stream);
    fputs("          </data>\n", stream);
    if (attribute->type == HT_LIMIT)
        fputs("          <value>none</value>\n", stream);
}

/* "*" or kinds with semicolons between. */
static void write_list_of_kinds(FILE *stream)
{
    char *kinds = NULL, *pattern;
    size_t size;
    FILE *words = ht_text_new(&kinds, &size);
    write_kinds(words, "|");
    ht_text_end(words, &kinds);
    pattern = ht_format("\\*|(%s)( *; *(%s))*", kinds, kinds);
    write_pattern(stream, "token", pattern);
    free(pattern);
    free(kinds);
}

static void write_type(FILE *stream, const struct ht_policy_attribute *attribute)
{
    switch (attribute->type) {
    case HT_WHOLE:
    case HT_LIMIT:
    case HT_COST:
        write_number(stream, attribute);
        break;
    case HT_OFTEN:
        write_pattern(stream, "token", "[0-9]+([.,][0-9]+)?|[0-9]+/[0-9]+");
        break;
    case HT_WORD:
        fputs("          <value>", stream);
        write_words(stream, attribute->words, "</value>\n          <value>");
        fputs("</value>\n", stream);
        break;
    case HT_YES:
        fputs("          <value>yes</value>\n          <value>no</value>\n", stream);
        break;
    case HT_KINDS:
        write_list_of_kinds(stream);
        break;
    case HT_RECURS:
        write_pattern(stream, "token", "day|week|[0-9]+ weeks?|fortnight|month|half-term|term");
        break;
    case HT_DELAY:
        write_pattern(stream, "token", "start|end|[0-9]+ (week|day)s?");
        break;
    case HT_UPPER:
    case HT_LOWER:
    case HT_TEXT:
        fputs("          <data type=\"token\"><param name=\"minLength\">1</param></data>\n",
              stream);
        break;
    }
}

/* Blank says nothing, where something need not be said. */
static void write_attribute_schema(FILE *stream, const struct ht_policy_attribute *attribute)
{
    char *preset = ht_policy_preset_text(attribute);
    if (attribute->preset)
        fputs("      <optional>\n", stream);
    ht_html(stream, "      <attribute name=\"%s\"", attribute->name);
    if (attribute->preset)
        ht_html(stream, " a:defaultValue=\"%s\"", preset);
    ht_html(stream,
            ">\n        <a:documentation>%s</a:documentation>\n"
            "        <choice>\n",
            attribute->meaning);
    write_type(stream, attribute);
    if (attribute->preset)
        fputs("          <value/>\n", stream);
    fputs("        </choice>\n      </attribute>\n", stream);
    if (attribute->preset)
        fputs("      </optional>\n", stream);
    free(preset);
}

static void write_children(FILE *stream, const char *parent)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    fputs("      <interleave>\n", stream);
    for (size_t n = 0; n < count; n++) {
        if (!is_within(&elements[n], parent))
            continue;
        const char *often = elements[n].repeats ? "zeroOrMore" : "optional";
        fprintf(stream, "        <%s><ref name=\"%s.%s\"/></%s>\n", often, parent, elements[n].name,
                often);
    }
    fputs("      </interleave>\n", stream);
}

static void write_element_schema(FILE *stream, const struct ht_policy_element *element)
{
    ht_html(stream,
            "  <define name=\"%s.%s\">\n"
            "    <element name=\"%s\">\n"
            "      <a:documentation>%s</a:documentation>\n",
            element->parent, element->name, element->name, element->meaning);
    for (size_t n = 0; n < element->count; n++)
        write_attribute_schema(stream, &element->attributes[n]);
    if (has_children(element))
        write_children(stream, element->name);
    else if (!element->count)
        fputs("      <empty/>\n", stream);
    fputs("    </element>\n  </define>\n", stream);
}

void ht_write_policy_schema(FILE *stream)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
          "<!-- " HT_POLICY_FILE ". Made by 'make schema'; do not edit. -->\n"
          "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
          "         xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\"\n"
          "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
          "  <start>\n    <element name=\"policy\">\n",
          stream);
    write_children(stream, "policy");
    fputs("    </element>\n  </start>\n", stream);
    for (size_t n = 0; n < count; n++)
        write_element_schema(stream, &elements[n]);
    fputs("</grammar>\n", stream);
}
