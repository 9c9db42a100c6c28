/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/primal/ejection.h"

#include "solver/base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What a row costs that does not hold. */
static const int64_t never = INT64_MAX / 4;

/* The most moves of a chain, and the most rows that may be in the way of one. */
enum { LONGEST = 16, MOST_IN_WAY = 8 };

/* Cells that are looked at in a step of a limit. */
enum { CELLS_A_STEP = 16 };

/* A row's sum of all columns but its steps, which are those that make up for what it is too much:
   it costs nothing up to free, then as many steps as it is above. */
struct row {
    int sum, least, free, most;
    uint32_t first_step; /* in steps */
};

/* A unit goes from a column to another. */
struct move {
    uint32_t from, to;
};

/* How a chain comes to a column, whose unit it ejects, or to a full row. */
struct label {
    uint32_t search; /* that found it */
    bool left;       /* the search has gone on from it */
    int length;      /* moves */
    uint32_t place;  /* in the queue, or HT_NONE */
    struct move by;  /* the last one; the one before is in the label of its column */
    int64_t cost;    /* of all moves and of having ejected the unit */
};

struct search {
    const struct ht_ilp *ilp;
    const struct ht_limit *limit;
    int *values; /* [column] */
    struct ht_ilp_by_column by_column;
    uint32_t *group; /* [column]: the row HT_EQUAL that it helps to fill; or HT_NONE */
    bool *is_asleep; /* [row HT_EQUAL]: no chain begins with it, since its units last moved */
    struct row *rows;
    int64_t *steps;       /* the cost of the first, of the first two, and so on, by row */
    struct label *labels; /* [column], then [row] */
    uint32_t number;      /* of the present search */
    uint32_t *queue;      /* of columns and rows */
    uint32_t queue_count;
    int64_t best;     /* what the best chain of it costs */
    struct move last; /* of that chain */
    int64_t cost;     /* of the values, but for rows that do not hold */
    uint32_t broken;  /* such rows */
    int64_t seen;     /* cells */
};

/* ------------------------------------------------------------ the program's groups and rows */

static bool is_step(const struct ht_ilp *ilp, const struct ht_ilp_entry *entry)
{
    return entry->factor < 0 && !ilp->columns[entry->column].integer;
}

static void find_groups(struct search *search)
{
    const struct ht_ilp *ilp = search->ilp;
    memset(search->group, 0xff, ilp->column_count * sizeof *search->group);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].sense == HT_EQUAL)
            for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++)
                search->group[ilp->entries[e].column] = row;
}

static void find_rows(struct search *search)
{
    const struct ht_ilp *ilp = search->ilp;
    uint32_t count = 0, capacity = 0;
    for (uint32_t n = 0; n < ilp->row_count; n++) {
        const struct ht_ilp_row *of = &ilp->rows[n];
        struct row row = {0, INT_MIN, INT_MAX, INT_MAX, count};
        if (of->sense == HT_AT_LEAST)
            row.least = of->right;
        if (of->sense == HT_AT_MOST)
            row.free = row.most = of->right;
        int64_t cost = 0;
        for (uint32_t e = of->first_entry; e < ht_ilp_row_end(ilp, n); e++) {
            const struct ht_ilp_column *column = &ilp->columns[ilp->entries[e].column];
            for (int unit = 0; is_step(ilp, &ilp->entries[e]) && unit < column->upper; unit++) {
                HT_GROW(search->steps, count, capacity);
                search->steps[count++] = cost += column->cost;
                row.most++;
            }
        }
        search->rows[n] = row;
    }
}

static int64_t row_cost(const struct search *search, const struct row *row, int sum)
{
    if (sum < row->least || sum > row->most)
        return never;
    return sum <= row->free ? 0 : search->steps[row->first_step + (uint32_t)(sum - row->free) - 1];
}

/* ------------------------------------------------------------ units */

