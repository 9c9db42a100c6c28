/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/commands/command.h"
#include "io/plan/fill_caseload.h"
#include "io/school/files.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Also the mark that a run made the folder. */
static const char assignment_csv[] = "assignment.csv";

/* Unless told: what is not proved by then hardly changes who goes where. */
static const double usual_seconds = 60;

/* What the files are made from. */
struct content {
    const struct ht_school *school;
    const struct ht_assignment *assignment;
    struct ht_csv *caseload;       /* the old one; NULL where it is in a document */
    struct ht_record_source *rows; /* then its rows */
};

static void write_assignment(FILE *stream, const void *context)
{
    const struct content *content = context;
    ht_write_assignment_csv(stream, content->school, content->assignment);
}

static void write_caseload(FILE *stream, const void *context)
{
    const struct content *content = context;
    if (content->caseload)
        ht_fill_caseload(stream, content->caseload, content->school, content->assignment);
    else
        ht_fill_records(stream, content->rows, content->school, content->assignment);
}

/* Whether a run may have written a file of that name. */
static bool is_ours(const char *file)
{
    return strcmp(file, ht_file_columns(HT_CASELOAD_CSV)->name) == 0 ||
           strcmp(file, assignment_csv) == 0;
}

static bool publish(const struct content *content, const char *out)
{
    const char *caseload = ht_file_columns(HT_CASELOAD_CSV)->name;
    ht_interrupt_hold(true);
    struct ht_staged_folder *staged = ht_staged_folder_begin(out, is_ours);
    bool done = staged &&
                ht_staged_folder_write(staged, caseload, false, write_caseload, content) &&
                ht_staged_folder_write(staged, assignment_csv, false, write_assignment, content);
    bool stopped = done && ht_interrupt_twice();
    if (stopped)
        fputs("halfterm: stopped; nothing was written\n", stderr);
    done = done && !stopped && ht_staged_folder_publish(staged);
    ht_staged_folder_end(staged);
    return done;
}

/* The school's files once more, to copy the caseload from them. */
struct originals {
    struct ht_diagnostics *faults;
    struct ht_school_files *files; /* of a document; rows are its caseload */
    struct ht_csv *csv;
    struct ht_record_source *rows;
};

/* What the caseload is in. Faults were told of when the school was read. */
static struct originals open_originals(const struct ht_school *school, const char *path)
{
    struct originals originals = {.faults = ht_diagnostics_new()};
    if (school->document) {
        originals.files = ht_school_files_open(path, originals.faults);
        if (originals.files)
            originals.rows = ht_school_files_records(originals.files, HT_CASELOAD_CSV);
    } else {
        const char *name = ht_file_columns(HT_CASELOAD_CSV)->name;
        char *file = ht_format("%s/%s", path, name);
        originals.csv = ht_csv_open(file, name, HT_CASELOAD_CSV, originals.faults);
        free(file);
    }
    return originals;
}

static void close_originals(struct originals *originals)
{
    ht_csv_free(originals->csv);
    ht_record_source_free(originals->rows);
    ht_school_files_close(originals->files);
    ht_diagnostics_free(originals->faults);
}

static int write_out(const struct content *content, const struct ht_options *options)
{
    if (!publish(content, options->out))
        return HT_EXIT_FAILED;
    ht_write_assignment_text(stdout, content->school, content->assignment);
    printf("The new caseload.csv is in %s; %s there says why each student went where.\n",
           options->out, assignment_csv);
    return ht_assignment_left(content->school, content->assignment) ? HT_EXIT_LEFT : HT_EXIT_DONE;
}

static int assign(const struct ht_school *school, const struct ht_options *options)
{
    struct ht_horizon horizon;
    if (!ht_command_horizon(school, options, &horizon))
        return HT_EXIT_INPUT;
    struct originals originals = open_originals(school, options->school);
    int result = HT_EXIT_INPUT;
    if (originals.csv || originals.rows) {
        double seconds = options->seconds > 0 ? options->seconds : usual_seconds;
        struct ht_assignment *assignment =
            ht_assign(school, horizon, seconds, ht_interrupt_catch());
        const struct content content = {school, assignment, originals.csv, originals.rows};
        result = write_out(&content, options);
        ht_assignment_free(assignment);
    } else {
        ht_diagnostics_print(originals.faults, stderr);
    }
    close_originals(&originals);
    return result;
}

static int run_assign(const struct ht_options *options)
{
    int result = ht_staged_folder_check(options->out, assignment_csv, is_ours);
    if (result != HT_EXIT_DONE)
        return result;
    struct ht_school *school = ht_command_school(options);
    if (!school)
        return HT_EXIT_INPUT;
    result = assign(school, options);
    ht_school_free(school);
    return result;
}

const struct ht_command ht_command_assign = {
    .name = "assign",
    .arguments = "SCHOOL",
    .what = "Give students without a mentor one, in a new caseload.csv in OUT.",
    .more = HT_USUAL_DATES,
    .takes = HT_TAKES_OUT | HT_TAKES_DATES | HT_TAKES_FILES,
    .out = "OUT",
    .left = "students are left without a mentor",
    .run = run_assign,
};
