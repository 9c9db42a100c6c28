/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/explain/repair.h"

#include "solver/assign/roster.h"
#include "solver/base/memory.h"
#include "solver/instance/caps.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What a kind of repair asks of people, once: a lesson missed, a habit given up for a day or for
   good, a student who gets used to somebody else, a room, a student who is not seen at all, a class
   without the support that it was promised. */
static const int prices[HT_REPAIR_COUNT] = {
    [HT_REPAIR_MISS] = 10,      [HT_REPAIR_FREE_TIME] = 15, [HT_REPAIR_MOVE] = 20,
    [HT_REPAIR_NEXT_WEEK] = 25, [HT_REPAIR_REQUEST] = 30,   [HT_REPAIR_PERIODS] = 30,
    [HT_REPAIR_MENTOR] = 35,    [HT_REPAIR_CAP] = 40,       [HT_REPAIR_PROTECTED] = 50,
    [HT_REPAIR_MEMBER] = 100,   [HT_REPAIR_CASELOAD] = 200, [HT_REPAIR_GIVE_UP] = 250,
};

/* Mentors to whom a programme might go that are tried. */
enum { MOST_MENTORS = 8 };

int64_t ht_repair_price(enum ht_repair_kind kind)
{
    return prices[kind];
}

static bool is_of_commitment(const struct ht_repair *repair)
{
    return repair->kind == HT_REPAIR_MOVE || repair->kind == HT_REPAIR_GIVE_UP;
}

bool ht_repair_is(const struct ht_repair *one, const struct ht_repair *other)
{
    if (one->kind != other->kind && !(is_of_commitment(one) && is_of_commitment(other)))
        return false;
    switch (one->kind) {
    case HT_REPAIR_MISS:
        return one->student.i == other->student.i && one->group.i == other->group.i;
    case HT_REPAIR_FREE_TIME:
        return one->mentor.i == other->mentor.i && one->date.days == other->date.days;
    case HT_REPAIR_MOVE:
    case HT_REPAIR_GIVE_UP:
        return one->row == other->row && one->from.weekday == other->from.weekday &&
               one->from.period_name == other->from.period_name;
    case HT_REPAIR_NEXT_WEEK:
        return one->programme.i == other->programme.i && one->week.days == other->week.days;
    case HT_REPAIR_REQUEST:
        return one->row == other->row;
    case HT_REPAIR_PROTECTED:
        return one->subject.i == other->subject.i;
    case HT_REPAIR_MENTOR:
        return one->programme.i == other->programme.i && one->mentor.i == other->mentor.i;
    case HT_REPAIR_MEMBER:
        return one->programme.i == other->programme.i && one->student.i == other->student.i;
    case HT_REPAIR_PERIODS:
    case HT_REPAIR_CASELOAD:
        return one->programme.i == other->programme.i;
    case HT_REPAIR_CAP:
        return one->cap == other->cap;
    case HT_REPAIR_COUNT:
        break;
    }
    return true;
}

/* ------------------------------------------------------------ suggesting */

/* What suggestions are made from. */
struct suggesting {
    struct ht_repairs *repairs;
    const struct ht_trials *trials;
    const struct ht_school *school;      /* of the case */
    const struct ht_conflict_member *it; /* the session that has no place */
};

/* The greatest weight of those who would go without: who comes first is the last to do so. */
static int weight_of(const struct suggesting *to, const struct ht_repair *repair)
{
    const struct ht_programme *programme = &to->school->programmes[repair->programme.i];
    const int *weights = to->trials->instance->weight;
    if (repair->kind == HT_REPAIR_MEMBER)
        return weights[repair->student.i];
    int weight = 1;
    for (uint32_t n = 0; repair->kind == HT_REPAIR_CASELOAD && n < programme->student_count; n++)
        if (weights[programme->students[n].i] > weight)
            weight = weights[programme->students[n].i];
    return weight;
}

static void suggest(const struct suggesting *to, struct ht_repair repair)
{
    struct ht_repairs *repairs = to->repairs;
    repair.price = prices[repair.kind] * weight_of(to, &repair);
    repair.week = to->it->week;
    for (size_t r = 0; r < repairs->count; r++)
        if (ht_repair_is(&repairs->repairs[r], &repair))
            return;
    HT_GROW(repairs->repairs, repairs->count, repairs->capacity);
    repairs->repairs[repairs->count++] = repair;
}

