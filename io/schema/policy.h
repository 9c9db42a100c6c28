/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * policy.xml: the one table of its elements and attributes, which reading and documentation use.
 */
#ifndef HT_IO_SCHEMA_POLICY_H
#define HT_IO_SCHEMA_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What an attribute's value is and where it goes. */
enum ht_attribute_type {
    HT_WHOLE,  /* a whole number, to an int */
    HT_COST,   /* a whole number, to an int64_t */
    HT_LIMIT,  /* a whole number or "none", to an int: HT_NO_LIMIT */
    HT_OFTEN,  /* sessions a week, 0.5 for one in two, to a struct ht_frequency */
    HT_WORD,   /* one of some words, to an enum in their order */
    HT_YES,    /* yes or no, to a bool */
    HT_KINDS,  /* a list of kinds of period, to bits of an unsigned */
    HT_UPPER,  /* a text, made upper case */
    HT_LOWER,  /* a text, made lower case */
    HT_TEXT,   /* a text as it is, but none that a spreadsheet would run as a formula */
    HT_RECURS, /* day, week, 2 weeks, fortnight, month, half-term or term, to an ht_stretch */
    HT_DELAY,  /* 6 weeks, 10 days, start or end, to an ht_stretch */
};

#define HT_POLICY_FILE "policy.xml"

/** The preset of attributes of struct ht_policy, which has it itself. */
extern const char ht_of_policy[];

/** An attribute of an element. */
struct ht_policy_attribute {
    const char *name;
    enum ht_attribute_type type;
    size_t offset;            /* in struct ht_policy or the struct of an element that repeats */
    int64_t least, most;      /* bounds of a number, included */
    bool even;                /* the number must be even */
    const char *const *words; /* of a HT_WORD; ends with NULL */
    const char *preset;       /* see ht_policy_preset_text(); NULL: it is needed */
    const char *meaning;      /* a sentence of documentation */
};

/** An element. */
struct ht_policy_element {
    const char *name, *parent;
    bool repeats;        /* may be there more than once */
    const char *meaning; /* a sentence of documentation */
    const struct ht_policy_attribute *attributes;
    size_t count; /* attributes */
    bool equals;  /* they are of one rank; else the first is what the element is about */
};

/** The elements below <policy>, *count of them, in the order in which they are documented. */
const struct ht_policy_element *ht_policy_elements(size_t *count);

#endif
