/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * libFuzzer's target for everything that is read: the bytes take the place of a file of a small
 * school, or are the files of an import or of a run's folder. Which reader is meant, and where the
 * copy of the school is, tests/fuzz/run says:
 *
 *   fuzz --list                        names, schools and seeds of all readers, a line each
 *   fuzz --words=NAME                  a reader's dictionary
 *   fuzz --reader=NAME --school=FOLDER CORPUS... OPTIONS, as libFuzzer wants them
 */
#include "io/commands/commands.h"
#include "io/import/formats.h"
#include "io/open/sources.h"
#include "io/plan/calendars.h"
#include "io/plan/fill_caseload.h"
#include "io/plan/history.h"
#include "io/plan/summary.h"
#include "io/schema/columns.h"
#include "io/schema/policy.h"
#include "io/school/new_school.h"
#include "io/school/read.h"
#include "io/school/templates.h"
#include "io/school/write.h"
#include "io/update/update.h"
#include "reports/catalogue/report.h"
#include "reports/letters/text.h"
#include "solver/base/memory.h"
#include "solver/school/policy.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a reader's dictionary is made from. */
enum words { COLUMNS = 1, POLICY = 2, LETTERS = 4, CALENDAR = 8, PROOF = 16 };

/* Of a reader whose bytes are the files of a run's folder, of that name below the school's. */
#define RUN "run"

/* A reader. */
struct reader {
    const char *name;
    const char *school; /* folder below tests/schools */
    const char *file;   /* of the school: the bytes take its place; or RUN */
    const char *seeds;  /* pattern of the shell, from the top; "made": tests/fuzz/run makes them */
    unsigned words;     /* bits of enum words */
    void (*read)(struct ht_diagnostics *faults);
};

/* What is read in this process; libFuzzer has no room for a context. */
static struct {
    const struct reader *reader;           /* NULL for an import */
    const struct ht_import_format *format; /* of an import */
    bool writes;                           /* it goes on to a new school, which is read */
    const char *school;                    /* folder */
    char *path;                            /* of the file that is replaced */
    FILE *nowhere;
} fuzz;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* ------------------------------------------------------------ readers */

static void write_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *stream = fopen(path, "w");
    HT_REQUIRE(stream, "the file can be written");
    size_t count = fwrite(bytes, 1, size, stream);
    HT_REQUIRE(fclose(stream) == 0 && count == size, "there is room for the file");
}

static void read_school(struct ht_diagnostics *faults)
{
    ht_school_free(ht_read_school(fuzz.school, faults));
}

static void read_document(struct ht_diagnostics *faults)
{
    ht_school_free(ht_read_school(fuzz.path, faults));
}

static void read_claims(struct ht_diagnostics *faults)
{
    struct ht_school *school = ht_read_school(fuzz.school, faults);
    char *path = ht_format("%s/schedule/sessions.csv", fuzz.school);
    ht_claimed_schedule_free(ht_read_claims(school, path, faults));
    free(path);
    ht_school_free(school);
}

/* A held.csv, or the history.csv that it is to be entered in. */
static void read_held(struct ht_diagnostics *faults)
{
    struct ht_school *school = ht_read_school(fuzz.school, faults);
    char *plan = ht_format("%s/plan/sessions.csv", fuzz.school);
    char *held_csv = ht_format("%s/held.csv", fuzz.school);
    char *history_csv = ht_format("%s/history.csv", fuzz.school);
    struct ht_claimed_schedule *claims = ht_read_claims(school, plan, faults);
    struct ht_history history = {0};
    struct ht_held *held = ht_read_held(held_csv, school, claims, faults);
    if (!ht_diagnostics_count(faults, HT_FAULT))
        ht_history_hold(&history, history_csv, claims, held, faults);
    ht_history_clear(&history);
    free(held);
    ht_claimed_schedule_free(claims);
    free(history_csv);
    free(held_csv);
    free(plan);
    ht_school_free(school);
}

static void read_templates(struct ht_diagnostics *faults)
{
    ht_templates_free(ht_read_templates(fuzz.school, faults));
}

static void read_calendars(struct ht_diagnostics *faults)
{
    (void)faults;
    ht_calendars_free(ht_calendars_read(fuzz.school));
}

