/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Timetables whose rows hold from and to dates: who has what on each date, and what is planned. */
#include "io/school/read.h"
#include "solver/plan/plan.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEKS = 3, DAYS = WEEKS * HT_DAYS_A_WEEK };

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/dated/* \"$T\""), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* The first day of the school's term, a Monday. */
static ht_date first_day(void)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 9, 7, &date));
    return date;
}

static struct ht_horizon whole_term(void)
{
    return (struct ht_horizon){first_day(), ht_date_plus(first_day(), DAYS - 1)};
}

/* The code of what a student misses in a period of a date; NULL where that is nothing. */
static const char *missed(const struct ht_school *school, uint32_t student, ht_date date,
                          const char *period)
{
    uint32_t name = ht_strings_find(school->period_names, period);
    ht_period_id at = ht_school_period_on(school, date, name);
    if (at.i == HT_NONE)
        return NULL;
    ht_lesson_id lesson = ht_school_lesson(school, (ht_student_id){student}, at);
    return lesson.i == HT_NONE ? NULL : school->subjects[school->lessons[lesson.i].subject.i].code;
}

/* ------------------------------------------------------------ some timetables */

/*
 * Rows of S1, of whom nobody knows more, and the first letter of the subject in period 1 on Monday
 * and Wednesday of the three weeks ('-': none). Where there is no choice, the sessions follow.
 */
static const struct {
    const char *rows[5];
    const char *letters;
    const char *sessions;
} timetables[] = {
    /* one version, for ever, from a date, to a date, and between two */
    {{"Mon,1,English,,"}, "E- E- E-", NULL},
    {{"Mon,1,English,2026-09-14,"}, "-- E- E-", "14 English,21 English"},
    {{"Mon,1,English,,2026-09-14"}, "E- E- --", "07 English,14 English"},
    {{"Mon,1,English,,2026-09-13"}, "E- -- --", "07 English"},
    {{"Mon,1,English,2026-09-14,2026-09-14"}, "-- E- --", "14 English"},
    {{"Mon,1,English,2026-09-08,2026-09-20"}, "-- E- --", "14 English"},
    {{"Mon,1,English,2026-08-01,2026-08-31"}, "-- -- --", ""},
    {{"Mon,1,English,2026-12-01,"}, "-- -- --", ""},
    {{"Mon,1,English,,2026-08-31"}, "-- -- --", ""},
    /* two versions */
    {{"Mon,1,English,,2026-09-13", "Mon,1,Maths,2026-09-14,"},
     "E- M- M-",
     "07 English,14 Maths,21 Maths"},
    {{"Mon,1,English,,2026-09-14", "Mon,1,Maths,15/09/2026,"},
     "E- E- M-",
     "07 English,14 English,21 Maths"},
    {{"Mon,1,English,,2026-09-08", "Wed,1,Maths,2026-09-17,"}, "E- -- -M", "07 English,23 Maths"},
    {{"Mon,1,English,,2026-09-15", "Wed,1,English,2026-09-16,", "Wed,1,Art,,2026-09-15"},
     "EA EE -E",
     NULL},
    {{"Mon,1,English,,2026-09-13", "Mon,1,Maths,2026-09-21,"}, "E- -- M-", "07 English,21 Maths"},
    /* three versions, and what holds through some of them or all */
    {{"Mon,1,English,,2026-09-13", "Mon,1,Maths,2026-09-14,2026-09-20", "Mon,1,Art,2026-09-21,"},
     "E- M- A-",
     "07 English,14 Maths,21 Art"},
    {{"Mon,1,English,,2026-09-08", "Wed,1,Maths,2026-09-09,2026-09-16", "Mon,1,Art,2026-09-17,"},
     "EM -M A-",
     NULL},
    {{"Mon,1,English,,2026-09-08", "Wed,1,Maths,2026-09-14,2026-09-16", "Mon,1,Art,2026-09-17,"},
     "E- -M A-",
     "07 English,16 Maths,21 Art"},
    {{"Mon,1,English,2026-09-07,2026-09-13", "Mon,1,Maths,2026-09-14,2026-09-20",
      "Mon,1,Art,2026-09-21,2026-09-27", "Wed,1,Music,,"},
     "EM MM AM",
     NULL},
    {{"Mon,1,English,,2026-09-20", "Mon,1,Maths,2026-09-21,", "Wed,1,Art,2026-09-14,2026-09-20"},
     "E- EA M-",
     NULL},
    {{"Mon,1,English,2026-09-21,", "Mon,1,Maths,2026-09-14,2026-09-20"},
     "-- M- E-",
     "14 Maths,21 English"},
};

