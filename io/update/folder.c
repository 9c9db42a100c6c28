/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Laying a school.xml out as a folder of CSV files and policy.xml. */
#include "io/base/exit.h"
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/schema/policy.h"
#include "io/school/new_school.h"
#include "io/school/write.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void write_listing(FILE *stream, const void *content)
{
    ht_write_records_csv(stream, *(struct ht_record_source *const *)content);
}

static void write_policy(FILE *stream, const void *content)
{
    ht_write_policy_xml(stream, content);
}

static bool write_file(struct ht_staged_folder *staged, struct ht_school_files *files,
                       enum ht_file file, bool *is_written)
{
    if (!ht_file_columns(file)->element)
        return true;
    struct ht_record_source *records = ht_school_files_records(files, file);
    *is_written = records;
    bool done = !records || ht_staged_folder_write(staged, ht_file_columns(file)->name, false,
                                                   write_listing, &records);
    ht_record_source_free(records);
    return done;
}

/* Says which of the folder's files the document had nothing for. */
static void tell_left(const char *folder, const char *name, bool is_written)
{
    char *path = ht_format("%s/%s", folder, name);
    struct stat about;
    if (!is_written && stat(path, &about) == 0)
        printf("  %s stays as it was: the document has none\n", name);
    free(path);
}

static int write_files(struct ht_staged_folder *staged, struct ht_school_files *files,
                       const char *folder, struct ht_diagnostics *faults)
{
    bool is_written[HT_FILE_COUNT] = {false};
    const struct ht_xml_node *policy = ht_school_files_policy(files);
    bool done =
        !policy || ht_staged_folder_write(staged, HT_POLICY_FILE, false, write_policy, policy);
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV && done; file++)
        done = write_file(staged, files, file, &is_written[file]);
    if (ht_diagnostics_count(faults, HT_FAULT))
        return HT_EXIT_INPUT;
    if (!done || ht_interrupt_twice() || !ht_staged_folder_publish(staged))
        return HT_EXIT_FAILED;
    printf("The school is in %s.\n", folder);
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++)
        tell_left(folder, ht_file_columns(file)->name, is_written[file]);
    tell_left(folder, HT_POLICY_FILE, policy);
    return HT_EXIT_DONE;
}

int ht_school_folder_write(const char *document, const char *folder, struct ht_diagnostics *faults)
{
    int result =
        ht_staged_folder_check(folder, ht_file_columns(HT_CALENDAR_CSV)->name, ht_new_school_owns);
    if (result != HT_EXIT_DONE)
        return result;
    struct ht_school_files *files = ht_school_files_open(document, faults);
    if (!files)
        return HT_EXIT_INPUT;
    ht_interrupt_catch();
    ht_interrupt_hold(true);
    struct ht_staged_folder *staged = ht_staged_folder_begin(folder, ht_update_owns_nothing);
    result = staged ? write_files(staged, files, folder, faults) : HT_EXIT_FAILED;
    ht_staged_folder_end(staged);
    ht_school_files_close(files);
    return result;
}
