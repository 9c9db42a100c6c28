/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OUT/proof: the integer programs as free MPS files, and what proves that none has a cheaper
   solution. Nothing here names anybody: programmes are known by their sessions' ids. */
#include "reports/writers.h"
#include "solver/hash.h"
#include "solver/memory.h"
#include "solver/proof_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ names */

/* The class and day of a choice: "k3.Mon". */
static void write_day(FILE *stream, const struct ht_choice *choice)
{
    fprintf(stream, "k%" PRIu32 ".%s", choice->class_, ht_day_short(choice->weekday));
}

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
        ht_school_periods_on(model->component->facts->school, ht_model_date(model, column), &first);
        fprintf(stream, "n%" PRIu32 ".", choice->need);
        write_day(stream, choice);
        fprintf(stream, ".%" PRIu32, choice->period.i - first.i + 1);
    }
}

/* Of a row of the program "r7", of a cut "q7". */
static void write_row(FILE *stream, const struct ht_certificate *certificate, uint32_t row)
{
    uint32_t first_cut = certificate->program.row_count - certificate->cuts.count;
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

static struct by_column sort_entries(const struct ht_program *program)
{
    struct by_column by = {HT_NEW(uint32_t, program->column_count + 2),
                           HT_NEW(struct by_column_entry, program->entry_count)};
    for (uint32_t e = 0; e < program->entry_count; e++)
        by.first[program->entries[e].column + 2]++;
    for (uint32_t c = 2; c < program->column_count + 2; c++)
        by.first[c] += by.first[c - 1];
    for (uint32_t row = 0; row < program->row_count; row++)
        for (uint32_t e = program->rows[row].first_entry; e < ht_program_row_end(program, row); e++)
            by.entries[by.first[program->entries[e].column + 1]++] =
                (struct by_column_entry){row, program->entries[e].factor};
    return by;
}

static void write_columns(FILE *stream, const struct ht_model *model)
{
    const struct ht_program *program = &model->program;
    struct by_column by = sort_entries(program);
    fputs("COLUMNS\n MARK0 'MARKER' 'INTORG'\n", stream);
    for (uint32_t c = 0; c < program->column_count; c++) {
        putc(' ', stream);
        write_column(stream, model, c);
        fprintf(stream, " cost %" PRId64 "\n", program->columns[c].cost);
        for (uint32_t e = by.first[c]; e < by.first[c + 1]; e++) {
            putc(' ', stream);
            write_column(stream, model, c);
            fprintf(stream, " r%" PRIu32 " %d\n", by.entries[e].row, by.entries[e].factor);
        }
    }
    fputs(" MARK1 'MARKER' 'INTEND'\n", stream);
    free(by.first);
    free(by.entries);
}

void ht_write_proof_mps(FILE *stream, const struct ht_run *run, size_t nth)
{
    static const char senses[] = {[HT_AT_MOST] = 'L', [HT_EQUAL] = 'E', [HT_AT_LEAST] = 'G'};
    const struct ht_model *model = run->proofs->proofs[nth].model;
    const struct ht_program *program = &model->program;
    fprintf(stream, "NAME part%03zu FREE\nROWS\n N cost\n", nth + 1);
    for (uint32_t row = 0; row < program->row_count; row++)
        fprintf(stream, " %c r%" PRIu32 "\n", senses[program->rows[row].sense], row);
    write_columns(stream, model);
    fputs("RHS\n", stream);
    for (uint32_t row = 0; row < program->row_count; row++)
        fprintf(stream, " rhs r%" PRIu32 " %d\n", row, program->rows[row].right);
    fputs("BOUNDS\n", stream);
    for (uint32_t c = 0; c < program->column_count; c++) {
        fputs(" UP bound ", stream);
        write_column(stream, model, c);
        fprintf(stream, " %d\n", program->columns[c].upper);
    }
    fputs("ENDATA\n", stream);
}

/* ------------------------------------------------------------ what the columns mean */

/* The dates of the day of a class. */
static void write_dates(FILE *stream, const struct ht_model *model, const struct ht_choice *choice)
{
    const struct ht_week_class *class_ = &model->weeks.classes[choice->class_];
    fputs("day ", stream);
    write_day(stream, choice);
    for (int n = 0; n < class_->count; n++) {
        char date[16];
        int days = class_->weeks[n] * HT_DAYS_A_WEEK + choice->weekday;
        ht_date_iso(ht_date_plus(model->component->facts->first_monday, days), date);
        fprintf(stream, " %s", date);
    }
    putc('\n', stream);
}

static void write_days(FILE *stream, const struct ht_model *model)
{
    bool *written = HT_NEW(bool, (size_t)model->weeks.class_count *HT_DAYS_A_WEEK);
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_choice *choice = &model->choices[c];
        bool *day = &written[choice->class_ * HT_DAYS_A_WEEK + (uint32_t)choice->weekday];
        if (!*day)
            write_dates(stream, model, choice);
        *day = true;
    }
    free(written);
}