static void write_timetable(int number, int turn, bool reverse)
{
    int count = 0;
    while (timetables[number].rows[count])
        count++;
    FILE *stream = fopen(scratch_path(&scratch, "timetable.csv"), "w");
    fputs("student,day,period,subject,from,to\nS2,Mon,2,Art,,\n", stream);
    for (int n = 0; n < count; n++)
        fprintf(stream, "S1,%s\n",
                timetables[number].rows[(reverse ? 2 * count - n : n + turn) % count]);
    ck_assert_int_eq(fclose(stream), 0);
}

static void check_letters(const struct ht_school *school, int number)
{
    const char *letter = timetables[number].letters;
    for (int week = 0; week < WEEKS; week++, letter++)
        for (int day = 0; day < 3; day += 2, letter++) {
            ht_date date = ht_date_plus(first_day(), week * HT_DAYS_A_WEEK + day);
            const char *code = missed(school, 0, date, "1");
            ck_assert_msg((code ? *code : '-') == *letter, "week %d, day %d: %s", week, day, code);
            ck_assert_ptr_null(missed(school, 0, date, "2"));
            ck_assert_pstr_eq(missed(school, 1, date, "2"), day ? NULL : "Art");
        }
}

/* "07 English,14 Maths": the day of the month and the subject of each session of S1. */
static void check_sessions(const struct ht_school *school, const char *expected)
{
    char found[200] = "";
    struct ht_schedule *schedule =
        ht_plan(school, whole_term(), &(struct ht_plan_options){.threads = 1});
    for (size_t n = 0; n < schedule->session_count; n++) {
        const struct ht_session *session = &schedule->sessions[n];
        const struct ht_programme *programme = &school->programmes[session->programme.i];
        char iso[16];
        if (programme->students[0].i)
            continue;
        size_t length = strlen(found);
        snprintf(found + length, sizeof found - length, "%s%s %s", length ? "," : "",
                 ht_date_iso(session->date, iso) + 8, missed(school, 0, session->date, "1"));
    }
    ck_assert_str_eq(found, expected);
    ht_schedule_free(schedule);
}

/* Rows come in any order. */
START_TEST(test_timetable)
{
    for (int turn = 0; timetables[_i].rows[turn]; turn++)
        for (int reverse = 0; reverse < 2; reverse++) {
            write_timetable(_i, turn, reverse);
            struct ht_school *school = scratch_school(scratch.folder);
            check_letters(school, _i);
            if (timetables[_i].sessions)
                check_sessions(school, timetables[_i].sessions);
            ht_school_free(school);
        }
}
END_TEST

/* What is published says the same, and the verifier agrees with it. */
START_TEST(test_published)
{
    ck_assert_int_eq(
        scratch_shell(
            &scratch,
            "printf 'student,day,period,subject,class,from,to\\n"
            "S1,Wed,1,Art,a3,2026-09-17,\\nS1,Mon,1,English,a1,,2026-09-08\\n"
            "S1,Wed,1,Maths,a2,2026-09-14,2026-09-16\\nS2,Mon,2,Music,b1,,\\n' "
            ">\"$T/timetable.csv\"; "
            "\"$HALFTERM\" plan --format csv \"$T\" -o \"$T/out\" --term AUT >\"$T/log\" 2>&1"),
        1);
    ck_assert_int_eq(scratch_shell(&scratch, "cut -d, -f2,5,9,12,13 \"$T/out/sessions.csv\" "
                                             ">\"$T/short\" && \"$HALFTERM\" verify \"$T\" "
                                             "\"$T/out/sessions.csv\" --term AUT >\"$T/log\" 2>&1"),
                     0);
    char *text = scratch_text(&scratch, "short");
    ck_assert_str_eq(text, "date,period,student,subject,class\n"
                           "2026-09-07,1,S1,English,a1\n"
                           "2026-09-07,2,S2,Music,b1\n"
                           "2026-09-16,1,S1,Maths,a2\n"
                           "2026-09-21,2,S2,Music,b1\n"
                           "2026-09-23,1,S1,Art,a3\n");
    free(text);
}
END_TEST

/* ------------------------------------------------------------ random timetables */

enum { STUDENTS = 2, PERIODS = 2, SUBJECTS = 4, NOTHING = -1, CUTS = 5 };

static const char *const codes[SUBJECTS] = {"English", "Maths", "Art", "Music"};
static const int costs[SUBJECTS] = {30, 20, 11, 7}; /* as in subjects.csv */

/* What each student has, as drawn: a subject or NOTHING. */
static int truth[STUDENTS][DAYS][PERIODS];

static int draw(uint64_t *state, int below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (int)(*state >> 33) % below;
}

