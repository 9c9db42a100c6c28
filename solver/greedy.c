/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/greedy.h"

#include "solver/memory.h"

#include <stdlib.h>

/* How much a row can still take, and where each column's entries are. */
struct room {
    int64_t *left;         /* [row] */
    uint32_t *first_entry; /* [column], one more at the end: in entries */
    struct {
        uint32_t row;
        int factor;
    } * entries;
};

/* A choice in the order in which it is tried. */
struct trial {
    bool kept; /* a keep request wants it */
    int64_t price;
    uint32_t choice;
};

static int compare_trials(const void *left, const void *right)
{
    const struct trial *a = left, *b = right;
    if (a->kept != b->kept)
        return a->kept ? -1 : 1;
    if (a->price != b->price)
        return a->price < b->price ? -1 : 1;
    return (a->choice > b->choice) - (a->choice < b->choice);
}

static void measure_row(const struct ht_program *program, uint32_t row, struct room *room)
{
    uint32_t end = ht_program_row_end(program, row);
    room->left[row] =
        program->rows[row].sense == HT_AT_LEAST ? INT32_MAX : program->rows[row].right;
    for (uint32_t e = program->rows[row].first_entry; e < end; e++) {
        const struct ht_entry *entry = &program->entries[e];
        if (entry->factor < 0)
            room->left[row] += program->columns[entry->column].upper;
        room->entries[room->first_entry[entry->column + 1]].row = row;
        room->entries[room->first_entry[entry->column + 1]++].factor = entry->factor;
    }
}

static struct room measure(const struct ht_program *program)
{
    struct room room = {.left = HT_NEW(int64_t, program->row_count),
                        .first_entry = HT_NEW(uint32_t, program->column_count + 2)};
    room.entries = ht_alloc(program->entry_count, sizeof *room.entries);
    for (uint32_t e = 0; e < program->entry_count; e++)
        room.first_entry[program->entries[e].column + 2]++;
    for (uint32_t c = 2; c < program->column_count + 2; c++)
        room.first_entry[c] += room.first_entry[c - 1];
    for (uint32_t row = 0; row < program->row_count; row++)
        measure_row(program, row, &room);
    return room;
}

static int take(struct room *room, uint32_t column, int most)
{
    for (uint32_t e = room->first_entry[column]; e < room->first_entry[column + 1]; e++) {
        int64_t fits = room->left[room->entries[e].row] / room->entries[e].factor;
        if (fits < most)
            most = (int)fits;
    }
    for (uint32_t e = room->first_entry[column]; e < room->first_entry[column + 1]; e++)
        room->left[room->entries[e].row] -= (int64_t)most * room->entries[e].factor;
    return most;
}

static struct trial *order_trials(const struct ht_model *model)
{
    const struct ht_program *program = &model->program;
    struct trial *trials = HT_NEW(struct trial, model->choice_count);
    for (uint32_t c = 0; c < model->choice_count; c++)
        trials[c] = (struct trial){false, model->choices[c].price, c};
    for (uint32_t row = 0; row < program->row_count; row++) {
        if (program->rows[row].sense != HT_AT_LEAST)
            continue;
        uint32_t end = ht_program_row_end(program, row);
        for (uint32_t e = program->rows[row].first_entry; e < end; e++)
            trials[program->entries[e].column].kept = true;
    }
    qsort(trials, model->choice_count, sizeof *trials, compare_trials);
    return trials;
}

int *ht_greedy(const struct ht_model *model)
{
    struct room room = measure(&model->program);
    struct trial *trials = order_trials(model);
    int *choices = HT_NEW(int, model->choice_count);
    for (uint32_t n = 0; n < model->choice_count; n++) {
        uint32_t choice = trials[n].choice;
        choices[choice] = take(&room, choice, model->program.columns[choice].upper);
    }
    free(trials);
    free(room.left);
    free(room.first_entry);
    free(room.entries);
    return choices;
}
