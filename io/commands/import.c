/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"
#include "io/gather/lists.h"
#include "io/gather/map.h"
#include "io/import/formats.h"
#include "io/open/sources.h"
#include "io/schema/columns.h"
#include "io/update/update.h"
#include "solver/base/memory.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define PLURAL(count) (count), (count) == 1 ? "" : "s"

enum { LARGE = 1 << 18 /* bytes that go back to the system as soon as they are freed */ };

static void print_report(const struct ht_import *import, const struct ht_import_format *format,
                         const char *folder)
{
    size_t periods = ht_strings_count(import->period_names);
    printf("Read %zu row%s as %s; written to %s:\n", PLURAL(import->row_count), format->word,
           folder);
    if (import->staff_count)
        printf("  %zu member%s of staff\n", PLURAL(import->staff_count));
    if (!import->student_count && import->staff_count) {
        ht_import_report_print(import->notes, stdout);
        return;
    }
    printf("  %zu student%s", PLURAL(import->student_count));
    if (import->form_count)
        printf(" in %zu form%s", PLURAL(import->form_count));
    printf(", %zu lesson%s, %zu subject%s, ", PLURAL(import->lesson_count),
           PLURAL(import->subject_count));
    printf("%zu class%s, %zu teacher%s, %zu period%s of a day\n", import->class_count,
           import->class_count == 1 ? "" : "es", PLURAL(import->teacher_count), PLURAL(periods));
    uint32_t weeks = ht_strings_count(import->weeks);
    if (weeks || import->slot_count)
        printf("  %s", weeks ? "cycle weeks:" : "one week, that is every week\n");
    for (uint32_t week = 0; week < weeks; week++)
        printf(" %s%s", ht_strings_text(import->weeks, week), week + 1 < weeks ? "" : "\n");
    ht_import_report_print(import->notes, stdout);
}

static void tell_kept(const struct ht_import *import)
{
    const char *map = import->wishes.map;
    char *copy = ht_copy_text(map, strlen(map)), *rest = copy, *heading, *column;
    while (ht_map_next(&rest, true, &heading, &column))
        ht_note(import->notes, HT_NOTE_TAKEN,
                (struct ht_where){ht_file_columns(HT_IMPORT_CSV)->name, 0},
                "headings mean what --map said in an import before; take the row away if that does "
                "not hold any more",
                "%s is %s", heading, column);
    free(copy);
}

/* The format that the files are read by; of a map that the school keeps, whether it is used. */
static const struct ht_import_format *format_of(const struct ht_import_format *said,
                                                const struct ht_sources *sources,
                                                struct ht_import *import, char *kept)
{
    const struct ht_import_format *csv = ht_import_format("csv"), *format = said;
    if (ht_diagnostics_count(import->faults, HT_FAULT))
        return said;
    if (!said && (import->wishes.map || (kept && ht_map_fits(kept, sources))))
        format = csv;
    else if (!said)
        format = ht_import_recognise(sources, import->faults);
    if (format == csv && kept && !import->wishes.map) {
        import->wishes.map = kept;
        import->wishes.map_is_kept = true;
        tell_kept(import);
    }
    return format;
}

/* Reads the files; whether there is something to write. */
static bool read_files(struct ht_import *import, const struct ht_import_format *format,
                       struct ht_sources *sources, const char *folder)
{
    if (folder)
        ht_import_know(import, folder);
    ht_import_read(import, format, sources);
    bool has_faults = ht_diagnostics_count(import->faults, HT_FAULT);
    if (!has_faults && !import->lesson_count && import->lost_count) {
        ht_fault(import->faults, HT_FAULT, sources->files[0].path, 1,
                 "no row of it could be read as a lesson, for the reasons above; correct --map or "
                 "the file");
        ht_import_report_print(import->notes, stderr);
    } else if (!has_faults && !import->lesson_count && !import->student_count &&
               !import->staff_count) {
        ht_fault(import->faults, HT_FAULT, sources->files[0].path, 1,
                 "there is no student and no lesson in what was read as %s; is it the right file?",
                 format->word);
        ht_import_report_print(import->notes, stderr);
    }
    /* What the files said is in the import; their bytes would only be in the way. */
    ht_sources_clear(sources);
    return !ht_diagnostics_count(import->faults, HT_FAULT);
}

/* Lays a whole school out. */
static int write_school(struct ht_sources *sources, const char *folder,
                        struct ht_diagnostics *faults)
{
    if (sources->count > 1) {
        ht_fault(faults, HT_FAULT, sources->files[1].path, 1,
                 "%s is a whole school, which no other file can be part of; name it alone",
                 sources->files[0].path);
        return HT_EXIT_INPUT;
    }
    if (sources->files[0].is_part) {
        ht_fault(faults, HT_FAULT, sources->files[0].path, 1,
                 "a whole school is not read out of a zip file; unpack that, and name the document "
                 "itself");
        return HT_EXIT_INPUT;
    }
    return ht_school_folder_write(sources->files[0].path, folder, faults);
}

