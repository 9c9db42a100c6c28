/* SPDX-License-Identifier: GPL-3.0-or-later */
/** aSc's cards as lessons: what ids and digits mean, who is in which group, and when a card is. */
#include "io/import/asc.h"
#include "io/import/days.h"
#include "io/import/links.h"
#include "io/import/lists.h"
#include "io/import/table.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PLACES = 28 /* days or weeks */, MOST_LESSONS = 10000000 };

struct making {
    struct ht_asc *asc;
    struct ht_strings *long_lists; /* see ht_list_class() */
    struct ht_cycle_day *days;     /* by place */
    const char **weeks;            /* names by place */
    size_t day_count, week_count;  /* places */
    struct ht_links *classes;      /* students by id of class */
    struct ht_links *seminars;     /* students by subject and seminar */
    uint32_t *members;             /* of a lesson, numbers of students; owned */
    size_t member_count, member_capacity;
    bool *is_member; /* by number of students */
};

static char *copy_of(const char *text)
{
    return ht_copy_text(text, strlen(text));
}

/* ------------------------------------------------------------ names */

static void compare_shorts(struct ht_asc_things *things)
{
    struct ht_strings *shorts = ht_strings_new();
    for (size_t n = 0; n < things->count; n++)
        if (*things->things[n].short_name)
            ht_strings_add(shorts, things->things[n].short_name);
    things->has_shorts = ht_strings_count(shorts) == things->count;
    ht_strings_free(shorts);
}

/* Short names where they tell all things of a kind apart; "" after a note for an unknown id. */
static const char *label_of(const struct making *making, enum ht_asc_kind kind, const char *id,
                            struct ht_where where)
{
    const struct ht_asc_things *things = &making->asc->things[kind];
    uint32_t number = ht_strings_find(things->ids, id);
    if (number == HT_NONE) {
        ht_note(making->asc->import->notes, HT_NOTE_TAKEN, where,
                "ids that the file does not explain are left blank", "'%s'", id);
        return "";
    }
    const struct ht_asc_thing *thing = &things->things[number];
    if (things->has_shorts || !*thing->name)
        return thing->short_name;
    return thing->name;
}

/* "AB+CD" for a list of ids. Use free(). */
static char *labels_of(const struct making *making, enum ht_asc_kind kind, const char *ids,
                       struct ht_where where)
{
    char *copy = copy_of(ids), *rest = copy, *id, *labels = copy_of("");
    while ((id = ht_list_part(&rest)))
        labels = ht_list_join(labels, "+", label_of(making, kind, id, where));
    free(copy);
    return labels;
}

/* ------------------------------------------------------------ students */

static bool are_numbers_ids(const struct ht_asc *asc)
{
    struct ht_strings *numbers = ht_strings_new();
    for (size_t n = 0; n < asc->student_count; n++)
        if (*asc->students[n].number)
            ht_strings_add(numbers, asc->students[n].number);
    bool are_ids = ht_strings_count(numbers) == asc->student_count;
    ht_strings_free(numbers);
    return are_ids;
}

static void make_students(struct making *making)
{
    struct ht_asc *asc = making->asc;
    bool has_numbers = are_numbers_ids(asc);
    for (size_t n = 0; n < asc->student_count; n++) {
        struct ht_asc_student *student = &asc->students[n];
        char *form = labels_of(making, HT_ASC_CLASS, student->class_, student->where);
        uint32_t class_ = ht_strings_find(asc->things[HT_ASC_CLASS].ids, student->class_);
        const char *grade = class_ == HT_NONE ? "" : asc->things[HT_ASC_CLASS].things[class_].grade;
        const struct ht_import_student known = {
            .id = has_numbers ? student->number : "",
            .name = student->name,
            .form = form,
            .year = ht_year_in(asc->import, *grade ? grade : form),
        };
        student->student = ht_import_student(asc->import, &known, student->where);
        ht_links_add(making->classes, student->class_, student->student);
        free(form);
    }
}

