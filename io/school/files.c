/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/files.h"

#include "io/base/file.h"
#include "io/base/suggest.h"
#include "io/csv/table.h"
#include "io/schema/policy.h"
#include "io/school/xml.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { MOST_BYTES_OF_POLICY = 1 << 20 };

struct ht_school_files {
    const char *folder;             /* NULL: the document was named, and nothing else is read */
    struct ht_school_xml *document; /* NULL: the files are the folder's */
    struct ht_xml_node *policy;     /* of policy.xml, once it is read */
    struct ht_diagnostics *faults;
};

/* ------------------------------------------------------------ names of files */

static bool is_there(const char *folder, const char *file)
{
    char *path = ht_format("%s/%s", folder, file);
    struct stat about;
    bool found = lstat(path, &about) == 0;
    free(path);
    return found;
}

/* "Commitments.csv", "comitments.csv", "commitments (1).csv" */
static bool is_like(const char *name, const char *file)
{
    struct ht_suggestion suggestion = {0};
    size_t stem = strcspn(file, ".");
    ht_suggestion_try(&suggestion, name, file);
    return suggestion.best || !strncasecmp(name, file, stem);
}

/* The school's files that the folder lacks. */
struct missing {
    const char *names[HT_FILE_COUNT + 1];
    size_t count;
};

static void add_missing(struct missing *missing, const char *folder, const char *name)
{
    if (!is_there(folder, name))
        missing->names[missing->count++] = name;
}

/* Without a word, a school would be planned as if an optional file had never been written. */
static void warn_unread(struct ht_diagnostics *faults, const char *name,
                        const struct missing *missing)
{
    for (size_t n = 0; n < missing->count; n++)
        if (is_like(name, missing->names[n]))
            ht_fault(faults, HT_WARNING, name, 1,
                     "this file is not read; if it is meant to be %s, give it that name",
                     missing->names[n]);
}

/* Files that are not read although their names are close to those of files that are missing. */
static void check_names(const struct ht_school_files *files)
{
    struct missing missing = {.count = 0};
    DIR *entries = opendir(files->folder);
    if (!entries) {
        ht_file_or_fail(files->folder);
        return;
    }
    for (enum ht_file file = 0; file < HT_IMPORT_CSV; file++)
        add_missing(&missing, files->folder, ht_file_columns(file)->name);
    add_missing(&missing, files->folder, HT_POLICY_FILE);
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;)
        warn_unread(files->faults, entry->d_name, &missing);
    closedir(entries);
}

/* The first of the school's CSV files that the folder has, or NULL. */
static const char *first_file(const char *folder)
{
    for (enum ht_file file = 0; file < HT_IMPORT_CSV; file++)
        if (is_there(folder, ht_file_columns(file)->name))
            return ht_file_columns(file)->name;
    return NULL;
}

/* ------------------------------------------------------------ opening */

static bool open_document(struct ht_school_files *files, const char *path)
{
    files->document = ht_school_xml_open(path, files->faults);
    return files->document;
}

static bool open_folder(struct ht_school_files *files, const char *folder)
{
    files->folder = folder;
    if (!is_there(folder, HT_SCHOOL_FILE)) {
        check_names(files);
        return true;
    }
    const char *other = first_file(folder);
    if (other) {
        ht_fault(files->faults, HT_WARNING, HT_SCHOOL_FILE, 1,
                 "this file is not read, since %s is there too; take away what does not hold any "
                 "more",
                 other);
        return true;
    }
    char *path = ht_format("%s/%s", folder, HT_SCHOOL_FILE);
    bool is_open = open_document(files, path);
    free(path);
    return is_open;
}

struct ht_school_files *ht_school_files_open(const char *path, struct ht_diagnostics *faults)
{
    struct stat about;
    struct ht_school_files *files = HT_NEW(struct ht_school_files, 1);
    files->faults = faults;
    bool is_open = false, is_there = stat(path, &about) == 0;
    if (!is_there)
        ht_file_or_fail(path);
    if (!is_there)
        ht_fault(faults, HT_FAULT, path, 1,
                 "the school's folder cannot be opened (%s); check its "
                 "name",
                 strerror(errno));
    else if (S_ISDIR(about.st_mode))
        is_open = open_folder(files, path);
    else if (S_ISREG(about.st_mode))
        is_open = open_document(files, path);
    else
        ht_fault(faults, HT_FAULT, path, 1,
                 "this is neither a folder nor a file on a disk; save the school as one of them");
    if (is_open)
        return files;
    ht_school_files_close(files);
    return NULL;
}

