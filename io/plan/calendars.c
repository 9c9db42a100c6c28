/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/calendars.h"

#include "io/base/file.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <dirent.h>
#include <errno.h>
#include <libical/ical.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Bytes of a calendar; a mentor who sees thirty students a week fills half of it in ten years. */
enum { MOST_BYTES = 8 << 20 };

/* Calendar, time zone, one of its halves: deeper is no calendar of ours. */
enum { DEEPEST = 3 };

/* ------------------------------------------------------------ text to components */

/* What icalparser_get_line() has yet to read. */
struct rest {
    const char *at, *end;
};

static char *next_chunk(char *chunk, size_t size, void *context)
{
    struct rest *rest = context;
    if (rest->at == rest->end)
        return NULL;
    size_t left = (size_t)(rest->end - rest->at), length = left < size - 1 ? left : size - 1;
    const char *line_end = memchr(rest->at, '\n', length);
    if (line_end)
        length = (size_t)(line_end + 1 - rest->at);
    memcpy(chunk, rest->at, length);
    chunk[length] = '\0';
    rest->at += length;
    return chunk;
}

static bool begins(const char *line, const char *what)
{
    return strncasecmp(line, what, strlen(what)) == 0;
}

/*
 * Whether libical gets to see a line. Nothing else is asked for here, and what somebody has put
 * into a file should not find its way to rarely used parts of a library.
 */
static bool is_wanted(const char *line)
{
    static const char *const beginnings[] = {
        "BEGIN:",
        "END:",
        "UID:",
        "DTSTAMP:",
        "DTSTART;TZID=" HT_TIME_ZONE ":",
        "DTSTART;VALUE=DATE:",
        "DTEND;VALUE=DATE:",
        "LOCATION:",
        "SEQUENCE:",
        "STATUS:",
        "DTEND;TZID=" HT_TIME_ZONE ":",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins(line, beginnings[i]))
            return true;
    return false;
}

/* Follows how deep components lie in each other: libical frees them by recursion. */
static bool is_too_deep(const char *line, int *depth)
{
    *depth += begins(line, "BEGIN:") - begins(line, "END:");
    return *depth < 0 || *depth > DEEPEST;
}

/* The first component of a text, or NULL where none is complete. */
static icalcomponent *parse_lines(icalparser *parser, struct rest rest)
{
    int depth = 0;
    bool refused = false;
    icalcomponent *root = NULL;
    icalparser_set_gen_data(parser, &rest);
    while (!root && !refused) {
        char *line = icalparser_get_line(parser, next_chunk);
        if (!line)
            break;
        refused = is_too_deep(line, &depth);
        if (!refused && is_wanted(line))
            root = icalparser_add_line(parser, line);
        icalmemory_free_buffer(line);
    }
    return root;
}

static icalcomponent *parse(const char *text, size_t size)
{
    icalparser *parser = icalparser_new();
    if (!parser)
        ht_out_of_memory();
    icalcomponent *root = parse_lines(parser, (struct rest){text, text + size});
    icalparser_free(parser);
    return root;
}

/* ------------------------------------------------------------ components to events */

static bool take_uid(icalcomponent *component, struct ht_event *event)
{
    const char *uid = icalcomponent_get_uid(component);
    if (!uid || strlen(uid) >= sizeof event->uid)
        return false;
    strcpy(event->uid, uid);
    return strcmp(uid + strspn(uid, "-0123456789abcdefghijklmnopqrstuvwxyz"), HT_UID_END) == 0;
}

/* The time that a property says; false where it says none or a day without time. */
static bool take_time(icalcomponent *component, icalproperty_kind kind, struct icaltimetype *time,
                      ht_date *date)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    if (!value || icalvalue_isa(value) != ICAL_DATETIME_VALUE)
        return false;
    *time = icalvalue_get_datetime(value);
    return !time->is_date && ht_date_make(time->year, time->month, time->day, date) &&
           time->hour >= 0 && time->hour < 24 && time->minute >= 0 && time->minute < 60 &&
           time->second >= 0 && time->second < 60;
}

static bool take_times(icalcomponent *component, struct ht_event *event)
{
    struct icaltimetype start, end;
    ht_date end_date;
    if (!take_time(component, ICAL_DTSTART_PROPERTY, &start, &event->date) ||
        !take_time(component, ICAL_DTEND_PROPERTY, &end, &end_date))
        return false;
    event->start = start.hour * 60 + start.minute;
    event->end = end.hour * 60 + end.minute;
    return end_date.days == event->date.days && event->start < event->end &&
           !icaltime_is_utc(start) && !icaltime_is_utc(end);
}

static bool take_stamp(icalcomponent *component, struct ht_event *event)
{
    struct icaltimetype stamp;
    ht_date date;
    if (!take_time(component, ICAL_DTSTAMP_PROPERTY, &stamp, &date))
        return false;
    event->stamp = (time_t)date.days * 86400 + (stamp.hour * 60 + stamp.minute) * 60 + stamp.second;
    return icaltime_is_utc(stamp);
}