static void add_member(struct making *making, uint32_t student)
{
    if (student == HT_NONE || making->is_member[student])
        return;
    making->is_member[student] = true;
    HT_GROW(making->members, making->member_count, making->member_capacity);
    making->members[making->member_count++] = student;
}

static void add_listed(struct making *making, const char *ids)
{
    const struct ht_asc *asc = making->asc;
    char *copy = copy_of(ids), *rest = copy, *id;
    while ((id = ht_list_part(&rest))) {
        uint32_t number = ht_strings_find(asc->student_ids, id);
        if (number != HT_NONE)
            add_member(making, asc->students[number].student);
    }
    free(copy);
}

static void add_linked(struct making *making, const struct ht_some *students)
{
    for (uint32_t n = 0; n < students->count; n++)
        add_member(making, students->numbers[n]);
}

/* One "student" for a class whose students are not in the file. */
static void add_stand_in(struct making *making, const char *class_, struct ht_where where)
{
    struct ht_import *import = making->asc->import;
    char *label = labels_of(making, HT_ASC_CLASS, class_, where);
    const struct ht_import_student student = {
        .id = label, .name = "", .form = label, .year = ht_year_in(import, label)};
    uint32_t number = *label ? ht_import_student(import, &student, where) : HT_NONE;
    if (number != HT_NONE) {
        HT_GROW(making->members, making->member_count, making->member_capacity);
        making->members[making->member_count++] = number;
    }
    free(label);
}

static void add_group(struct making *making, const char *id, struct ht_where where)
{
    const struct ht_asc *asc = making->asc;
    uint32_t number = ht_strings_find(asc->group_ids, id);
    if (number == HT_NONE)
        return;
    const struct ht_asc_group *group = &asc->groups[number];
    if (*group->students)
        add_listed(making, group->students);
    else if (group->is_whole)
        add_linked(making, ht_links_of(making->classes, group->class_));
    else
        ht_note(asc->import->notes, HT_NOTE_DROPPED, where,
                "lessons of a group of which the file does not say who is in it", "%s of class %s",
                group->name, label_of(making, HT_ASC_CLASS, group->class_, where));
}

/* The key of a seminar. Use free(). */
static char *seminar_of(const char *subject, const char *seminar)
{
    return ht_format("%s\n%s", subject, seminar);
}

static void make_seminars(struct making *making)
{
    const struct ht_asc *asc = making->asc;
    for (size_t n = 0; n < asc->choice_count; n++) {
        const struct ht_asc_choice *choice = &asc->choices[n];
        uint32_t number = ht_strings_find(asc->student_ids, choice->student);
        char *seminar = seminar_of(choice->subject, choice->seminar);
        if (number != HT_NONE && *choice->seminar)
            ht_links_add(making->seminars, seminar, asc->students[number].student);
        free(seminar);
    }
}

static void add_seminar(struct making *making, const struct ht_asc_lesson *lesson)
{
    char *seminar = seminar_of(lesson->subject, lesson->seminar);
    add_linked(making, ht_links_of(making->seminars, seminar));
    free(seminar);
}

static void add_all(struct making *making, const char *ids,
                    void (*add)(struct making *making, const char *id, struct ht_where where),
                    struct ht_where where)
{
    char *copy = copy_of(ids), *rest = copy, *id;
    while ((id = ht_list_part(&rest)))
        add(making, id, where);
    free(copy);
}

static void add_class_of(struct making *making, const char *id, struct ht_where where)
{
    (void)where;
    add_linked(making, ht_links_of(making->classes, id));
}

/* Who has a lesson: those it names; those who chose it; else its groups; else its classes. */
static void gather(struct making *making, const struct ht_asc_lesson *lesson, struct ht_where where)
{
    for (size_t n = 0; n < making->member_count && making->asc->student_count; n++)
        making->is_member[making->members[n]] = false;
    making->member_count = 0;
    if (!making->asc->student_count) {
        add_all(making, lesson->classes, add_stand_in, where);
        return;
    }
    add_listed(making, lesson->students);
    if (!making->member_count)
        add_seminar(making, lesson);
    if (!making->member_count && *lesson->groups)
        add_all(making, lesson->groups, add_group, where);
    else if (!making->member_count)
        add_all(making, lesson->classes, add_class_of, where);
}

