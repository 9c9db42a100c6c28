/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Proving that no solution of an integer program costs less: by the relaxation, by cuts, or by a
 * tree.
 */
#ifndef HT_SOLVER_ILP_CERTIFY_H
#define HT_SOLVER_ILP_CERTIFY_H

#include "solver/base/limit.h"
#include "solver/ilp/certificate.h"

/**
 * Looks for a certificate that no solution of a program costs less than the target; false
 * where there is none, or the limit came first. The certificate, a blank one, then proves a lower
 * bound. At the root it tries the relaxation only. Free with ht_certificate_clear().
 */
bool ht_certify(const struct ht_ilp *ilp, int64_t target, bool at_root,
                const struct ht_limit *limit, struct ht_certificate *certificate);

#endif
