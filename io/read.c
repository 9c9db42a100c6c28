/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/read.h"

#include "io/reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *folder, struct ht_faults *faults)
{
    struct stat about;
    if (stat(folder, &about))
        ht_fault(faults, HT_FAULT, folder, 1,
                 "the school's folder cannot be opened (%s); check "
                 "its name",
                 strerror(errno));
    else if (!S_ISDIR(about.st_mode))
        ht_fault(faults, HT_FAULT, folder, 1,
                 "this is not a folder; name the folder that holds the school's files");
    else
        return true;
    return false;
}

static void read_files(struct ht_reading *reading)
{
    ht_read_policy(reading);
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
}

static void free_reading(struct ht_reading *reading)
{
    for (size_t i = 0; i < reading->period_count; i++)
        free(reading->periods[i].weeks.numbers);
    free(reading->periods);
    ht_lesson_rows_free(reading->lessons);
    ht_names_free(reading->teachers);
}

struct ht_school *ht_read_school(const char *folder, struct ht_faults *faults)
{
    struct ht_reading reading = {
        .school = ht_school_new(),
        .faults = faults,
        .folder = folder,
        .teachers = ht_names_new(),
    };
    bool has_files = is_folder(folder, faults);
    if (has_files)
        read_files(&reading);
    else
        ht_school_finish_periods(reading.school);
    ht_school_finish(reading.school);
    if (has_files) {
        ht_hold_calendar(&reading);
        ht_hold_people(&reading);
    }
    free_reading(&reading);
    return reading.school;
}