static void add_units(struct search *search, uint32_t column, int count)
{
    search->values[column] += count;
    search->cost += count * search->ilp->columns[column].cost;
    for (uint32_t n = search->by_column.first[column]; n < search->by_column.first[column + 1];
         n++) {
        struct row *row = &search->rows[search->by_column.cells[n].row];
        int64_t before = row_cost(search, row, row->sum);
        row->sum += count * search->by_column.cells[n].factor;
        int64_t after = row_cost(search, row, row->sum);
        search->broken += (after == never) - (before == never);
        search->cost += (after == never ? 0 : after) - (before == never ? 0 : before);
    }
}

/* What it would cost to add a unit to a column, but for the rows that would not hold: these are
   listed as full, up to so many. */
static int64_t cost_of_unit(const struct search *search, uint32_t column, uint32_t *full,
                            int *full_count)
{
    int64_t cost = search->ilp->columns[column].cost;
    *full_count = 0;
    for (uint32_t n = search->by_column.first[column]; n < search->by_column.first[column + 1];
         n++) {
        const struct ht_ilp_cell *cell = &search->by_column.cells[n];
        const struct row *row = &search->rows[cell->row];
        int64_t after = row_cost(search, row, row->sum + cell->factor);
        if (after != never)
            cost += after - row_cost(search, row, row->sum);
        else if (*full_count < MOST_IN_WAY)
            full[(*full_count)++] = cell->row;
    }
    return cost;
}

static bool has_row(const struct search *search, uint32_t column, uint32_t row)
{
    for (uint32_t n = search->by_column.first[column]; n < search->by_column.first[column + 1]; n++)
        if (search->by_column.cells[n].row == row)
            return true;
    return false;
}

/* ------------------------------------------------------------ labels, and a heap of them */

static struct label *label_of(struct search *search, uint32_t number)
{
    struct label *label = &search->labels[number];
    if (label->search != search->number)
        *label = (struct label){.search = search->number, .place = HT_NONE, .cost = never};
    return label;
}

static bool is_before(const struct search *search, uint32_t one, uint32_t other)
{
    const struct label *a = &search->labels[one], *b = &search->labels[other];
    if (a->cost != b->cost)
        return a->cost < b->cost;
    return a->length != b->length ? a->length < b->length : one < other;
}

static void set_place(struct search *search, uint32_t place, uint32_t number)
{
    search->queue[place] = number;
    search->labels[number].place = place;
}

/* Puts a column or a row where its label belongs, which may have become cheaper. */
static void put(struct search *search, uint32_t number)
{
    uint32_t place = search->labels[number].place;
    if (place == HT_NONE)
        place = search->queue_count++;
    for (; place && is_before(search, number, search->queue[(place - 1) / 2]);
         place = (place - 1) / 2)
        set_place(search, place, search->queue[(place - 1) / 2]);
    set_place(search, place, number);
}

static uint32_t take_first(struct search *search)
{
    uint32_t first = search->queue[0], last = search->queue[--search->queue_count];
    uint32_t place = 0;
    for (uint32_t below = 1; below < search->queue_count; below = 2 * place + 1) {
        if (below + 1 < search->queue_count &&
            is_before(search, search->queue[below + 1], search->queue[below]))
            below++;
        if (!is_before(search, search->queue[below], last))
            break;
        set_place(search, place, search->queue[below]);
        place = below;
    }
    if (search->queue_count)
        set_place(search, place, last);
    return first;
}

/* ------------------------------------------------------------ chains */

/* A chain comes to a column or a row, from which the search has not gone on yet. */
static void reach(struct search *search, uint32_t number, struct move by, int length, int64_t cost)
{
    struct label *label = label_of(search, number);
    if (label->left || cost >= label->cost || cost >= search->best || length > LONGEST)
        return;
    label->cost = cost;
    label->by = by;
    label->length = length;
    put(search, number);
}

/* Makes a chain's moves, or with by -1 takes them back; its first unit has left its column. */
static void make_moves(struct search *search, struct move last, int by)
{
    struct move before = label_of(search, last.from)->by;
    add_units(search, last.to, by);
    for (; before.from != HT_NONE; before = label_of(search, last.from)->by) {
        add_units(search, last.from, -by);
        last = before;
        add_units(search, last.to, by);
    }
}

