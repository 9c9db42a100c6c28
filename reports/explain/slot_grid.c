/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/slot_grid.h"

#include "reports/explain/obstacle.h"
#include "reports/text/phrases.h"
#include "reports/text/words.h"
#include "reports/text/wrapped.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Characters of the columns. */
enum { MARGIN = 4, PERIOD_WIDTH = 9, DAY_WIDTH = 13, NARROW_DAY_WIDTH = 11 };

struct ht_legend ht_legend_new(bool prices)
{
    return (struct ht_legend){
        .words = ht_strings_new(), .notes = ht_strings_new(), .prices = prices};
}

void ht_legend_clear(struct ht_legend *legend)
{
    ht_strings_free(legend->words);
    ht_strings_free(legend->notes);
    *legend = (struct ht_legend){0};
}

/* ------------------------------------------------------------ making */

static struct ht_grid_cell cell_at(const struct ht_school *school, const struct ht_week_slot *slot)
{
    const struct ht_period *period = &school->periods[slot->period.i];
    return (struct ht_grid_cell){
        .weekday = ht_date_weekday(slot->date),
        .period = period->name,
        .start = period->start,
        .note = HT_NONE,
    };
}

/* Enters what is in the way. */
static void enter_obstacle(struct ht_grid_cell *cell, const struct ht_obstacles *obstacles,
                           ht_programme_id programme, const struct ht_week_slot *slot,
                           struct ht_legend *legend)
{
    char *sentence = ht_say_obstacle(obstacles, programme, slot);
    cell->word = ht_strings_add(legend->words, ht_obstacle_word(obstacles, slot));
    cell->note = ht_strings_add(legend->notes, sentence);
    free(sentence);
}

struct ht_slot_grid ht_slot_grid_new(struct ht_obstacles *obstacles, ht_programme_id programme,
                                     ht_date monday, struct ht_legend *legend)
{
    struct ht_slot_grid grid = {.monday = monday};
    struct ht_week_slot *slots = ht_obstacles_week(obstacles, programme, monday, &grid.count);
    grid.cells = HT_NEW(struct ht_grid_cell, grid.count);
    for (size_t n = 0; n < grid.count; n++) {
        grid.cells[n] = cell_at(obstacles->instance->school, &slots[n]);
        enter_obstacle(&grid.cells[n], obstacles, programme, &slots[n], legend);
    }
    free(slots);
    return grid;
}

/* The keep request that a session fulfils, or NULL. */
static const struct ht_request *find_keep(const struct ht_instance *instance,
                                          const struct ht_session *session)
{
    const struct ht_school *school = instance->school;
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    for (uint32_t s = 0; s < programme->student_count; s++) {
        uint32_t owner = programme->students[s].i;
        for (uint32_t n = instance->requests.first[owner]; n < instance->requests.first[owner + 1];
             n++) {
            const struct ht_request *request = &school->requests[instance->requests.places[n]];
            if (request->what == HT_KEEP && ht_instance_keeps(instance, request, session->programme,
                                                              session->date, session->period))
                return request;
        }
    }
    return NULL;
}

static void enter_keep(struct ht_grid_cell *cell, const struct ht_school *school,
                       const struct ht_request *keep, struct ht_legend *legend)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, school, false);
    ht_tell(&sentence, "A request keeps the session where it is ({line})", "requests.csv",
            keep->line);
    char *text = ht_sentence_end(&sentence);
    cell->word = ht_strings_add(legend->words, "kept");
    cell->note = ht_strings_add(legend->notes, text);
    free(text);
}

/* Enters what a session would ask more of people there than where it is. */
static void enter_price(struct ht_grid_cell *cell, const struct ht_obstacles *obstacles,
                        const struct ht_session *session, const struct ht_week_slot *slot,
                        struct ht_legend *legend)
{
    int64_t here =
        ht_obstacles_price(obstacles, session->programme, session->date, session->period);
    int64_t there = ht_obstacles_price(obstacles, session->programme, slot->date, slot->period);
    char *word = ht_format("%+lld", (long long)(there - here));
    cell->word = ht_strings_add(legend->words, word);
    legend->priced = true;
    free(word);
}

struct ht_slot_grid ht_slot_grid_of_session(struct ht_obstacles *obstacles, uint32_t place,
                                            struct ht_legend *legend)
{
    const struct ht_session *session = &obstacles->schedule->sessions[place];
    const struct ht_request *keep = find_keep(obstacles->instance, session);
    struct ht_slot_grid grid = {.monday = ht_date_monday(session->date)};
    obstacles->except = place;
    struct ht_week_slot *slots =
        ht_obstacles_week(obstacles, session->programme, grid.monday, &grid.count);
    grid.cells = HT_NEW(struct ht_grid_cell, grid.count);
    for (size_t n = 0; n < grid.count; n++) {
        struct ht_grid_cell *cell = &grid.cells[n];
        const struct ht_week_slot *slot = &slots[n];
        *cell = cell_at(obstacles->instance->school, slot);
        if (slot->date.days == session->date.days && slot->period.i == session->period.i)
            cell->word = ht_strings_add(legend->words, "HERE");
        else if (slot->obstacle.kind != HT_OBSTACLE_NONE)
            enter_obstacle(cell, obstacles, session->programme, slot, legend);
        else if (keep)
            enter_keep(cell, obstacles->instance->school, keep, legend);
        else if (legend->prices)
            enter_price(cell, obstacles, session, slot, legend);
        else
            cell->word = ht_strings_add(legend->words, "free");
    }
    obstacles->except = HT_NONE;
    free(slots);
    return grid;
}

