/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/rulebook.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ lookups */

struct ht_lookup ht_lookup_make(const uint32_t *keys, size_t count, size_t key_count)
{
    struct ht_lookup lookup = {HT_NEW(uint32_t, key_count + 2), HT_NEW(uint32_t, count)};
    /* The starts are counted one place further up, so that filling in moves them into place. */
    for (size_t i = 0; i < count; i++)
        if (keys[i] != HT_NONE)
            lookup.first[keys[i] + 2]++;
    for (size_t key = 0; key < key_count; key++)
        lookup.first[key + 2] += lookup.first[key + 1];
    for (size_t i = 0; i < count; i++)
        if (keys[i] != HT_NONE)
            lookup.items[lookup.first[keys[i] + 1]++] = i;
    return lookup;
}

void ht_lookup_clear(struct ht_lookup *lookup)
{
    free(lookup->first);
    free(lookup->items);
}

static struct ht_lookup look_up_commitments(const struct ht_school *school)
{
    uint32_t *keys = HT_NEW(uint32_t, school->commitment_count);
    for (size_t i = 0; i < school->commitment_count; i++)
        keys[i] = school->commitments[i].mentor.i;
    struct ht_lookup lookup = ht_lookup_make(keys, school->commitment_count, school->mentor_count);
    free(keys);
    return lookup;
}

static struct ht_lookup look_up_engagements(const struct ht_school *school)
{
    uint32_t *keys = HT_NEW(uint32_t, school->commitment_count);
    for (size_t i = 0; i < school->commitment_count; i++)
        keys[i] = school->commitments[i].student.i;
    struct ht_lookup lookup = ht_lookup_make(keys, school->commitment_count, school->student_count);
    free(keys);
    return lookup;
}

/* The planner may have taken rows out; which of them count is for the verifier to say. */
static void look_up_history(struct ht_rulebook *book)
{
    const struct ht_school *school = book->school;
    size_t count = school->recorded ? school->recorded_count : school->history_count;
    uint32_t *keys = HT_NEW(uint32_t, count);
    book->past = school->recorded ? school->recorded : school->history;
    book->told = HT_NEW(bool, count);
    for (size_t i = 0; i < count; i++)
        keys[i] = book->past[i].student.i;
    book->history = ht_lookup_make(keys, count, school->student_count);
    free(keys);
}

/*
 * Requests are found by one thing that they name, so that a school of a hundred times the size is
 * not a hundred times as slow a session. The keys are those of each kind one after the other, and
 * at last one for the requests that name none of them.
 */
enum request_key { BY_STUDENT, BY_MENTOR, BY_CLASS, BY_GROUP, BY_NOTHING, REQUEST_KEYS };

static uint32_t request_key(const struct ht_school *school, enum request_key kind, uint32_t number)
{
    const size_t counts[REQUEST_KEYS] = {school->student_count, school->mentor_count,
                                         ht_strings_count(school->classes),
                                         ht_strings_count(school->groups), 1};
    for (int before = 0; before < (int)kind; before++)
        number += counts[before];
    return number;
}

static uint32_t key_of_request(const struct ht_school *school, const struct ht_request *request)
{
    if (request->student.i != HT_NONE)
        return request_key(school, BY_STUDENT, request->student.i);
    if (request->mentor.i != HT_NONE)
        return request_key(school, BY_MENTOR, request->mentor.i);
    if (request->class_.i != HT_NONE)
        return request_key(school, BY_CLASS, request->class_.i);
    ht_group_id group = request->group;
    if (request->subject.i != HT_NONE)
        group = school->subjects[request->subject.i].group;
    /* A name that is a code of one group and the name of another concerns both. */
    bool is_one = request->group.i == HT_NONE || request->group.i == group.i;
    if (is_one && group.i != HT_NONE)
        return request_key(school, BY_GROUP, group.i);
    return request_key(school, BY_NOTHING, 0);
}

static struct ht_lookup look_up_requests(const struct ht_school *school)
{
    uint32_t *keys = HT_NEW(uint32_t, school->request_count);
    for (size_t i = 0; i < school->request_count; i++)
        keys[i] = key_of_request(school, &school->requests[i]);
    struct ht_lookup lookup =
        ht_lookup_make(keys, school->request_count, request_key(school, BY_NOTHING, 0) + 1);
    free(keys);
    return lookup;
}

