/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/model.h"

#include "solver/assign/mentor_matching.h"
#include "solver/assign/roster.h"
#include "solver/base/memory.h"
#include "solver/school/programme_dates.h"

#include <stdlib.h>
#include <string.h>

/* What a mentor's only place costs for evenness: all numbers up to 8 divide it. */
enum { EVEN_UNIT = 840 };

/* The model in the making. */
struct making {
    struct ht_assign_model *model;
    const struct ht_school *school; /* the trial */
    struct ht_roster roster;        /* of the mentor in hand */
    uint32_t *presence;             /* [student]: column of being with the mentor in hand */
    uint32_t *open_of;              /* [student]: how many open programmes have the student */
    int usual_limit;                /* stands for the limit of mentors without one */
};

/* ------------------------------------------------------------ columns and rows */

static uint32_t new_column(struct ht_assign_model *model, int upper)
{
    uint32_t column = ht_ilp_add_column(&model->ilp, 0, upper);
    model->goals = ht_resize(model->goals, model->ilp.column_capacity, sizeof *model->goals);
    memset(model->goals[column], 0, sizeof *model->goals);
    return column;
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Enters columns into the last row, so many times the factor as they are there; sorts them. */
static void enter(struct ht_ilp *ilp, uint32_t *columns, uint32_t count, int factor)
{
    qsort(columns, count, sizeof *columns, by_number);
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && columns[end] == columns[first]; end++)
            ;
        ht_ilp_add_entry(ilp, columns[first], factor * (int)(end - first));
    }
}

/* ------------------------------------------------------------ candidates */

/* The weights of the priority groups that a student belongs to, added up; *count of them. */
static int complexity(const struct ht_school *school, ht_student_id id, int *count)
{
    const struct ht_student *student = &school->students[id.i];
    int sum = 0;
    *count = 0;
    for (size_t p = 0; p < school->policy.priority_count; p++) {
        uint32_t flag = ht_strings_find(school->flags, school->policy.priority[p].flag);
        /* An empty set of flags would mean every one to ht_some_has(). */
        if (flag == HT_NONE || !student->flags.count || !ht_some_has(&student->flags, flag))
            continue;
        sum += school->policy.priority[p].weight;
        ++*count;
    }
    return sum;
}

bool ht_is_complex(const struct ht_school *school, ht_student_id student)
{
    int heaviest = 0, groups, sum = complexity(school, student, &groups);
    for (size_t p = 0; p < school->policy.priority_count; p++)
        if (school->policy.priority[p].weight > heaviest)
            heaviest = school->policy.priority[p].weight;
    return groups > 1 || (groups == 1 && sum == heaviest);
}

bool ht_is_lead(const struct ht_mentor *mentor)
{
    return !strcmp(mentor->role, "lead");
}

static int misplaced(const struct ht_school *school, const struct ht_programme *programme,
                     const struct ht_mentor *mentor)
{
    int sum = 0, groups;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        bool complex = ht_is_complex(school, programme->students[n]);
        if (ht_is_lead(mentor))
            sum += !complex;
        else if (complex)
            sum += complexity(school, programme->students[n], &groups);
    }
    return sum;
}

static int skills_lacked(const struct ht_programme *programme, const struct ht_mentor *mentor)
{
    int lacked = 0;
    for (uint32_t n = 0; n < programme->needs.count; n++)
        lacked +=
            !mentor->trained.count || !ht_some_has(&mentor->trained, programme->needs.numbers[n]);
    return lacked;
}

static void add_candidates(struct making *making)
{
    struct ht_assign_model *model = making->model;
    uint32_t count = model->candidates->first[making->school->mentor_count];
    model->column_of = HT_NEW(uint32_t, count);
    for (uint32_t p = 0; p < count; p++) {
        const struct ht_candidate *candidate = &model->candidates->candidates[p];
        model->column_of[p] = HT_NONE;
        if (candidate->settled || !candidate->possible)
            continue;
        const struct ht_programme *programme = &making->school->programmes[candidate->programme.i];
        const struct ht_mentor *mentor = &making->school->mentors[candidate->mentor.i];
        uint32_t column = model->column_of[p] = new_column(model, 1);
        model->goals[column][HT_GOAL_LOST] = candidate->lost;
        model->goals[column][HT_GOAL_COMPLEX] = misplaced(making->school, programme, mentor);
        model->goals[column][HT_GOAL_NEEDS] = skills_lacked(programme, mentor);
    }
}