static const char *write_date(ht_date date, bool day_first, char text[16])
{
    char iso[16];
    ht_date_iso(date, iso);
    if (day_first)
        snprintf(text, 16, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
    else
        strcpy(text, iso);
    return text;
}

/* A row for the days from one to before another; open ends are sometimes left blank. */
static void draw_row(FILE *stream, int student, int day, int period, int from, int to,
                     uint64_t *state)
{
    int subject = draw(state, SUBJECTS + 1) - 1;
    if (subject == NOTHING)
        return;
    char first[16], last[16];
    bool open_from = !from && draw(state, 2), open_to = to == DAYS && draw(state, 2);
    fprintf(stream, "S%d,%s,%d,%s,%s,%s\n", student + 1, ht_day_short(day), period + 1,
            codes[subject],
            open_from ? "" : write_date(ht_date_plus(first_day(), from), draw(state, 2), first),
            open_to ? "" : write_date(ht_date_plus(first_day(), to - 1), draw(state, 2), last));
    for (int n = from; n < to; n++)
        if (n % HT_DAYS_A_WEEK == day)
            truth[student][n][period] = subject;
}

/* A slot's time falls into pieces at some of the days on which anything changes. */
static void draw_slot(FILE *stream, const int *cuts, int student, int day, int period,
                      uint64_t *state)
{
    int from = 0;
    for (int n = 0; n <= CUTS; n++) {
        int to = n < CUTS ? cuts[n] : DAYS;
        if (to <= from || (n < CUTS && draw(state, 2)))
            continue;
        draw_row(stream, student, day, period, from, to, state);
        from = to;
    }
}

static void draw_timetable(uint64_t *state)
{
    int cuts[CUTS];
    for (int n = 0; n < CUTS; n++)
        cuts[n] = (n ? cuts[n - 1] : 0) + draw(state, DAYS / CUTS);
    memset(truth, NOTHING, sizeof truth);
    FILE *stream = fopen(scratch_path(&scratch, "rows"), "w");
    for (int student = 0; student < STUDENTS; student++)
        for (int day = 0; day < 3; day += 2)
            for (int period = 0; period < PERIODS; period++)
                draw_slot(stream, cuts, student, day, period, state);
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_int_eq(scratch_shell(&scratch,
                                   "{ echo student,day,period,subject,from,to; sort -t, -k4,4r "
                                   "-k5,5 \"$T/rows\"; } >\"$T/timetable.csv\""),
                     0);
}

/* Each student's weeks stand alone: the cheapest lesson of each, or nothing at a rising cost. */
static int64_t least_cost(int student)
{
    int64_t cost = 0;
    int unplaced = 0;
    for (int week = 0; week < WEEKS; week++) {
        int cheapest = NOTHING;
        for (int day = 0; day < HT_DAYS_A_WEEK; day++)
            for (int period = 0; period < PERIODS; period++) {
                int subject = truth[student][week * HT_DAYS_A_WEEK + day][period];
                if (subject != NOTHING && (cheapest == NOTHING || costs[subject] < costs[cheapest]))
                    cheapest = subject;
            }
        cost += cheapest == NOTHING ? 1000 + 500 * unplaced++ : costs[cheapest];
    }
    return cost;
}

START_TEST(test_random)
{
    uint64_t state = (uint64_t)_i;
    draw_timetable(&state);
    ck_assert_int_eq(scratch_shell(&scratch, "echo '<policy><misses max=\"3\"/><cost repeat=\"0\"/>"
                                             "</policy>' >\"$T/policy.xml\""),
                     0);
    struct ht_school *school = scratch_school(scratch.folder);
    for (int student = 0; student < STUDENTS; student++)
        for (int day = 0; day < DAYS; day++)
            for (int period = 0; period < PERIODS; period++) {
                int subject = truth[student][day][period];
                char name[2] = {(char)('1' + period), 0};
                ck_assert_pstr_eq(
                    missed(school, (uint32_t)student, ht_date_plus(first_day(), day), name),
                    subject == NOTHING ? NULL : codes[subject]);
            }
    struct ht_schedule *schedule =
        ht_plan(school, whole_term(), &(struct ht_plan_options){.threads = 1});
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(schedule->cost, least_cost(0) + least_cost(1));
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

Suite *suite_dated(void)
{
    Suite *suite = suite_create("dated");
    TCase *tcase = tcase_create("dated");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_timetable, 0, sizeof timetables / sizeof *timetables);
    tcase_add_test(tcase, test_published);
    tcase_add_loop_test(tcase, test_random, 0, 40);
    suite_add_tcase(suite, tcase);
    return suite;
}
