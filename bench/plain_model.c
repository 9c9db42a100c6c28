/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/plain_model.h"

#include "bench/plain_facts.h"
#include "solver/base/memory.h"

#include <stdlib.h>

enum { NO_ROW = -1, NOT_YET = -2, MAX_DAY_PERIODS = 32 };

/* The rows of a programme that a session of it is in: of its run of weeks, its week and date. */
enum own_row { BLOCK_ROW, WEEK_ROW, DATE_ROW, OWN_ROWS };

/* What of the school the model is made for, and the rows that several columns share. */
struct plain {
    const struct ht_school *school;
    struct ht_horizon horizon;
    struct ht_mps *mps;
    size_t day_count;    /* of the horizon; tables by mentor and day below */
    uint32_t *committed; /* a bit for each period of the day */
    int *load_rows;      /* sessions of the day */
    int *lesson_rows;    /* sessions of the day in lessons */
    int *minutes_rows;   /* minutes of the day's lessons, where they differ in length */
    int *period_rows;    /* by mentor, day and period */
    int *keep_rows;      /* by request */
    int *room_rows;      /* by day and period */
    int *class_rows;     /* by class, day and period */
};

/* The programme whose columns are being made, and its student's rows. */
struct subjects_rows {
    int *terms; /* by calendar row and group: misses of the full term */
    int *spans; /* the same: misses of the half term, where the policy counts by it */
};

static size_t day_index(const struct plain *plain, const struct ht_programme *programme,
                        ht_date date)
{
    return programme->mentor.i * plain->day_count + (size_t)(date.days - plain->horizon.from.days);
}

/* ---- the mentor's day (H4, H5, day-load) */

/* Notes in which periods of a date a commitment takes its mentor. */
static void enter_commitment(struct plain *plain, const struct ht_commitment *commitment,
                             ht_date date)
{
    const struct ht_school *school = plain->school;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    size_t index =
        commitment->mentor.i * plain->day_count + (size_t)(date.days - plain->horizon.from.days);
    HT_REQUIRE(count <= MAX_DAY_PERIODS, "too many periods a day");
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_period *period = &school->periods[first.i + n];
        if (ht_some_has(&commitment->when.weeks, period->week.i) &&
            commitment->when.days >> period->weekday & 1 &&
            ht_some_has(&commitment->when.periods, period->name))
            plain->committed[index] |= 1u << n;
    }
}

static void enter_commitments(struct plain *plain)
{
    for (size_t i = 0; i < plain->school->commitment_count; i++) {
        const struct ht_commitment *commitment = &plain->school->commitments[i];
        ht_date from = plain->horizon.from, to = plain->horizon.to;
        if (commitment->when.from.days > from.days)
            from = commitment->when.from;
        if (commitment->when.to.days < to.days)
            to = commitment->when.to;
        for (ht_date date = from; date.days <= to.days; date.days++)
            enter_commitment(plain, commitment, date);
    }
}

/* What the free hour leaves of a mentor's day. */
struct room {
    int minutes;            /* of lessons that can still be scheduled; below 0: none at all */
    int lessons;            /* the most lessons in them */
    int shortest, longest;  /* minutes of an uncommitted lesson */
    uint32_t other_periods; /* of other kinds that may hold a session */
};

