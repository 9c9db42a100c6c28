/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/random_school.h"

#include "solver/base/memory.h"

#include <stdlib.h>

enum { DAYS = 2, FIRST_LESSON = 540 };

/* What the schools of a feature have. */
static const struct shape {
    int students, maybe; /* students, and how many more there may be */
    int weeks, periods;  /* of the horizon, and of a day */
    bool year_8;         /* the second student is in another year group */
    bool rooms, withdrawals, contiguous, per_day, shaped;
} shapes[HT_RANDOM_FEATURES] = {
    [HT_RANDOM_PLAIN] = {2, 1, 2, 2, .year_8 = false},
    [HT_RANDOM_GROUP] = {3, 0, 2, 2, .year_8 = true},
    [HT_RANDOM_TWICE] = {2, 0, 2, 2, .year_8 = false},
    [HT_RANDOM_FORTNIGHTLY] = {3, 0, 3, 2, .year_8 = false},
    [HT_RANDOM_SESSIONS] = {3, 0, 2, 2, .year_8 = false},
    [HT_RANDOM_TWINS] = {2, 0, 3, 2, .year_8 = false},
    [HT_RANDOM_PROGRAMMES] = {2, 0, 2, 2, .year_8 = false},
    [HT_RANDOM_ROOMS] = {3, 0, 2, 2, .rooms = true},
    [HT_RANDOM_WITHDRAWALS] = {3, 0, 2, 2, .withdrawals = true},
    [HT_RANDOM_CONTIGUOUS] = {2, 0, 2, 3, .contiguous = true},
    [HT_RANDOM_PER_DAY] = {1, 1, 2, 2, .per_day = true},
    [HT_RANDOM_SHAPED] = {2, 0, 2, 3, .shaped = true},
    [HT_RANDOM_EVERYTHING] = {3, 0, 2, 2, true, true, true, true, true, true},
};

enum { ANY_MENTOR = -1 };

/* The programmes of the features' schools; those of a student who is not there are left out. */
static const struct {
    enum ht_random_feature feature;
    const char *name, *group;
    int student, students; /* the first, and how many */
    int mentor;            /* or ANY_MENTOR */
    int per_week, per_weeks, sessions;
    bool late; /* begins with the second week */
} programmes[] = {
    {HT_RANDOM_PLAIN, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PLAIN, "P", "", 1, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PLAIN, "P", "", 2, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_GROUP, "P", "g", 0, 2, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_GROUP, "P", "", 2, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_TWICE, "P", "", 0, 1, 0, 2, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_TWICE, "P", "", 1, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_FORTNIGHTLY, "P", "", 0, 1, 0, 1, 2, HT_NO_LIMIT, false},
    {HT_RANDOM_FORTNIGHTLY, "P", "", 1, 1, 0, 2, 3, HT_NO_LIMIT, false},
    {HT_RANDOM_FORTNIGHTLY, "P", "", 2, 1, 0, 1, 2, HT_NO_LIMIT, true},
    {HT_RANDOM_SESSIONS, "P", "", 0, 1, 0, 1, 1, 2, false},
    {HT_RANDOM_SESSIONS, "P", "", 1, 1, 0, 2, 1, 3, false},
    {HT_RANDOM_SESSIONS, "P", "", 2, 1, 0, 1, 1, 1, false},
    {HT_RANDOM_TWINS, "P", "", 0, 1, 0, 1, 2, HT_NO_LIMIT, false},
    {HT_RANDOM_TWINS, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_TWINS, "P", "", 1, 1, 0, 1, 1, 1, false},
    {HT_RANDOM_TWINS, "P", "", 1, 1, 0, 1, 1, HT_NO_LIMIT, true},
    {HT_RANDOM_PROGRAMMES, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PROGRAMMES, "Q", "", 0, 1, ANY_MENTOR, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PROGRAMMES, "P", "", 1, 1, ANY_MENTOR, 1, 1, HT_NO_LIMIT, true},
    {HT_RANDOM_ROOMS, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_ROOMS, "P", "", 1, 1, 1, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_ROOMS, "P", "", 2, 1, ANY_MENTOR, 1, 1, HT_NO_LIMIT, true},
    {HT_RANDOM_WITHDRAWALS, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_WITHDRAWALS, "P", "", 1, 1, 1, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_WITHDRAWALS, "P", "", 2, 1, ANY_MENTOR, 1, 1, HT_NO_LIMIT, true},
    {HT_RANDOM_CONTIGUOUS, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_CONTIGUOUS, "P", "", 1, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_SHAPED, "P", "", 0, 1, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_SHAPED, "P", "", 1, 1, ANY_MENTOR, 2, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PER_DAY, "P", "", 0, 1, 0, 2, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_PER_DAY, "Q", "", 0, 1, ANY_MENTOR, 1, 2, HT_NO_LIMIT, false},
    {HT_RANDOM_PER_DAY, "P", "", 1, 1, 0, 1, 1, HT_NO_LIMIT, true},
    {HT_RANDOM_EVERYTHING, "P", "g", 0, 2, 0, 1, 1, HT_NO_LIMIT, false},
    {HT_RANDOM_EVERYTHING, "Q", "", 0, 1, ANY_MENTOR, 1, 2, 2, false},
    {HT_RANDOM_EVERYTHING, "P", "", 2, 1, 1, 2, 1, HT_NO_LIMIT, true},
};

