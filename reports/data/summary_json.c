/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/data/summary_json.h"

#include "reports/letters/letters.h"
#include "reports/text/words.h"
#include "reports/views/quality_figures.h"
#include "reports/views/run.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>

/* Of numbers that are not whole. */
enum { DIGITS = 6 };

/* The terms of the objective; NULL where the verifier has not run. */
static json_t *costs_of(const struct ht_verdict *verdict)
{
    if (!verdict)
        return NULL;
    const struct ht_costs *costs = &verdict->costs;
    return json_pack("{s:I, s:I, s:I, s:I}", "miss", (json_int_t)costs->miss, "repeat",
                     (json_int_t)costs->repeat, "unplaced", (json_int_t)costs->unplaced, "day_load",
                     (json_int_t)costs->day_load);
}

/* What `compare` shows of how good the schedule is; NULL where the verifier has not run. */
static json_t *quality_of(const struct ht_score *score)
{
    size_t count;
    const struct ht_quality_figure *figures = ht_quality_figures(&count);
    json_t *quality = score ? json_object() : NULL;
    for (size_t i = 0; quality && i < count; i++) {
        const char *at = (const char *)score + figures[i].offset;
        json_object_set_new(quality, figures[i].key,
                            figures[i].is_mean ? json_real(*(const double *)at)
                                               : json_integer(*(const int64_t *)at));
    }
    return quality;
}

/* Students' sessions that stand but did not take place. */
static json_t *not_held(const struct ht_claimed_schedule *claims)
{
    json_t *list = json_array();
    for (size_t i = 0; list && i < claims->row_count; i++) {
        const struct ht_claim *row = &claims->rows[i];
        if (row->not_held && row->session)
            json_array_append_new(
                list, json_pack("{s:s, s:s}", "session", row->session, "student", row->student_id));
    }
    return list;
}

/* What became of the plan that this one replaces; NULL where there is none. */
static json_t *replan_of(const struct ht_changes *changes)
{
    if (!changes)
        return NULL;
    json_t *replan = json_pack(
        "{s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:o}", "from", HT_WORDS_ISO(changes->earlier->from),
        "proven", changes->proven, "standing", (json_int_t)changes->earlier->past, "kept",
        (json_int_t)changes->counts[HT_KEPT], "moved", (json_int_t)changes->counts[HT_MOVED], "new",
        (json_int_t)changes->counts[HT_ADDED_NEW], "dropped",
        (json_int_t)changes->counts[HT_DROPPED], "not_held", not_held(changes->earlier->claims));
    if (replan && changes->anew < INT64_MAX)
        json_object_set_new(replan, "cost_anew", json_integer((json_int_t)changes->anew));
    return replan;
}

/* Students, mentors and programmes of which a letter has told the end; NULL where there are none.
 */
static json_t *told_by(const struct ht_letters *letters)
{
    json_t *list = NULL;
    for (uint32_t n = 0; letters && n < ht_strings_count(letters->told); n++) {
        char **parts = g_strsplit(ht_strings_text(letters->told, n), "\n", 3);
        list = list ? list : json_array();
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "student", parts[0], "mentor",
                                              parts[1], "programme", parts[2]));
        g_strfreev(parts);
    }
    return list;
}

/* What the command line said. It may hold any bytes; JSON has characters only. */
static json_t *words_of(const char *const *arguments)
{
    json_t *words = json_array();
    for (; words && arguments && *arguments; arguments++) {
        char *word = g_utf8_make_valid(*arguments, -1);
        json_array_append_new(words, json_string(word));
        g_free(word);
    }
    return words;
}

static json_t *sum_of(uint64_t sum)
{
    return json_sprintf("%016" PRIx64, sum);
}

/* Whose plan it is, and what it was made from, when and how. */
static void add_origin(json_t *summary, const struct ht_run *run)
{
    struct tm time;
    char made[32], *school = ht_school_name(run->school, run->templates);
    HT_REQUIRE(gmtime_r(&run->made, &time) && strftime(made, sizeof made, "%FT%TZ", &time),
               "the time of the run is none");
    json_t *origin = json_pack(
        "{s:s, s:s, s:s, s:o, s:{s:o, s:o}, s:I, s:I}", "school", school, "made", made, "version",
        HT_VERSION, "arguments", words_of(run->arguments), "sums", "school", sum_of(run->files),
        "sessions.csv", sum_of(run->sessions), "students", (json_int_t)run->views->student_count,
        "mentors", (json_int_t)run->views->mentor_count);
    free(school);
    if (!origin || json_object_update(summary, origin))
        ht_out_of_memory();
    json_decref(origin);
}

json_t *ht_summary_json(const struct ht_run *run)
{
    const struct ht_schedule *schedule = run->schedule;
    const struct ht_seconds *seconds = &run->seconds;
    json_t *summary = json_pack(
        "{s:s, s:I, s:I, s:o*, s:I, s:i, s:o*, s:o*, s:s*, s:{s:s, s:s, s:s}, s:{s:f, "
        "s:f, s:f, s:f, s:f}}",
        "status", ht_status_word(schedule->status), "cost", (json_int_t)schedule->cost, "bound",
        (json_int_t)schedule->bound, "costs", costs_of(run->verdict), "sessions",
        (json_int_t)schedule->session_count, "unplaced", ht_schedule_unplaced(schedule), "quality",
        quality_of(run->score), "replan", replan_of(run->changes), "set",
        run->what_if && *run->what_if ? run->what_if : NULL, "horizon", "label", run->views->label,
        "from", HT_WORDS_ISO(schedule->horizon.from), "to", HT_WORDS_ISO(schedule->horizon.to),
        "seconds", "read", seconds->read, "solve", seconds->solve, "advise", seconds->advise,
        "verify", seconds->verify, "write", seconds->write);
    if (!summary)
        ht_out_of_memory();
    add_origin(summary, run);
    json_t *told = told_by(run->letters);
    if (told)
        json_object_set_new(summary, "ends_told", told);
    return summary;
}

ht_write ht_write_summary_json;
void ht_write_summary_json(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    json_t *summary = ht_summary_json(run);
    json_dumpf(summary, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    putc('\n', stream);
    json_decref(summary);
}

uint64_t ht_summary_sum(json_t *summary)
{
    static const char *const of_the_run[] = {"seconds", "made", "arguments"};
    for (size_t i = 0; i < sizeof of_the_run / sizeof *of_the_run; i++)
        json_object_del(summary, of_the_run[i]);
    char *text = json_dumps(summary, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(DIGITS));
    if (!text)
        ht_out_of_memory();
    uint64_t sum = ht_hash_text(HT_HASH_START, text);
    free(text);
    return sum;
}
