/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/school.h"

#include "solver/base/memory.h"
#include "solver/school/cycle_weeks.h"

#include <stdlib.h>
#include <string.h>

#define uthash_malloc(size)   ht_alloc(1, size)
#define uthash_fatal(message) ht_out_of_memory()
#include <uthash.h>

/* Finds the lesson that has the same content; the key is compared byte by byte. */
struct lesson_entry {
    struct ht_lesson key;
    uint32_t place;
    UT_hash_handle hh;
};

/* The public part comes first, so that a school can be had from its index and back. */
struct indexed_school {
    struct ht_school school;
    struct lesson_entry *lesson_table;
};

struct ht_school *ht_school_new(void)
{
    struct indexed_school *indexed = HT_NEW(struct indexed_school, 1);
    struct ht_school *school = &indexed->school;
    struct ht_strings **sets[] = {
        &school->texts,       &school->weeks,      &school->years,         &school->flags,
        &school->skills,      &school->groups,     &school->period_names,  &school->classes,
        &school->student_ids, &school->mentor_ids, &school->subject_codes,
    };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        *sets[i] = ht_strings_new();
    ht_policy_default(&school->policy);
    return school;
}

static void free_lesson_table(struct ht_school *school)
{
    struct indexed_school *indexed = (struct indexed_school *)school;
    struct lesson_entry *entry, *next;
    HASH_ITER (hh, indexed->lesson_table, entry, next) {
        HASH_DEL(indexed->lesson_table, entry);
        free(entry);
    }
}

static void free_sets(struct ht_school *school)
{
    for (size_t i = 0; i < school->calendar_count; i++) {
        free(school->calendar[i].years.numbers);
        free(school->calendar[i].turns.numbers);
    }
    for (size_t i = 0; i < school->student_count; i++)
        free(school->students[i].flags.numbers);
    for (size_t i = 0; i < school->mentor_count; i++)
        free(school->mentors[i].trained.numbers);
    for (size_t i = 0; i < school->programme_count; i++) {
        free(school->programmes[i].students);
        free(school->programmes[i].outcomes);
        free(school->programmes[i].needs.numbers);
        free(school->programmes[i].periods.numbers);
    }
    for (size_t i = 0; i < school->commitment_count; i++) {
        free(school->commitments[i].when.weeks.numbers);
        free(school->commitments[i].when.periods.numbers);
    }
    for (size_t i = 0; i < school->request_count; i++) {
        free(school->requests[i].when.weeks.numbers);
        free(school->requests[i].when.periods.numbers);
    }
}

