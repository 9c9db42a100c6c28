/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/detour.h"

#include "solver/ilp/pdhg.h"
#include "solver/plan/plan.h"
#include "solver/verify/verify.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct detours detours;

/* The linker's names: calls of f() come to __wrap_f(), and __real_f() is f() itself. */
struct ht_schedule *__real_ht_plan(const struct ht_school *school, struct ht_horizon horizon,
                                   const struct ht_plan_options *options);
struct ht_schedule *__wrap_ht_plan(const struct ht_school *school, struct ht_horizon horizon,
                                   const struct ht_plan_options *options);
enum ht_lp_result __real_ht_lp_solve(struct ht_lp *lp, const struct ht_limit *limit);
enum ht_lp_result __wrap_ht_lp_solve(struct ht_lp *lp, const struct ht_limit *limit);
enum ht_pdhg_result __real_ht_pdhg_solve(struct ht_pdhg *descent, const int *lower,
                                         const int *upper, double cutoff, double accuracy,
                                         int most_steps, const struct ht_limit *limit);
enum ht_pdhg_result __wrap_ht_pdhg_solve(struct ht_pdhg *descent, const int *lower,
                                         const int *upper, double cutoff, double accuracy,
                                         int most_steps, const struct ht_limit *limit);
struct ht_verdict *__real_ht_verify(const struct ht_school *school,
                                    const struct ht_claimed_schedule *claims);
struct ht_verdict *__wrap_ht_verify(const struct ht_school *school,
                                    const struct ht_claimed_schedule *claims);
int __real_fsync(int file);
int __wrap_fsync(int file);
int __real_linkat(int from_folder, const char *from, int to_folder, const char *to, int flags);
int __wrap_linkat(int from_folder, const char *from, int to_folder, const char *to, int flags);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);

struct ht_schedule *__wrap_ht_plan(const struct ht_school *school, struct ht_horizon horizon,
                                   const struct ht_plan_options *options)
{
    struct ht_schedule *schedule = __real_ht_plan(school, horizon, options);
    if (detours.planned)
        detours.planned(schedule);
    return schedule;
}

enum ht_lp_result __wrap_ht_lp_solve(struct ht_lp *lp, const struct ht_limit *limit)
{
    if (detours.relaxing)
        detours.relaxing(limit);
    return __real_ht_lp_solve(lp, limit);
}

enum ht_pdhg_result __wrap_ht_pdhg_solve(struct ht_pdhg *descent, const int *lower,
                                         const int *upper, double cutoff, double accuracy,
                                         int most_steps, const struct ht_limit *limit)
{
    if (detours.relaxing)
        detours.relaxing(limit);
    return __real_ht_pdhg_solve(descent, lower, upper, cutoff, accuracy, most_steps, limit);
}

struct ht_verdict *__wrap_ht_verify(const struct ht_school *school,
                                    const struct ht_claimed_schedule *claims)
{
    if (detours.verifying)
        detours.verifying();
    return __real_ht_verify(school, claims);
}

int __wrap_fsync(int file)
{
    if (detours.syncing)
        detours.syncing();
    errno = detours.sync_error;
    return errno ? -1 : __real_fsync(file);
}

int __wrap_linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    if (detours.linking)
        detours.linking();
    errno = detours.link_error;
    return errno ? -1 : __real_linkat(from_folder, from, to_folder, to, flags);
}

int __wrap_rename(const char *from, const char *to)
{
    if (detours.renaming)
        detours.renaming();
    enum { MOST = sizeof detours.rename_errors / sizeof *detours.rename_errors };
    errno = detours.rename_errors[0];
    memmove(detours.rename_errors, detours.rename_errors + 1, (MOST - 1) * sizeof(int));
    detours.rename_errors[MOST - 1] = 0;
    int result = errno ? -1 : __real_rename(from, to);
    if (!result && detours.renamed)
        detours.renamed();
    return result;
}

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags)
{
    if (detours.renaming)
        detours.renaming();
    errno = detours.exchange_error;
    int result = errno ? -1 : __real_renameat2(from_folder, from, to_folder, to, flags);
    if (!result && detours.renamed)
        detours.renamed();
    return result;
}
