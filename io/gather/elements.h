/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * XML of any size, which anybody may have written, by a table of the elements that matter. Such an
 * element is read as a whole and put into a list; what it says is asked by paths in it.
 */
#ifndef HT_IO_GATHER_ELEMENTS_H
#define HT_IO_GATHER_ELEMENTS_H

#include "io/base/source.h"
#include "io/gather/lists.h"
#include "io/xml/tree.h"

/** An element that was read as a whole; of those around it only their tags are there, and only
 * while it is taken. */
struct ht_record {
    const struct ht_element *is;
    const struct ht_xml_node *element;
    struct ht_where where, end; /* its start tag and its end tag */
    uint32_t number;            /* what the format makes of it; 0 until then */
    bool is_kept;               /* it lasts until ht_import_forget(): it is in a list */
};

/** What becomes of elements of a name, unless they lie in one that is read as a whole. */
struct ht_element {
    const char *name, *parent; /* parent: what it must lie in; NULL: anything */
    size_t list;               /* place of its list in what reads, made if NULL; 0: none */
    const char *id;            /* path of what tells records apart; NULL: nothing does */
    /** Called at the start tag; and, instead of ht_element_add(), once all was read. */
    void (*start)(void *reading, const struct ht_xml_node *element);
    void (*take)(void *reading, struct ht_record *record);
};

/**
 * Reads a file by a table that ends with {0}, for a format's own struct, which begins with its
 * `struct ht_import *`. False with a fault where it is no XML, has a document type or nests too
 * deep. Where the table has the outermost element, parts of that of which nothing is read are
 * noted.
 */
bool ht_elements_read(void *reading, const struct ht_source *source,
                      const struct ht_element *elements);

/** Adds a record to the list of its element; NULL after a note where another one has its id. */
struct ht_record *ht_element_add(void *reading, struct ht_record *record);

/**
 * What a path says in an element or record, trimmed, or "". A path is an attribute, the text of a
 * part, or a path in that part ("Day/Reference"); or several ("classids|classid"), of which the
 * first counts that says something.
 */
const char *ht_element_says(const struct ht_xml_node *element, const char *path);
const char *ht_says(const struct ht_record *record, const char *path);

/** The text of an element without parts, trimmed. */
const char *ht_element_text(const struct ht_xml_node *element);

/** The first element of that name among the parts; or the next one after a part. NULL: none. */
const struct ht_xml_node *ht_element_part(const struct ht_xml_node *element, const char *name);
const struct ht_xml_node *ht_element_next(const struct ht_xml_node *part);

/** Whether it is of that name. */
bool ht_element_is(const struct ht_xml_node *element, const char *name);

/** Whether the file looks like XML with that outermost element, right or wrong. */
bool ht_elements_have_root(const struct ht_source *source, const char *name);

#endif
