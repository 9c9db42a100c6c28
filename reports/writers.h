/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The functions of the table of reports: what builds documents, and what writes data.
 */
#ifndef HT_REPORTS_WRITERS_H
#define HT_REPORTS_WRITERS_H

#include "reports/report.h"

void ht_build_lead(struct ht_document *document, const struct ht_run *run);
void ht_build_changes(struct ht_document *document, const struct ht_run *run);
void ht_build_caseload(struct ht_document *document, const struct ht_run *run);
void ht_build_week_lists(struct ht_document *document, const struct ht_run *run);
void ht_build_log(struct ht_document *document, const struct ht_run *run); /* to be filled in */
void ht_build_head(struct ht_document *document, const struct ht_run *run);
void ht_build_mentors(struct ht_document *document, const struct ht_run *run);
void ht_build_students(struct ht_document *document, const struct ht_run *run); /* a page each */
void ht_build_cards(struct ht_document *document, const struct ht_run *run); /* several a sheet */
void ht_build_quality(struct ht_document *document, const struct ht_run *run);
void ht_build_teachers(struct ht_document *document, const struct ht_run *run);
void ht_build_slips(struct ht_document *document, const struct ht_run *run);
void ht_build_noticeboard(struct ht_document *document, const struct ht_run *run);
void ht_build_duties(struct ht_document *document, const struct ht_run *run);
void ht_build_start(struct ht_document *document, const struct ht_run *run);
void ht_build_letters(struct ht_document *document, const struct ht_run *run, size_t nth);

void ht_write_sessions_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_changes_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_unplaced_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_timetable_xlsx(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_timetable_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_duties_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_sessions_xml(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_summary_json(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_letters_csv(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_ics(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_proof_mps(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_proof(FILE *stream, const struct ht_run *run, size_t nth);
void ht_write_proof_index(FILE *stream, const struct ht_run *run, size_t nth);

size_t ht_count_proofs(const struct ht_run *run);
size_t ht_count_proof_index(const struct ht_run *run);
size_t ht_count_ics(const struct ht_run *run);
size_t ht_count_letters(const struct ht_run *run); /* kinds */

char *ht_tell_proof(const struct ht_run *run, size_t nth);
char *ht_tell_ics(const struct ht_run *run, size_t nth);
char *ht_tell_letters(const struct ht_run *run, size_t nth);

#endif
