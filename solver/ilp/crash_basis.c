/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/crash_basis.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <stdlib.h>

/* A guess in the making. */
struct basis {
    const struct ht_ilp *ilp;
    struct ht_ilp_by_column by_column;
    int64_t *sums; /* [row]: of the columns taken */
    bool *taken;   /* [column]: to its upper bound */
};

/* What the columns with negative factors cost that make good what a row's sum exceeds its
   right-hand side by, in their order; INT64_MAX where they cannot. */
static int64_t cost_of_excess(const struct basis *basis, uint32_t row, int64_t excess)
{
    const struct ht_ilp *ilp = basis->ilp;
    uint32_t end = ht_ilp_row_end(ilp, row);
    int64_t cost = 0;
    for (uint32_t e = ilp->rows[row].first_entry; e < end && excess > 0; e++) {
        const struct ht_ilp_column *column = &ilp->columns[ilp->entries[e].column];
        int64_t most = -(int64_t)ilp->entries[e].factor * column->upper;
        if (most <= 0)
            continue;
        cost += column->cost * column->upper * (excess < most ? excess : most) / most;
        excess -= most;
    }
    return excess > 0 ? INT64_MAX : cost;
}

/* What taking a column costs; INT64_MAX where a row does not allow it. */
static int64_t cost_of(const struct basis *basis, uint32_t column)
{
    const struct ht_ilp *ilp = basis->ilp;
    int upper = ilp->columns[column].upper;
    int64_t cost = ilp->columns[column].cost * upper;
    const uint32_t *first = &basis->by_column.first[column];
    for (uint32_t n = first[0]; n < first[1]; n++) {
        const struct ht_ilp_cell *cell = &basis->by_column.cells[n];
        int64_t before = basis->sums[cell->row] - ilp->rows[cell->row].right;
        int64_t after = before + (int64_t)cell->factor * upper;
        if (ilp->rows[cell->row].sense == HT_AT_LEAST || after <= 0)
            continue;
        int64_t extra = ilp->rows[cell->row].sense == HT_AT_MOST
                            ? cost_of_excess(basis, cell->row, after)
                            : INT64_MAX;
        if (extra == INT64_MAX)
            return INT64_MAX;
        cost += extra - cost_of_excess(basis, cell->row, before);
    }
    return cost;
}

static void take(struct basis *basis, uint32_t column)
{
    int upper = basis->ilp->columns[column].upper;
    const uint32_t *first = &basis->by_column.first[column];
    for (uint32_t n = first[0]; n < first[1]; n++) {
        const struct ht_ilp_cell *cell = &basis->by_column.cells[n];
        basis->sums[cell->row] += (int64_t)cell->factor * upper;
    }
    basis->taken[column] = true;
}

/* The cheapest column that brings a row nearer to its right-hand side. */
static uint32_t find_cheapest(const struct basis *basis, uint32_t row)
{
    const struct ht_ilp *ilp = basis->ilp;
    uint32_t end = ht_ilp_row_end(ilp, row), best = HT_NONE;
    int64_t least = INT64_MAX;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++) {
        uint32_t column = ilp->entries[e].column;
        if (basis->taken[column] || ilp->entries[e].factor <= 0 || !ilp->columns[column].upper)
            continue;
        int64_t cost = cost_of(basis, column);
        if (cost < least) {
            least = cost;
            best = column;
        }
    }
    return best;
}

/* Takes the columns with negative factors that a row's sum is in need of. */
static void make_good(struct basis *basis, uint32_t row)
{
    const struct ht_ilp *ilp = basis->ilp;
    uint32_t end = ht_ilp_row_end(ilp, row);
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        if (basis->sums[row] > ilp->rows[row].right && ilp->entries[e].factor < 0 &&
            !basis->taken[ilp->entries[e].column])
            take(basis, ilp->entries[e].column);
}

bool *ht_crash_basis(const struct ht_ilp *ilp)
{
    struct basis basis = {
        .ilp = ilp,
        .by_column = ht_ilp_by_column_new(ilp),
        .sums = HT_NEW(int64_t, ilp->row_count),
        .taken = HT_NEW(bool, ilp->column_count),
    };
    for (uint32_t row = 0; row < ilp->row_count; row++) {
        uint32_t column = 0;
        while (ilp->rows[row].sense == HT_EQUAL && column != HT_NONE &&
               basis.sums[row] < ilp->rows[row].right) {
            column = find_cheapest(&basis, row);
            if (column != HT_NONE)
                take(&basis, column);
        }
    }
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].sense == HT_AT_MOST)
            make_good(&basis, row);
    ht_ilp_by_column_clear(&basis.by_column);
    free(basis.sums);
    return basis.taken;
}