/* A caseload that is written anew with a mentor for all who have none. */
static void read_unassigned(struct ht_diagnostics *faults)
{
    struct ht_school *school = ht_read_school(fuzz.school, faults);
    struct ht_csv *csv = ht_csv_open(fuzz.path, fuzz.reader->file, HT_CASELOAD_CSV, faults);
    struct ht_assignment assignment = {.proposals =
                                           HT_NEW(struct ht_proposal, school->programme_count)};
    for (uint32_t n = 0; n < school->programme_count && school->mentor_count; n++)
        if (school->programmes[n].mentor.i == HT_NONE)
            assignment.proposals[assignment.count++].programme.i = n;
    if (csv && !ht_diagnostics_count(faults, HT_FAULT))
        ht_fill_caseload(fuzz.nowhere, csv, school, &assignment);
    ht_csv_free(csv);
    free(assignment.proposals);
    ht_school_free(school);
}

/* A school that is exported: what is read without a fault must be so in the export, too. */
static void read_exported(struct ht_diagnostics *faults)
{
    read_document(faults);
    struct ht_school_files *files =
        ht_diagnostics_count(faults, HT_FAULT) ? NULL : ht_school_files_open(fuzz.path, faults);
    if (!files)
        return;
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    HT_REQUIRE(stream, "there is memory");
    ht_write_school_xml(stream, files, faults);
    HT_REQUIRE(fclose(stream) == 0, "there is memory");
    ht_school_files_close(files);
    write_bytes(fuzz.path, text, size);
    free(text);
    read_document(faults);
    HT_REQUIRE(!ht_diagnostics_count(faults, HT_FAULT), "an export has no new faults");
}

/* A run and its proof. */
static void read_proof(struct ht_diagnostics *faults)
{
    (void)faults;
    ht_command_prove.run(&(struct ht_options){.school = fuzz.path});
}

/* A run, which is compared with itself, and what it says of itself. */
static void read_summary(struct ht_diagnostics *faults)
{
    char *const runs[] = {fuzz.path, fuzz.path};
    struct ht_horizon horizon;
    ht_date from;
    ht_command_compare.run(&(struct ht_options){.arguments = runs, .argument_count = 2});
    struct ht_school *school = ht_school_new();
    ht_school_finish_periods(school);
    ht_school_finish(school);
    char *path = ht_format("%s/sessions.csv", fuzz.path);
    struct ht_claimed_schedule *claims = ht_read_claims(school, path, faults);
    ht_summary_horizon(path, &horizon);
    if (claims)
        ht_summary_stands(path, claims, &from);
    ht_claimed_schedule_free(claims);
    free(path);
    ht_school_free(school);
}

/* A file that an import brings up to date. */
static void read_target(struct ht_diagnostics *faults)
{
    const struct ht_where where = {"export.csv", 1};
    ht_date from;
    HT_REQUIRE(ht_date_make(2026, 9, 14, &from), "there is such a day");
    struct ht_import *read = ht_import_new(&(struct ht_import_wishes){0}, faults);
    uint32_t student = ht_import_student(
        read, &(struct ht_import_student){"S2", "Ben \"B\" Example", "8C", "8"}, where);
    uint32_t slot = ht_import_slot(read, "", 1, "9", where);
    uint32_t content =
        ht_import_content(read, &(struct ht_import_content){"Art", "8c/Ar", "ZZ", ""}, where);
    ht_import_lesson(read, student, slot, content, where);
    ht_import_finish(read);
    ht_import_write(read, fuzz.school, from);
    ht_import_free(read);
}

/* A workbook or an archive, whose texts are read as a table. */
static void read_archive(struct ht_diagnostics *faults)
{
    struct ht_sources sources = {0};
    struct ht_import *read = ht_import_new(&(struct ht_import_wishes){0}, faults);
    ht_sources_read(&sources, &fuzz.path, 1, faults);
    ht_import_open_sources(read, &sources);
    if (sources.count)
        ht_import_format("csv")->read(read, &sources);
    ht_import_report_print(read->notes, fuzz.nowhere);
    ht_import_free(read);
    ht_sources_clear(&sources);
}

#define SCHOOL(file, school)                                                                       \
    {                                                                                              \
        file, school, file, "tests/schools/*/" file, COLUMNS, read_school                          \
    }

