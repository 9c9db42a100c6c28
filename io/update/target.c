/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/update/target.h"

#include "io/base/file.h"
#include "io/csv/table.h"
#include "io/school/new_school.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t most_bytes = (size_t)1 << 30;

char *ht_target_path(const struct ht_target *target, enum ht_file file)
{
    return ht_format("%s/%s", target->folder, ht_file_columns(file)->name);
}

bool ht_target_has(const struct ht_target *target, enum ht_file file)
{
    char *path = ht_target_path(target, file);
    bool found = access(path, F_OK) == 0;
    free(path);
    return found;
}

/* Example rows are not the school's own. */
static bool is_example(const char *path, enum ht_file file, struct ht_diagnostics *faults)
{
    size_t size;
    char *bytes = ht_file_read(path, ht_file_columns(file)->name, false, most_bytes, &size, faults);
    char *example = ht_new_school_text(file, true);
    bool same = bytes && !strcmp(bytes, example);
    free(example);
    free(bytes);
    return same;
}

struct ht_csv *ht_target_open(const struct ht_target *target, enum ht_file file)
{
    struct ht_csv *csv = NULL;
    char *path = ht_target_path(target, file);
    if (ht_target_has(target, file) && !is_example(path, file, target->import->faults))
        csv = ht_csv_open(path, ht_file_columns(file)->name, file, target->import->faults);
    free(path);
    return csv;
}

void ht_target_end(struct ht_target *target, enum ht_file file, struct ht_csv_edit *edit,
                   bool is_encoded)
{
    struct ht_target_file *of = &target->files[file];
    of->text = ht_csv_edit_end(edit, &of->size);
    if (!is_encoded)
        ht_fault(target->import->faults, HT_FAULT, ht_file_columns(file)->name, 1,
                 "this file is Windows-1252, which lacks letters that the import has; save it as "
                 "'CSV UTF-8' and import again");
}

bool ht_target_keeps(const struct ht_target *target, enum ht_file file)
{
    size_t size;
    struct stat about;
    char *path = ht_target_path(target, file);
    const struct ht_target_file *of = &target->files[file];
    bool may_be = stat(path, &about) == 0 && (size_t)about.st_size == of->size;
    char *bytes = !may_be ? NULL
                          : ht_file_read(path, ht_file_columns(file)->name, false, most_bytes,
                                         &size, target->import->faults);
    bool same = bytes && size == of->size && !memcmp(bytes, of->text, size);
    free(bytes);
    free(path);
    return same;
}
