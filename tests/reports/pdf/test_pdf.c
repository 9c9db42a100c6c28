/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/pdf.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ documents */

static const char *const names[] = {
    "Ada Example",
    "Zoë Ünal-Łącka",
    "O'Hara & <Sons> \"Ltd\"",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss",
    "Никита Ωμέγα",
    "ליאורה כהן",
    "office affluent fjord",
};

enum { NAME_COUNT = sizeof names / sizeof *names };

static void say(struct ht_document *document, const char *text)
{
    ht_doc_put(document, "%s", text);
}

static void open_section(struct ht_document *document, unsigned layout, const char *heading)
{
    ht_doc_open(document, layout, ht_doc_text(document, "at-%s", heading));
    say(document, heading);
}

static void add_rows(struct ht_document *document, enum ht_doc_look look, int columns, int rows)
{
    ht_doc_table(document, look, true);
    say(document, "unseen caption");
    for (int i = 0; i < columns; i++) {
        ht_doc_column(document, 1 + i % 2, i == 1);
        ht_doc_put(document, "Head%d", i);
    }
    for (int row = 0; row < rows; row++) {
        ht_doc_row(document, row % 5 == 4);
        ht_doc_head(document);
        ht_doc_put(document, "Row %d", row);
        for (int i = 1; i < columns; i++) {
            ht_doc_cell(document, (enum ht_tone)((row + i) % HT_TONE_COUNT));
            ht_doc_put(document, "{strong name}%s", names[(row + i) % NAME_COUNT]);
            ht_doc_put(document, "{minor line}09:00–09:30, instead of Maths");
        }
    }
}

static void build_nothing(struct ht_document *document)
{
    (void)document;
}

static void build_text(struct ht_document *document)
{
    open_section(document, 0, "Words");
    ht_doc_paragraph(document, HT_TONE_NONE);
    say(document, "Some of it ");
    ht_doc_put(document, "{strong}stands out");
    say(document, ", all of it is there.");
    ht_doc_paragraph(document, HT_TONE_ALERT);
    say(document, "A notice that goes on for longer than a line can hold, so that it has to be "
                  "broken, and is then broken again, as it goes on and on and on and on and on.");
    ht_doc_list(document);
    ht_doc_facts(document);
    ht_doc_fact(document, "of what there is");
    say(document, "7");
    ht_doc_list(document);
    for (int i = 0; i < NAME_COUNT; i++) {
        ht_doc_item(document);
        ht_doc_put(document, "{name}%s", names[i]);
        say(document, ", and more");
    }
    ht_doc_close(document);
}

static void build_new_pages(struct ht_document *document)
{
    for (int i = 0; i < 3; i++) {
        open_section(document, HT_NEW_PAGE, names[i]);
        ht_doc_close(document);
    }
}

/* The second does not fit below the first. */
static void build_together(struct ht_document *document)
{
    for (int i = 0; i < 2; i++) {
        open_section(document, HT_TOGETHER, names[i]);
        add_rows(document, HT_GRID, 3, 16);
        ht_doc_close(document);
    }
}

/* A page is not high enough for it. */
static void build_high_row(struct ht_document *document)
{
    open_section(document, 0, "High");
    ht_doc_table(document, HT_GRID, true);
    ht_doc_column(document, 1, false);
    say(document, "Head");
    ht_doc_row(document, false);
    ht_doc_cell(document, HT_TONE_NONE);
    for (int i = 0; i < 120; i++)
        ht_doc_put(document, "{line}line %d of many", i);
    ht_doc_close(document);
}

static void build_long_table(struct ht_document *document)
{
    open_section(document, 0, "Long");
    add_rows(document, HT_ROWS, 2, 60);
    ht_doc_close(document);
}

static void build_narrow_grid(struct ht_document *document)
{
    document->landscape = true;
    add_rows(document, HT_GRID, 14, 2);
}

static void build_wide_rows(struct ht_document *document)
{
    add_rows(document, HT_ROWS, 9, 3);
}

