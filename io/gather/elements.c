/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/elements.h"

#include "io/base/cells.h"
#include "io/xml/reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

struct walk {
    void *reading;
    const struct ht_source *source;
    const struct ht_element *elements;
    size_t used;                 /* bytes of the source */
    struct ht_xml_node *open;    /* the innermost element, in the others that are */
    struct ht_xml_node *taken;   /* the element whose parts are kept; NULL: none */
    const struct ht_element *is; /* what that is */
    char *text;                  /* in the taken element since the last tag, if size is not 0 */
    size_t size;
    bool is_root_known; /* the table names it */
    bool is_part_read;  /* likewise something in the root's part that is open */
};

/* ------------------------------------------------------------ what elements say */

bool ht_element_is(const struct ht_xml_node *element, const char *name)
{
    return element->kind == HT_XML_ELEMENT && !strcmp(element->text, name);
}

/* The first of these parts, or after them, that has the name, so many bytes long. */
static const struct ht_xml_node *find_part(const struct ht_xml_node *part, const char *name,
                                           size_t length)
{
    while (part && (part->kind != HT_XML_ELEMENT || strncmp(part->text, name, length) != 0 ||
                    part->text[length]))
        part = part->next;
    return part;
}

const struct ht_xml_node *ht_element_part(const struct ht_xml_node *element, const char *name)
{
    return find_part(element->first, name, strlen(name));
}

const struct ht_xml_node *ht_element_next(const struct ht_xml_node *part)
{
    return find_part(part->next, part->text, strlen(part->text));
}

const char *ht_element_text(const struct ht_xml_node *element)
{
    const struct ht_xml_node *part = element->first;
    return part && part->kind == HT_XML_TEXT ? part->text : "";
}

/* What one path says, so many bytes long. */
static const char *says(const struct ht_xml_node *element, const char *path, size_t length)
{
    const char *slash = memchr(path, '/', length);
    size_t first = slash ? (size_t)(slash - path) : length;
    for (size_t n = 0; n < element->count && !slash; n++) {
        const struct ht_xml_attribute *attribute = &element->attributes[n];
        if (*attribute->name == *path && !strncmp(attribute->name, path, length) &&
            !attribute->name[length])
            return ht_cell_trim(attribute->value);
    }
    const struct ht_xml_node *part = find_part(element->first, path, first);
    if (part && slash)
        return says(part, slash + 1, length - first - 1);
    return part ? ht_element_text(part) : "";
}

const char *ht_element_says(const struct ht_xml_node *element, const char *path)
{
    for (;;) {
        size_t length = strcspn(path, "|");
        const char *text = says(element, path, length);
        if (*text || !path[length])
            return text;
        path += length + 1;
    }
}

const char *ht_says(const struct ht_record *record, const char *path)
{
    return ht_element_says(record->element, path);
}

/* ------------------------------------------------------------ records */

static struct ht_import *import_of(void *reading)
{
    return *(struct ht_import **)reading;
}

static struct ht_list **list_of(void *reading, const struct ht_element *element)
{
    return (struct ht_list **)((char *)reading + element->list);
}

static void keep(struct ht_import *import, const struct ht_xml_node *node)
{
    ht_import_keep(import, (void *)node);
    for (const struct ht_xml_node *part = node->first; part; part = part->next)
        keep(import, part);
}

struct ht_record *ht_element_add(void *reading, struct ht_record *record)
{
    const struct ht_element *is = record->is;
    const char *id = is->id ? ht_says(record, is->id) : NULL;
    struct ht_record *added = ht_list_add(*list_of(reading, is), id);
    if (!added) {
        ht_note(import_of(reading)->notes, HT_NOTE_DROPPED, record->where,
                "elements with the id of another one", "<%s %s=\"%s\">", is->name, is->id, id);
        return NULL;
    }
    keep(import_of(reading), record->element);
    record->is_kept = true;
    *added = *record;
    return added;
}

/* ------------------------------------------------------------ elements, one by one */

static const struct ht_element *find_element(const struct walk *walk,
                                             const struct ht_xml_node *node)
{
    for (const struct ht_element *element = walk->elements; element->name; element++)
        if (!strcmp(element->name, node->text) &&
            (!element->parent || (node->parent && ht_element_is(node->parent, element->parent))))
            return element;
    return NULL;
}

static void add_part(struct ht_xml_node *element, struct ht_xml_node *part)
{
    part->parent = element;
    *(element->last ? &element->last->next : &element->first) = part;
    element->last = part;
}

static void begin(struct walk *walk, struct ht_xml_node *node)
{
    if (walk->taken)
        add_part(walk->open, node);
    node->parent = walk->open;
    walk->open = node;
    walk->size = 0;
    const struct ht_element *is = walk->taken ? NULL : find_element(walk, node);
    bool is_root = !node->parent;
    walk->is_root_known |= is_root && is;
    walk->is_part_read = (walk->is_part_read && !is_root && node->parent->parent) || is;
    if (is && is->start)
        is->start(walk->reading, node);
    if (is && (is->take || is->list)) {
        walk->taken = node;
        walk->is = is;
    }
}

static void add_text(struct walk *walk, const char *text)
{
    size_t length = strlen(text);
    walk->text = ht_resize(walk->text, walk->size + length + 1, 1);
    memcpy(walk->text + walk->size, text, length + 1);
    walk->size += length;
}

