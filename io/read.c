/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/read.h"

#include "io/policy.h"
#include "io/reading.h"
#include "io/suggest.h"
#include "solver/memory.h"
#include "solver/stints.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

/* ------------------------------------------------------------ names of files */

static bool is_there(const char *folder, const char *file)
{
    char *path = ht_format("%s/%s", folder, file);
    struct stat about;
    bool found = lstat(path, &about) == 0;
    free(path);
    return found;
}

/* "Commitments.csv", "comitments.csv", "commitments (1).csv" */
static bool is_like(const char *name, const char *file)
{
    struct ht_guess guess = {0};
    size_t stem = strcspn(file, ".");
    ht_guess_try(&guess, name, file);
    return guess.best || !strncasecmp(name, file, stem);
}

/* Without a word, a school would be planned as if an optional file had never been written. */
static void warn_unread(const struct ht_reading *reading, const char *name, const char *known)
{
    if (is_like(name, known) && !is_there(reading->folder, known))
        ht_fault(reading->faults, HT_WARNING, name, 1,
                 "this file is not read; if it is meant to be %s, give it that name", known);
}

/* Files that are not read although their names are close to those of files that are missing. */
static void check_names(const struct ht_reading *reading)
{
    DIR *entries = opendir(reading->folder);
    if (!entries)
        return;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        for (enum ht_file file = HT_CALENDAR_CSV; file < HT_SESSIONS_CSV; file++)
            warn_unread(reading, entry->d_name, ht_file_name(file));
        warn_unread(reading, entry->d_name, HT_POLICY_FILE);
    }
    closedir(entries);
}

/* ------------------------------------------------------------ the school */

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
    ht_read_done(reading);
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
    if (has_files) {
        check_names(&reading);
        read_files(&reading);
    } else {
        ht_school_finish_periods(reading.school);
    }
    ht_school_finish(reading.school);
    ht_stints_settle(reading.school);
    if (has_files) {
        ht_hold_calendar(&reading);
        ht_hold_people(&reading);
        ht_hold_programmes(&reading);
    }
    free_reading(&reading);
    return reading.school;
}
