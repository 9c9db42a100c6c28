/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Planning the rest again, against exhaustive search: on small random schools in which something
 * has changed, every schedule that keeps what stands is held against the verifier, and the best one
 * by unplaced cost, then changes, then cost must be the engine's.
 */
#include "solver/base/memory.h"
#include "solver/plan/proof.h"
#include "solver/plan/replan.h"
#include "solver/verify/verify.h"
#include "tests/suites.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"

#include <stdlib.h>
#include <string.h>

/* Schools of each feature; the case's number tells both feature and seed. */
enum { SCHOOLS = HT_TRIED(40) };

/* Twins, the last of them, have many schedules. */
enum { CASES = HT_RANDOM_TWINS * SCHOOLS + HT_TRIED(15) };

static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

/* ------------------------------------------------------------ what has changed */

/* A session of the plan that is not over, or any where all are. */
static struct ht_session some_session(const struct ht_schedule *plan, ht_date from, uint64_t *state)
{
    size_t first = 0;
    while (first < plan->session_count && plan->sessions[first].date.days < from.days)
        first++;
    size_t left = plan->session_count - first;
    return plan->sessions[left ? first + (size_t)draw(state, (int)left)
                               : (size_t)draw(state, (int)plan->session_count)];
}

/* Never again at the time of a session, or only on its date. */
static void forbid(struct ht_school *school, struct ht_session session, uint64_t *state)
{
    bool once = draw(state, 2);
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    struct ht_request *never = &school->requests[school->request_count++];
    *never = (struct ht_request){
        .what = HT_NEVER,
        .student = school->programmes[session.programme.i].students[0],
        .mentor = {HT_NONE},
        .subject = {HT_NONE},
        .group = {HT_NONE},
        .class_ = {HT_NONE},
        .teacher = "",
        .when = {.days = (uint8_t)(1u << ht_date_weekday(session.date)),
                 .from = once ? session.date : HT_DATE_FIRST,
                 .to = once ? session.date : HT_DATE_LAST},
        .note = "",
        .line = 2,
    };
    ht_some_add(&never->when.periods, school->periods[session.period.i].name);
}

/* The mentor is away all day, or in one period of every week. */
static void take_mentor(struct ht_school *school, struct ht_session session, uint64_t *state)
{
    bool all_day = draw(state, 2);
    HT_GROW(school->commitments, school->commitment_count, school->commitment_capacity);
    struct ht_commitment *absent = &school->commitments[school->commitment_count++];
    *absent = (struct ht_commitment){
        .mentor = school->programmes[session.programme.i].mentor,
        .when = {.days = (uint8_t)(1u << ht_date_weekday(session.date)),
                 .from = all_day ? session.date : HT_DATE_FIRST,
                 .to = all_day ? session.date : HT_DATE_LAST},
        .what = "absent",
        .student = {HT_NONE},
        .line = 2,
    };
    if (!all_day)
        ht_some_add(&absent->when.periods, school->periods[session.period.i].name);
}

/* The students have another subject at the time of a session, or none. */
static void change_lesson(struct ht_school *school, struct ht_session session, uint64_t *state)
{
    ht_student_id student = school->programmes[session.programme.i].students[0];
    ht_subject_id subject = ht_school_subject(school, draw(state, 2) ? "Ma" : "Mu");
    const struct ht_lesson lesson = {subject, {HT_NONE}, "", ""};
    ht_lesson_id id =
        draw(state, 3) ? ht_school_add_lesson(school, &lesson) : (ht_lesson_id){HT_NONE};
    ht_school_set_lesson(school, student, session.period, id);
}

/* A day is closed to a year, unless that could be all of a week. */
static void close_day(struct ht_school *school, struct ht_session session)
{
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == HT_CLOSED)
            return;
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    struct ht_calendar_row *closed = &school->calendar[school->calendar_count++];
    *closed = (struct ht_calendar_row){
        .what = HT_CLOSED, .from = session.date, .to = session.date, .label = ""};
    ht_student_id student = school->programmes[session.programme.i].students[0];
    ht_some_add(&closed->years, school->students[student.i].year);
}

/* Something that takes places away, or makes others cheaper; or nothing. */
static void change(struct ht_school *school, const struct ht_schedule *plan, ht_date from,
                   uint64_t *state)
{
    struct ht_session session = some_session(plan, from, state);
    switch (draw(state, 6)) {
    case 0:
        forbid(school, session, state);
        break;
    case 1:
        take_mentor(school, session, state);
        break;
    case 2:
        change_lesson(school, session, state);
        break;
    case 3:
        close_day(school, session);
        break;
    case 4:
        school->policy.misses_max = 1;
        school->policy.free_minutes = 50;
        break;
    default:
        break;
    }
}

/* ------------------------------------------------------------ what has been recorded */

