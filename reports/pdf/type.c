/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/type.h"

#include "solver/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* Obstacks ask for chunks by size alone. */
static void *allocate_chunk(size_t size)
{
    return ht_alloc(1, size);
}

#define obstack_chunk_alloc allocate_chunk
#define obstack_chunk_free  free

/* What Pango is asked to shape at, in points: its units are then fine enough for any size. */
enum { SHAPED_AT = 10 };

#define EM (1.0 / ((double)SHAPED_AT * PANGO_SCALE))

/* Letters below this are written from left to right, each with a glyph of its own, once those are
 * left out that stand on others. */
enum { PLAIN_END = 0x530, DASHES = 0x2010, DASHES_END = 0x2028 };

/* A word in a table of words. */
struct entry {
    struct ht_pdf_word word;
    const struct ht_pdf_word *broken; /* on lines no wider than width; NULL: not yet */
    double width;
    UT_hash_handle hh; /* by the text */
};

/* A font of one weight. */
struct face {
    PangoFontDescription *description;
    PangoFont *font;
    PangoAnalysis analysis;  /* of any plain word */
    cairo_font_face_t *face; /* the same font for cairo */
    const struct ht_pdf_word *blank;
    struct entry *words;
    struct entry *lines; /* in other scripts */
};

struct ht_pdf_type {
    PangoContext *context;
    PangoLayout *layout; /* for texts in other scripts */
    PangoGlyphString *shaped;
    struct face faces[HT_PDF_WEIGHT_COUNT];
    bool plain[PLAIN_END];
    bool dashes[DASHES_END - DASHES];
    struct obstack memory;
    struct ht_pdf_foreign *foreign; /* all there are */
};

/* ------------------------------------------------------------ fonts */

static bool is_plain_letter(uint32_t letter)
{
    bool mark = (letter >= 0x300 && letter < 0x370) || (letter >= 0x483 && letter < 0x48a);
    bool control = letter < ' ' || (letter >= 0x7f && letter < 0xa0) || letter == 0xad;
    return !mark && !control;
}

/* Both weights must have the glyph. */
static bool has_glyph(const struct ht_pdf_type *type, uint32_t letter)
{
    return pango_font_has_char(type->faces[HT_PDF_REGULAR].font, letter) &&
           pango_font_has_char(type->faces[HT_PDF_BOLD].font, letter);
}

static PangoAttrList *attributes_of(PangoAttribute *attribute)
{
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, attribute);
    return attributes;
}

/* The fonts of the Liberation family are narrow enough for timetables. */
static PangoFontDescription *describe(enum ht_pdf_weight weight)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, "Liberation Sans,Sans");
    pango_font_description_set_absolute_size(description, SHAPED_AT * PANGO_SCALE);
    pango_font_description_set_weight(description, weight == HT_PDF_BOLD ? PANGO_WEIGHT_BOLD
                                                                         : PANGO_WEIGHT_NORMAL);
    return description;
}

bool ht_pdf_type_exists(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    PangoFontDescription *description = describe(HT_PDF_REGULAR);
    PangoFont *font = pango_context_load_font(context, description);
    bool found = font;
    g_clear_object(&font);
    pango_font_description_free(description);
    g_object_unref(context);
    return found;
}

static void open_face(struct ht_pdf_type *type, enum ht_pdf_weight weight)
{
    struct face *face = &type->faces[weight];
    face->description = describe(weight);
    face->font = pango_context_load_font(type->context, face->description);
    HT_REQUIRE(face->font, "fontconfig knows no font");
    cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(face->font));
    face->face = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
    /* What all plain words are shaped by. Ligatures would be one glyph for several letters. */
    PangoAttrList *attributes = attributes_of(pango_attr_font_features_new("liga=0, clig=0"));
    pango_context_set_font_description(type->context, face->description);
    GList *items = pango_itemize(type->context, "a", 0, 1, attributes, NULL);
    PangoItem *item = items->data;
    face->analysis = item->analysis;
    item->analysis.extra_attrs = NULL;
    g_object_ref(face->analysis.font);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    pango_attr_list_unref(attributes);
    face->blank = ht_pdf_type_word(type, weight, " ", 1);
}

