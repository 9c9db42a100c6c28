/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where a school's files are: in a folder, or in a school.xml that stands in for them.
 */
#ifndef HT_IO_SCHOOL_FILES_H
#define HT_IO_SCHOOL_FILES_H

#include "io/records/source.h"
#include "io/xml/tree.h"

#include <stdint.h>

struct ht_school_files;

/**
 * Opens a folder, or a document of any name. In a folder, school.xml stands in for the CSV files
 * where none of them is there; policy.xml beside it holds where it has no policy of its own. NULL
 * after a fault; warns of files that are not read although they look as if they should be. Close
 * with ht_school_files_close().
 */
struct ht_school_files *ht_school_files_open(const char *path, struct ht_diagnostics *faults);

/** Closes the files, once their records are freed; NULL is fine. */
void ht_school_files_close(struct ht_school_files *files);

/** The name of the document, or NULL where the files are a folder's. */
const char *ht_school_files_document(const struct ht_school_files *files);

/**
 * The rows of a file, to be freed before the next ones are asked for; NULL where there are none to
 * read: with a fault, but for an absent file that is not needed.
 */
struct ht_record_source *ht_school_files_records(struct ht_school_files *files, enum ht_file file);

/**
 * The element policy of policy.xml or of the document, for as long as the files are open; NULL
 * where there is none, or after a fault.
 */
const struct ht_xml_node *ht_school_files_policy(struct ht_school_files *files);

/** What one of the files is to be. */
struct ht_instead {
    enum ht_file file;
    const char *bytes;
    size_t size;
};

/**
 * A check sum of the files that the school at a path is planned from, by their names and bytes: all
 * that are read but history.csv and done.csv, which go on during a half term, and the letters. A
 * document is one file, whatever is in it. One of them may be taken as it is to be (NULL: none). 0
 * where there is none.
 */
uint64_t ht_school_files_sum(const char *path, const struct ht_instead *instead);

/** How messages call the file that has the policy, or would have it. */
struct ht_file_shown ht_school_files_policy_shown(const struct ht_school_files *files);

#endif
