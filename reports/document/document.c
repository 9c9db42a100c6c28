/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/document/document.h"

#include "solver/base/memory.h"

#include <obstack.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Obstacks ask for chunks by size alone. */
static void *allocate_chunk(size_t size)
{
    return ht_alloc(1, size);
}

#define obstack_chunk_alloc allocate_chunk
#define obstack_chunk_free  free

/* Sections nest no deeper than headings do. */
enum { DEPTH = 6 };

/* A document with what its builder has to know. */
struct builder {
    struct ht_document document; /* what formatters see; first, so that each finds the other */
    struct obstack memory;
    struct ht_doc_section *open[DEPTH];
    int depth;                  /* open sections */
    struct ht_doc_text *text;   /* takes what is said */
    struct ht_doc_block *block; /* added last */
};

static struct builder *builder_of(struct ht_document *document)
{
    return (struct builder *)document;
}

#define NEW(builder, type)                                                                         \
    ((type *)memset(obstack_alloc(&(builder)->memory, sizeof(type)), 0, sizeof(type)))

/* Appends to a list that is read as const from its first member on. */
#define APPEND(first_, last_, node)                                                                \
    do {                                                                                           \
        if (last_)                                                                                 \
            (last_)->next = (node);                                                                \
        else                                                                                       \
            (first_) = (node);                                                                     \
        (last_) = (node);                                                                          \
    } while (0)

struct ht_document *ht_document_new(const char *title, const char *subtitle, const char *footer)
{
    struct builder *builder = HT_NEW(struct builder, 1);
    obstack_init(&builder->memory);
    builder->document.title = title;
    builder->document.subtitle = subtitle;
    builder->document.footer = footer;
    builder->open[0] = &builder->document.body;
    builder->depth = 1;
    return &builder->document;
}

void ht_document_free(struct ht_document *document)
{
    if (!document)
        return;
    obstack_free(&builder_of(document)->memory, NULL);
    free(builder_of(document));
}

/* Adds a piece to what was opened or added last; the text is kept. */
static void say(struct builder *builder, unsigned style, const char *text)
{
    HT_REQUIRE(builder->text, "nothing takes text here");
    struct ht_doc_piece *piece = NEW(builder, struct ht_doc_piece);
    piece->text = text;
    piece->style = style;
    APPEND(builder->text->first, builder->text->last, piece);
}

/* ------------------------------------------------------------ blocks */

static struct ht_doc_block *add_block(struct builder *builder, enum ht_doc_what what)
{
    struct ht_doc_section *section = builder->open[builder->depth - 1];
    struct ht_doc_block *block = NEW(builder, struct ht_doc_block);
    block->what = what;
    APPEND(section->first, section->last, block);
    builder->block = block;
    builder->text = NULL;
    return block;
}

void ht_doc_open(struct ht_document *document, unsigned layout, const char *anchor)
{
    struct builder *builder = builder_of(document);
    HT_REQUIRE(builder->depth < DEPTH, "sections nest too deep");
    struct ht_doc_section *section = &add_block(builder, HT_DOC_SECTION)->section;
    section->layout = layout;
    section->anchor = anchor;
    builder->open[builder->depth++] = section;
    builder->text = &section->heading;
}

void ht_doc_close(struct ht_document *document)
{
    struct builder *builder = builder_of(document);
    HT_REQUIRE(builder->depth > 1, "no section is open");
    builder->depth--;
    builder->block = NULL;
    builder->text = NULL;
}

void ht_doc_paragraph(struct ht_document *document, enum ht_tone tone)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_paragraph *paragraph = &add_block(builder, HT_DOC_PARAGRAPH)->paragraph;
    paragraph->tone = tone;
    builder->text = &paragraph->text;
}

void ht_doc_list(struct ht_document *document)
{
    add_block(builder_of(document), HT_DOC_LIST);
}

void ht_doc_facts(struct ht_document *document)
{
    add_block(builder_of(document), HT_DOC_FACTS);
}

static struct ht_doc_item *add_item(struct builder *builder)
{
    struct ht_doc_item *item = NEW(builder, struct ht_doc_item);
    APPEND(builder->block->items.first, builder->block->items.last, item);
    builder->text = &item->text;
    return item;
}

/* The block added last, which must be of that kind. */
static struct ht_doc_block *last_block(struct builder *builder, enum ht_doc_what what)
{
    HT_REQUIRE(builder->block && builder->block->what == what, "the last block is another");
    return builder->block;
}

