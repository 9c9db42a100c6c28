/* SPDX-License-Identifier: GPL-3.0-or-later */
/** FET's sets of students, and the students that they stand for: FET knows their number only. */
#include "io/base/cells.h"
#include "io/gather/years.h"
#include "io/import/fet.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_IN_SET = 10000, MOST_STUDENTS = 1000000, LONGEST_NAME = 512 /* bytes */ };

/* ------------------------------------------------------------ sets */

uint32_t ht_fet_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 9 ? UINT32_MAX / 4 : (uint32_t)strtoul(text, NULL, 10);
}

struct ht_fet_set *ht_fet_set_at(const struct ht_fet *fet, uint32_t number)
{
    return ht_list_at(fet->sets, number);
}

uint32_t ht_fet_set(struct ht_fet *fet, enum ht_fet_level level, const char *name,
                    struct ht_where where)
{
    const char *key = ht_import_made(fet->import, "%d %s", level, name);
    struct ht_fet_set *set = ht_list_add(fet->sets, key);
    const char *text = set ? ht_import_text(fet->import, name) : NULL;
    if (set)
        *set = (struct ht_fet_set){.name = text, .form = text, .year = text, .where = where};
    return ht_list_number(fet->sets, key);
}

/* A set by its name alone, or HT_NONE. */
static uint32_t find_set(const struct ht_fet *fet, const char *name)
{
    uint32_t number = HT_NONE;
    for (int level = 0; level < HT_FET_LEVELS && number == HT_NONE; level++) {
        char *key = ht_format("%d %s", level, name);
        number = ht_list_number(fet->sets, key);
        free(key);
    }
    return number;
}

void ht_fet_add_part(struct ht_fet *fet, uint32_t set, uint32_t part)
{
    char link[32];
    snprintf(link, sizeof link, "%u %u", (unsigned)set, (unsigned)part);
    if (ht_list_add(fet->links, link))
        ht_list_add_number(fet->import, &ht_fet_set_at(fet, set)->parts, part);
}

/* ------------------------------------------------------------ X_students.csv */

static const struct ht_heading headings[] = {
    {"Year", 2 * HT_FET_YEAR},         {"Number of Students per Year", 2 * HT_FET_YEAR + 1},
    {"Group", 2 * HT_FET_GROUP},       {"Number of Students per Group", 2 * HT_FET_GROUP + 1},
    {"Subgroup", 2 * HT_FET_SUBGROUP}, {"Number of Students per Subgroup", 2 * HT_FET_SUBGROUP + 1},
};
const struct ht_headings ht_fet_students_headings = {headings, sizeof headings / sizeof *headings,
                                                     .are_fixed = true};

void ht_fet_take_sets(struct ht_fet *fet, const struct ht_table *row)
{
    uint32_t around = HT_NONE;
    for (int level = 0; level < HT_FET_LEVELS && *ht_table_cell(row, 2 * level); level++) {
        uint32_t set = ht_fet_set(fet, level, ht_table_cell(row, 2 * level), ht_table_where(row));
        ht_fet_set_at(fet, set)->number = ht_fet_number(ht_table_cell(row, 2 * level + 1));
        if (around != HT_NONE)
            ht_fet_add_part(fet, around, set);
        around = set;
    }
}

/* ------------------------------------------------------------ sets in lists */

/* How long the longest beginning of a list is that is a set's name, if any is: to *length. */
static void find_first(const struct ht_fet *fet, const char *list, size_t *length)
{
    for (size_t end = strcspn(list, "+"); end < LONGEST_NAME;
         end += 1 + strcspn(list + end + 1, "+")) {
        char *copy = ht_copy_text(list, end);
        if (find_set(fet, ht_cell_trim(copy)) != HT_NONE)
            *length = end;
        free(copy);
        if (!list[end])
            break;
    }
}

