/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The engine against exhaustive search: on small random schools every schedule there is is held
 * against the verifier, which shares nothing with the engine, and the cheapest must be the plan's.
 */
#include "solver/claims.h"
#include "solver/memory.h"
#include "solver/plan.h"
#include "solver/verify.h"
#include "tests/suites.h"

#include <stdio.h>
#include <stdlib.h>

enum { SCHOOLS = 120, DAYS = 2, PERIODS = 2, MOST_NEEDS = 8 };

/* A small linear congruential generator (Knuth's MMIX): the same schools on every machine. */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

static ht_date date_of(int year, int month, int day)
{
    ht_date date;
    ck_assert(ht_date_make(year, month, day, &date));
    return date;
}

/* ------------------------------------------------------------ a random school */

static void add_calendar(struct ht_school *school, enum ht_calendar_what what, ht_date from,
                         ht_date to, const char *label)
{
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    school->calendar[school->calendar_count++] = (struct ht_calendar_row){
        .what = what, .from = from, .to = to, .label = ht_school_text(school, label)};
}

static void add_periods(struct ht_school *school, uint64_t *state)
{
    int second = draw(state, 3) ? 50 : 60;
    for (int day = 0; day < DAYS; day++)
        for (int n = 0; n < PERIODS; n++) {
            char name[2] = {(char)('1' + n), 0};
            HT_GROW(school->periods, school->period_count, school->period_capacity);
            school->periods[school->period_count++] = (struct ht_period){
                .weekday = day,
                .name = ht_names_add(school->period_names, name),
                .start = 540 + 60 * n,
                .end = 540 + 60 * n + (n ? second : 50),
                .kind = HT_LESSON,
            };
        }
}

static void add_people(struct ht_school *school, int students)
{
    ht_names_add(school->mentor_ids, "M");
    HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
    school->mentors[school->mentor_count++] = (struct ht_mentor){.id = "M",
                                                                 .name = "",
                                                                 .role = "learning",
                                                                 .skills = "",
                                                                 .room = "",
                                                                 .caseload = HT_NO_LIMIT,
                                                                 .days = HT_EVERY_DAY};
    for (int n = 0; n < students; n++) {
        char id[2] = {(char)('a' + n), 0};
        ht_names_add(school->student_ids, id);
        HT_GROW(school->students, school->student_count, school->student_capacity);
        school->students[school->student_count] =
            (struct ht_student){.id = ht_school_text(school, id),
                                .name = "",
                                .form = "",
                                .year = ht_names_add(school->years, "7")};
        if (n == 0)
            ht_some_add(&school->students[0].flags, ht_names_add(school->flags, "LAC"));
        school->student_count++;
    }
}

static void add_lessons(struct ht_school *school, uint64_t *state)
{
    static const char *const codes[] = {"Ma", "En", "Sc"};
    for (uint32_t s = 0; s < school->student_count; s++)
        for (uint32_t p = 0; p < school->period_count; p++) {
            if (!draw(state, 8))
                continue;
            ht_subject_id subject = ht_school_subject(school, codes[draw(state, 3)]);
            school->subjects[subject.i].cost = 10 + (int)subject.i;
            struct ht_lesson lesson = {subject, {HT_NONE}, "", ""};
            ht_school_set_lesson(school, (ht_student_id){s}, (ht_period_id){p},
                                 ht_school_add_lesson(school, &lesson));
        }
}

static void add_programmes(struct ht_school *school)
{
    for (uint32_t s = 0; s < school->student_count; s++) {
        HT_GROW(school->programmes, school->programme_count, school->programme_capacity);
        struct ht_programme *programme = &school->programmes[school->programme_count++];
        *programme = (struct ht_programme){.name = "P",
                                           .group = "",
                                           .student_count = 1,
                                           .per_week = 1,
                                           .per_weeks = 1,
                                           .minutes = 25,
                                           .from = HT_DATE_FIRST,
                                           .to = HT_DATE_LAST,
                                           .sessions = HT_NO_LIMIT};
        programme->students = HT_NEW(ht_student_id, 1);
        programme->students[0].i = s;
    }
}

