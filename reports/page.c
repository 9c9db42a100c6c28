/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/page.h"

#include "reports/html.h"
#include "reports/words.h"
#include "reports/writers.h"

/* The policy keeps a browser from fetching or running anything, whatever a name may hold. */
static void write_head(FILE *stream, const struct ht_views *views)
{
    char from[HT_WORDS_SIZE], to[HT_WORDS_SIZE];
    ht_html(stream,
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"robots\" content=\"noindex\">\n"
            "<title>Mentoring timetable, %s to %s</title>\n<style>\n",
            ht_words_date(views->horizon.from, from), ht_words_full_date(views->horizon.to, to));
    fputs(ht_page_style, stream);
    fputs("</style>\n</head>\n<body>\n", stream);
}

static void write_header(FILE *stream, const struct ht_views *views)
{
    char from[HT_WORDS_SIZE], to[HT_WORDS_SIZE];
    ht_html(stream,
            "<header>\n<p class=\"horizon\">%s%s%s to %s</p>\n<h1>Mentoring timetable</h1>\n"
            "<nav aria-label=\"On this page\"><ul>\n"
            "<li><a href=\"#overview\">Overview</a></li>\n"
            "<li><a href=\"#caseload\">Caseload</a></li>\n"
            "<li><a href=\"#unplaced\">Unplaced</a></li>\n"
            "<li><a href=\"#mentors\">Mentors</a></li>\n"
            "<li><a href=\"#students\">Students</a></li>\n</ul></nav>\n</header>\n<main>\n",
            views->label, *views->label ? ": " : "", ht_words_full_date(views->horizon.from, from),
            ht_words_full_date(views->horizon.to, to));
}

void ht_page_who(FILE *stream, const struct ht_programme_view *programme)
{
    if (*programme->group)
        ht_html(stream, "<b><bdi>%s</bdi></b>: ", programme->group);
    for (size_t i = 0; i < programme->student_count; i++)
        ht_html(stream, *programme->group ? "%s<bdi>%s</bdi>" : "%s<b><bdi>%s</bdi></b>",
                i ? ", " : "", programme->students[i]->name);
}

void ht_write_page(FILE *stream, const struct ht_run *run)
{
    write_head(stream, run->views);
    write_header(stream, run->views);
    ht_page_overview(stream, run);
    ht_page_caseload(stream, run->views);
    ht_page_unplaced(stream, run->views);
    ht_page_mentors(stream, run->views);
    ht_page_students(stream, run->views);
    fputs("</main>\n</body>\n</html>\n", stream);
}
