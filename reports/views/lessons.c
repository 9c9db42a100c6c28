/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/internal.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ absences */

/* Whose register it is that a form is in is told by the timetable, if by anything. */
static void fill_of_form(struct ht_absence *absence, const struct ht_school *school,
                         ht_period_id period)
{
    const struct ht_student_view *student = absence->attendance->student;
    ht_student_id id = {ht_strings_find(school->student_ids, student->id)};
    ht_lesson_id entry = ht_school_timetabled(school, id, period);
    absence->of_form = true;
    absence->class_ = student->form;
    absence->what = ht_kind_word(school->periods[period.i].kind);
    if (entry.i == HT_NONE)
        return;
    absence->teacher = school->lessons[entry.i].teacher;
    absence->room = school->lessons[entry.i].room;
}

static struct ht_absence make_absence(const struct ht_attendance *attendance,
                                      const struct ht_school *school, ht_period_id period)
{
    struct ht_absence absence = {
        .attendance = attendance,
        .class_ = attendance->class_,
        .teacher = attendance->teacher,
        .what = attendance->subject_name,
        .room = attendance->room,
        .returns = attendance->session->end < school->periods[period.i].end,
    };
    if (!attendance->misses)
        fill_of_form(&absence, school, period);
    return absence;
}

static int compare_absences(const void *left, const void *right)
{
    const struct ht_absence *a = left, *b = right;
    const struct ht_session_view *mine = a->attendance->session, *theirs = b->attendance->session;
    if (mine->date.days != theirs->date.days)
        return mine->date.days < theirs->date.days ? -1 : 1;
    if (mine->start != theirs->start)
        return mine->start < theirs->start ? -1 : 1;
    int classes = strcmp(a->class_, b->class_);
    return classes ? classes : strcmp(a->attendance->student->id, b->attendance->student->id);
}

static void list_absences(struct ht_views *views, const struct ht_school *school,
                          const struct ht_schedule *schedule)
{
    views->absences = HT_KEPT(views, struct ht_absence, views->attendance_count);
    for (size_t i = 0; i < views->attendance_count; i++) {
        const struct ht_attendance *attendance = &views->attendances[i];
        size_t session = (size_t)(attendance->session - views->sessions);
        ht_period_id period = schedule->sessions[session].period;
        /* A form has its register taken in these, though no lesson is missed. */
        if (attendance->misses || (school->periods[period.i].kind == HT_REGISTRATION ||
                                   school->periods[period.i].kind == HT_TUTOR))
            views->absences[views->absence_count++] = make_absence(attendance, school, period);
    }
    qsort(views->absences, views->absence_count, sizeof *views->absences, compare_absences);
}

/* ------------------------------------------------------------ in which order people look */

/* Regardless of accents and case, and with 7X before 10X. */
static void add_key(GString *key, const char *text)
{
    enum { DIGITS = 8 }; /* no number has more */
    char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
    char *folded = g_utf8_casefold(apart ? apart : text, -1);
    for (const char *at = folded, *next; *at; at = next) {
        size_t digits = strspn(at, "0123456789");
        for (size_t i = digits; digits && i < DIGITS; i++)
            g_string_append_c(key, '0');
        next = digits ? at + digits : g_utf8_next_char(at);
        if (!g_unichar_ismark(g_utf8_get_char(at)))
            g_string_append_len(key, at, next - at);
    }
    g_free(folded);
    g_free(apart);
}

static char *class_key(const char *name)
{
    GString *key = g_string_new(NULL);
    add_key(key, name);
    return g_string_free(key, FALSE);
}

/* "Ms Paint, née Brush" is looked for under P, whether or not the title is written. */
static char *teacher_key(const char *name)
{
    size_t length = strcspn(name, ",");
    while (length && name[length - 1] == ' ')
        length--;
    size_t start = length;
    while (start && name[start - 1] != ' ')
        start--;
    char *surname = ht_copy_text(name + start, length - start);
    GString *key = g_string_new(NULL);
    add_key(key, surname);
    g_string_append_c(key, ' ');
    add_key(key, name);
    free(surname);
    return g_string_free(key, FALSE);
}

/* ------------------------------------------------------------ by teacher, by class */

/* Absences while they are brought into the order of their names. */
struct entry {
    char *key;
    struct ht_absences of;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    bool unnamed[] = {!*a->of.name, !*b->of.name};
    return unnamed[0] == unnamed[1] ? strcmp(a->key, b->key) : unnamed[0] - unnamed[1];
}

/* What absences are grouped by, how the groups are ordered, and where they go. */
struct grouping {
    bool of_class; /* or by teacher */
    char *(*key)(const char *name);
    struct ht_absences **groups;
    size_t *group_count;
};

static struct ht_absences *in_order(struct ht_views *views, const struct grouping *grouping,
                                    const struct ht_strings *names, const size_t *starts,
                                    const struct ht_absence **members)
{
    uint32_t count = ht_strings_count(names);
    struct entry *entries = HT_NEW(struct entry, count);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = ht_strings_text(names, i);
        const char *name = ht_views_keep(views, ht_copy_text(text, strlen(text)));
        entries[i].key = grouping->key(name);
        entries[i].of = (struct ht_absences){name, members + starts[i], starts[i + 1] - starts[i]};
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    struct ht_absences *groups = HT_KEPT(views, struct ht_absences, count);
    for (uint32_t i = 0; i < count; i++) {
        groups[i] = entries[i].of;
        g_free(entries[i].key);
    }
    free(entries);
    return groups;
}

