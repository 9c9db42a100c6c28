/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/certify.h"

#include "solver/ilp/relaxation.h"
#include "solver/ilp/search.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Makes the last duals the whole certificate. */
static void certify_by_one(struct ht_search *search, int64_t bound)
{
    ht_certificate_restart(search->certificate);
    ht_search_record(search, HT_BOUNDED, HT_NONE, 0);
    search->certificate->bound = bound;
}

/* Where parts are tied together the search may never have used the simplex method. */
static void certify_first(struct ht_search *search)
{
    const struct ht_ilp *ilp = &search->ilp;
    memset(search->duals, 0, ilp->row_count * sizeof *search->duals);
    certify_by_one(search, ht_ilp_bound(ilp, search->duals, NULL, NULL));
    if (!ht_ilp_is_shared(ilp))
        return;
    ht_relaxation_duals(ilp, search->limit, search->duals);
    int64_t bound = ht_ilp_bound(ilp, search->duals, NULL, NULL);
    /* Where the limit comes soon they prove less than none do. */
    if (bound > search->certificate->bound)
        certify_by_one(search, bound);
}

/* Takes the relaxation's duals where they prove more. */
static void certify_root(struct ht_search *search)
{
    int64_t bound = ht_search_bound(search);
    if (!search->stopped && bound < INT64_MAX && bound > search->certificate->bound)
        certify_by_one(search, bound);
}

static bool certify_by_cuts(struct ht_search *search, int64_t target)
{
    const struct ht_certificate *certificate = search->certificate;
    certify_root(search);
    for (int n = 0, idle = 0; n < HT_CUT_ROUNDS && idle < HT_CUT_PATIENCE && !search->stopped;
         n++, idle++) {
        int64_t before = certificate->bound;
        if (before >= target || !ht_search_cut(search))
            break;
        certify_root(search);
        idle = certificate->bound > before ? 0 : idle;
    }
    return certificate->bound >= target;
}

static bool certify_by_tree(struct ht_search *search, int64_t target)
{
    ht_certificate_restart(search->certificate);
    search->doubted = false;
    ht_search_visit(search);
    ht_search_go_back(search, 0);
    search->certificate->bound = target;
    return search->nodes > 0 && !search->stopped && !search->doubted;
}

/* By the first of these ways that does it; a cheaper solution, which is soon found if there is one,
   ends all of them. */
static bool certify(struct ht_search *search, int64_t target, bool at_root)
{
    certify_first(search);
    if (at_root && ht_ilp_is_shared(&search->ilp))
        return search->certificate->bound >= target;
    if (search->certificate->bound < target)
        certify_root(search);
    if (search->certificate->bound >= target || at_root)
        return search->certificate->bound >= target;
    search->cutoff = target;
    ht_search_dive(search);
    if (search->best.values || certify_by_cuts(search, target))
        return !search->best.values;
    search->nodes = LONG_MAX;
    ht_search_drop_slack_cuts(search);
    if (certify_by_tree(search, target))
        return true;
    certify_first(search);
    return false;
}

bool ht_certify(const struct ht_ilp *ilp, int64_t target, bool at_root,
                const struct ht_limit *limit, struct ht_certificate *certificate)
{
    struct ht_search search = ht_search_new(ilp, limit);
    search.certificate = certificate;
    bool certified = certify(&search, target, at_root);
    ht_search_end(&search);
    ht_solution_clear(&search.best);
    if (search.row_of)
        ht_ilp_clear(&search.ilp);
    ht_certificate_finish(certificate, search.row_of ? search.all : search.ilp, search.cuts);
    free(search.row_of);
    return certified;
}