static const struct reader readers[] = {
    SCHOOL("calendar.csv", "claims"),
    SCHOOL("periods.csv", "claims"),
    SCHOOL("students.csv", "claims"),
    SCHOOL("mentors.csv", "claims"),
    SCHOOL("subjects.csv", "claims"),
    SCHOOL("timetable.csv", "claims"),
    SCHOOL("caseload.csv", "claims"),
    SCHOOL("commitments.csv", "claims"),
    SCHOOL("requests.csv", "claims"),
    SCHOOL("history.csv", "claims"),
    SCHOOL("done.csv", "reports"),
    {"policy.xml", "reports", "policy.xml", "tests/schools/*/policy.xml data/policies/*.xml",
     POLICY, read_school},
    {"school.xml", "claims", "school.xml", "made", COLUMNS | POLICY, read_document},
    {"sessions.csv", "claims", "schedule/sessions.csv", "tests/schools/*/*/sessions.csv", COLUMNS,
     read_claims},
    {"unplaced.csv", "claims", "schedule/unplaced.csv", "tests/schools/*/*/unplaced.csv", COLUMNS,
     read_claims},
    {"held.csv", "record", "held.csv", "made", COLUMNS, read_held},
    {"recorded.csv", "record", "history.csv", "tests/schools/*/history.csv", COLUMNS, read_held},
    {"updated-students.csv", "tiny", "students.csv", "tests/schools/*/students.csv", COLUMNS,
     read_target},
    {"updated-periods.csv", "tiny", "periods.csv", "tests/schools/*/periods.csv", COLUMNS,
     read_target},
    {"updated-timetable.csv", "tiny", "timetable.csv", "tests/schools/*/timetable.csv", COLUMNS,
     read_target},
    {"start.txt", "letters", "letters/start.txt", "data/letters/*.txt tests/schools/*/letters/*",
     LETTERS, read_templates},
    {"letterhead.txt", "letters", "letters/letterhead.txt",
     "data/letters/*.txt tests/schools/*/letters/*", LETTERS, read_templates},
    {"unassigned.csv", "claims", "caseload.csv", "tests/schools/*/caseload.csv", COLUMNS,
     read_unassigned},
    {"exported.xml", "claims", "school.xml", "made", COLUMNS | POLICY, read_exported},
    {"export.zip", "tiny", "export.zip", "made", COLUMNS, read_archive},
    {"proof", "tiny", RUN, "made", PROOF, read_proof},
    {"summary.json", "tiny", RUN, "made", COLUMNS, read_summary},
    {"calendar.ics", "record", HT_CALENDAR_FOLDER "/calendar-0123456789abcdef.ics", "made",
     CALENDAR, read_calendars},
};

/* Readers of imports; the second ones write what they read to a school. */
static const char import[] = "import-", written[] = "written-";

/* ------------------------------------------------------------ imports */

/* What an import is given. */
struct given {
    struct ht_sources files, options; /* an option's path is its name, its bytes what it says */
    struct ht_import_wishes wishes;
};

static void add_source(struct ht_sources *sources, struct ht_source source)
{
    HT_GROW(sources->files, sources->count, sources->capacity);
    sources->files[sources->count++] = source;
}

/* Takes a file or an option, whose texts become its own. */
static void take(struct given *given, struct ht_source source)
{
    if (strcmp(source.path, "--map") == 0)
        given->wishes.map = source.bytes;
    else if (strcmp(source.path, "--solution") == 0)
        given->wishes.solution = (unsigned)strtoul(source.bytes, NULL, 10);
    add_source(strncmp(source.path, "--", 2) == 0 ? &given->options : &given->files, source);
}

/* Files and options lie one after another: a line with the name, then all up to a form feed. */
static void split(struct given *given, const char *bytes, size_t size)
{
    const char *end = bytes + size;
    while (bytes < end) {
        const char *part_end = memchr(bytes, '\f', (size_t)(end - bytes));
        part_end = part_end ? part_end : end;
        const char *name_end = memchr(bytes, '\n', (size_t)(part_end - bytes));
        name_end = name_end ? name_end : part_end;
        const char *text = name_end < part_end ? name_end + 1 : part_end;
        size_t length = (size_t)(part_end - text);
        take(given, (struct ht_source){
                        .path = ht_copy_text(bytes, (size_t)(name_end - bytes)),
                        .bytes = ht_copy_text(text, length),
                        .size = length,
                    });
        bytes = part_end < end ? part_end + 1 : end;
    }
}

