/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * aSc TimeTables: the XML that it exports, of 2008 or 2012. Its elements become records as they
 * stand; then it is made out what ids and digits mean, who is in which group, and when a card is.
 */
#include "io/base/cells.h"
#include "io/gather/elements.h"
#include "io/gather/times.h"
#include "io/gather/years.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
    BEGINNING = 4096, /* bytes that a root's attributes are in */
    MOST_PERIODS = 60,
    MOST_PLACES = 28, /* days or weeks */
};

static bool recognises(const struct ht_source *source)
{
    size_t size = source->size < BEGINNING ? source->size : BEGINNING;
    return ht_elements_have_root(source, "timetable") &&
           (memmem(source->bytes, size, "ascttversion", 12) ||
            memmem(source->bytes, size, "importtype", 10));
}

/* ------------------------------------------------------------ what a file says */

enum kind { SUBJECT, TEACHER, ROOM, CLASS, KINDS };

/* A file, and what is known of it while lessons are made. Ids are the file's own; days, weeks and
   terms are a digit each, '1' for those that are meant, and a list of such digits ("10,01") leaves
   open which of them it is. Elements of 2008 call some attributes
   otherwise. */
struct reading {
    struct ht_import *import;
    struct ht_list *things[KINDS];
    bool have_shorts[KINDS];  /* all of them have a short name, and no two the same */
    struct ht_list *students; /* their numbers are those in the import, or HT_NONE */
    struct ht_list *lessons;  /* their numbers are the periods of each of their cards */
    struct ht_list *groups, *choices, *cards, *periods;
    struct ht_list *days, *weeks, *terms;     /* definitions, by their digits */
    struct ht_list *old_days;                 /* names of days by their numbers, as in 2008 */
    bool is_counted_from_one;                 /* days of cards that are numbers, as in 2008 */
    struct ht_list *class_members;            /* struct ht_some: students by id of class */
    struct ht_list *seminars;                 /* struct ht_some: students by subject and seminar */
    size_t day_count, week_count, term_count; /* places */
    size_t term;                              /* the one that is read */
    struct ht_cycle_day *cycle;               /* by place of day */
    const char **week_names;                  /* by place */
    struct ht_list *members;                  /* uint32_t: students of a lesson */
    bool *is_member;                          /* by number of students */
};

static void start_root(void *context, const struct ht_xml_node *element)
{
    struct reading *reading = context;
    reading->is_counted_from_one = strstr(ht_element_says(element, "options"), "daynumbering1");
}

static const struct ht_element elements[] = {
    {"card", .list = offsetof(struct reading, cards)},
    {"lesson", .list = offsetof(struct reading, lessons), .id = "id"},
    {"student", .list = offsetof(struct reading, students), .id = "id"},
    {"group", .list = offsetof(struct reading, groups), .id = "id"},
    {"class", .list = offsetof(struct reading, things[CLASS]), .id = "id"},
    {"subject", .list = offsetof(struct reading, things[SUBJECT]), .id = "id"},
    {"teacher", .list = offsetof(struct reading, things[TEACHER]), .id = "id"},
    {"classroom", .list = offsetof(struct reading, things[ROOM]), .id = "id"},
    {"period", .list = offsetof(struct reading, periods)},
    {"daysdef", .list = offsetof(struct reading, days)},
    {"day", "days", .list = offsetof(struct reading, old_days)},
    {"weeksdef", .list = offsetof(struct reading, weeks)},
    {"termsdef", .list = offsetof(struct reading, terms)},
    {"studentsubject", .list = offsetof(struct reading, choices)},
    {"timetable", .start = start_root},
    {0},
};

/* ------------------------------------------------------------ names */

/* Whether all records of a list say that, and no two the same. */
static bool tells_apart(const struct ht_list *list, const char *path)
{
    struct ht_strings *texts = ht_strings_new();
    for (uint32_t n = 0; n < list->count; n++) {
        const char *text = ht_says(ht_list_at(list, n), path);
        if (*text)
            ht_strings_add(texts, text);
    }
    bool tells = ht_strings_count(texts) == list->count;
    ht_strings_free(texts);
    return tells;
}

