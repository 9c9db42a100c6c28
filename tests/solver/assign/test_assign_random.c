/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Caseload allocation against exhaustive search: on small random schools every assignment there is
 * is judged by a plain reading of the goals, and none may be better than the one proposed.
 */
#include "solver/assign/assign.h"
#include "solver/base/memory.h"
#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

enum {
    SCHOOLS = HT_TRIED(200),
    WEEKS = 4, /* so that one of them is tight */
    DAYS = 2,
    PERIODS = 3,
    MOST_MENTORS = 3,
    MOST_PROGRAMMES = 5,
    SPARE = 2, /* of the 3 lessons of a day that may be scheduled */
};

/* A small linear congruential generator (Knuth's MMIX): the same schools on every machine. */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

static const ht_date monday = {20703}; /* 7 September 2026 */

/* ------------------------------------------------------------ a random school */

static void add_calendar(struct ht_school *school, enum ht_calendar_what what, int from, int to)
{
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    school->calendar[school->calendar_count++] =
        (struct ht_calendar_row){.what = what,
                                 .from = ht_date_plus(monday, from),
                                 .to = ht_date_plus(monday, to),
                                 .label = ""};
}

static void add_periods(struct ht_school *school)
{
    for (int day = 0; day < DAYS; day++)
        for (int n = 0; n < PERIODS; n++) {
            char name[2] = {(char)('1' + n), 0};
            HT_GROW(school->periods, school->period_count, school->period_capacity);
            school->periods[school->period_count++] =
                (struct ht_period){.weekday = day,
                                   .name = ht_strings_add(school->period_names, name),
                                   .start = 540 + 50 * n,
                                   .end = 590 + 50 * n,
                                   .kind = HT_LESSON};
        }
}

static void add_mentors(struct ht_school *school, uint64_t *state)
{
    static const char *const roles[] = {"lead", "learning", ""};
    int count = 2 + draw(state, MOST_MENTORS - 1);
    for (int m = 0; m < count; m++) {
        HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
        struct ht_mentor *mentor = &school->mentors[school->mentor_count++];
        *mentor = (struct ht_mentor){.id = "M",
                                     .role = roles[draw(state, 3)],
                                     .caseload = draw(state, 4) ? 1 + draw(state, 3) : HT_NO_LIMIT,
                                     .days = HT_EVERY_DAY};
        if (draw(state, 2))
            ht_some_add(&mentor->trained, (uint32_t)draw(state, 2));
    }
}

static void add_students(struct ht_school *school, uint64_t *state)
{
    static const char *const flags[] = {"LAC", "EHCP", "SEMH"};
    for (uint32_t s = 0; s < MOST_PROGRAMMES; s++) {
        HT_GROW(school->students, school->student_count, school->student_capacity);
        struct ht_student *student = &school->students[school->student_count++];
        *student = (struct ht_student){.id = "S", .year = ht_strings_add(school->years, "7")};
        for (int n = draw(state, 3); n > 0; n--)
            ht_some_add(&student->flags, ht_strings_add(school->flags, flags[draw(state, 3)]));
    }
}

static void add_lessons(struct ht_school *school, uint64_t *state)
{
    struct ht_lesson lesson = {ht_school_subject(school, "Ma"), {HT_NONE}, "", ""};
    ht_lesson_id id = ht_school_add_lesson(school, &lesson);
    for (uint32_t s = 0; s < school->student_count; s++)
        for (uint32_t p = 0; p < school->period_count; p++)
            if (draw(state, 2))
                ht_school_set_lesson(school, (ht_student_id){s}, (ht_period_id){p}, id);
}

