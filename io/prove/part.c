/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of one part: the schedule is a solution of its integer program, and none costs less. */
#include "io/prove/prove.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Multipliers are written in units of one by this. */
static const int64_t scale = 65536;

/* No tree of a proof that ends is nearly as deep. */
enum { DEEPEST = 10000 };

/* What is known of a part while its proof is read. */
struct part {
    struct ht_prove_program program;
    struct ht_words words;
    struct ht_prove_sessions *sessions;
    struct ht_proved *proved;
    int64_t bound; /* to be proved */
    int stage;     /* 0: the schedule, 1: cuts and bound, 2: all is proved */
};

/* Takes a column's name, which begins with what it counts: n sessions, u those that are unplaced,
   c anything else. */
static struct ht_prove_column *take_column(struct part *part, const char *kinds)
{
    const char *name = ht_words_take(&part->words);
    if (!strchr(kinds, *name))
        ht_words_refuse(&part->words, "'%s' does not count this", name);
    return ht_prove_column(&part->program, &part->words, name);
}

static void add(struct part *part, int64_t *sum, int64_t a, int64_t b)
{
    ht_prove_add(&part->words, sum, a, b);
}

/* ------------------------------------------------------------ the schedule */

/* "place COLUMN ID DATE PERIOD": the column counts this session of sessions.csv */
static void read_place(struct part *part)
{
    struct ht_prove_column *column = take_column(part, "n");
    const char *id = ht_words_take(&part->words), *when = part->words.rest;
    uint32_t number = ht_strings_find(part->sessions->ids, id);
    struct ht_prove_session *session = number == HT_NONE ? NULL : &part->sessions->sessions[number];
    if (!session || session->used || strcmp(when, session->when) != 0) {
        ht_words_refuse(&part->words, "sessions.csv has no such session, or it was there before");
        return;
    }
    session->used = true;
    part->sessions->used++;
    add(part, &column->value, 1, 1);
}

/* "missing COLUMN NUMBER STUDENTS": the column counts sessions that are in unplaced.csv */
static void read_missing(struct part *part)
{
    struct ht_prove_column *column = take_column(part, "u");
    int64_t count = ht_words_number(&part->words), students = ht_words_number(&part->words);
    add(part, &column->value, count, 1);
    add(part, &part->proved->unplaced, count, 1);
    add(part, &part->sessions->missing, -count, students);
}

/* "value COLUMN NUMBER": the column counts something else */
static void read_value(struct part *part)
{
    struct ht_prove_column *column = take_column(part, "c");
    add(part, &column->value, ht_words_number(&part->words), 1);
}

/* "cost 224": the values keep all bounds and rows, and cost this */
static void check_solution(struct part *part)
{
    const struct ht_prove_program *program = &part->program;
    int64_t cost = 0, *sums = HT_NEW(int64_t, program->row_count);
    bool holds = true;
    for (size_t c = 0; c < program->column_count; c++) {
        const struct ht_prove_column *column = &program->columns[c];
        holds = holds && column->value >= 0 && column->value <= column->upper;
        add(part, &cost, column->cost, column->value);
    }
    for (size_t t = 0; t < program->term_count; t++)
        add(part, &sums[program->terms[t].row], program->terms[t].factor,
            program->columns[program->terms[t].column].value);
    for (size_t row = 0; row < program->row_count; row++) {
        char sense = program->rows[row].sense;
        holds = holds && (sense == 'G' || sums[row] <= program->rows[row].right) &&
                (sense == 'L' || sums[row] >= program->rows[row].right);
    }
    free(sums);
    if (!holds)
        ht_words_refuse(&part->words, "the schedule is no solution of the program");
    if (cost != ht_words_number(&part->words))
        ht_words_refuse(&part->words, "the schedule has another cost");
    add(part, &part->proved->cost, cost, 1);
}

/* ------------------------------------------------------------ sums of rows */

static void clear_sums(struct part *part)
{
    for (size_t row = 0; row < part->program.row_count; row++)
        part->program.rows[row].times = 0;
    for (size_t c = 0; c < part->program.column_count; c++)
        part->program.columns[c].sum = 0;
}

/* Adds up the rows, each times its multiplier; right-hand sides go to *right. */
static void add_rows(struct part *part, int64_t *right)
{
    const struct ht_prove_program *program = &part->program;
    for (size_t row = 0; row < program->row_count; row++)
        add(part, right, program->rows[row].times, program->rows[row].right);
    for (size_t t = 0; t < program->term_count; t++)
        add(part, &program->columns[program->terms[t].column].sum, program->terms[t].factor,
            program->rows[program->terms[t].row].times);
}

static int64_t half_down(int64_t sum)
{
    return sum / 2 - (sum % 2 < 0);
}

/* "cut q3 r1 r7 q0 COLUMN": a further row, half the sum of these rows (G rows the other way round)
   and of the columns' upper bounds. Factors are rounded down, since no column is below 0; then the
   right-hand side is, since the left is whole. */
