/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv.h"
#include "reports/run.h"

enum column {
    DATE,
    WHAT,
    WHO,
    MENTOR,
    STUDENT,
    PROGRAMME,
    STATE,
    MENTOR_NAME,
    STUDENT_NAME,
    COLUMN_COUNT,
};

/* As those of done.csv, so that rows can be moved there. */
static const char *const columns[COLUMN_COUNT] = {
    [DATE] = "date",
    [WHAT] = "what",
    [WHO] = "who",
    [MENTOR] = "mentor",
    [STUDENT] = "student",
    [PROGRAMME] = "programme",
    [STATE] = "state",
    [MENTOR_NAME] = "mentor_name",
    [STUDENT_NAME] = "student_name",
};

static void write_due(FILE *stream, const struct ht_school *school, const struct ht_due *due)
{
    char date[16];
    const char *cells[COLUMN_COUNT] = {
        [DATE] = ht_date_iso(due->date, date),
        [WHAT] = due->duty->what,
        [WHO] = due->duty->who,
        [MENTOR] = "",
        [STUDENT] = "",
        [PROGRAMME] = "",
        [STATE] = due->late ? "late" : "due",
        [MENTOR_NAME] = "",
        [STUDENT_NAME] = "",
    };
    if (due->mentor.i != HT_NONE) {
        cells[MENTOR] = school->mentors[due->mentor.i].id;
        cells[MENTOR_NAME] = school->mentors[due->mentor.i].name;
    }
    if (due->student.i != HT_NONE) {
        cells[STUDENT] = school->students[due->student.i].id;
        cells[STUDENT_NAME] = school->students[due->student.i].name;
    }
    if (due->programme.i != HT_NONE)
        cells[PROGRAMME] = school->programmes[due->programme.i].name;
    ht_csv_write_safe_row(stream, cells, COLUMN_COUNT);
}

ht_write ht_write_duties_csv;
void ht_write_duties_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    if (run->choices.bom)
        fputs("\xef\xbb\xbf", stream);
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < run->duties->count; i++)
        if (!run->duties->list[i].done)
            write_due(stream, run->school, &run->duties->list[i]);
}
