/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/schedule.h"

#include "solver/memory.h"

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
        free(schedule->unplaced[i].detail);
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

void ht_schedule_sort(struct ht_schedule *schedule, const struct ht_school *school)
{
    size_t sessions = schedule->session_count, unplaced = schedule->unplaced_count;
    struct order_key *keys = HT_NEW(struct order_key, sessions > unplaced ? sessions : unplaced);
    struct ht_session *old_sessions = schedule->sessions;
    schedule->sessions = HT_NEW(struct ht_session, sessions);
    schedule->session_capacity = sessions;
    for (size_t i = 0; i < sessions; i++)
        keys[i] = key_of(school, old_sessions[i].programme, old_sessions[i].date,
                         school->periods[old_sessions[i].period.i].start, i);
    qsort(keys, sessions, sizeof *keys, compare_keys);
    for (size_t i = 0; i < sessions; i++)
        schedule->sessions[i] = old_sessions[keys[i].place];
    free(old_sessions);

    struct ht_unplaced *old_unplaced = schedule->unplaced;
    schedule->unplaced = HT_NEW(struct ht_unplaced, unplaced);
    schedule->unplaced_capacity = unplaced;
    for (size_t i = 0; i < unplaced; i++)
        keys[i] = key_of(school, old_unplaced[i].programme, old_unplaced[i].week, 0, i);
    qsort(keys, unplaced, sizeof *keys, compare_keys);
    for (size_t i = 0; i < unplaced; i++)
        schedule->unplaced[i] = old_unplaced[keys[i].place];
    free(old_unplaced);
    free(keys);
}

/* ------------------------------------------------------------ ids */

/* FNV-1a (Fowler, Noll, Vo), 64 bits; a 0 between texts keeps "ab","c" apart from "a","bc". */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do {
        hash ^= (unsigned char)*text;
        hash *= UINT64_C(1099511628211);
    } while (*text++);
    return hash;
}

/* How many sessions of the same programme come before the n-th in its week. */
static int place_in_week(const struct ht_schedule *schedule, const struct ht_school *school,
                         size_t n)
{
    ht_programme_id id = schedule->sessions[n].programme;
    const struct ht_programme *programme = &school->programmes[id.i];
    if (programme->per_week <= programme->per_weeks)
        return 0;
    ht_date monday = ht_date_monday(schedule->sessions[n].date);
    int before = 0;
    while (n-- && schedule->sessions[n].date.days >= monday.days)
        before += schedule->sessions[n].programme.i == id.i;
    return before;
}

char *ht_session_id(const struct ht_schedule *schedule, const struct ht_school *school, size_t n,
                    char text[static HT_SESSION_ID_SIZE])
{
    HT_REQUIRE(n < schedule->session_count, "no such session");
    const struct ht_session *session = &schedule->sessions[n];
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    uint64_t hash = UINT64_C(14695981039346656037);
    hash = hash_text(hash, school->mentors[programme->mentor.i].id);
    hash = hash_text(hash, programme->name);
    hash = hash_text(hash, programme->group);
    if (!*programme->group)
        hash = hash_text(hash, school->students[programme->students[0].i].id);
    char when[40], monday[16];
    snprintf(when, sizeof when, "%s/%d", ht_date_iso(ht_date_monday(session->date), monday),
             place_in_week(schedule, school, n));
    snprintf(text, HT_SESSION_ID_SIZE, "s%016" PRIx64, hash_text(hash, when));
    return text;
}
