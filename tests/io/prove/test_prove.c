/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Proofs: they close wherever a schedule is optimal, and nothing that was altered is taken for one.
 */
#include "io/prove/prove.h"
#include "io/school/read.h"
#include "reports/catalogue/report.h"
#include "reports/data/summary_json.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"
#include "solver/ilp/certify.h"
#include "solver/plan/plan.h"
#include "solver/plan/proof.h"
#include "solver/plan/proof_parts.h"
#include "tests/suites.h"
#include "tests/support/random_school.h"
#include "tests/support/scratch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct scratch scratch;
static uint64_t summary; /* check sum of the run's */

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* ------------------------------------------------------------ writing and checking */

static void write_report(const struct ht_run *run, const struct ht_report *report)
{
    for (size_t nth = 0; nth < ht_report_files(report, run); nth++) {
        char *file = ht_report_file(report, run, nth);
        FILE *stream = fopen(scratch_path(&scratch, file), "w");
        ck_assert_ptr_nonnull(stream);
        ht_report_write(stream, report, run, nth);
        fclose(stream);
        free(file);
    }
}

/* Writes what is checked of a run. */
static void write_run(const struct ht_run *run)
{
    ck_assert_int_eq(scratch_shell(&scratch, "mkdir $T/proof"), 0);
    json_t *json = ht_summary_json(run);
    summary = ht_summary_sum(json);
    json_decref(json);
    for (size_t n = 0; n < ht_report_count; n++)
        if (ht_reports[n].stage == HT_BEFORE_VERIFYING || ht_reports[n].format == HT_PROOF)
            write_report(run, &ht_reports[n]);
}

/* Plans a school, for so many seconds or until it is done, and writes the proof. */
static void write_plan(const struct ht_school *school, struct ht_horizon horizon, double seconds,
                       struct ht_schedule **schedule)
{
    *schedule =
        ht_plan(school, horizon, &(struct ht_plan_options){.threads = 1, .seconds = seconds});
    struct ht_views *views = ht_views_new(school, *schedule);
    struct ht_proofs *proofs = ht_proofs_new(school, *schedule, NULL, NULL, 0);
    write_run(&(struct ht_run){
        .school = school, .schedule = *schedule, .views = views, .proofs = proofs});
    ht_proofs_free(proofs);
    ht_views_free(views);
}

/* Whether a proof is found good; what is said goes to $T/errors. */
static bool is_proved(struct ht_proved *proved)
{
    ck_assert_ptr_nonnull(freopen(scratch_path(&scratch, "errors"), "w", stderr));
    bool good = ht_prove(scratch.folder, summary, proved) && proved->is_intact;
    fflush(stderr);
    return good;
}

/* ------------------------------------------------------------ random schools */

enum { SCHOOLS = HT_TRIED(20), CASES = HT_RANDOM_FEATURES * SCHOOLS };
enum { STOPPED_SCHOOLS = HT_TRIED(10), STOPPED_CASES = HT_RANDOM_FEATURES * STOPPED_SCHOOLS };

