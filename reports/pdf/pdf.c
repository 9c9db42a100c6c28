/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/pdf.h"

#include "reports/pdf/galley.h"
#include "solver/base/memory.h"

#include <glib.h>
#include <string.h>

static void set_block(struct ht_pdf_galley *galley, const struct ht_doc_block *block, int level);
static void set_blocks(struct ht_pdf_galley *galley, const struct ht_doc_section *section,
                       int level);

/* ------------------------------------------------------------ paragraphs, lists, facts */

/* What is set off lies on its paper, with a bar of ink on its left. */
static void set_paragraph(struct ht_pdf_galley *galley, const struct ht_doc_paragraph *paragraph)
{
    static const double beside = 9, above = 5, bar = 2.5;
    struct ht_pdf_manner manner = {.size = galley->size, .tone = paragraph->tone};
    struct ht_pdf_marks text = {0}, marks = {0};
    if (!paragraph->tone) {
        marks = ht_pdf_text_set(galley, &paragraph->text, &manner, galley->width);
    } else {
        const struct ht_tone_look *look = &ht_tones[paragraph->tone];
        text = ht_pdf_text_set(galley, &paragraph->text, &manner, galley->width - 2 * beside);
        marks.height = text.height + 2 * above;
        ht_pdf_area(galley, &marks, HT_PDF_PAPER, look->paper, bar, 0, galley->width - bar,
                    marks.height);
        ht_pdf_area(galley, &marks, HT_PDF_PAPER, look->ink, 0, 0, bar, marks.height);
        ht_pdf_join(&marks, &text, beside, above);
    }
    ht_pdf_strip(galley, &marks);
    ht_pdf_gap(galley, HT_PDF_GAP);
}

static void set_list(struct ht_pdf_galley *galley, const struct ht_doc_items *items)
{
    static const struct ht_pdf_manner manner = {.size = HT_PDF_SIZE};
    static const double indent = 11;
    for (const struct ht_doc_item *item = items->first; item; item = item->next) {
        struct ht_pdf_marks marks = ht_pdf_text_say(galley, "•", &manner, indent);
        struct ht_pdf_marks text =
            ht_pdf_text_set(galley, &item->text, &manner, galley->width - indent);
        marks.height = text.height;
        ht_pdf_join(&marks, &text, indent, 0);
        ht_pdf_strip(galley, &marks);
        ht_pdf_gap(galley, 2);
    }
    ht_pdf_gap(galley, HT_PDF_GAP);
}

/* A fact, the label below: how wide it is set goes to width. */
static struct ht_pdf_marks set_fact(const struct ht_pdf_galley *galley,
                                    const struct ht_doc_item *item, double *width)
{
    static const struct ht_pdf_manner fact = {.size = 13, .bold = true};
    static const struct ht_pdf_manner label = {.size = 8, .tone = HT_TONE_FREE};
    struct ht_doc_piece piece = {.text = item->label};
    double word, below;
    *width = ht_pdf_text_width(galley, &item->text, &fact, &word);
    below = ht_pdf_text_width(galley, &(struct ht_doc_text){.first = &piece}, &label, &word);
    if (*width < below)
        *width = below;
    if (*width > galley->width)
        *width = galley->width;
    struct ht_pdf_marks marks = ht_pdf_text_set(galley, &item->text, &fact, *width);
    struct ht_pdf_marks said = ht_pdf_text_say(galley, item->label, &label, *width);
    ht_pdf_join(&marks, &said, 0, marks.height);
    marks.height += said.height;
    return marks;
}

/* Facts stand side by side, as many as there is room for. */
static void set_facts(struct ht_pdf_galley *galley, const struct ht_doc_items *items)
{
    static const double between = 26;
    struct ht_pdf_marks line = {0};
    double x = 0;
    for (const struct ht_doc_item *item = items->first; item; item = item->next) {
        double width;
        struct ht_pdf_marks marks = set_fact(galley, item, &width);
        if (line.first && x + width > galley->width) {
            ht_pdf_strip(galley, &line);
            ht_pdf_gap(galley, HT_PDF_GAP);
            line = (struct ht_pdf_marks){0};
            x = 0;
        }
        ht_pdf_join(&line, &marks, x, 0);
        if (line.height < marks.height)
            line.height = marks.height;
        x += width + between;
    }
    ht_pdf_strip(galley, &line);
    ht_pdf_gap(galley, 1.5 * HT_PDF_GAP);
}

/* ------------------------------------------------------------ figures */

/* Figures count in 1/96 inch. */
#define POINTS (72.0 / 96.0)

/* The size of their texts, in their units. */
#define TEXT_SIZE 11.0

