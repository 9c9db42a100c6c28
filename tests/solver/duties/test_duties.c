/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "solver/duties/duties.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/duties/* \"$T\""), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void write_file(const char *name, const char *text)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
}

static struct ht_school *read_school(void)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    ht_diagnostics_print(faults, stdout);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ht_diagnostics_free(faults);
    return school;
}

static ht_date autumn(int month, int day)
{
    ht_date date;
    ck_assert(ht_date_make(2026, month, day, &date));
    return date;
}

/* The programme Counted meets twice, Silent once. */
static struct ht_schedule *make_schedule(const struct ht_school *school, struct ht_horizon horizon)
{
    static const struct {
        const char *programme;
        int day; /* of September */
    } meetings[] = {{"Silent", 15}, {"Counted", 17}, {"Counted", 24}};
    struct ht_schedule *schedule = ht_schedule_new(horizon);
    for (size_t i = 0; i < COUNT(meetings); i++) {
        ht_date date = autumn(9, meetings[i].day);
        uint32_t programme = 0;
        while (programme < school->programme_count &&
               strcmp(school->programmes[programme].name, meetings[i].programme))
            programme++;
        if (programme < school->programme_count && ht_horizon_has(horizon, date))
            ht_schedule_add(schedule,
                            (struct ht_session){.programme = {programme},
                                                .date = date,
                                                .period = ht_school_period_on(school, date, 0)});
    }
    ht_schedule_sort(schedule, school);
    return schedule;
}

static const char *id_of(const struct ht_strings *names, uint32_t number)
{
    return number == HT_NONE ? "-" : ht_strings_text(names, number);
}

/* "9-17 P7 M1", a line for each due: date, student, doer; what is late or done says so. */
static char *list_of(const struct ht_school *school, const struct ht_duties *duties)
{
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (size_t i = 0; i < duties->count; i++) {
        const struct ht_due *due = &duties->list[i];
        int month, day, done_month, done_day;
        ht_date_parts(due->date, NULL, &month, &day);
        fprintf(stream, "%d-%d %s %s", month, day, id_of(school->student_ids, due->student.i),
                id_of(school->mentor_ids, due->doer.i));
        if (due->done) {
            ht_date_parts(due->done_on, NULL, &done_month, &done_day);
            fprintf(stream, " done %d-%d", done_month, done_day);
        }
        fputs(due->late ? " late\n" : "\n", stream);
    }
    fclose(stream);
    return text;
}

/* The list of the school with these attributes of one duty; free() it. */
static char *list_with(const char *duty, const char *horizon, ht_date today)
{
    char *policy = ht_format("<policy><duty what=\"x\" %s/></policy>\n", duty);
    write_file("policy.xml", policy);
    free(policy);
    struct ht_school *school = read_school();
    struct ht_horizon dates;
    ck_assert(
        ht_horizon_named(school, strlen(horizon) > 3 ? HT_HALF_TERM : HT_TERM, horizon, &dates));
    struct ht_schedule *schedule = make_schedule(school, dates);
    struct ht_duties *duties = ht_duties_new(school, schedule, today);
    char *text = list_of(school, duties);
    ht_duties_free(duties);
    ht_schedule_free(schedule);
    ht_school_free(school);
    return text;
}

/* ------------------------------------------------------------ dates */

