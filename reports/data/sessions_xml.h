/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What staff/sessions.xml may hold: data/sessions.rng is made from it by `make schema`.
 */
#ifndef HT_REPORTS_DATA_SESSIONS_XML_H
#define HT_REPORTS_DATA_SESSIONS_XML_H

#include <stdio.h>

/** Writes the RELAX NG schema of staff/sessions.xml; errors stay in the stream. */
void ht_write_sessions_schema(FILE *stream);

#endif
