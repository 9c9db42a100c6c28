/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Every optional column with and without every other one: no command and no page may be surprised
 * by what a school says or leaves out. The school in tests/schools/columns fills in all of them.
 */
#include "io/schema/columns.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each column has a word of 8 bits, of which 4 are set, one a run: for any two columns there is a
 * run in which the one is there and the other is not. Two more runs have all columns and none. */
enum { BITS = 8, SET = 4, WITH_ALL = BITS, WITH_NONE, RUNS, MOST_COLUMNS = 70, MOST_CELLS = 32 };

/* Without them other cells of their rows would be faults. */
static const struct {
    enum ht_file file;
    enum ht_column column;
} indispensable[] = {
    {HT_CALENDAR_CSV, HT_COL_LABEL},   {HT_TIMETABLE_CSV, HT_COL_SLOT},
    {HT_REQUESTS_CSV, HT_COL_STUDENT}, {HT_REQUESTS_CSV, HT_COL_MENTOR},
    {HT_REQUESTS_CSV, HT_COL_SUBJECT}, {HT_REQUESTS_CSV, HT_COL_PERIOD},
    {HT_REQUESTS_CSV, HT_COL_FROM},
};

static bool is_optional(enum ht_file file, const struct ht_column_of *column)
{
    bool optional = !column->needed;
    for (size_t n = 0; n < sizeof indispensable / sizeof *indispensable; n++)
        optional &= indispensable[n].file != file || indispensable[n].column != column->column;
    return optional;
}

/* The n-th word of BITS bits of which SET are set. */
static unsigned word(int n)
{
    for (unsigned word = 0; word < 1u << BITS; word++)
        if (__builtin_popcount(word) == SET && !n--)
            return word;
    ck_abort_msg("too many columns");
    return 0;
}

static bool is_there(int run, int column)
{
    return run == WITH_ALL || (run != WITH_NONE && word(column) >> run & 1);
}

/* Cuts a line of a file without quotes into cells. */
static int cut(char *line, char **cells)
{
    int count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *cell; (cell = strsep(&line, ","));) {
        ck_assert_int_lt(count, MOST_CELLS);
        cells[count++] = cell;
    }
    return count;
}

/* Writes a file without the columns that the run leaves out; counts those that are optional. */
static void copy(const struct scratch *scratch, enum ht_file file, int run, int *columns)
{
    const struct ht_file_columns *of = ht_file_columns(file);
    char name[SCRATCH_PATH_SIZE], *line = NULL, *cells[MOST_CELLS];
    size_t size = 0;
    bool keep[MOST_CELLS], said[MOST_CELLS] = {0};
    snprintf(name, sizeof name, "tests/schools/columns/%s", of->name);
    FILE *from = fopen(name, "r");
    snprintf(name, sizeof name, "school/%s", of->name);
    FILE *to = fopen(scratch_path(scratch, name), "w");
    ck_assert(from && to);
    for (int row = 0; getline(&line, &size, from) > 0; row++) {
        int count = cut(line, cells), written = 0;
        ck_assert_msg(count == (int)of->count, "%s:%d: has not all columns", of->name, row + 1);
        for (int n = 0; n < count; n++) {
            if (!row) {
                ck_assert_str_eq(cells[n], ht_column_name(of->columns[n].column));
                keep[n] = !is_optional(file, &of->columns[n]) || is_there(run, (*columns)++);
            }
            said[n] |= row && *cells[n];
            if (keep[n])
                fprintf(to, "%s%s", written++ ? "," : "", cells[n]);
        }
        fputc('\n', to);
    }
    for (size_t n = 0; n < of->count; n++)
        ck_assert_msg(said[n], "%s: no row says %s", of->name,
                      ht_column_name(of->columns[n].column));
    free(line);
    fclose(from);
    fclose(to);
}

