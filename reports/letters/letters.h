/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Letters: to whom a run writes, and about what, worked out once from caseload, history and
 * schedule. What the letters say is up to the school's templates: see text.h.
 */
#ifndef HT_REPORTS_LETTERS_LETTERS_H
#define HT_REPORTS_LETTERS_LETTERS_H

#include "reports/views/views.h"
#include "solver/plan/changes.h"

/** The kinds of letters; all but the last go to parents. */
enum ht_letter_kind {
    HT_LETTER_START,
    HT_LETTER_CONTINUE,
    HT_LETTER_CHANGED,
    HT_LETTER_SUCCESS,
    HT_LETTER_END,
    HT_LETTER_TEACHER,
    HT_LETTER_KINDS,
};

/** What is known of a kind. */
struct ht_letter_about {
    const char *name;  /* "start": of the template, letters/start.txt, and of what is written */
    const char *title; /* of the document with its letters */
    const char *what;  /* who gets it, and when */
};

/** All kinds. */
extern const struct ht_letter_about ht_letter_kinds[HT_LETTER_KINDS];

/** Templates of a school, as UTF-8 with LF at the ends of lines. */
struct ht_templates {
    char *letterhead;             /* stands above each letter; NULL: nothing does; owned */
    char *texts[HT_LETTER_KINDS]; /* NULL: the school prints no letters of the kind; owned */
};

/** Frees templates; NULL is fine. */
void ht_templates_free(struct ht_templates *templates);

/** The first line of the sample of a letterhead, which is no school's name. */
#define HT_SAMPLE_SCHOOL "Name of the School"

/** Whether the school has a letterhead whose first line is still the sample's. */
bool ht_letterhead_is_sample(const struct ht_templates *templates);

/**
 * The school's name as it is printed: the policy's, or the first line of the letterhead; "" where
 * nobody said it. Use free().
 */
char *ht_school_name(const struct ht_school *school, const struct ht_templates *templates);

/** A letter. Everything that it points to is the school's or the views'. */
struct ht_letter {
    enum ht_letter_kind kind;
    const struct ht_student *student;          /* whom it is about; NULL: it is to a teacher */
    const struct ht_programme_view *programme; /* likewise */
    const struct ht_attendance **sessions;     /* of both in the horizon, by date and start */
    size_t session_count;
    int held;                          /* sessions before, by the history */
    ht_date last_held;                 /* HT_DATE_FIRST: there were none */
    const struct ht_absences *teacher; /* who is away from the teacher's registers, or NULL */
};

/** All letters of a run, by kind, then by name. */
struct ht_letters {
    struct ht_letter *letters;
    size_t count, capacity;
    size_t first[HT_LETTER_KINDS + 1];     /* where each kind begins */
    const struct ht_attendance **sessions; /* what those of the letters are slices of */
    size_t session_count, session_capacity;
    struct ht_strings *told; /* the ends that this run's letters or earlier ones tell; owned */
    size_t awaited;          /* students in programmes that end by then, of unknown outcome */
};

/**
 * The letters that are due: about each student of a programme whose outcome is known and which
 * ended in the horizon or the half term before it (success, end); else, where there are sessions,
 * whether it had some before the horizon (continue) or none at all (start); and to each teacher
 * whose lessons are missed.
 *
 * Where a plan is replaced that had its letters, only what is new is told: who joins and who ends,
 * whose times have changed, and teachers of lessons that this concerns. Ends that were told before
 * are in told, by ht_letter_end_key() (NULL: none); those of this run are added if they are
 * written. Free with ht_letters_free().
 */
struct ht_letters *ht_letters_new(const struct ht_school *school, const struct ht_views *views,
                                  const struct ht_changes *changes, const struct ht_strings *told,
                                  bool is_written);

/** What tells the end of a student's programme from others. Use free(). */
char *ht_letter_end_key(const char *student, const char *mentor, const char *programme);

/** Frees letters; NULL is fine. */
void ht_letters_free(struct ht_letters *letters);

/** The name of whom a letter is about or to. */
const char *ht_letter_name(const struct ht_letter *letter);

#endif
