/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ programmes of rows */

static bool is_group_of(const struct ht_school *school, const struct ht_programme *programme,
                        const struct ht_claim *row)
{
    return *programme->group && programme->mentor.i != HT_NONE &&
           !strcmp(programme->group, row->group) &&
           (!row->programme_name || !strcmp(programme->name, row->programme_name)) &&
           !strcmp(school->mentors[programme->mentor.i].id, row->mentor_id);
}

ht_programme_id ht_audit_programme(const struct ht_audit *audit, const struct ht_claim *row)
{
    const struct ht_school *school = audit->school;
    const ht_programme_id none = {HT_NONE};
    if (row->programme.i != HT_NONE) {
        bool has_mentor = school->programmes[row->programme.i].mentor.i != HT_NONE;
        return has_mentor ? row->programme : none;
    }
    if (!row->group || !*row->group)
        return none;
    for (size_t p = 0; p < school->programme_count; p++)
        if (is_group_of(school, &school->programmes[p], row))
            return (ht_programme_id){p};
    return none;
}

bool ht_audit_resolved(const struct ht_audit *audit, const struct ht_claim *row)
{
    return row->student.i != HT_NONE && row->period.i != HT_NONE &&
           ht_audit_programme(audit, row).i != HT_NONE;
}

/* ------------------------------------------------------------ meetings */

/* A row by what tells its meeting from others. */
struct row_key {
    ht_programme_id programme;
    ht_date date;
    ht_period_id period;
    const char *id; /* "" for a group, which meets once in a period whatever the ids */
    uint32_t row;
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct row_key *a, const struct row_key *b)
{
    int order = compare_numbers(a->programme.i, b->programme.i);
    if (!order)
        order = compare_numbers(a->date.days, b->date.days);
    if (!order)
        order = compare_numbers(a->period.i, b->period.i);
    return order;
}

static int compare_row_keys(const void *left, const void *right)
{
    const struct row_key *a = left, *b = right;
    int order = compare_places(a, b);
    if (!order)
        order = strcmp(a->id, b->id);
    return order ? order : compare_numbers(a->row, b->row);
}

static struct row_key *sort_rows(const struct ht_audit *audit, size_t *count)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    struct row_key *keys = HT_NEW(struct row_key, claims->row_count);
    *count = 0;
    for (size_t i = 0; i < claims->row_count; i++) {
        const struct ht_claim *row = &claims->rows[i];
        if (!ht_audit_resolved(audit, row))
            continue;
        ht_programme_id programme = ht_audit_programme(audit, row);
        bool by_id = !*audit->school->programmes[programme.i].group && row->session;
        keys[(*count)++] =
            (struct row_key){programme, row->date, row->period, by_id ? row->session : "", i};
    }
    qsort(keys, *count, sizeof *keys, compare_row_keys);
    return keys;
}

/* Rows of one to one that bear no id are a meeting each. */
static bool is_same_meeting(const struct ht_school *school, const struct row_key *a,
                            const struct row_key *b)
{
    bool is_group = *school->programmes[a->programme.i].group;
    return !compare_places(a, b) && (is_group || (*a->id && !strcmp(a->id, b->id)));
}

/* Numbers meetings by their first rows; [row]: the number of its meeting. */
static uint32_t *number_meetings(struct ht_audit *audit)
{
    size_t row_count = audit->claims->row_count, key_count;
    struct row_key *keys = sort_rows(audit, &key_count);
    uint32_t *first_row = HT_NEW(uint32_t, row_count);
    uint32_t *number = HT_NEW(uint32_t, row_count);
    memset(first_row, 0xff, row_count * sizeof *first_row);
    for (size_t i = 0; i < key_count; i++) {
        bool joins = i && is_same_meeting(audit->school, &keys[i - 1], &keys[i]);
        first_row[keys[i].row] = joins ? first_row[keys[i - 1].row] : keys[i].row;
    }
    for (size_t i = 0; i < row_count; i++) {
        if (first_row[i] == HT_NONE)
            number[i] = HT_NONE;
        else
            number[i] = first_row[i] == i ? audit->meeting_count++ : number[first_row[i]];
    }
    free(first_row);
    free(keys);
    return number;
}

static bool has_seat(const struct ht_audit *audit, const struct ht_meeting *meeting,
                     ht_student_id student)
{
    for (uint32_t n = 0; n < meeting->count; n++)
        if (audit->seats[meeting->first + n].student.i == student.i)
            return true;
    return false;
}

static void add_seat(struct ht_audit *audit, uint32_t meeting, uint32_t row)
{
    const struct ht_claim *claim = &audit->claims->rows[row];
    if (has_seat(audit, &audit->meetings[meeting], claim->student))
        return;
    audit->seat_of[row] = audit->seat_count;
    audit->meetings[meeting].count++;
    audit->seats[audit->seat_count++] = (struct ht_seat){
        .meeting = meeting,
        .row = row,
        .student = claim->student,
        .lesson = ht_audit_stands(audit, claim)
                      ? claim->missed
                      : ht_school_lesson(audit->school, claim->student, claim->period),
    };
}