static void build_reaching(struct ht_document *document)
{
    ht_doc_table(document, HT_GRID, false);
    say(document, "Seen caption");
    ht_doc_columns(document, "One|Two");
    for (int i = 0; i < 4; i++) {
        ht_doc_row(document, false);
        ht_doc_head(document);
        ht_doc_put(document, "Row %d", i);
        if (i % 2)
            continue;
        ht_doc_cell(document, HT_TONE_BUSY);
        ht_doc_put(document, "over two rows from %d", i);
        ht_doc_reach(document, 2);
    }
}

static void build_tiles(struct ht_document *document)
{
    open_section(document, HT_TILES, "Cards");
    for (int i = 0; i < NAME_COUNT; i++) {
        open_section(document, HT_TOGETHER, names[i]);
        add_rows(document, HT_ROWS, 3, 4);
        ht_doc_close(document);
    }
    ht_doc_close(document);
}

static void build_figure(struct ht_document *document)
{
    static const struct ht_doc_shape shapes[] = {
        {.what = HT_SHAPE_BOX, .width = 50, .height = 20, .tone = HT_TONE_ACCENT},
        {.what = HT_SHAPE_TEXT, .x = 5, .y = 14, .text = "inside", .tone = HT_TONE_ACCENT},
        {.what = HT_SHAPE_LINE, .y = 90, .width = 2000, .tone = HT_TONE_HEAT_2},
        {.what = HT_SHAPE_TEXT, .x = 2000, .y = 80, .text = "ends", .align = HT_ENDS},
        {.what = HT_SHAPE_TEXT, .x = 900, .y = 90, .text = "upwards", .turned = true},
    };
    ht_doc_figure(document, 2000, 100, "It shows nothing.");
    say(document, "Load by day");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        ht_doc_shape(document, &shapes[i]);
}

static const struct {
    void (*build)(struct ht_document *document);
    int pages;
} documents[] = {
    {build_nothing, 1},  {build_text, 1},       {build_new_pages, 3},   {build_together, 2},
    {build_high_row, 2}, {build_long_table, 3}, {build_narrow_grid, 1}, {build_wide_rows, 1},
    {build_reaching, 1}, {build_tiles, 2},      {build_figure, 1},
};

/* ------------------------------------------------------------ what the files hold */

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static struct ht_document *make_document(void (*build)(struct ht_document *document))
{
    struct ht_document *document = ht_document_new("The title", "the subtitle", "the footer");
    build(document);
    return document;
}

/* Writes the document to a.pdf, and what poppler reads in it to NAME, from one page or all (0). */
static void write_file(const struct ht_document *document)
{
    FILE *stream = fopen(scratch_path(&scratch, "a.pdf"), "w");
    ck_assert_ptr_nonnull(stream);
    ht_pdf_document(stream, document);
    ck_assert_int_eq(ferror(stream), 0);
    fclose(stream);
}

static int count_pages(void)
{
    ck_assert_int_eq(scratch_shell(&scratch, "pdfinfo $T/a.pdf | sed -n 's/^Pages: *//p' >$T/n"),
                     0);
    char *text = scratch_text(&scratch, "n");
    int pages = atoi(text);
    free(text);
    return pages;
}

/* The text without its blanks, as lines end where fonts let them end; and without the marks that
 * poppler sets around what reads from right to left. In place. */
static void squeeze(char *text)
{
    static const char *const marks[] = {"\u202a", "\u202b", "\u202c"};
    char *end = text;
    for (const char *at = text; *at; at++) {
        bool mark = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            mark |= strncmp(at, marks[i], strlen(marks[i])) == 0;
        if (mark)
            at += strlen(marks[0]) - 1;
        else if (!strchr(" \n\r\t\f", *at))
            *end++ = *at;
    }
    *end = '\0';
}

/* What poppler reads on a page, or on all (0), without blanks. Use free(). */
static char *read_pages(int page)
{
    char *command = page ? ht_format("pdftotext -raw -f %d -l %d $T/a.pdf $T/t", page, page)
                         : ht_format("pdftotext -raw $T/a.pdf $T/t");
    ck_assert_int_eq(scratch_shell(&scratch, command), 0);
    free(command);
    char *text = scratch_text(&scratch, "t");
    squeeze(text);
    return text;
}

