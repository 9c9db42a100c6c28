/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/output.h"

#include "solver/base/memory.h"
#include "solver/base/threads.h"

#include <stdatomic.h>
#include <stdlib.h>

/* What the threads share; each takes the next report until none is left. */
struct pool {
    struct ht_staged_folder *staged;
    const struct ht_run *run;
    enum ht_stage stage;
    atomic_size_t next; /* report */
    atomic_bool failed;
};

/* A file and what it is made from, for ht_staged_folder_write(). */
struct content {
    const struct ht_report *report;
    const struct ht_run *run;
    size_t nth; /* of the report's files */
};

static void write_content(FILE *stream, const void *context)
{
    const struct content *content = context;
    ht_report_write(stream, content->report, content->run, content->nth);
}

static bool write_report(struct ht_staged_folder *staged, const struct ht_run *run,
                         const struct ht_report *report)
{
    bool written = true;
    for (size_t nth = 0; written && nth < ht_report_files(report, run); nth++) {
        const struct content content = {report, run, nth};
        char *file = ht_report_file(report, run, nth);
        written = ht_staged_folder_write(staged, file, ht_report_is_for_everybody(report),
                                         write_content, &content);
        free(file);
    }
    return written;
}

static bool is_due(const struct pool *pool, const struct ht_report *report)
{
    return report->stage == pool->stage && ht_report_is_due(report, pool->run);
}

static void work(void *context)
{
    struct pool *pool = context;
    for (;;) {
        size_t place = atomic_fetch_add(&pool->next, 1);
        if (place >= ht_report_count || atomic_load(&pool->failed))
            return;
        const struct ht_report *report = &ht_reports[place];
        if (is_due(pool, report) && !write_report(pool->staged, pool->run, report))
            atomic_store(&pool->failed, true);
    }
}

static size_t count_due(const struct pool *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < ht_report_count; i++)
        count += is_due(pool, &ht_reports[i]);
    return count;
}

bool ht_output_write(struct ht_staged_folder *staged, const struct ht_run *run, enum ht_stage stage,
                     unsigned threads)
{
    struct pool pool = {.staged = staged, .run = run, .stage = stage};
    size_t due = count_due(&pool), most = threads ? threads : ht_processors();
    ht_threads_run((unsigned)(most < due ? most : due), work, NULL, &pool);
    return !atomic_load(&pool.failed);
}