/* Schools that need all that models have, in all ways of counting weeks. */
START_TEST(random_schools_are_proved)
{
    enum ht_random_feature feature = (enum ht_random_feature)(_i / SCHOOLS);
    uint64_t state = (uint64_t)_i + 1;
    struct ht_school *school = ht_random_school(feature, &state);
    struct ht_schedule *schedule;
    struct ht_proved proved;
    write_plan(school, ht_random_horizon(feature), 0, &schedule);
    ck_assert(ht_prove(scratch.folder, summary, &proved) && proved.is_intact);
    ck_assert_int_eq(proved.cost, schedule->cost);
    ck_assert_int_eq(proved.unplaced, ht_schedule_unplaced(schedule));
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(proved.bound, schedule->cost);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

/* What was stopped at once has a proof of what it costs, and of a lower bound. */
START_TEST(stopped_plans_are_proved)
{
    enum ht_random_feature feature = (enum ht_random_feature)(_i / STOPPED_SCHOOLS);
    uint64_t state = (uint64_t)_i + 1;
    struct ht_school *school = ht_random_school(feature, &state);
    struct ht_schedule *schedule;
    struct ht_proved proved;
    write_plan(school, ht_random_horizon(feature), 1e-9, &schedule);
    ck_assert(ht_prove(scratch.folder, summary, &proved) && proved.is_intact);
    ck_assert_int_eq(proved.cost, schedule->cost);
    ck_assert_int_eq(proved.unplaced, ht_schedule_unplaced(schedule));
    ck_assert_int_le(proved.bound, schedule->cost);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ random programs */

enum { PROGRAMS = HT_TRIED(200), DIGIT_PROGRAMS = 12, COLUMNS = 6, ROWS = 4 };

/* A small linear congruential generator (Knuth's MMIX): the same numbers on every machine. */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

/* Factors that differ: few cuts help, and a tree must. */
static void add_rows(struct ht_ilp *ilp, uint64_t *state)
{
    for (int c = 0; c < COLUMNS; c++)
        ht_ilp_add_integer(ilp, draw(state, 40) - 30, 1 + draw(state, 3));
    for (int row = 0; row < ROWS; row++) {
        enum ht_sense sense = draw(state, 4) ? HT_AT_MOST : (enum ht_sense)draw(state, 3);
        ht_ilp_add_row(ilp, sense, 5 + draw(state, 20));
        for (uint32_t c = 0; c < COLUMNS; c++)
            if (draw(state, 3))
                ht_ilp_add_entry(ilp, c, 1 + draw(state, 9));
    }
}

/* Tries all there is; whether there is a solution. */
static bool find_least(const struct ht_ilp *ilp, int *least, int64_t *least_cost)
{
    int values[COLUMNS] = {0}, c = 0;
    bool found = false;
    while (c < COLUMNS) {
        int64_t cost;
        if (ht_ilp_holds(ilp, values, &cost) && (!found || cost < *least_cost)) {
            found = true;
            *least_cost = cost;
            memcpy(least, values, sizeof values);
        }
        for (c = 0; c < COLUMNS && values[c] == (int)ilp->columns[c].upper; c++)
            values[c] = 0;
        if (c < COLUMNS)
            values[c]++;
    }
    return found;
}

/* The proof of a program that is all there is of a school without sessions. */
static void write_program(struct ht_proof *proof, struct ht_school *school)
{
    const struct ht_schedule schedule = {.status = HT_OPTIMAL};
    const struct ht_views views = {.label = ""};
    struct ht_proofs proofs = {.proofs = proof, .count = 1, .bound = proof->certificate.bound};
    write_run(&(struct ht_run){
        .school = school, .schedule = &schedule, .views = &views, .proofs = &proofs});
}

/* A random program in a school of nothing else, and its proof. */
struct random {
    struct ht_school *school;
    struct ht_instance instance;
    struct ht_subproblem subproblem;
    struct ht_model model;
    int values[COLUMNS];
    struct ht_proof proof;
    bool possible; /* it has a solution */
};

static void make_random(struct random *random, uint64_t state)
{
    random->school = ht_school_new();
    random->instance.school = random->school;
    random->subproblem.instance = &random->instance;
    random->model.subproblem = &random->subproblem;
    random->proof.model = &random->model;
    random->proof.values = random->values;
    add_rows(&random->model.ilp, &state);
    random->possible = find_least(&random->model.ilp, random->values, &random->proof.cost);
}

static void clear_random(struct random *random)
{
    ht_certificate_clear(&random->proof.certificate);
    ht_ilp_clear(&random->model.ilp);
    ht_school_free(random->school);
}

static bool certify(const struct random *random, int64_t target, struct ht_certificate *certificate)
{
    return ht_certify(&random->model.ilp, target, false, &(struct ht_limit){0}, certificate);
}

START_TEST(random_programs_are_proved)
{
    struct random random = {.possible = false};
    struct ht_certificate too_much = {.bound = 0};
    make_random(&random, (uint64_t)_i);
    if (random.possible) {
        struct ht_proved proved;
        ck_assert(!certify(&random, random.proof.cost + 1, &too_much));
        ck_assert_int_le(too_much.bound, random.proof.cost);
        ck_assert(certify(&random, random.proof.cost, &random.proof.certificate));
        write_program(&random.proof, random.school);
        ck_assert(ht_prove(scratch.folder, summary, &proved) && proved.is_intact);
        ck_assert_int_eq(proved.cost, random.proof.cost);
        ck_assert_int_eq(proved.bound, random.proof.cost);
    }
    ht_certificate_clear(&too_much);
    clear_random(&random);
}
END_TEST

/* ------------------------------------------------------------ sealing anew */

static void write_text(const char *name, const char *text)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
}

static uint64_t add_file(uint64_t sum, const char *name)
{
    char *text = scratch_text(&scratch, name);
    sum = ht_hash_text(sum, text);
    free(text);
    return sum;
}

/* Makes the check sum of a proof of one part right, as somebody would who wants to deceive. */
static void seal(void)
{
    char *index = scratch_text(&scratch, "proof/index");
    uint64_t sum = add_file(add_file(summary, "sessions.csv"), "unplaced.csv");
    sum = add_file(add_file(sum, "proof/001.mps"), "proof/001.proof");
    char *sealed = ht_format("%.*s\ncheck %016" PRIx64 "\n", (int)strcspn(index, "\n"), index, sum);
    write_text("proof/index", sealed);
    free(sealed);
    free(index);
}

/* ------------------------------------------------------------ any digit */

static const char *const files[] = {"proof/001.mps", "proof/001.proof", "proof/index",
                                    "sessions.csv", "unplaced.csv"};
enum { FILES = sizeof files / sizeof *files };

/* Nothing passes as it was written; and nobody can prove more than there is. */
static void expect_no_more(bool sealed, int64_t least)
{
    struct ht_proved proved;
    if (is_proved(&proved))
        ck_assert(sealed && proved.bound <= least);
}

/* Changes each digit of a file in turn, with the check sums as they were and made right again. */
static void change_digits(const char *file, int64_t least)
{
    char *text = scratch_text(&scratch, file), *index = scratch_text(&scratch, "proof/index");
    for (char *at = text; *at; at++) {
        char before = *at;
        if (before < '0' || before > '9')
            continue;
        *at = before == '9' ? '0' : (char)(before + 1);
        write_text(file, text);
        expect_no_more(false, least);
        seal();
        expect_no_more(true, least);
        write_text("proof/index", index);
        *at = before;
    }
    write_text(file, text);
    free(index);
    free(text);
}

static bool is_node(const char *line)
{
    return !strncmp(line, "bounded", 7) || !strncmp(line, "empty", 5) ||
           !strncmp(line, "branch", 6);
}

static char *next_line(char *line)
{
    return line + strcspn(line, "\n") + 1;
}

/* Leaves out each node of the tree in turn: what is left of the box is then nobody's. */
static void leave_nodes_out(void)
{
    char *text = scratch_text(&scratch, "proof/001.proof");
    for (char *node = text; *node; node = next_line(node)) {
        if (!is_node(node))
            continue;
        char *end = next_line(node);
        while (*end && !is_node(end))
            end = next_line(end);
        char *less = ht_format("%.*s%s", (int)(node - text), text, end);
        struct ht_proved proved;
        write_text("proof/001.proof", less);
        seal();
        ck_assert(!is_proved(&proved));
        free(less);
    }
    free(text);
}

/* Random programs whose proofs have cuts, trees, or neither. */
START_TEST(no_digit_of_a_program_may_change)
{
    struct random random = {.possible = false};
    make_random(&random, (uint64_t)_i);
    if (random.possible) {
        certify(&random, random.proof.cost, &random.proof.certificate);
        write_program(&random.proof, random.school);
        change_digits("proof/001.proof", random.proof.cost);
        change_digits("proof/index", random.proof.cost);
        leave_nodes_out();
    }
    clear_random(&random);
}
END_TEST

static void write_school(const char *folder)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(folder, faults);
    struct ht_schedule *schedule;
    struct ht_horizon horizon;
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert(ht_horizon_next(school, &horizon));
    write_plan(school, horizon, 0, &schedule);
    ht_schedule_free(schedule);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}

