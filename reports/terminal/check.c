/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/words.h"
#include "reports/text/wrapped.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* As many as leave the rest of a screen free. */
enum { MENTORS_SHOWN = 12, SHORTAGES_SHOWN = 8 };

/* "the first half of a lesson", or of a period of other kinds that the policy has, too. */
static void write_places(FILE *stream, const struct ht_policy *policy)
{
    bool only_lessons = policy->place_kinds == 1u << HT_LESSON;
    const char *before = ": ";
    fprintf(stream, "%d-minute sessions in %s %s", policy->session_minutes,
            policy->place == HT_FIRST_HALF ? "the first half of a" : "a whole",
            only_lessons ? "lesson" : "period");
    for (int kind = 0; !only_lessons && kind < HT_KIND_COUNT; kind++)
        if (policy->place_kinds >> kind & 1) {
            fprintf(stream, "%s%s", before, ht_kind_word(kind));
            before = ", ";
        }
    putc('\n', stream);
}

/* What requests allow beyond the policy. */
static void write_allows(FILE *stream, const struct ht_school *school)
{
    size_t misses = 0, days = 0;
    for (size_t i = 0; i < school->request_count; i++) {
        bool is_students = school->requests[i].student.i != HT_NONE;
        misses += school->requests[i].what == HT_ALLOW && is_students;
        days += school->requests[i].what == HT_ALLOW && !is_students;
    }
    if (misses)
        fprintf(stream, "%zu request%s one miss more of a student\n", misses,
                misses == 1 ? " allows" : "s allow");
    if (days)
        fprintf(stream, "%zu request%s a mentor less free time\n", days,
                days == 1 ? " allows" : "s allow");
}

static void write_totals(FILE *stream, const struct ht_school *school,
                         const struct ht_capacity *capacity)
{
    uint32_t years = ht_strings_count(school->years), weeks = ht_strings_count(school->weeks);
    size_t unassigned = 0, lessons = 0;
    int days = 0;
    for (size_t n = 0; n < school->programme_count; n++)
        unassigned += school->programmes[n].mentor.i == HT_NONE;
    for (size_t n = 0; n < school->student_count * school->period_count; n++)
        lessons += school->timetable[n] != HT_NONE;
    for (ht_date date = capacity->horizon.from; date.days <= capacity->horizon.to.days; date.days++)
        days += ht_school_day(school, date)->school_day;
    fprintf(stream, "%zu student%s in %u year group%s\n", school->student_count,
            ht_words_plural((long long)school->student_count), years, ht_words_plural(years));
    fprintf(stream, "%zu student lesson%s in a timetable of %u week%s, %zu subject%s\n", lessons,
            ht_words_plural((long long)lessons), weeks, ht_words_plural(weeks),
            school->subject_count, ht_words_plural((long long)school->subject_count));
    for (size_t n = 0; n < school->change_count; n++)
        fprintf(stream, "  the timetable changes on %s\n", HT_WORDS_FULL_DATE(school->changes[n]));
    fprintf(stream, "%zu mentor%s and %zu programme%s", school->mentor_count,
            ht_words_plural((long long)school->mentor_count), school->programme_count,
            ht_words_plural((long long)school->programme_count));
    if (unassigned)
        fprintf(stream, ", of which %zu not yet assigned to a mentor", unassigned);
    fprintf(stream, "\n%s to %s: %d week%s with %d school day%s\n",
            HT_WORDS_FULL_DATE(capacity->horizon.from), HT_WORDS_FULL_DATE(capacity->horizon.to),
            capacity->week_count, ht_words_plural(capacity->week_count), days,
            ht_words_plural(days));
    fprintf(stream, "%d session%s needed%s\n", capacity->needed, ht_words_plural(capacity->needed),
            unassigned ? ", not counting programmes without a mentor" : "");
}

/* The calendar weeks of each cycle week, where rows of the calendar say that they alternate: by the
   first school day of each, which is seldom another day than Monday. */
static void write_alternation(FILE *stream, const struct ht_school *school)
{
    bool alternates = false;
    for (size_t i = 0; i < school->calendar_count; i++)
        alternates |= school->calendar[i].what == HT_ALTERNATE;
    uint32_t names = alternates ? ht_strings_count(school->weeks) : 0;
    if (alternates)
        fputs("cycle weeks, by their first school day, alternate and week rows taken together\n",
              stream);
    for (uint32_t name = 0; name < names; name++) {
        char *dates = ht_copy_text("", 0);
        uint32_t before = HT_NONE;
        for (ht_date date = school->first; date.days <= school->last.days; date.days++) {
            const struct ht_day *day = ht_school_day(school, date);
            if (!ht_date_weekday(date))
                before = HT_NONE;
            if (!day->school_day || day->week.i % names == before)
                continue;
            before = day->week.i % names;
            if (before == name)
                ht_append(&dates, "%s%s", *dates ? ", " : "", HT_WORDS_DATE(date));
        }
        char *mark = ht_format("  %s: ", ht_strings_text(school->weeks, name));
        ht_write_wrapped(stream, mark, *dates ? dates : "never");
        free(mark);
        free(dates);
    }
}

