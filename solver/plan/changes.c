/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/changes.h"

#include "solver/base/memory.h"
#include "solver/instance/obstacle.h"

#include <stdlib.h>
#include <string.h>

struct context {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    const struct ht_schedule *schedule;
    const struct ht_previous_plan *earlier; /* that is compared with */
    struct ht_changes *changes;
    uint32_t *before; /* [session of the schedule]: place in the previous plan, or HT_NONE */
    uint32_t *now;    /* [session of the previous plan]: place in the schedule, or HT_NONE */
};

static const struct ht_programme *programme_at(const struct context *context, size_t session)
{
    return &context->instance->school->programmes[context->schedule->sessions[session].programme.i];
}

/* ------------------------------------------------------------ what forbids the old place */

/* A commitment then says more than that the mentor is away or the day full. */
static struct ht_reason reason_against(const struct ht_instance *instance,
                                       const struct ht_session *session,
                                       const struct ht_obstacle *found)
{
    enum ht_rule rule = ht_obstacle_rule(found);
    struct ht_obstacle row = *found;
    if (rule == HT_H4_MENTOR || rule == HT_H5_FREE_TIME)
        row = ht_obstacle_committed(instance, session->programme, session->date, session->period);
    if (row.kind == HT_OBSTACLE_REQUEST)
        return (struct ht_reason){.why = HT_WHY_REQUEST, .row = row.row};
    if (row.kind == HT_OBSTACLE_COMMITMENT)
        return (struct ht_reason){.why = HT_WHY_COMMITMENT, .row = row.row};
    return (struct ht_reason){.why = HT_WHY_RULE, .rule = rule};
}

static struct ht_obstacle obstacle_to(const struct ht_instance *instance,
                                      const struct ht_session *session)
{
    int64_t price;
    struct ht_obstacle found = ht_obstacle_of_date(instance, session->programme, session->date);
    return found.kind ? found
                      : ht_obstacle_of_slot(instance, session->programme, session->date,
                                            session->period, &price);
}

static bool is_due(const struct context *context, const struct ht_session *session)
{
    return ht_requirements_block(context->requirements, session->programme,
                                 ht_instance_week(context->instance, session->date)) != NULL;
}

/* ------------------------------------------------------------ who else is there */

/* The programme whose session of the date is in the way; HT_NONE where none is by itself. */
static uint32_t find_neighbour(const struct context *context, const struct ht_session *session)
{
    const struct ht_school *school = context->instance->school;
    const struct ht_schedule *schedule = context->schedule;
    const struct ht_programme *mine = &school->programmes[session->programme.i];
    for (size_t s = ht_schedule_first_on(schedule, session->date);
         s < schedule->session_count && schedule->sessions[s].date.days == session->date.days;
         s++) {
        const struct ht_programme *other = programme_at(context, s);
        bool at_once = schedule->sessions[s].period.i == session->period.i;
        bool in_way =
            (at_once && other->mentor.i == mine->mentor.i) ||
            (ht_programme_shares(mine, other) && (at_once || school->policy.per_day_max < 2));
        if (in_way && other != mine)
            return schedule->sessions[s].programme.i;
    }
    return HT_NONE;
}

static bool is_day_full(const struct context *context, const struct ht_session *session)
{
    const struct ht_school *school = context->instance->school;
    const struct ht_schedule *schedule = context->schedule;
    ht_mentor_id mentor = school->programmes[session->programme.i].mentor;
    ht_period_id first;
    ht_school_periods_on(school, session->date, &first);
    uint64_t taken = UINT64_C(1) << (session->period.i - first.i);
    for (size_t s = ht_schedule_first_on(schedule, session->date);
         s < schedule->session_count && schedule->sessions[s].date.days == session->date.days; s++)
        if (programme_at(context, s)->mentor.i == mentor.i)
            taken |= UINT64_C(1) << (schedule->sessions[s].period.i - first.i);
    return ht_instance_shortfall(context->instance, mentor, session->date, taken) > 0;
}

/* ------------------------------------------------------------ reasons */