void ht_slot_grid_clear(struct ht_slot_grid *grid)
{
    free(grid->cells);
    *grid = (struct ht_slot_grid){0};
}

bool ht_slot_grid_same(const struct ht_slot_grid *one, const struct ht_slot_grid *other)
{
    if (one->count != other->count)
        return false;
    for (size_t n = 0; n < one->count; n++) {
        const struct ht_grid_cell *a = &one->cells[n], *b = &other->cells[n];
        if (a->weekday != b->weekday || a->period != b->period || a->word != b->word ||
            a->note != b->note)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------ writing */

/* The periods of a grid, each with its earliest start. */
struct row {
    uint32_t period;
    int start;
    const char *name;
};

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return strcmp(a->name, b->name);
}

static struct row *list_rows(const struct ht_school *school, const struct ht_slot_grid *grid,
                             size_t *count)
{
    struct row *rows = HT_NEW(struct row, grid->count);
    *count = 0;
    for (size_t n = 0; n < grid->count; n++) {
        const struct ht_grid_cell *cell = &grid->cells[n];
        size_t r = 0;
        while (r < *count && rows[r].period != cell->period)
            r++;
        if (r == *count)
            rows[(*count)++] = (struct row){cell->period, cell->start,
                                            ht_strings_text(school->period_names, cell->period)};
        else if (cell->start < rows[r].start)
            rows[r].start = cell->start;
    }
    if (*count)
        qsort(rows, *count, sizeof *rows, compare_rows);
    return rows;
}

/* The slot of a day and period, or NULL. */
static const struct ht_grid_cell *find_cell(const struct ht_slot_grid *grid, int weekday,
                                            uint32_t period)
{
    for (size_t n = 0; n < grid->count; n++)
        if (grid->cells[n].weekday == weekday && grid->cells[n].period == period)
            return &grid->cells[n];
    return NULL;
}

static bool has_day(const struct ht_slot_grid *grid, int weekday)
{
    for (size_t n = 0; n < grid->count; n++)
        if (grid->cells[n].weekday == weekday)
            return true;
    return false;
}

/* Every line fits HT_LINE_WIDTH, in a school of seven days, too. */
static size_t day_width(const struct ht_slot_grid *grid)
{
    int days = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        days += has_day(grid, day);
    return days == HT_DAYS_A_WEEK ? NARROW_DAY_WIDTH : DAY_WIDTH;
}

/* The word is cut where there is no room for it and the number of its note. */
static void write_cell(FILE *stream, const struct ht_grid_cell *cell,
                       const struct ht_legend *legend, size_t width, size_t *blanks)
{
    char note[16] = "";
    if (!cell) {
        ht_write_column(stream, "-", width, blanks);
        return;
    }
    if (cell->note != HT_NONE)
        snprintf(note, sizeof note, " %u", cell->note + 1);
    const char *word = ht_strings_text(legend->words, cell->word);
    size_t room = width - 1 - strlen(note), length = ht_text_width(word);
    length = length < room ? length : room;
    ht_write_column(stream, word, length, blanks);
    ht_write_column(stream, note, width - length, blanks);
}

static void write_head(FILE *stream, const struct ht_slot_grid *grid, bool dated, size_t width)
{
    size_t blanks = MARGIN + PERIOD_WIDTH;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        char date[HT_WORDS_SIZE];
        const char *head =
            dated ? ht_words_day(ht_date_plus(grid->monday, day), date) : ht_day_short(day);
        if (has_day(grid, day))
            ht_write_column(stream, head, width, &blanks);
    }
    putc('\n', stream);
}

void ht_slot_grid_write(FILE *stream, const struct ht_school *school,
                        const struct ht_slot_grid *grid, const struct ht_legend *legend, bool dated)
{
    size_t count, width = day_width(grid);
    struct row *rows = list_rows(school, grid, &count);
    write_head(stream, grid, dated, width);
    for (size_t r = 0; r < count; r++) {
        size_t blanks = MARGIN;
        ht_write_column(stream, rows[r].name, PERIOD_WIDTH - 1, &blanks);
        blanks++;
        for (int day = 0; day < HT_DAYS_A_WEEK; day++)
            if (has_day(grid, day))
                write_cell(stream, find_cell(grid, day, rows[r].period), legend, width, &blanks);
        putc('\n', stream);
    }
    free(rows);
}

void ht_legend_write(FILE *stream, const struct ht_legend *legend)
{
    for (uint32_t n = 0; n < ht_strings_count(legend->notes); n++) {
        char mark[24];
        snprintf(mark, sizeof mark, "%*u  ", MARGIN + 3, n + 1);
        ht_write_wrapped(stream, mark, ht_strings_text(legend->notes, n));
    }
    if (legend->priced)
        ht_write_wrapped(stream, "  +0, +10  ",
                         "Free: so many points more would the plan have with the session there");
}