/* Some have a mentor; the last student may have two, and the first two be a group. */
static void add_programmes(struct ht_school *school, uint64_t *state)
{
    bool pair = !draw(state, 3);
    for (uint32_t n = 0; n < MOST_PROGRAMMES; n++) {
        HT_GROW(school->programmes, school->programme_count, school->programme_capacity);
        struct ht_programme *programme = &school->programmes[school->programme_count++];
        *programme = (struct ht_programme){
            .urgency = -1,
            .referred = HT_DATE_FIRST,
            .mentor = {draw(state, 4) ? HT_NONE : (uint32_t)draw(state, (int)school->mentor_count)},
            .name = "P",
            .group = "",
            .student_count = 1 + (pair && !n),
            .per_week = 1,
            .per_weeks = 1,
            .minutes = 25,
            .from = HT_DATE_FIRST,
            .to = HT_DATE_LAST,
            .sessions = HT_NO_LIMIT};
        programme->students = HT_NEW(ht_student_id, programme->student_count);
        programme->students[0].i = n && !draw(state, 5) ? n - 1 : n;
        if (programme->student_count > 1)
            programme->students[1].i = MOST_PROGRAMMES - 1;
        for (int k = draw(state, 3); k > 0; k--)
            ht_some_add(&programme->needs, (uint32_t)draw(state, 3));
    }
}

static void add_commitments(struct ht_school *school, uint64_t *state)
{
    for (uint32_t m = 0; m < school->mentor_count; m++)
        for (int n = draw(state, 4); n > 0; n--) {
            HT_GROW(school->commitments, school->commitment_count, school->commitment_capacity);
            struct ht_commitment *commitment = &school->commitments[school->commitment_count++];
            *commitment = (struct ht_commitment){.mentor = {m},
                                                 .student = {HT_NONE},
                                                 .when = {.days = (uint8_t)(1 << draw(state, DAYS)),
                                                          .from = HT_DATE_FIRST,
                                                          .to = HT_DATE_LAST},
                                                 .what = ""};
            ht_some_add(&commitment->when.periods, (uint32_t)draw(state, PERIODS));
        }
}

static struct ht_school *random_school(uint64_t *state)
{
    struct ht_school *school = ht_school_new();
    ht_strings_add(school->weeks, "");
    add_calendar(school, HT_TERM, 0, WEEKS * HT_DAYS_A_WEEK - 1);
    int closed = draw(state, WEEKS) * HT_DAYS_A_WEEK + draw(state, DAYS);
    add_calendar(school, HT_CLOSED, closed, closed);
    school->policy.misses_max = 2 * WEEKS;
    school->policy.free_minutes = 50;
    school->policy.caseload[2].min = draw(state, 3);
    school->policy.caseload[2].max = 3;
    add_periods(school);
    add_mentors(school, state);
    add_students(school, state);
    ht_school_finish_periods(school);
    add_lessons(school, state);
    add_programmes(school, state);
    add_commitments(school, state);
    ht_school_finish(school);
    return school;
}

/* ------------------------------------------------------------ what an assignment is worth */

/* The programmes' mentors: places, or HT_NONE. */
struct
try {
    const struct ht_school *school;
    bool possible[MOST_PROGRAMMES][MOST_MENTORS];
    int tight[MOST_MENTORS]; /* the one week of four with the least room; -1: not all have any */
    uint32_t mentor[MOST_PROGRAMMES];
};

static bool is_committed(const struct ht_school *school, uint32_t mentor, uint32_t period)
{
    for (size_t n = 0; n < school->commitment_count; n++)
        if (school->commitments[n].mentor.i == mentor &&
            school->commitments[n].when.days >> school->periods[period].weekday & 1 &&
            ht_some_has(&school->commitments[n].when.periods, school->periods[period].name))
            return true;
    return false;
}

/* How many more sessions a mentor's day can have, before any. */
static int spare(const struct ht_school *school, uint32_t mentor, int day)
{
    int left = SPARE;
    for (uint32_t p = 0; p < school->period_count; p++)
        left -= school->periods[p].weekday == day && is_committed(school, mentor, p);
    return left > 0 ? left : 0;
}

