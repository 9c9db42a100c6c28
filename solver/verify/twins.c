/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programmes of one student, mentor and name, which no row of a schedule tells apart. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Something that one of the programmes must take: a meeting, or a session that is not placed. */
struct unit {
    uint32_t week;
    uint32_t meeting; /* HT_NONE: unplaced */
    uint32_t row;     /* of claims.unplaced, where it is that */
    uint32_t taker;   /* place among the twins; HT_NONE: nobody yet */
    bool seen;        /* on the way to a place for another */
};

/* Twins and what they share. */
struct twins {
    const struct ht_audit *audit;
    uint32_t *programmes;
    uint32_t count;
    struct unit *units;
    uint32_t unit_count, unit_capacity;
};

static bool are_twins(const struct ht_programme *a, const struct ht_programme *b)
{
    return !*a->group && !*b->group && a->mentor.i == b->mentor.i &&
           a->students[0].i == b->students[0].i && !strcmp(a->name, b->name);
}

/* ------------------------------------------------------------ who may take what */

static uint32_t need_of(const struct twins *twins, uint32_t taker, uint32_t week)
{
    const struct ht_audit_needs *needs = &twins->audit->needs;
    return needs->need_of[(size_t)twins->programmes[taker] * needs->weeks + week];
}

static bool may_take(const struct twins *twins, uint32_t taker, const struct unit *unit)
{
    const struct ht_audit *audit = twins->audit;
    const struct ht_programme *programme = &audit->school->programmes[twins->programmes[taker]];
    if (need_of(twins, taker, unit->week) == HT_NONE)
        return false;
    if (unit->meeting == HT_NONE)
        return true;
    const struct ht_meeting *meeting = &audit->meetings[unit->meeting];
    const struct ht_claim *row = &audit->claims->rows[meeting->row];
    const struct ht_period *period = &audit->school->periods[meeting->period.i];
    return ht_rulebook_in_bounds(programme, meeting->date) &&
           ht_rulebook_may_use(programme, period) &&
           ht_rulebook_fits(audit->book, programme, meeting->period) &&
           (row->end < 0 || row->end == period->start + programme->minutes);
}

/* Whether a unit stands in the way of another that the taker could have, by its need being full or
   by its week. */
static bool is_in_need(const struct twins *twins, const struct unit *unit, uint32_t taker,
                       uint32_t need)
{
    return unit->taker == taker && need_of(twins, taker, unit->week) == need;
}

static bool is_in_week(const struct unit *unit, uint32_t taker, uint32_t week)
{
    return unit->taker == taker && unit->week == week && unit->meeting != HT_NONE;
}

/* Gives a unit to a programme, moving others where need be (Kuhn, "The Hungarian method for the
   assignment problem", 1955); false where nobody can take it. */
static bool place(struct twins *twins, struct unit *unit)
{
    unit->seen = true;
    for (uint32_t taker = 0; taker < twins->count; taker++) {
        if (!may_take(twins, taker, unit))
            continue;
        uint32_t number = need_of(twins, taker, unit->week);
        const struct ht_audit_need *need = &twins->audit->needs.needs[number];
        int in_need = 0, in_week = 0;
        for (uint32_t n = 0; n < twins->unit_count; n++) {
            in_need += is_in_need(twins, &twins->units[n], taker, number);
            in_week += is_in_week(&twins->units[n], taker, unit->week);
        }
        bool full_week = unit->meeting != HT_NONE && in_week >= need->week_most;
        bool has_room = !full_week && in_need < need->required;
        unit->taker = taker;
        for (uint32_t n = 0; n < twins->unit_count && !has_room; n++) {
            struct unit *other = &twins->units[n];
            if (other->seen || !(full_week ? is_in_week(other, taker, unit->week)
                                           : is_in_need(twins, other, taker, number)))
                continue;
            other->taker = HT_NONE;
            has_room = place(twins, other);
            if (!has_room)
                other->taker = taker;
        }
        if (has_room)
            return true;
        unit->taker = HT_NONE;
    }
    return false;
}

/* ------------------------------------------------------------ one student's */

static void add_unit(struct twins *twins, struct unit unit)
{
    if (unit.week == HT_NONE)
        return;
    HT_GROW(twins->units, twins->unit_count, twins->unit_capacity);
    twins->units[twins->unit_count++] = unit;
}

