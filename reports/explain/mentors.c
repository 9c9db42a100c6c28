/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/scene.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Why a mentor is not free, as far as it is among the members. */
struct reasons {
    const struct ht_commitment **away, **other; /* rows: of whole days, and others; owned */
    size_t away_count, other_count;
    ht_date *dates; /* that need their free time, ascending; owned */
    size_t date_count;
    bool days;
};

static bool is_absence(const struct ht_commitment *row)
{
    return !strcmp(row->what, "absent");
}

/* Whether a commitment takes the mentor away for whole days that the row names. */
static bool is_away(const struct ht_commitment *row)
{
    return is_absence(row) ||
           (!row->when.periods.count && row->when.from.days > HT_DATE_FIRST.days &&
            row->when.to.days < HT_DATE_LAST.days);
}

static struct reasons reasons_of(const struct ht_scene *scene, ht_mentor_id mentor)
{
    size_t count = scene->conflict->count;
    struct reasons reasons = {
        .away = HT_NEW(const struct ht_commitment *, count),
        .other = HT_NEW(const struct ht_commitment *, count),
        .dates = HT_NEW(ht_date, count),
    };
    for (size_t g = 0; g < count; g++) {
        const struct ht_conflict_member *member = &scene->conflict->members[g];
        const struct ht_commitment *row = &scene->school->commitments[member->row];
        if (member->kind == HT_MEMBER_COMMITMENT && row->mentor.i == mentor.i) {
            if (is_away(row))
                reasons.away[reasons.away_count++] = row;
            else
                reasons.other[reasons.other_count++] = row;
        }
        if (member->kind == HT_MEMBER_FREE_TIME && member->mentor.i == mentor.i)
            reasons.dates[reasons.date_count++] = member->date;
        reasons.days |= member->kind == HT_MEMBER_DAYS && member->mentor.i == mentor.i;
    }
    return reasons;
}

static void clear_reasons(struct reasons *reasons)
{
    free(reasons->away);
    free(reasons->other);
    free(reasons->dates);
}

static void write_rows(struct ht_sentence *sentence, const struct ht_commitment *const *rows,
                       size_t count)
{
    int *lines = HT_NEW(int, count);
    for (size_t n = 0; n < count; n++)
        lines[n] = rows[n]->line;
    ht_scene_lines(sentence, "commitments.csv", lines, count);
    free(lines);
}

/* "has a duty on Tuesdays, period 3 (commitments.csv:12)". */
static void write_commitment(struct ht_sentence *sentence, const struct ht_commitment *row)
{
    if (is_absence(row)) {
        ht_phrase(sentence, "is absent");
    } else {
        ht_tell(sentence, "has {commitment}", row, HT_FORM_A);
    }
    if (row->student.i != HT_NONE) {
        ht_tell(sentence, " with {student}", row->student);
    }
    ht_phrase_committed(sentence, row);
    write_rows(sentence, &row, 1);
}

static void write_away(struct ht_sentence *sentence, const struct reasons *reasons,
                       struct ht_items *items)
{
    for (size_t n = 0; n < reasons->away_count && reasons->away_count <= HT_ROWS_NAMED; n++) {
        ht_phrase_item(sentence, items);
        write_commitment(sentence, reasons->away[n]);
    }
    if (reasons->away_count > HT_ROWS_NAMED) {
        ht_phrase_item(sentence, items);
        ht_tell(sentence, "is away {times}", (int)reasons->away_count);
        write_rows(sentence, reasons->away, reasons->away_count);
    }
}

static bool any_is_on(const struct ht_school *school, const struct reasons *reasons, ht_date date,
                      uint32_t period)
{
    for (size_t n = 0; n < reasons->other_count; n++)
        if (ht_recurs_at(school, &reasons->other[n]->when, date, (ht_period_id){period}))
            return true;
    return false;
}

/* Lessons of the week that commitments take. */
static int count_lessons(const struct ht_scene *scene, const struct reasons *reasons)
{
    const struct ht_school *school = scene->school;
    int lessons = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        ht_date date = ht_date_plus(scene->it->week, day);
        ht_period_id first;
        uint32_t count = ht_school_periods_on(school, date, &first);
        for (uint32_t n = first.i; ht_school_day(school, date)->school_day && n < first.i + count;
             n++)
            lessons += school->periods[n].kind == HT_LESSON && any_is_on(school, reasons, date, n);
    }
    return lessons;
}

static bool is_first_of_what(const struct reasons *reasons, size_t nth)
{
    for (size_t n = 0; n < nth; n++)
        if (!strcmp(reasons->other[n]->what, reasons->other[nth]->what))
            return false;
    return true;
}

/* "in-class support and duties". */
static void write_whats(struct ht_sentence *sentence, const struct reasons *reasons)
{
    struct ht_items items = {.count = 0};
    for (size_t n = 0; n < reasons->other_count; n++)
        items.count += is_first_of_what(reasons, n);
    for (size_t n = 0; n < reasons->other_count; n++)
        if (is_first_of_what(reasons, n)) {
            ht_phrase_item(sentence, &items);
            ht_phrase_commitment(sentence, reasons->other[n], HT_FORM_MANY);
        }
}

