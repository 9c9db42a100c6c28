/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/phrases.h"

#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ sentences */

void ht_sentence_begin(struct ht_sentence *sentence, const struct ht_school *school, bool by_id)
{
    *sentence = (struct ht_sentence){.school = school, .by_id = by_id};
    sentence->stream = ht_text_new(&sentence->text, &sentence->length);
}

char *ht_sentence_end(struct ht_sentence *sentence)
{
    ht_text_end(sentence->stream, &sentence->text);
    return sentence->text;
}

void ht_phrase(struct ht_sentence *sentence, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(sentence->stream, format, arguments);
    va_end(arguments);
}

void ht_phrase_item(struct ht_sentence *sentence, struct ht_items *items)
{
    if (items->written)
        ht_phrase(sentence, "%s", items->written + 1 == items->count ? " and " : ", ");
    items->written++;
}

/* ------------------------------------------------------------ numbers */

static const char *const numbers[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
static const char *const ordinals[] = {"",        "a first", "a second",  "a third",   "a fourth",
                                       "a fifth", "a sixth", "a seventh", "an eighth", "a ninth"};
static const char *const times[] = {"at no time", "once", "twice"};

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof *(array)))

void ht_phrase_number(struct ht_sentence *sentence, int number)
{
    if (number >= 0 && number < COUNT_OF(numbers))
        ht_phrase(sentence, "%s", numbers[number]);
    else
        ht_phrase(sentence, "%d", number);
}

static void write_nth_time(struct ht_sentence *sentence, int nth)
{
    if (nth < COUNT_OF(ordinals))
        ht_phrase(sentence, "%s time", ordinals[nth]);
    else
        ht_phrase(sentence, "once more");
}

static void write_times(struct ht_sentence *sentence, int number)
{
    if (number < COUNT_OF(times)) {
        ht_phrase(sentence, "%s", times[number]);
        return;
    }
    ht_tell(sentence, "{number} times", number);
}

/* ------------------------------------------------------------ people and subjects */

/* Whether a text has letters of scripts that run from right to left: U+0590 to U+08FF, or their
   presentation forms. */
static bool runs_left(const char *text)
{
    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++)
        if ((*byte >= 0xd6 && *byte <= 0xdf) || (*byte == 0xe0 && byte[1] < 0xa4) ||
            (*byte == 0xef && byte[1] >= 0xac && byte[1] <= 0xbb))
            return true;
    return false;
}

/* Between a first strong isolate and its end, the name cannot turn round what stands beside it. */
static void write_name(struct ht_sentence *sentence, const char *name)
{
    ht_phrase(sentence, runs_left(name) ? "\u2068%s\u2069" : "%s", name);
}

void ht_phrase_student(struct ht_sentence *sentence, ht_student_id student)
{
    const struct ht_student *who = &sentence->school->students[student.i];
    write_name(sentence, sentence->by_id ? who->id : ht_student_name(who));
}

void ht_phrase_mentor(struct ht_sentence *sentence, ht_mentor_id mentor)
{
    const struct ht_mentor *who = &sentence->school->mentors[mentor.i];
    write_name(sentence, sentence->by_id ? who->id : ht_mentor_name(who));
}

void ht_phrase_programme(struct ht_sentence *sentence, ht_programme_id id)
{
    const struct ht_programme *programme = &sentence->school->programmes[id.i];
    struct ht_items items = {.count = programme->student_count};
    if (*programme->group) {
        ht_phrase(sentence, "the group %s", programme->group);
        return;
    }
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_phrase_item(sentence, &items);
        ht_phrase_student(sentence, programme->students[n]);
    }
}

void ht_phrase_subject(struct ht_sentence *sentence, ht_subject_id subject)
{
    const struct ht_subject *of = &sentence->school->subjects[subject.i];
    ht_phrase(sentence, "%s", *of->name && !sentence->by_id ? of->name : of->code);
}

/* A group is called by a word of its own, or by the code of one of its subjects. */
void ht_phrase_group(struct ht_sentence *sentence, ht_group_id group)
{
    const char *name = ht_strings_text(sentence->school->groups, group.i);
    uint32_t subject = ht_strings_find(sentence->school->subject_codes, name);
    if (subject == HT_NONE)
        ht_phrase(sentence, "%s", name);
    else
        ht_phrase_subject(sentence, (ht_subject_id){subject});
}

/* ------------------------------------------------------------ dates */

