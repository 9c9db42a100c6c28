/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/calendar.h"

#include "solver/base/hash.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ calendars as data */

struct ht_calendars *ht_calendars_new(void)
{
    return HT_NEW(struct ht_calendars, 1);
}

static void free_events(struct ht_calendar *calendar)
{
    for (size_t i = 0; i < calendar->event_count; i++)
        free(calendar->events[i].location);
    free(calendar->events);
}

void ht_calendars_drop_last(struct ht_calendars *calendars)
{
    HT_REQUIRE(calendars->count, "there is no calendar");
    free_events(&calendars->list[--calendars->count]);
}

void ht_calendars_free(struct ht_calendars *calendars)
{
    if (!calendars)
        return;
    for (size_t i = 0; i < calendars->count; i++)
        free_events(&calendars->list[i]);
    free(calendars->list);
    free(calendars);
}

struct ht_calendar *ht_calendars_add(struct ht_calendars *calendars, const char *token)
{
    HT_REQUIRE(strlen(token) < HT_TOKEN_SIZE, "the token is too long");
    HT_GROW(calendars->list, calendars->count, calendars->capacity);
    struct ht_calendar *calendar = &calendars->list[calendars->count++];
    *calendar = (struct ht_calendar){.token = ""};
    strcpy(calendar->token, token);
    return calendar;
}

void ht_calendar_add(struct ht_calendar *calendar, const struct ht_event *event)
{
    HT_GROW(calendar->events, calendar->event_count, calendar->event_capacity);
    calendar->events[calendar->event_count++] = *event;
}

char *ht_calendar_token(const char *mentor, char text[static HT_TOKEN_SIZE])
{
    snprintf(text, HT_TOKEN_SIZE, "%016" PRIx64, ht_hash_text(HT_HASH_START, mentor));
    return text;
}

/* ------------------------------------------------------------ what was and what is now */

/* A calendar in the making. */
struct update {
    struct ht_calendar *calendar;
    struct ht_horizon horizon;
    time_t made;
    const struct ht_event *earlier; /* what was in it */
    size_t earlier_count;
    struct ht_strings *uids; /* of the earlier ones: numbers are places in earlier */
    bool *met;               /* [place in earlier]: the event is in the new calendar */
};

static struct update begin_update(struct ht_calendar *calendar, const struct ht_calendar *earlier,
                                  struct ht_horizon horizon, time_t made)
{
    struct update update = {
        .calendar = calendar,
        .horizon = horizon,
        .made = made,
        .earlier = earlier ? earlier->events : NULL,
        .earlier_count = earlier ? earlier->event_count : 0,
        .uids = ht_strings_new(),
    };
    for (size_t i = 0; i < update.earlier_count; i++)
        ht_strings_add(update.uids, update.earlier[i].uid);
    HT_REQUIRE(ht_strings_count(update.uids) == update.earlier_count, "a UID is there twice");
    update.met = HT_NEW(bool, update.earlier_count);
    return update;
}

static bool is_before(const struct update *update, const struct ht_event *event)
{
    return event->date.days < update->horizon.from.days;
}

/*
 * Chooses the UID of a session; its place among the earlier events, or HT_NONE. A horizon that
 * begins in mid-week may give a session the id of one that was held in that week: that one stays
 * in the calendar, and this one is another.
 */
