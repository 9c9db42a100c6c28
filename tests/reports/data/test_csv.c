/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV for people and for registers. That it is CSV at all, test_pages.c sees to. */
#include "reports/text/csv.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ht_write ht_write_register_csv, ht_write_registers, ht_write_interventions_csv,
    ht_write_timetable_csv;

/* ------------------------------------------------------------ formulas */

static const struct {
    const char *text, *safe; /* the same where a spreadsheet would not run it */
} formulas[] = {
    {"", ""},
    {"7A/Ma1", "7A/Ma1"},
    {"1-1", "1-1"},
    {"a=b", "a=b"},
    {"=1+1", "'=1+1"},
    {"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
    {"+1+1", "'+1+1"},
    {"-1+1", "'-1+1"},
    {"-A1", "'-A1"},
    {"-1-", "'-1-"},
    {"-1.2.3", "'-1.2.3"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"=", "'="},
    {"  =1", "'  =1"},
    {"\t=1", "\t'=1"},
    {"\r=1", "\"\r'=1\""},
    {"two\n=1", "\"two\n'=1\""},
    {"a;=1;-2", "a;'=1;-2"},
    {"a;b; +c", "a;b;' +c"},
    {"＝1＋1", "'＝1＋1"},
    {"－A1", "'－A1"},
    {"ｅnglish", "ｅnglish"},
    {"-", "-"},
    {"--", "--"},
    {"- ", "- "},
    {"-5", "-5"},
    {"+5", "+5"},
    {"-5.25", "-5.25"},
    {"-5,25", "\"-5,25\""},
    {"-.", "'-."},
    {"'=1", "'=1"},
};

START_TEST(test_formula)
{
    const char *text = formulas[_i].text;
    char *written, *wanted = ht_format("x,%s\n", formulas[_i].safe), *plain;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    ht_csv_write_safe_row(stream, (const char *const[]){"x", text}, 2);
    fclose(stream);
    ck_assert_str_eq(written, wanted);
    stream = open_memstream(&plain, &size);
    ht_csv_write_row(stream, (const char *const[]){"x", text}, 2);
    fclose(stream);
    ck_assert_int_eq(ht_csv_is_formula(text), strcmp(plain, written) != 0);
    free(plain);
    free(wanted);
    free(written);
}
END_TEST

/* ------------------------------------------------------------ a school with a register */

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void add_session(struct ht_schedule *schedule, const struct ht_school *school,
                        uint32_t programme, int day, const char *period)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 9, day, &date));
    uint32_t name = ht_strings_find(school->period_names, period);
    ht_schedule_add(schedule,
                    (struct ht_session){.programme = {programme},
                                        .date = date,
                                        .period = ht_school_period_on(school, date, name)});
}

/* What a writer makes of two sessions: of a group over registration, of P1 alone in a lesson. */
static char *written(void (*write)(FILE *stream, const struct ht_run *run, size_t nth),
                     struct ht_choices choices)
{
    struct ht_school *school = scratch_school(scratch.folder);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_schedule_new(horizon);
    add_session(schedule, school, 0, 8, "Lunch");
    add_session(schedule, school, 1, 9, "1");
    ht_schedule_sort(schedule, school);
    struct ht_views *views = ht_views_new(school, schedule);
    const struct ht_run run = {
        .school = school, .schedule = schedule, .views = views, .choices = choices};
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    write(stream, &run, 0);
    fclose(stream);
    ht_views_free(views);
    ht_schedule_free(schedule);
    ht_school_free(school);
    return text;
}

#define HEADS                                                                                      \
    "date,week,period,class,teacher,student,start,end,code,note,upn,surname,forename,form,place,"  \
    "mentor\n"
/* Who it is, and where with whom: by number and in parts where students.csv has these. */
#define ANN_M1 ",P1,<b>Ann</b> & Co,,8A,\"Room \"\"L1\"\", upstairs\",Mrs O'Hara & Son"
#define ANN_M2 ",P1,<b>Ann</b> & Co,,8A,,M2"
#define ZOE    ",P3,\"Zoë \"\"Zed\"\" O'Neil\",,8B,\"Room \"\"L1\"\", upstairs\",Mrs O'Hara & Son"

static const struct {
    const char *policy, *kind; /* an element; of the period in which the group meets */
    const char *expected;      /* below the names of the columns */
} registers[] = {
    {"", "lunch", "2026-09-09,A,1,8/Ma1,Mr <Sum>,P1,09:00,09:20,," ANN_M2 "\n"},
    {"<register code='Men' note='Mentoring, in room 3'/>", "lunch",
     "2026-09-09,A,1,8/Ma1,Mr <Sum>,P1,09:00,09:20,Men,\"Mentoring, in room 3\"" ANN_M2 "\n"},
    {"<register note='Mentoring'/>", "registration",
     "2026-09-09,A,1,8/Ma1,Mr <Sum>,P1,09:00,09:20,,Mentoring" ANN_M2 "\n"},
    {"<register code='Men' note='Mentoring' registration='yes'/>", "registration",
     "2026-09-08,A,Lunch,8A,,P1,11:00,11:25,Men,Mentoring; registration period" ANN_M1 "\n"
     "2026-09-08,A,Lunch,8B,,P3,11:00,11:25,Men,Mentoring; registration period" ZOE "\n"
     "2026-09-09,A,1,8/Ma1,Mr <Sum>,P1,09:00,09:20,Men,Mentoring" ANN_M2 "\n"},
    {"<register registration='yes'/>", "tutor",
     "2026-09-08,A,Lunch,8A,,P1,11:00,11:25,,tutor period" ANN_M1 "\n"
     "2026-09-08,A,Lunch,8B,,P3,11:00,11:25,,tutor period" ZOE "\n"
     "2026-09-09,A,1,8/Ma1,Mr <Sum>,P1,09:00,09:20,," ANN_M2 "\n"},
};