/* Whether the programme and the mentor can meet in a period of a week. */
static bool can_meet(const struct try *try, uint32_t programme, uint32_t mentor, int week,
                     uint32_t period)
{
    const struct ht_school *school = try->school;
    const struct ht_programme *of = &school->programmes[programme];
    ht_date date = ht_date_plus(monday, week * HT_DAYS_A_WEEK + school->periods[period].weekday);
    if (!ht_school_day(school, date)->school_day || is_committed(school, mentor, period) ||
        !spare(school, mentor, school->periods[period].weekday))
        return false;
    for (uint32_t s = 0; s < of->student_count; s++)
        if (ht_school_lesson(school, of->students[s], (ht_period_id){period}).i == HT_NONE)
            return false;
    return true;
}

static bool meets_in(const struct try *try, uint32_t programme, uint32_t mentor, int week)
{
    for (uint32_t p = 0; p < try->school->period_count; p++)
        if (can_meet(try, programme, mentor, week, p))
            return true;
    return false;
}

/* The most sessions of the programmes from one on that a week has places for. */
static int most_placed(const struct try *try, uint32_t programme, uint32_t mentor, int week,
                       const bool *wanted, unsigned used)
{
    if (programme == MOST_PROGRAMMES)
        return 0;
    int most = most_placed(try, programme + 1, mentor, week, wanted, used);
    for (uint32_t p = 0; wanted[programme] && p < try->school->period_count; p++) {
        int day = try->school->periods[p].weekday;
        int on_day = __builtin_popcount(used >> (day * PERIODS) & ((1u << PERIODS) - 1));
        if (used >> p & 1 || on_day >= spare(try->school, mentor, day) ||
            !can_meet(try, programme, mentor, week, p))
            continue;
        int placed = 1 + most_placed(try, programme + 1, mentor, week, wanted, used | 1u << p);
        most = placed > most ? placed : most;
    }
    return most;
}

/* The weeks without any slot. */
static int lost_weeks(const struct try *try, uint32_t programme, uint32_t mentor)
{
    int lost = 0;
    for (int week = 0; week < WEEKS; week++)
        lost += !meets_in(try, programme, mentor, week);
    return lost;
}

static bool is_settled(const struct try *try, uint32_t programme)
{
    return try->school->programmes[programme].mentor.i != HT_NONE;
}

static bool is_possible(const struct try *try, uint32_t programme, uint32_t mentor)
{
    return is_settled(try, programme) ? try->school->programmes[programme].mentor.i == mentor
                                      : lost_weeks(try, programme, mentor) * 4 <= WEEKS;
}

static int room_of_week(const struct try *try, uint32_t mentor, int week)
{
    int room = 0, slots[DAYS] = {0};
    for (uint32_t p = 0; p < try->school->period_count; p++) {
        bool any = false;
        for (uint32_t n = 0; n < MOST_PROGRAMMES; n++)
            any = any || (try->possible[n][mentor] && can_meet(try, n, mentor, week, p));
        slots[try->school->periods[p].weekday] += any;
    }
    for (int day = 0; day < DAYS; day++)
        room += slots[day] < spare(try->school, mentor, day) ? slots[day]
                                                             : spare(try->school, mentor, day);
    return room;
}

static int find_tight(const struct try *try, uint32_t mentor)
{
    int tight = 0;
    for (int week = 0; week < WEEKS; week++) {
        if (!room_of_week(try, mentor, week))
            return -1;
        if (room_of_week(try, mentor, week) < room_of_week(try, mentor, tight))
            tight = week;
    }
    return tight;
}

static struct try first_try(const struct ht_school *school)
{
    struct try try = {.school = school};
    for (uint32_t m = 0; m < school->mentor_count; m++) {
        for (uint32_t n = 0; n < MOST_PROGRAMMES; n++)
            try.possible[n][m] = is_possible(&try, n, m);
        try.tight[m] = find_tight(&try, m);
    }
    return try;
}

/* Sessions of newly assigned programmes that a mentor's week has no place for. */
static int overflow(const struct try *try, uint32_t mentor, int week)
{
    bool settled[MOST_PROGRAMMES], all[MOST_PROGRAMMES];
    int added = 0;
    for (uint32_t n = 0; n < MOST_PROGRAMMES; n++) {
        all[n] = try->mentor[n] == mentor;
        settled[n] = all[n] && is_settled(try, n);
        added += all[n] && !settled[n] && meets_in(try, n, mentor, week);
    }
    return added + most_placed(try, 0, mentor, week, settled, 0) -
           most_placed(try, 0, mentor, week, all, 0);
}

