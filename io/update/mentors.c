/* SPDX-License-Identifier: GPL-3.0-or-later */
/** mentors.csv: what a list of staff says of those who are there; and who is to be a mentor. */
#include "io/base/cells.h"
#include "io/base/person.h"
#include "io/gather/lists.h"
#include "io/school/read.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Mentors' rows, and who of the staff they are. */
struct known_mentors {
    struct ht_list *rows;  /* uint32_t: one more than the number in the staff, or 0; by their ids */
    struct ht_list *names; /* uint32_t: one more than the number of the row, by name; 0: several */
    struct ht_list *ids;   /* uint32_t: numbers of rows, by further ids */
};

static char *lower_name(const char *name)
{
    char *lower = ht_person_shown(name);
    ht_cell_lower(lower);
    return lower;
}

static void read_rows(struct known_mentors *all, struct ht_target *target)
{
    struct ht_csv *csv = ht_target_open(target, HT_MENTORS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        const char *id = records->cells[HT_COL_MENTOR];
        if (!*id || !ht_list_add(all->rows, id))
            continue;
        uint32_t number = all->rows->count;
        char *name = lower_name(records->cells[HT_COL_NAME]);
        uint32_t *is_new = ht_list_add(all->names, name);
        *(uint32_t *)ht_list_find(all->names, name) = is_new ? number : 0;
        free(name);
        char *copy = ht_format("%s", records->cells[HT_COL_IDS]), *list = copy, *part;
        while ((part = ht_cell_part(&list)))
            *(uint32_t *)ht_list_get(all->ids, part) = number - 1;
        free(copy);
    }
    ht_csv_free(csv);
}

/* The number of the mentor's row: by the code or, where nobody has it, by the name. */
static uint32_t find(const struct known_mentors *all, const struct ht_import_staff *staff)
{
    uint32_t row = ht_list_number(all->rows, staff->id);
    const uint32_t *by_id = ht_list_find(all->ids, staff->id);
    if (row != HT_NONE || by_id)
        return by_id ? *by_id : row;
    char *name = lower_name(staff->name);
    const uint32_t *by_name = *name ? ht_list_find(all->names, name) : NULL;
    free(name);
    return by_name && *by_name ? *by_name - 1 : HT_NONE;
}

/* Whether a role as the export has it is one of the policy's, "Learning mentor" of "learning". */
static const char *role_of(const struct ht_policy *policy, const char *said)
{
    for (size_t n = 0; n < policy->caseload_count; n++) {
        const char *role = policy->caseload[n].role;
        size_t length = strlen(role);
        if (!strncasecmp(said, role, length) &&
            (!said[length] || !strcasecmp(said + length, " mentor")))
            return role;
    }
    return NULL;
}

/* Whether --mentors names the role, the code or the name. */
static bool is_named(const char *list, const struct ht_import_staff *staff)
{
    const char *const of[] = {staff->role, staff->id, staff->name};
    char *copy = ht_format("%s", list ? list : ""), *rest = copy, *part;
    bool found = false;
    for (char *at = copy; *at; at++)
        *at = *at == ',' ? ';' : *at;
    while (!found && (part = ht_cell_part(&rest)))
        for (size_t n = 0; n < sizeof of / sizeof *of; n++)
            found |= *of[n] && ht_cell_same_word(part, of[n]);
    free(copy);
    return found;
}

/* Fills in what is blank in a row, if the list has them (NULL: it has not). */
static bool fill_in(struct ht_import *import, struct ht_csv_edit *edit,
                    const struct ht_record_source *records, const struct ht_import_staff *staff)
{
    const char *cells[HT_COLUMN_COUNT] = {NULL};
    if (staff && !*records->cells[HT_COL_NAME] && *staff->name)
        cells[HT_COL_NAME] = staff->name;
    if (staff && !*records->cells[HT_COL_ROOM] && *staff->room)
        cells[HT_COL_ROOM] = staff->room;
    if (staff && strcmp(staff->id, records->cells[HT_COL_MENTOR]) != 0 &&
        strcmp(staff->id, staff->name)) {
        const char *ids = ht_import_join_lists(import, records->cells[HT_COL_IDS], staff->id);
        cells[HT_COL_IDS] = strcmp(ids, records->cells[HT_COL_IDS]) ? ids : NULL;
    }
    return ht_csv_edit_change(edit, cells);
}

