/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/stage.h"

#include "solver/base/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NAME_MOST = 200, /* bytes of the target's name, so that the stage's is none too long */
    RANDOM = 6,      /* characters that mkdtemp() puts at its end */
    ATTEMPTS = 10,   /* who tidies up may come between making a stage and holding it */
};

char *ht_stage_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    HT_REQUIRE(slash, "a path with a folder is needed");
    return ht_copy_text(path, (size_t)(slash - path) + 1);
}

/* File systems that cannot fsync say so with EINVAL: nothing better can be had there. */
bool ht_stage_to_disk(int descriptor)
{
    return fsync(descriptor) == 0 || errno == EINVAL;
}

void ht_stage_name_to_disk(const char *path)
{
    char *folder = ht_stage_folder(path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

/* What the names of a target's stages begin with. Use free(). */
static char *prefix_of(const char *target)
{
    return ht_format(".halfterm-%.*s-", NAME_MOST, strrchr(target, '/') + 1);
}

/* Whether the name still leads to what is open: nobody has removed it or put it elsewhere. */
static bool leads_to(int folder, const char *name, int descriptor)
{
    struct stat named, opened;
    return fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstat(descriptor, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/* A file system without locks has none for whoever tidies up either, and loses nothing. */
static bool hold(const char *stage, int descriptor)
{
    bool is_held = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    return is_held && leads_to(AT_FDCWD, stage, descriptor);
}

/* Makes a stage of that name, whose end is random; a descriptor, or -1 and errno. */
static int make(char *stage, bool is_folder)
{
    if (!is_folder)
        return mkostemp(stage, O_CLOEXEC);
    if (!mkdtemp(stage))
        return -1;
    int descriptor = open(stage, O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = errno;
    if (descriptor < 0)
        rmdir(stage);
    errno = error;
    return descriptor;
}

char *ht_stage_new(const char *target, bool is_folder, int *descriptor)
{
    char *folder = ht_stage_folder(target), *prefix = prefix_of(target), *stage = NULL;
    int error = EBUSY;
    for (int n = 0; error == EBUSY && n < ATTEMPTS; n++) {
        free(stage);
        stage = ht_format("%s%sXXXXXX", folder, prefix);
        *descriptor = make(stage, is_folder);
        error = *descriptor < 0 ? errno : hold(stage, *descriptor) ? 0 : EBUSY;
        if (*descriptor >= 0 && error)
            close(*descriptor);
    }
    free(prefix);
    free(folder);
    if (!error)
        return stage;
    free(stage);
    errno = error;
    return NULL;
}

/* Whether a name is of a stage with that prefix, and of which kind. */
static bool is_stage(const char *name, const char *prefix, bool *is_old)
{
    size_t length = strlen(prefix);
    if (strncmp(name, prefix, length) != 0)
        return false;
    for (int n = 0; n < RANDOM; n++)
        if (!isalnum((unsigned char)name[length++]))
            return false;
    *is_old = strcmp(name + length, HT_STAGE_OLD) == 0;
    return *is_old || !name[length];
}

void ht_stage_sweep(const char *target,
                    void (*found)(const char *stage, bool is_old, int descriptor, void *context),
                    void *context)
{
    char *folder = ht_stage_folder(target), *prefix = prefix_of(target);
    DIR *entries = opendir(folder);
    bool is_old;
    for (const struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        if (!is_stage(entry->d_name, prefix, &is_old))
            continue;
        int descriptor =
            openat(dirfd(entries), entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0)
            continue;
        /* Looked at once it is held: it may have been put in its target's place just before. */
        if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 &&
            leads_to(dirfd(entries), entry->d_name, descriptor)) {
            char *stage = ht_format("%s%s", folder, entry->d_name);
            found(stage, is_old, descriptor, context);
            free(stage);
        }
        close(descriptor);
    }
    if (entries)
        closedir(entries);
    free(prefix);
    free(folder);
}
