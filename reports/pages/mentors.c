/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

/* More columns than this do not fit a printed page. */
enum { GLANCE_COLUMNS = 8 };

/* ------------------------------------------------------------ the horizon at a glance */

/* "Maths", or each member's subject once a group's differ. */
static void say_subjects(struct ht_document *document, const struct ht_session_view *session)
{
    bool said = false;
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendee = &session->attendees[i];
        if (!attendee->misses || (i && attendee->subject == session->attendees[i - 1].subject))
            continue;
        ht_doc_put(document, said ? "{minor}; {minor}%s" : "{minor line}{minor}%s",
                   attendee->subject_name);
        said = true;
    }
}

static void add_glance_cell(struct ht_document *document, const struct ht_programme_week *week)
{
    ht_doc_cell(document, week->unplaced ? HT_TONE_ALERT : HT_TONE_NONE);
    for (size_t i = 0; i < week->session_count; i++) {
        const struct ht_session_view *session = week->sessions[i];
        ht_doc_put(document, i ? "{strong line}%s %s" : "{strong}%s %s",
                   ht_day_short(ht_date_weekday(session->date)), session->period);
        say_subjects(document, session);
    }
    if (week->unplaced > 1)
        ht_doc_put(document, week->session_count ? "{line}%d not placed" : "%d not placed",
                   week->unplaced);
    else if (week->unplaced)
        ht_doc_put(document, week->session_count ? "{line}not placed" : "not placed");
    else if (!week->session_count)
        ht_doc_put(document, "–");
}

static void add_glance(struct ht_document *document, const struct ht_views *views,
                       const struct ht_mentor_view *mentor, size_t first)
{
    size_t end = mentor->programme_count;
    if (end > first + GLANCE_COLUMNS)
        end = first + GLANCE_COLUMNS;
    ht_doc_captioned(document, HT_GRID, false, "All weeks at a glance");
    ht_doc_column(document, 0.8, false);
    ht_doc_put(document, "Week of");
    for (size_t i = first; i < end; i++) {
        ht_doc_column(document, 1, false);
        ht_say_who(document, mentor->programmes[i]);
        if (views->several_programmes)
            ht_doc_put(document, "{minor line}%s", mentor->programmes[i]->name);
    }
    for (size_t week = 0; week < views->week_count; week++) {
        ht_doc_named_row(document);
        ht_say_week(document, &views->weeks[week]);
        for (size_t i = first; i < end; i++)
            add_glance_cell(document, &mentor->programmes[i]->weeks[week]);
    }
}

/* ------------------------------------------------------------ a week's grid */

static void say_session(struct ht_document *document, const struct ht_session_view *session)
{
    ht_say_who(document, session->programme);
    if (session->elsewhere)
        ht_doc_put(document, "{line}%s", session->place);
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendee = &session->attendees[i];
        if (!attendee->misses)
            continue;
        ht_doc_put(document, "{minor line}%s", attendee->subject_name);
        if (*attendee->room)
            ht_doc_put(document, "{minor}, %s", attendee->room);
    }
}

/* The times are told where they are not those of the row. */
static void add_cell(struct ht_document *document, const struct ht_cell *cell,
                     const struct ht_grid_row *row)
{
    static const enum ht_tone tones[] = {
        [HT_CELL_NONE] = HT_TONE_NONE,
        [HT_CELL_FREE] = HT_TONE_FREE,
        [HT_CELL_COMMITTED] = HT_TONE_BUSY,
        [HT_CELL_SESSION] = HT_TONE_SESSION,
    };
    ht_doc_cell(document, tones[cell->what]);
    if (cell->what == HT_CELL_FREE)
        ht_doc_put(document, "free");
    else if (cell->what == HT_CELL_COMMITTED) {
        ht_doc_put(document, "%s", cell->commitment);
        if (*cell->with)
            ht_doc_put(document, "{name line}%s", cell->with);
    } else if (cell->what == HT_CELL_SESSION)
        say_session(document, cell->session);
    bool usual = cell->start == row->start && cell->end == row->end;
    if (!usual && cell->what != HT_CELL_NONE)
        ht_doc_put(document, "{minor line}%s–%s", HT_WORDS_TIME(cell->start),
                   HT_WORDS_TIME(cell->end));
}

