/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of one part: first the schedule as a solution of its integer program, then that no
   solution costs less. */
#include "io/prove.h"

#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* What is known of a part while its proof is read. */
struct part {
    struct ht_prove_program program;
    struct ht_lines lines;
    struct ht_prove_sessions *sessions;
    struct ht_prove_part *proved;
    int64_t scale;
    struct ht_names *days; /* "day k0.Mon" and their dates */
    char **dates;          /* [day] */
    size_t day_count, day_capacity;
    struct ht_names *places; /* need, date and period of each session */
    int64_t *at;             /* [place]: sessions that no slot has counted */
    size_t place_count, place_capacity;
    int64_t *values;      /* [column] */
    int64_t *counted;     /* [column]: sessions in the slot, or -1 where it is none */
    int64_t *students;    /* [column]: of the need whose sessions without a place it counts */
    int64_t *multipliers; /* [row]: of the node */
    int64_t *reduced;     /* [column]: costs less what the multipliers pay, of the node */
};

static bool too_large(const struct part *part)
{
    return ht_lines_refuse(&part->lines, "the numbers are too large");
}

/* ------------------------------------------------------------ the schedule */

static bool read_day(struct part *part)
{
    if (ht_names_add(part->days, part->lines.words[1]) < part->day_count)
        return ht_lines_refuse(&part->lines, "the day is there twice");
    HT_GROW(part->dates, part->day_count, part->day_capacity);
    part->dates[part->day_count++] = ht_lines_rest(&part->lines, 2);
    return true;
}

/* Puts a session of a need where sessions.csv has it. */
static bool place_session(struct part *part, const char *need, const char *id)
{
    uint32_t number = ht_names_find(part->sessions->ids, id);
    if (number == HT_NONE || part->sessions->sessions[number].used)
        return ht_lines_refuse(&part->lines, "sessions.csv has no session %s for this part", id);
    part->sessions->sessions[number].used = true;
    char *text = ht_format("%s %s", need, part->sessions->sessions[number].when);
    uint32_t place = ht_names_add(part->places, text);
    free(text);
    if (place == part->place_count) {
        HT_GROW(part->at, part->place_count, part->place_capacity);
        part->at[part->place_count++] = 0;
    }
    part->at[place]++;
    return true;
}

static bool read_need(struct part *part)
{
    uint32_t column;
    int64_t students;
    if (!ht_prove_find_column(&part->program, &part->lines, 2, &column) ||
        !ht_lines_number(&part->lines, 3, &students))
        return false;
    if (students < 1 || part->students[column])
        return ht_lines_refuse(&part->lines, "nobody would come, or the column is another need's");
    part->students[column] = students;
    for (size_t n = 4; n < part->lines.count; n++)
        if (!place_session(part, part->lines.words[1], part->lines.words[n]))
            return false;
    return true;
}

/* Counts the sessions of the slot's need on its dates in its period. */
static bool read_slot(struct part *part)
{
    uint32_t column, day = ht_names_find(part->days, part->lines.words[3]);
    if (!ht_prove_find_column(&part->program, &part->lines, 1, &column))
        return false;
    if (day == HT_NONE || part->counted[column] >= 0)
        return ht_lines_refuse(&part->lines, "the slot has no day, or is there twice");
    char *period = ht_lines_rest(&part->lines, 4), *rest = NULL;
    char *dates = ht_copy_text(part->dates[day], strlen(part->dates[day]));
    part->counted[column] = 0;
    for (char *date = strtok_r(dates, " ", &rest); date; date = strtok_r(NULL, " ", &rest)) {
        char *text = ht_format("%s %s %s", part->lines.words[2], date, period);
        uint32_t place = ht_names_find(part->places, text);
        free(text);
        if (place == HT_NONE)
            continue;
        part->counted[column] += part->at[place];
        part->at[place] = 0;
    }
    free(dates);
    free(period);
    return true;
}

static bool read_value(struct part *part)
{
    uint32_t column;
    return ht_prove_find_column(&part->program, &part->lines, 1, &column) &&
           ht_lines_number(&part->lines, 2, &part->values[column]);
}

static bool row_holds(const struct ht_prove_row *row, int64_t sum)
{
    return row->sense == 'L' ? sum <= row->right
                             : (row->sense == 'G' ? sum >= row->right : sum == row->right);
}