static int month_of(ht_date date)
{
    int month;
    ht_date_parts(date, NULL, &month, NULL);
    return month;
}

static int day_of(ht_date date)
{
    int day;
    ht_date_parts(date, NULL, NULL, &day);
    return day;
}

void ht_phrase_date(struct ht_sentence *sentence, ht_date date)
{
    ht_phrase(sentence, "%d %s", day_of(date), ht_words_month(date));
}

void ht_phrase_date_list(struct ht_sentence *sentence, const ht_date *dates, size_t count)
{
    struct ht_items items = {.count = count};
    for (size_t n = 0; n < count; n++) {
        ht_phrase_item(sentence, &items);
        if (n + 1 < count && month_of(dates[n]) == month_of(dates[n + 1]))
            ht_phrase(sentence, "%d", day_of(dates[n]));
        else
            ht_phrase_date(sentence, dates[n]);
    }
}

static void write_day(struct ht_sentence *sentence, ht_date date)
{
    ht_tell(sentence, "{s} {date}", ht_day_long(ht_date_weekday(date)), date);
}

void ht_phrase_dates(struct ht_sentence *sentence, ht_date from, ht_date to)
{
    bool begins = from.days > HT_DATE_FIRST.days, ends = to.days < HT_DATE_LAST.days;
    if (begins && from.days == to.days) {
        ht_tell(sentence, " on {date}", from);
    } else if (begins && ends && month_of(from) == month_of(to)) {
        ht_tell(sentence, " from {d} to {date}", day_of(from), to);
    } else if (begins) {
        ht_tell(sentence, " from {date}{s}", from, ends ? " to " : " on");
        if (ends)
            ht_phrase_date(sentence, to);
    } else if (ends) {
        ht_tell(sentence, " until {date}", to);
    }
}

static int count_days(uint8_t days)
{
    int count = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        count += days >> day & 1;
    return count;
}

static int first_day(uint8_t days)
{
    int day = 0;
    while (!(days >> day & 1))
        day++;
    return day;
}

/* Days that follow one another, from the third on, are from one to another. */
static bool is_run(uint8_t days, int count)
{
    return count > 2 && days >> first_day(days) == (1 << count) - 1;
}

static void write_weekdays(struct ht_sentence *sentence, uint8_t days, const char *ending)
{
    int count = count_days(days);
    struct ht_items items = {.count = (size_t)count};
    if (is_run(days, count)) {
        int first = first_day(days);
        ht_phrase(sentence, "%s%s to %s%s", ht_day_long(first), ending,
                  ht_day_long(first + count - 1), ending);
        return;
    }
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        if (days >> day & 1) {
            ht_phrase_item(sentence, &items);
            ht_phrase(sentence, "%s%s", ht_day_long(day), ending);
        }
}

/* ------------------------------------------------------------ periods */

static bool is_lesson(const struct ht_school *school, uint32_t name)
{
    for (size_t i = 0; i < school->period_count; i++)
        if (school->periods[i].name == name)
            return school->periods[i].kind == HT_LESSON;
    return false;
}

void ht_phrase_period(struct ht_sentence *sentence, uint32_t name)
{
    ht_phrase(sentence, "%s%s", is_lesson(sentence->school, name) ? "period " : "",
              ht_strings_text(sentence->school->period_names, name));
}

void ht_phrase_place(struct ht_sentence *sentence, struct ht_place_in_week place)
{
    ht_tell(sentence, "{s}, {period}", ht_day_long(place.weekday), place.period_name);
}

static void write_periods(struct ht_sentence *sentence, const struct ht_some *periods)
{
    struct ht_items items = {.count = periods->count};
    bool lessons = periods->count > 1;
    for (uint32_t n = 0; n < periods->count; n++)
        lessons &= is_lesson(sentence->school, periods->numbers[n]);
    ht_phrase(sentence, lessons ? "periods " : "");
    for (uint32_t n = 0; n < periods->count; n++) {
        ht_phrase_item(sentence, &items);
        if (lessons)
            ht_phrase(sentence, "%s",
                      ht_strings_text(sentence->school->period_names, periods->numbers[n]));
        else
            ht_phrase_period(sentence, periods->numbers[n]);
    }
}

