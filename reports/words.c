/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/words.h"

#include "solver/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

char *ht_words_date(ht_date date, char text[static HT_WORDS_SIZE])
{
    int month, day;
    ht_date_parts(date, NULL, &month, &day);
    snprintf(text, HT_WORDS_SIZE, "%d %.3s", day, months[month - 1]);
    return text;
}

char *ht_words_day(ht_date date, char text[static HT_WORDS_SIZE])
{
    int month, day;
    ht_date_parts(date, NULL, &month, &day);
    const char *weekday = ht_day_short(ht_date_weekday(date));
    snprintf(text, HT_WORDS_SIZE, "%s %d %.3s", weekday, day, months[month - 1]);
    return text;
}

char *ht_words_full_date(ht_date date, char text[static HT_WORDS_SIZE])
{
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    snprintf(text, HT_WORDS_SIZE, "%d %s %d", day, months[month - 1], year);
    return text;
}

static char *name_horizon(const struct ht_views *views)
{
    char from[HT_WORDS_SIZE], to[HT_WORDS_SIZE];
    return ht_format("%s%s%s to %s", views->label, *views->label ? ": " : "",
                     ht_words_full_date(views->horizon.from, from),
                     ht_words_full_date(views->horizon.to, to));
}

char *ht_words_school(const struct ht_run *run)
{
    const char *name = run->school->policy.school_name;
    const char *head =
        run->templates && run->templates->letterhead ? run->templates->letterhead : "";
    size_t length = strcspn(head, "\n");
    if (*name)
        return ht_copy_text(name, strlen(name));
    bool is_sample =
        length == sizeof HT_SAMPLE_SCHOOL - 1 && !strncmp(head, HT_SAMPLE_SCHOOL, length);
    return ht_copy_text(head, is_sample ? 0 : length);
}

char *ht_words_subtitle(const struct ht_run *run)
{
    char *school = ht_words_school(run), *horizon = name_horizon(run->views);
    const char *what_if = run->what_if ? run->what_if : "";
    char *subtitle = ht_format("%s%s%s%s%s", school, *school ? " \u2013 " : "", horizon,
                               *what_if ? " \u2013 what if: " : "", what_if);
    free(horizon);
    free(school);
    return subtitle;
}

char *ht_words_footer(const struct ht_report *report, time_t made)
{
    struct tm day;
    HT_REQUIRE(localtime_r(&made, &day), "the time of the run is none");
    return ht_format("%sMade on %d %s %d at %02d:%02d.",
                     report->audience == HT_STAFF && report->part != HT_PART_HEAD
                         ? "For staff only: not to be displayed or passed on. "
                         : "",
                     day.tm_mday, months[day.tm_mon], day.tm_year + 1900, day.tm_hour, day.tm_min);
}

const char *ht_words_month(ht_date date)
{
    int month;
    ht_date_parts(date, NULL, &month, NULL);
    return months[month - 1];
}

const char *ht_words_plural(long long number)
{
    return number == 1 ? "" : "s";
}

static const char *const statuses[][2] = {
    [HT_OPTIMAL] = {"Proved optimal",
                    "No timetable that keeps all the rules costs less than this one."},
    [HT_FEASIBLE] = {"Good, not proved optimal",
                     "This timetable keeps all the rules; a longer run may find a better one."},
    [HT_INFEASIBLE] = {"Not possible", "No timetable keeps all the rules."},
};

/* Of what replaces an earlier plan, by whether it is proven. */
static const char *const replanned[][2] = {
    {"Few changes, not proved the fewest",
     "This timetable keeps all the rules; a longer run may find one that changes less."},
    {"Proved: the fewest changes",
     "No timetable that keeps what is over leaves less unplaced, nor as little with fewer changes "
     "to the plan before, nor so at less cost."},
};

bool ht_words_proven(const struct ht_run *run)
{
    return run->changes ? run->changes->proven : run->schedule->status == HT_OPTIMAL;
}

static const char *const *status_words(const struct ht_run *run)
{
    return run->changes ? replanned[run->changes->proven] : statuses[run->schedule->status];
}

const char *ht_words_status(const struct ht_run *run)
{
    return status_words(run)[0];
}

const char *ht_words_status_sentence(const struct ht_run *run)
{
    return status_words(run)[1];
}
