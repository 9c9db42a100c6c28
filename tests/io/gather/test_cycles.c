/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Days of a cycle, as timetablers name them. */
#include "io/gather/times.h"
#include "solver/base/memory.h"
#include "tests/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names of days, and which days they are where their order is not known; NULL: nobody knows. */
static const struct {
    const char *names, *days;
} cycles[] = {
    {"Monday,Tues,FRI", "Mon,Tue,Fri"},
    {"Dimanche,Lundi,Mardi", "Sun,Mon,Tue"},
    {"Montag,Dienstag,Sonnabend", NULL},
    {"Lunes,MIÉRCOLES,Sábado", "Mon,Wed,Sat"},
    {"Luni,Marți,Sâmbătă", "Mon,Tue,Sat"},
    {"Δευτέρα,ΤΡί,Σάββατο", "Mon,Tue,Sat"},
    {"Pazar,Pazartesi,Cuma", "Sun,Mon,Fri"},
    {"Mo,Di,Mi,Do,Fr", "Mon,Tue,Wed,Thu,Fri"},
    /* numbers of days; weeks, glued or not */
    {"1-maanantai,2-keskiviikko", "Mon,Wed"},
    {"1 Monday,3 Wednesday", "Mon,Wed"},
    {"MonA,TueA,MonB,TueB", "AMon,ATue,BMon,BTue"},
    {"AMon,ATue,BMon,BTue", "AMon,ATue,BMon,BTue"},
    {"MONA,TUEA,MONB,TUEB", "AMon,ATue,BMon,BTue"},
    {"Week A Mon,Week A Tue,Week B Mon,Week B Tue", "AMon,ATue,BMon,BTue"},
    {"Monday,Tuesday,Monday2,Tuesday2", "1Mon,1Tue,2Mon,2Tue"},
    {"А-Понедельник,А-СРЕДА,В-Понедельник,В-СРЕДА", "АMon,АWed,ВMon,ВWed"},
    /* halves of days */
    {"lundi matin,lundi soir", "amMon,pmMon"},
    {"lundi matin,lundi après-midi,mardi matin", "amMon,pmMon,amTue"},
    {"Lun M,Lun S,Mar M", "amMon,pmMon,amTue"},
    {"Mon am,Mon pm,Tue am,Tue pm", "amMon,pmMon,amTue,pmTue"},
    {"MonA am,MonB am,TueA am,TueB am", "AamMon,BamMon,AamTue,BamTue"},
    /* dates */
    {"Mon 7/9/2026,2026-09-08,9 Sep 2026", "Mon,Tue,Wed"},
    {"Mon 7/9,Tues 8/9.", "Mon,Tue"},
    {"Mon 7 Sep,Tue 8th Sept", "Mon,Tue"},
    {"07/09/2026,08/09/2026,14/09/2026,15/09/2026", NULL},
    {"Mon 7/9,Tue 8/9,Mon 14/9,Tue 15/9", NULL},
    /* one language at a time, and no weekday twice */
    {"Montag,Tuesday", NULL},
    {"Monday,Mon", NULL},
    {"Dim,Dime", NULL},
    {"Mo,Di,Mi", NULL},
    {"A,B,C", NULL},
    /* what can hardly be a week */
    {"Monday,Tuesday,Wednesday (short),Thursday", NULL},
    {"Monday timetable,Tuesday timetable", "Mon,Tue"},
    {"الأحد,الاثنين2", NULL},
    {"А-Понедельник,В-СРЕДА", NULL},
};

START_TEST(test_cycle)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_import *import = ht_import_new(&(struct ht_import_wishes){0}, faults);
    struct ht_strings *names = ht_strings_new();
    struct ht_cycle_day days[8];
    char *list = ht_format("%s", cycles[_i].names), *rest = list, *name,
         *found = ht_format("%s", "");
    while ((name = strsep(&rest, ",")))
        ht_strings_add(names, name);
    bool is_known = ht_cycle_days(import, names, false, days, (struct ht_where){"x.fet", 1});
    for (uint32_t n = 0; is_known && n < ht_strings_count(names); n++) {
        char *more = ht_format("%s%s%s%s%s", found, n ? "," : "", days[n].week, days[n].half,
                               ht_day_short(days[n].weekday));
        free(found);
        found = more;
    }
    ck_assert_str_eq(found, cycles[_i].days ? cycles[_i].days : "");
    ck_assert_int_eq(ht_diagnostics_count(faults, HT_FAULT), cycles[_i].days ? 0 : 1);
    free(found);
    free(list);
    ht_strings_free(names);
    ht_import_free(import);
    ht_diagnostics_free(faults);
}
END_TEST

/* Days of a cycle whose order is known but whose weekdays are not, and what is said; NULL: they are
   counted off. */
static const struct {
    const char *names, *message;
} orders[] = {
    {"A,B,C,D,E", NULL},
    {"D1,D2,D3,D4,D5,D6", "6 cycle weeks of five days"},
    {"1,2,3,4,5,6,7,8,9,10", "2 cycle weeks, Monday A to Friday A, Monday B to Friday B"},
    {"Monday,Tuesday,Other", "'Other'"},
};

START_TEST(test_order)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_import *import = ht_import_new(&(struct ht_import_wishes){0}, faults);
    struct ht_strings *names = ht_strings_new();
    struct ht_cycle_day days[16];
    char *list = ht_format("%s", orders[_i].names), *rest = list, *name, *said = NULL;
    size_t size = 0;
    while ((name = strsep(&rest, ",")))
        ht_strings_add(names, name);
    ck_assert_int_eq(ht_cycle_days(import, names, true, days, (struct ht_where){"x.fet", 7}),
                     !orders[_i].message);
    FILE *stream = open_memstream(&said, &size);
    ht_diagnostics_print(faults, stream);
    fclose(stream);
    if (orders[_i].message)
        ck_assert_msg(strstr(said, "x.fet:7") && strstr(said, orders[_i].message), "%s", said);
    free(said);
    free(list);
    ht_strings_free(names);
    ht_import_free(import);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_cycles(void)
{
    Suite *suite = suite_create("cycles");
    TCase *tcase = tcase_create("cycles");
    tcase_add_loop_test(tcase, test_cycle, 0, sizeof cycles / sizeof *cycles);
    tcase_add_loop_test(tcase, test_order, 0, sizeof orders / sizeof *orders);
    suite_add_tcase(suite, tcase);
    return suite;
}