/* An open programme on the waiting list. */
struct waiting {
    const struct ht_school *school;
    const struct ht_programme *programme;
    uint32_t open; /* its number */
};

static int by_order(const void *left, const void *right)
{
    const struct waiting *a = left, *b = right;
    int order = ht_programme_dates_order(a->school, a->programme, b->programme);
    return order ? order : a->open < b->open ? -1 : 1;
}

/* To leave a programme without a mentor lets all pass that come after it. */
static void add_waiting(struct making *making)
{
    struct ht_assign_model *model = making->model;
    const struct ht_candidates *candidates = model->candidates;
    struct waiting *list = HT_NEW(struct waiting, candidates->open_count);
    for (uint32_t n = 0; n < candidates->open_count; n++)
        list[n] =
            (struct waiting){making->school, &making->school->programmes[candidates->open[n].i], n};
    if (candidates->open_count)
        qsort(list, candidates->open_count, sizeof *list, by_order);
    for (uint32_t first = 0, end; first < candidates->open_count; first = end) {
        for (end = first;
             end < candidates->open_count &&
             !ht_programme_dates_order(making->school, list[first].programme, list[end].programme);
             end++)
            ;
        for (uint32_t n = first; n < end; n++)
            model->goals[model->left[list[n].open]][HT_GOAL_WAITING] =
                (int)(candidates->open_count - end);
    }
    free(list);
}

/* Each open programme has one mentor or is left without. */
static void add_choices(struct making *making)
{
    struct ht_assign_model *model = making->model;
    const struct ht_candidates *candidates = model->candidates;
    model->left = HT_NEW(uint32_t, candidates->open_count);
    for (uint32_t n = 0; n < candidates->open_count; n++) {
        const struct ht_programme *programme = &making->school->programmes[candidates->open[n].i];
        model->left[n] = new_column(model, 1);
        for (uint32_t s = 0; s < programme->student_count; s++) {
            int weight = candidates->instance->weight[programme->students[s].i];
            model->goals[model->left[n]][HT_GOAL_UNASSIGNED] += weight;
            making->open_of[programme->students[s].i]++;
        }
        ht_ilp_add_row(&model->ilp, HT_EQUAL, 1);
        ht_ilp_add_entry(&model->ilp, model->left[n], 1);
        for (uint32_t m = 0; m < making->school->mentor_count; m++) {
            uint32_t column = model->column_of[ht_candidates_open(candidates, m, n)];
            if (column != HT_NONE)
                ht_ilp_add_entry(&model->ilp, column, 1);
        }
    }
}

/* ------------------------------------------------------------ students of a mentor */

static bool is_settled(const struct ht_rostered *student)
{
    return student->settled.from.days <= student->settled.to.days;
}

/* The column of a student being with the mentor: the candidate's, unless several could bring that.
 */
static void find_presence(struct making *making, ht_student_id student, uint32_t column)
{
    struct ht_assign_model *model = making->model;
    const struct ht_rostered *rostered = &making->roster.students[making->roster.place[student.i]];
    uint32_t *presence = &making->presence[student.i];
    bool is_first = *presence == HT_NONE;
    if (is_first)
        *presence = making->open_of[student.i] > 1 ? new_column(model, 1) : column;
    if (is_first && !is_settled(rostered))
        model->goals[*presence][HT_GOAL_FACES]++;
    if (*presence == column)
        return;
    ht_ilp_add_row(&model->ilp, HT_AT_LEAST, 0);
    ht_ilp_add_entry(&model->ilp, *presence, 1);
    ht_ilp_add_entry(&model->ilp, column, -1);
}

static void find_presences(struct making *making, ht_mentor_id mentor)
{
    const struct ht_candidates *candidates = making->model->candidates;
    ht_roster_fill(&making->roster, candidates, mentor, NULL);
    for (uint32_t s = 0; s < making->roster.count; s++)
        making->presence[making->roster.students[s].student.i] = HT_NONE;
    for (uint32_t n = 0; n < candidates->open_count; n++) {
        uint32_t column = making->model->column_of[ht_candidates_open(candidates, mentor.i, n)];
        const struct ht_programme *programme = &making->school->programmes[candidates->open[n].i];
        for (uint32_t s = 0; column != HT_NONE && s < programme->student_count; s++)
            find_presence(making, programme->students[s], column);
    }
}

