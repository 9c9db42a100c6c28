/* SPDX-License-Identifier: GPL-3.0-or-later */
/* H8: the sessions of each week, and whether those that are missing are listed. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ sessions a week */

/* The meeting that is the last of each programme and week: where there are too many, it goes. */
static uint32_t *last_meetings(const struct ht_audit *audit)
{
    const struct ht_audit_needs *needs = &audit->needs;
    size_t cells = audit->school->programme_count * needs->weeks;
    uint32_t *last = HT_NEW(uint32_t, cells);
    memset(last, 0xff, cells * sizeof *last);
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        uint32_t week = ht_audit_needs_week(needs, meeting->date);
        if (week != HT_NONE)
            last[(size_t)meeting->programme.i * needs->weeks + week] = m;
    }
    return last;
}

static void check_bounds(struct ht_audit *audit)
{
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        audit->verdict->checked[HT_H8_FREQUENCY]++;
        if (!ht_rulebook_in_bounds(&audit->school->programmes[meeting->programme.i], meeting->date))
            ht_audit_breach_at(audit, meeting, NULL, (struct ht_breach){.cause = HT_BREACH_BOUNDS});
    }
}

static void tell_too_many(struct ht_audit *audit, uint32_t week, uint32_t last, int placed, int due)
{
    const struct ht_meeting *meeting = &audit->meetings[last];
    ht_audit_breach_at(
        audit, meeting, NULL,
        (struct ht_breach){.cause = HT_BREACH_TOO_MANY,
                           .mentor = ht_audit_mentor(audit, meeting),
                           .date = ht_date_plus(audit->needs.monday, week * HT_DAYS_A_WEEK),
                           .count = placed,
                           .limit = due});
}

/* Weeks that require sessions: neither the run nor one of its weeks has more than it may. */
static void check_needs(struct ht_audit *audit, const uint32_t *last)
{
    const struct ht_audit_needs *needs = &audit->needs;
    for (uint32_t n = 0; n < needs->count; n++) {
        const struct ht_audit_need *need = &needs->needs[n];
        size_t start = (size_t)need->programme.i * needs->weeks;
        uint32_t latest = HT_NONE, fullest = need->first_week;
        for (uint32_t week = need->first_week; week < needs->weeks; week++) {
            if (needs->need_of[start + week] != n || !needs->placed[start + week])
                continue;
            latest = last[start + week];
            if (needs->placed[start + week] > needs->placed[start + fullest])
                fullest = week;
        }
        audit->verdict->checked[HT_H8_FREQUENCY]++;
        int most = needs->placed[start + fullest];
        if (need->placed > need->required)
            tell_too_many(audit, need->first_week, latest, need->placed, need->required);
        else if (most > need->week_most)
            tell_too_many(audit, fullest, last[start + fullest], most, need->week_most);
    }
}

/* Weeks that require none; what lies outside the bounds has its own breach. */
static void check_other_weeks(struct ht_audit *audit, const uint32_t *last)
{
    const struct ht_audit_needs *needs = &audit->needs;
    for (size_t p = 0; p < audit->school->programme_count; p++)
        for (uint32_t week = 0; week < needs->weeks; week++) {
            size_t place = p * needs->weeks + week;
            if (needs->need_of[place] != HT_NONE || !needs->placed[place])
                continue;
            const struct ht_meeting *meeting = &audit->meetings[last[place]];
            if (ht_rulebook_in_bounds(&audit->school->programmes[p], meeting->date))
                tell_too_many(audit, week, last[place], needs->placed[place], 0);
        }
}

static void check_too_many(struct ht_audit *audit)
{
    uint32_t *last = last_meetings(audit);
    check_needs(audit, last);
    check_other_weeks(audit, last);
    free(last);
}

/* ------------------------------------------------------------ what is missing */

/*
 * What is listed names student, mentor and programme, which several programmes of a student may
 * share: those are one account, from which each takes what it lacks.
 */
struct accounts {
    size_t *first_seat;       /* [programme]: where its members start among all members */
    struct ht_lookup members; /* by student: places among all members */
    uint32_t *programme;      /* [member]: its programme */
    uint32_t *account;        /* [member]: the member whose counts it shares */
    int *listed;              /* [account * weeks + week]: sessions listed as unplaced */
};