static const struct {
    const char *duty, *horizon, *list;
} cases[] = {
    /* Weeks are calendar weeks: the first ends on a Friday, the second has a closed Friday. */
    {"every='week' programme='Short'", "AUT1",
     "9-17 Q7 M1\n9-25 Q7 M1\n10-2 Q7 M1\n10-16 Q7 M1\n10-23 Q7 M1\n"},
    {"every='2 weeks' programme='Open'", "AUT1",
     "9-17 P7 M1\n10-2 P7 M1\n10-16 P7 M1\n10-23 P7 M1\n"},
    {"every='fortnight' programme='Open'", "AUT2",
     "11-13 P7 M1\n11-27 P7 M1\n12-11 P7 M1\n12-18 P7 M1\n"},
    /* Counted from a later start; year 7 is at camp in the second week of its second stretch. */
    {"every='2 weeks' after='1 week' programme='Open'", "AUT1",
     "9-25 P7 M1\n10-2 P7 M1\n10-23 P7 M1\n"},
    /* M2 does not work on Fridays. */
    {"every='week' programme='Part'", "AUT1",
     "9-10 P7 M2\n9-17 P7 M2\n9-24 P7 M2\n10-1 P7 M2\n10-15 P7 M2\n10-22 P7 M2\n"},
    {"every='week' on='first' programme='Part'", "AUT1",
     "9-7 P7 M2\n9-14 P7 M2\n9-21 P7 M2\n9-28 P7 M2\n10-12 P7 M2\n10-19 P7 M2\n"},
    {"every='day' programme='Over' who='learning'", "AUT1",
     "9-7 Q7 -\n9-8 Q7 -\n9-9 Q7 -\n9-10 Q7 -\n9-11 Q7 -\n9-14 Q7 -\n9-15 Q7 -\n9-16 Q7 -\n"
     "9-17 Q7 -\n9-21 Q7 -\n9-22 Q7 -\n9-23 Q7 -\n9-24 Q7 -\n9-25 Q7 -\n9-28 Q7 -\n9-29 Q7 -\n"
     "9-30 Q7 -\n"},
    /* Year 8 is away on the last day of the half term. */
    {"every='half-term' programme='Eight'", "AUT", "10-22 P8 M1\n12-18 P8 M1\n"},
    {"every='half term' on='first' programme='Eight'", "AUT", "9-7 P8 M1\n11-2 P8 M1\n"},
    {"every='term' programme='Eight'", "AUT", "12-18 P8 M1\n"},
    {"every='term' programme='Eight'", "AUT1", ""},
    {"every='term' programme='Short'", "AUT1", "10-23 Q7 M1\n"},
    {"every='half-term' programme='Eight'", "SPR", "3-25 P8 M1\n"}, /* it has no half terms */
    {"every='month' programme='Eight'", "AUT",
     "9-30 P8 M1\n10-22 P8 M1\n11-30 P8 M1\n12-18 P8 M1\n"},
    /* Everybody of a group must be in school. */
    {"every='half-term' per='programme' programme='Both'", "AUT", "10-22 - M1\n11-20 - M1\n"},
    {"every='half-term' programme='Both'", "AUT",
     "10-22 P8 M1\n10-23 P7 M1\n11-20 P7 M1\n11-20 P8 M1\n"},
    /* Once: from the start on, and after so many weeks or days. */
    {"after='start' programme='Open'", "AUT1", "9-9 P7 M1\n"},
    {"after='0 weeks' programme='Open'", "AUT2", ""},
    {"after='9 days' programme='Open'", "AUT1", "9-21 P7 M1\n"},
    {"after='4 weeks' programme='Open'", "AUT1", "10-12 P7 M1\n"},
    {"after='6 weeks' programme='Open'", "AUT1", "10-21 P7 M1\n"},
    {"after='7 weeks' programme='Open'", "AUT", "11-2 P7 M1\n"},
    {"after='6 weeks' programme='Short'", "AUT1", "10-23 Q7 M1\n"}, /* it has six weeks */
    {"after='7 weeks' programme='Short'", "AUT", ""},
    {"after='start' programme='Old'", "AUT1", ""}, /* it started a year ago */
    {"after='end' programme='Short'", "AUT1", "10-23 Q7 M1\n"},
    {"after='end' programme='Over'", "AUT1", "9-30 Q7 M2\n"},
    {"after='end' programme='Open'", "AUT", ""}, /* nobody knows when it ends */
    /* Where caseload.csv has no dates: sessions of history and of the schedule. */
    {"after='start' programme='Counted'", "AUT1", "9-10 Q7 M1\n"},
    {"after='end' programme='Counted'", "AUT1", "9-24 Q7 M1\n"},
    {"after='start' programme='Silent'", "AUT1", "9-15 P8 M2\n"},
    {"after='start' programme='Silent'", "AUT2", "11-2 P8 M2\n"},
    {"after='start' programme='Waiting'", "AUT1", ""}, /* nobody is there to do it */
    /* Who: a role that one mentor has, or somebody else. */
    {"after='start' programme='Open' who='Lead'", "AUT1", "9-9 P7 L\n"},
    {"after='start' programme='Open' who='head of year'", "AUT1", "9-9 P7 -\n"},
    /* For mentors with a programme, and for the school, terms are what programmes are else. */
    {"every='half-term' on='first' per='mentor'", "AUT1", "9-7 - M1\n9-7 - M2\n"},
    {"every='half-term' on='first' per='mentor' programme='Over'", "AUT2", ""},
    {"after='2 weeks' per='mentor' programme='Open'", "AUT1", "9-21 - M1\n"},
    {"every='half-term' per='school' who='lead'", "AUT", "10-23 - L\n12-18 - L\n"},
    {"after='end' per='school' who='the panel'", "AUT", "12-18 - -\n"},
};

