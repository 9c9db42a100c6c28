/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "reports/terminal/terminal.h"
#include "reports/text/rules.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * tests/schools/claims is a small school with a schedule that keeps every rule. Each case changes
 * some of its files and says which breaches that makes.
 */
#define SESSIONS "schedule/sessions.csv"
#define UNPLACED "schedule/unplaced.csv"

/* The rows of one to one and of the group, as the cases move them about. */
#define ROW_A1    "a1,2026-09-11,A,Fri,1,09:00,09:25,M1,S1,1:1 mentoring,,Ma,7Ma,TM7,R1\n"
#define ROW_A3    "a3,2026-09-24,A,Thu,2,09:50,10:15,M1,S1,1:1 mentoring,,En,7En,TE7,R2\n"
#define ROW_B1    "b1,2026-09-11,A,Fri,3,11:00,11:25,M1,S2,1:1 mentoring,,Sc,7Sc,TS7,R3\n"
#define ROW_C2    "c2,2026-09-14,B,Mon,2,09:50,10:15,M2,S3,1:1 mentoring,,En,8En,TE8,R2\n"
#define ROW_N2    "n2,2026-09-17,B,Thu,1,09:00,09:20,M2,S2,Numeracy,,Ma,7Ma,TM7,R1\n"
#define ROW_G3_S5 "g3,2026-09-22,A,Tue,3,11:00,11:25,M2,S5,Reading,G1,Sc,7Sc,TS7,R3\n"
#define ROW_G3_S6 "g3,2026-09-22,A,Tue,3,11:00,11:25,M2,S6,Reading,G1,Sc,7Sc,TS7,R3\n"
#define GROUP_ROWS(when)                                                                           \
    when ",M2,S5,Reading,G1,Sc,7Sc,TS7,R3\n" when ",M2,S6,Reading,G1,Sc,7Sc,TS7,R3\n"
#define MISSING_A3 "S1,M1,1:1 mentoring,2026-09-21,1,H6,\n"

struct edit {
    const char *file, *from, *to; /* from is there once; NULL adds to the end of the file */
};

struct verify_case {
    const char *breaches; /* codes in order, "form" for those of no rule */
    const char *text;     /* in the first of them */
    struct edit edits[5];
};

