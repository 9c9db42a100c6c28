/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/courses.h"

#include "solver/base/memory.h"

#include <string.h>

static const struct ht_made_subject subjects[] = {
    {"En", "English", "English", "18", "", HT_ENGLISH},
    {"EnLa", "English language", "English", "18", "", HT_ENGLISH},
    {"EnLi", "English literature", "English", "18", "", HT_ENGLISH},
    {"Ma", "Mathematics", "", "18", "", HT_MATHS},
    {"Sc", "Science", "Science", "16", "", HT_SCIENCE},
    {"Bi", "Biology", "Science", "16", "", HT_SCIENCE},
    {"Ch", "Chemistry", "Science", "16", "", HT_SCIENCE},
    {"Ph", "Physics", "Science", "16", "", HT_SCIENCE},
    {"Fr", "French", "", "12", "", HT_LANGUAGES},
    {"Sp", "Spanish", "", "12", "", HT_LANGUAGES},
    {"Hi", "History", "", "12", "", HT_HISTORY},
    {"Ge", "Geography", "", "12", "", HT_GEOGRAPHY},
    {"RE", "Religious education", "", "", "", HT_RELIGION},
    {"RS", "Religious studies", "", "", "", HT_RELIGION},
    {"Ar", "Art", "", "", "", HT_ART},
    {"Mu", "Music", "", "", "", HT_MUSIC},
    {"Dr", "Drama", "", "", "", HT_DRAMA},
    {"DT", "Design and technology", "", "", "", HT_TECHNOLOGY},
    {"Fd", "Food and nutrition", "", "", "", HT_TECHNOLOGY},
    {"Co", "Computing", "", "", "", HT_COMPUTING},
    {"PE", "Physical education", "", "8", "", HT_SPORT},
    {"SpS", "Sports science", "", "", "", HT_SPORT},
    {"So", "Sociology", "", "", "", HT_SOCIETY},
    {"Bu", "Business", "", "", "", HT_SOCIETY},
    {"Me", "Media studies", "", "", "", HT_SOCIETY},
    {"PD", "Personal development", "", "8", "", HT_RELIGION},
    {"Rd", "Reading", "", "", "yes", HT_ENGLISH},
};

static const struct ht_course key_stage_3[] = {
    {HT_SETS, 4, {"En"}, 0},  {HT_SETS, 4, {"Ma"}, 0},
    {HT_SETS, 4, {"Sc"}, 0},  {HT_SETS, 3, {"Fr", "Sp"}, 0},
    {HT_SETS, 2, {"DT"}, 0},  {HT_SETS, 2, {"PE"}, 0},
    {HT_FORMS, 2, {"Hi"}, 0}, {HT_FORMS, 2, {"Ge"}, 0},
    {HT_FORMS, 1, {"RE"}, 0}, {HT_FORMS, 1, {"Ar"}, 0},
    {HT_FORMS, 1, {"Mu"}, 0}, {HT_FORMS, 1, {"Dr"}, 0},
    {HT_FORMS, 1, {"Co"}, 0}, {HT_FORMS, 1, {"PD"}, 0},
    {HT_FORMS, 1, {"Rd"}, 0}, {0},
};

static const struct ht_course key_stage_4[] = {
    {HT_SETS, 3, {"EnLa"}, 0},
    {HT_SETS, 2, {"EnLi"}, 0},
    {HT_SETS, 5, {"Ma"}, 0},
    {HT_SETS, 2, {"Bi"}, 0},
    {HT_SETS, 2, {"Ch"}, 0},
    {HT_SETS, 2, {"Ph"}, 0},
    {HT_OPTIONS, 3, {"Hi", "Ge", "Fr", "Co", "Ar"}, 'A'},
    {HT_OPTIONS, 3, {"Ge", "Hi", "Sp", "Bu", "DT"}, 'B'},
    {HT_OPTIONS, 3, {"Hi", "Dr", "RS", "SpS", "Fd"}, 'C'},
    {HT_OPTIONS, 3, {"Ge", "Mu", "So", "Me", "Co"}, 'D'},
    {HT_SETS, 1, {"PE"}, 0},
    {HT_FORMS, 1, {"PD"}, 0},
    {0},
};

const struct ht_made_subject *ht_made_subjects(int *count)
{
    *count = sizeof subjects / sizeof *subjects;
    return subjects;
}

int ht_made_subject(const char *code)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (!strcmp(subjects[i].code, code))
            return (int)i;
    ht_misuse(__func__, "no such subject");
}

const struct ht_course *ht_courses(int year)
{
    return year < 10 ? key_stage_3 : key_stage_4;
}

