/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/polish_state.h"

#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* One change, for taking it back. */
struct change {
    uint32_t programme;
    int week;
    uint32_t before;
};

/* What a session in a choice counts for, the same in every week of its class. */
struct weight {
    uint32_t period, day; /* place in the week's counters */
    int minutes;          /* of a lesson; 0 of another kind of period */
    int spare;            /* minutes of lessons that the mentor's day can give */
    int term, span;       /* calendar rows that its misses count in */
};

struct ht_polish_state {
    const struct ht_wishes *wishes;
    const struct ht_model *model;
    struct weight *weights; /* [choice] */
    const struct ht_school *school;
    uint32_t programme_count;
    uint32_t week_count, period_count, group_count, row_count;
    bool *movable;            /* [programme] */
    uint32_t *at;             /* [programme, week]: choice or HT_NONE */
    uint32_t *need;           /* [programme, class]: or HT_NONE */
    uint32_t *first_choice;   /* [need], one more at the end */
    uint32_t *programme_of;   /* [need] */
    uint32_t *mentor;         /* [programme]: numbered within the component */
    uint32_t *member;         /* [first_member[programme] + n]: its students, likewise */
    uint32_t *first_member;   /* [programme], one more at the end */
    int *taken;               /* [mentor, week, period]: sessions */
    int *day_sessions;        /* [mentor, week, weekday] */
    int *day_minutes;         /* likewise: of lessons */
    int *misses;              /* [member, group, calendar row] */
    struct ht_placing *fixed; /* sessions of programmes that are not movable */
    uint32_t fixed_count;
    struct ht_polish_sums sums;
    struct change *changes;
    uint32_t change_count, change_capacity;
};

static const struct ht_programme *programme_at(const struct ht_polish_state *state, uint32_t need)
{
    return &state->school->programmes[state->model->needs[need].programme.i];
}

/* ------------------------------------------------------------ counting one session */

static int above(int number, int limit)
{
    return number > limit ? number - limit : 0;
}

static void count_slot(struct ht_polish_state *state, size_t week, const struct weight *weight,
                       int by)
{
    int *taken = &state->taken[week * state->period_count + weight->period];
    state->sums.clashes += above(*taken + by, 1) - above(*taken, 1);
    *taken += by;
}

static void count_day(struct ht_polish_state *state, size_t week, const struct weight *weight,
                      int by)
{
    size_t day = week * HT_DAYS_A_WEEK + weight->day;
    int *sessions = &state->day_sessions[day], *minutes = &state->day_minutes[day];
    state->sums.cost += state->school->policy.cost_day_load * (by > 0 ? *sessions : 1 - *sessions);
    *sessions += by;
    int now = *minutes + by * weight->minutes;
    state->sums.broken += above(now, weight->spare) - above(*minutes, weight->spare);
    *minutes = now;
}

/* Counts one student's miss: by full term for its price, by the policy's stretch for the limit. */
static void count_miss(struct ht_polish_state *state, size_t cell, const struct weight *weight,
                       int by)
{
    const struct ht_policy *policy = &state->school->policy;
    int *in_term = &state->misses[cell + (size_t)weight->term];
    int *in_span = &state->misses[cell + (size_t)weight->span];
    state->sums.cost += policy->cost_repeat * (by > 0 ? *in_term : 1 - *in_term);
    state->sums.broken +=
        above(*in_span + by, policy->misses_max) - above(*in_span, policy->misses_max);
    *in_term += by;
    if (in_span != in_term)
        *in_span += by;
}

static void count_misses(struct ht_polish_state *state, uint32_t programme, uint32_t choice, int by)
{
    const uint32_t *groups = state->wishes->groups + state->wishes->first_group[choice];
    const uint32_t *members = state->member + state->first_member[programme];
    uint32_t count = state->first_member[programme + 1] - state->first_member[programme];
    for (uint32_t n = 0; n < count; n++)
        if (groups[n] != HT_NONE)
            count_miss(state,
                       ((size_t)members[n] * state->group_count + groups[n]) * state->row_count,
                       &state->weights[choice], by);
}

static void count_session(struct ht_polish_state *state, uint32_t programme,
                          struct ht_placing placing, int by)
{
    const struct weight *weight = &state->weights[placing.choice];
    size_t week = (size_t)state->mentor[programme] * state->week_count + (uint32_t)placing.week;
    state->sums.cost += by * state->model->choices[placing.choice].price;
    count_slot(state, week, weight, by);
    count_day(state, week, weight, by);
    count_misses(state, programme, placing.choice, by);
}

