/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documentation from the tables that reading and writing files go by: for people, and as RELAX NG
 * schemas for editors.
 */
#ifndef HT_IO_SCHEMA_REFERENCE_H
#define HT_IO_SCHEMA_REFERENCE_H

#include <stdio.h>

/** Writes which files a school has, with their columns, and the elements of its policy. */
void ht_write_school_files(FILE *stream);

/** The same, and which files of a schedule are read, and which a run writes. */
void ht_write_files(FILE *stream);

/** Writes every element and attribute of the policy, what holds without it, and what it may be. */
void ht_write_policy_reference(FILE *stream);

/** Writes data/policy.rng, and data/school.rng, which has the policy's from it. */
void ht_write_policy_schema(FILE *stream);
void ht_write_school_schema(FILE *stream);

#endif