/* ------------------------------------------------------------ calendar */

/* Marks a stretch of dates in a table by year and date, for the years that the row names. */
static void mark_years(const struct ht_rulebook *book, bool *table,
                       const struct ht_calendar_row *row, ht_date from, ht_date to)
{
    const struct ht_school *school = book->school;
    if (from.days < school->first.days)
        from = school->first;
    if (to.days > school->last.days)
        to = school->last;
    for (uint32_t year = 0; year < ht_strings_count(school->years); year++)
        if (ht_some_has(&row->years, year))
            for (int32_t day = from.days; day <= to.days; day++)
                table[year * book->day_count + (day - school->first.days)] = true;
}

static void mark_calendar(const struct ht_rulebook *book)
{
    const struct ht_school *school = book->school;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        ht_date from = row->from, to = row->to;
        if (row->what == HT_CLOSED)
            mark_years(book, book->closed, row, from, to);
        if (row->what != HT_ASSESSMENT)
            continue;
        if (school->policy.assessment_scope == HT_SCOPE_WEEK) {
            from = ht_date_monday(from);
            to = ht_date_plus(ht_date_monday(to), HT_SUNDAY);
        }
        mark_years(book, book->assessed, row, from, to);
    }
}

/* The place of a student's year and date in the tables; SIZE_MAX outside all terms. */
static size_t year_day(const struct ht_rulebook *book, ht_student_id student, ht_date date)
{
    const struct ht_school *school = book->school;
    if (!book->day_count || date.days < school->first.days || date.days > school->last.days)
        return SIZE_MAX;
    return school->students[student.i].year * book->day_count + (date.days - school->first.days);
}

bool ht_rulebook_open(const struct ht_rulebook *book, ht_student_id student, ht_date date)
{
    size_t place = year_day(book, student, date);
    return place != SIZE_MAX && ht_school_day(book->school, date)->school_day &&
           !book->closed[place];
}

bool ht_rulebook_assessed(const struct ht_rulebook *book, ht_student_id student, ht_date date)
{
    size_t place = year_day(book, student, date);
    return place != SIZE_MAX && book->assessed[place];
}

bool ht_rulebook_in_bounds(const struct ht_programme *programme, ht_date date)
{
    return programme->from.days <= date.days && date.days <= programme->to.days;
}

bool ht_rulebook_eligible(const struct ht_rulebook *book, const struct ht_programme *programme,
                          ht_date date)
{
    if (!ht_rulebook_in_bounds(programme, date))
        return false;
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (!ht_rulebook_open(book, programme->students[n], date) ||
            ht_rulebook_assessed(book, programme->students[n], date))
            return false;
    return true;
}

int ht_rulebook_term(const struct ht_rulebook *book, ht_date date)
{
    return ht_school_day(book->school, date)->term;
}

int ht_rulebook_miss_span(const struct ht_rulebook *book, ht_date date)
{
    const struct ht_day *day = ht_school_day(book->school, date);
    bool by_half = book->school->policy.misses_per == HT_PER_HALF_TERM && day->half_term >= 0;
    return by_half ? day->half_term : day->term;
}

/* ------------------------------------------------------------ mentors */

bool ht_rulebook_works(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date)
{
    return book->school->mentors[mentor.i].days >> ht_date_weekday(date) & 1;
}

static bool commits(const struct ht_commitment *commitment, ht_week_id week, ht_date date,
                    uint32_t period_name)
{
    return commitment->when.from.days <= date.days && date.days <= commitment->when.to.days &&
           (commitment->when.days >> ht_date_weekday(date) & 1) &&
           ht_some_has(&commitment->when.weeks, week.i) &&
           ht_some_has(&commitment->when.periods, period_name);
}

bool ht_rulebook_committed(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date,
                           ht_period_id period)
{
    const struct ht_school *school = book->school;
    const struct ht_lookup *lookup = &book->commitments;
    const struct ht_period *of = &school->periods[period.i];
    for (uint32_t i = lookup->first[mentor.i]; i < lookup->first[mentor.i + 1]; i++)
        if (commits(&school->commitments[lookup->items[i]], of->week, date, of->name))
            return true;
    return false;
}

static bool is_among(ht_period_id period, const ht_period_id *periods, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (periods[i].i == period.i)
            return true;
    return false;
}

