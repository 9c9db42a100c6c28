/* SPDX-License-Identifier: GPL-3.0-or-later */
/** sessions.csv and unplaced.csv, whoever wrote them: what a schedule claims. */
#include "io/base/cells.h"
#include "io/csv/table.h"
#include "io/school/read.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_UNPLACED = 1000 /* of a student's week */ };

/* ------------------------------------------------------------ programmes */

/* The programmes of each mentor and student, as chains. */
struct index {
    const struct ht_school *school;
    struct ht_strings *pairs; /* mentor and student */
    struct entry *entries;
    uint32_t *first;          /* by number of pairs: place in entries */
    struct ht_strings *weeks; /* entry and Monday, of entries that are not alone in their chain */
    int *taken;               /* by number of weeks: sessions that rows have claimed by now */
    uint32_t entry_count, entry_capacity, first_count, first_capacity, taken_count, taken_capacity;
};

struct entry {
    uint32_t programme;
    uint32_t next; /* place in entries, or HT_NONE */
};

/* What a row says of its programme; NULL or "" where it says nothing. */
struct wanted {
    uint32_t mentor, student;
    const char *name, *group;
    ht_date from, to; /* a date of which should be within the programme's */
    int minutes;      /* of the session, or below 0 */
    uint32_t period;  /* number in ht_school.period_names, or HT_NONE */
    int count;        /* sessions that the row stands for */
};

static uint32_t pair_number(const struct index *index, uint32_t mentor, uint32_t student, bool add)
{
    char pair[32];
    snprintf(pair, sizeof pair, "%u %u", (unsigned)mentor, (unsigned)student);
    return add ? ht_strings_add(index->pairs, pair) : ht_strings_find(index->pairs, pair);
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
    index->entries[index->entry_count] = (struct entry){programme, index->first[pair]};
    index->first[pair] = index->entry_count++;
}

static void make_index(struct index *index, const struct ht_school *school)
{
    *index = (struct index){.school = school, .pairs = ht_strings_new(), .weeks = ht_strings_new()};
    for (size_t p = school->programme_count; p-- > 0;)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++)
            add_entry(index, p, school->programmes[p].students[n].i);
}

static void free_index(struct index *index)
{
    ht_strings_free(index->pairs);
    ht_strings_free(index->weeks);
    free(index->entries);
    free(index->first);
    free(index->taken);
}

/* The sessions that rows have claimed of an entry in the week of a date. */
static int *taken_in(struct index *index, uint32_t entry, ht_date date)
{
    char key[32];
    snprintf(key, sizeof key, "%u %d", (unsigned)entry, (int)ht_date_monday(date).days);
    uint32_t number = ht_strings_add(index->weeks, key);
    if (number == index->taken_count) {
        HT_GROW(index->taken, index->taken_count, index->taken_capacity);
        index->taken[index->taken_count++] = 0;
    }
    return &index->taken[number];
}

/* How surely a programme has its sessions in a week that it may use: least where their number ends
   it or they skip weeks, and the sooner it ends the less. */
static int64_t steadiness(const struct ht_programme *programme)
{
    if (programme->per_weeks > 1)
        return -1;
    return programme->sessions == HT_NO_LIMIT ? INT64_MAX : programme->sessions;
}

/* Greater where a row is likelier to be of the entry, by the first part that differs. */
struct likeness {
    int64_t parts[4];
};

/*
 * Two programmes of one name may be due in one week: a session more, in place of another. Rows do
 * not say which of them they are, and each takes what it requires.
 */
static struct likeness likeness_of(struct index *index, uint32_t entry, const struct wanted *wanted)
{
    const struct ht_programme *programme =
        &index->school->programmes[index->entries[entry].programme];
    int most = (programme->per_week + programme->per_weeks - 1) / programme->per_weeks;
    bool has_length = wanted->minutes < 0 || wanted->minutes == programme->minutes;
    bool has_period = wanted->period == HT_NONE || ht_some_has(&programme->periods, wanted->period);
    return (struct likeness){{
        has_length && has_period,
        *taken_in(index, entry, wanted->from) < most,
        programme->periods.count > 0,
        steadiness(programme),
    }};
}

