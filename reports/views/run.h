/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A run: what its reports are made from, and the functions that make them. Each of those is named
 * in the table of reports and nowhere else.
 */
#ifndef HT_REPORTS_VIEWS_RUN_H
#define HT_REPORTS_VIEWS_RUN_H

#include "reports/views/calendar.h"
#include "reports/views/names_shown.h"
#include "reports/views/ticks.h"
#include "reports/views/views.h"
#include "solver/duties/duties.h"
#include "solver/explain/advice.h"
#include "solver/plan/changes.h"
#include "solver/school/schedule.h"
#include "solver/verify/score.h"
#include "solver/verify/verify.h"

#include <stdio.h>
#include <time.h>

struct ht_document;  /* reports/document/document.h */
struct ht_letters;   /* reports/letters/letters.h */
struct ht_templates; /* likewise */
struct ht_proofs;    /* solver/plan/proof_parts.h */

/** How long the parts of a run took, in seconds. */
struct ht_seconds {
    double read, solve, advise, verify, write;
};

/** What the user chose to have written. All zero: everything, students by first name and initial.
 */
struct ht_choices {
    unsigned formats;       /* bits (1u << enum ht_format); 0: all */
    unsigned parts;         /* bits (1u << enum ht_part); 0: all */
    enum ht_names_as names; /* in HT_DISPLAY */
    bool bom;               /* CSV files for people begin with a byte order mark, for Excel */
};

/** What the reports are made from. verdict and seconds are known only when most are written. */
struct ht_run {
    const struct ht_school *school;
    const struct ht_schedule *schedule; /* sorted */
    const struct ht_views *views;       /* of the school and the schedule */
    const struct ht_duties *duties;     /* likewise */
    const struct ht_verdict *verdict;   /* NULL before the verifier has run */
    const struct ht_score *score;       /* likewise */
    struct ht_seconds seconds;
    const struct ht_calendars *calendars; /* NULL: none are written */
    const struct ht_letters *letters;     /* NULL: none are written */
    const struct ht_templates *templates; /* of letters; NULL: the school has none */
    const struct ht_proofs *proofs;       /* NULL likewise */
    struct ht_ticks *ticks;               /* of the plans before; NULL: none */
    struct ht_choices choices;
    const struct ht_advice *advice;   /* on unplaced sessions; NULL: none was sought */
    const struct ht_changes *changes; /* against the plan that this one replaces; NULL: none */
    const char *what_if;              /* policy values set for this run; "": none */
    const char *const *arguments;     /* words of the command line, then NULL; NULL: none */
    uint64_t files, sessions;         /* check sums: the school's files; sessions.csv as written */
    time_t made;                      /* when the run was, in seconds since 1970 */
    /* Whether the run writes the report of that file name; set while documents are built. */
    bool (*writes)(const char *file, const struct ht_run *run);
};

/** Makes a document. */
typedef void ht_build(struct ht_document *document, const struct ht_run *run);

/** Makes the nth of several documents, and gives it its title. */
typedef void ht_build_nth(struct ht_document *document, const struct ht_run *run, size_t nth);

/** Writes the nth file of data; errors stay in the stream. */
typedef void ht_write(FILE *stream, const struct ht_run *run, size_t nth);

/** How many files of a kind a run has. */
typedef size_t ht_count(const struct ht_run *run);

/** What tells the nth file apart: no name, and the same in every run. Use free(). */
typedef char *ht_token(const struct ht_run *run, size_t nth);

#endif