/* A small linear congruential generator (Knuth's MMIX). */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

static ht_date september(int day)
{
    ht_date date;
    HT_REQUIRE(ht_date_make(2026, 9, day, &date), "no such date");
    return date;
}

struct ht_horizon ht_random_horizon(enum ht_random_feature feature)
{
    return (struct ht_horizon){september(7), september(6 + 7 * shapes[feature].weeks)};
}

static struct ht_calendar_row *add_calendar(struct ht_school *school, enum ht_calendar_what what,
                                            ht_date from, ht_date to, const char *label)
{
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    struct ht_calendar_row *row = &school->calendar[school->calendar_count++];
    *row = (struct ht_calendar_row){
        .what = what, .from = from, .to = to, .label = ht_school_text(school, label)};
    return row;
}

static void add_dates(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    add_calendar(school, HT_TERM, september(1), september(30), "AUT");
    if (draw(state, 3))
        return;
    struct ht_calendar_row *closed =
        add_calendar(school, HT_CLOSED, september(8), september(8), "INSET");
    if (shape->year_8 && draw(state, 2))
        ht_some_add(&closed->years, ht_strings_add(school->years, "8"));
}

static void set_policy(struct ht_policy *policy, const struct shape *shape, uint64_t *state)
{
    policy->misses_max = 1 + draw(state, 2);
    policy->free_minutes = draw(state, 3) ? 50 : 0;
    policy->cost_unplaced = draw(state, 3) ? 1000 : 16;
    policy->cost_repeat = 5 * draw(state, 2);
    policy->cost_day_load = draw(state, 3);
    if (shape->rooms)
        policy->rooms_max = 1;
    if (shape->withdrawals)
        policy->withdrawals_max = 1;
    if (shape->per_day)
        policy->per_day_max = 2;
    policy->free_contiguous = shape->contiguous;
    if (shape->contiguous && policy->free_minutes)
        policy->free_minutes += 10 * draw(state, 6);
}

/* The first period of a day is a lesson of 50 minutes; the others differ. */
static void add_periods(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    static const enum ht_kind kinds[] = {HT_LESSON, HT_LESSON, HT_LESSON, HT_LUNCH, HT_TUTOR};
    int length = draw(state, 3) ? 50 : 60;
    enum ht_kind middle = shape->contiguous ? kinds[draw(state, 5)] : HT_LESSON;
    for (int day = 0; day < DAYS; day++)
        for (int n = 0; n < shape->periods; n++) {
            char name[2] = {(char)('1' + n), 0};
            int start = FIRST_LESSON + 60 * n;
            HT_GROW(school->periods, school->period_count, school->period_capacity);
            school->periods[school->period_count++] = (struct ht_period){
                .weekday = day,
                .name = ht_strings_add(school->period_names, name),
                .start = start,
                .end = start + (n ? length : 50),
                .kind = n == 1 && shape->periods > 2 ? middle : HT_LESSON,
            };
        }
}

