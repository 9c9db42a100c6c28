/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * timetable.csv, by far the largest file. Its rows repeat few slots and few lessons, so each
 * different text is looked at once and a row is kept as four numbers until the periods are known.
 */
#include "io/base/cells.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CHANGES = 12 };

struct row {
    uint32_t student;
    uint32_t slot;   /* place in slots */
    uint32_t lesson; /* place in ht_school.lessons */
    int line;
};

/* A slot as some row writes it. */
struct named_slot {
    struct ht_recurrence when;
    uint32_t next; /* the row's next slot, or HT_NONE */
    bool is_good;
    int line;          /* of the first row that has it */
    uint32_t *periods; /* owned; places in ht_school.periods, once they are known */
    uint32_t count;
};

struct ht_lesson_rows {
    struct row *rows;
    size_t count, capacity;
    struct ht_strings *slot_texts; /* what rows write, joined; numbers are places in slots */
    struct named_slot *slots;
    uint32_t slot_count, slot_capacity;
    struct ht_strings *lesson_texts;
    uint32_t *lessons; /* by number of lesson_texts: place in ht_school.lessons */
    uint32_t lesson_count, lesson_capacity;

    char *joined; /* for looking a row's texts up */
    size_t joined_capacity;
    const char *student_id; /* of the last row: mostly the next one's too */
    uint32_t student;
};

/* ------------------------------------------------------------ looking up */

/* The row's cells of some columns in one text. */
static const char *join(struct ht_lesson_rows *rows, const struct ht_record_source *records,
                        const enum ht_column *columns, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const char *cell = records->cells[columns[i]];
        size_t length = strlen(cell);
        while (rows->joined_capacity < used + length + 2) {
            rows->joined_capacity = 2 * rows->joined_capacity + 256;
            rows->joined = ht_resize(rows->joined, rows->joined_capacity, 1);
        }
        memcpy(rows->joined + used, cell, length);
        used += length;
        rows->joined[used++] = '\n';
    }
    rows->joined[used] = 0;
    return rows->joined;
}

/* Adds a slot, of a text that no other one has. */
static struct named_slot *add_slot(struct ht_lesson_rows *rows, const char *text, int line)
{
    ht_strings_add(rows->slot_texts, text);
    HT_GROW(rows->slots, rows->slot_count, rows->slot_capacity);
    struct named_slot *named = &rows->slots[rows->slot_count++];
    *named = (struct named_slot){.next = HT_NONE, .line = line};
    return named;
}

/* Dates of a slot that was read, right or wrong, and what the school's days and weeks are by it. */
static void settle_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                        struct named_slot *named, bool is_day_said)
{
    named->is_good &= ht_field_dates(records, &named->when.from, &named->when.to);
    if (named->is_good && is_day_said)
        reader->named_days |= named->when.days;
    reader->has_no_week |= named->is_good && !named->when.weeks.count;
}

/* "1Tue:1, 1Wed:2" are several slots, each the next one of the one before. */
static void read_slot_cell(struct ht_school_reader *reader, const struct ht_record_source *records,
                           const char *text)
{
    struct ht_lesson_rows *rows = reader->lessons;
    char *copy = ht_format("%s", records->cells[HT_COL_SLOT]), *list = copy, *part;
    for (uint32_t count = 0; (part = ht_when_part(&list)); count++) {
        char *key = count ? ht_format("%s%u", text, (unsigned)count) : ht_format("%s", text);
        if (count)
            rows->slots[rows->slot_count - 1].next = rows->slot_count;
        struct named_slot *named = add_slot(rows, key, records->line);
        named->is_good = ht_read_slot_text(reader, records, part, HT_NEW_WEEKS_ADDED, &named->when);
        settle_slot(reader, records, named, true);
        free(key);
    }
    free(copy);
}

static void read_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                      const char *text)
{
    const char *period;
    struct named_slot *named = add_slot(reader->lessons, text, records->line);
    named->is_good = ht_read_slot(reader, records, HT_NEW_WEEKS_ADDED, &named->when);
    settle_slot(reader, records, named, !ht_cell_is_every(records->cells[HT_COL_DAY]));
    named->is_good = ht_field_need(records, HT_COL_PERIOD, &period) && named->is_good;
}

/* The first of the row's slots. */
static uint32_t find_slot(struct ht_school_reader *reader, const struct ht_record_source *records)
{
    static const enum ht_column columns[] = {HT_COL_WEEK, HT_COL_DAY,  HT_COL_PERIOD,
                                             HT_COL_SLOT, HT_COL_FROM, HT_COL_TO};
    struct ht_lesson_rows *rows = reader->lessons;
    const char *text = join(rows, records, columns, sizeof columns / sizeof *columns);
    uint32_t number = ht_strings_find(rows->slot_texts, text);
    if (number != HT_NONE)
        return number;
    number = rows->slot_count;
    if (*records->cells[HT_COL_SLOT])
        read_slot_cell(reader, records, text);
    else
        read_slot(reader, records, text);
    return number;
}