int ht_rulebook_free_minutes(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date,
                             const ht_period_id *sessions, size_t session_count, bool contiguous)
{
    int total = 0, piece = 0, longest = 0;
    ht_period_id period;
    uint32_t count = ht_school_periods_on(book->school, date, &period);
    for (; count; count--, period.i++) {
        const struct ht_period *of = &book->school->periods[period.i];
        if (of->kind == HT_BREAK || of->kind == HT_LUNCH)
            continue;
        if (is_among(period, sessions, session_count) ||
            ht_rulebook_committed(book, mentor, date, period)) {
            piece = 0;
        } else if (of->kind == HT_LESSON) {
            piece += of->end - of->start;
            total += of->end - of->start;
            longest = piece > longest ? piece : longest;
        }
    }
    return contiguous ? longest : total;
}

bool ht_rulebook_may_use(const struct ht_programme *programme, const struct ht_period *period)
{
    for (uint32_t n = 0; n < programme->periods.count; n++)
        if (programme->periods.numbers[n] == period->name)
            return true;
    return !programme->periods.count;
}

bool ht_rulebook_engaged(const struct ht_rulebook *book, ht_student_id student, ht_date date,
                         ht_period_id period)
{
    const struct ht_school *school = book->school;
    const struct ht_lookup *lookup = &book->engagements;
    const struct ht_period *of = &school->periods[period.i];
    for (uint32_t i = lookup->first[student.i]; i < lookup->first[student.i + 1]; i++)
        if (commits(&school->commitments[lookup->items[i]], of->week, date, of->name))
            return true;
    return false;
}

bool ht_rulebook_fits(const struct ht_rulebook *book, const struct ht_programme *programme,
                      ht_period_id period)
{
    const struct ht_period *of = &book->school->periods[period.i];
    int factor = book->school->policy.place == HT_FIRST_HALF ? 2 : 1;
    return factor * programme->minutes <= of->end - of->start;
}

/* ------------------------------------------------------------ history */

ht_group_id ht_rulebook_group(const struct ht_rulebook *book, ht_lesson_id lesson)
{
    const struct ht_school *school = book->school;
    return school->subjects[school->lessons[lesson.i].subject.i].group;
}

int ht_rulebook_past_misses(const struct ht_rulebook *book, ht_student_id student,
                            ht_group_id group, int row,
                            int (*span)(const struct ht_rulebook *, ht_date))
{
    const struct ht_school *school = book->school;
    const struct ht_lookup *lookup = &book->history;
    int misses = 0;
    for (uint32_t i = lookup->first[student.i]; i < lookup->first[student.i + 1]; i++) {
        const struct ht_past *past = &book->past[lookup->items[i]];
        misses += !book->told[lookup->items[i]] && past->subject.i != HT_NONE &&
                  school->subjects[past->subject.i].group.i == group.i &&
                  span(book, past->date) == row;
    }
    return misses;
}

int ht_rulebook_past_sessions(const struct ht_rulebook *book, const struct ht_programme *programme)
{
    const struct ht_lookup *lookup = &book->history;
    int fewest = -1;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        int held = 0;
        uint32_t student = programme->students[n].i;
        for (uint32_t i = lookup->first[student]; i < lookup->first[student + 1]; i++) {
            const struct ht_past *past = &book->past[lookup->items[i]];
            held += !book->told[lookup->items[i]] && ht_rulebook_in_bounds(programme, past->date) &&
                    (!*past->programme || !strcmp(past->programme, programme->name));
        }
        fewest = fewest < 0 || held < fewest ? held : fewest;
    }
    return fewest < 0 ? 0 : fewest;
}

/* ------------------------------------------------------------ requests and prices */

/* By the text as it is written, or by one of the names that '+' joins, without blanks around. */
static bool teaches(const char *who, const char *written)
{
    bool found = strcmp(who, written) == 0;
    char *copy = strchr(written, '+') ? ht_copy_text(written, strlen(written)) : NULL;
    for (char *rest = copy, *name; !found && (name = strsep(&rest, "+"));) {
        name += strspn(name, " ");
        char *end = name + strlen(name);
        while (end > name && end[-1] == ' ')
            *--end = 0;
        found = *name && strcmp(who, name) == 0;
    }
    free(copy);
    return found;
}

