/* SPDX-License-Identifier: GPL-3.0-or-later */
/** caseload.csv: a programme for each row, but one for all rows of a group. */
#include "io/base/cells.h"
#include "io/schema/policy.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char default_name[] = "1:1 mentoring";

enum {
    LONGEST_SESSION = 600, /* minutes */
    MOST_SESSIONS = 1000,
    UNSAID = 0, /* sessions a week or minutes; likewise texts that are NULL, until all rows of the
                   programme are read */
};

/* A row is a programme of its own until it turns out to belong to a group. */
struct row {
    struct ht_programme programme; /* without students */
    ht_student_id student;
    enum ht_outcome outcome;
};

const char *ht_read_programme_name(const struct ht_record_source *records)
{
    const char *name = records->cells[HT_COL_PROGRAMME];
    return *name ? name : default_name;
}

/* The groups so far. */
struct groups {
    struct ht_strings *keys; /* mentor, programme and group */
    uint32_t *programmes;    /* by number of keys: place in ht_school.programmes */
    uint32_t count, capacity;
};

static bool read_frequency(const struct ht_record_source *records, struct ht_programme *programme)
{
    const char *text = records->cells[HT_COL_PER_WEEK];
    if (!*text)
        return true;
    const char *problem = ht_cell_frequency(text, &programme->per_week, &programme->per_weeks);
    if (problem)
        ht_field_fault(records, HT_COL_PER_WEEK, problem);
    return !problem;
}

/* A skill that no mentor has is no fault: somebody may still learn it. */
static bool read_needs(const struct ht_record_source *records, struct ht_school *school,
                       struct ht_programme *programme)
{
    uint32_t known = ht_strings_count(school->skills);
    bool is_list = ht_read_skills(records, HT_COL_NEEDS, school->skills, &programme->needs);
    for (uint32_t n = known; n < ht_strings_count(school->skills); n++)
        HT_ROW_FAULT(records, HT_WARNING,
                     "no mentor has the skill '%s'; correct it, or add it to skills in %s",
                     ht_strings_text(school->skills, n),
                     ht_file_shown(HT_MENTORS_CSV, school->document).word);
    return is_list;
}

static bool read_urgency(const struct ht_record_source *records, const struct ht_policy *policy,
                         int *urgency)
{
    if (!*records->cells[HT_COL_URGENCY])
        return true;
    const char **words = HT_NEW(const char *, policy->urgency_count);
    for (size_t i = 0; i < policy->urgency_count; i++)
        words[i] = policy->urgencies[i].word;
    *urgency = ht_field_choice(records, HT_COL_URGENCY, words, policy->urgency_count);
    free(words);
    return *urgency >= 0;
}

/* What says when and where the programme is, beside its dates. */
static bool read_shape(const struct ht_record_source *records, struct ht_school *school,
                       struct ht_programme *programme)
{
    struct ht_known periods = ht_known_periods(school);
    bool has_periods = ht_field_some(records, HT_COL_PERIODS, &periods, &programme->periods);
    bool has_referred = ht_field_date(records, HT_COL_REFERRED, &programme->referred);
    bool has_urgency = read_urgency(records, &school->policy, &programme->urgency);
    programme->place = ht_field_text(records, HT_COL_PLACE, school);
    return has_periods && has_referred && has_urgency;
}

static void clear_row(struct ht_programme *programme)
{
    free(programme->needs.numbers);
    free(programme->periods.numbers);
}

static bool read_outcome(const struct ht_record_source *records, enum ht_outcome *outcome)
{
    static const char *const words[] = {"met", "ended"};
    *outcome = HT_OUTCOME_UNKNOWN;
    if (!*records->cells[HT_COL_OUTCOME])
        return true;
    int word = ht_field_choice(records, HT_COL_OUTCOME, words, sizeof words / sizeof *words);
    *outcome = HT_OUTCOME_MET + word;
    return word >= 0;
}

