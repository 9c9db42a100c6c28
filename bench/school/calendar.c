/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/calendar.h"

#include "bench/school/campus.h"
#include "solver/base/date.h"

static const char *const calendar[] = {
    "term,2026-09-01,2026-12-18,,AUT",
    "half-term,2026-09-01,2026-10-23,,AUT1",
    "half-term,2026-11-02,2026-12-18,,AUT2",
    "term,2027-01-04,2027-03-25,,SPR",
    "half-term,2027-01-04,2027-02-12,,SPR1",
    "half-term,2027-02-22,2027-03-25,,SPR2",
    "term,2027-04-12,2027-07-22,,SUM",
    "half-term,2027-04-12,2027-05-28,,SUM1",
    "half-term,2027-06-07,2027-07-22,,SUM2",
    "closed,2026-09-01,2026-09-02,,INSET",
    "closed,2026-09-03,2026-09-03,8;9;10;11,Induction of year 7",
    "closed,2026-09-23,2026-09-23,7,Team-building day",
    "closed,2026-10-14,2026-10-14,9,Museum trip",
    "closed,2026-10-26,2026-10-30,,Autumn break",
    "closed,2026-11-27,2026-11-27,,INSET",
    "closed,2027-01-04,2027-01-04,,INSET",
    "closed,2027-02-15,2027-02-19,,Spring break",
    "closed,2027-05-03,2027-05-03,,Early May bank holiday",
    "closed,2027-05-31,2027-06-04,,Summer break",
    "closed,2027-06-28,2027-07-22,11,Study leave",
    "closed,2027-07-02,2027-07-02,,INSET",
    "closed,2027-07-14,2027-07-14,7;8;9;10,Sports day",
    "assessment,2026-11-09,2026-11-13,10,Year 10 assessments",
    "assessment,2026-11-23,2026-11-27,7;8;9,Key stage 3 assessments",
    "assessment,2026-11-30,2026-12-11,11,Year 11 mocks",
    "assessment,2027-03-01,2027-03-05,11,Year 11 second mocks",
    "assessment,2027-03-08,2027-03-12,7;8;9,Key stage 3 assessments",
    "assessment,2027-03-15,2027-03-19,10,Year 10 assessments",
    "assessment,2027-05-10,2027-06-25,11,GCSE examinations",
    "assessment,2027-06-14,2027-06-18,10,Year 10 mocks",
    "assessment,2027-06-21,2027-06-25,7;8;9,Key stage 3 assessments",
};

/* The first Monday to Friday of each half term, and how many such weeks it has. */
static const struct {
    int year, month, day, weeks;
} half_terms[] = {
    {2026, 8, 31, 8}, {2026, 11, 2, 7}, {2027, 1, 4, 6},
    {2027, 2, 22, 5}, {2027, 4, 12, 7}, {2027, 6, 7, 7},
};

static const char periods[] = "day,period,start,end,kind\n"
                              "*,Reg,08:30,08:40,registration\n"
                              "*,Tut,08:40,09:00,tutor\n"
                              "*,1,09:00,09:50,lesson\n"
                              "*,2,09:50,10:40,lesson\n"
                              "*,Break,10:40,11:00,break\n"
                              "*,3,11:00,11:50,lesson\n"
                              "*,4,11:50,12:40,lesson\n"
                              "*,Lunch,12:40,13:25,lunch\n"
                              "*,5,13:25,14:15,lesson\n"
                              "*,6,14:15,15:05,lesson\n"
                              "*,Club,15:05,16:00,after\n";

