/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Values of the policy's attributes, from text to where the table of io/schema/policy.h has them.
 */
#ifndef HT_IO_SCHEMA_POLICY_VALUE_H
#define HT_IO_SCHEMA_POLICY_VALUE_H

#include "io/base/diagnostics.h"
#include "io/schema/policy.h"
#include "solver/school/school.h"

/** Where a value stands, for messages, and what it is of. */
struct ht_policy_place {
    struct ht_school *school; /* keeps texts */
    struct ht_diagnostics *faults;
    const char *file;
    int line;
    const struct ht_policy_element *element;
    const struct ht_policy_attribute *attribute;
};

/** Puts a value where the table says; what is wrong is a fault, and leaves the record as it was. */
void ht_policy_set(const struct ht_policy_place *place, const char *value, void *record);

/** What holds without an attribute, as one would write it; "" where it is needed. Use free(). */
char *ht_policy_preset_text(const struct ht_policy_attribute *attribute);

/** The attribute of that name, or NULL. */
const struct ht_policy_attribute *ht_policy_attribute(const struct ht_policy_element *element,
                                                      const char *name);

#endif