static bool add(struct ht_csv_edit *edit, const struct ht_import_staff *staff, const char *role)
{
    char *lower = ht_format("%s", role ? role : staff->role);
    ht_cell_lower(lower);
    const char *cells[HT_COLUMN_COUNT] = {
        [HT_COL_MENTOR] = staff->id,
        [HT_COL_NAME] = strcmp(staff->id, staff->name) ? staff->name : "",
        [HT_COL_ROLE] = lower,
        [HT_COL_ROOM] = staff->room,
    };
    bool is_encoded = ht_csv_edit_add(edit, cells);
    free(lower);
    return is_encoded;
}

/* What a new file has; one that is there gets what is filled in. row_of: by number in the staff. */
static void choose_columns(bool wanted[HT_COLUMN_COUNT], const struct ht_import *import,
                           const struct known_mentors *all, const uint32_t *row_of, bool is_new)
{
    static const enum ht_column usual[] = {HT_COL_MENTOR, HT_COL_NAME, HT_COL_ROLE, HT_COL_DAYS,
                                           HT_COL_ROOM};
    for (size_t n = 0; n < sizeof usual / sizeof *usual; n++)
        wanted[usual[n]] = is_new;
    for (size_t n = 0; n < import->staff_count; n++) {
        const struct ht_import_staff *staff = &import->staff[n];
        uint32_t row = row_of[n];
        wanted[HT_COL_NAME] |= row != HT_NONE && *staff->name;
        wanted[HT_COL_ROOM] |= row != HT_NONE && *staff->room;
        wanted[HT_COL_IDS] |= row != HT_NONE && strcmp(staff->id, ht_list_id(all->rows, row)) &&
                              strcmp(staff->id, staff->name);
    }
}

static bool add_mentors(struct ht_target *target, struct ht_csv_edit *edit,
                        const struct known_mentors *all, const uint32_t *row_of)
{
    struct ht_import *import = target->import;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(target->folder, faults);
    bool is_encoded = true;
    for (size_t n = 0; n < import->staff_count; n++) {
        const struct ht_import_staff *staff = &import->staff[n];
        struct ht_where where = ht_import_where(import, staff->file, staff->line);
        const char *role = role_of(&school->policy, staff->role);
        if (row_of[n] != HT_NONE)
            continue;
        bool is_mentor = role || is_named(import->wishes.mentors, staff);
        if (is_mentor && ht_list_add(all->rows, staff->id))
            is_encoded &= add(edit, staff, role);
        else if (is_mentor)
            ht_note(import->notes, HT_NOTE_DROPPED, where,
                    "more rows of one member of staff; the first is taken", "%s", staff->id);
        else
            ht_note(import->notes, HT_NOTE_DROPPED, where,
                    "staff who are not in mentors.csv, and whose role neither the policy nor "
                    "--mentors names",
                    "%s, %s", staff->name, *staff->role ? staff->role : "no role");
    }
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return is_encoded;
}

void ht_import_mentors(struct ht_target *target)
{
    struct ht_import *import = target->import;
    if (!import->staff_count)
        return;
    struct known_mentors all = {HT_LIST(import, uint32_t), HT_LIST(import, uint32_t),
                                HT_LIST(import, uint32_t)};
    bool wanted[HT_COLUMN_COUNT] = {false}, is_encoded = true;
    uint32_t *row_of = HT_NEW(uint32_t, import->staff_count);
    read_rows(&all, target);
    for (uint32_t n = 0; n < import->staff_count; n++) {
        row_of[n] = find(&all, &import->staff[n]);
        if (row_of[n] != HT_NONE)
            *(uint32_t *)ht_list_at(all.rows, row_of[n]) = n + 1;
    }
    struct ht_csv *csv = ht_target_open(target, HT_MENTORS_CSV);
    choose_columns(wanted, import, &all, row_of, !csv);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_MENTORS_CSV, wanted);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        const uint32_t *staff = ht_list_find(all.rows, records->cells[HT_COL_MENTOR]);
        is_encoded &=
            fill_in(import, edit, records, staff && *staff ? &import->staff[*staff - 1] : NULL);
    }
    is_encoded &= add_mentors(target, edit, &all, row_of);
    free(row_of);
    ht_target_end(target, HT_MENTORS_CSV, edit, is_encoded);
    ht_csv_free(csv);
}
