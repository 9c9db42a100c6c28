/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/courses.h"

#include "solver/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* The team of the policy: one lead, two advanced and five learning mentors. */
static const struct {
    const char *role, *skills;
    int students;
} team_plan[HT_CAMPUS_MENTORS] = {
    {"lead", "safeguarding; LAC; EHCP", 3},   {"advanced", "SEMH; anger management", 8},
    {"advanced", "SEMH; social skills", 7},   {"learning", "transition; attendance", 8},
    {"learning", "exam anxiety; KS4", 8},     {"learning", "bereavement; EAL", 8},
    {"learning", "organisation; reading", 8}, {"learning", "behaviour; restorative work", 7},
};

const char *ht_lesson_period(int lesson)
{
    static const char *const names[HT_DAY_LESSONS] = {"1", "2", "3", "4", "5", "6"};
    HT_REQUIRE(lesson >= 0 && lesson < HT_DAY_LESSONS, "no such lesson");
    return names[lesson];
}

/* Two thirds Pupil Premium, 16 % SEN, 5 % SEMH and 2.5 % EHCP among them. */
static unsigned random_flags(struct ht_random *random)
{
    unsigned flags = 0;
    if (ht_random_chance(random, 667))
        flags |= HT_PP;
    if (ht_random_chance(random, 330))
        flags |= HT_EAL;
    if (ht_random_chance(random, 8))
        flags |= HT_GRENFELL;
    if (ht_random_chance(random, 158)) {
        flags |= HT_SEN;
        if (ht_random_chance(random, 300))
            flags |= HT_SEMH;
        if (ht_random_chance(random, 160))
            flags |= HT_EHCP;
    }
    return flags;
}

void ht_campus_enrol(struct ht_campus *campus)
{
    enum { LOOKED_AFTER = 5 };
    struct ht_random *random = &campus->random;
    for (int i = 0; i < HT_CAMPUS_STUDENTS; i++) {
        struct ht_made_student *student = &campus->students[i];
        ht_name_person(random, student->name);
        student->flags = random_flags(random);
        int attainment = ht_random_below(random, 100);
        for (int department = 0; department < HT_DEPARTMENTS; department++)
            student->rank[department] = attainment + ht_random_below(random, 40);
    }
    for (int placed = 0; placed < LOOKED_AFTER;) {
        struct ht_made_student *student =
            &campus->students[ht_random_below(random, HT_CAMPUS_STUDENTS)];
        placed += !(student->flags & HT_LAC);
        student->flags |= HT_LAC | HT_PP;
    }
}

struct candidate {
    int student, urgency;
};

static int by_urgency(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->urgency != b->urgency)
        return a->urgency > b->urgency ? -1 : 1;
    return (a->student > b->student) - (a->student < b->student);
}

/* Looked-after children first; of the other priority groups most, of the rest few. */
static int urgency(struct ht_random *random, unsigned flags)
{
    int base = ht_random_below(random, 1000);
    if (flags & HT_LAC)
        return base + 4000;
    if (flags & HT_EHCP)
        return base + 1000;
    if (flags & (HT_SEMH | HT_GRENFELL))
        return base + 700;
    return flags & HT_PP ? base : base / 2;
}

/* The most urgent students: the first ones to the lead mentor, the others dealt out at random. */
static void assign_students(struct ht_campus *campus)
{
    struct candidate order[HT_CAMPUS_STUDENTS];
    for (int i = 0; i < HT_CAMPUS_STUDENTS; i++)
        order[i] = (struct candidate){i, urgency(&campus->random, campus->students[i].flags)};
    qsort(order, HT_CAMPUS_STUDENTS, sizeof *order, by_urgency);
    int places[HT_CAMPUS_MENTORS * HT_MAX_CASELOAD], count = 0, next = 0;
    for (int mentor = 1; mentor < HT_CAMPUS_MENTORS; mentor++)
        for (int i = 0; i < team_plan[mentor].students; i++)
            places[count++] = mentor;
    ht_random_shuffle(&campus->random, places, count);
    for (int total = team_plan[0].students + count; next < total; next++) {
        int mentor = next < team_plan[0].students ? 0 : places[next - team_plan[0].students];
        struct ht_made_mentor *to = &campus->mentors[mentor];
        to->students[to->student_count++] = order[next].student;
    }
}

/* A group for each mentor who has the students, then a second one. */
static void form_groups(struct ht_campus *campus, int groups)
{
    while (groups > 0)
        for (int i = 0; i < HT_CAMPUS_MENTORS && groups > 0; i++) {
            struct ht_made_mentor *mentor = &campus->mentors[i];
            if ((mentor->group_count + 1) * HT_GROUP_STUDENTS > mentor->student_count)
                continue;
            mentor->group_count++;
            groups--;
        }
}

static void commit(struct ht_made_mentor *mentor, struct ht_made_commitment commitment)
{
    HT_REQUIRE(mentor->commitment_count < HT_MAX_COMMITMENTS, "too many commitments");
    mentor->commitments[mentor->commitment_count++] = commitment;
}