/* Short names where they tell all things of a kind apart; "" after a note for an unknown id. */
static const char *label_of(const struct reading *reading, enum kind kind, const char *id,
                            struct ht_where where)
{
    const struct ht_record *thing = ht_list_find(reading->things[kind], id);
    if (thing)
        return ht_says(thing, reading->have_shorts[kind] ? "short" : "name|short");
    ht_note(reading->import->notes, HT_NOTE_TAKEN, where,
            "ids that the file does not explain are left blank", "'%s'", id);
    return "";
}

/* "AB+CD" for a list of ids. */
static const char *labels_of(const struct reading *reading, enum kind kind, const char *ids,
                             struct ht_where where)
{
    char *rest = ht_import_made(reading->import, "%s", ids), *id, *labels = ht_copy_text("", 0);
    while ((id = ht_list_part(&rest)))
        labels = ht_list_join(labels, "+", label_of(reading, kind, id, where));
    return ht_import_keep(reading->import, labels);
}

/* ------------------------------------------------------------ students */

/* Ids are made of names as people say them, so only who has a number is called surname first. */
static const char *name_of(struct ht_import *import, const char *first, const char *last,
                           bool has_numbers)
{
    return has_numbers && *first && *last
               ? ht_import_name(import, "", last, first)
               : ht_import_made(import, "%s%s%s", first, *first && *last ? " " : "", last);
}

static void make_students(struct reading *reading)
{
    struct ht_import *import = reading->import;
    bool has_numbers = tells_apart(reading->students, "number");
    for (uint32_t n = 0; n < reading->students->count; n++) {
        struct ht_record *student = ht_list_at(reading->students, n);
        const char *first = ht_says(student, "firstname"), *last = ht_says(student, "lastname");
        const char *class_ = ht_says(student, "classid");
        const char *form = labels_of(reading, CLASS, class_, student->where);
        const struct ht_record *of = ht_list_find(reading->things[CLASS], class_);
        const struct ht_import_student known = {
            .id = has_numbers ? ht_says(student, "number") : "",
            .name = *first || *last ? name_of(import, first, last, has_numbers)
                                    : ht_says(student, "name"),
            .form = form,
            .year = ht_year_in(import, of ? ht_says(of, "grade") : ""),
        };
        student->number = ht_import_student(import, &known, student->where);
        ht_list_add_number(import, ht_list_get(reading->class_members, class_), student->number);
    }
}

/* The key of the seminar of a choice or a lesson. */
static const char *seminar_of(const struct reading *reading, const struct ht_record *record)
{
    return ht_import_made(reading->import, "%s\n%s", ht_says(record, "subjectid"),
                          ht_says(record, "seminargroup"));
}

static void make_seminars(struct reading *reading)
{
    for (uint32_t n = 0; n < reading->choices->count; n++) {
        const struct ht_record *choice = ht_list_at(reading->choices, n);
        const struct ht_record *student =
            ht_list_find(reading->students, ht_says(choice, "studentid"));
        if (student && *ht_says(choice, "seminargroup"))
            ht_list_add_number(reading->import,
                               ht_list_get(reading->seminars, seminar_of(reading, choice)),
                               student->number);
    }
}

/* ------------------------------------------------------------ who has a lesson */

static void add_member(struct reading *reading, uint32_t student)
{
    if (student == HT_NONE || reading->is_member[student])
        return;
    reading->is_member[student] = true;
    *(uint32_t *)ht_list_add(reading->members, NULL) = student;
}

static void add_all(struct reading *reading, const struct ht_some *students)
{
    for (uint32_t n = 0; n < students->count; n++)
        add_member(reading, students->numbers[n]);
}

static void add_student(struct reading *reading, const char *id, struct ht_where where)
{
    (void)where;
    const struct ht_record *student = ht_list_find(reading->students, id);
    if (student)
        add_member(reading, student->number);
}

static void add_class(struct reading *reading, const char *id, struct ht_where where)
{
    (void)where;
    add_all(reading, ht_list_numbers(reading->class_members, id));
}

/* One "student" for a class whose students are not in the file. */
static void add_stand_in(struct reading *reading, const char *class_, struct ht_where where)
{
    const char *label = labels_of(reading, CLASS, class_, where);
    const struct ht_record *of = ht_list_find(reading->things[CLASS], class_);
    const char *year = ht_year_in(reading->import, of ? ht_says(of, "grade") : "");
    const struct ht_import_student student = {.id = label, .name = "", .form = label, .year = year};
    uint32_t number = *label ? ht_import_student(reading->import, &student, where) : HT_NONE;
    if (number != HT_NONE)
        *(uint32_t *)ht_list_add(reading->members, NULL) = number;
}