static void add_mentors(struct ht_school *school)
{
    static const char *const ids[] = {"M", "N"};
    for (int n = 0; n < 2; n++) {
        ht_strings_add(school->mentor_ids, ids[n]);
        HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
        school->mentors[school->mentor_count++] = (struct ht_mentor){.id = ids[n],
                                                                     .name = "",
                                                                     .role = "learning",
                                                                     .skills = "",
                                                                     .room = "",
                                                                     .caseload = HT_NO_LIMIT,
                                                                     .days = HT_EVERY_DAY};
    }
}

static void add_students(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    int count = shape->students + draw(state, 1 + shape->maybe);
    for (int n = 0; n < count; n++) {
        char id[2] = {(char)('a' + n), 0};
        ht_strings_add(school->student_ids, id);
        HT_GROW(school->students, school->student_count, school->student_capacity);
        struct ht_student *student = &school->students[school->student_count++];
        *student = (struct ht_student){
            .id = ht_school_text(school, id),
            .name = "",
            .form = "",
            .surname = "",
            .forename = "",
            .upn = "",
            .year = ht_strings_add(school->years, shape->year_8 && n == 1 ? "8" : "7")};
        if (n == 0)
            ht_some_add(&student->flags, ht_strings_add(school->flags, "LAC"));
    }
}

/* Everybody who has a subject at once is in one class of it. */
static void add_lessons(struct ht_school *school, uint64_t *state)
{
    static const char *const codes[] = {"Ma", "En", "Sc"};
    for (uint32_t s = 0; s < school->student_count; s++)
        for (uint32_t p = 0; p < school->period_count; p++) {
            if (!draw(state, 8))
                continue;
            ht_subject_id subject = ht_school_subject(school, codes[draw(state, 3)]);
            school->subjects[subject.i].cost = 10 + (int)subject.i;
            const char *code = school->subjects[subject.i].code;
            struct ht_lesson lesson = {subject, {ht_strings_add(school->classes, code)}, "", ""};
            ht_school_set_lesson(school, (ht_student_id){s}, (ht_period_id){p},
                                 ht_school_add_lesson(school, &lesson));
        }
}

static void add_programmes(struct ht_school *school, enum ht_random_feature feature,
                           uint64_t *state)
{
    for (size_t n = 0; n < sizeof programmes / sizeof *programmes; n++) {
        if (programmes[n].feature != feature || programmes[n].student >= (int)school->student_count)
            continue;
        int mentor = programmes[n].mentor == ANY_MENTOR ? draw(state, 2) : programmes[n].mentor;
        HT_GROW(school->programmes, school->programme_count, school->programme_capacity);
        struct ht_programme *programme = &school->programmes[school->programme_count++];
        *programme = (struct ht_programme){.urgency = -1,
                                           .referred = HT_DATE_FIRST,
                                           .mentor = {(uint32_t)mentor},
                                           .name = programmes[n].name,
                                           .group = programmes[n].group,
                                           .place = "",
                                           .student_count = (uint32_t)programmes[n].students,
                                           .per_week = programmes[n].per_week,
                                           .per_weeks = programmes[n].per_weeks,
                                           .minutes = 25,
                                           .from = HT_DATE_FIRST,
                                           .to = HT_DATE_LAST,
                                           .sessions = programmes[n].sessions};
        if (programmes[n].late)
            programme->from = september(14);
        programme->students = HT_NEW(ht_student_id, programme->student_count);
        for (uint32_t member = 0; member < programme->student_count; member++)
            programme->students[member].i = (uint32_t)programmes[n].student + member;
    }
}

/* The first mentor is away from one period of a day. */
static void add_commitment(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    HT_GROW(school->commitments, school->commitment_count, school->commitment_capacity);
    struct ht_commitment *commitment = &school->commitments[school->commitment_count++];
    *commitment = (struct ht_commitment){.student = {HT_NONE},
                                         .when = {.days = (uint8_t)(1 << draw(state, DAYS)),
                                                  .from = HT_DATE_FIRST,
                                                  .to = HT_DATE_LAST},
                                         .what = "duty"};
    ht_some_add(&commitment->when.periods, (uint32_t)draw(state, shape->periods));
}

