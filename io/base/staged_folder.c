/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/staged_folder.h"

#include "io/base/exit.h"
#include "io/base/foreign.h"
#include "io/base/stage.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct ht_staged_folder {
    char *out;    /* as the user wrote it, for messages */
    char *target; /* the same without symbolic links */
    char *stage;  /* the staging folder; once in OUT's place, the earlier run's */
    int folder;   /* descriptor of the new folder, wherever it is */
    char **files; /* names in the new folder; a folder's ends with a slash */
    size_t file_count, file_capacity;
    size_t own_count;     /* of the names, from the first: what comes then was taken over */
    pthread_mutex_t lock; /* guards the names and what follows: several files are written at once */
    bool everybody;       /* may look into the new folder: some file in it is for everybody */
    bool (*owns)(const char *file); /* whether a run may have written a file of that name */
};

/* Whoever runs out of memory tidies up: this is how the folder is found. */
static struct ht_staged_folder *current;

/* The folder that a path lies in. Use free(). */
static char *parent_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ht_copy_text(".", 1);
    return slash == path ? ht_copy_text("/", 1) : ht_copy_text(path, (size_t)(slash - path));
}

/* OUT without symbolic links, or NULL and errno where its parent is not there. Use free(). */
static char *target_of(const char *out)
{
    char *there = realpath(out, NULL);
    if (there)
        return there;
    size_t length = strlen(out);
    while (length > 1 && out[length - 1] == '/')
        length--;
    char *path = ht_copy_text(out, length);
    char *parent = parent_of(path);
    char *folder = ht_format("%s/.", parent); /* so that a file is no parent */
    char *real_parent = realpath(folder, NULL);
    const char *slash = strrchr(path, '/');
    char *target = NULL;
    if (real_parent)
        target = ht_format("%s/%s", strcmp(real_parent, "/") ? real_parent : "",
                           slash ? slash + 1 : path);
    free(real_parent);
    free(folder);
    free(parent);
    free(path);
    return target;
}

/* Whose files are in a stage that a killed run has left. */
struct left {
    const char *target, *out;
    bool (*owns)(const char *file); /* NULL: all are the program's */
};

static bool left_owns(const void *context, const char *file)
{
    const struct left *left = context;
    return !left->owns || left->owns(file);
}

/* Where there is no OUT, the run was killed between two steps, and an old one is put back. */
static void tidy_up(const char *stage, bool is_old, int folder, void *context)
{
    struct left left = *(const struct left *)context;
    struct stat found;
    if (is_old && lstat(left.target, &found) != 0 && errno == ENOENT &&
        rename(stage, left.target) == 0)
        return;
    int target = is_old ? open(left.target, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    /* What was not put in OUT's place was written by the program, or is in OUT too. */
    left.owns = is_old ? left.owns : NULL;
    const struct ht_foreign foreign = {
        .from = folder, .to = target, .owns = left_owns, .context = &left};
    ht_foreign_return(&foreign, left.out);
    rmdir(stage);
    if (target >= 0)
        close(target);
}

/* Whether a folder is empty or has the mark of an earlier run. */
static bool is_ours(const char *folder, const char *mark)
{
    DIR *entries = opendir(folder);
    if (!entries)
        return false;
    bool empty = true, marked = false;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        empty = empty && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."));
        marked = marked || strcmp(entry->d_name, mark) == 0;
    }
    closedir(entries);
    return empty || marked;
}

/* Replacing the folder that a shell stands in would leave it standing nowhere. */
static bool is_working_folder(const char *folder)
{
    struct stat there, here;
    return stat(folder, &there) == 0 && stat(".", &here) == 0 && there.st_dev == here.st_dev &&
           there.st_ino == here.st_ino;
}

