/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Calendars for people's phones, one a mentor: what is in them now, given what was in those of the
 * earlier run. Nobody is named in them, and nothing says what an appointment is about: calendars
 * are shared with families, and shown on locked screens.
 */
#ifndef HT_REPORTS_VIEWS_CALENDAR_H
#define HT_REPORTS_VIEWS_CALENDAR_H

#include "reports/views/views.h"
#include "solver/duties/duties.h"

#include <time.h>

/** Where calendars are below OUT, and their names before and after the token. */
#define HT_CALENDAR_FOLDER "staff"
#define HT_CALENDAR_BEFORE "calendar-"
#define HT_CALENDAR_AFTER  ".ics"
#define HT_CALENDAR_FILE   HT_CALENDAR_FOLDER "/" HT_CALENDAR_BEFORE "%s" HT_CALENDAR_AFTER

/** What the UID of each event ends with; a session's id is before it. */
#define HT_UID_END "@halfterm"

/** The time zone of all events. */
#define HT_TIME_ZONE "Europe/London"

/** Room for the UID of an event, and for the token of a calendar. */
enum { HT_UID_SIZE = 48, HT_TOKEN_SIZE = 17 };

/** An appointment, or a day on which something is due. */
struct ht_event {
    char uid[HT_UID_SIZE];
    ht_date date;
    bool all_day;   /* something is due: no start, end or location */
    int start, end; /* minutes after midnight in HT_TIME_ZONE */
    char *location; /* "" where nothing is said; owned */
    int sequence;   /* how often it was changed */
    time_t stamp;   /* of the last change, in seconds since 1970 */
    bool cancelled;
};

/** A calendar. */
struct ht_calendar {
    char token[HT_TOKEN_SIZE]; /* stands for the mentor's id: 16 hexadecimal digits */
    struct ht_event *events;   /* owned; no two with the same UID */
    size_t event_count, event_capacity;
};

/** Several calendars, no two with the same token. */
struct ht_calendars {
    struct ht_calendar *list; /* owned */
    size_t count, capacity;
    bool known; /* an earlier run wrote some: people may have imported them */
};

/** No calendars; free with ht_calendars_free(). */
struct ht_calendars *ht_calendars_new(void);

/** Frees calendars; NULL is fine. */
void ht_calendars_free(struct ht_calendars *calendars);

/** Adds an empty calendar, which is returned and stays where it is until the next one is added. */
struct ht_calendar *ht_calendars_add(struct ht_calendars *calendars, const char *token);

/** Takes away the calendar that was added last. */
void ht_calendars_drop_last(struct ht_calendars *calendars);

/** Adds an event; the calendar takes its location. */
void ht_calendar_add(struct ht_calendar *calendar, const struct ht_event *event);

/** The token of a mentor's id into text, which is returned: the same in every run. */
char *ht_calendar_token(const char *mentor, char text[static HT_TOKEN_SIZE]);

/**
 * The calendars of a run that is made at that time. Whoever has a programme has one, and so has
 * everybody who has something to do or whose calendar of the earlier run still says something.
 * Those of mentors come first, in the views' order. Events are by date and start. A day on which
 * duties are due is one event, however many they are; it goes when all are done.
 */
struct ht_calendars *ht_calendars_plan(const struct ht_views *views, const struct ht_duties *duties,
                                       time_t made, const struct ht_calendars *earlier);

#endif
