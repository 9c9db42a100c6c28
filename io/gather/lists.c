/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/lists.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_CLASS = 60 /* bytes */ };

/* ------------------------------------------------------------ what is kept */

void *ht_import_keep(struct ht_import *import, void *memory)
{
    HT_GROW(import->kept, import->kept_count, import->kept_capacity);
    return import->kept[import->kept_count++] = memory;
}

char *ht_import_made(struct ht_import *import, const char *format, ...)
{
    char *text;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0)
        ht_out_of_memory();
    return ht_import_keep(import, text);
}

void ht_import_forget(struct ht_import *import)
{
    for (struct ht_list *list = import->lists, *next; list; list = next) {
        next = list->next;
        ht_strings_free(list->ids);
        free(list->records);
        free(list);
    }
    for (size_t n = 0; n < import->kept_count; n++)
        free(import->kept[n]);
    import->lists = import->slot_texts = import->student_keys = NULL;
    import->kept_count = 0;
}

/* ------------------------------------------------------------ records */

struct ht_list *ht_list_new(struct ht_import *import, size_t size)
{
    struct ht_list *list = HT_NEW(struct ht_list, 1);
    *list = (struct ht_list){ht_strings_new(), .size = size, .next = import->lists};
    import->lists = list;
    return list;
}

void *ht_list_at(const struct ht_list *list, uint32_t number)
{
    return list->records + list->size * number;
}

const char *ht_list_id(const struct ht_list *list, uint32_t number)
{
    return ht_strings_text(list->ids, number);
}

void *ht_list_add(struct ht_list *list, const char *id)
{
    if (id && ht_strings_add(list->ids, id) < list->count)
        return NULL;
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 8;
        list->records = ht_resize(list->records, list->capacity, list->size);
    }
    return memset(ht_list_at(list, list->count++), 0, list->size);
}

uint32_t ht_list_number(const struct ht_list *list, const char *id)
{
    return ht_strings_find(list->ids, id);
}

void *ht_list_find(const struct ht_list *list, const char *id)
{
    uint32_t number = ht_list_number(list, id);
    return number == HT_NONE ? NULL : ht_list_at(list, number);
}

void *ht_list_get(struct ht_list *list, const char *id)
{
    void *is_new = ht_list_add(list, id);
    return is_new ? is_new : ht_list_find(list, id);
}

/* ------------------------------------------------------------ numbers */

void ht_list_add_number(struct ht_import *import, struct ht_some *some, uint32_t number)
{
    /* There is room up to the next power of two. */
    if (!(some->count & (some->count - 1))) {
        uint32_t *more = ht_import_keep(
            import, ht_alloc(some->count ? 2 * (size_t)some->count : 1, sizeof *more));
        if (some->count)
            memcpy(more, some->numbers, some->count * sizeof *more);
        some->numbers = more;
    }
    some->numbers[some->count++] = number;
}

const struct ht_some *ht_list_numbers(const struct ht_list *list, const char *id)
{
    static const struct ht_some none;
    const struct ht_some *found = ht_list_find(list, id);
    return found ? found : &none;
}

/* ------------------------------------------------------------ lists in a text */

char *ht_list_part(char **list)
{
    char *part;
    while ((part = strsep(list, ",")))
        if (*(part = ht_cell_trim(part)))
            return part;
    return NULL;
}

char *ht_list_join(char *list, const char *sign, const char *part)
{
    size_t length = strlen(list), more = strlen(part);
    const char *between = length && more ? sign : "";
    list = ht_resize(list, length + strlen(between) + more + 1, 1);
    strcpy(stpcpy(list + length, between), part);
    return list;
}

const char *ht_list_class(struct ht_import *import, const char *groups, const char *subject,
                          struct ht_where where)
{
    if (strlen(groups) <= LONGEST_CLASS)
        return groups;
    uint32_t count = ht_strings_count(import->long_classes);
    uint32_t number = ht_strings_add(import->long_classes, groups);
    const char *shorter = ht_import_made(import, "%s/%u", subject, (unsigned)number + 1);
    if (number == count)
        ht_note(import->notes, HT_NOTE_TAKEN, where,
                "classes of many groups are called by their subject and a number", "%s: %s",
                shorter, groups);
    return shorter;
}

/* "Bell, Kit" is one, whom a comma makes two only where both are capitals. */
static bool is_code(const char *text, bool are_capitals)
{
    enum { LONGEST_CODE = 6 };
    bool is = *text && strlen(text) <= LONGEST_CODE && !strpbrk(text, " .");
    for (; is && *text; text++)
        is = !are_capitals || !islower((unsigned char)*text);
    return is;
}

/* "Mr K Bell" is a whole name, even before a comma. */
static bool is_titled(const char *text)
{
    static const char *const titles[] = {"mr", "mrs",  "ms",  "miss", "mx",
                                         "dr", "prof", "rev", "sir"};
    size_t length = strcspn(text, " ."), name = length + strspn(text + length, " .");
    for (size_t n = 0; n < sizeof titles / sizeof *titles; n++)
        if (length == strlen(titles[n]) && !strncasecmp(text, titles[n], length))
            return name > length && text[name];
    return false;
}

const char *ht_list_teachers(struct ht_import *import, const char *cell)
{
    if (!strpbrk(cell, "/&,;\n"))
        return cell;
    char *copy = ht_format("%s", cell), *rest = copy, *part, *joined = ht_copy_text("", 0);
    bool are_codes = true, are_titled = true, has_comma = strchr(cell, ',');
    while ((are_codes || are_titled) && (part = strsep(&rest, "/&,;\n+"))) {
        char *who = ht_cell_trim(part);
        are_codes = are_codes && is_code(who, has_comma);
        are_titled = are_titled && is_titled(who);
        joined = ht_list_join(joined, "+", who);
    }
    free(copy);
    ht_import_keep(import, joined);
    return are_codes || are_titled ? joined : cell;
}
