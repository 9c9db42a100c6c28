/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/years.h"

#include "io/base/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST_YEAR = 14 };

/* ------------------------------------------------------------ what names look like */

/* How sure it is that a name says a year: not at all; a mere number, which is a year only where one
   is to stand; or it is written as one. */
enum sureness { NO_YEAR, BARE_NUMBER, YEAR };

/* Words before the number, without spaces and signs; the longer ones come first. */
static const struct {
    const char *word;
    bool needs_letter; /* after the number: "J9X" is a form, "J9" a room */
} words[] = {
    {"nationalcurriculumyear", false},
    {"curriculumyear", false},
    {"ncyear", false},
    {"yeargroup", false},
    {"year", false},
    {"grade", false},
    {"yr", false},
    {"y", false},
    {"j", true},
    {"", false},
};

/* Names that have no number, or one that is not the year's. */
static const struct {
    const char *start;
    int year;
} sixths[] = {
    {"lowersixth", 12}, {"lower6", 12}, {"lowervi", 12}, {"l6", 12}, {"lvi", 12},
    {"uppersixth", 13}, {"upper6", 13}, {"uppervi", 13}, {"u6", 13}, {"uvi", 13},
};

/* Years that have names only. */
static const char *const early[] = {"reception", "nursery", "kindergarten", "preschool", "kg", "pk",
                                    "r",         "n",       "n1",           "n2"};

/* Small letters and digits; other signs are one '.' before what they stand before. Use free(). */
static char *simple(const char *text)
{
    char *folded = ht_fold(text, strlen(text)), *to = folded;
    for (const char *from = folded; *from; from++) {
        if (ht_is_in_word(*from))
            *to++ = *from;
        else if (to > folded && to[-1] != '.')
            *to++ = '.';
    }
    if (to > folded && to[-1] == '.')
        to--;
    *to = 0;
    return folded;
}

/* Whether the text begins with the word, signs in between aside; its end then. */
static const char *after_word(const char *text, const char *word)
{
    while (*word) {
        text += *text == '.';
        if (*text++ != *word++)
            return NULL;
    }
    return text;
}

/* "6th" is no year 6. */
static bool is_ordinal(const char *rest)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        if (!strncmp(rest, ends[n], 2) && !ht_is_letter(rest[2]))
            return true;
    return false;
}

static enum sureness number_in(const char *text, bool is_called_so, bool needs_letter, int *year)
{
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    *year = atoi(text);
    if (!digits || digits > 2 || *year < 1 || *year > OLDEST_YEAR || is_ordinal(rest) ||
        (needs_letter && !ht_is_letter(*rest)))
        return NO_YEAR;
    if (is_called_so || ht_is_letter(*rest) || (*rest && ht_is_letter(rest[1])))
        return YEAR;
    /* "9.0" is what a spreadsheet makes of a 9. */
    return !*rest || !strcmp(rest, ".0") ? BARE_NUMBER : NO_YEAR;
}

static enum sureness look(const char *text, int *year)
{
    enum sureness sure = NO_YEAR;
    char *name = simple(text);
    const char *rest;
    for (size_t n = 0; !sure && n < sizeof sixths / sizeof *sixths; n++)
        if ((rest = after_word(name, sixths[n].start)) && !ht_is_digit(*rest)) {
            *year = sixths[n].year;
            sure = YEAR;
        }
    for (size_t n = 0; !sure && n < sizeof words / sizeof *words; n++)
        if ((rest = after_word(name, words[n].word))) {
            rest += *words[n].word && *rest == '.';
            sure = number_in(rest, *words[n].word && !words[n].needs_letter, words[n].needs_letter,
                             year);
        }
    free(name);
    return sure;
}

static const char *number_text(struct ht_import *import, int year)
{
    char number[16];
    snprintf(number, sizeof number, "%d", year);
    return ht_import_text(import, number);
}

const char *ht_year_in(struct ht_import *import, const char *text)
{
    int year;
    return look(text, &year) ? number_text(import, year) : ht_import_text(import, "");
}

const char *ht_year_of_cell(struct ht_import *import, const char *text, struct ht_where where)
{
    const char *year = ht_year_in(import, text);
    if (*year || !*text)
        return year;
    if (strpbrk(text, ",;")) {
        ht_note(import->notes, HT_NOTE_LOOK, where, "a student of whom several years are said",
                "'%s'", text);
        return year;
    }
    char *name = simple(text);
    bool is_early = false;
    for (size_t n = 0; n < sizeof early / sizeof *early; n++)
        is_early |= !strcmp(name, early[n]);
    free(name);
    if (!is_early)
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "years that are called otherwise than schools mostly do stay as they are", "'%s'",
                text);
    return ht_import_text(import, text);
}

/* ------------------------------------------------------------ forms and class codes */

/* "J9X/Sc3", "10B": the year stands before the slash; of several classes ("9A+9B") they must agree.
   0 for none. */
static int year_of_class(const char *class_)
{
    char *copy = ht_format("%s", class_), *rest = copy, *part;
    int found = 0;
    while ((part = strsep(&rest, "+"))) {
        int year;
        part[strcspn(part, "/")] = 0;
        if (look(part, &year) != YEAR || (found && found != year)) {
            found = 0;
            break;
        }
        found = year;
    }
    free(copy);
    return found;
}

/* What the class codes of a student say. */
struct said {
    int year;            /* 0 for none */
    bool differ;         /* they are of several */
    const char *class_;  /* the first that says one */
    const char *another; /* and one of another year; NULL for none */
};

static void settle(struct ht_import *import, struct ht_import_known_student *known,
                   const struct said *said)
{
    struct ht_where where = ht_import_where(import, known->file, known->line);
    const char *called = *known->is.name ? known->is.name : known->is.id, *form = known->is.form;
    int of_form = 0;
    if (look(form, &of_form) != YEAR)
        of_form = 0;
    if (said->differ)
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "no year, since it is not said and the class codes are of several", "%s: %s and %s",
                called, said->class_, said->another);
    else if (said->year && of_form && said->year != of_form)
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "no year, since it is not said, and the form and the class codes are of two",
                "%s: form %s, class %s", called, form, said->class_);
    else if (said->year || of_form) {
        known->is.year = number_text(import, said->year ? said->year : of_form);
        if (!of_form)
            ht_note(import->notes, HT_NOTE_TAKEN, where, "the year is taken from the class codes",
                    "%s: %s", called, known->is.year);
    } else if (form[strcspn(form, "0123456789")])
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "no year, since it is not said and a number in the form's name need be none",
                "%s: form %s", called, form);
}

void ht_settle_years(struct ht_import *import)
{
    struct said *said = HT_NEW(struct said, import->student_count);
    int *years = HT_NEW(int, import->content_count);
    for (size_t n = 0; n < import->content_count; n++)
        years[n] = year_of_class(import->contents[n].class_);
    for (size_t n = 0; n < import->lesson_count; n++) {
        const struct ht_import_lesson *lesson = &import->lessons[n];
        struct said *of = &said[lesson->student];
        int year = years[lesson->content];
        if (!year || of->differ)
            continue;
        const char *class_ = import->contents[lesson->content].class_;
        of->differ = of->year && of->year != year;
        of->another = of->differ ? class_ : NULL;
        of->class_ = of->year ? of->class_ : class_;
        of->year = of->year ? of->year : year;
    }
    for (uint32_t student = 0; student < import->student_count; student++)
        if (!*import->students[student].is.year)
            settle(import, &import->students[student], &said[student]);
    free(years);
    free(said);
}
