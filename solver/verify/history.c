/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of history that tell of sessions which are claimed as well, and stand: they count once. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* One student's rows and seats are settled after the other's. */
struct settling {
    struct ht_audit *audit;
    struct ht_lookup seats; /* by student */
    uint32_t *row_in;       /* [seat]: row of history, or HT_NONE */
    bool *tried;            /* [seat] */
};

static bool is_said(const char *text)
{
    return text && text[0] != '\0';
}

/* Whether a row's cell is blank or has the text. */
static bool allows(const char *cell, const char *text)
{
    return !is_said(cell) || strcmp(cell, text) == 0;
}

static bool may_be_in_history(const struct ht_audit *audit, const struct ht_claim *row)
{
    return ht_audit_stands(audit, row) || row->date.days < audit->claims->told.days;
}

/* By its id where it has one, else by all that it says. */
static bool is_record_of(const struct ht_audit *audit, const struct ht_past *past,
                         const struct ht_seat *seat)
{
    const struct ht_school *school = audit->school;
    const struct ht_claim *row = &audit->claims->rows[seat->row];
    if (past->date.days != row->date.days || !may_be_in_history(audit, row))
        return false;
    if (is_said(past->session) && is_said(row->session))
        return strcmp(past->session, row->session) == 0;
    ht_programme_id programme = audit->meetings[seat->meeting].programme;
    uint32_t subject =
        seat->lesson.i == HT_NONE ? HT_NONE : school->lessons[seat->lesson.i].subject.i;
    return past->subject.i == subject && allows(past->period, row->period_name) &&
           allows(past->programme, school->programmes[programme.i].name);
}

/* Finds a seat that is free, or whose row can move to another. */
static bool find_seat(struct settling *settling, uint32_t number)
{
    const struct ht_past *past = &settling->audit->book->past[number];
    const struct ht_lookup *seats = &settling->seats;
    for (uint32_t i = seats->first[past->student.i]; i < seats->first[past->student.i + 1]; i++) {
        uint32_t seat = seats->items[i];
        if (settling->tried[seat] ||
            !is_record_of(settling->audit, past, &settling->audit->seats[seat]))
            continue;
        settling->tried[seat] = true;
        uint32_t there = settling->row_in[seat];
        if (there == HT_NONE || find_seat(settling, there)) {
            settling->row_in[seat] = number;
            return true;
        }
    }
    return false;
}

/* Rows of certain cells look for seats. */
static void seat_rows(struct settling *settling, uint32_t student, bool session, bool period,
                      bool programme)
{
    struct ht_rulebook *book = settling->audit->book;
    const struct ht_lookup *rows = &book->history, *seats = &settling->seats;
    for (uint32_t i = rows->first[student]; i < rows->first[student + 1]; i++) {
        const struct ht_past *past = &book->past[rows->items[i]];
        if (is_said(past->session) != session || is_said(past->period) != period ||
            is_said(past->programme) != programme)
            continue;
        for (uint32_t s = seats->first[student]; s < seats->first[student + 1]; s++)
            settling->tried[seats->items[s]] = false;
        book->told[rows->items[i]] = find_seat(settling, rows->items[i]);
    }
}

/* Those that say more come first: an id, a period, a programme. */
static void settle_student(struct settling *settling, uint32_t student)
{
    for (int session = 1; session >= 0; session--)
        for (int period = 1; period >= 0; period--)
            for (int programme = 1; programme >= 0; programme--)
                seat_rows(settling, student, session, period, programme);
}

void ht_audit_settle_history(struct ht_audit *audit)
{
    uint32_t *students = HT_NEW(uint32_t, audit->seat_count);
    struct settling settling = {.audit = audit,
                                .row_in = HT_NEW(uint32_t, audit->seat_count),
                                .tried = HT_NEW(bool, audit->seat_count)};
    for (size_t s = 0; s < audit->seat_count; s++) {
        students[s] = audit->seats[s].student.i;
        settling.row_in[s] = HT_NONE;
    }
    settling.seats = ht_lookup_make(students, audit->seat_count, audit->school->student_count);
    for (uint32_t student = 0; student < audit->school->student_count; student++)
        settle_student(&settling, student);
    ht_lookup_clear(&settling.seats);
    free(students);
    free(settling.row_in);
    free(settling.tried);
}
