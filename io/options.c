/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/options.h"

#include "io/cells.h"
#include "io/command.h"
#include "io/files.h"
#include "io/import_formats.h"
#include "io/option_words.h"
#include "io/policy_reference.h"
#include "io/school_schema.h"
#include "reports/sessions_xml.h"
#include "solver/memory.h"

#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum command_id {
    CHECK,
    ASSIGN,
    PLAN,
    REPLAN,
    VERIFY,
    SCORE,
    COMPARE,
    RECORD,
    IMPORT,
    EXPORT,
    NEW,
    PROVE,
    EXPLAIN,
    COMMAND_COUNT
};

static const char default_dates[] =
    "Without --half-term, --term or --from and --to, it is the half term that comes next: the "
    "first one that history.csv does not reach.";
static const char schedule_dates[] =
    "Without --half-term, --term or --from and --to, the dates are those of the summary.json "
    "beside the schedule, else the first half term that history.csv does not reach.";
static const char standing_dates[] =
    "Everything before --from stands, whatever the school's files say by now. From there on first "
    "as much is placed as can be, then as few sessions are changed as can be, then the cost is the "
    "least. The dates are those of the earlier plan. With --held, sessions before --from that "
    "did not take place are due once more in programmes that end after a number of sessions.";
static const char compared_folders[] =
    "The folders are those of earlier runs; the first one is what the others are held against.";
static const char recorded_rows[] =
    "Sessions that held.csv (see --files) does not name are left as they are, and what was "
    "recorded "
    "before is not entered twice: add to one held.csv all through the half term and record it as "
    "often as you like. Where a yes has become a no, the session is taken out of history.csv.";
static const char proof_says[] =
    "OUT is what 'halfterm plan --proof' or 'halfterm replan --proof' wrote. That the rules hold "
    "is "
    "for 'halfterm verify' to say; this says that no schedule of the integer programs in OUT/proof "
    "costs less.";

static const char explained_plan[] =
    "OUT is what 'halfterm plan' or 'halfterm replan' wrote, and the school still as it was then; "
    "policy values that were set for that run hold here, too. For every session that has no place "
    "it tells why, what would help, the cheapest first, and what rules out each slot of its week. "
    "With --student, sessions that have a place are told of as well, with what they would cost "
    "elsewhere.";

static const char imported_files[] =
    "FORMAT may be left out where the files' content tells. A school that is there keeps all that "
    "the files do not say: caseload, commitments, requests, history, flags. What was left out, "
    "taken otherwise than it stands, or is still to be filled in is listed. With --from, the "
    "timetable that is there holds before that date.\n\nFormats:\n";
static const char exported_files[] =
    "The document says all that the CSV files and policy.xml say; data/school.rng describes it. As "
    "school.xml in a folder without CSV files, or named itself, it is read in their place. Letters "
    "stay where they are.";
static const char fresh_folder[] =
    "SCHOOL must not be there yet, or be empty. README.txt in it explains the files.";

/* Adds a word and what it means to a list, which is replaced: lines go on below the meaning. */
static void add_meaning(char **list, int width, const char *word, const char *what)
{
    enum { MARGIN = 2, LINE = 78 };
    size_t room = LINE - MARGIN - width;
    char *all = ht_format("%s%*s%-*s", *list, MARGIN, "", width, word);
    while (*what) {
        size_t length = strlen(what), taken = length;
        if (length > room)
            for (taken = room; taken > 1 && what[taken] != ' ';)
                taken--;
        const char *next = what + taken + strspn(what + taken, " ");
        char *longer =
            ht_format("%s%.*s\n%*s", all, (int)taken, what, *next ? MARGIN + width : 0, "");
        free(all);
        all = longer;
        what = next;
    }
    free(*list);
    *list = all;
}

/* Use free(). */
static char *list_import_formats(void)
{
    char *list = ht_copy_text("", 0);
    for (size_t n = 0; n < ht_import_format_count; n++)
        add_meaning(&list, 10, ht_import_formats[n].word, ht_import_formats[n].what);
    return list;
}