/* ------------------------------------------------------------ wishes */

static int64_t wishes_between(const struct ht_polish_state *state, uint32_t programme,
                              uint32_t week)
{
    const uint32_t *at = &state->at[programme * state->week_count];
    if (week + 1 >= state->week_count || at[week] == HT_NONE || at[week + 1] == HT_NONE)
        return 0;
    return ht_wishes_pair(state->wishes, (struct ht_placing){at[week], (int)week},
                          (struct ht_placing){at[week + 1], (int)week + 1});
}

static int64_t wishes_around(const struct ht_polish_state *state, uint32_t programme, int week)
{
    int64_t before = week ? wishes_between(state, programme, (uint32_t)week - 1) : 0;
    return before + wishes_between(state, programme, (uint32_t)week);
}

/* ------------------------------------------------------------ changing */

static void set(struct ht_polish_state *state, uint32_t programme, int week, uint32_t choice)
{
    uint32_t *at = &state->at[programme * state->week_count + (uint32_t)week];
    state->sums.wishes -= wishes_around(state, programme, week);
    if (*at != HT_NONE)
        count_session(state, programme, (struct ht_placing){*at, week}, -1);
    *at = choice;
    if (choice != HT_NONE)
        count_session(state, programme, (struct ht_placing){choice, week}, 1);
    state->sums.wishes += wishes_around(state, programme, week);
}

void ht_polish_put(struct ht_polish_state *state, uint32_t programme, int week, uint32_t choice)
{
    HT_REQUIRE(state->movable[programme], "the programme is not movable");
    HT_GROW(state->changes, state->change_count, state->change_capacity);
    state->changes[state->change_count++] =
        (struct change){programme, week, ht_polish_at(state, programme, week)};
    set(state, programme, week, choice);
}

uint32_t ht_polish_mark(const struct ht_polish_state *state)
{
    return state->change_count;
}

void ht_polish_undo(struct ht_polish_state *state, uint32_t mark)
{
    while (state->change_count > mark) {
        const struct change *change = &state->changes[--state->change_count];
        set(state, change->programme, change->week, change->before);
    }
}

/* ------------------------------------------------------------ looking */

uint32_t ht_polish_programmes(const struct ht_polish_state *state)
{
    return state->programme_count;
}

bool ht_polish_movable(const struct ht_polish_state *state, uint32_t programme)
{
    return state->movable[programme];
}

uint32_t ht_polish_at(const struct ht_polish_state *state, uint32_t programme, int week)
{
    return state->at[programme * state->week_count + (uint32_t)week];
}

uint32_t ht_polish_choices(const struct ht_polish_state *state, uint32_t programme, int week,
                           uint32_t *first)
{
    uint32_t class_ = state->model->weeks.class_of[week];
    uint32_t need = class_ == HT_NONE
                        ? HT_NONE
                        : state->need[programme * state->model->weeks.class_count + class_];
    if (need == HT_NONE)
        return 0;
    *first = state->first_choice[need];
    return state->first_choice[need + 1] - *first;
}

bool ht_polish_clashes(const struct ht_polish_state *state, uint32_t programme, int week)
{
    uint32_t choice = ht_polish_at(state, programme, week);
    if (choice == HT_NONE)
        return false;
    size_t at = state->mentor[programme] * state->week_count + (uint32_t)week;
    return state->taken[at * state->period_count + state->model->choices[choice].period.i] > 1;
}

bool ht_polish_offends(const struct ht_polish_state *state, uint32_t programme, int week)
{
    return wishes_around(state, programme, week) > 0;
}

struct ht_polish_sums ht_polish_sums(const struct ht_polish_state *state)
{
    return state->sums;
}

/* ------------------------------------------------------------ making */

/* Numbers things in the order in which they are first seen. */
struct numbering {
    uint32_t *things;
    uint32_t count, capacity;
};

static uint32_t number_of(struct numbering *numbering, uint32_t thing)
{
    for (uint32_t n = 0; n < numbering->count; n++)
        if (numbering->things[n] == thing)
            return n;
    HT_GROW(numbering->things, numbering->count, numbering->capacity);
    numbering->things[numbering->count] = thing;
    return numbering->count++;
}