/* What stands in an element without parts becomes its only one. */
static void keep_text(struct walk *walk)
{
    const char *text = walk->size ? ht_cell_trim(walk->text) : "";
    if (!*text || walk->open->first)
        return;
    struct ht_xml_node *node = ht_alloc(1, sizeof *node + strlen(text) + 1);
    node->kind = HT_XML_TEXT;
    node->text = strcpy((char *)(node + 1), text);
    add_part(walk->open, node);
}

static void end(struct walk *walk, int line)
{
    struct ht_xml_node *left = walk->open;
    const char *file = walk->source->path;
    struct ht_record record = {walk->is, left, {file, left->line}, {file, line}, 0, false};
    walk->open = left->parent;
    bool is_part = left->parent && !left->parent->parent;
    if (is_part && walk->is_root_known && !walk->is_part_read)
        ht_note(import_of(walk->reading)->notes, HT_NOTE_DROPPED, record.where,
                "parts of the file that are not read", "<%s>", left->text);
    if (walk->taken == left) {
        if (walk->is->take)
            walk->is->take(walk->reading, &record);
        else
            ht_element_add(walk->reading, &record);
        walk->taken = NULL;
        left->parent = NULL; /* it goes before what is kept */
    }
    if (!walk->taken && !record.is_kept)
        ht_xml_node_free(left);
}

/* Takes a node over. */
static void take(struct walk *walk, struct ht_xml_node *node)
{
    if (node->kind == HT_XML_ELEMENT) {
        begin(walk, node);
        return;
    }
    if (walk->taken && node->kind == HT_XML_TEXT)
        add_text(walk, node->text);
    if (node->kind == HT_XML_END) {
        if (walk->taken)
            keep_text(walk);
        walk->size = 0;
        end(walk, node->line);
    }
    free(node);
}

/* ------------------------------------------------------------ parsing */

static ssize_t read_bytes(void *context, char *bytes, size_t most)
{
    struct walk *walk = context;
    size_t left = walk->source->size - walk->used, size = left < most ? left : most;
    memcpy(bytes, walk->source->bytes + walk->used, size);
    walk->used += size;
    return size;
}

/* Reads all; false after a fault. */
static bool read_nodes(struct walk *walk, struct ht_xml_reader *reader)
{
    const char *file = walk->source->path;
    struct ht_diagnostics *faults = import_of(walk->reading)->faults;
    for (struct ht_xml_node *node; (node = ht_xml_next(reader)); take(walk, node)) {
        if (node->depth <= DEEPEST)
            continue;
        ht_fault(faults, HT_FAULT, file, node->line,
                 "elements lie in one another more than %d deep, which no such export has; export "
                 "it again",
                 DEEPEST);
        free(node);
        return false;
    }
    bool is_fine = ht_xml_is_fine(reader, file, "export it again", faults);
    bool is_too_long = ht_xml_is_too_long(reader);
    if (is_fine && is_too_long)
        ht_fault(faults, HT_FAULT, file, ht_xml_line(reader),
                 "the tag or comment that begins here has more than %d KB, which no such export "
                 "has; export it again",
                 HT_XML_MOST_A_TAG >> 10);
    return is_fine && !is_too_long;
}

bool ht_elements_read(void *reading, const struct ht_source *source,
                      const struct ht_element *elements)
{
    if (!source->size) {
        ht_fault(import_of(reading)->faults, HT_FAULT, source->path, 1,
                 "the file is blank; export it again");
        return false;
    }
    for (const struct ht_element *element = elements; element->name; element++) {
        struct ht_list **list = list_of(reading, element);
        if (element->list && !*list)
            *list = HT_LIST(import_of(reading), struct ht_record);
    }
    struct walk walk = {.reading = reading, .source = source, .elements = elements};
    struct ht_xml_reader *reader = ht_xml_reader_new(read_bytes, &walk);
    bool is_fine = read_nodes(&walk, reader);
    /* What is open after a fault: the taken element has its parts, the others have none. */
    struct ht_xml_node *open = walk.taken ? walk.taken : walk.open;
    for (struct ht_xml_node *parent; open; open = parent) {
        parent = open->parent;
        ht_xml_node_free(open);
    }
    ht_xml_reader_free(reader);
    free(walk.text);
    return is_fine;
}

/* ------------------------------------------------------------ the outermost element */

/* What follows the text that ends something, or NULL. */
static const char *after(const char *at, const char *end)
{
    const char *found = strstr(at, end);
    return found ? found + strlen(end) : NULL;
}

bool ht_elements_have_root(const struct ht_source *source, const char *name)
{
    static const char mark[] = "\xef\xbb\xbf", type[] = "<!DOCTYPE";
    const char *at = source->bytes;
    at += strncmp(at, mark, strlen(mark)) ? 0 : strlen(mark);
    while (at) {
        at += strspn(at, " \t\r\n");
        if (!strncmp(at, "<?", 2))
            at = after(at, "?>");
        else if (!strncmp(at, "<!--", 4))
            at = after(at, "-->");
        else
            break;
    }
    if (!at || *at != '<')
        return false;
    /* A document type says what the outermost element is called, too. */
    at += strncmp(at, type, strlen(type)) ? 1 : strlen(type);
    at += strspn(at, " \t\r\n");
    size_t length = strlen(name);
    return !strncmp(at, name, length) && strchr(" \t\r\n/>[", at[length]);
}