static bool is_likelier(struct index *index, uint32_t one, uint32_t other,
                        const struct wanted *wanted)
{
    struct likeness a = likeness_of(index, one, wanted), b = likeness_of(index, other, wanted);
    for (size_t i = 0; i < sizeof a.parts / sizeof *a.parts; i++)
        if (a.parts[i] != b.parts[i])
            return a.parts[i] > b.parts[i];
    return false;
}

/*
 * The entry of the programme that is wanted, rather one that has the dates; HT_NONE where there is
 * none, or several without a name to tell them apart.
 */
static uint32_t find_entry(struct index *index, uint32_t first, const struct wanted *wanted)
{
    const struct ht_programme *programmes = index->school->programmes;
    const struct ht_programme *found_programme = NULL;
    uint32_t found = HT_NONE;
    bool found_dated = false, several = false;
    for (uint32_t e = first; e != HT_NONE; e = index->entries[e].next) {
        const struct ht_programme *programme = &programmes[index->entries[e].programme];
        bool dated =
            programme->from.days <= wanted->to.days && wanted->from.days <= programme->to.days;
        bool named = !wanted->name || !*wanted->name || !strcmp(wanted->name, programme->name);
        bool grouped = !wanted->group || !strcmp(wanted->group, programme->group);
        if (!named || !grouped || (found_dated && !dated))
            continue;
        bool is_better = found == HT_NONE || (dated && !found_dated);
        several = !is_better && (several || strcmp(found_programme->name, programme->name));
        if (!is_better && !is_likelier(index, e, found, wanted))
            continue;
        found = e;
        found_programme = programme;
        found_dated = dated;
    }
    return several ? HT_NONE : found;
}

/* The programme that a row is of, which takes the row's sessions; HT_NONE as find_entry() has it.
 */
static uint32_t take_programme(struct index *index, const struct wanted *wanted)
{
    uint32_t pair = pair_number(index, wanted->mentor, wanted->student, false);
    if (pair == HT_NONE)
        return HT_NONE;
    uint32_t first = index->first[pair], entry = find_entry(index, first, wanted);
    if (entry == HT_NONE)
        return HT_NONE;
    if (index->entries[first].next != HT_NONE)
        *taken_in(index, entry, wanted->from) += wanted->count;
    return index->entries[entry].programme;
}

/* ------------------------------------------------------------ sessions.csv */

/* The cell as written; NULL where the file has no such column. */
static const char *text_of(struct ht_school *school, const struct ht_record_source *records,
                           enum ht_column column)
{
    return records->has[column] ? ht_field_text(records, column, school) : NULL;
}

static void read_texts(struct ht_school *school, const struct ht_record_source *records,
                       struct ht_claim *claim)
{
    claim->session = text_of(school, records, HT_COL_SESSION);
    claim->week = text_of(school, records, HT_COL_WEEK);
    claim->day = text_of(school, records, HT_COL_DAY);
    claim->programme_name = text_of(school, records, HT_COL_PROGRAMME);
    claim->group = text_of(school, records, HT_COL_GROUP);
    claim->subject = text_of(school, records, HT_COL_SUBJECT);
    claim->class_ = text_of(school, records, HT_COL_CLASS);
    claim->teacher = text_of(school, records, HT_COL_TEACHER);
    claim->room = text_of(school, records, HT_COL_ROOM);
    claim->period_name = ht_field_text(records, HT_COL_PERIOD, school);
    claim->student_id = ht_field_text(records, HT_COL_STUDENT, school);
    claim->mentor_id = ht_field_text(records, HT_COL_MENTOR, school);
    claim->line = records->line;
}

static void resolve(struct index *index, struct ht_claim *claim)
{
    const struct ht_school *school = index->school;
    claim->student.i = ht_strings_find(school->student_ids, claim->student_id);
    claim->period = ht_school_period_on(school, claim->date,
                                        ht_strings_find(school->period_names, claim->period_name));
    struct wanted wanted = {
        .mentor = ht_strings_find(school->mentor_ids, claim->mentor_id),
        .student = claim->student.i,
        .name = claim->programme_name,
        .group = claim->group,
        .from = claim->date,
        .to = claim->date,
        .minutes = claim->start < 0 || claim->end < 0 ? -1 : claim->end - claim->start,
        .period = claim->period.i == HT_NONE ? HT_NONE : school->periods[claim->period.i].name,
        .count = 1,
    };
    claim->programme.i = wanted.mentor == HT_NONE || wanted.student == HT_NONE
                             ? HT_NONE
                             : take_programme(index, &wanted);
}