/* Some programmes use one or two of the periods, and the second mentor has a student once. */
static void add_shapes(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    for (size_t n = 0; n < school->programme_count; n++)
        for (int periods = draw(state, 3); periods > 0; periods--)
            ht_some_add(&school->programmes[n].periods, (uint32_t)draw(state, shape->periods));
    if (!draw(state, 2))
        return;
    add_commitment(school, shape, state);
    struct ht_commitment *commitment = &school->commitments[school->commitment_count - 1];
    commitment->mentor.i = 1;
    commitment->student.i = (uint32_t)draw(state, (int)school->student_count);
    commitment->what = "withdrawal";
}

/* Both mentors work on one of the days only: they need rooms, and the same classes, at once. */
static void crowd_mentors(struct ht_school *school, uint64_t *state)
{
    int day = draw(state, DAYS);
    for (size_t n = 0; n < school->mentor_count; n++)
        school->mentors[n].days = (uint8_t)(1 << day);
}

static void add_request(struct ht_school *school, const struct shape *shape, uint64_t *state)
{
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    struct ht_request *request = &school->requests[school->request_count++];
    *request = ht_request_any((enum ht_request_what)draw(state, 4));
    request->student.i = (uint32_t)draw(state, (int)school->student_count);
    request->cost = 7;
    request->when.from = september(7 + 7 * draw(state, 2));
    ht_some_add(&request->when.periods, (uint32_t)draw(state, shape->periods));
}

static struct ht_request *add_allow(struct ht_school *school, uint64_t *state)
{
    static const struct {
        int from, to; /* of September; 0 is open */
    } dates[] = {{0, 0}, {0, 7}, {14, 14}, {15, 30}, {30, 30}};
    int n = draw(state, sizeof dates / sizeof *dates);
    HT_GROW(school->requests, school->request_count, school->request_capacity);
    struct ht_request *allow = &school->requests[school->request_count++];
    *allow = ht_request_any(HT_ALLOW);
    if (dates[n].from)
        allow->when.from = september(dates[n].from);
    if (dates[n].to)
        allow->when.to = september(dates[n].to);
    return allow;
}

/* A student may miss something once more; the first mentor need not keep the free time. */
static void add_allows(struct ht_school *school, uint64_t *state)
{
    for (int n = draw(state, 3); school->subject_count && n > 0; n--) {
        struct ht_request *allow = add_allow(school, state);
        allow->student.i = (uint32_t)draw(state, (int)school->student_count);
        ht_subject_id subject = {(uint32_t)draw(state, (int)school->subject_count)};
        if (draw(state, 2))
            allow->subject = subject;
        else
            allow->group = school->subjects[subject.i].group;
    }
    if (!draw(state, 2))
        return;
    struct ht_request *allow = add_allow(school, state);
    allow->mentor.i = (uint32_t)draw(state, 2);
    if (draw(state, 2))
        allow->when.days = (uint8_t)(1 << draw(state, DAYS));
}

/* Misses are limited in each of two half terms. */
static void halve_term(struct ht_school *school)
{
    add_calendar(school, HT_HALF_TERM, september(1), september(13), "AUT1");
    add_calendar(school, HT_HALF_TERM, september(14), september(30), "AUT2");
    school->policy.misses_per = HT_PER_HALF_TERM;
}

static void add_history(struct ht_school *school)
{
    HT_GROW(school->history, school->history_count, school->history_capacity);
    school->history[school->history_count++] =
        (struct ht_past){.date = september(1), .subject = {0}, .programme = ""};
}

struct ht_school *ht_random_school(enum ht_random_feature feature, uint64_t *state)
{
    const struct shape *shape = &shapes[feature];
    struct ht_school *school = ht_school_new();
    ht_strings_add(school->weeks, "");
    add_dates(school, shape, state);
    set_policy(&school->policy, shape, state);
    add_periods(school, shape, state);
    add_mentors(school);
    add_students(school, shape, state);
    ht_school_finish_periods(school);
    add_lessons(school, state);
    add_programmes(school, feature, state);
    if (shape->contiguous && draw(state, 2))
        add_commitment(school, shape, state);
    if (shape->shaped)
        add_shapes(school, shape, state);
    if ((shape->rooms || shape->withdrawals) && draw(state, 3))
        crowd_mentors(school, state);
    if (draw(state, 2))
        add_request(school, shape, state);
    if (school->subject_count && draw(state, 2))
        add_history(school);
    if (!draw(state, 4))
        halve_term(school);
    if (draw(state, 2))
        add_allows(school, state);
    ht_school_finish(school);
    return school;
}
