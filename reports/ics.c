/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/calendar.h"
#include "reports/writers.h"
#include "solver/memory.h"

#include <libical/ical.h>

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
static icalcomponent *had(icalcomponent *component)
{
    if (!component)
        ht_out_of_memory();
    return component;
}

static void add(icalcomponent *component, icalproperty *property)
{
    if (!property)
        ht_out_of_memory();
    icalcomponent_add_property(component, property);
}

/* A time of the day in HT_TIME_ZONE. */
static struct icaltimetype local_time(ht_date date, int minutes)
{
    struct icaltimetype time = icaltime_null_time();
    ht_date_parts(date, &time.year, &time.month, &time.day);
    time.hour = minutes / 60;
    time.minute = minutes % 60;
    return time;
}

static icalproperty *in_zone(icalproperty *property)
{
    icalparameter *zone = icalparameter_new_tzid(HT_TIME_ZONE);
    if (!property || !zone)
        ht_out_of_memory();
    icalproperty_add_parameter(property, zone);
    return property;
}

/*
 * An event says when and where, and that it is private: neither who is met nor why, not even as
 * initials. Calendars are shared with families and shown on locked screens; who it is stands in
 * the timetable. There is no ORGANIZER: RFC 5545 has that for meetings with attendees only, and
 * nobody's address is known.
 */
static icalcomponent *make_event(const struct ht_event *event)
{
    icalcomponent *made = had(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    icaltimezone *utc = icaltimezone_get_utc_timezone();
    add(made, icalproperty_new_uid(event->uid));
    add(made, icalproperty_new_dtstamp(icaltime_from_timet_with_zone(event->stamp, 0, utc)));
    add(made, in_zone(icalproperty_new_dtstart(local_time(event->date, event->start))));
    add(made, in_zone(icalproperty_new_dtend(local_time(event->date, event->end))));
    add(made, icalproperty_new_summary("Appointment"));
    if (*event->location)
        add(made, icalproperty_new_location(event->location));
    add(made, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    add(made,
        icalproperty_new_status(event->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    add(made,
        icalproperty_new_transp(event->cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
    add(made, icalproperty_new_sequence(event->sequence));
    return made;
}

static icalcomponent *make_calendar(const struct ht_calendar *calendar)
{
    icalcomponent *made = had(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalproperty *name = icalproperty_new_x("Appointments");
    add(made, icalproperty_new_version("2.0"));
    add(made, icalproperty_new_prodid("-//halfterm//halfterm//EN"));
    add(made, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add(made, name);
    icalproperty_set_x_name(name, "X-WR-CALNAME");
    icalcomponent_add_component(made, had(icalcomponent_new_from_string(time_zone)));
    for (size_t i = 0; i < calendar->event_count; i++)
        icalcomponent_add_component(made, make_event(&calendar->events[i]));
    return made;
}

size_t ht_count_ics(const struct ht_run *run)
{
    return run->calendars ? run->calendars->count : 0;
}

char *ht_tell_ics(const struct ht_run *run, size_t nth)
{
    return ht_copy_text(run->calendars->list[nth].token, HT_TOKEN_SIZE - 1);
}

void ht_write_ics(FILE *stream, const struct ht_run *run, size_t nth)
{
    icalcomponent *calendar = make_calendar(&run->calendars->list[nth]);
    char *text = icalcomponent_as_ical_string_r(calendar);
    if (!text)
        ht_out_of_memory();
    fputs(text, stream);
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar);
}