/* Whether the values keep all bounds and rows, and cost what is said. */
static bool is_solution(struct part *part)
{
    const struct ht_prove_program *program = &part->program;
    int64_t cost = 0, *sums = HT_NEW(int64_t, program->row_count);
    bool fits = true, holds = true;
    for (uint32_t c = 0; c < program->column_count; c++) {
        fits = fits && ht_prove_add(&cost, program->costs[c], part->values[c]);
        holds = holds && part->values[c] >= 0 && part->values[c] <= program->uppers[c];
    }
    for (size_t t = 0; fits && t < program->term_count; t++)
        fits = ht_prove_add(&sums[program->terms[t].row], program->terms[t].factor,
                            part->values[program->terms[t].column]);
    for (size_t row = 0; row < program->row_count; row++)
        holds = holds && row_holds(&program->rows[row], sums[row]);
    free(sums);
    if (!fits)
        return too_large(part);
    return (holds && cost == part->proved->cost) ||
           ht_lines_refuse(&part->lines, holds ? "the schedule has another cost"
                                               : "the schedule is no solution of the program");
}

/* Whether the values are the schedule of sessions.csv. */
static bool is_schedule(struct part *part)
{
    for (uint32_t c = 0; c < part->program.column_count; c++) {
        if (part->counted[c] >= 0 && part->counted[c] != part->values[c])
            return ht_lines_refuse(&part->lines, "sessions.csv does not have %s as often",
                                   ht_names_text(part->program.column_names, c));
        if (part->students[c] && !ht_prove_add(&part->proved->unplaced, part->values[c], 1))
            return too_large(part);
        if (!ht_prove_add(&part->sessions->missing, -part->students[c], part->values[c]))
            return too_large(part);
    }
    for (uint32_t place = 0; place < part->place_count; place++)
        if (part->at[place])
            return ht_lines_refuse(&part->lines, "no slot is %s, where sessions.csv has a session",
                                   ht_names_text(part->places, place));
    return true;
}

/* ------------------------------------------------------------ cuts */

/* Twice the cut's factors differ from the sums of its rows by no more than 1, which a column's
   lower bound, 0, takes away or its upper bound adds; half the right-hand side, rounded down, is
   the cut's. Factors of the cut are in reduced[]. */
static bool cut_follows(struct part *part, const int64_t *signs, int64_t right)
{
    const struct ht_prove_program *program = &part->program;
    int64_t sum = 0, *sums = HT_NEW(int64_t, program->column_count);
    bool fits = true, follows = true;
    for (size_t row = 0; row < program->row_count; row++)
        fits = fits && ht_prove_add(&sum, signs[row], program->rows[row].right);
    for (size_t t = 0; t < program->term_count; t++)
        fits = fits && ht_prove_add(&sums[program->terms[t].column], signs[program->terms[t].row],
                                    program->terms[t].factor);
    for (uint32_t c = 0; c < program->column_count; c++) {
        fits = fits && ht_prove_add(&sums[c], -2, part->reduced[c]);
        follows = follows && sums[c] >= -1 && sums[c] <= 1;
        fits = fits && ht_prove_add(&sum, sums[c] < 0, program->uppers[c]);
    }
    free(sums);
    return fits && follows && right == sum / 2 - (sum % 2 < 0);
}

/* The rows that a cut is made from, those with a lower bound the other way round. */
static bool read_sources(struct part *part, int64_t *signs)
{
    uint32_t row;
    for (size_t n = 4; n < part->lines.count; n++) {
        if (!ht_prove_find_row(&part->program, &part->lines, n, &row))
            return false;
        signs[row] = part->program.rows[row].sense == 'G' ? -1 : 1;
    }
    return true;
}

static bool read_terms(struct part *part, uint32_t cut)
{
    struct ht_prove_term term = {.row = cut};
    memset(part->reduced, 0, part->program.column_count * sizeof *part->reduced);
    for (ht_lines_next(&part->lines); ht_lines_is(&part->lines, "term", 3);
         ht_lines_next(&part->lines)) {
        if (!ht_lines_number(&part->lines, 1, &term.factor) ||
            !ht_prove_find_column(&part->program, &part->lines, 2, &term.column))
            return false;
        if (!ht_prove_add(&part->reduced[term.column], term.factor, 1))
            return too_large(part);
        ht_prove_add_term(&part->program, term);
    }
    return true;
}

/* "cut q3 5 from r1 r7 q0", then its terms: a further row. */
static bool read_cut(struct part *part)
{
    struct ht_prove_program *program = &part->program;
    uint32_t cut = (uint32_t)program->row_count;
    int64_t right, *signs = HT_NEW(int64_t, cut + 1);
    bool good = ht_lines_number(&part->lines, 2, &right) && read_sources(part, signs);
    if (good && ht_names_find(program->row_names, part->lines.words[1]) != HT_NONE)
        good = ht_lines_refuse(&part->lines, "the row is there already");
    if (good) {
        ht_prove_add_row(program, part->lines.words[1], 'L');
        good = read_terms(part, cut);
    }
    if (good && !cut_follows(part, signs, right))
        good = ht_lines_refuse(&part->lines, "the cut before this line does not follow");
    if (good)
        program->rows[cut].right = right;
    free(signs);
    return good;
}