static void clear_accounts(struct accounts *accounts)
{
    free(accounts->first_seat);
    ht_lookup_clear(&accounts->members);
    free(accounts->programme);
    free(accounts->account);
    free(accounts->listed);
}

static bool is_same_account(const struct ht_programme *a, const struct ht_programme *b)
{
    return a->mentor.i == b->mentor.i && !strcmp(a->name, b->name);
}

static uint32_t find_account(const struct ht_school *school, const struct accounts *accounts,
                             uint32_t student, const struct ht_programme *programme)
{
    const struct ht_lookup *members = &accounts->members;
    for (uint32_t i = members->first[student]; i < members->first[student + 1]; i++) {
        uint32_t member = members->items[i];
        if (is_same_account(&school->programmes[accounts->programme[member]], programme))
            return member;
    }
    return HT_NONE;
}

static struct accounts make_accounts(const struct ht_audit *audit)
{
    const struct ht_school *school = audit->school;
    struct accounts accounts = {.first_seat = HT_NEW(size_t, school->programme_count + 1)};
    size_t count = 0;
    for (size_t p = 0; p < school->programme_count; p++) {
        accounts.first_seat[p] = count;
        count += school->programmes[p].student_count;
    }
    accounts.programme = HT_NEW(uint32_t, count);
    uint32_t *students = HT_NEW(uint32_t, count);
    for (size_t p = 0; p < school->programme_count; p++)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++) {
            accounts.programme[accounts.first_seat[p] + n] = p;
            students[accounts.first_seat[p] + n] = school->programmes[p].students[n].i;
        }
    accounts.members = ht_lookup_make(students, count, school->student_count);
    accounts.account = HT_NEW(uint32_t, count);
    for (size_t m = 0; m < count; m++)
        accounts.account[m] = find_account(school, &accounts, students[m],
                                           &school->programmes[accounts.programme[m]]);
    accounts.listed = HT_NEW(int, count * audit->needs.weeks);
    free(students);
    return accounts;
}

/* Where a row of what is listed is counted; NULL where nothing can be missing. */
static int *listed_cell(const struct ht_audit *audit, const struct accounts *accounts,
                        const struct ht_unplaced_claim *row)
{
    uint32_t week = ht_audit_needs_week(&audit->needs, row->week);
    bool is_monday = row->week.days == ht_date_monday(row->week).days;
    if (row->programme.i == HT_NONE || row->student.i == HT_NONE || week == HT_NONE || !is_monday)
        return NULL;
    const struct ht_programme *programme = &audit->school->programmes[row->programme.i];
    uint32_t account = find_account(audit->school, accounts, row->student.i, programme);
    return account == HT_NONE ? NULL
                              : &accounts->listed[(size_t)account * audit->needs.weeks + week];
}

static bool is_unassigned(const struct ht_audit *audit, const struct ht_unplaced_claim *row)
{
    return row->programme.i != HT_NONE &&
           audit->school->programmes[row->programme.i].mentor.i == HT_NONE;
}

static void count_listed(const struct ht_audit *audit, const struct accounts *accounts)
{
    for (size_t i = 0; i < audit->claims->unplaced_count; i++) {
        const struct ht_unplaced_claim *row = &audit->claims->unplaced[i];
        int *cell = listed_cell(audit, accounts, row);
        if (cell && !is_unassigned(audit, row))
            *cell += row->count;
    }
}

/* A need by the last of its weeks. */
struct order {
    uint32_t last_week, need;
};

static int compare_orders(const void *left, const void *right)
{
    const struct order *a = left, *b = right;
    if (a->last_week != b->last_week)
        return a->last_week < b->last_week ? -1 : 1;
    return a->need < b->need ? -1 : 1;
}

/* The needs by their last weeks: whichever has to take from fewer weeks comes first, so that what
   is listed suffices if it can. */
