/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/reference.h"

#include "io/schema/columns.h"
#include "reports/catalogue/report.h"
#include "reports/letters/text.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void write_column(FILE *stream, bool needed, const char *name, const char *meaning)
{
    fprintf(stream, "  %c %-13s %s\n", needed ? '*' : ' ', name, meaning);
}

/* Columns as they are read and, of those that are written, each in its place. */
static void write_columns(FILE *stream, const struct ht_file_columns *file)
{
    size_t written = 0;
    fprintf(stream, "\n%s%s: a row is %s\n", file->name, file->needed ? " (needed)" : "",
            file->meaning);
    for (size_t n = 0; n < file->count; n++) {
        const struct ht_column_of *column = &file->columns[n];
        const char *name = ht_column_name(column->column);
        const struct ht_csv_column *also = ht_column_written(file, name);
        for (; also && &file->written->list[written] != also; written++)
            write_column(stream, false, file->written->list[written].name,
                         file->written->list[written].meaning);
        written += also != NULL;
        write_column(stream, column->needed, name, ht_column_meaning(file, column));
    }
    for (; file->written && written < file->written->count; written++)
        write_column(stream, false, file->written->list[written].name,
                     file->written->list[written].meaning);
}

/* A star stands for what tells the files of a kind apart. */
static void write_report(FILE *stream, const struct ht_report *report)
{
    const char *gap = strstr(report->file, "%s");
    char *file = gap ? ht_format("%.*s*%s", (int)(gap - report->file), report->file, gap + 2)
                     : ht_copy_text(report->file, strlen(report->file));
    fprintf(stream, "    %-24s %s\n", file, report->what);
    free(file);
}

/* " start continue", or " all". */
static void write_kinds(FILE *stream, unsigned kinds)
{
    if (kinds + 1 == 1u << HT_LETTER_KINDS)
        fputs(" all", stream);
    else
        for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
            if (kinds >> kind & 1)
                fprintf(stream, " %s", ht_letter_kinds[kind].name);
}

static void write_templates(FILE *stream)
{
    fputs("\nletters: a folder of templates, plain text, for the letters that the school wants\n",
          stream);
    fputs("  " HT_LETTERHEAD_FILE " stands above each letter; it begins with the school's name\n",
          stream);
    for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
        fprintf(stream, "  %s" HT_TEMPLATE_ENDING " %s\n", ht_letter_kinds[kind].name,
                ht_letter_kinds[kind].what);
    fputs(
        "The first line is the letter's title. Blank lines part paragraphs, each one more leaves\n"
        "a line of room. Lines end as they do in the template; one with nothing but {{...}} that\n"
        "is blank is left out. What is filled in, and in which letters:\n",
        stream);
    for (size_t i = 0; i < ht_placeholder_count; i++) {
        char *name = ht_format("{{%s}}", ht_placeholders[i].name);
        fprintf(stream, "  %-14s %s\n  %-14s in:", name, ht_placeholders[i].meaning, "");
        write_kinds(stream, ht_placeholders[i].kinds);
        fputc('\n', stream);
        free(name);
    }
}

void ht_write_school_files(FILE *stream)
{
    fputs(
        "A school is a folder of CSV files (UTF-8 or Windows-1252; commas, semicolons or tabs;\n"
        "columns in any order) and policy.xml. Columns with * must be there. Lists are separated\n"
        "by semicolons; dates are 2026-09-07 or 07/09/2026, times 09:05. No id or code may be what "
        "a\n"
        "spreadsheet would run as a formula, since programs get them as they are.\n",
        stream);
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++)
        write_columns(stream, ht_file_columns(file));
    fputc('\n', stream);
    ht_write_policy_reference(stream);
    write_templates(stream);
}

void ht_write_files(FILE *stream)
{
    ht_write_school_files(stream);
    fputs("\nA schedule, as 'plan' writes it and 'verify' and 'score' read it:\n", stream);
    write_columns(stream, ht_file_columns(HT_SESSIONS_CSV));
    write_columns(stream, ht_file_columns(HT_UNPLACED_CSV));
    fputs("\nA plan's sessions.csv that was edited by hand, as 'adopt' reads it, whatever other "
          "columns\nit has:\n",
          stream);
    write_columns(stream, ht_file_columns(HT_EDITED_CSV));
    fputs("\nWhat was held, as 'plan' writes it to " HT_HELD_FILE
          " to be ticked and 'record' reads it;\n"
          "sessions.csv or staff/timetable.csv with a column held will do:\n",
          stream);
    write_columns(stream, ht_file_columns(HT_HELD_CSV));
    fputs("\n'halfterm assign' writes to OUT:\n"
          "    caseload.csv   as it is read, with the mentors proposed\n"
          "    assignment.csv who was given to whom and why; whom no mentor can take, and why not\n"
          "\n'halfterm plan' writes to OUT:\n",
          stream);
    for (size_t n = 0; n < ht_report_count; n++)
        write_report(stream, &ht_reports[n]);
}
