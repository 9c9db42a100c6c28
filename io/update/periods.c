/* SPDX-License-Identifier: GPL-3.0-or-later */
/** periods.csv: a row for each period that lessons are in, unless the file has it. */
#include "io/base/cells.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"
#include "solver/school/school.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ what is there */

static bool has_week(const char *list, const char *week)
{
    char *copy = ht_copy_text(list, strlen(list)), *rest = copy, *part;
    bool found = ht_cell_is_every(list);
    while (!found && (part = ht_cell_part(&rest)))
        found = !strcmp(part, week);
    free(copy);
    return found;
}

static bool covers(const struct ht_import *import, const struct ht_record_source *records,
                   uint8_t days, const struct ht_import_slot *slot)
{
    const char *name = ht_strings_text(import->period_names, slot->name);
    return days >> slot->weekday & 1 && !strcmp(name, records->cells[HT_COL_PERIOD]) &&
           (slot->week == HT_NONE ||
            has_week(records->cells[HT_COL_WEEK], ht_strings_text(import->weeks, slot->week)));
}

/* The school's own times may have been put right by hand. */
static void compare_times(struct ht_import *import, const struct ht_record_source *records,
                          const struct ht_import_slot *slot)
{
    int start = 0, end = 0;
    ht_cell_time(records->cells[HT_COL_START], &start);
    ht_cell_time(records->cells[HT_COL_END], &end);
    if (slot->end && (start != slot->start || end != slot->end))
        ht_note(import->notes, HT_NOTE_LOOK, ht_target_where(HT_PERIODS_CSV, records->line),
                "periods that the import has at another time; left as they are",
                "period %s on %s: %02d:%02d to %02d:%02d in the import",
                ht_strings_text(import->period_names, slot->name), ht_day_short(slot->weekday),
                slot->start / 60, slot->start % 60, slot->end / 60, slot->end % 60);
}

/* Marks the slots that a row has. */
static void take_row(struct ht_import *import, const struct ht_record_source *records,
                     bool *is_there)
{
    uint8_t days;
    if (ht_cell_days(records->cells[HT_COL_DAY], &days))
        return;
    for (size_t n = 0; n < import->slot_count; n++)
        if (!is_there[n] && covers(import, records, days, &import->slots[n])) {
            is_there[n] = true;
            compare_times(import, records, &import->slots[n]);
        }
}

/* ------------------------------------------------------------ what is added */

/* What a school calls a period tells what it is. */
static const struct {
    const char *start;
    bool is_whole; /* the name, not only its start */
    enum ht_kind kind;
} kinds[] = {
    {"am", true, HT_REGISTRATION}, {"pm", true, HT_REGISTRATION}, {"reg", false, HT_REGISTRATION},
    {"tut", false, HT_TUTOR},      {"form", false, HT_TUTOR},     {"lunch", false, HT_LUNCH},
    {"break", false, HT_BREAK},    {"before", false, HT_BEFORE},  {"after", false, HT_AFTER},
};

static int kind_of(struct ht_import *import, const struct ht_import_slot *slot)
{
    const char *name = ht_strings_text(import->period_names, slot->name);
    for (size_t n = 0; slot->kind < 0 && n < sizeof kinds / sizeof *kinds; n++) {
        size_t length = strlen(kinds[n].start);
        if (strncasecmp(name, kinds[n].start, length) || (kinds[n].is_whole && name[length]))
            continue;
        ht_note(import->notes, HT_NOTE_TAKEN, ht_target_where(HT_PERIODS_CSV, 0),
                "the kind of a period is taken from its name", "%s: %s", name,
                ht_kind_word(kinds[n].kind));
        return kinds[n].kind;
    }
    return slot->kind < 0 ? HT_LESSON : slot->kind;
}

static bool is_alike(const struct ht_import_slot *a, const struct ht_import_slot *b)
{
    return a->name == b->name && a->start == b->start && a->end == b->end && a->kind == b->kind;
}