void ht_school_files_close(struct ht_school_files *files)
{
    if (!files)
        return;
    ht_school_xml_free(files->document);
    ht_xml_node_free(files->policy);
    free(files);
}

const char *ht_school_files_document(const struct ht_school_files *files)
{
    return files->document ? ht_school_xml_name(files->document) : NULL;
}

/* ------------------------------------------------------------ reading */

struct ht_record_source *ht_school_files_records(struct ht_school_files *files, enum ht_file file)
{
    if (files->document)
        return ht_school_xml_records(files->document, file);
    const char *name = ht_file_columns(file)->name;
    char *path = ht_format("%s/%s", files->folder, name);
    struct ht_csv *csv = ht_csv_open(path, name, file, files->faults);
    free(path);
    return ht_csv_records(csv);
}

static const struct ht_xml_node *read_policy(struct ht_school_files *files)
{
    size_t size;
    char *path = ht_format("%s/%s", files->folder, HT_POLICY_FILE);
    char *bytes =
        ht_file_read(path, HT_POLICY_FILE, false, MOST_BYTES_OF_POLICY, &size, files->faults);
    if (bytes)
        files->policy = ht_xml_tree_read(bytes, size, HT_POLICY_FILE,
                                         "take the file away for the usual policy", files->faults);
    free(bytes);
    free(path);
    const struct ht_xml_node *root = files->policy;
    if (!root || !strcmp(root->text, "policy"))
        return root;
    ht_fault(files->faults, HT_FAULT, HT_POLICY_FILE, root->line,
             "the document is a <%s>; its outer element must be <policy>", root->text);
    return NULL;
}

struct ht_file_shown ht_school_files_policy_shown(const struct ht_school_files *files)
{
    if (files->document && ht_school_xml_policy(files->document))
        return (struct ht_file_shown){ht_school_xml_name(files->document), "<policy>"};
    return (struct ht_file_shown){HT_POLICY_FILE, HT_POLICY_FILE};
}

const struct ht_xml_node *ht_school_files_policy(struct ht_school_files *files)
{
    const struct ht_xml_node *within =
        files->document ? ht_school_xml_policy(files->document) : NULL;
    if (!files->folder)
        return within;
    if (!within)
        return files->policy ? files->policy : read_policy(files);
    if (is_there(files->folder, HT_POLICY_FILE))
        ht_fault(files->faults, HT_FAULT, ht_school_files_document(files), within->line,
                 "the policy is in a file beside this document as well; take one of the two away");
    return within;
}

/* ------------------------------------------------------------ check sum */

/* Adds a file that is there, or the bytes instead of it; false where there is none. */
static bool add_sum(uint64_t *sum, const char *folder, const char *name,
                    const struct ht_instead *instead)
{
    char *path = ht_format("%s/%s", folder, name);
    uint64_t longer = ht_hash_text(*sum, name);
    bool is_instead = instead && !strcmp(ht_file_columns(instead->file)->name, name);
    if (is_instead)
        longer = ht_hash_bytes(longer, instead->bytes, instead->size);
    bool is_read = is_instead || ht_file_sum(path, &longer);
    if (is_read)
        *sum = longer;
    free(path);
    return is_read;
}

uint64_t ht_school_files_sum(const char *path, const struct ht_instead *instead)
{
    struct stat about;
    uint64_t sum = HT_HASH_START;
    bool any = false;
    if (!stat(path, &about) && !S_ISDIR(about.st_mode)) {
        sum = ht_hash_text(sum, HT_SCHOOL_FILE);
        return ht_file_sum(path, &sum) ? sum : 0;
    }
    for (enum ht_file file = 0; file < HT_IMPORT_CSV; file++)
        if (file != HT_HISTORY_CSV && file != HT_DONE_CSV)
            any |= add_sum(&sum, path, ht_file_columns(file)->name, instead);
    if (!first_file(path))
        any |= add_sum(&sum, path, HT_SCHOOL_FILE, instead);
    any |= add_sum(&sum, path, HT_POLICY_FILE, instead);
    return any ? sum : 0;
}
