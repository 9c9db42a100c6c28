/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which files an import makes or changes, and how they get into the folder. */
#include "io/base/exit.h"
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/csv/table.h"
#include "io/gather/map.h"
#include "io/schema/policy.h"
#include "io/school/new_school.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the folder is before. */
enum state {
    FRESH,   /* not there, or empty */
    SCHOOL,  /* it has some file of a school */
    FOREIGN, /* it has files, but none of a school, or only its document */
};

static enum state state_of(const struct ht_target *target)
{
    for (enum ht_file file = 0; file < HT_IMPORT_CSV; file++)
        if (ht_target_has(target, file))
            return SCHOOL;
    return ht_new_school_may_begin(target->folder) ? FRESH : FOREIGN;
}

/* ------------------------------------------------------------ what is laid out */

/* Without its rows of the calendar a cycle week is on no date. */
static void note_weeks(const struct ht_target *target)
{
    struct ht_import *import = target->import;
    uint32_t weeks = ht_strings_count(import->weeks);
    struct ht_strings *named = ht_strings_new();
    struct ht_csv *csv = ht_target_open(target, HT_CALENDAR_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records))
        ht_calendar_names(records, named);
    for (uint32_t week = 0; weeks > 1 && week < weeks; week++)
        if (ht_strings_find(named, ht_strings_text(import->weeks, week)) == HT_NONE)
            ht_note(import->notes, HT_NOTE_TO_DO, ht_target_where(HT_CALENDAR_CSV, 0),
                    "rows that say which dates are in which cycle week (what: alternate, or week)",
                    "week %s", ht_strings_text(import->weeks, week));
    ht_csv_free(csv);
    ht_strings_free(named);
}

/* Real rows have come: examples go from the files that do not change otherwise, too. */
static void take_examples(struct ht_target *target)
{
    for (enum ht_file file = 0; file < HT_IMPORT_CSV; file++) {
        struct ht_target_file *of = &target->files[file];
        size_t size, count;
        if (of->text || !ht_target_has(target, file))
            continue;
        char *text = ht_target_text(target, file, &size, &count);
        if (!count) {
            free(text);
            continue;
        }
        of->text = text;
        of->size = size;
        ht_note(target->import->notes, HT_NOTE_DROPPED, ht_target_where(file, 0),
                "example rows that 'halfterm new' put there; put your own in", "%zu row%s", count,
                count == 1 ? "" : "s");
    }
}

/* Files that a school needs and the import cannot fill; a fresh folder gets the others, too. */
static void lay_out(struct ht_target *target, bool is_fresh)
{
    take_examples(target);
    for (enum ht_file file = 0; file < HT_HISTORY_CSV; file++) {
        struct ht_target_file *of = &target->files[file];
        bool is_needed = ht_file_columns(file)->needed;
        if (of->text || ht_target_has(target, file) || !(is_needed || is_fresh))
            continue;
        of->text = ht_new_school_text(file, false);
        of->size = strlen(of->text);
        if (is_needed)
            ht_note(target->import->notes, HT_NOTE_TO_DO, ht_target_where(file, 0),
                    "files that have no rows yet; README.txt and 'halfterm check --files' explain "
                    "them",
                    "a row is %s", ht_file_columns(file)->meaning);
    }
    note_weeks(target);
}

/* What the headings mean need be said only once. */
static void keep_map(struct ht_target *target)
{
    const struct ht_import_wishes *wishes = &target->import->wishes;
    struct ht_target_file *of = &target->files[HT_IMPORT_CSV];
    if (!wishes->map || wishes->map_is_kept)
        return;
    FILE *stream = ht_text_new(&of->text, &of->size);
    ht_map_write(stream, wishes->map);
    ht_text_end(stream, &of->text);
}

/* ------------------------------------------------------------ writing */

static void write_text(FILE *stream, const void *content)
{
    const struct ht_target_file *file = content;
    fwrite(file->text, 1, file->size, stream);
}

static void write_by(FILE *stream, const void *content)
{
    (*(void (*const *)(FILE *))content)(stream);
}

/* Writes what is new or changed; to be published. */
static bool write_files(const struct ht_target *target, struct ht_staged_folder *staged)
{
    bool written = staged != NULL;
    for (enum ht_file file = 0; written && file < HT_SESSIONS_CSV; file++)
        if (target->files[file].text)
            written = ht_staged_folder_write(staged, ht_file_columns(file)->name, false, write_text,
                                             &target->files[file]);
    return written;
}

/* A folder that was not there appears all at once. */
static int publish(struct ht_target *target)
{
    void (*const readme)(FILE *) = ht_new_school_readme;
    int result = ht_staged_folder_check(target->folder, HT_README_FILE, ht_new_school_owns);
    if (result != HT_EXIT_DONE)
        return result;
    struct ht_staged_folder *staged =
        ht_staged_folder_begin(target->folder, ht_update_owns_nothing);
    bool written = write_files(target, staged) &&
                   ht_staged_folder_write(staged, HT_README_FILE, false, write_by, &readme) &&
                   ht_staged_folder_publish(staged);
    ht_staged_folder_end(staged);
    return written ? HT_EXIT_DONE : HT_EXIT_FAILED;
}

/* Leaves out what is there already; false where nothing is left. */
static bool leave_out_same(struct ht_target *target)
{
    bool is_left = false;
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++) {
        struct ht_target_file *of = &target->files[file];
        if (of->text && ht_target_has_text(target, file, of->text, of->size)) {
            free(of->text);
            of->text = NULL;
        }
        is_left |= of->text != NULL;
    }
    return is_left;
}