static bool read_row(struct ht_school_reader *reader, const struct ht_record_source *records,
                     struct row *row)
{
    struct ht_school *school = reader->school;
    struct ht_known students = ht_known_students(school), mentors = ht_known_mentors(school);
    const char *id;
    struct ht_programme *programme = &row->programme;
    *programme = (struct ht_programme){
        .name = ht_school_text(school, ht_read_programme_name(records)),
        .group = ht_field_text(records, HT_COL_GROUP, school),
        .per_week = UNSAID,
        .minutes = UNSAID,
        .sessions = HT_NO_LIMIT,
        .weeks = HT_NO_LIMIT,
        .referred = HT_DATE_FIRST,
        .urgency = -1,
        .latest = HT_DATE_LAST,
        .seen = HT_DATE_LAST,
        .line = records->line,
    };
    row->student.i = ht_field_need(records, HT_COL_STUDENT, &id)
                         ? ht_field_known(records, HT_COL_STUDENT, &students)
                         : HT_NONE;
    programme->mentor.i = ht_field_known(records, HT_COL_MENTOR, &mentors);
    bool has_mentor = programme->mentor.i != HT_NONE || !*records->cells[HT_COL_MENTOR];
    bool has_frequency = read_frequency(records, programme);
    bool has_minutes =
        ht_field_whole(records, HT_COL_MINUTES, 1, LONGEST_SESSION, &programme->minutes);
    bool has_sessions =
        ht_field_whole(records, HT_COL_SESSIONS, 0, MOST_SESSIONS, &programme->sessions);
    bool has_dates = ht_field_dates(records, &programme->from, &programme->to);
    bool has_needs = read_needs(records, school, programme);
    bool has_shape = read_shape(records, school, programme);
    bool has_outcome = read_outcome(records, &row->outcome);
    if (row->student.i != HT_NONE && has_mentor && has_frequency && has_minutes && has_sessions &&
        has_dates && has_needs && has_shape && has_outcome)
        return true;
    clear_row(programme);
    return false;
}

/* ------------------------------------------------------------ groups */

/* The group's programme, or HT_NONE where this row is its first; remembers the next one then. */
static uint32_t find_group(struct groups *groups, const struct ht_school *school,
                           const struct ht_programme *programme)
{
    if (!*programme->group)
        return HT_NONE;
    char *key =
        ht_format("%u\n%s\n%s", (unsigned)programme->mentor.i, programme->name, programme->group);
    uint32_t number = ht_strings_add(groups->keys, key);
    free(key);
    if (number < groups->count)
        return groups->programmes[number];
    HT_GROW(groups->programmes, groups->count, groups->capacity);
    groups->programmes[groups->count++] = school->programme_count;
    return HT_NONE;
}

static void warn_difference(const struct ht_record_source *records, enum ht_column column,
                            const struct ht_programme *programme, const char *rule)
{
    HT_ROW_FAULT_OF_KIND(
        records, HT_WARNING, ht_column_name(column),
        "%s differs from another row of group '%s' (line %d on); %s is taken: write the same "
        "in all rows",
        ht_column_name(column), programme->group, programme->line, rule);
}

/* The first number that is said holds for the whole group. */
static void merge_numbers(const struct ht_record_source *records, struct ht_programme *programme,
                          const struct ht_programme *row)
{
    if (row->per_week == UNSAID)
        ;
    else if (programme->per_week == UNSAID) {
        programme->per_week = row->per_week;
        programme->per_weeks = row->per_weeks;
    } else if (programme->per_week != row->per_week || programme->per_weeks != row->per_weeks)
        warn_difference(records, HT_COL_PER_WEEK, programme, "the first");
    if (programme->minutes == UNSAID)
        programme->minutes = row->minutes;
    else if (row->minutes != UNSAID && row->minutes != programme->minutes)
        warn_difference(records, HT_COL_MINUTES, programme, "the first");
    if (programme->sessions == HT_NO_LIMIT)
        programme->sessions = row->sessions;
    else if (row->sessions != HT_NO_LIMIT && row->sessions != programme->sessions)
        warn_difference(records, HT_COL_SESSIONS, programme, "the first");
}

/* The whole group meets only within the dates of each member. */
static void merge_dates(const struct ht_record_source *records, struct ht_programme *programme,
                        const struct ht_programme *row)
{
    bool both_from =
        row->from.days != HT_DATE_FIRST.days && programme->from.days != HT_DATE_FIRST.days;
    bool both_to = row->to.days != HT_DATE_LAST.days && programme->to.days != HT_DATE_LAST.days;
    if (both_from && row->from.days != programme->from.days)
        warn_difference(records, HT_COL_FROM, programme, "the latest");
    if (both_to && row->to.days != programme->to.days)
        warn_difference(records, HT_COL_TO, programme, "the earliest");
    if (row->from.days > programme->from.days)
        programme->from = row->from;
    if (row->to.days < programme->to.days)
        programme->to = row->to;
}