/* The day that a property says; false where it says none or a time of a day. */
static bool take_date(icalcomponent *component, icalproperty_kind kind, ht_date *date)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    if (!value || icalvalue_isa(value) != ICAL_DATE_VALUE)
        return false;
    struct icaltimetype day = icalvalue_get_date(value);
    return ht_date_make(day.year, day.month, day.day, date);
}

/* One whole day. */
static bool take_day(icalcomponent *component, struct ht_event *event)
{
    ht_date end;
    event->all_day = take_date(component, ICAL_DTSTART_PROPERTY, &event->date);
    return event->all_day && take_date(component, ICAL_DTEND_PROPERTY, &end) &&
           end.days == event->date.days + 1;
}

/* One less than INT_MAX leaves room for a change. */
static bool take_sequence(icalcomponent *component, struct ht_event *event)
{
    event->sequence = icalcomponent_get_sequence(component);
    return event->sequence >= 0 && event->sequence < INT_MAX;
}

static bool take_event(icalcomponent *component, struct ht_calendar *calendar)
{
    struct ht_event event = {.cancelled =
                                 icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED};
    if (!take_uid(component, &event) || !take_stamp(component, &event) ||
        !take_sequence(component, &event) ||
        (!take_day(component, &event) && (event.all_day || !take_times(component, &event))))
        return false;
    const char *location = icalcomponent_get_location(component);
    event.location = ht_copy_text(location ? location : "", location ? strlen(location) : 0);
    ht_calendar_add(calendar, &event);
    return true;
}

/* Takes all events; false where one is not as ours are, or is there twice. */
static bool take_events(icalcomponent *root, struct ht_calendar *calendar)
{
    bool good = true;
    struct ht_strings *uids = ht_strings_new();
    icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    for (; event && good; event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
        size_t place = calendar->event_count;
        good = take_event(event, calendar) &&
               ht_strings_add(uids, calendar->events[place].uid) == place;
    }
    ht_strings_free(uids);
    return good;
}

/* Fills a calendar from a text. NULL, or what is wrong with the text. */
static const char *read_text(const char *text, size_t size, struct ht_calendar *calendar)
{
    int line;
    if (ht_file_encoding(text, size, &line) != HT_UTF8)
        return "it is not UTF-8 text";
    icalcomponent *root = parse(text, size);
    const char *wrong = NULL;
    if (!root || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT)
        wrong = "it is not a whole calendar";
    else if (icalcomponent_count_errors(root) || !take_events(root, calendar))
        wrong = "an event in it is not as halfterm writes them";
    if (root)
        icalcomponent_free(root);
    return wrong;
}

/* ------------------------------------------------------------ files to calendars */

/* Whether a file of the calendars' folder has the name of a calendar, and with which token. */
static bool has_token(const char *name, char token[static HT_TOKEN_SIZE])
{
    const size_t before = strlen(HT_CALENDAR_BEFORE), digits = HT_TOKEN_SIZE - 1;
    if (strncmp(name, HT_CALENDAR_BEFORE, before) != 0 ||
        strspn(name + before, "0123456789abcdef") != digits ||
        strcmp(name + before + digits, HT_CALENDAR_AFTER) != 0)
        return false;
    memcpy(token, name + before, digits);
    token[digits] = '\0';
    return true;
}

/* The bytes of a file; NULL where it cannot be read. A pipe would make the run wait for ever. */
static char *read_bytes(const char *path, size_t *size)
{
    struct stat found;
    bool is_there = stat(path, &found) == 0;
    if (!is_there)
        ht_file_or_fail(path);
    if (!is_there || !S_ISREG(found.st_mode))
        return NULL;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    char *text = ht_file_read(path, path, true, MOST_BYTES, size, faults);
    ht_diagnostics_free(faults);
    return text;
}

static void warn(const char *path, const char *wrong)
{
    fprintf(stderr,
            "halfterm: warning: %s is not read back, because %s; whoever has imported it should "
            "remove it there before importing the new one\n",
            path, wrong);
}

static void read_calendar(struct ht_calendars *calendars, const char *path, const char *token)
{
    size_t size;
    char *text = read_bytes(path, &size);
    const char *wrong = "it cannot be read or is far too long";
    if (text)
        wrong = read_text(text, size, ht_calendars_add(calendars, token));
    if (text && wrong)
        ht_calendars_drop_last(calendars);
    if (wrong)
        warn(path, wrong);
    free(text);
}

struct ht_calendars *ht_calendars_read(const char *out)
{
    struct ht_calendars *calendars = ht_calendars_new();
    char *folder = ht_format("%s/" HT_CALENDAR_FOLDER, out);
    DIR *entries = opendir(folder);
    if (!entries)
        ht_file_or_fail(folder);
    if (!entries && errno != ENOENT)
        warn(folder, strerror(errno));
    for (const struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        char token[HT_TOKEN_SIZE];
        char *path = ht_format("%s/%s", folder, entry->d_name);
        if (has_token(entry->d_name, token))
            read_calendar(calendars, path, token);
        free(path);
    }
    if (entries)
        closedir(entries);
    free(folder);
    return calendars;
}