static int check_existing(const char *out, const char *mark)
{
    if (access(out, R_OK | W_OK | X_OK) != 0) {
        fprintf(stderr, "halfterm: cannot write to %s: %s\n", out, strerror(errno));
        return HT_EXIT_FAILED;
    }
    if (!is_ours(out, mark)) {
        fprintf(stderr, "halfterm: %s holds files but no %s of an earlier run; name a new folder\n",
                out, mark);
        return HT_EXIT_INPUT;
    }
    if (is_working_folder(out)) {
        fprintf(stderr,
                "halfterm: %s is the folder that you are in; name one inside it or beside it\n",
                out);
        return HT_EXIT_INPUT;
    }
    return HT_EXIT_DONE;
}

static int check_parent(const char *out, const char *target)
{
    int result = HT_EXIT_DONE;
    if (!target) {
        fprintf(stderr, "halfterm: cannot make %s: %s; make the folder that it is to lie in\n", out,
                strerror(errno));
        return HT_EXIT_INPUT;
    }
    char *parent = parent_of(target);
    if (access(parent, W_OK | X_OK) != 0) {
        fprintf(stderr, "halfterm: cannot write to %s, which %s is to lie in: %s\n", parent, out,
                strerror(errno));
        result = HT_EXIT_FAILED;
    }
    free(parent);
    return result;
}

void ht_staged_folder_tidy(const char *out, bool (*owns)(const char *file))
{
    char *target = target_of(out);
    if (target)
        ht_stage_sweep(target, tidy_up, &(struct left){target, out, owns});
    free(target);
}

int ht_staged_folder_check(const char *out, const char *mark, bool (*owns)(const char *file))
{
    struct stat found;
    if (stat(out, &found) == 0 && !S_ISDIR(found.st_mode)) {
        fprintf(stderr, "halfterm: %s is a file; name a folder\n", out);
        return HT_EXIT_INPUT;
    }
    if (stat(out, &found) != 0 && lstat(out, &found) == 0) {
        fprintf(stderr, "halfterm: %s is a link that leads nowhere; remove it\n", out);
        return HT_EXIT_INPUT;
    }
    char *target = target_of(out);
    int result = check_parent(out, target);
    if (result == HT_EXIT_DONE)
        ht_staged_folder_tidy(out, owns);
    if (result == HT_EXIT_DONE && access(out, F_OK) == 0)
        result = check_existing(out, mark);
    free(target);
    return result;
}

bool ht_staged_folder_may_replace(const char *folder)
{
    struct stat about, around;
    char *target = realpath(folder, NULL), *parent = target ? parent_of(target) : NULL;
    bool may = parent && access(parent, W_OK | X_OK) == 0 && !is_working_folder(target) &&
               stat(target, &about) == 0 && stat(parent, &around) == 0 &&
               about.st_dev == around.st_dev && about.st_uid == geteuid() &&
               about.st_gid == getegid();
    free(parent);
    free(target);
    return may;
}

/* Without allocating: it also runs when there is no memory left. What a folder holds goes first. */
static void remove_files(const struct ht_staged_folder *staged, int folder)
{
    for (size_t i = staged->file_count; i-- > 0;) {
        const char *name = staged->files[i];
        bool is_folder = name[strlen(name) - 1] == '/';
        unlinkat(folder, name, is_folder ? AT_REMOVEDIR : 0);
    }
}

static void remove_current(void)
{
    if (!current)
        return;
    remove_files(current, current->folder);
    rmdir(current->stage);
    current = NULL;
}

static void free_publication(struct ht_staged_folder *staged)
{
    if (staged->folder >= 0)
        close(staged->folder);
    for (size_t i = 0; i < staged->file_count; i++)
        free(staged->files[i]);
    free(staged->files);
    pthread_mutex_destroy(&staged->lock);
    free(staged->stage);
    free(staged->target);
    free(staged->out);
    free(staged);
}

static void complain(const struct ht_staged_folder *staged, const char *what, const char *file,
                     int error)
{
    fprintf(stderr, "halfterm: cannot %s %s%s%s: %s; what was there is as it was\n", what,
            staged->out, *file ? "/" : "", file, strerror(error ? error : EIO));
}

