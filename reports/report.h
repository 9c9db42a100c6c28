/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The reports of a run: one table of files, each with the function that writes it to a stream.
 */
#ifndef HT_REPORTS_REPORT_H
#define HT_REPORTS_REPORT_H

#include "reports/views.h"
#include "solver/schedule.h"
#include "solver/verify.h"

#include <stdio.h>

/** How long the parts of a run took, in seconds. */
struct ht_seconds {
    double read, solve, verify, write;
};

/** What the reports are made from. verdict and seconds are known only when most are written. */
struct ht_run {
    const struct ht_school *school;
    const struct ht_schedule *schedule; /* sorted */
    const struct ht_views *views;       /* of the school and the schedule */
    const struct ht_verdict *verdict;   /* NULL before the verifier has run */
    struct ht_seconds seconds;
};

/** When a report can be written. */
enum ht_stage {
    HT_BEFORE_VERIFYING, /* the files that the verifier reads back */
    HT_AFTER_VERIFYING,
    HT_AT_THE_END, /* it says how long everything else took */
};

/** A file of the output folder. */
struct ht_report {
    const char *file; /* its name */
    const char *what; /* for help and documentation */
    enum ht_stage stage;
    void (*write)(FILE *stream, const struct ht_run *run); /* errors stay in the stream */
};

/** All reports, in the order in which they are written. */
extern const struct ht_report ht_reports[];
extern const size_t ht_report_count;

#endif