static int limit_of(const struct ht_school *school, uint32_t mentor)
{
    const struct ht_mentor *of = &school->mentors[mentor];
    const struct ht_caseload_limit *role = ht_policy_caseload(&school->policy, of->role);
    return of->caseload != HT_NO_LIMIT ? of->caseload : role ? role->max : HT_NO_LIMIT;
}

/* Whether a student is with a mentor, or was before anything was assigned. */
static bool is_with(const struct try *try, uint32_t student, uint32_t mentor, bool before)
{
    for (uint32_t n = 0; n < MOST_PROGRAMMES; n++)
        for (uint32_t s = 0; s < try->school->programmes[n].student_count; s++)
            if (try->school->programmes[n].students[s].i == student && try->mentor[n] == mentor &&
                (!before || is_settled(try, n)))
                return true;
    return false;
}

static int load_of(const struct try *try, uint32_t mentor, bool before)
{
    int load = 0;
    for (uint32_t s = 0; s < MOST_PROGRAMMES; s++)
        load += is_with(try, s, mentor, before);
    return load;
}

/* The student's groups: the sum of their weights in *sum, the largest in *top; their number. */
static int groups_of(const struct ht_school *school, uint32_t student, int *sum, int *top)
{
    static const struct {
        const char *flag;
        int weight;
    } groups[] = {{"LAC", 5}, {"EHCP", 4}, {"SEMH", 3}};
    int count = *sum = *top = 0;
    for (size_t n = 0; n < sizeof groups / sizeof *groups; n++) {
        uint32_t flag = ht_strings_find(school->flags, groups[n].flag);
        bool has = false;
        for (uint32_t f = 0; f < school->students[student].flags.count; f++)
            has = has || school->students[student].flags.numbers[f] == flag;
        count += has;
        *sum += has ? groups[n].weight : 0;
        *top = has && groups[n].weight > *top ? groups[n].weight : *top;
    }
    return count;
}

static void add_programme(const struct try *try, uint32_t programme, int64_t *goals)
{
    const struct ht_programme *of = &try->school->programmes[programme];
    uint32_t mentor = try->mentor[programme];
    for (uint32_t s = 0; s < of->student_count; s++) {
        int sum, top, groups = groups_of(try->school, of->students[s].i, &sum, &top);
        bool complex = groups > 1 || top == 5;
        if (mentor == HT_NONE)
            goals[HT_GOAL_UNASSIGNED] += top ? top : 1;
        else if (!strcmp(try->school->mentors[mentor].role, "lead"))
            goals[HT_GOAL_COMPLEX] += !complex;
        else
            goals[HT_GOAL_COMPLEX] += complex ? sum : 0;
    }
    for (uint32_t n = 0; mentor != HT_NONE && n < of->needs.count; n++) {
        const struct ht_some *trained = &try->school->mentors[mentor].trained;
        bool has = false;
        for (uint32_t k = 0; k < trained->count; k++)
            has = has || trained->numbers[k] == of->needs.numbers[n];
        goals[HT_GOAL_NEEDS] += !has;
    }
    if (mentor != HT_NONE)
        goals[HT_GOAL_LOST] += lost_weeks(try, programme, mentor);
}

