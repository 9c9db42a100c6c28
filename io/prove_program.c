/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/prove_program.h"

#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

void ht_prove_program_clear(struct ht_prove_program *program)
{
    ht_names_free(program->row_names);
    ht_names_free(program->column_names);
    free(program->rows);
    free(program->costs);
    free(program->uppers);
    free(program->terms);
    *program = (struct ht_prove_program){0};
}

void ht_prove_add_row(struct ht_prove_program *program, const char *name, char sense)
{
    ht_names_add(program->row_names, name);
    HT_GROW(program->rows, program->row_count, program->row_capacity);
    program->rows[program->row_count++] = (struct ht_prove_row){sense, 0};
}

void ht_prove_add_term(struct ht_prove_program *program, struct ht_prove_term term)
{
    HT_GROW(program->terms, program->term_count, program->term_capacity);
    program->terms[program->term_count++] = term;
}

static bool find(const struct ht_names *names, const struct ht_lines *lines, size_t n,
                 uint32_t *number)
{
    *number = n < lines->count ? ht_names_find(names, lines->words[n]) : HT_NONE;
    return *number != HT_NONE ||
           ht_lines_refuse(lines, "there is no '%s'", n < lines->count ? lines->words[n] : "");
}

bool ht_prove_find_row(const struct ht_prove_program *program, const struct ht_lines *lines,
                       size_t n, uint32_t *row)
{
    return find(program->row_names, lines, n, row);
}

bool ht_prove_find_column(const struct ht_prove_program *program, const struct ht_lines *lines,
                          size_t n, uint32_t *column)
{
    return find(program->column_names, lines, n, column);
}

/* Each reads a line of its section: "L r7", "x cost 3" or "x r7 -1", "rhs r7 1", "UP bound x 1". */
static bool read_row(struct ht_prove_program *program, const struct ht_lines *lines)
{
    if (ht_lines_is(lines, "N", 2))
        return !strcmp(lines->words[1], "cost") || ht_lines_refuse(lines, "a second objective");
    if (lines->count != 2 || !strchr("LEG", lines->words[0][0]) || lines->words[0][1] ||
        ht_names_find(program->row_names, lines->words[1]) != HT_NONE)
        return ht_lines_refuse(lines, "this is no new row");
    ht_prove_add_row(program, lines->words[1], lines->words[0][0]);
    return true;
}

static uint32_t column_of(struct ht_prove_program *program, const char *name)
{
    uint32_t column = ht_names_add(program->column_names, name);
    if (column < program->column_count)
        return column;
    HT_GROW(program->costs, program->column_count, program->cost_capacity);
    HT_GROW(program->uppers, program->column_count, program->upper_capacity);
    program->costs[program->column_count] = 0;
    program->uppers[program->column_count++] = -1;
    return column;
}

static bool read_term(struct ht_prove_program *program, const struct ht_lines *lines)
{
    int64_t factor;
    struct ht_prove_term term;
    if (lines->count == 3 && !strcmp(lines->words[1], "'MARKER'"))
        return true;
    if (lines->count != 3 || !ht_lines_number(lines, 2, &factor))
        return lines->count == 3 || ht_lines_refuse(lines, "this is no factor of a column");
    term.column = column_of(program, lines->words[0]);
    term.factor = factor;
    if (!strcmp(lines->words[1], "cost"))
        return ht_prove_add(&program->costs[term.column], factor, 1);
    if (!ht_prove_find_row(program, lines, 1, &term.row))
        return false;
    ht_prove_add_term(program, term);
    return true;
}

static bool read_right(struct ht_prove_program *program, const struct ht_lines *lines)
{
    uint32_t row;
    return ht_prove_find_row(program, lines, 1, &row) &&
           ht_lines_number(lines, 2, &program->rows[row].right);
}

static bool read_bound(struct ht_prove_program *program, const struct ht_lines *lines)
{
    uint32_t column;
    if (!ht_lines_is(lines, "UP", 4))
        return ht_lines_refuse(lines, "this is no upper bound");
    return ht_prove_find_column(program, lines, 2, &column) &&
           ht_lines_number(lines, 3, &program->uppers[column]);
}

static const struct section {
    const char *name;
    bool (*read)(struct ht_prove_program *program, const struct ht_lines *lines);
} sections[] = {
    {"ROWS", read_row}, {"COLUMNS", read_term}, {"RHS", read_right}, {"BOUNDS", read_bound}};

static bool read_lines(struct ht_prove_program *program, struct ht_lines *lines)
{
    const struct section *section = NULL;
    for (; lines->count && !ht_lines_is(lines, "ENDATA", 1); ht_lines_next(lines)) {
        const struct section *before = section;
        for (size_t n = 0; n < sizeof sections / sizeof *sections; n++)
            if (lines->count == 1 && !strcmp(lines->words[0], sections[n].name))
                section = &sections[n];
        if (section == before && section && !section->read(program, lines))
            return false;
        if (!section && !ht_lines_is(lines, "NAME", 2))
            return ht_lines_refuse(lines, "this is no part of an MPS file");
    }
    bool ends = lines->count;
    ht_lines_next(lines);
    if (!ends)
        return ht_lines_refuse(lines, "the file stops before its end");
    if (lines->count)
        return ht_lines_refuse(lines, "the file goes on after its end");
    for (uint32_t c = 0; c < program->column_count; c++)
        if (program->uppers[c] < 0)
            return ht_lines_refuse(lines, "%s has no upper bound from 0 on",
                                   ht_names_text(program->column_names, c));
    return true;
}

bool ht_prove_program_read(struct ht_prove_program *program, const char *folder, const char *name,
                           uint64_t *hash)
{
    struct ht_lines lines;
    *program =
        (struct ht_prove_program){.row_names = ht_names_new(), .column_names = ht_names_new()};
    bool good = ht_lines_open(&lines, folder, name);
    good = good && read_lines(program, &lines);
    *hash = lines.hash;
    ht_lines_close(&lines);
    return good;
}
