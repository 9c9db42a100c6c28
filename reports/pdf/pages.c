/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/galley.h"

#include "reports/pdf/pen.h"
#include "solver/base/memory.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* A4, its margins, and where the text between header and footer begins and ends, in points. */
#define SHORT_SIDE  595.28
#define LONG_SIDE   841.89
#define MARGIN      42.5
#define WIDE_MARGIN 71.0 /* of letters */
#define HEADER_TOP  28.0
#define BODY_TOP    54.0
#define FOOTER_TOP  33.0 /* from the foot of the page */
#define BODY_BOTTOM 44.0 /* from the foot of the page */

/* Room for headings above what takes a page, in points. */
#define HEADINGS 80.0

/* A strip on a page, or as much of it as lies between two heights. */
struct placement {
    const struct ht_pdf_strip *strip;
    int page;        /* from 1 */
    double y;        /* of the strip's top, in points from the page's; above it where cut */
    double from, to; /* in points from the strip's top */
};

/* Where a section begins. */
struct place {
    const struct ht_pdf_mark *mark;
    int page;
    double y;
    UT_hash_handle hh; /* by its anchor */
};

/* The pages of a document. */
struct pages {
    const struct ht_document *document;
    struct ht_pdf_galley galley; /* for headers and footers */
    double width, height;        /* of a page */
    double margin;               /* on the left and right of what strips say */
    struct placement *placements;
    size_t count, capacity;
    struct place *places;
    size_t place_count, place_capacity;
    struct place *anchors;
    int page;  /* the page that is filled, from 1 */
    double y;  /* where its next strip would stand */
    bool used; /* something stands on it */
    bool kept; /* the last of it is a heading or so, which stays with what comes next */
};

/* ------------------------------------------------------------ making up pages */

static double body_height(const struct pages *pages)
{
    return pages->height - BODY_TOP - BODY_BOTTOM;
}

static double room(const struct pages *pages)
{
    return pages->height - BODY_BOTTOM - pages->y;
}

static void turn_page(struct pages *pages)
{
    pages->page++;
    pages->y = BODY_TOP;
    pages->used = false;
}

static void place(struct pages *pages, const struct ht_pdf_strip *strip, double from, double to)
{
    HT_GROW(pages->placements, pages->count, pages->capacity);
    struct placement *placement = &pages->placements[pages->count++];
    *placement = (struct placement){strip, pages->page, pages->y - from, from, to};
    pages->y += to - from;
    pages->used = true;
}

static double top_of_word(const struct ht_pdf_mark *mark)
{
    double rise = mark->turned ? mark->word->width : HT_PDF_RISE;
    return mark->y - mark->size * rise;
}

static double bottom_of_word(const struct ht_pdf_mark *mark)
{
    return mark->y + (mark->turned ? 0 : mark->size * (HT_PDF_LEADING - HT_PDF_RISE));
}

/* How far down a strip can be cut so that no word is. */
static double find_cut(const struct ht_pdf_strip *strip, double limit)
{
    double cut = limit, before;
    do {
        before = cut;
        for (const struct ht_pdf_mark *mark = strip->marks.first; mark; mark = mark->next)
            if (mark->what == HT_PDF_WORD && bottom_of_word(mark) > cut && top_of_word(mark) < cut)
                cut = top_of_word(mark);
    } while (cut < before);
    return cut;
}

/* A strip higher than a page. */
static void place_parts(struct pages *pages, const struct ht_pdf_strip *strip)
{
    double from = 0;
    while (strip->marks.height - from > room(pages)) {
        double cut = find_cut(strip, from + room(pages));
        if (cut <= from)
            cut = from + room(pages);
        place(pages, strip, from, cut);
        from = cut;
        turn_page(pages);
    }
    place(pages, strip, from, strip->marks.height);
}

/* The height that a strip must find on a page to begin on it. */
static double least_height(const struct pages *pages, const struct ht_pdf_strip *strip)
{
    /* What is nearly as high as a page is cut rather than parted from its heading. */
    return strip->marks.height > body_height(pages) - HEADINGS ? body_height(pages) / 3
                                                               : strip->marks.height;
}

/* The height from a strip to another that follows, and to those that it must stay with. */
static double height_to(const struct pages *pages, const struct ht_pdf_strip *strip,
                        const struct ht_pdf_strip *last)
{
    double height = least_height(pages, strip);
    bool reached = strip == last;
    while (strip->next && (!reached || strip->keep)) {
        strip = strip->next;
        height += strip->gap + least_height(pages, strip);
        reached |= strip == last;
    }
    return height;
}