/* ------------------------------------------------------------ the bound */

/* The bounds between which a node's solutions are. */
struct box {
    int64_t *lower, *upper; /* [column] */
};

static bool read_multipliers(struct part *part)
{
    const struct ht_prove_program *program = &part->program;
    uint32_t row;
    int64_t value;
    memset(part->multipliers, 0, program->row_count * sizeof *part->multipliers);
    for (ht_lines_next(&part->lines); ht_lines_is(&part->lines, "times", 3);
         ht_lines_next(&part->lines)) {
        if (!ht_lines_number(&part->lines, 1, &value) ||
            !ht_prove_find_row(program, &part->lines, 2, &row))
            return false;
        char sense = program->rows[row].sense;
        if ((sense == 'L' && value > 0) || (sense == 'G' && value < 0) || part->multipliers[row])
            return ht_lines_refuse(&part->lines,
                                   "the multiplier has the wrong sign, or is a second");
        part->multipliers[row] = value;
    }
    return true;
}

/* What any solution in the box costs at least, in units of 1 / scale: the multipliers times the
   right-hand sides, and what each column's reduced cost comes to at the better of its bounds. */
static bool add_up(struct part *part, const struct box *box, bool with_costs, int64_t *sum)
{
    const struct ht_prove_program *program = &part->program;
    bool fits = true;
    *sum = 0;
    for (uint32_t c = 0; c < program->column_count; c++) {
        part->reduced[c] = 0;
        fits = fits && ht_prove_add(&part->reduced[c], part->scale * with_costs, program->costs[c]);
    }
    for (size_t row = 0; row < program->row_count; row++)
        fits = fits && ht_prove_add(sum, part->multipliers[row], program->rows[row].right);
    for (size_t t = 0; fits && t < program->term_count; t++)
        fits = ht_prove_add(&part->reduced[program->terms[t].column],
                            -part->multipliers[program->terms[t].row], program->terms[t].factor);
    for (uint32_t c = 0; fits && c < program->column_count; c++)
        fits = ht_prove_add(sum, part->reduced[c],
                            part->reduced[c] > 0 ? box->lower[c] : box->upper[c]);
    return fits || too_large(part);
}

/* Takes away what costs the bound or more: a column that moves from the better of its bounds costs
   its reduced cost each time. */
static void tighten(const struct part *part, struct box *box, int64_t room)
{
    for (uint32_t c = 0; c < part->program.column_count; c++) {
        int64_t reduced = part->reduced[c], width = box->upper[c] - box->lower[c];
        int64_t steps = reduced ? room / llabs(reduced) : width;
        if (steps >= width)
            continue;
        if (reduced < 0)
            box->lower[c] = box->upper[c] - steps;
        else
            box->upper[c] = box->lower[c] + steps;
    }
}

static struct box copy_box(const struct box *box, size_t count)
{
    struct box copy = {HT_NEW(int64_t, count), HT_NEW(int64_t, count)};
    memcpy(copy.lower, box->lower, count * sizeof *copy.lower);
    memcpy(copy.upper, box->upper, count * sizeof *copy.upper);
    return copy;
}

static void free_box(struct box *box)
{
    free(box->lower);
    free(box->upper);
}

static bool check_node(struct part *part, const struct box *box);

/* The part of a box in which a column is between two values; nothing is to be proved of none. */
static bool check_below(struct part *part, const struct box *box, uint32_t column, int64_t lower,
                        int64_t upper)
{
    struct box below = copy_box(box, part->program.column_count);
    below.lower[column] = lower > below.lower[column] ? lower : below.lower[column];
    below.upper[column] = upper < below.upper[column] ? upper : below.upper[column];
    bool good = below.lower[column] > below.upper[column] || check_node(part, &below);
    free_box(&below);
    return good;
}

/* Both sides of a number, and so every value of the column, in what the multipliers leave. */
static bool check_branch(struct part *part, const struct box *box)
{
    uint32_t column;
    int64_t split, sum, most = 0;
    if (!ht_prove_find_column(&part->program, &part->lines, 1, &column) ||
        !ht_lines_number(&part->lines, 2, &split) || !read_multipliers(part) ||
        !add_up(part, box, true, &sum))
        return false;
    if (split == INT64_MAX || !ht_prove_add(&most, part->proved->bound - 1, part->scale) ||
        !ht_prove_add(&most, -1, sum))
        return too_large(part);
    if (most < 0)
        return ht_lines_refuse(&part->lines, "there was nothing left to branch on");
    struct box tight = copy_box(box, part->program.column_count);
    tighten(part, &tight, most);
    bool good = check_below(part, &tight, column, split + 1, INT64_MAX) &&
                check_below(part, &tight, column, INT64_MIN, split);
    free_box(&tight);
    return good;
}

