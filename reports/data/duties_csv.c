/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/csv.h"
#include "reports/text/words.h"
#include "reports/views/run.h"

/* Begins as done.csv does, so that rows can be moved there. */
/* clang-format off */
#define COLUMNS(COLUMN) \
    COLUMN("date", HT_WORDS_ISO(due->date)) \
    COLUMN("what", due->duty->what) \
    COLUMN("who", due->duty->who) \
    COLUMN("mentor", mentor ? mentor->id : "") \
    COLUMN("student", student ? student->id : "") \
    COLUMN("programme", programme ? programme->name : "") \
    COLUMN("state", due->late ? "late" : "due") \
    COLUMN("mentor_name", mentor ? mentor->name : "") \
    COLUMN("student_name", student ? student->name : "")
/* clang-format on */

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(COLUMNS);

static void write_due(FILE *stream, const struct ht_school *school, const struct ht_due *due)
{
    const struct ht_mentor *mentor =
        due->mentor.i == HT_NONE ? NULL : &school->mentors[due->mentor.i];
    const struct ht_student *student =
        due->student.i == HT_NONE ? NULL : &school->students[due->student.i];
    const struct ht_programme *programme =
        due->programme.i == HT_NONE ? NULL : &school->programmes[due->programme.i];
    const char *cells[] = {COLUMNS(HT_CSV_CELL)};
    ht_csv_write_safe_row(stream, cells, columns.count);
}

ht_write ht_write_duties_csv;
void ht_write_duties_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_heads(stream, &columns, run->choices.bom);
    for (size_t i = 0; i < run->duties->count; i++)
        if (!run->duties->list[i].done)
            write_due(stream, run->school, &run->duties->list[i]);
}
