/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/dates.h"

#include "io/base/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *number_at(const char *text, size_t most, int *number)
{
    size_t count = strspn(text, "0123456789");
    if (!count || count > most)
        return NULL;
    *number = atoi(text);
    return text + count;
}

/* The month that letters name, 1 for January, or 0. */
static int month_of(const char *letters, size_t count)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (int month = 0; count >= 3 && month < 12; month++)
        if (count <= strlen(months[month]) && !strncasecmp(months[month], letters, count))
            return month + 1;
    return 0;
}

/* The rest of "7 September 2026" after its day. */
static const char *month_at(const char *text, int *month, int *year)
{
    if (strlen(text) >= 2 && (!strncasecmp(text, "st", 2) || !strncasecmp(text, "nd", 2) ||
                              !strncasecmp(text, "rd", 2) || !strncasecmp(text, "th", 2)))
        text += 2;
    text += strspn(text, " -");
    size_t count = ht_letters_at(text);
    *month = month_of(text, count);
    text += count;
    text += strspn(text, " -,.");
    return *month ? number_at(text, 4, year) : NULL;
}

/* Reads a date that a text begins with, the day before the month; its end, or NULL. */
static const char *date_at(const char *text, ht_date *date)
{
    int first, second, third;
    size_t digits = strspn(text, "0123456789");
    const char *at = number_at(text, 4, &first), *end;
    if (!at)
        return NULL;
    char sign = *at;
    if ((end = month_at(at, &second, &third)) == NULL) {
        if (!sign || !strchr("-/.", sign))
            return NULL;
        at = number_at(at + 1, 2, &second);
        end = at && *at == sign ? number_at(at + 1, 4, &third) : NULL;
    }
    if (!end || ht_is_digit(*end))
        return NULL;
    int year = digits == 4 ? first : third, day = digits == 4 ? third : first;
    if (digits == 3 || (digits < 4 && third >= 100 && third < 1000))
        return NULL;
    return ht_date_make(year < 100 ? 2000 + year : year, second, day, date) ? end : NULL;
}

const char *ht_time_at(const char *text, int *minutes)
{
    size_t digits = strspn(text, "0123456789");
    int hour = atoi(text), minute = 0;
    const char *end = text + digits;
    if (digits == 4) {
        minute = hour % 100;
        hour /= 100;
    } else if (digits && digits <= 2 && *end && strchr(":.h", *end) &&
               strspn(end + 1, "0123456789") == 2) {
        minute = atoi(end + 1);
        end += 3;
        if (*end == ':' && strspn(end + 1, "0123456789") == 2)
            end += 3;
    } else
        return NULL;
    const char *half = end + strspn(end, " ");
    bool is_pm = !strncasecmp(half, "pm", 2), is_am = !strncasecmp(half, "am", 2);
    if ((is_pm || is_am) && !ht_is_in_word(half[2])) {
        hour = hour % 12 + (is_pm ? 12 : 0);
        end = half + 2;
    }
    *minutes = hour * 60 + minute;
    return hour < 24 && minute < 60 && !ht_is_in_word(*end) ? end : NULL;
}

size_t ht_date_cut(char *text, ht_date *date)
{
    for (char *from = text; *from; from++) {
        const char *end = from == text || !ht_is_in_word(from[-1]) ? date_at(from, date) : NULL;
        if (!end)
            continue;
        memset(from, ' ', (size_t)(end - from));
        return (size_t)(from - text);
    }
    return SIZE_MAX;
}

bool ht_date_cut_short(char *text)
{
    for (char *from = text; *from; from++) {
        int day, month, nothing;
        const char *at = from == text || !ht_is_in_word(from[-1]) ? number_at(from, 2, &day) : NULL;
        if (!at || day < 1 || day > 31)
            continue;
        const char *end = NULL;
        month_at(at, &month, &nothing);
        if (month) {
            end = at + strcspn(at, " -");
            end += strspn(end, " -");
            end += ht_letters_at(end);
        } else if (*at && strchr("/.", *at) && (end = number_at(at + 1, 2, &month)) &&
                   (month < 1 || month > 12))
            end = NULL;
        if (!end || ht_is_in_word(*end))
            continue;
        memset(from, ' ', (size_t)(end - from));
        return true;
    }
    return false;
}

bool ht_date_of_number(const char *text, ht_date *date)
{
    enum { DIGITS = 5, FIRST = 36526 /* 2000-01-01 */, DAYS = 36525 };
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    int number = digits == DIGITS ? atoi(text) - FIRST : -1;
    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (*rest || number < 0 || number >= DAYS || !ht_date_make(2000, 1, 1, date))
        return false;
    *date = ht_date_plus(*date, number);
    return true;
}
