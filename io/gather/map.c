/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/map.h"

#include "io/base/cells.h"
#include "io/csv/table.h"
#include "io/gather/table.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ht_map_next(char **rest, bool is_kept, char **heading, char **column)
{
    char *part;
    while ((part = strsep(rest, is_kept ? "\n" : ",")) && !*ht_cell_trim(part))
        ;
    if (!part)
        return false;
    /* Headings may hold '=': the last one counts. */
    char *sign = strrchr(part, '=');
    if (sign)
        *sign = 0;
    *column = sign ? ht_cell_trim(sign + 1) : NULL;
    *heading = ht_cell_trim(part);
    return true;
}

char *ht_map_read(const char *folder, struct ht_diagnostics *faults)
{
    const char *name = ht_file_columns(HT_IMPORT_CSV)->name;
    char *path = ht_format("%s/%s", folder, name), *map = NULL;
    struct ht_csv *csv =
        access(path, F_OK) == 0 ? ht_csv_open(path, name, HT_IMPORT_CSV, faults) : NULL;
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        map = map ? map : ht_copy_text("", 0);
        ht_append(&map, "%s=%s\n", records->cells[HT_COL_HEADING], records->cells[HT_COL_COLUMN]);
    }
    ht_csv_free(csv);
    free(path);
    return map;
}

void ht_map_write(FILE *stream, const char *map)
{
    char *copy = ht_copy_text(map, strlen(map)), *rest = copy, *heading, *column;
    const char *cells[] = {ht_column_name(HT_COL_HEADING), ht_column_name(HT_COL_COLUMN)};
    ht_csv_write_row(stream, cells, 2);
    while (ht_map_next(&rest, false, &heading, &column)) {
        cells[0] = heading;
        cells[1] = column ? column : "";
        ht_csv_write_row(stream, cells, 2);
    }
    free(copy);
}

static bool has_heading(const struct ht_sources *sources, const char *text)
{
    const struct ht_heading heading = {text, HT_COL_HEADING};
    const struct ht_headings headings = {&heading, 1, .are_fixed = true};
    bool has = false;
    for (size_t n = 0; n < sources->count && !has; n++)
        has = ht_table_is(&sources->files[n], &headings, NULL);
    return has;
}

bool ht_map_fits(const char *map, const struct ht_sources *sources)
{
    char *copy = ht_copy_text(map, strlen(map)), *rest = copy, *heading, *column;
    bool fits = true;
    while (fits && ht_map_next(&rest, true, &heading, &column))
        fits = has_heading(sources, heading);
    free(copy);
    return fits;
}