static void clear(struct given *given)
{
    ht_sources_clear(&given->files);
    ht_sources_clear(&given->options);
}

/* Lays a school out from what was read, reads it and takes it away again. */
static void write_import(struct ht_import *read, struct ht_diagnostics *faults)
{
    char *folder = ht_format("%s/new", fuzz.school);
    ht_import_write(read, folder, HT_DATE_FIRST);
    ht_school_free(ht_read_school(folder, faults));
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++) {
        char *path = ht_format("%s/%s", folder, ht_file_columns(file)->name);
        unlink(path);
        free(path);
    }
    char *readme = ht_format("%s/" HT_README_FILE, folder);
    unlink(readme);
    HT_REQUIRE(rmdir(folder) == 0, "nothing else is written");
    free(readme);
    free(folder);
}

static void read_import(const uint8_t *bytes, size_t size, struct ht_diagnostics *faults)
{
    struct given given = {0};
    split(&given, (const char *)bytes, size);
    struct ht_import *read = ht_import_new(&given.wishes, faults);
    ht_import_open_sources(read, &given.files);
    for (size_t n = 0; n < given.files.count; n++)
        fuzz.format->recognises(&given.files.files[n]);
    if (given.files.count)
        ht_import_read(read, fuzz.format, &given.files);
    if (!ht_diagnostics_count(faults, HT_FAULT))
        ht_import_finish(read);
    if (fuzz.writes && !ht_diagnostics_count(faults, HT_FAULT))
        write_import(read, faults);
    ht_import_report_print(read->notes, fuzz.nowhere);
    ht_import_free(read);
    clear(&given);
}

/* ------------------------------------------------------------ runs */

/* Puts the files of a run into its folder, in place of those of the one before. */
static void write_run(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = {"summary.json",  "sessions.csv",   "unplaced.csv",
                                        "proof/index",   "proof/001.mps",  "proof/001.proof",
                                        "proof/002.mps", "proof/002.proof"};
    struct given given = {0};
    split(&given, (const char *)bytes, size);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        char *path = ht_format("%s/%s", fuzz.path, names[n]);
        unlink(path);
        for (size_t file = 0; file < given.files.count; file++)
            if (strcmp(given.files.files[file].path, names[n]) == 0)
                write_bytes(path, given.files.files[file].bytes, given.files.files[file].size);
        free(path);
    }
    clear(&given);
}

/* ------------------------------------------------------------ dictionaries */

/* Names of ours need no escapes. */
static void write_word(const char *before, const char *word, const char *after)
{
    printf("\"%s%s%s\"\n", before, word, after);
}

static void write_columns(void)
{
    for (int column = 0; column < HT_COLUMN_COUNT; column++)
        write_word("", ht_column_name(column), "");
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++) {
        const struct ht_file_columns *columns = ht_file_columns(file);
        if (columns->element)
            write_word("<", columns->element, ">");
        if (columns->row)
            write_word("<", columns->row, "/>");
    }
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        write_word("", ht_kind_word(kind), "");
    static const char *const cells[] = {"2026-09-07", "07/09/2026", "09:05", "Mon:1", "Mon-Fri",
                                        "*",          ";",          ",",     "\\x22", "\\x0d\\x0a"};
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
        write_word("", cells[n], "");
}

static void write_policy(void)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t e = 0; e < count; e++) {
        write_word("<", elements[e].name, "/>");
        for (size_t a = 0; a < elements[e].count; a++) {
            const struct ht_policy_attribute *attribute = &elements[e].attributes[a];
            write_word(" ", attribute->name, "=\\x22");
            if (attribute->preset)
                write_word("\\x22", attribute->preset, "\\x22");
            for (size_t n = 0; attribute->words && attribute->words[n]; n++)
                write_word("\\x22", attribute->words[n], "\\x22");
        }
    }
    static const char *const marks[] = {"<!DOCTYPE a [<!ENTITY b 'c'>]>", "<![CDATA[", "&#1;",
                                        "<!--"};
    for (size_t n = 0; n < sizeof marks / sizeof *marks; n++)
        write_word("", marks[n], "");
}

