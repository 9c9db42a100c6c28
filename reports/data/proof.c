/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OUT/proof: the integer programs as free MPS files, and what proves that none has a cheaper
   solution. Nothing here names anybody: programmes are known by their sessions' ids. */
#include "reports/data/summary_json.h"
#include "reports/text/words.h"
#include "reports/views/run.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"
#include "solver/plan/proof_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

ht_write ht_write_sessions_csv, ht_write_unplaced_csv;

/* ------------------------------------------------------------ names */

/* Of a choice "n12.k3.Mon.2": its need, class of weeks, day and place in the day; of the sessions
   of a need that are unplaced "u12"; of any other "c345". */
static void write_column(FILE *stream, const struct ht_model *model, uint32_t column)
{
    if (column >= model->choice_count + model->need_count) {
        fprintf(stream, "c%" PRIu32, column);
    } else if (column >= model->choice_count) {
        fprintf(stream, "u%" PRIu32, column - model->choice_count);
    } else {
        const struct ht_choice *choice = &model->choices[column];
        ht_period_id first;
        ht_school_periods_on(model->subproblem->instance->school, ht_model_date(model, column),
                             &first);
        fprintf(stream, "n%" PRIu32 ".k%" PRIu32 ".%s.%" PRIu32, choice->need, choice->class_,
                ht_day_short(choice->weekday), choice->period.i - first.i + 1);
    }
}

/* Of a row of the program "r7", of a cut "q7". */
static void write_row(FILE *stream, const struct ht_certificate *certificate, uint32_t row)
{
    uint32_t first_cut = certificate->ilp.row_count - certificate->cuts.count;
    if (row < first_cut)
        fprintf(stream, "r%" PRIu32, row);
    else
        fprintf(stream, "q%" PRIu32, row - first_cut);
}

/* ------------------------------------------------------------ the program */

/* The entries of a program, by column. */
struct by_column {
    uint32_t *first; /* [column], one more at the end */
    struct by_column_entry {
        uint32_t row;
        int factor;
    } * entries;
};

static struct by_column sort_entries(const struct ht_ilp *ilp)
{
    struct by_column by = {HT_NEW(uint32_t, ilp->column_count + 2),
                           HT_NEW(struct by_column_entry, ilp->entry_count)};
    for (uint32_t e = 0; e < ilp->entry_count; e++)
        by.first[ilp->entries[e].column + 2]++;
    for (uint32_t c = 2; c < ilp->column_count + 2; c++)
        by.first[c] += by.first[c - 1];
    for (uint32_t row = 0; row < ilp->row_count; row++)
        for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++)
            by.entries[by.first[ilp->entries[e].column + 1]++] =
                (struct by_column_entry){row, ilp->entries[e].factor};
    return by;
}

static void write_columns(FILE *stream, const struct ht_model *model)
{
    const struct ht_ilp *ilp = &model->ilp;
    struct by_column by = sort_entries(ilp);
    fputs("COLUMNS\n", stream);
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        putc(' ', stream);
        write_column(stream, model, c);
        fprintf(stream, " cost %" PRId64 "\n", ilp->columns[c].cost);
        for (uint32_t e = by.first[c]; e < by.first[c + 1]; e++) {
            putc(' ', stream);
            write_column(stream, model, c);
            fprintf(stream, " r%" PRIu32 " %d\n", by.entries[e].row, by.entries[e].factor);
        }
    }
    free(by.first);
    free(by.entries);
}

ht_write ht_write_proof_mps;
void ht_write_proof_mps(FILE *stream, const struct ht_run *run, size_t nth)
{
    static const char senses[] = {[HT_AT_MOST] = 'L', [HT_EQUAL] = 'E', [HT_AT_LEAST] = 'G'};
    const struct ht_model *model = run->proofs->proofs[nth].model;
    const struct ht_ilp *ilp = &model->ilp;
    fprintf(stream, "NAME part%03zu FREE\nROWS\n N cost\n", nth + 1);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        fprintf(stream, " %c r%" PRIu32 "\n", senses[ilp->rows[row].sense], row);
    write_columns(stream, model);
    fputs("RHS\n", stream);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        fprintf(stream, " rhs r%" PRIu32 " %d\n", row, ilp->rows[row].right);
    fputs("BOUNDS\n", stream);
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        fputs(" UI bound ", stream);
        write_column(stream, model, c);
        fprintf(stream, " %d\n", ilp->columns[c].upper);
    }
    fputs("ENDATA\n", stream);
}

/* ------------------------------------------------------------ the proof */

static void write_cut(FILE *stream, const struct ht_proof *proof, uint32_t cut)
{
    const struct ht_certificate *certificate = &proof->certificate;
    const struct ht_cuts *cuts = &certificate->cuts;
    fprintf(stream, "cut q%" PRIu32, cut);
    for (uint32_t s = cuts->first_source[cut]; s < ht_cuts_end(cuts, cut); s++) {
        putc(' ', stream);
        if (cuts->sources[s].is_bound)
            write_column(stream, proof->model, cuts->sources[s].of);
        else
            write_row(stream, certificate, cuts->sources[s].of);
    }
    putc('\n', stream);
}

static void write_node(FILE *stream, const struct ht_proof *proof, uint32_t number)
{
    const struct ht_certificate *certificate = &proof->certificate;
    const struct ht_node *node = &certificate->nodes[number];
    for (uint32_t n = node->first; n < ht_certificate_end(certificate, number); n++) {
        fprintf(stream, "times %" PRId64 " ", certificate->duals[n].value);
        write_row(stream, certificate, certificate->duals[n].row);
        putc('\n', stream);
    }
    if (node->kind == HT_BRANCHED) {
        fputs("branch ", stream);
        write_column(stream, proof->model, node->column);
        fprintf(stream, " %d\n", node->split);
    } else {
        fputs(node->kind == HT_EMPTY ? "empty\n" : "bounded\n", stream);
    }
}