static bool needs_page(const struct pages *pages, const struct ht_pdf_strip *strip)
{
    double left = room(pages) - strip->gap;
    if (!pages->used || (strip->new_page && pages->kept))
        return false;
    if (strip->new_page)
        return true;
    if (strip->last) {
        double together = height_to(pages, strip, strip->last);
        if (together > left && together <= body_height(pages))
            return true;
    }
    return height_to(pages, strip, strip) > left;
}

static void place_strip(struct pages *pages, const struct ht_pdf_strip *strip)
{
    if (needs_page(pages, strip)) {
        turn_page(pages);
        if (strip->head)
            place(pages, strip->head, 0, strip->head->marks.height);
    } else if (pages->used) {
        pages->y += strip->gap;
    }
    if (strip->marks.height > room(pages))
        place_parts(pages, strip);
    else
        place(pages, strip, 0, strip->marks.height);
    pages->kept = strip->keep;
}

/* ------------------------------------------------------------ links and bookmarks */

/* Tags an area as a link or its end: an attribute whose value is quoted, and the rest of them. */
static void draw_tag(cairo_t *cairo, const char *tag, const char *name, const char *value,
                     const char *rest)
{
    GString *text = g_string_new(name);
    g_string_append(text, "='");
    for (; *value; value++) {
        if (strchr("'\\", *value))
            g_string_append_c(text, '\\');
        g_string_append_c(text, *value);
    }
    g_string_append_printf(text, "' %s", rest);
    cairo_tag_begin(cairo, tag, text->str);
    cairo_tag_end(cairo, tag);
    g_string_free(text, TRUE);
}

/* Whole points here and below, as the locale may have a comma in fractions. */
static void draw_link(const struct pages *pages, cairo_t *cairo, const struct ht_pdf_mark *mark,
                      double y)
{
    struct place *place;
    HASH_FIND_STR(pages->anchors, mark->target, place);
    if (!place)
        return;
    char *where = ht_format("rect=[%d %d %d %d]", (int)(pages->margin + mark->x),
                            (int)(y + mark->y), (int)ceil(mark->width), (int)ceil(mark->height));
    draw_tag(cairo, CAIRO_TAG_LINK, "dest", mark->target, where);
    free(where);
}

/* Where links to a section lead; cairo 1.16 has no links to a page's number. */
static void draw_place(const struct pages *pages, cairo_t *cairo, const struct ht_pdf_mark *mark,
                       double y)
{
    struct place *place = NULL;
    const char *anchor = mark->section->anchor;
    if (anchor)
        HASH_FIND_STR(pages->anchors, anchor, place);
    if (!place || place->mark != mark)
        return;
    char *here = ht_format("x=%d y=%d", (int)pages->margin, (int)(y + mark->y));
    draw_tag(cairo, CAIRO_TAG_DEST, "name", anchor, here);
    free(here);
}

/* What a heading says, in one line. Use free(). */
static char *heading_text(const struct ht_doc_text *heading)
{
    GString *text = g_string_new(NULL);
    for (const struct ht_doc_piece *piece = heading->first; piece; piece = piece->next)
        g_string_append_printf(text, "%s%s", piece->style & HT_NEW_LINE ? " " : "", piece->text);
    char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
    g_string_free(text, TRUE);
    return valid;
}

static void add_bookmarks(const struct pages *pages, cairo_surface_t *surface)
{
    int above[HT_PDF_LEVELS + 1] = {CAIRO_PDF_OUTLINE_ROOT};
    for (size_t i = 0; i < pages->place_count; i++) {
        const struct place *place = &pages->places[i];
        int level = place->mark->level;
        if (!place->mark->section->heading.first)
            continue;
        char *text = heading_text(&place->mark->section->heading);
        char *where =
            ht_format("page=%d pos=[%d %d]", place->page, (int)pages->margin, (int)place->y);
        int added = cairo_pdf_surface_add_outline(surface, above[level - 1], text, where, 0);
        for (int below = level; below <= HT_PDF_LEVELS; below++)
            above[below] = added;
        free(where);
        g_free(text);
    }
}

/* ------------------------------------------------------------ drawing */

/* The edges of pages: what stands in the margins. */
struct edges {
    struct ht_pdf_marks title, subtitle, footer;
    double room; /* width of the subtitle's lines, of which the last is beside the title */
};

