/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"

#include "io/school/school_reader.h"
#include "solver/school/programme_dates.h"

#include <stdlib.h>

static void read_files(struct ht_school_reader *reader, const char *what_if)
{
    const char *document = ht_school_files_document(reader->files);
    if (document)
        reader->school->document = ht_school_text(reader->school, document);
    ht_read_policy(reader);
    if (what_if)
        ht_what_if(reader->school, what_if, reader->faults);
    ht_read_calendar(reader);
    ht_read_periods(reader);
    ht_read_students(reader);
    ht_read_mentors(reader);
    ht_read_subjects(reader);
    ht_read_timetable(reader);
    ht_place_periods(reader);
    ht_place_lessons(reader);
    ht_read_caseload(reader);
    ht_read_commitments(reader);
    ht_read_requests(reader);
    ht_read_history(reader);
    ht_read_done(reader);
}

static void free_reading(struct ht_school_reader *reader)
{
    for (size_t i = 0; i < reader->period_count; i++)
        free(reader->periods[i].weeks.numbers);
    free(reader->periods);
    ht_lesson_rows_free(reader->lessons);
    ht_strings_free(reader->teachers);
    free(reader->when.starts);
    free(reader->when.dates);
    ht_school_files_close(reader->files);
}

struct ht_school *ht_read_school_as(const char *path, const char *what_if,
                                    struct ht_diagnostics *faults)
{
    struct ht_school_reader reader = {
        .school = ht_school_new(),
        .faults = faults,
        .files = ht_school_files_open(path, faults),
        .teachers = ht_strings_new(),
    };
    reader.when = (struct ht_when_known){
        .weeks = reader.school->weeks,
        .periods = reader.school->period_names,
    };
    if (reader.files)
        read_files(&reader, what_if);
    else
        ht_school_finish_periods(reader.school);
    ht_school_finish(reader.school);
    ht_programme_dates_settle(reader.school);
    if (reader.files) {
        ht_check_calendar(&reader);
        ht_check_people(&reader);
        ht_check_programmes(&reader);
    }
    free_reading(&reader);
    return reader.school;
}

struct ht_school *ht_read_school(const char *path, struct ht_diagnostics *faults)
{
    return ht_read_school_as(path, NULL, faults);
}