void ht_audit_make_meetings(struct ht_audit *audit)
{
    size_t row_count = audit->claims->row_count;
    uint32_t *meeting_of = number_meetings(audit);
    struct ht_lookup rows = ht_lookup_make(meeting_of, row_count, audit->meeting_count);
    audit->meetings = HT_NEW(struct ht_meeting, audit->meeting_count);
    audit->seats = HT_NEW(struct ht_seat, row_count);
    audit->seat_of = HT_NEW(uint32_t, row_count);
    memset(audit->seat_of, 0xff, row_count * sizeof *audit->seat_of);
    for (size_t m = 0; m < audit->meeting_count; m++) {
        uint32_t first = rows.items[rows.first[m]];
        const struct ht_claim *claim = &audit->claims->rows[first];
        audit->meetings[m] = (struct ht_meeting){
            .programme = ht_audit_programme(audit, claim),
            .date = claim->date,
            .period = claim->period,
            .first = audit->seat_count,
            .row = first,
        };
        for (uint32_t i = rows.first[m]; i < rows.first[m + 1]; i++)
            add_seat(audit, m, rows.items[i]);
    }
    ht_lookup_clear(&rows);
    free(meeting_of);
}

/* ------------------------------------------------------------ counters */

static int compare_entries(const void *left, const void *right)
{
    const struct ht_counter_entry *a = left, *b = right;
    for (int part = 0; part < 3; part++)
        if (a->key[part] != b->key[part])
            return a->key[part] < b->key[part] ? -1 : 1;
    return compare_numbers(a->place, b->place);
}

static void add_entry(struct ht_counter *counter, const struct ht_audit *audit, ht_counter_key *key,
                      const struct ht_meeting *meeting, const struct ht_seat *seat)
{
    struct ht_counter_entry *entry = &counter->entries[counter->count];
    *entry =
        (struct ht_counter_entry){.place = seat ? seat - audit->seats : meeting - audit->meetings};
    counter->count += key(audit, meeting, seat, entry->key);
}

static void sort_tally(struct ht_counter *counter)
{
    qsort(counter->entries, counter->count, sizeof *counter->entries, compare_entries);
}

struct ht_counter ht_counter_meetings(const struct ht_audit *audit, ht_counter_key *key)
{
    struct ht_counter counter = {HT_NEW(struct ht_counter_entry, audit->meeting_count), 0};
    for (size_t m = 0; m < audit->meeting_count; m++)
        add_entry(&counter, audit, key, &audit->meetings[m], NULL);
    sort_tally(&counter);
    return counter;
}

struct ht_counter ht_counter_seats(const struct ht_audit *audit, ht_counter_key *key)
{
    struct ht_counter counter = {HT_NEW(struct ht_counter_entry, audit->seat_count), 0};
    for (size_t s = 0; s < audit->seat_count; s++) {
        const struct ht_seat *seat = &audit->seats[s];
        add_entry(&counter, audit, key, &audit->meetings[seat->meeting], seat);
    }
    sort_tally(&counter);
    return counter;
}

size_t ht_counter_end(const struct ht_counter *counter, size_t start, int parts)
{
    size_t end = start + 1;
    while (end < counter->count && !memcmp(counter->entries[start].key, counter->entries[end].key,
                                           parts * sizeof counter->entries[start].key[0]))
        end++;
    return end;
}

uint32_t ht_counter_date(ht_date date)
{
    return (uint32_t)date.days ^ 0x80000000u;
}

ht_date ht_counter_to_date(uint32_t key)
{
    return (ht_date){(int32_t)(key ^ 0x80000000u)};
}

bool ht_by_mentor_date_period(const struct ht_audit *audit, const struct ht_meeting *meeting,
                              const struct ht_seat *seat, uint32_t key[static 3])
{
    (void)seat;
    key[0] = ht_audit_mentor(audit, meeting).i;
    key[1] = ht_counter_date(meeting->date);
    key[2] = meeting->period.i;
    return true;
}

bool ht_by_student_date_period(const struct ht_audit *audit, const struct ht_meeting *meeting,
                               const struct ht_seat *seat, uint32_t key[static 3])
{
    (void)audit;
    key[0] = seat->student.i;
    key[1] = ht_counter_date(meeting->date);
    key[2] = meeting->period.i;
    return true;
}

bool ht_by_date_period_class(const struct ht_audit *audit, const struct ht_meeting *meeting,
                             const struct ht_seat *seat, uint32_t key[static 3])
{
    if (seat->lesson.i == HT_NONE)
        return false;
    key[0] = ht_counter_date(meeting->date);
    key[1] = meeting->period.i;
    key[2] = audit->school->lessons[seat->lesson.i].class_.i;
    return key[2] != HT_NONE;
}
