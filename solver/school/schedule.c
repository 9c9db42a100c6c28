/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/schedule.h"

#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ht_status_word(enum ht_status status)
{
    static const char *const words[] = {"optimal", "feasible", "infeasible"};
    return words[status];
}

struct ht_schedule *ht_schedule_new(struct ht_horizon horizon)
{
    struct ht_schedule *schedule = HT_NEW(struct ht_schedule, 1);
    schedule->horizon = horizon;
    return schedule;
}

void ht_schedule_free(struct ht_schedule *schedule)
{
    if (!schedule)
        return;
    for (size_t i = 0; i < schedule->unplaced_count; i++)
        free(schedule->unplaced[i].shortage);
    free(schedule->sessions);
    free(schedule->unplaced);
    free(schedule->conflict);
    free(schedule);
}

void ht_schedule_add(struct ht_schedule *schedule, struct ht_session session)
{
    HT_GROW(schedule->sessions, schedule->session_count, schedule->session_capacity);
    schedule->sessions[schedule->session_count++] = session;
}

void ht_schedule_add_unplaced(struct ht_schedule *schedule, struct ht_unplaced unplaced)
{
    HT_GROW(schedule->unplaced, schedule->unplaced_count, schedule->unplaced_capacity);
    schedule->unplaced[schedule->unplaced_count++] = unplaced;
}

