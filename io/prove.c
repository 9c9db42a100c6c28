/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proof as a whole: the sessions, the parts one after another, and what they add up to. */
#include "io/prove.h"

#include "io/csv_file.h"
#include "solver/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ sessions */

/* A row for each student of a session: all have the same date and period. */
static void add_session(struct ht_prove_sessions *sessions, struct ht_listing *listing)
{
    uint32_t number = ht_names_add(sessions->ids, ht_listing_cell(listing, HT_COL_SESSION));
    char *when = ht_format("%s %s", ht_listing_cell(listing, HT_COL_DATE),
                           ht_listing_cell(listing, HT_COL_PERIOD));
    if (number == sessions->count) {
        HT_GROW(sessions->sessions, sessions->count, sessions->capacity);
        sessions->sessions[sessions->count++] = (struct ht_prove_session){when, false};
        return;
    }
    if (strcmp(when, sessions->sessions[number].when) != 0)
        ht_fault(ht_listing_faults(listing), HT_FAULT, ht_listing_name(listing),
                 ht_listing_line(listing),
                 "a row before this one has the same session at another time; plan again");
    free(when);
}

static void add_missing(struct ht_prove_sessions *sessions, struct ht_listing *listing)
{
    char *end;
    long count = strtol(ht_listing_cell(listing, HT_COL_COUNT), &end, 10);
    if (*end || count < 1 || count > INT32_MAX)
        ht_fault(ht_listing_faults(listing), HT_FAULT, ht_listing_name(listing),
                 ht_listing_line(listing), "the count is no number of sessions; plan again");
    sessions->missing += count;
}

static bool read_rows(struct ht_prove_sessions *sessions, const char *out, enum ht_file file,
                      void (*add)(struct ht_prove_sessions *, struct ht_listing *))
{
    char *path = ht_format("%s/%s", out, ht_file_columns(file)->name);
    struct ht_faults *faults = ht_faults_new();
    struct ht_listing *listing = ht_csv_listing(ht_csv_open(path, path, file, faults));
    while (listing && ht_listing_next(listing))
        add(sessions, listing);
    bool good = listing && !ht_faults_count(faults, HT_FAULT);
    ht_faults_print(faults, stderr);
    ht_listing_free(listing);
    ht_faults_free(faults);
    free(path);
    return good;
}

static void clear_sessions(struct ht_prove_sessions *sessions)
{
    ht_names_free(sessions->ids);
    for (size_t n = 0; n < sessions->count; n++)
        free(sessions->sessions[n].when);
    free(sessions->sessions);
}

/* Whether the parts have all sessions, and all that have no place. */
static bool all_used(const struct ht_lines *index, const struct ht_prove_sessions *sessions)
{
    for (uint32_t n = 0; n < sessions->count; n++)
        if (!sessions->sessions[n].used)
            return ht_lines_refuse(index, "sessions.csv has session %s, which is in no part",
                                   ht_names_text(sessions->ids, n));
    return !sessions->missing ||
           ht_lines_refuse(index,
                           "unplaced.csv does not have the sessions that the parts leave out");
}

/* ------------------------------------------------------------ the index */

/* What is known while the index is read. */
struct index {
    const char *out;
    struct ht_lines lines;
    struct ht_prove_sessions sessions;
    struct ht_proved *proved;
    struct ht_prove_part *parts;
    size_t part_capacity;
};

/* "part 001 COST BOUND" */
static bool read_part(struct index *index)
{
    int64_t cost, bound;
    struct ht_proved *proved = index->proved;
    HT_GROW(index->parts, proved->parts, index->part_capacity);
    struct ht_prove_part *part = &index->parts[proved->parts++];
    *part = (struct ht_prove_part){0};
    if (!ht_lines_number(&index->lines, 2, &cost) || !ht_lines_number(&index->lines, 3, &bound) ||
        !ht_prove_part(index->out, index->lines.words[1], &index->sessions, part))
        return false;
    if (cost != part->cost || bound != part->bound)
        return ht_lines_refuse(&index->lines, "the part's own file says something else");
    return (ht_prove_add(&proved->cost, cost, 1) && ht_prove_add(&proved->bound, bound, 1) &&
            ht_prove_add(&proved->unplaced, part->unplaced, 1)) ||
           ht_lines_refuse(&index->lines, "the numbers are too large");
}

static bool read_parts(struct index *index)
{
    int64_t cost, bound;
    for (; ht_lines_is(&index->lines, "part", 4); ht_lines_next(&index->lines))
        if (!read_part(index))
            return false;
    if (!ht_lines_is(&index->lines, "total", 3))
        return ht_lines_refuse(&index->lines, "the line 'total' is missing");
    if (!ht_lines_number(&index->lines, 1, &cost) || !ht_lines_number(&index->lines, 2, &bound))
        return false;
    if (cost != index->proved->cost || bound != index->proved->bound)
        return ht_lines_refuse(&index->lines, "the parts do not add up to this");
    return all_used(&index->lines, &index->sessions);
}

/* ------------------------------------------------------------ check sums */

/* The next line is "sum FILE NUMBER" with the file's check sum. */
static bool read_sum(struct index *index, const char *file, uint64_t hash)
{
    char sum[32];
    snprintf(sum, sizeof sum, "%016" PRIx64, hash);
    if (!ht_lines_is(&index->lines, "sum", 3) || strcmp(index->lines.words[1], file) != 0 ||
        strcmp(index->lines.words[2], sum) != 0)
        return ht_lines_refuse(&index->lines, "%s is not as it was written", file);
    ht_lines_next(&index->lines);
    return true;
}

static bool read_sum_of(struct index *index, const char *file)
{
    struct ht_lines lines = {0};
    bool good = ht_lines_open(&lines, index->out, file);
    while (good && lines.count)
        ht_lines_next(&lines);
    good = good && read_sum(index, file, lines.hash);
    ht_lines_close(&lines);
    return good;
}

static bool read_sums_of_part(struct index *index, size_t n)
{
    char *mps = ht_format("proof/%03zu.mps", n + 1), *proof = ht_format("proof/%03zu.proof", n + 1);
    bool good =
        read_sum(index, mps, index->parts[n].mps) && read_sum(index, proof, index->parts[n].proof);
    free(mps);
    free(proof);
    return good;
}

/* Sums guard numbers that a proof could do without: that each line is as it was written. */
static bool read_sums(struct index *index)
{
    ht_lines_next(&index->lines);
    for (size_t n = 0; n < index->proved->parts; n++)
        if (!read_sums_of_part(index, n))
            return false;
    if (!read_sum_of(index, "sessions.csv") || !read_sum_of(index, "unplaced.csv"))
        return false;
    char check[32];
    snprintf(check, sizeof check, "%016" PRIx64, index->lines.hash);
    return (ht_lines_is(&index->lines, "check", 2) && !strcmp(index->lines.words[1], check)) ||
           ht_lines_refuse(&index->lines, "the index is not as it was written");
}

bool ht_prove(const char *out, struct ht_proved *proved)
{
    struct index index = {.out = out, .sessions = {.ids = ht_names_new()}, .proved = proved};
    *proved = (struct ht_proved){0};
    bool good = ht_lines_open(&index.lines, out, "proof/index") &&
                read_rows(&index.sessions, out, HT_SESSIONS_CSV, add_session) &&
                read_rows(&index.sessions, out, HT_UNPLACED_CSV, add_missing) &&
                read_parts(&index) && read_sums(&index);
    ht_lines_close(&index.lines);
    clear_sessions(&index.sessions);
    free(index.parts);
    return good;
}