/* ------------------------------------------------------------ caseloads */

/* No more students at once than the limit on one date; more than that already are let be. */
static void limit_on(struct making *making, ht_date date, int limit)
{
    const struct ht_roster *roster = &making->roster;
    uint32_t *columns = HT_NEW(uint32_t, roster->count), count = 0;
    for (uint32_t s = 0; s < roster->count; s++) {
        const struct ht_rostered *student = &roster->students[s];
        if (ht_stay_has(student->settled, date))
            limit--;
        else if (ht_stay_has(student->open, date))
            columns[count++] = making->presence[student->student.i];
    }
    limit = limit > 0 ? limit : 0;
    if (count > (uint32_t)limit) {
        ht_ilp_add_row(&making->model->ilp, HT_AT_MOST, limit);
        enter(&making->model->ilp, columns, count, 1);
    }
    free(columns);
}

static int by_days(const void *left, const void *right)
{
    const ht_date *a = left, *b = right;
    return (a->days > b->days) - (a->days < b->days);
}

/* On every date on which somebody comes. */
static void add_limit(struct making *making, int limit)
{
    struct ht_horizon horizon = making->model->candidates->instance->horizon;
    const struct ht_roster *roster = &making->roster;
    ht_date *dates = HT_NEW(ht_date, 2 * (size_t)roster->count);
    size_t count = 0;
    for (uint32_t s = 0; limit != HT_NO_LIMIT && s < roster->count; s++) {
        dates[count++] = ht_stay_start(roster->students[s].settled, horizon);
        dates[count++] = ht_stay_start(roster->students[s].open, horizon);
    }
    qsort(dates, count, sizeof *dates, by_days);
    for (size_t n = 0; n < count && dates[n].days <= horizon.to.days; n++)
        if (!n || dates[n].days != dates[n - 1].days)
            limit_on(making, dates[n], limit);
    free(dates);
}

/* The n-th student of a mentor costs (2n - 1) parts of the limit: n squared of them for n. */
static int unevenness(int n, int limit)
{
    return (2 * n - 1) * EVEN_UNIT / (limit > 0 ? limit : 1);
}

/* A column for each further student up to so many, so that the goals see the load. */
static void add_places(struct making *making, int load, uint32_t more, int limit, int least)
{
    struct ht_assign_model *model = making->model;
    uint32_t first = model->ilp.column_count;
    for (uint32_t k = 0; k < more; k++) {
        int n = load + 1 + (int)k;
        uint32_t column = new_column(model, 1);
        model->goals[column][HT_GOAL_EVEN] = unevenness(n, limit);
        model->goals[column][HT_GOAL_MINIMUM] = n <= least ? -1 : 0;
    }
    ht_ilp_add_row(&model->ilp, HT_EQUAL, 0);
    for (uint32_t k = 0; k < more; k++)
        ht_ilp_add_entry(&model->ilp, first + k, 1);
}

static void add_load(struct making *making, const struct ht_mentor *mentor, int limit)
{
    struct ht_assign_model *model = making->model;
    const struct ht_caseload_limit *role =
        ht_policy_caseload(&making->school->policy, mentor->role);
    uint32_t *columns = HT_NEW(uint32_t, making->roster.count), count = 0;
    int least = role ? role->min : 0, load = 0;
    if (limit == HT_NO_LIMIT)
        limit = making->usual_limit;
    least = least < limit ? least : limit;
    for (uint32_t s = 0; s < making->roster.count; s++) {
        const struct ht_rostered *student = &making->roster.students[s];
        if (is_settled(student))
            load++;
        else
            columns[count++] = making->presence[student->student.i];
    }
    for (int n = 1; n <= load; n++)
        model->constants[HT_GOAL_EVEN] += unevenness(n, limit);
    model->constants[HT_GOAL_MINIMUM] += least > load ? least - load : 0;
    add_places(making, load, count, limit, least);
    enter(&model->ilp, columns, count, -1);
    free(columns);
}

/* ------------------------------------------------------------ room for sessions */

uint32_t ht_assign_model_without(const struct ht_assign_model *model, ht_mentor_id mentor, int week)
{
    return model->without[(size_t)mentor.i * (size_t)model->candidates->instance->week_count +
                          (size_t)week];
}