size_t ht_schedule_first_on(const struct ht_schedule *schedule, ht_date date)
{
    size_t low = 0, high = schedule->session_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (schedule->sessions[middle].date.days < date.days)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int ht_schedule_unplaced(const struct ht_schedule *schedule)
{
    int count = 0;
    for (size_t i = 0; i < schedule->unplaced_count; i++)
        count += schedule->unplaced[i].count;
    return count;
}

/* ------------------------------------------------------------ order */

/* What decides the order of two sessions, or of two unplaced ones (start 0). */
struct order_key {
    ht_date date;
    int start;
    const char *mentor, *student;
    size_t place; /* where it stood before */
};

static int compare_keys(const void *left, const void *right)
{
    const struct order_key *a = left, *b = right;
    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    if (a->start != b->start)
        return a->start - b->start;
    int texts = strcmp(a->mentor, b->mentor);
    if (!texts)
        texts = strcmp(a->student, b->student);
    return texts ? texts : (a->place > b->place) - (a->place < b->place);
}

static struct order_key key_of(const struct ht_school *school, ht_programme_id id, ht_date date,
                               int start, size_t place)
{
    const struct ht_programme *programme = &school->programmes[id.i];
    const char *least = school->students[programme->students[0].i].id;
    for (uint32_t n = 1; n < programme->student_count; n++) {
        const char *student = school->students[programme->students[n].i].id;
        if (strcmp(student, least) < 0)
            least = student;
    }
    const char *mentor =
        programme->mentor.i == HT_NONE ? "" : school->mentors[programme->mentor.i].id;
    return (struct order_key){date, start, mentor, least, place};
}

/* Sessions that only their date tells apart: of programmes with the same names, in one week. */
struct like {
    uint32_t mentor, student; /* no student for a group */
    const char *name, *group; /* interned */
    int32_t monday;
    size_t place; /* in the sorted sessions */
};

static int compare_numbers(uintptr_t a, uintptr_t b)
{
    return (a > b) - (a < b);
}

static int compare_likes(const struct like *a, const struct like *b)
{
    int order = compare_numbers(a->mentor, b->mentor);
    if (!order)
        order = compare_numbers(a->student, b->student);
    if (!order)
        order = compare_numbers((uintptr_t)a->name, (uintptr_t)b->name);
    if (!order)
        order = compare_numbers((uintptr_t)a->group, (uintptr_t)b->group);
    return order ? order : (a->monday > b->monday) - (a->monday < b->monday);
}

static int compare_likes_and_places(const void *left, const void *right)
{
    const struct like *a = left, *b = right;
    int order = compare_likes(a, b);
    return order ? order : compare_numbers(a->place, b->place);
}

static struct like like_of(const struct ht_school *school, const struct ht_session *session,
                           size_t place)
{
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    return (struct like){programme->mentor.i,
                         *programme->group ? HT_NONE : programme->students[0].i,
                         programme->name,
                         programme->group,
                         ht_date_monday(session->date).days,
                         place};
}

static struct like *sort_likes(const struct ht_school *school, const struct ht_session *sessions,
                               size_t count)
{
    struct like *likes = HT_NEW(struct like, count);
    for (size_t i = 0; i < count; i++)
        likes[i] = like_of(school, &sessions[i], i);
    qsort(likes, count, sizeof *likes, compare_likes_and_places);
    return likes;
}

static void number_likes(struct ht_schedule *schedule, const struct ht_school *school)
{
    struct like *likes = sort_likes(school, schedule->sessions, schedule->session_count);
    for (size_t i = 0; i < schedule->session_count; i++) {
        bool same = i && !compare_likes(&likes[i - 1], &likes[i]);
        schedule->sessions[likes[i].place].nth =
            same ? schedule->sessions[likes[i - 1].place].nth + 1 : 0;
    }
    free(likes);
}

static void sort_sessions(struct ht_schedule *schedule, const struct ht_school *school)
{
    size_t count = schedule->session_count;
    struct order_key *keys = HT_NEW(struct order_key, count);
    struct ht_session *old = schedule->sessions;
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(school, old[i].programme, old[i].date,
                         school->periods[old[i].period.i].start, i);
    qsort(keys, count, sizeof *keys, compare_keys);
    schedule->sessions = HT_NEW(struct ht_session, count);
    schedule->session_capacity = count;
    for (size_t i = 0; i < count; i++)
        schedule->sessions[i] = old[keys[i].place];
    free(old);
    free(keys);
}

static void sort_unplaced(struct ht_schedule *schedule, const struct ht_school *school)
{
    size_t count = schedule->unplaced_count;
    struct order_key *keys = HT_NEW(struct order_key, count);
    struct ht_unplaced *old = schedule->unplaced;
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(school, old[i].programme, old[i].week, 0, i);
    qsort(keys, count, sizeof *keys, compare_keys);
    schedule->unplaced = HT_NEW(struct ht_unplaced, count);
    schedule->unplaced_capacity = count;
    for (size_t i = 0; i < count; i++)
        schedule->unplaced[i] = old[keys[i].place];
    free(old);
    free(keys);
}

void ht_schedule_sort(struct ht_schedule *schedule, const struct ht_school *school)
{
    sort_sessions(schedule, school);
    sort_unplaced(schedule, school);
    number_likes(schedule, school);
}

/* ------------------------------------------------------------ places as they were */

/* Likes of one week, now and earlier. */
struct week {
    struct ht_session *sessions;
    const struct ht_session *earlier;
    const struct like *now, *before;
    size_t now_count, before_count;
    bool *met; /* [earlier session]: it stands as it was, or has moved */
};

/* Takes the place of an earlier session; with exactly, only of one at the same time. */
static bool take_place(const struct week *week, struct ht_session *session, bool exactly)
{
    for (size_t n = 0; n < week->before_count; n++) {
        size_t place = week->before[n].place;
        const struct ht_session *earlier = &week->earlier[place];
        bool same =
            earlier->date.days == session->date.days && earlier->period.i == session->period.i;
        if (week->met[place] || (exactly && !same))
            continue;
        week->met[place] = true;
        session->nth = earlier->nth;
        return true;
    }
    return false;
}

/* Numbers that no session of the week has had, from 0. */
static int new_place(const struct week *week, int from)
{
    for (size_t n = 0; n < week->before_count; n++)
        if (week->earlier[week->before[n].place].nth == from)
            return new_place(week, from + 1);
    return from;
}

static void number_week(const struct week *week)
{
    enum { NO_PLACE = -1 };
    int next = 0;
    for (size_t n = 0; n < week->now_count; n++) {
        struct ht_session *session = &week->sessions[week->now[n].place];
        if (!take_place(week, session, true))
            session->nth = NO_PLACE;
    }
    for (size_t n = 0; n < week->now_count; n++) {
        struct ht_session *session = &week->sessions[week->now[n].place];
        if (session->nth != NO_PLACE || take_place(week, session, false))
            continue;
        session->nth = new_place(week, next);
        next = session->nth + 1;
    }
}

/* How many likes from one on are alike. */
static size_t count_alike(const struct like *likes, size_t start, size_t count)
{
    size_t end = start + 1;
    while (end < count && !compare_likes(&likes[start], &likes[end]))
        end++;
    return end - start;
}

void ht_schedule_number_as(struct ht_schedule *schedule, const struct ht_school *school,
                           const struct ht_session *earlier, size_t count)
{
    struct like *now = sort_likes(school, schedule->sessions, schedule->session_count);
    struct like *before = sort_likes(school, earlier, count);
    bool *met = HT_NEW(bool, count);
    size_t at = 0;
    for (size_t i = 0; i < schedule->session_count;) {
        struct week week = {schedule->sessions, earlier, now + i, NULL, 0, 0, met};
        week.now_count = count_alike(now, i, schedule->session_count);
        while (at < count && compare_likes(&before[at], &now[i]) < 0)
            at++;
        week.before = before + at;
        if (at < count && !compare_likes(&before[at], &now[i]))
            week.before_count = count_alike(before, at, count);
        number_week(&week);
        i += week.now_count;
    }
    free(met);
    free(before);
    free(now);
}

/* ------------------------------------------------------------ ids */

char *ht_session_id_of(const struct ht_school *school, const struct ht_session *session,
                       char text[static HT_SESSION_ID_SIZE])
{
    if (session->id)
        return strcpy(text, session->id);
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    uint64_t hash = HT_HASH_START;
    hash = ht_hash_text(hash, school->mentors[programme->mentor.i].id);
    hash = ht_hash_text(hash, programme->name);
    hash = ht_hash_text(hash, programme->group);
    if (!*programme->group)
        hash = ht_hash_text(hash, school->students[programme->students[0].i].id);
    char when[40], monday[16];
    snprintf(when, sizeof when, "%s/%d", ht_date_iso(ht_date_monday(session->date), monday),
             session->nth);
    snprintf(text, HT_SESSION_ID_SIZE, "s%016" PRIx64, ht_hash_text(hash, when));
    return text;
}

char *ht_session_id(const struct ht_schedule *schedule, const struct ht_school *school, size_t n,
                    char text[static HT_SESSION_ID_SIZE])
{
    HT_REQUIRE(n < schedule->session_count, "no such session");
    return ht_session_id_of(school, &schedule->sessions[n], text);
}