static int by_length(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

static struct room room_on(const struct plain *plain, const struct ht_programme *programme,
                           ht_date date)
{
    const struct ht_school *school = plain->school;
    uint32_t committed = plain->committed[day_index(plain, programme, date)];
    int lengths[MAX_DAY_PERIODS], count = 0;
    struct room room = {.minutes = -school->policy.free_minutes};
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(school, date, &first);
    for (uint32_t n = 0; n < periods; n++) {
        const struct ht_period *period = &school->periods[first.i + n];
        if (period->kind != HT_LESSON)
            room.other_periods += school->policy.place_kinds >> period->kind & 1;
        else if (!(committed >> n & 1))
            room.minutes += lengths[count++] = period->end - period->start;
    }
    qsort(lengths, (size_t)count, sizeof *lengths, by_length);
    for (int left = room.minutes; room.lessons < count && lengths[room.lessons] <= left;)
        left -= lengths[room.lessons++];
    room.shortest = count ? lengths[0] : 0;
    room.longest = count ? lengths[count - 1] : 0;
    return room;
}

/* The row that counts a mentor's sessions of the day, with a column for the n-th of them. */
static int load_row(struct plain *plain, const struct ht_programme *programme, ht_date date,
                    const struct room *room)
{
    int *row = &plain->load_rows[day_index(plain, programme, date)];
    if (*row != NOT_YET)
        return *row;
    *row = ht_mps_row(plain->mps, HT_EQUAL, 0);
    for (int n = 0; n < room->lessons + (int)room->other_periods; n++) {
        ht_mps_column(plain->mps, n * plain->school->policy.cost_day_load, 1, false);
        ht_mps_entry(plain->mps, *row, -1);
    }
    return *row;
}

static int shared_row(struct plain *plain, int *row, enum ht_relation relation, int64_t right)
{
    if (*row == NOT_YET)
        *row = ht_mps_row(plain->mps, relation, right);
    return *row;
}

/* ---- misses (H6, repeat) */

static int *subject_row(const struct plain *plain, int *rows, const struct ht_plain_place *place,
                        int calendar_row)
{
    uint32_t group = plain->school->subjects[place->lesson->subject.i].group.i;
    return &rows[(uint32_t)calendar_row * ht_strings_count(plain->school->groups) + group];
}

/* The row that counts the misses of a subject in the full term; each one has its column. */
static int term_row(struct plain *plain, const struct subjects_rows *rows,
                    const struct ht_plain_place *place)
{
    const struct ht_policy *policy = &plain->school->policy;
    int term = place->day->term;
    int *row = subject_row(plain, rows->terms, place, term);
    if (*row != NOT_YET)
        return *row;
    int past = ht_plain_past_misses(plain->school, place, term, false),
        most = policy->misses_max - past;
    if (policy->misses_per == HT_PER_HALF_TERM)
        most = policy->misses_max * (int)plain->school->calendar_count;
    *row = ht_mps_row(plain->mps, HT_EQUAL, 0);
    for (int n = 0; n < most; n++) {
        ht_mps_column(plain->mps, (past + n) * policy->cost_repeat, 1, false);
        ht_mps_entry(plain->mps, *row, -1);
    }
    return *row;
}

/* The row that limits the misses of a subject in the half term. */
static int span_row(struct plain *plain, const struct subjects_rows *rows,
                    const struct ht_plain_place *place)
{
    const struct ht_policy *policy = &plain->school->policy;
    if (policy->misses_per == HT_PER_TERM)
        return NO_ROW;
    int span = place->day->half_term >= 0 ? place->day->half_term : place->day->term;
    int most = policy->misses_max - ht_plain_past_misses(plain->school, place, span, true);
    return shared_row(plain, subject_row(plain, rows->spans, place, span), HT_AT_MOST,
                      most > 0 ? most : 0);
}

/* ---- what the whole school shares (H11) */

static size_t date_period_index(const struct plain *plain, const struct ht_plain_place *place)
{
    size_t day = (size_t)(place->date.days - plain->horizon.from.days);
    return day * MAX_DAY_PERIODS + place->n;
}

static int room_row(struct plain *plain, const struct ht_plain_place *place)
{
    int most = plain->school->policy.rooms_max;
    if (most == HT_NO_LIMIT)
        return NO_ROW;
    return shared_row(plain, &plain->room_rows[date_period_index(plain, place)], HT_AT_MOST, most);
}

static int class_row(struct plain *plain, const struct ht_plain_place *place)
{
    int most = plain->school->policy.withdrawals_max;
    if (most == HT_NO_LIMIT || !place->lesson || place->lesson->class_.i == HT_NONE)
        return NO_ROW;
    size_t day_periods = plain->day_count * MAX_DAY_PERIODS;
    size_t index = place->lesson->class_.i * day_periods + date_period_index(plain, place);
    return shared_row(plain, &plain->class_rows[index], HT_AT_MOST, most);
}

/* ---- columns */

static bool can_hold(const struct plain *plain, const struct ht_plain_place *place,
                     const struct room *room)
{
    const struct ht_policy *policy = &plain->school->policy;
    const struct ht_mentor *mentor = &plain->school->mentors[place->programme->mentor.i];
    int length = place->period->end - place->period->start;
    int share = policy->place == HT_FIRST_HALF ? 2 : 1;
    bool is_lesson = place->period->kind == HT_LESSON;
    if (!(policy->place_kinds >> place->period->kind & 1) ||
        share * place->programme->minutes > length)
        return false;
    if (!(mentor->days >> place->period->weekday & 1) || room->minutes < 0 ||
        plain->committed[day_index(plain, place->programme, place->date)] >> place->n & 1)
        return false;
    if (is_lesson && (!place->lesson || length > room->minutes))
        return false;
    return !ht_plain_forbidden(plain->school, place);
}

/* The binary of one place, in the rows that it belongs to. */
static void add_session(struct plain *plain, const struct subjects_rows *rows,
                        const struct ht_plain_place *place, const struct room *room, int *own_rows)
{
    size_t day = day_index(plain, place->programme, place->date);
    bool is_lesson = place->period->kind == HT_LESSON;
    int in[] = {
        own_rows[BLOCK_ROW],
        own_rows[WEEK_ROW],
        shared_row(plain, &own_rows[DATE_ROW], HT_AT_MOST, plain->school->policy.per_day_max),
        load_row(plain, place->programme, place->date, room),
        shared_row(plain, &plain->period_rows[day * MAX_DAY_PERIODS + place->n], HT_AT_MOST, 1),
        is_lesson ? shared_row(plain, &plain->lesson_rows[day], HT_AT_MOST, room->lessons) : NO_ROW,
        place->lesson ? term_row(plain, rows, place) : NO_ROW,
        place->lesson ? span_row(plain, rows, place) : NO_ROW,
        room_row(plain, place),
        class_row(plain, place),
    };
    int minutes_row = is_lesson && room->shortest != room->longest
                          ? shared_row(plain, &plain->minutes_rows[day], HT_AT_MOST, room->minutes)
                          : NO_ROW;
    ht_mps_column(plain->mps, ht_plain_price(plain->school, place), 1, true);
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        if (in[i] >= 0)
            ht_mps_entry(plain->mps, in[i], 1);
    if (minutes_row >= 0)
        ht_mps_entry(plain->mps, minutes_row, place->period->end - place->period->start);
}

/* Puts the session that was just added into the rows of the keeps that it would satisfy. */
static void add_to_keeps(struct plain *plain, const struct ht_plain_place *place)
{
    for (size_t i = 0; i < plain->school->request_count; i++) {
        const struct ht_request *request = &plain->school->requests[i];
        if (request->what == HT_KEEP && ht_plain_concerns(plain->school, request, place))
            ht_mps_entry(plain->mps, shared_row(plain, &plain->keep_rows[i], HT_AT_LEAST, 1), 1);
    }
}

static void add_date(struct plain *plain, const struct subjects_rows *rows,
                     const struct ht_programme *programme, ht_date date, int *own_rows)
{
    const struct ht_school *school = plain->school;
    struct room room = room_on(plain, programme, date);
    own_rows[DATE_ROW] = NOT_YET;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    for (uint32_t n = 0; n < count; n++) {
        ht_period_id period = {first.i + n};
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[0], period);
        struct ht_plain_place place = {programme,
                                       date,
                                       ht_school_day(school, date),
                                       &school->periods[period.i],
                                       n,
                                       lesson.i == HT_NONE ? NULL : &school->lessons[lesson.i]};
        if (can_hold(plain, &place, &room)) {
            add_session(plain, rows, &place, &room, own_rows);
            add_to_keeps(plain, &place);
        }
    }
}

