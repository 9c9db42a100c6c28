/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/names_shown.h"

#include "solver/base/memory.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* A student's name, in parts: the first one is always shown, of the other one some letters. */
struct shown {
    const struct ht_student_view *student;
    char *given;  /* owned; may be "" */
    char *family; /* owned; may be "" */
    int letters;  /* of the family name */
    char *name;   /* as short as may be; owned */
    char *text;   /* with what tells it from others that are alike; owned */
};

struct ht_names_shown {
    struct shown *shown; /* in the students' order */
    struct shown **order;
    size_t count;
};

/* ------------------------------------------------------------ letters */

/* Compares texts whatever their case; so many letters at the beginning are the same. */
static int compare_texts(const char *left, const char *right, int *same)
{
    for (*same = 0;; ++*same) {
        gunichar a = g_unichar_tolower(g_utf8_get_char(left));
        gunichar b = g_unichar_tolower(g_utf8_get_char(right));
        if (!a || a != b)
            return a == b ? 0 : a < b ? -1 : 1;
        left = g_utf8_next_char(left);
        right = g_utf8_next_char(right);
    }
}

/* How many bytes so many letters are; accents that are characters of their own belong to theirs. */
static size_t letters_size(const char *text, int letters)
{
    const char *at = text;
    for (int i = 0; i < letters && *at; i++)
        do
            at = g_utf8_next_char(at);
        while (g_unichar_ismark(g_utf8_get_char(at)));
    return (size_t)(at - text);
}

static bool is_letter(const char *at)
{
    return g_unichar_isalnum(g_utf8_get_char(at));
}

/* ------------------------------------------------------------ words */