static const struct ht_pdf_manner title_manner = {.size = 10, .bold = true};
static const struct ht_pdf_manner left_manner = {.size = 7.5, .tone = HT_TONE_FREE};
static const struct ht_pdf_manner right_manner = {
    .size = 7.5, .tone = HT_TONE_FREE, .to_right = true};

static struct edges set_edges(const struct pages *pages)
{
    const struct ht_pdf_galley *galley = &pages->galley;
    const struct ht_document *document = pages->document;
    struct ht_doc_piece piece = {.text = document->title};
    double most = galley->width * 0.6, word;
    double title =
        ht_pdf_text_width(galley, &(struct ht_doc_text){.first = &piece}, &title_manner, &word) +
        title_manner.size;
    double room = galley->width - (title < most ? title : most);
    return (struct edges){
        .title = ht_pdf_text_say(galley, document->title, &title_manner, most),
        .subtitle = ht_pdf_text_say(galley, document->subtitle, &right_manner, room),
        .room = room,
        .footer = ht_pdf_text_say(galley, document->footer, &left_manner, galley->width * 0.8),
    };
}

static void draw_marks(struct ht_pdf_pen *pen, const struct ht_pdf_marks *marks, double x, double y)
{
    for (const struct ht_pdf_mark *mark = marks->first; mark; mark = mark->next)
        ht_pdf_pen_draw(pen, mark, MARGIN + x, y);
}

static void draw_edges(const struct pages *pages, struct ht_pdf_pen *pen, const struct edges *edges,
                       int page)
{
    obstack_printf(pages->galley.memory, "Page %d of %d%c", page, pages->page, 0);
    const char *text = obstack_finish(pages->galley.memory);
    struct ht_pdf_marks number =
        ht_pdf_text_say(&pages->galley, text, &right_manner, pages->galley.width);
    struct ht_pdf_mark line = {.what = HT_PDF_BOX,
                               .colour = ht_tones[HT_TONE_ACCENT].paper,
                               .y = HEADER_TOP + 14,
                               .width = pages->galley.width,
                               .height = 0.8};
    ht_pdf_pen_draw(pen, &line, MARGIN, 0);
    draw_marks(pen, &edges->title, 0, HEADER_TOP - 1);
    draw_marks(pen, &edges->subtitle, pages->galley.width - edges->room,
               HEADER_TOP + 1.5 + right_manner.size * HT_PDF_LEADING - edges->subtitle.height);
    draw_marks(pen, &edges->footer, 0, pages->height - FOOTER_TOP);
    draw_marks(pen, &number, 0, pages->height - FOOTER_TOP);
}

static bool is_on(const struct placement *placement, const struct ht_pdf_mark *mark)
{
    double y = mark->what == HT_PDF_WORD ? top_of_word(mark) : mark->y;
    return y >= placement->from - 0.01 && y < placement->to - 0.01;
}

static void draw_strip(const struct pages *pages, struct ht_pdf_pen *pen,
                       const struct placement *placement)
{
    const struct ht_pdf_marks *marks = &placement->strip->marks;
    for (const struct ht_pdf_mark *mark = marks->first; mark; mark = mark->next) {
        if (mark->what == HT_PDF_LINK)
            draw_link(pages, pen->cairo, mark, placement->y);
        else if (mark->what == HT_PDF_PLACE)
            draw_place(pages, pen->cairo, mark, placement->y);
        else if (mark->what != HT_PDF_PAPER)
            ht_pdf_pen_draw(pen, mark, pages->margin, placement->y);
    }
}

/* Words and links are on the one part that their tops are on; all else is cut through. */
static void draw_part(const struct pages *pages, struct ht_pdf_pen *pen,
                      const struct placement *placement)
{
    ht_pdf_pen_lift(pen);
    cairo_save(pen->cairo);
    cairo_rectangle(pen->cairo, 0, placement->y + placement->from, pages->width,
                    placement->to - placement->from);
    cairo_clip(pen->cairo);
    for (const struct ht_pdf_mark *mark = placement->strip->marks.first; mark; mark = mark->next) {
        bool on = is_on(placement, mark);
        if (mark->what == HT_PDF_LINK && on)
            draw_link(pages, pen->cairo, mark, placement->y);
        else if (mark->what == HT_PDF_PLACE && on)
            draw_place(pages, pen->cairo, mark, placement->y);
        else if (mark->what < HT_PDF_WORD || (mark->what == HT_PDF_WORD && on))
            ht_pdf_pen_draw(pen, mark, pages->margin, placement->y);
    }
    ht_pdf_pen_lift(pen);
    cairo_restore(pen->cairo);
}