void ht_doc_item(struct ht_document *document)
{
    last_block(builder_of(document), HT_DOC_LIST);
    add_item(builder_of(document));
}

void ht_doc_fact(struct ht_document *document, const char *label)
{
    last_block(builder_of(document), HT_DOC_FACTS);
    add_item(builder_of(document))->label = label;
}

/* ------------------------------------------------------------ tables */

void ht_doc_table(struct ht_document *document, enum ht_doc_look look, bool unseen)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_table *table = &add_block(builder, HT_DOC_TABLE)->table;
    table->look = look;
    table->unseen = unseen;
    builder->text = &table->caption;
}

void ht_doc_column(struct ht_document *document, double weight, bool number)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_table *table = &last_block(builder, HT_DOC_TABLE)->table;
    HT_REQUIRE(!table->rows, "the table has rows");
    struct ht_doc_column *column = NEW(builder, struct ht_doc_column);
    column->weight = weight;
    column->number = number;
    APPEND(table->columns, table->last_column, column);
    table->column_count++;
    builder->text = &column->head;
}

void ht_doc_columns(struct ht_document *document, const char *heads)
{
    for (size_t length; *heads; heads += length + (heads[length] == '|')) {
        bool number = *heads == '#';
        heads += number;
        length = strcspn(heads, "|");
        ht_doc_column(document, 1, number);
        ht_doc_put(document, "%.*s", (int)length, heads);
    }
}

void ht_doc_grid_columns(struct ht_document *document, const struct ht_doc_head *heads,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ht_doc_column(document, heads[i].weight, false);
        say(builder_of(document), HT_PLAIN, heads[i].text);
    }
}

void ht_doc_row(struct ht_document *document, bool slim)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_table *table = &last_block(builder, HT_DOC_TABLE)->table;
    struct ht_doc_row *row = NEW(builder, struct ht_doc_row);
    row->slim = slim;
    APPEND(table->rows, table->last_row, row);
    builder->text = NULL;
}

static struct ht_doc_cell *add_cell(struct builder *builder)
{
    struct ht_doc_row *row = last_block(builder, HT_DOC_TABLE)->table.last_row;
    HT_REQUIRE(row, "the table has no row");
    struct ht_doc_cell *cell = NEW(builder, struct ht_doc_cell);
    cell->rows = 1;
    APPEND(row->first, row->last, cell);
    builder->text = &cell->text;
    return cell;
}

void ht_doc_cell(struct ht_document *document, enum ht_tone tone)
{
    add_cell(builder_of(document))->tone = tone;
}

void ht_doc_head(struct ht_document *document)
{
    struct ht_doc_cell *cell = add_cell(builder_of(document));
    cell->head = true;
    cell->tone = HT_TONE_BAND;
}

void ht_doc_reach(struct ht_document *document, int rows)
{
    struct ht_doc_block *block = last_block(builder_of(document), HT_DOC_TABLE);
    block->table.last_row->last->rows = rows;
}

/* ------------------------------------------------------------ figures */

void ht_doc_figure(struct ht_document *document, double width, double height,
                   const char *description)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_figure *figure = &add_block(builder, HT_DOC_FIGURE)->figure;
    figure->width = width;
    figure->height = height;
    figure->description = description;
    builder->text = &figure->caption;
}

void ht_doc_shape(struct ht_document *document, const struct ht_doc_shape *shape)
{
    struct builder *builder = builder_of(document);
    struct ht_doc_figure *figure = &last_block(builder, HT_DOC_FIGURE)->figure;
    struct ht_doc_shape *copy = NEW(builder, struct ht_doc_shape);
    *copy = *shape;
    copy->next = NULL;
    APPEND(figure->first, figure->last, copy);
}

/* ------------------------------------------------------------ text */

static const char *format_text(struct builder *builder, const char *format, va_list values)
{
    obstack_vprintf(&builder->memory, format, values);
    obstack_1grow(&builder->memory, 0);
    return obstack_finish(&builder->memory);
}

const char *ht_doc_text(struct ht_document *document, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *text = format_text(builder_of(document), format, values);
    va_end(values);
    return text;
}

void ht_doc_lead(struct ht_document *document, const char *format, ...)
{
    struct builder *builder = builder_of(document);
    HT_REQUIRE(builder->text && builder->text->last, "nothing was said");
    va_list values;
    va_start(values, format);
    builder->text->last->target = format_text(builder, format, values);
    va_end(values);
}

