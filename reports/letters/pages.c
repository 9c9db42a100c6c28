/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Letters to print and send: the school's templates, with what they leave to be filled in. */
#include "reports/document/document.h"
#include "reports/letters/text.h"
#include "reports/text/csv.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ which documents there are */

static bool has_letters(const struct ht_run *run, size_t kind)
{
    return run->letters && run->templates && run->templates->texts[kind] &&
           run->letters->first[kind] < run->letters->first[kind + 1];
}

ht_count ht_count_letters;
size_t ht_count_letters(const struct ht_run *run)
{
    size_t count = 0;
    for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
        count += has_letters(run, kind);
    return count;
}

static size_t nth_kind(const struct ht_run *run, size_t nth)
{
    size_t kind = 0;
    for (; kind < HT_LETTER_KINDS; kind++)
        if (has_letters(run, kind) && !nth--)
            break;
    HT_REQUIRE(kind < HT_LETTER_KINDS, "there are fewer letters");
    return kind;
}

ht_token ht_token_letters;
char *ht_token_letters(const struct ht_run *run, size_t nth)
{
    const char *name = ht_letter_kinds[nth_kind(run, nth)].name;
    return ht_copy_text(name, strlen(name));
}

/* ------------------------------------------------------------ lines */

/* A letter being written. */
struct writing {
    struct ht_document *document;
    const struct ht_run *run;
    const struct ht_letter *letter;
};

/* What a piece comes to. Use free(). */
static char *piece_text(const struct writing *writing, const struct ht_piece *piece)
{
    if (piece->what == HT_PIECE_TEXT)
        return ht_copy_text(piece->text, piece->length);
    const struct ht_placeholder *placeholder = ht_placeholder_find(piece->text, piece->length);
    HT_REQUIRE(placeholder, "the template was not checked");
    return placeholder->value(writing->letter, writing->run);
}

/* Whether anything is left of a line. */
static bool says_something(const struct writing *writing, const char *line)
{
    struct ht_piece piece;
    bool says = false;
    while (!says && ht_piece_next(&line, &piece)) {
        char *text = piece_text(writing, &piece);
        says = *text;
        free(text);
    }
    return says;
}

/* What is said first may begin a new line. */
static void say_line(const struct writing *writing, const char *line, bool is_new)
{
    struct ht_piece piece;
    while (ht_piece_next(&line, &piece)) {
        char *text = piece_text(writing, &piece);
        if (*text && piece.what == HT_PIECE_VALUE)
            ht_doc_put(writing->document, is_new ? "{name line}%s" : "{name}%s", text);
        else if (*text)
            ht_doc_put(writing->document, is_new ? "{line}%s" : "%s", text);
        is_new = is_new && !*text;
        free(text);
    }
}

/* The placeholder that a line is, if it is one that becomes a table. */
static const struct ht_placeholder *table_of(const char *line)
{
    struct ht_piece piece, more;
    if (!ht_piece_next(&line, &piece) || piece.what != HT_PIECE_VALUE)
        return NULL;
    const struct ht_placeholder *placeholder = ht_placeholder_find(piece.text, piece.length);
    return placeholder && placeholder->alone && !ht_piece_next(&line, &more) ? placeholder : NULL;
}

/* ------------------------------------------------------------ tables of sessions */

static void add_when(const struct writing *writing, const struct ht_session_view *session)
{
    ht_doc_row(writing->document, false);
    ht_doc_put(writing->document, "|%s|%s–%s", HT_WORDS_DAY(session->date),
               HT_WORDS_TIME(session->start), HT_WORDS_TIME(session->end));
}

static void add_cell(const struct writing *writing, const char *text)
{
    ht_doc_put(writing->document, "|{name}%s", *text ? text : "–");
}

