/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The reports of a run: one table of files, each with what makes it. Command line, help, the start
 * page and publishing go by it.
 */
#ifndef HT_REPORTS_CATALOGUE_REPORT_H
#define HT_REPORTS_CATALOGUE_REPORT_H

#include "reports/views/run.h"

/** What a file is written in: the words of --format. */
enum ht_format {
    HT_HTML,
    HT_PDF,
    HT_XLSX,
    HT_ICS,
    HT_CSV,
    HT_XML,
    HT_JSON,
    HT_PROOF,
    HT_FORMAT_COUNT
};

/** "html", "pdf", ...: also how the files' names end. */
const char *ht_format_word(enum ht_format format);

/** For whom a file is: the words of --only. */
enum ht_part {
    HT_PART_ALL, /* not chosen by part: whoever reads the run's data */
    HT_PART_LEAD,
    HT_PART_MENTORS,
    HT_PART_STUDENTS,
    HT_PART_NOTICEBOARD,
    HT_PART_TEACHERS,
    HT_PART_HEAD,
    HT_PART_QUALITY,
    HT_PART_LETTERS,
    HT_PART_COUNT,
};

/** "lead", "mentors", ... */
const char *ht_part_word(enum ht_part part);

/** When a report can be written. */
enum ht_stage {
    HT_BEFORE_VERIFYING, /* the files that the verifier reads back */
    HT_AFTER_VERIFYING,
    HT_AT_THE_END, /* it says how long everything else took */
};

/** Who may look at a file: which folder it is in, and how that is kept. */
enum ht_audience {
    HT_RECORDS, /* OUT itself: data for programs; only the start page is for everybody */
    HT_STAFF,   /* OUT/staff: names, needs and reasons */
    HT_DISPLAY, /* OUT/display: may hang on a wall; never a need, a programme's name, a reason */
};

/** A file of the output folder, or several of a kind. Exactly one of build, build_nth and write
 * is there. */
struct ht_report {
    const char *file;  /* its name below OUT; of several files, with %s for what tells them apart */
    const char *title; /* of a document or of several files; NULL for a file of data */
    const char *what;  /* for help and the start page */
    enum ht_audience audience;
    enum ht_format format;
    enum ht_part part;
    enum ht_stage stage;
    bool of_changes; /* there only where an earlier plan is replaced */
    ht_build *build; /* of a document, which is then written as HTML or PDF */
    ht_build_nth *build_nth;
    ht_write *write;
    ht_count *count; /* NULL: one */
    ht_token *token;
};

/** All reports, in the order in which they are written. */
extern const struct ht_report ht_reports[];
extern const size_t ht_report_count;

/**
 * Whether a run writes a report: the records always, others where its choices ask for them, and
 * calendars that people may have imported go on, whatever was asked for.
 */
bool ht_report_is_due(const struct ht_report *report, const struct ht_run *run);

/** The same of the report of that file name. */
bool ht_report_is_written(const char *file, const struct ht_run *run);

/** Whether everybody may read a report's files: those for the wall, and the start page. */
bool ht_report_is_for_everybody(const struct ht_report *report);

/** How many files a report has. */
size_t ht_report_files(const struct ht_report *report, const struct ht_run *run);

/** The name of the nth file below OUT. Use free(). */
char *ht_report_file(const struct ht_report *report, const struct ht_run *run, size_t nth);

/** Writes the nth file; errors stay in the stream. */
void ht_report_write(FILE *stream, const struct ht_report *report, const struct ht_run *run,
                     size_t nth);

/** Whether some run may have written a file of that name below OUT; a folder's ends with a slash.
 */
bool ht_report_owns(const char *file);

#endif
