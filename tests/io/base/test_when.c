/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Days, weeks, slots and times in the ways in which programs and people write them. */
#include "io/base/when.h"
#include "solver/base/memory.h"
#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

/* A slot as one text: week, '|', day, '|', period or its time; free() it. */
static char *shown(const struct ht_when *when)
{
    char time[32] = "";
    if (when->start >= 0)
        snprintf(time, sizeof time, "%02d:%02d", when->start / 60, when->start % 60);
    if (when->end >= 0)
        snprintf(time + strlen(time), sizeof time - strlen(time), "-%02d:%02d", when->end / 60,
                 when->end % 60);
    return ht_format("%s|%s|%s%s%s", when->week, ht_day_short(when->weekday), when->period, time,
                     when->is_plain || !*when->week ? "" : "?");
}

static struct ht_strings *names_of(const char *list)
{
    struct ht_strings *names = ht_strings_new();
    char *copy = ht_format("%s", list), *rest = copy, *name;
    while ((name = strsep(&rest, ";")))
        if (*name)
            ht_strings_add(names, name);
    free(copy);
    return names;
}

/* A slot and what is understood, NULL for none; what the school's files name, where that counts. */
static const struct {
    const char *text, *slot, *weeks, *periods;
} slots[] = {
    {"1Mon:3", "1|Mon|3", "", ""},
    {"MonA:3", "A|Mon|3", "", ""},
    {"Mon:3", "|Mon|3", "", ""},
    {"MonA3", "A|Mon|3", "", ""},
    {"Mon3", "|Mon|3", "", ""},
    {"friday:Period 6", "|Fri|Period 6", "", ""},
    {"A Tue : 2a", "A|Tue|2a", "", ""},
    {"SunReg", "|Sun|Reg", "", ""},
    {"AMon1", "A|Mon|1", "", ""},
    {"Monday3", "|Mon|3", "", ""},
    {"Tues3", "|Tue|3", "", ""},
    {"Thurs 2", "|Thu|2", "", ""},
    {"Weds:2", "|Wed|2", "", ""},
    {"TueS3", "S|Tue|3", "", ""},
    {"MON3", "|Mon|3", "", ""},
    {"MONA3", "A|Mon|3", "", ""},
    {"Wk1 Mon P1", "1|Mon|P1", "", ""},
    {"Week A Mon P1", "A|Mon|P1", "", ""},
    {"WkA Mon 1", "A|Mon|1", "", ""},
    {"WeekAMon:1", "A|Mon|1", "", ""},
    {"Week 2: Monday, Period 4", "2|Mon|Period 4", "", ""},
    {"MonA P1", "A|Mon|P1", "", ""},
    {"Mon A P1", "A|Mon|P1", "", ""},
    {"Mon A 1", "A|Mon|1", "", ""},
    {"Monday P1 Week A", "A|Mon|P1", "", ""},
    {"Mon 1 Wk B", "B|Mon|1", "", ""},
    {"Mon P1 (A)", "A|Mon|P1", "", ""},
    {"Mon P1 (Week A)", "A|Mon|P1", "", ""},
    {"Mon P1 A", "A|Mon|P1", "", ""},
    {"Mon (A) 3", "A|Mon|3", "", ""},
    {"Mon-1", "|Mon|1", "", ""},
    {"Monday - 1", "|Mon|1", "", ""},
    {"Mon/1", "|Mon|1", "", ""},
    {"1/Mon/1", "1|Mon|1", "", ""},
    {"A:Mon:1", "A|Mon|1", "", ""},
    {"A:Mo:3", "A|Mon|3", "", ""},
    {"P1 Mon", "|Mon|P1", "", ""},
    {"P1 Monday Week B", "B|Mon|P1", "", ""},
    {"Mon P1", "|Mon|P1", "", ""},
    {"MonP1", "|Mon|P1", "", ""},
    {"Mon P 5", "|Mon|P 5", "", ""},
    {"Mon P 5 A", "A|Mon|P 5", "", ""},
    {"Mon P 5", "P|Mon|5", "P", ""},
    {"Mon:P1", "|Mon|P1", "", ""},
    {"Mon Lunch Club", "|Mon|Lunch Club", "", ""},
    {"Mon 09:00", "|Mon|09:00", "", ""},
    {"Mon:09:00", "|Mon|09:00", "", ""},
    {"1Mon 9.05", "1|Mon|09:05", "", ""},
    {"Mon A 09:00-10:00", "A|Mon|09:00-10:00", "", ""},
    {"Mon 1:30 pm", "|Mon|13:30", "", ""},
    {"09:00 to 09:50 Friday", "|Fri|09:00-09:50", "", ""},
    {"2026-09-08 P3", "|Tue|P3", "", ""},
    {"08/09/2026 09:00", "|Tue|09:00", "", ""},
    {"Tue 8 September 2026: 2", "|Tue|2", "", ""},
    /* a word that need not be a week */
    {"Blue Mon:3", "Blue|Mon|3?", "", ""},
    {"Blue Mon:3", "Blue|Mon|3", "Blue;Red", ""},
    {"Week A Mon:3", "Week A|Mon|3", "Week A;Week B", ""},
    /* what periods.csv names comes first */
    {"MonA3", "|Mon|A3", "", "A3"},
    {"Mon:P1", "|Mon|1", "", "1;2"},
    {"Mon1", "|Mon|P1", "", "P1;P2"},
    {"MonP1", "|Mon|P1", "", "P1;1"},
    {"Mon P1 A", "|Mon|P1 A", "", "P1 A"},
    {"Mon 09:00", "|Mon|09:00", "", "09:00"},
    {"MonAReg", "A|Mon|Reg", "", "Reg"},
    /* none */
    {"AMonB:3", NULL, "", ""},
    {"Mon", NULL, "", ""},
    {"Mon:", NULL, "", ""},
    {"3", NULL, "", ""},
    {"", NULL, "", ""},
    {"Common:3", NULL, "", ""},
    {"Lower School Mon:1", NULL, "", ""},
    {"Mon Tue 1", NULL, "", ""},
    /* a period and a week, or two periods */
    {"Mon 1-2", NULL, "", ""},
    {"Mon-1/2", NULL, "", ""},
    {"Mon 1-2", "|Mon|1-2", "", "1-2"},
    {"Mon Period 1", "|Mon|P1", "", "P1"},
    {"Mon P1", "|Mon|Lesson 1", "", "Lesson 1;Lesson 2"},
    {"Mon 1", "|Mon|1", "", "P1;Lesson 1"},
    {"Wed 2026-09-08 P3", NULL, "", ""},
    {"5th 3", NULL, "", ""},
};

