/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/new_school.h"

#include "io/schema/files.h"
#include "io/schema/policy.h"
#include "io/schema/policy_value.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a school that can be planned as it stands. */
static const struct example {
    enum ht_file file;
    const char *cells[HT_COLUMN_COUNT]; /* NULL: blank */
} examples[] = {
    {HT_CALENDAR_CSV,
     {[HT_COL_WHAT] = "term",
      [HT_COL_FROM] = "2026-09-01",
      [HT_COL_TO] = "2026-12-18",
      [HT_COL_LABEL] = "AUT"}},
    {HT_CALENDAR_CSV,
     {[HT_COL_WHAT] = "half-term",
      [HT_COL_FROM] = "2026-09-01",
      [HT_COL_TO] = "2026-10-23",
      [HT_COL_LABEL] = "AUT1"}},
    {HT_CALENDAR_CSV,
     {[HT_COL_WHAT] = "half-term",
      [HT_COL_FROM] = "2026-11-02",
      [HT_COL_TO] = "2026-12-18",
      [HT_COL_LABEL] = "AUT2"}},
    {HT_CALENDAR_CSV,
     {[HT_COL_WHAT] = "closed", [HT_COL_FROM] = "2026-11-27", [HT_COL_LABEL] = "INSET"}},
    {HT_CALENDAR_CSV,
     {[HT_COL_WHAT] = "assessment",
      [HT_COL_FROM] = "2026-12-07",
      [HT_COL_TO] = "2026-12-11",
      [HT_COL_YEARS] = "7",
      [HT_COL_LABEL] = "tests"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "Reg",
      [HT_COL_START] = "08:40",
      [HT_COL_END] = "09:00",
      [HT_COL_KIND] = "registration"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "1",
      [HT_COL_START] = "09:00",
      [HT_COL_END] = "09:50",
      [HT_COL_KIND] = "lesson"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "2",
      [HT_COL_START] = "09:50",
      [HT_COL_END] = "10:40",
      [HT_COL_KIND] = "lesson"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "Break",
      [HT_COL_START] = "10:40",
      [HT_COL_END] = "11:00",
      [HT_COL_KIND] = "break"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "3",
      [HT_COL_START] = "11:00",
      [HT_COL_END] = "11:50",
      [HT_COL_KIND] = "lesson"}},
    {HT_PERIODS_CSV,
     {[HT_COL_DAY] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_PERIOD] = "4",
      [HT_COL_START] = "11:50",
      [HT_COL_END] = "12:40",
      [HT_COL_KIND] = "lesson"}},
    {HT_STUDENTS_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_NAME] = "Ada Example",
      [HT_COL_FORM] = "7A",
      [HT_COL_YEAR] = "7",
      [HT_COL_FLAGS] = "SEMH;PP"}},
    {HT_MENTORS_CSV,
     {[HT_COL_MENTOR] = "M1",
      [HT_COL_NAME] = "Mo Mentor",
      [HT_COL_ROLE] = "lead",
      [HT_COL_DAYS] = "Mon;Tue;Wed;Thu;Fri",
      [HT_COL_ROOM] = "Hub"}},
    {HT_SUBJECTS_CSV, {[HT_COL_SUBJECT] = "En", [HT_COL_NAME] = "English", [HT_COL_COST] = "18"}},
    {HT_TIMETABLE_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_DAY] = "*",
      [HT_COL_PERIOD] = "1",
      [HT_COL_SUBJECT] = "En",
      [HT_COL_CLASS] = "7A/En",
      [HT_COL_TEACHER] = "AB",
      [HT_COL_ROOM] = "R1"}},
    {HT_TIMETABLE_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_DAY] = "*",
      [HT_COL_PERIOD] = "2",
      [HT_COL_SUBJECT] = "Ma",
      [HT_COL_CLASS] = "7A/Ma",
      [HT_COL_TEACHER] = "CD",
      [HT_COL_ROOM] = "R2"}},
    {HT_TIMETABLE_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_DAY] = "*",
      [HT_COL_PERIOD] = "3",
      [HT_COL_SUBJECT] = "Sc",
      [HT_COL_CLASS] = "7A/Sc",
      [HT_COL_TEACHER] = "EF",
      [HT_COL_ROOM] = "L1"}},
    {HT_TIMETABLE_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_DAY] = "*",
      [HT_COL_PERIOD] = "4",
      [HT_COL_SUBJECT] = "Ar",
      [HT_COL_CLASS] = "7A/Ar",
      [HT_COL_TEACHER] = "GH",
      [HT_COL_ROOM] = "A1"}},
    {HT_CASELOAD_CSV,
     {[HT_COL_STUDENT] = "S1",
      [HT_COL_MENTOR] = "M1",
      [HT_COL_PER_WEEK] = "1",
      [HT_COL_MINUTES] = "25"}},
    {HT_COMMITMENTS_CSV,
     {[HT_COL_MENTOR] = "M1", [HT_COL_DAY] = "Mon", [HT_COL_PERIOD] = "2", [HT_COL_WHAT] = "duty"}},
    {HT_REQUESTS_CSV,
     {[HT_COL_WHAT] = "avoid",
      [HT_COL_STUDENT] = "S1",
      [HT_COL_SUBJECT] = "En",
      [HT_COL_DAY] = "Fri",
      [HT_COL_COST] = "10",
      [HT_COL_NOTE] = "reading club"}},
    {HT_HISTORY_CSV,
     {[HT_COL_DATE] = "2026-07-06",
      [HT_COL_MENTOR] = "M1",
      [HT_COL_STUDENT] = "S1",
      [HT_COL_PROGRAMME] = "1:1 mentoring",
      [HT_COL_SUBJECT] = "En"}},
};
enum { EXAMPLE_COUNT = sizeof examples / sizeof *examples };

