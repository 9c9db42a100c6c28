/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the contract's words mean for one school, worked out anew for the plain model: it shares
 * nothing with the engine but the school.
 */
#ifndef HT_BENCH_PLAIN_FACTS_H
#define HT_BENCH_PLAIN_FACTS_H

#include "solver/school/school.h"

/** A place for a session of a programme with one student. */
struct ht_plain_place {
    const struct ht_programme *programme;
    ht_date date;
    const struct ht_day *day; /* what the calendar says of the date */
    const struct ht_period *period;
    uint32_t n;                     /* of the day's periods, from 0 */
    const struct ht_lesson *lesson; /* that the student misses, or NULL */
};

/** What the school has that the plain model does not cover, or NULL. */
const char *ht_plain_refusal(const struct ht_school *school);

/** Whether the calendar and the programme's bounds allow a session on a date of the horizon. */
bool ht_plain_eligible(const struct ht_school *school, struct ht_horizon horizon,
                       const struct ht_programme *programme, ht_date date);

/** Whether the week of that Monday requires a session. */
bool ht_plain_requires(const struct ht_school *school, struct ht_horizon horizon,
                       const struct ht_programme *programme, ht_date monday);

/** Whether a request is about a session there, whatever it asks for. */
bool ht_plain_concerns(const struct ht_school *school, const struct ht_request *request,
                       const struct ht_plain_place *place);

/** Whether a request or a protected subject forbids a session there. */
bool ht_plain_forbidden(const struct ht_school *school, const struct ht_plain_place *place);

/** The cost of a session there: the subject's, with avoid and prefer requests. */
int64_t ht_plain_price(const struct ht_school *school, const struct ht_plain_place *place);

/** The priority weight of the programme's student. */
int64_t ht_plain_weight(const struct ht_school *school, const struct ht_programme *programme);

/**
 * How often history has the student miss the place's subject within a row of the calendar: a term,
 * or (half_term) a half term, where a term without any stands for its half term.
 */
int ht_plain_past_misses(const struct ht_school *school, const struct ht_plain_place *place,
                         int calendar_row, bool half_term);

/** How many of the programme's sessions history holds. */
int ht_plain_held(const struct ht_school *school, const struct ht_programme *programme);

#endif
