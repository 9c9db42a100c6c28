/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"

#include "io/school/school_reader.h"
#include "io/school/what_if.h"
#include "solver/school/programme_dates.h"

#include <stdlib.h>

static void read_files(struct ht_school_reader *reading, const char *what_if)
{
    const char *document = ht_school_files_document(reading->files);
    if (document)
        reading->school->document = ht_school_text(reading->school, document);
    ht_read_policy(reading);
    if (what_if)
        ht_what_if(reading->school, what_if, reading->faults);
    ht_read_calendar(reading);
    ht_read_periods(reading);
    ht_read_students(reading);
    ht_read_mentors(reading);
    ht_read_subjects(reading);
    ht_read_timetable(reading);
    ht_place_periods(reading);
    ht_place_lessons(reading);
    ht_read_caseload(reading);
    ht_read_commitments(reading);
    ht_read_requests(reading);
    ht_read_history(reading);
    ht_read_done(reading);
}

static void free_reading(struct ht_school_reader *reading)
{
    for (size_t i = 0; i < reading->period_count; i++)
        free(reading->periods[i].weeks.numbers);
    free(reading->periods);
    ht_lesson_rows_free(reading->lessons);
    ht_strings_free(reading->teachers);
    ht_school_files_close(reading->files);
}

struct ht_school *ht_read_school_as(const char *path, const char *what_if,
                                    struct ht_diagnostics *faults)
{
    struct ht_school_reader reading = {
        .school = ht_school_new(),
        .faults = faults,
        .files = ht_school_files_open(path, faults),
        .teachers = ht_strings_new(),
    };
    if (reading.files)
        read_files(&reading, what_if);
    else
        ht_school_finish_periods(reading.school);
    ht_school_finish(reading.school);
    ht_programme_dates_settle(reading.school);
    if (reading.files) {
        ht_check_calendar(&reading);
        ht_check_people(&reading);
        ht_check_programmes(&reading);
    }
    free_reading(&reading);
    return reading.school;
}

struct ht_school *ht_read_school(const char *path, struct ht_diagnostics *faults)
{
    return ht_read_school_as(path, NULL, faults);
}