static bool has_programme(const struct twins *twins, ht_programme_id programme)
{
    for (uint32_t n = 0; n < twins->count; n++)
        if (twins->programmes[n] == programme.i)
            return true;
    return false;
}

/* Meetings first, in their order: what is placed is the surer. */
static void find_units(struct twins *twins)
{
    const struct ht_audit *audit = twins->audit;
    for (size_t m = 0; m < audit->meeting_count; m++)
        if (has_programme(twins, audit->meetings[m].programme))
            add_unit(twins,
                     (struct unit){ht_audit_needs_week(&audit->needs, audit->meetings[m].date), m,
                                   HT_NONE, HT_NONE, false});
    for (size_t i = 0; i < audit->claims->unplaced_count; i++)
        for (int n = 0; has_programme(twins, audit->claims->unplaced[i].programme) &&
                        n < audit->claims->unplaced[i].count;
             n++)
            add_unit(twins, (struct unit){
                                ht_audit_needs_week(&audit->needs, audit->claims->unplaced[i].week),
                                HT_NONE, i, HT_NONE, false});
}

static void tell(const struct twins *twins, struct ht_claimed_schedule *claims)
{
    const struct ht_audit *audit = twins->audit;
    for (uint32_t n = 0; n < twins->unit_count; n++) {
        const struct unit *unit = &twins->units[n];
        if (unit->taker == HT_NONE)
            continue;
        const ht_programme_id programme = {twins->programmes[unit->taker]};
        if (unit->meeting == HT_NONE) {
            claims->unplaced[unit->row].programme = programme;
            continue;
        }
        const struct ht_meeting *meeting = &audit->meetings[unit->meeting];
        for (uint32_t s = 0; s < meeting->count; s++)
            claims->rows[audit->seats[meeting->first + s].row].programme = programme;
    }
}

static void share(struct twins *twins, struct ht_claimed_schedule *claims)
{
    find_units(twins);
    for (uint32_t n = 0; n < twins->unit_count; n++) {
        for (uint32_t other = 0; other < twins->unit_count; other++)
            twins->units[other].seen = false;
        place(twins, &twins->units[n]);
    }
    tell(twins, claims);
    free(twins->units);
    twins->units = NULL;
    twins->unit_count = twins->unit_capacity = 0;
}

/* The twins of a programme, which has none before it; it is left alone where it has none at all. */
static void share_from(struct twins *twins, const uint32_t *programmes, const uint32_t *end,
                       struct ht_claimed_schedule *claims)
{
    const struct ht_programme *all = twins->audit->school->programmes;
    twins->count = 0;
    for (const uint32_t *other = programmes; other < end; other++)
        if (are_twins(&all[*programmes], &all[*other]))
            twins->programmes[twins->count++] = *other;
    if (twins->count > 1)
        share(twins, claims);
}

void ht_claimed_schedule_share(struct ht_claimed_schedule *claims, const struct ht_school *school)
{
    size_t count = school->programme_count;
    uint32_t *students = HT_NEW(uint32_t, count);
    for (size_t p = 0; p < count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        bool is_alone = !*programme->group && programme->mentor.i != HT_NONE;
        students[p] = is_alone ? programme->students[0].i : HT_NONE;
    }
    struct ht_lookup by_student = ht_lookup_make(students, count, school->student_count);
    struct twins twins = {.programmes = HT_NEW(uint32_t, count)};
    struct ht_audit *audit = NULL;
    for (size_t s = 0; s < school->student_count; s++) {
        const uint32_t *first = by_student.items + by_student.first[s];
        const uint32_t *end = by_student.items + by_student.first[s + 1];
        for (const uint32_t *of = first; of < end; of++) {
            bool has_elder = false;
            for (const uint32_t *before = first; before < of; before++)
                has_elder |= are_twins(&school->programmes[*before], &school->programmes[*of]);
            if (has_elder || end - of == 1)
                continue;
            audit = audit ? audit : ht_audit_new(school, claims);
            twins.audit = audit;
            share_from(&twins, of, end, claims);
        }
    }
    if (audit) {
        ht_verdict_free(audit->verdict);
        ht_audit_free(audit);
    }
    ht_lookup_clear(&by_student);
    free(twins.programmes);
    free(students);
}