static void write_needs(FILE *stream, const struct ht_run *run, const struct ht_proof *proof)
{
    const struct ht_school *school = run->school;
    for (uint32_t n = 0; n < proof->model->need_count; n++) {
        const struct ht_need *need = &proof->model->needs[n];
        fprintf(stream, "need n%" PRIu32 " u%" PRIu32 " %" PRIu32, n, n,
                school->programmes[need->programme.i].student_count);
        for (uint32_t s = proof->first_session[n]; s < proof->first_session[n + 1]; s++) {
            char id[HT_SESSION_ID_SIZE];
            fprintf(stream, " %s", ht_session_id(run->schedule, school, proof->sessions[s], id));
        }
        putc('\n', stream);
    }
}

static void write_slots(FILE *stream, const struct ht_model *model)
{
    const struct ht_school *school = model->component->facts->school;
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_choice *choice = &model->choices[c];
        fputs("slot ", stream);
        write_column(stream, model, c);
        fprintf(stream, " n%" PRIu32 " ", choice->need);
        write_day(stream, choice);
        fprintf(stream, " %s\n",
                ht_names_text(school->period_names, school->periods[choice->period.i].name));
    }
}

static void write_values(FILE *stream, const struct ht_proof *proof)
{
    for (uint32_t c = 0; c < proof->model->program.column_count; c++) {
        if (!proof->values[c])
            continue;
        fputs("value ", stream);
        write_column(stream, proof->model, c);
        fprintf(stream, " %d\n", proof->values[c]);
    }
}

/* ------------------------------------------------------------ the proof */

static void write_cut(FILE *stream, const struct ht_proof *proof, uint32_t cut)
{
    const struct ht_certificate *certificate = &proof->certificate;
    const struct ht_program *program = &certificate->program;
    const struct ht_cuts *cuts = &certificate->cuts;
    uint32_t row = program->row_count - cuts->count + cut;
    fprintf(stream, "cut q%" PRIu32 " %d from", cut, program->rows[row].right);
    for (uint32_t s = cuts->first_source[cut]; s < ht_cuts_end(cuts, cut); s++) {
        putc(' ', stream);
        write_row(stream, certificate, cuts->sources[s]);
    }
    putc('\n', stream);
    for (uint32_t e = program->rows[row].first_entry; e < ht_program_row_end(program, row); e++) {
        fprintf(stream, "term %d ", program->entries[e].factor);
        write_column(stream, proof->model, program->entries[e].column);
        putc('\n', stream);
    }
}

static void write_node(FILE *stream, const struct ht_proof *proof, uint32_t number)
{
    const struct ht_certificate *certificate = &proof->certificate;
    const struct ht_node *node = &certificate->nodes[number];
    if (node->kind == HT_BRANCHED) {
        fputs("branch ", stream);
        write_column(stream, proof->model, node->column);
        fprintf(stream, " %d\n", node->split);
    } else {
        fputs(node->kind == HT_EMPTY ? "empty\n" : "bounded\n", stream);
    }
    for (uint32_t n = node->first; n < ht_certificate_end(certificate, number); n++) {
        fprintf(stream, "times %" PRId64 " ", certificate->multipliers[n].value);
        write_row(stream, certificate, certificate->multipliers[n].row);
        putc('\n', stream);
    }
}