static void add_request(struct ht_school *school, uint64_t *state)
{
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    struct ht_request *request = &school->requests[school->request_count++];
    *request = (struct ht_request){.what = (enum ht_request_what)draw(state, 4),
                                   .student = {(uint32_t)draw(state, (int)school->student_count)},
                                   .mentor = {HT_NONE},
                                   .subject = {HT_NONE},
                                   .group = {HT_NONE},
                                   .class_ = {HT_NONE},
                                   .teacher = "",
                                   .days = HT_EVERY_DAY,
                                   .note = "",
                                   .cost = 7,
                                   .from = date_of(2026, 9, 7 + 7 * draw(state, 2)),
                                   .to = HT_DATE_LAST};
    ht_some_add(&request->periods, (uint32_t)draw(state, PERIODS));
}

static void add_history(struct ht_school *school, uint64_t *state)
{
    if (!school->subject_count || draw(state, 2))
        return;
    HT_GROW(school->history, school->history_count, school->history_capacity);
    school->history[school->history_count++] =
        (struct ht_past){.date = date_of(2026, 9, 1), .subject = {0}, .programme = ""};
}

static struct ht_school *random_school(uint64_t *state)
{
    struct ht_school *school = ht_school_new();
    ht_names_add(school->weeks, "");
    add_calendar(school, HT_TERM, date_of(2026, 9, 1), date_of(2026, 9, 22), "AUT");
    if (!draw(state, 3))
        add_calendar(school, HT_CLOSED, date_of(2026, 9, 8), date_of(2026, 9, 8), "INSET");
    school->policy.misses_max = 1 + draw(state, 2);
    school->policy.free_minutes = draw(state, 3) ? 50 : 0;
    school->policy.cost_unplaced = draw(state, 3) ? 1000 : 16;
    school->policy.cost_repeat = 5 * draw(state, 2);
    school->policy.cost_day_load = draw(state, 3);
    add_periods(school, state);
    add_people(school, 2 + draw(state, 2));
    ht_school_finish_periods(school);
    add_lessons(school, state);
    add_programmes(school);
    if (draw(state, 2))
        add_request(school, state);
    add_history(school, state);
    ht_school_finish(school);
    return school;
}

/* ------------------------------------------------------------ claims */

static void claim(struct ht_claims *claims, const struct ht_school *school,
                  struct ht_session session, const char *id)
{
    const struct ht_programme *programme = &school->programmes[session.programme.i];
    const struct ht_period *period = &school->periods[session.period.i];
    HT_GROW(claims->rows, claims->row_count, claims->row_capacity);
    claims->rows[claims->row_count] = (struct ht_claim){
        .session = id,
        .date = session.date,
        .period = session.period,
        .student = programme->students[0],
        .programme = session.programme,
        .start = period->start,
        .end = period->start + programme->minutes,
        .period_name = ht_names_text(school->period_names, period->name),
        .student_id = school->students[programme->students[0].i].id,
        .mentor_id = "M",
        .programme_name = programme->name,
        .group = "",
        .line = (int)claims->row_count + 2,
    };
    claims->row_count++;
}

static void miss(struct ht_claims *claims, const struct ht_school *school,
                 ht_programme_id programme, ht_date monday)
{
    HT_GROW(claims->unplaced, claims->unplaced_count, claims->unplaced_capacity);
    claims->unplaced[claims->unplaced_count++] =
        (struct ht_unplaced_claim){.student = school->programmes[programme.i].students[0],
                                   .programme = programme,
                                   .week = monday,
                                   .count = 1};
}