static const struct ht_command commands[COMMAND_COUNT] = {
    [CHECK] = {"check", "SCHOOL", "Read a school and say what was understood; write nothing.",
               default_dates, 0, 0, ht_command_check, NULL},
    [ASSIGN] = {"assign", "SCHOOL",
                "Give students without a mentor one, in a new caseload.csv in OUT.", default_dates,
                0, 0, ht_command_assign, NULL},
    [PLAN] = {"plan", "SCHOOL", "Place a school's sessions and write timetables to OUT.",
              default_dates, 0, 0, ht_command_plan, NULL},
    [REPLAN] = {"replan", "SCHOOL",
                "Plan the rest of the plan in --previous again, changing little.", standing_dates,
                0, 0, ht_command_replan, NULL},
    [VERIFY] = {"verify", "SCHOOL SESSIONS.csv", "Hold a schedule, whoever made it, to the rules.",
                schedule_dates, 1, 1, ht_command_verify, NULL},
    [SCORE] = {"score", "SCHOOL SESSIONS.csv...", "Compare schedules by cost and quality.",
               schedule_dates, 1, SIZE_MAX, ht_command_score, NULL},
    [COMPARE] = {"compare", "OUT...", "Lay earlier runs side by side: cost, quality, sessions.",
                 compared_folders, 1, SIZE_MAX, ht_command_compare, NULL},
    [RECORD] = {"record", "SCHOOL OUT held.csv",
                "Enter what was held of the plan in OUT into history.csv; report attendance.",
                recorded_rows, 2, 2, ht_command_record, NULL},
    [IMPORT] = {"import", "[FORMAT] FILE...",
                "Make or update a school from what a records system or timetabler exports.",
                imported_files, 0, SIZE_MAX, ht_command_import, list_import_formats},
    [EXPORT] = {"export", "xml SCHOOL",
                "Write a school as one document, which all commands read like its folder.",
                exported_files, 1, 1, ht_command_export, NULL},
    [NEW] = {"new", "SCHOOL", "Lay out a fresh school folder, with an example row in each file.",
             fresh_folder, 0, 0, ht_command_new, NULL},
    [PROVE] = {"prove", "OUT",
               "Check the proof in OUT, and the schedule in OUT against it, without a solver.",
               proof_says, 0, 0, ht_command_prove, NULL},
    [EXPLAIN] = {"explain", "SCHOOL OUT",
                 "Say why sessions of the plan in OUT have no place, and what would help.",
                 explained_plan, 1, 1, ht_command_explain, NULL},
};

#define ONLY(command) (1u << (command))
#define PLANNING      (ONLY(PLAN) | ONLY(REPLAN))
#define WRITING       (ONLY(ASSIGN) | PLANNING)
#define DATED         (ONLY(ASSIGN) | ONLY(PLAN) | ONLY(CHECK) | ONLY(VERIFY) | ONLY(SCORE))

/* Each takes an option's argument and returns NULL, or what is wrong in words that follow it. */
static const char *set_out(struct ht_options *options, const char *argument)
{
    options->out = argument;
    return *argument ? NULL : "is blank; give a name";
}

static const char *set_previous(struct ht_options *options, const char *argument)
{
    options->previous = argument;
    return NULL;
}

static const char *set_held(struct ht_options *options, const char *argument)
{
    options->held = argument;
    return NULL;
}

/* Values are read with the policy, which knows their names. */
static const char *set_value(struct ht_options *options, const char *argument)
{
    const char *equals = strchr(argument, '=');
    if (!equals || equals == argument || !equals[1])
        return "is not a name and a value such as rooms=5";
    char *more = options->what_if ? ht_format("%s, %s", options->what_if, argument)
                                  : ht_format("%s", argument);
    free(options->what_if);
    options->what_if = more;
    return NULL;
}

static const char *set_student(struct ht_options *options, const char *argument)
{
    options->student = argument;
    return NULL;
}

static const char *set_week(struct ht_options *options, const char *argument)
{
    return ht_cell_date(argument, &options->week);
}

static const char *set_half_term(struct ht_options *options, const char *argument)
{
    options->half_term = argument;
    return NULL;
}

static const char *set_term(struct ht_options *options, const char *argument)
{
    options->term = argument;
    return NULL;
}

static const char *set_from(struct ht_options *options, const char *argument)
{
    return ht_cell_date(argument, &options->from);
}

static const char *set_to(struct ht_options *options, const char *argument)
{
    return ht_cell_date(argument, &options->to);
}

static const char *set_seconds(struct ht_options *options, const char *argument)
{
    char *end = NULL;
    options->seconds = strtod(argument, &end);
    bool good = end != argument && !*end && isfinite(options->seconds) && options->seconds > 0;
    return good ? NULL : "is not a number of seconds above 0";
}

/* Like --help it ends the program. */
static const char *show_files(struct ht_options *options, const char *argument)
{
    (void)options;
    (void)argument;
    ht_write_files(stdout);
    exit(HT_EXIT_DONE);
}

