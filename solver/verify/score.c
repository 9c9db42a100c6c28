/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/score.h"

#include "solver/base/memory.h"
#include "solver/verify/internal.h"

#include <stdlib.h>

/* ------------------------------------------------------------ placed and required */

static void add_to_group(struct ht_score_group *group, int required, int placed)
{
    group->required += required;
    group->placed += placed;
}

static void count_student(struct ht_score *score, const struct ht_school *school,
                          const uint32_t *flags, ht_student_id student,
                          const struct ht_audit_need *need)
{
    int placed = need->required - ht_audit_need_missing(need);
    const struct ht_some *carried = &school->students[student.i].flags;
    bool is_in_any = false;
    for (size_t p = 0; p < school->policy.priority_count; p++) {
        if (flags[p] == HT_NONE || !carried->count || !ht_some_has(carried, flags[p]))
            continue;
        add_to_group(&score->groups[p], need->required, placed);
        is_in_any = true;
    }
    if (!is_in_any)
        add_to_group(&score->others, need->required, placed);
    add_to_group(&score->all, need->required, placed);
}

static void count_placed(struct ht_score *score, const struct ht_audit *audit)
{
    const struct ht_school *school = audit->school;
    size_t count = school->policy.priority_count;
    uint32_t *flags = HT_NEW(uint32_t, count);
    score->groups = HT_NEW(struct ht_score_group, count);
    for (size_t p = 0; p < count; p++)
        flags[p] = ht_strings_find(school->flags, school->policy.priority[p].flag);
    for (uint32_t n = 0; n < audit->needs.count; n++) {
        const struct ht_audit_need *need = &audit->needs.needs[n];
        const struct ht_programme *programme = &school->programmes[need->programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            count_student(score, school, flags, programme->students[s], need);
    }
    free(flags);
}

/* ------------------------------------------------------------ misses */

static uint32_t week_of(ht_date date)
{
    return ht_counter_date(ht_date_monday(date));
}

static bool by_student_group_week(const struct ht_audit *audit, const struct ht_meeting *meeting,
                                  const struct ht_seat *seat, uint32_t key[static 3])
{
    if (seat->lesson.i == HT_NONE)
        return false;
    key[0] = seat->student.i;
    key[1] = ht_rulebook_group(audit->book, seat->lesson).i;
    key[2] = week_of(meeting->date);
    return true;
}

/* The same period of another cycle week has the same name, so the name tells the slot. */
static bool by_student_slot_week(const struct ht_audit *audit, const struct ht_meeting *meeting,
                                 const struct ht_seat *seat, uint32_t key[static 3])
{
    uint32_t name = audit->school->periods[meeting->period.i].name;
    key[0] = seat->student.i;
    key[1] = name * HT_DAYS_A_WEEK + ht_date_weekday(meeting->date);
    key[2] = week_of(meeting->date);
    return true;
}

/* How often entries with the same first two parts are in weeks that follow one another. */
static int64_t count_consecutive(const struct ht_counter *counter)
{
    int64_t cases = 0;
    for (size_t i = 1; i < counter->count; i++) {
        const uint32_t *before = counter->entries[i - 1].key, *key = counter->entries[i].key;
        cases += before[0] == key[0] && before[1] == key[1] && before[2] + HT_DAYS_A_WEEK == key[2];
    }
    return cases;
}

static void count_misses(struct ht_score *score, const struct ht_audit *audit)
{
    for (size_t s = 0; s < audit->seat_count; s++) {
        ht_lesson_id lesson = audit->seats[s].lesson;
        score->core_misses += lesson.i != HT_NONE && ht_rulebook_core(audit->book, lesson);
    }
    struct ht_counter counter = ht_counter_seats(audit, by_student_group_week);
    int64_t cases = 0;
    for (size_t start = 0, end; start < counter.count; start = end, cases++) {
        end = ht_counter_end(&counter, start, 2);
        int64_t misses = end - start;
        score->misses_worst = misses > score->misses_worst ? misses : score->misses_worst;
    }
    score->misses = counter.count;
    score->misses_mean = cases ? (double)counter.count / cases : 0;
    score->core_share = counter.count ? (double)score->core_misses / counter.count : 0;
    score->repeated_subjects = count_consecutive(&counter);
    free(counter.entries);
}

/* ------------------------------------------------------------ regularity */

enum { SHORT_GAP = 4 };

static void count_repeats(struct ht_score *score, const struct ht_audit *audit)
{
    struct ht_counter slots = ht_counter_seats(audit, by_student_slot_week);
    score->repeated_slots = count_consecutive(&slots);
    free(slots.entries);
    struct ht_counter days = ht_counter_seats(audit, ht_by_student_date_period);
    for (size_t i = 1; i < days.count; i++) {
        ht_date before = ht_counter_to_date(days.entries[i - 1].key[1]);
        ht_date date = ht_counter_to_date(days.entries[i].key[1]);
        score->short_gaps += days.entries[i - 1].key[0] == days.entries[i].key[0] &&
                             date.days - before.days < SHORT_GAP &&
                             ht_date_monday(before).days != ht_date_monday(date).days;
    }
    free(days.entries);
}

/* ------------------------------------------------------------ mentors */

static bool *find_active_mentors(const struct ht_school *school)
{
    bool *active = HT_NEW(bool, school->mentor_count);
    for (size_t p = 0; p < school->programme_count; p++)
        if (school->programmes[p].mentor.i != HT_NONE)
            active[school->programmes[p].mentor.i] = true;
    return active;
}

/* [day of the week]: mentors with a programme who work on it. */
static void count_mentors(const struct ht_school *school, int64_t mentors[static HT_DAYS_A_WEEK])
{
    bool *active = find_active_mentors(school);
    for (size_t m = 0; m < school->mentor_count; m++)
        for (int day = 0; day < HT_DAYS_A_WEEK; day++)
            mentors[day] += active[m] && (school->mentors[m].days >> day & 1);
    free(active);
}

/* [day of the week]: mentors' working days that are open in the horizon. */
static void count_mentor_days(const struct ht_audit *audit,
                              int64_t mentor_days[static HT_DAYS_A_WEEK])
{
    int64_t mentors[HT_DAYS_A_WEEK] = {0};
    count_mentors(audit->school, mentors);
    for (uint32_t day = 0; day < audit->needs.weeks * HT_DAYS_A_WEEK; day++) {
        ht_date date = ht_date_plus(audit->needs.monday, day);
        if (ht_horizon_has(audit->claims->horizon, date) &&
            ht_school_day(audit->school, date)->school_day)
            mentor_days[day % HT_DAYS_A_WEEK] += mentors[day % HT_DAYS_A_WEEK];
    }
}

static void count_load(struct ht_score *score, const struct ht_audit *audit)
{
    int64_t days[HT_DAYS_A_WEEK] = {0}, sessions[HT_DAYS_A_WEEK] = {0}, all_days = 0;
    count_mentor_days(audit, days);
    for (size_t m = 0; m < audit->meeting_count; m++)
        sessions[ht_date_weekday(audit->meetings[m].date)]++;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        score->load_by_day[day] = days[day] ? (double)sessions[day] / days[day] : 0;
        all_days += days[day];
    }
    score->load_mean = all_days ? (double)audit->meeting_count / all_days : 0;
}

