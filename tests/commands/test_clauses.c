/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * data/policies: the five policies, the schools on which they run, and the table of their clauses.
 */
#include "io/schema/columns.h"
#include "io/schema/policy.h"
#include "reports/catalogue/report.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLAUSES "data/policies/clauses.csv"

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* ------------------------------------------------------------ the table of clauses */

/* How many clauses each policy has. */
static const struct {
    char letter;
    int count;
} policies[] = {{'K', 24}, {'F', 9}, {'B', 9}, {'D', 10}, {'R', 9}};

enum { POLICIES = sizeof policies / sizeof *policies, MOST_ROWS = 200, CELLS = 4 };

/* The rows of the table; no cell has a comma or quotes. */
static struct {
    char *text; /* owned */
    struct {
        const char *clause, *how, *where, *words;
    } rows[MOST_ROWS];
    int count;
} table;

static void read_row(char *line)
{
    const char *cells[CELLS];
    ck_assert_int_lt(table.count, MOST_ROWS);
    for (int n = 0; n < CELLS; n++) {
        cells[n] = strsep(&line, ",");
        ck_assert_msg(cells[n], "row %d has too few cells", table.count + 2);
    }
    ck_assert_msg(!line, "row %d has a comma too many", table.count + 2);
    table.rows[table.count].clause = cells[0];
    table.rows[table.count].how = cells[1];
    table.rows[table.count].where = cells[2];
    table.rows[table.count++].words = cells[3];
}

static void read_table(void)
{
    set_up();
    ck_assert_int_eq(scratch_shell(&scratch, "cp " CLAUSES " $T/clauses.csv"), 0);
    table.text = scratch_text(&scratch, "clauses.csv");
    table.count = 0;
    char *rest = table.text, *head = strsep(&rest, "\n");
    ck_assert_str_eq(head, "clause,how,where,words");
    for (char *line; (line = strsep(&rest, "\n")) && *line;)
        read_row(line);
}

static void drop_table(void)
{
    free(table.text);
    tear_down();
}

/* Every number of the digest in its order, and none that it does not have. */
START_TEST(test_numbers)
{
    int row = 0;
    char clause[16];
    for (int p = 0; p < POLICIES; p++)
        for (int number = 1; number <= policies[p].count; number++) {
            snprintf(clause, sizeof clause, "%c%d", policies[p].letter, number);
            ck_assert_msg(row < table.count && !strcmp(table.rows[row].clause, clause),
                          "no row for %s after row %d", clause, row + 1);
            while (row < table.count && !strcmp(table.rows[row].clause, clause))
                row++;
        }
    ck_assert_int_eq(row, table.count);
}
END_TEST

/* The digest itself does not belong to the project; where it lies beside it, its numbers hold. */
START_TEST(test_digest)
{
    if (scratch_shell(&scratch, "test -e ../shared/policies.md") != 0)
        return;
    ck_assert_int_eq(scratch_shell(&scratch, "sed -n 's/^| \\([A-Z][0-9]*\\) |.*/\\1/p' "
                                             "../shared/policies.md >$T/digest && "
                                             "sed 1d " CLAUSES " | cut -d, -f1 | uniq | "
                                             "cmp - $T/digest"),
                     0);
}
END_TEST

static bool is_element(const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t n = 0; n < count; n++)
        if (!strcmp(elements[n].name, name))
            return true;
    return false;
}

/* "caseload.csv:urgency" */
static bool is_input(const char *where)
{
    size_t length = strcspn(where, ":");
    if (!where[length])
        return false;
    for (enum ht_file file = 0; file < HT_FILE_COUNT; file++) {
        const struct ht_file_columns *of = ht_file_columns(file);
        if (strlen(of->name) != length || strncmp(of->name, where, length) != 0)
            continue;
        for (size_t n = 0; n < of->count; n++)
            if (!strcmp(ht_column_name(of->columns[n].column), where + length + 1))
                return true;
    }
    return false;
}

static bool is_nothing(const char *where)
{
    return !*where;
}

/* What is named is there. */
START_TEST(test_where)
{
    static const struct {
        const char *how;
        bool (*is_there)(const char *where);
    } ways[] = {{"element", is_element},
                {"input", is_input},
                {"report", ht_report_owns},
                {"people", is_nothing}};
    for (int row = 0; row < table.count; row++) {
        const char *how = table.rows[row].how, *where = table.rows[row].where;
        bool good = false;
        for (size_t n = 0; n < sizeof ways / sizeof *ways; n++)
            good = good || (!strcmp(ways[n].how, how) && ways[n].is_there(where));
        ck_assert_msg(good, "%s: there is no %s '%s'", table.rows[row].clause, how, where);
        ck_assert_msg(isalnum((unsigned char)*table.rows[row].words), "%s: no words",
                      table.rows[row].clause);
    }
}
END_TEST

