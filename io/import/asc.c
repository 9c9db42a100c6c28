/* SPDX-License-Identifier: GPL-3.0-or-later */
/** aSc TimeTables: the XML that it exports, of 2008 or 2012. */
#include "io/import/asc.h"

#include "io/base/cells.h"
#include "io/import/formats.h"
#include "io/xml/stream.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BEGINNING = 4096 /* bytes that a root's attributes are in */, MOST_PERIODS = 60 };

struct reading {
    struct ht_asc *asc;
    const struct ht_xml_element *element;
    struct ht_where where;
};

static bool recognises(const struct ht_source *source)
{
    size_t size = source->size < BEGINNING ? source->size : BEGINNING;
    return ht_xml_has_root(source, "timetable") &&
           (memmem(source->bytes, size, "ascttversion", 12) ||
            memmem(source->bytes, size, "importtype", 10));
}

/* ------------------------------------------------------------ attributes */

static const char *text_of(const struct reading *reading, const char *attribute)
{
    return ht_import_text(reading->asc->import, ht_xml_attribute(reading->element, attribute));
}

/* The first of two that says something: elements of 2008 call some attributes otherwise. */
static const char *either(const struct reading *reading, const char *one, const char *other)
{
    const char *text = text_of(reading, one);
    return *text ? text : text_of(reading, other);
}

static int time_of(const struct reading *reading, const char *attribute)
{
    int minutes = 0;
    const char *text = text_of(reading, attribute);
    return ht_cell_time(text, &minutes) ? 0 : minutes;
}

/* Adds the element's id to a set; false after a note where another element has it. */
static bool is_new(const struct reading *reading, struct ht_strings *ids)
{
    const char *id = ht_xml_attribute(reading->element, "id");
    uint32_t count = ht_strings_count(ids);
    if (ht_strings_add(ids, id) == count)
        return true;
    ht_note(reading->asc->import->notes, HT_NOTE_DROPPED, reading->where,
            "elements with the id of another one", "<%s id=\"%s\">", reading->element->name, id);
    return false;
}

/* ------------------------------------------------------------ elements */

static void take_thing(const struct reading *reading, enum ht_asc_kind kind)
{
    struct ht_asc_things *things = &reading->asc->things[kind];
    if (!is_new(reading, things->ids))
        return;
    HT_GROW(things->things, things->count, things->capacity);
    things->things[things->count++] = (struct ht_asc_thing){
        .name = text_of(reading, "name"),
        .short_name = text_of(reading, "short"),
        .grade = text_of(reading, "grade"),
    };
}

static void take_subject(const struct reading *reading)
{
    take_thing(reading, HT_ASC_SUBJECT);
}

static void take_teacher(const struct reading *reading)
{
    take_thing(reading, HT_ASC_TEACHER);
}

static void take_room(const struct reading *reading)
{
    take_thing(reading, HT_ASC_ROOM);
}

static void take_class(const struct reading *reading)
{
    take_thing(reading, HT_ASC_CLASS);
}

static const char *name_of_student(const struct reading *reading)
{
    const char *first = text_of(reading, "firstname"), *last = text_of(reading, "lastname");
    if (!*first && !*last)
        return text_of(reading, "name");
    char *name = ht_format("%s%s%s", first, *first && *last ? " " : "", last);
    const char *text = ht_import_text(reading->asc->import, name);
    free(name);
    return text;
}

static void take_student(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    if (!is_new(reading, asc->student_ids))
        return;
    HT_GROW(asc->students, asc->student_count, asc->student_capacity);
    asc->students[asc->student_count++] = (struct ht_asc_student){
        .name = name_of_student(reading),
        .number = text_of(reading, "number"),
        .class_ = text_of(reading, "classid"),
        .student = HT_NONE,
        .where = reading->where,
    };
}

static void take_group(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    if (!is_new(reading, asc->group_ids))
        return;
    HT_GROW(asc->groups, asc->group_count, asc->group_capacity);
    asc->groups[asc->group_count++] = (struct ht_asc_group){
        .name = text_of(reading, "name"),
        .class_ = text_of(reading, "classid"),
        .students = text_of(reading, "studentids"),
        .is_whole = !strcmp(text_of(reading, "entireclass"), "1"),
    };
}

static void take_choice(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    HT_GROW(asc->choices, asc->choice_count, asc->choice_capacity);
    asc->choices[asc->choice_count++] = (struct ht_asc_choice){
        .student = text_of(reading, "studentid"),
        .subject = text_of(reading, "subjectid"),
        .seminar = text_of(reading, "seminargroup"),
    };
}

