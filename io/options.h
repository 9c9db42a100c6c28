/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The command line: one table of commands and one of options, which parsing and help derive from.
 */
#ifndef HT_IO_OPTIONS_H
#define HT_IO_OPTIONS_H

#include "io/exit.h"
#include "io/import.h"
#include "reports/report.h"
#include "solver/date.h"

#include <stddef.h>

/** What the command line says. The texts are argv's. */
struct ht_options {
    char *const *arguments;         /* all names after the options */
    size_t argument_count;          /* names */
    const char *school;             /* folder, or school.xml: the first of them */
    char *const *schedules;         /* sessions.csv files; for record OUT and held.csv */
    size_t schedule_count;          /* files */
    const char *out;                /* folder or file; NULL where not said, likewise below */
    const char *half_term, *term;   /* labels of the calendar */
    ht_date from, to;               /* HT_DATE_FIRST and HT_DATE_LAST where not said */
    const char *previous;           /* folder of the plan that is replaced; NULL: not said */
    const char *held;               /* held.csv of that plan; likewise */
    const char *student;            /* id of the only one that is told of; NULL: not said */
    ht_date week;                   /* a date of the only week; HT_DATE_FIRST: not said */
    char *what_if;                  /* policy values for this run, as said; NULL: none */
    double seconds;                 /* to look for a better schedule; 0: no limit */
    unsigned threads;               /* that solve; 0: one a processor */
    struct ht_choices choices;      /* of what to write, and how */
    struct ht_import_wishes import; /* of how to read what is imported */
    bool proof;                     /* write what proves the cost */
    bool force;                     /* replace even another school's plan */
    const char **words;             /* the command, names and options, then NULL; owned */
};

/** A command of the program. */
struct ht_command {
    const char *name;
    const char *arguments;                  /* after the options, as help shows them */
    const char *what;                       /* what it does, for help */
    const char *dates;                      /* which dates it is about unless told, or the like */
    size_t least_schedules, most_schedules; /* names after the first */
    int (*run)(const struct ht_options *options); /* returns an enum ht_exit */
    char *(*more)(void); /* what else help says, made from a table, to be freed; or NULL */
};

/**
 * The command that argv asks for, with its options. Ends the program after --help and --version,
 * and with HT_EXIT_INPUT and a message where the command line is wrong.
 */
const struct ht_command *ht_options_parse(int argc, char **argv, struct ht_options *options);

#endif
