/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/cells.h"

#include "io/base/weekdays.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ dates and times */

/* Reads least to most digits and moves *text on; -1 where there are fewer or more. */
static int digits(const char **text, int least, int most)
{
    int count = 0, value = 0;
    while (isdigit((unsigned char)**text) && count < most) {
        value = 10 * value + (*(*text)++ - '0');
        count++;
    }
    return count < least || isdigit((unsigned char)**text) ? -1 : value;
}

/* Passes over one character; false where another stands there. */
static bool pass(const char **text, char character)
{
    if (**text != character)
        return false;
    (*text)++;
    return true;
}

/* Three numbers with the same sign between them and nothing else. */
static bool three_numbers(const char *text, char between, const int most[3], int numbers[3])
{
    for (int n = 0; n < 3; n++) {
        numbers[n] = digits(&text, most[n] == 4 ? 4 : 1, most[n]);
        if (numbers[n] < 0 || (n < 2 && !pass(&text, between)))
            return false;
    }
    return !*text;
}

const char *ht_cell_date(const char *text, ht_date *date)
{
    static const int year_first[] = {4, 2, 2}, day_first[] = {2, 2, 4};
    int n[3];
    bool exists;
    if (three_numbers(text, '-', year_first, n))
        exists = ht_date_make(n[0], n[1], n[2], date);
    else if (three_numbers(text, '/', day_first, n))
        exists = ht_date_make(n[2], n[1], n[0], date);
    else
        return "is not a date; write it like 2026-09-07 or 07/09/2026 (day first)";
    return exists ? NULL
                  : "is a date that does not exist; correct the day or the month (the day comes "
                    "first in 07/09/2026)";
}

const char *ht_cell_time(const char *text, int *minutes)
{
    int hour = digits(&text, 1, 2);
    bool colon = pass(&text, ':');
    int minute = digits(&text, 2, 2);
    if (hour < 0 || !colon || minute < 0 || *text || minute > 59 || hour * 60 + minute > 24 * 60)
        return "is not a time; write it like 09:05";
    *minutes = hour * 60 + minute;
    return NULL;
}

/* ------------------------------------------------------------ days */

const char *ht_cell_day(const char *text, int *weekday)
{
    *weekday = ht_weekday_in(HT_ENGLISH, text, strlen(text), HT_WEEKDAY_LETTERS);
    if (*weekday >= 0)
        return NULL;
    return "is not a day; write Mon, Tue, Wed, Thu, Fri, Sat or Sun, several of them with ; "
           "between, or * for every day";
}

const char *ht_cell_days(const char *text, uint8_t *days)
{
    *days = HT_EVERY_DAY;
    if (ht_cell_is_every(text))
        return NULL;
    char *copy = ht_copy_text(text, strlen(text)), *list = copy, *part;
    const char *problem = NULL;
    unsigned bits = 0;
    int day = 0;
    while (!problem && (part = ht_cell_part(&list))) {
        problem = ht_cell_day(part, &day);
        bits |= problem ? 0 : 1u << day;
    }
    free(copy);
    *days = bits;
    return problem;
}

/* ------------------------------------------------------------ numbers */

const char *ht_cell_whole(const char *text, int64_t *number)
{
    const char *digit = text + (*text == '-' || *text == '+');
    size_t length = strlen(digit);
    if (!length || length > 15 || strspn(digit, "0123456789") != length)
        return "is not a whole number; write it in digits such as 25";
    *number = strtoll(text, NULL, 10);
    return NULL;
}

/* The closest fraction with at most 12 below, as a fortnight or a month needs; exact if it can. */
static bool closest(double value, int *parts, int *weeks)
{
    double best = 0.01;
    *weeks = 0;
    for (int below = 1; below <= 12; below++) {
        int above = (int)(value * below + 0.5);
        double off = above > value * below ? above - value * below : value * below - above;
        if (off / below < best - 1e-9) {
            best = off / below;
            *parts = above;
            *weeks = below;
        }
    }
    return *weeks && *parts;
}

/* "1/2" or "0.5" as a number; below 0 where it is neither. */
static double value_of(const char *text)
{
    int whole = digits(&text, 1, 4);
    if (whole < 0)
        return -1;
    if (!*text)
        return whole;
    char sign = *text++;
    size_t length = strlen(text);
    if (!length || length > 6 || strspn(text, "0123456789") != length)
        return -1;
    int after = atoi(text);
    if (sign == '/')
        return after ? (double)whole / after : -1;
    if (sign != '.' && sign != ',')
        return -1;
    double scale = 1;
    while (length--)
        scale *= 10;
    return whole + after / scale;
}