/* Calls for each id of a list. */
static void add_listed(struct reading *reading, const char *ids,
                       void (*add)(struct reading *reading, const char *id, struct ht_where where),
                       struct ht_where where)
{
    char *rest = ht_import_made(reading->import, "%s", ids), *id;
    while ((id = ht_list_part(&rest)))
        add(reading, id, where);
}

static void add_group(struct reading *reading, const char *id, struct ht_where where)
{
    const struct ht_record *group = ht_list_find(reading->groups, id);
    const char *students = group ? ht_says(group, "studentids") : "";
    if (!group)
        return;
    if (*students)
        add_listed(reading, students, add_student, where);
    else if (!strcmp(ht_says(group, "entireclass"), "1"))
        add_class(reading, ht_says(group, "classid"), where);
    else
        ht_note(reading->import->notes, HT_NOTE_DROPPED, where,
                "lessons of a group of which the file does not say who is in it", "%s of class %s",
                ht_says(group, "name"), label_of(reading, CLASS, ht_says(group, "classid"), where));
}

/* Those it names; those who chose it; else its groups; else its classes. */
static void gather(struct reading *reading, const struct ht_record *lesson, struct ht_where where)
{
    struct ht_list *members = reading->members;
    for (uint32_t n = 0; n < members->count && reading->students->count; n++)
        reading->is_member[*(uint32_t *)ht_list_at(members, n)] = false;
    members->count = 0;
    if (!reading->students->count) {
        add_listed(reading, ht_says(lesson, "classids|classid"), add_stand_in, where);
        return;
    }
    add_listed(reading, ht_says(lesson, "studentids"), add_student, where);
    if (!members->count)
        add_all(reading, ht_list_numbers(reading->seminars, seminar_of(reading, lesson)));
    if (!members->count && *ht_says(lesson, "groupids|groupid"))
        add_listed(reading, ht_says(lesson, "groupids|groupid"), add_group, where);
    else if (!members->count)
        add_listed(reading, ht_says(lesson, "classids|classid"), add_class, where);
}

/* ------------------------------------------------------------ times */

/* The length of the longest of several masks of digits. */
static size_t longest_mask(const char *masks)
{
    size_t most = 0;
    while (*masks) {
        size_t length = strcspn(masks, ",");
        most = length > most ? length : most;
        masks += length + (masks[length] == ',');
    }
    return most;
}

/* How many days, weeks or terms there are: digits of a card, or its greatest number of a day. */
static size_t longest(const struct reading *reading, const char *path)
{
    size_t most = 1;
    for (uint32_t n = 0; n < reading->cards->count; n++) {
        const struct ht_record *card = ht_list_at(reading->cards, n);
        size_t length = longest_mask(ht_says(card, path));
        size_t number = strcmp(path, "days") != 0
                            ? 0
                            : (size_t)(atoi(ht_says(card, "day")) + !reading->is_counted_from_one) %
                                  (MOST_PLACES + 2);
        most = length > most ? length : most;
        most = number > most ? number : most;
    }
    return most;
}

/* The name of a day, week or term that the file defines alone, or NULL. */
static const char *name_defined(const struct ht_list *places, size_t number)
{
    for (uint32_t n = 0; n < places->count; n++) {
        const struct ht_record *place = ht_list_at(places, n);
        const char *digits = ht_says(place, "days|weeks|terms"),
                   *name = ht_says(place, "name|short");
        const char *one = strchr(digits, '1');
        if (one && (size_t)(one - digits) == number && !one[strspn(one + 1, "0") + 1] && *name)
            return name;
    }
    return NULL;
}

/* Those of 2008 are in a list of their own, by their numbers. */
static const char *name_of_day(const struct reading *reading, size_t number)
{
    const char *name = name_defined(reading->days, number);
    for (uint32_t n = 0; !name && n < reading->old_days->count; n++) {
        const struct ht_record *day = ht_list_at(reading->old_days, n);
        if ((size_t)(atoi(ht_says(day, "day")) - reading->is_counted_from_one) == number &&
            *ht_says(day, "day") && *ht_says(day, "name|short"))
            name = ht_says(day, "name|short");
    }
    return name ? name : ht_import_made(reading->import, "%zu", number + 1);
}

