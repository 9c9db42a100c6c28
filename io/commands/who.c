/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Whom somebody means who writes an id or a name on the command line. */
#include "io/base/suggest.h"
#include "io/commands/command.h"
#include "solver/base/memory.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* More people of one name are counted. */
enum { MOST_NAMED = 5 };

/* A list of people, by place. */
struct people {
    const struct ht_school *school;
    const char *word, *file;
    size_t count;
    const char *(*id)(const struct ht_school *school, size_t place);
    const char *(*name)(const struct ht_school *school, size_t place);
    const char *(*listed)(const struct ht_school *school, size_t place);
};

/* As names are compared: letters of either case, composed or not. Use g_free(). */
static char *folded(const char *text)
{
    char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    char *fold = g_utf8_casefold(normal ? normal : text, -1);
    g_free(normal);
    return fold;
}

/* The places of those whose name is the text, or has it as a part; *count of them. Use free(). */
static size_t *find_named(const struct people *people, const char *who, bool whole, size_t *count)
{
    size_t *places = HT_NEW(size_t, people->count);
    char *wanted = folded(who);
    *count = 0;
    for (size_t n = 0; n < people->count; n++) {
        char *name = folded(people->name(people->school, n));
        char *listed = folded(people->listed(people->school, n));
        bool fits = whole ? !strcmp(name, wanted) || !strcmp(listed, wanted)
                          : strstr(name, wanted) || strstr(listed, wanted);
        if (fits)
            places[(*count)++] = n;
        g_free(listed);
        g_free(name);
    }
    g_free(wanted);
    return places;
}

static void tell_several(const struct people *people, const char *who, const size_t *places,
                         size_t count)
{
    fprintf(stderr, "halfterm: '%s' may be any of %zu %ss: ", who, count, people->word);
    for (size_t n = 0; n < count && n < MOST_NAMED; n++)
        fprintf(stderr, "%s%s (%s)", n ? ", " : "", people->name(people->school, places[n]),
                people->id(people->school, places[n]));
    fprintf(stderr, "%s; give the id\n", count > MOST_NAMED ? " and others" : "");
}

static void tell_nobody(const struct people *people, const char *who)
{
    struct ht_suggestion suggestion = {0};
    for (size_t n = 0; n < people->count; n++) {
        ht_suggestion_try(&suggestion, who, people->id(people->school, n));
        ht_suggestion_try(&suggestion, who, people->name(people->school, n));
    }
    fprintf(stderr, "halfterm: %s has no %s '%s'", ht_command_file(people->school, people->file),
            people->word, who);
    if (suggestion.best)
        fprintf(stderr, "; did you mean '%s'?", suggestion.best);
    fputc('\n', stderr);
}

/* The place of whoever is meant; false after a message. */
static bool find_person(const struct people *people, const char *who, uint32_t *place)
{
    for (size_t n = 0; n < people->count; n++)
        if (!strcmp(people->id(people->school, n), who)) {
            *place = (uint32_t)n;
            return true;
        }
    size_t count;
    size_t *places = find_named(people, who, true, &count);
    if (!count && *who) {
        free(places);
        places = find_named(people, who, false, &count);
    }
    if (count == 1)
        *place = (uint32_t)places[0];
    else if (count)
        tell_several(people, who, places, count);
    else
        tell_nobody(people, who);
    free(places);
    return count == 1;
}

static const char *student_id(const struct ht_school *school, size_t place)
{
    return school->students[place].id;
}

static const char *student_name(const struct ht_school *school, size_t place)
{
    return ht_student_name(&school->students[place]);
}

static const char *student_listed(const struct ht_school *school, size_t place)
{
    return ht_student_listed(&school->students[place]);
}

static const char *mentor_id(const struct ht_school *school, size_t place)
{
    return school->mentors[place].id;
}

static const char *mentor_name(const struct ht_school *school, size_t place)
{
    return ht_mentor_name(&school->mentors[place]);
}

bool ht_command_student(const struct ht_school *school, const char *who, ht_student_id *student)
{
    const struct people people = {school,     "student",    "students.csv", school->student_count,
                                  student_id, student_name, student_listed};
    student->i = HT_NONE;
    return !who || find_person(&people, who, &student->i);
}

bool ht_command_mentor(const struct ht_school *school, const char *who, ht_mentor_id *mentor)
{
    const struct people people = {school,    "mentor",    "mentors.csv", school->mentor_count,
                                  mentor_id, mentor_name, mentor_name};
    mentor->i = HT_NONE;
    return !who || find_person(&people, who, &mentor->i);
}
