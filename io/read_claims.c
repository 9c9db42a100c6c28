/* SPDX-License-Identifier: GPL-3.0-or-later */
/** sessions.csv and unplaced.csv, whoever wrote them: what a schedule claims. */
#include "io/cells.h"
#include "io/read.h"
#include "io/reading.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_UNPLACED = 1000 /* of a student's week */ };

/* ------------------------------------------------------------ programmes */

/* The programmes of each mentor and student, as chains. */
struct index {
    const struct ht_school *school;
    struct ht_names *pairs; /* mentor and student */
    struct entry *entries;
    uint32_t *first; /* by number of pairs: place in entries */
    uint32_t entry_count, entry_capacity, first_count, first_capacity;
};

struct entry {
    uint32_t programme;
    uint32_t next;         /* place in entries, or HT_NONE */
    ht_date week;          /* Monday of the last session that was found to be the programme's */
    int in_week, sessions; /* in that week and in all */
};

/* What a row says of its programme; NULL or "" where it says nothing. */
struct wanted {
    uint32_t mentor, student;
    const char *name, *group;
    ht_date from, to; /* a date of which should be within the programme's */
};

static uint32_t pair_number(const struct index *index, uint32_t mentor, uint32_t student, bool add)
{
    char pair[32];
    snprintf(pair, sizeof pair, "%u %u", (unsigned)mentor, (unsigned)student);
    return add ? ht_names_add(index->pairs, pair) : ht_names_find(index->pairs, pair);
}

/* Puts an entry at the head of its chain. */
static void add_entry(struct index *index, uint32_t programme, uint32_t student)
{
    uint32_t mentor = index->school->programmes[programme].mentor.i;
    uint32_t pair = pair_number(index, mentor, student, true);
    if (pair == index->first_count) {
        HT_GROW(index->first, index->first_count, index->first_capacity);
        index->first[index->first_count++] = HT_NONE;
    }
    HT_GROW(index->entries, index->entry_count, index->entry_capacity);
    index->entries[index->entry_count] =
        (struct entry){.programme = programme, .next = index->first[pair]};
    index->first[pair] = index->entry_count++;
}

static void make_index(struct index *index, const struct ht_school *school)
{
    *index = (struct index){.school = school, .pairs = ht_names_new()};
    for (size_t p = school->programme_count; p-- > 0;)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++)
            add_entry(index, p, school->programmes[p].students[n].i);
}

static void free_index(struct index *index)
{
    ht_names_free(index->pairs);
    free(index->entries);
    free(index->first);
}

static bool fits(const struct ht_programme *programme, const struct wanted *wanted)
{
    bool named = !wanted->name || !*wanted->name || !strcmp(wanted->name, programme->name);
    bool grouped = !wanted->group || !strcmp(wanted->group, programme->group);
    return named && grouped;
}

static bool has_date(const struct ht_programme *programme, const struct wanted *wanted)
{
    return programme->from.days <= wanted->to.days && wanted->from.days <= programme->to.days;
}

/* Whether a programme can have one more session in a week. */
static bool has_room(const struct index *index, const struct entry *entry, ht_date week)
{
    const struct ht_programme *programme = &index->school->programmes[entry->programme];
    int in_week = entry->week.days == week.days ? entry->in_week : 0;
    return in_week * programme->per_weeks < programme->per_week &&
           (programme->sessions == HT_NO_LIMIT || entry->sessions < programme->sessions);
}

/*
 * Of two programmes of one name: the one with room, then the one with fewer dates to have it, then
 * the one that is to have more, since one in two weeks may be in the other of them.
 */
static bool is_likelier(const struct index *index, const struct entry *a, const struct entry *b,
                        ht_date week)
{
    const struct ht_programme *first = &index->school->programmes[a->programme];
    const struct ht_programme *second = &index->school->programmes[b->programme];
    bool room = has_room(index, a, week);
    if (room != has_room(index, b, week))
        return room;
    int64_t dates = (int64_t)first->to.days - first->from.days;
    int64_t others = (int64_t)second->to.days - second->from.days;
    if (dates != others)
        return dates < others;
    return first->per_week * second->per_weeks > second->per_week * first->per_weeks;
}

/*
 * The programme that is wanted, rather one that has the dates; NULL where there is none, or several
 * without a name to tell them apart.
 */