/* Now that the chain's last unit has gone into full rows, ejects others from these: each of a
   column that is in all of them. */
static void eject(struct search *search, const struct label *label, const uint32_t *full,
                  int full_count, int64_t start)
{
    const struct ht_ilp *ilp = search->ilp;
    uint32_t first = ilp->rows[*full].first_entry, end = ht_ilp_row_end(ilp, *full);
    search->seen += end - first;
    for (uint32_t e = first; e < end; e++) {
        uint32_t column = ilp->entries[e].column;
        if (!search->values[column] || search->group[column] == HT_NONE || column == label->by.to ||
            label_of(search, column)->left)
            continue;
        bool has_all = true;
        for (int n = 1; n < full_count && has_all; n++)
            has_all = has_row(search, column, full[n]);
        if (!has_all)
            continue;
        add_units(search, column, -1);
        if (!search->broken)
            reach(search, column, label->by, label->length, search->cost - start);
        add_units(search, column, 1);
    }
}

/* Goes on with the unit that has left a column: to each other column of its row. */
static void go_on(struct search *search, uint32_t from, int64_t start)
{
    const struct ht_ilp *ilp = search->ilp;
    uint32_t group = search->group[from], end = ht_ilp_row_end(ilp, group);
    int length = label_of(search, from)->length + 1;
    for (uint32_t e = ilp->rows[group].first_entry; e < end; e++) {
        uint32_t to = ilp->entries[e].column;
        if (to == from || search->values[to] >= ilp->columns[to].upper)
            continue;
        uint32_t full[MOST_IN_WAY];
        int full_count;
        int64_t cost = search->cost - start + cost_of_unit(search, to, full, &full_count);
        search->seen += search->by_column.first[to + 1] - search->by_column.first[to];
        const struct label label = {.by = {from, to}, .length = length};
        if (cost >= search->best)
            continue;
        if (!full_count) {
            search->best = cost;
            search->last = label.by;
        } else if (full_count == 1) {
            reach(search, ilp->column_count + *full, label.by, length, cost);
        } else {
            add_units(search, to, 1);
            eject(search, &label, full, full_count, start);
            add_units(search, to, -1);
        }
    }
}

/* Looks for the cheapest chain that begins with a unit that has left its column. */
static void find_chain(struct search *search, uint32_t column, int64_t start)
{
    uint32_t columns = search->ilp->column_count;
    search->number++;
    search->best = 0;
    search->last = (struct move){HT_NONE, HT_NONE};
    search->queue_count = 0;
    struct label *first = label_of(search, column);
    first->left = true;
    first->by = search->last;
    go_on(search, column, start);
    while (search->queue_count) {
        uint32_t number = take_first(search);
        struct label *label = label_of(search, number);
        label->left = true;
        if (label->cost >= search->best)
            break;
        make_moves(search, label->by, 1);
        if (number < columns) {
            add_units(search, number, -1);
            go_on(search, number, start);
            add_units(search, number, 1);
        } else {
            uint32_t row = number - columns;
            eject(search, label, &row, 1, start);
        }
        make_moves(search, label->by, -1);
    }
}

static void wake_chain(struct search *search)
{
    for (struct move move = search->last; move.from != HT_NONE;
         move = label_of(search, move.from)->by)
        search->is_asleep[search->group[move.from]] = false;
}

/* Improves the values by a chain that begins with a unit of the column; false where none does. */
static bool improve_from(struct search *search, uint32_t column)
{
    int64_t start = search->cost;
    bool improved = false;
    add_units(search, column, -1);
    if (!search->broken && search->cost < start) {
        find_chain(search, column, start);
        improved = search->best < 0;
    }
    if (improved) {
        make_moves(search, search->last, 1);
        wake_chain(search);
    } else {
        add_units(search, column, 1);
    }
    return improved;
}