START_TEST(test_dates)
{
    char *list = list_with(cases[_i].duty, cases[_i].horizon, autumn(9, 1));
    ck_assert_msg(!strcmp(list, cases[_i].list), "%s, %s:\n%s", cases[_i].duty, cases[_i].horizon,
                  list);
    free(list);
}
END_TEST

/* ------------------------------------------------------------ what was done, and what is late */

static const struct {
    const char *duty, *done; /* done: rows of what, student, mentor, programme and date */
    const char *list;        /* on 10 October */
} marks[] = {
    {"every='2 weeks' programme='Open'", "",
     "9-17 P7 M1 late\n10-2 P7 M1 late\n10-16 P7 M1\n10-23 P7 M1\n"},
    /* By the date it was due, or any other of its stretch; what comes early is not late. */
    {"every='2 weeks' programme='Open'", "x,P7,,,2026-09-17\nX,P7,M1,Open,2026-10-16\n",
     "9-17 P7 M1 done 9-17\n10-2 P7 M1 late\n10-16 P7 M1 done 10-16\n10-23 P7 M1\n"},
    {"every='2 weeks' programme='Open'", "x,P7,,,2026-09-22\nx,P7,,,2026-09-20\n",
     "9-17 P7 M1 done 9-20\n10-2 P7 M1 done 9-22\n10-16 P7 M1\n10-23 P7 M1\n"},
    /* A second one makes up for the one before, but a row that is there twice does not. */
    {"every='2 weeks' programme='Open'", "x,P7,,,2026-09-21\nx,P7,,,2026-10-02\n",
     "9-17 P7 M1 done 10-2\n10-2 P7 M1 done 9-21\n10-16 P7 M1\n10-23 P7 M1\n"},
    {"every='2 weeks' programme='Open'", "x,P7,,,2026-10-02\nx,P7,,,2026-10-02\n",
     "9-17 P7 M1 late\n10-2 P7 M1 done 10-2\n10-16 P7 M1\n10-23 P7 M1\n"},
    /* Somebody else, something else, another programme, another time. */
    {"every='2 weeks' programme='Open'",
     "x,Q7,,,2026-09-17\nx,P7,M2,,2026-09-17\nx,P7,,Part,2026-09-17\ny,P7,,,2026-09-17\n"
     "x,P7,,,2026-09-01\nx,P7,,,2027-09-17\nx,Z9,,,2026-09-17\n",
     "9-17 P7 M1 late\n10-2 P7 M1 late\n10-16 P7 M1\n10-23 P7 M1\n"},
    /* All of a mentor's students, and all of everybody's. */
    {"every='half-term' programme='Both'", "x,,M1,,2026-10-01\n",
     "10-22 P8 M1 done 10-1\n10-23 P7 M1 done 10-1\n"},
    {"every='half-term' programme='Both'", "x,,,,2026-10-01\n",
     "10-22 P8 M1 done 10-1\n10-23 P7 M1 done 10-1\n"},
    {"every='half-term' programme='Both' who='lead'", "x,P8,M1,,2026-10-01\n",
     "10-22 P8 L done 10-1\n10-23 P7 L\n"},
    {"every='half-term' per='programme' programme='Both'", "x,P8,,,2026-10-01\n",
     "10-22 - M1 done 10-1\n"},
    {"every='half-term' on='first' per='mentor'", "x,,M2,,2026-09-04\n",
     "9-7 - M1 late\n9-7 - M2 done 9-4\n"},
    /* On the first day of each week: since the day after the one before. */
    {"every='week' on='first' programme='Short'",
     "x,Q7,,,2026-09-11\nx,Q7,,,2026-09-14\nx,Q7,,,2026-09-16\n",
     "9-14 Q7 M1 done 9-11\n9-21 Q7 M1 done 9-16\n9-28 Q7 M1 late\n10-12 Q7 M1\n10-19 Q7 M1\n"},
    /* Once: a little before the start, or ever so late; not in another year. */
    {"after='start' programme='Open'", "x,P7,,,2026-08-28\n", "9-9 P7 M1 done 8-28\n"},
    {"after='start' programme='Open'", "x,P7,,,2026-12-01\n", "9-9 P7 M1 done 12-1\n"},
    {"after='start' programme='Open'", "x,P7,,,2025-09-09\n", "9-9 P7 M1 late\n"},
    {"after='end' programme='Short'", "x,Q7,,,2026-10-19\n", "10-23 Q7 M1 done 10-19\n"},
};

