/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html/page.h"

#include "reports/html/style.h"
#include "reports/text/html.h"
#include "solver/base/memory.h"

#include <glib.h>

/* ------------------------------------------------------------ text */

static void write_piece(FILE *stream, const struct ht_doc_piece *piece)
{
    static const struct {
        unsigned style;
        const char *start, *end;
    } marks[] = {
        {HT_STRONG, "<b>", "</b>"},
        {HT_MINOR, "<small>", "</small>"},
        {HT_NAME, "<bdi>", "</bdi>"},
    };
    enum { MARK_COUNT = sizeof marks / sizeof *marks };
    if (piece->style & HT_NEW_LINE)
        fputs("<br>", stream);
    if (piece->target)
        ht_html(stream, "<a href=\"%s\">", piece->target);
    for (size_t i = 0; i < MARK_COUNT; i++)
        if (piece->style & marks[i].style)
            fputs(marks[i].start, stream);
    ht_html_text(stream, piece->text);
    for (size_t i = MARK_COUNT; i-- > 0;)
        if (piece->style & marks[i].style)
            fputs(marks[i].end, stream);
    if (piece->target)
        fputs("</a>", stream);
}

static void write_text(FILE *stream, const struct ht_doc_text *text)
{
    for (const struct ht_doc_piece *piece = text->first; piece; piece = piece->next)
        write_piece(stream, piece);
}

/* The bare text, as it may stand in an attribute. */
static void write_bare(FILE *stream, const struct ht_doc_text *text)
{
    for (const struct ht_doc_piece *piece = text->first; piece; piece = piece->next) {
        if (piece->style & HT_NEW_LINE)
            putc(' ', stream);
        ht_html_text(stream, piece->text);
    }
}

/* ------------------------------------------------------------ tables */

static double sum_of_weights(const struct ht_doc_table *table)
{
    double sum = 0;
    for (const struct ht_doc_column *column = table->columns; column; column = column->next)
        sum += column->weight;
    return sum;
}

/* How many of the narrowest column the table is wide: the style sheet keeps that one readable. */
static double columns_wide(const struct ht_doc_table *table)
{
    double least = table->columns->weight;
    for (const struct ht_doc_column *column = table->columns; column; column = column->next)
        least = column->weight < least ? column->weight : least;
    return sum_of_weights(table) / least;
}

/* Of the classes that a cell may have, the tone's comes first. */
static void write_cell(FILE *stream, const struct ht_doc_cell *cell, bool number)
{
    fputs(cell->head ? "<th scope=\"row\"" : "<td", stream);
    if (cell->rows > 1)
        fprintf(stream, " rowspan=\"%d\"", cell->rows);
    bool toned = cell->tone && !cell->head;
    if (toned || number)
        fprintf(stream, " class=\"%s%s%s\"", toned ? ht_tones[cell->tone].word : "",
                toned && number ? " " : "", number ? "n" : "");
    putc('>', stream);
    write_text(stream, &cell->text);
    fputs(cell->head ? "</th>" : "</td>", stream);
}