/* The sessions of weeks between which the programme needs so many; the rest is unplaced. */
static void add_block(struct plain *plain, const struct subjects_rows *rows,
                      const struct ht_programme *programme, const ht_date *mondays, int week_count,
                      int required, int unplaced_row)
{
    int own_rows[OWN_ROWS] = {ht_mps_row(plain->mps, HT_EQUAL, required), NO_ROW, NOT_YET};
    ht_mps_column(plain->mps, 0, required, true);
    ht_mps_entry(plain->mps, own_rows[BLOCK_ROW], 1);
    ht_mps_entry(plain->mps, unplaced_row, 1);
    for (int week = 0; week < week_count; week++) {
        if (week_count > 1)
            own_rows[WEEK_ROW] = ht_mps_row(plain->mps, HT_AT_MOST, 1);
        for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
            ht_date date = ht_date_plus(mondays[week], day);
            if (ht_plain_eligible(plain->school, plain->horizon, programme, date))
                add_date(plain, rows, programme, date, own_rows);
        }
    }
}

/* The Mondays of the weeks that require a session; room for all of the horizon's weeks. */
static int required_weeks(const struct plain *plain, const struct ht_programme *programme,
                          ht_date *mondays)
{
    int count = 0;
    for (ht_date monday = ht_date_monday(plain->horizon.from);
         monday.days <= plain->horizon.to.days; monday.days += HT_DAYS_A_WEEK)
        if (ht_plain_requires(plain->school, plain->horizon, programme, monday))
            mondays[count++] = monday;
    return count;
}