/* A place in the text that was read: everything said must come after what was said before. */
static void expect_piece(const char **at, const char *text)
{
    char *wanted = ht_copy_text(text, strlen(text));
    squeeze(wanted);
    const char *found = strstr(*at, wanted);
    ck_assert_msg(found != NULL, "'%s' is not in: %.2000s", wanted, *at);
    *at = found + strlen(wanted);
    free(wanted);
}

static void expect_text(const char **at, const struct ht_doc_text *text)
{
    for (const struct ht_doc_piece *piece = text->first; piece; piece = piece->next)
        expect_piece(at, piece->text);
}

static void expect_items(const char **at, const struct ht_doc_items *items)
{
    for (const struct ht_doc_item *item = items->first; item; item = item->next) {
        expect_text(at, &item->text);
        if (item->label)
            expect_piece(at, item->label);
    }
}

static void expect_table(const char **at, const struct ht_doc_table *table)
{
    if (!table->unseen)
        expect_text(at, &table->caption);
    for (const struct ht_doc_column *column = table->columns; column; column = column->next)
        expect_text(at, &column->head);
    for (const struct ht_doc_row *row = table->rows; row; row = row->next)
        for (const struct ht_doc_cell *cell = row->first; cell; cell = cell->next)
            expect_text(at, &cell->text);
}

static void expect_figure(const char **at, const struct ht_doc_figure *figure)
{
    expect_text(at, &figure->caption);
    for (const struct ht_doc_shape *shape = figure->first; shape; shape = shape->next)
        if (shape->what == HT_SHAPE_TEXT)
            expect_piece(at, shape->text);
}

static void expect_section(const char **at, const struct ht_doc_section *section)
{
    expect_text(at, &section->heading);
    for (const struct ht_doc_block *block = section->first; block; block = block->next) {
        if (block->what == HT_DOC_SECTION)
            expect_section(at, &block->section);
        else if (block->what == HT_DOC_PARAGRAPH)
            expect_text(at, &block->paragraph.text);
        else if (block->what == HT_DOC_TABLE)
            expect_table(at, &block->table);
        else if (block->what == HT_DOC_FIGURE)
            expect_figure(at, &block->figure);
        else
            expect_items(at, &block->items);
    }
}

START_TEST(test_no_word_is_lost)
{
    struct ht_document *document = make_document(documents[_i].build);
    write_file(document);
    char *text = read_pages(0);
    const char *at = text;
    expect_section(&at, &document->body);
    ck_assert_ptr_null(strstr(text, "unseen"));
    free(text);
    ht_document_free(document);
}
END_TEST

START_TEST(test_pages)
{
    struct ht_document *document = make_document(documents[_i].build);
    write_file(document);
    int pages = count_pages();
    ck_assert_int_eq(pages, documents[_i].pages);
    for (int page = 1; page <= pages; page++) {
        char *text = read_pages(page);
        char *number = ht_format("thefooterPage%dof%d", page, pages);
        ck_assert_msg(strstr(text, "Thetitlethesubtitle") && strstr(text, number), "%s", text);
        free(number);
        free(text);
    }
    ht_document_free(document);
}
END_TEST

/* Which page a text is on, in the documents that are made up of several. */
static const struct {
    void (*build)(struct ht_document *document);
    const char *text;
    unsigned pages; /* bits: 2 for page 1, 4 for page 2 ... */
} places[] = {
    {build_new_pages, "AdaExample", 2},
    {build_new_pages, "ZoëÜnal-Łącka", 4},
    {build_together, "Row15", 2 | 4},
    {build_together, "Head0", 2 | 4},
    {build_long_table, "Head0Head1", 2 | 4 | 8},
    {build_long_table, "Row59", 8},
    {build_high_row, "line0ofmany", 2},
    {build_high_row, "line119ofmany", 4},
};

START_TEST(test_places)
{
    struct ht_document *document = make_document(places[_i].build);
    write_file(document);
    unsigned found = 0;
    for (int page = count_pages(); page > 0; page--) {
        char *text = read_pages(page);
        if (strstr(text, places[_i].text))
            found |= 1u << page;
        free(text);
    }
    ck_assert_uint_eq(found, places[_i].pages);
    ht_document_free(document);
}
END_TEST

/* ------------------------------------------------------------ words that are hard to set */