static bool is_whole(const struct placement *placement)
{
    return placement->from == 0 && placement->to == placement->strip->marks.height;
}

static bool draw_pages(const struct pages *pages, cairo_surface_t *surface)
{
    struct ht_pdf_pen pen = {.cairo = cairo_create(surface), .type = pages->galley.type};
    struct edges edges = set_edges(pages);
    const struct placement *first = pages->placements, *last = first + pages->count;
    for (int page = 1; page <= pages->page; page++) {
        const struct placement *end = first;
        while (end < last && end->page == page)
            end++;
        /* Draws the papers of a page's strips; all of them lie below whatever else is on it. */
        for (const struct placement *each = first; each < end; each++) {
            if (!is_whole(each))
                continue;
            for (const struct ht_pdf_mark *mark = each->strip->marks.first; mark; mark = mark->next)
                if (mark->what == HT_PDF_PAPER)
                    ht_pdf_pen_paper(&pen, mark, pages->margin, each->y);
        }
        ht_pdf_pen_papers(&pen);
        if (!pages->document->letters)
            draw_edges(pages, &pen, &edges, page);
        for (; first < end; first++)
            (is_whole(first) ? draw_strip : draw_part)(pages, &pen, first);
        ht_pdf_pen_lift(&pen);
        cairo_show_page(pen.cairo);
    }
    bool is_drawn = cairo_status(pen.cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(pen.cairo);
    free(pen.papers);
    return is_drawn;
}

/* ------------------------------------------------------------ the file */

/* Errors stay in the stream: cairo 1.16 would not survive to hear of them. */
static cairo_status_t write_bytes(void *stream, const unsigned char *bytes, unsigned count)
{
    fwrite(bytes, 1, count, stream);
    return CAIRO_STATUS_SUCCESS;
}

static double margin_of(const struct ht_document *document)
{
    return document->letters ? WIDE_MARGIN : MARGIN;
}

double ht_pdf_pages_width(const struct ht_document *document)
{
    return (document->landscape ? LONG_SIDE : SHORT_SIDE) - 2 * margin_of(document);
}

bool ht_pdf_pages_write(FILE *stream, const struct ht_document *document,
                        const struct ht_pdf_galley *galley)
{
    struct pages pages = {.document = document,
                          .galley = *galley,
                          .width = document->landscape ? LONG_SIDE : SHORT_SIDE,
                          .height = document->landscape ? SHORT_SIDE : LONG_SIDE,
                          .margin = margin_of(document)};
    turn_page(&pages);
    for (const struct ht_pdf_strip *strip = galley->first; strip; strip = strip->next)
        place_strip(&pages, strip);
    for (size_t i = 0; i < pages.count; i++) {
        const struct placement *placement = &pages.placements[i];
        for (const struct ht_pdf_mark *mark = placement->strip->marks.first; mark;
             mark = mark->next) {
            if (mark->what != HT_PDF_PLACE || mark->y < placement->from || mark->y >= placement->to)
                continue;
            HT_GROW(pages.places, pages.place_count, pages.place_capacity);
            pages.places[pages.place_count++] =
                (struct place){.mark = mark, .page = placement->page, .y = placement->y + mark->y};
        }
    }
    for (size_t i = 0; i < pages.place_count; i++) {
        struct place *each = &pages.places[i], *found;
        const char *anchor = each->mark->section->anchor;
        if (!anchor)
            continue;
        HASH_FIND_STR(pages.anchors, anchor, found);
        if (!found)
            HASH_ADD_KEYPTR(hh, pages.anchors, anchor, strlen(anchor), each);
    }
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(write_bytes, stream, pages.width, pages.height);
    /* Without the date that cairo would add, so that equal documents are equal files. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, document->subtitle);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "halfterm");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    bool is_drawn = draw_pages(&pages, surface);
    add_bookmarks(&pages, surface);
    cairo_surface_finish(surface);
    is_drawn = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && is_drawn;
    cairo_surface_destroy(surface);
    HASH_CLEAR(hh, pages.anchors);
    free(pages.places);
    free(pages.placements);
    return is_drawn;
}
