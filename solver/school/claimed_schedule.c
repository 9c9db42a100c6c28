/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/claimed_schedule.h"

#include "solver/base/memory.h"

#include <stdlib.h>

struct ht_claims *ht_claims_new(struct ht_horizon horizon)
{
    struct ht_claims *claims = HT_NEW(struct ht_claims, 1);
    claims->horizon = horizon;
    claims->stands = HT_DATE_FIRST;
    claims->told = HT_DATE_FIRST;
    return claims;
}

void ht_claims_free(struct ht_claims *claims)
{
    if (!claims)
        return;
    free(claims->rows);
    free(claims->owed);
    free(claims->unplaced);
    free(claims);
}
