/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Writes an invented school folder: data/kaa and the bigger ones that the bench measures. */
#include "bench/school/school.h"

#include <argp.h>
#include <stdlib.h>

struct arguments {
    struct ht_made_options options;
    const char *folder;
};

static const struct argp_option options[] = {
    {"seed", 's', "N", 0, "Start of the random numbers (1)", 0},
    {"mentors", 'm', "N", 0, "Mentors, a multiple of 8 (8); 720 students for every 8", 0},
    {"two-weeks", 'w', NULL, 0, "A timetable of two weeks, A and B", 0},
    {"groups", 'g', "N", 0, "Groups of four for every 8 mentors, at most 12 (0)", 0},
    {"out", 'o', "DIR", 0, "The folder to write", 0},
    {0},
};

/* A whole number of at least 0; ends the program with a message where the text is none. */
static unsigned long long whole(const char *text, struct argp_state *state)
{
    char *end;
    unsigned long long number = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end)
        argp_error(state, "'%s' is not a whole number", text);
    return number;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 's':
        arguments->options.seed = whole(text, state);
        return 0;
    case 'm': {
        unsigned long long mentors = whole(text, state);
        if (!mentors || mentors % 8 || mentors > 80000)
            argp_error(state, "--mentors must be a multiple of 8, at most 80000");
        arguments->options.mentors = (int)mentors;
        return 0;
    }
    case 'w':
        arguments->options.weeks = 2;
        return 0;
    case 'g': {
        unsigned long long groups = whole(text, state);
        if (groups > 12)
            argp_error(state, "--groups must be at most 12");
        arguments->options.groups = (int)groups;
        return 0;
    }
    case 'o':
        arguments->folder = text;
        return 0;
    case ARGP_KEY_END:
        if (!arguments->folder)
            argp_error(state, "--out DIR is missing");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int main(int argc, char **argv)
{
    static const struct argp argp = {
        options, parse, NULL, "Writes an invented school, the same for the same options.",
        NULL,    NULL,  NULL};
    struct arguments arguments = {.options = {.seed = 1, .mentors = 8, .weeks = 1}};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    return ht_make_school(&arguments.options, arguments.folder) ? EXIT_SUCCESS : EXIT_FAILURE;
}