/* A mentor's weeks in one line of the table. */
struct mentor_line {
    uint32_t mentor;
    uint32_t students;    /* one of two programmes counts twice */
    int needed, possible; /* sessions, in all weeks */
    int week;             /* with the least room, of those that need a session; below 0: none */
    int room;             /* in that week: possible less needed */
};

static struct mentor_line mentor_line(const struct ht_capacity *capacity, uint32_t mentor)
{
    struct mentor_line line = {.mentor = mentor, .week = -1, .room = INT_MAX};
    const struct ht_week_room *weeks =
        &capacity->mentors[(size_t)mentor * (size_t)capacity->week_count];
    for (int week = 0; week < capacity->week_count; week++) {
        line.needed += weeks[week].needed;
        line.possible += weeks[week].possible;
        int room = weeks[week].possible - weeks[week].needed;
        if (!weeks[week].needed || room >= line.room)
            continue;
        line.room = room;
        line.week = week;
    }
    return line;
}

static int compare_lines(const void *a, const void *b)
{
    const struct mentor_line *one = a, *other = b;
    if (one->room != other->room)
        return one->room < other->room ? -1 : 1;
    return one->mentor < other->mentor ? -1 : one->mentor > other->mentor;
}

static void write_mentors(FILE *stream, const struct ht_school *school,
                          const struct ht_capacity *capacity)
{
    struct mentor_line *lines = HT_NEW(struct mentor_line, school->mentor_count);
    for (uint32_t n = 0; n < school->mentor_count; n++)
        lines[n] = mentor_line(capacity, n);
    for (size_t n = 0; n < school->programme_count; n++)
        if (school->programmes[n].mentor.i != HT_NONE)
            lines[school->programmes[n].mentor.i].students += school->programmes[n].student_count;
    qsort(lines, school->mentor_count, sizeof *lines, compare_lines);
    fputs("\nMentors, the tightest week first\n"
          "  students  needed  possible  tightest week           mentor\n",
          stream);
    for (size_t n = 0; n < school->mentor_count && n < MENTORS_SHOWN; n++) {
        const struct mentor_line *line = &lines[n];
        const struct ht_mentor *mentor = &school->mentors[line->mentor];
        char tightest[64] = "-", date[HT_WORDS_SIZE];
        if (line->week >= 0) {
            const struct ht_week_room *week =
                &capacity->mentors[(size_t)line->mentor * (size_t)capacity->week_count +
                                   (size_t)line->week];
            ht_date monday = ht_date_plus(capacity->first_monday, line->week * HT_DAYS_A_WEEK);
            snprintf(tightest, sizeof tightest, "%d of %d, week of %s", week->needed,
                     week->possible, ht_words_date(monday, date));
        }
        fprintf(stream, "  %8u %7d %9d  %-23s %s%s%s\n", line->students, line->needed,
                line->possible, tightest, mentor->id, *mentor->name ? ", " : "", mentor->name);
    }
    if (school->mentor_count > MENTORS_SHOWN)
        fprintf(stream, "  and %zu with as much room or more\n",
                school->mentor_count - MENTORS_SHOWN);
    free(lines);
}

/* Whether another line may be written; the lines that may not are counted all the same. */
static bool next_shortage(int *shortages)
{
    return ++*shortages <= SHORTAGES_SHOWN;
}

static void write_student(FILE *stream, const struct ht_school *school,
                          const struct ht_programme *programme)
{
    const struct ht_student *student = &school->students[programme->students[0].i];
    const struct ht_mentor *mentor = &school->mentors[programme->mentor.i];
    fputs("  ", stream);
    if (*programme->group)
        fprintf(stream, "group %s of ", programme->group);
    ht_write_person(stream, student->name, student->id);
    fputs(" with ", stream);
    ht_write_person(stream, mentor->name, mentor->id);
    fputs(": ", stream);
}

static bool is_short_of_misses(const struct ht_programme_room *room)
{
    return room->misses != HT_NO_LIMIT && room->misses < room->needed;
}