static const char *show_policy(struct ht_options *options, const char *argument)
{
    (void)options;
    (void)argument;
    ht_write_policy_reference(stdout);
    exit(HT_EXIT_DONE);
}

static const char *show_policy_schema(struct ht_options *options, const char *argument)
{
    (void)options;
    (void)argument;
    ht_write_policy_schema(stdout);
    exit(HT_EXIT_DONE);
}

static const char *show_sessions_schema(struct ht_options *options, const char *argument)
{
    (void)options;
    (void)argument;
    ht_write_sessions_schema(stdout);
    exit(HT_EXIT_DONE);
}

static const char *show_school_schema(struct ht_options *options, const char *argument)
{
    (void)options;
    (void)argument;
    ht_write_school_schema(stdout);
    exit(HT_EXIT_DONE);
}

static const char *set_threads(struct ht_options *options, const char *argument)
{
    char *end = NULL;
    errno = 0;
    long threads = strtol(argument, &end, 10);
    options->threads = (unsigned)threads;
    bool good = end != argument && !*end && !errno && threads >= 1 && threads <= 1024;
    return good ? NULL : "is not a whole number from 1 to 1024";
}

static const char *set_map(struct ht_options *options, const char *argument)
{
    options->import.map = argument;
    return *argument ? NULL : "is blank; write it like \"Pupil=student,When=slot\"";
}

static const char *set_solution(struct ht_options *options, const char *argument)
{
    char *end;
    long solution = strtol(argument, &end, 10);
    bool good = end != argument && !*end && solution >= 1 && solution <= 1000000;
    options->import.solution = good ? (unsigned)solution : 0;
    return good ? NULL : "is not a whole number from 1 on";
}

static const char *set_bom(struct ht_options *options, const char *argument)
{
    (void)argument;
    options->choices.bom = true;
    return NULL;
}

static const char *set_proof(struct ht_options *options, const char *argument)
{
    (void)argument;
    options->proof = true;
    return NULL;
}

static const char *set_force(struct ht_options *options, const char *argument)
{
    (void)argument;
    options->force = true;
    return NULL;
}

/* An option: what argp makes of it, who takes it, what it sets. Keys from 256 on have no letter. */
struct option_row {
    struct argp_option argp; /* name, key, argument, flags, help */
    unsigned commands;       /* bits of those that take it */
    const char *(*set)(struct ht_options *options, const char *argument);
};