static int run_import(const struct ht_options *options)
{
    /* Else what a large file took would be kept for texts that do not come. */
    mallopt(M_MMAP_THRESHOLD, LARGE);
    int result = HT_EXIT_INPUT;
    const struct ht_import_format *said = ht_import_format(options->arguments[0]);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_import *import = ht_import_new(&options->import, faults);
    struct ht_sources sources = {0};
    if (said && options->argument_count < 2)
        ht_fault(faults, HT_FAULT, said->word, 1,
                 "this is a format; name the files, too: halfterm import %s FILE... -o SCHOOL",
                 said->word);
    ht_sources_read(&sources, options->arguments + (said != NULL),
                    options->argument_count - (said != NULL), faults);
    ht_import_open_sources(import, &sources);
    char *kept = options->import.map ? NULL : ht_map_read(options->out, faults);
    const struct ht_import_format *format = format_of(said, &sources, import, kept);
    bool is_school = format && !format->read;
    if (is_school && !ht_diagnostics_count(faults, HT_FAULT))
        result = write_school(&sources, options->out, faults);
    else if (format && !ht_diagnostics_count(faults, HT_FAULT) &&
             read_files(import, format, &sources, options->out)) {
        ht_import_finish(import);
        if (!ht_diagnostics_count(faults, HT_FAULT))
            result = ht_import_write(import, options->out, options->from);
    }
    /* A sheet that was not read may be the one that is meant. */
    if (!format)
        ht_import_report_print(import->notes, stderr);
    ht_diagnostics_print(faults, stderr);
    if (result == HT_EXIT_DONE && !is_school)
        print_report(import, format, options->out);
    ht_sources_clear(&sources);
    free(kept);
    ht_import_free(import);
    ht_diagnostics_free(faults);
    return result;
}

/* Use free(). */
static char *list_formats(void)
{
    char *list = ht_copy_text("", 0);
    for (size_t n = 0; ht_import_formats[n]; n++)
        ht_options_add_meaning(&list, 10, ht_import_formats[n]->word, ht_import_formats[n]->what);
    return list;
}

static const struct ht_option own[] = {
    {"output", 'o', "SCHOOL", "the school's folder, which is made or brought up to date",
     .kind = HT_OPTION_NAME, .field = offsetof(struct ht_options, out)},
    {"map", 280, "LIST",
     "what headings of a csv mean: \"Pupil=student,When=slot\"; of student, name, form, year, "
     "surname, forename, upn, pp, sen, ehcp, lac, eal, week, day, period, slot, start, end, "
     "subject, class, teacher, room; SCHOOL keeps it in import.csv",
     .kind = HT_OPTION_NAME, .field = offsetof(struct ht_options, import.map),
     .wrong = "is blank; write it like \"Pupil=student,When=slot\""},
    {"sheet", 283, "LIST",
     "which sheets of a workbook are meant, where it is not the first: \"Lessons;Staff\"",
     .kind = HT_OPTION_NAME, .field = offsetof(struct ht_options, import.sheet),
     .wrong = "is blank; write it as it stands in the workbook"},
    {"solution", 281, "NUMBER",
     "which solution of an xhstt is meant, or which term of an asc or fet, where there are several",
     .kind = HT_OPTION_NUMBER, .field = offsetof(struct ht_options, import.solution),
     .most = 1000000, .wrong = "is not a whole number from 1 on"},
    {"mentors", 282, "LIST",
     "who of a list of staff is to be a mentor besides those whose role the policy names: roles, "
     "codes or names",
     .kind = HT_OPTION_NAME, .field = offsetof(struct ht_options, import.mentors),
     .wrong = "is blank; write it like \"Pastoral lead;AB\""},
    {"from", 258, "DATE", "the new timetable holds from this date on", .kind = HT_OPTION_DATE,
     .field = offsetof(struct ht_options, from)},
    {0},
};

const struct ht_command ht_command_import = {
    .name = "import",
    .arguments = "[FORMAT] FILE...",
    .what = "Make or update a school from what a records system or timetabler exports.",
    .more = "FORMAT may be left out where the files' content tells; a workbook (.xlsx) or an "
            "archive (.zip) of them will do. A school that is there keeps all that the files do "
            "not say: caseload, commitments, requests, history, flags. What was left out, taken "
            "otherwise than it stands, or is still to be filled in is listed. With --from, the "
            "timetable that is there holds before that date.\n\nFormats:\n",
    .most_schedules = SIZE_MAX,
    .options = own,
    .out = "SCHOOL",
    .run = run_import,
    .list = list_formats,
};