static void write_programme_shortage(FILE *stream, const struct ht_school *school,
                                     const struct ht_programme *programme,
                                     const struct ht_programme_room *room)
{
    write_student(stream, school, programme);
    /* Where no lesson at all may be missed, there are no slots, for whatever reason. */
    if (room->misses && is_short_of_misses(room)) {
        fprintf(stream, "%d session%s needed, but only %d lesson%s may be missed\n", room->needed,
                ht_words_plural(room->needed), room->misses, ht_words_plural(room->misses));
        return;
    }
    if (room->short_possible)
        fprintf(stream, "%d of %d sessions have room", room->short_possible, room->short_required);
    else
        fputs("no time is left for a session", stream);
    fprintf(stream, " in the week of %s", HT_WORDS_DATE(room->short_from));
    if (room->short_to.days > room->short_from.days)
        fprintf(stream, " to that of %s", HT_WORDS_DATE(room->short_to));
    fputc('\n', stream);
}

/* Whoever cannot be seen as soon as the urgency of the referral asks for. */
static void write_late(FILE *stream, const struct ht_school *school,
                       const struct ht_capacity *capacity, int *shortages)
{
    for (size_t n = 0; n < school->programme_count; n++) {
        const struct ht_programme *programme = &school->programmes[n];
        ht_date first = capacity->programmes[n].first;
        if (programme->mentor.i == HT_NONE || programme->urgency < 0 ||
            programme->from.days > capacity->horizon.to.days ||
            programme->to.days < capacity->horizon.from.days ||
            programme->seen.days <= programme->latest.days ||
            programme->latest.days > capacity->horizon.to.days ||
            first.days <= programme->latest.days || !next_shortage(shortages))
            continue;
        write_student(stream, school, programme);
        fprintf(stream, "to be seen by %s, but ", HT_WORDS_DAY(programme->latest));
        if (first.days == HT_DATE_LAST.days)
            fputs("there is no time for a session\n", stream);
        else
            fprintf(stream, "the first time for a session is %s\n", HT_WORDS_DAY(first));
    }
}

static void write_shortages(FILE *stream, const struct ht_school *school,
                            const struct ht_capacity *capacity)
{
    int shortages = 0;
    fputs("\nTight spots\n", stream);
    for (int week = 0; capacity->weeks && week < capacity->week_count; week++) {
        const struct ht_week_room *room = &capacity->weeks[week];
        if (room->needed <= room->possible || !next_shortage(&shortages))
            continue;
        ht_date monday = ht_date_plus(capacity->first_monday, week * HT_DAYS_A_WEEK);
        fprintf(stream, "  the rooms hold %d of %d sessions in the week of %s\n", room->possible,
                room->needed, HT_WORDS_DATE(monday));
    }
    for (size_t n = 0; n < school->mentor_count * (size_t)capacity->week_count; n++) {
        const struct ht_week_room *room = &capacity->mentors[n];
        if (room->needed <= room->possible || !next_shortage(&shortages))
            continue;
        int week = (int)(n % (size_t)capacity->week_count);
        const struct ht_mentor *mentor = &school->mentors[n / (size_t)capacity->week_count];
        fputs("  ", stream);
        ht_write_person(stream, mentor->name, mentor->id);
        fprintf(stream, " has room for %d of %d sessions in the week of %s\n", room->possible,
                room->needed,
                HT_WORDS_DATE(ht_date_plus(capacity->first_monday, week * HT_DAYS_A_WEEK)));
    }
    for (size_t n = 0; n < school->programme_count; n++) {
        const struct ht_programme_room *room = &capacity->programmes[n];
        if ((is_short_of_misses(room) || (room->short_possible < room->short_required)) &&
            next_shortage(&shortages))
            write_programme_shortage(stream, school, &school->programmes[n], room);
    }
    write_late(stream, school, capacity, &shortages);
    if (shortages > SHORTAGES_SHOWN)
        fprintf(stream, "  and %d more\n", shortages - SHORTAGES_SHOWN);
    if (!shortages)
        fputs("  none: no mentor, week or programme is short of room on its own\n", stream);
}

void ht_write_check(FILE *stream, const struct ht_school *school,
                    const struct ht_capacity *capacity)
{
    write_totals(stream, school, capacity);
    write_alternation(stream, school);
    write_places(stream, &school->policy);
    fprintf(stream, "at most %d miss%s of a subject a %s, %d free minutes a mentor and day%s\n",
            school->policy.misses_max, school->policy.misses_max == 1 ? "" : "es",
            school->policy.misses_per == HT_PER_TERM ? "term" : "half term",
            school->policy.free_minutes, school->policy.free_contiguous ? ", in one piece" : "");
    if (school->policy.rooms_max != HT_NO_LIMIT)
        fprintf(stream, "at most %d session%s at once in the whole school\n",
                school->policy.rooms_max, ht_words_plural(school->policy.rooms_max));
    if (school->policy.withdrawals_max != HT_NO_LIMIT)
        fprintf(stream, "at most %d student%s out of a class at once\n",
                school->policy.withdrawals_max, ht_words_plural(school->policy.withdrawals_max));
    write_allows(stream, school);
    write_mentors(stream, school, capacity);
    write_shortages(stream, school, capacity);
}
