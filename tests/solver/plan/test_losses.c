/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where rooms are scarce: what must be lost bounds what a plan loses, and a plan that was stopped
 *  early loses hardly more. */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "solver/plan/losses.h"
#include "solver/plan/plan.h"
#include "tests/suites.h"

#include <stdlib.h>

/* Steps that suffice for a school of eight mentors on any machine. */
enum { STEPS = 4000000 };

struct scene {
    struct ht_diagnostics *faults;
    struct ht_school *school;
    struct ht_horizon horizon;
};

static struct scene open_scene(int rooms, int withdrawals)
{
    struct scene scene = {.faults = ht_diagnostics_new()};
    scene.school = ht_read_school("data/kaa", scene.faults);
    scene.school->policy.rooms_max = rooms;
    scene.school->policy.withdrawals_max = withdrawals;
    ck_assert(ht_horizon_named(scene.school, HT_TERM, "AUT", &scene.horizon));
    return scene;
}

static void close_scene(struct scene *scene)
{
    ht_school_free(scene->school);
    ht_diagnostics_free(scene->faults);
}

/* The least that is lost whatever the slots, and how many sessions at least. */
static int64_t least_loss(const struct scene *scene, int *fewest)
{
    struct ht_instance *instance = ht_instance_new(scene->school, scene->horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_partition whole = ht_partition_new(scene->school, requirements, true);
    struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
    struct ht_losses losses = ht_losses_new(&subproblem, &(struct ht_limit){0});
    *fewest = ht_losses_fewest(&subproblem);
    free(losses.lost);
    ht_subproblem_clear(&subproblem);
    ht_partition_clear(&whole);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    return losses.cost;
}

/* What the unplaced sessions of a plan cost that was stopped after so many steps, and how many
   these are. */
static int64_t loss_of_plan(const struct scene *scene, int64_t steps, int *count)
{
    struct ht_schedule *schedule =
        ht_plan(scene->school, scene->horizon, &(struct ht_plan_options){.work = steps});
    struct ht_instance *instance = ht_instance_new(scene->school, scene->horizon);
    int *lost = HT_NEW(int, scene->school->student_count);
    int64_t cost = 0;
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        const struct ht_programme *programme =
            &scene->school->programmes[schedule->unplaced[n].programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            for (int k = 0; k < schedule->unplaced[n].count; k++)
                cost += ht_instance_unplaced_price(instance, programme->students[s],
                                                   ++lost[programme->students[s].i]);
    }
    *count = ht_schedule_unplaced(schedule);
    free(lost);
    ht_instance_free(instance);
    ht_schedule_free(schedule);
    return cost;
}

static const struct {
    int rooms, withdrawals;
    int64_t least;
    int fewest;
} scarce[] = {{1, HT_NO_LIMIT, 1793000, 325},
              {2, HT_NO_LIMIT, 0, 0},
              {1, 1, 1793000, 325},
              {HT_NO_LIMIT, HT_NO_LIMIT, 0, 0}};

START_TEST(hardly_more_is_lost_than_must_be)
{
    struct scene scene = open_scene(scarce[_i].rooms, scarce[_i].withdrawals);
    int fewest, count, count_anyway;
    int64_t least = least_loss(&scene, &fewest), lost = loss_of_plan(&scene, STEPS, &count);
    scene.school->policy.rooms_max = HT_NO_LIMIT;
    int64_t anyway = loss_of_plan(&scene, 0, &count_anyway), most = least > anyway ? least : anyway;
    ck_assert_int_eq(least, scarce[_i].least);
    ck_assert_int_eq(fewest, scarce[_i].fewest);
    ck_assert_int_ge(count, fewest);
    ck_assert_int_ge(lost, least);
    ck_assert_int_le(10 * lost, 11 * most);
    close_scene(&scene);
}
END_TEST

/* Of free time in one piece as well, where a bound of the day's minutes alone would be lower. */
START_TEST(mentors_days_cost_sessions_too)
{
    struct scene scene = open_scene(HT_NO_LIMIT, HT_NO_LIMIT);
    scene.school->policy.free_minutes = 120;
    int fewest, count;
    int64_t by_minutes = least_loss(&scene, &fewest);
    scene.school->policy.free_contiguous = _i;
    int64_t least = least_loss(&scene, &fewest), lost = loss_of_plan(&scene, 0, &count);
    ck_assert_int_gt(by_minutes, 0);
    ck_assert_int_gt(fewest, 0);
    ck_assert_int_ge(count, fewest);
    ck_assert_int_eq(least > by_minutes, _i);
    ck_assert_int_ge(lost, least);
    ck_assert(_i || lost == least);
    close_scene(&scene);
}
END_TEST

Suite *suite_losses(void)
{
    Suite *suite = suite_create("losses");
    TCase *losses = tcase_create("losses");
    tcase_set_timeout(losses, 60);
    tcase_add_loop_test(losses, hardly_more_is_lost_than_must_be, 0,
                        sizeof scarce / sizeof *scarce);
    tcase_add_loop_test(losses, mentors_days_cost_sessions_too, 0, 2);
    suite_add_tcase(suite, losses);
    return suite;
}