static bool is_over(struct search *search)
{
    int64_t steps = 1 + search->seen / CELLS_A_STEP;
    search->seen = 0;
    return ht_limit_after(search->limit, steps);
}

/* Chains that begin with what rows fall short by; false where the limit came. */
static bool improve_short(struct search *search)
{
    const struct ht_ilp *ilp = search->ilp;
    for (uint32_t row = 0; row < ilp->row_count; row++) {
        uint32_t column = ht_ilp_shortfall(ilp, row);
        bool improved = column != HT_NONE;
        while (improved && !search->is_asleep[row] && search->values[column]) {
            improved = improve_from(search, column);
            if (is_over(search))
                return false;
        }
    }
    return true;
}

/* Chains that begin with any unit. Where none helps a row sleeps until one moves its units again
   (Bentley's don't-look bits, "Fast algorithms for geometric traveling salesman problems", ORSA
   Journal on Computing 4, 1992); false where the limit came. */
static bool improve_all(struct search *search)
{
    const struct ht_ilp *ilp = search->ilp;
    for (uint32_t row = 0; row < ilp->row_count; row++) {
        if (ilp->rows[row].sense != HT_EQUAL || search->is_asleep[row])
            continue;
        search->is_asleep[row] = true;
        for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++) {
            bool improved = true;
            while (improved && search->values[ilp->entries[e].column]) {
                improved = improve_from(search, ilp->entries[e].column);
                if (is_over(search))
                    return false;
            }
        }
    }
    return true;
}

/* First what need not fall short, then what was to, then everything. */
static void improve(struct search *search)
{
    bool goes_on = improve_short(search);
    memset(search->is_asleep, 0, search->ilp->row_count * sizeof *search->is_asleep);
    for (int64_t before = search->cost + 1; goes_on && search->cost < before;) {
        before = search->cost;
        goes_on = improve_short(search) && improve_all(search);
    }
}

/* ------------------------------------------------------------ a solution to begin with */

/* Whether every row that holds still does when a unit leaves the column. */
static bool may_leave(const struct search *search, uint32_t column)
{
    for (uint32_t n = search->by_column.first[column]; n < search->by_column.first[column + 1];
         n++) {
        const struct row *row = &search->rows[search->by_column.cells[n].row];
        if (row_cost(search, row, row->sum) != never &&
            row_cost(search, row, row->sum - search->by_column.cells[n].factor) == never)
            return false;
    }
    return true;
}

/* Leaves a unit of the row's columns out that does the least harm; false where there is none. */
static bool leave_out(struct search *search, uint32_t row)
{
    const struct ht_ilp *ilp = search->ilp;
    struct move cheapest = {HT_NONE, HT_NONE};
    int64_t least = never, before = search->cost;
    for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++) {
        uint32_t column = ilp->entries[e].column, group = search->group[column];
        uint32_t short_of = group == HT_NONE ? HT_NONE : ht_ilp_shortfall(ilp, group);
        if (is_step(ilp, &ilp->entries[e]) || !search->values[column] || short_of == HT_NONE ||
            short_of == column || !may_leave(search, column))
            continue;
        add_units(search, column, -1);
        add_units(search, short_of, 1);
        if (search->cost - before < least) {
            least = search->cost - before;
            cheapest = (struct move){column, short_of};
        }
        add_units(search, short_of, -1);
        add_units(search, column, 1);
    }
    if (cheapest.from == HT_NONE)
        return false;
    add_units(search, cheapest.from, -1);
    add_units(search, cheapest.to, 1);
    return true;
}

/* The column to which a unit of a row HT_EQUAL can be added so that the fewest rows break. */
static uint32_t roomiest(const struct search *search, uint32_t row)
{
    const struct ht_ilp *ilp = search->ilp;
    uint32_t best = ht_ilp_shortfall(ilp, row);
    int fewest = MOST_IN_WAY + 1;
    if (best != HT_NONE)
        return best;
    for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++) {
        uint32_t full[MOST_IN_WAY];
        int full_count;
        cost_of_unit(search, ilp->entries[e].column, full, &full_count);
        if (full_count < fewest) {
            fewest = full_count;
            best = ilp->entries[e].column;
        }
    }
    HT_REQUIRE(best != HT_NONE, "a row that nothing can fill");
    return best;
}