static const struct verify_case rule_cases[] = {
    {"", "", {{0}}},

    /* H1 */
    {"H1",
     "outside the dates",
     {{SESSIONS, NULL, "d1,2026-09-29,B,Tue,1,09:00,09:25,M2,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n"}}},
    {"H1",
     "S3 with M2 on Tue 2026-09-15 in period 2: the student has no school",
     {{SESSIONS, "c2,2026-09-14,B,Mon", "c2,2026-09-15,B,Tue"}}},
    {"H1",
     "S2 with M1 on Fri 2026-09-11 in period 4: the student has no lesson then",
     {{SESSIONS, ROW_B1, "b1,2026-09-11,A,Fri,4,11:50,12:15,M1,S2,1:1 mentoring,,,,,\n"}}},
    {"H1",
     "no session in a period of kind 'tutor'",
     {{SESSIONS, ROW_A1, "a1,2026-09-11,A,Fri,Tut,08:10,08:35,M1,S1,1:1 mentoring,,,,,\n"}}},
    {"",
     "",
     {{SESSIONS, ROW_A1, "a1,2026-09-11,A,Fri,Tut,08:10,08:35,M1,S1,1:1 mentoring,,,,,\n"},
      {"policy.xml", "</policy>", "<places kinds=\"lesson;tutor\"/></policy>"}}},
    {"H1",
     "S2 with M2 on Thu 2026-09-17 in period 1: the programme is not to use that period",
     {{"policy.xml", "</policy>", "<programme name=\"Numeracy\" periods=\"2;3\"/></policy>"}}},
    {"",
     "",
     {{"policy.xml", "</policy>", "<programme name=\"Numeracy\" periods=\"1;3\"/></policy>"}}},
    {"H1",
     "no such period",
     {{SESSIONS, ROW_A3, "a3,2026-09-24,A,Thu,9,09:50,10:15,M1,S1,1:1 mentoring,,En,7En,TE7,R2\n"},
      {UNPLACED, NULL, MISSING_A3}}},

    /* H2 */
    {"H2",
     "30 minutes do not fit the first half of a period of 50 minutes",
     {{"caseload.csv", "Numeracy,,,20", "Numeracy,,,30"}, {SESSIONS, "09:20", "09:30"}}},
    {"",
     "",
     {{"caseload.csv", "Numeracy,,,20", "Numeracy,,,30"},
      {SESSIONS, "09:20", "09:30"},
      {"policy.xml", "first-half", "lesson"}}},
    {"H2",
     "starts at 09:55 but the period at 09:50",
     {{SESSIONS, "a3,2026-09-24,A,Thu,2,09:50", "a3,2026-09-24,A,Thu,2,09:55"}}},

    /* H3 */
    {"H3",
     "S2 with M2 on Thu 2026-09-17 in period 1: a commitment has the student with a mentor then",
     {{"commitments.csv", "from,to", "from,to,student"},
      {"commitments.csv", NULL, "M1,B,Thu,1,withdrawal,2026-09-17,,S2\n"}}},
    {"",
     "",
     {{"commitments.csv", "from,to", "from,to,student"},
      {"commitments.csv", NULL, "M1,B,Thu,1,withdrawal,2026-09-18,,S2\n"}}},
    {"H3",
     "S2 has 2 sessions on Thu 2026-09-17, 1 being the most",
     {{SESSIONS, ROW_B1, ""},
      {SESSIONS, ROW_N2,
       ROW_N2 "b1,2026-09-17,B,Thu,3,11:00,11:25,M1,S2,1:1 mentoring,,Sc,7Sc,TS7,R3\n"}}},
    {"",
     "",
     {{SESSIONS, ROW_B1, ""},
      {SESSIONS, ROW_N2,
       ROW_N2 "b1,2026-09-17,B,Thu,3,11:00,11:25,M1,S2,1:1 mentoring,,Sc,7Sc,TS7,R3\n"},
      {"policy.xml", "</policy>", "<per-day max=\"2\"/></policy>"}}},
    {"H3",
     "S2 has 2 sessions on Thu 2026-09-17 in period 1",
     {{SESSIONS, ROW_B1, ""},
      {SESSIONS, ROW_N2,
       "b1,2026-09-17,B,Thu,1,09:00,09:25,M1,S2,1:1 mentoring,,Ma,7Ma,TM7,R1\n" ROW_N2},
      {"history.csv", "2026-09-08,S2,Ma,Other\n", ""}}},

    {"H3",
     "an earlier row has the student in the same session",
     {{SESSIONS, ROW_A3, ROW_A3 ROW_A3}}},

    {"H3",
     "an earlier row has the student in the same session",
     {{SESSIONS, ROW_G3_S6, ROW_G3_S6 ROW_G3_S6}}},

    /* H4 */
    {"H4",
     "M1 has 2 sessions on Fri 2026-09-11 in period 3",
     {{SESSIONS, ROW_A1,
       "a1,2026-09-11,A,Fri,3,11:00,11:25,M1,S1,1:1 mentoring,,Sc,7Sc,TS7,R3\n"}}},
    {"H4",
     "group G1 with M2 on Wed 2026-09-23 in period 3: the mentor has a commitment",
     {{SESSIONS, ROW_G3_S5 ROW_G3_S6, GROUP_ROWS("g3,2026-09-23,A,Wed,3,11:00,11:25")}}},
    {"",
     "",
     {{SESSIONS, ROW_G3_S5 ROW_G3_S6, GROUP_ROWS("g3,2026-09-23,A,Wed,3,11:00,11:25")},
      {"commitments.csv", "meeting,,", "meeting,,2026-09-22"}}},
    {"H4",
     "the mentor has a commitment then",
     {{SESSIONS, ROW_G3_S5 ROW_G3_S6, GROUP_ROWS("g3,2026-09-23,A,Wed,3,11:00,11:25")},
      {"commitments.csv", "meeting,,", "meeting,2026-09-23,2026-09-23"}}},
    {"H4 H4", "does not work on that day", {{"mentors.csv", "Wed;Thu", "Wed"}}},

    /* H5 */
    {"H5",
     "M1 keeps 50 free minutes on Tue 2026-09-22, 60 being the least",
     {{SESSIONS, ROW_A3, "a3,2026-09-22,A,Tue,4,11:50,12:15,M1,S1,1:1 mentoring,,Hi,7Hi,TH7,R4\n"},
      {"requests.csv", "never,S1", "never,S3"}}},
    {"H5",
     "M1 keeps 50 free minutes in one piece on Fri 2026-09-11",
     {{"policy.xml", "contiguous=\"no\"", "contiguous=\"yes\""}}},
    {"H5",
     "Fri 2026-09-11",
     {{"policy.xml", "contiguous=\"no\"", "contiguous=\"yes\""},
      {"commitments.csv", NULL, "M1,,Thu,4;Brk,duty,,\n"},
      {SESSIONS, ROW_A3,
       "a3,2026-09-24,A,Thu,1,09:00,09:25,M1,S1,1:1 mentoring,,Ma,7Ma,TM7,R1\n"}}},
    {"H5 H5",
     "Fri 2026-09-11",
     {{"policy.xml", "contiguous=\"no\"", "contiguous=\"yes\""},
      {"commitments.csv", NULL, "M1,,Thu,3,duty,,\n"},
      {SESSIONS, ROW_A3,
       "a3,2026-09-24,A,Thu,1,09:00,09:25,M1,S1,1:1 mentoring,,Ma,7Ma,TM7,R1\n"}}},

    /* H6 */
    {"H6",
     "S1 misses En 3 times in AUT (0 in history), 2 being the most",
     {{SESSIONS, ROW_A1,
       "a1,2026-09-11,A,Fri,2,09:50,10:15,M1,S1,1:1 mentoring,,En,7En,TE7,R2\n"}}},
    {"H6",
     "S2 misses Ma 3 times in AUT (2 in history)",
     {{"history.csv", NULL, "2026-09-29,S2,Ma,\n"}}},
    {"",
     "",
     {{"history.csv", NULL, "2026-09-29,S2,Ma,\n"},
      {"policy.xml", "per=\"term\"", "per=\"half-term\""}}},
    {"", "", {{"history.csv", NULL, "2026-09-06,S2,Ma,\n"}}},
    {"H6",
     "S1 misses Hum 3 times",
     {{"history.csv", NULL, "2026-09-29,S1,Ge,\n"},
      {SESSIONS, ROW_A3, "a3,2026-09-23,A,Wed,4,11:50,12:15,M1,S1,1:1 mentoring,,Hi,7Hi,TH7,R4\n"},
      {"requests.csv", "never,S1", "never,S3"}}},

    /* H7 */
    {"H7",
     "year 8 is being assessed",
     {{"policy.xml", "scope=\"week\"", "scope=\"day\""},
      {"calendar.csv", "2026-09-21,2026-09-25,8", "2026-09-22,2026-09-22,8"},
      {SESSIONS, ROW_G3_S5,
       "c3,2026-09-22,A,Tue,1,09:00,09:25,M2,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n" ROW_G3_S5}}},
    {"",
     "",
     {{"policy.xml", "scope=\"week\"", "scope=\"day\""},
      {"calendar.csv", "2026-09-21,2026-09-25,8", "2026-09-23,2026-09-23,8"},
      {SESSIONS, ROW_G3_S5,
       "c3,2026-09-22,A,Tue,1,09:00,09:25,M2,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n" ROW_G3_S5}}},
    {"H7 H8",
     "year 8 is being assessed",
     {{SESSIONS, ROW_G3_S5,
       "c3,2026-09-22,A,Tue,1,09:00,09:25,M2,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n" ROW_G3_S5}}},
    {"H7 H8",
     "year 8 is being assessed",
     {{"calendar.csv", "2026-09-21,2026-09-25,8", "2026-09-23,2026-09-23,8"},
      {SESSIONS, ROW_G3_S5,
       "c3,2026-09-22,A,Tue,1,09:00,09:25,M2,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n" ROW_G3_S5}}},

    /* H8 */
    {"H8",
     "S1 lacks 1 session of 1:1 mentoring with M1 in the week of Mon 2026-09-21",
     {{SESSIONS, ROW_A3, ""}}},
    {"", "", {{SESSIONS, ROW_A3, ""}, {UNPLACED, NULL, MISSING_A3}}},
    {"H8",
     "S6 lacks 1 session of Reading",
     {{SESSIONS, ROW_G3_S5 ROW_G3_S6, ""}, {UNPLACED, NULL, "S5,M2,Reading,2026-09-21,1,H6,\n"}}},
    {"H8",
     "S3 has 1 unplaced session listed for the week of Mon 2026-09-14, but none",
     {{UNPLACED, NULL, "S3,M2,1:1 mentoring,2026-09-14,1,H6,\n"}}},
    {"H8", "S6 has 1 unplaced session listed", {{UNPLACED, "09-07,1", "09-07,2"}}},
    {"", "", {{UNPLACED, NULL, "S4,,1:1 mentoring,2026-09-07,1,H8,\n"}}},
    {"H8",
     "1:1 mentoring of S1 with M1 has 2 sessions from the week of Mon 2026-09-21 on, 1 more",
     {{SESSIONS, NULL, "a4,2026-09-25,A,Fri,3,11:00,11:25,M1,S1,1:1 mentoring,,Sc,7Sc,TS7,R3\n"}}},
    {"",
     "",
     {{SESSIONS, NULL, "a4,2026-09-25,A,Fri,3,11:00,11:25,M1,S1,1:1 mentoring,,Sc,7Sc,TS7,R3\n"},
      {"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,2,,,,"},
      {UNPLACED, NULL,
       "S1,M1,1:1 mentoring,2026-09-07,1,,\nS1,M1,1:1 mentoring,2026-09-14,1,,\n"}}},
    {"H8", "outside the programme's from and to", {{"caseload.csv", "2026-09-20", "2026-09-16"}}},
    {"H8",
     "from the week of Mon 2026-09-07 on, 1 more than is due",
     {{SESSIONS, ROW_N2,
       "b2,2026-09-16,B,Wed,3,11:00,11:25,M1,S2,1:1 mentoring,,Sc,7Sc,TS7,R3\n" ROW_N2}}},
    {"H8",
     "from the week of Mon 2026-09-21 on, 1 more than is due",
     {{SESSIONS, NULL, "b2,2026-09-25,A,Fri,3,11:00,11:25,M1,S2,1:1 mentoring,,Sc,7Sc,TS7,R3\n"}}},
    {"H8",
     "has 3 sessions from the week of Mon 2026-09-07 on, 1 more than is due",
     {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,2/3,,,,"}}},
    {"", "", {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,2/3,,,,"}, {SESSIONS, ROW_A3, ""}}},
    {"H8",
     "has 2 sessions from the week of Mon 2026-09-14 on, 1 more than is due",
     {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,2/3,,,,"},
      {SESSIONS, ROW_A1, ""},
      {SESSIONS, ROW_A3, ""},
      {SESSIONS, ROW_N2,
       "a3,2026-09-16,B,Wed,3,11:00,11:25,M1,S1,1:1 mentoring,,Sc,7Sc,TS7,R3\n" ROW_N2}}},
    {"H8 H8",
     "from the week of Mon 2026-09-14 on, 1 more",
     {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,,,,,2"}}},
    {"", "", {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,,,,,4"}}},
    {"H8",
     "from the week of Mon 2026-09-21 on, 1 more",
     {{"caseload.csv", "S1,M1,,,,,,,", "S1,M1,,,,,,,3"}}},

    /* H9 */
    {"H9",
     "S1 with M1 on Wed 2026-09-23 in period 4: a never request",
     {{SESSIONS, ROW_A3,
       "a3,2026-09-23,A,Wed,4,11:50,12:15,M1,S1,1:1 mentoring,,Hi,7Hi,TH7,R4\n"}}},
    {"H9",
     "protected subject",
     {{SESSIONS, ROW_A3, "a3,2026-09-24,A,Thu,4,11:50,12:15,M1,S1,1:1 mentoring,,Ar,,TA7,\n"}}},
    {"H9",
     "S1 has no session on Mon 2026-09-14",
     {{SESSIONS, "a2,2026-09-14,B,Mon,2,09:50,10:15,M1,S1,1:1 mentoring,,En,7En,TE7,R2\n" ROW_C2,
       ROW_C2 "a2,2026-09-14,B,Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Sc,7Sc,TS7,R3\n"}}},
    {"H9",
     "S3 has no session on Tue 2026-09-08",
     {{"requests.csv", NULL, "keep,S3,,,,,,,3,2026-09-08,,,\n"}}},
    {"",
     "",
     {{"requests.csv", NULL,
       "keep,S3,,,,,,,3,2026-09-15,,,closed for year 8\n"
       "keep,S3,,,,,,,3,2026-09-09,,,the mentor is in a meeting\n"
       "keep,S6,,,,,,,3,2026-09-25,,,not a day of the mentor\n"}}},
    {"",
     "",
     {{"requests.csv", NULL,
       "keep,S1,,,,,,,4,2026-09-24,,,a protected subject\n"
       "keep,S3,,,,,,,2,2026-09-22,,,assessment\n"
       "keep,S3,,,,,,,2,2026-10-01,,,another half term\n"}}},

    /* H10 */
    {"H10",
     "group G1 with M2 on Tue 2026-09-22 in period 3: the group's member S6",
     {{SESSIONS, ROW_G3_S6, ""}}},
    {"H10 H10",
     "the group's member S6",
     {{SESSIONS, ROW_G3_S5 ROW_G3_S6,
       "g3,2026-09-22,A,Tue,3,11:00,11:25,M2,S2,Reading,G1,Sc,7Sc,TS7,R3\n" ROW_G3_S5}}},

    /* H11 */
    {"H11",
     "2 sessions are held at once on Mon 2026-09-14 in period 2, 1 being",
     {{"policy.xml", "rooms max=\"none\"", "rooms max=\"1\""}}},
    {"", "", {{"policy.xml", "rooms max=\"none\"", "rooms max=\"2\""}}},
    {"H11 H11 H11",
     "2 students are out of class 7En on Thu 2026-09-10 in period 2",
     {{"policy.xml", "withdrawals max=\"none\"", "withdrawals max=\"1\""}}},
    {"", "", {{"policy.xml", "withdrawals max=\"none\"", "withdrawals max=\"2\""}}},
};

static const struct verify_case form_cases[] = {
    {"form", "'week' says 'A', not 'B'", {{SESSIONS, "n2,2026-09-17,B", "n2,2026-09-17,A"}}},
    {"form",
     "'day' says 'Fri', not 'Thu'",
     {{SESSIONS, "n2,2026-09-17,B,Thu", "n2,2026-09-17,B,Fri"}}},
    {"", "", {{SESSIONS, "n2,2026-09-17,B,Thu", "n2,2026-09-17,B,thursday"}}},
    {"form", "'end' says '09:50', not '09:20'", {{SESSIONS, "09:20", "09:50"}}},
    {"form", "'subject' says 'En', not 'Ma'", {{SESSIONS, "Numeracy,,Ma", "Numeracy,,En"}}},
    {"form", "'class' says '8Ma', not '7Ma'", {{SESSIONS, "Numeracy,,Ma,7Ma", "Numeracy,,Ma,8Ma"}}},
    {"form",
     "'teacher' says '', not 'TM7'",
     {{SESSIONS, "Numeracy,,Ma,7Ma,TM7", "Numeracy,,Ma,7Ma,"}}},
    {"form",
     "'room' says 'R9', not 'R1'",
     {{SESSIONS, "Numeracy,,Ma,7Ma,TM7,R1", "Numeracy,,Ma,7Ma,TM7,R9"}}},
    {"form",
     "S2 with M2 on Thu 2026-09-17 in period 1: the row is not in order",
     {{SESSIONS, ROW_A3, ""}, {SESSIONS, ROW_N2, ROW_A3 ROW_N2}}},
    {"form", "its id 'n2' is also that of another", {{SESSIONS, "a3,", "n2,"}}},
    {"form",
     "its id 'g4' is not the 'g3'",
     {{SESSIONS, ROW_G3_S6, "g4,2026-09-22,A,Tue,3,11:00,11:25,M2,S6,Reading,G1,Sc,7Sc,TS7,R3\n"}}},
    {"form", "the session has no id", {{SESSIONS, "a3,", ","}}},
    {"form", "the session has no start", {{SESSIONS, "Thu,2,09:50,10:15,M1", "Thu,2,,10:15,M1"}}},
    {"form",
     "no such student",
     {{SESSIONS, NULL, "x1,2026-09-25,A,Fri,1,09:00,09:25,M1,S9,1:1 mentoring,,Ma,7Ma,TM7,R1\n"}}},
    {"form",
     "no such mentor",
     {{SESSIONS, NULL, "x1,2026-09-25,A,Fri,1,09:00,09:25,M9,S1,1:1 mentoring,,Ma,7Ma,TM7,R1\n"}}},
    {"form",
     "no such programme of this student and mentor",
     {{SESSIONS, NULL, "x1,2026-09-25,A,Fri,1,09:00,09:25,M1,S3,1:1 mentoring,,Ma,8Ma,TM8,R1\n"}}},
};

/* ------------------------------------------------------------ running a case */

static void apply(const struct scratch *scratch, const struct edit *edit)
{
    char *text = scratch_text(scratch, edit->file);
    char *at = edit->from ? strstr(text, edit->from) : text + strlen(text);
    ck_assert_msg(at, "%s has no %s", edit->file, edit->from);
    size_t skipped = edit->from ? strlen(edit->from) : 0;
    ck_assert_msg(!skipped || !strstr(at + 1, edit->from), "%s has %s twice", edit->file,
                  edit->from);
    FILE *stream = fopen(scratch_path(scratch, edit->file), "w");
    ck_assert_ptr_nonnull(stream);
    fprintf(stream, "%.*s%s%s", (int)(at - text), text, edit->to, at + skipped);
    ck_assert_int_eq(fclose(stream), 0);
    free(text);
}

/* What the verifier found; its breaches in words, a line each. Use free_verified(). */
struct verified {
    struct ht_verdict *verdict;
    char *said;
};

/* What the verifier says of the schedule in AUT1 of the school in the scratch folder. */
static struct verified verify(const struct scratch *scratch, const char *sessions_csv)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch->folder, faults);
    struct ht_claimed_schedule *claims =
        ht_read_claims(school, scratch_path(scratch, sessions_csv), faults);
    if (ht_diagnostics_count(faults, HT_FAULT))
        ht_diagnostics_print(faults, stderr);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &claims->horizon));
    struct verified verified = {.verdict = ht_verify(school, claims)};
    size_t size;
    FILE *stream = ht_text_new(&verified.said, &size);
    for (size_t i = 0; i < verified.verdict->breach_count; i++)
        ht_write_breach(stream, school, claims, &verified.verdict->breaches[i], "sessions.csv");
    ht_text_end(stream, &verified.said);
    ht_claimed_schedule_free(claims);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return verified;
}

static void free_verified(struct verified *verified)
{
    ht_verdict_free(verified->verdict);
    free(verified->said);
}

static void codes_of(const struct ht_verdict *verdict, size_t size, char codes[static size])
{
    size_t length = 0;
    codes[0] = 0;
    for (size_t i = 0; i < verdict->breach_count && length < size; i++) {
        enum ht_rule rule = verdict->breaches[i].rule;
        length += snprintf(codes + length, size - length, "%s%s", i ? " " : "",
                           rule ? ht_rule_words(rule)->code : "form");
    }
}

static struct verified verify_edited(const struct edit *edits, const char *sessions_csv)
{
    struct scratch scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/claims/. \"$T\""), 0);
    for (; edits && edits->file; edits++)
        apply(&scratch, edits);
    struct verified verified = verify(&scratch, sessions_csv);
    scratch_remove(&scratch);
    return verified;
}

static void run_case(const struct verify_case *of)
{
    struct verified verified = verify_edited(of->edits, SESSIONS);
    char codes[200];
    codes_of(verified.verdict, sizeof codes, codes);
    ck_assert_msg(!strcmp(codes, of->breaches), "'%s' instead of '%s': %s", codes, of->breaches,
                  verified.said);
    *strchrnul(verified.said, '\n') = 0;
    ck_assert_msg(strstr(verified.said, of->text), "'%s' does not say '%s'", verified.said,
                  of->text);
    free_verified(&verified);
}

START_TEST(test_rules)
{
    run_case(&rule_cases[_i]);
}
END_TEST

START_TEST(test_form)
{
    run_case(&form_cases[_i]);
}
END_TEST

/* ------------------------------------------------------------ where a breach is */

static const struct {
    struct edit edits[2];
    const char *place;
} place_cases[] = {
    {{{"requests.csv", NULL, "never,,,,7Ma,,,,,,,,\n"}}, "sessions.csv:5: "},
    {{{"requests.csv", NULL, "keep,S3,,,,,,,3,2026-09-08,,,\n"}}, "requests.csv:9: "},
    {{{UNPLACED, NULL, "S3,M2,1:1 mentoring,2026-09-14,1,H6,\n"}}, "unplaced.csv:3: "},
    {{{SESSIONS, ROW_A3, ""}}, "sessions.csv: "},
};

START_TEST(test_places)
{
    struct verified verified = verify_edited(place_cases[_i].edits, SESSIONS);
    const char *place = place_cases[_i].place;
    ck_assert_msg(!strncmp(verified.said, place, strlen(place)), "not %s: %s", place,
                  verified.said);
    free_verified(&verified);
}
END_TEST

/* Each breach of each case as the terminal has it and tests/golden/breaches.txt. */
static void show_breaches(FILE *stream, const struct verify_case *cases, size_t count)
{
    for (size_t n = 0; n < count; n++) {
        struct verified verified = verify_edited(cases[n].edits, SESSIONS);
        fprintf(stream, "-- %s\n%s", cases[n].text, verified.said);
        free_verified(&verified);
    }
}

START_TEST(test_breaches)
{
    struct scratch scratch = scratch_new();
    FILE *stream = fopen(scratch_path(&scratch, "found"), "w");
    show_breaches(stream, rule_cases, sizeof rule_cases / sizeof *rule_cases);
    show_breaches(stream, form_cases, sizeof form_cases / sizeof *form_cases);
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_int_eq(scratch_shell(&scratch, "diff -u tests/golden/breaches.txt \"$T/found\""), 0);
    scratch_remove(&scratch);
}
END_TEST

/* ------------------------------------------------------------ costs */

static const struct {
    struct edit edits[4];
    struct ht_costs costs;
} cost_cases[] = {
    /*
     * miss: S1 Ma 30, En 20, En 20; S2 Sc 10 - 15 (period 3 of M1) = 0, Ma 30 + 4 (Thu 1); S3 Ma
     * 30, En 20 - 6; S5 and S6 En 20, Sc 10, Sc 10 each: 70 + 34 + 44 + 80 = 228.
     * repeat: S1 En, S2 Ma (first in history), S5 and S6 Sc: 4 x 5.
     * unplaced: one of S6, LAC before SEMH: 5 x 1000. day-load: M1 on 11 September.
     */
    {{{0}}, {228, 20, 5000, 1}},
    /* Two more of S6, unplaced with S5's (weight 1): 5000 x (1 + 3/2 + 2) + 1000 x (1 + 3/2). The
       Sc of 15 and 22 September are gone: 40 and two repeats. */
    {{{SESSIONS, ROW_G3_S5 ROW_G3_S6, ""},
      {SESSIONS,
       "g2,2026-09-15,B,Tue,3,11:00,11:25,M2,S5,Reading,G1,Sc,7Sc,TS7,R3\n"
       "g2,2026-09-15,B,Tue,3,11:00,11:25,M2,S6,Reading,G1,Sc,7Sc,TS7,R3\n",
       ""}},
     {188, 10, 25000, 1}},
    /* repeat counts by term where misses count by half term: Ma of S2 is the third, 10 not 5. */
    {{{"history.csv", NULL, "2026-09-29,S2,Ma,\n"},
      {"policy.xml", "per=\"term\"", "per=\"half-term\""}},
     {228, 25, 5000, 1}},
    /* A tutor period is no miss, but the avoid of Fridays concerns it: Ma 30 less, 7 more. */
    {{{SESSIONS, ROW_A1, "a1,2026-09-11,A,Fri,Tut,08:10,08:35,M1,S1,1:1 mentoring,,,,,\n"},
      {"requests.csv", NULL, "avoid,S1,,,,,,Fri,,,,7,\n"}},
     {205, 20, 5000, 1}},
    /* The group's subject: Hum is avoided at 3, its codes cost 10: S1's En 20 becomes Hi 13, and
       with the one in history it repeats as the En did. */
    {{{SESSIONS, ROW_A3, "a3,2026-09-23,A,Wed,4,11:50,12:15,M1,S1,1:1 mentoring,,Hi,7Hi,TH7,R4\n"},
      {"requests.csv", NULL, "avoid,,,Hum,,,,,,,,3,\n"}},
     {221, 20, 5000, 1}},
};

START_TEST(test_costs)
{
    struct verified verified = verify_edited(cost_cases[_i].edits, SESSIONS);
    const struct ht_verdict *verdict = verified.verdict;
    const struct ht_costs *costs = &cost_cases[_i].costs;
    ck_assert_int_eq(verdict->costs.miss, costs->miss);
    ck_assert_int_eq(verdict->costs.repeat, costs->repeat);
    ck_assert_int_eq(verdict->costs.unplaced, costs->unplaced);
    ck_assert_int_eq(verdict->costs.day_load, costs->day_load);
    ck_assert_int_eq(ht_costs_total(&verdict->costs),
                     costs->miss + costs->repeat + costs->unplaced + costs->day_load);
    free_verified(&verified);
}
END_TEST

/* ------------------------------------------------------------ the rest */

START_TEST(test_counts)
{
    struct verified verified = verify_edited(NULL, SESSIONS);
    const struct ht_verdict *verdict = verified.verdict;
    ck_assert_int_eq(verdict->sessions, 10);
    ck_assert_int_eq(verdict->required, 11);
    ck_assert_int_eq(verdict->unplaced, 1);
    for (int rule = 0; rule < HT_H11_CAPACITY; rule++)
        ck_assert_int_gt(verdict->checked[rule], 0);
    ck_assert_int_eq(verdict->checked[HT_H11_CAPACITY], 0);
    free_verified(&verified);
}
END_TEST

/* A file of few columns in an order of its own is at no fault for that. */
START_TEST(test_foreign)
{
    struct verified verified = verify_edited(NULL, "foreign.csv");
    ck_assert_uint_eq(verified.verdict->breach_count, 1);
    ck_assert_ptr_nonnull(strstr(verified.said, ": H8: S6 lacks 1 session of Spelling"));
    ck_assert_int_eq(verified.verdict->sessions, 10);
    free_verified(&verified);
}
END_TEST

Suite *suite_verify(void)
{
    Suite *suite = suite_create("verify");
    TCase *tcase = tcase_create("verify");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_rules, 0, sizeof rule_cases / sizeof *rule_cases);
    tcase_add_loop_test(tcase, test_form, 0, sizeof form_cases / sizeof *form_cases);
    tcase_add_loop_test(tcase, test_places, 0, sizeof place_cases / sizeof *place_cases);
    tcase_add_test(tcase, test_breaches);
    tcase_add_loop_test(tcase, test_costs, 0, sizeof cost_cases / sizeof *cost_cases);
    tcase_add_test(tcase, test_counts);
    tcase_add_test(tcase, test_foreign);
    suite_add_tcase(suite, tcase);
    return suite;
}