/* The name of a week; where others have definitions of their own, so must it. */
static const char *name_of_week(const struct reading *reading, size_t number, struct ht_where where)
{
    const char *name = name_defined(reading->weeks, number);
    if (reading->week_count < 2)
        return "";
    if (!name && reading->weeks->count)
        ht_fault(reading->import->faults, HT_FAULT, where.file, where.line,
                 "cards are in a week %zu, but no <weeksdef> names it alone; name it in aSc and "
                 "export again",
                 number + 1);
    return name ? name : ht_import_made(reading->import, "%zu", number + 1);
}

static bool know_times(struct reading *reading, struct ht_where where)
{
    struct ht_import *import = reading->import;
    struct ht_strings *names = ht_strings_new();
    reading->day_count = longest(reading, "days");
    reading->week_count = longest(reading, "weeks");
    reading->term_count = longest(reading, "terms");
    for (size_t day = 0; day < reading->day_count && day <= MOST_PLACES; day++)
        ht_strings_add(names, name_of_day(reading, day));
    reading->cycle = ht_import_keep(import, HT_NEW(struct ht_cycle_day, MOST_PLACES + 1));
    reading->week_names = ht_import_keep(import, HT_NEW(const char *, MOST_PLACES));
    bool is_known = reading->day_count == ht_strings_count(names) &&
                    reading->week_count <= MOST_PLACES &&
                    ht_cycle_days(import, names, true, reading->cycle, where);
    for (size_t week = 0; is_known && week < reading->week_count; week++)
        reading->week_names[week] = name_of_week(reading, week, where);
    if (!is_known && !ht_diagnostics_count(import->faults, HT_FAULT))
        ht_fault(import->faults, HT_FAULT, where.file, where.line,
                 "%zu days and %zu weeks, some of the same name, are no cycle; correct them in aSc "
                 "and export again",
                 reading->day_count, reading->week_count);
    ht_strings_free(names);
    return ht_know_term(import, reading->term_count, &reading->term, where) && is_known;
}

/* The place of a card's period; the count of periods where the file does not explain it. */
static uint32_t period_of(const struct reading *reading, const struct ht_record *card)
{
    uint32_t place = 0;
    while (place < reading->periods->count &&
           strcmp(ht_says(ht_list_at(reading->periods, place), "period"),
                  ht_says(card, "period")) != 0)
        place++;
    return place;
}

/* A card of a lesson of several periods by its lesson and when it is, so many periods later; NULL
   for another one. */
static const char *long_card_at(const struct reading *reading, const struct ht_record *card,
                                uint32_t later)
{
    const struct ht_record *lesson = ht_list_find(reading->lessons, ht_says(card, "lessonid"));
    if (!lesson || lesson->number <= 1)
        return NULL;
    return ht_import_made(reading->import, "%s\n%s\n%s\n%s\n%s\n%u", ht_says(card, "lessonid"),
                          ht_says(card, "days"), ht_says(card, "day"), ht_says(card, "weeks"),
                          ht_says(card, "terms"), (unsigned)(period_of(reading, card) + later));
}

/* aSc itself writes a card for each period of a lesson, others one for all of them. What a file
   does is seen where a lesson of several periods is on: whether it has the period after, too. */
static void settle_lengths(struct reading *reading, struct ht_where where)
{
    struct ht_strings *cards = ht_strings_new();
    size_t long_cards = 0, followed = 0;
    for (uint32_t n = 0; n < reading->lessons->count; n++) {
        struct ht_record *lesson = ht_list_at(reading->lessons, n);
        int length = atoi(ht_says(lesson, "periodspercard|durationperiods"));
        lesson->number = length >= 1 && length <= MOST_PERIODS ? (uint32_t)length : 1;
    }
    for (uint32_t n = 0; n < reading->cards->count; n++) {
        const char *key = long_card_at(reading, ht_list_at(reading->cards, n), 0);
        long_cards += key != NULL;
        if (key)
            ht_strings_add(cards, key);
    }
    for (uint32_t n = 0; n < reading->cards->count; n++) {
        const char *key = long_card_at(reading, ht_list_at(reading->cards, n), 1);
        followed += key && ht_strings_find(cards, key) != HT_NONE;
    }
    ht_strings_free(cards);
    bool has_each = 4 * followed >= long_cards;
    for (uint32_t n = 0; has_each && n < reading->lessons->count; n++)
        ((struct ht_record *)ht_list_at(reading->lessons, n))->number = 1;
    if (!has_each)
        ht_note(reading->import->notes, HT_NOTE_TAKEN, where,
                "a card stands for all periods of its lesson, since hardly any has another one in "
                "the period after",
                "%zu cards of lessons of several periods, %zu with another one after", long_cards,
                followed);
}

