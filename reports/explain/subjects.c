/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/scene.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* The misses of one student that are among the members. */
struct misses {
    ht_student_id student;
    ht_group_id *groups; /* owned */
    int *most, *past;    /* [group]; owned */
    size_t count;
    int left, over; /* misses that H6 leaves; groups with some in history */
    bool even;      /* the same number of misses for all */
    bool all;       /* there is nothing else to miss */
};

static bool has_group(const struct misses *misses, uint32_t group)
{
    for (size_t n = 0; n < misses->count; n++)
        if (misses->groups[n].i == group)
            return true;
    return false;
}

/* Whether the sessions are one student's, and all that is left to them is among these misses. */
static bool is_all(const struct ht_scene *scene, const struct misses *misses)
{
    bool all = !scene->remaining.misses_none && scene->student.i == misses->student.i;
    for (uint32_t n = 0; all && n < ht_strings_count(scene->school->groups); n++)
        all = !scene->remaining.groups[n] || has_group(misses, n);
    return all;
}

static struct misses misses_of(const struct ht_scene *scene, ht_student_id student)
{
    size_t count = scene->conflict->count;
    struct misses misses = {.student = student,
                            .groups = HT_NEW(ht_group_id, count),
                            .most = HT_NEW(int, count),
                            .past = HT_NEW(int, count),
                            .even = true};
    int span = ht_instance_span(scene->remaining.instance, scene->remaining.date);
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_MISSES, &nth));) {
        if (member->student.i != student.i)
            continue;
        int most = ht_instance_misses_max(scene->remaining.instance, student, member->group, span);
        int past = ht_instance_past(scene->remaining.instance, student, member->group, span);
        misses.even &= !misses.count || most == misses.most[0];
        misses.groups[misses.count] = member->group;
        misses.most[misses.count] = most;
        misses.past[misses.count++] = past;
        misses.left += most > past ? most - past : 0;
        misses.over += past > 0;
    }
    misses.all = is_all(scene, &misses);
    return misses;
}

static void clear_misses(struct misses *misses)
{
    free(misses->groups);
    free(misses->most);
    free(misses->past);
}

static void write_groups(struct ht_sentence *sentence, const struct misses *misses)
{
    struct ht_items items = {.count = misses->count};
    if (misses->even && misses->count > HT_SUBJECTS_NAMED) {
        ht_phrase(sentence, "%zu subjects", misses->count);
        return;
    }
    for (size_t n = 0; n < misses->count; n++) {
        ht_phrase_item(sentence, &items);
        ht_phrase_group(sentence, misses->groups[n]);
        if (!misses->even) {
            ht_tell(sentence, " {times}", misses->most[n]);
        }
    }
}

static int compare_dates(const void *left, const void *right)
{
    const ht_date *a = left, *b = right;
    return (a->days > b->days) - (a->days < b->days);
}

/* The dates of history on which a student missed a group of subjects. */
static void write_past(struct ht_sentence *sentence, const struct ht_scene *scene,
                       const struct misses *misses, size_t nth)
{
    const struct ht_school *school = scene->school;
    int span = ht_instance_span(scene->remaining.instance, scene->remaining.date);
    const struct ht_calendar_row *row = &school->calendar[span];
    ht_date *dates = HT_NEW(ht_date, misses->past[nth]);
    size_t count = 0;
    for (size_t n = 0; n < school->history_count; n++) {
        const struct ht_past *past = &school->history[n];
        if (past->student.i == misses->student.i && past->subject.i != HT_NONE &&
            school->subjects[past->subject.i].group.i == misses->groups[nth].i &&
            row->from.days <= past->date.days && past->date.days <= row->to.days)
            dates[count++] = past->date;
    }
    qsort(dates, count, sizeof *dates, compare_dates);
    ht_tell(sentence, "{group} on ", misses->groups[nth]);
    ht_phrase_date_list(sentence, dates, count);
    free(dates);
}

