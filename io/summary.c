/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/summary.h"

#include "io/cells.h"
#include "solver/memory.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *load_beside(const char *file)
{
    const char *slash = strrchr(file, '/');
    int folder_length = slash ? (int)(slash + 1 - file) : 0;
    char *path = ht_format("%.*s%s", folder_length, file, HT_SUMMARY_FILE);
    json_t *summary = json_load_file(path, 0, NULL);
    free(path);
    return summary;
}

bool ht_summary_horizon(const char *sessions_csv, struct ht_horizon *horizon)
{
    json_t *summary = load_beside(sessions_csv);
    const char *from = NULL, *to = NULL;
    bool found = summary &&
                 json_unpack(summary, "{s:{s:s,s:s}}", "horizon", "from", &from, "to", &to) == 0 &&
                 !ht_cell_date(from, &horizon->from) && !ht_cell_date(to, &horizon->to);
    json_decref(summary);
    return found;
}
