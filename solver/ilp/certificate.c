/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/certificate.h"

#include "solver/base/memory.h"

#include <stdlib.h>

void ht_certificate_add(struct ht_certificate *certificate, struct ht_node node,
                        const struct ht_ilp *ilp, const double *duals)
{
    node.first = certificate->multiplier_count;
    HT_GROW(certificate->nodes, certificate->node_count, certificate->node_capacity);
    certificate->nodes[certificate->node_count++] = node;
    for (uint32_t row = 0; row < ilp->row_count && node.kind != HT_BRANCHED; row++) {
        int64_t value = ht_ilp_round_dual(duals[row], ilp->rows[row].sense);
        if (!value)
            continue;
        HT_GROW(certificate->duals, certificate->multiplier_count,
                certificate->multiplier_capacity);
        certificate->duals[certificate->multiplier_count++] = (struct ht_dual){row, value};
    }
}

void ht_certificate_restart(struct ht_certificate *certificate)
{
    certificate->node_count = certificate->multiplier_count = 0;
}

uint32_t ht_certificate_end(const struct ht_certificate *certificate, uint32_t node)
{
    return node + 1 < certificate->node_count ? certificate->nodes[node + 1].first
                                              : certificate->multiplier_count;
}

/* ------------------------------------------------------------ cuts that are needed */

/* Marks the cuts that have a multiplier, and those that such a cut is made from. */
static bool *needed_rows(const struct ht_certificate *certificate, const struct ht_ilp *ilp,
                         const struct ht_cuts *cuts)
{
    uint32_t first_cut = ilp->row_count - cuts->count;
    bool *needed = HT_NEW(bool, ilp->row_count);
    for (uint32_t row = 0; row < first_cut; row++)
        needed[row] = true;
    for (uint32_t n = 0; n < certificate->multiplier_count; n++)
        needed[certificate->duals[n].row] = true;
    for (uint32_t cut = cuts->count; cut-- > 0;)
        for (uint32_t s = cuts->first_source[cut];
             needed[first_cut + cut] && s < ht_cuts_end(cuts, cut); s++)
            if (!cuts->sources[s].is_bound)
                needed[cuts->sources[s].of] = true;
    return needed;
}

static void copy_cut(struct ht_certificate *certificate, const struct ht_ilp *ilp,
                     const struct ht_cuts *cuts, uint32_t cut, const uint32_t *number)
{
    uint32_t row = ilp->row_count - cuts->count + cut;
    ht_ilp_add_row(&certificate->ilp, ilp->rows[row].sense, ilp->rows[row].right);
    for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++)
        ht_ilp_add_entry(&certificate->ilp, ilp->entries[e].column, ilp->entries[e].factor);
    ht_cuts_begin(&certificate->cuts);
    for (uint32_t s = cuts->first_source[cut]; s < ht_cuts_end(cuts, cut); s++) {
        struct ht_cut_source source = cuts->sources[s];
        source.of = source.is_bound ? source.of : number[source.of];
        ht_cuts_source(&certificate->cuts, source);
    }
}

void ht_certificate_finish(struct ht_certificate *certificate, struct ht_ilp ilp,
                           struct ht_cuts cuts)
{
    uint32_t first_cut = ilp.row_count - cuts.count, count = first_cut;
    bool *needed = needed_rows(certificate, &ilp, &cuts);
    uint32_t *number = HT_NEW(uint32_t, ilp.row_count);
    certificate->ilp = ht_ilp_copy(&ilp);
    certificate->ilp.row_count = first_cut;
    certificate->ilp.entry_count = cuts.count ? ilp.rows[first_cut].first_entry : ilp.entry_count;
    for (uint32_t row = 0; row < ilp.row_count; row++) {
        number[row] = row < first_cut ? row : count;
        if (row < first_cut || !needed[row])
            continue;
        copy_cut(certificate, &ilp, &cuts, row - first_cut, number);
        count++;
    }
    for (uint32_t n = 0; n < certificate->multiplier_count; n++)
        certificate->duals[n].row = number[certificate->duals[n].row];
    free(needed);
    free(number);
    ht_ilp_clear(&ilp);
    ht_cuts_clear(&cuts);
}

void ht_certificate_clear(struct ht_certificate *certificate)
{
    ht_ilp_clear(&certificate->ilp);
    ht_cuts_clear(&certificate->cuts);
    free(certificate->nodes);
    free(certificate->duals);
    *certificate = (struct ht_certificate){0};
}