/* ------------------------------------------------------------ the five schools */

static const char *const schools[] = {"kaa", "boys", "comprehensive", "cluster", "report-cards"};

/* Each school has its policy, which the schema knows, and plans and verifies without a breach. */
START_TEST(test_school)
{
    static const char *const steps[] = {
        "cmp data/policies/%1$s.xml data/schools/%1$s/policy.xml",
        "xmllint --noout --relaxng data/policy.rng data/policies/%1$s.xml 2>$T/said",
        "$HALFTERM plan --format csv,html -o $T/out data/schools/%1$s >$T/said 2>&1",
        "$HALFTERM verify data/schools/%1$s $T/out/sessions.csv >$T/said 2>&1",
        "grep -q ' 0 breaches' $T/said",
        "! grep -q fault $T/said",
    };
    for (size_t n = 0; n < sizeof steps / sizeof *steps; n++) {
        char command[256];
        snprintf(command, sizeof command, steps[n], schools[_i]);
        ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
    }
}
END_TEST

/* What a clause comes to in its school: a command in the folder of what the plan writes ($OUT),
   and what it prints. */
struct outcome_case {
    const char *school, *horizon, *command, *expected;
};

#define COUNT_OF(student, field)                                                                   \
    "awk -F, '$9 == \"" student "\" { print $" field " }' sessions.csv | sort | uniq -c | "        \
    "sed 's/^ *//'"

static const struct outcome_case outcomes[] = {
    /* K9: 25 minutes; K11: no session of year 10 in the week of its tests. */
    {"kaa", "AUT1", "awk -F, '$9 == \"K01\" { print $6, $7 }' sessions.csv | head -1 | cut -c4-5",
     "05\n"},
    {"kaa", "AUT1", "grep -c '2026-10-1[2-6],.*,K1[12],' sessions.csv", "0\n"},
    /* K17, K20, K21: whom the mentor has then, for the mentor and the teachers. */
    {"kaa", "AUT1", "grep -c 'withdrawal.*Keira Swann' staff/mentors.html", "5\n"},
    {"kaa", "AUT1", "grep -c 'Keira Swann.*withdrawal.*6 Oct' staff/teachers.html", "1\n"},
    /* K18: six sessions in seven weeks, also of a group. */
    {"kaa", "AUT1", COUNT_OF("K04", "10"), "6 Anger management\n"},
    {"kaa", "AUT1", COUNT_OF("K10", "10"), "6 Anger management\n"},
    /* F1: six weeks; for one student more. F2: 30, 35 and 40 minutes. F3: groups meet together. */
    {"boys", "AUT1", COUNT_OF("F05", "10"), "6 1:1 mentoring\n"},
    {"boys", "AUT2", "cut -d, -f9 sessions.csv | sort -u", "F06\nstudent\n"},
    {"boys", "AUT1", COUNT_OF("F03", "11"), "6 Year 7\n"},
    {"boys", "AUT1",
     "awk -F, 'NR > 1 { split($6, a, \":\"); split($7, b, \":\"); "
     "print (b[1] - a[1]) * 60 + b[2] - a[2] }' sessions.csv | sort -u",
     "30\n35\n40\n"},
    /* B2: over after 15 weeks, of which 14 are before Christmas, the panel's decision apart. B6:
       after school. */
    {"comprehensive", "SPR1", COUNT_OF("B04", "10"), "1 1:1 mentoring\n"},
    {"comprehensive", "SPR1", COUNT_OF("B08", "10"), "6 1:1 mentoring\n"},
    {"comprehensive", "AUT1", "awk -F, '/After-school/ { print $5 }' sessions.csv | sort -u",
     "After\n"},
    /* D1: daily, then weekly; twice weekly. D2: before school and in breaks. D4: kept. */
    {"cluster", "AUT1", COUNT_OF("D01", "10"), "4 1:1 mentoring\n10 Daily check-in\n"},
    {"cluster", "AUT1", "awk -F, '/Daily/ { print $2, $5 }' sessions.csv | sort -u | uniq -cf1",
     "     10 2026-09-14 Before\n"},
    {"cluster", "AUT1", COUNT_OF("D03", "10"), "14 1:1 mentoring\n"},
    {"cluster", "AUT1", "grep -c '2026-09-09,.*,2,.*,D03,' sessions.csv", "1\n"},
    /* D6: seven weeks after 28 September. */
    {"cluster", "AUT2", "grep ',review,.*,D01,' staff/duties.csv | cut -d, -f1", "2026-11-16\n"},
    /* D8: no session while the student has support in class. */
    {"cluster", "AUT1",
     "awk -F, '$9 == \"D04\" && $5 == 2 && ($4 == \"Tue\" || $4 == \"Thu\")' sessions.csv", ""},
    /* R1: every morning in registration; R2: earlier for some; R4: with the place. */
    {"report-cards", "AUT1", COUNT_OF("R02", "5"), "35 Reg\n"},
    {"report-cards", "AUT1", COUNT_OF("R03", "5"), "35 Early\n"},
    {"report-cards", "AUT1", "pdftotext staff/cards.pdf - | grep -m1 -o 'Student reception'",
     "Student reception\n"},
    /* R8: two a week, one a week, one in two weeks. */
    {"report-cards", "AUT1",
     "awk -F, '/R04,1:1/ { print ($2 < \"2026-09-28\" ? \"a\" : $2 < \"2026-10-12\" ? \"b\" : "
     "\"c\") }' sessions.csv | uniq -c | sed 's/^ *//'",
     "6 a\n2 b\n1 c\n"},
};

