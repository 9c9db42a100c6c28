/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One solution of a HighSchoolTimetableArchive and the instance that it solves, as they stand in
 * the file: texts are the import's, "" where nothing is said.
 */
#ifndef HT_IO_IMPORT_XHSTT_H
#define HT_IO_IMPORT_XHSTT_H

#include "io/import/import.h"
#include "io/import/links.h"

/** What a resource is; told by the name of its type. */
enum ht_xhstt_type {
    HT_XHSTT_STUDENT,
    HT_XHSTT_CLASS,
    HT_XHSTT_TEACHER,
    HT_XHSTT_ROOM,
    HT_XHSTT_TYPES
};

struct ht_xhstt_time {
    const char *day, *week; /* ids */
    uint32_t place;  /* number of its day in the cycle; after ht_xhstt_make_lessons() began */
    uint32_t period; /* in its day, from 1 */
};

struct ht_xhstt_resource {
    const char *name, *type; /* the type's id */
    struct ht_where where;
};

struct ht_xhstt_event {
    const char *name, *course, *time; /* ids but for the name; a time that is fixed beforehand */
    uint32_t duration;                /* times */
    struct ht_some resources;         /* owned; numbers */
    bool is_placed;                   /* the solution says something of it */
    struct ht_where where;
};

/** What the solution says of an event or of a part of it. */
struct ht_xhstt_placement {
    uint32_t event;           /* number */
    const char *time;         /* id */
    uint32_t duration;        /* 0: the event's */
    struct ht_some resources; /* owned; numbers */
    struct ht_where where;
};

/** Counts and capacities are in elements; sets and arrays are owned. */
struct ht_xhstt {
    struct ht_import *import; /* not owned */
    struct ht_strings *named; /* "KIND ID" of days, weeks, courses and types */
    const char **names;       /* by number of named */
    size_t name_count, name_capacity;
    struct ht_links *groups;                                /* resources by id of a group */
    struct ht_strings *time_ids, *resource_ids, *event_ids; /* numbers are places in the arrays */
    struct ht_xhstt_time *times;
    size_t time_count, time_capacity;
    struct ht_xhstt_resource *resources;
    size_t resource_count, resource_capacity;
    struct ht_xhstt_event *events;
    size_t event_count, event_capacity;
    struct ht_xhstt_placement *placements;
    size_t placement_count, placement_capacity;
};

/** Makes students and lessons of the solution. */
void ht_xhstt_make_lessons(struct ht_xhstt *xhstt, struct ht_where where);

#endif
