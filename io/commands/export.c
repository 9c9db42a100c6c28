/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"
#include "io/base/staged_file.h"
#include "io/commands/command.h"
#include "io/schema/reference.h"
#include "io/school/write.h"
#include "reports/data/written.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LOOKED_AT = 4096 /* bytes of a file that is to be replaced */ };

/* The document of a school's files in *size bytes; NULL where they have faults. Use free(). */
static char *make_document(const char *school, size_t *size)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school_files *files = ht_school_files_open(school, faults);
    char *text = NULL;
    FILE *stream = ht_text_new(&text, size);
    if (files)
        ht_write_school_xml(stream, files, faults);
    ht_text_end(stream, &text);
    ht_school_files_close(files);
    if (ht_diagnostics_tell(faults))
        return text;
    free(text);
    return NULL;
}

/* A slip of the pen must not cost a school one of its files. */
static bool may_replace(const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return true;
    FILE *file = S_ISREG(about.st_mode) ? fopen(path, "rb") : NULL;
    char start[LOOKED_AT + 1];
    size_t size = file ? fread(start, 1, LOOKED_AT, file) : 0;
    start[size] = 0;
    if (file)
        fclose(file);
    if (file && (!size || strstr(start, "<school")))
        return true;
    fprintf(stderr,
            "halfterm: %s is there already and is no school's document; give another name, or "
            "take it away\n",
            path);
    return false;
}

static bool write_document(const char *path, const char *text, size_t size)
{
    /* A replacement needs to know the folder. */
    char *target = strchr(path, '/') ? ht_format("%s", path) : ht_format("./%s", path);
    struct ht_staged_file *replacement = ht_staged_file_new(target);
    ht_interrupt_catch();
    ht_interrupt_hold(true);
    bool is_written = ht_staged_file_write(replacement, text, size);
    ht_staged_file_free(replacement);
    free(target);
    return is_written;
}

static int run_export(const struct ht_options *options)
{
    const char *format = options->arguments[0], *school = options->arguments[1];
    if (strcmp(format, "xml")) {
        fprintf(stderr, "halfterm: a school cannot be exported as '%s'; write xml\n", format);
        return HT_EXIT_INPUT;
    }
    if (!may_replace(options->out))
        return HT_EXIT_INPUT;
    size_t size;
    char *text = make_document(school, &size);
    if (!text)
        return HT_EXIT_INPUT;
    int result = write_document(options->out, text, size) ? HT_EXIT_DONE : HT_EXIT_FAILED;
    if (result == HT_EXIT_DONE)
        printf("The school is in %s, with all names: whoever has the file knows them.\n",
               options->out);
    free(text);
    return result;
}

static const struct ht_option own[] = {
    {"output", 'o', "FILE", "file to write", .kind = HT_OPTION_NAME,
     .field = offsetof(struct ht_options, out)},
    {.name = "school-schema",
     .key = 290,
     .help = "write the RELAX NG schema of school.xml, and end",
     .kind = HT_OPTION_SHOW,
     .show = ht_write_school_schema},
    /* RELAX NG of staff/sessions.xml */
    {.name = "sessions-schema",
     .key = 291,
     .kind = HT_OPTION_SHOW,
     .show = ht_write_sessions_schema},
    {0},
};

const struct ht_command ht_command_export = {
    .name = "export",
    .arguments = "xml SCHOOL",
    .what = "Write a school as one document, which all commands read like its folder.",
    .more = "The document says all that the CSV files and policy.xml say; data/school.rng "
            "describes it. As "
            "school.xml in a folder without CSV files, or named itself, it is read in their place. "
            "Letters "
            "stay where they are.",
    .least_schedules = 1,
    .most_schedules = 1,
    .options = own,
    .out = "FILE",
    .run = run_export,
};
