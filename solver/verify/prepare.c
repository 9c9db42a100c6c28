/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks look at, made one after another from the claims. */
#include "solver/base/memory.h"
#include "solver/verify/internal.h"

#include <stdlib.h>

struct ht_audit *ht_audit_new(const struct ht_school *school,
                              const struct ht_claimed_schedule *claims)
{
    struct ht_audit *audit = HT_NEW(struct ht_audit, 1);
    audit->school = school;
    audit->claims = claims;
    audit->book = ht_rulebook_new(school);
    audit->verdict = HT_NEW(struct ht_verdict, 1);
    ht_audit_make_meetings(audit);
    ht_audit_settle_history(audit);
    ht_audit_make_needs(audit);
    return audit;
}

void ht_audit_free(struct ht_audit *audit)
{
    if (!audit)
        return;
    ht_rulebook_free(audit->book);
    ht_audit_needs_clear(&audit->needs);
    free(audit->meetings);
    free(audit->seats);
    free(audit->seat_of);
    free(audit);
}