static void write_commitments(struct ht_sentence *sentence, const struct ht_scene *scene,
                              const struct reasons *reasons, struct ht_items *items)
{
    for (size_t n = 0; n < reasons->other_count && reasons->other_count <= HT_ROWS_NAMED; n++) {
        ht_phrase_item(sentence, items);
        write_commitment(sentence, reasons->other[n]);
    }
    if (reasons->other_count <= HT_ROWS_NAMED)
        return;
    int lessons = count_lessons(scene, reasons);
    ht_phrase_item(sentence, items);
    ht_phrase(sentence, "has ");
    if (lessons) {
        ht_tell(sentence, "{number} lesson{s}{s} of ", lessons, ht_words_plural(lessons),
                scene->first.days < scene->last.days ? " a week" : "");
    }
    write_whats(sentence, reasons);
    write_rows(sentence, reasons->other, reasons->other_count);
}

/* Days of its week on which the session could be if the mentor's work were all that counted. */
static int count_days(const struct ht_scene *scene, ht_mentor_id mentor)
{
    int days = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        days += scene->remaining.open >> day & scene->school->mentors[mentor.i].days >> day & 1;
    return days;
}

static void write_free_time(struct ht_sentence *sentence, const struct ht_scene *scene,
                            ht_mentor_id mentor, const struct reasons *reasons)
{
    const struct ht_policy *policy = &scene->school->policy;
    bool one_week = scene->first.days == scene->last.days;
    ht_phrase(sentence, "needs %d free minutes%s", policy->free_minutes,
              policy->free_contiguous ? " in one piece" : "");
    if (reasons->date_count > HT_DATES_NAMED ||
        (one_week && reasons->date_count >= (size_t)count_days(scene, mentor))) {
        ht_phrase(sentence, " every day");
        return;
    }
    ht_phrase(sentence, " on ");
    ht_phrase_date_list(sentence, reasons->dates, reasons->date_count);
}

/* All that keeps a mentor from being free is one clause. */
static void add_mentor(struct ht_scene *scene, ht_mentor_id mentor, const struct reasons *reasons)
{
    struct ht_sentence *part = ht_scene_begin(scene);
    bool is_owner =
        scene->programmes > 1 && scene->student.i == HT_NONE && scene->mentor.i == mentor.i;
    size_t away = reasons->away_count > HT_ROWS_NAMED ? 1 : reasons->away_count;
    size_t others = reasons->other_count > HT_ROWS_NAMED ? 1 : reasons->other_count;
    struct ht_items items = {.count = away + others + reasons->days + (reasons->date_count > 0)};
    if (is_owner)
        ht_phrase(part, "the mentor");
    else
        ht_phrase_mentor(part, mentor);
    ht_phrase(part, " ");
    write_away(part, reasons, &items);
    if (reasons->days) {
        ht_phrase_item(part, &items);
        ht_tell(part, "works only on {weekdays}",
                scene->school->mentors[mentor.i].days & scene->remaining.usual, "s");
    }
    write_commitments(part, scene, reasons, &items);
    if (reasons->date_count) {
        ht_phrase_item(part, &items);
        write_free_time(part, scene, mentor, reasons);
    }
    ht_scene_end(scene);
}

/* Whose member it is, of those that concern a mentor. */
static ht_mentor_id mentor_of(const struct ht_scene *scene, const struct ht_conflict_member *member)
{
    switch (member->kind) {
    case HT_MEMBER_COMMITMENT:
        return scene->school->commitments[member->row].mentor;
    case HT_MEMBER_FREE_TIME:
    case HT_MEMBER_DAYS:
        return member->mentor;
    default:
        return (ht_mentor_id){HT_NONE};
    }
}

static bool is_new_mentor(const struct ht_scene *scene, const struct ht_conflict_member *member)
{
    ht_mentor_id mentor = mentor_of(scene, member);
    for (const struct ht_conflict_member *other = scene->conflict->members; other < member; other++)
        if (mentor_of(scene, other).i == mentor.i)
            return false;
    return mentor.i != HT_NONE;
}

static int count_mentors(const struct ht_scene *scene)
{
    int count = 0;
    for (size_t g = 0; g < scene->conflict->count; g++)
        count += is_new_mentor(scene, &scene->conflict->members[g]);
    return count;
}

/* Mentors who are away come first, the others after all that is rarer than their commitments. */
void ht_scene_add_mentors(struct ht_scene *scene, bool away)
{
    int count = count_mentors(scene);
    for (size_t g = 0; g < scene->conflict->count; g++) {
        const struct ht_conflict_member *member = &scene->conflict->members[g];
        if (!is_new_mentor(scene, member))
            continue;
        struct reasons reasons = reasons_of(scene, mentor_of(scene, member));
        if ((reasons.away_count > 0) == away && (away || count <= HT_PEOPLE_NAMED))
            add_mentor(scene, mentor_of(scene, member), &reasons);
        clear_reasons(&reasons);
    }
    if (away || count <= HT_PEOPLE_NAMED)
        return;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_tell(part, "{number} mentors have commitments and need their free time", count);
    ht_scene_end(scene);
}