/* ------------------------------------------------------------ times */

static size_t longest(const struct ht_asc *asc, bool weeks)
{
    size_t most = 1;
    for (size_t n = 0; n < asc->card_count; n++) {
        size_t length = strlen(weeks ? asc->cards[n].weeks : asc->cards[n].days);
        size_t number = weeks ? 0 : (size_t)(atoi(asc->cards[n].day) + 1) % (MOST_PLACES + 2);
        most = length > most ? length : most;
        most = number > most ? number : most;
    }
    return most;
}

/* The name of a day or week that the file defines, or its number. Use free(). */
static char *name_of_place(const struct ht_asc_place *places, size_t count, size_t place)
{
    for (size_t n = 0; n < count; n++)
        if (places[n].place == place && *places[n].name)
            return copy_of(places[n].name);
    return ht_format("%zu", place + 1);
}

static bool know_times(struct making *making, struct ht_where where)
{
    struct ht_asc *asc = making->asc;
    struct ht_strings *names = ht_strings_new();
    making->day_count = longest(asc, false);
    making->week_count = longest(asc, true);
    for (size_t day = 0; day < making->day_count && day <= MOST_PLACES; day++) {
        char *name = name_of_place(asc->days, asc->day_count, day);
        ht_strings_add(names, name);
        free(name);
    }
    making->days = HT_NEW(struct ht_cycle_day, MOST_PLACES + 1);
    making->weeks = HT_NEW(const char *, MOST_PLACES);
    bool is_known = making->day_count == ht_strings_count(names) &&
                    making->week_count <= MOST_PLACES &&
                    ht_cycle_days(asc->import, names, true, making->days, where);
    for (size_t week = 0; is_known && week < making->week_count; week++) {
        char *name = name_of_place(asc->weeks, asc->week_count, week);
        making->weeks[week] = ht_import_text(asc->import, making->week_count > 1 ? name : "");
        free(name);
    }
    if (!is_known && !ht_diagnostics_count(asc->import->faults, HT_FAULT))
        ht_fault(asc->import->faults, HT_FAULT, where.file, where.line,
                 "%zu days and %zu weeks, some of the same name, are no cycle; correct them in aSc "
                 "and export again",
                 making->day_count, making->week_count);
    ht_strings_free(names);
    return is_known;
}

static size_t period_of(const struct ht_asc *asc, const char *number)
{
    size_t period = 0;
    while (period < asc->period_count && strcmp(asc->periods[period].number, number) != 0)
        period++;
    return period;
}

/* A card by its lesson and when it is, so many periods later. Use free(). */
static char *card_at(const struct ht_asc *asc, const struct ht_asc_card *card, size_t later)
{
    return ht_format("%s\n%s\n%s\n%s\n%s\n%zu", card->lesson, card->days, card->day, card->weeks,
                     card->terms, period_of(asc, card->period) + later);
}

static bool is_long(const struct ht_asc *asc, const struct ht_asc_card *card)
{
    uint32_t lesson = ht_strings_find(asc->lesson_ids, card->lesson);
    return lesson != HT_NONE && asc->lessons[lesson].length > 1;
}

/* aSc itself writes a card for each period of a lesson, others one for all of them. What a file
   does is seen where a lesson of several periods is on: whether it has the period after, too. */
