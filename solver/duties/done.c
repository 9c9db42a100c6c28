/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/duties/internal.h"

#include <stdlib.h>
#include <string.h>

struct ht_done_rows {
    const struct ht_school *school;
    const struct ht_done **rows; /* by owner, then date */
    size_t *first;               /* [owner]: place in rows; one more at the end */
};

/* Whom a row is about: a student, else a mentor, else anybody. */
static size_t owner_of(const struct ht_school *school, ht_student_id student, ht_mentor_id mentor)
{
    if (student.i != HT_NONE)
        return student.i;
    return school->student_count + (mentor.i != HT_NONE ? mentor.i : school->mentor_count);
}

static int compare_dates(const void *left, const void *right)
{
    const struct ht_done *const *a = left, *const *b = right;
    return ((*a)->date.days > (*b)->date.days) - ((*a)->date.days < (*b)->date.days);
}

struct ht_done_rows *ht_done_rows_new(const struct ht_school *school)
{
    struct ht_done_rows *rows = HT_NEW(struct ht_done_rows, 1);
    size_t owners = school->student_count + school->mentor_count + 1;
    rows->school = school;
    rows->rows = HT_NEW(const struct ht_done *, school->done_count);
    rows->first = HT_NEW(size_t, owners + 2);
    /* Counted two places on, so that filling in makes first[n + 1] the end of n. */
    for (size_t i = 0; i < school->done_count; i++)
        rows->first[owner_of(school, school->done[i].student, school->done[i].mentor) + 2]++;
    for (size_t n = 2; n < owners + 2; n++)
        rows->first[n] += rows->first[n - 1];
    for (size_t i = 0; i < school->done_count; i++) {
        const struct ht_done *row = &school->done[i];
        rows->rows[rows->first[owner_of(school, row->student, row->mentor) + 1]++] = row;
    }
    for (size_t n = 0; n < owners; n++)
        qsort(rows->rows + rows->first[n], rows->first[n + 1] - rows->first[n], sizeof *rows->rows,
              compare_dates);
    return rows;
}

void ht_done_rows_free(struct ht_done_rows *rows)
{
    if (!rows)
        return;
    free(rows->rows);
    free(rows->first);
    free(rows);
}

static bool is_about(const struct ht_school *school, const struct ht_done *row,
                     const struct ht_due *due)
{
    return row->what == due->duty->what &&
           (row->mentor.i == HT_NONE || row->mentor.i == due->mentor.i) &&
           (!*row->programme ||
            (due->programme.i != HT_NONE &&
             !strcmp(row->programme, school->programmes[due->programme.i].name)));
}

/* The place after the last of the dues that began by a date. */
static size_t begun_by(const struct ht_due *dues, size_t count, ht_date date)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dues[middle].since.days <= date.days)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void mark(struct ht_due *due, ht_date date)
{
    due->done = true;
    due->done_on = date;
}

/* The due that the date is of, or NULL. */
static struct ht_due *own(struct ht_due *dues, size_t count, ht_date date)
{
    size_t begun = begun_by(dues, count, date);
    return begun && date.days <= dues[begun - 1].until.days ? &dues[begun - 1] : NULL;
}

static void make_up(struct ht_due *dues, const struct ht_due *due, ht_date date)
{
    for (size_t n = due - dues; n-- > 0;)
        if (!dues[n].done) {
            mark(&dues[n], date);
            return;
        }
}

/* A row that was copied twice makes up for nothing. */
static bool is_repeated(const struct ht_done_rows *rows, size_t owner, size_t n)
{
    return n > rows->first[owner] && rows->rows[n]->date.days == rows->rows[n - 1]->date.days &&
           rows->rows[n]->what == rows->rows[n - 1]->what;
}

/* Once for what rows are about themselves, then for what is left over. */
static void mark_owned(const struct ht_done_rows *rows, size_t owner, bool left_over,
                       struct ht_due *dues, size_t count)
{
    for (size_t n = rows->first[owner]; n < rows->first[owner + 1]; n++) {
        const struct ht_done *row = rows->rows[n];
        struct ht_due *due = is_about(rows->school, row, dues) ? own(dues, count, row->date) : NULL;
        if (!due)
            continue;
        if (!due->done)
            mark(due, row->date);
        else if (left_over && due->done_on.days != row->date.days && !is_repeated(rows, owner, n))
            make_up(dues, due, row->date);
    }
}

static void mark_all(const struct ht_done_rows *rows, bool left_over, struct ht_due *dues,
                     size_t count)
{
    static const ht_student_id nobody = {HT_NONE};
    static const ht_mentor_id no_mentor = {HT_NONE};
    const struct ht_school *school = rows->school;
    if (dues->student.i != HT_NONE) {
        mark_owned(rows, owner_of(school, dues->student, no_mentor), left_over, dues, count);
    } else if (dues->programme.i != HT_NONE) {
        const struct ht_programme *programme = &school->programmes[dues->programme.i];
        for (uint32_t n = 0; n < programme->student_count; n++)
            mark_owned(rows, owner_of(school, programme->students[n], no_mentor), left_over, dues,
                       count);
    }
    if (dues->mentor.i != HT_NONE)
        mark_owned(rows, owner_of(school, nobody, dues->mentor), left_over, dues, count);
    mark_owned(rows, owner_of(school, nobody, no_mentor), left_over, dues, count);
}

void ht_done_mark(const struct ht_done_rows *rows, struct ht_due *dues, size_t count)
{
    if (!count || !rows->school->done_count)
        return;
    mark_all(rows, false, dues, count);
    mark_all(rows, true, dues, count);
}