/* " (so far English on 8 and 15 September: history.csv)". */
static void write_history(struct ht_sentence *sentence, const struct ht_scene *scene,
                          const struct misses *misses)
{
    struct ht_items items = {.count = (size_t)misses->over};
    if (!misses->over)
        return;
    ht_phrase(sentence, " (so far ");
    for (size_t n = 0; n < misses->count; n++)
        if (misses->past[n]) {
            ht_phrase_item(sentence, &items);
            write_past(sentence, scene, misses, n);
        }
    ht_tell(sentence, ": {file})", "history.csv");
}

static void write_limit(struct ht_sentence *sentence, const struct ht_scene *scene,
                        const struct misses *misses)
{
    bool per_term = scene->school->policy.misses_per == HT_PER_TERM;
    if (misses->even) {
        ht_tell(sentence, " only {times}", misses->most[0]);
    }
    ht_phrase(sentence, " in a %s", per_term ? "term" : "half term");
}

/* Sessions that are more than the misses there are can be counted at once. */
static void write_count(struct ht_sentence *sentence, const struct ht_scene *scene,
                        const struct misses *misses)
{
    if (!misses->all || scene->sessions == 1 || misses->left >= scene->sessions)
        return;
    ht_tell(sentence, ", which makes {number} miss{s} for {number} sessions", misses->left,
            misses->left == 1 ? "" : "es", scene->sessions);
}

static void add_misses_of(struct ht_scene *scene, const struct misses *misses)
{
    struct ht_sentence *part = ht_scene_begin(scene);
    bool several = misses->count > 1;
    if (misses->all && misses->even) {
        ht_phrase(part, "only lessons of ");
        write_groups(part, misses);
        ht_phrase(part, several ? " are left, which may each be missed"
                                : " are left, which may be missed");
    } else if (misses->even && scene->student.i == misses->student.i) {
        write_groups(part, misses);
        ht_phrase(part, several ? " may each be missed" : " may be missed");
    } else {
        ht_tell(part, "{student}{s}", misses->student,
                misses->even ? " may miss " : " may miss only ");
        write_groups(part, misses);
        ht_phrase(part, misses->even && several ? " each" : "");
    }
    write_limit(part, scene, misses);
    write_history(part, scene, misses);
    write_count(part, scene, misses);
    ht_scene_end(scene);
}

static bool is_new_student(const struct ht_scene *scene, const struct ht_conflict_member *member)
{
    for (const struct ht_conflict_member *other = scene->conflict->members; other < member; other++)
        if (other->kind == HT_MEMBER_MISSES && other->student.i == member->student.i)
            return false;
    return true;
}

static size_t count_students(const struct ht_scene *scene)
{
    size_t students = 0;
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_MISSES, &nth));)
        students += is_new_student(scene, member);
    return students;
}

void ht_scene_add_misses(struct ht_scene *scene, bool all)
{
    size_t students = count_students(scene);
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_MISSES, &nth));) {
        if (!is_new_student(scene, member) || students > HT_PEOPLE_NAMED)
            continue;
        struct misses misses = misses_of(scene, member->student);
        if (misses.all == all)
            add_misses_of(scene, &misses);
        clear_misses(&misses);
    }
    if (all || students <= HT_PEOPLE_NAMED)
        return;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_phrase(part, "%zu students may miss no more of some subjects", students);
    ht_scene_end(scene);
}

void ht_scene_add_protected(struct ht_scene *scene)
{
    size_t count = ht_scene_count(scene, HT_MEMBER_PROTECTED), n = 0;
    struct ht_items items = {.count = count};
    int *lines = HT_NEW(int, count);
    const struct ht_conflict_member *member;
    if (count) {
        struct ht_sentence *part = ht_scene_begin(scene);
        for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_PROTECTED, &nth));) {
            lines[n++] = scene->school->subjects[member->subject.i].line;
            if (count > HT_SUBJECTS_NAMED)
                continue;
            ht_phrase_item(part, &items);
            ht_phrase_subject(part, member->subject);
        }
        if (count > HT_SUBJECTS_NAMED)
            ht_phrase(part, "%zu subjects", count);
        ht_phrase(part, " must never be missed");
        ht_scene_lines(part, "subjects.csv", lines, count);
        ht_scene_end(scene);
    }
    free(lines);
}
