/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/when.h"

#include "io/base/cells.h"
#include "io/base/dates.h"
#include "io/base/weekdays.h"
#include "io/base/words.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 200, MOST_PERIODS = 31 /* of a day, with numbers */ };

/* What stands between parts. */
static const char separators[] = " \t-/:.,_|";

static const char no_slot[] = "is not a slot; write it like " HT_SLOT_FORMS;
static const char no_day[] = "is not a day; write Mon, Tue, Wed, Thu, Fri, Sat or Sun, with the "
                             "cycle week before it (A Mon) if need be";

/* ------------------------------------------------------------ what is known */

void ht_when_add_start(struct ht_when_known *known, const struct ht_when_start *start)
{
    HT_GROW(known->starts, known->start_count, known->start_capacity);
    known->starts[known->start_count++] = *start;
}

void ht_when_add_dates(struct ht_when_known *known, const struct ht_when_dates *dates)
{
    HT_GROW(known->dates, known->date_count, known->date_capacity);
    known->dates[known->date_count++] = *dates;
}

const char *ht_when_period_at(const struct ht_when_known *known, int weekday, int minutes)
{
    for (size_t n = 0; n < known->start_count; n++)
        if (known->starts[n].start == minutes && known->starts[n].days >> weekday & 1)
            return ht_strings_text(known->periods, known->starts[n].period);
    return NULL;
}

const char *ht_when_week_at(const struct ht_when_known *known, ht_date date)
{
    for (size_t n = 0; n < known->date_count; n++)
        if (known->dates[n].from.days <= date.days && date.days <= known->dates[n].to.days)
            return ht_strings_text(known->weeks, known->dates[n].week);
    return NULL;
}

const char *ht_when_week_of(struct ht_when_known *known, ht_date date)
{
    const char *week = ht_when_week_at(known, date);
    if (week)
        return week;
    ht_date monday = ht_date_monday(date);
    known->monday = known->has_monday ? known->monday : monday;
    known->has_monday = true;
    return known->monday.days == monday.days ? "" : NULL;
}

static bool is_known(const struct ht_strings *names, const char *name)
{
    return names && *name && ht_strings_find(names, name) != HT_NONE;
}

/* ------------------------------------------------------------ characters */

/* Cuts separators off both ends. */
static char *trim(char *text)
{
    text += strspn(text, separators);
    size_t length = strlen(text);
    while (length && strchr(separators, text[length - 1]))
        length--;
    text[length] = 0;
    return text;
}

static bool copy_part(char part[64], const char *text, size_t length)
{
    if (length >= 64)
        return false;
    memcpy(part, text, length);
    part[length] = 0;
    return true;
}

/* ------------------------------------------------------------ days */

/* Whether another word begins there: "Mon|A", "A|Mon", "Wk|A|Mon". */
static bool is_border(const char *run, size_t at, size_t count)
{
    bool was_lower = islower((unsigned char)run[at - 1]),
         is_upper = isupper((unsigned char)run[at]);
    bool is_lower_next = at + 1 < count && islower((unsigned char)run[at + 1]);
    return is_upper && (was_lower || is_lower_next);
}