/* Whether some of the masks has the place. */
static bool is_on(const char *masks, size_t place)
{
    if (!*masks)
        return true;
    while (*masks) {
        size_t length = strcspn(masks, ",");
        if (place < length && masks[place] == '1')
            return true;
        masks += length + (masks[length] == ',');
    }
    return false;
}

static bool is_on_day(const struct reading *reading, const struct ht_record *card, size_t day)
{
    if (*ht_says(card, "days"))
        return is_on(ht_says(card, "days"), day);
    return *ht_says(card, "day") &&
           (size_t)(atoi(ht_says(card, "day")) - reading->is_counted_from_one) == day;
}

static int minutes_of(const struct ht_record *period, const char *path)
{
    int minutes = 0;
    return ht_cell_time(ht_says(period, path), &minutes) ? 0 : minutes;
}

/* ------------------------------------------------------------ lessons */

/* The classes and, of groups that are only part of one, their names. */
static const char *groups_of(const struct reading *reading, const struct ht_record *lesson,
                             struct ht_where where)
{
    struct ht_strings *seen = ht_strings_new();
    const char *classes = labels_of(reading, CLASS, ht_says(lesson, "classids|classid"), where);
    char *name = ht_copy_text(classes, strlen(classes));
    char *rest = ht_import_made(reading->import, "%s", ht_says(lesson, "groupids|groupid")), *id;
    while ((id = ht_list_part(&rest))) {
        const struct ht_record *group = ht_list_find(reading->groups, id);
        uint32_t count = ht_strings_count(seen);
        if (group && strcmp(ht_says(group, "entireclass"), "1") != 0 &&
            ht_strings_add(seen, ht_says(group, "name")) == count)
            name = ht_list_join(name, count ? "+" : "/", ht_says(group, "name"));
    }
    ht_strings_free(seen);
    return ht_import_keep(reading->import, name);
}

static uint32_t make_content(const struct reading *reading, const struct ht_record *lesson,
                             const struct ht_record *card)
{
    const char *subject = label_of(reading, SUBJECT, ht_says(lesson, "subjectid"), card->where);
    const char *groups = groups_of(reading, lesson, card->where);
    const char *class_ = ht_list_class(reading->import, groups, subject, card->where);
    const char *teacher =
        labels_of(reading, TEACHER, ht_says(lesson, "teacherids|teacherid"), card->where);
    const char *room =
        labels_of(reading, ROOM, ht_says(card, "classroomids|classroomid"), card->where);
    const struct ht_import_content content = {subject, class_, teacher, room};
    return ht_import_content(reading->import, &content, card->where);
}

/* A card's lessons in one week, on one day. */
static void place_card(struct reading *reading, const struct ht_record *card, uint32_t length,
                       uint32_t content, size_t day, const char *week)
{
    struct ht_import *import = reading->import;
    const struct ht_list *periods = reading->periods;
    const struct ht_cycle_day *is = &reading->cycle[day];
    const char *said_week = *is->week ? is->week : week;
    uint32_t first = period_of(reading, card);
    for (uint32_t n = 0; n < length; n++) {
        bool is_explained = first + n < periods->count;
        const struct ht_record *period = is_explained ? ht_list_at(periods, first + n) : card;
        if (!is_explained)
            ht_note(import->notes, n ? HT_NOTE_DROPPED : HT_NOTE_TAKEN, card->where,
                    n ? "a period after the last one of the day"
                      : "a period that the file does not explain is called by its number",
                    "period %s, lesson %s", ht_says(card, "period"), ht_says(card, "lessonid"));
        if (!is_explained && n)
            return;
        uint32_t slot = ht_import_slot(
            import, said_week, is->weekday,
            ht_cycle_period(import, is, ht_says(period, "name|short|period")), card->where);
        ht_import_period(import, slot, minutes_of(period, "starttime"),
                         minutes_of(period, "endtime"), -1);
        ht_import_lessons(import, reading->members, slot, content, card->where);
    }
}