/* Each ends with 0 or 1; the files are looked at by those who write and read them. */
static const char *const commands[] = {
    "\"$HALFTERM\" check \"$T/school\" --term AUT",
    "\"$HALFTERM\" plan \"$T/school\" -o \"$T/out\" --term AUT",
    "\"$HALFTERM\" verify \"$T/school\" \"$T/out/sessions.csv\" && "
    "\"$HALFTERM\" score \"$T/school\" \"$T/out/sessions.csv\"",
    "\"$HALFTERM\" explain \"$T/school\" \"$T/out\"",
    "\"$HALFTERM\" explain \"$T/school\" \"$T/out\" --student S1",
    "sed '1s/$/,held/;2,9s/$/,yes/;10,$s/$/,/' \"$T/out/sessions.csv\" >\"$T/held.csv\" && "
    "\"$HALFTERM\" record \"$T/school\" \"$T/out\" \"$T/held.csv\"",
    "\"$HALFTERM\" replan \"$T/school\" --previous \"$T/out\" --from 2026-09-22 -o \"$T/new\"",
    "\"$HALFTERM\" compare \"$T/out\" \"$T/new\" -o \"$T/compared\"",
    "\"$HALFTERM\" assign \"$T/school\" -o \"$T/assigned\" --term AUT",
    "\"$HALFTERM\" export xml \"$T/school\" -o \"$T/school.xml\" && "
    "\"$HALFTERM\" check \"$T/school.xml\" --term AUT",
};

START_TEST(test_columns)
{
    struct scratch scratch = scratch_new();
    int columns = 0;
    ck_assert_int_eq(scratch_shell(&scratch, "mkdir \"$T/school\" && cp -r "
                                             "tests/schools/columns/letters "
                                             "tests/schools/columns/policy.xml \"$T/school\""),
                     0);
    for (int file = HT_CALENDAR_CSV; file <= HT_DONE_CSV; file++)
        copy(&scratch, (enum ht_file)file, _i, &columns);
    ck_assert_int_le(columns, MOST_COLUMNS);
    for (size_t n = 0; n < sizeof commands / sizeof *commands; n++) {
        char command[2 * SCRATCH_PATH_SIZE];
        snprintf(command, sizeof command, "{ %s; } >\"$T/said\" 2>&1", commands[n]);
        int code = scratch_shell(&scratch, command);
        char *said = scratch_text(&scratch, "said");
        ck_assert_msg(code == 0 || code == 1, "%s: ended with %d: %s", commands[n], code, said);
        free(said);
    }
    scratch_remove(&scratch);
}
END_TEST

/* A lesson with a mentor has the dates of both the timetable and the commitment. */
static const char *const arranged[] = {
    "A Mon, period 1</td><td>English</td><td><bdi>Ada Example</bdi><small> 7A</small></td>"
    "<td>support</td><td><bdi>Mo Mentor</bdi></td><td>7 Sep</td><td>20 Sep</td>",
    "A Wed, period 3</td><td>Sci</td><td><bdi>Cy Example</bdi><small> 7A</small></td>"
    "<td>support</td><td><bdi>Nia Mentor</bdi></td><td>–</td><td>4 Oct</td>",
    "A Tue, period 2</td><td>Maths</td><td><bdi>Ben Example</bdi><small> 8B</small></td>"
    "<td>withdrawal</td><td><bdi>Mo Mentor</bdi></td><td>–</td><td>–</td>",
};

START_TEST(test_arranged)
{
    struct scratch scratch = scratch_new();
    scratch_shell(&scratch, "\"$HALFTERM\" plan tests/schools/columns -o \"$T/out\" --term AUT "
                            "--only teachers --format html >\"$T/said\" 2>&1");
    char *page = scratch_text(&scratch, "out/staff/teachers.html");
    for (size_t n = 0; n < sizeof arranged / sizeof *arranged; n++) {
        const char *found = strstr(page, arranged[n]);
        ck_assert_msg(found != NULL, "not there: %s", arranged[n]);
        ck_assert_ptr_null(strstr(found + 1, arranged[n]));
    }
    free(page);
    scratch_remove(&scratch);
}
END_TEST

Suite *suite_columns(void)
{
    Suite *suite = suite_create("columns");
    TCase *tcase = tcase_create("columns");
    tcase_set_timeout(tcase, 120);
    /* With sanitizers all columns, and none. */
    tcase_add_loop_test(tcase, test_columns, HT_WITH_SANITIZERS ? WITH_ALL : 0, RUNS);
    tcase_add_test(tcase, test_arranged);
    suite_add_tcase(suite, tcase);
    return suite;
}