static void add_table(const struct writing *writing)
{
    ht_doc_captioned(writing->document, HT_ROWS, true, "Sessions");
    if (writing->letter->teacher) {
        ht_doc_columns(writing->document, "Date|Away|Class|Lesson|Student");
        for (size_t i = 0; i < writing->letter->teacher->count; i++) {
            const struct ht_absence *absence = writing->letter->teacher->absences[i];
            add_when(writing, absence->attendance->session);
            add_cell(writing, absence->class_);
            add_cell(writing, absence->what);
            add_cell(writing, absence->attendance->student->name);
        }
    } else {
        ht_doc_columns(writing->document, "Date|Time|Lesson missed|Teacher");
        for (size_t i = 0; i < writing->letter->session_count; i++) {
            const struct ht_attendance *attendance = writing->letter->sessions[i];
            add_when(writing, attendance->session);
            add_cell(writing, attendance->subject_name);
            add_cell(writing, attendance->teacher);
        }
    }
}

/* ------------------------------------------------------------ letters */

/* Where the line after this one begins, or the end of the text. */
static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

static void add_letterhead(const struct writing *writing)
{
    const char *line = writing->run->templates->letterhead;
    if (!line)
        return;
    ht_doc_paragraph(writing->document, HT_TONE_NONE);
    for (bool first = true; *line; line = next_line(line), first = false)
        ht_doc_put(writing->document, first ? "{strong}%.*s" : "{line}%.*s",
                   (int)strcspn(line, "\n"), line);
}

/* A line of the body; whether the next one goes on with its paragraph. */
static bool add_line(const struct writing *writing, const char *line, bool goes_on)
{
    if (table_of(line)) {
        add_table(writing);
        return false;
    }
    if (!says_something(writing, line))
        return goes_on;
    if (!goes_on)
        ht_doc_paragraph(writing->document, HT_TONE_NONE);
    say_line(writing, line, goes_on);
    return true;
}

static void add_body(const struct writing *writing, const char *line)
{
    bool goes_on = false;
    int blank = 0;
    for (; *line; line = next_line(line)) {
        blank = *line == '\n' ? blank + 1 : 0;
        if (blank > 1) {
            /* Room for a line that nothing is printed in. */
            ht_doc_put(writing->document, "{p}\u00a0");
        }
        goes_on = !blank && add_line(writing, line, goes_on);
    }
}

ht_build_nth ht_build_letters;
void ht_build_letters(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    size_t kind = nth_kind(run, nth);
    document->title = ht_letter_kinds[kind].title;
    document->letters = true;
    for (size_t i = run->letters->first[kind]; i < run->letters->first[kind + 1]; i++) {
        const struct writing writing = {document, run, &run->letters->letters[i]};
        const char *text = writing.run->templates->texts[writing.letter->kind];
        ht_doc_open(writing.document, HT_NEW_PAGE | HT_FINDABLE, NULL);
        add_letterhead(&writing);
        ht_doc_open(writing.document, 0, NULL);
        say_line(&writing, text, false);
        add_body(&writing, next_line(text));
        ht_doc_close(writing.document);
        ht_doc_close(writing.document);
    }
}

/* ------------------------------------------------------------ rows */

static void write_letter(FILE *stream, const struct ht_run *run, const struct ht_letter *letter)
{
    char **values = HT_NEW(char *, ht_placeholder_count);
    const char **cells = HT_NEW(const char *, ht_placeholder_count + 1);
    cells[0] = ht_letter_kinds[letter->kind].name;
    for (size_t i = 0; i < ht_placeholder_count; i++) {
        if (ht_placeholders[i].kinds >> letter->kind & 1)
            values[i] = ht_placeholders[i].value(letter, run);
        cells[i + 1] = values[i] ? values[i] : "";
    }
    ht_csv_write_safe_row(stream, cells, ht_placeholder_count + 1);
    for (size_t i = 0; i < ht_placeholder_count; i++)
        free(values[i]);
    free(values);
    free(cells);
}

/* A row for each letter that is due, whether or not the school has a template for it. */
ht_write ht_write_letters_csv;
void ht_write_letters_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    struct ht_csv_column *columns = HT_NEW(struct ht_csv_column, ht_placeholder_count + 1);
    columns[0].name = "letter";
    for (size_t i = 0; i < ht_placeholder_count; i++)
        columns[i + 1].name = ht_placeholders[i].name;
    const struct ht_csv_columns heads = {columns, ht_placeholder_count + 1};
    ht_csv_write_heads(stream, &heads, run->choices.bom);
    free(columns);
    for (size_t i = 0; run->letters && i < run->letters->count; i++)
        write_letter(stream, run, &run->letters->letters[i]);
}