void ht_assign_model_room(struct ht_assign_model *model, ht_mentor_id mentor,
                          const struct ht_places *within)
{
    const struct ht_candidates *candidates = model->candidates;
    struct ht_ilp *ilp = &model->ilp;
    int room = ht_matching_in(candidates, mentor, within->slots);
    uint32_t row = ht_ilp_add_row(ilp, HT_AT_MOST, 0);
    for (uint32_t p = candidates->first[mentor.i]; p < candidates->first[mentor.i + 1]; p++) {
        const struct ht_candidate *candidate = &candidates->candidates[p];
        int inside = candidate->possible ? ht_matching_needed(candidates, candidate, within) : 0;
        if (candidate->settled)
            room -= inside;
        else if (inside)
            ht_ilp_add_entry(ilp, model->column_of[p], inside);
    }
    for (int week = 0; week < candidates->instance->week_count; week++)
        if (within->without[week])
            ht_ilp_add_entry(ilp, ht_assign_model_without(model, mentor, week), -1);
    ilp->rows[row].right = room;
}

/* All sessions of a week within all of its slots; other rows are added as they turn out needed. */
static void add_weeks(struct making *making, ht_mentor_id mentor)
{
    const struct ht_candidates *candidates = making->model->candidates;
    size_t weeks = (size_t)candidates->instance->week_count;
    struct ht_places within = {HT_NEW(uint64_t, (size_t)candidates->instance->day_count),
                               HT_NEW(bool, weeks)};
    for (int week = 0; week < (int)weeks; week++) {
        ht_matching_week(candidates, mentor, week, within.slots);
        within.without[week] = ht_candidates_tight(candidates, mentor, week);
        ht_assign_model_room(making->model, mentor, &within);
        within.without[week] = false;
    }
    free(within.slots);
    free(within.without);
}

static void add_withouts(struct making *making)
{
    struct ht_assign_model *model = making->model;
    size_t count = making->school->mentor_count * (size_t)model->candidates->instance->week_count;
    model->without = HT_NEW(uint32_t, count);
    for (size_t n = 0; n < count; n++) {
        model->without[n] = HT_NONE;
        if (!model->candidates->tight[n])
            continue;
        model->without[n] = new_column(model, (int)model->candidates->open_count * HT_DAYS_A_WEEK);
        model->goals[model->without[n]][HT_GOAL_LOST] = 1;
    }
}

/* ------------------------------------------------------------ the whole */

/* Mentors without a limit are taken to have the largest one of their colleagues. */
static int find_usual_limit(const struct ht_school *school)
{
    int usual = 0;
    for (size_t m = 0; m < school->mentor_count; m++) {
        int limit = ht_roster_limit(school, &school->mentors[m]);
        usual = limit > usual ? limit : usual;
    }
    return usual ? usual : (int)school->student_count;
}

struct ht_assign_model ht_assign_model_new(const struct ht_candidates *candidates)
{
    struct ht_assign_model model = {.candidates = candidates};
    struct making making = {
        .model = &model,
        .school = &candidates->trial,
        .roster = ht_roster_new(&candidates->trial),
        .presence = HT_NEW(uint32_t, candidates->trial.student_count),
        .open_of = HT_NEW(uint32_t, candidates->trial.student_count),
        .usual_limit = find_usual_limit(&candidates->trial),
    };
    add_candidates(&making);
    add_choices(&making);
    add_waiting(&making);
    add_withouts(&making);
    for (uint32_t m = 0; m < candidates->trial.mentor_count; m++) {
        const struct ht_mentor *mentor = &candidates->trial.mentors[m];
        int limit = ht_roster_limit(&candidates->trial, mentor);
        find_presences(&making, (ht_mentor_id){m});
        add_limit(&making, limit);
        add_load(&making, mentor, limit);
        add_weeks(&making, (ht_mentor_id){m});
    }
    ht_roster_clear(&making.roster);
    free(making.presence);
    free(making.open_of);
    return model;
}

void ht_assign_model_clear(struct ht_assign_model *model)
{
    ht_ilp_clear(&model->ilp);
    free(model->goals);
    free(model->column_of);
    free(model->without);
    free(model->left);
    *model = (struct ht_assign_model){0};
}