/* A day without cells is one cell over all rows. */
static void add_row(struct ht_document *document, const struct ht_mentor_week *week, size_t place)
{
    const struct ht_grid_row *row = &week->week->rows[place];
    ht_doc_row(document, !row->teaching);
    ht_doc_head(document);
    ht_doc_put(document, "%s{}%s{minor}%s–%s", row->name, row->teaching ? " " : "",
               HT_WORDS_TIME(row->start), HT_WORDS_TIME(row->end));
    for (int day = 0; day < week->week->day_count; day++) {
        const struct ht_cell *cell = ht_week_cell(week, place, day);
        if (!week->away[day]) {
            add_cell(document, cell, row);
        } else if (!place) {
            ht_doc_cellf(document, HT_TONE_AWAY, "%s", week->away[day]);
            ht_doc_reach(document, (int)week->week->row_count);
        }
    }
}

/* A page of a long timetable may begin with any week: each says whose it is. */
static void add_week(struct ht_document *document, const struct ht_mentor_week *week,
                     const struct ht_mentor_view *mentor)
{
    ht_doc_open(document, HT_TOGETHER, NULL);
    ht_doc_table(document, HT_GRID, false);
    ht_say_week_of(document, week->week);
    ht_doc_put(document, "{minor} · {minor name}%s{minor} · %d session%s", mentor->name,
               week->sessions, ht_words_plural(week->sessions));
    ht_doc_column(document, 0.9, false);
    ht_doc_put(document, "Period");
    for (int day = 0; day < week->week->day_count; day++) {
        ht_doc_column(document, 1, false);
        ht_doc_put(document, "%s", HT_UNBROKEN_DAY(week->week->days[day]));
    }
    for (size_t row = 0; row < week->week->row_count; row++)
        add_row(document, week, row);
    if (*week->week->notice)
        ht_doc_put(document, "{p}{minor}%s", week->week->notice);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ all mentors */

static void add_about(struct ht_document *document, const struct ht_mentor_view *mentor)
{
    ht_doc_paragraph(document, HT_TONE_NONE);
    if (*mentor->role)
        ht_doc_put(document, "%s mentor · ", mentor->role);
    if (*mentor->room)
        ht_doc_put(document, "room %s · ", mentor->room);
    ht_doc_put(document, "%d student%s · %d session%s", mentor->students,
               ht_words_plural(mentor->students), mentor->sessions,
               ht_words_plural(mentor->sessions));
    if (mentor->unplaced)
        ht_doc_put(document, "{strong} · %d unplaced", mentor->unplaced);
}

static void add_mentor(struct ht_document *document, const struct ht_views *views, size_t place)
{
    const struct ht_mentor_view *mentor = &views->mentors[place];
    ht_doc_open(document, HT_NEW_PAGE | HT_FINDABLE, ht_doc_text(document, "m%zu", place + 1));
    ht_doc_put(document, "{name}%s", mentor->name);
    add_about(document, mentor);
    for (size_t first = 0; first < mentor->programme_count; first += GLANCE_COLUMNS)
        add_glance(document, views, mentor, first);
    ht_doc_open(document, HT_TILES, NULL);
    for (size_t week = 0; week < views->week_count; week++)
        add_week(document, &mentor->weeks[week], mentor);
    ht_doc_close(document);
    ht_doc_close(document);
}

ht_build ht_build_mentors;
void ht_build_mentors(struct ht_document *document, const struct ht_run *run)
{
    for (size_t i = 0; i < run->views->mentor_count; i++)
        add_mentor(document, run->views, i);
}
