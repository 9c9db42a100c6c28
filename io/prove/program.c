/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/prove/program.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

void ht_prove_program_clear(struct ht_prove_program *program)
{
    ht_strings_free(program->row_names);
    ht_strings_free(program->column_names);
    free(program->rows);
    free(program->columns);
    free(program->terms);
}

void ht_prove_add(struct ht_words *words, int64_t *sum, int64_t a, int64_t b)
{
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product) || __builtin_add_overflow(*sum, product, sum))
        ht_words_refuse(words, "the numbers are too large");
}

void ht_prove_add_row(struct ht_prove_program *program, struct ht_words *words, const char *name,
                      struct ht_prove_row row)
{
    if (ht_strings_add(program->row_names, name) < program->row_count) {
        ht_words_refuse(words, "the row '%s' is there already", name);
        return;
    }
    HT_GROW(program->rows, program->row_count, program->row_capacity);
    program->rows[program->row_count++] = row;
}

void ht_prove_add_term(struct ht_prove_program *program, struct ht_prove_term term)
{
    HT_GROW(program->terms, program->term_count, program->term_capacity);
    program->terms[program->term_count++] = term;
}

/* There is room for one row and one column where there is none. */
static uint32_t find(const struct ht_strings *names, struct ht_words *words, const char *name)
{
    uint32_t number = ht_strings_find(names, name);
    if (number == HT_NONE)
        ht_words_refuse(words, "there is no '%s'", name);
    return number == HT_NONE ? 0 : number;
}

struct ht_prove_row *ht_prove_row(const struct ht_prove_program *program, struct ht_words *words,
                                  const char *name)
{
    return &program->rows[find(program->row_names, words, name)];
}

struct ht_prove_column *ht_prove_column(const struct ht_prove_program *program,
                                        struct ht_words *words, const char *name)
{
    return &program->columns[find(program->column_names, words, name)];
}

/* ------------------------------------------------------------ the sections of an MPS file */

/* "L r7" */
static void read_row(struct ht_prove_program *program, struct ht_words *mps)
{
    char *sense = ht_words_take(mps), *name = ht_words_take(mps);
    if (!strcmp(sense, "L") || !strcmp(sense, "E") || !strcmp(sense, "G"))
        ht_prove_add_row(program, mps, name, (struct ht_prove_row){.sense = *sense});
    else if (strcmp(sense, "N") || strcmp(name, "cost"))
        ht_words_refuse(mps, "this is no row");
}

/* "x cost 3" or "x r7 -1" */
static void read_factor(struct ht_prove_program *program, struct ht_words *mps)
{
    uint32_t column = ht_strings_add(program->column_names, ht_words_take(mps));
    if (column == program->column_count) {
        HT_GROW(program->columns, program->column_count, program->column_capacity);
        program->columns[program->column_count++] = (struct ht_prove_column){.upper = -1};
    }
    char *row = ht_words_take(mps);
    int64_t factor = ht_words_number(mps);
    if (!strcmp(row, "cost"))
        program->columns[column].cost = factor;
    else
        ht_prove_add_term(
            program, (struct ht_prove_term){find(program->row_names, mps, row), column, factor});
}

/* "rhs r7 1" */
static void read_right(struct ht_prove_program *program, struct ht_words *mps)
{
    ht_words_take(mps);
    struct ht_prove_row *row = ht_prove_row(program, mps, ht_words_take(mps));
    row->right = ht_words_number(mps);
}

/* "UI bound x 1": a whole number from 0 to 1 */
static void read_upper(struct ht_prove_program *program, struct ht_words *mps)
{
    if (strcmp(ht_words_take(mps), "UI"))
        ht_words_refuse(mps, "this is no upper bound of a whole number");
    ht_words_take(mps);
    struct ht_prove_column *column = ht_prove_column(program, mps, ht_words_take(mps));
    column->upper = column->most = ht_words_number(mps);
}

static void refuse_line(struct ht_prove_program *program, struct ht_words *mps)
{
    (void)program;
    ht_words_refuse(mps, "there is nothing in this section");
}

struct ht_prove_program ht_prove_program_read(struct ht_words *mps)
{
    static const struct {
        const char *name;
        void (*read)(struct ht_prove_program *program, struct ht_words *mps);
    } sections[] = {{"NAME", refuse_line}, {"ROWS", read_row},     {"COLUMNS", read_factor},
                    {"RHS", read_right},   {"BOUNDS", read_upper}, {"ENDATA", refuse_line}};
    enum { SECTIONS = sizeof sections / sizeof *sections };
    struct ht_prove_program program = {
        .row_names = ht_strings_new(),
        .column_names = ht_strings_new(),
        .rows = HT_NEW(struct ht_prove_row, 1),
        .columns = HT_NEW(struct ht_prove_column, 1),
        .row_capacity = 1,
        .column_capacity = 1,
    };
    const char *section = "";
    while (ht_words_next(mps)) {
        bool begins = *mps->rest != ' ';
        size_t n = 0;
        section = begins ? ht_words_take(mps) : section;
        while (n < SECTIONS && strcmp(section, sections[n].name) != 0)
            n++;
        if (n == SECTIONS)
            ht_words_refuse(mps, "there is no section '%s' in such a file", section);
        else if (!begins)
            sections[n].read(&program, mps);
    }
    if (strcmp(section, "ENDATA") != 0)
        ht_words_refuse(mps, "the file stops before its end");
    for (uint32_t c = 0; c < program.column_count; c++)
        if (program.columns[c].upper < 0)
            ht_words_refuse(mps, "%s has no upper bound from 0 on",
                            ht_strings_text(program.column_names, c));
    return program;
}