static void count_mentor_dates(struct ht_score *score, const struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_meetings(audit, ht_by_mentor_date_period);
    ht_period_id *taken = HT_NEW(ht_period_id, counter.count);
    int64_t dates = 0, sum = 0;
    for (size_t start = 0, end; start < counter.count; start = end, dates++) {
        end = ht_counter_end(&counter, start, 2);
        int64_t load = end - start;
        for (size_t i = start; i < end; i++)
            taken[i - start].i = counter.entries[i].key[2];
        int minutes = ht_rulebook_free_minutes(
            audit->book, (ht_mentor_id){counter.entries[start].key[0]},
            ht_counter_to_date(counter.entries[start].key[1]), taken, end - start, false);
        score->load_most = load > score->load_most ? load : score->load_most;
        score->free_least = !dates || minutes < score->free_least ? minutes : score->free_least;
        sum += minutes;
    }
    score->free_mean = dates ? (double)sum / dates : 0;
    free(taken);
    free(counter.entries);
}

/* ------------------------------------------------------------ classes */

static void count_withdrawals(struct ht_score *score, const struct ht_audit *audit)
{
    struct ht_counter counter = ht_counter_seats(audit, ht_by_date_period_class);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        int64_t students = end - start;
        score->withdrawn_lessons++;
        score->withdrawals_most =
            students > score->withdrawals_most ? students : score->withdrawals_most;
    }
    free(counter.entries);
}

void ht_score_make(struct ht_score *score, const struct ht_school *school,
                   const struct ht_claimed_schedule *claims, const struct ht_verdict *verdict)
{
    struct ht_audit *audit = ht_audit_new(school, claims);
    *score = (struct ht_score){
        .breaches = verdict->breach_count,
        .cost = ht_costs_total(&verdict->costs),
        .costs = verdict->costs,
        .meetings = verdict->sessions,
        .required_meetings = verdict->required,
    };
    count_placed(score, audit);
    count_misses(score, audit);
    count_repeats(score, audit);
    count_load(score, audit);
    count_mentor_dates(score, audit);
    count_withdrawals(score, audit);
    ht_verdict_free(audit->verdict);
    ht_audit_free(audit);
}

void ht_score_clear(struct ht_score *score)
{
    free(score->groups);
    score->groups = NULL;
}
