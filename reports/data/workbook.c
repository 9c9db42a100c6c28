/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/data/workbook.h"

#include "reports/text/memory_file.h"
#include "solver/base/memory.h"

#include <dlfcn.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <xlsxwriter/third_party/zip.h>

enum {
    MOST_COLUMNS = 32,
    NARROWEST = 6, /* characters */
    WIDEST = 40,
    MARGINS = 2,     /* characters, beside those of the longest text */
    EPOCH = 25569,   /* 1 January 1970 as spreadsheets number days */
    A_DAY = 24 * 60, /* minutes */
};

struct ht_sheet {
    struct ht_workbook *workbook;
    lxw_worksheet *sheet; /* NULL where the system had no room for it */
    size_t columns;
    lxw_row_t row;
    lxw_col_t column;
    size_t widths[MOST_COLUMNS]; /* characters of the longest cell */
};

struct ht_workbook {
    lxw_workbook *workbook;
    lxw_format *heading, *text, *date, *time;
    lxw_format *tones[HT_TONE_COUNT]; /* for conditions; NULL until one needs it */
    struct ht_strings *taken;         /* names of sheets, folded by case */
    struct ht_sheet **sheets;
    size_t count, capacity;        /* sheets */
    struct ht_memory_file archive; /* the file that the library writes */
    bool failed;
};

/* ------------------------------------------------------------ names of sheets */

/* What stands for characters that a sheet's name may not have, or only if it is quoted. */
static const struct {
    char character;
    const char *instead;
} replaced[] = {
    {'[', "("},  {']', ")"},  {':', "-"},  {'*', "-"},  {'?', "-"},  {'/', "-"},
    {'\\', "-"}, {'\'', "’"}, {'\t', " "}, {'\n', " "}, {'\r', " "},
};

/* The text with what a sheet's name may have. Use free(). */
static char *cleaned(const char *text)
{
    enum { REPLACED = sizeof replaced / sizeof *replaced };
    char *clean;
    size_t size;
    FILE *stream = ht_text_new(&clean, &size);
    for (; *text; text++) {
        size_t i = 0;
        while (i < REPLACED && replaced[i].character != *text)
            i++;
        if (i < REPLACED)
            fputs(replaced[i].instead, stream);
        else
            putc(*text, stream);
    }
    ht_text_end(stream, &clean);
    return clean;
}

/* Cuts a text so that no more than most UTF-16 units are left, and white space off its end. */
static void cut(char *text, int most)
{
    char *at = text;
    for (int units = 0; *at; at = g_utf8_next_char(at)) {
        units += (unsigned char)*at >= 0xf0 ? 2 : 1;
        if (units > most)
            break;
    }
    while (at > text && at[-1] == ' ')
        at--;
    *at = '\0';
}

/* Adds the name, unless Excel would not tell it from another, or keeps it for itself. */
static bool take(struct ht_strings *taken, const char *name)
{
    char *folded = g_utf8_casefold(name, -1);
    uint32_t count = ht_strings_count(taken);
    bool is_free = strcmp(folded, "history") && ht_strings_add(taken, folded) == count;
    g_free(folded);
    return is_free;
}

char *ht_sheet_name(struct ht_strings *taken, const char *wanted)
{
    char *clean = cleaned(wanted);
    cut(clean, HT_SHEET_NAME_MOST);
    char *name = ht_format("%s", *clean ? clean : "Sheet");
    for (int number = 2; !take(taken, name); number++) {
        char *ending = ht_format(" (%d)", number);
        cut(clean, HT_SHEET_NAME_MOST - (int)strlen(ending));
        free(name);
        name = ht_format("%s%s", *clean ? clean : "Sheet", ending);
        free(ending);
    }
    free(clean);
    return name;
}

/* ------------------------------------------------------------ the book */

static lxw_format *new_format(struct ht_workbook *workbook, const char *number)
{
    lxw_format *format = workbook_add_format(workbook->workbook);
    if (!format)
        ht_out_of_memory();
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(format, LXW_ALIGN_LEFT);
    if (number)
        format_set_num_format(format, number);
    return format;
}