static void write_weeks(struct ht_sentence *sentence, const struct ht_some *weeks)
{
    struct ht_items items = {.count = 0};
    uint32_t named = ht_strings_count(sentence->school->weeks), count = 0;
    /* Weeks of later timetables have the names of those of the first. */
    for (uint32_t n = 0; n < weeks->count; n++)
        count += weeks->numbers[n] < named;
    items.count = count;
    for (uint32_t n = 0; n < weeks->count; n++) {
        if (weeks->numbers[n] >= named)
            continue;
        ht_phrase_item(sentence, &items);
        ht_phrase(sentence, "week %s",
                  ht_school_week_name(sentence->school, (ht_week_id){weeks->numbers[n]}));
    }
}

/* " on Tuesdays, period 3, week A, from 14 September on"; weekdays do not matter to a date. */
static void write_when(struct ht_sentence *sentence, const struct ht_recurrence *when)
{
    const char *before = " in ";
    bool one_day = when->from.days == when->to.days;
    if (!one_day && when->days != HT_EVERY_DAY) {
        ht_tell(sentence, " on {weekdays}", when->days, "s");
        before = ", ";
    }
    if (when->periods.count) {
        ht_tell(sentence, "{s}{periods}", before, &when->periods);
        before = ", ";
    }
    if (when->weeks.count && !one_day) {
        ht_phrase(sentence, "%s", before);
        write_weeks(sentence, &when->weeks);
    }
    ht_phrase_dates(sentence, when->from, when->to);
}

/* ------------------------------------------------------------ commitments */

/* What words of commitments.csv are called. */
static const struct {
    const char *what, *article, *one, *many;
} commitments[] = {
    {"", "a ", "commitment", "other commitments"},
    {"support", "", "in-class support", "in-class support"},
    {"duty", "a ", "duty", "duties"},
    {"meeting", "a ", "meeting", "meetings"},
};

void ht_phrase_commitment(struct ht_sentence *sentence, const struct ht_commitment *commitment,
                          enum ht_form form)
{
    for (size_t i = 0; i < sizeof commitments / sizeof *commitments; i++)
        if (!strcmp(commitment->what, commitments[i].what)) {
            ht_phrase(sentence, "%s%s", form == HT_FORM_A ? commitments[i].article : "",
                      form == HT_FORM_MANY ? commitments[i].many : commitments[i].one);
            return;
        }
    ht_phrase(sentence, "%s", commitment->what);
}

void ht_phrase_committed(struct ht_sentence *sentence, const struct ht_commitment *commitment)
{
    write_when(sentence, &commitment->when);
}

/* ------------------------------------------------------------ requests */

static bool is_about_lesson(const struct ht_request *request)
{
    return request->subject.i != HT_NONE || request->group.i != HT_NONE ||
           request->class_.i != HT_NONE || *request->teacher;
}

static void write_lesson(struct ht_sentence *sentence, const struct ht_request *request)
{
    const char *before = "";
    if (request->subject.i != HT_NONE)
        ht_phrase_subject(sentence, request->subject);
    else if (request->group.i != HT_NONE)
        ht_phrase_group(sentence, request->group);
    else
        before = request->class_.i == HT_NONE ? "lessons" : "the lessons";
    ht_phrase(sentence, "%s", before);
    if (request->class_.i != HT_NONE)
        ht_phrase(sentence, " of %s",
                  ht_strings_text(sentence->school->classes, request->class_.i));
    if (*request->teacher)
        ht_phrase(sentence, " with %s", request->teacher);
}

static void write_request(struct ht_sentence *sentence, const struct ht_request *request)
{
    bool keeps = request->what == HT_KEEP, lesson = !keeps && is_about_lesson(request);
    if (request->student.i == HT_NONE)
        ht_phrase(sentence, "nobody");
    else
        ht_phrase_student(sentence, request->student);
    ht_phrase(sentence, " %s %s",
              request->student.i == HT_NONE ? "may"
              : keeps                       ? "must"
                                            : "must not",
              lesson ? "miss " : "be seen");
    if (lesson)
        write_lesson(sentence, request);
    if (request->mentor.i != HT_NONE) {
        ht_tell(sentence, "{s}{mentor}", lesson ? " for " : " by ", request->mentor);
    }
    struct ht_recurrence when = request->when;
    when.to = keeps ? when.from : when.to;
    write_when(sentence, &when);
}

/* ------------------------------------------------------------ lines */

static void write_file(struct ht_sentence *sentence, const char *file)
{
    ht_phrase(sentence, "%s", sentence->school->document ? sentence->school->document : file);
}

static void write_line(struct ht_sentence *sentence, const char *file, int line)
{
    ht_tell(sentence, "{file}:{d}", file, line);
}

