/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/person.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static char *trimmed(const char *text, size_t length)
{
    char *copy = ht_copy_text(text, length), *trim = ht_cell_trim(copy);
    memmove(copy, trim, strlen(trim) + 1);
    return copy;
}

struct ht_person ht_person_new(const char *name, const char *surname, const char *forename)
{
    bool has_parts = (*surname && *forename) || !*name;
    const char *comma = has_parts ? NULL : strchr(name, ',');
    if (!has_parts)
        surname = forename = "";
    struct ht_person person = {
        .surname = comma ? trimmed(name, comma - name) : trimmed(surname, strlen(surname)),
        .forename =
            comma ? trimmed(comma + 1, strlen(comma + 1)) : trimmed(forename, strlen(forename)),
    };
    if (comma && !(*person.surname && *person.forename))
        *person.surname = *person.forename = 0;
    const char *space = *person.surname && *person.forename ? " " : "";
    person.shown = *person.surname || *person.forename
                       ? ht_format("%s%s%s", person.forename, space, person.surname)
                       : ht_copy_text(name, strlen(name));
    return person;
}

char *ht_person_shown(const char *name)
{
    struct ht_person person = ht_person_new(name, "", "");
    char *shown = person.shown;
    person.shown = NULL;
    ht_person_free(&person);
    return shown;
}

char *ht_person_listed(const struct ht_person *person)
{
    return *person->surname && *person->forename
               ? ht_format("%s, %s", person->surname, person->forename)
               : ht_copy_text(person->shown, strlen(person->shown));
}

void ht_person_free(struct ht_person *person)
{
    free(person->surname);
    free(person->forename);
    free(person->shown);
}