static struct order *order_needs(const struct ht_audit_needs *needs, size_t programmes)
{
    struct order *order = HT_NEW(struct order, needs->count);
    for (size_t cell = 0; cell < programmes * needs->weeks; cell++)
        if (needs->need_of[cell] != HT_NONE)
            order[needs->need_of[cell]] = (struct order){cell % needs->weeks, needs->need_of[cell]};
    qsort(order, needs->count, sizeof *order, compare_orders);
    return order;
}

/* Takes what a student lacks of a need off the counts of its weeks; what is left is returned. */
static int settle(const struct ht_audit *audit, const struct accounts *accounts, uint32_t number,
                  uint32_t account)
{
    const struct ht_audit_needs *needs = &audit->needs;
    const struct ht_audit_need *need = &needs->needs[number];
    int missing = ht_audit_need_missing(need);
    const uint32_t *need_of = &needs->need_of[(size_t)need->programme.i * needs->weeks];
    int *listed = &accounts->listed[(size_t)account * needs->weeks];
    for (uint32_t week = need->first_week; missing && week < needs->weeks; week++) {
        if (need_of[week] != number || listed[week] <= 0)
            continue;
        int taken = listed[week] < missing ? listed[week] : missing;
        listed[week] -= taken;
        missing -= taken;
    }
    return missing;
}

static void tell_missing(struct ht_audit *audit, const struct ht_audit_need *need,
                         ht_student_id student, int missing)
{
    bool has_list = audit->claims->has_unplaced;
    ht_audit_breach(
        audit, (struct ht_breach){
                   .cause = has_list ? HT_BREACH_UNLISTED : HT_BREACH_NO_LIST,
                   .student = student,
                   .mentor = audit->school->programmes[need->programme.i].mentor,
                   .programme = need->programme,
                   .date = ht_date_plus(audit->needs.monday, need->first_week * HT_DAYS_A_WEEK),
                   .count = missing,
               });
}

static void check_missing(struct ht_audit *audit, const struct accounts *accounts)
{
    const struct ht_school *school = audit->school;
    const struct ht_audit_needs *needs = &audit->needs;
    struct order *order = order_needs(needs, school->programme_count);
    size_t *first = HT_NEW(size_t, needs->count + 1); /* [need]: in missing, a place a student */
    for (uint32_t n = 0; n < needs->count; n++)
        first[n + 1] = first[n] + school->programmes[needs->needs[n].programme.i].student_count;
    int *missing = HT_NEW(int, first[needs->count]);
    for (uint32_t i = 0; i < needs->count; i++) {
        uint32_t n = order[i].need;
        size_t member = accounts->first_seat[needs->needs[n].programme.i];
        for (size_t s = first[n]; ht_audit_need_missing(&needs->needs[n]) && s < first[n + 1]; s++)
            missing[s] = settle(audit, accounts, n, accounts->account[member++]);
    }
    for (uint32_t n = 0; n < needs->count; n++)
        for (size_t s = first[n]; s < first[n + 1]; s++)
            if (missing[s])
                tell_missing(audit, &needs->needs[n],
                             school->programmes[needs->needs[n].programme.i].students[s - first[n]],
                             missing[s]);
    free(missing);
    free(first);
    free(order);
}

static void check_listed(struct ht_audit *audit, const struct accounts *accounts)
{
    for (size_t i = 0; i < audit->claims->unplaced_count; i++) {
        const struct ht_unplaced_claim *row = &audit->claims->unplaced[i];
        int *cell = listed_cell(audit, accounts, row);
        int over = cell ? *cell : row->count;
        audit->verdict->checked[HT_H8_FREQUENCY]++;
        if (is_unassigned(audit, row) || over <= 0)
            continue;
        if (cell)
            *cell = 0;
        ht_audit_breach(audit, (struct ht_breach){.cause = HT_BREACH_LISTED,
                                                  .of = HT_ROW_UNPLACED,
                                                  .row = i,
                                                  .student = row->student,
                                                  .date = row->week,
                                                  .count = over});
    }
}

void ht_check_frequency(struct ht_audit *audit)
{
    check_bounds(audit);
    check_too_many(audit);
    struct accounts accounts = make_accounts(audit);
    count_listed(audit, &accounts);
    check_missing(audit, &accounts);
    check_listed(audit, &accounts);
    clear_accounts(&accounts);
}