static bool same_set(const struct ht_some *a, const struct ht_some *b)
{
    bool same = a->count == b->count;
    for (uint32_t n = 0; same && n < a->count; n++)
        same = ht_some_has(b, a->numbers[n]);
    return same;
}

/* Keeps what another set has, too; false where that is nothing, and then nothing is changed. */
static bool keep_common(struct ht_some *some, const struct ht_some *other)
{
    uint32_t kept = 0;
    for (uint32_t n = 0; n < some->count; n++)
        if (ht_some_has(other, some->numbers[n]))
            some->numbers[kept++] = some->numbers[n];
    some->count = kept ? kept : some->count;
    return kept;
}

/* The group uses what every member may use. */
static void merge_periods(const struct ht_record_source *records, struct ht_programme *programme,
                          const struct ht_programme *row)
{
    struct ht_some *periods = &programme->periods;
    if (!row->periods.count || same_set(periods, &row->periods))
        return;
    bool is_first = !periods->count;
    for (uint32_t n = 0; is_first && n < row->periods.count; n++)
        ht_some_add(periods, row->periods.numbers[n]);
    if (is_first)
        return;
    if (keep_common(periods, &row->periods))
        warn_difference(records, HT_COL_PERIODS, programme, "what they have in common");
    else
        ht_field_fault(records, HT_COL_PERIODS,
                       "has no period in common with the other rows of the group; correct it, or "
                       "make two groups");
}

static void merge_place(const struct ht_record_source *records, struct ht_programme *programme,
                        const struct ht_programme *row)
{
    if (!*programme->place)
        programme->place = row->place;
    else if (*row->place && strcmp(row->place, programme->place))
        warn_difference(records, HT_COL_PLACE, programme, "the first");
}

/* Whoever is to be seen first decides for the group. */
static void merge_referral(const struct ht_school *school, struct ht_programme *programme,
                           const struct ht_programme *row)
{
    const struct ht_policy *policy = &school->policy;
    bool is_said = programme->referred.days != HT_DATE_FIRST.days;
    if (row->referred.days != HT_DATE_FIRST.days &&
        (!is_said || row->referred.days < programme->referred.days))
        programme->referred = row->referred;
    if (ht_policy_urgency_rank(policy, row->urgency) <
        ht_policy_urgency_rank(policy, programme->urgency))
        programme->urgency = row->urgency;
}

static void add_student(const struct ht_record_source *records, const struct ht_school *school,
                        struct ht_programme *programme, const struct row *row)
{
    ht_student_id student = row->student;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        if (programme->students[n].i == student.i) {
            HT_ROW_FAULT(records, HT_WARNING,
                         "student '%s' is already in group '%s' (line %d on); take the row away",
                         school->students[student.i].id, programme->group, programme->line);
            return;
        }
    }
    programme->students =
        ht_resize(programme->students, programme->student_count + 1, sizeof *programme->students);
    programme->outcomes =
        ht_resize(programme->outcomes, programme->student_count + 1, sizeof *programme->outcomes);
    programme->outcomes[programme->student_count] = row->outcome;
    programme->students[programme->student_count++] = student;
}

/* ------------------------------------------------------------ the file */

static void add_row(struct ht_school *school, const struct ht_record_source *records,
                    struct groups *groups, struct row *row)
{
    uint32_t place = find_group(groups, school, &row->programme);
    if (place == HT_NONE) {
        place = school->programme_count;
        HT_GROW(school->programmes, school->programme_count, school->programme_capacity);
        school->programmes[school->programme_count++] = row->programme;
    } else {
        struct ht_programme *programme = &school->programmes[place];
        merge_numbers(records, programme, &row->programme);
        merge_dates(records, programme, &row->programme);
        /* The group needs what any member needs. */
        for (uint32_t n = 0; n < row->programme.needs.count; n++)
            ht_some_add(&programme->needs, row->programme.needs.numbers[n]);
        merge_periods(records, programme, &row->programme);
        merge_place(records, programme, &row->programme);
        merge_referral(school, programme, &row->programme);
        clear_row(&row->programme);
    }
    add_student(records, school, &school->programmes[place], row);
}

