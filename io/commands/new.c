/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/staged_folder.h"
#include "io/commands/command.h"
#include "io/schema/policy.h"
#include "io/school/new_school.h"

static void write_example(FILE *stream, const void *content)
{
    ht_new_school_example(stream, *(const enum ht_file *)content);
}

static void write_readme(FILE *stream, const void *content)
{
    (void)content;
    ht_new_school_readme(stream);
}

static void write_policy(FILE *stream, const void *content)
{
    (void)content;
    ht_new_school_policy(stream);
}

/* The folder is new or empty: nothing in it is anybody's. */
static bool owns(const char *file)
{
    (void)file;
    return false;
}

static bool write_all(struct ht_staged_folder *staged)
{
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++)
        if (ht_new_school_has_example(file) &&
            !ht_staged_folder_write(staged, ht_file_columns(file)->name, false, write_example,
                                    &file))
            return false;
    return ht_staged_folder_write(staged, HT_POLICY_FILE, false, write_policy, NULL) &&
           ht_staged_folder_write(staged, HT_README_FILE, false, write_readme, NULL) &&
           ht_staged_folder_publish(staged);
}

static int run_new(const struct ht_options *options)
{
    if (!ht_new_school_may_begin(options->school)) {
        fprintf(stderr, "halfterm: there are files in %s; name a new folder or an empty one\n",
                options->school);
        return HT_EXIT_INPUT;
    }
    int result = ht_staged_folder_check(options->school, HT_README_FILE, ht_new_school_owns);
    if (result != HT_EXIT_DONE)
        return result;
    struct ht_staged_folder *staged = ht_staged_folder_begin(options->school, owns);
    bool written = staged && write_all(staged);
    ht_staged_folder_end(staged);
    if (!written)
        return HT_EXIT_FAILED;
    printf("%s is laid out with an example row in each file; read its %s, then put your own rows "
           "in.\n",
           options->school, HT_README_FILE);
    return HT_EXIT_DONE;
}

const struct ht_command ht_command_new = {
    .name = "new",
    .arguments = "SCHOOL",
    .what = "Lay out a fresh school folder, with an example row in each file.",
    .more = "SCHOOL must not be there yet, or be empty. README.txt in it explains the files.",
    .run = run_new,
};