const char *ht_cell_frequency(const char *text, int *parts, int *weeks)
{
    double value = value_of(text);
    if (value < 0)
        return "is not a number of sessions a week; write 1, 2, or 0.5 for one in two weeks";
    if (value > 50 || !closest(value, parts, weeks))
        return "is out of range; write at least 1/12 and at most 50 sessions a week, in twelfths";
    return NULL;
}

const char *ht_cell_yes(const char *text, bool *yes)
{
    static const char *const words[][2] = {
        {"no", "yes"}, {"n", "y"}, {"0", "1"}, {"false", "true"}};
    *yes = false;
    if (!*text)
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (int value = 0; value < 2; value++) {
            if (!strcasecmp(text, words[i][value])) {
                *yes = value;
                return NULL;
            }
        }
    }
    return "is neither yes nor no; write one of them";
}

/* ------------------------------------------------------------ lists and texts */

const char *ht_cell_plain(const char *text)
{
    return ht_csv_is_formula(text) ? "would be run as a formula by a spreadsheet that opens the "
                                     "timetable; begin it with a letter or a digit"
                                   : NULL;
}

/* A no-break space, which spreadsheets leave behind. */
static const char no_break[] = "\xc2\xa0";

char *ht_cell_trim(char *text)
{
    for (;;) {
        if (isspace((unsigned char)*text))
            text++;
        else if (!strncmp(text, no_break, 2))
            text += 2;
        else
            break;
    }
    size_t length = strlen(text);
    for (;;) {
        if (length && isspace((unsigned char)text[length - 1]))
            length--;
        else if (length > 1 && !memcmp(text + length - 2, no_break, 2))
            length -= 2;
        else
            break;
    }
    text[length] = 0;
    return text;
}

char *ht_cell_part(char **list)
{
    while (*list && **list) {
        char *part = strsep(list, ";");
        part = ht_cell_trim(part);
        if (*part)
            return part;
    }
    return NULL;
}

bool ht_cell_is_every(const char *text)
{
    bool said = false;
    while (*text) {
        size_t length = strcspn(text, ";");
        size_t start = strspn(text, " \t");
        size_t end = length;
        while (end > start && isspace((unsigned char)text[end - 1]))
            end--;
        if (end == start + 1 && text[start] == '*')
            return true;
        said = said || end > start;
        text += length + (text[length] == ';');
    }
    return !said;
}

/* Headings are compared so often that strspn() would take most of the time. */
static const char *skip_gaps(const char *text)
{
    while (*text == ' ' || *text == '-' || *text == '_' || *text == '\t')
        text++;
    return text;
}

bool ht_cell_same_word(const char *a, const char *b)
{
    for (;;) {
        a = skip_gaps(a);
        b = skip_gaps(b);
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        if (!*a)
            return true;
        a++;
        b++;
    }
}

/* "6 weeks" or "1 day": a whole number and a unit. */
static bool read_count(const char *text, struct ht_stretch *stretch)
{
    enum { MOST = 1000 };
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits;
    if (!digits || digits > 4 || strtol(text, NULL, 10) > MOST)
        return false;
    bool days = ht_cell_same_word(unit, "days") || ht_cell_same_word(unit, "day");
    *stretch = (struct ht_stretch){days ? HT_UNIT_DAY : HT_UNIT_WEEK, (int)strtol(text, NULL, 10)};
    return days || ht_cell_same_word(unit, "weeks") || ht_cell_same_word(unit, "week");
}

const char *ht_cell_every(const char *text, struct ht_stretch *every)
{
    static const struct {
        const char *word;
        struct ht_stretch stretch;
    } words[] = {
        {"day", {HT_UNIT_DAY, 1}},
        {"week", {HT_UNIT_WEEK, 1}},
        {"fortnight", {HT_UNIT_WEEK, 2}},
        {"month", {HT_UNIT_MONTH, 1}},
        {"half-term", {HT_UNIT_HALF_TERM, 1}},
        {"term", {HT_UNIT_TERM, 1}},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ht_cell_same_word(text, words[i].word)) {
            *every = words[i].stretch;
            return NULL;
        }
    }
    if (read_count(text, every) && every->unit == HT_UNIT_WEEK && every->count > 0)
        return NULL;
    return "is not how often; write day, week, 2 weeks, month, half-term or term";
}

const char *ht_cell_after(const char *text, struct ht_stretch *after)
{
    if (ht_cell_same_word(text, "start"))
        *after = (struct ht_stretch){HT_UNIT_WEEK, 0};
    else if (ht_cell_same_word(text, "end"))
        *after = (struct ht_stretch){HT_UNIT_END, 1};
    else if (!read_count(text, after))
        return "is no time after a start; write start, 6 weeks, 10 days or end";
    return NULL;
}

void ht_cell_upper(char *text)
{
    for (; *text; text++)
        *text = toupper((unsigned char)*text);
}

void ht_cell_lower(char *text)
{
    for (; *text; text++)
        *text = tolower((unsigned char)*text);
}