/* Sessions would be planned on and on. */
static void warn_endless(const struct ht_school_reader *reader,
                         const struct ht_programme *programme)
{
    bool is_over = false;
    for (uint32_t n = 0; n < programme->student_count; n++)
        is_over |= programme->outcomes[n] != HT_OUTCOME_UNKNOWN;
    if (is_over && programme->to.days == HT_DATE_LAST.days && programme->sessions == HT_NO_LIMIT &&
        programme->weeks == HT_NO_LIMIT)
        HT_FILE_FAULT(
            reader, HT_WARNING, HT_CASELOAD_CSV, programme->line,
            "outcome says that this is over, but nothing says since when, and it goes on; "
            "write its last date into to");
}

/* The periods of a preset, by their names; those of the policy are read before there are any. */
static void take_periods(const struct ht_school_reader *reader, const struct ht_preset *preset,
                         struct ht_some *periods)
{
    const struct ht_strings *names = reader->school->period_names;
    char *copy = ht_copy_text(preset->periods, strlen(preset->periods)), *list = copy, *part;
    while ((part = ht_cell_part(&list))) {
        uint32_t number = ht_strings_find(names, part);
        if (number != HT_NONE)
            ht_some_add(periods, number);
    }
    free(copy);
}

/* What the rows leave open is as the policy has it for programmes of this name. */
static void take_preset(const struct ht_school_reader *reader, struct ht_programme *programme)
{
    const struct ht_preset *preset = ht_policy_preset(&reader->school->policy, programme->name);
    if (!preset)
        return;
    if (programme->minutes == UNSAID)
        programme->minutes = preset->minutes;
    if (programme->per_week == UNSAID) {
        programme->per_week = preset->often.sessions;
        programme->per_weeks = preset->often.weeks;
    }
    if (programme->sessions == HT_NO_LIMIT)
        programme->sessions = preset->sessions;
    if (programme->to.days == HT_DATE_LAST.days)
        programme->weeks = preset->weeks;
    if (!programme->periods.count)
        take_periods(reader, preset, &programme->periods);
    if (!*programme->place)
        programme->place = preset->place;
}

/* Once for each, since programmes of the name may be many or none. */
static void check_presets(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    for (size_t i = 0; !reader->lost_period && i < school->policy.preset_count; i++) {
        const struct ht_preset *preset = &school->policy.presets[i];
        char *copy = ht_copy_text(preset->periods, strlen(preset->periods)), *list = copy, *part;
        while ((part = ht_cell_part(&list)))
            if (ht_strings_find(school->period_names, part) == HT_NONE)
                ht_fault(reader->faults, HT_FAULT, ht_school_reader_policy(reader).name,
                         preset->line,
                         "<programme periods>: '%s' is no period of %s; correct it, or "
                         "add it there",
                         part, ht_school_reader_file(reader, HT_PERIODS_CSV).word);
        free(copy);
    }
}

static void settle(const struct ht_school_reader *reader, struct ht_programme *programme)
{
    take_preset(reader, programme);
    if (programme->per_week == UNSAID)
        programme->per_week = programme->per_weeks = 1;
    if (programme->minutes == UNSAID)
        programme->minutes = reader->school->policy.session_minutes;
    warn_endless(reader, programme);
    if (programme->from.days > programme->to.days)
        HT_FILE_FAULT(
            reader, HT_FAULT, HT_CASELOAD_CSV, programme->line,
            "the rows of group '%s' have no date in common; correct from or to, or make two "
            "groups",
            programme->group);
}

void ht_read_caseload(struct ht_school_reader *reader)
{
    struct groups groups = {.keys = ht_strings_new()};
    struct ht_record_source *records = NULL;
    struct row row;
    while (ht_next_row(reader, HT_CASELOAD_CSV, &records))
        if (read_row(reader, records, &row))
            add_row(reader->school, records, &groups, &row);
    ht_strings_free(groups.keys);
    free(groups.programmes);
    check_presets(reader);
    for (size_t i = 0; i < reader->school->programme_count; i++)
        settle(reader, &reader->school->programmes[i]);
}