static void add_mentor(const struct try *try, uint32_t mentor, int64_t *goals)
{
    int usual = 0, limit = limit_of(try->school, mentor), load = load_of(try, mentor, false);
    for (uint32_t m = 0; m < try->school->mentor_count; m++)
        usual = limit_of(try->school, m) > usual ? limit_of(try->school, m) : usual;
    usual = usual ? usual : MOST_PROGRAMMES;
    limit = limit == HT_NO_LIMIT ? usual : limit;
    const struct ht_caseload_limit *role =
        ht_policy_caseload(&try->school->policy, try->school->mentors[mentor].role);
    int least = role ? role->min : 0;
    least = least < limit ? least : limit;
    goals[HT_GOAL_MINIMUM] += least > load ? least - load : 0;
    for (int n = 1; n <= load; n++)
        goals[HT_GOAL_EVEN] += (2 * n - 1) * 840 / limit;
    for (uint32_t s = 0; s < MOST_PROGRAMMES; s++)
        goals[HT_GOAL_FACES] += is_with(try, s, mentor, false) && !is_with(try, s, mentor, true);
    if (try->tight[mentor] >= 0)
        goals[HT_GOAL_LOST] += overflow(try, mentor, try->tight[mentor]);
}

/* Whether nothing that must hold is broken; then the goals are what they come to. */
static bool judge(const struct try *try, int64_t *goals)
{
    memset(goals, 0, HT_GOAL_COUNT * sizeof *goals);
    for (uint32_t n = 0; n < MOST_PROGRAMMES; n++) {
        if (try->mentor[n] != HT_NONE && !try->possible[n][try->mentor[n]])
            return false;
        if (!is_settled(try, n))
            add_programme(try, n, goals);
    }
    for (uint32_t m = 0; m < try->school->mentor_count; m++) {
        int limit = limit_of(try->school, m), load = load_of(try, m, false);
        if (limit != HT_NO_LIMIT && load > limit && load > load_of(try, m, true))
            return false;
        for (int week = 0; week < WEEKS; week++)
            if (week != try->tight[m] && overflow(try, m, week))
                return false;
        add_mentor(try, m, goals);
    }
    return true;
}

static bool is_better(const int64_t *a, const int64_t *b)
{
    int n = 0;
    while (n < HT_GOAL_COUNT - 1 && a[n] == b[n])
        n++;
    return a[n] < b[n];
}

static void try_all(struct try *try, uint32_t programme, int64_t *best)
{
    if (programme == MOST_PROGRAMMES) {
        int64_t goals[HT_GOAL_COUNT];
        if (judge(try, goals) && is_better(goals, best))
            memcpy(best, goals, sizeof goals);
        return;
    }
    try->mentor[programme] = try->school->programmes[programme].mentor.i;
    if (try->mentor[programme] != HT_NONE) {
        try_all(try, programme + 1, best);
        return;
    }
    try_all(try, programme + 1, best);
    for (uint32_t m = 0; m < try->school->mentor_count; m++) {
        try->mentor[programme] = m;
        try_all(try, programme + 1, best);
    }
}

START_TEST(test_exhaustive)
{
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = random_school(&state);
    struct ht_horizon horizon = {monday, ht_date_plus(monday, WEEKS * HT_DAYS_A_WEEK - 1)};
    struct try try = first_try(school);
    int64_t best[HT_GOAL_COUNT] = {INT64_MAX}, goals[HT_GOAL_COUNT];
    try_all(&try, 0, best);
    struct ht_assignment *assignment = ht_assign(school, horizon, 0, NULL);
    for (uint32_t n = 0; n < MOST_PROGRAMMES; n++)
        try.mentor[n] = school->programmes[n].mentor.i;
    for (size_t n = 0; n < assignment->count; n++)
        try.mentor[assignment->proposals[n].programme.i] = assignment->proposals[n].mentor.i;
    ck_assert(ht_assignment_proved(assignment));
    ck_assert(judge(&try, goals));
    for (int n = 0; n < HT_GOAL_COUNT; n++) {
        ck_assert_int_eq(goals[n], best[n]);
        ck_assert_int_eq(assignment->goals[n], best[n]);
    }
    ht_assignment_free(assignment);
    ht_school_free(school);
}
END_TEST

Suite *suite_assign_random(void)
{
    Suite *suite = suite_create("assign_random");
    TCase *tcase = tcase_create("assign_random");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_exhaustive, 0, SCHOOLS);
    suite_add_tcase(suite, tcase);
    return suite;
}
