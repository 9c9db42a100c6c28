/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/verify.h"

#include "solver/verify/internal.h"

#include <stdlib.h>

/* What checks each rule; the first row is the form of the file. */
static void (*const checks[HT_RULE_COUNT])(struct ht_audit *) = {
    [HT_NO_RULE] = ht_check_form,           [HT_H1_LESSON] = ht_check_places,
    [HT_H2_LENGTH] = ht_check_lengths,      [HT_H3_STUDENT] = ht_check_students,
    [HT_H4_MENTOR] = ht_check_mentors,      [HT_H5_FREE_TIME] = ht_check_free_time,
    [HT_H6_MISSES] = ht_check_misses,       [HT_H7_ASSESSMENT] = ht_check_assessment,
    [HT_H8_FREQUENCY] = ht_check_frequency, [HT_H9_REQUESTS] = ht_check_requests,
    [HT_H10_GROUP] = ht_check_groups,       [HT_H11_CAPACITY] = ht_check_capacity,
};

struct ht_verdict *ht_verify(const struct ht_school *school,
                             const struct ht_claimed_schedule *claims)
{
    struct ht_audit *audit = ht_audit_new(school, claims);
    struct ht_verdict *verdict = audit->verdict;
    for (int rule = 0; rule < HT_RULE_COUNT; rule++) {
        audit->rule = rule;
        checks[rule](audit);
    }
    ht_audit_costs(audit);
    verdict->sessions = audit->meeting_count;
    for (uint32_t n = 0; n < audit->needs.count; n++) {
        verdict->required += audit->needs.needs[n].required;
        verdict->unplaced += ht_audit_need_missing(&audit->needs.needs[n]);
    }
    ht_audit_free(audit);
    return verdict;
}

void ht_verdict_free(struct ht_verdict *verdict)
{
    if (!verdict)
        return;
    free(verdict->breaches);
    free(verdict);
}
