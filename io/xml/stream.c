/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/xml/stream.h"

#include "io/base/cells.h"
#include "io/xml/reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

struct stream {
    struct ht_xml_reader *reader;
    const char *bytes; /* not yet read */
    size_t left;
    const struct ht_xml_listener *listener;
    void *context;
    struct ht_xml_node *open; /* element, in the others that are */
    char *text;               /* since the last tag, if size is not 0; owned */
    size_t size;
};

/* ------------------------------------------------------------ elements */

const char *ht_xml_attribute(const struct ht_xml_element *element, const char *name)
{
    char *value = ht_xml_value(element->tag, name);
    return value ? ht_cell_trim(value) : "";
}

/* Tells the listener of a tag of the innermost element. */
static void tell(const struct stream *stream, void (*told)(void *, const struct ht_xml_element *),
                 const struct ht_xml_node *tag, const char *text)
{
    const struct ht_xml_node *parent = stream->open->parent;
    struct ht_xml_element element = {tag->text, parent ? parent->text : "", text, tag, tag->line};
    if (told)
        told(stream->context, &element);
}

static void leave(struct stream *stream)
{
    struct ht_xml_node *left = stream->open;
    stream->open = left->parent;
    free(left);
}

/* Takes a node over. */
static void take(struct stream *stream, struct ht_xml_node *node)
{
    if (node->kind == HT_XML_ELEMENT) {
        node->parent = stream->open;
        stream->open = node;
        stream->size = 0;
        tell(stream, stream->listener->start, node, "");
        return;
    }
    if (node->kind == HT_XML_TEXT) {
        size_t length = strlen(node->text);
        stream->text = ht_resize(stream->text, stream->size + length + 1, 1);
        memcpy(stream->text + stream->size, node->text, length + 1);
        stream->size += length;
    } else if (node->kind == HT_XML_END) {
        tell(stream, stream->listener->end, node, stream->size ? ht_cell_trim(stream->text) : "");
        stream->size = 0;
        leave(stream);
    }
    free(node);
}

/* ------------------------------------------------------------ parsing */

static ssize_t read_bytes(void *context, char *bytes, size_t most)
{
    struct stream *stream = context;
    size_t size = stream->left < most ? stream->left : most;
    memcpy(bytes, stream->bytes, size);
    stream->bytes += size;
    stream->left -= size;
    return size;
}

/* Reads all; false after a fault. */
static bool read_nodes(struct stream *stream, const char *file, struct ht_diagnostics *faults)
{
    for (struct ht_xml_node *node; (node = ht_xml_next(stream->reader)); take(stream, node)) {
        if (node->depth <= DEEPEST)
            continue;
        ht_fault(faults, HT_FAULT, file, node->line,
                 "elements lie in one another more than %d deep, which no such export has; export "
                 "it again",
                 DEEPEST);
        free(node);
        return false;
    }
    bool is_fine = ht_xml_is_fine(stream->reader, file, "export it again", faults);
    bool is_too_long = ht_xml_is_too_long(stream->reader);
    if (is_fine && is_too_long)
        ht_fault(faults, HT_FAULT, file, ht_xml_line(stream->reader),
                 "the tag or comment that begins here has more than %d KB, which no such export "
                 "has; export it again",
                 HT_XML_MOST_A_TAG >> 10);
    return is_fine && !is_too_long;
}

bool ht_xml_read(const struct ht_source *source, const struct ht_xml_listener *listener,
                 void *context, struct ht_diagnostics *faults)
{
    if (!source->size) {
        ht_fault(faults, HT_FAULT, source->path, 1, "the file is blank; export it again");
        return false;
    }
    struct stream stream = {
        .bytes = source->bytes,
        .left = source->size,
        .listener = listener,
        .context = context,
    };
    stream.reader = ht_xml_reader_new(read_bytes, &stream);
    bool is_fine = read_nodes(&stream, source->path, faults);
    while (stream.open)
        leave(&stream);
    ht_xml_reader_free(stream.reader);
    free(stream.text);
    return is_fine;
}

/* ------------------------------------------------------------ the outermost element */

/* What follows the text that ends something, or NULL. */
static const char *after(const char *at, const char *end)
{
    const char *found = strstr(at, end);
    return found ? found + strlen(end) : NULL;
}

bool ht_xml_has_root(const struct ht_source *source, const char *name)
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