/* The text, and each of several teachers who are joined by '+'. */
static void add_teachers(struct ht_strings *teachers, const char *text)
{
    uint32_t count = ht_strings_count(teachers);
    if (ht_strings_add(teachers, text) < count || !strchr(text, '+'))
        return;
    char *copy = ht_copy_text(text, strlen(text)), *rest = copy, *part;
    while ((part = strsep(&rest, "+")))
        if (*(part = ht_cell_trim(part)))
            ht_strings_add(teachers, part);
    free(copy);
}

static uint32_t add_lesson(struct ht_school_reader *reader, const struct ht_record_source *records)
{
    struct ht_school *school = reader->school;
    const char *class_ = records->cells[HT_COL_CLASS];
    struct ht_lesson lesson = {
        .subject = ht_school_subject(school, records->cells[HT_COL_SUBJECT]),
        .class_ = {*class_ ? ht_strings_add(school->classes, class_) : HT_NONE},
        .teacher = ht_field_text(records, HT_COL_TEACHER, school),
        .room = ht_field_text(records, HT_COL_ROOM, school),
    };
    add_teachers(reader->teachers, lesson.teacher);
    return ht_school_add_lesson(school, &lesson).i;
}

static uint32_t find_lesson(struct ht_school_reader *reader, const struct ht_record_source *records)
{
    static const enum ht_column columns[] = {HT_COL_SUBJECT, HT_COL_CLASS, HT_COL_TEACHER,
                                             HT_COL_ROOM};
    struct ht_lesson_rows *rows = reader->lessons;
    const char *text = join(rows, records, columns, sizeof columns / sizeof *columns);
    uint32_t number = ht_strings_add(rows->lesson_texts, text);
    if (number == rows->lesson_count) {
        HT_GROW(rows->lessons, rows->lesson_count, rows->lesson_capacity);
        rows->lessons[rows->lesson_count++] = add_lesson(reader, records);
    }
    return rows->lessons[number];
}

static uint32_t find_student(struct ht_school_reader *reader,
                             const struct ht_record_source *records)
{
    struct ht_lesson_rows *rows = reader->lessons;
    const char *id = records->cells[HT_COL_STUDENT];
    if (rows->student_id && !strcmp(rows->student_id, id))
        return rows->student;
    struct ht_known known = ht_known_students(reader->school);
    rows->student_id = NULL;
    rows->student = HT_NONE;
    if (ht_field_need(records, HT_COL_STUDENT, &id)) {
        rows->student = ht_field_known(records, HT_COL_STUDENT, &known);
        rows->student_id = ht_school_text(reader->school, id);
    }
    return rows->student;
}

static void read_row(struct ht_school_reader *reader, const struct ht_record_source *records)
{
    struct ht_lesson_rows *rows = reader->lessons;
    const char *subject;
    uint32_t student = find_student(reader, records);
    uint32_t slot = find_slot(reader, records);
    if (!ht_field_need(records, HT_COL_SUBJECT, &subject))
        return;
    uint32_t lesson = find_lesson(reader, records);
    for (; student != HT_NONE && slot != HT_NONE; slot = rows->slots[slot].next) {
        if (!rows->slots[slot].is_good)
            continue;
        HT_GROW(rows->rows, rows->count, rows->capacity);
        rows->rows[rows->count++] = (struct row){student, slot, lesson, records->line};
    }
}

/* ------------------------------------------------------------ changes */

static void add_change(struct ht_school *school, ht_date date)
{
    size_t place = school->change_count;
    for (size_t n = 0; n < school->change_count; n++)
        if (school->changes[n].days == date.days)
            return;
    school->changes = ht_resize(school->changes, place + 1, sizeof *school->changes);
    for (; place && school->changes[place - 1].days > date.days; place--)
        school->changes[place] = school->changes[place - 1];
    school->changes[place] = date;
    school->change_count++;
}

/* The dates between which rows hold divide time into timetables. */
static void find_changes(struct ht_school_reader *reader)
{
    struct ht_school *school = reader->school;
    const struct ht_lesson_rows *rows = reader->lessons;
    for (uint32_t n = 0; n < rows->slot_count && school->change_count <= MOST_CHANGES; n++) {
        const struct named_slot *slot = &rows->slots[n];
        if (!slot->is_good)
            continue;
        if (slot->when.from.days != HT_DATE_FIRST.days)
            add_change(school, slot->when.from);
        if (slot->when.to.days != HT_DATE_LAST.days)
            add_change(school, ht_date_plus(slot->when.to, 1));
    }
    if (school->change_count <= MOST_CHANGES)
        return;
    school->change_count = 0;
    HT_FILE_FAULT(reader, HT_FAULT, HT_TIMETABLE_CSV, 1,
                  "the rows begin and end on more than %d dates (from, to); leave out what is past",
                  MOST_CHANGES);
}