START_TEST(test_outcome)
{
    const struct outcome_case *outcome = &outcomes[_i];
    char *line = ht_format("$HALFTERM plan -o $T/out --half-term %s data/schools/%s >$T/said 2>&1; "
                           "cd $T/out && { %s; } >$T/printed",
                           outcome->horizon, outcome->school, outcome->command);
    scratch_shell(&scratch, line);
    char *printed = scratch_text(&scratch, "printed");
    ck_assert_msg(strcmp(printed, outcome->expected) == 0, "%s: %s\nnot\n%s", outcome->command,
                  printed, outcome->expected);
    free(printed);
    free(line);
}
END_TEST

/* B1: whom no mentor can take, by priority, then urgency, then the date of the referral. */
START_TEST(test_waiting_list)
{
    scratch_shell(&scratch, "$HALFTERM assign -o $T/out data/schools/comprehensive >$T/said 2>&1; "
                            "sed 1d $T/out/assignment.csv | cut -d, -f1,2 >$T/printed");
    char *printed = scratch_text(&scratch, "printed");
    ck_assert_str_eq(printed, "B10,\nB06,\nB05,\nB09,V2\n");
    free(printed);
}
END_TEST

/* D4, K23: whoever is seen too late is told of, before and after planning. */
START_TEST(test_late)
{
    ck_assert_int_eq(
        scratch_shell(&scratch,
                      "cp -r data/schools/cluster $T/school && sed -i "
                      "'s/^D08.*/D08,C1,1:1 mentoring,,,,2026-09-21,,,,,2026-09-03,immediately/' "
                      "$T/school/caseload.csv && $HALFTERM check $T/school >$T/check && "
                      "grep -q '(D08) with .*: to be seen by Mon 7 Sep, but the first time for a "
                      "session is Mon 21 Sep' $T/check && "
                      "$HALFTERM plan --format csv,html -o $T/out $T/school >$T/said && "
                      "grep -q 'Hana Sato.*was to be seen by Mon 7 Sep, but the first session is "
                      "on' $T/out/staff/index.html && "
                      "! grep -q 'Cleo Mbeki.*was to be seen' $T/out/staff/index.html"),
        0);
}
END_TEST

/* A programme's period is of a kind that the policy leaves out: told once, however many have it. */
START_TEST(test_kinds)
{
    ck_assert_int_eq(
        scratch_shell(&scratch, "cp -r data/schools/report-cards $T/school && sed -i "
                                "'s/before;registration;/registration;/' $T/school/policy.xml && "
                                "$HALFTERM check $T/school 2>$T/said >/dev/null; "
                                "test \"$(grep -c \"may use period 'Early', but the policy has no "
                                "sessions in periods of kind before\" $T/said)\" = 1"),
        0);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_clauses(void)
{
    Suite *suite = suite_create("clauses");
    TCase *clauses = tcase_create("table"), *policy = tcase_create("schools");
    tcase_add_checked_fixture(clauses, read_table, drop_table);
    tcase_add_test(clauses, test_numbers);
    tcase_add_test(clauses, test_digest);
    tcase_add_test(clauses, test_where);
    tcase_add_checked_fixture(policy, set_up, tear_down);
    tcase_set_timeout(policy, 60);
    tcase_add_loop_test(policy, test_school, 0, COUNT(schools));
    tcase_add_loop_test(policy, test_outcome, 0, COUNT(outcomes));
    tcase_add_test(policy, test_waiting_list);
    tcase_add_test(policy, test_late);
    tcase_add_test(policy, test_kinds);
    suite_add_tcase(suite, clauses);
    suite_add_tcase(suite, policy);
    return suite;
}
