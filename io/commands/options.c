/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/options.h"

#include "io/base/cells.h"
#include "io/schema/reference.h"
#include "solver/base/memory.h"

#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ words of reports */

/* A table of words, such as those of the formats; numbers from first to count - 1 have one. */
struct words {
    const char *(*word)(unsigned number);
    unsigned first, count;
};

static const char *format_word(unsigned number)
{
    return ht_format_word((enum ht_format)number);
}

static const char *part_word(unsigned number)
{
    return ht_part_word((enum ht_part)number);
}

static const char *names_word(unsigned number)
{
    return ht_names_word((enum ht_names_as)number);
}

/* Records, and nothing else, are in JSON: they cannot be chosen. */
static const struct words format_words = {format_word, 0, HT_JSON};
static const struct words part_words = {part_word, HT_PART_ALL + 1, HT_PART_COUNT};
static const struct words names_words = {names_word, 0, HT_NAMES_COUNT};

/* The number of a word of that length, or the count. */
static unsigned find_word(const struct words *words, const char *word, size_t length)
{
    unsigned number = words->first;
    while (number < words->count &&
           (strncmp(words->word(number), word, length) != 0 || words->word(number)[length] != '\0'))
        number++;
    return number;
}

/* "has other words than html, pdf, ...". The program ends with this message. */
static const char *none_of(const struct words *words)
{
    char *text = ht_format("has other words than");
    for (unsigned number = words->first; number < words->count; number++)
        ht_append(&text, "%s%s", number == words->first ? " " : ", ", words->word(number));
    return text;
}

/* The bits of words with commas between. */
static const char *set_bits(unsigned *bits, const struct words *words, const char *argument)
{
    for (;;) {
        size_t length = strcspn(argument, ",");
        unsigned number = find_word(words, argument, length);
        if (number == words->count)
            return none_of(words);
        *bits |= 1u << number;
        argument += length;
        if (!*argument++)
            return NULL;
    }
}

static const char *choose_formats(void *choices, const char *argument)
{
    return set_bits(&((struct ht_choices *)choices)->formats, &format_words, argument);
}

static const char *choose_parts(void *choices, const char *argument)
{
    return set_bits(&((struct ht_choices *)choices)->parts, &part_words, argument);
}

static const char *choose_names(void *choices, const char *argument)
{
    unsigned number = find_word(&names_words, argument, strlen(argument));
    ((struct ht_choices *)choices)->names = (enum ht_names_as)number;
    return number < HT_NAMES_COUNT ? NULL : none_of(&names_words);
}

/* ------------------------------------------------------------ the table */

#define FIELD(field) offsetof(struct ht_options, field)

/* Options of several commands. */
static const struct ht_option shared[] = {
    {"output", 'o', "OUT", "folder to write to; an earlier run's is replaced", HT_TAKES_OUT,
     HT_OPTION_NAME, .field = FIELD(out)},
    {"time-limit", 260, "SECONDS", "write the best result found after so long (assign: 60)",
     HT_TAKES_OUT, HT_OPTION_SECONDS, .field = FIELD(seconds)},
    {"half-term", 256, "LABEL", "the half term of that label in calendar.csv", HT_TAKES_DATES,
     HT_OPTION_TEXT, .field = FIELD(half_term)},
    {"term", 257, "LABEL", "the term of that label in calendar.csv", HT_TAKES_DATES, HT_OPTION_TEXT,
     .field = FIELD(term)},
    {"from", 258, "DATE", "the first date, together with --to", HT_TAKES_DATES, HT_OPTION_DATE,
     .field = FIELD(from)},
    {"to", 259, "DATE", "the last date, together with --from", HT_TAKES_DATES, HT_OPTION_DATE,
     .field = FIELD(to)},
    {"set", 277, "NAME=VALUE", "a policy value for this run, such as rooms=5; may be repeated",
     HT_TAKES_SET, HT_OPTION_SET, .field = FIELD(what_if)},
    {"threads", 261, "NUMBER", "that solve and write (one a processor); the result is the same",
     HT_TAKES_REPORTS | HT_TAKES_THREADS, HT_OPTION_NUMBER, .field = FIELD(threads), .most = 1024,
     .wrong = "is not a whole number from 1 to 1024"},
    {"format", 263, "LIST", "write only these: html,pdf,xlsx,ics,csv,xml (records always)",
     HT_TAKES_REPORTS, HT_OPTION_WORDS, .field = FIELD(choices), .read = choose_formats},
    {"only", 264, "LIST",
     "write only for these: lead,mentors,students,noticeboard,teachers,head,quality,letters",
     HT_TAKES_REPORTS, HT_OPTION_WORDS, .field = FIELD(choices), .read = choose_parts},
    {"names", 265, "HOW", "students on the wall by first (and initial), full, initials or id",
     HT_TAKES_REPORTS, HT_OPTION_WORDS, .field = FIELD(choices), .read = choose_names},
    {"bom", 266, NULL, "begin CSV files for people with a byte order mark, for Excel",
     HT_TAKES_REPORTS, HT_OPTION_FLAG, .field = FIELD(choices.bom)},
    {"proof", 270, NULL, "write OUT/proof as well, for 'halfterm prove' and other solvers",
     HT_TAKES_REPORTS, HT_OPTION_FLAG, .field = FIELD(proof)},
    {"force", 271, NULL, "replace a plan even if it is another school's", HT_TAKES_REPORTS,
     HT_OPTION_FLAG, .field = FIELD(force)},
    {"previous", 275, "OUT", "the folder of the plan that is replaced from a date on",
     HT_TAKES_EARLIER, HT_OPTION_TEXT, .field = FIELD(previous)},
    {"held", 276, "FILE", "a held.csv: what did not take place is due once more", HT_TAKES_EARLIER,
     HT_OPTION_TEXT, .field = FIELD(held)},
    {"files", 262, NULL, "list the files that are read and written, and end", HT_TAKES_FILES,
     HT_OPTION_SHOW, .show = ht_write_files},
};
enum { SHARED = sizeof shared / sizeof *shared };