static char *slot_of(const char *text, const char *weeks, const char *periods, bool is_day)
{
    struct ht_when_known known = {.weeks = names_of(weeks), .periods = names_of(periods)};
    struct ht_when when;
    const char *problem =
        is_day ? ht_when_day(text, &known, &when) : ht_when_slot(text, &known, &when);
    ht_strings_free(known.weeks);
    ht_strings_free(known.periods);
    return problem ? ht_format("none") : shown(&when);
}

START_TEST(test_slot)
{
    char *found = slot_of(slots[_i].text, slots[_i].weeks, slots[_i].periods, false);
    ck_assert_msg(!strcmp(found, slots[_i].slot ? slots[_i].slot : "none"), "%s: %s",
                  slots[_i].text, found);
    free(found);
}
END_TEST

static const struct {
    const char *text, *day;
} days[] = {
    {"Mon", "|Mon|"},        {"Tues", "|Tue|"},           {"Thurs", "|Thu|"},
    {"1Mon", "1|Mon|"},      {"MonA", "A|Mon|"},          {"Mon A", "A|Mon|"},
    {"A Mon", "A|Mon|"},     {"A-Mon", "A|Mon|"},         {"Week A Mon", "A|Mon|"},
    {"Mon (A)", "A|Mon|"},   {"Monday Week 2", "2|Mon|"}, {"Monday1", "1|Mon|"},
    {"2026-09-07", "|Mon|"}, {"07/09/2026", "|Mon|"},     {"Mon 7 Sep 2026", "|Mon|"},
    {"7.9.2026", "|Mon|"},   {"Mon am", "none"},          {"Monday timetable", "none"},
    {"46272", "|Mon|"},      {"46273.375", "|Tue|"},      {"4627", "none"},
    {"99999", "none"},       {"46272a", "none"},          {"46272 1", "none"},
    {"Mon;Tue", "none"},     {"Someday", "none"},         {"31/02/2026", "none"},
};

START_TEST(test_day)
{
    char *found = slot_of(days[_i].text, "", "", true);
    ck_assert_msg(!strcmp(found, days[_i].day), "%s: %s", days[_i].text, found);
    free(found);
}
END_TEST