START_TEST(test_register)
{
    char *command = ht_format("cp -r tests/schools/reports/* \"$T\"; "
                              "sed -i s/lunch/%s/ \"$T/periods.csv\"; "
                              "echo \"<policy><places kinds='lesson;%s'/>%s</policy>\" "
                              ">\"$T/policy.xml\"",
                              registers[_i].kind, registers[_i].kind, registers[_i].policy);
    ck_assert_int_eq(scratch_shell(&scratch, command), 0);
    char *text = written(ht_write_register_csv, (struct ht_choices){0});
    char *expected = ht_format(HEADS "%s", registers[_i].expected);
    ck_assert_str_eq(text, expected);
    free(expected);
    free(text);
    free(command);
}
END_TEST

/* The same rows a week, by class and then by surname, whatever the dates; and what a records system
   keeps of a programme, without a need. */
START_TEST(test_weeks_of_registers)
{
    static const char command[] =
        "cp -r tests/schools/registers/* \"$T\"; cd \"$T\"; printf '%s\\n' "
        "student,upn,surname,forename,form,year,flags "
        "S1,A1,Young,Ali,7A,7,LAC 'S2,,=1+1,Bo,7A,7,SEMH' >students.csv; "
        "sed -i s,10/Ma,7/Ma, timetable.csv; sed -i 's/kinds=\"[^\"]*\"/kinds=\"lesson\"/' "
        "policy.xml; "
        "\"$HALFTERM\" plan . -o out --term AUT >said 2>&1; cd out/staff; "
        "ls -l registers | grep -c '^-rw------- ' >$T/found; "
        "sed 1d registers/2026-09-07.csv | sed 's|.*with a mentor,||' | uniq >>$T/found; "
        "sed 1d registers/*.csv | cut -d, -f4 | uniq >>$T/found; "
        "sort registers/*.csv >$T/one; sort register.csv | cmp - $T/one >>$T/found 2>&1; "
        "cat interventions.csv >>$T/found; "
        "grep -E 'LAC|SEMH' register.csv registers/* interventions.csv >>$T/found";
    scratch_shell(&scratch, command);
    char *found = scratch_text(&scratch, "found");
    ck_assert_str_eq(found,
                     "1\n"
                     "A1,Young,Ali,7A,Hub,Mo Example\n"
                     "S2,'=1+1,Bo,7A,Hub,Mo Example\n"
                     "A1,Young,Ali,7A,Hub,Mo Example\n"
                     "S2,'=1+1,Bo,7A,Hub,Mo Example\n"
                     "7/Ar\n7/Ma\n\n"
                     "name,mentor,from,to,students,sessions\n"
                     "Anger management,Mo Example,2026-09-07,2026-09-10,Ali Young (A1),3\n"
                     "Anger management,Mo Example,2026-09-07,2026-09-11,Bo =1+1 (S2),3\n"
                     "Reading: Slow readers,Mo Example,2026-09-09,2026-09-09,Ali Young (A1); "
                     "Bo =1+1 (S2),1\n");
    free(found);
}
END_TEST

/* Names are not refused, whatever they look like; only files for people have them. */
START_TEST(test_timetable)
{
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/reports/* \"$T\"; sed -i "
                                             "'s/<b>Ann<.b> & Co/=1+1/' \"$T/students.csv\""),
                     0);
    char *text = written(ht_write_timetable_csv, (struct ht_choices){.bom = true});
    ck_assert(!strncmp(text,
                       "\xef\xbb\xbf"
                       "Date,Day,",
                       12));
    ck_assert_ptr_nonnull(strstr(text, ",M2,'=1+1,8A,8,Maths,8/Ma1,"));
    free(text);
    text = written(ht_write_timetable_csv, (struct ht_choices){0});
    ck_assert(!strncmp(text, "Date,Day,", 9));
    free(text);
}
END_TEST

Suite *suite_csv(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("csv");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_formula, 0, sizeof formulas / sizeof *formulas);
    tcase_add_loop_test(tcase, test_register, 0, sizeof registers / sizeof *registers);
    tcase_add_test(tcase, test_weeks_of_registers);
    tcase_add_test(tcase, test_timetable);
    suite_add_tcase(suite, tcase);
    return suite;
}
