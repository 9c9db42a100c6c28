/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/staged_file.h"

#include "io/base/stage.h"
#include "solver/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ht_staged_file {
    char *target; /* without symbolic links, so that these stay */
    bool exists;
    struct stat before;
    char *staged; /* the new file's name until it is in the target's place */
    int file;     /* descriptor that holds it meanwhile */
};

static bool look(const char *target, struct stat *found)
{
    return stat(target, found) == 0;
}

static void remove_left(const char *stage, bool is_old, int descriptor, void *context)
{
    (void)is_old;
    (void)descriptor;
    (void)context;
    unlink(stage);
}

struct ht_staged_file *ht_staged_file_new(const char *path)
{
    struct ht_staged_file *replacement = HT_NEW(struct ht_staged_file, 1);
    replacement->target = realpath(path, NULL);
    if (!replacement->target)
        replacement->target = ht_copy_text(path, strlen(path));
    ht_stage_sweep(replacement->target, remove_left, NULL);
    replacement->exists = look(replacement->target, &replacement->before);
    return replacement;
}

/* Ends the stage, which is removed or in its target's place; errno stays. */
static void unstage(struct ht_staged_file *replacement, bool is_removed)
{
    int error = errno;
    if (is_removed)
        unlink(replacement->staged);
    close(replacement->file);
    free(replacement->staged);
    replacement->staged = NULL;
    errno = error;
}

void ht_staged_file_free(struct ht_staged_file *replacement)
{
    if (!replacement)
        return;
    if (replacement->staged)
        unstage(replacement, true);
    free(replacement->target);
    free(replacement);
}

static bool is_as_it_was(const struct ht_staged_file *replacement)
{
    struct stat now;
    const struct stat *before = &replacement->before;
    bool exists = look(replacement->target, &now);
    if (!exists || !replacement->exists)
        return exists == replacement->exists;
    return now.st_dev == before->st_dev && now.st_ino == before->st_ino &&
           now.st_size == before->st_size && now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

static bool write_bytes(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* Only where the new file has the old one's owner and group may these be given the same rights. */
static bool give_rights(const struct ht_staged_file *replacement, int file)
{
    const struct stat *before = &replacement->before;
    if (!replacement->exists || fchown(file, before->st_uid, before->st_gid) != 0)
        return true;
    return fchmod(file, before->st_mode & 07777) == 0;
}

/* File systems that cannot fsync say so with EINVAL: nothing better can be had there. */
static bool to_disk(int file)
{
    return fsync(file) == 0 || errno == EINVAL;
}

/* Writes the new file under another name; 0 or an errno. */
static int stage(struct ht_staged_file *replacement, const char *bytes, size_t size)
{
    replacement->staged = ht_stage_new(replacement->target, false, &replacement->file);
    if (!replacement->staged)
        return errno;
    errno = 0;
    if (write_bytes(replacement->file, bytes, size) &&
        give_rights(replacement, replacement->file) && to_disk(replacement->file))
        return 0;
    int error = errno ? errno : EIO;
    unstage(replacement, true);
    return error;
}

/* The name of the file is in the folder: that, too, is to outlast a loss of power. */
static void folder_to_disk(const char *target)
{
    char *folder = ht_copy_text(target, (size_t)(strrchr(target, '/') - target) + 1);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

/* Says what went wrong, if anything; true where nothing did. */
static bool tell(const struct ht_staged_file *replacement, int error)
{
    if (error == EBUSY)
        fprintf(stderr,
                "halfterm: %s was changed by somebody else just now and is left so; try "
                "again\n",
                replacement->target);
    else if (error)
        fprintf(stderr, "halfterm: cannot write %s: %s; it is as it was\n", replacement->target,
                strerror(error));
    return !error;
}

bool ht_staged_file_may(const struct ht_staged_file *replacement)
{
    return tell(replacement, is_as_it_was(replacement) ? 0 : EBUSY);
}

bool ht_staged_file_stage(struct ht_staged_file *replacement, const char *bytes, size_t size)
{
    HT_REQUIRE(!replacement->staged, "one new file at a time");
    return tell(replacement, stage(replacement, bytes, size));
}

bool ht_staged_file_finish(struct ht_staged_file *replacement)
{
    HT_REQUIRE(replacement->staged, "stage a new file first");
    int error = !is_as_it_was(replacement) ? EBUSY : 0;
    if (!error && rename(replacement->staged, replacement->target) != 0)
        error = errno;
    if (!error) {
        ht_done_already(replacement->target);
        folder_to_disk(replacement->target);
    }
    unstage(replacement, error != 0);
    return tell(replacement, error);
}

bool ht_staged_file_write(struct ht_staged_file *replacement, const char *bytes, size_t size)
{
    return ht_staged_file_stage(replacement, bytes, size) && ht_staged_file_finish(replacement);
}
