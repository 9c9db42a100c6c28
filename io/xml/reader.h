/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * XML that anybody may have written, node by node: document types, and with them entities and other
 * files, are refused before anything in them is looked at; nothing is fetched.
 */
#ifndef HT_IO_XML_READER_H
#define HT_IO_XML_READER_H

#include "io/xml/tree.h"

#include <sys/types.h>

struct ht_xml_reader;

/** Stores the next bytes, at most so many; their number, 0 at the end, or -1 to stop there. */
typedef ssize_t ht_xml_source(void *context, char *bytes, size_t most);

/** A reader of what a source has; or of a document as a whole, of which faults say more. */
struct ht_xml_reader *ht_xml_reader_new(ht_xml_source *source, void *context);
struct ht_xml_reader *ht_xml_reader_of(const char *bytes, size_t size);
void ht_xml_reader_free(struct ht_xml_reader *reader);

/**
 * The next node, which is then the caller's; NULL at the end, or where it stopped. The source is
 * read on once all nodes of what it gave are taken.
 */
struct ht_xml_node *ht_xml_next(struct ht_xml_reader *reader);

/** More bytes than any tag or comment has, which the parser must see as a whole. */
enum { HT_XML_MOST_A_TAG = 1 << 18 };

/** Whether it stopped at a tag or comment that has more. */
bool ht_xml_is_too_long(const struct ht_xml_reader *reader);

/** The line that it has come to. */
int ht_xml_line(const struct ht_xml_reader *reader);

/** A fault of what stopped it, if anything did: "...; correct it, OR". True where there is none. */
bool ht_xml_is_fine(const struct ht_xml_reader *reader, const char *file, const char * or,
                    struct ht_diagnostics *faults);

#endif
