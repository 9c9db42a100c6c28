/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Names of people: "Khan, Ann" and "Ann Khan".
 */
#ifndef HT_IO_BASE_PERSON_H
#define HT_IO_BASE_PERSON_H

/** A name, in its parts where they are known; all texts are owned, and never NULL. */
struct ht_person {
    char *surname, *forename; /* both "" where the name is only known as a whole */
    char *shown;              /* "Ann Khan" */
};

/**
 * From a surname and a forename or, unless both are there, from a name, which is split at a comma
 * with something on both sides. Free with ht_person_free().
 */
struct ht_person ht_person_new(const char *name, const char *surname, const char *forename);

/** A name as it is shown, however it is written: "Ann Khan" of "Khan, Ann". Use free(). */
char *ht_person_shown(const char *name);

/** "Khan, Ann", or the whole name where its parts are not known. Use free(). */
char *ht_person_listed(const struct ht_person *person);

void ht_person_free(struct ht_person *person);

#endif
