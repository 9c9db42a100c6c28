/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/summary.h"

#include "io/base/cells.h"
#include "io/base/file.h"
#include "io/school/files.h"
#include "reports/data/summary_json.h"
#include "reports/letters/letters.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 26 /* of replans with as many sessions as there can be */ };

json_t *ht_summary_load(const char *folder)
{
    size_t size;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    char *path = ht_format("%s/%s", folder, HT_SUMMARY_FILE);
    char *bytes = ht_file_read(path, path, false, MOST_BYTES, &size, faults);
    json_t *summary = bytes ? json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL) : NULL;
    free(bytes);
    free(path);
    ht_diagnostics_free(faults);
    return summary;
}

uint64_t ht_summary_told(const json_t *summary, const char *what)
{
    const char *sum = json_string_value(json_object_get(json_object_get(summary, "sums"), what));
    return sum ? strtoull(sum, NULL, 16) : 0;
}

bool ht_summary_is_outdated(const json_t *summary, const char *school)
{
    uint64_t told = ht_summary_told(summary, "school");
    return told && told != ht_school_files_sum(school, NULL);
}

static json_t *load_beside(const char *file)
{
    const char *slash = strrchr(file, '/');
    char *folder = slash ? ht_copy_text(file, (size_t)(slash - file)) : ht_copy_text(".", 1);
    json_t *summary = ht_summary_load(folder);
    free(folder);
    return summary;
}

bool ht_summary_horizon(const char *sessions_csv, struct ht_horizon *horizon)
{
    json_t *summary = load_beside(sessions_csv);
    const char *from = NULL, *to = NULL;
    bool found = summary &&
                 json_unpack(summary, "{s:{s:s,s:s}}", "horizon", "from", &from, "to", &to) == 0 &&
                 !ht_cell_date(from, &horizon->from) && !ht_cell_date(to, &horizon->to);
    json_decref(summary);
    return found;
}

char *ht_summary_set(const char *sessions_csv)
{
    json_t *summary = load_beside(sessions_csv);
    const char *set = json_string_value(json_object_get(summary, "set"));
    char *copy = set ? ht_copy_text(set, strlen(set)) : NULL;
    json_decref(summary);
    return copy;
}

/* Whether a check sum of a sessions.csv is told, and is the one that it has or not. */
static bool compare_sums(const char *sessions_csv, bool same)
{
    json_t *summary = load_beside(sessions_csv);
    uint64_t told = ht_summary_told(summary, "sessions.csv"), sum = HT_HASH_START;
    bool is_so = told && ht_file_sum(sessions_csv, &sum) && (sum == told) == same;
    json_decref(summary);
    return is_so;
}

bool ht_summary_is_edited(const char *sessions_csv)
{
    return compare_sums(sessions_csv, false);
}

bool ht_summary_is_as_written(const char *sessions_csv)
{
    return compare_sums(sessions_csv, true);
}

/* Marks the rows of a session and student that were not held. */
static void mark(struct ht_claimed_schedule *claims, const char *session, const char *student)
{
    for (size_t i = 0; i < claims->row_count; i++) {
        struct ht_claim *row = &claims->rows[i];
        row->not_held |=
            row->session && !strcmp(row->session, session) && !strcmp(row->student_id, student);
    }
}

static void mark_all(struct ht_claimed_schedule *claims, const json_t *summary)
{
    const json_t *list = json_object_get(json_object_get(summary, "replan"), "not_held");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *session = NULL, *student = NULL;
        json_t *pair = json_array_get(list, i);
        if (json_unpack(pair, "{s:s,s:s}", "session", &session, "student", &student) == 0)
            mark(claims, session, student);
    }
}

bool ht_summary_stands(const char *sessions_csv, struct ht_claimed_schedule *claims, ht_date *from)
{
    json_t *summary = load_beside(sessions_csv);
    const char *text = NULL;
    bool found = summary && json_unpack(summary, "{s:{s:s}}", "replan", "from", &text) == 0 &&
                 !ht_cell_date(text, from);
    if (found)
        mark_all(claims, summary);
    json_decref(summary);
    return found;
}

struct ht_strings *ht_summary_ends_told(const char *folder)
{
    struct ht_strings *told = ht_strings_new();
    json_t *summary = ht_summary_load(folder);
    const json_t *list = json_object_get(summary, "ends_told");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *student, *mentor, *programme;
        if (json_unpack(json_array_get(list, i), "{s:s, s:s, s:s}", "student", &student, "mentor",
                        &mentor, "programme", &programme))
            continue;
        char *key = ht_letter_end_key(student, mentor, programme);
        ht_strings_add(told, key);
        free(key);
    }
    json_decref(summary);
    return told;
}

bool ht_summary_read(const char *sessions_csv, struct ht_summary *read)
{
    json_t *summary = load_beside(sessions_csv);
    const char *status = NULL;
    json_int_t cost, bound, sessions, unplaced;
    bool found = summary &&
                 json_unpack(summary, "{s:s, s:I, s:I, s:I, s:I}", "status", &status, "cost", &cost,
                             "bound", &bound, "sessions", &sessions, "unplaced", &unplaced) == 0;
    if (found) {
        const json_t *replan = json_object_get(summary, "replan");
        *read = (struct ht_summary){
            .optimal = !strcmp(status, "optimal"),
            .replanned = replan,
            .proven = json_is_true(json_object_get(replan, "proven")),
            .cost = cost,
            .bound = bound,
            .sessions = sessions,
            .unplaced = unplaced,
            .sum = ht_summary_sum(summary),
        };
    }
    json_decref(summary);
    return found;
}
