/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/claimed_schedule.h"

#include "solver/base/memory.h"

#include <stdlib.h>

struct ht_claimed_schedule *ht_claimed_schedule_new(struct ht_horizon horizon)
{
    struct ht_claimed_schedule *claims = HT_NEW(struct ht_claimed_schedule, 1);
    claims->horizon = horizon;
    claims->stands = HT_DATE_FIRST;
    claims->told = HT_DATE_FIRST;
    return claims;
}

void ht_claim_forget(struct ht_claim *row)
{
    row->start = row->end = -1;
    row->week = row->day = NULL;
    row->subject = row->class_ = row->teacher = row->room = NULL;
}

void ht_claimed_schedule_free(struct ht_claimed_schedule *claims)
{
    if (!claims)
        return;
    free(claims->rows);
    free(claims->aside);
    free(claims->owed);
    free(claims->unplaced);
    free(claims);
}