/* A week's sessions can be put off to the next one that requires some, if both stand alone. */
static void suggest_next_week(const struct suggesting *to, const struct ht_conflict_member *due)
{
    const struct ht_requirements *requirements = to->trials->requirements;
    uint32_t requirement = ht_trials_block(to->trials, due->programme, due->week);
    if (requirement + 1 >= requirements->first_item[due->programme.i + 1] ||
        requirements->items[requirement].week_count > 1 ||
        requirements->items[requirement + 1].week_count > 1 || due->week.days != to->it->week.days)
        return;
    int next = requirements->weeks[requirements->items[requirement + 1].first_week];
    ht_date monday = ht_date_plus(to->trials->instance->first_monday, next * HT_DAYS_A_WEEK);
    suggest(to, (struct ht_repair){.kind = HT_REPAIR_NEXT_WEEK,
                                   .programme = due->programme,
                                   .date = monday,
                                   .week = due->week});
}

/* Students of a mentor whose programmes are in the horizon. */
static int students_of(const struct suggesting *to, ht_mentor_id mentor)
{
    const struct ht_school *school = to->school;
    struct ht_horizon horizon = to->trials->instance->horizon;
    bool *seen = HT_NEW(bool, school->student_count);
    int count = 0;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        if (programme->mentor.i != mentor.i || programme->from.days > horizon.to.days ||
            programme->to.days < horizon.from.days)
            continue;
        for (uint32_t n = 0; n < programme->student_count; n++) {
            count += !seen[programme->students[n].i];
            seen[programme->students[n].i] = true;
        }
    }
    free(seen);
    return count;
}

static bool has_skills(const struct ht_mentor *mentor, const struct ht_programme *programme)
{
    for (uint32_t n = 0; n < programme->needs.count; n++)
        if (!mentor->trained.count || !ht_some_has(&mentor->trained, programme->needs.numbers[n]))
            return false;
    return true;
}

/* How many more students a mentor may have; INT_MAX without a limit. */
static int caseload_left(const struct suggesting *to, ht_mentor_id mentor)
{
    int limit = ht_roster_limit(to->school, &to->school->mentors[mentor.i]);
    return limit == HT_NO_LIMIT ? INT_MAX : limit - students_of(to, mentor);
}

/* Other mentors, those with most room in their caseload first. */
static void suggest_mentors(const struct suggesting *to)
{
    const struct ht_school *school = to->school;
    const struct ht_programme *programme = &school->programmes[to->it->programme.i];
    int *left = HT_NEW(int, school->mentor_count);
    for (uint32_t m = 0; m < school->mentor_count; m++)
        if (m != programme->mentor.i && has_skills(&school->mentors[m], programme))
            left[m] = caseload_left(to, (ht_mentor_id){m});
    for (int n = 0; n < MOST_MENTORS; n++) {
        uint32_t best = 0;
        for (uint32_t m = 1; m < school->mentor_count; m++)
            if (left[m] > left[best])
                best = m;
        if (left[best] < (int)programme->student_count)
            break;
        left[best] = 0;
        suggest(to, (struct ht_repair){.kind = HT_REPAIR_MENTOR,
                                       .programme = to->it->programme,
                                       .mentor = {best}});
    }
    free(left);
}

static void suggest_members(const struct suggesting *to)
{
    const struct ht_programme *programme = &to->school->programmes[to->it->programme.i];
    for (uint32_t n = 0; programme->student_count > 1 && n < programme->student_count; n++)
        suggest(to, (struct ht_repair){.kind = HT_REPAIR_MEMBER,
                                       .programme = to->it->programme,
                                       .student = programme->students[n]});
}

static void suggest_due(const struct suggesting *to, const struct ht_conflict_member *due)
{
    suggest_next_week(to, due);
    if (due == to->it) {
        suggest_mentors(to);
        suggest_members(to);
    }
    suggest(to, (struct ht_repair){.kind = HT_REPAIR_CASELOAD, .programme = due->programme});
}

