/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Advice in words, on a small school in which everything has a place until some of its files are
 * others.
 */
#include "reports/explain/advice.h"
#include "reports/explain/caps.h"
#include "solver/base/memory.h"
#include "solver/instance/caps.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file that is there in place of the school's own. */
struct file {
    const char *name, *text;
};

enum { MOST_FILES = 4 };

static const struct {
    struct file files[MOST_FILES]; /* up to one without a name */
    const char *conflict;          /* of the first unplaced row */
    const char *repair;            /* the cheapest for it; NULL: none places it */
    const char *summary;
} cases[] = {
    {{{"commitments.csv", "mentor,day,period,what,from,to\n"
                          "M1,*,*,absent,2026-09-14,2026-09-18\n"}},
     "Mia Khan cannot be seen in the week of 14 September: Ms Ahmed is absent from 14 to 18 "
     "September (commitments.csv:2).",
     "give Mia Khan to Mr Bell, who has room (caseload.csv:2: mentor=M2)",
     "One repair places the session: give Mia Khan to Mr Bell, who has room (caseload.csv:2: "
     "mentor=M2)."},
    {{{"commitments.csv", "mentor,day,period,what,from,to\n"
                          "M1,*,1;2;3,support,,\n"
                          "M1,*,4,duty,2026-09-14,\n"},
      {"mentors.csv", "mentor,name,role\nM1,Ms Ahmed,learning\n"},
      {"policy.xml", "<policy><free-time minutes=\"0\"/></policy>\n"}},
     "Mia Khan cannot be seen in the week of 14 September: Ms Ahmed has in-class support in "
     "periods 1, 2 and 3 (commitments.csv:2) and has a duty in period 4 from 14 September on "
     "(commitments.csv:3).",
     "give up Ms Ahmed's in-class support on Monday, period 1 (commitments.csv:2)",
     "One repair places the session: give up Ms Ahmed's in-class support on Monday, period 1 "
     "(commitments.csv:2)."},
    {{{"commitments.csv", "mentor,day,period,what,from,to\n"
                          "M1,Tue,1;2;3,support,,\nM1,Mon,1;2;3,support,,\nM1,Wed,1;2;3,support,,\n"
                          "M1,Thu,1;2;3,meeting,,\nM1,Fri,1;2;3,,,\n"},
      {"mentors.csv", "mentor,name,role\nM1,Ms Ahmed,learning\n"}},
     "Mia Khan cannot be seen in the week of 7 September: Ms Ahmed has 15 lessons of in-class "
     "support, meetings and other commitments (commitments.csv:2 to 6) and needs 60 free minutes "
     "every day.",
     "let Ms Ahmed do without the 60 free minutes on Monday 7 September (requests.csv: what=allow, "
     "mentor=M1, from=2026-09-07, to=2026-09-07)",
     "Two repairs place both sessions: let Ms Ahmed do without the 60 free minutes on Monday 7 "
     "September (requests.csv: what=allow, mentor=M1, from=2026-09-07, to=2026-09-07); let Ms "
     "Ahmed do without the 60 free minutes on Monday 14 September (requests.csv: what=allow, "
     "mentor=M1, from=2026-09-14, to=2026-09-14)."},
    {{{"subjects.csv",
       "subject,name,protect\nEn,English,\nMa,Maths,yes\nSc,Science,yes\nAr,Art,yes\n"},
      {"policy.xml", "<policy><misses max=\"1\"/></policy>\n"}},
     "Mia Khan has two sessions due in the weeks of 7 and 14 September but room for at most one: "
     "only lessons of English are left, which may be missed only once in a term, which makes one "
     "miss for two sessions, and Maths, Science and Art must never be missed (subjects.csv:3 to "
     "5).",
     "let Mia Khan miss English a second time (requests.csv: what=allow, student=S1, subject=En)",
     "One repair places the session: let Mia Khan miss English a second time (requests.csv: "
     "what=allow, student=S1, subject=En)."},
    {{{"requests.csv", "what,student,subject,note\nnever,S1,Ma,exam course\nnever,S1,Sc,\n"},
      {"subjects.csv",
       "subject,name,group,protect\nEn,English,,\nMa,Maths,,\nSc,Science,,\nAr,Art,,yes\n"},
      {"history.csv", "date,student,subject\n2026-09-08,S1,En\n2026-09-09,S1,En\n"}},
     "Mia Khan cannot be seen in the week of 7 September: only lessons of English are left, which "
     "may be missed only twice in a term (so far English on 8 and 9 September: history.csv); Mia "
     "Khan must not miss Maths (requests.csv:2, “exam course”); Mia Khan must not miss Science "
     "(requests.csv:3); and Art must never be missed (subjects.csv:5).",
     "let Mia Khan miss English a third time (requests.csv: what=allow, student=S1, subject=En)",
     "One repair places both sessions: take back the request that Mia Khan must not miss Science "
     "(requests.csv:3)."},
    {{{"caseload.csv", "student,mentor\nS1,M1\nS2,M1\n"},
      {"mentors.csv", "mentor,name,role,days\nM1,Ms Ahmed,learning,Mon\n"},
      {"policy.xml", "<policy><free-time minutes=\"120\"/></policy>\n"}},
     "Ms Ahmed has two sessions (Mia Khan and Bo Li) due in the week of 7 September but room for "
     "at most one: the mentor works only on Mondays and needs 120 free minutes every day.",
     "let Ms Ahmed do without the 120 free minutes on Monday 7 September (requests.csv: "
     "what=allow, mentor=M1, from=2026-09-07, to=2026-09-07)",
     "Two repairs place both sessions: let Ms Ahmed do without the 120 free minutes on Monday 7 "
     "September (requests.csv: what=allow, mentor=M1, from=2026-09-07, to=2026-09-07); let Ms "
     "Ahmed do without the 120 free minutes on Monday 14 September (requests.csv: what=allow, "
     "mentor=M1, from=2026-09-14, to=2026-09-14)."},
    {{{"calendar.csv",
       "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-09,2026-09-11,,INSET\n"},
      {"mentors.csv", "mentor,name,role,days\nM1,Ms Ahmed,learning,Wed;Thu;Fri\n"}},
     "Mia Khan cannot be seen in the week of 7 September, of which only Monday and Tuesday are "
     "open (calendar.csv:4): Ms Ahmed works only on Wednesdays to Fridays.",
     "take Mia Khan off the caseload of Ms Ahmed (caseload.csv:2)",
     "One repair settles the session, giving up one: take Mia Khan off the caseload of Ms Ahmed "
     "(caseload.csv:2)."},
    {{{"policy.xml", "<policy><free-time minutes=\"180\"/></policy>\n"},
      {"mentors.csv", "mentor,name,role\nM1,Ms Ahmed,learning\n"}},
     "Mia Khan cannot be seen in the week of 7 September: Ms Ahmed needs 180 free minutes every "
     "day.",
     "let Ms Ahmed do without the 180 free minutes on Monday 7 September (requests.csv: "
     "what=allow, mentor=M1, from=2026-09-07, to=2026-09-07)",
     "Two repairs place both sessions: let Ms Ahmed do without the 180 free minutes on Monday 7 "
     "September (requests.csv: what=allow, mentor=M1, from=2026-09-07, to=2026-09-07); let Ms "
     "Ahmed do without the 180 free minutes on Monday 14 September (requests.csv: what=allow, "
     "mentor=M1, from=2026-09-14, to=2026-09-14)."},
    {{{"caseload.csv", "student,mentor\nS1,M1\nS3,M2\n"},
      {"policy.xml", "<policy><rooms max=\"1\"/><free-time minutes=\"0\"/></policy>\n"},
      {"commitments.csv", "mentor,day,period,what\n"
                          "M1,Mon;Tue;Wed;Thu,*,trip\nM2,Mon;Tue;Wed;Thu,*,trip\n"
                          "M1,Fri,2;3;4,duty\nM2,Fri,2;3;4,duty\n"}},
     "The school has two sessions (Cy Doe and Mia Khan) due in the week of 7 September but room "
     "for at most one: there is only one room (policy.xml); Ms Ahmed has trip on Mondays to "
     "Thursdays (commitments.csv:2) and has a duty on Fridays, periods 2, 3 and 4 "
     "(commitments.csv:4); Mr Bell has trip on Mondays to Thursdays (commitments.csv:3) and has a "
     "duty on Fridays, periods 2, 3 and 4 (commitments.csv:5); and they can only be on Friday, "
     "period 1.",
     "move Ms Ahmed's duty on Friday, period 2, to Friday, period 1 (commitments.csv:4)",
     "One repair places both sessions: move Ms Ahmed's duty on Friday, period 2, to Friday, period "
     "1 (commitments.csv:4)."},
    {{{"caseload.csv", "student,mentor,periods\nS1,M1,1\nS2,M2,1\n"},
      {"policy.xml", "<policy><withdrawals max=\"1\"/></policy>\n"},
      {"calendar.csv",
       "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-08,2026-09-11,,INSET\n"}},
     "The school has two sessions (Mia Khan and Bo Li) due in the week of 7 September, of which "
     "only Monday is open (calendar.csv:4), but room for at most one: only one student may be out "
     "of 7/En1 at once (policy.xml); 1:1 mentoring for Mia Khan and Bo Li is only in period 1; and "
     "they can only be on Monday, period 1.",
     "let 1:1 mentoring for Mia Khan be in any period (caseload.csv:2: periods=*)",
     "One repair places the session: let 1:1 mentoring for Mia Khan be in any period "
     "(caseload.csv:2: periods=*)."},
    {{{"caseload.csv", "student,mentor,programme\nS1,M1,Reading\nS1,M2,Anger management\n"},
      {"calendar.csv",
       "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-08,2026-09-11,,INSET\n"}},
     "Mia Khan has two sessions (Anger management and Reading) due in the week of 7 September, of "
     "which only Monday is open (calendar.csv:4), but room for at most one: there may be only one "
     "session a day (policy.xml).",
     "take Mia Khan off the caseload of Mr Bell (caseload.csv:3)",
     "One repair settles the session, giving up one: take Mia Khan off the caseload of Mr Bell "
     "(caseload.csv:3)."},
    {{{"caseload.csv", "student,mentor,programme,group\nS3,M1,Talk,Calm\nS4,M1,Talk,Calm\n"},
      {"requests.csv",
       "what,student,mentor,period,note\nnever,S4,,1;2,\nnever,,M1,3;4,away from the room\n"}},
     "The group Calm cannot be seen in the week of 7 September: ⁨ليلى حداد⁩ must not "
     "be "
     "seen "
     "in periods 1 and 2 (requests.csv:2), and nobody may be seen by Ms Ahmed in periods 3 and 4 "
     "(requests.csv:3, “away from the room”).",
     "take back the request that ⁨ليلى حداد⁩ must not be seen in periods 1 and 2 "
     "(requests.csv:2)",
     "One repair places both sessions: take back the request that ⁨ليلى حداد⁩ must not "
     "be "
     "seen "
     "in periods 1 and 2 (requests.csv:2)."},
    {{{"caseload.csv", "student,mentor\nS4,M1\nS1,M1\n"},
      {"requests.csv", "what,student,period,from\nkeep,S1,1,2026-09-07\n"},
      {"commitments.csv",
       "mentor,day,period,what\nM1,Mon,2;3;4,support\nM1,Tue;Wed;Thu;Fri,*,support\n"},
      {"policy.xml", "<policy><free-time minutes=\"0\"/></policy>\n"}},
     "Ms Ahmed has two sessions (⁨ليلى حداد⁩ and Mia Khan) due in the week of 7 "
     "September "
     "but "
     "room for at most one: the mentor has in-class support on Mondays, periods 2, 3 and 4 "
     "(commitments.csv:2) and has in-class support on Tuesdays to Fridays (commitments.csv:3), and "
     "they can only be on Monday, period 1.",
     "give ⁨ليلى حداد⁩ to Mr Bell, who has room (caseload.csv:2: mentor=M2)",
     "One repair places both sessions: give ⁨ليلى حداد⁩ to Mr Bell, who has room "
     "(caseload.csv:2: mentor=M2)."},
    {{{"caseload.csv", "student,mentor,periods\nS1,M1,4\n"},
      {"requests.csv", "what,subject\nnever,Ar\n"}},
     "Mia Khan cannot be seen in the week of 7 September: nobody may miss Art (requests.csv:2), "
     "and 1:1 mentoring for Mia Khan is only in period 4.",
     "let 1:1 mentoring for Mia Khan be in any period (caseload.csv:2: periods=*)",
     "One repair places both sessions: let 1:1 mentoring for Mia Khan be in any period "
     "(caseload.csv:2: periods=*)."},
    {{{"commitments.csv", "mentor,day,period,what,from,to\n"
                          "M1,*,*,first aid course,2026-09-07,2026-09-11\n"},
      {"mentors.csv", "mentor,name,role\nM1,Ms Ahmed,learning\n"}},
     "Mia Khan cannot be seen in the week of 7 September: Ms Ahmed has first aid course from 7 to "
     "11 September (commitments.csv:2).",
     "see Mia Khan once more in the week of 14 September, in place of the week of 7 September "
     "(caseload.csv:2: to=2026-09-06; two rows more like it: from=2026-09-14, to=2026-09-20, "
     "per_week=2, and from=2026-09-21)",
     "One repair places the session: see Mia Khan once more in the week of 14 September, in place "
     "of the week of 7 September (caseload.csv:2: to=2026-09-06; two rows more like it: "
     "from=2026-09-14, to=2026-09-20, per_week=2, and from=2026-09-21)."},
    {{{"caseload.csv", "student,mentor,periods\nS1,M1,1\nS3,M2,1\n"},
      {"policy.xml", "<policy><rooms max=\"1\"/></policy>\n"},
      {"calendar.csv",
       "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-08,2026-09-11,,INSET\n"},
      {"mentors.csv",
       "mentor,name,role,caseload\nM1,Ms Ahmed,learning,1\nM2,Mr Bell,learning,1\n"}},
     "The school has two sessions (Mia Khan and Cy Doe) due in the week of 7 September, of which "
     "only Monday is open (calendar.csv:4), but room for at most one: there is only one room "
     "(policy.xml); 1:1 mentoring for Mia Khan and Cy Doe is only in period 1; and they can only "
     "be on Monday, period 1.",
     "let 1:1 mentoring for Mia Khan be in any period (caseload.csv:2: periods=*)",
     "One repair places the session: let 1:1 mentoring for Mia Khan be in any period "
     "(caseload.csv:2: periods=*)."},
    {{{"caseload.csv", "student,mentor\nS1,M1\nS2,M1\nS3,M1\nS4,M1\n"},
      {"commitments.csv", "mentor,day,period,what\nM1,Mon,1;2,support\nM1,Tue,1,support\n"
                          "M1,Wed,1;2,duty\nM1,Thu,3;4,support\nM1,Fri,*,support\n"},
      {"policy.xml", "<policy><free-time minutes=\"100\" contiguous=\"yes\"/></policy>\n"},
      {"calendar.csv", "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
                       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-07,,,INSET\n"}},
     "Ms Ahmed has two sessions (Mia Khan and Bo Li) due in the week of 7 September, a week "
     "without Monday (calendar.csv:4), but room for at most one: the mentor has nine lessons of "
     "in-class support and duties (commitments.csv:3 to 6) and needs 100 free minutes in one piece "
     "on 8, 9 and 10 September.",
     "let Ms Ahmed do without the 100 free minutes on Tuesday 8 September (requests.csv: "
     "what=allow, mentor=M1, from=2026-09-08, to=2026-09-08)",
     "Two repairs place all three sessions: let Ms Ahmed do without the 100 free minutes on "
     "Wednesday 9 September (requests.csv: what=allow, mentor=M1, from=2026-09-09, to=2026-09-09); "
     "let Ms Ahmed do without the 100 free minutes on Tuesday 8 September (requests.csv: "
     "what=allow, mentor=M1, from=2026-09-08, to=2026-09-08)."},
    {{{"caseload.csv", "student,mentor,minutes\nS1,M1,30\n"}},
     "Mia Khan cannot be seen in the week of 7 September: the timetable leaves no lesson that is "
     "long enough for 30 minutes in the first half.",
     "take Mia Khan off the caseload of Ms Ahmed (caseload.csv:2)",
     "One repair settles both sessions, giving up two: take Mia Khan off the caseload of Ms Ahmed "
     "(caseload.csv:2)."},
    {{{"caseload.csv", "student,mentor\nS1,M1\nS2,M1\n"},
      {"calendar.csv", "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n"
                       "half-term,2026-09-07,2026-09-11,,AUT1\nclosed,2026-09-08,2026-09-11,,\n"},
      {"timetable.csv", "student,day,period,subject\nS1,Mon,1,En\nS2,Mon,1,En\n"}},
     "Ms Ahmed has two sessions (Bo Li and Mia Khan) due in the week of 7 September, of which only "
     "Monday is open (calendar.csv:4), but room for at most one: they can only be on Monday, "
     "period 1.",
     "give Bo Li to Mr Bell, who has room (caseload.csv:3: mentor=M2)",
     "One repair places the session: give Bo Li to Mr Bell, who has room (caseload.csv:3: "
     "mentor=M2)."},
};

static struct ht_school *make_school(const struct scratch *scratch, const struct file *files)
{
    ck_assert_int_eq(scratch_shell(scratch, "cp -r tests/schools/advice $T/school"), 0);
    for (int n = 0; n < MOST_FILES && files[n].name; n++) {
        char *name = ht_format("school/%s", files[n].name);
        FILE *stream = fopen(scratch_path(scratch, name), "w");
        ck_assert_ptr_nonnull(stream);
        fputs(files[n].text, stream);
        fclose(stream);
        free(name);
    }
    return scratch_school(scratch_path(scratch, "school"));
}

START_TEST(test_words)
{
    struct scratch scratch = scratch_new();
    struct ht_school *school = make_school(&scratch, cases[_i].files);
    const struct ht_plan_options plan = {.seconds = 0};
    const struct ht_advice_options options = {.student = {HT_NONE}, .week = HT_DATE_FIRST};
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_plan(school, horizon, &plan);
    int unplaced = ht_schedule_unplaced(schedule);
    ck_assert_int_gt(unplaced, 0);
    struct ht_advice *advice = ht_advise(school, schedule, &options);
    char *conflict = ht_say_conflict(school, schedule, advice, 0);
    char *repair = ht_say_help(school, advice, 0, false);
    char *summary = ht_say_summary(school, advice, unplaced);
    ck_assert_str_eq(conflict, cases[_i].conflict);
    ck_assert_pstr_eq(repair, cases[_i].repair);
    ck_assert_str_eq(summary, cases[_i].summary);
    free(summary);
    free(repair);
    free(conflict);
    ht_advice_free(advice);
    ht_schedule_free(schedule);
    ht_school_free(school);
    scratch_remove(&scratch);
}
END_TEST

/* ------------------------------------------------------------ in little time */

/* What is known when next to nothing may be tried: one trial for each part of the work. */
static const struct {
    size_t nth; /* of the cases above */
    const char *conflict, *summary;
} bounded[] = {
    {0,
     "Mia Khan cannot be seen in the week of 14 September; what stands in the way was not found in "
     "the time there was.",
     "Nothing that was tried places the session. Not everything was tried, to keep the time "
     "short."},
    {5,
     "What keeps Mia Khan from being seen in the week of 7 September was not found in the time "
     "there was.",
     "Nothing that was tried places any of the two sessions. Not everything was tried, to keep the "
     "time short."},
};

START_TEST(test_bounded)
{
    struct scratch scratch = scratch_new();
    struct ht_school *school = make_school(&scratch, cases[bounded[_i].nth].files);
    const struct ht_plan_options plan = {.seconds = 0};
    const struct ht_advice_options options = {
        .work = 1, .student = {HT_NONE}, .week = HT_DATE_FIRST};
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_plan(school, horizon, &plan);
    struct ht_advice *advice = ht_advise(school, schedule, &options);
    char *conflict = ht_say_conflict(school, schedule, advice, 0);
    char *summary = ht_say_summary(school, advice, ht_schedule_unplaced(schedule));
    ck_assert(!advice->complete);
    ck_assert_str_eq(conflict, bounded[_i].conflict);
    ck_assert_str_eq(summary, bounded[_i].summary);
    free(summary);
    free(conflict);
    ht_advice_free(advice);
    ht_schedule_free(schedule);
    ht_school_free(school);
    scratch_remove(&scratch);
}
END_TEST

/* ------------------------------------------------------------ repairs */

/* The school in which every kind of repair says something. */
static const struct file files_of_kinds[MOST_FILES] = {
    {"commitments.csv", "mentor,week,day,period,what\nM1,,Tue,3,duty\n"},
    {"requests.csv", "what,student,subject,teacher,period,from,note\n"
                     "never,S1,,Mr Old,,,private\nkeep,S1,,,2,2026-09-08,\n"
                     "allow,S2,Ma,,,,\n"},
    {"policy.xml", "<policy><rooms max=\"2\"/><withdrawals max=\"1\"/></policy>\n"},
    {"caseload.csv", "student,mentor,programme,group,periods\nS1,M1,,,1\nS2,M2,Talk,Calm,\n"
                     "S4,M2,Talk,Calm,\n"},
};

static const struct {
    struct ht_repair repair; /* its date and week are days of September */
    const char *by_name, *by_id;
} kinds[] = {
    {{.kind = HT_REPAIR_MISS, .student = {0}, .group = {1}},
     "let Mia Khan miss Maths a third time (requests.csv: what=allow, student=S1, subject=Ma)",
     "let S1 miss Ma a third time (requests.csv: what=allow, student=S1, subject=Ma)"},
    {{.kind = HT_REPAIR_MISS, .student = {1}, .group = {1}},
     "let Bo Li miss Maths a fourth time (requests.csv: what=allow, student=S2, subject=Ma)",
     "let S2 miss Ma a fourth time (requests.csv: what=allow, student=S2, subject=Ma)"},
    {{.kind = HT_REPAIR_FREE_TIME, .mentor = {1}, .date = {15}},
     "let Mr Bell do without the 60 free minutes on Tuesday 15 September (requests.csv: "
     "what=allow, mentor=M2, from=2026-09-15, to=2026-09-15)",
     "let M2 do without the 60 free minutes on Tuesday 15 September (requests.csv: what=allow, "
     "mentor=M2, from=2026-09-15, to=2026-09-15)"},
    {{.kind = HT_REPAIR_MOVE, .from = {1, 2}, .to = {2, 3}},
     "move Ms Ahmed's duty on Tuesday, period 3, to Wednesday, period 4 (commitments.csv:2)",
     "move M1's duty on Tuesday, period 3, to Wednesday, period 4 (commitments.csv:2)"},
    {{.kind = HT_REPAIR_GIVE_UP, .from = {1, 2}},
     "give up Ms Ahmed's duty on Tuesday, period 3 (commitments.csv:2)",
     "give up M1's duty on Tuesday, period 3 (commitments.csv:2)"},
    {{.kind = HT_REPAIR_NEXT_WEEK, .programme = {1}, .date = {14}, .week = {7}},
     "see the group Calm once more in the week of 14 September, in place of the week of 7 "
     "September (caseload.csv:3, and likewise for each member: to=2026-09-06; two rows more like "
     "it: from=2026-09-14, to=2026-09-20, per_week=2, and from=2026-09-21)",
     "see the group Calm once more in the week of 14 September, in place of the week of 7 "
     "September (caseload.csv:3, and likewise for each member: to=2026-09-06; two rows more like "
     "it: from=2026-09-14, to=2026-09-20, per_week=2, and from=2026-09-21)"},
    {{.kind = HT_REPAIR_REQUEST, .row = 0},
     "take back the request that Mia Khan must not miss lessons with Mr Old (requests.csv:2)",
     "take back the request that S1 must not miss lessons with Mr Old (requests.csv:2)"},
    {{.kind = HT_REPAIR_REQUEST, .row = 1},
     "take back the request that Mia Khan must be seen in period 2 on 8 September "
     "(requests.csv:3)",
     "take back the request that S1 must be seen in period 2 on 8 September (requests.csv:3)"},
    {{.kind = HT_REPAIR_PERIODS, .programme = {0}},
     "let 1:1 mentoring for Mia Khan be in any period (caseload.csv:2: periods=*)",
     "let 1:1 mentoring for S1 be in any period (caseload.csv:2: periods=*)"},
    {{.kind = HT_REPAIR_PROTECTED, .subject = {3}},
     "let Art be missed (subjects.csv:5: protect=no)",
     "let Ar be missed (subjects.csv:5: protect=no)"},
    {{.kind = HT_REPAIR_MENTOR, .programme = {0}, .mentor = {1}},
     "give Mia Khan to Mr Bell, who has room (caseload.csv:2: mentor=M2)",
     "give S1 to M2, who has room (caseload.csv:2: mentor=M2)"},
    {{.kind = HT_REPAIR_CAP, .cap = HT_CAP_ROOMS},
     "have one more room for sessions (policy.xml: <rooms max=\"3\"/>)",
     "have one more room for sessions (policy.xml: <rooms max=\"3\"/>)"},
    {{.kind = HT_REPAIR_CAP, .cap = HT_CAP_CLASS},
     "let two students be out of a class at once (policy.xml: <withdrawals max=\"2\"/>)",
     "let two students be out of a class at once (policy.xml: <withdrawals max=\"2\"/>)"},
    {{.kind = HT_REPAIR_CASELOAD, .programme = {0}},
     "take Mia Khan off the caseload of Ms Ahmed (caseload.csv:2)",
     "take S1 off the caseload of M1 (caseload.csv:2)"},
};

static ht_date september(int day)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 9, day, &date));
    return date;
}

