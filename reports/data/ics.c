/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/calendar.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/*
 * The zone's rules since 1996, as RFC 5545 wants them in the file: clocks change at 1:00 UTC on
 * the last Sundays of March and October. Written out here, so that files are the same whatever
 * the machine knows of time zones.
 */
static const char time_zone[] = "BEGIN:VTIMEZONE\r\n"
                                "TZID:" HT_TIME_ZONE "\r\n"
                                "BEGIN:DAYLIGHT\r\n"
                                "TZNAME:BST\r\n"
                                "DTSTART:19960331T010000\r\n"
                                "TZOFFSETFROM:+0000\r\n"
                                "TZOFFSETTO:+0100\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                "END:DAYLIGHT\r\n"
                                "BEGIN:STANDARD\r\n"
                                "TZNAME:GMT\r\n"
                                "DTSTART:19961027T020000\r\n"
                                "TZOFFSETFROM:+0100\r\n"
                                "TZOFFSETTO:+0000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                "END:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";

/* libical returns NULL where memory runs out; a calendar must not lack a part in silence. */
static icalcomponent *had(icalcomponent *subproblem)
{
    if (!subproblem)
        ht_out_of_memory();
    return subproblem;
}

static void add(icalcomponent *subproblem, icalproperty *property)
{
    if (!property)
        ht_out_of_memory();
    icalcomponent_add_property(subproblem, property);
}

/* A calendar without events, as text. Use free(). */
static char *make_frame(void)
{
    icalcomponent *calendar = had(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalproperty *name = icalproperty_new_x("Appointments");
    add(calendar, icalproperty_new_version("2.0"));
    add(calendar, icalproperty_new_prodid("-//halfterm//halfterm//EN"));
    add(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add(calendar, name);
    icalproperty_set_x_name(name, "X-WR-CALNAME");
    icalcomponent_add_component(calendar, had(icalcomponent_new_from_string(time_zone)));
    char *text = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    if (!text)
        ht_out_of_memory();
    return text;
}

/* The lines that say where, or "". Use free(). */
static char *make_location(const char *location)
{
    if (!*location)
        return ht_copy_text("", 0);
    icalproperty *property = icalproperty_new_location(location);
    char *text = property ? icalproperty_as_ical_string_r(property) : NULL;
    if (!text)
        ht_out_of_memory();
    icalproperty_free(property);
    return text;
}

/* Room for "20261023T095000". */
enum { TIME_SIZE = 48 };

static char *time_text(ht_date date, int minutes, int seconds, char text[static TIME_SIZE])
{
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    snprintf(text, TIME_SIZE, "%04d%02d%02dT%02d%02d%02d", year, month, day, minutes / 60,
             minutes % 60, seconds);
    return text;
}

static char *date_text(ht_date date, char text[static TIME_SIZE])
{
    time_text(date, 0, 0, text)[strlen("20261023")] = '\0';
    return text;
}

static char *stamp_text(time_t stamp, char text[static TIME_SIZE])
{
    enum { MINUTE = 60, DAY = 24 * 60 * MINUTE };
    time_t day = (stamp < 0 ? stamp - (DAY - 1) : stamp) / DAY;
    int second = (int)(stamp - day * DAY);
    return time_text((ht_date){(int32_t)day}, second / MINUTE, second % MINUTE, text);
}

/* From when to when. A day on which something is due is of no time zone. Use free(). */
static char *make_times(const struct ht_event *event)
{
    char start[TIME_SIZE], end[TIME_SIZE];
    if (event->all_day)
        return ht_format("DTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\n",
                         date_text(event->date, start),
                         date_text(ht_date_plus(event->date, 1), end));
    return ht_format("DTSTART;TZID=" HT_TIME_ZONE ":%s\r\nDTEND;TZID=" HT_TIME_ZONE ":%s\r\n",
                     time_text(event->date, event->start, 0, start),
                     time_text(event->date, event->end, 0, end));
}

/*
 * An event says when and where, and that it is private: neither who is met nor why, not even as
 * initials, nor what is due and for whom. Calendars are shared with families and shown on locked
 * screens; all that stands in the timetable and in the list. There is no ORGANIZER: RFC 5545 has
 * that for meetings with attendees only, and nobody's address is known. What is due leaves its day
 * free.
 *
 * All lines but those of the location have a form that needs neither escapes nor folds: printing
 * them takes a tenth of the time that libical needs for a component of its own.
 */
static void write_event(FILE *stream, const struct ht_event *event, const char *location)
{
    char stamp[TIME_SIZE], *times = make_times(event);
    fprintf(stream,
            "BEGIN:VEVENT\r\n"
            "UID:%s\r\n"
            "DTSTAMP:%sZ\r\n"
            "%s"
            "SUMMARY:%s\r\n"
            "%s"
            "CLASS:PRIVATE\r\n"
            "STATUS:%s\r\n"
            "TRANSP:%s\r\n"
            "SEQUENCE:%d\r\n"
            "END:VEVENT\r\n",
            event->uid, stamp_text(event->stamp, stamp), times,
            event->all_day ? "Reminder" : "Appointment", location,
            event->cancelled ? "CANCELLED" : "CONFIRMED",
            event->cancelled || event->all_day ? "TRANSPARENT" : "OPAQUE", event->sequence);
    free(times);
}

static void write_events(FILE *stream, const struct ht_calendar *calendar)
{
    const char *made_for = "";
    char *location = make_location(made_for);
    for (size_t i = 0; i < calendar->event_count; i++) {
        const struct ht_event *event = &calendar->events[i];
        if (strcmp(event->location, made_for) != 0) {
            made_for = event->location;
            free(location);
            location = make_location(made_for);
        }
        write_event(stream, event, location);
    }
    free(location);
}

ht_count ht_count_ics;
size_t ht_count_ics(const struct ht_run *run)
{
    return run->calendars ? run->calendars->count : 0;
}

ht_token ht_token_ics;
char *ht_token_ics(const struct ht_run *run, size_t nth)
{
    return ht_copy_text(run->calendars->list[nth].token, HT_TOKEN_SIZE - 1);
}

ht_write ht_write_ics;
void ht_write_ics(FILE *stream, const struct ht_run *run, size_t nth)
{
    static const char end[] = "END:VCALENDAR\r\n";
    char *frame = make_frame();
    fprintf(stream, "%.*s", (int)(strlen(frame) - strlen(end)), frame);
    write_events(stream, &run->calendars->list[nth]);
    fputs(end, stream);
    free(frame);
}
