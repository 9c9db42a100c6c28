/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is said of the hard rules, H1 to H11: one table.
 */
#ifndef HT_REPORTS_TEXT_RULES_H
#define HT_REPORTS_TEXT_RULES_H

#include "solver/school/rules.h"

/** What the program says of a rule; one row of the table for each. */
struct ht_rule_words {
    const char *code;    /* "H6" */
    const char *title;   /* "misses of a subject": for headings */
    const char *meaning; /* one sentence: what holds where the rule is kept */
    const char *slots;   /* "of a subject missed often enough": slots that it takes */
    const char *against; /* "the subject has been missed often enough": a place, by itself */
};

/** The words of a rule; of HT_NO_RULE, what leaves a session out that no rule forbids. */
const struct ht_rule_words *ht_rule_words(enum ht_rule rule);

#endif