static const char explanation[] =
    "# What proves the bound; README.md says how to check it by hand. Lines mean:\n"
    "#   place COLUMN SESSION DATE PERIOD  the column counts this session of ../sessions.csv\n"
    "#   missing COLUMN NUMBER STUDENTS    the column counts sessions of so many students that\n"
    "#                                     are in ../unplaced.csv\n"
    "#   value COLUMN NUMBER               the column counts something else\n"
    "#   cost NUMBER                       what these values cost; all other columns are 0\n"
    "#   cut ROW ROW... COLUMN...          a further row: half the sum of these and of the\n"
    "#                                     columns' upper bounds, all rounded down\n"
    "#   bound NUMBER                      what is proved by the rest\n"
    "#   times MULTIPLIER ROW              in units of 1 / 65536\n"
    "#   bounded                           the multipliers before this line prove the bound,\n"
    "#   empty                             or that nothing is left here,\n"
    "#   branch COLUMN NUMBER              or the proof goes on: with the column above the\n"
    "#                                     number, then with it up to the number\n";

ht_write ht_write_proof;
void ht_write_proof(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_proof *proof = &run->proofs->proofs[nth];
    const struct ht_certificate *certificate = &proof->certificate;
    const struct ht_model *model = proof->model;
    fputs(explanation, stream);
    for (uint32_t s = 0; s < proof->session_count; s++) {
        const struct ht_school *school = run->school;
        const struct ht_session *session = &run->schedule->sessions[proof->sessions[s]];
        char id[HT_SESSION_ID_SIZE];
        fputs("place ", stream);
        write_column(stream, proof->model, proof->columns[s]);
        fprintf(stream, " %s %s %s\n", ht_session_id(run->schedule, school, proof->sessions[s], id),
                HT_WORDS_ISO(session->date),
                ht_strings_text(school->period_names, school->periods[session->period.i].name));
    }
    for (uint32_t n = 0; n < model->need_count; n++)
        if (proof->values[model->needs[n].missed])
            fprintf(stream, "missing u%" PRIu32 " %d %" PRIu32 "\n", n,
                    proof->values[model->needs[n].missed],
                    run->school->programmes[model->needs[n].programme.i].student_count);
    for (uint32_t c = model->choice_count + model->need_count; c < model->ilp.column_count; c++)
        if (proof->values[c])
            fprintf(stream, "value c%" PRIu32 " %d\n", c, proof->values[c]);
    fprintf(stream, "cost %" PRId64 "\n", proof->cost);
    for (uint32_t cut = 0; cut < certificate->cuts.count; cut++)
        write_cut(stream, proof, cut);
    fprintf(stream, "bound %" PRId64 "\n", certificate->bound);
    for (uint32_t node = 0; node < certificate->node_count; node++)
        write_node(stream, proof, node);
}

/* ------------------------------------------------------------ the index */

/* Adds what a writer writes to a check sum. */
static uint64_t sum_up(uint64_t sum, ht_write *write, const struct ht_run *run, size_t nth)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = ht_text_new(&text, &size);
    write(stream, run, nth);
    ht_text_end(stream, &text);
    sum = ht_hash_text(sum, text);
    free(text);
    return sum;
}

/* Students' sessions that are unplaced in weeks that are over: no part has them. */
static int64_t count_over(const struct ht_run *run)
{
    const struct ht_school *school = run->school;
    int64_t count = 0;
    for (size_t n = 0; n < run->schedule->unplaced_count; n++) {
        const struct ht_unplaced *unplaced = &run->schedule->unplaced[n];
        count += (int64_t)unplaced->count * school->programmes[unplaced->programme.i].student_count;
    }
    for (uint32_t p = 0; p < run->proofs->count; p++) {
        const struct ht_proof *proof = &run->proofs->proofs[p];
        for (uint32_t n = 0; n < proof->model->need_count; n++) {
            const struct ht_need *need = &proof->model->needs[n];
            count -= (int64_t)proof->values[need->missed] *
                     school->programmes[need->programme.i].student_count;
        }
    }
    return count;
}

ht_write ht_write_proof_index;
void ht_write_proof_index(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    json_t *summary = ht_summary_json(run);
    uint64_t sum = sum_up(ht_summary_sum(summary), ht_write_sessions_csv, run, 0);
    json_decref(summary);
    sum = sum_up(sum, ht_write_unplaced_csv, run, 0);
    if (run->changes) {
        char *stands = ht_format("stands %s %" PRId64, HT_WORDS_ISO(run->changes->earlier->from),
                                 count_over(run));
        fprintf(stream, "%s\n", stands);
        sum = ht_hash_text(sum, stands);
        free(stands);
    }
    for (uint32_t n = 0; n < run->proofs->count; n++) {
        sum = sum_up(sum, ht_write_proof_mps, run, n);
        sum = sum_up(sum, ht_write_proof, run, n);
    }
    fprintf(stream, "parts %" PRIu32 "\ncheck %016" PRIx64 "\n", run->proofs->count, sum);
}

ht_count ht_count_proofs;
size_t ht_count_proofs(const struct ht_run *run)
{
    return run->proofs ? run->proofs->count : 0;
}

ht_count ht_count_proof_index;
size_t ht_count_proof_index(const struct ht_run *run)
{
    return run->proofs ? 1 : 0;
}

ht_token ht_token_proof;
char *ht_token_proof(const struct ht_run *run, size_t nth)
{
    (void)run;
    return ht_format("%03zu", nth + 1);
}