START_TEST(no_digit_of_a_school_may_change)
{
    struct ht_proved proved;
    write_school("tests/schools/triangle");
    change_digits(files[_i], 4520);
    ck_assert(is_proved(&proved));
}
END_TEST

/* ------------------------------------------------------------ what is wrong */

#define PROOF "proof/001.proof"
#define MPS   "proof/001.mps"
#define INDEX "proof/index"

/* What is put in a part's place, once, in the proof of a school that needs a cut; and, with all
   check sums right, what is said of it. */
static const struct {
    const char *file, *part, *other, *says;
} lies[] = {
    {PROOF, "times -195297280 q0", "times -190000000 q0",
     "the multipliers before this line do not prove it"},
    {PROOF, "times 196608000 r0", "times 190000000 r0",
     "the multipliers before this line do not prove it"},
    {PROOF, "times -98304000 r21", "times 98304000 r21", "the multiplier has the wrong sign"},
    {PROOF, "times -98304000 r21", "times -98304000 r22",
     "the multipliers before this line do not prove it"},
    {PROOF, "times -98304000 r21", "times -98304000 r99", "there is no 'r99'"},
    {PROOF, "times -98304000 r21\n", "", "the multipliers before this line do not prove it"},
    {PROOF, "times 196608000 r0", "times 4611686018427387903 r0", "the numbers are too large"},
    {PROOF, "times 196608000 r0", "times 4611686018427387904 r0",
     "'4611686018427387904' is no whole number that can be"},
    {PROOF, "times 196608000 r0", "times 196608000. r0",
     "'196608000.' is no whole number that can be"},
    {PROOF, "times 196608000 r0", "times", "is no whole number that can be"},
    {PROOF, "bounded\n", "empty\n", "the multipliers before this line do not prove it"},
    {PROOF, "bounded\n", "branch u0 0\n", "a part of the tree is missing"},
    {PROOF, "bounded\n", "", "a part of the tree is missing"},
    {PROOF, "bounded\n", "bounded\nbounded\n", "'bounded' does not belong here"},
    {PROOF, "cost 4520", "cost 4519", "the schedule has another cost"},
    {PROOF, "cost 4520\n", "", "'cut' does not belong here"},
    {PROOF, "bound 4520", "bound 4521", "the multipliers before this line do not prove it"},
    {PROOF, "bound 4520\n", "", "'times' does not belong here"},
    {PROOF, "cost 4520\n", "cost 4520\nvalue c31 1\n", "'value' does not belong here"},
    {PROOF, "cut q0 r3 r4 r5", "cut q0 r3 r4", "the multipliers before this line do not prove it"},
    {PROOF, "cut q0 r3 r4 r5", "cut q0 r3 r4 r21",
     "the multipliers before this line do not prove it"},
    {PROOF, "cut q0 r3 r4 r5", "cut q0 r3 r4 r5 u0 u0",
     "the multipliers before this line do not prove it"},
    {PROOF, "cut q0 r3 r4 r5", "cut q0 r3 r4 r99", "there is no 'r99'"},
    {PROOF, "cut q0 r3 r4 r5", "cut r3 r3 r4 r5", "the row 'r3' is there already"},
    {PROOF, "missing u1 1 2", "missing u1 0 2", "the schedule is no solution of the program"},
    {PROOF, "missing u1 1 2", "missing u1 1 1",
     "unplaced.csv does not have the sessions that the parts leave out"},
    {PROOF, "value c30 1", "value c30 0", "the schedule is no solution of the program"},
    {PROOF, "value c30 1", "value c30 2", "the schedule is no solution of the program"},
    {PROOF, "value c30 1", "value c30 1\nvalue c31 1", "the schedule has another cost"},
    {PROOF, "place n0.k0.Mon.4", "place n0.k0.Mon.5", "there is no 'n0.k0.Mon.5'"},
    {PROOF, "place n0.k0.Mon.4", "place n1.k0.Mon.4", "the schedule is no solution of the program"},
    {PROOF, "2026-09-07 4", "2026-09-14 4",
     "sessions.csv has no such session, or it was there before"},
    {PROOF, "2026-09-07 4", "2026-09-07 5",
     "sessions.csv has no such session, or it was there before"},
    {PROOF, "place n0.k0.Mon.4 se82984d607124c60 2026-09-07 4\n", "value n0.k0.Mon.4 1\n",
     "'n0.k0.Mon.4' does not count this"},
    {PROOF, "place n0.k0.Mon.4 se82984d607124c60 2026-09-07 4\n", "",
     "the schedule is no solution of the program"},
    {PROOF, "missing u1 1 2", "value u1 1", "'u1' does not count this"},
    {PROOF, "value c30 1", "missing c30 1 1", "'c30' does not count this"},
    {PROOF, "2026-09-07 4\n", "2026-09-07 4\nplace n0.k0.Mon.4 se82984d607124c60 2026-09-07 4\n",
     "sessions.csv has no such session, or it was there before"},
    {MPS, " c30 cost 1000", " c30 cost 900", "the schedule has another cost"},
    {MPS, " c31 cost 1500", " c31 cost 500", "the multipliers before this line do not prove it"},
    {MPS, " c30 r21 -1", " c30 r21 -2", "the multipliers before this line do not prove it"},
    {MPS, " n1.k0.Mon.1 r4 1", " n1.k0.Mon.1 r4 0",
     "the multipliers before this line do not prove it"},
    {MPS, " rhs r3 1", " rhs r3 2", "the multipliers before this line do not prove it"},
    {MPS, " rhs r0 1", " rhs r0 2", "the schedule is no solution of the program"},
    {MPS, " L r3\n", " G r3\n", "the multipliers before this line do not prove it"},
    {MPS, " L r3\n", " N r3\n", "this is no row"},
    {MPS, " L r3\n", " L r4\n", "the row 'r4' is there already"},
    {MPS, " UI bound c30 1", " UI bound c30 2", "the multipliers before this line do not prove it"},
    {MPS, " UI bound c30 1", " UP bound c30 1", "this is no upper bound of a whole number"},
    {MPS, " UI bound c30 1\n", "", "c30 has no upper bound from 0 on"},
    {MPS, "BOUNDS\n", "", "there is no 'bound'"},
    {MPS, "BOUNDS\n", "RANGES\n", "there is no section 'RANGES' in such a file"},
    {MPS, "ROWS\n", "OBJSENSE MAX\nROWS\n", "there is no section 'OBJSENSE' in such a file"},
    {MPS, "ROWS\n", " L r99\nROWS\n", "there is nothing in this section"},
    {MPS, "ENDATA\n", "", "the file stops before its end"},
    {INDEX, "parts 1", "parts 0", "sessions.csv has a session that is in no part"},
    {INDEX, "parts 1", "parts 2", "the file is missing"},
    {INDEX, "parts 1", "1", "the number of parts is missing"},
    {"sessions.csv", "2026-09-07", "2026-09-14", "rows of a session differ"},
    {"sessions.csv", ",4,", ",3,", "rows of a session differ"},
    {"sessions.csv", "se82984d607124c60", "se82984d607124c61",
     "sessions.csv has a session that is in no part"},
    {"unplaced.csv", "2026-09-07,1", "2026-09-07,2",
     "unplaced.csv does not have the sessions that the parts leave out"},
    {"unplaced.csv", "2026-09-07,1", "2026-09-07,-1", "this is no number of sessions"},
};