/* The last of the lines that follow one another from the nth on, if these are three or more. */
static size_t last_of_run(const int *lines, size_t count, size_t nth)
{
    size_t last = nth;
    while (last + 1 < count && lines[last + 1] == lines[last] + 1)
        last++;
    return last > nth + 1 ? last : nth;
}

/* More runs than these are one from the first line to the last. */
enum { RUNS_SHOWN = 4 };

void ht_phrase_lines(struct ht_sentence *sentence, const char *file, const int *lines, size_t count)
{
    struct ht_items runs = {.count = 0};
    for (size_t n = 0; n < count; n = last_of_run(lines, count, n) + 1)
        runs.count++;
    ht_tell(sentence, "{file}:", file);
    if (runs.count > RUNS_SHOWN) {
        ht_phrase(sentence, "%d to %d", lines[0], lines[count - 1]);
        return;
    }
    for (size_t n = 0; n < count; n++) {
        size_t last = last_of_run(lines, count, n);
        ht_phrase_item(sentence, &runs);
        ht_phrase(sentence, "%d", lines[n]);
        if (last > n)
            ht_phrase(sentence, " to %d", lines[last]);
        n = last;
    }
}

/* ------------------------------------------------------------ text with words in it */

/* Whether a text begins with a word, behind which it is moved then. */
static bool takes(const char **text, const char *word)
{
    size_t length = strlen(word);
    bool same = !strncmp(*text, word, length);
    *text += same ? length : 0;
    return same;
}

void ht_tell(struct ht_sentence *sentence, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    while (*format) {
        size_t plain = strcspn(format, "{");
        fwrite(format, 1, plain, sentence->stream);
        format += plain;
        if (!*format)
            break;
        if (takes(&format, "{s}"))
            ht_phrase(sentence, "%s", va_arg(values, const char *));
        else if (takes(&format, "{d}"))
            ht_phrase(sentence, "%d", va_arg(values, int));
        else if (takes(&format, "{student}"))
            ht_phrase_student(sentence, va_arg(values, ht_student_id));
        else if (takes(&format, "{mentor}"))
            ht_phrase_mentor(sentence, va_arg(values, ht_mentor_id));
        else if (takes(&format, "{programme}"))
            ht_phrase_programme(sentence, va_arg(values, ht_programme_id));
        else if (takes(&format, "{subject}"))
            ht_phrase_subject(sentence, va_arg(values, ht_subject_id));
        else if (takes(&format, "{group}"))
            ht_phrase_group(sentence, va_arg(values, ht_group_id));
        else if (takes(&format, "{date}"))
            ht_phrase_date(sentence, va_arg(values, ht_date));
        else if (takes(&format, "{day}"))
            write_day(sentence, va_arg(values, ht_date));
        else if (takes(&format, "{period}"))
            ht_phrase_period(sentence, va_arg(values, uint32_t));
        else if (takes(&format, "{periods}"))
            write_periods(sentence, va_arg(values, const struct ht_some *));
        else if (takes(&format, "{place}"))
            ht_phrase_place(sentence, va_arg(values, struct ht_place_in_week));
        else if (takes(&format, "{request}"))
            write_request(sentence, va_arg(values, const struct ht_request *));
        else if (takes(&format, "{number}"))
            ht_phrase_number(sentence, va_arg(values, int));
        else if (takes(&format, "{times}"))
            write_times(sentence, va_arg(values, int));
        else if (takes(&format, "{nth time}"))
            write_nth_time(sentence, va_arg(values, int));
        else if (takes(&format, "{file}"))
            write_file(sentence, va_arg(values, const char *));
        else if (takes(&format, "{dates}")) {
            ht_date from = va_arg(values, ht_date);
            ht_phrase_dates(sentence, from, va_arg(values, ht_date));
        } else if (takes(&format, "{weekdays}")) {
            uint8_t days = (uint8_t)va_arg(values, int);
            write_weekdays(sentence, days, va_arg(values, const char *));
        } else if (takes(&format, "{commitment}")) {
            const struct ht_commitment *commitment = va_arg(values, const struct ht_commitment *);
            ht_phrase_commitment(sentence, commitment, va_arg(values, enum ht_form));
        } else if (takes(&format, "{line}")) {
            const char *file = va_arg(values, const char *);
            write_line(sentence, file, va_arg(values, int));
        } else
            HT_REQUIRE(false, "a sentence has an unknown word");
    }
    va_end(values);
}