static void number_needs(struct ht_polish_state *state)
{
    const struct ht_model *model = state->model;
    state->programme_of = HT_NEW(uint32_t, model->need_count);
    state->first_choice = HT_NEW(uint32_t, model->need_count + 1);
    uint32_t choice = 0;
    for (uint32_t n = 0; n < model->need_count; n++) {
        bool same = n && model->needs[n].programme.i == model->needs[n - 1].programme.i;
        state->programme_count += !same;
        state->programme_of[n] = state->programme_count - 1;
        state->first_choice[n] = choice;
        while (choice < model->choice_count && model->choices[choice].need == n)
            choice++;
    }
    state->first_choice[model->need_count] = choice;
}

/* Numbers mentors and students; a programme stays movable while it has one session a week and all
   of its students are new. */
static void number_people(struct ht_polish_state *state, uint32_t *mentors, uint32_t *members)
{
    struct numbering mentor = {0}, member = {0};
    uint32_t member_count = 0, programme = HT_NONE;
    for (uint32_t n = 0; n < state->model->need_count; n++) {
        if (state->programme_of[n] == programme)
            continue;
        programme = state->programme_of[n];
        const struct ht_programme *of = programme_at(state, n);
        state->mentor[programme] = number_of(&mentor, of->mentor.i);
        state->movable[programme] = of->per_week == 1 && of->per_weeks == 1;
        state->first_member[programme] = member_count;
        state->member =
            ht_resize(state->member, member_count + of->student_count, sizeof *state->member);
        for (uint32_t s = 0; s < of->student_count; s++)
            state->member[member_count++] = number_of(&member, of->students[s].i);
    }
    state->first_member[state->programme_count] = member_count;
    *mentors = mentor.count;
    *members = member.count;
    free(mentor.things);
    free(member.things);
}

/* A student of several programmes ties them; they stay where they are. */
static void fix_shared(struct ht_polish_state *state, uint32_t members)
{
    int *programmes = HT_NEW(int, members);
    uint32_t count = state->first_member[state->programme_count];
    for (uint32_t m = 0; m < count; m++)
        programmes[state->member[m]]++;
    for (uint32_t p = 0; p < state->programme_count; p++)
        for (uint32_t m = state->first_member[p]; m < state->first_member[p + 1]; m++)
            state->movable[p] &= programmes[state->member[m]] == 1;
    free(programmes);
}

/* The needs that a keep request ties to one slot, which they must not leave. */
static bool *find_kept(const struct ht_model *model)
{
    bool *kept = HT_NEW(bool, model->need_count);
    for (uint32_t row = 0; row < model->program.row_count; row++) {
        uint32_t end = ht_program_row_end(&model->program, row);
        if (model->program.rows[row].sense != HT_AT_LEAST)
            continue;
        for (uint32_t e = model->program.rows[row].first_entry; e < end; e++)
            kept[model->choices[model->program.entries[e].column].need] = true;
    }
    return kept;
}

static void find_needs(struct ht_polish_state *state)
{
    bool *kept = find_kept(state->model);
    const struct ht_model *model = state->model;
    uint32_t classes = model->weeks.class_count;
    state->need = HT_NEW(uint32_t, state->programme_count * classes);
    memset(state->need, 0xff, state->programme_count * classes * sizeof *state->need);
    for (uint32_t n = 0; n < model->need_count; n++)
        if (state->first_choice[n] < state->first_choice[n + 1] && !kept[n])
            state->need[state->programme_of[n] * classes +
                        model->choices[state->first_choice[n]].class_] = n;
    free(kept);
}

/* History's misses count from the start. */
static void count_history(struct ht_polish_state *state)
{
    const struct ht_facts *facts = state->model->component->facts;
    for (uint32_t n = 0; n < state->model->need_count; n++) {
        uint32_t programme = state->programme_of[n];
        if (n && state->programme_of[n - 1] == programme)
            continue;
        const struct ht_programme *of = programme_at(state, n);
        for (uint32_t s = 0; s < of->student_count; s++)
            for (uint32_t group = 0; group < state->group_count; group++)
                for (uint32_t row = 0; row < state->row_count; row++) {
                    size_t cell = state->member[state->first_member[programme] + s];
                    cell = (cell * state->group_count + group) * state->row_count + row;
                    state->misses[cell] =
                        ht_facts_past(facts, of->students[s], (ht_group_id){group}, (int)row);
                }
    }
}

