/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Writes the plain model of a school as a file for other solvers. */
#include "bench/plain_facts.h"
#include "bench/plain_model.h"
#include "io/school/read.h"

#include <argp.h>

struct arguments {
    const char *school, *label, *mentor;
    enum ht_calendar_what what;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 't':
    case 'h':
        arguments->what = key == 't' ? HT_TERM : HT_HALF_TERM;
        arguments->label = text;
        return 0;
    case 'm':
        arguments->mentor = text;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->school)
            return ARGP_ERR_UNKNOWN;
        arguments->school = text;
        return 0;
    case ARGP_KEY_END:
        if (!arguments->school)
            argp_error(state, "SCHOOL is missing");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int fail(const char *what, const char *which)
{
    fprintf(stderr, "plain: %s%s\n", what, which);
    return 2;
}

static int write_model(const struct ht_school *school, const struct arguments *arguments)
{
    struct ht_horizon horizon;
    ht_mentor_id mentor = {HT_NONE};
    bool found = arguments->label
                     ? ht_horizon_named(school, arguments->what, arguments->label, &horizon)
                     : ht_horizon_next(school, &horizon);
    if (!found)
        return fail("no such term or half term", "");
    if (arguments->mentor) {
        mentor.i = ht_strings_find(school->mentor_ids, arguments->mentor);
        if (mentor.i == HT_NONE)
            return fail("no such mentor: ", arguments->mentor);
    }
    const char *why = ht_plain_refusal(school);
    if (why)
        return fail("the plain model does not cover ", why);
    struct ht_mps *model = ht_plain_model(school, horizon, mentor);
    ht_mps_write(model, stdout);
    ht_mps_free(model);
    return fflush(stdout) || ferror(stdout) ? fail("cannot write the model", "") : 0;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"term", 't', "LABEL", 0, "Plan this full term", 0},
        {"half-term", 'h', "LABEL", 0, "Plan this half term (the first that history leaves)", 0},
        {"mentor", 'm', "ID", 0, "Only this mentor's students", 0},
        {0},
    };
    static const struct argp argp = {
        options, parse, "SCHOOL", "Writes the plain model of a school as a free MPS file.",
        NULL,    NULL,  NULL};
    struct arguments arguments = {.what = HT_TERM};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(arguments.school, faults);
    ht_diagnostics_print(faults, stderr);
    int code = ht_diagnostics_count(faults, HT_FAULT) ? 2 : write_model(school, &arguments);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return code;
}
