/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs side by side, from what they keep: no school is needed. */
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/commands/command.h"
#include "io/plan/summary.h"
#include "io/school/files.h"
#include "io/school/read.h"
#include "io/school/school_reader.h"
#include "reports/html/page.h"
#include "reports/terminal/terminal.h"
#include "reports/views/quality_figures.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PAGE "compare.html"

/* The runs. */
struct compared {
    char *const *folders;
    size_t count;
    json_t **summaries;                  /* [run] */
    struct ht_claimed_schedule **claims; /* [run]: sessions */
    struct ht_school *school;            /* an empty one, which keeps their texts */
};

/* ------------------------------------------------------------ reading */

static json_t *read_summary(const char *folder)
{
    json_t *summary = ht_summary_load(folder);
    if (!summary)
        fprintf(stderr, "halfterm: %s has no %s of an earlier run; name its folder\n", folder,
                HT_SUMMARY_FILE);
    return summary;
}

static struct ht_claimed_schedule *read_sessions(struct ht_school *school, const char *folder)
{
    char *path = ht_format("%s/%s", folder, ht_file_name(HT_SESSIONS_CSV));
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_claimed_schedule *claims = ht_read_claims(school, path, faults);
    ht_diagnostics_print(faults, stderr);
    if (ht_diagnostics_count(faults, HT_FAULT)) {
        ht_claimed_schedule_free(claims);
        claims = NULL;
    }
    ht_diagnostics_free(faults);
    free(path);
    return claims;
}

static bool read_runs(struct compared *compared)
{
    for (size_t n = 0; n < compared->count; n++) {
        compared->summaries[n] = read_summary(compared->folders[n]);
        if (!compared->summaries[n])
            return false;
        compared->claims[n] = read_sessions(compared->school, compared->folders[n]);
        if (!compared->claims[n])
            return false;
    }
    return true;
}

static void clear_runs(struct compared *compared)
{
    for (size_t n = 0; n < compared->count; n++) {
        json_decref(compared->summaries[n]);
        ht_claimed_schedule_free(compared->claims[n]);
    }
    free(compared->summaries);
    free(compared->claims);
    ht_school_free(compared->school);
}

/* ------------------------------------------------------------ figures */

/* A value of a summary as people read it; NULL where it is not there. Use free(). */
static char *text_of(const json_t *value)
{
    if (json_is_integer(value))
        return ht_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return ht_format("%.2f", json_real_value(value));
    const char *text = json_string_value(value);
    return text && *text ? ht_format("%s", text) : NULL;
}

static void add_line(struct ht_comparison *comparison, const struct compared *compared,
                     const char *label, const char *object, const char *key)
{
    char **cells = ht_comparison_line(comparison, label);
    for (size_t n = 0; n < compared->count; n++) {
        const json_t *in = compared->summaries[n];
        cells[n] = text_of(json_object_get(object ? json_object_get(in, object) : in, key));
    }
}

/* Whether each run was made from the same files as the first one. */
static void add_files(struct ht_comparison *comparison, const struct compared *compared)
{
    uint64_t first = ht_summary_told(compared->summaries[0], "school");
    char **cells = ht_comparison_line(comparison, "the school's files, against the first run");
    for (size_t n = 1; n < compared->count; n++) {
        uint64_t sum = ht_summary_told(compared->summaries[n], "school");
        if (first && sum)
            cells[n] = ht_format("%s", sum == first ? "the same" : "changed");
    }
}

/* Whether they have changed by now, where they still are where the command line had them. */
static void add_since(struct ht_comparison *comparison, const struct compared *compared)
{
    char **cells = ht_comparison_line(comparison, "the school's files, since the run");
    for (size_t n = 0; n < compared->count; n++) {
        const json_t *words = json_object_get(compared->summaries[n], "arguments");
        const char *school = json_string_value(json_array_get(words, 1));
        if (school && ht_school_files_sum(school, NULL))
            cells[n] = ht_format("%s", ht_summary_is_outdated(compared->summaries[n], school)
                                           ? "changed"
                                           : "the same");
    }
}

static void add_figures(struct ht_comparison *comparison, const struct compared *compared)
{
    static const struct {
        const char *label, *object, *key;
    } lines[] = {
        {"school", NULL, "school"},
        {"from", "horizon", "from"},
        {"to", "horizon", "to"},
        {"policy values set for the run", NULL, "set"},
        {"status", NULL, "status"},
        {"cost", NULL, "cost"},
        {"  subjects missed", "costs", "miss"},
        {"  repeated misses of a subject", "costs", "repeat"},
        {"  unplaced sessions", "costs", "unplaced"},
        {"  mentors' day load", "costs", "day_load"},
        {"no schedule costs less than", NULL, "bound"},
        {"sessions", NULL, "sessions"},
        {"unplaced", NULL, "unplaced"},
    };
    ht_comparison_head(comparison, "Runs");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        add_line(comparison, compared, lines[i].label, lines[i].object, lines[i].key);
    add_files(comparison, compared);
    add_since(comparison, compared);
    size_t count;
    const struct ht_quality_figure *figures = ht_quality_figures(&count);
    ht_comparison_head(comparison, "Quality");
    for (size_t i = 0; i < count; i++)
        add_line(comparison, compared, figures[i].label, "quality", figures[i].key);
}