/* Whether a new folder can be like the old one: who has it keeps it, and no file is a link. */
static bool may_swap(const struct ht_target *target)
{
    struct stat about;
    bool may = ht_staged_folder_may_replace(target->folder);
    for (enum ht_file file = 0; may && file < HT_SESSIONS_CSV; file++) {
        char *path = ht_target_path(target, file);
        if (target->files[file].text && lstat(path, &about) == 0)
            may = S_ISREG(about.st_mode) && about.st_uid == geteuid() && about.st_gid == getegid();
        free(path);
    }
    return may;
}

/* Gives the new folder, or a file in it, the mode of the old one, if there is one. */
static bool look_alike(const struct ht_staged_folder *staged, const char *folder, const char *file)
{
    struct stat about;
    char *before = ht_format("%s/%s", folder, file), *now = ht_staged_folder_path(staged, file);
    bool alike = stat(before, &about) != 0 || chmod(now, about.st_mode & 07777) == 0;
    if (!alike)
        fprintf(stderr, "halfterm: cannot write %s: %s; it is as it was\n", before,
                strerror(errno));
    free(before);
    free(now);
    return alike;
}

/* All at once, by a new folder in the old one's place. */
static bool swap(struct ht_target *target)
{
    struct ht_staged_folder *staged =
        ht_staged_folder_begin(target->folder, ht_update_owns_nothing);
    bool written = write_files(target, staged) && look_alike(staged, target->folder, "");
    for (enum ht_file file = 0; written && file < HT_SESSIONS_CSV; file++)
        if (target->files[file].text)
            written = look_alike(staged, target->folder, ht_file_columns(file)->name) &&
                      ht_staged_file_may(target->files[file].replacement);
    written = written && ht_staged_folder_publish(staged);
    ht_staged_folder_end(staged);
    return written;
}

/* Brings what changes to the disk first, so that hardly anything can go wrong in between. */
static bool stage(struct ht_target *target)
{
    bool staged = true;
    for (enum ht_file file = 0; staged && file < HT_SESSIONS_CSV; file++) {
        struct ht_target_file *of = &target->files[file];
        staged = !of->text || ht_staged_file_stage(of->replacement, of->text, of->size);
    }
    return staged;
}

/*
 * One file after the other. The timetable comes last: whoever stops here leaves students without
 * lessons, not the reverse.
 */
static bool replace_each(struct ht_target *target)
{
    char *names;
    size_t size;
    FILE *done = ht_text_new(&names, &size);
    bool written = stage(target);
    for (int n = 0; written && n <= HT_SESSIONS_CSV; n++) {
        enum ht_file file = n < HT_SESSIONS_CSV ? (enum ht_file)n : HT_TIMETABLE_CSV;
        if (!target->files[file].text || n == HT_TIMETABLE_CSV)
            continue;
        written = ht_staged_file_finish(target->files[file].replacement);
        if (written)
            fprintf(done, " %s", ht_file_columns(file)->name);
    }
    ht_text_end(done, &names);
    if (!written && size)
        fprintf(stderr, "halfterm: only these files were replaced:%s; import again\n", names);
    free(names);
    return written;
}

static int replace(struct ht_target *target)
{
    if (!leave_out_same(target))
        return HT_EXIT_DONE;
    ht_interrupt_catch();
    ht_interrupt_hold(true);
    bool written = may_swap(target) ? swap(target) : replace_each(target);
    ht_interrupt_hold(false);
    return written ? HT_EXIT_DONE : HT_EXIT_FAILED;
}

/* ------------------------------------------------------------ all of it */

static void refuse(const struct ht_target *target)
{
    /* The document that the folder holds, or that was named in its place. */
    struct stat about;
    bool is_file = stat(target->folder, &about) == 0 && S_ISREG(about.st_mode);
    char *document = ht_format(is_file ? "%s" : "%s/" HT_SCHOOL_FILE, target->folder);
    if (access(document, F_OK) == 0)
        ht_fault(target->import->faults, HT_FAULT, document, 1,
                 "the school is in this document, which an import does not change; make a folder "
                 "of it with 'halfterm import xml %s -o FOLDER', and import there",
                 document);
    else
        ht_fault(target->import->faults, HT_FAULT, target->folder, 1,
                 "there are files here, but none of a school; name a new folder, or the school's");
    free(document);
}

int ht_import_write(struct ht_import *import, const char *folder, ht_date from)
{
    struct ht_target target = {.import = import, .folder = folder, .from = from};
    ht_staged_folder_tidy(folder, ht_new_school_owns);
    enum state state = state_of(&target);
    if (state == FOREIGN) {
        refuse(&target);
        return HT_EXIT_INPUT;
    }
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++) {
        char *path = ht_target_path(&target, file);
        target.files[file].replacement = ht_staged_file_new(path);
        free(path);
    }
    if (import->student_count)
        ht_import_students(&target);
    ht_import_mentors(&target);
    ht_import_periods(&target);
    ht_import_timetable(&target);
    lay_out(&target, state == FRESH);
    keep_map(&target);
    int result = HT_EXIT_INPUT;
    if (!ht_diagnostics_count(import->faults, HT_FAULT))
        result = state == FRESH ? publish(&target) : replace(&target);
    for (enum ht_file file = 0; file < HT_SESSIONS_CSV; file++) {
        ht_staged_file_free(target.files[file].replacement);
        free(target.files[file].text);
    }
    return result;
}