/* The library says so, and goes on, where it has left something out. */
static void note(struct ht_workbook *workbook, lxw_error error)
{
    workbook->failed |= error != LXW_NO_ERROR;
}

/*
 * The library calls this instead of its own function of that name, so that no student's name goes
 * through a folder that others use, and no disk can be full: it would leave half a sheet out then
 * without a word.
 */
FILE *lxw_tmpfile(char *folder)
{
    (void)folder;
    return ht_memory_file_passing();
}

/* Where the archive of the book that this thread closes goes to, until the library has it. */
static _Thread_local FILE *archive;

static voidpf open_archive(voidpf unused, const void *path, int mode)
{
    (void)unused;
    (void)path;
    (void)mode;
    FILE *taken = archive;
    archive = NULL;
    return taken;
}

/*
 * The library calls this, too, instead of its own: it would write to a path, and there is none that
 * leads to no disk where /proc is not mounted.
 */
zipFile zipOpen(const char *path, int append)
{
    void (*fill)(zlib_filefunc64_def *) = dlsym(RTLD_DEFAULT, "fill_fopen64_filefunc");
    zipFile (*open_to)(const void *, int, zipcharpc *, zlib_filefunc64_def *) =
        dlsym(RTLD_DEFAULT, "zipOpen2_64");
    zlib_filefunc64_def functions;
    if (!fill || !open_to || !archive)
        return NULL;
    fill(&functions);
    functions.zopen64_file = open_archive;
    return open_to(path, append, NULL, &functions);
}

struct ht_workbook *ht_workbook_new(const char *title, time_t made)
{
    struct ht_workbook *workbook = HT_NEW(struct ht_workbook, 1);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    workbook->workbook = workbook_new_opt("workbook", &options);
    if (!workbook->workbook)
        ht_out_of_memory();
    workbook->taken = ht_strings_new();
    const struct ht_tone_look *look = &ht_tones[HT_TONE_ACCENT];
    workbook->text = new_format(workbook, NULL);
    format_set_text_wrap(workbook->text);
    workbook->date = new_format(workbook, "dd mmm yyyy");
    workbook->time = new_format(workbook, "hh:mm");
    workbook->heading = new_format(workbook, NULL);
    format_set_bold(workbook->heading);
    format_set_font_color(workbook->heading, look->ink);
    format_set_bg_color(workbook->heading, look->paper);
    char *text = ht_copy_text(title, strlen(title));
    lxw_doc_properties properties = {.title = text, .created = made};
    note(workbook, workbook_set_properties(workbook->workbook, &properties));
    free(text);
    return workbook;
}

/* ------------------------------------------------------------ sheets */

static void widen(struct ht_sheet *sheet, size_t characters)
{
    HT_REQUIRE(sheet->column < sheet->columns, "the row is full");
    if (characters > sheet->widths[sheet->column])
        sheet->widths[sheet->column] = characters;
    sheet->column++;
}

static void write_text(struct ht_sheet *sheet, const char *text, lxw_format *format)
{
    if (sheet->sheet)
        note(sheet->workbook,
             worksheet_write_string(sheet->sheet, sheet->row, sheet->column, text, format));
    widen(sheet, (size_t)g_utf8_strlen(text, -1));
}

static void write_number(struct ht_sheet *sheet, double number, lxw_format *format, size_t width)
{
    if (sheet->sheet)
        note(sheet->workbook,
             worksheet_write_number(sheet->sheet, sheet->row, sheet->column, number, format));
    widen(sheet, width);
}

