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

struct person {
    const char *id, *name;
    const char *listed; /* the name with the surname first where it is known */
};

/* A list of people, and where it is. */
struct people {
    const struct ht_school *school;
    const char *word, *file;
    struct person *list;
    size_t count;
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
        char *name = folded(people->list[n].name);
        char *listed = folded(people->list[n].listed);
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
        fprintf(stderr, "%s%s (%s)", n ? ", " : "", people->list[places[n]].name,
                people->list[places[n]].id);
    fprintf(stderr, "%s; give the id\n", count > MOST_NAMED ? " and others" : "");
}

static void tell_nobody(const struct people *people, const char *who)
{
    struct ht_suggestion suggestion = {0};
    for (size_t n = 0; n < people->count; n++) {
        ht_suggestion_try(&suggestion, who, people->list[n].id);
        ht_suggestion_try(&suggestion, who, people->list[n].name);
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
        if (!strcmp(people->list[n].id, who)) {
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

bool ht_command_student(const struct ht_school *school, const char *who, ht_student_id *student)
{
    const struct people people = {school, "student", "students.csv",
                                  HT_NEW(struct person, school->student_count),
                                  school->student_count};
    for (size_t n = 0; n < people.count; n++)
        people.list[n] =
            (struct person){school->students[n].id, ht_student_name(&school->students[n]),
                            ht_student_listed(&school->students[n])};
    student->i = HT_NONE;
    bool found = !who || find_person(&people, who, &student->i);
    free(people.list);
    return found;
}

bool ht_command_mentor(const struct ht_school *school, const char *who, ht_mentor_id *mentor)
{
    const struct people people = {school, "mentor", "mentors.csv",
                                  HT_NEW(struct person, school->mentor_count),
                                  school->mentor_count};
    for (size_t n = 0; n < people.count; n++) {
        const char *name = ht_mentor_name(&school->mentors[n]);
        people.list[n] = (struct person){school->mentors[n].id, name, name};
    }
    mentor->i = HT_NONE;
    bool found = !who || find_person(&people, who, &mentor->i);
    free(people.list);
    return found;
}
