/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/every_schedule.h"

#include "solver/base/memory.h"

#include <limits.h>
#include <string.h>

enum { MOST_NEEDS = 16 };

/* ------------------------------------------------------------ claims */

void every_claim(struct ht_claimed_schedule *claims, const struct ht_school *school,
                 struct ht_session session, const char *id)
{
    const struct ht_programme *programme = &school->programmes[session.programme.i];
    const struct ht_period *period = &school->periods[session.period.i];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        HT_GROW(claims->rows, claims->row_count, claims->row_capacity);
        claims->rows[claims->row_count] = (struct ht_claim){
            .session = id,
            .date = session.date,
            .period = session.period,
            .student = programme->students[n],
            .programme = session.programme,
            .start = period->start,
            .end = period->start + programme->minutes,
            .period_name = ht_strings_text(school->period_names, period->name),
            .student_id = school->students[programme->students[n].i].id,
            .mentor_id = school->mentors[programme->mentor.i].id,
            .programme_name = programme->name,
            .group = programme->group,
            .missed = ht_school_lesson(school, programme->students[n], session.period),
            .line = (int)claims->row_count + 2,
        };
        claims->row_count++;
    }
}

void every_miss(struct ht_claimed_schedule *claims, const struct ht_school *school,
                ht_programme_id id, ht_date monday, int count)
{
    const struct ht_programme *programme = &school->programmes[id.i];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        HT_GROW(claims->unplaced, claims->unplaced_count, claims->unplaced_capacity);
        claims->unplaced[claims->unplaced_count++] = (struct ht_unplaced_claim){
            .student = programme->students[n], .programme = id, .week = monday, .count = count};
    }
}

/* ------------------------------------------------------------ what is required */

/* Weeks that require so many sessions of a programme between them. */
struct need {
    ht_programme_id programme;
    ht_date monday;
    int weeks, required;
};

struct search {
    const struct ht_school *school;
    struct need needs[MOST_NEEDS];
    int need_count;
    void (*visit)(const struct ht_claimed_schedule *claims, void *context);
    void *context;
};

/* History that counts for `sessions`: of the member with the fewest. */
static int held(const struct ht_school *school, const struct ht_programme *programme)
{
    int fewest = INT_MAX;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        int count = 0;
        for (size_t i = 0; i < school->history_count; i++) {
            const struct ht_past *past = &school->history[i];
            count += past->student.i == programme->students[n].i &&
                     past->date.days >= programme->from.days &&
                     past->date.days <= programme->to.days &&
                     (!*past->programme || !strcmp(past->programme, programme->name));
        }
        fewest = count < fewest ? count : fewest;
    }
    return fewest;
}

/* Sessions of a programme that are claimed already, in so many weeks. */
static int claimed(const struct ht_claimed_schedule *claims, uint32_t programme, ht_date monday,
                   int weeks)
{
    int count = 0;
    for (size_t i = 0; i < claims->row_count; i++) {
        const struct ht_claim *row = &claims->rows[i];
        bool first = !i || row[-1].session != row->session;
        count += first && row->programme.i == programme && row->date.days >= monday.days &&
                 row->date.days < monday.days + weeks * HT_DAYS_A_WEEK;
    }
    return count;
}

/* The schools have no week that is closed or out for assessment. */
static void add_needs(struct search *search, uint32_t number,
                      const struct ht_claimed_schedule *claims)
{
    const struct ht_programme *programme = &search->school->programmes[number];
    struct ht_horizon horizon = claims->horizon;
    ht_date monday = programme->from.days > horizon.from.days ? programme->from : horizon.from;
    int left = programme->sessions == HT_NO_LIMIT
                   ? MOST_NEEDS
                   : programme->sessions - held(search->school, programme);
    while (monday.days <= horizon.to.days && left > 0) {
        int weeks = (horizon.to.days - monday.days) / HT_DAYS_A_WEEK + 1;
        if (weeks > programme->per_weeks)
            weeks = programme->per_weeks;
        int required = programme->per_week * weeks / programme->per_weeks;
        if (required > left)
            required = left;
        left -= required;
        required -= claimed(claims, number, monday, weeks);
        required = required < 0 ? 0 : required;
        HT_REQUIRE(search->need_count < MOST_NEEDS, "too large a school");
        search->needs[search->need_count++] = (struct need){{number}, monday, weeks, required};
        monday = ht_date_plus(monday, weeks * HT_DAYS_A_WEEK);
    }
}

/* ------------------------------------------------------------ every schedule there is */

static void try_all(struct search *search, struct ht_claimed_schedule *claims, int number);

/* Tries each set of at most so many of the need's places from that one on. */
static void try_places(struct search *search, struct ht_claimed_schedule *claims, int number,
                       int place, int left)
{
    static const char *const ids[] = {"0", "1", "2", "3", "4", "5", "6", "7",
                                      "8", "9", "a", "b", "c", "d", "e", "f"};
    const struct need *need = &search->needs[number];
    size_t sessions = claims->row_count, unplaced = claims->unplaced_count;
    if (left)
        every_miss(claims, search->school, need->programme, need->monday, left);
    try_all(search, claims, number + 1);
    claims->unplaced_count = unplaced;
    int periods = (int)search->school->period_count;
    for (; left && place < need->weeks * periods; place++) {
        ht_period_id period = {(uint32_t)(place % periods)};
        ht_date date = ht_date_plus(need->monday, place / periods * HT_DAYS_A_WEEK +
                                                      search->school->periods[period.i].weekday);
        if (date.days < claims->stands.days)
            continue;
        every_claim(
            claims, search->school,
            (struct ht_session){.programme = need->programme, .date = date, .period = period},
            ids[sessions]);
        try_places(search, claims, number, place + 1, left - 1);
        claims->row_count = sessions;
    }
}

static void try_all(struct search *search, struct ht_claimed_schedule *claims, int number)
{
    if (number < search->need_count)
        try_places(search, claims, number, 0, search->needs[number].required);
    else
        search->visit(claims, search->context);
}

void every_schedule(const struct ht_school *school, struct ht_claimed_schedule *claims,
                    void (*visit)(const struct ht_claimed_schedule *claims, void *context),
                    void *context)
{
    struct search search = {.school = school, .visit = visit, .context = context};
    claims->has_unplaced = true;
    for (uint32_t n = 0; n < school->programme_count; n++)
        add_needs(&search, n, claims);
    try_all(&search, claims, 0);
}