/* "Mon;Tue" */
static void write_days(char days[64], uint8_t bits)
{
    *days = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        if (bits >> day & 1)
            sprintf(days + strlen(days), "%s%s", *days ? ";" : "", ht_day_short(day));
}

static bool add_row(struct ht_csv_edit *edit, struct ht_import *import,
                    const struct ht_import_slot *slot, int kind, const char *week, uint8_t bits)
{
    char days[64], start[16], end[16];
    write_days(days, bits);
    const char *cells[HT_COLUMN_COUNT] = {
        [HT_COL_WEEK] = week,
        [HT_COL_DAY] = days,
        [HT_COL_PERIOD] = ht_strings_text(import->period_names, slot->name),
        [HT_COL_START] = slot->end ? ht_time_text(slot->start, start) : "",
        [HT_COL_END] = slot->end ? ht_time_text(slot->end, end) : "",
        [HT_COL_KIND] = ht_kind_word(kind),
    };
    if (!slot->end)
        ht_note(import->notes, HT_NOTE_TO_DO, ht_target_where(HT_PERIODS_CSV, 0),
                "the start and the end of periods: the export does not say them", "period %s on %s",
                cells[HT_COL_PERIOD], days);
    return ht_csv_edit_add(edit, cells);
}

/* The days of all slots like this one that are not there yet, by cycle week; one more for none. */
static void gather(const struct ht_import *import, const struct ht_import_slot *like,
                   bool *is_there, uint8_t *days)
{
    uint32_t weeks = ht_strings_count(import->weeks);
    memset(days, 0, weeks + 1);
    for (size_t n = 0; n < import->slot_count; n++) {
        const struct ht_import_slot *slot = &import->slots[n];
        if (is_there[n] || !is_alike(slot, like))
            continue;
        is_there[n] = true;
        days[slot->week == HT_NONE ? weeks : slot->week] |= (uint8_t)(1u << slot->weekday);
    }
}

static bool is_every_week(const uint8_t *days, uint32_t weeks)
{
    for (uint32_t week = 1; week < weeks; week++)
        if (days[week] != days[0])
            return false;
    return true;
}

/* Rows for the slots like this one: one where all weeks are the same. */
static bool add_rows(struct ht_csv_edit *edit, struct ht_import *import,
                     const struct ht_import_slot *slot, uint8_t *days)
{
    uint32_t weeks = ht_strings_count(import->weeks);
    int kind = kind_of(import, slot);
    bool is_encoded = true;
    if (days[weeks])
        is_encoded = add_row(edit, import, slot, kind, "", days[weeks]);
    if (weeks && is_every_week(days, weeks) && days[0])
        return add_row(edit, import, slot, kind, "", days[0]) && is_encoded;
    for (uint32_t week = 0; week < weeks; week++)
        if (days[week])
            is_encoded &=
                add_row(edit, import, slot, kind, ht_strings_text(import->weeks, week), days[week]);
    return is_encoded;
}

static bool add_missing(struct ht_csv_edit *edit, struct ht_import *import, bool *is_there)
{
    uint32_t *order = ht_import_order_slots(import);
    uint8_t *days = HT_NEW(uint8_t, ht_strings_count(import->weeks) + 1);
    bool is_encoded = true;
    for (size_t n = 0; n < import->slot_count; n++) {
        if (is_there[order[n]])
            continue;
        gather(import, &import->slots[order[n]], is_there, days);
        is_encoded &= add_rows(edit, import, &import->slots[order[n]], days);
    }
    free(days);
    free(order);
    return is_encoded;
}

void ht_import_periods(struct ht_target *target)
{
    struct ht_import *import = target->import;
    if (!import->slot_count)
        return;
    struct ht_csv *csv = ht_target_open(target, HT_PERIODS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_PERIODS_CSV, NULL);
    bool *is_there = HT_NEW(bool, import->slot_count);
    while (records && ht_record_source_next(records))
        take_row(import, records, is_there);
    bool is_encoded = add_missing(edit, import, is_there);
    ht_target_end(target, HT_PERIODS_CSV, edit, is_encoded);
    free(is_there);
    ht_csv_free(csv);
}