static bool matches_lesson(const struct ht_school *school, const struct ht_request *request,
                           ht_lesson_id id)
{
    bool any_subject = request->subject.i == HT_NONE && request->group.i == HT_NONE;
    if (id.i == HT_NONE)
        return any_subject && request->class_.i == HT_NONE && !*request->teacher;
    const struct ht_lesson *lesson = &school->lessons[id.i];
    ht_group_id group = school->subjects[lesson->subject.i].group;
    return (any_subject || request->subject.i == lesson->subject.i ||
            request->group.i == group.i) &&
           (request->class_.i == HT_NONE || request->class_.i == lesson->class_.i) &&
           (!*request->teacher || teaches(request->teacher, lesson->teacher));
}

static bool matches_date(const struct ht_request *request, ht_date date)
{
    if (request->what == HT_KEEP)
        return request->when.from.days == date.days;
    return request->when.from.days <= date.days && date.days <= request->when.to.days;
}

/* Whether the day of the week and the cycle week are the request's. */
static bool matches_day(const struct ht_request *request, ht_date date, ht_week_id week)
{
    return (request->when.days >> ht_date_weekday(date) & 1) &&
           ht_some_has(&request->when.weeks, week.i);
}

bool ht_rulebook_matches(const struct ht_rulebook *book, const struct ht_request *request,
                         struct ht_occasion occasion)
{
    const struct ht_period *period = &book->school->periods[occasion.period.i];
    return (request->student.i == HT_NONE || request->student.i == occasion.student.i) &&
           (request->mentor.i == HT_NONE || request->mentor.i == occasion.mentor.i) &&
           matches_date(request, occasion.date) &&
           matches_day(request, occasion.date, period->week) &&
           ht_some_has(&request->when.periods, period->name) &&
           matches_lesson(book->school, request, occasion.lesson);
}

/* What the matching requests of one key come to. */
struct wishes {
    bool never;
    int64_t cost; /* avoid less prefer */
};

static void add_wishes(const struct ht_rulebook *book, struct ht_occasion occasion, uint32_t key,
                       struct wishes *wishes)
{
    const struct ht_lookup *lookup = &book->requests;
    for (uint32_t i = lookup->first[key]; i < lookup->first[key + 1]; i++) {
        const struct ht_request *request = &book->school->requests[lookup->items[i]];
        if (!ht_rulebook_matches(book, request, occasion))
            continue;
        wishes->never |= request->what == HT_NEVER;
        if (request->what == HT_AVOID)
            wishes->cost += request->cost;
        if (request->what == HT_PREFER)
            wishes->cost -= request->cost;
    }
}

static struct wishes wishes_for(const struct ht_rulebook *book, struct ht_occasion occasion)
{
    const struct ht_school *school = book->school;
    struct wishes wishes = {0};
    if (!school->request_count)
        return wishes;
    add_wishes(book, occasion, request_key(school, BY_STUDENT, occasion.student.i), &wishes);
    add_wishes(book, occasion, request_key(school, BY_MENTOR, occasion.mentor.i), &wishes);
    add_wishes(book, occasion, request_key(school, BY_NOTHING, 0), &wishes);
    ht_lesson_id lesson = occasion.lesson;
    if (lesson.i == HT_NONE)
        return wishes;
    ht_class_id class_ = school->lessons[lesson.i].class_;
    if (class_.i != HT_NONE)
        add_wishes(book, occasion, request_key(school, BY_CLASS, class_.i), &wishes);
    uint32_t group = ht_rulebook_group(book, lesson).i;
    add_wishes(book, occasion, request_key(school, BY_GROUP, group), &wishes);
    return wishes;
}

static const struct ht_subject *subject_of(const struct ht_school *school, ht_lesson_id lesson)
{
    return lesson.i == HT_NONE ? NULL : &school->subjects[school->lessons[lesson.i].subject.i];
}

bool ht_rulebook_forbidden(const struct ht_rulebook *book, struct ht_occasion occasion)
{
    const struct ht_subject *subject = subject_of(book->school, occasion.lesson);
    return (subject && subject->protect) || wishes_for(book, occasion).never;
}