/* The cost of claims; below 0 where they breach a rule. */
static int64_t judge(const struct ht_school *school, const struct ht_claims *claims)
{
    struct ht_verdict *verdict = ht_verify(school, claims);
    int64_t cost = verdict->breach_count ? -1 : ht_costs_total(&verdict->costs);
    ht_verdict_free(verdict);
    return cost;
}

static int64_t judge_schedule(const struct ht_school *school, const struct ht_schedule *schedule)
{
    struct ht_claims *claims = ht_claims_new(schedule->horizon);
    claims->has_unplaced = true;
    char *ids = ht_alloc(schedule->session_count, HT_SESSION_ID_SIZE);
    for (size_t n = 0; n < schedule->session_count; n++)
        claim(claims, school, schedule->sessions[n],
              ht_session_id(schedule, school, n, ids + n * HT_SESSION_ID_SIZE));
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        ck_assert_ptr_nonnull(schedule->unplaced[n].detail);
        miss(claims, school, schedule->unplaced[n].programme, schedule->unplaced[n].week);
    }
    int64_t cost = judge(school, claims);
    ht_claims_free(claims);
    free(ids);
    return cost;
}

/* ------------------------------------------------------------ every schedule there is */

/* One required session: each programme in each of the two weeks of the horizon. */
struct search {
    const struct ht_school *school;
    struct ht_horizon horizon;
    int needs;
    int64_t least;
};

static void try_all(struct search *search, struct ht_claims *claims, int need)
{
    if (need == search->needs) {
        int64_t cost = judge(search->school, claims);
        if (cost >= 0 && (search->least < 0 || cost < search->least))
            search->least = cost;
        return;
    }
    ht_programme_id programme = {(uint32_t)need / 2};
    ht_date monday = ht_date_plus(search->horizon.from, need % 2 * HT_DAYS_A_WEEK);
    miss(claims, search->school, programme, monday);
    try_all(search, claims, need + 1);
    claims->unplaced_count--;
    static const char *const ids[MOST_NEEDS] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    for (uint32_t p = 0; p < search->school->period_count; p++) {
        ht_date date = ht_date_plus(monday, search->school->periods[p].weekday);
        claim(claims, search->school, (struct ht_session){programme, date, {p}, 0}, ids[need]);
        try_all(search, claims, need + 1);
        claims->row_count--;
    }
}

START_TEST(test_exhaustive)
{
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = random_school(&state);
    struct ht_horizon horizon = {date_of(2026, 9, 7), date_of(2026, 9, 20)};
    struct search search = {school, horizon, (int)school->programme_count * 2, -1};
    struct ht_claims *claims = ht_claims_new(horizon);
    claims->has_unplaced = true;
    try_all(&search, claims, 0);
    struct ht_schedule *schedule = ht_plan(school, horizon, &(struct ht_plan_options){0});
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(schedule->cost, search.least);
    ck_assert_int_eq(schedule->bound, search.least);
    ck_assert_int_eq(judge_schedule(school, schedule), search.least);
    ht_schedule_free(schedule);
    ht_claims_free(claims);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ limits and threads */

START_TEST(test_stopped)
{
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = random_school(&state);
    struct ht_horizon horizon = {date_of(2026, 9, 7), date_of(2026, 9, 20)};
    atomic_bool stop = true;
    struct ht_schedule *schedule =
        ht_plan(school, horizon, &(struct ht_plan_options){.stop = &stop});
    ck_assert_int_ne(schedule->status, HT_INFEASIBLE);
    ck_assert_int_le(schedule->bound, schedule->cost);
    ck_assert_int_eq(judge_schedule(school, schedule), schedule->cost);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

Suite *suite_plan(void)
{
    Suite *suite = suite_create("plan");
    TCase *tcase = tcase_create("plan");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_exhaustive, 0, SCHOOLS);
    tcase_add_loop_test(tcase, test_stopped, 0, SCHOOLS);
    suite_add_tcase(suite, tcase);
    return suite;
}
