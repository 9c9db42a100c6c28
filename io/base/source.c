/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/source.h"

#include "io/base/file.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_IN_FOLDER = 1000 };
static const size_t most_bytes = (size_t)1 << 30;

/* The path becomes the source's own. */
static void add(struct ht_sources *sources, char *path, struct ht_diagnostics *faults)
{
    struct ht_source source = {.path = path};
    source.bytes = ht_file_read(path, path, true, most_bytes, &source.size, faults);
    if (!source.bytes) {
        free(path);
        return;
    }
    HT_GROW(sources->files, sources->count, sources->capacity);
    sources->files[sources->count++] = source;
}

/* A link could lead out of the folder that was named. */
static bool is_file(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static void add_folder(struct ht_sources *sources, const char *folder,
                       struct ht_diagnostics *faults)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0) {
        ht_file_or_fail(folder);
        ht_fault(faults, HT_FAULT, folder, 1,
                 "the folder cannot be opened (%s); check who may read it", strerror(errno));
        return;
    }
    if (count > MOST_IN_FOLDER)
        ht_fault(faults, HT_FAULT, folder, 1,
                 "there are more than %d files in this folder; name the files that are meant",
                 MOST_IN_FOLDER);
    size_t before = sources->count, faulty = ht_diagnostics_count(faults, HT_FAULT);
    for (int n = 0; n < count; n++) {
        char *path = ht_format("%s/%s", folder, entries[n]->d_name);
        if (count <= MOST_IN_FOLDER && *entries[n]->d_name != '.' && is_file(path))
            add(sources, path, faults);
        else
            free(path);
        free(entries[n]);
    }
    free(entries);
    if (sources->count == before && ht_diagnostics_count(faults, HT_FAULT) == faulty)
        ht_fault(faults, HT_FAULT, folder, 1, "there is no file in this folder; name another one");
}

void ht_sources_read(struct ht_sources *sources, char *const *paths, size_t count,
                     struct ht_diagnostics *faults)
{
    for (size_t n = 0; n < count; n++) {
        struct stat about;
        size_t length = strlen(paths[n]);
        while (length > 1 && paths[n][length - 1] == '/')
            length--;
        char *path = ht_copy_text(paths[n], length);
        bool is_folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
        if (!is_folder) {
            add(sources, path, faults);
            continue;
        }
        add_folder(sources, path, faults);
        free(path);
    }
}

void ht_sources_clear(struct ht_sources *sources)
{
    for (size_t n = 0; n < sources->count; n++) {
        free(sources->files[n].path);
        free(sources->files[n].bytes);
    }
    free(sources->files);
    *sources = (struct ht_sources){0};
}

const char *ht_source_name(const struct ht_source *source)
{
    const char *slash = strrchr(source->path, '/');
    return slash ? slash + 1 : source->path;
}

const char *ht_source_beginning(const struct ht_source *source)
{
    const char *at = source->bytes + (strncmp(source->bytes, "\xef\xbb\xbf", 3) ? 0 : 3);
    return at + strspn(at, " \t\r\n");
}
