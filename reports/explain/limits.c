/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/scene.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

void ht_scene_add_requests(struct ht_scene *scene)
{
    size_t count = ht_scene_count(scene, HT_MEMBER_REQUEST), lines = 0;
    int *all = HT_NEW(int, count);
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_REQUEST, &nth));) {
        const struct ht_request *request = &scene->school->requests[member->row];
        all[lines++] = request->line;
        if (count > HT_ROWS_NAMED)
            continue;
        struct ht_sentence *part = ht_scene_begin(scene);
        ht_tell(part, "{request} ({line}", request, "requests.csv", request->line);
        ht_phrase(part, *request->note ? ", \u201c%s\u201d)" : "%s)", request->note);
        ht_scene_end(scene);
    }
    if (count > HT_ROWS_NAMED) {
        struct ht_sentence *part = ht_scene_begin(scene);
        ht_tell(part, "{number} requests rule times out", (int)count);
        ht_scene_lines(part, "requests.csv", all, count);
        ht_scene_end(scene);
    }
    free(all);
}

static void add_rooms(struct ht_scene *scene)
{
    int rooms = scene->school->policy.rooms_max;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_tell(part, "{s}{number} room{s} ({file})", rooms == 1 ? "there is only " : "there are only ",
            rooms, ht_words_plural(rooms), "policy.xml");
    ht_scene_end(scene);
}

static void add_withdrawals(struct ht_scene *scene)
{
    const bool *classes = scene->remaining.classes;
    uint32_t all = ht_strings_count(scene->school->classes);
    struct ht_items items = {.count = 0};
    struct ht_sentence *part = ht_scene_begin(scene);
    for (uint32_t n = 0; n < all; n++)
        items.count += classes[n];
    ht_tell(part, "only {number} student{s} may be out of {s}",
            scene->school->policy.withdrawals_max,
            ht_words_plural(scene->school->policy.withdrawals_max),
            items.count && items.count <= HT_CLASSES_NAMED ? "" : "a class");
    for (uint32_t n = 0; items.count <= HT_CLASSES_NAMED && n < all; n++)
        if (classes[n]) {
            ht_phrase_item(part, &items);
            ht_phrase(part, "%s", ht_strings_text(scene->school->classes, n));
        }
    ht_tell(part, " at once ({file})", "policy.xml");
    ht_scene_end(scene);
}

/* Programmes among those due that a student is in. */
static int count_programmes(const struct ht_scene *scene, ht_student_id student)
{
    const struct ht_conflict_member *due;
    int count = 0;
    for (size_t nth = 0; (due = ht_scene_next(scene, HT_MEMBER_DUE, &nth));) {
        const struct ht_programme *programme = ht_scene_programme(scene, due);
        for (uint32_t n = 0; n < programme->student_count; n++)
            count += programme->students[n].i == student.i;
    }
    return count;
}

/* The first session's students who have to be somewhere else besides. */
static void write_sharers(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    const struct ht_programme *programme = ht_scene_programme(scene, scene->it);
    struct ht_items items = {.count = 0};
    for (uint32_t n = 0; n < programme->student_count; n++)
        items.count += count_programmes(scene, programme->students[n]) > 1;
    if (items.count > HT_PEOPLE_NAMED || !items.count)
        return;
    ht_phrase(sentence, " for ");
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (count_programmes(scene, programme->students[n]) > 1) {
            ht_phrase_item(sentence, &items);
            ht_phrase_student(sentence, programme->students[n]);
        }
}

static void add_per_day(struct ht_scene *scene)
{
    int most = scene->school->policy.per_day_max;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_tell(part, "there may be only {number} session{s} a day", most, ht_words_plural(most));
    if (scene->student.i == HT_NONE)
        write_sharers(part, scene);
    ht_tell(part, " ({file})", "policy.xml");
    ht_scene_end(scene);
}

/* Whether two programmes of a name may use the same periods only. */
static bool are_alike(const struct ht_programme *one, const struct ht_programme *other)
{
    bool alike = !strcmp(one->name, other->name) && one->periods.count == other->periods.count;
    for (uint32_t n = 0; alike && n < one->periods.count; n++)
        alike = ht_some_has(&other->periods, one->periods.numbers[n]);
    return alike;
}

static size_t count_alike(const struct ht_scene *scene, const struct ht_conflict_member *member,
                          size_t before)
{
    const struct ht_conflict_member *other;
    size_t count = 0;
    for (size_t nth = 0; (other = ht_scene_next(scene, HT_MEMBER_PERIODS, &nth)) && nth <= before;)
        count += are_alike(ht_scene_programme(scene, other), ht_scene_programme(scene, member));
    return count;
}

/* The programmes of a name that may use the same periods only are one clause. */
static void add_periods_of(struct ht_scene *scene, const struct ht_conflict_member *first)
{
    const struct ht_programme *programme = ht_scene_programme(scene, first);
    struct ht_items items = {.count = count_alike(scene, first, scene->conflict->count)};
    const struct ht_conflict_member *other;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_phrase(part, "%s", programme->name);
    for (size_t nth = 0;
         items.count <= HT_PEOPLE_NAMED && (other = ht_scene_next(scene, HT_MEMBER_PERIODS, &nth));)
        if (are_alike(ht_scene_programme(scene, other), programme)) {
            ht_phrase(part, items.written ? "" : " for ");
            ht_phrase_item(part, &items);
            ht_phrase_programme(part, other->programme);
        }
    ht_tell(part, " is only in {periods}", &programme->periods);
    ht_scene_end(scene);
}

static void add_periods(struct ht_scene *scene)
{
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_PERIODS, &nth));)
        if (count_alike(scene, member, nth) == 1)
            add_periods_of(scene, member);
}

void ht_scene_add_limits(struct ht_scene *scene)
{
    if (ht_scene_count(scene, HT_MEMBER_ROOMS))
        add_rooms(scene);
    if (ht_scene_count(scene, HT_MEMBER_WITHDRAWALS))
        add_withdrawals(scene);
    if (ht_scene_count(scene, HT_MEMBER_PER_DAY))
        add_per_day(scene);
    add_periods(scene);
}
