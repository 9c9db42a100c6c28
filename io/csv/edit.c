/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/csv/edit.h"

#include "io/base/file.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct ht_csv_edit {
    struct ht_csv *csv;      /* NULL: there is no file */
    struct ht_csv_form form; /* its places are of the row looked at last */
    size_t copied;           /* bytes of the old file, or left out */
    const char *line_end;
    FILE *stream; /* to the new text, which the next two say once it is flushed */
    char *text;
    size_t size;
    int *columns; /* owned: of a new file, or of an old one with those that are added; or NULL */
    size_t column_count;
    bool is_wider; /* some were added: each row that is changed gets their cells, blank or not */
};

/* The file's form as it is where the row that was read last stands, with all columns. */
static struct ht_csv_form form_of(const struct ht_csv_edit *edit)
{
    struct ht_csv_form form = ht_csv_form(edit->csv);
    if (edit->columns) {
        form.columns = edit->columns;
        form.column_count = edit->column_count;
    }
    return form;
}

/* As the first line ends, all do. */
static const char *line_end_of(const struct ht_csv_form *form)
{
    size_t at = 0;
    while (at < form->size && form->bytes[at] != '\n' && form->bytes[at] != '\r')
        at++;
    if (at == form->size || form->bytes[at] == '\n')
        return "\n";
    return at + 1 < form->size && form->bytes[at + 1] == '\n' ? "\r\n" : "\r";
}

/* The form of a new file, with all columns or those that are wanted, whose names are written. */
static void begin_file(struct ht_csv_edit *edit, enum ht_file file, const bool *wanted)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    edit->columns = HT_NEW(int, columns->count);
    for (size_t n = 0; n < columns->count; n++) {
        enum ht_column column = columns->columns[n].column;
        if (wanted && !wanted[column])
            continue;
        fprintf(edit->stream, "%s%s", edit->column_count ? "," : "", ht_column_name(column));
        edit->columns[edit->column_count++] = column;
    }
    edit->form = (struct ht_csv_form){
        .delimiter = ',', .columns = edit->columns, .column_count = edit->column_count};
    fputs(edit->line_end, edit->stream);
}

static void copy_to(struct ht_csv_edit *edit, size_t place)
{
    if (place > edit->copied)
        fwrite(edit->form.bytes + edit->copied, 1, place - edit->copied, edit->stream);
    edit->copied = place;
}

static bool has_column(const struct ht_csv_form *form, int column)
{
    for (size_t n = 0; n < form->column_count; n++)
        if (form->columns[n] == column)
            return true;
    return false;
}

/* Adds the columns that are wanted and not there to the line of headings, which was read last. */
static void widen(struct ht_csv_edit *edit, enum ht_file file, const bool wanted[HT_COLUMN_COUNT])
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const struct ht_csv_form *form = &edit->form;
    size_t end = ht_csv_cell_end(form, form->row);
    while (end < form->row_end && form->bytes[end] == form->delimiter)
        end = ht_csv_cell_end(form, end + 1);
    edit->column_count = form->column_count;
    edit->columns = HT_NEW(int, form->column_count + columns->count);
    memcpy(edit->columns, form->columns, form->column_count * sizeof *edit->columns);
    copy_to(edit, end);
    for (size_t n = 0; n < columns->count; n++) {
        enum ht_column column = columns->columns[n].column;
        if (!wanted[column] || has_column(form, column))
            continue;
        edit->is_wider = true;
        edit->columns[edit->column_count++] = column;
        fprintf(edit->stream, "%c%s", form->delimiter, ht_column_name(column));
    }
    edit->form = form_of(edit);
}

struct ht_csv_edit *ht_csv_edit_new(struct ht_csv *csv, enum ht_file file, const bool *wanted)
{
    struct ht_csv_edit *edit = HT_NEW(struct ht_csv_edit, 1);
    edit->csv = csv;
    edit->line_end = "\n";
    edit->stream = ht_text_new(&edit->text, &edit->size);
    if (csv) {
        edit->form = ht_csv_form(csv);
        edit->line_end = line_end_of(&edit->form);
        if (wanted)
            widen(edit, file, wanted);
    } else {
        begin_file(edit, file, wanted);
    }
    return edit;
}

void ht_csv_edit_leave_out(struct ht_csv_edit *edit)
{
    edit->form = form_of(edit);
    copy_to(edit, edit->form.row);
    edit->copied = edit->form.row_end;
}

/* Copies what is left, and ends its last line. */
static void copy_rest(struct ht_csv_edit *edit)
{
    if (edit->copied == edit->form.size)
        return;
    copy_to(edit, edit->form.size);
    char last = edit->form.bytes[edit->form.size - 1];
    if (last != '\n' && last != '\r')
        fputs(edit->line_end, edit->stream);
}

/* Writes a cell in the file's encoding; false where that has no such letters. */
static bool encode_cell(const struct ht_csv_edit *edit, const char *cell)
{
    char *text = ht_copy_text(cell, strlen(cell));
    bool is_written = !edit->form.is_windows || ht_file_to_windows(text);
    ht_csv_put_cell(edit->stream, edit->form.delimiter, text);
    free(text);
    return is_written;
}

bool ht_csv_edit_change(struct ht_csv_edit *edit, const char *const cells[static HT_COLUMN_COUNT])
{
    bool is_written = true, is_over = false, is_changed = edit->is_wider;
    for (enum ht_column column = 0; column < HT_COLUMN_COUNT; column++)
        is_changed |= cells[column] != NULL;
    edit->form = form_of(edit);
    size_t place = edit->form.row;
    for (size_t n = 0; is_changed && n < edit->form.column_count; n++) {
        int column = edit->form.columns[n];
        const char *cell = column >= 0 ? cells[column] : NULL;
        size_t end = ht_csv_cell_end(&edit->form, place);
        if (cell) {
            copy_to(edit, place);
            is_written &= encode_cell(edit, cell);
            edit->copied = end;
        }
        /* A row may end before its blank cells do. */
        is_over = end == edit->form.row_end || edit->form.bytes[end] != edit->form.delimiter;
        place = is_over ? end : end + 1;
        if (is_over && n + 1 < edit->form.column_count) {
            copy_to(edit, place);
            putc(edit->form.delimiter, edit->stream);
        }
    }
    return is_written;
}

bool ht_csv_edit_add(struct ht_csv_edit *edit, const char *const cells[static HT_COLUMN_COUNT])
{
    bool is_written = true;
    copy_rest(edit);
    for (size_t n = 0; n < edit->form.column_count; n++) {
        int column = edit->form.columns[n];
        const char *cell = column >= 0 && cells[column] ? cells[column] : "";
        if (n)
            putc(edit->form.delimiter, edit->stream);
        is_written &= encode_cell(edit, cell);
    }
    fputs(edit->line_end, edit->stream);
    return is_written;
}

char *ht_csv_edit_end(struct ht_csv_edit *edit, size_t *size)
{
    copy_to(edit, edit->form.size);
    ht_text_end(edit->stream, &edit->text);
    char *text = edit->text;
    *size = edit->size;
    free(edit->columns);
    free(edit);
    return text;
}
