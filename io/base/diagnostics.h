/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is wrong with the input: collected over all files, printed together.
 */
#ifndef HT_IO_BASE_DIAGNOSTICS_H
#define HT_IO_BASE_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** How bad a finding is. */
enum ht_severity {
    HT_WARNING, /* the run goes on */
    HT_FAULT,   /* the run ends with exit code 2 once everything is read */
};

struct ht_diagnostics;

/** No findings; free with ht_diagnostics_free(). */
struct ht_diagnostics *ht_diagnostics_new(void);

/** Frees findings; NULL is fine. */
void ht_diagnostics_free(struct ht_diagnostics *faults);

/**
 * Adds a finding: "what is wrong; how to mend it" by printf's rules. The file is the one
 * that the line is of, the line is 1 where no other applies; where it is 0 the file stands for
 * what has no lines.
 */
void ht_fault(struct ht_diagnostics *faults, enum ht_severity severity, const char *file, int line,
              const char *format, ...) __attribute__((format(printf, 5, 6)));

/**
 * As ht_fault(), for findings that are of one kind although their format says less or more than
 * that: of a kind and file only the first are printed, 20 faults, or 5 warnings (one where the
 * format is the kind, since the others say the same), and the others counted. The format is
 * ht_fault()'s kind.
 */
void ht_fault_of_kind(struct ht_diagnostics *faults, enum ht_severity severity, const char *file,
                      int line, const char *kind, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** Whether one more finding of that kind would be printed: who finds it dear to word may ask. */
bool ht_fault_is_shown(const struct ht_diagnostics *faults, enum ht_severity severity,
                       const char *file, const char *kind);

/** How many findings of a severity there are. */
size_t ht_diagnostics_count(const struct ht_diagnostics *faults, enum ht_severity severity);

/** Prints "FILE:LINE: text" a finding, by file and line, warnings as "FILE:LINE: warning: text". */
void ht_diagnostics_print(const struct ht_diagnostics *faults, FILE *stream);

/** Prints findings to stderr and frees them; true where there is no fault among them. */
bool ht_diagnostics_tell(struct ht_diagnostics *faults);

#endif