/* Nobody can be asked to be there on a day of absence, and a whole day has nowhere to go. */
static void suggest_commitment(const struct suggesting *to, uint32_t row)
{
    const struct ht_commitment *commitment = &to->school->commitments[row];
    if (row >= to->trials->school->commitment_count || !strcmp(commitment->what, "absent"))
        return;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++)
        for (uint32_t n = 0;
             (commitment->when.days >> weekday & 1) && n < commitment->when.periods.count; n++)
            suggest(to, (struct ht_repair){
                            .kind = HT_REPAIR_GIVE_UP,
                            .programme = to->it->programme,
                            .mentor = commitment->mentor,
                            .row = row,
                            .from = {weekday, commitment->when.periods.numbers[n]},
                        });
}

static void suggest_against(const struct suggesting *to, const struct ht_conflict_member *member)
{
    static const enum ht_repair_kind kinds[HT_MEMBER_COUNT] = {
        [HT_MEMBER_MISSES] = HT_REPAIR_MISS,     [HT_MEMBER_FREE_TIME] = HT_REPAIR_FREE_TIME,
        [HT_MEMBER_REQUEST] = HT_REPAIR_REQUEST, [HT_MEMBER_PROTECTED] = HT_REPAIR_PROTECTED,
        [HT_MEMBER_PERIODS] = HT_REPAIR_PERIODS, [HT_MEMBER_CAP] = HT_REPAIR_CAP,
    };
    if (member->kind == HT_MEMBER_DUE)
        suggest_due(to, member);
    else if (member->kind == HT_MEMBER_COMMITMENT)
        suggest_commitment(to, member->row);
    else if (member->kind != HT_MEMBER_DAYS &&
             (member->kind != HT_MEMBER_CAP || ht_caps[member->cap].may_grow))
        suggest(to, (struct ht_repair){
                        .kind = kinds[member->kind],
                        .cap = member->cap,
                        .programme = member->kind == HT_MEMBER_PERIODS ? member->programme
                                                                       : to->it->programme,
                        .student = member->student,
                        .group = member->group,
                        .subject = member->subject,
                        .mentor = member->mentor,
                        .date = member->date,
                        .row = member->row,
                    });
}

void ht_repairs_suggest(struct ht_repairs *repairs, const struct ht_trials *trials,
                        const struct ht_case *of, const struct ht_conflict *conflict)
{
    const struct suggesting to = {repairs, trials, &of->variant.school, conflict->members};
    for (size_t g = 0; g < conflict->count; g++)
        suggest_against(&to, &conflict->members[g]);
}

/* ------------------------------------------------------------ making */

static void put_off(const struct ht_trials *trials, struct ht_case *tried,
                    const struct ht_repair *repair)
{
    uint32_t requirement = ht_trials_block(trials, repair->programme, repair->week);
    tried->required[requirement]--;
    tried->required[requirement + 1]++;
}

static void give_up(const struct ht_trials *trials, struct ht_case *tried,
                    ht_programme_id programme)
{
    const uint32_t *first = trials->requirements->first_item;
    for (uint32_t b = first[programme.i]; b < first[programme.i + 1]; b++)
        tried->required[b] = 0;
}

static void lift(struct ht_variant *variant, enum ht_member_kind kind,
                 const struct ht_repair *repair)
{
    const struct ht_conflict_member member = {.kind = kind,
                                              .programme = repair->programme,
                                              .subject = repair->subject,
                                              .row = repair->row};
    ht_variant_lift(variant, &member);
}