static const struct option_row option_rows[] = {
    {{"output", 'o', "OUT", 0, "folder to write to; an earlier run's is replaced", 0},
     WRITING,
     set_out},
    {{"output", 'o', "FOLDER", 0, "folder to write compare.html to", 0}, ONLY(COMPARE), set_out},
    {{"output", 'o', "FILE", 0, "file to write", 0}, ONLY(EXPORT), set_out},
    {{"half-term", 256, "LABEL", 0, "the half term of that label in calendar.csv", 0},
     DATED,
     set_half_term},
    {{"term", 257, "LABEL", 0, "the term of that label in calendar.csv", 0}, DATED, set_term},
    {{"output", 'o', "SCHOOL", 0, "the school's folder, which is made or brought up to date", 0},
     ONLY(IMPORT),
     set_out},
    {{"map", 280, "LIST", 0,
      "what headings of a csv mean: \"Pupil=student,When=slot\"; of student, name, form, year, "
      "week, day, period, slot, subject, class, teacher, room",
      0},
     ONLY(IMPORT),
     set_map},
    {{"solution", 281, "NUMBER", 0, "which solution of an xhstt is meant, where there are several",
      0},
     ONLY(IMPORT),
     set_solution},
    {{"from", 258, "DATE", 0, "the new timetable holds from this date on", 0},
     ONLY(IMPORT),
     set_from},
    {{"from", 258, "DATE", 0, "the first date, together with --to", 0}, DATED, set_from},
    {{"from", 258, "DATE", 0, "the first date that is planned again", 0}, ONLY(REPLAN), set_from},
    {{"previous", 275, "OUT", 0, "the folder of the plan that is replaced from a date on", 0},
     ONLY(REPLAN),
     set_previous},
    {{"held", 276, "FILE", 0, "a held.csv: what did not take place is due once more", 0},
     ONLY(REPLAN),
     set_held},
    {{"set", 277, "NAME=VALUE", 0, "a policy value for this run, such as rooms=5; may be repeated",
      0},
     PLANNING | ONLY(CHECK) | ONLY(VERIFY) | ONLY(SCORE),
     set_value},
    {{"student", 295, "ID", 0, "tell of this student only, and of sessions that have a place", 0},
     ONLY(EXPLAIN),
     set_student},
    {{"week", 296, "DATE", 0, "tell of the calendar week of that date only", 0},
     ONLY(EXPLAIN),
     set_week},
    {{"time-limit", 297, "SECONDS", 0, "look for what would help no longer than that (60)", 0},
     ONLY(EXPLAIN),
     set_seconds},
    {{"to", 259, "DATE", 0, "the last date, together with --from", 0}, DATED, set_to},
    {{"time-limit", 260, "SECONDS", 0, "write the best result found after so long (assign: 60)", 0},
     WRITING,
     set_seconds},
    {{"threads", 261, "NUMBER", 0, "that solve and write (one a processor); the result is the same",
      0},
     PLANNING,
     set_threads},
    {{"format", 263, "LIST", 0, "write only these: html,pdf,xlsx,ics,csv,xml (records always)", 0},
     PLANNING,
     ht_choose_formats},
    {{"only", 264, "LIST", 0,
      "write only for these: lead,mentors,students,noticeboard,teachers,head,quality,"
      "letters",
      0},
     PLANNING,
     ht_choose_parts},
    {{"names", 265, "HOW", 0, "students on the wall by first (and initial), full, initials or id",
      0},
     PLANNING,
     ht_choose_names},
    {{"bom", 266, NULL, 0, "begin CSV files for people with a byte order mark, for Excel", 0},
     PLANNING,
     set_bom},
    {{"policy", 267, NULL, 0, "list the elements and attributes of policy.xml, and end", 0},
     ONLY(CHECK),
     show_policy},
    {{"school-schema", 290, NULL, 0, "write the RELAX NG schema of school.xml, and end", 0},
     ONLY(EXPORT),
     show_school_schema},
    {{"sessions-schema", 291, NULL, OPTION_HIDDEN, "RELAX NG of staff/sessions.xml", 0},
     ONLY(EXPORT),
     show_sessions_schema},
    {{"policy-schema", 268, NULL, 0, "write the RELAX NG schema of policy.xml, and end", 0},
     ONLY(CHECK),
     show_policy_schema},
    {{"proof", 270, NULL, 0, "write OUT/proof as well, for 'halfterm prove' and other solvers", 0},
     PLANNING,
     set_proof},
    {{"force", 271, NULL, 0, "replace a plan even if it is another school's", 0},
     PLANNING,
     set_force},
    {{"files", 262, NULL, 0, "list the files that are read and written, and end", 0},
     ONLY(CHECK) | ONLY(RECORD) | WRITING,
     show_files},
};

enum { OPTION_COUNT = sizeof option_rows / sizeof *option_rows };

/* What argp's callbacks share. */
struct parse {
    const struct ht_command *command;
    struct ht_options *options;
    int command_at; /* place of the command's name in argv */
};

