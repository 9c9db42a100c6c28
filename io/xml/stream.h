/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * XML of any size read as a stream of elements, which anybody may have written: see
 * io/xml/reader.h.
 */
#ifndef HT_IO_XML_STREAM_H
#define HT_IO_XML_STREAM_H

#include "io/base/source.h"

#include <stdbool.h>

struct ht_xml_node;

/** An element; its texts last for one call. */
struct ht_xml_element {
    const char *name;
    const char *parent; /* the name of the element around it, "" for the outermost one */
    const char *text;   /* what stands in it, trimmed; "" at its start, or where it has parts */
    const struct ht_xml_node *tag; /* for ht_xml_attribute() */
    int line;                      /* of its start tag or end tag */
};

/** What is called for each element; either may be NULL. */
struct ht_xml_listener {
    void (*start)(void *context, const struct ht_xml_element *element);
    void (*end)(void *context, const struct ht_xml_element *element); /* has no attributes */
};

/** Reads a file; false with a fault where it is no XML, has a document type or nests too deep. */
bool ht_xml_read(const struct ht_source *source, const struct ht_xml_listener *listener,
                 void *context, struct ht_diagnostics *faults);

/** The value of an attribute, trimmed; "" where there is none. */
const char *ht_xml_attribute(const struct ht_xml_element *element, const char *name);

/** Whether the file looks like XML with that outermost element, right or wrong. */
bool ht_xml_has_root(const struct ht_source *source, const char *name);

#endif