/* What does not fit the screen can be scrolled, also by keyboard. */
static void write_table(FILE *stream, const struct ht_doc_table *table)
{
    static const char *const classes[] = {
        [HT_ROWS] = "rows", [HT_GRID] = "grid", [HT_WALL] = "grid wall"};
    fputs("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"", stream);
    write_bare(stream, &table->caption);
    fprintf(stream, "\">\n<table class=\"%s\"", classes[table->look]);
    if (table->look != HT_ROWS)
        fprintf(stream, " style=\"--columns:%.1f\"", columns_wide(table));
    fputs(">\n", stream);
    fputs(table->unseen ? "<caption class=\"unseen\">" : "<caption>", stream);
    write_text(stream, &table->caption);
    fputs("</caption>\n", stream);
    if (table->look != HT_ROWS) {
        /* Tables that are as wide as their text need no widths. */
        double sum = sum_of_weights(table);
        fputs("<colgroup>", stream);
        for (const struct ht_doc_column *column = table->columns; column; column = column->next)
            fprintf(stream, "<col style=\"width:%.1f%%\">", 100 * column->weight / sum);
        fputs("</colgroup>\n", stream);
    }
    fputs("<thead><tr>", stream);
    for (const struct ht_doc_column *column = table->columns; column; column = column->next) {
        fputs(column->number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">", stream);
        write_text(stream, &column->head);
        fputs("</th>", stream);
    }
    fputs("</tr></thead>\n", stream);
    /* In rows that a cell reaches into from above, the columns are not counted: grids have no
     * numbers.
     */
    fputs("<tbody>\n", stream);
    for (const struct ht_doc_row *row = table->rows; row; row = row->next) {
        fputs(row->slim ? "<tr class=\"slim\">" : "<tr>", stream);
        const struct ht_doc_column *column = table->columns;
        for (const struct ht_doc_cell *cell = row->first; cell; cell = cell->next) {
            write_cell(stream, cell, column && column->number);
            column = column ? column->next : NULL;
        }
        fputs("</tr>\n", stream);
    }
    fputs("</tbody>\n", stream);
    fputs("</table>\n</div>\n", stream);
}

/* ------------------------------------------------------------ figures */

static void write_shape(FILE *stream, const struct ht_doc_shape *shape)
{
    if (shape->what == HT_SHAPE_TEXT) {
        static const char *const anchors[] = {
            [HT_STARTS] = "start", [HT_MIDDLE] = "middle", [HT_ENDS] = "end"};
        fprintf(stream, "<text x=\"%g\" y=\"%g\" text-anchor=\"%s\" class=\"i-%s\"", shape->x,
                shape->y, anchors[shape->align], ht_tones[shape->tone].word);
        if (shape->turned)
            fprintf(stream, " transform=\"rotate(-90 %g %g)\"", shape->x, shape->y);
        ht_html(stream, ">%s</text>\n", shape->text);
    } else if (shape->what == HT_SHAPE_BOX) {
        fprintf(stream, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" class=\"f-%s\">",
                shape->x, shape->y, shape->width, shape->height, ht_tones[shape->tone].word);
        if (shape->text)
            ht_html(stream, "<title>%s</title>", shape->text);
        fputs("</rect>\n", stream);
    } else
        fprintf(stream, "<path d=\"M%g %gl%g %g\" class=\"f-%s\"/>\n", shape->x, shape->y,
                shape->width, shape->height, ht_tones[shape->tone].word);
}

/* ------------------------------------------------------------ sections */

static const struct ht_doc_section *section_of(const struct ht_doc_block *block)
{
    return block->what == HT_DOC_SECTION ? &block->section : NULL;
}

/* Links to the parts of a section that links can lead to, where there are several. */
static void write_index(FILE *stream, const struct ht_doc_section *section)
{
    size_t count = 0;
    for (const struct ht_doc_block *block = section->first; block; block = block->next)
        count += section_of(block) && block->section.anchor;
    if (count < 2)
        return;
    fputs("<ul class=\"index\">\n", stream);
    for (const struct ht_doc_block *block = section->first; block; block = block->next) {
        if (!section_of(block) || !block->section.anchor)
            continue;
        ht_html(stream, "<li><a href=\"#%s\"><bdi>%s</bdi></a></li>\n", block->section.anchor,
                block->section.heading.first->text);
    }
    fputs("</ul>\n", stream);
}

static void write_content(FILE *stream, const struct ht_doc_section *section, int level);

static void write_classes(FILE *stream, unsigned layout)
{
    static const struct {
        unsigned layout;
        const char *word;
    } classes[] = {
        {HT_NEW_PAGE, "page"}, {HT_TOGETHER, "whole"},      {HT_TILES, "tiles"},
        {HT_FINDABLE, "find"}, {HT_FIND_ROWS, "find-rows"},
    };
    if (!layout)
        return;
    const char *before = " class=\"";
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (!(layout & classes[i].layout))
            continue;
        fprintf(stream, "%s%s", before, classes[i].word);
        before = " ";
    }
    putc('"', stream);
}