START_TEST(lies_are_refused)
{
    struct ht_proved proved;
    write_school("tests/schools/triangle");
    char *text = scratch_text(&scratch, lies[_i].file), *at = strstr(text, lies[_i].part);
    ck_assert_ptr_nonnull(at);
    char *lie =
        ht_format("%.*s%s%s", (int)(at - text), text, lies[_i].other, at + strlen(lies[_i].part));
    write_text(lies[_i].file, lie);
    seal();
    ck_assert(!is_proved(&proved));
    char *errors = scratch_text(&scratch, "errors");
    ck_assert_msg(strstr(errors, lies[_i].says) != NULL, "%s", errors);
    free(errors);
    free(lie);
    free(text);
}
END_TEST

Suite *suite_prove(void)
{
    Suite *suite = suite_create("prove");
    TCase *tcase = tcase_create("prove");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, random_schools_are_proved, 0, CASES);
    tcase_add_loop_test(tcase, stopped_plans_are_proved, 0, STOPPED_CASES);
    tcase_add_loop_test(tcase, random_programs_are_proved, 0, PROGRAMS);
    tcase_add_loop_test(tcase, no_digit_of_a_program_may_change, 0, DIGIT_PROGRAMS);
    tcase_add_loop_test(tcase, no_digit_of_a_school_may_change, 0, FILES);
    tcase_add_loop_test(tcase, lies_are_refused, 0, sizeof lies / sizeof *lies);
    suite_add_tcase(suite, tcase);
    return suite;
}