static struct entry *find_entry(const struct index *index, const struct wanted *wanted)
{
    const struct ht_programme *programmes = index->school->programmes;
    uint32_t pair = pair_number(index, wanted->mentor, wanted->student, false);
    struct entry *found = NULL;
    bool found_dated = false, several = false;
    for (uint32_t e = pair == HT_NONE ? HT_NONE : index->first[pair]; e != HT_NONE;
         e = index->entries[e].next) {
        struct entry *entry = &index->entries[e];
        const struct ht_programme *programme = &programmes[entry->programme];
        bool dated = has_date(programme, wanted);
        if (!fits(programme, wanted) || (found && found_dated && !dated))
            continue;
        if (!found || (dated && !found_dated)) {
            found = entry;
            found_dated = dated;
            several = false;
        } else if (strcmp(programmes[found->programme].name, programme->name)) {
            several = true;
        } else if (is_likelier(index, entry, found, ht_date_monday(wanted->from))) {
            found = entry;
        }
    }
    return several ? NULL : found;
}

static void count_session(struct entry *entry, ht_date date)
{
    ht_date week = ht_date_monday(date);
    entry->in_week = entry->week.days == week.days ? entry->in_week + 1 : 1;
    entry->week = week;
    entry->sessions++;
}

/* ------------------------------------------------------------ sessions.csv */

/* The cell as written; NULL where the file has no such column. */
static const char *text_of(struct ht_school *school, const struct ht_listing *listing,
                           enum ht_column column)
{
    return ht_listing_has(listing, column) ? ht_row_text(listing, column, school) : NULL;
}

static bool read_minutes(const struct ht_listing *listing, enum ht_column column, int *minutes)
{
    const char *text = ht_listing_cell(listing, column);
    *minutes = -1;
    const char *problem = *text ? ht_cell_time(text, minutes) : NULL;
    if (problem)
        ht_row_fault(listing, column, problem);
    return !problem;
}

static void read_texts(struct ht_school *school, const struct ht_listing *listing,
                       struct ht_claim *claim)
{
    claim->session = text_of(school, listing, HT_COL_SESSION);
    claim->week = text_of(school, listing, HT_COL_WEEK);
    claim->day = text_of(school, listing, HT_COL_DAY);
    claim->programme_name = text_of(school, listing, HT_COL_PROGRAMME);
    claim->group = text_of(school, listing, HT_COL_GROUP);
    claim->subject = text_of(school, listing, HT_COL_SUBJECT);
    claim->class_ = text_of(school, listing, HT_COL_CLASS);
    claim->teacher = text_of(school, listing, HT_COL_TEACHER);
    claim->room = text_of(school, listing, HT_COL_ROOM);
    claim->period_name = ht_row_text(listing, HT_COL_PERIOD, school);
    claim->student_id = ht_row_text(listing, HT_COL_STUDENT, school);
    claim->mentor_id = ht_row_text(listing, HT_COL_MENTOR, school);
    claim->line = ht_listing_line(listing);
}

static void resolve(const struct index *index, struct ht_claim *claim)
{
    const struct ht_school *school = index->school;
    claim->student.i = ht_names_find(school->student_ids, claim->student_id);
    claim->period = ht_school_period_on(school, claim->date,
                                        ht_names_find(school->period_names, claim->period_name));
    struct wanted wanted = {
        .mentor = ht_names_find(school->mentor_ids, claim->mentor_id),
        .student = claim->student.i,
        .name = claim->programme_name,
        .group = claim->group,
        .from = claim->date,
        .to = claim->date,
    };
    bool is_known = wanted.mentor != HT_NONE && wanted.student != HT_NONE;
    struct entry *entry = is_known ? find_entry(index, &wanted) : NULL;
    claim->programme.i = entry ? entry->programme : HT_NONE;
    if (entry)
        count_session(entry, claim->date);
}

static int by_date(const void *left, const void *right)
{
    const struct ht_claim *a = *(struct ht_claim *const *)left,
                          *b = *(struct ht_claim *const *)right;
    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    return (a > b) - (a < b);
}

/* By date, since programmes of one name are told apart by what they have had in the week. */
static void resolve_all(const struct index *index, const struct ht_claims *claims)
{
    struct ht_claim **claim = HT_NEW(struct ht_claim *, claims->row_count);
    for (size_t i = 0; i < claims->row_count; i++)
        claim[i] = &claims->rows[i];
    if (claims->row_count)
        qsort(claim, claims->row_count, sizeof *claim, by_date);
    for (size_t i = 0; i < claims->row_count; i++)
        resolve(index, claim[i]);
    free(claim);
}

