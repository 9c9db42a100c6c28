/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proof as a whole: the sessions, the parts one after another, and what they add up to. */
#include "io/prove/prove.h"

#include "io/csv/table.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row for each student of a session: all have the same date and period. */
static bool add_session(struct ht_prove_sessions *sessions, const struct ht_record_source *row)
{
    uint32_t number = ht_strings_add(sessions->ids, row->cells[HT_COL_SESSION]);
    char *when = ht_format("%s %s", row->cells[HT_COL_DATE], row->cells[HT_COL_PERIOD]);
    if (number == sessions->count) {
        HT_GROW(sessions->sessions, sessions->count, sessions->capacity);
        sessions->sessions[sessions->count++] = (struct ht_prove_session){when, false};
        return true;
    }
    bool same = !strcmp(when, sessions->sessions[number].when);
    free(when);
    return same;
}

static bool add_missing(struct ht_prove_sessions *sessions, const struct ht_record_source *row)
{
    char *end;
    long count = strtol(row->cells[HT_COL_COUNT], &end, 10);
    bool is_count = !*end && count > 0 && count <= INT32_MAX;
    sessions->missing += is_count ? count : 0;
    return is_count;
}

/* Reads a CSV file of the run; its bytes go into the check sum. */
static bool read_rows(struct ht_prove_sessions *sessions, const char *out, enum ht_file file,
                      bool (*add)(struct ht_prove_sessions *, const struct ht_record_source *))
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_words words = ht_words_open(out, ht_file_columns(file)->name, &sessions->sum);
    struct ht_record_source *rows =
        words.wrong ? NULL : ht_csv_records(ht_csv_open(words.path, words.path, file, faults));
    while (rows && ht_record_source_next(rows)) {
        words.line = rows->line;
        if (!add(sessions, rows))
            ht_words_refuse(&words, "rows of a session differ, or this is no number of sessions");
    }
    bool good = rows && !words.wrong;
    ht_record_source_free(rows);
    ht_words_close(&words);
    return ht_diagnostics_tell(faults) && good;
}

/* "stands DATE NUMBER": the sessions before the date are in no part, nor are so many rows of
   unplaced.csv of weeks before it. */
static void read_stands(struct ht_prove_sessions *sessions, struct ht_proved *proved,
                        struct ht_words *index)
{
    sessions->sum = ht_hash_text(sessions->sum, index->rest);
    ht_words_take(index);
    snprintf(proved->from, sizeof proved->from, "%s", ht_words_take(index));
    ht_prove_add(index, &sessions->missing, ht_words_number(index), -1);
    for (size_t n = 0; n < sessions->count; n++) {
        sessions->sessions[n].used = strcmp(sessions->sessions[n].when, proved->from) < 0;
        sessions->used += sessions->sessions[n].used;
    }
}

/* "parts NUMBER", then "check SUM" of all other files in the order in which they are read. */
static void read_index(const char *out, struct ht_prove_sessions *sessions,
                       struct ht_proved *proved, struct ht_words *index)
{
    char sum[32];
    bool more = ht_words_next(index);
    if (more && !strncmp(index->rest, "stands ", 7)) {
        read_stands(sessions, proved, index);
        more = ht_words_next(index);
    }
    if (!more || strcmp(ht_words_take(index), "parts") != 0)
        ht_words_refuse(index, "the number of parts is missing");
    for (int64_t left = index->wrong ? 0 : ht_words_number(index); left > 0 && !index->wrong;
         left--)
        index->wrong |= !ht_prove_part(out, ++proved->parts, sessions, proved);
    if (sessions->used < sessions->count)
        ht_words_refuse(index, "sessions.csv has a session that is in no part");
    if (sessions->missing)
        ht_words_refuse(index, "unplaced.csv does not have the sessions that the parts leave out");
    snprintf(sum, sizeof sum, "check %016" PRIx64, sessions->sum);
    if (!ht_words_next(index) || strncmp(index->rest, "check ", 6) != 0)
        ht_words_refuse(index, "the check sum is missing");
    else
        proved->is_intact = !strcmp(index->rest, sum) && !ht_words_next(index);
}

bool ht_prove(const char *out, uint64_t summary, struct ht_proved *proved)
{
    struct ht_prove_sessions sessions = {.ids = ht_strings_new(), .sum = summary};
    uint64_t own = HT_HASH_START;
    struct ht_words index = ht_words_open(out, "proof/index", &own);
    *proved = (struct ht_proved){0};
    if (read_rows(&sessions, out, HT_SESSIONS_CSV, add_session) &&
        read_rows(&sessions, out, HT_UNPLACED_CSV, add_missing))
        read_index(out, &sessions, proved, &index);
    else
        index.wrong = true;
    proved->sessions = sessions.count;
    for (size_t n = 0; n < sessions.count; n++)
        free(sessions.sessions[n].when);
    free(sessions.sessions);
    ht_strings_free(sessions.ids);
    ht_words_close(&index);
    return !index.wrong;
}