static void write_calendar(void)
{
    static const char *const lines[] = {
        "BEGIN:VEVENT\\x0a",
        "END:VEVENT\\x0a",
        "BEGIN:VCALENDAR\\x0a",
        "UID:",
        "SEQUENCE:",
        "DTSTART;VALUE=DATE:",
        "LOCATION:",
        "STATUS:CANCELLED",
        "DTSTART;TZID=" HT_TIME_ZONE ":",
        "DTSTAMP:",
        "20260907T090500Z",
        "DTEND;TZID=" HT_TIME_ZONE ":",
        "\\x0a ",
        HT_UID_END "\\x0a",
    };
    for (size_t n = 0; n < sizeof lines / sizeof *lines; n++)
        write_word("", lines[n], "");
}

static void write_proof(void)
{
    static const char *const words[] = {"place ",  "missing ", "value ",  "cost ",
                                        "cut ",    "bound ",   "bounded", "empty",
                                        "branch ", "times ",   "parts ",  "check ",
                                        "ROWS",    "COLUMNS",  "RHS",     "BOUNDS",
                                        "ENDATA",  " UI ",     "\\x0a",   "4611686018427387903"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        write_word("", words[n], "");
}

static void write_words(unsigned words)
{
    if (words & COLUMNS)
        write_columns();
    if (words & POLICY)
        write_policy();
    if (words & LETTERS)
        for (size_t n = 0; n < ht_placeholder_count; n++)
            write_word("{{", ht_placeholders[n].name, "}}");
    if (words & CALENDAR)
        write_calendar();
    if (words & PROOF)
        write_proof();
}

/* ------------------------------------------------------------ libFuzzer */

static void list(void)
{
    for (size_t n = 0; n < sizeof readers / sizeof *readers; n++)
        printf("%s %s %s\n", readers[n].name, readers[n].school, readers[n].seeds);
    for (size_t n = 0; ht_import_formats[n]; n++)
        if (ht_import_formats[n]->read)
            printf("%s%s tiny made\n%s%s tiny made\n", import, ht_import_formats[n]->word, written,
                   ht_import_formats[n]->word);
}

static const char *after(const char *argument, const char *option)
{
    size_t length = strlen(option);
    return strncmp(argument, option, length) == 0 ? argument + length : NULL;
}

static void choose(const char *name)
{
    for (size_t n = 0; n < sizeof readers / sizeof *readers; n++)
        if (strcmp(readers[n].name, name) == 0)
            fuzz.reader = &readers[n];
    const char *format = after(name, written);
    fuzz.writes = format;
    format = format ? format : after(name, import);
    if (format)
        fuzz.format = ht_import_format(format);
    if (fuzz.reader || (fuzz.format && fuzz.format->read))
        return;
    fprintf(stderr, "fuzz: there is no reader '%s'; --list names all\n", name);
    exit(2);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *said;
    for (int n = 1; n < *argc; n++) {
        if (strcmp((*argv)[n], "--list") == 0) {
            list();
            exit(0);
        }
        if ((said = after((*argv)[n], "--words="))) {
            choose(said);
            write_words(fuzz.reader ? fuzz.reader->words : COLUMNS);
            exit(0);
        }
        if ((said = after((*argv)[n], "--reader=")))
            choose(said);
        if ((said = after((*argv)[n], "--school=")))
            fuzz.school = said;
    }
    HT_REQUIRE(fuzz.school && (fuzz.reader || fuzz.format), "a reader and a school are needed");
    fuzz.path = ht_format("%s/%s", fuzz.school, fuzz.reader ? fuzz.reader->file : "");
    fuzz.nowhere = fopen("/dev/null", "w");
    HT_REQUIRE(fuzz.nowhere, "/dev/null can be written to");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    if (fuzz.format) {
        read_import(bytes, size, faults);
    } else {
        if (strcmp(fuzz.reader->file, RUN) == 0)
            write_run(bytes, size);
        else
            write_bytes(fuzz.path, bytes, size);
        fuzz.reader->read(faults);
    }
    ht_diagnostics_print(faults, fuzz.nowhere);
    ht_diagnostics_free(faults);
    return 0;
}