static bool read_claim(struct ht_school *school, const struct ht_record_source *records,
                       struct index *index, struct ht_claim *claim)
{
    const char *text;
    *claim = (struct ht_claim){.missed = {HT_NONE}};
    bool has_day = ht_field_need(records, HT_COL_DATE, &text) &&
                   ht_field_date(records, HT_COL_DATE, &claim->date);
    bool has_start = ht_field_time(records, HT_COL_START, &claim->start);
    if (!ht_field_time(records, HT_COL_END, &claim->end) || !has_start || !has_day)
        return false;
    read_texts(school, records, claim);
    resolve(index, claim);
    return true;
}

static void read_sessions(struct ht_school *school, struct index *index, const char *path,
                          struct ht_claimed_schedule *claims, struct ht_diagnostics *faults)
{
    struct ht_record_source *records =
        ht_csv_records(ht_csv_open(path, path, HT_SESSIONS_CSV, faults));
    struct ht_claim claim;
    while (records && ht_record_source_next(records)) {
        if (!read_claim(school, records, index, &claim))
            continue;
        HT_GROW(claims->rows, claims->row_count, claims->row_capacity);
        claims->rows[claims->row_count++] = claim;
    }
    ht_record_source_free(records);
}

/* ------------------------------------------------------------ unplaced.csv */

static bool read_unplaced_row(const struct ht_record_source *records, struct index *index,
                              struct ht_unplaced_claim *claim)
{
    const struct ht_school *school = index->school;
    const char *text;
    *claim = (struct ht_unplaced_claim){.count = 1, .line = records->line};
    bool has_week = ht_field_need(records, HT_COL_WEEK_STARTING, &text) &&
                    ht_field_date(records, HT_COL_WEEK_STARTING, &claim->week);
    if (!ht_field_whole(records, HT_COL_COUNT, 0, MOST_UNPLACED, &claim->count) || !has_week)
        return false;
    const char *mentor = records->cells[HT_COL_MENTOR];
    struct wanted wanted = {
        .mentor = ht_strings_find(school->mentor_ids, mentor),
        .student = ht_strings_find(school->student_ids, records->cells[HT_COL_STUDENT]),
        .name = records->cells[HT_COL_PROGRAMME],
        .group = records->has[HT_COL_GROUP] ? records->cells[HT_COL_GROUP] : NULL,
        .from = claim->week,
        .to = ht_date_plus(claim->week, HT_DAYS_A_WEEK - 1),
        .minutes = -1,
        .period = HT_NONE,
        .count = claim->count,
    };
    claim->student.i = wanted.student;
    /* A blank mentor is that of the programmes which have none yet. */
    bool is_unknown = wanted.mentor == HT_NONE && *mentor;
    claim->programme.i =
        is_unknown || wanted.student == HT_NONE ? HT_NONE : take_programme(index, &wanted);
    return true;
}

static void read_unplaced(struct index *index, const char *path, struct ht_claimed_schedule *claims,
                          struct ht_diagnostics *faults)
{
    struct ht_record_source *records =
        ht_csv_records(ht_csv_open(path, path, HT_UNPLACED_CSV, faults));
    struct ht_unplaced_claim claim;
    claims->has_unplaced = records;
    while (records && ht_record_source_next(records)) {
        if (!read_unplaced_row(records, index, &claim))
            continue;
        HT_GROW(claims->unplaced, claims->unplaced_count, claims->unplaced_capacity);
        claims->unplaced[claims->unplaced_count++] = claim;
    }
    ht_record_source_free(records);
}

struct ht_claimed_schedule *ht_read_claims(struct ht_school *school, const char *sessions_csv,
                                           struct ht_diagnostics *faults)
{
    struct ht_claimed_schedule *claims =
        ht_claimed_schedule_new((struct ht_horizon){HT_DATE_FIRST, HT_DATE_LAST});
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