void ht_fet_add_set(struct ht_fet *fet, const char *name, struct ht_some *sets,
                    struct ht_where where)
{
    uint32_t set = find_set(fet, name);
    if (set != HT_NONE)
        ht_list_add_number(fet->import, sets, set);
    else if (*name)
        ht_note(fet->import->notes, HT_NOTE_DROPPED, where,
                "students who are no year, group or subgroup", "'%s'", name);
}

void ht_fet_split_sets(struct ht_fet *fet, const char *list, bool is_new_set_added,
                       struct ht_some *sets, struct ht_where where)
{
    if (is_new_set_added && strchr(list, '+'))
        ht_note(fet->import->notes, HT_NOTE_LOOK, where,
                "students taken apart at each +; where a name has one itself, name X.fet or "
                "X_students.csv, too",
                "%s", list);
    while (*list) {
        size_t length = strcspn(list, "+");
        if (!is_new_set_added)
            find_first(fet, list, &length);
        char *name = ht_cell_trim(ht_import_made(fet->import, "%.*s", (int)length, list));
        if (is_new_set_added && *name)
            ht_fet_set(fet, HT_FET_YEAR, name, where);
        ht_fet_add_set(fet, name, sets, where);
        list += length + (list[length] == '+');
    }
}

/* ------------------------------------------------------------ visits */

static void visit(struct ht_fet *fet, uint32_t number)
{
    struct ht_fet_set *set = ht_fet_set_at(fet, number);
    if (set->seen == fet->visits)
        return;
    set->seen = fet->visits;
    for (uint32_t n = 0; n < set->parts.count; n++)
        visit(fet, set->parts.numbers[n]);
    for (uint32_t n = 0; n < set->count; n++)
        *(uint32_t *)ht_list_add(fet->members, NULL) = set->first + n;
}

const struct ht_list *ht_fet_members(struct ht_fet *fet, const struct ht_some *sets)
{
    fet->visits++;
    fet->members->count = 0;
    for (uint32_t n = 0; n < sets->count; n++)
        visit(fet, sets->numbers[n]);
    return fet->members;
}

/* ------------------------------------------------------------ numbers of students */

/* Parts of which nothing is said have equal shares of what is left of the whole. */
static void share(struct ht_fet *fet, const struct ht_fet_set *whole)
{
    uint32_t said = 0, silent = 0;
    for (uint32_t n = 0; n < whole->parts.count; n++) {
        const struct ht_fet_set *part = ht_fet_set_at(fet, whole->parts.numbers[n]);
        said += part->number;
        silent += !part->number;
        if (!part->number && part->parts.count)
            return;
    }
    if (!silent || whole->number < said + silent)
        return;
    uint32_t rest = whole->number - said;
    for (uint32_t n = 0; n < whole->parts.count; n++) {
        struct ht_fet_set *part = ht_fet_set_at(fet, whole->parts.numbers[n]);
        if (part->number)
            continue;
        part->number = rest / silent;
        rest -= part->number;
        silent--;
        ht_note(fet->import->notes, HT_NOTE_LOOK, part->where,
                "years, groups or subgroups without a number of students, which are given their "
                "share of those that they are part of",
                "%s: %u of the %u in %s", part->name, (unsigned)part->number,
                (unsigned)whole->number, whole->name);
    }
}

/* The numbers of a set and of its parts may contradict each other. */
static void compare_number(struct ht_fet *fet, uint32_t set)
{
    const struct ht_fet_set *whole = ht_fet_set_at(fet, set);
    if (!whole->parts.count || !whole->number)
        return;
    uint32_t count = ht_fet_members(fet, &(struct ht_some){&set, 1})->count;
    if (count != whole->number)
        ht_note(fet->import->notes, HT_NOTE_LOOK, whole->where,
                "years or groups with another number of students than their parts have; those of "
                "the parts are taken",
                "%s: %u, in its parts %u", whole->name, (unsigned)whole->number, (unsigned)count);
}

/* ------------------------------------------------------------ students */

/* Groups hand their name on as the form, years theirs as the year; they stand before their parts.
 */