static void weigh_choices(struct ht_polish_state *state)
{
    const struct ht_model *model = state->model;
    const struct ht_facts *facts = model->component->facts;
    state->weights = HT_NEW(struct weight, model->choice_count);
    for (uint32_t c = 0; c < model->choice_count; c++) {
        const struct ht_choice *choice = &model->choices[c];
        const struct ht_period *period = &state->school->periods[choice->period.i];
        ht_date date = ht_model_date(model, c, model->weeks.classes[choice->class_].weeks[0]);
        ht_mentor_id mentor = programme_at(state, choice->need)->mentor;
        state->weights[c] = (struct weight){
            .period = choice->period.i,
            .day = (uint32_t)choice->weekday,
            .minutes = period->kind == HT_LESSON ? period->end - period->start : 0,
            .spare = ht_facts_mentor_day(facts, mentor, date)->spare,
            .term = ht_school_day(state->school, date)->term,
            .span = ht_facts_span(facts, date),
        };
    }
}

static void make_counters(struct ht_polish_state *state, uint32_t mentors, uint32_t members)
{
    size_t weeks = (size_t)mentors * state->week_count;
    state->taken = HT_NEW(int, weeks * state->period_count);
    state->day_sessions = HT_NEW(int, weeks *HT_DAYS_A_WEEK);
    state->day_minutes = HT_NEW(int, weeks *HT_DAYS_A_WEEK);
    state->misses = HT_NEW(int, (size_t)members * state->group_count * state->row_count);
    if (state->school->history_count)
        count_history(state);
}

static void enter(struct ht_polish_state *state, const struct ht_placings *placings)
{
    state->fixed = HT_NEW(struct ht_placing, placings->count);
    for (uint32_t n = 0; n < placings->count; n++) {
        struct ht_placing placing = placings->list[n];
        uint32_t programme = state->programme_of[state->model->choices[placing.choice].need];
        if (state->movable[programme]) {
            set(state, programme, placing.week, placing.choice);
            continue;
        }
        count_session(state, programme, placing, 1);
        state->fixed[state->fixed_count++] = placing;
    }
}

struct ht_polish_state *ht_polish_state_new(const struct ht_wishes *wishes,
                                            const struct ht_placings *placings)
{
    const struct ht_model *model = wishes->model;
    struct ht_polish_state *state = HT_NEW(struct ht_polish_state, 1);
    state->wishes = wishes;
    state->model = model;
    state->school = model->component->facts->school;
    state->week_count = (uint32_t)model->component->facts->week_count;
    state->period_count = (uint32_t)state->school->period_count;
    state->group_count = ht_names_count(state->school->groups);
    state->row_count = (uint32_t)state->school->calendar_count;
    number_needs(state);
    state->movable = HT_NEW(bool, state->programme_count);
    state->mentor = HT_NEW(uint32_t, state->programme_count);
    state->first_member = HT_NEW(uint32_t, state->programme_count + 1);
    uint32_t mentors, members;
    number_people(state, &mentors, &members);
    fix_shared(state, members);
    find_needs(state);
    size_t cells = (size_t)state->programme_count * state->week_count;
    state->at = HT_NEW(uint32_t, cells);
    memset(state->at, 0xff, cells * sizeof *state->at);
    weigh_choices(state);
    make_counters(state, mentors, members);
    enter(state, placings);
    return state;
}

void ht_polish_state_free(struct ht_polish_state *state)
{
    if (!state)
        return;
    void *arrays[] = {state->weights, state->movable,      state->at,
                      state->need,    state->first_choice, state->programme_of,
                      state->mentor,  state->member,       state->first_member,
                      state->taken,   state->day_sessions, state->day_minutes,
                      state->misses,  state->fixed,        state->changes};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(state);
}

void ht_polish_read(const struct ht_polish_state *state, struct ht_placings *placings)
{
    placings->count = 0;
    for (uint32_t n = 0; n < state->fixed_count; n++)
        placings->list[placings->count++] = state->fixed[n];
    for (uint32_t p = 0; p < state->programme_count; p++)
        for (uint32_t week = 0; week < state->week_count; week++)
            if (state->at[p * state->week_count + week] != HT_NONE)
                placings->list[placings->count++] =
                    (struct ht_placing){state->at[p * state->week_count + week], (int)week};
}