void ht_school_free(struct ht_school *school)
{
    if (!school)
        return;
    free_lesson_table(school);
    free_sets(school);
    struct ht_strings *sets[] = {
        school->texts,       school->weeks,      school->years,         school->flags,
        school->skills,      school->groups,     school->period_names,  school->classes,
        school->student_ids, school->mentor_ids, school->subject_codes,
    };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        ht_strings_free(sets[i]);
    ht_policy_clear(&school->policy);
    void *arrays[] = {
        school->calendar, school->periods,      school->subjects,   school->lessons,
        school->students, school->mentors,      school->programmes, school->commitments,
        school->requests, school->history,      school->timetable,  school->changes,
        school->days,     school->first_period, school->done,       school->recorded,
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(school);
}

const char *ht_school_text(struct ht_school *school, const char *text)
{
    return ht_strings_text(school->texts, ht_strings_add(school->texts, text));
}

ht_subject_id ht_school_subject(struct ht_school *school, const char *code)
{
    uint32_t place = ht_strings_add(school->subject_codes, code);
    if (place == school->subject_count) {
        HT_GROW(school->subjects, school->subject_count, school->subject_capacity);
        school->subjects[school->subject_count++] = (struct ht_subject){
            .code = ht_school_text(school, code),
            .name = "",
            .group = {ht_strings_add(school->groups, code)},
            .cost = -1,
        };
    }
    return (ht_subject_id){place};
}

ht_lesson_id ht_school_add_lesson(struct ht_school *school, const struct ht_lesson *lesson)
{
    struct indexed_school *indexed = (struct indexed_school *)school;
    struct lesson_entry *entry;
    HASH_FIND(hh, indexed->lesson_table, lesson, sizeof *lesson, entry);
    if (!entry) {
        entry = HT_NEW(struct lesson_entry, 1);
        entry->key = *lesson;
        entry->place = school->lesson_count;
        HASH_ADD(hh, indexed->lesson_table, key, sizeof entry->key, entry);
        HT_GROW(school->lessons, school->lesson_count, school->lesson_capacity);
        school->lessons[school->lesson_count++] = *lesson;
    }
    return (ht_lesson_id){entry->place};
}

/* ------------------------------------------------------------ cycle weeks */

uint32_t ht_school_week_count(const struct ht_school *school)
{
    return ht_strings_count(school->weeks) * (uint32_t)(school->change_count + 1);
}

const char *ht_school_week_name(const struct ht_school *school, ht_week_id week)
{
    return ht_strings_text(school->weeks, week.i % ht_strings_count(school->weeks));
}

uint32_t ht_school_timetable_on(const struct ht_school *school, ht_date date)
{
    uint32_t changes = 0;
    while (changes < school->change_count && school->changes[changes].days <= date.days)
        changes++;
    return changes;
}

/* ------------------------------------------------------------ periods */

struct period_order {
    struct ht_period period;
    const char *name;
};

static int compare_periods(const void *left, const void *right)
{
    const struct period_order *a = left, *b = right;
    if (a->period.week.i != b->period.week.i)
        return a->period.week.i < b->period.week.i ? -1 : 1;
    if (a->period.weekday != b->period.weekday)
        return a->period.weekday - b->period.weekday;
    if (a->period.start != b->period.start)
        return a->period.start - b->period.start;
    if (a->period.end != b->period.end)
        return a->period.end - b->period.end;
    return strcmp(a->name, b->name);
}

static void sort_periods(struct ht_school *school)
{
    struct period_order *order = HT_NEW(struct period_order, school->period_count);
    for (size_t i = 0; i < school->period_count; i++) {
        const struct ht_period *period = &school->periods[i];
        order[i] =
            (struct period_order){*period, ht_strings_text(school->period_names, period->name)};
    }
    qsort(order, school->period_count, sizeof *order, compare_periods);
    for (size_t i = 0; i < school->period_count; i++)
        school->periods[i] = order[i].period;
    free(order);
}

void ht_school_finish_periods(struct ht_school *school)
{
    HT_REQUIRE(!school->first_period, "called twice");
    sort_periods(school);
    size_t keys = (size_t)ht_school_week_count(school) * HT_DAYS_A_WEEK;
    school->first_period = HT_NEW(uint32_t, keys + 1);
    size_t period = 0;
    for (size_t key = 0; key < keys; key++) {
        school->first_period[key] = period;
        while (period < school->period_count && school->periods[period].week.i * HT_DAYS_A_WEEK +
                                                        (size_t)school->periods[period].weekday ==
                                                    key)
            period++;
    }
    school->first_period[keys] = period;
    size_t cells = school->student_count * school->period_count;
    school->timetable = ht_resize(NULL, cells, sizeof *school->timetable);
    memset(school->timetable, 0xff, cells * sizeof *school->timetable);
}

static size_t cell(const struct ht_school *school, ht_student_id student, ht_period_id period)
{
    HT_REQUIRE(student.i < school->student_count, "no such student");
    HT_REQUIRE(period.i < school->period_count, "no such period");
    return student.i * school->period_count + period.i;
}

struct ht_request ht_request_any(enum ht_request_what what)
{
    return (struct ht_request){
        .what = what,
        .student = {HT_NONE},
        .mentor = {HT_NONE},
        .subject = {HT_NONE},
        .group = {HT_NONE},
        .class_ = {HT_NONE},
        .teacher = "",
        .when = {.days = HT_EVERY_DAY, .from = HT_DATE_FIRST, .to = HT_DATE_LAST},
        .note = "",
    };
}

const char *ht_teacher_next(const char **teachers, size_t *length)
{
    const char *teacher = *teachers + strspn(*teachers, "+ ");
    *length = strcspn(teacher, "+");
    *teachers = teacher + *length;
    while (*length && teacher[*length - 1] == ' ')
        --*length;
    return *length ? teacher : NULL;
}

bool ht_teacher_has(const char *teacher, const char *lesson)
{
    size_t length, size = strlen(teacher);
    if (!strcmp(teacher, lesson))
        return true;
    for (const char *part; (part = ht_teacher_next(&lesson, &length));)
        if (length == size && !strncmp(part, teacher, size))
            return true;
    return false;
}

const char *ht_student_name(const struct ht_student *student)
{
    return *student->name ? student->name : student->id;
}

const char *ht_student_listed(const struct ht_student *student)
{
    return student->listed ? student->listed : ht_student_name(student);
}

const char *ht_mentor_name(const struct ht_mentor *mentor)
{
    return *mentor->name ? mentor->name : mentor->id;
}

ht_lesson_id ht_school_timetabled(const struct ht_school *school, ht_student_id student,
                                  ht_period_id period)
{
    return (ht_lesson_id){school->timetable[cell(school, student, period)]};
}

void ht_school_set_lesson(struct ht_school *school, ht_student_id student, ht_period_id period,
                          ht_lesson_id lesson)
{
    school->timetable[cell(school, student, period)] = lesson.i;
}

ht_lesson_id ht_school_lesson(const struct ht_school *school, ht_student_id student,
                              ht_period_id period)
{
    size_t place = cell(school, student, period);
    bool is_lesson = school->periods[period.i].kind == HT_LESSON;
    return (ht_lesson_id){is_lesson ? school->timetable[place] : HT_NONE};
}

uint32_t ht_school_periods(const struct ht_school *school, ht_week_id week, int weekday,
                           ht_period_id *first)
{
    if (week.i == HT_NONE) {
        *first = (ht_period_id){HT_NONE};
        return 0;
    }
    const uint32_t *at = &school->first_period[week.i * HT_DAYS_A_WEEK + weekday];
    *first = (ht_period_id){at[0]};
    return at[1] - at[0];
}

uint32_t ht_school_periods_on(const struct ht_school *school, ht_date date, ht_period_id *first)
{
    return ht_school_periods(school, ht_school_day(school, date)->week, ht_date_weekday(date),
                             first);
}

ht_period_id ht_school_period_on(const struct ht_school *school, ht_date date, uint32_t name)
{
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    for (uint32_t n = 0; n < count; n++)
        if (school->periods[first.i + n].name == name)
            return (ht_period_id){first.i + n};
    return (ht_period_id){HT_NONE};
}

/* ------------------------------------------------------------ dates */

const struct ht_day *ht_school_day(const struct ht_school *school, ht_date date)
{
    static const struct ht_day nothing = {{HT_NONE}, -1, -1, false};
    if (!school->days || date.days < school->first.days || date.days > school->last.days)
        return &nothing;
    return &school->days[date.days - school->first.days];
}

/* Enters what a row says of a date, unless another before it has. */
static void mark_day(const struct ht_school *school, int row, struct ht_day *day)
{
    enum ht_calendar_what what = school->calendar[row].what;
    if (what == HT_TERM && day->term < 0)
        day->term = row;
    if (what == HT_HALF_TERM && day->half_term < 0)
        day->half_term = row;
    if (what == HT_WEEK && day->week.i == HT_NONE)
        day->week.i = ht_strings_find(school->weeks, school->calendar[row].label);
}

static void mark_rows(struct ht_school *school)
{
    for (size_t n = 0; n < school->calendar_count; n++) {
        const struct ht_calendar_row *row = &school->calendar[n];
        ht_date from = row->from.days < school->first.days ? school->first : row->from;
        ht_date to = row->to.days > school->last.days ? school->last : row->to;
        for (; from.days <= to.days; from.days++)
            mark_day(school, n, &school->days[from.days - school->first.days]);
    }
}

/* From a change of the timetable on, a date is in the same cycle week of another timetable. */
static void mark_timetables(struct ht_school *school)
{
    for (int32_t d = school->first.days; d <= school->last.days; d++) {
        ht_week_id *week = &school->days[d - school->first.days].week;
        if (week->i != HT_NONE)
            week->i +=
                ht_school_timetable_on(school, (ht_date){d}) * ht_strings_count(school->weeks);
    }
}

void ht_school_finish(struct ht_school *school)
{
    HT_REQUIRE(school->first_period, "ht_school_finish_periods() comes first");
    school->first = HT_DATE_LAST;
    school->last = HT_DATE_FIRST;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what != HT_TERM || row->to.days < row->from.days)
            continue;
        if (row->from.days < school->first.days)
            school->first = row->from;
        if (row->to.days > school->last.days)
            school->last = row->to;
    }
    if (school->last.days < school->first.days)
        return;
    size_t count = school->last.days - school->first.days + 1;
    school->days = HT_NEW(struct ht_day, count);
    bool one_week = ht_strings_count(school->weeks) == 1;
    for (size_t i = 0; i < count; i++)
        school->days[i] = (struct ht_day){{one_week ? 0 : HT_NONE}, -1, -1, false};
    mark_rows(school);
    bool *open = ht_school_open_dates(school);
    ht_school_alternate(school, open);
    mark_timetables(school);
    for (size_t i = 0; i < count; i++) {
        ht_period_id first;
        school->days[i].school_day =
            open[i] && ht_school_periods_on(school, ht_date_plus(school->first, i), &first) > 0;
    }
    free(open);
}

