/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What several commands do.
 */
#ifndef HT_IO_COMMANDS_COMMAND_H
#define HT_IO_COMMANDS_COMMAND_H

#include "io/commands/options.h"
#include "solver/school/claimed_schedule.h"

#include <stdio.h>
#include <time.h>

/**
 * Reads the school and prints its faults and warnings to stderr; NULL where there is a fault.
 * Free with ht_school_free().
 */
struct ht_school *ht_command_school(const struct ht_options *options);

/** Now, or the time that makes runs alike: see reproducible-builds.org. */
time_t ht_command_now(void);

/** The date of a time where the program runs, which is where the school is. */
ht_date ht_command_day(time_t time);

/**
 * Reads the templates of the school's letters, and tells likewise. Free with ht_templates_free().
 */
struct ht_templates *ht_command_templates(const struct ht_options *options);

/** Prints to stderr what letters of a run lack. */
void ht_command_letters(const struct ht_run *run);

/**
 * Reads a schedule of the horizon and prints its faults to stderr; NULL where there is one. Rows
 * stand that its summary.json says do. Free with ht_claimed_schedule_free().
 */
struct ht_claimed_schedule *ht_command_claims(struct ht_school *school, const char *sessions_csv,
                                              struct ht_horizon horizon);

/** The name that findings of one of the school's files go by: that of the document it is in. */
const char *ht_command_file(const struct ht_school *school, const char *file);

/** The same of a request's line, which may be of a plan that was edited by hand. */
const char *ht_command_request_file(const struct ht_school *school,
                                    const struct ht_request *request);

/**
 * Whom an id or a name means: the id comes first, then the whole name, then a part of a name that
 * only one has; letters of either case. NULL means nobody, .i is HT_NONE. Prints to stderr who it
 * may be and returns false where it is nobody's, or of several.
 */
bool ht_command_student(const struct ht_school *school, const char *who, ht_student_id *student);
bool ht_command_mentor(const struct ht_school *school, const char *who, ht_mentor_id *mentor);

/**
 * Lets the rows of a schedule before a date stand (see solver/instance/previous_plan.h). Prints to
 * stderr what is wrong and returns false where the school has no such period any more.
 */
bool ht_command_stand(struct ht_school *school, struct ht_claimed_schedule *claims,
                      const char *sessions_csv, ht_date from);

/**
 * Whether a folder has no plan of another school: one that says whose it is, but under half of
 * whose students are this school's. Prints to stderr if so.
 */
bool ht_command_ours(const struct ht_school *school, const char *folder);

/** Prints to stderr how the students who have no mentor yet can be given one, if there are any. */
void ht_command_offer(const struct ht_school *school);

/**
 * Prints the keep requests of the horizon that cannot hold to stderr; true where no two exclude
 * each other.
 */
bool ht_command_keeps(const struct ht_school *school, struct ht_horizon horizon);

/**
 * The dates that the options ask for: a label, two dates, what the summary.json beside a schedule
 * says, or else the next half term. Prints to stderr what is wrong and returns false where the
 * calendar has no such dates; warns where history.csv has sessions among them.
 */
bool ht_command_horizon(const struct ht_school *school, const struct ht_options *options,
                        struct ht_horizon *horizon);

/**
 * The dates of the plan in a folder, which has this sessions.csv. Prints to stderr what is wrong
 * and returns false where there is no plan, or its dates are not all in the school's terms.
 */
bool ht_command_planned(const struct ht_school *school, const char *folder,
                        const char *sessions_csv, struct ht_horizon *horizon);

#endif