/* Sections of the first level are landmarks; so many as there are students would be no help. */
static void write_section(FILE *stream, const struct ht_doc_section *section, int level)
{
    const char *element = level == 2 && section->anchor ? "section" : "div";
    fprintf(stream, "<%s", element);
    write_classes(stream, section->layout);
    if (section->anchor)
        ht_html(stream, " id=\"%s\"", section->anchor);
    if (level == 2 && section->anchor)
        ht_html(stream, " aria-labelledby=\"%s-head\"", section->anchor);
    fputs(">\n", stream);
    if (section->heading.first) {
        fprintf(stream, "<h%d", level);
        if (section->anchor)
            ht_html(stream, " id=\"%s-head\"", section->anchor);
        putc('>', stream);
        write_text(stream, &section->heading);
        fprintf(stream, "</h%d>\n", level);
    }
    write_content(stream, section, level + (section->heading.first != NULL));
    fprintf(stream, "</%s>\n", element);
}

static void write_block(FILE *stream, const struct ht_doc_block *block, int level)
{
    switch (block->what) {
    case HT_DOC_SECTION:
        write_section(stream, &block->section, level);
        break;
    case HT_DOC_PARAGRAPH:
        if (block->paragraph.tone)
            ht_html(stream, "<p class=\"set-off %s\">", ht_tones[block->paragraph.tone].word);
        else
            fputs("<p>", stream);
        write_text(stream, &block->paragraph.text);
        fputs("</p>\n", stream);
        break;
    case HT_DOC_LIST:
        fputs("<ul>\n", stream);
        for (const struct ht_doc_item *item = block->items.first; item; item = item->next) {
            fputs("<li>", stream);
            write_text(stream, &item->text);
            fputs("</li>\n", stream);
        }
        fputs("</ul>\n", stream);
        break;
    case HT_DOC_FACTS:
        fputs("<dl>\n", stream);
        for (const struct ht_doc_item *item = block->items.first; item; item = item->next) {
            ht_html(stream, "<div><dt>%s</dt><dd>", item->label);
            write_text(stream, &item->text);
            fputs("</dd></div>\n", stream);
        }
        fputs("</dl>\n", stream);
        break;
    case HT_DOC_TABLE:
        write_table(stream, &block->table);
        break;
    case HT_DOC_FIGURE: {
        fputs("<figure>\n<figcaption>", stream);
        write_text(stream, &block->figure.caption);
        fprintf(stream,
                "</figcaption>\n<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
        write_bare(stream, &block->figure.caption);
        fprintf(stream, "\">\n<svg viewBox=\"0 0 %g %g\" width=\"%g\" height=\"%g\" role=\"img\"",
                block->figure.width, block->figure.height, block->figure.width,
                block->figure.height);
        ht_html(stream, " aria-label=\"%s\">\n", block->figure.description);
        for (const struct ht_doc_shape *shape = block->figure.first; shape; shape = shape->next)
            write_shape(stream, shape);
        fputs("</svg>\n</div>\n</figure>\n", stream);
    } break;
    }
}

static void write_content(FILE *stream, const struct ht_doc_section *section, int level)
{
    write_index(stream, section);
    for (const struct ht_doc_block *block = section->first; block; block = block->next)
        write_block(stream, block, level);
}

/* ------------------------------------------------------------ the page */

/* Words that are found whatever their accents; what does not hold all of them is hidden. */
static const char search_script[] =
    "const field = document.getElementById('find');\n"
    "const plain = text => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();\n"
    "const entries = [...document.querySelectorAll('.find, .find-rows tbody tr')]\n"
    "  .map(element => ({element, text: plain(element.textContent)}));\n"
    "const search = () => {\n"
    "  const words = plain(field.value).split(/\\s+/).filter(word => word);\n"
    "  let found = 0;\n"
    "  for (const {element, text} of entries) {\n"
    "    element.hidden = !words.every(word => text.includes(word));\n"
    "    found += !element.hidden;\n"
    "  }\n"
    "  document.getElementById('found').textContent =\n"
    "    words.length ? `${found} of ${entries.length} shown` : '';\n"
    "};\n"
    "if (entries.length > 1) {\n"
    "  field.form.hidden = false;\n"
    "  field.form.addEventListener('submit', event => event.preventDefault());\n"
    "  field.addEventListener('input', search);\n"
    "}\n";

/* The script as a content security policy names it: no other one runs, whatever a name may hold. */
static char *script_digest(void)
{
    guint8 digest[32];
    gsize size = sizeof digest;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)search_script, sizeof search_script - 1);
    g_checksum_get_digest(sum, digest, &size);
    g_checksum_free(sum);
    return g_base64_encode(digest, size);
}

