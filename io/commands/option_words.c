/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/option_words.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

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

/* "is not one of html, pdf, ...". The program ends with this message. */
static const char *none_of(const struct words *words)
{
    char *text = ht_format("has other words than");
    for (unsigned number = words->first; number < words->count; number++) {
        char *longer =
            ht_format("%s%s%s", text, number == words->first ? " " : ", ", words->word(number));
        free(text);
        text = longer;
    }
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

const char *ht_choose_formats(void *choices, const char *argument)
{
    return set_bits(&((struct ht_choices *)choices)->formats, &format_words, argument);
}

const char *ht_choose_parts(void *choices, const char *argument)
{
    return set_bits(&((struct ht_choices *)choices)->parts, &part_words, argument);
}

const char *ht_choose_names(void *choices, const char *argument)
{
    unsigned number = find_word(&names_words, argument, strlen(argument));
    ((struct ht_choices *)choices)->names = (enum ht_names_as)number;
    return number < HT_NAMES_COUNT ? NULL : none_of(&names_words);
}