static const struct {
    const char *text, *parts[3];
} lists[] = {
    {"1Tue:1, 1Wed:2", {"1Tue:1", "1Wed:2"}},
    {"Mon1;Tue 2 & Wed3", {"Mon1", "Tue 2", "Wed3"}},
    {"Mon:1, 2", {"Mon:1, 2"}},
    {"", {""}},
};

START_TEST(test_parts)
{
    char *copy = ht_format("%s", lists[_i].text), *list = copy, *part;
    for (int n = 0; n < 3 && lists[_i].parts[n]; n++) {
        part = ht_when_part(&list);
        ck_assert_ptr_nonnull(part);
        ck_assert_str_eq(part, lists[_i].parts[n]);
    }
    ck_assert_ptr_null(ht_when_part(&list));
    free(copy);
}
END_TEST

/* A slot, or a period where there is no day, and all its periods. */
static const struct {
    const char *text, *known, *periods;
} several[] = {
    {"Mon P1-P3", "", "P1 P2 P3"},
    {"Mon P1-2", "", "P1 P2"},
    {"MonA:1-3", "", "1 2 3"},
    {"Mon Periods 1 to 2", "", "Period 1,Period 2"},
    {"P1, P3 & 4", "", "P1 P3 P4"},
    {"1\xe2\x80\x93"
     "2",
     "P1;P2", "P1 P2"},
    {"Lesson 9-11", "", "Lesson 9,Lesson 10,Lesson 11"},
    {"P1-P3", "P1-P3", "P1-P3"},
    /* no several ones */
    {"P2-1", "", "P2-1"},
    {"P1-1", "", "P1-1"},
    {"1-A", "", "1-A"},
    {"1-40", "", "1-40"},
    {"P1-P3x", "", "P1-P3x"},
};

START_TEST(test_several)
{
    struct ht_when_known known = {.periods = names_of(several[_i].known)};
    struct ht_when when;
    if (ht_when_slot(several[_i].text, &known, &when))
        ht_when_period(several[_i].text, &known, &when);
    char *all = ht_format("%s", when.period);
    const char *sign = strchr(all, ' ') ? "," : " ";
    while (ht_when_next(&known, &when))
        ht_append(&all, "%s%s", sign, when.period);
    ck_assert_str_eq(all, several[_i].periods);
    free(all);
    ht_strings_free(known.periods);
}
END_TEST

static const struct {
    const char *known, *name, *as;
} weeks[] = {
    {"Week A;Week B", "B", "Week B"},
    {"A;B", "Week a", "A"},
    {"A;B", "Wk B", "B"},
    {"1;2", "Week 2", "2"},
    {"Blue week", "Blue", "Blue week"},
    {"A;B", "C", "C"},
    {"A;Week A", "Week A", "Week A"},
    {"", "Week A", "Week A"},
};

START_TEST(test_week_as)
{
    struct ht_strings *names = names_of(weeks[_i].known);
    ck_assert_str_eq(ht_when_week_as(names, weeks[_i].name), weeks[_i].as);
    ht_strings_free(names);
}
END_TEST

/* No text is too long, and no part longer than its place. */
START_TEST(test_long)
{
    char text[400];
    memset(text, 'x', sizeof text);
    for (size_t at = 0; at + 6 < sizeof text; at++) {
        struct ht_when when;
        struct ht_when_known known = {0};
        memset(text, 'x', sizeof text);
        memcpy(text + at, " Mon: ", 6);
        text[at + 6 + at % 180 < sizeof text ? at + 6 + at % 180 : sizeof text - 1] = '\0';
        if (!ht_when_slot(text, &known, &when))
            ck_assert_uint_lt(strlen(when.week), sizeof when.week);
        ht_when_day(text, &known, &when);
        ht_when_period(text, &known, &when);
    }
}
END_TEST

#define ADD_LOOP(test, table) tcase_add_loop_test(tcase, test, 0, sizeof table / sizeof *table)

Suite *suite_when(void)
{
    Suite *suite = suite_create("when");
    TCase *tcase = tcase_create("when");
    ADD_LOOP(test_slot, slots);
    ADD_LOOP(test_day, days);
    ADD_LOOP(test_parts, lists);
    ADD_LOOP(test_several, several);
    ADD_LOOP(test_week_as, weeks);
    tcase_add_test(tcase, test_long);
    suite_add_tcase(suite, tcase);
    return suite;
}