static void set_text(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                     const struct ht_doc_shape *shape, double scale)
{
    static const double before[] = {[HT_STARTS] = 0, [HT_MIDDLE] = 0.5, [HT_ENDS] = 1};
    bool plain = !shape->turned && ht_pdf_type_plain(galley->type, shape->text);
    const struct ht_pdf_word *word = (plain ? ht_pdf_type_word : ht_pdf_type_line)(
        galley->type, HT_PDF_REGULAR, shape->text, strlen(shape->text));
    struct ht_pdf_mark *mark = ht_pdf_mark(galley, marks, HT_PDF_WORD);
    mark->word = word;
    mark->size = TEXT_SIZE * scale;
    mark->turned = shape->turned;
    mark->colour = ht_tones[shape->tone].ink;
    double shift = before[shape->align] * word->width * mark->size;
    mark->x = shape->x * scale - (shape->turned ? 0 : shift);
    mark->y = shape->y * scale + (shape->turned ? shift : 0);
}

static void set_shape(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                      const struct ht_doc_shape *shape, double scale)
{
    if (shape->what == HT_SHAPE_TEXT) {
        if (*shape->text)
            set_text(galley, marks, shape, scale);
        return;
    }
    ht_pdf_area(galley, marks, shape->what == HT_SHAPE_BOX ? HT_PDF_BOX : HT_PDF_LINE,
                ht_tones[shape->tone].paper, shape->x * scale, shape->y * scale,
                shape->width * scale, shape->height * scale);
}

/* Smaller where the galley is too narrow for it. */
static void set_figure(struct ht_pdf_galley *galley, const struct ht_doc_figure *figure)
{
    ht_pdf_caption(galley, &figure->caption);
    double scale = POINTS;
    if (figure->width * scale > galley->width)
        scale = galley->width / figure->width;
    struct ht_pdf_marks marks = {.height = figure->height * scale};
    for (const struct ht_doc_shape *shape = figure->first; shape; shape = shape->next)
        set_shape(galley, &marks, shape, scale);
    ht_pdf_strip(galley, &marks);
    ht_pdf_gap(galley, HT_PDF_GAP);
}

/* ------------------------------------------------------------ sections */

/* Headings by level, and how far they stand from what is above. */
static const struct {
    double size, gap;
} headings[HT_PDF_LEVELS + 1] = {{0, 0},   {15, 20}, {11.5, 15}, {10, 11},
                                 {9.5, 9}, {9.5, 9}, {9.5, 9}};

/* A strip of no height where there is no heading, so that links lead somewhere. */
static void set_heading(struct ht_pdf_galley *galley, const struct ht_doc_section *section,
                        int level)
{
    struct ht_pdf_manner manner = {.size = headings[level].size, .bold = true};
    if (!section->heading.first && !section->anchor)
        return;
    if (section->heading.first)
        ht_pdf_gap(galley, headings[level].gap);
    struct ht_pdf_marks text = ht_pdf_text_set(galley, &section->heading, &manner, galley->width);
    struct ht_pdf_marks marks = {.height = text.height};
    struct ht_pdf_mark *place = ht_pdf_mark(galley, &marks, HT_PDF_PLACE);
    place->section = section;
    place->level = level;
    ht_pdf_join(&marks, &text, 0, 0);
    ht_pdf_strip(galley, &marks)->keep = true;
    if (section->heading.first)
        ht_pdf_gap(galley, 5);
}

static void set_section(struct ht_pdf_galley *galley, const struct ht_doc_section *section,
                        int level)
{
    struct ht_pdf_strip *before = galley->last;
    set_heading(galley, section, level);
    set_blocks(galley, section, level + (section->heading.first && level < HT_PDF_LEVELS));
    struct ht_pdf_strip *first = before ? before->next : galley->first;
    if (!first)
        return;
    galley->last->keep = false;
    first->new_page |= (section->layout & HT_NEW_PAGE) != 0;
    if (section->layout & HT_TOGETHER)
        first->last = galley->last;
}

/* ------------------------------------------------------------ tiles */

/* Blank within the lines to cut along. */
#define TILE_BLANK 11.0

/* Tiles side by side. */
enum { ACROSS = 2 };

/* A section as one piece of that width. */
static struct ht_pdf_marks set_tile(const struct ht_pdf_galley *galley,
                                    const struct ht_doc_section *section, int level, double width)
{
    struct ht_pdf_galley tile = {.type = galley->type,
                                 .memory = galley->memory,
                                 .width = width - 2 * TILE_BLANK,
                                 .size = galley->size};
    struct ht_pdf_marks marks = {0};
    set_section(&tile, section, level);
    for (const struct ht_pdf_strip *strip = tile.first; strip; strip = strip->next) {
        if (strip != tile.first)
            marks.height += strip->gap;
        ht_pdf_join(&marks, &strip->marks, 0, marks.height);
        marks.height += strip->marks.height;
    }
    return marks;
}