static void take_lesson(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    if (!is_new(reading, asc->lesson_ids))
        return;
    int length = atoi(either(reading, "periodspercard", "durationperiods"));
    HT_GROW(asc->lessons, asc->lesson_count, asc->lesson_capacity);
    asc->lessons[asc->lesson_count++] = (struct ht_asc_lesson){
        .classes = either(reading, "classids", "classid"),
        .subject = text_of(reading, "subjectid"),
        .teachers = either(reading, "teacherids", "teacherid"),
        .groups = either(reading, "groupids", "groupid"),
        .students = text_of(reading, "studentids"),
        .rooms = either(reading, "classroomids", "classroomid"),
        .seminar = text_of(reading, "seminargroup"),
        .length = length >= 1 && length <= MOST_PERIODS ? (uint32_t)length : 1,
    };
}

static void take_card(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    HT_GROW(asc->cards, asc->card_count, asc->card_capacity);
    asc->cards[asc->card_count++] = (struct ht_asc_card){
        .lesson = text_of(reading, "lessonid"),
        .period = text_of(reading, "period"),
        .days = text_of(reading, "days"),
        .day = text_of(reading, "day"),
        .weeks = text_of(reading, "weeks"),
        .terms = text_of(reading, "terms"),
        .rooms = either(reading, "classroomids", "classroomid"),
        .where = reading->where,
    };
    asc->import->row_count++;
}

static void take_period(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    HT_GROW(asc->periods, asc->period_count, asc->period_capacity);
    const char *name = either(reading, "name", "short");
    asc->periods[asc->period_count++] = (struct ht_asc_period){
        .number = text_of(reading, "period"),
        .name = *name ? name : text_of(reading, "period"),
        .start = time_of(reading, "starttime"),
        .end = time_of(reading, "endtime"),
    };
}

/* A definition of one day or week alone names it. */
static void take_place(const struct reading *reading, const char *mask,
                       struct ht_asc_place **places, size_t *count, size_t *capacity)
{
    const char *one = strchr(mask, '1');
    if (!one || one[strspn(one + 1, "0") + 1])
        return;
    HT_GROW(*places, *count, *capacity);
    (*places)[(*count)++] =
        (struct ht_asc_place){(size_t)(one - mask), either(reading, "name", "short")};
}

static void take_day(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    take_place(reading, text_of(reading, "days"), &asc->days, &asc->day_count, &asc->day_capacity);
}

static void take_week(const struct reading *reading)
{
    struct ht_asc *asc = reading->asc;
    take_place(reading, text_of(reading, "weeks"), &asc->weeks, &asc->week_count,
               &asc->week_capacity);
}

static void take_root(const struct reading *reading)
{
    reading->asc->is_counted_from_one =
        strstr(text_of(reading, "options"), "daynumbering1") != NULL;
}

static const struct {
    const char *name;
    void (*take)(const struct reading *reading);
} elements[] = {
    {"card", take_card},       {"lesson", take_lesson},  {"student", take_student},
    {"group", take_group},     {"class", take_class},    {"subject", take_subject},
    {"teacher", take_teacher}, {"classroom", take_room}, {"period", take_period},
    {"daysdef", take_day},     {"weeksdef", take_week},  {"studentsubject", take_choice},
    {"timetable", take_root},
};

static void start(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    reading->element = element;
    reading->where.line = element->line;
    for (size_t n = 0; n < sizeof elements / sizeof *elements; n++)
        if (!strcmp(elements[n].name, element->name)) {
            elements[n].take(reading);
            return;
        }
}

/* ------------------------------------------------------------ files */

static struct ht_asc new_asc(struct ht_import *import)
{
    struct ht_asc asc = {
        .import = import,
        .student_ids = ht_strings_new(),
        .group_ids = ht_strings_new(),
        .lesson_ids = ht_strings_new(),
    };
    for (int kind = 0; kind < HT_ASC_KINDS; kind++)
        asc.things[kind].ids = ht_strings_new();
    return asc;
}

static void free_asc(struct ht_asc *asc)
{
    for (int kind = 0; kind < HT_ASC_KINDS; kind++) {
        ht_strings_free(asc->things[kind].ids);
        free(asc->things[kind].things);
    }
    ht_strings_free(asc->student_ids);
    ht_strings_free(asc->group_ids);
    ht_strings_free(asc->lesson_ids);
    free(asc->students);
    free(asc->groups);
    free(asc->choices);
    free(asc->lessons);
    free(asc->cards);
    free(asc->periods);
    free(asc->days);
    free(asc->weeks);
}

static void read_file(struct ht_import *import, const struct ht_source *source)
{
    struct ht_asc asc = new_asc(import);
    struct reading reading = {.asc = &asc, .where = {source->path, 1}};
    const struct ht_xml_listener listener = {.start = start};
    if (ht_xml_read(source, &listener, &reading, import->faults))
        ht_asc_make_lessons(&asc, (struct ht_where){source->path, 1});
    free_asc(&asc);
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
