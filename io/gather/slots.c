/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/slots.h"

#include "io/base/cells.h"
#include "io/base/dates.h"
#include "io/gather/lists.h"
#include "io/gather/times.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    SCHOOL_DAYS = 5,
    ENOUGH_DAYS = 4,    /* of another week, to tell that one day is too few */
    ENOUGH_PERIODS = 4, /* a day, to tell that twice as many are too many */
};

/* ------------------------------------------------------------ reading */

static void drop(struct ht_import *import, struct ht_where where, const char *reason,
                 const char *text)
{
    ht_note(import->notes, HT_NOTE_DROPPED, where, reason, "'%s'", text);
}

/* Whether a column of weeks says what stands beside the day: "Week A" is "A". */
static bool is_same_week(const char *column, const char *said)
{
    const char *name = strrchr(column, ' ');
    return !strcasecmp(column, said) || (name && !strcasecmp(name + 1, said));
}

/* The slot that a text means, with the week that a column of its own says, or HT_NONE. */
static uint32_t make_slot(struct ht_import *import, const struct ht_when *when, const char *week,
                          const char *text, struct ht_where where)
{
    const struct ht_when_known *known = &import->known;
    const char *said = when->week, *period = when->period;
    week = ht_when_week_as(import->weeks, ht_when_week_as(known->weeks, week));
    if (!*said && when->has_date && !*week)
        said = ht_when_week_of(&import->known, when->date);
    if (!said) {
        ht_fault_of_kind(import->faults, HT_FAULT, where.file, where.line, "dates of several weeks",
                         "lessons are on dates of several weeks; say in week rows of the school's "
                         "calendar.csv which cycle week each date is in, or export one week");
        return HT_NONE;
    }
    if (*said && *week && !is_same_week(week, said)) {
        drop(import, where, "what stands beside the day is another cycle week than the column week",
             text);
        return HT_NONE;
    }
    said = ht_when_week_as(import->weeks, ht_when_week_as(known->weeks, said));
    bool is_read = *when->week && !*week && ht_strings_find(known->weeks, said) == HT_NONE;
    if (is_read && !when->is_plain)
        ht_note(import->notes, HT_NOTE_LOOK, where, "a word beside the day is taken to be the week",
                "'%s'", text);
    if (is_read && when->is_of_letter)
        ht_note(import->notes, HT_NOTE_TAKEN, where,
                "in a slot without a colon, a letter before the period is taken to be the week",
                "'%s'", text);
    if (when->start >= 0) {
        period = ht_when_period_at(known, when->weekday, when->start);
        if (!period)
            period = ht_import_made(import, "%02d:%02d", when->start / 60, when->start % 60);
    }
    size_t count = import->slot_count;
    uint32_t slot = ht_import_slot(import, *week ? week : said, when->weekday, period, where);
    if (slot == count) {
        import->slots[slot].is_read = is_read;
        /* What the export calls it first is its name in the rest, too. */
        if (when->start < 0)
            ht_strings_add(known->periods, period);
    }
    if (when->start >= 0 && when->end > when->start)
        ht_import_period(import, slot, when->start, when->end, -1);
    return slot;
}

