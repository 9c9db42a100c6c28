/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Parsing XML that anybody may have written: document types, and with them entities and other
 * files, are refused before anything in them is looked at; nothing is fetched.
 */
#ifndef HT_IO_XML_XML_H
#define HT_IO_XML_XML_H

#include "io/base/diagnostics.h"

#include <libxml/parser.h>

/** libxml2's texts as ours: both are UTF-8. */
#define HT_XML_TEXT(xml) ((const char *)(xml))

/** More than any tag or comment has; the parser must see them as a whole. */
enum { HT_XML_MOST_A_TAG = 1 << 18 };

/** Options of every parser: no network, CDATA is text, lines beyond 65535 are known. */
enum { HT_XML_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES };

/** What stopped a parser. */
struct ht_xml_notes {
    bool has_doctype;
    int line;   /* of the first error */
    char *text; /* of the first error, or NULL; owned */
};

/**
 * Makes a new parser note what stops it; the notes must live as long, and whoever keeps something
 * else in the parser's _private keeps them at its beginning.
 */
void ht_xml_guard(xmlParserCtxt *parser, struct ht_xml_notes *notes);

/** Parses the next bytes of a document, the last ones if it ends. */
void ht_xml_feed(xmlParserCtxt *parser, const char *bytes, int size, bool ends);

/** Parses a document as a whole; NULL where it is no XML. Free with xmlFreeDoc(). */
xmlDoc *ht_xml_parse(const char *bytes, size_t size, struct ht_xml_notes *notes);

/**
 * A fault of what stopped the parser, if anything did: "...; correct it, OR". True where there is
 * none.
 */
bool ht_xml_is_fine(const struct ht_xml_notes *notes, const char *file, const char * or,
                    struct ht_diagnostics *faults);

#endif