/* The classes that a course needs at once, by department, each time it is taught. */
static void add_demand(const struct ht_course *course, int slot, int sign,
                       int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    static const int classes[] = {[HT_SETS] = HT_SET_COUNT, [HT_OPTIONS] = 1, [HT_FORMS] = 1};
    int subject_count = course->grouping == HT_OPTIONS ? HT_OPTION_COUNT : 1;
    for (int i = 0; i < subject_count; i++) {
        int subject = ht_made_subject(course->subjects[i]);
        requirements[subjects[subject].department][slot] += sign * classes[course->grouping];
    }
}

/* Adds (sign 1) or takes away (-1) what the band needs in a slot. */
static void demand_slot(const struct ht_made_band *band, int slot, int sign,
                        int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    const struct ht_course *courses = ht_courses(band->year);
    for (int form = 0; form < HT_BAND_FORMS; form++) {
        const struct ht_course *course = &courses[band->courses[form][slot]];
        if (form == 0 || course->grouping == HT_FORMS)
            add_demand(course, slot, sign, requirements);
    }
}

/* How uneven the departments' demand is in one slot: teachers and rooms are few. */
static int crowding(int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS], int slot)
{
    int sum = 0;
    for (int department = 0; department < HT_DEPARTMENTS; department++)
        sum += requirements[department][slot] * requirements[department][slot];
    return sum;
}

/* How often a form has a course more than once on the day of a slot. */
static int crammed(const struct ht_made_band *band, int slot)
{
    enum { PENALTY = 12 };
    int first = slot - slot % HT_DAY_LESSONS, pairs = 0;
    for (int form = 0; form < HT_BAND_FORMS; form++)
        for (int a = first; a < first + HT_DAY_LESSONS; a++)
            for (int b = a + 1; b < first + HT_DAY_LESSONS; b++)
                pairs += band->courses[form][a] == band->courses[form][b];
    return PENALTY * pairs;
}

static int badness(const struct ht_made_band *band, int a, int b,
                   int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    return crowding(requirements, a) + crowding(requirements, b) + crammed(band, a) +
           crammed(band, b);
}

/* Exchanges two slots of the forms from..to, keeping count of the demand. */
static void exchange(struct ht_made_band *band, int a, int b, int from, int to,
                     int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    demand_slot(band, a, -1, requirements);
    demand_slot(band, b, -1, requirements);
    for (int form = from; form <= to; form++) {
        int course = band->courses[form][a];
        band->courses[form][a] = band->courses[form][b];
        band->courses[form][b] = course;
    }
    demand_slot(band, a, 1, requirements);
    demand_slot(band, b, 1, requirements);
}

static bool is_form_taught(const struct ht_made_band *band, int slot)
{
    return ht_courses(band->year)[band->courses[0][slot]].grouping == HT_FORMS;
}

/* Exchanges two random slots where that makes the week no worse. */
static void improve(struct ht_random *random, struct ht_made_band *band, int week,
                    int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    int a = week * HT_WEEK_LESSONS + ht_random_below(random, HT_WEEK_LESSONS);
    int b = week * HT_WEEK_LESSONS + ht_random_below(random, HT_WEEK_LESSONS);
    int from = 0, to = HT_BAND_FORMS - 1;
    if (is_form_taught(band, a) && is_form_taught(band, b) && ht_random_chance(random, 750))
        from = to = ht_random_below(random, HT_BAND_FORMS);
    int before = badness(band, a, b, requirements);
    exchange(band, a, b, from, to, requirements);
    if (badness(band, a, b, requirements) > before)
        exchange(band, a, b, from, to, requirements);
}

void ht_lay_out_week(struct ht_random *random, struct ht_made_band *band, int week,
                     int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS])
{
    enum { TRIES = 4000 };
    const struct ht_course *courses = ht_courses(band->year);
    int slot = week * HT_WEEK_LESSONS;
    for (int course = 0; courses[course].lessons; course++)
        for (int lesson = 0; lesson < courses[course].lessons; lesson++, slot++)
            for (int form = 0; form < HT_BAND_FORMS; form++)
                band->courses[form][slot] = course;
    HT_REQUIRE(slot == (week + 1) * HT_WEEK_LESSONS, "the courses do not fill the week");
    for (slot = week * HT_WEEK_LESSONS; slot < (week + 1) * HT_WEEK_LESSONS; slot++)
        demand_slot(band, slot, 1, requirements);
    for (int i = 0; i < TRIES; i++)
        improve(random, band, week, requirements);
}