/* "Both", "All weeks" and the like. */
static bool is_every_week(const char *text)
{
    static const char *const words[] = {"both",       "all",       "every", "both weeks",
                                        "every week", "all weeks", "*",     "weekly"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (ht_cell_same_word(text, words[n]))
            return true;
    return false;
}

/* The next of several weeks, "A/B" or "Week A & Week B", cut out of *list; NULL at the end. */
static char *next_week(char **list)
{
    char *start = *list;
    if (!start)
        return NULL;
    char *end = strpbrk(start, ";,/&+"), *word = strcasestr(start, " and ");
    bool is_word = word && (!end || word < end);
    end = is_word ? word : end;
    *list = end ? end + (is_word ? strlen(" and ") : 1) : NULL;
    if (end)
        *end = 0;
    return ht_cell_trim(start);
}

/* Whether a cell means several weeks: such as weeks are called, each of them. */
static bool are_weeks(const struct ht_when_known *known, const char *text)
{
    char *copy = ht_format("%s", text), *list = copy, *part;
    size_t count = 0;
    bool are = ht_strings_find(known->weeks, text) == HT_NONE;
    for (; are && (part = next_week(&list)); count++) {
        const char *bare = strrchr(part, ' ');
        are = ht_when_is_week(known, ht_when_week_as(known->weeks, bare ? bare + 1 : part));
    }
    free(copy);
    return are && count > 1;
}

/* Adds the slots that a text means: of one period or several. */
static void add_periods(struct ht_import *import, struct ht_some *slots, const struct ht_when *when,
                        const char *week, const char *text, struct ht_where where)
{
    struct ht_when each = *when;
    do {
        uint32_t slot = make_slot(import, &each, week, text, where);
        if (slot != HT_NONE)
            ht_list_add_number(import, slots, slot);
    } while (ht_when_next(&import->known, &each));
}

/* The same in the week, or weeks, that a column of its own says. */
static void add(struct ht_import *import, struct ht_some *slots, const struct ht_when *when,
                const char *week, const char *text, struct ht_where where)
{
    bool are_several = are_weeks(&import->known, week);
    char *list = ht_import_made(import, "%s", week), *part;
    if (is_every_week(week))
        ht_note(import->notes, HT_NOTE_TAKEN, where, "lessons of every week, as the column says",
                "'%s'", week);
    if (!are_several)
        add_periods(import, slots, when, is_every_week(week) ? "" : week, text, where);
    while (are_several && (part = next_week(&list)))
        add_periods(import, slots, when, part, text, where);
}

static void read_slots(struct ht_import *import, const struct ht_slot_cells *cells,
                       struct ht_some *slots, struct ht_where where)
{
    char *list = ht_import_made(import, "%s", cells->slot), *part;
    while ((part = ht_when_part(&list))) {
        struct ht_when when;
        if (!ht_when_slot(part, &import->known, &when))
            add(import, slots, &when, cells->week, part, where);
        else
            drop(import, where,
                 *part ? "what should be a slot (1Mon:3, MonA P1, Mon P1-P2) is none"
                       : "no slot is named",
                 part);
    }
}

/* "6" or "Day 6" of a cycle that has no weekdays; 0 for none. */
static uint32_t number_of_day(const char *text)
{
    if (!strncasecmp(text, "day", 3))
        text += 3 + strspn(text + 3, " -");
    size_t digits = strspn(text, "0123456789");
    return digits && digits <= 2 && !text[digits] ? (uint32_t)atoi(text) : 0;
}

static void read_cells(struct ht_import *import, const struct ht_slot_cells *cells,
                       struct ht_some *slots, struct ht_where where)
{
    struct ht_when day, period;
    uint32_t number = number_of_day(cells->day);
    if (number > SCHOOL_DAYS) {
        ht_fault_of_kind(import->faults, HT_FAULT, where.file, where.line, "days of a long cycle",
                         "'%s' is a day of a cycle that says no weekdays; write such a cycle as "
                         "cycle weeks of five days (day 6 is Monday of the second week, and so "
                         "on), with a column week, or write Sat or Sun",
                         cells->day);
        return;
    }
    ht_date date;
    if (ht_date_of_number(cells->day, &date)) {
        char text[16];
        ht_note(import->notes, HT_NOTE_TAKEN, where,
                "the number by which a spreadsheet keeps a date is taken as that date", "%s is %s",
                cells->day, ht_date_iso(date, text));
    }
    if (number && !cells->day[1])
        day = (struct ht_when){.weekday = (int)number - 1};
    else if (ht_when_day(cells->day, &import->known, &day)) {
        drop(import, where,
             *cells->day ? "what should be a day (Mon to Sun, or 1 to 5) is none"
                         : "no day is named",
             cells->day);
        return;
    }
    ht_when_period(cells->period, &import->known, &period);
    strcpy(day.period, period.period);
    day.more = period.more;
    day.start = period.start;
    day.end = period.end;
    add(import, slots, &day, cells->week, cells->day, where);
}

const struct ht_some *ht_slots_in(struct ht_import *import, const struct ht_slot_cells *cells,
                                  struct ht_where where)
{
    if (!import->slot_texts)
        import->slot_texts = HT_LIST(import, struct ht_some);
    /* A row says its day, or all of it in the column of the period. */
    struct ht_slot_cells made = *cells;
    struct ht_when when;
    if (!made.slot && !*made.day && !ht_when_slot(made.period, &import->known, &when))
        made.slot = made.period;
    char *text = made.slot ? ht_format("%s\n%s", made.week, made.slot)
                           : ht_format("%s\n%s\n%s", made.week, made.day, made.period);
    struct ht_some *slots = ht_list_get(import->slot_texts, text);
    free(text);
    /* Each row that is left out is counted, not only each text. */
    if (!slots->count && made.slot)
        read_slots(import, &made, slots, where);
    else if (!slots->count)
        read_cells(import, &made, slots, where);
    return slots;
}

/* ------------------------------------------------------------ weeks */

/* What there is of a cycle week. */
struct week {
    unsigned days;                   /* bits */
    uint32_t counts[HT_DAYS_A_WEEK]; /* periods */
    uint32_t slot;                   /* the first one; HT_NONE for none */
    bool is_said;                    /* by more than texts beside the day */
};

static uint32_t most_periods(const struct week *week)
{
    uint32_t most = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        most = week->counts[day] > most ? week->counts[day] : most;
    return most;
}

static const char *why_no_week(const struct week *weeks, uint32_t count, uint32_t number)
{
    const struct week *week = &weeks[number], *none = &weeks[count];
    unsigned days = none->days;
    uint32_t usual = most_periods(none);
    for (uint32_t n = 0; n < count; n++) {
        uint32_t most = n == number ? 0 : most_periods(&weeks[n]);
        bool is_more = __builtin_popcount(weeks[n].days) > __builtin_popcount(days);
        days = n != number && is_more ? weeks[n].days : days;
        usual = most > usual ? most : usual;
    }
    if (week->is_said || week->slot == HT_NONE)
        return NULL;
    if (count == 1 && none->days)
        return "stands alone, beside lessons of no week";
    if (!(week->days & (week->days - 1)) && __builtin_popcount(days) >= ENOUGH_DAYS)
        return "would have one day only";
    if (usual >= ENOUGH_PERIODS && most_periods(week) >= 2 * usual)
        return "would have twice as many periods a day as usual";
    return NULL;
}

void ht_check_weeks(const struct ht_import *import)
{
    uint32_t count = ht_strings_count(import->weeks);
    struct week *weeks = HT_NEW(struct week, count + 1);
    for (uint32_t n = 0; n <= count; n++)
        weeks[n].slot = HT_NONE;
    for (uint32_t n = 0; n < import->slot_count; n++) {
        const struct ht_import_slot *slot = &import->slots[n];
        struct week *week = &weeks[slot->week == HT_NONE ? count : slot->week];
        week->days |= 1u << slot->weekday;
        week->counts[slot->weekday]++;
        week->is_said |= !slot->is_read;
        week->slot = week->slot == HT_NONE ? n : week->slot;
    }
    for (uint32_t n = 0; n < count; n++) {
        const char *reason = why_no_week(weeks, count, n);
        const char *name = ht_strings_text(import->weeks, n);
        const struct ht_import_slot *slot = reason ? &import->slots[weeks[n].slot] : NULL;
        bool is_alone = count == 1 && !weeks[n].is_said && weeks[n].slot != HT_NONE;
        if (reason)
            ht_fault(import->faults, HT_FAULT, ht_strings_text(import->files, slot->file),
                     (int)slot->line,
                     "a cycle week '%s' %s, so it is hardly one; correct the day or slot, or name "
                     "the week: in a column week, or in week rows of the school's calendar.csv",
                     name, reason);
        else if (is_alone && strcmp(name, "1") != 0) {
            slot = &import->slots[weeks[n].slot];
            ht_note(import->notes, HT_NOTE_LOOK, ht_import_where(import, slot->file, slot->line),
                    "there is one cycle week only, so its lessons are taken for every week", "'%s'",
                    name);
        }
    }
    free(weeks);
}