/* Why a session is not at its old place any more. */
static struct ht_reason find_reason(const struct context *context, const struct ht_planned *planned)
{
    const struct ht_instance *instance = context->instance;
    const struct ht_session *session = &planned->session;
    if (planned->rows[0]->by_hand)
        return (struct ht_reason){.why = HT_WHY_BY_HAND};
    if (session->programme.i == HT_NONE)
        return (struct ht_reason){.why = HT_WHY_NO_PROGRAMME};
    if (session->period.i == HT_NONE)
        return (struct ht_reason){.why = HT_WHY_NO_PERIOD};
    if (!ht_horizon_has(instance->horizon, session->date))
        return (struct ht_reason){.why = HT_WHY_HORIZON};
    struct ht_obstacle found = obstacle_to(instance, session);
    if (found.kind)
        return reason_against(instance, session, &found);
    if (!is_due(context, session))
        return (struct ht_reason){.why = HT_WHY_NOT_DUE};
    uint32_t neighbour = find_neighbour(context, session);
    if (neighbour != HT_NONE)
        return (struct ht_reason){.why = HT_WHY_NEIGHBOUR, .row = neighbour};
    return (struct ht_reason){.why =
                                  is_day_full(context, session) ? HT_WHY_FULL_DAY : HT_WHY_OTHERS};
}

/* Why there is a session that the previous plan lacks. */
static struct ht_reason reason_of_new(const struct context *context, uint32_t session)
{
    const struct ht_previous_plan *earlier = context->earlier;
    ht_programme_id programme = context->schedule->sessions[session].programme;
    for (size_t i = 0; i < earlier->count; i++)
        if (earlier->sessions[i].session.programme.i == programme.i)
            return (struct ht_reason){.why = HT_WHY_LACKING};
    return (struct ht_reason){.why = HT_WHY_NEW_PROGRAMME};
}

/* ------------------------------------------------------------ comparing */

static void add_change(struct ht_changes *changes, struct ht_change change)
{
    HT_GROW(changes->list, changes->count, changes->capacity);
    changes->list[changes->count++] = change;
    changes->counts[change.what]++;
    changes->by_hand += change.reason.why == HT_WHY_BY_HAND;
}

/* Adds what became of a session of the previous plan; now is HT_NONE where it has gone. */
static void add_earlier(const struct context *context, const struct ht_planned *planned,
                        uint32_t now)
{
    const struct ht_session *session = now == HT_NONE ? NULL : &context->schedule->sessions[now];
    bool kept = session && session->date.days == planned->session.date.days &&
                session->period.i == planned->session.period.i;
    add_change(context->changes, (struct ht_change){
                                     .what = kept      ? HT_KEPT
                                             : session ? HT_MOVED
                                                       : HT_DROPPED,
                                     .before = planned,
                                     .now = now,
                                     .reason = kept ? (struct ht_reason){.why = HT_WHY_KEPT}
                                                    : find_reason(context, planned),
                                 });
}

/* The ids of the schedule's sessions: numbers are their places. */
static struct ht_strings *name_sessions(const struct context *context)
{
    struct ht_strings *ids = ht_strings_new();
    char id[HT_SESSION_ID_SIZE];
    for (size_t s = 0; s < context->schedule->session_count; s++)
        ht_strings_add(ids, ht_session_id(context->schedule, context->instance->school, s, id));
    HT_REQUIRE(ht_strings_count(ids) == context->schedule->session_count, "two sessions of one id");
    return ids;
}

/* Finds the sessions that have the ids of earlier ones. */
static void match_ids(const struct context *context)
{
    const struct ht_previous_plan *earlier = context->earlier;
    struct ht_strings *ids = name_sessions(context);
    for (size_t i = earlier->past; i < earlier->count; i++) {
        const struct ht_session *session = &earlier->sessions[i].session;
        char id[HT_SESSION_ID_SIZE];
        if (session->programme.i == HT_NONE)
            continue;
        uint32_t now =
            ht_strings_find(ids, ht_session_id_of(context->instance->school, session, id));
        context->now[i] = now;
        if (now != HT_NONE)
            context->before[now] = (uint32_t)i;
    }
    ht_strings_free(ids);
}

/* Whether a session is there for one of another week: of the same run of weeks, or of a week that
   requires none any more of a programme that goes on until there have been enough. */