/* ------------------------------------------------------------ sets */

bool ht_some_has(const struct ht_some *some, uint32_t number)
{
    if (!some->count)
        return true;
    for (uint32_t n = 0; n < some->count; n++)
        if (some->numbers[n] == number)
            return true;
    return false;
}

void ht_some_add(struct ht_some *some, uint32_t number)
{
    if (some->count && ht_some_has(some, number))
        return;
    some->numbers = ht_resize(some->numbers, some->count + 1, sizeof *some->numbers);
    some->numbers[some->count++] = number;
}

bool ht_recurs_in(const struct ht_recurrence *when, const struct ht_period *period)
{
    return when->days >> period->weekday & 1 && ht_some_has(&when->weeks, period->week.i) &&
           ht_some_has(&when->periods, period->name);
}

bool ht_recurs_on(const struct ht_school *school, const struct ht_recurrence *when, ht_date date)
{
    return when->from.days <= date.days && date.days <= when->to.days &&
           when->days >> ht_date_weekday(date) & 1 &&
           ht_some_has(&when->weeks, ht_school_day(school, date)->week.i);
}

bool ht_recurs_at(const struct ht_school *school, const struct ht_recurrence *when, ht_date date,
                  ht_period_id period)
{
    return when->from.days <= date.days && date.days <= when->to.days &&
           ht_recurs_in(when, &school->periods[period.i]);
}