static void settle_lengths(struct ht_asc *asc, struct ht_where where)
{
    struct ht_strings *cards = ht_strings_new();
    size_t long_cards = 0, followed = 0;
    for (size_t n = 0; n < asc->card_count; n++) {
        char *key = is_long(asc, &asc->cards[n]) ? card_at(asc, &asc->cards[n], 0) : NULL;
        long_cards += key != NULL;
        if (key)
            ht_strings_add(cards, key);
        free(key);
    }
    for (size_t n = 0; n < asc->card_count; n++) {
        char *key = is_long(asc, &asc->cards[n]) ? card_at(asc, &asc->cards[n], 1) : NULL;
        followed += key && ht_strings_find(cards, key) != HT_NONE;
        free(key);
    }
    ht_strings_free(cards);
    bool has_each = 4 * followed >= long_cards;
    for (size_t n = 0; has_each && n < asc->lesson_count; n++)
        asc->lessons[n].length = 1;
    if (!has_each)
        ht_note(asc->import->notes, HT_NOTE_TAKEN, where,
                "a card stands for all periods of its lesson, since hardly any has another one in "
                "the period after",
                "%zu cards of lessons of several periods, %zu with another one after", long_cards,
                followed);
}

static bool is_on(const char *digits, size_t place)
{
    return place < strlen(digits) ? digits[place] == '1' : !*digits;
}

static bool is_on_day(const struct ht_asc *asc, const struct ht_asc_card *card, size_t day)
{
    if (*card->days)
        return is_on(card->days, day);
    return *card->day && (size_t)(atoi(card->day) - asc->is_counted_from_one) == day;
}

/* ------------------------------------------------------------ lessons */

/* The classes and, of groups that are only part of one, their names. Use free(). */
static char *groups_of(const struct making *making, const struct ht_asc_lesson *lesson,
                       struct ht_where where)
{
    const struct ht_asc *asc = making->asc;
    struct ht_strings *seen = ht_strings_new();
    char *name = labels_of(making, HT_ASC_CLASS, lesson->classes, where);
    char *copy = copy_of(lesson->groups), *rest = copy, *id;
    while ((id = ht_list_part(&rest))) {
        uint32_t number = ht_strings_find(asc->group_ids, id), count = ht_strings_count(seen);
        if (number == HT_NONE || asc->groups[number].is_whole ||
            ht_strings_add(seen, asc->groups[number].name) < count)
            continue;
        name = ht_list_join(name, count ? "+" : "/", asc->groups[number].name);
    }
    free(copy);
    ht_strings_free(seen);
    return name;
}

static uint32_t make_content(const struct making *making, const struct ht_asc_lesson *lesson,
                             const struct ht_asc_card *card)
{
    const char *subject = label_of(making, HT_ASC_SUBJECT, lesson->subject, card->where);
    char *groups = groups_of(making, lesson, card->where);
    char *class_ =
        ht_list_class(making->asc->import, making->long_lists, groups, subject, card->where);
    char *teacher = labels_of(making, HT_ASC_TEACHER, lesson->teachers, card->where);
    char *room = labels_of(making, HT_ASC_ROOM, *card->rooms ? card->rooms : "", card->where);
    const struct ht_import_content content = {
        .subject = subject, .class_ = class_, .teacher = teacher, .room = room};
    uint32_t number = ht_import_content(making->asc->import, &content, card->where);
    free(groups);
    free(class_);
    free(teacher);
    free(room);
    return number;
}

/* The period of a card and of those that follow: of a number that the file does not explain there
   is only the number. NULL after the last one of the day. */
static const struct ht_asc_period *period_after(const struct making *making,
                                                const struct ht_asc_card *card, uint32_t later,
                                                struct ht_asc_period *unexplained)
{
    const struct ht_asc *asc = making->asc;
    size_t first = period_of(asc, card->period);
    if (first + later < asc->period_count)
        return &asc->periods[first + later];
    ht_note(asc->import->notes, later ? HT_NOTE_DROPPED : HT_NOTE_TAKEN, card->where,
            later ? "a period after the last one of the day"
                  : "a period that the file does not explain is called by its number",
            "period %s, lesson %s", card->period, card->lesson);
    *unexplained = (struct ht_asc_period){.number = card->period, .name = card->period};
    return later ? NULL : unexplained;
}

