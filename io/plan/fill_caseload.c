/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/fill_caseload.h"

#include "io/school/school_reader.h"
#include "io/school/write.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* What rows of one programme have in common and no others without a mentor have. Use free(). */
static char *key_of(const char *name, const char *group, int line)
{
    return *group ? ht_format("%s\n%s", name, group) : ht_format("%d", line);
}

/* The mentors' ids by the number of the programme's key. */
struct filling {
    struct ht_strings *keys;
    const char **mentors;
};

static struct filling list_mentors(const struct ht_school *school,
                                   const struct ht_assignment *assignment)
{
    struct filling filling = {ht_strings_new(), HT_NEW(const char *, assignment->count)};
    for (size_t n = 0; n < assignment->count; n++) {
        const struct ht_proposal *proposal = &assignment->proposals[n];
        const struct ht_programme *programme = &school->programmes[proposal->programme.i];
        if (proposal->mentor.i == HT_NONE)
            continue;
        char *key = key_of(programme->name, programme->group, programme->line);
        filling.mentors[ht_strings_add(filling.keys, key)] = school->mentors[proposal->mentor.i].id;
        free(key);
    }
    return filling;
}

/* The mentor that the row of a student is given; NULL where it stays as it is. */
static const char *given(const struct filling *filling, const struct ht_record_source *row)
{
    if (*row->cells[HT_COL_MENTOR])
        return NULL;
    char *key = key_of(ht_read_programme_name(row), row->cells[HT_COL_GROUP], row->line);
    uint32_t number = ht_strings_find(filling->keys, key);
    free(key);
    return number == HT_NONE ? NULL : filling->mentors[number];
}

static void clear(struct filling *filling)
{
    ht_strings_free(filling->keys);
    free(filling->mentors);
}

void ht_fill_caseload(FILE *stream, struct ht_csv *csv, const struct ht_school *school,
                      const struct ht_assignment *assignment)
{
    struct filling filling = list_mentors(school, assignment);
    struct ht_record_source *rows = ht_csv_records(csv);
    while (ht_record_source_next(rows)) {
        const char *mentor = given(&filling, rows);
        if (mentor)
            ht_csv_copy(csv, HT_COL_MENTOR, mentor, stream);
    }
    ht_csv_copy_rest(csv, stream);
    clear(&filling);
}

void ht_fill_records(FILE *stream, struct ht_record_source *rows, const struct ht_school *school,
                     const struct ht_assignment *assignment)
{
    struct filling filling = list_mentors(school, assignment);
    ht_write_records_header(stream, rows);
    while (ht_record_source_next(rows)) {
        const char *mentor = given(&filling, rows);
        if (mentor)
            rows->cells[HT_COL_MENTOR] = mentor;
        ht_write_records_row(stream, rows);
    }
    clear(&filling);
}
