/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/xml/xml.h"

#include "solver/base/memory.h"

#include <libxml/SAX2.h>
#include <string.h>

/* A document type can make a small file huge; none is needed. */
static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *external,
                           const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    xmlParserCtxt *parser = context;
    struct ht_xml_notes *notes = parser->_private;
    notes->has_doctype = true;
    notes->line = xmlSAX2GetLineNumber(parser);
    xmlStopParser(parser);
}

static void note_error(void *context, xmlErrorPtr error)
{
    xmlParserCtxt *parser = context;
    struct ht_xml_notes *notes = parser->_private;
    if (notes->text || error->level < XML_ERR_ERROR || !error->message)
        return;
    notes->line = error->line;
    notes->text = ht_copy_text(error->message, strcspn(error->message, "\n"));
}

/* What is wrong is noted; libxml2 would print some of it as well. */
static void say_nothing(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

void ht_xml_guard(xmlParserCtxt *parser, struct ht_xml_notes *notes)
{
    parser->_private = notes;
    parser->sax->internalSubset = refuse_doctype;
    parser->sax->serror = note_error;
    xmlSetGenericErrorFunc(NULL, say_nothing);
}

void ht_xml_feed(xmlParserCtxt *parser, const char *bytes, int size, bool ends)
{
    struct ht_xml_notes *notes = parser->_private;
    int error = xmlParseChunk(parser, bytes, size, ends);
    /* Of bytes that are not in the encoding that was named only this tells. */
    if (!error || error == XML_ERR_USER_STOP || notes->text)
        return;
    static const char text[] = "it is not in the encoding that it names";
    notes->text = ht_copy_text(text, strlen(text));
    notes->line = xmlSAX2GetLineNumber(parser);
}

bool ht_xml_is_fine(const struct ht_xml_notes *notes, const char *file, const char * or,
                    struct ht_diagnostics *faults)
{
    int line = notes->line > 0 ? notes->line : 1;
    if (notes->has_doctype)
        ht_fault(faults, HT_FAULT, file, line,
                 "there is a <!DOCTYPE>, which may hide harm; take it away, it is not needed");
    else if (notes->text)
        ht_fault(faults, HT_FAULT, file, line,
                 "this is not XML that can be read (%s); correct it, or %s", notes->text, or);
    return !notes->has_doctype && !notes->text;
}

xmlDoc *ht_xml_parse(const char *bytes, size_t size, struct ht_xml_notes *notes)
{
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser)
        ht_out_of_memory();
    ht_xml_guard(parser, notes);
    xmlDoc *document = xmlCtxtReadMemory(parser, bytes, size, NULL, NULL, HT_XML_OPTIONS);
    xmlFreeParserCtxt(parser);
    return document;
}