/* A variable for the ink and the paper of each tone. */
static void write_colours(FILE *stream, bool dark)
{
    for (size_t i = 0; i < HT_TONE_COUNT; i++) {
        const struct ht_tone_look *look = &ht_tones[i];
        fprintf(stream, "--%s: #%06x; --%s-ink: #%06x; ", look->word,
                dark ? look->dark_paper : look->paper, look->word,
                dark ? look->dark_ink : look->ink);
    }
    putc('\n', stream);
}

static void write_tones(FILE *stream)
{
    fputs(":root {\n", stream);
    write_colours(stream, false);
    fputs("}\n@media screen and (prefers-color-scheme: dark) { :root {\n", stream);
    write_colours(stream, true);
    fputs("} }\n", stream);
    for (size_t i = 1; i < HT_TONE_COUNT; i++) {
        const char *word = ht_tones[i].word;
        fprintf(stream,
                ".%s { background: var(--%s); color: var(--%s-ink); }\n"
                ".f-%s { fill: var(--%s); stroke: var(--%s); }\n"
                ".i-%s { fill: var(--%s-ink); }\n",
                word, word, word, word, word, word, word, word);
    }
}

static void write_head(FILE *stream, const struct ht_document *document)
{
    char *digest = script_digest();
    fprintf(stream,
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; script-src 'sha256-%s'\">\n",
            digest);
    g_free(digest);
    ht_html(stream,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"robots\" content=\"noindex\">\n"
            "<title>%s · %s</title>\n<style>\n",
            document->title, document->subtitle);
    write_tones(stream);
    fputs(ht_html_style, stream);
    if (document->letters)
        fputs(ht_html_letter_style, stream);
    if (document->landscape)
        fputs("@media print { @page { size: A4 landscape; } }\n", stream);
    fputs("</style>\n</head>\n", stream);
}

static void write_menu(FILE *stream, const struct ht_html_link *links, size_t link_count)
{
    if (link_count < 2)
        return;
    fputs("<nav aria-label=\"Pages\"><ul>\n", stream);
    for (size_t i = 0; i < link_count; i++)
        ht_html(stream,
                links[i].here ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>\n"
                              : "<li><a href=\"%s\">%s</a></li>\n",
                links[i].target, links[i].title);
    fputs("</ul></nav>\n", stream);
}

void ht_html_document(FILE *stream, const struct ht_document *document,
                      const struct ht_html_link *links, size_t link_count)
{
    write_head(stream, document);
    fputs("<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n",
          stream);
    write_menu(stream, links, link_count);
    ht_html(stream, "<h1>%s</h1>\n<p class=\"horizon\">%s</p>\n</header>\n", document->title,
            document->subtitle);
    fputs("<form role=\"search\" hidden><label for=\"find\">Find a name</label> "
          "<input id=\"find\" type=\"search\" autocomplete=\"off\"> "
          "<span id=\"found\" role=\"status\"></span></form>\n"
          "<main id=\"content\" tabindex=\"-1\">\n",
          stream);
    write_content(stream, &document->body, 2);
    ht_html(stream, "</main>\n<footer><p>%s</p></footer>\n<script>", document->footer);
    fputs(search_script, stream);
    fputs("</script>\n</body>\n</html>\n", stream);
}
