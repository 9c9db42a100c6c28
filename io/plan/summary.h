/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading back what an earlier run said of itself.
 */
#ifndef HT_IO_PLAN_SUMMARY_H
#define HT_IO_PLAN_SUMMARY_H

#include "solver/school/claimed_schedule.h"

#include <jansson.h>

/** The summary's file name in an output folder: also the mark that a run made the folder. */
#define HT_SUMMARY_FILE "summary.json"

/** The summary.json of an output folder; NULL where it has none. Use json_decref(). */
json_t *ht_summary_load(const char *folder);

/** A check sum that a summary tells: of "school" or "sessions.csv"; 0 where it tells none. */
uint64_t ht_summary_told(const json_t *summary, const char *what);

/** Whether a summary tells a check sum of the school's files, and they have another one now. */
bool ht_summary_is_outdated(const json_t *summary, const char *school);

/** The dates in the summary.json beside a sessions.csv; false where it has none. */
bool ht_summary_horizon(const char *sessions_csv, struct ht_horizon *horizon);

/** The policy values that the run was made with, as --set takes them; NULL: none. Use free(). */
char *ht_summary_set(const char *sessions_csv);

/** Whether the summary.json beside a sessions.csv tells another check sum of it than it has; and
 * whether it tells the one that it has. */
bool ht_summary_is_edited(const char *sessions_csv);
bool ht_summary_is_as_written(const char *sessions_csv);

/**
 * Whether the summary.json beside a sessions.csv says that rows before a date stand, and if so
 * which date. Rows of the claims that it says were not held are marked.
 */
bool ht_summary_stands(const char *sessions_csv, struct ht_claimed_schedule *claims, ht_date *from);

/** The ends that letters of a folder's plan, or of those before it, have told: keys as
 * ht_letter_end_key() makes them. Use ht_strings_free(). */
struct ht_strings *ht_summary_ends_told(const char *folder);

/** What a run says of its schedule. */
struct ht_summary {
    bool optimal;
    bool replanned, proven; /* a plan was planned again; what is said of its changes is proved */
    int64_t cost, bound, sessions, unplaced;
    uint64_t sum; /* check sum of all that it says but how long it took */
};

/** Reads the summary.json beside a sessions.csv; false where that is no summary. */
bool ht_summary_read(const char *sessions_csv, struct ht_summary *summary);

#endif
