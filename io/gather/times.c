/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/times.h"

#include "io/base/dates.h"
#include "io/base/weekdays.h"
#include "io/base/words.h"
#include "io/gather/lists.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DAYS = 60, /* of a cycle whose names say them */
    USUAL_DAYS = 5,
    FEWEST_LETTERS = 2, /* that tell a weekday where all days of a week have so few */
    HALF_DAY = 12 * 60,
    DAY = 24 * 60,
};

/* ------------------------------------------------------------ weekdays in names */

/* The weekday of a run of letters, which may have a capital glued to it: "MonA", "AMon". */
static int weekday_in(int language, const char *run, size_t count, size_t least, size_t *from,
                      size_t *length)
{
    *from = 0;
    *length = count;
    int weekday = ht_weekday_in(language, run, count, least);
    if (weekday >= 0 || count <= HT_WEEKDAY_LETTERS)
        return weekday;
    *length = count - 1;
    if (isupper((unsigned char)run[count - 1]))
        weekday = ht_weekday_in(language, run, *length, HT_WEEKDAY_LETTERS);
    *from = weekday < 0;
    if (weekday < 0 && isupper((unsigned char)run[0]) && isupper((unsigned char)run[1]))
        weekday = ht_weekday_in(language, run + 1, *length, HT_WEEKDAY_LETTERS);
    return weekday;
}

/* Blanks the first weekday of a language out of a name; below 0 where there is none. */
static int cut_weekday(int language, char *name, size_t least)
{
    for (char *at = name; *at;) {
        size_t count = ht_letters_at(at), from, length;
        int weekday = count ? weekday_in(language, at, count, least, &from, &length) : -1;
        if (weekday >= 0) {
            memset(at + from, ' ', length);
            return weekday;
        }
        at += count ? count : 1;
    }
    return -1;
}

/* Words beside a weekday, as they are folded: halves of a day, and those that go without saying. */
static const struct {
    const char *word, *half;
} beside[] = {
    {"am", "am"},      {"morning", "am"},   {"matin", "am"},      {"manana", "am"},
    {"mattina", "am"}, {"manha", "am"},     {"vormittag", "am"},  {"dimineata", "am"},
    {"pm", "pm"},      {"afternoon", "pm"}, {"soir", "pm"},       {"tarde", "pm"},
    {"apres", "pm"},   {"midi", "pm"},      {"pomeriggio", "pm"}, {"nachmittag", "pm"},
    {"evening", "pm"}, {"week", ""},        {"wk", ""},           {"semaine", ""},
    {"semana", ""},    {"settimana", ""},   {"woche", ""},        {"day", ""},
};

/* Letters that stand for the halves where no other ones are beside the days. */
static const char *const half_letters[][2] = {{"m", "s"}, {"m", "t"}, {"m", "a"}, {"v", "n"}};

/* Takes what is known out of what is left of a name; the rest, letters and digits only, is the
   week. */
static void settle_rest(struct ht_import *import, char *rest, struct ht_cycle_day *day)
{
    char *to = rest;
    day->half = "";
    for (char *at = rest; *at;) {
        size_t count = ht_letters_at(at), known = 0;
        char *word = ht_fold(at, count);
        while (known < sizeof beside / sizeof *beside && strcmp(word, beside[known].word) != 0)
            known++;
        free(word);
        if (known < sizeof beside / sizeof *beside)
            day->half = *beside[known].half ? beside[known].half : day->half;
        else
            for (size_t n = 0; n < count; n++)
                *to++ = at[n];
        at += count;
        for (; *at && !ht_is_letter(*at); at++)
            if (ht_is_digit(*at))
                *to++ = *at;
    }
    *to = 0;
    day->week = ht_import_text(import, rest);
}

/* A cycle as its names have it, before it is made out whether that can be. */
struct cycle {
    const struct ht_strings *names;
    struct ht_cycle_day *days;
    uint32_t count;
    bool has_dates, is_of_weeks; /* some name is a date; the dates are of several weeks */
    bool has_short_dates;        /* some have a date without a year beside the weekday */
};

