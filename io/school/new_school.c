/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/new_school.h"

#include "io/schema/policy.h"
#include "io/schema/policy_value.h"
#include "io/schema/reference.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a school that can be planned as it stands, below the columns that say something. */
static const char *const examples[HT_FILE_COUNT] = {
    [HT_CALENDAR_CSV] = "what,from,to,years,label\n"
                        "term,2026-09-01,2026-12-18,,AUT\n"
                        "half-term,2026-09-01,2026-10-23,,AUT1\n"
                        "half-term,2026-11-02,2026-12-18,,AUT2\n"
                        "closed,2026-11-27,,,INSET\n"
                        "assessment,2026-12-07,2026-12-11,7,tests\n",
    [HT_PERIODS_CSV] = "day,period,start,end,kind\n"
                       "Mon;Tue;Wed;Thu;Fri,Reg,08:40,09:00,registration\n"
                       "Mon;Tue;Wed;Thu;Fri,1,09:00,09:50,lesson\n"
                       "Mon;Tue;Wed;Thu;Fri,2,09:50,10:40,lesson\n"
                       "Mon;Tue;Wed;Thu;Fri,Break,10:40,11:00,break\n"
                       "Mon;Tue;Wed;Thu;Fri,3,11:00,11:50,lesson\n"
                       "Mon;Tue;Wed;Thu;Fri,4,11:50,12:40,lesson\n",
    [HT_STUDENTS_CSV] = "student,name,form,year,flags\n"
                        "S1,Ada Example,7A,7,SEMH;PP\n",
    [HT_MENTORS_CSV] = "mentor,name,role,days,room\n"
                       "M1,Mo Mentor,lead,Mon;Tue;Wed;Thu;Fri,Hub\n",
    [HT_SUBJECTS_CSV] = "subject,name,cost\n"
                        "En,English,18\n",
    [HT_TIMETABLE_CSV] = "student,day,period,subject,class,teacher,room\n"
                         "S1,*,1,En,7A/En,AB,R1\n"
                         "S1,*,2,Ma,7A/Ma,CD,R2\n"
                         "S1,*,3,Sc,7A/Sc,EF,L1\n"
                         "S1,*,4,Ar,7A/Ar,GH,A1\n",
    [HT_CASELOAD_CSV] = "student,mentor,per_week,minutes\n"
                        "S1,M1,1,25\n",
    [HT_COMMITMENTS_CSV] = "mentor,day,period,what\n"
                           "M1,Mon,2,duty\n",
    [HT_REQUESTS_CSV] = "what,student,subject,day,cost,note\n"
                        "avoid,S1,En,Fri,10,reading club\n",
    [HT_HISTORY_CSV] = "date,mentor,student,programme,subject\n"
                       "2026-07-06,M1,S1,1:1 mentoring,En\n",
};

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

/* Cuts a line into its cells; their number. */
static size_t split(char *line, char *cells[HT_COLUMN_COUNT])
{
    size_t count = 0;
    while (line)
        cells[count++] = strsep(&line, ",");
    return count;
}

static const char *cell_of(char *const *titles, char *const *cells, size_t count, const char *title)
{
    for (size_t n = 0; n < count; n++)
        if (!strcmp(titles[n], title))
            return cells[n];
    return "";
}

/* A row of the file's columns, or their titles; without the slot, which says others once more. */
static void write_row(FILE *stream, enum ht_file file, char *const *titles, char *const *cells,
                      size_t count)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const char *row[HT_COLUMN_COUNT];
    size_t length = 0;
    for (size_t n = 0; n < columns->count; n++) {
        const char *title = ht_column_name(columns->columns[n].column);
        if (columns->columns[n].column != HT_COL_SLOT)
            row[length++] = titles ? cell_of(titles, cells, count, title) : title;
    }
    ht_csv_write_row(stream, row, length);
}

void ht_new_school_titles(FILE *stream, enum ht_file file)
{
    write_row(stream, file, NULL, NULL, 0);
}

bool ht_new_school_has_example(enum ht_file file)
{
    return examples[file];
}

void ht_new_school_example(FILE *stream, enum ht_file file)
{
    const char *example = examples[file] ? examples[file] : "\n";
    char *copy = ht_copy_text(example, strlen(example)), *rest = copy;
    char *titles[HT_COLUMN_COUNT], *cells[HT_COLUMN_COUNT];
    size_t count = split(strsep(&rest, "\n"), titles);
    ht_new_school_titles(stream, file);
    while (*rest) {
        split(strsep(&rest, "\n"), cells);
        write_row(stream, file, titles, cells, count);
    }
    free(copy);
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
