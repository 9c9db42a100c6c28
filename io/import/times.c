/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/times.h"

#include "io/base/cells.h"
#include "io/import/lists.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_WEEKS = 4, USUAL_DAYS = 5, HALF_DAY = 12 * 60, DAY = 24 * 60, OLDEST_YEAR = 14 };

/* ------------------------------------------------------------ weekdays in names */

/* By language, in small letters and, of Latin ones, without the accents that fold() takes off. */
static const char *const weekdays[][HT_DAYS_A_WEEK] = {
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
    {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
    {"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"},
    {"segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo"},
    {"dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"},
    {"luni", "marti", "miercuri", "joi", "vineri", "sambata", "duminica"},
    {"luni", "marți", "miercuri", "joi", "vineri", "sambătă", "duminică"},
    {"luni", "marţi", "miercuri", "joi", "vineri", "sambătă", "duminică"},
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"},
    {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"},
    {"mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"},
    {"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"},
    {"pondeli", "utery", "streda", "čtvrtek", "patek", "sobota", "neděle"},
    {"pondelok", "utorok", "streda", "štvrtok", "piatok", "sobota", "nedeľa"},
    {"hetfő", "kedd", "szerda", "csutortok", "pentek", "szombat", "vasarnap"},
    {"pazartesi", "salı", "carşamba", "perşembe", "cuma", "cumartesi", "pazar"},
    {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"},
    {"δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή"},
    {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    {"понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"},
    {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"},
    {"الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"},
};
enum { LANGUAGES = sizeof weekdays / sizeof *weekdays, LEAST_LETTERS = 3 };

/* The small letter without an accent of two bytes of UTF-8; what is not known here stays. */
static void fold_pair(char pair[2])
{
    static const char latin[] = "aaaaaa*ceeeeiiii*nooooo*ouuuuy**";
    unsigned character = ((unsigned char)pair[0] & 0x1fu) << 6 | ((unsigned char)pair[1] & 0x3fu);
    if (character >= 0xc0 && character <= 0xff && latin[character & 0x1f] != '*') {
        pair[0] = latin[character & 0x1f];
        pair[1] = 0;
        return;
    }
    bool is_capital = (character >= 0xc0 && character <= 0xde) ||
                      (character >= 0x391 && character <= 0x3a9) ||
                      (character >= 0x410 && character <= 0x42f);
    if (character == 0x622 || character == 0x623 || character == 0x625)
        character = 0x627; /* alif with a hamza or madda */
    character += is_capital ? 0x20 : 0;
    pair[0] = (char)(0xc0 | character >> 6);
    pair[1] = (char)(0x80 | (character & 0x3f));
}

/* A run of letters as weekdays are written in the table. Use free(). */
static char *fold(const char *letters, size_t count)
{
    char *folded = ht_alloc(count + 1, 1), *to = folded;
    for (size_t n = 0; n < count; n++) {
        char pair[3] = {letters[n], 0, 0};
        bool is_pair = ((unsigned char)letters[n] & 0xe0) == 0xc0 && n + 1 < count;
        if (is_pair) {
            pair[1] = letters[++n];
            fold_pair(pair);
        }
        *pair = is_pair ? *pair : (char)tolower((unsigned char)*pair);
        to = stpcpy(to, pair);
    }
    return folded;
}

/* The only weekday of a language that begins with the run of letters, as "Tues"; below 0 for none
   or several. */
static int weekday_of(const char *const names[HT_DAYS_A_WEEK], const char *letters, size_t count)
{
    int found = -1, times = 0;
    char *folded = fold(letters, count);
    size_t length = strlen(folded);
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        if (strncmp(names[day], folded, length) != 0)
            continue;
        found = day;
        /* "pazar" is a day, and what another one begins with. */
        times = names[day][length] ? times + 1 : -HT_DAYS_A_WEEK;
    }
    for (int day = 0; times < 0 && day < HT_DAYS_A_WEEK; day++)
        found = strcmp(names[day], folded) == 0 ? day : found;
    free(folded);
    return length >= LEAST_LETTERS && times <= 1 ? found : -1;
}

/* Letters and digits of what is left of a name; "Week" goes without saying. */
static const char *week_in(struct ht_import *import, const char *before, size_t count,
                           const char *after)
{
    char *rest = ht_format("%.*s%s", (int)count, before, after), *to = rest;
    for (const char *from = rest; *from; from++)
        if (isalnum((unsigned char)*from) || (unsigned char)*from >= 0x80)
            *to++ = *from;
    *to = 0;
    const char *week = rest + (!strncasecmp(rest, "week", 4) && rest[4] ? 4 : 0);
    const char *text = ht_import_text(import, week);
    free(rest);
    return text;
}

static bool is_letter(char letter)
{
    return isalpha((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

/* Finds a weekday of a language among the words of a name; what is left is the week. */
static bool day_in(struct ht_import *import, const char *const weekdays_of[HT_DAYS_A_WEEK],
                   const char *name, struct ht_cycle_day *day)
{
    for (const char *at = name; *at;) {
        size_t count = 0;
        while (is_letter(at[count]))
            count++;
        day->weekday = weekday_of(weekdays_of, at, count);
        if (day->weekday >= 0) {
            day->week = week_in(import, name, (size_t)(at - name), at + count);
            return true;
        }
        at += count ? count : 1;
    }
    return false;
}

/* "Monday" beside "Monday2" is of the week "1"; nobody calls it so. */
static void name_first_week(struct ht_import *import, struct ht_cycle_day *days, size_t count)
{
    bool some = false;
    for (size_t n = 0; n < count; n++)
        some |= *days[n].week != 0;
    for (size_t n = 0; some && n < count; n++)
        if (!*days[n].week)
            days[n].week = ht_import_text(import, "1");
}

static bool are_different(const struct ht_cycle_day *days, size_t count)
{
    for (size_t n = 0; n < count; n++)
        for (size_t other = 0; other < n; other++)
            if (days[n].weekday == days[other].weekday && days[n].week == days[other].week)
                return false;
    return true;
}

static bool days_of_language(struct ht_import *import,
                             const char *const weekdays_of[HT_DAYS_A_WEEK],
                             const struct ht_strings *names, struct ht_cycle_day *days)
{
    uint32_t count = ht_strings_count(names);
    for (uint32_t n = 0; n < count; n++)
        if (!day_in(import, weekdays_of, ht_strings_text(names, n), &days[n]))
            return false;
    name_first_week(import, days, count);
    return are_different(days, count);
}

static bool days_in_names(struct ht_import *import, const struct ht_strings *names,
                          struct ht_cycle_day *days)
{
    bool found = false;
    if (ht_strings_count(names) <= MOST_WEEKS * HT_DAYS_A_WEEK)
        for (size_t language = 0; !found && language < LANGUAGES; language++)
            found = days_of_language(import, weekdays[language], names, days);
    return found;
}

/* ------------------------------------------------------------ weekdays by order */

/* Days of each of several equal weeks; 0 where so many days are none. */
static size_t days_a_week(size_t count)
{
    if (count <= HT_DAYS_A_WEEK)
        return count;
    for (size_t days = USUAL_DAYS; days <= HT_DAYS_A_WEEK; days++)
        if (count % days == 0 && count / days <= MOST_WEEKS)
            return days;
    return 0;
}

static void count_off(struct ht_import *import, const struct ht_strings *names, size_t in_week,
                      struct ht_cycle_day *days, struct ht_where where)
{
    uint32_t count = ht_strings_count(names);
    for (uint32_t n = 0; n < count; n++) {
        char *week = count > in_week ? ht_format("%zu", n / in_week + 1) : ht_format("%s", "");
        days[n] = (struct ht_cycle_day){(int)(n % in_week), ht_import_text(import, week)};
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "days whose names say no weekday, counted off from Monday; if that is wrong, name "
                "them Monday A and so on and export again",
                "'%s' is %s%s%s", ht_strings_text(names, n), ht_day_short(days[n].weekday),
                *week ? " of week " : "", week);
        free(week);
    }
}

bool ht_cycle_days(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                   struct ht_cycle_day *days, struct ht_where where)
{
    if (days_in_names(import, names, days))
        return true;
    size_t in_week = days_a_week(ht_strings_count(names));
    if (in_week && is_ordered) {
        count_off(import, names, in_week, days, where);
        return true;
    }
    ht_fault(import->faults, HT_FAULT, where.file ? where.file : "", where.line ? where.line : 1,
             "there are %u days, '%s' and so on, which do not say which weekday they are; name "
             "them Monday A and so on and export again",
             (unsigned)ht_strings_count(names),
             ht_strings_count(names) ? ht_strings_text(names, 0) : "");
    return false;
}

/* ------------------------------------------------------------ hours */

/* Reads "9.30", "08:00" or "08h00" there; its end, or NULL. */
static const char *time_at(const char *text, int *minutes)
{
    size_t hours = strspn(text, "0123456789");
    if (!hours || hours > 2 || !text[hours] || !strchr(":.h", text[hours]))
        return NULL;
    const char *rest = text + hours + 1;
    if (strspn(rest, "0123456789") != 2 || atoi(text) > 23 || atoi(rest) > 59)
        return NULL;
    *minutes = atoi(text) * 60 + atoi(rest);
    return rest + 2;
}

/* The first times in a name, at most two; how many there are. */
static int times_in(const char *name, int times[2])
{
    int count = 0;
    for (const char *at = name; *at && count < 2;) {
        const char *end =
            at == name || !isdigit((unsigned char)at[-1]) ? time_at(at, &times[count]) : NULL;
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

/* ------------------------------------------------------------ slots */

/* "A3" after the day: a letter for the week, as nothing is known yet of what periods there are. */
static void split_week(struct ht_import *import, struct ht_cell_slot *slot, const char *text,
                       struct ht_where where)
{
    size_t digits = strspn(slot->period + 1, "0123456789");
    if (slot->colon || *slot->week || !isalpha((unsigned char)*slot->period) || !digits ||
        slot->period[1 + digits])
        return;
    ht_note(import->notes, HT_NOTE_TAKEN, where,
            "in a slot without a colon, a letter before the period is taken to be the week", "'%s'",
            text);
    slot->week[0] = *slot->period;
    slot->week[1] = 0;
    memmove(slot->period, slot->period + 1, strlen(slot->period));
}

static uint32_t slot_of_cell(struct ht_import *import, const char *text, struct ht_where where)
{
    struct ht_cell_slot slot;
    if (ht_cell_slot(text, &slot)) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                *text ? "what should be a slot (1Mon:3, MonA:3, Mon3) is none" : "no slot is named",
                "'%s'", text);
        return HT_NONE;
    }
    split_week(import, &slot, text, where);
    return ht_import_slot(import, slot.week, slot.weekday, slot.period, where);
}

static bool day_of_cell(const char *text, int *weekday)
{
    if (*text >= '1' && *text <= '7' && !text[1]) {
        *weekday = *text - '1';
        return true;
    }
    return !ht_cell_day(text, weekday);
}

static uint32_t slot_of_cells(struct ht_import *import, const struct ht_slot_cells *cells,
                              struct ht_where where)
{
    int weekday;
    if (cells->slot)
        return slot_of_cell(import, cells->slot, where);
    if (day_of_cell(cells->day, &weekday))
        return ht_import_slot(import, cells->week, weekday, cells->period, where);
    ht_note(import->notes, HT_NOTE_DROPPED, where,
            *cells->day ? "what should be a day (Mon to Sun, or 1 to 7) is none"
                        : "no day is named",
            "'%s'", cells->day);
    return HT_NONE;
}

uint32_t ht_slot_in(struct ht_import *import, const struct ht_slot_cells *cells,
                    struct ht_where where)
{
    if (!import->slot_texts)
        import->slot_texts = HT_LIST(import, uint32_t);
    char *text = cells->slot ? ht_format("%s", cells->slot)
                             : ht_format("%s\n%s\n%s", cells->week, cells->day, cells->period);
    uint32_t number = ht_list_number(import->slot_texts, text);
    uint32_t slot =
        number == HT_NONE ? HT_NONE : *(uint32_t *)ht_list_at(import->slot_texts, number);
    /* Each row that is left out is counted, not only each text. */
    if (slot == HT_NONE) {
        slot = slot_of_cells(import, cells, where);
        *(uint32_t *)ht_list_get(import->slot_texts, text) = slot;
    }
    free(text);
    return slot;
}

/* ------------------------------------------------------------ years */

const char *ht_year_in(struct ht_import *import, const char *text)
{
    size_t start = strcspn(text, "0123456789");
    int year = atoi(text + start);
    size_t digits = strspn(text + start, "0123456789");
    if (!digits || digits > 2 || year < 1 || year > OLDEST_YEAR)
        return ht_import_text(import, "");
    char number[16];
    snprintf(number, sizeof number, "%d", year);
    return ht_import_text(import, number);
}

uint32_t ht_import_stand_in(struct ht_import *import, const char *class_, struct ht_where where)
{
    const struct ht_import_student student = {
        .id = class_, .name = "", .form = class_, .year = ht_year_in(import, class_)};
    return ht_import_student(import, &student, where);
}

/* "J9X/Sc3": the year stands before the slash. */
static const char *year_in_class(struct ht_import *import, const char *class_)
{
    const char *slash = strchr(class_, '/');
    char *before = ht_copy_text(class_, slash ? (size_t)(slash - class_) : 0);
    const char *year = ht_year_in(import, before);
    free(before);
    return year;
}

static void settle_year(struct ht_import *import, uint32_t student, const char *year, bool differ)
{
    struct ht_import_known_student *known = &import->students[student];
    struct ht_where where = ht_import_where(import, known->file, known->line);
    const char *called = *known->is.name ? known->is.name : known->is.id;
    if (differ) {
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "no year, since it is not said and the class codes are of several", "%s", called);
        return;
    }
    known->is.year = year;
    ht_note(import->notes, HT_NOTE_TAKEN, where, "the year is taken from the class codes", "%s: %s",
            called, year);
}

void ht_years_by_class(struct ht_import *import)
{
    const char **years = HT_NEW(const char *, import->student_count);
    bool *differ = HT_NEW(bool, import->student_count);
    for (size_t n = 0; n < import->lesson_count; n++) {
        const struct ht_import_lesson *lesson = &import->lessons[n];
        const char *class_ = import->contents[lesson->content].class_;
        if (*import->students[lesson->student].is.year || !*class_)
            continue;
        const char *year = year_in_class(import, class_), **said = &years[lesson->student];
        differ[lesson->student] |= *year && *said && *said != year;
        *said = *year ? year : *said;
    }
    for (uint32_t student = 0; student < import->student_count; student++)
        if (years[student])
            settle_year(import, student, years[student], differ[student]);
    free(differ);
    free(years);
}