/* One of three texts. */
static const char *draw_text(uint64_t *state, const char *one, const char *other)
{
    const char *const texts[] = {one, other, ""};
    return texts[draw(state, 3)];
}

/* Rows of history at the plan's dates, some of which are of its sessions: with an id, by hand, of
   other periods, programmes and subjects, and again. */
static void record_some(struct ht_school *school, const struct ht_claimed_schedule *claims,
                        uint64_t *state)
{
    for (int n = claims->row_count ? draw(state, 4) : 0; n > 0; n--) {
        const struct ht_claim *row = &claims->rows[draw(state, (int)claims->row_count)];
        const struct ht_claim *other = &claims->rows[draw(state, (int)claims->row_count)];
        ht_lesson_id missed = draw(state, 4) ? row->missed : other->missed;
        HT_GROW(school->history, school->history_count, school->history_capacity);
        school->history[school->history_count++] = (struct ht_past){
            .date = row->date,
            .student = row->student,
            .subject =
                missed.i == HT_NONE ? (ht_subject_id){HT_NONE} : school->lessons[missed.i].subject,
            .programme = draw_text(state, school->programmes[row->programme.i].name, "another"),
            .session = draw_text(state, row->session, other->session),
            .period = draw_text(state, row->period_name, other->period_name),
        };
    }
}

/* ------------------------------------------------------------ what was done by hand */

/* A session stays where it is. */
static void lock(struct ht_school *school, const struct ht_claim *row)
{
    struct ht_request keep = ht_request_any(HT_KEEP);
    keep.student = row->student;
    keep.mentor = school->programmes[row->programme.i].mentor;
    keep.when.from = keep.when.to = row->date;
    ht_some_add(&keep.when.periods, school->periods[row->period.i].name);
    keep.locks = row->programme.i + 1;
    keep.line = 2;
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    school->requests[school->request_count++] = keep;
}

/* Puts all rows of a row's session on another day of the week and in another period. */
static void move(const struct ht_school *school, struct ht_claimed_schedule *claims,
                 const char *session, uint64_t *state)
{
    int day = draw(state, 5), place = draw(state, 64);
    for (size_t n = 0; n < claims->row_count; n++) {
        struct ht_claim *row = &claims->rows[n];
        ht_period_id first;
        if (strcmp(row->session, session))
            continue;
        row->date = ht_date_plus(ht_date_monday(row->date), day);
        uint32_t count = ht_school_periods_on(school, row->date, &first);
        row->period.i = count ? first.i + (uint32_t)place % count : HT_NONE;
        row->period_name =
            count ? ht_strings_text(school->period_names, school->periods[row->period.i].name) : "";
        row->missed =
            count ? ht_school_lesson(school, row->student, row->period) : (ht_lesson_id){HT_NONE};
    }
}

/* Takes all rows of a session out. */
static void put_aside(struct ht_claimed_schedule *claims, const char *session)
{
    size_t kept = 0;
    bool done = false;
    for (size_t n = 0; n < claims->row_count; n++) {
        const struct ht_claim *row = &claims->rows[n];
        if (strcmp(row->session, session)) {
            claims->rows[kept++] = *row;
            continue;
        }
        HT_GROW(claims->aside, claims->aside_count, claims->aside_capacity);
        claims->aside[claims->aside_count] = (struct ht_put_aside){row->programme, row->date};
        claims->aside_count += !done;
        done = true;
    }
    claims->row_count = kept;
}

/* Whether what is over and the locked rows break no rule by themselves. */
static bool may_lock(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                     const char *session)
{
    struct ht_claimed_schedule *fixed = ht_claimed_schedule_new(claims->horizon);
    bool good = true;
    fixed->has_unplaced = true;
    fixed->stands = claims->stands;
    for (size_t n = 0; n < claims->row_count; n++)
        if (claims->rows[n].date.days < claims->stands.days ||
            !strcmp(claims->rows[n].session, session)) {
            HT_GROW(fixed->rows, fixed->row_count, fixed->row_capacity);
            fixed->rows[fixed->row_count] = claims->rows[n];
            fixed->rows[fixed->row_count].start = fixed->rows[fixed->row_count].end = -1;
            fixed->row_count++;
        }
    struct ht_verdict *verdict = ht_verify(school, fixed);
    for (size_t i = 0; i < verdict->breach_count; i++)
        good &= verdict->breaches[i].of != HT_ROW_SESSION || !verdict->breaches[i].rule;
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(fixed);
    return good;
}

/* Moves and locks a session that is not over, or puts one aside, or neither. Programmes that
   nothing in a row tells apart are left alone. */