/* What is left out of a card as a whole; NULL: nothing. */
static const char *why_not(struct reading *reading, const struct ht_record *lesson,
                           const struct ht_record *card)
{
    if (!lesson)
        return "a card of a lesson that the file does not have";
    if (!*ht_says(card, "period") || (!*ht_says(card, "days") && !*ht_says(card, "day")))
        return "a card without a day and a period: it has no place yet";
    if (strchr(ht_says(card, "days"), ','))
        return "a card of which aSc leaves the day open";
    if (!is_on(ht_says(card, "terms"), reading->term))
        return "cards of other terms than the one that is read; import each term's timetable by "
               "itself, with --solution 2 and so on, and --from its first date";
    gather(reading, lesson, card->where);
    return reading->members->count ? NULL : "a card without students";
}

static void make_card(struct reading *reading, const struct ht_record *card)
{
    struct ht_import_report *notes = reading->import->notes;
    const struct ht_record *lesson = ht_list_find(reading->lessons, ht_says(card, "lessonid"));
    const char *reason = why_not(reading, lesson, card);
    if (reason) {
        ht_note(notes, HT_NOTE_DROPPED, card->where, reason, "lesson %s",
                ht_says(card, "lessonid"));
        return;
    }
    if (strchr(ht_says(card, "weeks"), ','))
        ht_note(notes, HT_NOTE_LOOK, card->where,
                "cards of which aSc leaves the week open, taken for each of those that may be",
                "lesson %s, weeks %s", ht_says(card, "lessonid"), ht_says(card, "weeks"));
    for (size_t term = 0; term < reading->term_count; term++)
        if (!is_on(ht_says(card, "terms"), term)) {
            ht_note(notes, HT_NOTE_LOOK, card->where,
                    "cards of some terms only, this one among them; import the other ones' "
                    "timetable, too, with --solution 2 and so on, and --from its first date",
                    "lesson %s, terms %s", ht_says(card, "lessonid"), ht_says(card, "terms"));
            break;
        }
    uint32_t content = make_content(reading, lesson, card);
    for (size_t week = 0; week < reading->week_count; week++)
        for (size_t day = 0; is_on(ht_says(card, "weeks"), week) && day < reading->day_count; day++)
            if (is_on_day(reading, card, day))
                place_card(reading, card, lesson->number, content, day, reading->week_names[week]);
}

static void read_file(struct ht_import *import, const struct ht_source *source)
{
    const struct ht_where where = {source->path, 1};
    struct reading reading = {
        .import = import,
        .class_members = HT_LIST(import, struct ht_some),
        .seminars = HT_LIST(import, struct ht_some),
        .members = HT_LIST(import, uint32_t),
    };
    if (!ht_elements_read(&reading, source, elements))
        return;
    import->row_count += reading.cards->count;
    for (enum kind kind = 0; kind < KINDS; kind++)
        reading.have_shorts[kind] = tells_apart(reading.things[kind], "short");
    make_students(&reading);
    make_seminars(&reading);
    settle_lengths(&reading, where);
    if (!reading.cards->count || !know_times(&reading, where))
        return;
    reading.is_member = ht_import_keep(import, HT_NEW(bool, import->student_count));
    for (uint32_t n = 0; n < reading.cards->count; n++) {
        const struct ht_record *card = ht_list_at(reading.cards, n);
        make_card(&reading, card);
        if (ht_import_is_full(import, card->where, "export again"))
            break;
    }
    import->is_of_classes |= !reading.students->count;
    if (!reading.students->count)
        ht_note(import->notes, HT_NOTE_TO_DO, where,
                "students: the file has none, so one student stands for each class; enter them in "
                "aSc or put theirs into students.csv and timetable.csv",
                "%zu classes", import->student_count);
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    for (size_t n = 0; n < sources->count; n++)
        read_file(import, &sources->files[n]);
}

const struct ht_import_format ht_import_asc = {
    .word = "asc",
    .what = "aSc TimeTables: the XML that it exports",
    .recognises = recognises,
    .read = read_files,
};
