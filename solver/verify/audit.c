/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ht_mentor_id ht_audit_mentor(const struct ht_audit *audit, const struct ht_meeting *meeting)
{
    return audit->school->programmes[meeting->programme.i].mentor;
}

struct ht_occasion ht_audit_occasion(const struct ht_audit *audit, const struct ht_seat *seat)
{
    const struct ht_meeting *meeting = &audit->meetings[seat->meeting];
    return (struct ht_occasion){ht_audit_mentor(audit, meeting), seat->student, meeting->date,
                                meeting->period, seat->lesson};
}

bool ht_audit_stands(const struct ht_audit *audit, const struct ht_claim *row)
{
    return row->date.days < audit->claims->stands.days;
}

int ht_audit_line(const struct ht_audit *audit, uint32_t row)
{
    return audit->claims->rows[row].line;
}

char *ht_when(ht_date date, char text[static HT_WHEN_SIZE])
{
    char iso[16];
    snprintf(text, HT_WHEN_SIZE, "%s %s", ht_day_short(ht_date_weekday(date)),
             ht_date_iso(date, iso));
    return text;
}

/* ------------------------------------------------------------ breaches */

static int compare_lines(const void *line, const void *row)
{
    return *(const int *)line - ((const struct ht_claim *)row)->line;
}

/* Whether a line of sessions.csv is of a row that stands; the rows are in the file's order. */
static bool line_stands(const struct ht_audit *audit, int line)
{
    const struct ht_claimed_schedule *claims = audit->claims;
    if (claims->stands.days == HT_DATE_FIRST.days || !claims->row_count)
        return false;
    const struct ht_claim *row =
        bsearch(&line, claims->rows, claims->row_count, sizeof *row, compare_lines);
    return row && ht_audit_stands(audit, row);
}

/* Takes the text. What is wrong with sessions that are over is no breach any more. */
static void add_breach(struct ht_audit *audit, enum ht_rule rule, const char *file, int line,
                       char *text)
{
    struct ht_verdict *verdict = audit->verdict;
    if (file && !strcmp(file, "sessions.csv") && line_stands(audit, line)) {
        verdict->frozen++;
        free(text);
        return;
    }
    HT_GROW(verdict->breaches, verdict->breach_count, verdict->breach_capacity);
    verdict->breaches[verdict->breach_count++] = (struct ht_breach){rule, file, line, text};
}

static char *format_list(const char *format, va_list arguments)
{
    char *text;
    if (vasprintf(&text, format, arguments) < 0)
        ht_out_of_memory();
    return text;
}

void ht_audit_breach(struct ht_audit *audit, enum ht_rule rule, const char *file, int line,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_breach(audit, rule, file, line, format_list(format, arguments));
    va_end(arguments);
}

/* "S12 with M01 on Mon 2026-09-14 in period 3: WHAT"; what is freed. */
static void add_row_breach(struct ht_audit *audit, enum ht_rule rule, const struct ht_claim *row,
                           const char *group, char *what)
{
    char when[HT_WHEN_SIZE];
    char *text = ht_format("%s%s with %s on %s in period %s: %s", *group ? "group " : "",
                           *group ? group : row->student_id, row->mentor_id,
                           ht_when(row->date, when), row->period_name, what);
    free(what);
    add_breach(audit, rule, "sessions.csv", row->line, text);
}

void ht_audit_breach_row(struct ht_audit *audit, enum ht_rule rule, const struct ht_claim *row,
                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_row_breach(audit, rule, row, "", format_list(format, arguments));
    va_end(arguments);
}

void ht_audit_breach_at(struct ht_audit *audit, enum ht_rule rule, const struct ht_meeting *meeting,
                        const struct ht_seat *seat, const char *format, ...)
{
    const char *group = seat ? "" : audit->school->programmes[meeting->programme.i].group;
    va_list arguments;
    va_start(arguments, format);
    add_row_breach(audit, rule, &audit->claims->rows[seat ? seat->row : meeting->row], group,
                   format_list(format, arguments));
    va_end(arguments);
}
