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
    struct ht_staged_file *staged = HT_NEW(struct ht_staged_file, 1);
    staged->target = realpath(path, NULL);
    if (!staged->target)
        staged->target = ht_copy_text(path, strlen(path));
    ht_stage_sweep(staged->target, remove_left, NULL);
    staged->exists = look(staged->target, &staged->before);
    return staged;
}

/* Ends the stage, which is removed or in its target's place; errno stays. */
static void unstage(struct ht_staged_file *staged, bool is_removed)
{
    int error = errno;
    if (is_removed)
        unlink(staged->staged);
    close(staged->file);
    free(staged->staged);
    staged->staged = NULL;
    errno = error;
}

void ht_staged_file_free(struct ht_staged_file *staged)
{
    if (!staged)
        return;
    if (staged->staged)
        unstage(staged, true);
    free(staged->target);
    free(staged);
}

static bool is_as_it_was(const struct ht_staged_file *staged)
{
    struct stat now;
    const struct stat *before = &staged->before;
    bool exists = look(staged->target, &now);
    if (!exists || !staged->exists)
        return exists == staged->exists;
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
static bool give_rights(const struct ht_staged_file *staged, int file)
{
    const struct stat *before = &staged->before;
    if (!staged->exists || fchown(file, before->st_uid, before->st_gid) != 0)
        return true;
    return fchmod(file, before->st_mode & 07777) == 0;
}

/* Writes the new file under another name; 0 or an errno. */
static int stage(struct ht_staged_file *staged, const char *bytes, size_t size)
{
    staged->staged = ht_stage_new(staged->target, false, &staged->file);
    if (!staged->staged)
        return errno;
    errno = 0;
    if (write_bytes(staged->file, bytes, size) && give_rights(staged, staged->file) &&
        ht_stage_to_disk(staged->file))
        return 0;
    int error = errno ? errno : EIO;
    unstage(staged, true);
    return error;
}

/* Says what went wrong, if anything; true where nothing did. */
static bool tell(const struct ht_staged_file *staged, int error)
{
    if (error == EBUSY)
        fprintf(stderr,
                "halfterm: %s was changed by somebody else just now and is left so; try "
                "again\n",
                staged->target);
    else if (error)
        fprintf(stderr, "halfterm: cannot write %s: %s; it is as it was\n", staged->target,
                strerror(error));
    return !error;
}

bool ht_staged_file_may(const struct ht_staged_file *staged)
{
    return tell(staged, is_as_it_was(staged) ? 0 : EBUSY);
}

bool ht_staged_file_stage(struct ht_staged_file *staged, const char *bytes, size_t size)
{
    HT_REQUIRE(!staged->staged, "one new file at a time");
    return tell(staged, stage(staged, bytes, size));
}

bool ht_staged_file_finish(struct ht_staged_file *staged)
{
    HT_REQUIRE(staged->staged, "stage a new file first");
    int error = !is_as_it_was(staged) ? EBUSY : 0;
    if (!error && rename(staged->staged, staged->target) != 0)
        error = errno;
    if (!error) {
        ht_done_already(staged->target);
        ht_stage_name_to_disk(staged->target);
    }
    unstage(staged, error != 0);
    return tell(staged, error);
}

bool ht_staged_file_write(struct ht_staged_file *staged, const char *bytes, size_t size)
{
    return ht_staged_file_stage(staged, bytes, size) && ht_staged_file_finish(staged);
}