/* Cuts the weeks into runs and adds each; returns how many sessions they require. */
static int add_blocks(struct plain *plain, const struct subjects_rows *rows,
                      const struct ht_programme *programme, int unplaced_row)
{
    ht_date *mondays = HT_NEW(ht_date, plain->day_count / HT_DAYS_A_WEEK + 2);
    int weeks = required_weeks(plain, programme, mondays);
    int left = programme->sessions == HT_NO_LIMIT
                   ? weeks * programme->per_week
                   : programme->sessions - ht_plain_held(plain->school, programme);
    int total = 0, run = programme->per_weeks;
    for (int first = 0; first < weeks; first += run) {
        int length = weeks - first < run ? weeks - first : run;
        int required = programme->per_week * length / run;
        if (required > left - total)
            required = left - total;
        if (required <= 0)
            continue;
        add_block(plain, rows, programme, mondays + first, length, required, unplaced_row);
        total += required;
    }
    free(mondays);
    return total;
}

static int *new_rows(size_t count)
{
    int *rows = HT_NEW(int, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = NOT_YET;
    return rows;
}

static void add_programme(struct plain *plain, const struct ht_programme *programme)
{
    const struct ht_school *school = plain->school;
    size_t size = school->calendar_count * ht_strings_count(school->groups);
    struct subjects_rows rows = {new_rows(size), new_rows(size)};
    int unplaced_row = ht_mps_row(plain->mps, HT_EQUAL, 0);
    int total = add_blocks(plain, &rows, programme, unplaced_row);
    int64_t cost = school->policy.cost_unplaced * ht_plain_weight(school, programme);
    for (int n = 1; n <= total; n++) {
        ht_mps_column(plain->mps, cost * (n + 1) / 2, 1, false);
        ht_mps_entry(plain->mps, unplaced_row, -1);
    }
    free(rows.terms);
    free(rows.spans);
}

/* Makes the tables that rows are found by. */
static void open_tables(struct plain *plain)
{
    const struct ht_school *school = plain->school;
    plain->day_count = (size_t)(plain->horizon.to.days - plain->horizon.from.days) + 1;
    size_t days = plain->day_count * school->mentor_count;
    plain->committed = HT_NEW(uint32_t, days);
    plain->load_rows = new_rows(days);
    plain->lesson_rows = new_rows(days);
    plain->minutes_rows = new_rows(days);
    plain->period_rows = new_rows(days * MAX_DAY_PERIODS);
    plain->keep_rows = new_rows(school->request_count);
    plain->room_rows = new_rows(plain->day_count * MAX_DAY_PERIODS);
    plain->class_rows =
        new_rows(plain->day_count * MAX_DAY_PERIODS * ht_strings_count(school->classes));
    enter_commitments(plain);
}

static void close_tables(struct plain *plain)
{
    free(plain->committed);
    free(plain->load_rows);
    free(plain->lesson_rows);
    free(plain->minutes_rows);
    free(plain->period_rows);
    free(plain->keep_rows);
    free(plain->room_rows);
    free(plain->class_rows);
}

struct ht_mps *ht_plain_model(const struct ht_school *school, struct ht_horizon horizon,
                              ht_mentor_id mentor)
{
    struct plain plain = {.school = school, .horizon = horizon, .mps = ht_mps_new()};
    open_tables(&plain);
    for (size_t i = 0; i < school->programme_count; i++) {
        const struct ht_programme *programme = &school->programmes[i];
        if (programme->mentor.i != HT_NONE &&
            (mentor.i == HT_NONE || mentor.i == programme->mentor.i))
            add_programme(&plain, programme);
    }
    close_tables(&plain);
    return plain.mps;
}