void ht_options_add_meaning(char **list, int width, const char *word, const char *what)
{
    enum { MARGIN = 2, LINE = 78 };
    size_t room = LINE - MARGIN - width;
    ht_append(list, "%*s%-*s", MARGIN, "", width, word);
    while (*what) {
        size_t length = strlen(what), taken = length;
        if (length > room)
            for (taken = room; taken > 1 && what[taken] != ' ';)
                taken--;
        const char *next = what + taken + strspn(what + taken, " ");
        ht_append(list, "%.*s\n%*s", (int)taken, what, *next ? MARGIN + width : 0, "");
        what = next;
    }
}

/* What argp's callbacks share. */
struct parse {
    const struct ht_command *const *commands; /* all */
    const struct ht_command *command;
    struct ht_options *options;
    int command_at; /* place of the command's name in argv */
};

/* ------------------------------------------------------------ options */

/* The command's option after another one, NULL: its first; NULL after the last. */
static const struct ht_option *next_option(const struct ht_command *command,
                                           const struct ht_option *option)
{
    bool in_shared = option && option >= shared && option < shared + SHARED;
    const struct ht_option *next = option ? option + 1 : command->options;
    if (!in_shared && next && next->name)
        return next;
    for (next = in_shared ? next : shared; next < shared + SHARED; next++)
        if (command->takes & next->commands)
            return next;
    return NULL;
}

/* A policy value, which is read with the policy: that knows their names. */
static const char *add_setting(char **settings, const char *argument)
{
    const char *equals = strchr(argument, '=');
    if (!equals || equals == argument || !equals[1])
        return "is not a name and a value such as rooms=5";
    char *more = *settings ? ht_format("%s, %s", *settings, argument) : ht_format("%s", argument);
    free(*settings);
    *settings = more;
    return NULL;
}

/* Takes an option's argument; NULL, or what is wrong in words that follow it. */
static const char *take(const struct ht_option *option, struct ht_options *options,
                        const char *argument)
{
    void *field = (char *)options + option->field;
    char *end = NULL;
    switch (option->kind) {
    case HT_OPTION_NAME:
        if (!*argument)
            return option->wrong ? option->wrong : "is blank; give a name";
        /* fall through */
    case HT_OPTION_TEXT:
        *(const char **)field = argument;
        return NULL;
    case HT_OPTION_DATE:
        return ht_cell_date(argument, field);
    case HT_OPTION_NUMBER: {
        errno = 0;
        long number = strtol(argument, &end, 10);
        *(unsigned *)field = (unsigned)number;
        bool good = end != argument && !*end && !errno && number >= 1 && number <= option->most;
        return good ? NULL : option->wrong;
    }
    case HT_OPTION_SECONDS: {
        double seconds = *(double *)field = strtod(argument, &end);
        bool good = end != argument && !*end && isfinite(seconds) && seconds > 0;
        return good ? NULL : "is not a number of seconds above 0";
    }
    case HT_OPTION_SET:
        return add_setting(field, argument);
    case HT_OPTION_WORDS:
        return option->read(field, argument);
    case HT_OPTION_FLAG:
        *(bool *)field = true;
        return NULL;
    case HT_OPTION_SHOW:
        option->show(stdout);
        exit(HT_EXIT_DONE); /* like --help */
    }
    return NULL;
}

