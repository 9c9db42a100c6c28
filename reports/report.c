/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/report.h"

#include "reports/writers.h"

const struct ht_report ht_reports[] = {
    {"sessions.csv", "every session, a row for each student", HT_BEFORE_VERIFYING,
     ht_write_sessions_csv},
    {"unplaced.csv", "required sessions that have no place, and why", HT_BEFORE_VERIFYING,
     ht_write_unplaced_csv},
    {"index.html", "timetables of mentors and students, to look at and to print",
     HT_AFTER_VERIFYING, ht_write_page},
    {"summary.json", "status, cost, bound, numbers of sessions and seconds", HT_AT_THE_END,
     ht_write_summary_json},
};

const size_t ht_report_count = sizeof ht_reports / sizeof *ht_reports;
