/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/reasons.h"

#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* What a slot that a rule takes is, after a number of slots. */
static const char *const clauses[HT_RULE_COUNT] = {
    [HT_NO_RULE] = "free, but dearer than leaving the session out",
    [HT_H1_LESSON] = "closed or without a lesson to come out of",
    [HT_H2_LENGTH] = "too short",
    [HT_H3_STUDENT] = "with a student in another session or with a mentor already",
    [HT_H4_MENTOR] = "with the mentor committed, away or with another student",
    [HT_H5_FREE_TIME] = "that would leave the mentor too little free time",
    [HT_H6_MISSES] = "of a subject missed often enough",
    [HT_H7_ASSESSMENT] = "in assessment",
    [HT_H8_FREQUENCY] = "outside the programme's dates",
    [HT_H9_REQUESTS] = "ruled out by a request or a protected subject",
    [HT_H11_CAPACITY] = "without a room, or of a class that others are out of",
};

/* A slot left free by a search that was stopped. */
static const char stopped_clause[] = "free, but the search was stopped before it came to them";

/* The schedule's sessions by mentor and by student. */
struct by_person {
    uint32_t *first_of_mentor, *of_mentor;
    uint32_t *first_of_student, *of_student;
};

struct context {
    const struct ht_facts *facts;
    const struct ht_schedule *schedule;
    struct by_person by;
};

static const struct ht_programme *programme_of(const struct context *context, uint32_t session)
{
    return &context->facts->school->programmes[context->schedule->sessions[session].programme.i];
}

static void index_sessions(struct context *context)
{
    const struct ht_school *school = context->facts->school;
    struct by_person *by = &context->by;
    uint32_t count = (uint32_t)context->schedule->session_count, attendances = 0;
    by->first_of_mentor = HT_NEW(uint32_t, school->mentor_count + 2);
    by->first_of_student = HT_NEW(uint32_t, school->student_count + 2);
    for (uint32_t s = 0; s < count; s++) {
        const struct ht_programme *programme = programme_of(context, s);
        by->first_of_mentor[programme->mentor.i + 2]++;
        for (uint32_t n = 0; n < programme->student_count; n++)
            by->first_of_student[programme->students[n].i + 2]++;
        attendances += programme->student_count;
    }
    for (size_t m = 2; m < school->mentor_count + 2; m++)
        by->first_of_mentor[m] += by->first_of_mentor[m - 1];
    for (size_t s = 2; s < school->student_count + 2; s++)
        by->first_of_student[s] += by->first_of_student[s - 1];
    by->of_mentor = HT_NEW(uint32_t, count);
    by->of_student = HT_NEW(uint32_t, attendances);
    for (uint32_t s = 0; s < count; s++) {
        const struct ht_programme *programme = programme_of(context, s);
        by->of_mentor[by->first_of_mentor[programme->mentor.i + 1]++] = s;
        for (uint32_t n = 0; n < programme->student_count; n++)
            by->of_student[by->first_of_student[programme->students[n].i + 1]++] = s;
    }
}

/* H4 and H5: what the mentor's sessions of the date leave. */
static enum ht_rule mentor_rule(const struct context *context, ht_mentor_id mentor, ht_date date,
                                ht_period_id period)
{
    const struct by_person *by = &context->by;
    ht_period_id first;
    ht_school_periods_on(context->facts->school, date, &first);
    uint64_t sessions = UINT64_C(1) << (period.i - first.i);
    for (uint32_t n = by->first_of_mentor[mentor.i]; n < by->first_of_mentor[mentor.i + 1]; n++) {
        const struct ht_session *session = &context->schedule->sessions[by->of_mentor[n]];
        if (session->date.days != date.days)
            continue;
        if (session->period.i == period.i)
            return HT_H4_MENTOR;
        sessions |= UINT64_C(1) << (session->period.i - first.i);
    }
    return ht_facts_shortfall(context->facts, mentor, date, sessions) ? HT_H5_FREE_TIME
                                                                      : HT_NO_RULE;
}

static uint32_t group_missed(const struct ht_school *school, ht_student_id student,
                             ht_period_id period)
{
    ht_lesson_id lesson = ht_school_lesson(school, student, period);
    if (lesson.i == HT_NONE)
        return HT_NONE;
    return school->subjects[school->lessons[lesson.i].subject.i].group.i;
}