void ht_doc_section(struct ht_document *document, unsigned layout, const char *anchor,
                    const char *heading)
{
    ht_doc_open(document, layout, anchor);
    say(builder_of(document), HT_PLAIN, heading);
}

void ht_doc_captioned(struct ht_document *document, enum ht_doc_look look, bool unseen,
                      const char *caption)
{
    ht_doc_table(document, look, unseen);
    say(builder_of(document), HT_PLAIN, caption);
}

void ht_doc_named_row(struct ht_document *document)
{
    ht_doc_row(document, false);
    ht_doc_head(document);
}

/* ------------------------------------------------------------ formats with marks */

/* Adds the value that a directive of a format stands for; returns what follows the directive. */
static const char *put_value(struct builder *builder, const char *format, va_list *values)
{
    struct obstack *memory = &builder->memory;
    size_t length = strcspn(format + 1, "%csdiufg") + 2;
    char directive[16] = "";
    HT_REQUIRE(length < sizeof directive, "a format has an unknown directive");
    memcpy(directive, format, length);
    switch (directive[length - 1]) {
    case '%':
        obstack_1grow(memory, '%');
        break;
    case 's':
        if (strchr(directive, '*')) {
            int most = va_arg(*values, int);
            obstack_printf(memory, directive, most, va_arg(*values, const char *));
        } else {
            const char *text = va_arg(*values, const char *);
            obstack_grow(memory, text, (int)strlen(text));
        }
        break;
    case 'f':
    case 'g':
        obstack_printf(memory, directive, va_arg(*values, double));
        break;
    default:
        if (strstr(directive, "ll"))
            obstack_printf(memory, directive, va_arg(*values, long long));
        else if (strchr(directive, 'l'))
            obstack_printf(memory, directive, va_arg(*values, long));
        else if (strchr(directive, 'z'))
            obstack_printf(memory, directive, va_arg(*values, size_t));
        else
            obstack_printf(memory, directive, va_arg(*values, int));
    }
    return format + length;
}

/* The style that a mark "{name minor}" names. */
static unsigned style_of(const char *mark, size_t length)
{
    static const char *const words[] = {"strong", "minor", "name", "line"};
    unsigned style = HT_PLAIN;
    for (const char *end = mark + length; mark < end; mark++) {
        size_t word = strcspn(mark, " }"), i = 0;
        while (i < 4 && (strlen(words[i]) != word || strncmp(mark, words[i], word) != 0))
            i++;
        HT_REQUIRE(i < 4, "a format has an unknown mark");
        style |= 1u << i;
        mark += word;
    }
    return style;
}

/* Opens what a mark stands for; false where it is a style. */
static bool open_marked(struct ht_document *document, const char *mark)
{
    if (*mark == '|')
        ht_doc_cell(document, HT_TONE_NONE);
    else if (!strncmp(mark, "{row}", 5))
        ht_doc_named_row(document);
    else if (!strncmp(mark, "{p}", 3))
        ht_doc_paragraph(document, HT_TONE_NONE);
    else if (!strncmp(mark, "{item}", 6))
        ht_doc_item(document);
    else
        return false;
    return true;
}

static void put(struct ht_document *document, const char *format, va_list *values)
{
    struct builder *builder = builder_of(document);
    unsigned style = HT_PLAIN;
    bool begun = false; /* a piece, be it an empty one */
    for (;;) {
        size_t length = strcspn(format, "|{%");
        obstack_grow(&builder->memory, format, (int)length);
        begun = begun || length || format[length] == '%';
        format += length;
        if (*format == '%') {
            format = put_value(builder, format, values);
            continue;
        }
        if (begun) {
            obstack_1grow(&builder->memory, 0);
            say(builder, style, obstack_finish(&builder->memory));
        }
        if (!*format)
            break;
        begun = !open_marked(document, format);
        length = *format == '|' ? 1 : strcspn(format, "}") + 1;
        style = begun ? style_of(format + 1, length - 2) : HT_PLAIN;
        format += length;
    }
}

void ht_doc_put(struct ht_document *document, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    put(document, format, &values);
    va_end(values);
}

void ht_doc_cellf(struct ht_document *document, enum ht_tone tone, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    ht_doc_cell(document, tone);
    put(document, format, &values);
    va_end(values);
}

void ht_doc_factf(struct ht_document *document, const char *label, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    ht_doc_fact(document, label);
    put(document, format, &values);
    va_end(values);
}
