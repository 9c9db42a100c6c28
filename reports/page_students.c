/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html.h"
#include "reports/page.h"
#include "reports/words.h"

static void write_attendance(FILE *stream, const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    char date[HT_WORDS_SIZE], start[16], end[16];
    ht_html(stream,
            "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s–%s</td><td><bdi>%s</bdi></td>"
            "<td>%s</td>",
            ht_words_day(session->date, date), session->period, ht_time_text(session->start, start),
            ht_time_text(session->end, end), session->mentor->name, session->mentor->room);
    if (attendance->misses)
        ht_html(stream, "<td>%s <small>%s</small></td></tr>\n", attendance->subject_name,
                attendance->teacher);
    else
        fputs("<td>none</td></tr>\n", stream);
}

static void write_table(FILE *stream, const struct ht_student_view *student, size_t number)
{
    ht_html(stream,
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"s%d-head\">\n"
            "<table class=\"list\">\n<caption class=\"unseen\">Sessions of %s</caption>\n"
            "<thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Period</th>"
            "<th scope=\"col\">Time</th><th scope=\"col\">Mentor</th><th scope=\"col\">Room</th>"
            "<th scope=\"col\">Lesson missed</th></tr></thead>\n<tbody>\n",
            (int)number, student->name);
    for (size_t i = 0; i < student->session_count; i++)
        write_attendance(stream, student->sessions[i]);
    fputs("</tbody>\n</table>\n</div>\n", stream);
}

static void write_student(FILE *stream, const struct ht_student_view *student, size_t number)
{
    ht_html(stream,
            "<article class=\"student\" aria-labelledby=\"s%d-head\">\n"
            "<h3 id=\"s%d-head\"><bdi>%s</bdi> <small>year %s%s%s</small></h3>\n",
            (int)number, (int)number, student->name, student->year, *student->form ? ", " : "",
            student->form);
    if (student->session_count)
        write_table(stream, student, number);
    else
        fputs("<p>No sessions.</p>\n", stream);
    if (student->unplaced)
        ht_html(stream, "<p class=\"notice\">%d session%s could not be placed.</p>\n",
                student->unplaced, ht_words_plural(student->unplaced));
    fputs("</article>\n", stream);
}

void ht_page_students(FILE *stream, const struct ht_views *views)
{
    fputs("<section id=\"students\" aria-labelledby=\"students-head\">\n"
          "<h2 id=\"students-head\">Students</h2>\n<div class=\"students\">\n",
          stream);
    for (size_t i = 0; i < views->student_count; i++)
        write_student(stream, &views->students[i], i + 1);
    fputs("</div>\n</section>\n", stream);
}