/* H3 and H6: what a student's other sessions leave. */
static enum ht_rule student_rule(const struct context *context, ht_student_id student, ht_date date,
                                 ht_period_id period)
{
    const struct ht_school *school = context->facts->school;
    const struct by_person *by = &context->by;
    uint32_t group = group_missed(school, student, period);
    int span = ht_facts_span(context->facts, date), today = 0;
    int misses =
        group == HT_NONE ? 0 : ht_facts_past(context->facts, student, (ht_group_id){group}, span);
    for (uint32_t n = by->first_of_student[student.i]; n < by->first_of_student[student.i + 1];
         n++) {
        const struct ht_session *session = &context->schedule->sessions[by->of_student[n]];
        today += session->date.days == date.days;
        misses += group != HT_NONE && group_missed(school, student, session->period) == group &&
                  ht_facts_span(context->facts, session->date) == span;
    }
    if (today >= school->policy.per_day_max)
        return HT_H3_STUDENT;
    if (group == HT_NONE)
        return HT_NO_RULE;
    int most = ht_facts_misses_max(context->facts, student, (ht_group_id){group}, span);
    return misses >= most ? HT_H6_MISSES : HT_NO_RULE;
}

/* Students of a programme whom a session in a period takes out of a class. */
static int students_out_of(const struct ht_school *school, const struct ht_programme *programme,
                           ht_period_id period, ht_class_id class_)
{
    int count = 0;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], period);
        count += lesson.i != HT_NONE && school->lessons[lesson.i].class_.i == class_.i;
    }
    return count;
}

/* How many sessions, or with a class how many of its students, are out at a time. */
static int out_at(const struct context *context, ht_date date, ht_period_id period,
                  const ht_class_id *class_)
{
    const struct ht_schedule *schedule = context->schedule;
    int count = 0;
    for (size_t s = ht_schedule_first_on(schedule, date);
         s < schedule->session_count && schedule->sessions[s].date.days == date.days; s++)
        if (schedule->sessions[s].period.i == period.i)
            count += class_ ? students_out_of(context->facts->school,
                                              programme_of(context, (uint32_t)s), period, *class_)
                            : 1;
    return count;
}

/* H11: what the others' sessions leave of the rooms and classes. */
static enum ht_rule capacity_rule(const struct context *context,
                                  const struct ht_programme *programme, ht_date date,
                                  ht_period_id period)
{
    const struct ht_school *school = context->facts->school;
    const struct ht_policy *policy = &school->policy;
    if (policy->rooms_max != HT_NO_LIMIT &&
        out_at(context, date, period, NULL) >= policy->rooms_max)
        return HT_H11_CAPACITY;
    for (uint32_t n = 0; policy->withdrawals_max != HT_NO_LIMIT && n < programme->student_count;
         n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], period);
        if (lesson.i == HT_NONE || school->lessons[lesson.i].class_.i == HT_NONE)
            continue;
        ht_class_id class_ = school->lessons[lesson.i].class_;
        if (out_at(context, date, period, &class_) +
                students_out_of(school, programme, period, class_) >
            policy->withdrawals_max)
            return HT_H11_CAPACITY;
    }
    return HT_NO_RULE;
}

/* The rule that a session in a slot, possible by itself, would break beside all others. */
static enum ht_rule rule_beside(const struct context *context, ht_programme_id id, ht_date date,
                                ht_period_id period)
{
    const struct ht_programme *programme = &context->facts->school->programmes[id.i];
    enum ht_rule rule = mentor_rule(context, programme->mentor, date, period);
    for (uint32_t n = 0; !rule && n < programme->student_count; n++)
        rule = student_rule(context, programme->students[n], date, period);
    return rule ? rule : capacity_rule(context, programme, date, period);
}

/* How many slots of the weeks each rule takes: by itself, and beside the other sessions. */
struct tally {
    int alone[HT_RULE_COUNT], beside[HT_RULE_COUNT];
    int *members; /* [student of the programme]: slots that this one alone rules out; owned */
};

static void tally_members(const struct context *context, ht_programme_id id, ht_date date,
                          ht_period_id period, struct tally *tally)
{
    uint32_t count = context->facts->school->programmes[id.i].student_count;
    for (uint32_t n = 0; n < count; n++)
        tally->members[n] += ht_facts_member_rule(context->facts, id, n, date, period) != 0;
}

