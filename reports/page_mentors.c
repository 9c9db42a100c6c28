/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html.h"
#include "reports/page.h"
#include "reports/words.h"

/* More columns than this do not fit a printed page. */
enum { GLANCE_COLUMNS = 8 };

/* ------------------------------------------------------------ the horizon at a glance */

/* "Maths", or each member's subject once a group's differ. */
static void write_subjects(FILE *stream, const struct ht_session_view *session)
{
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendee = &session->attendees[i];
        bool told = i && attendee->subject == session->attendees[i - 1].subject;
        if (attendee->misses && !told)
            ht_html(stream, i ? "; %s" : "%s", attendee->subject_name);
    }
}

static void write_glance_cell(FILE *stream, const struct ht_programme_week *week)
{
    fputs(week->unplaced ? "<td class=\"lost\">" : "<td>", stream);
    for (size_t i = 0; i < week->session_count; i++) {
        const struct ht_session_view *session = week->sessions[i];
        ht_html(stream, "%s<b>%s %s</b> <small>", i ? "<br>" : "",
                ht_day_short(ht_date_weekday(session->date)), session->period);
        write_subjects(stream, session);
        fputs("</small>", stream);
    }
    if (week->unplaced)
        ht_html(stream, week->unplaced > 1 ? "%s%d not placed" : "%snot placed",
                week->session_count ? "<br>" : "", week->unplaced);
    else if (!week->session_count)
        fputs("–", stream);
    fputs("</td>", stream);
}

static void write_week_head(FILE *stream, const struct ht_week_view *week)
{
    char monday[HT_WORDS_SIZE];
    ht_html(stream, *week->week ? "%s <small>week %s</small>" : "%s%s",
            ht_words_date(week->monday, monday), week->week);
}

