/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/names_shown.h"
#include "tests/suites.h"

enum { MOST = 5 };

/* Students, and how they are shown. */
static const struct {
    enum ht_names_as as;
    struct {
        const char *id, *name, *form, *shown;
    } students[MOST]; /* up to one without an id */
} cases[] = {
    {HT_NAMES_FIRST, {{"1", "Ali Khan", "7A", "Ali K"}, {"2", "Zoë Öz", "7A", "Zoë Ö"}}},
    /* The same first names. */
    {HT_NAMES_FIRST, {{"1", "Ali Khan", "7A", "Ali K"}, {"2", "Ali Bo", "7A", "Ali B"}}},
    {HT_NAMES_FIRST,
     {{"1", "Ali Khan", "7A", "Ali Kh"},
      {"2", "Ali Kaya", "7A", "Ali Ka"},
      {"3", "Ali Bo", "7A", "Ali B"},
      {"4", "Ada Khan", "7A", "Ada K"}}},
    {HT_NAMES_FIRST,
     {{"1", "Ali Smith", "7A", "Ali Smith"}, {"2", "Ali Smithson", "7A", "Ali Smiths"}}},
    {HT_NAMES_FIRST, {{"1", "ali khan", "7A", "ali Kh"}, {"2", "Ali Kaya", "7A", "Ali Ka"}}},
    /* The same names. */
    {HT_NAMES_FIRST,
     {{"1", "Ali Khan", "7A", "Ali Kh (7A)"},
      {"2", "Ali Khan", "8B", "Ali Kh (8B)"},
      {"3", "Ali Kaya", "7A", "Ali Ka"}}},
    {HT_NAMES_FIRST,
     {{"1", "Ali Khan", "7A", "Ali K (1)"},
      {"2", "Ali Khan", "7A", "Ali K (2)"},
      {"3", "Ali Khan", "8B", "Ali K (8B)"}}},
    {HT_NAMES_FIRST, {{"1", "Ali Khan", "", "Ali K (1)"}, {"2", "Ali Khan", "", "Ali K (2)"}}},
    {HT_NAMES_FIRST,
     {{"1", "Mary Ann Day", "7A", "Mary D (7A)"}, {"2", "Mary Day", "7B", "Mary D (7B)"}}},
    /* One word, none. */
    {HT_NAMES_FIRST,
     {{"1", "Ali", "7A", "Ali"},
      {"2", "Ali Khan", "7A", "Ali K"},
      {"3", "王小明", "7A", "王小明"}}},
    {HT_NAMES_FIRST, {{"1", "Ali", "7A", "Ali (7A)"}, {"2", "Ali", "7B", "Ali (7B)"}}},
    {HT_NAMES_FIRST, {{"Ali Khan", "Ali Khan", "7A", "Ali Khan"}}},
    {HT_NAMES_INITIALS, {{"70133", "70133", "7A", "70133"}, {"2", "Ali Khan", "7A", "A.K."}}},
    /* Particles, hyphens, apostrophes, nicknames, family names first. */
    {HT_NAMES_FIRST,
     {{"1", "Ana de la Cruz", "", "Ana C"},
      {"2", "Jean d'Arcy", "", "Jean A"},
      {"3", "Omar al-Hassan", "", "Omar H"},
      {"4", "Tess O'Neil", "", "Tess O"},
      {"5", "Ludo van den Berg", "", "Ludo B"}}},
    {HT_NAMES_FIRST,
     {{"1", "Anne-Marie Duval-Roy", "", "Anne-Marie D"},
      {"2", "Zoë \"Zed\" Poe", "", "Zoë P"},
      {"3", "Poe, Edgar", "", "Edgar P"},
      {"4", "Kim (Lee)", "", "Kim L"},
      {"5", "Ali  Khan,", "", "Ali K"}}},
    {HT_NAMES_FIRST, {{"1", "ann lee", "", "ann L"}, {"2", "Bo ß", "", "Bo ß"}}},
    {HT_NAMES_FIRST, {{"1", "Ann - -", "", "Ann -"}, {"2", "<b>Bo</b> & Co", "", "<b>Bo</b> C"}}},
    /* Other scripts, accents that are characters of their own, blanks that are none. */
    {HT_NAMES_FIRST, {{"1", "ليلى حداد", "", "ليلى ح"}, {"2", "ליאור כהן", "", "ליאור כ"}}},
    {HT_NAMES_FIRST,
     {{"1", "Ali Q\xcc\x8crap", "", "Ali Q\xcc\x8c"}, {"2", "Zoe\xcc\x88 Day", "", "Zoë D"}}},
    {HT_NAMES_FIRST, {{"1", "Ali\xc2\xa0Khan", "", "Ali K"}, {"2", "Ali\tBo", "", "Ali B"}}},
    /* Initials are never a word, as a flag would be. */
    {HT_NAMES_INITIALS, {{"1", "Paul Potts", "", "P.P."}, {"2", "Ana de la Cruz", "", "A.C."}}},
    {HT_NAMES_INITIALS,
     {{"1", "Ali Khan", "", "A.Kh."}, {"2", "Ada Kaya", "", "A.Ka."}, {"3", "Bo", "", "B."}}},
    {HT_NAMES_INITIALS, {{"1", "Bo", "", "Bo."}, {"2", "Bea", "", "Be."}}},
    {HT_NAMES_INITIALS,
     {{"1", "Ali Khan", "7A", "A.K. (7A)"}, {"2", "Ada Khan", "7B", "A.K. (7B)"}}},
    {HT_NAMES_FULL,
     {{"1", "Ali Khan", "7A", "Ali Khan (7A)"},
      {"2", "Ali Khan", "7B", "Ali Khan (7B)"},
      {"3", "Poe, Edgar", "7A", "Poe, Edgar"}}},
    {HT_NAMES_ID, {{"70133", "Ali Khan", "7A", "70133"}, {"P,4", "Ali Khan", "7A", "P,4"}}},
};

START_TEST(test_shown)
{
    struct ht_student_view students[MOST];
    size_t count = 0;
    for (; count < MOST && cases[_i].students[count].id; count++)
        students[count] = (struct ht_student_view){.id = cases[_i].students[count].id,
                                                   .name = cases[_i].students[count].name,
                                                   .listed = cases[_i].students[count].name,
                                                   .form = cases[_i].students[count].form};
    struct ht_names_shown *names = ht_names_shown_new(students, count, cases[_i].as);
    for (size_t i = 0; i < count; i++)
        ck_assert_str_eq(ht_names_shown_text(names, i), cases[_i].students[i].shown);
    ht_names_shown_free(names);
}
END_TEST

Suite *suite_names_shown(void)
{
    Suite *suite = suite_create("names_shown");
    TCase *tcase = tcase_create("names_shown");
    tcase_add_loop_test(tcase, test_shown, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tcase);
    return suite;
}