bool ht_new_school_may_begin(const char *folder)
{
    DIR *entries = opendir(folder);
    if (!entries)
        return errno == ENOENT;
    size_t count = 0;
    while (readdir(entries))
        count++;
    closedir(entries);
    return count <= 2;
}

bool ht_new_school_owns(const char *file)
{
    for (enum ht_file of = 0; of < HT_SESSIONS_CSV; of++)
        if (!strcmp(file, ht_file_columns(of)->name))
            return true;
    return !strcmp(file, HT_POLICY_FILE) || !strcmp(file, HT_README_FILE);
}

/* A row of the file's columns; without the slot, which says others once more. */
static void write_row(FILE *stream, enum ht_file file, const char *const cells[HT_COLUMN_COUNT])
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const char *row[HT_COLUMN_COUNT];
    size_t count = 0;
    for (size_t n = 0; n < columns->count; n++) {
        enum ht_column column = columns->columns[n].column;
        if (column != HT_COL_SLOT)
            row[count++] = cells[column] ? cells[column] : "";
    }
    ht_csv_write_row(stream, row, count);
}

void ht_new_school_titles(FILE *stream, enum ht_file file)
{
    const char *names[HT_COLUMN_COUNT];
    for (enum ht_column column = 0; column < HT_COLUMN_COUNT; column++)
        names[column] = ht_column_name(column);
    write_row(stream, file, names);
}

bool ht_new_school_has_example(enum ht_file file)
{
    for (size_t n = 0; n < EXAMPLE_COUNT; n++)
        if (examples[n].file == file)
            return true;
    return false;
}

void ht_new_school_example(FILE *stream, enum ht_file file)
{
    ht_new_school_titles(stream, file);
    for (size_t n = 0; n < EXAMPLE_COUNT; n++)
        if (examples[n].file == file)
            write_row(stream, file, examples[n].cells);
}

char *ht_new_school_text(enum ht_file file, bool example)
{
    char *text = NULL;
    size_t size;
    FILE *stream = ht_text_new(&text, &size);
    (example ? ht_new_school_example : ht_new_school_titles)(stream, file);
    ht_text_end(stream, &text);
    return text;
}

void ht_new_school_readme(FILE *stream)
{
    fputs(
        "This folder is a school: what 'halfterm' plans mentoring sessions for.\n\n"
        "  1. Put your own rows in the place of the example rows. 'halfterm import' fills in\n"
        "     timetable.csv, students.csv and periods.csv from what your records system exports.\n"
        "  2. 'halfterm check FOLDER' says what it understood, and what is wrong in which line.\n"
        "  3. 'halfterm plan FOLDER -o OUT' plans the half term that comes next.\n\n"
        "Files that are not marked as needed may be deleted. This file and policy.xml say what\n"
        "may stand where; nothing reads this one.\n\n",
        stream);
    ht_write_school_files(stream);
}

static void write_element(FILE *stream, const struct ht_policy_element *element)
{
    fprintf(stream, "  %s\n  <%s", element->meaning, element->name);
    for (size_t n = 0; n < element->count; n++) {
        char *preset = ht_policy_preset_text(&element->attributes[n]);
        fprintf(stream, " %s=\"%s\"", element->attributes[n].name, preset);
        free(preset);
    }
    fprintf(stream, "/>%s%s%s\n\n", strcmp(element->parent, "policy") ? " in <" : "",
            strcmp(element->parent, "policy") ? element->parent : "",
            strcmp(element->parent, "policy") ? ">" : "");
}

void ht_new_school_policy(FILE *stream)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<policy>\n"
          "  <!-- What is not said here is as it stands in this comment. To change it, copy the\n"
          "  element to below the comment.\n\n",
          stream);
    for (size_t n = 0; n < count; n++)
        write_element(stream, &elements[n]);
    fputs("  -->\n</policy>\n", stream);
}