struct ht_staged_folder *ht_staged_folder_begin(const char *out, bool (*owns)(const char *file))
{
    HT_REQUIRE(!current, "one publication at a time");
    struct ht_staged_folder *staged = HT_NEW(struct ht_staged_folder, 1);
    staged->folder = -1;
    pthread_mutex_init(&staged->lock, NULL);
    staged->owns = owns;
    staged->out = ht_copy_text(out, strlen(out));
    staged->target = target_of(out);
    if (staged->target)
        staged->stage = ht_stage_new(staged->target, true, &staged->folder);
    if (!staged->stage) {
        complain(staged, "write", "", errno);
        staged->folder = -1;
        free_publication(staged);
        return NULL;
    }
    current = staged;
    ht_tidy_at_failure(remove_current);
    return staged;
}

char *ht_staged_folder_path(const struct ht_staged_folder *staged, const char *file)
{
    return ht_format("%s/%s", staged->stage, file);
}

static bool has_file(const struct ht_staged_folder *staged, const char *name, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(staged->files[i], name) == 0)
            return true;
    return false;
}

/* The name is kept before the file is there, so that no way out leaves the file behind. */
static void keep_name(struct ht_staged_folder *staged, char *name)
{
    HT_GROW(staged->files, staged->file_count, staged->file_capacity);
    staged->files[staged->file_count++] = name;
}

/* Makes the folders that a file lies in, unless it lies in the new folder itself. */
static bool make_folders(struct ht_staged_folder *staged, const char *file, bool everybody)
{
    for (const char *slash = file; (slash = strchr(slash, '/')); slash++) {
        char *name = ht_copy_text(file, (size_t)(slash - file) + 1);
        if (has_file(staged, name, staged->file_count)) {
            free(name);
            continue;
        }
        keep_name(staged, name);
        if (mkdirat(staged->folder, name, everybody ? 0755 : 0700) != 0)
            return false;
    }
    return true;
}

static FILE *create(struct ht_staged_folder *staged, const char *file, bool everybody)
{
    pthread_mutex_lock(&staged->lock);
    bool made = make_folders(staged, file, everybody);
    keep_name(staged, ht_copy_text(file, strlen(file)));
    staged->everybody |= everybody;
    pthread_mutex_unlock(&staged->lock);
    if (!made)
        return NULL;
    int descriptor = openat(staged->folder, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                            everybody ? 0644 : 0600);
    if (descriptor < 0)
        return NULL;
    FILE *stream = fdopen(descriptor, "w");
    if (!stream)
        close(descriptor);
    return stream;
}

bool ht_staged_folder_write(struct ht_staged_folder *staged, const char *file, bool everybody,
                            void (*write)(FILE *stream, const void *content), const void *content)
{
    FILE *stream = create(staged, file, everybody);
    if (!stream) {
        complain(staged, "write", file, errno);
        return false;
    }
    errno = 0;
    write(stream, content);
    bool written = fflush(stream) == 0 && !ferror(stream);
    int error = errno;
    if (fclose(stream) != 0 && written) {
        written = false;
        error = errno;
    }
    if (!written)
        complain(staged, "write", file, error);
    return written;
}

static bool rename_stage(struct ht_staged_folder *staged, char *name)
{
    if (rename(staged->stage, name) != 0) {
        free(name);
        return false;
    }
    free(staged->stage);
    staged->stage = name;
    return true;
}

/* For file systems that cannot exchange: there is a moment without any OUT. */
static bool exchange_in_two_steps(struct ht_staged_folder *staged, const char *aside)
{
    char *stage = ht_copy_text(aside, strlen(aside) - strlen(HT_STAGE_OLD));
    if (!rename_stage(staged, stage) || rename(staged->target, aside) != 0)
        return false;
    if (rename(staged->stage, staged->target) != 0) {
        int error = errno;
        rename(aside, staged->target);
        errno = error;
        return false;
    }
    free(staged->stage);
    staged->stage = ht_copy_text(aside, strlen(aside));
    return true;
}

