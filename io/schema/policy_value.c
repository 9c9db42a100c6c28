/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/policy_value.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ values */

static bool refuse(const struct ht_policy_place *place, const char *value, const char *problem)
{
    ht_fault_of_kind(place->faults, HT_FAULT, place->file, place->line, problem, "<%s %s>: '%s' %s",
                     place->element->name, place->attribute->name, value, problem);
    return false;
}

static bool read_number(const struct ht_policy_place *place, const char *value, int64_t *number)
{
    const struct ht_policy_attribute *attribute = place->attribute;
    if (attribute->type == HT_LIMIT && ht_cell_same_word(value, "none")) {
        *number = HT_NO_LIMIT;
        return true;
    }
    const char *problem = ht_cell_whole(value, number);
    if (problem)
        return refuse(place, value, problem);
    if (attribute->even && *number % 2)
        return refuse(place, value,
                      "is odd, but half of it is needed; write an even number such as 1000");
    if (*number >= attribute->least && *number <= attribute->most)
        return true;
    char *bounds = ht_format("is out of range; write a number from %lld to %lld",
                             (long long)attribute->least, (long long)attribute->most);
    refuse(place, value, bounds);
    free(bounds);
    return false;
}

static bool read_word(const struct ht_policy_place *place, const char *value, unsigned *word)
{
    const char *const *words = place->attribute->words;
    for (*word = 0; words[*word]; (*word)++)
        if (ht_cell_same_word(value, words[*word]))
            return true;
    char *problem = ht_format("is not known; write %s", words[0]);
    for (const char *const *next = words + 1; *next; next++)
        ht_append(&problem, "%s%s", next[1] ? ", " : " or ", *next);
    refuse(place, value, problem);
    free(problem);
    return false;
}

static int kind_of(const char *word)
{
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        if (ht_cell_same_word(word, ht_kind_word(kind)))
            return kind;
    return -1;
}

static bool read_kinds(const struct ht_policy_place *place, const char *value, unsigned *bits)
{
    char *copy = ht_copy_text(value, strlen(value)), *list = copy, *part;
    bool all_known = true;
    *bits = ht_cell_is_every(value) ? (1u << HT_KIND_COUNT) - 1 : 0;
    while (!ht_cell_is_every(value) && (part = ht_cell_part(&list))) {
        int kind = kind_of(part);
        if (kind >= 0)
            *bits |= 1u << kind;
        else
            all_known = refuse(place, part,
                               "is no kind of period; write some of lesson, tutor, registration, "
                               "break, lunch, before and after with ; between");
    }
    free(copy);
    return all_known;
}

static const char *read_text(const struct ht_policy_place *place, const char *value)
{
    char *copy = ht_copy_text(value, strlen(value));
    if (place->attribute->type == HT_UPPER)
        ht_cell_upper(copy);
    else if (place->attribute->type == HT_LOWER)
        ht_cell_lower(copy);
    const char *text = ht_school_text(place->school, copy);
    free(copy);
    return text;
}

/* False after the value was refused for a problem that it has. */
static bool is_good(const struct ht_policy_place *place, const char *value, const char *problem)
{
    if (problem)
        refuse(place, value, problem);
    return !problem;
}

void ht_policy_set(const struct ht_policy_place *place, const char *value, void *record)
{
    void *at = (char *)record + place->attribute->offset;
    int64_t number;
    struct ht_frequency frequency;
    unsigned bits;
    bool yes;
    struct ht_stretch stretch;
    switch (place->attribute->type) {
    case HT_WHOLE:
    case HT_LIMIT:
        if (read_number(place, value, &number))
            *(int *)at = number;
        break;
    case HT_COST:
        if (read_number(place, value, &number))
            *(int64_t *)at = number;
        break;
    case HT_OFTEN:
        if (is_good(place, value, ht_cell_frequency(value, &frequency.sessions, &frequency.weeks)))
            *(struct ht_frequency *)at = frequency;
        break;
    case HT_WORD:
        if (read_word(place, value, &bits))
            *(unsigned *)at = bits;
        break;
    case HT_KINDS:
        if (read_kinds(place, value, &bits))
            *(unsigned *)at = bits;
        break;
    case HT_YES:
        if (is_good(place, value, ht_cell_yes(value, &yes)))
            *(bool *)at = yes;
        break;
    case HT_RECURS:
        if (is_good(place, value, ht_cell_every(value, &stretch)))
            *(struct ht_stretch *)at = stretch;
        break;
    case HT_DELAY:
        if (is_good(place, value, ht_cell_after(value, &stretch)))
            *(struct ht_stretch *)at = stretch;
        break;
    case HT_TEXT:
        is_good(place, value, ht_cell_plain(value));
        /* fall through */
    case HT_UPPER:
    case HT_LOWER:
        *(const char **)at = read_text(place, value);
        break;
    }
}

/* "lesson;tutor" */
static char *write_kinds(unsigned bits)
{
    char *list = ht_copy_text("", 0);
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        if (bits >> kind & 1)
            ht_append(&list, "%s%s", *list ? ";" : "", ht_kind_word(kind));
    return list;
}

char *ht_policy_preset_text(const struct ht_policy_attribute *attribute)
{
    if (attribute->preset != ht_of_policy)
        return ht_format("%s", attribute->preset ? attribute->preset : "");
    struct ht_policy policy;
    ht_policy_default(&policy);
    const void *at = (const char *)&policy + attribute->offset;
    char *text = NULL;
    switch (attribute->type) {
    case HT_WHOLE:
    case HT_LIMIT:
        text =
            *(const int *)at == HT_NO_LIMIT ? ht_format("none") : ht_format("%d", *(const int *)at);
        break;
    case HT_COST:
        text = ht_format("%lld", (long long)*(const int64_t *)at);
        break;
    case HT_WORD:
        text = ht_format("%s", attribute->words[*(const unsigned *)at]);
        break;
    case HT_YES:
        text = ht_format("%s", *(const bool *)at ? "yes" : "no");
        break;
    case HT_KINDS:
        text = write_kinds(*(const unsigned *)at);
        break;
    default:
        text = ht_format("%s", *(const char *const *)at);
    }
    ht_policy_clear(&policy);
    return text;
}

const struct ht_policy_attribute *ht_policy_attribute(const struct ht_policy_element *element,
                                                      const char *name)
{
    for (size_t i = 0; i < element->count; i++)
        if (!strcmp(element->attributes[i].name, name))
            return &element->attributes[i];
    return NULL;
}