/* Whether every name says a weekday of a language, or a date; how many do. */
static uint32_t read_names(struct ht_import *import, struct cycle *cycle, int language,
                           size_t least)
{
    ht_date date, first = {0};
    uint32_t found = 0;
    cycle->has_dates = cycle->is_of_weeks = cycle->has_short_dates = false;
    for (uint32_t n = 0; n < cycle->count; n++) {
        struct ht_cycle_day *day = &cycle->days[n];
        char *rest = ht_format("%s", ht_strings_text(cycle->names, n));
        bool is_date = ht_date_cut(rest, &date) != SIZE_MAX;
        day->weekday = cut_weekday(language, rest, least);
        if (is_date) {
            day->weekday = ht_date_weekday(date);
            first = cycle->has_dates ? first : ht_date_monday(date);
            cycle->is_of_weeks |= ht_date_monday(date).days != first.days;
            cycle->has_dates = true;
        } else if (day->weekday >= 0)
            cycle->has_short_dates |= ht_date_cut_short(rest);
        settle_rest(import, rest, day);
        const char *week = is_date ? ht_when_week_at(&import->known, date) : NULL;
        if (week && !*day->week) {
            day->week = ht_import_text(import, week);
            cycle->is_of_weeks = false;
        }
        found += day->weekday >= 0;
        free(rest);
    }
    return found;
}

/* ------------------------------------------------------------ weeks in names */

static bool same_fold(const char *text, const char *letter)
{
    return tolower((unsigned char)*text) == *letter && !text[1];
}

/* "Lun M" and "Lun S" are a morning and an evening. */
static void letters_as_halves(struct cycle *cycle)
{
    for (size_t pair = 0; pair < sizeof half_letters / sizeof *half_letters; pair++) {
        uint32_t counts[2] = {0};
        for (uint32_t n = 0; n < cycle->count; n++)
            for (int half = 0; half < 2; half++)
                counts[half] += same_fold(cycle->days[n].week, half_letters[pair][half]);
        if (!counts[0] || !counts[1] || counts[0] + counts[1] < cycle->count)
            continue;
        for (uint32_t n = 0; n < cycle->count; n++) {
            struct ht_cycle_day *day = &cycle->days[n];
            day->half = same_fold(day->week, half_letters[pair][0]) ? "am" : "pm";
            day->week = "";
        }
        return;
    }
}

static unsigned weekdays_of(const struct cycle *cycle, const char *week)
{
    unsigned bits = 0;
    for (uint32_t n = 0; n < cycle->count; n++)
        if (!week || !strcmp(cycle->days[n].week, week))
            bits |= 1u << cycle->days[n].weekday;
    return bits;
}

/* "1-Monday, 2-Tuesday": numbers of the days, not weeks. */
static void drop_numbers(struct cycle *cycle)
{
    bool is_place = true, is_day = true;
    for (uint32_t n = 0; n < cycle->count; n++) {
        const char *week = cycle->days[n].week;
        bool is_number = *week && !week[strspn(week, "0123456789")];
        is_place &= is_number && atoi(week) == (int)n + 1;
        is_day &= is_number && atoi(week) == cycle->days[n].weekday + 1;
    }
    bool differ = (uint32_t)__builtin_popcount(weekdays_of(cycle, NULL)) == cycle->count;
    for (uint32_t n = 0; differ && (is_place || is_day) && n < cycle->count; n++)
        cycle->days[n].week = "";
}

/* "Monday" beside "Monday2" is of the week "1"; nobody calls it so. */
static void name_first_week(struct ht_import *import, struct cycle *cycle)
{
    bool some = false;
    for (uint32_t n = 0; n < cycle->count; n++)
        some |= *cycle->days[n].week != 0;
    for (uint32_t n = 0; some && n < cycle->count; n++)
        if (!*cycle->days[n].week)
            cycle->days[n].week = ht_import_text(import, "1");
}

static bool are_different(const struct cycle *cycle)
{
    const struct ht_cycle_day *days = cycle->days;
    for (uint32_t n = 0; n < cycle->count; n++)
        for (uint32_t other = 0; other < n; other++)
            if (days[n].weekday == days[other].weekday && !strcmp(days[n].half, days[other].half) &&
                !strcmp(days[n].week, days[other].week))
                return false;
    return true;
}

/* A word that stands beside every day is no week, unless it is called or known as one. */
static void drop_common(struct ht_import *import, struct cycle *cycle, struct ht_where where)
{
    const char *word = cycle->days[0].week;
    if (!*word || cycle->count < 2 || ht_when_is_week(&import->known, word))
        return;
    for (uint32_t n = 1; n < cycle->count; n++)
        if (strcmp(cycle->days[n].week, word) != 0)
            return;
    for (uint32_t n = 0; n < cycle->count; n++)
        cycle->days[n].week = "";
    ht_note(import->notes, HT_NOTE_LOOK, where,
            "a word that stands beside every day is taken for no cycle week", "'%s' of '%s'", word,
            ht_strings_text(cycle->names, 0));
}

