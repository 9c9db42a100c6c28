/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/calendars.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

ht_count ht_count_ics;
ht_token ht_token_ics;
ht_write ht_write_ics;

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void shell(const char *command)
{
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
}

static ht_date day_of(int year, int month, int day)
{
    ht_date date;
    ck_assert(ht_date_make(year, month, day, &date));
    return date;
}

/* ------------------------------------------------------------ what changes, and how it is told */

enum { BEFORE = 1000000, NOW = 2000000 }; /* when the runs were */

/* A session's event, or none where the month is 0: of the earlier run, or as it should be. */
struct said {
    int month, day, start; /* of 2026; minutes after midnight */
    const char *room;
    bool cancelled;
    int sequence;
    time_t stamp;
    const char *uid;
};

#define UID "s0123456789abcdef"

/* What a calendar had, what the new run plans in October, and what the calendar has then. */
static const struct {
    const char *what;
    struct said earlier[2];
    struct said planned;
    struct said now[3];
} changes[] = {
    {"new",
     {{.month = 0}},
     {.month = 10, .day = 12, .start = 590, .room = "L1"},
     {{10, 12, 590, "L1", false, 0, NOW, UID "@halfterm"}}},
    {"as it was",
     {{10, 12, 590, "L1", false, 3, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 12, .start = 590, .room = "L1"},
     {{10, 12, 590, "L1", false, 3, BEFORE, UID "@halfterm"}}},
    {"another day",
     {{10, 12, 590, "L1", false, 3, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 13, .start = 590, .room = "L1"},
     {{10, 13, 590, "L1", false, 4, NOW, UID "@halfterm"}}},
    {"another period",
     {{10, 12, 590, "L1", false, 0, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 12, .start = 660, .room = "L1"},
     {{10, 12, 660, "L1", false, 1, NOW, UID "@halfterm"}}},
    {"another room",
     {{10, 12, 590, "L1", false, 0, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 12, .start = 590, .room = ""},
     {{10, 12, 590, "", false, 1, NOW, UID "@halfterm"}}},
    {"no longer",
     {{10, 12, 590, "L1", false, 0, BEFORE, UID "@halfterm"}},
     {.month = 0},
     {{10, 12, 590, "L1", true, 1, NOW, UID "@halfterm"}}},
    {"no longer since long",
     {{10, 12, 590, "L1", true, 1, BEFORE, UID "@halfterm"}},
     {.month = 0},
     {{10, 12, 590, "L1", true, 1, BEFORE, UID "@halfterm"}}},
    {"back again",
     {{10, 12, 590, "L1", true, 1, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 12, .start = 590, .room = "L1"},
     {{10, 12, 590, "L1", false, 2, NOW, UID "@halfterm"}}},
    {"the horizon's ends",
     {{10, 1, 590, "", false, 0, BEFORE, "a@halfterm"},
      {10, 31, 590, "", false, 0, BEFORE, "b@halfterm"}},
     {.month = 0},
     {{10, 1, 590, "", true, 1, NOW, "a@halfterm"}, {10, 31, 590, "", true, 1, NOW, "b@halfterm"}}},
    {"held, and planned for later",
     {{9, 30, 590, "", false, 2, BEFORE, "a@halfterm"},
      {11, 1, 590, "", false, 0, BEFORE, "b@halfterm"}},
     {.month = 0},
     {{9, 30, 590, "", false, 2, BEFORE, "a@halfterm"},
      {11, 1, 590, "", false, 0, BEFORE, "b@halfterm"}}},
    {"cancelled and over, and cancelled for later",
     {{9, 30, 590, "", true, 2, BEFORE, "a@halfterm"},
      {11, 1, 590, "", true, 1, BEFORE, "b@halfterm"}},
     {.month = 0},
     {{11, 1, 590, "", true, 1, BEFORE, "b@halfterm"}}},
    {"held in the week that the horizon begins in",
     {{9, 30, 590, "", false, 0, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 1, .start = 590, .room = ""},
     {{9, 30, 590, "", false, 0, BEFORE, UID "@halfterm"},
      {10, 1, 590, "", false, 0, NOW, UID "-2@halfterm"}}},
    {"and moved since",
     {{9, 30, 590, "", false, 0, BEFORE, UID "@halfterm"},
      {10, 1, 590, "", false, 0, BEFORE, UID "-2@halfterm"}},
     {.month = 10, .day = 2, .start = 590, .room = ""},
     {{9, 30, 590, "", false, 0, BEFORE, UID "@halfterm"},
      {10, 2, 590, "", false, 1, NOW, UID "-2@halfterm"}}},
    {"cancelled in the week that the horizon begins in",
     {{9, 30, 590, "", true, 1, BEFORE, UID "@halfterm"}},
     {.month = 10, .day = 1, .start = 590, .room = ""},
     {{10, 1, 590, "", false, 2, NOW, UID "@halfterm"}}},
};

/* The smallest views with a mentor who has at most one session. */
struct example {
    struct ht_mentor_view mentor;
    struct ht_session_view session;
    const struct ht_session_view *sessions[1];
    struct ht_views views;
};

static const struct ht_duties no_duties;

static void make_example(struct example *example, const struct said *planned)
{
    bool meets = planned->month != 0;
    *example = (struct example){
        .mentor = {.id = "M1", .programme_count = 1, .sessions = meets},
        .session = {.id = UID,
                    .start = planned->start,
                    .end = planned->start + 25,
                    .place = meets ? planned->room : ""},
        .views = {.horizon = {day_of(2026, 10, 1), day_of(2026, 10, 31)}, .mentor_count = 1},
    };
    if (meets)
        example->session.date = day_of(2026, planned->month, planned->day);
    example->session.mentor = &example->mentor;
    example->sessions[0] = &example->session;
    example->mentor.by_date = example->sessions;
    example->views.mentors = &example->mentor;
}

static void add_said(struct ht_calendar *calendar, const struct said *said)
{
    struct ht_event event = {
        .date = day_of(2026, said->month, said->day),
        .start = said->start,
        .end = said->start + 25,
        .location = ht_copy_text(said->room, strlen(said->room)),
        .sequence = said->sequence,
        .stamp = said->stamp,
        .cancelled = said->cancelled,
    };
    strcpy(event.uid, said->uid);
    ht_calendar_add(calendar, &event);
}

static void expect_same(const struct ht_event *event, const struct ht_event *expected,
                        const char *what)
{
    ck_assert_str_eq(event->uid, expected->uid);
    ck_assert_msg(event->date.days == expected->date.days && event->start == expected->start &&
                      event->end == expected->end,
                  "%s: other times", what);
    ck_assert_str_eq(event->location, expected->location);
    ck_assert_msg(event->cancelled == expected->cancelled, "%s: cancelled?", what);
    ck_assert_msg(event->sequence == expected->sequence, "%s: sequence %d", what, event->sequence);
    ck_assert_msg(event->stamp == expected->stamp, "%s: stamp %ld", what, (long)event->stamp);
}

static void expect_calendar(const struct ht_calendar *calendar, const struct ht_calendar *expected,
                            const char *what)
{
    ck_assert_str_eq(calendar->token, expected->token);
    ck_assert_msg(calendar->event_count == expected->event_count, "%s: %zu events", what,
                  calendar->event_count);
    for (size_t i = 0; i < calendar->event_count; i++)
        expect_same(&calendar->events[i], &expected->events[i], what);
}

/* Writes calendars to $T/staff as a run does, each through a file. */
static void write_all(const struct ht_calendars *calendars)
{
    const struct ht_run run = {.calendars = calendars};
    shell("mkdir -p $T/staff && rm -f $T/staff/*");
    for (size_t nth = 0; nth < ht_count_ics(&run); nth++) {
        char *token = ht_token_ics(&run, nth), *file = ht_format(HT_CALENDAR_FILE, token);
        FILE *stream = fopen(scratch_path(&scratch, file), "w");
        ck_assert_ptr_nonnull(stream);
        ht_write_ics(stream, &run, nth);
        fclose(stream);
        free(file);
        free(token);
    }
}

static struct ht_calendars *calendars_with(const char *token, const struct said *said, size_t most)
{
    struct ht_calendars *calendars = ht_calendars_new();
    struct ht_calendar *calendar = ht_calendars_add(calendars, token);
    for (size_t i = 0; i < most && said[i].month; i++)
        add_said(calendar, &said[i]);
    return calendars;
}

/* Each calendar goes through its file, so that the next run knows what the last one wrote. */
START_TEST(test_change)
{
    char token[HT_TOKEN_SIZE];
    ht_calendar_token("M1", token);
    struct example example;
    make_example(&example, &changes[_i].planned);
    struct ht_calendars *before = calendars_with(token, changes[_i].earlier, 2);
    struct ht_calendars *expected = calendars_with(token, changes[_i].now, 3);
    write_all(before);
    struct ht_calendars *earlier = ht_calendars_read(scratch.folder);
    struct ht_calendars *calendars = ht_calendars_plan(&example.views, &no_duties, NOW, earlier);
    write_all(calendars);
    struct ht_calendars *read = ht_calendars_read(scratch.folder);
    ck_assert_uint_eq(read->count, 1);
    expect_calendar(&calendars->list[0], &expected->list[0], changes[_i].what);
    expect_calendar(&read->list[0], &expected->list[0], changes[_i].what);
    ht_calendars_free(read);
    ht_calendars_free(calendars);
    ht_calendars_free(earlier);
    ht_calendars_free(expected);
    ht_calendars_free(before);
}
END_TEST

START_TEST(test_longer)
{
    static const struct said planned = {10, 12, 590, "L1", false, 0, BEFORE, UID "@halfterm"};
    char token[HT_TOKEN_SIZE];
    struct example example;
    make_example(&example, &planned);
    example.session.end++;
    struct ht_calendars *earlier = calendars_with(ht_calendar_token("M1", token), &planned, 1);
    struct ht_calendars *calendars = ht_calendars_plan(&example.views, &no_duties, NOW, earlier);
    ck_assert_int_eq(calendars->list[0].events[0].sequence, 1);
    ht_calendars_free(calendars);
    ht_calendars_free(earlier);
}
END_TEST

/* Somebody who has left the school, or has no programme: which calendars go on. */
START_TEST(test_left)
{
    static const struct said october = {10, 12, 590, "", false, 0, BEFORE, UID "@halfterm"},
                             over = {9, 12, 590, "", true, 1, BEFORE, UID "@halfterm"};
    struct example example;
    make_example(&example, &(struct said){.month = 0});
    example.mentor.programme_count = 0;
    struct ht_calendars *earlier = calendars_with("00000000000000aa", &october, 1);
    ht_calendars_add(earlier, "00000000000000bb");
    add_said(&earlier->list[1], &over);
    struct ht_calendars *calendars = ht_calendars_plan(&example.views, &no_duties, NOW, earlier);
    ck_assert_uint_eq(calendars->count, 1);
    ck_assert_str_eq(calendars->list[0].token, "00000000000000aa");
    ck_assert_uint_eq(calendars->list[0].event_count, 1);
    ck_assert(calendars->list[0].events[0].cancelled);
    ht_calendars_free(calendars);
    ht_calendars_free(earlier);
}
END_TEST

/* ------------------------------------------------------------ days on which something is due */

static const struct ht_duty told = {.what = "contact", .calendar = true}, untold = {.what = "x"};

/* The duties of mentor M1 in October: by the day, whether they are done, and told of. */
static const struct days {
    const char *what;
    struct ht_due dues[4]; /* up to one without a duty */
    const char *now;       /* the day's events: "12", "-12" for a cancelled one, "12+1" changed */
} days[] = {
    {"nothing", {{.duty = NULL}}, ""},
    {"two of a day are one event",
     {{.duty = &told, .date = {12}}, {.duty = &told, .date = {12}}, {.duty = &told, .date = {13}}},
     "12+0 13+0 "},
    {"done, or not for calendars",
     {{.duty = &told, .date = {12}, .done = true},
      {.duty = &told, .date = {12}},
      {.duty = &untold, .date = {13}},
      {.duty = &told, .date = {14}, .done = true}},
     "12+0 "},
};

/* The dues with their dates in October, and their doer, for calendars. */
struct due_example {
    struct ht_due list[4];
    const struct ht_due *dues[4];
    struct ht_doer doer;
    struct ht_duties duties;
};

static void make_dues(struct due_example *example, const struct ht_due *dues)
{
    *example = (struct due_example){.doer = {.dues = example->dues}};
    for (; example->doer.count < COUNT(example->list) && dues[example->doer.count].duty;
         example->doer.count++) {
        size_t n = example->doer.count;
        example->list[n] = dues[n];
        example->list[n].date = day_of(2026, 10, dues[n].date.days);
        example->dues[n] = &example->list[n];
    }
    example->duties = (struct ht_duties){.doers = &example->doer, .doer_count = 1};
}

/* The calendars after a run, through their files; earlier ones are freed. */
static struct ht_calendars *run_with(const struct ht_due *dues, struct ht_calendars *earlier)
{
    struct example example;
    struct due_example due_example;
    make_example(&example, &(struct said){.month = 0});
    make_dues(&due_example, dues);
    struct ht_calendars *calendars =
        ht_calendars_plan(&example.views, &due_example.duties, NOW, earlier);
    write_all(calendars);
    ht_calendars_free(calendars);
    ht_calendars_free(earlier);
    return ht_calendars_read(scratch.folder);
}

static char *days_of(const struct ht_calendar *calendar)
{
    char *text, uid[HT_UID_SIZE];
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (size_t i = 0; i < calendar->event_count; i++) {
        const struct ht_event *event = &calendar->events[i];
        int day;
        ht_date_parts(event->date, NULL, NULL, &day);
        fprintf(stream, "%s%d+%d ", event->cancelled ? "-" : "", day, event->sequence);
        snprintf(uid, sizeof uid, "due-%s-202610%02d@halfterm", calendar->token, day);
        ck_assert_str_eq(event->uid, uid);
        ck_assert(event->all_day);
    }
    fclose(stream);
    return text;
}

static void expect_days(const struct ht_calendars *calendars, const char *expected)
{
    ck_assert_uint_eq(calendars->count, 1);
    char *text = days_of(&calendars->list[0]);
    ck_assert_str_eq(text, expected);
    free(text);
}

START_TEST(test_days)
{
    struct ht_calendars *calendars = run_with(days[_i].dues, ht_calendars_new());
    expect_days(calendars, days[_i].now);
    ht_calendars_free(calendars);
}
END_TEST

/* Done, and taken back. */
START_TEST(test_days_change)
{
    static const struct ht_due open[2] = {{.duty = &told, .date = {12}}},
                               done[2] = {{.duty = &told, .date = {12}, .done = true}};
    struct ht_calendars *calendars = run_with(open, ht_calendars_new());
    expect_days(calendars, "12+0 ");
    calendars = run_with(done, calendars);
    expect_days(calendars, "-12+1 ");
    calendars = run_with(open, calendars);
    expect_days(calendars, "12+2 ");
    calendars = run_with(open, calendars);
    expect_days(calendars, "12+2 ");
    ht_calendars_free(calendars);
}
END_TEST

/* Nothing but the day, and it is left free. */
START_TEST(test_day_text)
{
    static const struct ht_due open[2] = {{.duty = &told, .date = {12}}};
    ht_calendars_free(run_with(open, ht_calendars_new()));
    shell("cp $T/staff/*.ics $T/one.ics");
    char *text = scratch_text(&scratch, "one.ics");
    ck_assert_ptr_nonnull(strstr(text, "DTSTART;VALUE=DATE:20261012\r\n"
                                       "DTEND;VALUE=DATE:20261013\r\n"
                                       "SUMMARY:Reminder\r\n"
                                       "CLASS:PRIVATE\r\n"
                                       "STATUS:CONFIRMED\r\n"
                                       "TRANSP:TRANSPARENT\r\n"
                                       "SEQUENCE:0\r\n"
                                       "END:VEVENT\r\n"));
    ck_assert_ptr_null(strstr(text, told.what));
    free(text);
}
END_TEST

/* ------------------------------------------------------------ what is in the files */

/* Local times of both sides of the changes of the clock, and the hour in UTC. */
static const struct {
    int year, month, day, utc_hour;
} clocks[] = {
    {2026, 9, 7, 8},  {2026, 10, 23, 8}, {2026, 10, 24, 8}, {2026, 10, 25, 9}, {2026, 10, 26, 9},
    {2027, 1, 11, 9}, {2027, 3, 26, 9},  {2027, 3, 27, 9},  {2027, 3, 28, 8},  {2027, 3, 29, 8},
    {2027, 7, 5, 8},  {2035, 10, 27, 8}, {2035, 10, 28, 9},
};

/* At 9:50 in London, by the rules that the file itself has. */
START_TEST(test_clock)
{
    ht_date date = day_of(clocks[_i].year, clocks[_i].month, clocks[_i].day);
    struct example example;
    make_example(&example, &(struct said){.month = 10, .day = 1, .start = 590, .room = "L1"});
    example.session.date = date;
    struct ht_calendars *none = ht_calendars_new();
    struct ht_calendars *calendars = ht_calendars_plan(&example.views, &no_duties, NOW, none);
    write_all(calendars);
    shell("cp $T/staff/*.ics $T/one.ics");
    char *text = scratch_text(&scratch, "one.ics");
    icalcomponent *root = icalparser_parse_string(text);
    ck_assert_ptr_nonnull(root);
    ck_assert_int_eq(icalcomponent_count_errors(root), 0);
    /* libical would have a published event name an organizer. */
    icalproperty *method = icalcomponent_get_first_property(root, ICAL_METHOD_PROPERTY);
    icalcomponent_remove_property(root, method);
    icalproperty_free(method);
    ck_assert(icalrestriction_check(root));
    icaltimezone *zone = icalcomponent_get_timezone(root, HT_TIME_ZONE);
    ck_assert_ptr_nonnull(zone);
    icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    struct icaltimetype local = icalproperty_get_dtstart(start);
    ck_assert_int_eq(local.hour * 60 + local.minute, 590);
    icaltimezone_convert_time(&local, zone, icaltimezone_get_utc_timezone());
    ck_assert_int_eq(local.day, clocks[_i].day);
    ck_assert_int_eq(local.hour, clocks[_i].utc_hour);
    ck_assert_int_eq(local.minute, 50);
    icalcomponent_free(root);
    free(text);
    ht_calendars_free(calendars);
    ht_calendars_free(none);
}
END_TEST

#define TEN(text) text text text text text text text text text text

/* Rooms that are hard to write, and as they are read back. */
static const struct {
    const char *room, *read;
} rooms[] = {
    {"", ""},
    {"Room \"L1\", upstairs; left\\right: door", "Room \"L1\", upstairs; left\\right: door"},
    {"a\nBEGIN:VEVENT\r\nb\tc\x01\x7f", "a BEGIN:VEVENT  b c"},
    {" \t", ""},
    {" L1 ", "L1"},
    {"Zo\xc3\xab O'Neil <b>", "Zo\xc3\xab O'Neil <b>"},
    {"\xd9\x84\xd9\x8a\xd9\x84\xd9\x89 \xd8\xad", "\xd9\x84\xd9\x8a\xd9\x84\xd9\x89 \xd8\xad"},
    {TEN(TEN("\xc3\xab")), TEN(TEN("\xc3\xab"))},
    {"x" TEN(TEN("\xe2\x82\xac")), "x" TEN(TEN("\xe2\x82\xac"))},
    {"xy" TEN(TEN("\xf0\x9f\x9a\xaa")), "xy" TEN(TEN("\xf0\x9f\x9a\xaa"))},
    {TEN(TEN("long room, ")) "end", TEN(TEN("long room, ")) "end"},
};

/* No line has more than 75 octets or a part of a character, and each ends with CR and LF. */
static void expect_lines(const char *text)
{
    for (const char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        ck_assert_ptr_nonnull(end);
        ck_assert(end > line && end[-1] == '\r');
        ck_assert_msg(end - 1 - line <= 75, "too long: %.*s", (int)(end - line), line);
        const char *first = line + (*line == ' ');
        ck_assert_msg(((unsigned char)*first & 0xc0) != 0x80, "cut: %.*s", (int)(end - line), line);
    }
}

START_TEST(test_room)
{
    struct example example;
    make_example(&example,
                 &(struct said){.month = 10, .day = 1, .start = 590, .room = rooms[_i].room});
    struct ht_calendars *none = ht_calendars_new();
    struct ht_calendars *calendars = ht_calendars_plan(&example.views, &no_duties, NOW, none);
    write_all(calendars);
    shell("cp $T/staff/*.ics $T/one.ics");
    char *text = scratch_text(&scratch, "one.ics");
    expect_lines(text);
    struct ht_calendars *read = ht_calendars_read(scratch.folder);
    ck_assert_uint_eq(read->count, 1);
    ck_assert_uint_eq(read->list[0].event_count, 1);
    ck_assert_str_eq(read->list[0].events[0].location, rooms[_i].read);
    ht_calendars_free(read);
    free(text);
    ht_calendars_free(calendars);
    ht_calendars_free(none);
}
END_TEST

Suite *suite_ics(void)
{
    Suite *suite = suite_create("ics");
    TCase *tcase = tcase_create("ics");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_change, 0, COUNT(changes));
    tcase_add_test(tcase, test_longer);
    tcase_add_test(tcase, test_left);
    tcase_add_loop_test(tcase, test_days, 0, COUNT(days));
    tcase_add_test(tcase, test_days_change);
    tcase_add_test(tcase, test_day_text);
    tcase_add_loop_test(tcase, test_clock, 0, COUNT(clocks));
    tcase_add_loop_test(tcase, test_room, 0, COUNT(rooms));
    suite_add_tcase(suite, tcase);
    return suite;
}
