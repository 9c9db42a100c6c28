/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The pieces that sentences about what stands in the way, and what would help, are made of.
 */
#ifndef HT_REPORTS_TEXT_PHRASES_H
#define HT_REPORTS_TEXT_PHRASES_H

#include "solver/explain/variant.h"
#include "solver/school/school.h"

#include <stdio.h>

/** A sentence while it is written, of one school's people. */
struct ht_sentence {
    FILE *stream;
    const struct ht_school *school;
    bool by_id; /* people and subjects are called by their ids, in place of names */
    char *text; /* of the sentence so far; see ht_sentence_end() */
    size_t length;
};

/** Begins a sentence; it must stay where it is until its end. */
void ht_sentence_begin(struct ht_sentence *sentence, const struct ht_school *school, bool by_id);

/** The text of a sentence. Use free(). */
char *ht_sentence_end(struct ht_sentence *sentence);

/** Writes text by printf's rules. */
void ht_phrase(struct ht_sentence *sentence, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Writes text with words in it. {student} {mentor} {programme} {subject} {group} {date} {dates}
 * {period} {place} {commitment} {number} stand for what the function below of that name writes of
 * the same values; besides, there are
 *
 *     {day}       of a date: "Tuesday 15 September"
 *     {weekdays}  of bits, and an ending: "Mondays to Wednesdays" or, without an s, "Friday"
 *     {periods}   of a struct ht_some: "periods 3 and 4"
 *     {request}   "Mia Khan must not miss Maths on Tuesdays": what a never or a keep asks for
 *     {times}     of a number: "once", "twice" or "three times"
 *     {nth time}  of a number: "a third time"; "once more" after many times
 *     {file}      "commitments.csv", or the document that the school is in
 *     {line}      of a file and a number: "commitments.csv:12", or the line of the document
 *     {s} {d}     a text, and a number in digits
 */
void ht_tell(struct ht_sentence *sentence, const char *format, ...);

/** What stands between the items of a list, written before each: "a, b and c". */
struct ht_items {
    size_t count, written;
};

/** Writes what stands before the next item. */
void ht_phrase_item(struct ht_sentence *sentence, struct ht_items *items);

/** A number up to twelve in words, others in digits. */
void ht_phrase_number(struct ht_sentence *sentence, int number);

/** "Mia Khan"; a name in a script that runs from right to left is set apart from what follows. */
void ht_phrase_student(struct ht_sentence *sentence, ht_student_id student);
void ht_phrase_mentor(struct ht_sentence *sentence, ht_mentor_id mentor);

/** The student, "Ali Khan and Mia Khan", or "the group Calm". */
void ht_phrase_programme(struct ht_sentence *sentence, ht_programme_id programme);

/** "English". */
void ht_phrase_subject(struct ht_sentence *sentence, ht_subject_id subject);
void ht_phrase_group(struct ht_sentence *sentence, ht_group_id group);

/** "14 September". */
void ht_phrase_date(struct ht_sentence *sentence, ht_date date);

/** "8, 9 and 10 September" of ascending dates. */
void ht_phrase_date_list(struct ht_sentence *sentence, const ht_date *dates, size_t count);

/** "from 14 to 18 September", "on 14 September", "until 14 September", or nothing where open;
 * a blank before it. */
void ht_phrase_dates(struct ht_sentence *sentence, ht_date from, ht_date to);

/** "period 3" of lessons; of other kinds the name alone: "Lunch". */
void ht_phrase_period(struct ht_sentence *sentence, uint32_t name);

/** "Tuesday, period 3". */
void ht_phrase_place(struct ht_sentence *sentence, struct ht_place_in_week place);

/** How a commitment is named: "duty", "a duty" or "duties". */
enum ht_form { HT_FORM_ONE, HT_FORM_A, HT_FORM_MANY };

/** "in-class support": what a commitment is. */
void ht_phrase_commitment(struct ht_sentence *sentence, const struct ht_commitment *commitment,
                          enum ht_form form);

/** " on Tuesdays, period 3, from 14 September on": when a commitment is. */
void ht_phrase_committed(struct ht_sentence *sentence, const struct ht_commitment *commitment);

/** Several lines of a file, ascending: "commitments.csv:12, 14 and 16 to 20". */
void ht_phrase_lines(struct ht_sentence *sentence, const char *file, const int *lines,
                     size_t count);

#endif
