/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/caps.h"
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
    const struct ht_conflict_member *member;
    for (size_t nth = 0; (member = ht_scene_next(scene, HT_MEMBER_CAP, &nth));) {
        ht_cap_words[member->cap].clause(ht_scene_begin(scene), scene);
        ht_scene_end(scene);
    }
    add_periods(scene);
}