void ht_read_timetable(struct ht_school_reader *reader)
{
    struct ht_lesson_rows *rows = HT_NEW(struct ht_lesson_rows, 1);
    rows->slot_texts = ht_strings_new();
    rows->lesson_texts = ht_strings_new();
    reader->lessons = rows;
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_TIMETABLE_CSV, &records))
        read_row(reader, records);
    find_changes(reader);
}

void ht_lesson_rows_free(struct ht_lesson_rows *rows)
{
    if (!rows)
        return;
    for (uint32_t i = 0; i < rows->slot_count; i++) {
        free(rows->slots[i].when.weeks.numbers);
        free(rows->slots[i].when.periods.numbers);
        free(rows->slots[i].periods);
    }
    ht_strings_free(rows->slot_texts);
    ht_strings_free(rows->lesson_texts);
    free(rows->slots);
    free(rows->lessons);
    free(rows->joined);
    free(rows->rows);
    free(rows);
}

/* ------------------------------------------------------------ entering */

/* Whether the rows of the slot hold in the timetable that a period is of. */
static bool holds(const struct ht_school *school, const struct named_slot *named,
                  const struct ht_period *period)
{
    uint32_t change = period->week.i / ht_strings_count(school->weeks);
    ht_date first = change ? school->changes[change - 1] : HT_DATE_FIRST;
    return named->when.from.days <= first.days && first.days <= named->when.to.days;
}

static void place_slot(const struct ht_school_reader *reader, struct named_slot *named)
{
    const struct ht_school *school = reader->school;
    if (!named->is_good ||
        !ht_slot_exists(reader, HT_FAULT, &named->when,
                        ht_school_reader_file(reader, HT_TIMETABLE_CSV).name, named->line))
        return;
    named->periods = HT_NEW(uint32_t, school->period_count);
    for (uint32_t i = 0; i < school->period_count; i++)
        if (ht_slot_has(school, &named->when, &school->periods[i]) &&
            holds(school, named, &school->periods[i]))
            named->periods[named->count++] = i;
    named->periods = ht_resize(named->periods, named->count + 1, sizeof *named->periods);
}

/* The line of the row before this one that entered the student's lesson in that period. */
static int line_before(const struct ht_lesson_rows *rows, const struct row *row, uint32_t period)
{
    for (const struct row *other = rows->rows; other < row; other++) {
        const struct named_slot *slot = &rows->slots[other->slot];
        for (uint32_t i = 0; other->student == row->student && i < slot->count; i++)
            if (slot->periods[i] == period)
                return other->line;
    }
    return row->line;
}

static void fault_clash(const struct ht_school_reader *reader, const struct row *row,
                        uint32_t period)
{
    const char *file = ht_school_reader_file(reader, HT_TIMETABLE_CSV).name, *kind = "two lessons";
    const struct ht_school *school = reader->school;
    const struct ht_period *at = &school->periods[period];
    int before = ht_fault_is_shown(reader->faults, HT_FAULT, file, kind)
                     ? line_before(reader->lessons, row, period)
                     : 0;
    ht_fault_of_kind(reader->faults, HT_FAULT, file, row->line, kind,
                     "student '%s' has another lesson in period '%s' on %s in line %d; take one of "
                     "the two rows away",
                     school->students[row->student].id,
                     ht_strings_text(school->period_names, at->name), ht_day_long(at->weekday),
                     before);
}

/* Enters a row's lesson; a student who is elsewhere in several of its periods is told once. */
static void place_row(const struct ht_school_reader *reader, const struct row *row)
{
    struct ht_school *school = reader->school;
    const struct named_slot *slot = &reader->lessons->slots[row->slot];
    bool is_told = false;
    for (uint32_t i = 0; i < slot->count; i++) {
        ht_student_id student = {row->student};
        ht_period_id period = {slot->periods[i]};
        uint32_t there = ht_school_timetabled(school, student, period).i;
        if (there == HT_NONE)
            ht_school_set_lesson(school, student, period, (ht_lesson_id){row->lesson});
        else if (there != row->lesson && !is_told) {
            fault_clash(reader, row, period.i);
            is_told = true;
        }
    }
}

void ht_place_lessons(struct ht_school_reader *reader)
{
    struct ht_lesson_rows *rows = reader->lessons;
    for (uint32_t i = 0; i < rows->slot_count; i++)
        place_slot(reader, &rows->slots[i]);
    for (size_t i = 0; i < rows->count; i++)
        place_row(reader, &rows->rows[i]);
}