static bool read_claim(struct ht_school *school, const struct ht_listing *listing,
                       struct ht_claim *claim)
{
    const char *text;
    *claim = (struct ht_claim){.missed = {HT_NONE}};
    bool has_day =
        ht_row_need(listing, HT_COL_DATE, &text) && ht_row_date(listing, HT_COL_DATE, &claim->date);
    bool has_start = read_minutes(listing, HT_COL_START, &claim->start);
    if (!read_minutes(listing, HT_COL_END, &claim->end) || !has_start || !has_day)
        return false;
    read_texts(school, listing, claim);
    return true;
}

static void read_sessions(struct ht_school *school, const struct index *index, const char *path,
                          struct ht_claims *claims, struct ht_faults *faults)
{
    struct ht_listing *listing = ht_csv_listing(ht_csv_open(path, path, HT_SESSIONS_CSV, faults));
    struct ht_claim claim;
    while (listing && ht_listing_next(listing)) {
        if (!read_claim(school, listing, &claim))
            continue;
        HT_GROW(claims->rows, claims->row_count, claims->row_capacity);
        claims->rows[claims->row_count++] = claim;
    }
    ht_listing_free(listing);
    resolve_all(index, claims);
}

/* ------------------------------------------------------------ unplaced.csv */

static bool read_unplaced_row(const struct ht_listing *listing, const struct index *index,
                              struct ht_unplaced_claim *claim)
{
    const struct ht_school *school = index->school;
    const char *text;
    *claim = (struct ht_unplaced_claim){.count = 1, .line = ht_listing_line(listing)};
    bool has_week = ht_row_need(listing, HT_COL_WEEK_STARTING, &text) &&
                    ht_row_date(listing, HT_COL_WEEK_STARTING, &claim->week);
    if (!ht_row_whole(listing, HT_COL_COUNT, 0, MOST_UNPLACED, &claim->count) || !has_week)
        return false;
    const char *mentor = ht_listing_cell(listing, HT_COL_MENTOR);
    struct wanted wanted = {
        .mentor = ht_names_find(school->mentor_ids, mentor),
        .student = ht_names_find(school->student_ids, ht_listing_cell(listing, HT_COL_STUDENT)),
        .name = ht_listing_cell(listing, HT_COL_PROGRAMME),
        .group =
            ht_listing_has(listing, HT_COL_GROUP) ? ht_listing_cell(listing, HT_COL_GROUP) : NULL,
        .from = claim->week,
        .to = ht_date_plus(claim->week, HT_DAYS_A_WEEK - 1),
    };
    claim->student.i = wanted.student;
    /* A blank mentor is that of the programmes which have none yet. */
    bool is_unknown = wanted.mentor == HT_NONE && *mentor;
    const struct entry *entry =
        is_unknown || wanted.student == HT_NONE ? NULL : find_entry(index, &wanted);
    claim->programme.i = entry ? entry->programme : HT_NONE;
    return true;
}

static void read_unplaced(const struct index *index, const char *path, struct ht_claims *claims,
                          struct ht_faults *faults)
{
    struct ht_listing *listing = ht_csv_listing(ht_csv_open(path, path, HT_UNPLACED_CSV, faults));
    struct ht_unplaced_claim claim;
    claims->has_unplaced = listing;
    while (listing && ht_listing_next(listing)) {
        if (!read_unplaced_row(listing, index, &claim))
            continue;
        HT_GROW(claims->unplaced, claims->unplaced_count, claims->unplaced_capacity);
        claims->unplaced[claims->unplaced_count++] = claim;
    }
    ht_listing_free(listing);
}

struct ht_claims *ht_read_claims(struct ht_school *school, const char *sessions_csv,
                                 struct ht_faults *faults)
{
    struct ht_claims *claims = ht_claims_new((struct ht_horizon){HT_DATE_FIRST, HT_DATE_LAST});
    const char *slash = strrchr(sessions_csv, '/');
    int folder = slash ? slash - sessions_csv + 1 : 0;
    char *unplaced_csv = ht_format("%.*s%s", folder, sessions_csv, ht_file_name(HT_UNPLACED_CSV));
    struct index index;
    make_index(&index, school);
    read_sessions(school, &index, sessions_csv, claims, faults);
    read_unplaced(&index, unplaced_csv, claims, faults);
    free_index(&index);
    free(unplaced_csv);
    return claims;
}