static void inherit(struct ht_fet *fet)
{
    bool *has_form = HT_NEW(bool, fet->sets->count), *has_year = HT_NEW(bool, fet->sets->count);
    for (uint32_t n = 0; n < fet->sets->count; n++)
        for (uint32_t p = 0; p < ht_fet_set_at(fet, n)->parts.count; p++) {
            uint32_t number = ht_fet_set_at(fet, n)->parts.numbers[p];
            struct ht_fet_set *part = ht_fet_set_at(fet, number);
            bool is_of_group = has_year[n];
            part->form =
                is_of_group && !has_form[number] ? ht_fet_set_at(fet, n)->name : part->form;
            part->year = has_year[number] ? part->year : ht_fet_set_at(fet, n)->year;
            has_form[number] |= is_of_group;
            has_year[number] = true;
        }
    free(has_form);
    free(has_year);
}

/* "9" of "Year 9"; what is no year of a school stays as FET calls it. */
static const char *year_of(struct ht_fet *fet, const struct ht_fet_set *set)
{
    const char *year = ht_year_in(fet->import, set->year);
    return *year ? year : set->year;
}

/* The n-th student of a set, or the one who stands for a set of which no number is said. */
static void add_student(struct ht_fet *fet, struct ht_fet_set *set, uint32_t n)
{
    struct ht_import *import = fet->import;
    char *id =
        set->number ? ht_format("%s-%02u", set->name, (unsigned)n) : ht_format("%s", set->name);
    const struct ht_import_student student = {
        .id = id, .name = "", .form = set->form, .year = year_of(fet, set)};
    size_t before = import->student_count;
    uint32_t number = ht_import_student(import, &student, set->where);
    if (number == before) {
        set->first = set->count ? set->first : number;
        set->count++;
    } else if (number != HT_NONE)
        ht_note(import->notes, HT_NOTE_DROPPED, set->where,
                "another year, group or subgroup has a student of that id", "%s", id);
    free(id);
}

static void add_students(struct ht_fet *fet, struct ht_fet_set *set)
{
    uint32_t count = set->number ? set->number : 1;
    for (uint32_t n = 1; n <= count; n++)
        add_student(fet, set, n);
    if (set->number)
        ht_note(fet->import->notes, HT_NOTE_TAKEN, set->where,
                "students' ids are invented, since FET knows only how many there are; note who "
                "is who, in the column name of students.csv",
                "%s-01 to %s-%02u", set->name, set->name, (unsigned)count);
    else
        ht_note(fet->import->notes, HT_NOTE_TO_DO, set->where,
                "the number of students of a year, group or subgroup, for which one student "
                "stands; say it in FET, and name X.fet or X_students.csv, too",
                "%s", set->name);
}

static bool are_too_many(struct ht_fet *fet)
{
    size_t sum = 0;
    const struct ht_fet_set *largest = NULL;
    for (uint32_t n = 0; n < fet->sets->count; n++) {
        const struct ht_fet_set *set = ht_fet_set_at(fet, n);
        sum += set->parts.count ? 0 : set->number;
        if (!set->parts.count && (!largest || set->number > largest->number))
            largest = set;
    }
    if (!largest || (sum <= MOST_STUDENTS && largest->number <= MOST_IN_SET))
        return false;
    ht_fault(fet->import->faults, HT_FAULT, largest->where.file, largest->where.line,
             "there are %zu students, %u of them in %s, and no school has so many; correct the "
             "numbers of students",
             sum, (unsigned)largest->number, largest->name);
    return true;
}

bool ht_fet_students(struct ht_fet *fet)
{
    for (uint32_t n = 0; n < fet->sets->count; n++)
        share(fet, ht_fet_set_at(fet, n));
    if (are_too_many(fet))
        return false;
    inherit(fet);
    for (uint32_t n = 0; n < fet->sets->count; n++)
        if (!ht_fet_set_at(fet, n)->parts.count)
            add_students(fet, ht_fet_set_at(fet, n));
    for (uint32_t n = 0; n < fet->sets->count; n++)
        compare_number(fet, n);
    return true;
}