/* ------------------------------------------------------------ horizon */

bool ht_horizon_named(const struct ht_school *school, enum ht_calendar_what what, const char *label,
                      struct ht_horizon *horizon)
{
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what == what && !strcmp(row->label, label)) {
            *horizon = (struct ht_horizon){row->from, row->to};
            return true;
        }
    }
    return false;
}

bool ht_horizon_next(const struct ht_school *school, struct ht_horizon *horizon)
{
    ht_date reached = HT_DATE_FIRST;
    for (size_t i = 0; i < school->history_count; i++)
        if (school->history[i].date.days > reached.days)
            reached = school->history[i].date;
    const struct ht_calendar_row *next = NULL;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what == HT_HALF_TERM && row->from.days > reached.days &&
            (!next || row->from.days < next->from.days))
            next = row;
    }
    if (next)
        *horizon = (struct ht_horizon){next->from, next->to};
    return next != NULL;
}

bool ht_programme_counts(const struct ht_programme *programme, const struct ht_past *past)
{
    return programme->from.days <= past->date.days && past->date.days <= programme->to.days &&
           (!*past->programme || !strcmp(past->programme, programme->name));
}

bool ht_programme_has(const struct ht_programme *programme, ht_student_id student)
{
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (programme->students[n].i == student.i)
            return true;
    return false;
}

bool ht_programme_shares(const struct ht_programme *one, const struct ht_programme *other)
{
    for (uint32_t n = 0; n < one->student_count; n++)
        if (ht_programme_has(other, one->students[n]))
            return true;
    return false;
}