struct ht_pdf_type *ht_pdf_type_new(void)
{
    struct ht_pdf_type *type = HT_NEW(struct ht_pdf_type, 1);
    obstack_init(&type->memory);
    type->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_context_set_round_glyph_positions(type->context, FALSE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(type->context, options);
    cairo_font_options_destroy(options);
    type->shaped = pango_glyph_string_new();
    for (int weight = 0; weight < HT_PDF_WEIGHT_COUNT; weight++)
        open_face(type, weight);
    for (uint32_t letter = 0; letter < PLAIN_END; letter++)
        type->plain[letter] = is_plain_letter(letter) && has_glyph(type, letter);
    for (uint32_t letter = DASHES; letter < DASHES_END; letter++)
        type->dashes[letter - DASHES] = has_glyph(type, letter);
    type->layout = pango_layout_new(type->context);
    pango_layout_set_wrap(type->layout, PANGO_WRAP_WORD_CHAR);
    PangoAttrList *attributes = attributes_of(pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(type->layout, attributes);
    pango_attr_list_unref(attributes);
    return type;
}

void ht_pdf_type_free(struct ht_pdf_type *type)
{
    if (!type)
        return;
    for (struct ht_pdf_foreign *foreign = type->foreign; foreign;) {
        struct ht_pdf_foreign *also = foreign->also;
        pango_glyph_item_free(foreign->item);
        free(foreign->text);
        foreign = also;
    }
    for (int weight = 0; weight < HT_PDF_WEIGHT_COUNT; weight++) {
        HASH_CLEAR(hh, type->faces[weight].words);
        HASH_CLEAR(hh, type->faces[weight].lines);
        g_slist_free_full(type->faces[weight].analysis.extra_attrs,
                          (GDestroyNotify)pango_attribute_destroy);
        g_object_unref(type->faces[weight].analysis.font);
        cairo_font_face_destroy(type->faces[weight].face);
        g_object_unref(type->faces[weight].font);
        pango_font_description_free(type->faces[weight].description);
    }
    pango_glyph_string_free(type->shaped);
    g_object_unref(type->layout);
    g_object_unref(type->context);
    obstack_free(&type->memory, NULL);
    free(type);
}

struct obstack *ht_pdf_type_memory(struct ht_pdf_type *type)
{
    return &type->memory;
}

/* ------------------------------------------------------------ plain words */

bool ht_pdf_type_plain(const struct ht_pdf_type *type, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        if (*at < 0x80) {
            if (!type->plain[*at++])
                return false;
            continue;
        }
        gunichar letter = g_utf8_get_char_validated((const char *)at, -1);
        bool plain = letter < PLAIN_END
                         ? type->plain[letter]
                         : letter >= DASHES && letter < DASHES_END && type->dashes[letter - DASHES];
        if (!plain)
            return false;
        at = (const unsigned char *)g_utf8_next_char(at);
    }
    return true;
}

const struct ht_pdf_word *ht_pdf_type_blank(const struct ht_pdf_type *type,
                                            enum ht_pdf_weight weight)
{
    return type->faces[weight].blank;
}

static struct ht_pdf_word *new_word(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                    size_t size)
{
    struct ht_pdf_word *word = memset(obstack_alloc(&type->memory, (int)size), 0, size);
    word->weight = weight;
    return word;
}

const struct ht_pdf_word *ht_pdf_type_word(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                           const char *text, size_t length)
{
    struct face *face = &type->faces[weight];
    struct entry *entry;
    HASH_FIND(hh, face->words, text, length, entry);
    if (entry)
        return &entry->word;
    pango_shape_full(text, (int)length, NULL, 0, &face->analysis, type->shaped);
    entry = (struct entry *)new_word(type, weight, sizeof *entry);
    const PangoGlyphString *shaped = type->shaped;
    cairo_glyph_t *glyphs =
        obstack_alloc(&type->memory, (int)(sizeof *glyphs * (size_t)shaped->num_glyphs));
    double x = 0;
    for (int i = 0; i < shaped->num_glyphs; i++) {
        const PangoGlyphInfo *info = &shaped->glyphs[i];
        glyphs[i].index = info->glyph;
        glyphs[i].x = x + info->geometry.x_offset * EM;
        glyphs[i].y = info->geometry.y_offset * EM;
        x += info->geometry.width * EM;
    }
    entry->word.glyphs = glyphs;
    entry->word.glyph_count = shaped->num_glyphs;
    entry->word.width = x;
    HASH_ADD_KEYPTR(hh, face->words, text, length, entry);
    return &entry->word;
}

cairo_font_face_t *ht_pdf_type_face(const struct ht_pdf_type *type, enum ht_pdf_weight weight)
{
    return type->faces[weight].face;
}

/* ------------------------------------------------------------ any script */

/* The text in valid UTF-8 without what would end a line or cannot be shown. Use g_free(). */
static char *showable(const char *text, size_t length)
{
    char *valid = g_utf8_make_valid(text, (gssize)length);
    for (char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (letter < ' ' || letter == 0x7f)
            *at = ' ';
        else if (letter >= 0x80 && letter < 0xa0)
            memcpy(at, "\u00a0", 2);
        else if (letter == 0x2028 || letter == 0x2029)
            memcpy(at, "\u2002", 3);
    }
    return valid;
}

static void set_layout(struct ht_pdf_type *type, enum ht_pdf_weight weight, const char *text,
                       size_t length, double width)
{
    char *shown = showable(text, length);
    pango_layout_set_font_description(type->layout, type->faces[weight].description);
    pango_layout_set_width(type->layout, width > 0 ? (int)(width / EM) : -1);
    pango_layout_set_text(type->layout, shown, -1);
    g_free(shown);
}

static struct ht_pdf_foreign *keep_run(struct ht_pdf_type *type, const PangoLayoutRun *run)
{
    struct ht_pdf_foreign *foreign = obstack_alloc(&type->memory, sizeof *foreign);
    const PangoItem *item = run->item;
    foreign->text =
        ht_copy_text(pango_layout_get_text(type->layout) + item->offset, (size_t)item->length);
    foreign->item = pango_glyph_item_copy((PangoGlyphItem *)run);
    foreign->item->item->offset = 0;
    foreign->also = type->foreign;
    type->foreign = foreign;
    return foreign;
}

/* Runs are in the order in which they are seen. */
static void keep_line(struct ht_pdf_type *type, struct ht_pdf_word *word,
                      const PangoLayoutLine *line)
{
    const struct ht_pdf_foreign **end = &word->foreign;
    for (const GSList *node = line->runs; node; node = node->next) {
        const PangoLayoutRun *run = node->data;
        struct ht_pdf_foreign *foreign = keep_run(type, run);
        foreign->x = word->width;
        foreign->next = NULL;
        *end = foreign;
        end = &foreign->next;
        word->width += pango_glyph_string_get_width(run->glyphs) * EM;
    }
}

/* The text as one word; there is not one shaped yet where its entry is new. */
static struct entry *find_line(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                               const char *text, size_t length)
{
    struct face *face = &type->faces[weight];
    struct entry *entry;
    HASH_FIND(hh, face->lines, text, length, entry);
    if (!entry) {
        entry = (struct entry *)new_word(type, weight, sizeof *entry);
        HASH_ADD_KEYPTR(hh, face->lines, text, length, entry);
    }
    return entry;
}

const struct ht_pdf_word *ht_pdf_type_line(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                           const char *text, size_t length)
{
    struct entry *entry = find_line(type, weight, text, length);
    if (!entry->word.foreign) {
        set_layout(type, weight, text, length, 0);
        keep_line(type, &entry->word, pango_layout_get_line_readonly(type->layout, 0));
    }
    return &entry->word;
}

const struct ht_pdf_word *ht_pdf_type_break(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                            const char *text, size_t length, double width)
{
    struct entry *entry = find_line(type, weight, text, length);
    if (entry->broken && entry->width == width)
        return entry->broken;
    set_layout(type, weight, text, length, width);
    const struct ht_pdf_word **end = &entry->broken;
    for (GSList *line = pango_layout_get_lines_readonly(type->layout); line; line = line->next) {
        struct ht_pdf_word *word = new_word(type, weight, sizeof *word);
        keep_line(type, word, line->data);
        *end = word;
        end = &word->below;
    }
    entry->width = width;
    return entry->broken;
}

void ht_pdf_type_draw_foreign(const struct ht_pdf_word *word, cairo_t *cairo)
{
    cairo_scale(cairo, 1.0 / SHAPED_AT, 1.0 / SHAPED_AT);
    for (const struct ht_pdf_foreign *foreign = word->foreign; foreign; foreign = foreign->next) {
        cairo_move_to(cairo, foreign->x * SHAPED_AT, 0);
        pango_cairo_show_glyph_item(cairo, foreign->text, foreign->item);
    }
}