void ht_repair_make(const struct ht_trials *trials, struct ht_case *tried,
                    const struct ht_repair *repair)
{
    struct ht_variant *variant = &tried->variant;
    switch (repair->kind) {
    case HT_REPAIR_MISS:
        ht_variant_allow_miss(variant, repair->student, repair->group);
        break;
    case HT_REPAIR_FREE_TIME:
        ht_variant_allow_day(variant, repair->mentor, repair->date);
        break;
    case HT_REPAIR_MOVE:
        ht_variant_move_commitment(variant, repair->row, repair->from, &repair->to);
        break;
    case HT_REPAIR_GIVE_UP:
        ht_variant_move_commitment(variant, repair->row, repair->from, NULL);
        break;
    case HT_REPAIR_NEXT_WEEK:
        put_off(trials, tried, repair);
        break;
    case HT_REPAIR_REQUEST:
        lift(variant, HT_MEMBER_REQUEST, repair);
        break;
    case HT_REPAIR_PERIODS:
        lift(variant, HT_MEMBER_PERIODS, repair);
        break;
    case HT_REPAIR_PROTECTED:
        lift(variant, HT_MEMBER_PROTECTED, repair);
        break;
    case HT_REPAIR_MENTOR:
        variant->school.programmes[repair->programme.i].mentor = repair->mentor;
        break;
    case HT_REPAIR_MEMBER:
        ht_variant_drop_member(variant, repair->programme, repair->student);
        break;
    case HT_REPAIR_CAP:
        ht_cap_set(&variant->school.policy, repair->cap,
                   ht_cap_setting(&variant->school.policy, repair->cap) + 1);
        break;
    case HT_REPAIR_CASELOAD:
        give_up(trials, tried, repair->programme);
        break;
    case HT_REPAIR_COUNT:
        ht_misuse(__func__, "no such repair");
    }
}

/* ------------------------------------------------------------ places for a commitment */

static bool share_weeks(const struct ht_some *one, const struct ht_some *other)
{
    if (!one->count || !other->count)
        return true;
    for (uint32_t n = 0; n < one->count; n++)
        if (ht_some_has(other, one->numbers[n]))
            return true;
    return false;
}

/* Whether the commitment's mentor has nothing else there. */
static bool is_open(const struct ht_school *school, const struct ht_commitment *commitment,
                    struct ht_place_in_week place)
{
    for (size_t i = 0; i < school->commitment_count; i++) {
        const struct ht_commitment *other = &school->commitments[i];
        if (other->mentor.i == commitment->mentor.i && (other->when.days >> place.weekday & 1) &&
            ht_some_has(&other->when.periods, place.period_name) &&
            share_weeks(&other->when.weeks, &commitment->when.weeks))
            return false;
    }
    return true;
}

size_t ht_repair_places(const struct ht_case *of, const struct ht_repair *give_up,
                        struct ht_place_in_week **places)
{
    const struct ht_school *school = &of->variant.school;
    const struct ht_commitment *commitment = &school->commitments[give_up->row];
    ht_week_id week = {commitment->when.weeks.count ? commitment->when.weeks.numbers[0] : 0};
    size_t count = 0;
    *places = HT_NEW(struct ht_place_in_week, school->period_count);
    for (int later = 0; later < HT_DAYS_A_WEEK; later++) {
        int weekday = (give_up->from.weekday + later) % HT_DAYS_A_WEEK;
        ht_period_id first;
        uint32_t periods = ht_school_periods(school, week, weekday, &first);
        for (uint32_t n = 0; n < periods; n++) {
            const struct ht_period *period = &school->periods[first.i + n];
            struct ht_place_in_week place = {weekday, period->name};
            if (period->kind == HT_LESSON &&
                (school->mentors[commitment->mentor.i].days >> weekday & 1) &&
                is_open(school, commitment, place))
                (*places)[count++] = place;
        }
    }
    return count;
}

/* Days on which commitments alone leave a mentor too little free time. */
static int count_barred(const struct ht_trials *trials, const struct ht_case *of,
                        ht_mentor_id mentor)
{
    struct ht_instance *instance = ht_instance_new(&of->variant.school, trials->instance->horizon);
    int barred = 0;
    for (int n = 0; n < instance->day_count; n++) {
        const struct ht_mentor_day *day =
            ht_instance_mentor_day(instance, mentor, ht_date_plus(instance->horizon.from, n));
        barred += day->works && day->barred;
    }
    ht_instance_free(instance);
    return barred;
}

bool ht_repair_can_move(const struct ht_trials *trials, const struct ht_case *of,
                        const struct ht_repair *move)
{
    const struct ht_school *school = &of->variant.school;
    if (!is_open(school, &school->commitments[move->row], move->to))
        return false;
    struct ht_case moved = ht_case_copy(trials, of);
    ht_repair_make(trials, &moved, move);
    bool fits =
        count_barred(trials, &moved, move->mentor) <= count_barred(trials, of, move->mentor);
    ht_case_clear(&moved);
    return fits;
}