/* The first word of a text into *length, 0 where there is none; returns where it begins. */
static const char *first_word(const char *text, size_t *length)
{
    while (g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    const char *end = text;
    while (*end && *end != ',' && !g_unichar_isspace(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    *length = (size_t)(end - text);
    return text;
}

/* "al-" and "d'" are no more a family name's beginning than "van der" is: what follows them, where
 * that has a capital letter; or the word from its first letter on. */
static const char *after_particle(const char *word, size_t length)
{
    const char *end = word + length, *at = word;
    while (at < end && !is_letter(at))
        at = g_utf8_next_char(at);
    const char *letter = at < end ? at : word;
    while (at < end && g_unichar_islower(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    bool joined = at < end && (*at == '-' || *at == '\'' || g_str_has_prefix(at, "’"));
    const char *next = joined ? g_utf8_next_char(at) : end;
    bool capital = next < end && at > letter && g_unichar_isupper(g_utf8_get_char(next));
    return capital ? next : letter;
}

/* The part of a family name that it is known by, beginning with a capital letter. Use free(). */
static char *family_from(const char *word, size_t length)
{
    const char *start = after_particle(word, length);
    size_t first = start < word + length ? (size_t)(g_utf8_next_char(start) - start) : 0;
    char letter[8] = "";
    if (first)
        letter[g_unichar_to_utf8(g_unichar_totitle(g_utf8_get_char(start)), letter)] = '\0';
    return ht_format("%s%.*s", letter, (int)(word + length - start - (long)first), start + first);
}

/* The last word of a family name that ends where the text does or a comma is. Use free(). */
static char *family_name(const char *text)
{
    size_t length, last_length = 0;
    const char *last = text, *word = first_word(text, &length);
    while (length) {
        last = word;
        last_length = length;
        word = first_word(word + length, &length);
    }
    return family_from(last, last_length);
}

/* Where the first name of "Ali Khan" or of "Khan, Ali" begins, and how long it is. */
static const char *given_part(const char *name, size_t *length, bool *after_family)
{
    const char *comma = strchr(name, ','), *part = first_word(comma ? comma + 1 : "", length);
    *after_family = *length > 0;
    return *after_family ? part : first_word(name, length);
}

char *ht_given_name(const char *name)
{
    size_t length;
    bool after_family;
    const char *given = given_part(name, &length, &after_family);
    return ht_copy_text(given, length);
}

static void split(struct shown *shown, const char *name)
{
    size_t length;
    bool after_family;
    const char *given = given_part(name, &length, &after_family);
    shown->given = ht_copy_text(given, length);
    shown->family = family_name(after_family ? name : given + length);
}

/* "Ali" becomes "A."; an only name is left to be shortened itself. */
static void shorten_given(struct shown *shown)
{
    if (!*shown->family) {
        free(shown->family);
        shown->family = shown->given;
        shown->given = ht_copy_text("", 0);
        return;
    }
    const char *start = after_particle(shown->given, strlen(shown->given));
    char *initial = ht_format("%.*s.", (int)letters_size(start, 1), start);
    free(shown->given);
    shown->given = initial;
}

static struct shown take_apart(const struct ht_student_view *student, enum ht_names_as as)
{
    struct shown shown = {.student = student, .letters = 1};
    bool named = strcmp(student->name, student->id) != 0;
    const char *whole = named && as != HT_NAMES_ID ? student->name : student->id;
    if (!named || as == HT_NAMES_FULL || as == HT_NAMES_ID) {
        shown.given = ht_copy_text(whole, strlen(whole));
        shown.family = ht_copy_text("", 0);
        return shown;
    }
    char *composed = g_utf8_normalize(student->listed, -1, G_NORMALIZE_NFC);
    split(&shown, composed ? composed : student->listed);
    g_free(composed);
    if (as == HT_NAMES_INITIALS)
        shorten_given(&shown);
    return shown;
}

/* ------------------------------------------------------------ letters that are needed */

static int compare_parts(const void *left, const void *right)
{
    const struct shown *a = *(struct shown *const *)left, *b = *(struct shown *const *)right;
    int same, order = compare_texts(a->given, b->given, &same);
    return order ? order : compare_texts(a->family, b->family, &same);
}

/* Letters that tell the first's family name from the second's; more than it has is all of it. */
static int letters_between(const struct shown *one, const struct shown *other)
{
    int same;
    if (compare_texts(one->given, other->given, &same))
        return 1;
    compare_texts(one->family, other->family, &same);
    return same + 1;
}

/* In order, only neighbours can need more letters for each other; letters do not help those who
 * have both names in common. */
static void count_letters(struct ht_names_shown *names)
{
    struct shown **order = names->order;
    qsort(order, names->count, sizeof *order, compare_parts);
    for (size_t start = 0, end; start < names->count; start = end) {
        for (end = start + 1; end < names->count && !compare_parts(&order[start], &order[end]);)
            end++;
        int before = start ? letters_between(order[start], order[start - 1]) : 1;
        int after = end < names->count ? letters_between(order[start], order[end]) : 1;
        for (size_t i = start; i < end; i++)
            order[i]->letters = before > after ? before : after;
    }
}

static char *put_together(const struct shown *shown, enum ht_names_as as)
{
    bool initials = as == HT_NAMES_INITIALS && *shown->family;
    bool apart = as == HT_NAMES_FIRST && *shown->family;
    return ht_format("%s%s%.*s%s", shown->given, apart ? " " : "",
                     (int)letters_size(shown->family, shown->letters), shown->family,
                     initials ? "." : "");
}

/* ------------------------------------------------------------ what is still alike */

static int compare_shown(const void *left, const void *right)
{
    const struct shown *a = *(struct shown *const *)left, *b = *(struct shown *const *)right;
    int same;
    return compare_texts(a->text, b->text, &same);
}

/* Adds the form or the id, in brackets, to names that others share. */
static void tell_apart(struct ht_names_shown *names, bool by_id)
{
    struct shown **order = names->order;
    qsort(order, names->count, sizeof *order, compare_shown);
    for (size_t start = 0, end; start < names->count; start = end) {
        for (end = start + 1; end < names->count && !compare_shown(&order[start], &order[end]);)
            end++;
        for (size_t i = start; end - start > 1 && i < end; i++) {
            const char *with = by_id ? order[i]->student->id : order[i]->student->form;
            if (!*with)
                continue;
            free(order[i]->text);
            order[i]->text = ht_format("%s (%s)", order[i]->name, with);
        }
    }
}

/* ------------------------------------------------------------ all */

const char *ht_names_word(enum ht_names_as names)
{
    static const char *const words[HT_NAMES_COUNT] = {
        [HT_NAMES_FIRST] = "first",
        [HT_NAMES_FULL] = "full",
        [HT_NAMES_INITIALS] = "initials",
        [HT_NAMES_ID] = "id",
    };
    return words[names];
}

struct ht_names_shown *ht_names_shown_new(const struct ht_student_view *students, size_t count,
                                          enum ht_names_as as)
{
    struct ht_names_shown *names = HT_NEW(struct ht_names_shown, 1);
    names->shown = HT_NEW(struct shown, count);
    names->order = HT_NEW(struct shown *, count);
    names->count = count;
    for (size_t i = 0; i < count; i++) {
        names->shown[i] = take_apart(&students[i], as);
        names->order[i] = &names->shown[i];
    }
    count_letters(names);
    for (size_t i = 0; i < count; i++) {
        struct shown *shown = &names->shown[i];
        shown->name = put_together(shown, as);
        shown->text = ht_copy_text(shown->name, strlen(shown->name));
    }
    tell_apart(names, false);
    tell_apart(names, true);
    return names;
}

const char *ht_names_shown_text(const struct ht_names_shown *names, size_t place)
{
    HT_REQUIRE(place < names->count, "there are not so many names");
    return names->shown[place].text;
}

void ht_names_shown_free(struct ht_names_shown *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->count; i++) {
        free(names->shown[i].given);
        free(names->shown[i].family);
        free(names->shown[i].name);
        free(names->shown[i].text);
    }
    free(names->shown);
    free(names->order);
    free(names);
}