START_TEST(test_kinds)
{
    struct scratch scratch = scratch_new();
    struct ht_school *school = make_school(&scratch, files_of_kinds);
    struct ht_repair repair = kinds[_i].repair;
    repair.date = september(repair.date.days + !repair.date.days);
    repair.week = september(repair.week.days + !repair.week.days);
    char *by_name = ht_say_repair(school, &repair, false);
    char *by_id = ht_say_repair(school, &repair, true);
    ck_assert_str_eq(by_name, kinds[_i].by_name);
    ck_assert_str_eq(by_id, kinds[_i].by_id);
    free(by_id);
    free(by_name);
    ht_school_free(school);
    scratch_remove(&scratch);
}
END_TEST

/* ------------------------------------------------------------ effects */

static const struct {
    int placed, given_up;
    bool proven;
    int unplaced;
    const char *effect;
} effects[] = {
    {1, 0, true, 1, "places the session"},
    {1, 0, true, 2, "places one of the two sessions"},
    {2, 0, false, 2, "places both sessions"},
    {13, 0, true, 13, "places all 13 sessions"},
    {2, 0, false, 12, "places at least two of the twelve sessions"},
    {3, 14, true, 9, "settles three of the nine sessions, giving up 14"},
};

START_TEST(test_effects)
{
    const struct ht_repair repair = {.placed = effects[_i].placed,
                                     .given_up = effects[_i].given_up,
                                     .proven = effects[_i].proven};
    char *effect = ht_say_effect(&repair, effects[_i].unplaced);
    ck_assert_str_eq(effect, effects[_i].effect);
    free(effect);
}
END_TEST

/* Whatever is found, suggested or in the way has words. */
START_TEST(test_caps_have_words)
{
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++) {
        ck_assert_ptr_nonnull(ht_cap_words[cap].obstacle);
        ck_assert(ht_cap_words[cap].clause || ht_caps[cap].setting == HT_NO_SETTING);
        ck_assert(ht_cap_words[cap].repair || !ht_caps[cap].may_grow);
    }
}
END_TEST

Suite *suite_advice_text(void)
{
    Suite *suite = suite_create("advice_text");
    TCase *tcase = tcase_create("advice_text");
    tcase_add_test(tcase, test_caps_have_words);
    tcase_add_loop_test(tcase, test_words, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tcase, test_bounded, 0, sizeof bounded / sizeof *bounded);
    tcase_add_loop_test(tcase, test_kinds, 0, sizeof kinds / sizeof *kinds);
    tcase_add_loop_test(tcase, test_effects, 0, sizeof effects / sizeof *effects);
    suite_add_tcase(suite, tcase);
    return suite;
}