/* A card's lessons in one week, on one day. */
static void place(struct making *making, const struct ht_asc_card *card, uint32_t length,
                  uint32_t content, size_t day, const char *week)
{
    struct ht_import *import = making->asc->import;
    for (uint32_t n = 0; n < length; n++) {
        struct ht_asc_period unexplained;
        const struct ht_asc_period *period = period_after(making, card, n, &unexplained);
        if (!period)
            return;
        const struct ht_cycle_day *is = &making->days[day];
        uint32_t slot = ht_import_slot(import, *is->week ? is->week : week, is->weekday,
                                       period->name, card->where);
        ht_import_period(import, slot, period->start, period->end, -1);
        for (size_t m = 0; m < making->member_count; m++)
            ht_import_lesson(import, making->members[m], slot, content, card->where);
    }
}

static void drop(const struct making *making, const struct ht_asc_card *card, const char *reason)
{
    ht_note(making->asc->import->notes, HT_NOTE_DROPPED, card->where, reason, "lesson %s",
            card->lesson);
}

static void make_card(struct making *making, const struct ht_asc_card *card)
{
    const struct ht_asc *asc = making->asc;
    uint32_t number = ht_strings_find(asc->lesson_ids, card->lesson);
    if (number == HT_NONE || !*card->period || (!*card->days && !*card->day)) {
        drop(making, card,
             number == HT_NONE ? "a card of a lesson that the file does not have"
                               : "a card without a day and a period: it has no place yet");
        return;
    }
    const struct ht_asc_lesson *lesson = &asc->lessons[number];
    gather(making, lesson, card->where);
    if (!making->member_count) {
        drop(making, card, "a card without students");
        return;
    }
    if (strchr(card->terms, '0'))
        ht_note(asc->import->notes, HT_NOTE_LOOK, card->where,
                "cards of some terms only, taken for all; import each term's own timetable with "
                "--from",
                "lesson %s, terms %s", card->lesson, card->terms);
    uint32_t content = make_content(making, lesson, card);
    for (size_t week = 0; week < making->week_count; week++)
        for (size_t day = 0; is_on(card->weeks, week) && day < making->day_count; day++)
            if (is_on_day(asc, card, day))
                place(making, card, lesson->length, content, day, making->weeks[week]);
}

static void make_cards(struct making *making)
{
    const struct ht_asc *asc = making->asc;
    making->is_member = HT_NEW(bool, asc->import->student_count);
    for (size_t n = 0; n < asc->card_count; n++) {
        make_card(making, &asc->cards[n]);
        if (asc->import->lesson_count > MOST_LESSONS) {
            ht_fault(asc->import->faults, HT_FAULT, asc->cards[n].where.file,
                     asc->cards[n].where.line,
                     "there are more than %d lessons up to here, and no school has so many; "
                     "export again",
                     MOST_LESSONS);
            return;
        }
    }
}

static void tell_stand_ins(struct making *making, struct ht_where where)
{
    struct ht_import *import = making->asc->import;
    if (making->asc->student_count)
        return;
    import->is_of_classes = true;
    ht_note(import->notes, HT_NOTE_TO_DO, where,
            "students: the file has none, so one student stands for each class; enter them in aSc "
            "or put theirs into students.csv and timetable.csv",
            "%zu classes", import->student_count);
}

void ht_asc_make_lessons(struct ht_asc *asc, struct ht_where where)
{
    struct making making = {
        .asc = asc,
        .long_lists = ht_strings_new(),
        .classes = ht_links_new(),
        .seminars = ht_links_new(),
    };
    for (int kind = 0; kind < HT_ASC_KINDS; kind++)
        compare_shorts(&asc->things[kind]);
    make_students(&making);
    make_seminars(&making);
    settle_lengths(asc, where);
    if (asc->card_count && know_times(&making, where)) {
        make_cards(&making);
        tell_stand_ins(&making, where);
    }
    ht_strings_free(making.long_lists);
    ht_links_free(making.classes);
    ht_links_free(making.seminars);
    free(making.days);
    free(making.weeks);
    free(making.members);
    free(making.is_member);
}
