/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/school_reader.h"

#include "io/base/suggest.h"
#include "io/schema/policy_value.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Lines of a message that no file has. */
enum { NO_LINE = 0 };

/* An attribute that a name means. */
struct meant {
    const struct ht_policy_element *element;
    const struct ht_policy_attribute *attribute;
    int count; /* how many it could mean */
};

/* Whether it is a value of the policy itself: elements that may repeat have one each. */
static bool is_single(const struct ht_policy_element *element)
{
    return !element->repeats && element->count;
}

static void consider(struct meant *meant, const struct ht_policy_element *element,
                     const struct ht_policy_attribute *attribute)
{
    meant->element = element;
    meant->attribute = attribute;
    meant->count++;
}

/* What "rooms.max" means. */
static struct meant find_whole(const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    struct meant meant = {0};
    for (size_t e = 0; e < count; e++)
        for (size_t a = 0; is_single(&elements[e]) && a < elements[e].count; a++) {
            const struct ht_policy_attribute *attribute = &elements[e].attributes[a];
            size_t length = strlen(elements[e].name);
            if (!strncmp(name, elements[e].name, length) && name[length] == '.' &&
                !strcmp(name + length + 1, attribute->name))
                consider(&meant, &elements[e], attribute);
        }
    return meant;
}

/* What an element's name alone means: its first attribute, where that is what it is about. */
static struct meant find_element(const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    struct meant meant = {0};
    for (size_t e = 0; e < count; e++)
        if (is_single(&elements[e]) && !strcmp(elements[e].name, name))
            for (size_t a = 0; a < (elements[e].equals ? elements[e].count : 1); a++)
                consider(&meant, &elements[e], &elements[e].attributes[a]);
    return meant;
}

/* What an attribute's name alone means. */
static struct meant find_attribute(const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    struct meant meant = {0};
    for (size_t e = 0; e < count; e++) {
        const struct ht_policy_attribute *attribute =
            is_single(&elements[e]) ? ht_policy_attribute(&elements[e], name) : NULL;
        if (attribute)
            consider(&meant, &elements[e], attribute);
    }
    return meant;
}

static struct meant find(const char *name)
{
    struct meant meant = find_whole(name);
    if (!meant.count)
        meant = find_element(name);
    return meant.count ? meant : find_attribute(name);
}

/* ------------------------------------------------------------ messages */

/* Where a name is known only in part, which of them are like it. */
static void suggestion(struct ht_strings *known, const char *name, struct ht_suggestion *suggestion)
{
    for (uint32_t n = 0; n < ht_strings_count(known); n++)
        ht_suggestion_try(suggestion, name, ht_strings_text(known, n));
}

/* Every name that would be understood. */
static struct ht_strings *all_names(void)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    struct ht_strings *names = ht_strings_new();
    for (size_t e = 0; e < count; e++)
        for (size_t a = 0; is_single(&elements[e]) && a < elements[e].count; a++) {
            char *whole = ht_format("%s.%s", elements[e].name, elements[e].attributes[a].name);
            ht_strings_add(names, whole);
            free(whole);
            if (find(elements[e].attributes[a].name).count == 1)
                ht_strings_add(names, elements[e].attributes[a].name);
            if (find(elements[e].name).count == 1)
                ht_strings_add(names, elements[e].name);
        }
    return names;
}

static void fault_unknown(struct ht_diagnostics *faults, const char *file, const char *name)
{
    struct ht_strings *known = all_names();
    struct ht_suggestion found = {0};
    suggestion(known, name, &found);
    if (found.best)
        ht_fault(faults, HT_FAULT, file, NO_LINE, "the policy has no value '%s'; did you mean %s?",
                 name, found.best);
    else
        ht_fault(faults, HT_FAULT, file, NO_LINE,
                 "the policy has no value '%s' that a run could set; 'halfterm check --policy' "
                 "lists them, name one as in rooms.max",
                 name);
    ht_strings_free(known);
}

/* Names all that a name could mean. */
static void fault_unclear(struct ht_diagnostics *faults, const char *file, const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    char *list = ht_copy_text("", 0);
    for (size_t e = 0; e < count; e++)
        for (size_t a = 0; is_single(&elements[e]) && a < elements[e].count; a++) {
            if (strcmp(elements[e].name, name) && strcmp(elements[e].attributes[a].name, name))
                continue;
            ht_append(&list, "%s%s.%s", *list ? ", " : "", elements[e].name,
                      elements[e].attributes[a].name);
        }
    ht_fault(faults, HT_FAULT, file, NO_LINE, "'%s' could be any of %s; say which", name, list);
    free(list);
}

/* ------------------------------------------------------------ setting */

/* Sets one value; the text is cut up. */
static void set(struct ht_school *school, char *setting, struct ht_diagnostics *faults)
{
    char *option = ht_format("--set %s", setting);
    const char *file = ht_school_text(school, option);
    char *equals = strchr(setting, '=');
    HT_REQUIRE(equals, "a setting without a value");
    *equals = '\0';
    struct meant meant = find(setting);
    if (!meant.count) {
        fault_unknown(faults, file, setting);
    } else if (meant.count > 1) {
        fault_unclear(faults, file, setting);
    } else {
        const struct ht_policy_place place = {school,  faults,        file,
                                              NO_LINE, meant.element, meant.attribute};
        ht_policy_set(&place, equals + 1, &school->policy);
    }
    free(option);
}

void ht_what_if(struct ht_school *school, const char *values, struct ht_diagnostics *faults)
{
    char *copy = ht_copy_text(values, strlen(values));
    for (char *at = copy, *next; at; at = next) {
        next = strstr(at, ", ");
        if (next) {
            *next = '\0';
            next += strlen(", ");
        }
        set(school, at, faults);
    }
    free(copy);
}
