/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/foreign.h"

#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOM = 64 * 1024 /* bytes copied or compared at once */ };

/* Opens a folder below another; its name is blank or ends with a slash. */
static DIR *open_folder(int folder, const char *name)
{
    int descriptor =
        openat(folder, *name ? name : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (!entries && descriptor >= 0)
        close(descriptor);
    return entries;
}

/* The name of the folder's next entry, a folder's with a slash; NULL and errno 0 at the end. */
static char *next_name(DIR *entries, const char *folder)
{
    const struct dirent *entry;
    struct stat about;
    do {
        errno = 0;
        entry = readdir(entries);
    } while (entry && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
    if (!entry)
        return NULL;
    bool is_folder = fstatat(dirfd(entries), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
                     S_ISDIR(about.st_mode);
    return ht_format("%s%s%s", folder, entry->d_name, is_folder ? "/" : "");
}

static bool is_folder(const char *name)
{
    return name[strlen(name) - 1] == '/';
}

/* ------------------------------------------------------------ copying */

/* Owner, mode and times, and all of it to the disk; who may not give a file away keeps it. */
static bool finish_copy(const struct ht_foreign *foreign, const char *name)
{
    struct stat about;
    int copy = openat(foreign->to, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (copy < 0)
        return false;
    bool good = fstatat(foreign->from, name, &about, AT_SYMLINK_NOFOLLOW) == 0;
    if (good) {
        bool is_given = fchown(copy, about.st_uid, about.st_gid) == 0;
        good = fchmod(copy, about.st_mode & (is_given ? 07777 : 0777)) == 0 &&
               futimens(copy, (const struct timespec[]){about.st_atim, about.st_mtim}) == 0 &&
               (fsync(copy) == 0 || errno == EINVAL);
    }
    int error = errno;
    close(copy);
    errno = error;
    return good;
}

static bool copy_bytes(int from, int to)
{
    char *bytes = ht_alloc(ROOM, 1);
    ssize_t size;
    bool good = true;
    while (good && (size = read(from, bytes, ROOM)) != 0) {
        good = size > 0;
        for (ssize_t done = 0, written; good && done < size; done += written)
            good = (written = write(to, bytes + done, (size_t)(size - done))) > 0;
    }
    int error = errno;
    free(bytes);
    errno = error;
    return good;
}

static bool copy_file(const struct ht_foreign *foreign, const char *name)
{
    int from = openat(foreign->from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int to =
        from < 0 ? -1 : openat(foreign->to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = to >= 0 && copy_bytes(from, to);
    int error = errno;
    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) != 0 && good) {
        good = false;
        error = errno;
    }
    errno = error;
    return good && finish_copy(foreign, name);
}

static bool copy_symbolic_link(const struct ht_foreign *foreign, const char *name)
{
    char leads_to[PATH_MAX];
    ssize_t length = readlinkat(foreign->from, name, leads_to, sizeof leads_to - 1);
    if (length < 0)
        return false;
    leads_to[length] = '\0';
    return symlinkat(leads_to, foreign->to, name) == 0;
}

/* Another link, or where there can be none, another file; pipes and the like have only links. */
static bool copy_one(const struct ht_foreign *foreign, const char *name)
{
    struct stat about;
    if (linkat(foreign->from, name, foreign->to, name, 0) == 0 || errno == EEXIST)
        return true;
    int error = errno;
    if (fstatat(foreign->from, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT; /* its owner has removed it meanwhile */
    if (S_ISREG(about.st_mode))
        return copy_file(foreign, name);
    if (S_ISLNK(about.st_mode))
        return copy_symbolic_link(foreign, name) || errno == EEXIST;
    errno = error;
    return false;
}

/* Makes the folder that a name lies in where it is the program's, and not there yet. */
static bool make_parent(const struct ht_foreign *foreign, const char *folder)
{
    if (!*folder || faccessat(foreign->to, folder, F_OK, 0) == 0)
        return true;
    foreign->making(foreign->context, ht_copy_text(folder, strlen(folder)));
    return mkdirat(foreign->to, folder, 0700) == 0;
}

static char *copy_folder(const struct ht_foreign *foreign, const char *folder);

/* Copies what has a name, with all that is in it; takes the name over. NULL, or what cannot be. */
static char *copy_named(const struct ht_foreign *foreign, const char *folder, char *name)
{
    bool is_owned = foreign->owns(foreign->context, name);
    char *failed = NULL;
    if (!is_owned) {
        bool good = make_parent(foreign, folder);
        foreign->making(foreign->context, ht_copy_text(name, strlen(name)));
        good = good &&
               (is_folder(name) ? mkdirat(foreign->to, name, 0700) == 0 : copy_one(foreign, name));
        if (!good)
            return name;
    }
    if (is_folder(name))
        failed = copy_folder(foreign, name);
    if (!failed && !is_owned && is_folder(name) && !finish_copy(foreign, name))
        return name;
    free(name);
    return failed;
}

static char *copy_folder(const struct ht_foreign *foreign, const char *folder)
{
    DIR *entries = open_folder(foreign->from, folder);
    char *failed = NULL, *name = NULL;
    while (entries && !failed && (name = next_name(entries, folder)) != NULL)
        failed = copy_named(foreign, folder, name);
    int error = errno;
    if (!failed && (!entries || error))
        failed = ht_copy_text(folder, strlen(folder));
    if (entries)
        closedir(entries);
    errno = error;
    return failed;
}

char *ht_foreign_copy(const struct ht_foreign *foreign)
{
    return copy_folder(foreign, "");
}

/* ------------------------------------------------------------ giving back */

static bool is_same_text(int one, int other)
{
    char *bytes = ht_alloc(2, ROOM);
    ssize_t size, as_much;
    do {
        size = read(one, bytes, ROOM);
        as_much = read(other, bytes + ROOM, ROOM);
    } while (size > 0 && size == as_much && !memcmp(bytes, bytes + ROOM, (size_t)size));
    free(bytes);
    return size == 0 && as_much == 0;
}

static bool is_same_link(const struct ht_foreign *foreign, const char *name)
{
    char here[PATH_MAX], there[PATH_MAX];
    ssize_t length = readlinkat(foreign->from, name, here, sizeof here);
    return length >= 0 && readlinkat(foreign->to, name, there, sizeof there) == length &&
           !memcmp(here, there, (size_t)length);
}

/* Whether the other folder has the same file, or one with the same text; errno where that cannot
   be known. */
static bool has_same(const struct ht_foreign *foreign, const char *name)
{
    struct stat here, there;
    errno = 0;
    if (fstatat(foreign->from, name, &here, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (fstatat(foreign->to, name, &there, AT_SYMLINK_NOFOLLOW) != 0) {
        errno = errno == ENOENT || errno == ENOTDIR ? 0 : errno;
        return false;
    }
    if (here.st_dev == there.st_dev && here.st_ino == there.st_ino)
        return true;
    if ((here.st_mode & S_IFMT) != (there.st_mode & S_IFMT) || here.st_size != there.st_size)
        return false;
    if (S_ISLNK(here.st_mode))
        return is_same_link(foreign, name);
    int one = openat(foreign->from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int other = openat(foreign->to, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool same = one >= 0 && other >= 0 && is_same_text(one, other);
    if (one >= 0)
        close(one);
    if (other >= 0)
        close(other);
    return same;
}

static void make_folders(int folder, const char *name)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *part = ht_copy_text(name, (size_t)(slash - name));
        mkdirat(folder, part, 0700);
        free(part);
    }
}

/* Moves a file, under another name where its own is taken. */
static void move(const struct ht_foreign *foreign, const char *name, const char *path)
{
    char *as = ht_format("%s", name);
    make_folders(foreign->to, name);
    bool moved = true;
    for (int n = 2; renameat2(foreign->from, name, foreign->to, as, RENAME_NOREPLACE) != 0; n++) {
        struct stat there;
        bool is_taken = fstatat(foreign->to, as, &there, AT_SYMLINK_NOFOLLOW) == 0;
        /* Some file systems cannot be told to replace nothing. */
        moved = is_taken || renameat(foreign->from, name, foreign->to, as) == 0;
        if (!is_taken)
            break;
        free(as);
        as = ht_format("%s.%d", name, n);
    }
    if (!moved)
        fprintf(stderr, "halfterm: could not move %s to %s: %s\n", name, path, strerror(errno));
    else if (strcmp(as, name) != 0)
        fprintf(stderr, "halfterm: %s/%s is what was %s there\n", path, as, name);
    free(as);
}

static void return_folder(const struct ht_foreign *foreign, const char *folder, const char *path)
{
    DIR *entries = open_folder(foreign->from, folder);
    if (entries)
        fchmod(dirfd(entries), 0700); /* what is read-only could not be emptied */
    for (char *name; entries && (name = next_name(entries, folder)) != NULL; free(name)) {
        bool is_owned = foreign->owns(foreign->context, name);
        if (is_folder(name)) {
            if (!is_owned)
                make_folders(foreign->to, name);
            return_folder(foreign, name, path);
            unlinkat(foreign->from, name, AT_REMOVEDIR);
        } else if (is_owned || has_same(foreign, name)) {
            unlinkat(foreign->from, name, 0);
        } else if (!errno) {
            move(foreign, name, path);
        }
    }
    if (entries)
        closedir(entries);
}

void ht_foreign_return(const struct ht_foreign *foreign, const char *path)
{
    return_folder(foreign, "", path);
}
