/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/history_match.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct work {
    const struct ht_telling *rows, *sessions;
    const struct ht_telling **sorted; /* sessions by student and date */
    size_t count;
    uint32_t *session_of; /* [row] */
    uint32_t *row_of;     /* [session]; HT_NONE: none yet */
    uint32_t *asked;      /* [session]: the last row for which another place was looked for */
};

static bool says(const char *text)
{
    return text && *text;
}

static bool agree(const char *one, const char *other)
{
    return !says(one) || !says(other) || !strcmp(one, other);
}

/* Of one student and date. */
static bool may_tell(const struct ht_telling *row, const struct ht_telling *session)
{
    if (says(row->session) && says(session->session))
        return !strcmp(row->session, session->session);
    bool same_subject =
        !row->subject || !session->subject || !strcmp(row->subject, session->subject);
    return same_subject && agree(row->period, session->period) &&
           agree(row->programme, session->programme);
}

static int compare(const struct ht_telling *a, const struct ht_telling *b)
{
    if (a->student != b->student)
        return a->student < b->student ? -1 : 1;
    return (a->date.days > b->date.days) - (a->date.days < b->date.days);
}

static int compare_sessions(const void *left, const void *right)
{
    return compare(*(const struct ht_telling *const *)left,
                   *(const struct ht_telling *const *)right);
}

/* The first of the sorted sessions of a row's student and date, or that would come after them. */
static size_t first_of(const struct work *work, const struct ht_telling *row)
{
    size_t low = 0, high = work->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(work->sorted[middle], row) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Finds a session for a row, for which others may have to take another one; asker is the first row
   of that chain. */
static bool place(struct work *work, uint32_t row, uint32_t asker)
{
    const struct ht_telling *telling = &work->rows[row];
    for (size_t i = first_of(work, telling); i < work->count && !compare(work->sorted[i], telling);
         i++) {
        uint32_t session = (uint32_t)(work->sorted[i] - work->sessions);
        if (work->asked[session] == asker || !may_tell(telling, work->sorted[i]))
            continue;
        work->asked[session] = asker;
        if (work->row_of[session] != HT_NONE && !place(work, work->row_of[session], asker))
            continue;
        work->row_of[session] = row;
        work->session_of[row] = session;
        return true;
    }
    return false;
}

static int precision(const struct ht_telling *row)
{
    return 4 * says(row->session) + 2 * says(row->period) + says(row->programme);
}

static uint32_t *new_numbers(size_t count)
{
    uint32_t *numbers = HT_NEW(uint32_t, count);
    memset(numbers, 0xff, count * sizeof *numbers);
    return numbers;
}

uint32_t *ht_told(const struct ht_telling *rows, size_t row_count,
                  const struct ht_telling *sessions, size_t session_count)
{
    enum { MOST_PRECISE = 7 };
    struct work work = {rows,
                        sessions,
                        HT_NEW(const struct ht_telling *, session_count),
                        session_count,
                        new_numbers(row_count),
                        new_numbers(session_count),
                        new_numbers(session_count)};
    for (size_t i = 0; i < session_count; i++)
        work.sorted[i] = &sessions[i];
    if (session_count)
        qsort(work.sorted, session_count, sizeof *work.sorted, compare_sessions);
    for (int wanted = MOST_PRECISE; wanted >= 0; wanted--)
        for (size_t i = 0; i < row_count; i++)
            if (precision(&rows[i]) == wanted)
                place(&work, (uint32_t)i, (uint32_t)i);
    free(work.sorted);
    free(work.row_of);
    free(work.asked);
    return work.session_of;
}