static error_t set_option(int key, const char *argument, struct argp_state *state)
{
    const struct parse *parse = state->input;
    const struct ht_option *option = next_option(parse->command, NULL);
    while (option && option->key != key)
        option = next_option(parse->command, option);
    if (!option)
        return ARGP_ERR_UNKNOWN;
    const char *wrong = take(option, parse->options, argument);
    if (wrong)
        argp_error(state, "--%s: '%s' %s", option->name, argument, wrong);
    return 0;
}

/* ------------------------------------------------------------ parsing */

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
    const struct ht_command *command = parse->command;
    const struct ht_options *options = parse->options;
    bool from = options->from.days != HT_DATE_FIRST.days;
    bool to = options->to.days != HT_DATE_LAST.days;
    if (!options->school)
        argp_error(state, "expected %s", command->arguments);
    if (command->out && !options->out)
        argp_error(state, "say where to write: -o %s", command->out);
    const char *wrong = command->check ? command->check(options) : NULL;
    if (wrong)
        argp_error(state, "%s", wrong);
    if (from != to && (command->takes & HT_TAKES_DATES))
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
    for (const struct ht_command *const *command = parse->commands; *command; command++)
        if (strcmp((*command)->name, argument) == 0)
            parse->command = *command;
    if (!parse->command)
        argp_error(state, "there is no command '%s'", argument);
    parse->command_at = state->next - 1;
    state->next = state->argc;
    return 0;
}

/* argp's hook for what help says after the options: the table of commands. */
static char *list_commands(int key, const char *text, void *input)
{
    const struct parse *parse = input;
    if (key != ARGP_KEY_HELP_EXTRA)
        return (char *)text;
    char *list = ht_format("Commands:\n");
    for (const struct ht_command *const *command = parse->commands; *command; command++)
        ht_options_add_meaning(&list, 8, (*command)->name, (*command)->what);
    char *whole = ht_format("%s\n'halfterm COMMAND --help' says more.", list);
    free(list);
    return whole;
}

/* The options of a command for argp, ended by an empty one. Use free(). */
static struct argp_option *options_of(const struct ht_command *command)
{
    size_t count = 0;
    const struct ht_option *option = NULL;
    struct argp_option *chosen = NULL;
    do {
        option = next_option(command, option);
        chosen = ht_resize(chosen, count + 1, sizeof *chosen);
        chosen[count++] =
            option ? (struct argp_option){option->name,     option->key,
                                          option->argument, option->help ? 0 : OPTION_HIDDEN,
                                          option->help,     0}
                   : (struct argp_option){0};
    } while (option);
    return chosen;
}

static void parse_rest(int argc, char **argv, struct parse *parse)
{
    const struct ht_command *command = parse->command;
    struct argp_option *chosen = options_of(command);
    char *list = command->list ? command->list() : NULL;
    char *doc = ht_format("%s\v%s%s\n\nExit status: 0 done; %s%s%s2 the input is wrong; 3 the "
                          "program failed.",
                          command->what, command->more, list ? list : "",
                          command->left ? "1 done, but " : "", command->left ? command->left : "",
                          command->left ? "; " : "");
    char *title = ht_format("halfterm %s", command->name);
    struct argp argp = {chosen, parse_command, command->arguments, doc, NULL, NULL, NULL};
    argv[0] = title;
    argp_parse(&argp, argc, argv, 0, NULL, parse);
    argv[0] = NULL;
    free(title);
    free(list);
    free(doc);
    free(chosen);
}

const struct ht_command *ht_options_parse(const struct ht_command *const *commands, int argc,
                                          char **argv, struct ht_options *options)
{
    *options =
        (struct ht_options){.from = HT_DATE_FIRST, .to = HT_DATE_LAST, .week = HT_DATE_FIRST};
    struct parse parse = {.commands = commands, .options = options};
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