START_TEST(test_marks)
{
    char *rows = ht_format("what,student,mentor,programme,date\n%s", marks[_i].done);
    write_file("done.csv", rows);
    free(rows);
    char *list = list_with(marks[_i].duty, "AUT1", autumn(10, 10));
    ck_assert_msg(!strcmp(list, marks[_i].list), "%s:\n%s%s", marks[_i].duty, marks[_i].done, list);
    free(list);
}
END_TEST

/* Due today is not late. */
START_TEST(test_today)
{
    char *list = list_with("after='start' programme='Open'", "AUT1", autumn(9, 9));
    ck_assert_str_eq(list, "9-9 P7 M1\n");
    free(list);
}
END_TEST

/* A student of two programmes of one mentor meets the parents once on a day. */
START_TEST(test_same)
{
    char *list = list_with("every='term'", "AUT", autumn(9, 1));
    ck_assert_str_eq(list, "9-24 Q7 M1\n9-30 Q7 M2\n10-23 Q7 M1\n11-20 P7 M1\n11-20 P8 M1\n"
                           "12-17 P7 M2\n12-17 Q7 M2\n12-17 P8 M2\n12-18 P7 M1\n12-18 P8 M1\n");
    free(list);
    write_file("caseload.csv", "student,mentor,programme,from\nP7,M1,A,2026-09-07\n"
                               "P7,M1,B,2026-09-07\nP7,M2,C,2026-09-07\n");
    list = list_with("every='half-term'", "AUT2", autumn(9, 1));
    ck_assert_str_eq(list, "12-17 P7 M2\n12-18 P7 M1\n");
    free(list);
}
END_TEST

/* ------------------------------------------------------------ by doer */

START_TEST(test_doers)
{
    write_file("policy.xml", "<policy><duty what='a' every='half-term' who='the panel'/>"
                             "<duty what='b' after='end' who='lead' programme='Short'/>"
                             "<duty what='c' after='start' programme='Open'/></policy>");
    struct ht_school *school = read_school();
    struct ht_schedule *schedule =
        ht_schedule_new((struct ht_horizon){autumn(9, 7), autumn(10, 23)});
    struct ht_duties *duties = ht_duties_new(school, schedule, autumn(10, 1));
    ck_assert_uint_eq(duties->doer_count, 3);
    ck_assert_uint_eq(duties->late, 2); /* with the panel's, which Over's end made due */
    ck_assert_uint_eq(duties->doers[0].mentor.i, 0);
    ck_assert_uint_eq(duties->doers[0].late, 1);
    ck_assert_str_eq(duties->doers[0].dues[0]->duty->what, "c");
    ck_assert_uint_eq(duties->doers[1].mentor.i, 2);
    ck_assert_uint_eq(duties->doers[1].late, 0);
    ck_assert_uint_eq(duties->doers[2].mentor.i, HT_NONE);
    ck_assert_str_eq(duties->doers[2].who, "the panel");
    ck_assert_ptr_eq(ht_duties_of(duties, (ht_mentor_id){2}), &duties->doers[1]);
    ck_assert_ptr_null(ht_duties_of(duties, (ht_mentor_id){1}));
    ht_duties_free(duties);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

Suite *suite_duties(void)
{
    Suite *suite = suite_create("duties");
    TCase *tcase = tcase_create("duties");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_dates, 0, COUNT(cases));
    tcase_add_loop_test(tcase, test_marks, 0, COUNT(marks));
    tcase_add_test(tcase, test_today);
    tcase_add_test(tcase, test_same);
    tcase_add_test(tcase, test_doers);
    suite_add_tcase(suite, tcase);
    return suite;
}
