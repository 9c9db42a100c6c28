/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * school.xml: everything of a school's folder in one document, which data/school.rng describes.
 * Names of elements and attributes are those of io/schema/columns.h and io/schema/policy.h;
 * elements may come in any order, but in that of enum ht_file they are read without going back.
 *
 * The document is looked through once when it is opened, and its rows are then read as a stream:
 * its size does not matter for memory.
 */
#ifndef HT_IO_SCHOOL_XML_H
#define HT_IO_SCHOOL_XML_H

#include "io/records/source.h"
#include "io/xml/tree.h"

struct ht_school_xml;

/**
 * Opens a document, a file that can be read twice; NULL with a fault where it cannot be read or is
 * no XML. Elements that it should not have are faults, attributes warnings. Free with
 * ht_school_xml_free().
 */
struct ht_school_xml *ht_school_xml_open(const char *path, struct ht_diagnostics *faults);

/** Closes a document, once its records are freed; NULL is fine. */
void ht_school_xml_free(struct ht_school_xml *xml);

/** The document's name for messages: its file's. */
const char *ht_school_xml_name(const struct ht_school_xml *xml);

/**
 * The rows of a file's element, to be freed before the next ones are asked for. NULL where there is
 * no such element: with a fault where a school needs it.
 */
struct ht_record_source *ht_school_xml_records(struct ht_school_xml *xml, enum ht_file file);

/** The element policy, as the document's own; NULL where there is none. */
const struct ht_xml_node *ht_school_xml_policy(const struct ht_school_xml *xml);

#endif
