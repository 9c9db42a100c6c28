/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What XML consists of: tags, texts and comments, one after the other or as a tree of elements.
 */
#ifndef HT_IO_XML_TREE_H
#define HT_IO_XML_TREE_H

#include "io/base/diagnostics.h"

enum ht_xml_kind {
    HT_XML_ELEMENT, /* its start tag, or in a tree the whole of it */
    HT_XML_END,     /* an end tag; in no tree */
    HT_XML_TEXT,    /* a piece of one */
    HT_XML_COMMENT,
};

/** An attribute; names are without prefix. */
struct ht_xml_attribute {
    const char *name;
    char *value;     /* not trimmed */
    bool has_prefix; /* it is of another vocabulary */
};

struct ht_xml_node {
    enum ht_xml_kind kind;
    int line;         /* on which the tag or the text ends */
    int depth;        /* elements that are open, its own included */
    const char *text; /* the name of an element, or what the text or comment says */
    struct ht_xml_node *parent, *first, *last, *previous, *next; /* in a tree; NULL: none */
    size_t count;                                                /* of attributes */
    struct ht_xml_attribute attributes[];
};

/** A tree that grows by nodes in the order of their reading; begins with NULLs. */
struct ht_xml_tree {
    struct ht_xml_node *root; /* free with ht_xml_node_free() */
    struct ht_xml_node *open; /* the element that the next node is in */
};

/**
 * Adds a node, which becomes the tree's. Of a text in pieces a blank one and the first that is not
 * are kept, on the first one's line; what comes after the root is not.
 */
void ht_xml_tree_add(struct ht_xml_tree *tree, struct ht_xml_node *node);

/**
 * Reads a document as a whole; comments before its outer element are the first ones in that. NULL
 * where it is no XML, with the fault of ht_xml_is_fine(). Free with ht_xml_node_free().
 */
struct ht_xml_node *ht_xml_tree_read(const char *bytes, size_t size, const char *file,
                                     const char * or, struct ht_diagnostics *faults);

/** Frees a node with all that is in it; NULL is fine. */
void ht_xml_node_free(struct ht_xml_node *node);

/** The value of an element's attribute, or NULL. */
char *ht_xml_value(const struct ht_xml_node *element, const char *name);

/** Whether a text is only white space. */
bool ht_xml_is_blank(const struct ht_xml_node *text);

#endif