/* ------------------------------------------------------------ sessions */

/* How the students' sessions of a run differ from those of the first one. */
struct difference {
    size_t same, moved, missing, more;
};

/* What tells a student's session of a week from others, whenever it is. Use free(). */
static char *name_of(const struct ht_claim *row)
{
    return ht_format("%s\n%s", row->session ? row->session : "", row->student_id);
}

static struct ht_strings *name_all(const struct ht_claimed_schedule *claims, uint32_t *row_of)
{
    struct ht_strings *names = ht_strings_new();
    for (size_t i = 0; i < claims->row_count; i++) {
        char *name = name_of(&claims->rows[i]);
        row_of[ht_strings_add(names, name)] = (uint32_t)i;
        free(name);
    }
    return names;
}

static struct difference compare(const struct ht_claimed_schedule *first,
                                 const struct ht_claimed_schedule *other)
{
    struct difference difference = {0};
    uint32_t *row_of = HT_NEW(uint32_t, first->row_count);
    struct ht_strings *names = name_all(first, row_of);
    for (size_t i = 0; i < other->row_count; i++) {
        char *name = name_of(&other->rows[i]);
        uint32_t number = ht_strings_find(names, name);
        const struct ht_claim *before = number == HT_NONE ? NULL : &first->rows[row_of[number]];
        if (!before)
            difference.more++;
        else if (before->date.days == other->rows[i].date.days &&
                 !strcmp(before->period_name, other->rows[i].period_name))
            difference.same++;
        else
            difference.moved++;
        free(name);
    }
    difference.missing = first->row_count - difference.same - difference.moved;
    ht_strings_free(names);
    free(row_of);
    return difference;
}

static void add_sessions(struct ht_comparison *comparison, const struct compared *compared)
{
    ht_comparison_head(comparison, "Students' sessions against the first run");
    char **same = ht_comparison_line(comparison, "at the same time");
    char **moved = ht_comparison_line(comparison, "moved within their week");
    char **missing = ht_comparison_line(comparison, "not there");
    char **more = ht_comparison_line(comparison, "only there");
    for (size_t n = 1; n < compared->count; n++) {
        struct difference difference = compare(compared->claims[0], compared->claims[n]);
        same[n] = ht_format("%zu", difference.same);
        moved[n] = ht_format("%zu", difference.moved);
        missing[n] = ht_format("%zu", difference.missing);
        more[n] = ht_format("%zu", difference.more);
    }
}

/* ------------------------------------------------------------ the page */

static void write_page(FILE *stream, const void *content)
{
    struct ht_document *document = ht_document_new("Comparison", "Runs side by side", "");
    ht_build_comparison(document, content);
    ht_html_document(stream, document, NULL, 0);
    ht_document_free(document);
}

static bool owns(const char *file)
{
    return strcmp(file, PAGE) == 0;
}

static int publish(const char *out, const struct ht_comparison *comparison)
{
    int result = ht_staged_folder_check(out, PAGE, owns);
    if (result != HT_EXIT_DONE)
        return result;
    ht_interrupt_catch();
    ht_interrupt_hold(true);
    struct ht_staged_folder *staged = ht_staged_folder_begin(out, owns);
    bool done = staged && ht_staged_folder_write(staged, PAGE, false, write_page, comparison) &&
                ht_staged_folder_publish(staged);
    ht_staged_folder_end(staged);
    return done ? HT_EXIT_DONE : HT_EXIT_FAILED;
}

static int run_compare(const struct ht_options *options)
{
    struct compared compared = {
        .folders = options->arguments,
        .count = options->argument_count,
        .summaries = HT_NEW(json_t *, options->argument_count),
        .claims = HT_NEW(struct ht_claimed_schedule *, options->argument_count),
        .school = ht_school_new(),
    };
    struct ht_comparison comparison = {.titles = compared.folders, .count = compared.count};
    int result = HT_EXIT_INPUT;
    ht_school_finish_periods(compared.school);
    ht_school_finish(compared.school);
    if (read_runs(&compared)) {
        add_figures(&comparison, &compared);
        add_sessions(&comparison, &compared);
        ht_comparison_write(stdout, &comparison);
        result = options->out ? publish(options->out, &comparison) : HT_EXIT_DONE;
    }
    ht_comparison_clear(&comparison);
    clear_runs(&compared);
    return result;
}

static const struct ht_option own[] = {
    {"output", 'o', "FOLDER", "folder to write compare.html to", .kind = HT_OPTION_NAME,
     .field = offsetof(struct ht_options, out)},
    {0},
};

const struct ht_command ht_command_compare = {
    .name = "compare",
    .arguments = "OUT...",
    .what = "Lay earlier runs side by side: cost, quality, sessions.",
    .more =
        "The folders are those of earlier runs; the first one is what the others are held against.",
    .least_schedules = 1,
    .most_schedules = SIZE_MAX,
    .options = own,
    .run = run_compare,
};