/* What may follow a day, or stand before it, in one word of letters of the same size. */
static bool may_follow(const char *rest, size_t count)
{
    static const char *const words[] = {"p", "per", "am", "pm", "reg", "tut", "lunch"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (count == strlen(words[n]) && !strncasecmp(rest, words[n], count))
            return true;
    return count == 1;
}

static bool may_precede(const char *start, size_t count)
{
    return count == 1 || (count == 5 && !strncasecmp(start, "week", 4)) ||
           (count == 3 && !strncasecmp(start, "wk", 2));
}

/* Whether the calendar says which weeks there are: then any other text beside a day shows in a
   warning, and is not asked here. */
static bool are_weeks_named(const struct ht_when_known *known)
{
    return known->date_count > 0;
}

/* A day that is a run of letters or part of one; its place and length, or false. */
static bool day_in_run(const struct ht_when_known *known, const char *run, size_t count, size_t *at,
                       size_t *length, int *weekday)
{
    size_t start = 0;
    for (size_t end = 1; end <= count; end++) {
        if (end < count && !is_border(run, end, count))
            continue;
        *weekday = ht_weekday_in(HT_ENGLISH, run + start, end - start, HT_WEEKDAY_LETTERS);
        *at = start;
        *length = end - start;
        if (*weekday >= 0)
            return true;
        start = end;
    }
    for (*at = 0, *length = count - 1; *length >= HT_WEEKDAY_LETTERS && count; (*length)--) {
        *weekday = ht_weekday_in(HT_ENGLISH, run, *length, HT_WEEKDAY_LETTERS);
        if (*weekday >= 0 && (are_weeks_named(known) || may_follow(run + *length, count - *length)))
            return true;
    }
    for (*at = 1; *at + HT_WEEKDAY_LETTERS <= count; (*at)++) {
        *length = count - *at;
        *weekday = ht_weekday_in(HT_ENGLISH, run + *at, *length, HT_WEEKDAY_LETTERS);
        if (*weekday >= 0 && (are_weeks_named(known) || may_precede(run, *at)))
            return true;
    }
    return false;
}

/* Finds the first day of a text. Two letters ("Mo") are a day where no more than two are. */
static bool find_day(const struct ht_when_known *known, const char *text, size_t *at,
                     size_t *length, int *weekday)
{
    for (size_t place = 0; text[place];) {
        size_t count = ht_letters_at(text + place);
        if (count >= HT_WEEKDAY_LETTERS &&
            day_in_run(known, text + place, count, at, length, weekday)) {
            *at += place;
            return true;
        }
        place += count ? count : 1;
    }
    for (size_t place = 0; text[place];) {
        size_t count = ht_letters_at(text + place);
        bool is_after_digit = place && ht_is_digit(text[place - 1]);
        *weekday =
            count == 2 && !is_after_digit ? ht_weekday_in(HT_ENGLISH, text + place, count, 2) : -1;
        if (*weekday >= 0) {
            *at = place;
            *length = count;
            return true;
        }
        place += count ? count : 1;
    }
    return false;
}

/* ------------------------------------------------------------ times */

static void blank(char *text, const char *from, const char *to)
{
    memset(text + (from - text), ' ', (size_t)(to - from));
}

/* Takes a time, and a second one after it, out of a text. */
static void cut_times(char *text, struct ht_when *when)
{
    for (const char *from = text; *from && when->start < 0; from++) {
        const char *end =
            from == text || !ht_is_in_word(from[-1]) ? ht_time_at(from, &when->start) : NULL;
        if (!end) {
            when->start = -1;
            continue;
        }
        const char *next = end + strspn(end, " -");
        next += !strncasecmp(next, "to ", 3) ? 3 : 0;
        next += !strncmp(next, "\xe2\x80\x93", 3) ? 3 : 0;
        next += strspn(next, " ");
        const char *last = next > end ? ht_time_at(next, &when->end) : NULL;
        if (!last)
            when->end = -1;
        blank(text, from, last ? last : end);
    }
}

/* ------------------------------------------------------------ weeks */

bool ht_when_is_week(const struct ht_when_known *known, const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return (isalpha((unsigned char)*name) && !name[1]) ||
           (digits && digits <= 2 && !name[digits]) || is_known(known->weeks, name);
}

/* The length of a word for "week" that a text begins with, glued to its name or not; or 0. */
static size_t week_word_at(const char *text)
{
    size_t count = ht_letters_at(text);
    if ((count == 4 || count == 5) && !strncasecmp(text, "week", 4))
        return count == 5 && tolower((unsigned char)text[4]) == 's' ? 5 : 4;
    if ((count == 2 || count == 3) && !strncasecmp(text, "wk", 2))
        return 2;
    return count == 1 && (*text | 32) == 'w' && ht_is_digit(text[1]) ? 1 : 0;
}

/* The name of a week without the word, and its length: "A" of "Week A" or "A week". */
static const char *week_without_word(const char *name, size_t *length)
{
    size_t word = week_word_at(name), first = ht_word_at(name);
    const char *rest = name + word + strspn(name + word, " .:#-");
    const char *last = name + first + strspn(name + first, " -");
    bool is_before = word && *rest;
    bool is_after = !is_before && last > name + first && week_word_at(last) == strlen(last);
    *length = is_after ? first : strlen(is_before ? rest : name);
    return is_before ? rest : name;
}

const char *ht_when_week_as(const struct ht_strings *weeks, const char *name)
{
    size_t length, other;
    const char *bare = week_without_word(name, &length);
    if (!weeks || is_known(weeks, name))
        return name;
    for (uint32_t n = 0; n < ht_strings_count(weeks); n++) {
        const char *text = ht_strings_text(weeks, n), *rest = week_without_word(text, &other);
        if (length == other && !strncasecmp(bare, rest, length))
            return text;
    }
    return name;
}

/* Takes "Week A", "Wk1" or "W2" out of a text. */
static void cut_week(char *text, const struct ht_when_known *known, struct ht_when *when)
{
    for (const char *from = text; *from && !*when->week; from++) {
        size_t word = from == text || !ht_is_in_word(from[-1]) ? week_word_at(from) : 0;
        if (!word)
            continue;
        const char *name = from + word + strspn(from + word, " .:#-");
        size_t length = ht_word_at(name);
        const char *end = name + length;
        char whole[64];
        /* "Blue week": the name comes first. */
        if (!length) {
            name = text + strspn(text, separators);
            end = from + word;
            length = ht_word_at(name);
            if (name >= from || !length)
                return;
            from = name;
        }
        if (!copy_part(when->week, name, length) ||
            (copy_part(whole, from, (size_t)(end - from)) && is_known(known->weeks, whole) &&
             !copy_part(when->week, whole, strlen(whole))))
            return;
        when->is_plain = true;
        blank(text, from, end);
        return;
    }
}

/* Takes "(A)" out of a text; of other brackets only the signs. */
static void cut_brackets(char *text, const struct ht_when_known *known, struct ht_when *when)
{
    char *open = strpbrk(text, "([{"), *close = open ? strpbrk(open, ")]}") : NULL;
    if (!close)
        return;
    char inner[LONGEST + 1];
    size_t length = (size_t)(close - open) - 1;
    memcpy(inner, open + 1, length);
    inner[length] = 0;
    char *name = trim(inner);
    *open = *close = ' ';
    if (*when->week || !ht_when_is_week(known, name) || !copy_part(when->week, name, strlen(name)))
        return;
    when->is_plain = true;
    blank(text, open, close);
}

/* What is left before the day, or between it and a colon, is the week; false: it cannot be. */
static bool take_week(const char *rest, const struct ht_when_known *known, struct ht_when *when)
{
    if (!*rest)
        return true;
    bool is_plain = ht_when_is_week(known, rest);
    if (*when->week || (!is_plain && !are_weeks_named(known) && rest[ht_word_at(rest)]))
        return false;
    when->is_plain = is_plain;
    return copy_part(when->week, rest, strlen(rest));
}

/* ------------------------------------------------------------ periods */

/* What is before the number in "P1" or "Period 6"; 0 where that is no such name. */
static size_t period_word_at(const char *text)
{
    static const char *const words[] = {"p",      "per",     "pd",   "period", "periods",
                                        "lesson", "lessons", "hour", "slot"};
    size_t count = ht_letters_at(text);
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (count == strlen(words[n]) && !strncasecmp(text, words[n], count)) {
            size_t number = count + strspn(text + count, " .:#-");
            return ht_is_digit(text[number]) ? number : 0;
        }
    return 0;
}

/* The name that means the same period, "P1" and "1" and "Period 1"; NULL where none or two do. */
static const char *period_as(const struct ht_strings *names, const char *text)
{
    const char *number = text + period_word_at(text), *found = NULL;
    for (uint32_t n = 0; ht_is_digit(*number) && names && n < ht_strings_count(names); n++) {
        const char *name = ht_strings_text(names, n);
        if (strcasecmp(name + period_word_at(name), number) != 0)
            continue;
        if (found)
            return NULL;
        found = name;
    }
    return found;
}

/* A number that a text begins with, after a word for a period or without one; its end, or NULL. */
static const char *period_number_at(const char *text, unsigned *number)
{
    const char *digits = text + period_word_at(text);
    size_t count = strspn(digits, "0123456789");
    *number = (unsigned)atoi(digits);
    return count && count <= 2 && *number < MOST_PERIODS ? digits + count : NULL;
}

/* Reads several periods, "P1-P3", "Periods 1 to 3" or "1, 2"; the bits of their numbers, or 0. */
static uint32_t several_in(const char *text)
{
    unsigned number, last;
    const char *at = period_number_at(text, &number);
    uint32_t bits = at ? 1u << number : 0;
    while (bits && *(at += strspn(at, " "))) {
        size_t dash = *at == '-' ? 1 : !strncmp(at, "\xe2\x80\x93", 3) ? 3 : 0;
        size_t range = dash ? dash : !strncasecmp(at, "to ", 3) ? 3 : 0;
        size_t other = strchr(",/+&;", *at) ? 1 : !strncasecmp(at, "and ", 4) ? 4 : 0;
        at += range + other;
        at = range || other ? period_number_at(at + strspn(at, " "), &last) : NULL;
        if (!at || last <= number)
            return 0;
        bits |= range ? (2u << last) - (1u << number) : 1u << last;
        number = last;
    }
    return bits & (bits - 1) ? bits : 0;
}

/* A period as the school calls it, or several. */
static bool take_period(const char *text, const struct ht_when_known *known, struct ht_when *when)
{
    if (!copy_part(when->period, text, strlen(text)) || is_known(known->periods, text))
        return *when->period != 0;
    const char *as = period_as(known->periods, text);
    uint32_t several = as ? 0 : several_in(text);
    if (as && strlen(as) < sizeof when->period)
        strcpy(when->period, as);
    if (several) {
        when->more = several;
        size_t word = ht_letters_at(text);
        bool is_plural = word > 1 && tolower((unsigned char)text[word - 1]) == 's';
        when->period[word - is_plural] = 0;
        strcat(when->period, text[word] == ' ' ? " " : "");
        return ht_when_next(known, when);
    }
    return *when->period != 0;
}

bool ht_when_next(const struct ht_when_known *known, struct ht_when *when)
{
    if (!when->more)
        return false;
    char name[80];
    int number = __builtin_ctz(when->more);
    when->more &= when->more - 1;
    size_t word = strcspn(when->period, "0123456789");
    snprintf(name, sizeof name, "%.*s%d", (int)word, when->period, number);
    return take_period(name, known, when);
}

/* "1-2" may be two periods, or a week and one. */
static bool is_ambiguous(const char *text)
{
    size_t first = strspn(text, "0123456789"), more = strspn(text + first, " -/");
    size_t last = strspn(text + first + more, "0123456789");
    return first && more && last && !text[first + more + last];
}

/* Whether "A3" can only be a week and a period, given that no period is called so. */
static bool is_week_and_period(const char *text, const struct ht_when_known *known)
{
    const char *period = text + 1;
    if (!isalpha((unsigned char)*text) || !*period || period_word_at(text))
        return false;
    return is_known(known->periods, period) || !period[strspn(period, "0123456789")];
}

/* What follows the day without a colon: a period, with the week before or after it or without. */
static bool take_rest(char *rest, const struct ht_when_known *known, struct ht_when *when)
{
    if (*when->week || is_known(known->periods, rest))
        return take_period(rest, known, when);
    if (is_ambiguous(rest))
        return false;
    if (is_week_and_period(rest, known)) {
        when->is_plain = when->is_of_letter = true;
        copy_part(when->week, rest, 1);
        return take_period(rest + 1, known, when);
    }
    size_t first = ht_word_at(rest);
    char *last = rest + strlen(rest);
    while (last > rest && ht_is_in_word(last[-1]))
        last--;
    char week[64];
    if (!rest[first] || last == rest)
        return take_period(rest, known, when);
    bool is_period = period_word_at(rest) > first; /* "P 5": no week P */
    if (copy_part(week, rest, first) && ht_when_is_week(known, week) && !ht_is_digit(*week) &&
        (!is_period || is_known(known->weeks, week))) {
        when->is_plain = true;
        strcpy(when->week, week);
        return take_period(trim(rest + first), known, when);
    }
    bool is_after_period = ht_is_digit(*rest) || period_word_at(rest);
    if (is_after_period && ht_when_is_week(known, last) && !ht_is_digit(*last)) {
        when->is_plain = true;
        copy_part(when->week, last, strlen(last));
        last[-1] = 0;
        return take_period(trim(rest), known, when);
    }
    return take_period(rest, known, when);
}

static bool take_after(char *after, const struct ht_when_known *known, struct ht_when *when)
{
    char *colon = strchr(after, ':');
    if (!colon)
        return take_rest(trim(after), known, when);
    *colon = 0;
    return take_week(trim(after), known, when) && take_period(trim(colon + 1), known, when);
}

void ht_when_period(const char *text, const struct ht_when_known *known, struct ht_when *when)
{
    char copy[LONGEST + 1];
    *when = (struct ht_when){.start = -1, .end = -1};
    if (strlen(text) > LONGEST)
        return;
    strcpy(copy, text);
    if (!is_known(known->periods, text))
        cut_times(copy, when);
    /* A name with its times is a name. */
    if (*trim(copy))
        when->start = when->end = -1;
    take_period(when->start >= 0 ? "" : text, known, when);
}

/* ------------------------------------------------------------ slots */

/* Parts a text at its day or date; false where there is none, or two that differ. */
static bool part(const char *text, const struct ht_when_known *known, struct ht_when *when,
                 char *before, char *after)
{
    size_t at = 0, length = 0;
    int weekday = -1, other;
    *when = (struct ht_when){.weekday = -1, .start = -1, .end = -1};
    if (strlen(text) > LONGEST)
        return false;
    strcpy(before, text);
    size_t date_at = ht_date_cut(before, &when->date);
    bool has_day = find_day(known, before, &at, &length, &weekday);
    when->has_date = date_at != SIZE_MAX;
    when->weekday = when->has_date ? ht_date_weekday(when->date) : weekday;
    if (when->weekday < 0 || (has_day && weekday != when->weekday))
        return false;
    if (has_day)
        memset(before + at, ' ', length);
    at = when->has_date && (!has_day || date_at < at) ? date_at : at;
    strcpy(after, before + at);
    before[at] = 0;
    return !find_day(known, after, &at, &length, &other) || length < HT_WEEKDAY_LETTERS;
}

const char *ht_when_slot(const char *text, const struct ht_when_known *known, struct ht_when *when)
{
    char before[LONGEST + 1], after[LONGEST + 1], whole[LONGEST + 1];
    if (!part(text, known, when, before, after))
        return no_slot;
    strcpy(whole, after);
    if (is_known(known->periods, trim(whole))) {
        strcpy(after, "");
        take_period(trim(whole), known, when);
    }
    cut_week(before, known, when);
    cut_week(after, known, when);
    cut_brackets(after, known, when);
    cut_times(before, when);
    cut_times(after, when);
    char *rest = trim(before);
    /* "P1 Mon": then the period is not behind the day. */
    if (!*when->period && when->start < 0 && !*trim(strcpy(whole, after)) && period_word_at(rest))
        return take_period(rest, known, when) ? NULL : no_slot;
    if (!take_week(rest, known, when))
        return no_slot;
    if (*when->period)
        return NULL;
    /* A time is the period; what is left beside it may be the week, but nothing else. */
    if (when->start >= 0)
        return take_week(trim(after), known, when) ? NULL : no_slot;
    return take_after(after, known, when) ? NULL : no_slot;
}

const char *ht_when_day(const char *text, const struct ht_when_known *known, struct ht_when *when)
{
    char before[LONGEST + 1], after[LONGEST + 1];
    *when = (struct ht_when){.start = -1, .end = -1};
    if (ht_date_of_number(text, &when->date)) {
        when->has_date = true;
        when->weekday = ht_date_weekday(when->date);
        return NULL;
    }
    if (!part(text, known, when, before, after))
        return no_day;
    cut_week(before, known, when);
    cut_week(after, known, when);
    cut_brackets(after, known, when);
    if (!take_week(trim(before), known, when) || !take_week(trim(after), known, when))
        return no_day;
    return !*when->week || when->is_plain ? NULL : no_day;
}

char *ht_when_part(char **list)
{
    char *start = *list;
    if (!start)
        return NULL;
    for (char *at = start; *at; at++) {
        size_t length = strcspn(at, ",;&+\n"), place, day_length;
        int weekday;
        at += length;
        if (!*at)
            break;
        char *next = at + 1 + strcspn(at + 1, ",;&+\n"), sign = *next;
        *next = 0;
        bool is_another =
            find_day(&(struct ht_when_known){0}, at + 1, &place, &day_length, &weekday) &&
            day_length >= HT_WEEKDAY_LETTERS;
        *next = sign;
        if (!is_another)
            continue;
        *at = 0;
        *list = at + 1;
        return ht_cell_trim(start);
    }
    *list = NULL;
    return ht_cell_trim(start);
}