/* Reads a node, and all below it, and checks that no solution in the box costs less than the bound.
 */
static bool check_node(struct part *part, const struct box *box)
{
    int64_t sum, wanted = 0;
    if (ht_lines_is(&part->lines, "branch", 3))
        return check_branch(part, box);
    bool empty = ht_lines_is(&part->lines, "empty", 1);
    if (!empty && !ht_lines_is(&part->lines, "bounded", 1))
        return ht_lines_refuse(&part->lines, "a part of the tree is missing");
    if (!read_multipliers(part) || !add_up(part, box, !empty, &sum))
        return false;
    /* Costs are whole, so more than the bound less 1 is the bound. */
    if (!empty && !ht_prove_add(&wanted, part->proved->bound - 1, part->scale))
        return too_large(part);
    return sum > wanted ||
           ht_lines_refuse(&part->lines, "the multipliers before this line do not prove it");
}

/* ------------------------------------------------------------ the whole part */

static bool read_number(struct part *part, const char *word, int64_t *number)
{
    if (!ht_lines_is(&part->lines, word, 2))
        return ht_lines_refuse(&part->lines, "a line '%s' is missing", word);
    bool good = ht_lines_number(&part->lines, 1, number);
    ht_lines_next(&part->lines);
    return good;
}

/* Reads all lines that begin with the word and have so many words. */
static bool read_all(struct part *part, const char *word, size_t least,
                     bool (*read)(struct part *part))
{
    for (; ht_lines_is(&part->lines, word, least); ht_lines_next(&part->lines))
        if (!read(part))
            return false;
    return true;
}

static void make_room(struct part *part)
{
    size_t columns = part->program.column_count;
    part->days = ht_names_new();
    part->places = ht_names_new();
    part->values = HT_NEW(int64_t, columns);
    part->counted = HT_NEW(int64_t, columns);
    part->students = HT_NEW(int64_t, columns);
    part->reduced = HT_NEW(int64_t, columns);
    memset(part->counted, 0xff, columns * sizeof *part->counted);
}

static bool check_schedule(struct part *part)
{
    return read_number(part, "cost", &part->proved->cost) &&
           read_number(part, "bound", &part->proved->bound) &&
           read_number(part, "scale", &part->scale) && read_all(part, "day", 3, read_day) &&
           read_all(part, "need", 4, read_need) && read_all(part, "slot", 5, read_slot) &&
           read_all(part, "value", 3, read_value) && is_solution(part) && is_schedule(part);
}

static bool check_bound(struct part *part)
{
    while (ht_lines_is(&part->lines, "cut", 5))
        if (!read_cut(part))
            return false;
    if (part->scale < 1 || part->proved->bound == INT64_MIN)
        return too_large(part);
    struct box root = {HT_NEW(int64_t, part->program.column_count), part->program.uppers};
    part->multipliers = HT_NEW(int64_t, part->program.row_count);
    bool good = check_node(part, &root);
    free(root.lower);
    return good && (!part->lines.count || ht_lines_refuse(&part->lines, "this is one too many"));
}

static void free_part(struct part *part)
{
    for (size_t day = 0; day < part->day_count; day++)
        free(part->dates[day]);
    free(part->dates);
    ht_names_free(part->days);
    ht_names_free(part->places);
    free(part->at);
    free(part->values);
    free(part->counted);
    free(part->students);
    free(part->multipliers);
    free(part->reduced);
    ht_lines_close(&part->lines);
    ht_prove_program_clear(&part->program);
}

bool ht_prove_part(const char *out, const char *number, struct ht_prove_sessions *sessions,
                   struct ht_prove_part *proved)
{
    struct part part = {.sessions = sessions, .proved = proved};
    char *mps = ht_format("proof/%s.mps", number), *proof = ht_format("proof/%s.proof", number);
    bool good = ht_prove_program_read(&part.program, out, mps, &proved->mps) &&
                ht_lines_open(&part.lines, out, proof);
    if (good) {
        make_room(&part);
        good = check_schedule(&part) && check_bound(&part);
        proved->proof = part.lines.hash;
    }
    free_part(&part);
    free(mps);
    free(proof);
    return good;
}
