/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendars of an earlier run, read back, and what becomes of them from run to run. */
#include "io/plan/calendars.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

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

#define TEN(text) text text text text text text text text text text

/* ------------------------------------------------------------ earlier files as somebody left them
 */

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define EVENT_OF(uid, stamp, start, end, more)                                                     \
    "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:" stamp "\r\nDTSTART" start "\r\nDTEND" end            \
    "\r\n" more "END:VEVENT\r\n"
#define STAMP       "20261001T090000Z"
#define START       ";TZID=Europe/London:20261012T095000"
#define END         ";TZID=Europe/London:20261012T101500"
#define DAY(date)   ";VALUE=DATE:" #date
#define EVENT_UID   "s0123456789abcdef@halfterm"
#define EVENT(more) EVENT_OF(EVENT_UID, STAMP, START, END, more)

/* Files, and how many events are taken; -1: it counts as absent, and that is said. */
static const struct {
    const char *text;
    int events;
} files[] = {
    {HEAD TAIL, 0},
    {HEAD EVENT("") TAIL, 1},
    {"begin:vcalendar\n" EVENT("") "end:vcalendar\n", 1},
    {"\r\n\r\n" HEAD EVENT("SUMMARY:Ap\r\n pointment\r\n") TAIL "more", 1},
    {HEAD EVENT("RRULE:FREQ=SECONDLY;COUNT=999999999\r\nX-A;B=\"c:\r\nATTACH:;;;\r\n") TAIL, 1},
    {HEAD EVENT("SEQUENCE:2147483646\r\n") TAIL, 1},
    {"", -1},
    {"hello", -1},
    {":;:;:\r\n", -1},
    {"END:VCALENDAR\r\n" HEAD TAIL, -1},
    {"BEGIN:\r\nEND:\r\n", -1},
    {"BEGIN:VCALENDAR", -1},
    {HEAD EVENT(""), -1},
    {HEAD "BEGIN:VEVENT\r\n" TAIL, -1},
    {HEAD "BEGIN:VEVENT\r\nEND:VEVENT\r\n" TAIL, -1},
    {EVENT(""), -1},
    {HEAD EVENT("") EVENT("") TAIL, -1},
    {HEAD EVENT("LOCATION:\xff\r\n") TAIL, -1},
    {HEAD EVENT("LOCATION:\x01\r\n") TAIL, -1},
    {HEAD EVENT("SEQUENCE:-1\r\n") TAIL, -1},
    {HEAD EVENT("SEQUENCE:2147483647\r\n") TAIL, -1},
    {HEAD EVENT_OF("me@example.org", STAMP, START, END, "") TAIL, -1},
    {HEAD EVENT_OF("Ann Example@halfterm", STAMP, START, END, "") TAIL, -1},
    {HEAD EVENT_OF(TEN(TEN("a")) "@halfterm", STAMP, START, END, "") TAIL, -1},
    {HEAD EVENT_OF("", STAMP, START, END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, "", START, END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, "20261001T090000", START, END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ":20261012T095000", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Mars:20261012T095000", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, START "Z", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:20261012", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:20260230T095000", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:20261012T256199", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:99999999T999999", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:-------------", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, END, START, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, ";TZID=Europe/London:20261011T095000", END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, DAY(20261012), DAY(20261013), "") TAIL, 1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, DAY(20261012), DAY(20261012), "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, DAY(20261012), DAY(20261014), "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, DAY(20260230), DAY(20260231), "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, DAY(20261012), END, "") TAIL, -1},
    {HEAD EVENT_OF(EVENT_UID, STAMP, START, DAY(20261013), "") TAIL, -1},
};

#define TOKEN "0123456789abcdef"

/* Reads the calendars in the test's folder; what is said goes to $T/errors. */
static struct ht_calendars *read_quietly(void)
{
    ck_assert_ptr_nonnull(freopen(scratch_path(&scratch, "errors"), "w", stderr));
    struct ht_calendars *calendars = ht_calendars_read(scratch.folder);
    fflush(stderr);
    return calendars;
}

static void expect_warning(const char *part)
{
    char *errors = scratch_text(&scratch, "errors");
    ck_assert_msg(*part ? strstr(errors, part) != NULL : !*errors, "'%s' is not: %s", part, errors);
    free(errors);
}

START_TEST(test_file)
{
    shell("mkdir $T/staff");
    FILE *stream = fopen(scratch_path(&scratch, "staff/calendar-" TOKEN ".ics"), "w");
    fputs(files[_i].text, stream);
    fclose(stream);
    struct ht_calendars *calendars = read_quietly();
    if (files[_i].events < 0) {
        ck_assert_uint_eq(calendars->count, 0);
        expect_warning("warning: ");
    } else {
        ck_assert_uint_eq(calendars->count, 1);
        ck_assert_str_eq(calendars->list[0].token, TOKEN);
        ck_assert_uint_eq(calendars->list[0].event_count, (size_t)files[_i].events);
        expect_warning("");
    }
    ht_calendars_free(calendars);
}
END_TEST

/* What is where a calendar should be ($F), and what is said of it. */
static const struct {
    const char *command, *warning;
} obstacles[] = {
    {":", ""},
    {"rmdir $T/staff", ""},
    {"rmdir $T/staff; echo no folder >$T/staff", "staff is not read back"},
    {"mkdir $F", TOKEN ".ics is not read back"},
    {"mkfifo $F", TOKEN ".ics is not read back"},
    {"ln -s /dev/zero $F", TOKEN ".ics is not read back"},
    {"ln -s nowhere $F", TOKEN ".ics is not read back"},
    {"echo mine >$T/staff/calendar-mine.ics; echo mine >$T/staff/notes.ics", ""},
    {"head -c 9000000 /dev/zero | tr '\\0' x >$F", "far too long"},
    {"yes BEGIN:VEVENT | head -n 400000 >$F", "not a whole calendar"},
    {"{ yes BEGIN:VEVENT | head -n 300000; yes END:VEVENT | head -n 300000; } >$F",
     "not a whole calendar"},
    {"{ echo BEGIN:VCALENDAR; yes 'UID:;;;' | head -c 8000000 | tr '\\n' ';'; } >$F",
     "not a whole calendar"},
    {"{ echo BEGIN:VCALENDAR; echo 'DTSTAMP;A=B'; yes ' ;A=B;A=B' | head -c 8000000; } >$F",
     "not a whole calendar"},
};

START_TEST(test_obstacle)
{
    char *command =
        ht_format("mkdir $T/staff; F=$T/staff/calendar-" TOKEN ".ics; %s", obstacles[_i].command);
    shell(command);
    free(command);
    struct ht_calendars *calendars = read_quietly();
    ck_assert_uint_eq(calendars->count, 0);
    expect_warning(obstacles[_i].warning);
    ht_calendars_free(calendars);
}
END_TEST

/* ------------------------------------------------------------ from run to run */

/* Plans the school in the test's folder; what a run says goes to $T/said. */
#define PLAN                                                                                       \
    "{ $HALFTERM plan --format csv,ics $T/school -o $T/out >$T/said 2>&1; test $? -le 1; } && "

/* The sessions' ids, and those in the UIDs of all calendars with a status. */
#define IDS  "tail -n +2 $T/out/sessions.csv | cut -d, -f1 | sort -u"
#define UIDS "cat $T/out/staff/calendar-*.ics | tr -d '\\r' | grep -B8 ^STATUS:"
#define CUT  " | sed -n 's/^UID:\\(.*\\)@halfterm$/\\1/p' | sort"

/* After these, a second run may not keep the time of the first by being made in the same second. */
#define AGE "sed -i 's/^DTSTAMP:.*Z/DTSTAMP:20200101T000000Z/' $T/out/staff/*.ics && "

/* What a shell does with a copy of a school, and has to find. */
static const char *const runs[] = {
    PLAN IDS " >$T/a && " UIDS "CONFIRMED" CUT " >$T/b && test -s $T/a && cmp $T/a $T/b",
    PLAN "test $(ls $T/out/staff/calendar-*.ics | wc -l) = 2 && "
         "! grep -Eia 'Ann|Zed|Zoë|Seen|Wolf|O.Hara|Son|SEMH|LAC|Social|Calm|mentor|P[1-6]|M[12]' "
         "$T/out/staff/calendar-*.ics",
    PLAN AGE "cp -r $T/out/staff $T/first && " PLAN
             "for f in $T/first/*.ics; do cmp $f $T/out/staff/${f##*/} || exit 9; done",
    PLAN AGE
    "cp -r $T/out/staff $T/first && $HALFTERM plan $T/school -o $T/out --format html "
    ">$T/said 2>&1; for f in $T/first/*.ics; do cmp $f $T/out/staff/${f##*/} || exit 9; done",
    PLAN IDS " >$T/a && sed -i 's/^P2,M2/P2,M1/' $T/school/caseload.csv && " PLAN IDS
             " >$T/c && " UIDS "CONFIRMED" CUT " >$T/b && cmp $T/b $T/c && " UIDS "CANCELLED" CUT
             " >$T/b && "
             "comm -23 $T/a $T/c >$T/d && test -s $T/d && cmp $T/b $T/d && "
             "test $(cat $T/out/staff/*.ics | grep -c SEQUENCE:1) = $(wc -l <$T/d)",
    PLAN "rm $T/out/staff/*.ics && for f in 1 2; do echo BEGIN:x "
         ">$T/out/staff/calendar-000000000000000$f.ics; "
         "done; " PLAN "test $(grep -c 'is not read back' $T/said) = 2 && test ! -e "
         "$T/out/staff/calendar-0000000000000001.ics && " IDS " >$T/a && " UIDS "CONFIRMED" CUT
         " >$T/b && cmp $T/a $T/b",
};

START_TEST(test_run)
{
    /* Days on which something is due have tests of their own. */
    shell("cp -r tests/schools/reports $T/school && sed -i '/<duty/d' $T/school/policy.xml");
    shell(runs[_i]);
}
END_TEST

Suite *suite_calendars(void)
{
    Suite *suite = suite_create("calendars");
    TCase *tcase = tcase_create("calendars");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_file, 0, COUNT(files));
    tcase_add_loop_test(tcase, test_obstacle, 0, COUNT(obstacles));
    tcase_add_loop_test(tcase, test_run, 0, COUNT(runs));
    suite_add_tcase(suite, tcase);
    return suite;
}