/* Whether what is left of a name can hardly be a week: one day alone has it. */
static bool is_no_week(const struct ht_import *import, const struct cycle *cycle, const char *week)
{
    unsigned days = weekdays_of(cycle, week);
    return *week && ht_strings_find(import->known.weeks, week) == HT_NONE &&
           days == 1u << __builtin_ctz(days) && days != weekdays_of(cycle, NULL);
}

static bool fault_weeks(const struct ht_import *import, const struct cycle *cycle,
                        struct ht_where where)
{
    for (uint32_t n = 0; n < cycle->count; n++) {
        if (!is_no_week(import, cycle, cycle->days[n].week))
            continue;
        ht_fault(import->faults, HT_FAULT, where.file ? where.file : "",
                 where.line ? where.line : 1,
                 "'%s': a cycle week '%s' would have one day only, so it is hardly one; take it "
                 "out of the day's name, or add the row (week) of calendar.csv that names it, and "
                 "import again",
                 ht_strings_text(cycle->names, n), cycle->days[n].week);
        return true;
    }
    return false;
}

/* The cycle that names in one language make; its names say no more than that where this is false.
 */
static bool days_in_names(struct ht_import *import, struct cycle *cycle)
{
    for (size_t least = HT_WEEKDAY_LETTERS; least >= FEWEST_LETTERS; least--)
        for (int language = 0; language < HT_LANGUAGES; language++) {
            if (read_names(import, cycle, language, least) < cycle->count)
                continue;
            letters_as_halves(cycle);
            drop_numbers(cycle);
            name_first_week(import, cycle);
            /* Two letters are much less than a name, but not so those of a whole week. */
            bool is_whole = least == HT_WEEKDAY_LETTERS ||
                            __builtin_popcount(weekdays_of(cycle, NULL)) >= USUAL_DAYS;
            cycle->is_of_weeks |= cycle->has_short_dates && !are_different(cycle);
            if (is_whole && (are_different(cycle) || cycle->is_of_weeks))
                return true;
        }
    return false;
}

/* The first name that says no weekday, where others of a language do; NULL where none says one, or
   all do. */
static const char *name_without_day(struct ht_import *import, struct cycle *cycle)
{
    for (int language = 0; language < HT_LANGUAGES; language++) {
        uint32_t found = read_names(import, cycle, language, HT_WEEKDAY_LETTERS);
        for (uint32_t n = 0; 2 * found >= cycle->count && n < cycle->count; n++)
            if (cycle->days[n].weekday < 0 || found == cycle->count)
                return ht_strings_text(cycle->names, n);
    }
    return NULL;
}

/* ------------------------------------------------------------ weekdays by order */

static void count_off(struct ht_import *import, struct cycle *cycle, struct ht_where where)
{
    for (uint32_t n = 0; n < cycle->count; n++) {
        cycle->days[n] = (struct ht_cycle_day){(int)n, "", ""};
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "days whose names say no weekday, counted off from Monday; if that is wrong, name "
                "them Monday A and so on and export again",
                "'%s' is %s", ht_strings_text(cycle->names, n), ht_day_short((int)n));
    }
}

static void fault_long_cycle(const struct ht_import *import, uint32_t count, const char *name,
                             struct ht_where where)
{
    const char *file = where.file ? where.file : "";
    int line = where.line ? where.line : 1;
    if (count % USUAL_DAYS == 0)
        ht_fault(import->faults, HT_FAULT, file, line,
                 "there are %u days, '%s' and so on, which do not say which weekday they are; "
                 "write them as %u cycle weeks, Monday A to Friday A, Monday B to Friday B and so "
                 "on, and export again",
                 (unsigned)count, name, (unsigned)count / USUAL_DAYS);
    else
        ht_fault(import->faults, HT_FAULT, file, line,
                 "there are %u days, '%s' and so on, which do not say which weekday they are; a "
                 "cycle of %u days that goes on after each weekend is %u cycle weeks of five "
                 "days: write its first day as Monday 1 (and on as Tuesday 1 to Friday 1, Monday "
                 "2 and so on, day after day) and export again",
                 (unsigned)count, name, (unsigned)count, (unsigned)count);
}

static void fault_names(struct ht_import *import, struct cycle *cycle, struct ht_where where)
{
    const char *first = cycle->count ? ht_strings_text(cycle->names, 0) : "";
    const char *odd = cycle->count ? name_without_day(import, cycle) : NULL;
    if (!odd && cycle->count > USUAL_DAYS)
        fault_long_cycle(import, cycle->count, first, where);
    else
        ht_fault(import->faults, HT_FAULT, where.file ? where.file : "",
                 where.line ? where.line : 1,
                 "there are %u days, '%s' and so on, which do not say which weekday they are; name "
                 "them Monday A and so on and export again",
                 (unsigned)cycle->count, odd ? odd : first);
}

