/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/layout.h"

#include "io/files.h"
#include "io/policy.h"
#include "solver/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a school that can be planned as it stands, in the order of the titles. */
static const char *const examples[HT_SESSIONS_CSV] = {
    [HT_CALENDAR_CSV] = "term,2026-09-01,2026-12-18,,AUT\n"
                        "half-term,2026-09-01,2026-10-23,,AUT1\n"
                        "half-term,2026-11-02,2026-12-18,,AUT2\n"
                        "closed,2026-11-27,,,INSET\n"
                        "assessment,2026-12-07,2026-12-11,7,tests\n",
    [HT_PERIODS_CSV] = ",Mon;Tue;Wed;Thu;Fri,Reg,08:40,09:00,registration\n"
                       ",Mon;Tue;Wed;Thu;Fri,1,09:00,09:50,\n"
                       ",Mon;Tue;Wed;Thu;Fri,2,09:50,10:40,\n"
                       ",Mon;Tue;Wed;Thu;Fri,Break,10:40,11:00,break\n"
                       ",Mon;Tue;Wed;Thu;Fri,3,11:00,11:50,\n"
                       ",Mon;Tue;Wed;Thu;Fri,4,11:50,12:40,\n",
    [HT_STUDENTS_CSV] = "S1,Ada Example,7A,7,SEMH;PP\n",
    [HT_MENTORS_CSV] = "M1,Mo Mentor,lead,,Mon;Tue;Wed;Thu;Fri,,Hub\n",
    [HT_SUBJECTS_CSV] = "En,English,English,18,\n",
    [HT_TIMETABLE_CSV] = "S1,,*,1,En,7A/En,AB,R1,,\n"
                         "S1,,*,2,Ma,7A/Ma,CD,R2,,\n"
                         "S1,,*,3,Sc,7A/Sc,EF,L1,,\n"
                         "S1,,*,4,Ar,7A/Ar,GH,A1,,\n",
    [HT_CASELOAD_CSV] = "S1,M1,,,1,25,,,,\n",
    [HT_COMMITMENTS_CSV] = "M1,,Mon,2,duty,,\n",
    [HT_REQUESTS_CSV] = "avoid,S1,,En,,,,Fri,,,,10,reading club\n",
    [HT_HISTORY_CSV] = ",2026-07-06,,,,,,M1,S1,1:1 mentoring,,En,,,\n",
};

bool ht_layout_may_begin(const char *folder)
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

void ht_layout_titles(FILE *stream, enum ht_file file)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const char *comma = "";
    for (size_t n = 0; n < columns->count; n++) {
        if (columns->columns[n].column == HT_COL_SLOT)
            continue;
        fprintf(stream, "%s%s", comma, ht_column_name(columns->columns[n].column));
        comma = ",";
    }
    fputc('\n', stream);
}

bool ht_layout_has_example(enum ht_file file)
{
    return file < HT_SESSIONS_CSV && examples[file];
}

void ht_layout_example(FILE *stream, enum ht_file file)
{
    ht_layout_titles(stream, file);
    if (ht_layout_has_example(file))
        fputs(examples[file], stream);
}

char *ht_layout_text(enum ht_file file, bool example)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        ht_out_of_memory();
    (example ? ht_layout_example : ht_layout_titles)(stream, file);
    if (fclose(stream))
        ht_out_of_memory();
    return text;
}

void ht_layout_readme(FILE *stream)
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
    for (size_t n = 0; n < element->count; n++)
        fprintf(stream, " %s=\"%s\"", element->attributes[n].name,
                element->attributes[n].preset ? element->attributes[n].preset : "");
    fprintf(stream, "/>%s%s%s\n\n", strcmp(element->parent, "policy") ? " in <" : "",
            strcmp(element->parent, "policy") ? element->parent : "",
            strcmp(element->parent, "policy") ? ">" : "");
}

void ht_layout_policy(FILE *stream)
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