static void tally_date(const struct context *context, ht_programme_id programme, ht_date date,
                       struct tally *tally)
{
    const struct ht_school *school = context->facts->school;
    enum ht_rule date_rule = ht_facts_date_rule(context->facts, programme, date);
    const struct ht_some *periods = &school->programmes[programme.i].periods;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    for (uint32_t n = 0; n < count; n++) {
        ht_period_id period = {first.i + n};
        if (!(school->policy.place_kinds >> school->periods[period.i].kind & 1) ||
            !ht_some_has(periods, school->periods[period.i].name))
            continue;
        int64_t price;
        tally_members(context, programme, date, period, tally);
        enum ht_rule rule =
            date_rule ? date_rule
                      : ht_facts_slot_rule(context->facts, programme, date, period, &price);
        if (rule)
            tally->alone[rule]++;
        else
            tally->beside[rule_beside(context, programme, date, period)]++;
    }
}

static struct tally tally_block(const struct context *context, const struct ht_demand *demand,
                                const struct ht_block *block)
{
    const struct ht_facts *facts = context->facts;
    struct tally tally = {
        .members = HT_NEW(int, facts->school->programmes[block->programme.i].student_count)};
    for (uint32_t w = 0; w < block->week_count; w++) {
        int days = demand->weeks[block->first_week + w] * HT_DAYS_A_WEEK;
        for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
            ht_date date = ht_date_plus(facts->first_monday, days + day);
            if (ht_horizon_has(facts->horizon, date) && date.days >= facts->from.days)
                tally_date(context, block->programme, date, &tally);
        }
    }
    return tally;
}

static enum ht_rule most_frequent(const int *counts)
{
    enum ht_rule most = HT_NO_RULE;
    for (enum ht_rule rule = HT_H1_LESSON; rule < HT_RULE_COUNT; rule++)
        if (counts[rule] > (most ? counts[most] : 0))
            most = rule;
    return most;
}

/* The rule that takes most of what the others leave; what it takes beside other sessions counts
   before what it takes by itself. */
static enum ht_rule main_rule(const struct tally *tally)
{
    if (tally->beside[HT_NO_RULE])
        return HT_NO_RULE;
    enum ht_rule beside = most_frequent(tally->beside), alone = most_frequent(tally->alone);
    return beside ? beside : alone ? alone : HT_H1_LESSON;
}

static char *append(char *text, char *more)
{
    char *both = ht_format("%s%s", text, more);
    free(text);
    free(more);
    return both;
}

static char *describe_slots(const struct tally *tally, bool stopped)
{
    int slots = 0;
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++)
        slots += tally->alone[rule] + tally->beside[rule];
    char *text = ht_format("Of %d slots", slots);
    const char *joint = ": ";
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++) {
        int count = tally->alone[rule] + tally->beside[rule];
        if (!count)
            continue;
        bool is_left = stopped && rule == HT_NO_RULE;
        text = append(text,
                      ht_format("%s%d %s", joint, count, is_left ? stopped_clause : clauses[rule]));
        joint = ", ";
    }
    return append(text, ht_format("."));
}

/* Which members of a group stand in its way, and in how many slots. */
static char *describe_members(char *text, const struct tally *tally, const struct ht_school *school,
                              const struct ht_programme *programme)
{
    const char *joint = " In the way of the group: ";
    bool any = false;
    for (uint32_t n = 0; n < programme->student_count && programme->student_count > 1; n++) {
        if (!tally->members[n])
            continue;
        const char *id = school->students[programme->students[n].i].id;
        text = append(text, ht_format("%s%s in %d", joint, id, tally->members[n]));
        joint = ", ";
        any = true;
    }
    return any ? append(text, ht_format(".")) : text;
}

static const struct ht_block *block_of(const struct ht_facts *facts, const struct ht_demand *demand,
                                       const struct ht_unplaced *unplaced)
{
    uint32_t block = demand->first_block[unplaced->programme.i];
    int week = ht_facts_week(facts, unplaced->week);
    while (demand->weeks[demand->blocks[block].first_week] != week)
        block++;
    return &demand->blocks[block];
}

void ht_give_reasons(const struct ht_facts *facts, const struct ht_demand *demand,
                     struct ht_schedule *schedule)
{
    struct context context = {.facts = facts, .schedule = schedule};
    if (!schedule->unplaced_count)
        return;
    index_sessions(&context);
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        struct ht_unplaced *unplaced = &schedule->unplaced[n];
        struct tally tally = tally_block(&context, demand, block_of(facts, demand, unplaced));
        unplaced->rule = main_rule(&tally);
        unplaced->detail =
            describe_members(describe_slots(&tally, schedule->status == HT_FEASIBLE), &tally,
                             facts->school, &facts->school->programmes[unplaced->programme.i]);
        free(tally.members);
    }
    free(context.by.first_of_mentor);
    free(context.by.of_mentor);
    free(context.by.first_of_student);
    free(context.by.of_student);
}
