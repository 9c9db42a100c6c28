/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/keeps.h"

#include "solver/base/memory.h"
#include "solver/instance/obstacle.h"
#include "solver/instance/requirements.h"

#include <stdlib.h>

/* A session that would be what a keep asks for. */
struct candidate {
    ht_programme_id programme;
    ht_period_id period;
};

/* A keep with all sessions that would do, if only this keep had to hold. */
struct keep {
    const struct ht_request *request;
    struct candidate *candidates;
    size_t count, capacity;
    enum ht_rule rule; /* that forbids the last session that would have done */
};

struct review {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    struct keep *keeps; /* by week */
    size_t keep_count;
    struct ht_keep_fault *faults;
    size_t fault_count, fault_capacity;
};

static void add_fault(struct review *review, struct ht_keep_fault fault)
{
    HT_GROW(review->faults, review->fault_count, review->fault_capacity);
    review->faults[review->fault_count++] = fault;
}

/* ------------------------------------------------------------ one keep by itself */

static bool requires_in(const struct review *review, uint32_t programme, int week)
{
    const struct ht_requirements *requirements = review->requirements;
    for (uint32_t b = requirements->first_item[programme];
         b < requirements->first_item[programme + 1]; b++)
        for (uint32_t w = 0; w < requirements->items[b].week_count; w++)
            if (requirements->weeks[requirements->items[b].first_week + w] == week)
                return true;
    return false;
}

static enum ht_rule rule_of(const struct review *review, ht_programme_id programme, ht_date date,
                            ht_period_id period)
{
    int64_t price;
    struct ht_obstacle found = ht_obstacle_of_date(review->instance, programme, date);
    if (!found.kind && !requires_in(review, programme.i, ht_instance_week(review->instance, date)))
        return HT_H8_FREQUENCY;
    if (!found.kind)
        found = ht_obstacle_of_slot(review->instance, programme, date, period, &price);
    return ht_obstacle_rule(&found);
}

static void add_candidates(const struct review *review, struct keep *keep,
                           ht_programme_id programme)
{
    const struct ht_school *school = review->instance->school;
    ht_date date = keep->request->when.from;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    if (school->programmes[programme.i].mentor.i == HT_NONE)
        return;
    for (uint32_t n = 0; n < count; n++) {
        ht_period_id period = {first.i + n};
        if (!ht_instance_keeps(review->instance, keep->request, programme, date, period))
            continue;
        enum ht_rule rule = rule_of(review, programme, date, period);
        if (rule) {
            keep->rule = rule;
            continue;
        }
        HT_GROW(keep->candidates, keep->count, keep->capacity);
        keep->candidates[keep->count++] = (struct candidate){programme, period};
    }
}

/* ------------------------------------------------------------ two keeps */

/* The rule that two different sessions of one date break together. */
static enum ht_rule rule_on_date(const struct review *review, ht_date date, struct candidate a,
                                 struct candidate b)
{
    const struct ht_school *school = review->instance->school;
    const struct ht_programme *one = &school->programmes[a.programme.i];
    const struct ht_programme *other = &school->programmes[b.programme.i];
    if (ht_programme_shares(one, other) &&
        (a.period.i == b.period.i || school->policy.per_day_max < 2))
        return HT_H3_STUDENT;
    if (one->mentor.i != other->mentor.i)
        return HT_NO_RULE;
    if (a.period.i == b.period.i)
        return HT_H4_MENTOR;
    ht_period_id first;
    ht_school_periods_on(school, date, &first);
    uint64_t sessions = UINT64_C(1) << (a.period.i - first.i) | UINT64_C(1)
                                                                    << (b.period.i - first.i);
    return ht_instance_shortfall(review->instance, one->mentor, date, sessions) ? HT_H5_FREE_TIME
                                                                                : HT_NO_RULE;
}

/* The rule that two candidates break together; none where they are one session. */
static enum ht_rule rule_of_two(const struct review *review, const struct keep *one,
                                struct candidate a, const struct keep *other, struct candidate b)
{
    const struct ht_programme *programme = &review->instance->school->programmes[a.programme.i];
    bool same_date = one->request->when.from.days == other->request->when.from.days;
    if (same_date && a.programme.i == b.programme.i && a.period.i == b.period.i)
        return HT_NO_RULE;
    if (a.programme.i == b.programme.i && (programme->per_weeks > 1 || programme->per_week == 1))
        return HT_H8_FREQUENCY;
    return same_date ? rule_on_date(review, one->request->when.from, a, b) : HT_NO_RULE;
}

static void review_pair(struct review *review, const struct keep *one, const struct keep *other)
{
    enum ht_rule rule = HT_NO_RULE;
    for (size_t a = 0; a < one->count; a++)
        for (size_t b = 0; b < other->count; b++) {
            rule = rule_of_two(review, one, one->candidates[a], other, other->candidates[b]);
            if (!rule)
                return;
        }
    if (rule)
        add_fault(review, (struct ht_keep_fault){other->request, one->request, rule});
}

/* ------------------------------------------------------------ all of them */

static int compare_keeps(const void *left, const void *right)
{
    const struct ht_request *a = ((const struct keep *)left)->request;
    const struct ht_request *b = ((const struct keep *)right)->request;
    int32_t one = ht_date_monday(a->when.from).days, other = ht_date_monday(b->when.from).days;
    if (one != other)
        return one < other ? -1 : 1;
    return a->line - b->line;
}

static void find_keeps(struct review *review)
{
    const struct ht_school *school = review->instance->school;
    review->keeps = HT_NEW(struct keep, school->request_count);
    for (size_t r = 0; r < school->request_count; r++)
        if (school->requests[r].what == HT_KEEP &&
            ht_horizon_has(review->instance->horizon, school->requests[r].when.from))
            review->keeps[review->keep_count++] =
                (struct keep){.request = &school->requests[r], .rule = HT_H9_REQUESTS};
    qsort(review->keeps, review->keep_count, sizeof *review->keeps, compare_keeps);
}

static void review_keep(struct review *review, struct keep *keep)
{
    const struct ht_school *school = review->instance->school;
    for (uint32_t p = 0; p < school->programme_count; p++)
        add_candidates(review, keep, (ht_programme_id){p});
    if (!keep->count)
        add_fault(review, (struct ht_keep_fault){keep->request, NULL, keep->rule});
}

static bool same_week(const struct keep *one, const struct keep *other)
{
    return ht_date_monday(one->request->when.from).days ==
           ht_date_monday(other->request->when.from).days;
}

struct ht_keep_fault *ht_keep_faults(const struct ht_school *school, struct ht_horizon horizon,
                                     size_t *count)
{
    struct ht_instance *instance = ht_instance_new(school, horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct review review = {.instance = instance, .requirements = requirements};
    find_keeps(&review);
    for (size_t k = 0; k < review.keep_count; k++)
        review_keep(&review, &review.keeps[k]);
    for (size_t one = 0; one < review.keep_count; one++)
        for (size_t other = one + 1;
             other < review.keep_count && same_week(&review.keeps[one], &review.keeps[other]);
             other++)
            review_pair(&review, &review.keeps[one], &review.keeps[other]);
    for (size_t k = 0; k < review.keep_count; k++)
        free(review.keeps[k].candidates);
    free(review.keeps);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    *count = review.fault_count;
    return review.faults;
}