/* Makes a row HT_EQUAL have as many units as it should, of which some are to be left short. */
static void fill(struct search *search, uint32_t row, int left_short)
{
    const struct ht_ilp *ilp = search->ilp;
    for (uint32_t e = ht_ilp_row_end(ilp, row); e-- > ilp->rows[row].first_entry;)
        while (search->values[ilp->entries[e].column] &&
               (search->rows[row].sum > ilp->rows[row].right ||
                (search->rows[row].sum > ilp->rows[row].right - left_short &&
                 may_leave(search, ilp->entries[e].column))))
            add_units(search, ilp->entries[e].column, -1);
    search->is_asleep[row] = left_short > 0;
    while (search->rows[row].sum < ilp->rows[row].right)
        add_units(search, roomiest(search, row), 1);
}

/* Moves a unit into a row that asks for more; false where none can come. */
static bool bring_in(struct search *search, uint32_t row)
{
    const struct ht_ilp *ilp = search->ilp;
    for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++) {
        uint32_t to = ilp->entries[e].column, group = search->group[to];
        if (group == HT_NONE || search->values[to] >= ilp->columns[to].upper)
            continue;
        for (uint32_t g = ilp->rows[group].first_entry; g < ht_ilp_row_end(ilp, group); g++) {
            uint32_t from = ilp->entries[g].column;
            if (from == to || !search->values[from] || !may_leave(search, from))
                continue;
            add_units(search, from, -1);
            add_units(search, to, 1);
            return true;
        }
    }
    return false;
}

/* Enters values, and leaves out what breaks rows; false where that cannot be done. */
static bool enter(struct search *search, const int *values)
{
    const struct ht_ilp *ilp = search->ilp;
    for (uint32_t row = 0; row < ilp->row_count; row++)
        search->broken += row_cost(search, &search->rows[row], 0) == never;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        if (values[c] && ilp->columns[c].integer)
            add_units(search, c, values[c]);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].sense == HT_EQUAL) {
            uint32_t column = ht_ilp_shortfall(ilp, row);
            fill(search, row, column == HT_NONE ? 0 : values[column]);
        }
    for (uint32_t n = 0; n < ilp->row_count; n++)
        while (search->rows[n].sum < search->rows[n].least)
            if (!bring_in(search, n))
                return false;
    for (uint32_t n = 0; n < ilp->row_count && search->broken; n++)
        while (row_cost(search, &search->rows[n], search->rows[n].sum) == never)
            if (!leave_out(search, n))
                return false;
    return !search->broken;
}

int64_t ht_ejection_improve(const struct ht_ilp *ilp, const struct ht_limit *limit, int *values)
{
    uint32_t numbers = ilp->column_count + ilp->row_count;
    struct search search = {
        .ilp = ilp,
        .limit = limit,
        .values = HT_NEW(int, ilp->column_count),
        .by_column = ht_ilp_by_column_new(ilp),
        .group = HT_NEW(uint32_t, ilp->column_count),
        .is_asleep = HT_NEW(bool, ilp->row_count),
        .rows = HT_NEW(struct row, ilp->row_count),
        .labels = HT_NEW(struct label, numbers),
        .queue = HT_NEW(uint32_t, numbers),
    };
    find_groups(&search);
    find_rows(&search);
    bool found = enter(&search, values);
    if (found)
        improve(&search);
    memcpy(values, search.values, ilp->column_count * sizeof *values);
    free(search.values);
    ht_ilp_by_column_clear(&search.by_column);
    free(search.group);
    free(search.is_asleep);
    free(search.rows);
    free(search.steps);
    free(search.labels);
    free(search.queue);
    return found ? ht_ilp_complete(ilp, values) : -1;
}
