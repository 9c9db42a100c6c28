/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a format collects while it reads: records by their ids, numbers, and lists as timetablers
 * write them. All of it is the import's, and gone after ht_import_forget().
 */
#ifndef HT_IO_GATHER_LISTS_H
#define HT_IO_GATHER_LISTS_H

#include "io/gather/import.h"
#include "solver/school/school.h"

/** Memory that is freed by ht_import_forget(), and a text made by printf's rules in such memory. */
void *ht_import_keep(struct ht_import *import, void *memory);
char *ht_import_made(struct ht_import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Frees what a format kept while it read. */
void ht_import_forget(struct ht_import *import);

/** Records, numbered from 0 in the order in which they came; either all have ids or none has. */
struct ht_list {
    struct ht_strings *ids; /* owned, likewise below; numbers are those of records */
    char *records;
    size_t size; /* of a record, in bytes */
    uint32_t count, capacity;
    struct ht_list *next; /* of the same import */
};

/** An empty list of records of a type. */
#define HT_LIST(import, type) ht_list_new((import), sizeof(type))
struct ht_list *ht_list_new(struct ht_import *import, size_t size);

/** A new record, all of it 0 until filled in; NULL where there is one of that id already. Records
 * move when others are added. */
void *ht_list_add(struct ht_list *list, const char *id);

/** The record of an id, which is new where there was none; or NULL where there is none. */
void *ht_list_get(struct ht_list *list, const char *id);
void *ht_list_find(const struct ht_list *list, const char *id);

/** The number of an id, or HT_NONE. The record of a number, and its id. */
uint32_t ht_list_number(const struct ht_list *list, const char *id);
void *ht_list_at(const struct ht_list *list, uint32_t number);
const char *ht_list_id(const struct ht_list *list, uint32_t number);

/** Adds a number to others, twice if it is there. */
void ht_list_add_number(struct ht_import *import, struct ht_some *some, uint32_t number);

/** The numbers of a list of `struct ht_some` by an id; none for an unknown one. */
const struct ht_some *ht_list_numbers(const struct ht_list *list, const char *id);

/**
 * The next part of a list separated by commas, cut out of *list, which is moved on; NULL at the
 * end. Parts are trimmed; blank ones are passed over.
 */
char *ht_list_part(char **list);

/** The list, which may move, with a part after it; the sign goes between what is not blank. */
char *ht_list_join(char *list, const char *sign, const char *part);

/** The teachers of a cell, joined by '+' where it lists codes: "AB/CD", "AB & CD", "AB, CD". */
const char *ht_list_teachers(struct ht_import *import, const char *cell);

/**
 * What a class is called, given the names of its groups joined by '+': that or, where it is longer
 * than anybody would call it, the subject and a number, with a note.
 */
const char *ht_list_class(struct ht_import *import, const char *groups, const char *subject,
                          struct ht_where where);

#endif