/* Places of absences with the groups they are in: of "AB+CD", those of both teachers. */
struct placed {
    uint32_t *keys, *absences; /* owned */
    size_t count, capacity;
};

static void place(struct placed *placed, uint32_t key, size_t absence)
{
    if (placed->count == placed->capacity) {
        placed->capacity = placed->capacity ? 2 * placed->capacity : 64;
        placed->keys = ht_resize(placed->keys, placed->capacity, sizeof *placed->keys);
        placed->absences = ht_resize(placed->absences, placed->capacity, sizeof *placed->absences);
    }
    placed->keys[placed->count] = key;
    placed->absences[placed->count++] = (uint32_t)absence;
}

/* With each teacher of its lesson; where none is named, with what stands there instead. */
static void place_each(struct placed *placed, struct ht_strings *names, const char *teachers,
                       size_t absence)
{
    const char *rest = teachers;
    size_t length, before = placed->count;
    for (const char *part; (part = ht_teacher_next(&rest, &length));) {
        char *name = ht_copy_text(part, length);
        place(placed, ht_strings_add(names, name), absence);
        free(name);
    }
    if (placed->count == before)
        place(placed, ht_strings_add(names, teachers), absence);
}

static void group_absences(struct ht_views *views, const struct grouping *grouping)
{
    struct ht_strings *names = ht_strings_new();
    struct placed placed = {0};
    for (size_t i = 0; i < views->absence_count; i++) {
        const struct ht_absence *absence = &views->absences[i];
        if (grouping->of_class)
            place(&placed, ht_strings_add(names, absence->class_), i);
        else
            place_each(&placed, names, absence->teacher, i);
    }
    uint32_t count = ht_strings_count(names);
    struct ht_groups groups = ht_groups_make(views, placed.keys, placed.count, count);
    const struct ht_absence **members = HT_KEPT(views, const struct ht_absence *, placed.count);
    for (size_t i = 0; i < placed.count; i++)
        members[i] = &views->absences[placed.absences[groups.places[i]]];
    *grouping->group_count = count;
    *grouping->groups = in_order(views, grouping, names, groups.starts, members);
    free(placed.absences);
    ht_strings_free(names);
}

/* ------------------------------------------------------------ by week */

static int compare_names(const struct ht_student_view *a, const struct ht_student_view *b)
{
    int surnames = strcmp(a->surname, b->surname);
    int names = surnames ? surnames : strcmp(a->forename, b->forename);
    return names ? names : strcmp(a->id, b->id);
}

static int compare_for_typing(const void *left, const void *right)
{
    const struct ht_absence *const *a = left, *const *b = right;
    const struct ht_attendance *mine = (*a)->attendance, *theirs = (*b)->attendance;
    if (mine->student != theirs->student)
        return compare_names(mine->student, theirs->student);
    if (mine->session->date.days != theirs->session->date.days)
        return mine->session->date.days < theirs->session->date.days ? -1 : 1;
    return mine->session->start - theirs->session->start;
}

static void list_by_week(struct ht_views *views)
{
    const struct ht_absence **order = HT_NEW(const struct ht_absence *, views->absence_count);
    uint32_t *weeks = HT_NEW(uint32_t, views->absence_count);
    size_t count = 0;
    for (size_t i = 0; i < views->class_count; i++) {
        const struct ht_absences *of = &views->classes[i];
        memcpy(order + count, of->absences, of->count * sizeof(const struct ht_absence *));
        qsort(order + count, of->count, sizeof(const struct ht_absence *), compare_for_typing);
        count += of->count;
    }
    for (size_t i = 0; i < count; i++)
        weeks[i] = ht_views_week_of(views, order[i]->attendance->session->date);
    struct ht_groups groups = ht_groups_make(views, weeks, count, views->week_count);
    const struct ht_absence **members = HT_KEPT(views, const struct ht_absence *, groups.count);
    for (size_t i = 0; i < groups.count; i++)
        members[i] = order[groups.places[i]];
    views->registers = HT_KEPT(views, struct ht_absences, views->week_count);
    for (size_t i = 0; i < views->week_count; i++)
        views->registers[i] = (struct ht_absences){"", members + groups.starts[i],
                                                   groups.starts[i + 1] - groups.starts[i]};
    free(order);
}

void ht_views_make_absences(struct ht_views *views, const struct ht_school *school,
                            const struct ht_schedule *schedule)
{
    list_absences(views, school, schedule);
    const struct grouping groupings[] = {
        {false, teacher_key, &views->teachers, &views->teacher_count},
        {true, class_key, &views->classes, &views->class_count},
    };
    for (size_t i = 0; i < sizeof groupings / sizeof *groupings; i++)
        group_absences(views, &groupings[i]);
    list_by_week(views);
}