static const char explanation[] =
    "# What proves the bound; README.md says how to check it by hand. Lines mean:\n"
    "#   day DAY DATE...               the dates of a day of the week in weeks counted together\n"
    "#   need NEED COLUMN STUDENTS ID... sessions of one programme (their ids are in\n"
    "#                                 ../sessions.csv); the column counts those without a place\n"
    "#   slot COLUMN NEED DAY PERIOD   the column counts the need's sessions in that period\n"
    "#   value COLUMN NUMBER           the schedule as a solution; all other columns are 0\n"
    "#   cut ROW RIGHT from ROW...     its terms add up to at most RIGHT, by half of these rows\n"
    "#   term FACTOR COLUMN\n"
    "#   bounded                       the multipliers that follow prove the bound;\n"
    "#   empty                         or that nothing is left here;\n"
    "#   branch COLUMN NUMBER          or tighten the columns, and the proof goes on with the\n"
    "#                                 column above the number, then with it up to the number\n"
    "#   times MULTIPLIER ROW          in units of 1 / scale\n";

void ht_write_proof(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_proof *proof = &run->proofs->proofs[nth];
    const struct ht_certificate *certificate = &proof->certificate;
    fputs(explanation, stream);
    fprintf(stream, "cost %" PRId64 "\nbound %" PRId64 "\nscale %" PRId64 "\n", proof->cost,
            certificate->bound, HT_SCALE);
    write_days(stream, proof->model);
    write_needs(stream, run, proof);
    write_slots(stream, proof->model);
    write_values(stream, proof);
    for (uint32_t cut = 0; cut < certificate->cuts.count; cut++)
        write_cut(stream, proof, cut);
    for (uint32_t node = 0; node < certificate->node_count; node++)
        write_node(stream, proof, node);
}

/* ------------------------------------------------------------ the index */

/* The hash of what a writer writes, line by line. */
static uint64_t hash_of(void (*write)(FILE *stream, const struct ht_run *run, size_t nth),
                        const struct ht_run *run, size_t nth)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        ht_out_of_memory();
    write(stream, run, nth);
    if (fclose(stream))
        ht_out_of_memory();
    uint64_t hash = HT_HASH_START;
    for (char *line = text; *line;) {
        char *end = strchr(line, '\n');
        *end = '\0';
        hash = ht_hash_text(hash, line);
        line = end + 1;
    }
    free(text);
    return hash;
}

static void write_parts(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_proofs *proofs = run->proofs;
    fputs(
        "# The cost of the schedule is the sum of the costs of its parts, and no schedule costs\n"
        "# less than the sum of their bounds: a part leaves out what ties it to the others, such\n"
        "# as the number of rooms, and can only cost less for it. Lines mean:\n"
        "#   part NUMBER COST BOUND        proved by NUMBER.proof about NUMBER.mps\n"
        "#   total COST BOUND              of all parts\n"
        "#   sum FILE NUMBER               a check sum of the file: 64-bit FNV-1a,\n"
        "#                                 with a 0 byte in place of each line end\n"
        "#   check NUMBER                  of all lines before\n",
        stream);
    int64_t cost = 0;
    for (uint32_t n = 0; n < proofs->count; n++) {
        const struct ht_proof *proof = &proofs->proofs[n];
        cost += proof->cost;
        fprintf(stream, "part %03" PRIu32 " %" PRId64 " %" PRId64 "\n", n + 1, proof->cost,
                proof->certificate.bound);
    }
    fprintf(stream, "total %" PRId64 " %" PRId64 "\n", cost, proofs->bound);
    for (uint32_t n = 0; n < proofs->count; n++)
        fprintf(stream,
                "sum proof/%03" PRIu32 ".mps %016" PRIx64 "\nsum proof/%03" PRIu32
                ".proof %016" PRIx64 "\n",
                n + 1, hash_of(ht_write_proof_mps, run, n), n + 1, hash_of(ht_write_proof, run, n));
    fprintf(stream, "sum sessions.csv %016" PRIx64 "\nsum unplaced.csv %016" PRIx64 "\n",
            hash_of(ht_write_sessions_csv, run, 0), hash_of(ht_write_unplaced_csv, run, 0));
}

void ht_write_proof_index(FILE *stream, const struct ht_run *run, size_t nth)
{
    write_parts(stream, run, nth);
    fprintf(stream, "check %016" PRIx64 "\n", hash_of(write_parts, run, nth));
}

size_t ht_count_proofs(const struct ht_run *run)
{
    return run->proofs ? run->proofs->count : 0;
}

size_t ht_count_proof_index(const struct ht_run *run)
{
    return run->proofs ? 1 : 0;
}

char *ht_tell_proof(const struct ht_run *run, size_t nth)
{
    (void)run;
    return ht_format("%03zu", nth + 1);
}