/* Tiles side by side, with lines around each. */
static void set_tiles_strip(struct ht_pdf_galley *galley, struct ht_pdf_marks *tiles, int count,
                            double width)
{
    struct ht_pdf_marks marks = {0};
    for (int i = 0; i < count; i++)
        if (marks.height < tiles[i].height + 2 * TILE_BLANK)
            marks.height = tiles[i].height + 2 * TILE_BLANK;
    ht_pdf_area(galley, &marks, HT_PDF_CUT, ht_tones[HT_TONE_FREE].ink, 0, 0, count * width, 0);
    ht_pdf_area(galley, &marks, HT_PDF_CUT, ht_tones[HT_TONE_FREE].ink, 0, marks.height,
                count * width, 0);
    for (int i = 0; i <= count; i++)
        ht_pdf_area(galley, &marks, HT_PDF_CUT, ht_tones[HT_TONE_FREE].ink, i * width, 0, 0,
                    marks.height);
    for (int i = 0; i < count; i++)
        ht_pdf_join(&marks, &tiles[i], i * width + TILE_BLANK, TILE_BLANK);
    ht_pdf_strip(galley, &marks);
}

/* Whether the columns of the section's grids would be wide enough. */
static bool has_room(const struct ht_doc_section *section, double width)
{
    static const double least = 45;
    for (const struct ht_doc_block *block = section->first; block; block = block->next) {
        if (block->what == HT_DOC_SECTION && !has_room(&block->section, width))
            return false;
        if (block->what == HT_DOC_TABLE && block->table.look != HT_ROWS &&
            block->table.column_count * least > width)
            return false;
    }
    return true;
}

static void set_tiles(struct ht_pdf_galley *galley, const struct ht_doc_section *section, int level)
{
    struct ht_pdf_marks tiles[ACROSS];
    double width = galley->width / ACROSS;
    int count = 0;
    for (const struct ht_doc_block *block = section->first; block; block = block->next) {
        bool tile = block->what == HT_DOC_SECTION;
        if (tile)
            tiles[count++] = set_tile(galley, &block->section, level, width);
        if (count && (count == ACROSS || !tile || !block->next)) {
            set_tiles_strip(galley, tiles, count, width);
            count = 0;
        }
        if (!tile)
            set_block(galley, block, level);
    }
    ht_pdf_gap(galley, HT_PDF_GAP);
}

/* ------------------------------------------------------------ blocks */

static void set_block(struct ht_pdf_galley *galley, const struct ht_doc_block *block, int level)
{
    switch (block->what) {
    case HT_DOC_SECTION:
        set_section(galley, &block->section, level);
        break;
    case HT_DOC_PARAGRAPH:
        set_paragraph(galley, &block->paragraph);
        break;
    case HT_DOC_LIST:
        set_list(galley, &block->items);
        break;
    case HT_DOC_FACTS:
        set_facts(galley, &block->items);
        break;
    case HT_DOC_TABLE:
        ht_pdf_table(galley, &block->table);
        break;
    case HT_DOC_FIGURE:
        set_figure(galley, &block->figure);
        break;
    }
}

static void set_blocks(struct ht_pdf_galley *galley, const struct ht_doc_section *section,
                       int level)
{
    double tile = galley->width / ACROSS - 2 * TILE_BLANK;
    if (section->layout & HT_TILES && has_room(section, tile)) {
        set_tiles(galley, section, level);
        return;
    }
    for (const struct ht_doc_block *block = section->first; block; block = block->next)
        set_block(galley, block, level);
}

/* Whether a page of the document that this thread sets lacks text. */
static _Thread_local bool is_spoilt;

/* The library warns, and goes on without the text; where another font has it, nothing is lost. */
static void on_warning(const char *domain, GLogLevelFlags level, const char *message, void *unused)
{
    if (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING) && !strstr(message, "falling back")) {
        if (!is_spoilt)
            fprintf(stderr, "halfterm: a page cannot be set: %s\n", message);
        is_spoilt = true;
    } else {
        g_log_default_handler(domain, level, message, unused);
    }
}

void ht_pdf_document(FILE *stream, const struct ht_document *document)
{
    g_log_set_default_handler(on_warning, NULL);
    is_spoilt = false;
    struct ht_pdf_type *type = ht_pdf_type_new();
    struct ht_pdf_galley galley = {.type = type,
                                   .memory = ht_pdf_type_memory(type),
                                   .width = ht_pdf_pages_width(document),
                                   .size = document->letters ? HT_PDF_LETTER_SIZE : HT_PDF_SIZE};
    set_blocks(&galley, &document->body, 1);
    bool is_whole = ht_pdf_pages_write(stream, document, &galley);
    ht_pdf_type_free(type);
    if (is_spoilt || !is_whole)
        ht_stream_fail(stream);
}

bool ht_pdf_has_font(void)
{
    return ht_pdf_type_exists();
}
