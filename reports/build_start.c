/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/writers.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* Where a file of a kind that there are several of leads to is told on the staff's own pages. */
static void add_file(struct ht_document *document, const struct ht_report *report)
{
    const char *slash = strrchr(report->file, '/');
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_say(document, HT_PLAIN,
               report->count ? report->title
               : slash       ? slash + 1
                             : report->file);
    if (!report->count)
        ht_doc_lead(document, "%s", report->file);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, report->what);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, ht_part_what(report->part));
}

static void add_files(struct ht_document *document, const struct ht_run *run,
                      enum ht_audience audience)
{
    static const char *const heads[] = {"File", "What it is", "For whom"};
    ht_doc_table(document, HT_ROWS, true);
    ht_doc_say(document, HT_PLAIN, "Files");
    ht_doc_columns(document, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < ht_report_count; i++)
        if (ht_reports[i].audience == audience && ht_reports[i].build != ht_build_start &&
            ht_report_chosen(&ht_reports[i], &run->choices))
            add_file(document, &ht_reports[i]);
}

void ht_build_start(struct ht_document *document, const struct ht_run *run)
{
    static const struct {
        enum ht_audience audience;
        const char *anchor, *heading, *about;
    } folders[] = {
        {HT_STAFF, "staff", "For staff",
         "These hold names, needs and reasons: they stay with the staff who need them."},
        {HT_DISPLAY, "display", "For the wall",
         "These may be seen by anyone: no needs, no programmes, no reasons."},
        {HT_RECORDS, "records", "Records", "Data for programs, and for the next run. Keep them."},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        ht_doc_open(document, 0, folders[i].anchor);
        ht_doc_say(document, HT_PLAIN, folders[i].heading);
        ht_doc_paragraph(document, HT_TONE_NONE);
        ht_doc_say(document, HT_PLAIN, folders[i].about);
        add_files(document, run, folders[i].audience);
        ht_doc_close(document);
    }
}