static bool stands_in(const struct context *context, const struct ht_session *now,
                      const struct ht_session *before)
{
    const struct ht_instance *instance = context->instance;
    if (now->programme.i != before->programme.i)
        return false;
    const struct ht_requirement *requirement = ht_requirements_block(
        context->requirements, before->programme, ht_instance_week(instance, before->date));
    if (requirement)
        return requirement == ht_requirements_block(context->requirements, now->programme,
                                                    ht_instance_week(instance, now->date));
    return instance->school->programmes[now->programme.i].sessions != HT_NO_LIMIT;
}

/* Finds sessions that moved to another week, which changes their ids. */
static void match_weeks(const struct context *context)
{
    const struct ht_previous_plan *earlier = context->earlier;
    const struct ht_schedule *schedule = context->schedule;
    uint32_t *added = HT_NEW(uint32_t, schedule->session_count), count = 0;
    for (size_t s = ht_schedule_first_on(schedule, earlier->from); s < schedule->session_count; s++)
        if (context->before[s] == HT_NONE)
            added[count++] = (uint32_t)s;
    for (size_t i = earlier->past; i < earlier->count; i++)
        for (uint32_t n = 0; n < count && context->now[i] == HT_NONE; n++)
            if (context->before[added[n]] == HT_NONE &&
                stands_in(context, &schedule->sessions[added[n]], &earlier->sessions[i].session)) {
                context->now[i] = added[n];
                context->before[added[n]] = (uint32_t)i;
            }
    free(added);
}

static void add_all_earlier(const struct context *context)
{
    const struct ht_previous_plan *earlier = context->earlier;
    for (size_t i = earlier->past; i < earlier->count; i++)
        add_earlier(context, &earlier->sessions[i], context->now[i]);
}

static void add_new(const struct context *context)
{
    const struct ht_schedule *schedule = context->schedule;
    for (size_t s = 0; s < schedule->session_count; s++)
        if (schedule->sessions[s].date.days >= context->changes->earlier->from.days &&
            context->before[s] == HT_NONE)
            add_change(context->changes,
                       (struct ht_change){.what = HT_ADDED_NEW,
                                          .now = (uint32_t)s,
                                          .reason = reason_of_new(context, (uint32_t)s)});
}

/* New sessions come among the earlier ones by their date. */
struct order {
    struct ht_change change;
    int32_t day;
    size_t place;
};

static int compare_order(const void *left, const void *right)
{
    const struct order *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static void sort_changes(struct ht_changes *changes, const struct ht_schedule *schedule)
{
    struct order *order = HT_NEW(struct order, changes->count);
    for (size_t i = 0; i < changes->count; i++) {
        const struct ht_change *change = &changes->list[i];
        ht_date date =
            change->before ? change->before->session.date : schedule->sessions[change->now].date;
        order[i] = (struct order){*change, date.days, i};
    }
    if (changes->count)
        qsort(order, changes->count, sizeof *order, compare_order);
    for (size_t i = 0; i < changes->count; i++)
        changes->list[i] = order[i].change;
    free(order);
}

struct ht_changes *ht_changes_new(const struct ht_instance *instance,
                                  const struct ht_requirements *requirements,
                                  const struct ht_schedule *schedule)
{
    struct ht_changes *changes = HT_NEW(struct ht_changes, 1);
    const struct ht_previous_plan *edited = instance->earlier;
    const struct ht_previous_plan *earlier = edited->origin ? edited->origin : edited;
    struct context context = {
        .instance = instance,
        .requirements = requirements,
        .schedule = schedule,
        .earlier = earlier,
        .changes = changes,
        .before = HT_NEW(uint32_t, schedule->session_count),
        .now = HT_NEW(uint32_t, earlier->count),
    };
    memset(context.before, 0xff, schedule->session_count * sizeof *context.before);
    memset(context.now, 0xff, earlier->count * sizeof *context.now);
    changes->earlier = edited;
    changes->anew = INT64_MAX;
    match_ids(&context);
    match_weeks(&context);
    add_all_earlier(&context);
    add_new(&context);
    sort_changes(changes, schedule);
    free(context.before);
    free(context.now);
    return changes;
}

void ht_changes_free(struct ht_changes *changes)
{
    if (!changes)
        return;
    free(changes->list);
    free(changes);
}
