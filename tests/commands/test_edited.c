/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Sessions that were edited by hand before they stand in a replan: what is taken from them, what is
 * made anew, what is said.
 */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void shell(const char *command, int status)
{
    scratch_expect(&scratch, command, status);
}

/* Two weeks of two students, of which the first stands: S1 on Monday in period 3, S2 on Tuesday in
   period 4; and what is to be said, or with '!' is not. */
static const struct {
    const char *edit; /* of the school or the sessions */
    int status;
    const char *said, *first; /* cells of the first session then */
} edits[] = {
    {"true", 0, "!warning", "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"sed -i 's/^S1,.,3,Art,7a.*/S1,*,3,PE,7a\\/PE,IJ,Hall/' $T/s/timetable.csv", 0, "!warning",
     "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"echo never,S1,Mon,3 >>$T/s/requests.csv", 0, "!warning",
     "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"sed -i 2s/,3,/,4,/ $T/out/sessions.csv", 0, "!warning",
     "Mon,4,11:50,12:15,M1,S1,1:1 mentoring,,Music,7a/Mu,GH,R4"},
    {"sed -i 's/11:25/10:00/;2s/Art.*/Latin,9z,QQ,R9/' $T/out/sessions.csv", 0, "!warning",
     "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"sed -i 2s/S1/S2/ $T/out/sessions.csv", 1,
     "out/sessions.csv:3: warning: 1:1 mentoring of S2 with M1 has 2 sessions from the week of "
     "Mon 2026-09-07 on, 1 more than is due then; edited by hand, it stands all the same\n",
     "Mon,3,11:00,11:25,M1,S2,1:1 mentoring,,Music,7b/Mu,GH,R4"},
    {"sed -i '2s/M1/M9/;$s/,3,/,2,/' $T/out/sessions.csv", 1,
     "out/sessions.csv:2: warning: S1 with M9 on Mon 2026-09-07 in period 3: mentors.csv has no "
     "such mentor; edited by hand, it stands all the same\n",
     "Mon,3,11:00,11:25,M9,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"echo never,S1,Mon,3 >>$T/s/requests.csv; sed -i 3s/Art/Maths/ $T/out/sessions.csv", 0,
     "out/sessions.csv:2: warning: S1 with M1 on Mon 2026-09-07 in period 3: a never request",
     "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"echo '2026-09-07,S1,Art,' >>$T/s/history.csv; sed -i '2p;$s/,3,/,2,/' $T/out/sessions.csv", 0,
     "out/sessions.csv:3: warning: S1 with M1",
     "Mon,3,11:00,11:25,M1,S1,1:1 mentoring,,Art,7a/Ar,EF,R3"},
    {"sed -i 2s/2026-09-07/2026-09-12/ $T/out/sessions.csv", 2,
     "out/sessions.csv:2: this session is over and stands, but its day has no period '3' any more; "
     "leave that day in periods.csv and calendar.csv as it was, or correct this row",
     NULL},
};

START_TEST(test_edited)
{
    shell(
        "cp -r tests/schools/tiny $T/s && echo what,student,day,period >$T/s/requests.csv && echo "
        "date,student,subject,programme >$T/s/history.csv && $HALFTERM plan $T/s --format csv,ics "
        "-o $T/out",
        0);
    shell(edits[_i].edit, 0);
    shell("$HALFTERM replan $T/s --from 2026-09-14 --previous $T/out --format csv,ics -o $T/new",
          edits[_i].status);
    char *said = scratch_text(&scratch, "said");
    bool silent = *edits[_i].said == '!';
    ck_assert_msg(!strstr(said, edits[_i].said + silent) == silent, "%s", said);
    free(said);
    if (!edits[_i].first)
        return;
    shell("sed -n '2s/^[^,]*,[^,]*,,//p' $T/new/sessions.csv; cat $T/new/staff/*.ics | tr -d '\\r' "
          "| awk -F: '/^DTSTART/ {s = $NF} /^DTEND/ && $NF <= s {print \"ends at\", $NF}'",
          0);
    char *line = ht_format("%s\n", edits[_i].first), *output = scratch_text(&scratch, "said");
    ck_assert_str_eq(output, line);
    free(output);
    free(line);
}
END_TEST

/* Cells of standing rows changed for those of others, and rows twice: it goes on, and nothing of
   what is written is stale. What is refused is a day that lacks the period. */
START_TEST(test_edited_anyhow)
{
    static const char edit[] =
        "cp -r data/schools/cluster $T/s && $HALFTERM plan $T/s --format csv,ics -o $T/out && cp "
        "$T/out/sessions.csv $T/written && for s in 1 2 3 4 5 6; do "
        "awk -F, -v OFS=, -v seed=%d$s '{line[NR] = $0; if (NR > 1 && $2 < \"2026-09-28\") "
        "past[++n] = NR} END {srand(seed); for (k = seed %% 3; k >= 0; k--) {i = past[1 + "
        "int(rand() "
        "* n)]; split(line[past[1 + int(rand() * n)]], from); c = 1 + int(rand() * 16); if (c == "
        "16) "
        "line[NR + 1] = line[i]; else {$0 = line[i]; $c = from[c]; line[i] = $0}} for (i = 1; i in "
        "line; i++) print line[i]}' $T/written >$T/out/sessions.csv; "
        "$HALFTERM replan $T/s --from 2026-09-28 --previous $T/out -o $T/new --format "
        "csv,ics >$T/said 2>&1; r=$?; if [ $r = 2 ]; then grep 'its day has no period' $T/said "
        "|| exit; continue; fi; [ $r -lt 2 ] || { cat $T/said; exit 1; }; mkdir -p $T/v; "
        "cp $T/new/sessions.csv $T/v; $HALFTERM verify $T/s $T/v/sessions.csv --half-term AUT1 "
        "2>&1 "
        "| grep -e 'the column' -e 'of another' -e 'by hand' && exit 1; $HALFTERM verify $T/s "
        "$T/new/sessions.csv || exit; done; true";
    char *command = ht_format(edit, _i);
    shell(command, 0);
    free(command);
}
END_TEST

Suite *suite_edited(void)
{
    Suite *suite = suite_create("edited");
    TCase *tcase = tcase_create("edited");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_edited, 0, sizeof edits / sizeof *edits);
    tcase_add_loop_test(tcase, test_edited_anyhow, 0, HT_TRIED(10));
    suite_add_tcase(suite, tcase);
    return suite;
}
