/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/xml/tree.h"

#include "io/xml/reader.h"

#include <stdlib.h>
#include <string.h>

void ht_xml_node_free(struct ht_xml_node *node)
{
    if (!node)
        return;
    for (struct ht_xml_node *part = node->first, *next; part; part = next) {
        next = part->next;
        ht_xml_node_free(part);
    }
    free(node);
}

char *ht_xml_value(const struct ht_xml_node *element, const char *name)
{
    for (size_t n = 0; n < element->count; n++)
        if (!strcmp(element->attributes[n].name, name))
            return element->attributes[n].value;
    return NULL;
}

bool ht_xml_is_blank(const struct ht_xml_node *text)
{
    return !text->text[strspn(text->text, " \t\r\n")];
}

void ht_xml_tree_add(struct ht_xml_tree *tree, struct ht_xml_node *node)
{
    struct ht_xml_node *parent = tree->open;
    const struct ht_xml_node *before = parent ? parent->last : NULL;
    bool is_more = node->kind == HT_XML_TEXT && before && before->kind == HT_XML_TEXT;
    if (is_more)
        node->line = before->line;
    if (node->kind == HT_XML_END)
        tree->open = parent->parent;
    else if (node->kind == HT_XML_ELEMENT)
        tree->open = node;
    if (node->kind == HT_XML_END || (!parent && tree->root) ||
        (is_more && !ht_xml_is_blank(before)))
        free(node);
    else if (!parent)
        tree->root = node;
    else {
        node->parent = parent;
        node->previous = parent->last;
        *(parent->last ? &parent->last->next : &parent->first) = node;
        parent->last = node;
    }
}

struct ht_xml_node *ht_xml_tree_read(const char *bytes, size_t size, const char *file,
                                     const char * or, struct ht_diagnostics *faults)
{
    struct ht_xml_reader *reader = ht_xml_reader_of(bytes, size);
    struct ht_xml_tree tree = {NULL, NULL};
    for (struct ht_xml_node *node; (node = ht_xml_next(reader));)
        ht_xml_tree_add(&tree, node);
    bool is_fine = ht_xml_is_fine(reader, file, or, faults);
    ht_xml_reader_free(reader);
    if (is_fine)
        return tree.root;
    ht_xml_node_free(tree.root);
    return NULL;
}