static void edit(struct ht_school *school, struct ht_claimed_schedule *claims, uint64_t *state)
{
    size_t first = 0;
    while (first < claims->row_count && claims->rows[first].date.days < claims->stands.days)
        first++;
    int what = draw(state, 4);
    for (size_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_KEEP)
            return;
    if (first == claims->row_count || what == 3)
        return;
    const struct ht_claim row =
        claims->rows[first + (size_t)draw(state, (int)(claims->row_count - first))];
    struct ht_claim *before = HT_NEW(struct ht_claim, claims->row_count);
    memcpy(before, claims->rows, claims->row_count * sizeof *before);
    if (what == 2) {
        put_aside(claims, row.session);
        free(before);
        return;
    }
    if (what == 1)
        move(school, claims, row.session, state);
    struct ht_claim now = row;
    for (size_t n = 0; n < claims->row_count; n++)
        if (!strcmp(claims->rows[n].session, row.session))
            now = claims->rows[n];
    if (now.period.i != HT_NONE && now.date.days >= claims->stands.days &&
        may_lock(school, claims, row.session))
        lock(school, &now);
    else
        memcpy(claims->rows, before, claims->row_count * sizeof *before);
    free(before);
}

/* Whether no session is where one was put aside. */
static bool leaves_aside(const struct ht_school *school, const struct ht_claimed_schedule *edited,
                         const struct ht_claimed_schedule *claims)
{
    for (size_t i = 0; i < edited->aside_count; i++) {
        const struct ht_put_aside *aside = &edited->aside[i];
        const struct ht_programme *programme = &school->programmes[aside->programme.i];
        int sessions = 0;
        for (size_t n = 0; n < claims->row_count; n++)
            sessions +=
                claims->rows[n].programme.i == aside->programme.i &&
                claims->rows[n].student.i == programme->students[0].i &&
                ht_date_monday(claims->rows[n].date).days == ht_date_monday(aside->date).days;
        if (sessions >= programme->per_week)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------ the best of all */

/* What schedules are compared by, in this order. */
struct rank {
    int64_t unplaced, changed, cost;
};

struct best {
    const struct ht_school *school;
    const struct ht_previous_plan *earlier;
    struct rank rank;
    int64_t least;         /* cost of any, whatever it changes */
    struct rank as_it_was; /* of the earlier plan, where it still holds: else the cost is below 0 */
    bool found;
};

static bool has_place(const struct ht_claimed_schedule *claims, const struct ht_session *session)
{
    for (size_t i = 0; i < claims->row_count; i++)
        if (claims->rows[i].programme.i == session->programme.i &&
            claims->rows[i].date.days == session->date.days &&
            claims->rows[i].period.i == session->period.i)
            return true;
    return false;
}

static int64_t count_changed(const struct ht_previous_plan *earlier,
                             const struct ht_claimed_schedule *claims)
{
    int64_t changed = 0;
    for (size_t i = earlier->past; i < earlier->count; i++)
        changed += !has_place(claims, &earlier->sessions[i].session);
    return changed;
}

static bool is_better(struct rank a, struct rank b)
{
    if (a.unplaced != b.unplaced)
        return a.unplaced < b.unplaced;
    return a.changed != b.changed ? a.changed < b.changed : a.cost < b.cost;
}

static void keep_best(const struct ht_claimed_schedule *claims, void *context)
{
    struct best *best = context;
    struct ht_verdict *verdict = ht_verify(best->school, claims);
    struct rank rank = {verdict->costs.unplaced, count_changed(best->earlier, claims),
                        ht_costs_total(&verdict->costs)};
    if (!verdict->breach_count && leaves_aside(best->school, best->earlier->claims, claims)) {
        if (!best->found || is_better(rank, best->rank))
            best->rank = rank;
        if (!best->found || rank.cost < best->least)
            best->least = rank.cost;
        if (!rank.changed && claims->row_count == best->earlier->claims->row_count)
            best->as_it_was = rank;
        best->found = true;
    }
    ht_verdict_free(verdict);
}

/* ------------------------------------------------------------ the test */

/* Claims of a schedule's sessions, from a date on or before it; the ids are kept in texts. */
static void claim_all(struct ht_claimed_schedule *claims, struct ht_school *school,
                      const struct ht_schedule *schedule)
{
    char id[HT_SESSION_ID_SIZE];
    for (size_t n = 0; n < schedule->session_count; n++)
        every_claim(claims, school, schedule->sessions[n],
                    ht_school_text(school, ht_session_id(schedule, school, n, id)));
}

/* What was missed at what is over does not change with the timetable. */
static void copy_missed(struct ht_claimed_schedule *claims, const struct ht_claimed_schedule *plan)
{
    for (size_t n = 0; n < claims->row_count; n++)
        for (size_t i = 0; i < plan->row_count; i++)
            if (plan->rows[i].student.i == claims->rows[n].student.i &&
                !strcmp(plan->rows[i].session, claims->rows[n].session))
                claims->rows[n].missed = plan->rows[i].missed;
}

static struct rank rank_of(struct ht_school *school, const struct ht_previous_plan *earlier,
                           const struct ht_schedule *schedule,
                           const struct ht_claimed_schedule *plan)
{
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(schedule->horizon);
    claims->has_unplaced = true;
    claim_all(claims, school, schedule);
    copy_missed(claims, plan);
    for (size_t n = 0; n < schedule->unplaced_count; n++)
        every_miss(claims, school, schedule->unplaced[n].programme, schedule->unplaced[n].week,
                   schedule->unplaced[n].count);
    claims->stands = plan->stands;
    struct ht_verdict *verdict = ht_verify(school, claims);
    for (size_t i = 0; i < verdict->breach_count; i++)
        ck_abort_msg("breach of H%d, cause %d", verdict->breaches[i].rule,
                     verdict->breaches[i].cause);
    struct rank rank = {verdict->costs.unplaced, count_changed(earlier, claims),
                        ht_costs_total(&verdict->costs)};
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    return rank;
}

/* The best schedule of all that keep what is claimed before a date. */
static struct best search_all(const struct ht_school *school,
                              const struct ht_previous_plan *earlier,
                              const struct ht_claimed_schedule *plan)
{
    struct best best = {.school = school, .earlier = earlier, .as_it_was.cost = -1};
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(plan->horizon);
    claims->stands = plan->stands;
    for (size_t i = 0; i < plan->row_count; i++)
        if (plan->rows[i].date.days < plan->stands.days) {
            HT_GROW(claims->rows, claims->row_count, claims->row_capacity);
            claims->rows[claims->row_count++] = plan->rows[i];
        }
    every_schedule(school, claims, keep_best, &best);
    if (best.as_it_was.cost == best.least)
        best.rank = best.as_it_was;
    ht_claimed_schedule_free(claims);
    return best;
}

static void check_replan(struct ht_school *school, const struct ht_claimed_schedule *claims)
{
    struct ht_previous_plan *earlier = ht_previous_plan_new(school, claims);
    struct ht_changes *changes;
    struct ht_schedule *schedule =
        ht_replan(school, claims->horizon, earlier, &(struct ht_plan_options){0}, &changes);
    struct best best = search_all(school, earlier, claims);
    ck_assert(best.found);
    struct rank rank = rank_of(school, earlier, schedule, claims);
    ck_assert_int_eq(rank.unplaced, best.rank.unplaced);
    ck_assert_int_eq(rank.changed, best.rank.changed);
    ck_assert_int_eq(rank.cost, best.rank.cost);
    ck_assert_int_eq(schedule->cost, rank.cost);
    ck_assert_int_eq(schedule->bound, best.least);
    ck_assert_int_eq(changes->anew, best.least);
    ck_assert(changes->proven);
    ck_assert_int_eq((int64_t)(changes->counts[HT_MOVED] + changes->counts[HT_DROPPED]),
                     rank.changed);
    ck_assert_int_eq(schedule->status, rank.cost == best.least ? HT_OPTIMAL : HT_FEASIBLE);
    struct ht_proofs *proofs = ht_proofs_new(school, schedule, changes, NULL, 0);
    ck_assert_int_eq(ht_proofs_bound(proofs), changes->sum);
    ht_proofs_free(proofs);
    ht_changes_free(changes);
    ht_schedule_free(schedule);
    ht_previous_plan_free(earlier);
}

START_TEST(test_exhaustive)
{
    enum ht_random_feature feature = (enum ht_random_feature)(_i / SCHOOLS);
    uint64_t state = (uint64_t)_i + 1000;
    struct ht_school *school = ht_random_school(feature, &state);
    struct ht_horizon horizon = ht_random_horizon(feature);
    struct ht_schedule *plan = ht_plan(school, horizon, &(struct ht_plan_options){0});
    ht_date from = ht_date_plus(horizon.from, draw(&state, 10));
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(horizon);
    claim_all(claims, school, plan);
    record_some(school, claims, &state);
    if (plan->session_count)
        change(school, plan, from, &state);
    ht_previous_plan_admit(school, claims, from);
    ht_previous_plan_forget(school, claims);
    bool is_edited = feature <= HT_RANDOM_TWICE || feature == HT_RANDOM_ROOMS ||
                     feature == HT_RANDOM_WITHDRAWALS || feature == HT_RANDOM_CONTIGUOUS;
    if (is_edited)
        edit(school, claims, &state);
    check_replan(school, claims);
    ht_claimed_schedule_free(claims);
    ht_schedule_free(plan);
    ht_school_free(school);
}
END_TEST

Suite *suite_replan(void)
{
    Suite *suite = suite_create("replan");
    TCase *tcase = tcase_create("exhaustive");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_exhaustive, 0, CASES);
    suite_add_tcase(suite, tcase);
    return suite;
}
