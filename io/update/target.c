/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/update/internal.h"

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

struct ht_where ht_target_where(enum ht_file file, int line)
{
    return (struct ht_where){ht_file_columns(file)->name, line};
}

bool ht_target_has_text(const struct ht_target *target, enum ht_file file, const char *text,
                        size_t size)
{
    size_t found;
    struct stat about;
    char *path = ht_target_path(target, file);
    bool may_be = stat(path, &about) == 0 && (size_t)about.st_size == size;
    char *bytes = may_be ? ht_file_read(path, ht_file_columns(file)->name, false, most_bytes,
                                        &found, target->import->faults)
                         : NULL;
    bool same = bytes && found == size && !memcmp(bytes, text, size);
    free(bytes);
    free(path);
    return same;
}

char *ht_target_text(const struct ht_target *target, enum ht_file file, size_t *size,
                     size_t *examples)
{
    char *path = ht_target_path(target, file);
    char *text = ht_file_read(path, ht_file_columns(file)->name, false, most_bytes, size,
                              target->import->faults);
    *examples = text ? ht_examples_strip(file, text, size) : 0;
    free(path);
    return text;
}

struct ht_csv *ht_target_open(const struct ht_target *target, enum ht_file file)
{
    struct ht_csv *csv = NULL;
    char *example = ht_new_school_text(file, true);
    /* Example rows are not the school's own. */
    if (ht_target_has(target, file) &&
        !ht_target_has_text(target, file, example, strlen(example))) {
        size_t size, count;
        char *text = ht_target_text(target, file, &size, &count);
        if (text)
            csv = ht_csv_of(text, size, ht_file_columns(file)->name, file, target->import->faults);
    }
    free(example);
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

bool ht_update_owns_nothing(const char *file)
{
    (void)file;
    return false;
}
