/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * policy.xml documented from the table of io/schema/policy.h: for people, and as a schema for
 * editors.
 */
#ifndef HT_IO_SCHEMA_POLICY_REFERENCE_H
#define HT_IO_SCHEMA_POLICY_REFERENCE_H

#include <stdio.h>

/** Writes every element and attribute with what holds without it, what it means and may be. */
void ht_write_policy_reference(FILE *stream);

/** Writes data/policy.rng: a RELAX NG schema. */
void ht_write_policy_schema(FILE *stream);

#endif