static error_t set_option(int key, const char *argument, struct argp_state *state)
{
    const struct parse *parse = state->input;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        if (row->argp.key != key)
            continue;
        const char *wrong = row->set(parse->options, argument);
        if (wrong)
            argp_error(state, "--%s: '%s' %s", row->argp.name, argument, wrong);
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

/* All that was said, the command and names first: argp has put them behind the options. */
static const char **list_words(const struct parse *parse, const struct argp_state *state)
{
    const char **words = HT_NEW(const char *, (size_t)state->argc + 1), **next = words;
    *next++ = parse->command->name;
    for (int n = state->next; n < state->argc; n++)
        *next++ = state->argv[n];
    for (int n = 1; n < state->next; n++)
        *next++ = state->argv[n];
    return words;
}

static void take_arguments(struct argp_state *state)
{
    const struct parse *parse = state->input;
    size_t count = (size_t)(state->argc - state->next);
    if (count < 1 + parse->command->least_schedules || count - 1 > parse->command->most_schedules)
        argp_error(state, "expected %s, found %zu argument%s", parse->command->arguments, count,
                   count == 1 ? "" : "s");
    parse->options->arguments = &state->argv[state->next];
    parse->options->argument_count = count;
    parse->options->school = state->argv[state->next];
    parse->options->schedules = &state->argv[state->next + 1];
    parse->options->schedule_count = count - 1;
    parse->options->words = list_words(parse, state);
    state->next = state->argc;
}

static void check_options(struct argp_state *state)
{
    const struct parse *parse = state->input;
    const struct ht_options *options = parse->options;
    bool from = options->from.days != HT_DATE_FIRST.days;
    bool to = options->to.days != HT_DATE_LAST.days;
    if (!options->school)
        argp_error(state, "expected %s", parse->command->arguments);
    unsigned command = ONLY(parse->command - commands);
    if ((command & (WRITING | ONLY(IMPORT) | ONLY(EXPORT))) && !options->out)
        argp_error(state, "say where to write: -o %s",
                   command & WRITING        ? "OUT"
                   : command & ONLY(EXPORT) ? "FILE"
                                            : "SCHOOL");
    if ((command & ONLY(REPLAN)) && (!options->previous || !from))
        argp_error(state, "say what is planned again, and from when: --previous OUT --from DATE");
    if (from != to && (command & DATED))
        argp_error(state, "--from and --to go together");
    if ((from ? 1 : 0) + (options->term ? 1 : 0) + (options->half_term ? 1 : 0) > 1)
        argp_error(state, "give one of --half-term, --term, and --from with --to");
    if (options->from.days > options->to.days)
        argp_error(state, "--to is before --from");
}

static error_t parse_command(int key, char *argument, struct argp_state *state)
{
    switch (key) {
    case ARGP_KEY_ARG:
        return ARGP_ERR_UNKNOWN; /* all of them at once, as ARGP_KEY_ARGS */
    case ARGP_KEY_ARGS:
        take_arguments(state);
        return 0;
    case ARGP_KEY_END:
        check_options(state);
        return 0;
    default:
        return set_option(key, argument, state);
    }
}

static error_t parse_program(int key, char *argument, struct argp_state *state)
{
    struct parse *parse = state->input;
    if (key == ARGP_KEY_NO_ARGS)
        argp_error(state, "expected a command");
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, argument) == 0)
            parse->command = &commands[i];
    if (!parse->command)
        argp_error(state, "there is no command '%s'", argument);
    parse->command_at = state->next - 1;
    state->next = state->argc;
    return 0;
}

/* argp's hook for what help says after the options: the table of commands. */
static char *list_commands(int key, const char *text, void *input)
{
    (void)input;
    if (key != ARGP_KEY_HELP_EXTRA)
        return (char *)text;
    char *list = ht_format("Commands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        add_meaning(&list, 8, commands[i].name, commands[i].what);
    char *whole = ht_format("%s\n'halfterm COMMAND --help' says more.", list);
    free(list);
    return whole;
}

/* The options of a command, ended by an empty one. Use free(). */
static struct argp_option *options_of(const struct ht_command *command)
{
    struct argp_option *chosen = HT_NEW(struct argp_option, OPTION_COUNT + 1);
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_rows[i].commands & ONLY(command - commands))
            chosen[count++] = option_rows[i].argp;
    return chosen;
}

static void parse_rest(int argc, char **argv, struct parse *parse)
{
    const struct ht_command *command = parse->command;
    struct argp_option *chosen = options_of(command);
    char *more = command->more ? command->more() : NULL;
    char *doc = ht_format("%s\v%s%s\n\nExit status: 0 done; 1 done, but sessions are unplaced, "
                          "(assign) students left without a mentor or (verify) rules broken or "
                          "(prove) no proof that it costs least; 2 the input is wrong; 3 the "
                          "program failed.",
                          command->what, command->dates, more ? more : "");
    char *title = ht_format("halfterm %s", command->name);
    struct argp argp = {chosen, parse_command, command->arguments, doc, NULL, NULL, NULL};
    argv[0] = title;
    argp_parse(&argp, argc, argv, 0, NULL, parse);
    argv[0] = NULL;
    free(title);
    free(more);
    free(doc);
    free(chosen);
}

const struct ht_command *ht_options_parse(int argc, char **argv, struct ht_options *options)
{
    *options =
        (struct ht_options){.from = HT_DATE_FIRST, .to = HT_DATE_LAST, .week = HT_DATE_FIRST};
    struct parse parse = {.options = options};
    struct argp argp = {NULL,
                        parse_program,
                        "COMMAND [ARGUMENT...]",
                        "Places a school's mentoring sessions in its timetable.",
                        NULL,
                        list_commands,
                        NULL};
    argp_err_exit_status = HT_EXIT_INPUT;
    argp_program_version = "halfterm " HT_VERSION;
    argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &parse);
    parse_rest(argc - parse.command_at, argv + parse.command_at, &parse);
    return parse.command;
}