static uint32_t choose_uid(const struct update *update, const char *session,
                           char uid[static HT_UID_SIZE])
{
    snprintf(uid, HT_UID_SIZE, "%s" HT_UID_END, session);
    uint32_t place = ht_strings_find(update->uids, uid);
    for (int n = 2; place != HT_NONE && is_before(update, &update->earlier[place]) &&
                    !update->earlier[place].cancelled;
         n++) {
        snprintf(uid, HT_UID_SIZE, "%s-%d" HT_UID_END, session, n);
        place = ht_strings_find(update->uids, uid);
    }
    return place;
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

/* A room as one line of text without blanks around it, which would not be read back. Use free(). */
static char *location_of(const char *room)
{
    size_t length = strlen(room);
    for (; length && is_blank(room[length - 1]); length--)
        ;
    for (; length && is_blank(*room); room++)
        length--;
    char *location = ht_copy_text(room, length);
    for (char *c = location; *c; c++)
        *c = is_blank(*c) ? ' ' : *c;
    return location;
}

/* Adds an event that is planned; the place is that of the earlier one with its UID, or HT_NONE. */
static void add_event(struct update *update, struct ht_event event, uint32_t place)
{
    event.stamp = update->made;
    if (place != HT_NONE) {
        const struct ht_event *earlier = &update->earlier[place];
        bool same = earlier->date.days == event.date.days && earlier->all_day == event.all_day &&
                    earlier->start == event.start && earlier->end == event.end &&
                    earlier->cancelled == event.cancelled &&
                    strcmp(earlier->location, event.location) == 0;
        event.sequence = earlier->sequence + !same;
        event.stamp = same ? earlier->stamp : event.stamp;
        update->met[place] = true;
    }
    ht_calendar_add(update->calendar, &event);
}

static void add_dues(struct update *update, const struct ht_doer *doer)
{
    ht_date last = HT_DATE_FIRST;
    for (size_t i = 0; i < doer->count; i++) {
        const struct ht_due *due = doer->dues[i];
        if (due->done || !due->duty->calendar || due->date.days == last.days)
            continue;
        last = due->date;
        /* The day is in the UID, so that its event never moves; so is the calendar, since somebody
         * may import those of two mentors. */
        struct ht_event event = {.date = last, .all_day = true, .location = ht_copy_text("", 0)};
        int year, month, day;
        ht_date_parts(last, &year, &month, &day);
        snprintf(event.uid, HT_UID_SIZE, "due-%s-%04d%02d%02d" HT_UID_END, update->calendar->token,
                 year % 10000, month, day);
        add_event(update, event, ht_strings_find(update->uids, event.uid));
    }
}

static void add_sessions(struct update *update, const struct ht_mentor_view *mentor)
{
    for (int i = 0; i < mentor->sessions; i++) {
        const struct ht_session_view *session = mentor->by_date[i];
        struct ht_event event = {
            .date = session->date,
            .start = session->start,
            .end = session->end,
            .location = location_of(session->place),
        };
        uint32_t place = choose_uid(update, session->id, event.uid);
        add_event(update, event, place);
    }
}

/*
 * What is no longer planned. An event that merely disappeared from the file would stay in every
 * calendar that imported it: it has to be there as cancelled. The run says nothing of days outside
 * its horizon, though: what is there stays as it was, so that a calendar keeps what was held; only
 * cancellations are dropped once their day is over.
 */
static void add_others(struct update *update)
{
    for (size_t i = 0; i < update->earlier_count; i++) {
        struct ht_event event = update->earlier[i];
        if (update->met[i] || (event.cancelled && is_before(update, &event)))
            continue;
        if (!event.cancelled && ht_horizon_has(update->horizon, event.date)) {
            event.cancelled = true;
            event.sequence++;
            event.stamp = update->made;
        }
        event.location = ht_copy_text(event.location, strlen(event.location));
        ht_calendar_add(update->calendar, &event);
    }
}

static int compare_events(const void *a, const void *b)
{
    const struct ht_event *x = a, *y = b;
    if (x->date.days != y->date.days)
        return x->date.days < y->date.days ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return strcmp(x->uid, y->uid);
}

/* ------------------------------------------------------------ all calendars */

/* Calendars of a run in the making. */
struct work {
    struct ht_calendars *calendars;
    const struct ht_views *views;
    const struct ht_duties *duties;
    time_t made;
};

/* Adds a calendar; mentor or earlier is NULL where there is none. */
static void add_calendar(const struct work *work, const char *token,
                         const struct ht_mentor_view *mentor, const struct ht_calendar *earlier)
{
    struct ht_calendar *calendar = ht_calendars_add(work->calendars, token);
    struct update update = begin_update(calendar, earlier, work->views->horizon, work->made);
    if (mentor) {
        ht_mentor_id id = {(uint32_t)(mentor - work->views->mentors)};
        const struct ht_doer *doer = ht_duties_of(work->duties, id);
        add_sessions(&update, mentor);
        if (doer)
            add_dues(&update, doer);
    }
    add_others(&update);
    free(update.met);
    ht_strings_free(update.uids);
    if (calendar->event_count)
        qsort(calendar->events, calendar->event_count, sizeof *calendar->events, compare_events);
    else if (!mentor || !mentor->programme_count)
        ht_calendars_drop_last(work->calendars);
}

struct ht_calendars *ht_calendars_plan(const struct ht_views *views, const struct ht_duties *duties,
                                       time_t made, const struct ht_calendars *earlier)
{
    struct work work = {ht_calendars_new(), views, duties, made};
    struct ht_strings *tokens = ht_strings_new();
    for (size_t i = 0; i < earlier->count; i++)
        ht_strings_add(tokens, earlier->list[i].token);
    bool *met = HT_NEW(bool, earlier->count);
    work.calendars->known = earlier->count > 0;
    for (size_t i = 0; i < work.views->mentor_count; i++) {
        char token[HT_TOKEN_SIZE];
        const struct ht_mentor_view *mentor = &work.views->mentors[i];
        uint32_t place = ht_strings_find(tokens, ht_calendar_token(mentor->id, token));
        if (place != HT_NONE)
            met[place] = true;
        add_calendar(&work, token, mentor, place == HT_NONE ? NULL : &earlier->list[place]);
    }
    for (size_t i = 0; i < earlier->count; i++)
        if (!met[i])
            add_calendar(&work, earlier->list[i].token, NULL, &earlier->list[i]);
    free(met);
    ht_strings_free(tokens);
    return work.calendars;
}