/* Commits the mentor in a lesson. */
static void commit_lesson(const struct ht_campus *campus, struct ht_made_mentor *mentor, int slot,
                          struct ht_made_commitment what)
{
    what.week = campus->weeks > 1 ? slot / HT_WEEK_LESSONS : -1;
    what.day = slot % HT_WEEK_LESSONS / HT_DAY_LESSONS;
    what.period = ht_lesson_period(slot % HT_DAY_LESSONS);
    commit(mentor, what);
    mentor->committed |= ht_slot_bit(slot);
}

/* A low set of English, maths or science without support in that lesson, or NULL. */
static struct ht_made_class *find_supportable(struct ht_campus *campus, int slot)
{
    int subject_count;
    const struct ht_made_subject *subjects = ht_made_subjects(&subject_count);
    for (int i = 0; i < campus->class_count; i++) {
        struct ht_made_class *class_ = &campus->classes[i];
        if (class_->set > HT_SET_COUNT / 2 && subjects[class_->subject].department <= HT_SCIENCE &&
            (class_->slots & ~class_->supported & ht_slot_bit(slot)))
            return class_;
    }
    return NULL;
}

/* Gives the mentor one more lesson of support on a day, in a random lesson. */
static void add_support(struct ht_campus *campus, struct ht_made_mentor *mentor, int first_slot)
{
    int slot;
    do
        slot = first_slot + ht_random_below(&campus->random, HT_DAY_LESSONS);
    while (mentor->committed & ht_slot_bit(slot));
    struct ht_made_commitment support = {.what = "support", .from = "2026-09-07", .to = ""};
    struct ht_made_class *class_ = find_supportable(campus, slot);
    support.note = class_ ? class_->code : "as the SENCo directs";
    if (class_)
        class_->supported |= ht_slot_bit(slot);
    commit_lesson(campus, mentor, slot, support);
}

/* Twelve lessons of in-class support a week, at most three a day. */
static void add_week_of_support(struct ht_campus *campus, struct ht_made_mentor *mentor, int week)
{
    int lessons[HT_WEEK_DAYS] = {3, 3, 2, 2, 2};
    ht_random_shuffle(&campus->random, lessons, HT_WEEK_DAYS);
    for (int day = 0; day < HT_WEEK_DAYS; day++)
        for (int i = 0; i < lessons[day]; i++)
            add_support(campus, mentor, week * HT_WEEK_LESSONS + day * HT_DAY_LESSONS);
}

/* A lesson of the week on a day with at most two commitments. */
static int quiet_slot(struct ht_campus *campus, const struct ht_made_mentor *mentor, int week)
{
    const uint64_t day_mask = (1u << HT_DAY_LESSONS) - 1;
    for (;;) {
        int in_week = ht_random_below(&campus->random, HT_WEEK_LESSONS);
        int slot = week * HT_WEEK_LESSONS + in_week;
        uint64_t day = mentor->committed >> (slot - slot % HT_DAY_LESSONS) & day_mask;
        if (__builtin_popcountll(day) < 3 && !(mentor->committed & ht_slot_bit(slot)))
            return slot;
    }
}

/* The lead mentor's caseload is small: meetings fill the room that it leaves. */
static void add_meetings(struct ht_campus *campus, struct ht_made_mentor *lead, int week)
{
    static const char *const notes[] = {"SENCo and safeguarding lead", "referrals"};
    for (int i = 0; i < 2; i++) {
        int slot = quiet_slot(campus, lead, week);
        commit_lesson(
            campus, lead, slot,
            (struct ht_made_commitment){.what = "meeting", .from = "", .to = "", .note = notes[i]});
    }
}

/* What every mentor does outside lessons. */
static void add_duties(struct ht_campus *campus, struct ht_made_mentor *mentor)
{
    static const char *const periods[] = {"Break", "Lunch", "Tut"};
    for (int i = 0; i < 3; i++)
        commit(mentor,
               (struct ht_made_commitment){-1, ht_random_below(&campus->random, HT_WEEK_DAYS),
                                           periods[i], "duty", "", "", ""});
    commit(mentor, (struct ht_made_commitment){-1, 2, "Club", "meeting", "", "", "mentoring team"});
}

static void commit_mentor(struct ht_campus *campus, struct ht_made_mentor *mentor)
{
    for (int week = 0; week < campus->weeks; week++) {
        add_week_of_support(campus, mentor, week);
        if (mentor == campus->mentors)
            add_meetings(campus, mentor, week);
    }
    add_duties(campus, mentor);
}

/* The assessment hub meets once a half term, on a Wednesday. */
static void add_assessment_hub(struct ht_made_mentor *lead)
{
    static const char *const dates[] = {"2026-09-30", "2026-11-18"};
    for (int i = 0; i < 2; i++)
        commit(lead, (struct ht_made_commitment){-1, 2, "Club", "meeting", dates[i], dates[i],
                                                 "assessment hub"});
}

void ht_campus_team(struct ht_campus *campus, int groups)
{
    for (int i = 0; i < HT_CAMPUS_MENTORS; i++) {
        struct ht_made_mentor *mentor = &campus->mentors[i];
        ht_name_person(&campus->random, mentor->name);
        mentor->role = team_plan[i].role;
        mentor->skills = team_plan[i].skills;
    }
    assign_students(campus);
    form_groups(campus, groups);
    for (int i = 0; i < HT_CAMPUS_MENTORS; i++)
        commit_mentor(campus, &campus->mentors[i]);
    add_assessment_hub(&campus->mentors[0]);
}