bool ht_cycle_days(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                   struct ht_cycle_day *days, struct ht_where where)
{
    struct cycle cycle = {names, days, ht_strings_count(names), false, false, false};
    if (cycle.count <= MOST_DAYS && cycle.count && days_in_names(import, &cycle)) {
        drop_common(import, &cycle, where);
        if (!cycle.is_of_weeks)
            return !fault_weeks(import, &cycle, where);
        ht_fault(import->faults, HT_FAULT, where.file ? where.file : "",
                 where.line ? where.line : 1,
                 "the days, '%s' and so on, are dates of several weeks; say in week rows of the "
                 "school's calendar.csv which cycle week each of them is in, or name the days "
                 "Monday A and so on, and import again",
                 ht_strings_text(names, 0));
        return false;
    }
    if (is_ordered && cycle.count && cycle.count <= USUAL_DAYS &&
        !name_without_day(import, &cycle)) {
        count_off(import, &cycle, where);
        return true;
    }
    fault_names(import, &cycle, where);
    return false;
}

const char *ht_cycle_period(struct ht_import *import, const struct ht_cycle_day *day,
                            const char *name)
{
    return *day->half ? ht_import_made(import, "%s %s", day->half, name) : name;
}

bool ht_know_term(struct ht_import *import, size_t count, size_t *term, struct ht_where where)
{
    unsigned said = import->wishes.solution;
    *term = said ? said - 1 : 0;
    if (*term < count)
        return true;
    *term = 0;
    ht_fault(import->faults, HT_FAULT, where.file, where.line,
             "there is no term %u: there %s %zu; say which one with --solution", said,
             count == 1 ? "is" : "are", count);
    return false;
}

/* ------------------------------------------------------------ hours */

/* The first times in a name, at most two; how many there are. */
static int times_in(const char *name, int times[2])
{
    int count = 0;
    for (const char *at = name; *at && count < 2;) {
        const char *end = at == name || !ht_is_digit(at[-1]) ? ht_time_at(at, &times[count]) : NULL;
        count += end != NULL;
        at = end ? end : at + 1;
    }
    return count;
}

/* A clock of twelve hours: what is not after the one before is in the afternoon. */
static bool put_after(int *minutes, int before)
{
    if (*minutes <= before && *minutes < HALF_DAY)
        *minutes += HALF_DAY;
    return *minutes > before;
}

static void note_ends(struct ht_import *import, const struct ht_strings *names,
                      const struct ht_cycle_hour *hours, struct ht_where where)
{
    for (uint32_t n = 0; n < ht_strings_count(names); n++)
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "periods of which only the start is said, each taken to last until the next one",
                "'%s': %02d:%02d to %02d:%02d", ht_strings_text(names, n), hours[n].start / 60,
                hours[n].start % 60, hours[n].end / 60, hours[n].end % 60);
}

/* Hours that only say when they start; the last one is as long as the one before. */
static bool end_with_next(const struct ht_strings *names, struct ht_cycle_hour *hours)
{
    uint32_t count = ht_strings_count(names);
    int times[2], before = -1;
    for (uint32_t n = 0; n < count; n++, before = times[0]) {
        if (times_in(ht_strings_text(names, n), times) != 1 || !put_after(&times[0], before))
            return false;
        hours[n].start = times[0];
        if (n)
            hours[n - 1].end = times[0];
    }
    if (count < 2)
        return false;
    hours[count - 1].end = hours[count - 1].start + hours[count - 2].end - hours[count - 2].start;
    return hours[count - 1].end < DAY;
}

/* Whether some hour says both; an order of hours tells which are in the afternoon. */
static bool both_in_names(const struct ht_strings *names, bool is_ordered,
                          struct ht_cycle_hour *hours)
{
    bool some = false;
    int times[2], before = -1;
    for (uint32_t n = 0; n < ht_strings_count(names); n++) {
        hours[n] = (struct ht_cycle_hour){0, 0};
        if (times_in(ht_strings_text(names, n), times) < 2)
            continue;
        some = true;
        if (!put_after(&times[0], is_ordered ? before : -1) || !put_after(&times[1], times[0]))
            continue;
        hours[n] = (struct ht_cycle_hour){times[0], times[1]};
        before = times[0];
    }
    return some;
}

void ht_cycle_hours(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                    struct ht_cycle_hour *hours, struct ht_where where)
{
    if (both_in_names(names, is_ordered, hours))
        return;
    if (is_ordered && end_with_next(names, hours)) {
        note_ends(import, names, hours, where);
        return;
    }
    memset(hours, 0, ht_strings_count(names) * sizeof *hours);
}
