/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

ht_mentor_id ht_audit_mentor(const struct ht_audit *audit, const struct ht_meeting *meeting)
{
    return audit->school->programmes[meeting->programme.i].mentor;
}

struct ht_occasion ht_audit_occasion(const struct ht_audit *audit, const struct ht_seat *seat)
{
    const struct ht_meeting *meeting = &audit->meetings[seat->meeting];
    return (struct ht_occasion){ht_audit_mentor(audit, meeting), seat->student, meeting->date,
                                meeting->period, seat->lesson};
}

bool ht_audit_stands(const struct ht_audit *audit, const struct ht_claim *row)
{
    return row->date.days < audit->claims->stands.days;
}

void ht_audit_breach(struct ht_audit *audit, struct ht_breach breach)
{
    struct ht_verdict *verdict = audit->verdict;
    breach.rule = audit->rule;
    HT_GROW(verdict->breaches, verdict->breach_count, verdict->breach_capacity);
    verdict->breaches[verdict->breach_count++] = breach;
}

/* What is wrong with sessions that are over is no breach any more. */
void ht_audit_breach_row(struct ht_audit *audit, uint32_t row, struct ht_breach breach)
{
    breach.of = HT_ROW_SESSION;
    breach.row = row;
    if (ht_audit_stands(audit, &audit->claims->rows[row]))
        audit->verdict->frozen++;
    else
        ht_audit_breach(audit, breach);
}

void ht_audit_breach_at(struct ht_audit *audit, const struct ht_meeting *meeting,
                        const struct ht_seat *seat, struct ht_breach breach)
{
    breach.programme = meeting->programme;
    ht_audit_breach_row(audit, seat ? seat->row : meeting->row, breach);
}
