/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The command line: what commands and options are described by, which parsing and help derive from.
 */
#ifndef HT_IO_COMMANDS_OPTIONS_H
#define HT_IO_COMMANDS_OPTIONS_H

#include "io/base/exit.h"
#include "io/gather/import.h"
#include "reports/catalogue/report.h"
#include "solver/base/date.h"

#include <stddef.h>
#include <stdio.h>

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
    const char *student, *mentor;   /* id or name of whom alone is told; NULL: not said */
    ht_date week;                   /* a date of the only week; HT_DATE_FIRST: not said */
    char *what_if;                  /* policy values for this run, as said; NULL: none */
    double seconds;                 /* to look for a better schedule; 0: no limit */
    unsigned threads;               /* that solve; 0: one a processor */
    struct ht_choices choices;      /* of what to write, and how */
    struct ht_import_wishes import; /* of how to read what is imported */
    bool write_keeps;               /* write what was locked by hand into requests.csv */
    bool proof;                     /* write what proves the cost */
    bool force;                     /* replace even another school's plan */
    bool prices;                    /* tell prices of what is advised */
    const char **words;             /* the command, names and options, then NULL; owned */
};

/** What an option's argument is, and what it does to its field. */
enum ht_option_kind {
    HT_OPTION_TEXT,    /* a text, to a const char * */
    HT_OPTION_NAME,    /* the same, but not blank */
    HT_OPTION_DATE,    /* to a ht_date */
    HT_OPTION_NUMBER,  /* a whole number from 1 to most, to an unsigned */
    HT_OPTION_SECONDS, /* above 0, to a double */
    HT_OPTION_SET,     /* NAME=VALUE, added to a text with others */
    HT_OPTION_WORDS,   /* read() knows what it is */
    HT_OPTION_FLAG,    /* has no argument: sets a bool */
    HT_OPTION_SHOW,    /* has no argument: show() writes to stdout, and the program ends */
};

/** An option. */
struct ht_option {
    const char *name;
    int key;              /* its letter, or a number from 256 on that no other name has */
    const char *argument; /* its name in help; NULL: none */
    const char *help;     /* NULL: help does not name it */
    unsigned
        commands; /* bits of enum ht_takes: who takes it; 0: the command whose table it is in */
    enum ht_option_kind kind;
    size_t field;      /* offset in struct ht_options */
    long most;         /* of a number */
    const char *wrong; /* of a name or number: what is said after it; NULL: as usual */
    /** Returns NULL, or what is wrong in words that follow the argument. */
    const char *(*read)(void *field, const char *argument);
    void (*show)(FILE *stream);
};

/** Options that several commands share. */
enum ht_takes {
    HT_TAKES_OUT = 1,      /* the folder to write to, and how long that may take */
    HT_TAKES_DATES = 2,    /* a term, a half term or two dates */
    HT_TAKES_SET = 4,      /* policy values */
    HT_TAKES_REPORTS = 8,  /* what is written, and how */
    HT_TAKES_FILES = 16,   /* documentation of files */
    HT_TAKES_THREADS = 32, /* how many threads solve; what takes reports takes these, too */
    HT_TAKES_EARLIER = 64, /* the plan that is replaced, and what was held of it */
};

/** A command of the program. */
struct ht_command {
    const char *name;
    const char *arguments;                  /* after the options, as help shows them */
    const char *what;                       /* what it does, for help */
    const char *more;                       /* what else help says: which dates it is about, ... */
    size_t least_schedules, most_schedules; /* names after the first */
    unsigned takes;                         /* bits of enum ht_takes */
    const struct ht_option *options;        /* its own, ended by one without a name; NULL: none */
    const char *out;                        /* what must be said with -o; NULL: nothing */
    const char *left;                       /* when exit status 1 comes, for help; NULL: never */
    int (*run)(const struct ht_options *options); /* returns an enum ht_exit */
    char *(*list)(void); /* the last that help says, made from a table, to be freed; or NULL */
    /** What is wrong with the options together, in a sentence; NULL: nothing, or no function. */
    const char *(*check)(const struct ht_options *options);
};

/** Which dates commands are about unless they are told. */
#define HT_USUAL_DATES                                                                             \
    "Without --half-term, --term or --from and --to, it is the half term that comes next: the "    \
    "first one that history.csv does not reach."
#define HT_SCHEDULE_DATES                                                                          \
    "Without --half-term, --term or --from and --to, the dates are those of the summary.json "     \
    "beside the schedule, else the first half term that history.csv does not reach."

/**
 * The command that argv asks for, with its options. The table of commands ends with NULL. Ends the
 * program after --help and --version, and with HT_EXIT_INPUT and a message where the command line
 * is wrong.
 */
const struct ht_command *ht_options_parse(const struct ht_command *const *commands, int argc,
                                          char **argv, struct ht_options *options);

/**
 * Adds a word and what it means to a list for help, which is replaced: lines go on below the
 * meaning, which begins after so many characters.
 */
void ht_options_add_meaning(char **list, int width, const char *word, const char *what);

#endif