int64_t ht_rulebook_price(const struct ht_rulebook *book, struct ht_occasion occasion)
{
    const struct ht_subject *subject = subject_of(book->school, occasion.lesson);
    int64_t cost = wishes_for(book, occasion).cost;
    if (subject)
        cost += subject->cost < 0 ? book->school->policy.cost_miss : subject->cost;
    return cost < 0 ? 0 : cost;
}

bool ht_rulebook_core(const struct ht_rulebook *book, ht_lesson_id lesson)
{
    return subject_of(book->school, lesson)->cost > book->school->policy.cost_miss;
}

/* ------------------------------------------------------------ allow requests */

int ht_rulebook_free_least(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date)
{
    const struct ht_school *school = book->school;
    const struct ht_lookup *lookup = &book->requests;
    uint32_t key = request_key(school, BY_MENTOR, mentor.i);
    for (uint32_t i = lookup->first[key]; i < lookup->first[key + 1]; i++) {
        const struct ht_request *request = &school->requests[lookup->items[i]];
        if (request->what == HT_ALLOW && matches_date(request, date) &&
            matches_day(request, date, ht_school_day(school, date)->week))
            return 0;
    }
    return school->policy.free_minutes;
}

/* Whether an allow names the group, or a code that counts in it. */
static bool allows_group(const struct ht_school *school, const struct ht_request *allow,
                         ht_group_id group)
{
    if (allow->group.i == group.i)
        return true;
    return allow->subject.i != HT_NONE && school->subjects[allow->subject.i].group.i == group.i;
}

/* Whether any date of the row is among the request's; what lies in no row is in open dates only. */
static bool touches(const struct ht_school *school, const struct ht_request *request, int row)
{
    if (row < 0)
        return request->when.from.days == HT_DATE_FIRST.days &&
               request->when.to.days == HT_DATE_LAST.days;
    const struct ht_calendar_row *span = &school->calendar[row];
    return request->when.to.days >= span->from.days && request->when.from.days <= span->to.days;
}

int ht_rulebook_most_misses(const struct ht_rulebook *book, ht_student_id student,
                            ht_group_id group, int row)
{
    const struct ht_school *school = book->school;
    const struct ht_lookup *lookup = &book->requests;
    uint32_t key = request_key(school, BY_STUDENT, student.i);
    int most = school->policy.misses_max;
    for (uint32_t i = lookup->first[key]; i < lookup->first[key + 1]; i++) {
        const struct ht_request *request = &school->requests[lookup->items[i]];
        if (request->what == HT_ALLOW && allows_group(school, request, group) &&
            touches(school, request, row))
            most++;
    }
    return most;
}

/* ------------------------------------------------------------ making and freeing */

static int *weigh_students(const struct ht_school *school)
{
    int *weights = HT_NEW(int, school->student_count);
    for (size_t s = 0; s < school->student_count; s++)
        weights[s] = 1;
    for (size_t p = 0; p < school->policy.priority_count; p++) {
        uint32_t flag = ht_strings_find(school->flags, school->policy.priority[p].flag);
        for (size_t s = 0; s < school->student_count; s++) {
            const struct ht_some *flags = &school->students[s].flags;
            if (flag != HT_NONE && flags->count && ht_some_has(flags, flag) &&
                school->policy.priority[p].weight > weights[s])
                weights[s] = school->policy.priority[p].weight;
        }
    }
    return weights;
}

struct ht_rulebook *ht_rulebook_new(const struct ht_school *school)
{
    struct ht_rulebook *book = HT_NEW(struct ht_rulebook, 1);
    book->school = school;
    book->day_count = school->days ? school->last.days - school->first.days + 1 : 0;
    size_t cells = book->day_count * ht_strings_count(school->years);
    book->closed = HT_NEW(bool, cells);
    book->assessed = HT_NEW(bool, cells);
    if (book->day_count)
        mark_calendar(book);
    book->commitments = look_up_commitments(school);
    book->engagements = look_up_engagements(school);
    book->requests = look_up_requests(school);
    look_up_history(book);
    book->weights = weigh_students(school);
    return book;
}

void ht_rulebook_free(struct ht_rulebook *book)
{
    if (!book)
        return;
    ht_lookup_clear(&book->commitments);
    ht_lookup_clear(&book->engagements);
    ht_lookup_clear(&book->requests);
    ht_lookup_clear(&book->history);
    free(book->closed);
    free(book->assessed);
    free(book->weights);
    free(book->told);
    free(book);
}