static void write_glance(FILE *stream, const struct ht_views *views,
                         const struct ht_mentor_view *mentor, size_t first)
{
    size_t end = mentor->programme_count;
    if (end > first + GLANCE_COLUMNS)
        end = first + GLANCE_COLUMNS;
    ht_html(stream, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                    "aria-label=\"All weeks at a glance\">\n<table class=\"glance\">\n"
                    "<caption>All weeks at a glance</caption>\n"
                    "<thead><tr><th scope=\"col\">Week of</th>");
    for (size_t i = first; i < end; i++) {
        fputs("<th scope=\"col\">", stream);
        ht_page_who(stream, mentor->programmes[i]);
        if (views->several_programmes)
            ht_html(stream, " <small>%s</small>", mentor->programmes[i]->name);
        fputs("</th>", stream);
    }
    fputs("</tr></thead>\n<tbody>\n", stream);
    for (size_t week = 0; week < views->week_count; week++) {
        fputs("<tr><th scope=\"row\">", stream);
        write_week_head(stream, &views->weeks[week]);
        fputs("</th>", stream);
        for (size_t i = first; i < end; i++)
            write_glance_cell(stream, &mentor->programmes[i]->weeks[week]);
        fputs("</tr>\n", stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", stream);
}

/* ------------------------------------------------------------ a week's grid */

static void write_times(FILE *stream, int start, int end)
{
    char from[16], to[16];
    ht_html(stream, "<small>%s–%s</small>", ht_time_text(start, from), ht_time_text(end, to));
}

static void write_session(FILE *stream, const struct ht_session_view *session)
{
    ht_page_who(stream, session->programme);
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendee = &session->attendees[i];
        if (attendee->misses)
            ht_html(stream, " <small>%s%s%s</small>", attendee->subject_name,
                    *attendee->room ? ", " : "", attendee->room);
    }
}

/* The times are told where they are not those of the row. */
static void write_cell(FILE *stream, const struct ht_cell *cell, const struct ht_grid_row *row)
{
    static const char *const starts[] = {
        [HT_CELL_NONE] = "<td>",
        [HT_CELL_FREE] = "<td class=\"free\">free",
        [HT_CELL_COMMITTED] = "<td class=\"busy\">",
        [HT_CELL_SESSION] = "<td class=\"session\">",
    };
    fputs(starts[cell->what], stream);
    if (cell->what == HT_CELL_COMMITTED)
        ht_html(stream, "%s", cell->commitment);
    else if (cell->what == HT_CELL_SESSION)
        write_session(stream, cell->session);
    bool usual = cell->start == row->start && cell->end == row->end;
    if (!usual && cell->what != HT_CELL_NONE) {
        putc(' ', stream);
        write_times(stream, cell->start, cell->end);
    }
    fputs("</td>", stream);
}

/* A day without cells is one cell over all rows. */
static void write_row(FILE *stream, const struct ht_mentor_week *week, size_t place)
{
    const struct ht_grid_row *row = &week->week->rows[place];
    fputs(row->teaching ? "<tr>" : "<tr class=\"rest\">", stream);
    ht_html(stream, "<th scope=\"row\">%s ", row->name);
    write_times(stream, row->start, row->end);
    fputs("</th>", stream);
    for (int day = 0; day < week->week->day_count; day++) {
        const struct ht_cell *cell =
            &week->cells[place * (size_t)week->week->day_count + (size_t)day];
        if (!week->away[day])
            write_cell(stream, cell, row);
        else if (!place)
            ht_html(stream, "<td class=\"away\" rowspan=\"%d\">%s</td>", (int)week->week->row_count,
                    week->away[day]);
    }
    fputs("</tr>\n", stream);
}

/* A page of a long timetable may begin with any week: each says whose it is. */
static void write_week(FILE *stream, const struct ht_mentor_week *week, const char *mentor)
{
    char date[HT_WORDS_SIZE];
    fputs("<div class=\"week\">\n<table class=\"grid\">\n<caption>Week of ", stream);
    write_week_head(stream, week->week);
    ht_html(stream, " <small>· <bdi>%s</bdi> · %d session%s</small>", mentor, week->sessions,
            ht_words_plural(week->sessions));
    fputs("</caption>\n<thead><tr><th scope=\"col\">Period</th>", stream);
    for (int day = 0; day < week->week->day_count; day++)
        ht_html(stream, "<th scope=\"col\">%s</th>", ht_words_day(week->week->days[day], date));
    fputs("</tr></thead>\n<tbody>\n", stream);
    for (size_t row = 0; row < week->week->row_count; row++)
        write_row(stream, week, row);
    fputs("</tbody>\n</table>\n", stream);
    if (*week->week->notice)
        ht_html(stream, "<p class=\"notice\">%s</p>\n", week->week->notice);
    fputs("</div>\n", stream);
}

/* ------------------------------------------------------------ all mentors */

static void write_mentor(FILE *stream, const struct ht_views *views,
                         const struct ht_mentor_view *mentor, size_t number)
{
    ht_html(stream,
            "<article class=\"mentor\" id=\"m%d\" aria-labelledby=\"m%d-head\">\n"
            "<h3 id=\"m%d-head\"><bdi>%s</bdi></h3>\n<p class=\"about\">",
            (int)number, (int)number, (int)number, mentor->name);
    if (*mentor->role)
        ht_html(stream, "%s mentor · ", mentor->role);
    if (*mentor->room)
        ht_html(stream, "room %s · ", mentor->room);
    ht_html(stream, "%d student%s · %d session%s", mentor->students,
            ht_words_plural(mentor->students), mentor->sessions, ht_words_plural(mentor->sessions));
    if (mentor->unplaced)
        ht_html(stream, " · %d unplaced", mentor->unplaced);
    fputs("</p>\n", stream);
    for (size_t first = 0; first < mentor->programme_count; first += GLANCE_COLUMNS)
        write_glance(stream, views, mentor, first);
    fputs("<div class=\"weeks\">\n", stream);
    for (size_t week = 0; week < views->week_count; week++)
        write_week(stream, &mentor->weeks[week], mentor->name);
    fputs("</div>\n</article>\n", stream);
}

void ht_page_mentors(FILE *stream, const struct ht_views *views)
{
    fputs("<section id=\"mentors\" aria-labelledby=\"mentors-head\">\n"
          "<h2 id=\"mentors-head\">Mentors</h2>\n<ul class=\"index\">\n",
          stream);
    for (size_t i = 0; i < views->mentor_count; i++)
        ht_html(stream, "<li><a href=\"#m%d\"><bdi>%s</bdi></a></li>\n", (int)i + 1,
                views->mentors[i].name);
    fputs("</ul>\n<p class=\"key\"><span class=\"session\"><b>Student</b> lesson missed</span> "
          "<span class=\"busy\">commitment</span> <span class=\"free\">free</span></p>\n",
          stream);
    for (size_t i = 0; i < views->mentor_count; i++)
        write_mentor(stream, views, &views->mentors[i], i + 1);
    fputs("</section>\n", stream);
}
