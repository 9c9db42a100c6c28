/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/writers.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_listed(const struct ht_report *report, const struct ht_run *run,
                      enum ht_audience audience)
{
    return report->audience == audience && report->build != ht_build_start &&
           ht_report_is_due(report, run) && ht_report_files(report, run);
}

/* A page, and the same to print: they share a row. */
static bool share_row(const struct ht_report *a, const struct ht_report *b)
{
    return a->title && b->title && strcmp(a->title, b->title) == 0;
}

/* Of several files of data no names are shown; the overview tells whose calendar each is. */
static void say_data(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report *report)
{
    static const char overview[] = "staff/index.html";
    ht_doc_say(document, HT_PLAIN, report->title);
    if (report->format == HT_ICS && ht_report_is_written(overview, run))
        ht_doc_lead(document, "%s#calendars", overview);
}

/* By its name in its folder. */
static void say_file(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report *report, size_t nth)
{
    char *file = ht_report_file(report, run, nth);
    const char *slash = strrchr(file, '/');
    if (nth)
        ht_doc_say(document, HT_PLAIN, ", ");
    ht_doc_sayf(document, HT_PLAIN, "%s", slash ? slash + 1 : file);
    ht_doc_lead(document, "%s", file);
    free(file);
}

static void say_files(struct ht_document *document, const struct ht_run *run,
                      const struct ht_report *report)
{
    if (report->count && report->write)
        say_data(document, run, report);
    else
        for (size_t nth = 0; nth < ht_report_files(report, run); nth++)
            say_file(document, run, report, nth);
}

static void add_row(struct ht_document *document, const struct ht_run *run,
                    const struct ht_report *const *reports, size_t count)
{
    ht_doc_row(document, false);
    ht_doc_head(document);
    for (size_t i = 0; i < count; i++) {
        ht_doc_say(document, HT_PLAIN, i ? ", " : "");
        say_files(document, run, reports[i]);
    }
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, reports[0]->what);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, ht_part_what(reports[0]->part));
}

static void add_rows(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report **listed, size_t count)
{
    static const char *const heads[] = {"File", "What it is", "For whom"};
    ht_doc_table(document, HT_ROWS, true);
    ht_doc_say(document, HT_PLAIN, "Files");
    ht_doc_columns(document, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && share_row(listed[i], listed[end]);)
            end++;
        add_row(document, run, listed + i, end - i);
    }
}

/* A folder of the output, and who it is for. */
struct folder {
    enum ht_audience audience;
    const char *anchor, *heading, *about;
};

/* A folder in which nothing was written is not told of. */
static void add_folder(struct ht_document *document, const struct ht_run *run,
                       const struct folder *folder)
{
    const struct ht_report **listed = HT_NEW(const struct ht_report *, ht_report_count);
    size_t count = 0;
    for (size_t i = 0; i < ht_report_count; i++)
        if (is_listed(&ht_reports[i], run, folder->audience))
            listed[count++] = &ht_reports[i];
    if (count) {
        ht_doc_open(document, 0, folder->anchor);
        ht_doc_say(document, HT_PLAIN, folder->heading);
        ht_doc_note(document, folder->about);
        add_rows(document, run, listed, count);
        ht_doc_close(document);
    }
    free(listed);
}

void ht_build_start(struct ht_document *document, const struct ht_run *run)
{
    static const struct folder folders[] = {
        {HT_STAFF, "staff", "For staff",
         "These hold names, needs and reasons: they stay with the staff who need them."},
        {HT_DISPLAY, "display", "For the wall",
         "These may be seen by anyone: no needs, no programmes, no reasons."},
        {HT_RECORDS, "records", "Records", "Data for programs, and for the next run. Keep them."},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add_folder(document, run, &folders[i]);
}