static void read_cut(struct part *part)
{
    struct ht_prove_program *program = &part->program;
    char *name = ht_words_take(&part->words), *of;
    uint32_t cut = (uint32_t)program->row_count;
    int64_t right = 0;
    clear_sums(part);
    while (*(of = ht_words_take(&part->words))) {
        if (ht_strings_find(program->row_names, of) != HT_NONE) {
            struct ht_prove_row *row = ht_prove_row(program, &part->words, of);
            row->times = row->sense == 'G' ? -1 : 1;
        } else {
            struct ht_prove_column *column = ht_prove_column(program, &part->words, of);
            add(part, &column->sum, 1, 1);
            add(part, &right, column->upper, 1);
        }
    }
    add_rows(part, &right);
    ht_prove_add_row(program, &part->words, name, (struct ht_prove_row){'L', half_down(right), 0});
    for (uint32_t c = 0; c < program->column_count; c++)
        if (half_down(program->columns[c].sum))
            ht_prove_add_term(program,
                              (struct ht_prove_term){cut, c, half_down(program->columns[c].sum)});
}

/* ------------------------------------------------------------ the bound */

/* "times MULTIPLIER ROW" */
static void read_times(struct part *part)
{
    int64_t times = ht_words_number(&part->words);
    struct ht_prove_row *row =
        ht_prove_row(&part->program, &part->words, ht_words_take(&part->words));
    if ((row->sense == 'L' && times > 0) || (row->sense == 'G' && times < 0))
        ht_words_refuse(&part->words, "the multiplier has the wrong sign");
    row->times = times;
}

/* Whether every solution of the node costs the bound or more. The rows' sum says what a part of the
   costs comes to; each column's other part comes to no less than at the better of its bounds. With
   costs of 0, more than 0 shows that there is no solution. */
static void check_end(struct part *part, bool empty)
{
    int64_t least = 0, enough = 0;
    add_rows(part, &least);
    for (size_t c = 0; c < part->program.column_count; c++) {
        const struct ht_prove_column *column = &part->program.columns[c];
        int64_t rest = 0;
        add(part, &rest, column->cost, empty ? 0 : scale);
        add(part, &rest, column->sum, -1);
        add(part, &least, rest, rest > 0 ? column->least : column->most);
    }
    /* Costs are whole, so more than the bound less 1 is the bound. */
    add(part, &enough, part->bound - 1, empty ? 0 : scale);
    if (least <= enough)
        ht_words_refuse(&part->words, "the multipliers before this line do not prove it");
}

static void check_node(struct part *part, int depth);

/* "branch COLUMN NUMBER": first above the number, then up to it, and so every value. */
static void check_branch(struct part *part, int depth)
{
    struct ht_prove_column *column = take_column(part, "nuc");
    int64_t split = ht_words_number(&part->words), least = column->least, most = column->most;
    column->least = split < least ? least : split + 1;
    check_node(part, depth + 1);
    column->least = least;
    column->most = split > most ? most : split;
    check_node(part, depth + 1);
    column->most = most;
}

/* A node of the tree, and all below it: multipliers and what they prove, or a branch. */
static void check_node(struct part *part, int depth)
{
    const char *word = "";
    clear_sums(part);
    while (ht_words_next(&part->words)) {
        word = ht_words_take(&part->words);
        if (strcmp(word, "times") != 0)
            break;
        read_times(part);
    }
    if (!strcmp(word, "branch") && depth < DEEPEST)
        check_branch(part, depth);
    else if (!strcmp(word, "bounded") || !strcmp(word, "empty"))
        check_end(part, *word == 'e');
    else
        ht_words_refuse(&part->words, "a part of the tree is missing");
}

/* "bound 224": the tree that follows proves that no solution costs less */
static void check_bound(struct part *part)
{
    part->bound = ht_words_number(&part->words);
    check_node(part, 0);
    add(part, &part->proved->bound, part->bound, 1);
}

/* ------------------------------------------------------------ the whole part */

static void check_lines(struct part *part)
{
    static const struct {
        const char *word;
        int stage;
        bool is_last; /* of the stage */
        void (*check)(struct part *part);
    } lines[] = {
        {"place", 0, false, read_place}, {"missing", 0, false, read_missing},
        {"value", 0, false, read_value}, {"cost", 0, true, check_solution},
        {"cut", 1, false, read_cut},     {"bound", 1, true, check_bound},
    };
    enum { LINES = sizeof lines / sizeof *lines };
    while (ht_words_next(&part->words)) {
        const char *word = ht_words_take(&part->words);
        size_t n = 0;
        while (n < LINES && (lines[n].stage != part->stage || strcmp(word, lines[n].word) != 0))
            n++;
        if (n == LINES)
            ht_words_refuse(&part->words, "'%s' does not belong here", word);
        else {
            lines[n].check(part);
            part->stage += lines[n].is_last;
        }
    }
    if (part->stage < 2)
        ht_words_refuse(&part->words, "the file stops before its end");
}

bool ht_prove_part(const char *out, size_t number, struct ht_prove_sessions *sessions,
                   struct ht_proved *proved)
{
    struct part part = {.sessions = sessions, .proved = proved};
    char *mps_name = ht_format("proof/%03zu.mps", number);
    char *proof_name = ht_format("proof/%03zu.proof", number);
    struct ht_words mps = ht_words_open(out, mps_name, &sessions->sum);
    part.program = ht_prove_program_read(&mps);
    part.words = ht_words_open(out, proof_name, &sessions->sum);
    if (!mps.wrong)
        check_lines(&part);
    bool good = !mps.wrong && !part.words.wrong;
    ht_words_close(&mps);
    ht_words_close(&part.words);
    ht_prove_program_clear(&part.program);
    free(mps_name);
    free(proof_name);
    return good;
}