/* What is said, and what poppler reads, both without blanks. */
static const struct {
    const char *said, *read;
} words[] = {
    {"ends \x01\x02\x1b\x7f here", "endshere"},
    {"two\nlines\tand\rmore", "twolinesandmore"},
    {"broken \xff bytes", "broken\xef\xbf\xbd"
                          "bytes"},
    {"next\xc2\x85line", "nextline"},
    {"paragraph\xe2\x80\xa9"
     "end",
     "paragraphend"},
    {"לי אור", "ליאור"},
    {"   ", ""},
    {"", ""},
};

START_TEST(test_words)
{
    struct ht_document *document = ht_document_new("The title", "the subtitle", "the footer");
    ht_doc_paragraph(document, HT_TONE_NONE);
    say(document, "before");
    ht_doc_put(document, "{name}%s", words[_i].said);
    say(document, "after");
    write_file(document);
    char *text = read_pages(0), *wanted = ht_format("before%safter", words[_i].read);
    ck_assert_msg(strstr(text, wanted) != NULL, "'%s' is not in: %s", wanted, text);
    free(wanted);
    free(text);
    ht_document_free(document);
}
END_TEST

/* ------------------------------------------------------------ links and bookmarks */

static size_t count_in_file(const char *part)
{
    gsize size, count = 0;
    char *file;
    ck_assert(g_file_get_contents(scratch_path(&scratch, "a.pdf"), &file, &size, NULL));
    for (const char *at = file; (at = memmem(at, size - (size_t)(at - file), part, strlen(part)));
         at++)
        count++;
    g_free(file);
    return count;
}

START_TEST(test_links)
{
    static const char *const targets[] = {"#at-AdaExample", "#nowhere", "other.html#at-AdaExample"};
    struct ht_document *document = ht_document_new("The title", "the subtitle", "the footer");
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        ht_doc_paragraph(document, HT_TONE_NONE);
        say(document, "two words");
        ht_doc_lead(document, "%s", targets[i]);
    }
    open_section(document, HT_NEW_PAGE, "AdaExample");
    open_section(document, 0, "Below");
    ht_doc_close(document);
    ht_doc_close(document);
    write_file(document);
    ck_assert_uint_eq(count_in_file("/Subtype /Link"), 1);
    ck_assert_uint_eq(count_in_file("/Dest (at-AdaExample)"), 1);
    ck_assert_int_eq(
        scratch_shell(&scratch, "pdfinfo -dests $T/a.pdf | grep -q '^ *2 .*\"at-AdaExample\"'"), 0);
    ck_assert_uint_eq(count_in_file("/Title (AdaExample)"), 1);
    ck_assert_uint_eq(count_in_file("/Title (Below)"), 1);
    ht_document_free(document);
}
END_TEST

START_TEST(test_same_bytes)
{
    struct ht_document *document = make_document(build_text);
    write_file(document);
    ck_assert_int_eq(scratch_shell(&scratch, "mv $T/a.pdf $T/b.pdf"), 0);
    write_file(document);
    ck_assert_int_eq(scratch_shell(&scratch, "cmp $T/a.pdf $T/b.pdf"), 0);
    ht_document_free(document);
}
END_TEST

START_TEST(test_error_stays)
{
    struct ht_document *document = make_document(build_text);
    FILE *full = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(full);
    setvbuf(full, NULL, _IONBF, 0);
    ht_pdf_document(full, document);
    ck_assert_int_ne(ferror(full), 0);
    fclose(full);
    ht_document_free(document);
}
END_TEST

Suite *suite_pdf(void)
{
    Suite *suite = suite_create("pdf");
    TCase *tests = tcase_create("documents");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_no_word_is_lost, 0, sizeof documents / sizeof *documents);
    tcase_add_loop_test(tests, test_pages, 0, sizeof documents / sizeof *documents);
    tcase_add_loop_test(tests, test_places, 0, sizeof places / sizeof *places);
    tcase_add_loop_test(tests, test_words, 0, sizeof words / sizeof *words);
    tcase_add_test(tests, test_links);
    tcase_add_test(tests, test_same_bytes);
    tcase_add_test(tests, test_error_stays);
    suite_add_tcase(suite, tests);
    return suite;
}
