/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "reports/terminal/terminal.h"
#include "solver/verify/score.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The school and the schedules of the verifier's tests, scored in AUT1. */
struct scored {
    struct ht_school *school;
    struct ht_score score;
};

static struct scored score_of(const char *sessions_csv)
{
    struct scored scored;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    scored.school = ht_read_school("tests/schools/claims", faults);
    struct ht_claimed_schedule *claims = ht_read_claims(scored.school, sessions_csv, faults);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert(ht_horizon_named(scored.school, HT_HALF_TERM, "AUT1", &claims->horizon));
    struct ht_verdict *verdict = ht_verify(scored.school, claims);
    ht_score_make(&scored.score, scored.school, claims, verdict);
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    ht_diagnostics_free(faults);
    return scored;
}

static void free_scored(struct scored *scored)
{
    ht_score_clear(&scored->score);
    ht_school_free(scored->school);
}

static const char clean[] = "tests/schools/claims/schedule/sessions.csv";

START_TEST(test_placed)
{
    struct scored scored = score_of(clean);
    const struct ht_score *score = &scored.score;
    ck_assert_int_eq(score->breaches, 0);
    ck_assert_int_eq(score->cost, 5249);
    ck_assert_int_eq(score->meetings, 10);
    ck_assert_int_eq(score->required_meetings, 11);
    /* S1 3, S2 1 + 1, S3 2, S5 3, S6 3 and one that is unplaced. */
    ck_assert_int_eq(score->all.required, 14);
    ck_assert_int_eq(score->all.placed, 13);
    /* The policy's groups are LAC (S3, S6), EHCP, SEMH (S1, S6) and GRENFELL; the rest are S2, S5.
     */
    static const struct ht_score_group groups[] = {{6, 5}, {0, 0}, {7, 6}, {0, 0}};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        ck_assert_int_eq(score->groups[i].required, groups[i].required);
        ck_assert_int_eq(score->groups[i].placed, groups[i].placed);
    }
    ck_assert_int_eq(score->others.required, 5);
    ck_assert_int_eq(score->others.placed, 5);
    free_scored(&scored);
}
END_TEST

/* From a Friday to another week: a gap is short up to three days. */
START_TEST(test_gap)
{
    static const char *const dates[] = {"2026-09-14", "2026-09-15", "2026-09-10", "2026-09-18"};
    static const int short_gaps[] = {1, 0, 0, 0};
    for (int n = 0; n < 4; n++) {
        struct scratch scratch = scratch_new();
        FILE *stream = fopen(scratch_path(&scratch, "sessions.csv"), "w");
        fprintf(stream, "date,period,mentor,student\n2026-09-11,1,M1,S1\n%s,2,M1,S1\n", dates[n]);
        ck_assert_int_eq(fclose(stream), 0);
        struct scored scored = score_of(scratch_path(&scratch, "sessions.csv"));
        ck_assert_int_eq(scored.score.short_gaps, short_gaps[n]);
        free_scored(&scored);
        scratch_remove(&scratch);
    }
}
END_TEST

START_TEST(test_misses)
{
    struct scored scored = score_of(clean);
    const struct ht_score *score = &scored.score;
    /* S1 Ma En En, S2 Sc Ma, S3 Ma En, S5 and S6 En Sc Sc; Ma and En cost more than 10. */
    ck_assert_int_eq(score->misses, 13);
    ck_assert_int_eq(score->core_misses, 8);
    ck_assert_double_eq_tol(score->core_share, 8 / 13.0, 1e-9);
    ck_assert_int_eq(score->misses_worst, 2);
    ck_assert_double_eq_tol(score->misses_mean, 13 / 10.0, 1e-9);
    /* S1 En, S5 and S6 Sc; S5 and S6 Tuesday 3; S1 Friday 11 and Monday 14 September. */
    ck_assert_int_eq(score->repeated_subjects, 3);
    ck_assert_int_eq(score->repeated_slots, 2);
    ck_assert_int_eq(score->short_gaps, 1);
    ck_assert_int_eq(score->withdrawals_most, 2);
    ck_assert_int_eq(score->withdrawn_lessons, 10);
    free_scored(&scored);
}
END_TEST

START_TEST(test_mentors)
{
    struct scored scored = score_of(clean);
    const struct ht_score *score = &scored.score;
    /* Open days are 2 Mondays and 3 of each other; M2 does not work on Fridays. */
    static const double by_day[HT_DAYS_A_WEEK] = {2 / 4.0, 3 / 6.0, 0, 3 / 6.0, 2 / 3.0, 0, 0};
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        ck_assert_double_eq_tol(score->load_by_day[day], by_day[day], 1e-9);
    ck_assert_double_eq_tol(score->load_mean, 10 / 25.0, 1e-9);
    ck_assert_int_eq(score->load_most, 2);
    /* Of 200 minutes a day M1 keeps 100 on 11 and 14 September; 150 on seven more dates. */
    ck_assert_int_eq(score->free_least, 100);
    ck_assert_double_eq_tol(score->free_mean, 1250 / 9.0, 1e-9);
    free_scored(&scored);
}
END_TEST

/* Nothing claimed: means and shares of nothing are 0. */
START_TEST(test_empty)
{
    struct scored scored = score_of("tests/schools/claims/empty.csv");
    const struct ht_score *score = &scored.score;
    ck_assert_int_eq(score->all.required, 14);
    ck_assert_int_eq(score->all.placed, 0);
    ck_assert_int_eq(score->meetings, 0);
    ck_assert_int_eq(score->misses, 0);
    ck_assert(score->core_share == 0 && score->misses_mean == 0 && score->free_mean == 0);
    ck_assert_int_eq(score->free_least, 0);
    ck_assert_int_eq(score->withdrawals_most, 0);
    free_scored(&scored);
}
END_TEST

/* ------------------------------------------------------------ the table */

static const char *const lines[] = {
    "                                                       one  \xc3\xa9t\xc3\xa9/sessions.csv\n",
    "cost                                                  5249                 7\n",
    "all students                                      13 of 14            1 of 2\n",
    "LAC                                                 5 of 6            0 of 3\n",
    "in core subjects, share                              61.5%             50.0%\n",
    "mean on Friday                                        0.67              1.25\n",
    "least                                                  100               -50\n",
};

START_TEST(test_table)
{
    struct scored scored = score_of(clean);
    struct ht_score_group groups[4] = {{.required = 3}};
    struct ht_score scores[2] = {scored.score,
                                 {.cost = 7,
                                  .all = {2, 1},
                                  .groups = groups,
                                  .core_share = 0.5,
                                  .load_by_day[HT_FRIDAY] = 1.25,
                                  .free_least = -50}};
    const char *const titles[] = {"one", "\xc3\xa9t\xc3\xa9/sessions.csv"};
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    ht_write_scores(stream, scored.school, titles, scores, 2);
    fclose(stream);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_msg(strstr(text, lines[i]), "no line '%s' in\n%s", lines[i], text);
    ck_assert_ptr_null(strstr(text, "Saturday"));
    free(text);
    free_scored(&scored);
}
END_TEST

Suite *suite_score(void)
{
    Suite *suite = suite_create("score");
    TCase *tcase = tcase_create("score");
    tcase_add_test(tcase, test_placed);
    tcase_add_test(tcase, test_gap);
    tcase_add_test(tcase, test_misses);
    tcase_add_test(tcase, test_mentors);
    tcase_add_test(tcase, test_empty);
    tcase_add_test(tcase, test_table);
    suite_add_tcase(suite, tcase);
    return suite;
}