static const char policy[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<policy>\n"
    "  <session minutes=\"25\" place=\"first-half\" log-minutes=\"25\"/>\n"
    "  <misses max=\"2\" per=\"term\"/>\n"
    "  <assessment scope=\"week\"/>\n"
    "  <free-time minutes=\"60\" contiguous=\"no\"/>\n"
    "  <per-day max=\"1\"/>\n"
    "  <places kinds=\"lesson\"/>\n"
    "  <support max-lessons=\"12\" max-minutes=\"600\"/>\n"
    "  <caseload role=\"lead\" min=\"0\" max=\"3\"/>\n"
    "  <caseload role=\"advanced\" min=\"6\" max=\"8\"/>\n"
    "  <caseload role=\"learning\" min=\"6\" max=\"8\"/>\n"
    "  <priority>\n"
    "    <group flag=\"LAC\" weight=\"5\"/>\n"
    "    <group flag=\"EHCP\" weight=\"4\"/>\n"
    "    <group flag=\"SEMH\" weight=\"3\"/>\n"
    "    <group flag=\"GRENFELL\" weight=\"3\"/>\n"
    "  </priority>\n"
    "  <cost miss=\"10\" repeat=\"5\" unplaced=\"1000\" day-load=\"1\"/>\n"
    "  <!-- What is due besides the sessions: staff/duties.html, duties.csv and the calendars list "
    "it. -->\n"
    "  <duty what=\"first meeting with the parents\" after=\"start\"/>\n"
    "  <!-- Daily check-ins: <duty what=\"check-in\" every=\"day\" calendar=\"no\"/>. Each day "
    "that is not in\n"
    "       done.csv is late, so add it only if they are written down. -->\n"
    "  <duty what=\"contact with the parents\" every=\"2 weeks\"/>\n"
    "  <duty what=\"progress update to the lead mentor\" every=\"2 weeks\"/>\n"
    "  <duty what=\"contact with teachers and agencies\" every=\"half-term\"/>\n"
    "  <duty what=\"progress report to the director of learning\" every=\"term\"/>\n"
    "  <duty what=\"review\" every=\"term\" who=\"lead\" per=\"programme\"/>\n"
    "  <duty what=\"timetable to the lead mentor\" every=\"half-term\" on=\"first\" "
    "per=\"mentor\"/>\n"
    "  <duty what=\"assessment hub\" every=\"half-term\" who=\"lead\" per=\"school\"/>\n"
    "</policy>\n";

const char *ht_week_name(int week, int weeks)
{
    if (weeks == 1)
        return "";
    return week ? "B" : "A";
}

/* The weeks of term take turns, whatever breaks lie between them. */
static void write_cycle(FILE *stream)
{
    int n = 1;
    for (size_t i = 0; i < sizeof half_terms / sizeof *half_terms; i++) {
        ht_date monday;
        ht_date_make(half_terms[i].year, half_terms[i].month, half_terms[i].day, &monday);
        for (int week = 0; week < half_terms[i].weeks; week++, n++) {
            ht_date first = ht_date_plus(monday, week * HT_DAYS_A_WEEK);
            char from[16], to[16];
            fprintf(stream, "week,%s,%s,,%s\n", ht_date_iso(first, from),
                    ht_date_iso(ht_date_plus(first, HT_FRIDAY), to), ht_week_name(n % 2, 2));
        }
    }
}

void ht_write_calendar(FILE *stream, int weeks)
{
    fputs("what,from,to,years,label\n", stream);
    for (size_t i = 0; i < sizeof calendar / sizeof *calendar; i++)
        fprintf(stream, "%s\n", calendar[i]);
    if (weeks > 1)
        write_cycle(stream);
}

void ht_write_periods(FILE *stream)
{
    fputs(periods, stream);
}

void ht_write_subjects(FILE *stream)
{
    int count;
    const struct ht_made_subject *subjects = ht_made_subjects(&count);
    fputs("subject,name,group,cost,protect\n", stream);
    for (int i = 0; i < count; i++)
        fprintf(stream, "%s,%s,%s,%s,%s\n", subjects[i].code, subjects[i].name, subjects[i].group,
                subjects[i].cost, subjects[i].protect);
}

void ht_write_policy(FILE *stream)
{
    fputs(policy, stream);
}
