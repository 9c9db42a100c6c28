/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/update/locks.h"

#include "io/base/diagnostics.h"
#include "io/csv/edit.h"
#include "io/csv/reader.h"
#include "io/schema/columns.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>

bool ht_update_locks(const struct ht_school *school, const char *folder, char **text, size_t *size)
{
    static const bool wanted[HT_COLUMN_COUNT] = {
        [HT_COL_WHAT] = true,   [HT_COL_STUDENT] = true, [HT_COL_MENTOR] = true,
        [HT_COL_PERIOD] = true, [HT_COL_FROM] = true,
    };
    const char *name = ht_file_name(HT_REQUESTS_CSV);
    char *path = ht_format("%s/%s", folder, name);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_csv *csv = ht_csv_open(path, name, HT_REQUESTS_CSV, faults);
    struct ht_record_source *records = ht_csv_records(csv);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_REQUESTS_CSV, wanted);
    size_t added = 0;
    while (records && ht_record_source_next(records))
        ht_csv_edit_change(edit, (const char *[HT_COLUMN_COUNT]){NULL});
    for (size_t r = 0; r < school->request_count; r++) {
        const struct ht_request *lock = &school->requests[r];
        char date[16];
        if (!lock->locks)
            continue;
        const char *period = ht_strings_text(school->period_names, lock->when.periods.numbers[0]);
        const char *const cells[HT_COLUMN_COUNT] = {
            [HT_COL_WHAT] = "keep",
            [HT_COL_STUDENT] = school->students[lock->student.i].id,
            [HT_COL_MENTOR] = school->mentors[lock->mentor.i].id,
            [HT_COL_PERIOD] = period,
            [HT_COL_FROM] = ht_date_iso(lock->when.from, date),
            [HT_COL_TO] = date,
            [HT_COL_NOTE] = "by hand",
        };
        if (!ht_csv_edit_add(edit, cells))
            ht_fault(faults, HT_FAULT, name, 1,
                     "this file is not in UTF-8 and cannot hold all letters of a keep for student "
                     "'%s'; save it as 'CSV UTF-8'",
                     school->students[lock->student.i].id);
        added++;
    }
    *text = ht_csv_edit_end(edit, size);
    if (!added) {
        free(*text);
        *text = NULL;
    }
    ht_csv_free(csv);
    free(path);
    return ht_diagnostics_tell(faults);
}