struct ht_sheet *ht_workbook_add(struct ht_workbook *workbook, const char *wanted,
                                 const char *const *columns, size_t count)
{
    HT_REQUIRE(count <= MOST_COLUMNS, "too many columns");
    struct ht_sheet *sheet = HT_NEW(struct ht_sheet, 1);
    HT_GROW(workbook->sheets, workbook->count, workbook->capacity);
    workbook->sheets[workbook->count++] = sheet;
    sheet->workbook = workbook;
    sheet->columns = count;
    char *name = ht_sheet_name(workbook->taken, wanted);
    if (!workbook->failed)
        sheet->sheet = workbook_add_worksheet(workbook->workbook, name);
    free(name);
    workbook->failed |= !sheet->sheet;
    if (sheet->sheet) {
        worksheet_freeze_panes(sheet->sheet, 1, 0);
        note(workbook, worksheet_repeat_rows(sheet->sheet, 0, 0));
        worksheet_set_landscape(sheet->sheet);
        worksheet_set_paper(sheet->sheet, 9 /* A4 */);
        worksheet_fit_to_pages(sheet->sheet, 1, 0);
        worksheet_set_margins(sheet->sheet, 0.4, 0.4, 0.5, 0.7);
        note(workbook, worksheet_set_footer(sheet->sheet, "&L&A&RPage &P of &N"));
    }
    for (size_t i = 0; i < count; i++)
        write_text(sheet, columns[i], workbook->heading);
    ht_sheet_end_row(sheet);
    return sheet;
}

void ht_sheet_text(struct ht_sheet *sheet, const char *text)
{
    write_text(sheet, text, sheet->workbook->text);
}

void ht_sheet_number(struct ht_sheet *sheet, int number)
{
    write_number(sheet, number, sheet->workbook->text, NARROWEST);
}

void ht_sheet_date(struct ht_sheet *sheet, ht_date date)
{
    write_number(sheet, date.days + EPOCH, sheet->workbook->date, strlen("01 Jan 1970"));
}

void ht_sheet_time(struct ht_sheet *sheet, int minutes)
{
    write_number(sheet, (double)minutes / A_DAY, sheet->workbook->time, strlen("00:00"));
}

void ht_sheet_end_row(struct ht_sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
}

static lxw_format *tone_format(struct ht_workbook *workbook, enum ht_tone tone)
{
    if (!workbook->tones[tone]) {
        workbook->tones[tone] = workbook_add_format(workbook->workbook);
        if (!workbook->tones[tone])
            ht_out_of_memory();
        format_set_font_color(workbook->tones[tone], ht_tones[tone].ink);
        format_set_bg_color(workbook->tones[tone], ht_tones[tone].paper);
    }
    return workbook->tones[tone];
}

void ht_sheet_colour(struct ht_sheet *sheet, const char *first, const char *last,
                     const char *condition, enum ht_tone tone)
{
    if (!sheet->sheet || sheet->row < 2)
        return;
    char *formula = ht_format("=%s", condition);
    lxw_conditional_format colours = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = formula,
        .format = tone_format(sheet->workbook, tone),
    };
    note(sheet->workbook,
         worksheet_conditional_format_range(sheet->sheet, 1, lxw_name_to_col(first), sheet->row - 1,
                                            lxw_name_to_col(last), &colours));
    free(formula);
}

/* ------------------------------------------------------------ the end */

void ht_workbook_write(struct ht_workbook *workbook, FILE *stream)
{
    for (size_t i = 0; i < workbook->count; i++) {
        if (workbook->sheets[i]->sheet) {
            struct ht_sheet *sheet = workbook->sheets[i];
            lxw_col_t last = (lxw_col_t)(sheet->columns - 1);
            note(sheet->workbook, worksheet_autofilter(sheet->sheet, 0, 0, sheet->row - 1, last));
            /* Ids in digits are meant to be texts. */
            note(sheet->workbook,
                 worksheet_ignore_errors(sheet->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                         "A1:XFD1048576"));
            for (lxw_col_t column = 0; column <= last; column++) {
                size_t width = sheet->widths[column];
                width = width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
                note(sheet->workbook, worksheet_set_column(sheet->sheet, column, column,
                                                           (double)(width + MARGINS), NULL));
            }
        }
        free(workbook->sheets[i]);
    }
    archive = ht_memory_file_open(&workbook->archive);
    note(workbook, workbook_close(workbook->workbook));
    if (archive)
        fclose(archive);
    archive = NULL;
    if (workbook->failed)
        ht_stream_fail(stream);
    else
        fwrite(workbook->archive.bytes, 1, workbook->archive.size, stream);
    free(workbook->archive.bytes);
    ht_strings_free(workbook->taken);
    free(workbook->sheets);
    free(workbook);
}