/* Puts the new folder in the place of one that has files, which becomes the stage. */
static bool exchange(struct ht_staged_folder *staged)
{
    char *aside = ht_format("%s" HT_STAGE_OLD, staged->stage);
    bool done = rename_stage(staged, ht_copy_text(aside, strlen(aside))) &&
                (renameat2(AT_FDCWD, aside, AT_FDCWD, staged->target, RENAME_EXCHANGE) == 0 ||
                 ((errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) &&
                  exchange_in_two_steps(staged, aside)));
    free(aside);
    return done;
}

/* Puts the staging folder in the target's place and the target, unless empty, in its. */
static bool put_in_place(struct ht_staged_folder *staged, bool *replaced)
{
    *replaced = rename(staged->stage, staged->target) != 0;
    return !*replaced || ((errno == EEXIST || errno == ENOTEMPTY) && exchange(staged));
}

/* ------------------------------------------------------------ what is not of a run */

static bool owns(const void *context, const char *file)
{
    const struct ht_staged_folder *staged = context;
    return staged->owns(file) || has_file(staged, file, staged->own_count);
}

static void making(void *context, char *name)
{
    keep_name(context, name);
}

/* Before OUT is replaced, so that at no moment it lacks what its owner has there. */
static bool copy_foreign(struct ht_staged_folder *staged, int earlier)
{
    const struct ht_foreign foreign = {earlier, staged->folder, owns, making, staged};
    staged->own_count = staged->file_count;
    char *failed = ht_foreign_copy(&foreign);
    if (failed)
        complain(staged, "keep", failed, errno);
    free(failed);
    return !failed;
}

static void remove_earlier(const struct ht_staged_folder *staged, int earlier)
{
    const struct ht_foreign foreign = {
        .from = earlier, .to = staged->folder, .owns = owns, .context = (void *)staged};
    ht_foreign_return(&foreign, staged->out);
    if (rmdir(staged->stage) != 0)
        fprintf(stderr, "halfterm: what is left of the earlier run is in %s: %s\n", staged->stage,
                strerror(errno));
}

/* As if it had been made with mkdir(): what is not for everybody in it keeps its own lock. */
static bool open_to_everybody(int folder)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(folder, 0755 & ~mask) == 0;
}

/* All at once at the end: a file system brings many files to the disk in hardly longer than one. */
static bool files_to_disk(const struct ht_staged_folder *staged)
{
    for (size_t i = 0; i < staged->file_count; i++) {
        int file = openat(staged->folder, staged->files[i], O_RDONLY | O_CLOEXEC);
        bool safe = file >= 0 && ht_stage_to_disk(file);
        if (!safe)
            complain(staged, "write", staged->files[i], errno);
        if (file >= 0)
            close(file);
        if (!safe)
            return false;
    }
    return true;
}

/* Puts the new folder in OUT's place; earlier is the folder there, or -1. */
static bool replace(struct ht_staged_folder *staged, int earlier)
{
    bool replaced = false;
    if (earlier >= 0 && !copy_foreign(staged, earlier))
        return false;
    if ((staged->everybody && !open_to_everybody(staged->folder)) ||
        !ht_stage_to_disk(staged->folder) || !put_in_place(staged, &replaced)) {
        complain(staged, "write", "", errno);
        return false;
    }
    current = NULL;
    ht_done_already(staged->out);
    ht_stage_name_to_disk(staged->target);
    if (replaced)
        remove_earlier(staged, earlier);
    return true;
}

bool ht_staged_folder_publish(struct ht_staged_folder *staged)
{
    if (!files_to_disk(staged))
        return false;
    int earlier = open(staged->target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (earlier < 0 && errno != ENOENT) {
        complain(staged, "write", "", errno);
        return false;
    }
    /* It is about to become a stage, which is held. */
    if (earlier >= 0)
        flock(earlier, LOCK_EX | LOCK_NB);
    bool done = replace(staged, earlier);
    if (earlier >= 0)
        close(earlier);
    return done;
}

void ht_staged_folder_end(struct ht_staged_folder *staged)
{
    if (!staged)
        return;
    remove_current();
    free_publication(staged);
}
