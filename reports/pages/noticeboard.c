/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The weekly timetable for the wall. Whoever reads it may be anyone: it has people, places and
 * times, and of what the school says about a day or a week nothing at all.
 */
#include "reports/pages/say.h"
#include "reports/views/names_shown.h"

/* What the parts of the page are made from. */
struct board {
    struct ht_document *document;
    const struct ht_views *views;
    const struct ht_names_shown *names;
};

/* Students are never told to be of a group, whose name may be a need. */
static void say_session(const struct board *board, const struct ht_session_view *session,
                        bool first)
{
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_student_view *student = session->attendees[i].student;
        if (i)
            ht_doc_put(board->document, ", ");
        size_t place = (size_t)(student - board->views->students);
        ht_doc_put(board->document, first || i ? "{strong name}%s" : "{strong name line}%s",
                   ht_names_shown_text(board->names, place));
    }
    ht_doc_put(board->document, "{minor} {minor name}%s",
               *session->place ? session->place : session->mentor->name);
}

static void add_cell(const struct board *board, size_t week, size_t cell)
{
    const struct ht_views *views = board->views;
    bool any = false;
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_session_view *session = views->mentors[i].weeks[week].cells[cell].session;
        if (!session)
            continue;
        if (!any)
            ht_doc_cell(board->document, HT_TONE_SESSION);
        say_session(board, session, !any);
        any = true;
    }
    if (!any)
        ht_doc_cell(board->document, HT_TONE_NONE);
}

/* A day without school is one cell over all rows. */
static void add_row(const struct board *board, size_t week, size_t place, int rows, bool first)
{
    const struct ht_week_view *view = &board->views->weeks[week];
    const struct ht_grid_row *row = &view->rows[place];
    ht_doc_put(board->document, "{row}%s{minor line}%s–%s", row->name, HT_WORDS_TIME(row->start),
               HT_WORDS_TIME(row->end));
    for (int day = 0; day < view->day_count; day++) {
        if (!view->closed[day]) {
            add_cell(board, week, place * (size_t)view->day_count + (size_t)day);
        } else if (first) {
            ht_doc_cellf(board->document, HT_TONE_AWAY, "no sessions");
            ht_doc_reach(board->document, rows);
        }
    }
}

static void add_grid(const struct board *board, size_t week)
{
    const struct ht_week_view *view = &board->views->weeks[week];
    int rows = 0;
    for (size_t row = 0; row < view->row_count; row++)
        rows += view->rows[row].teaching;
    ht_doc_table(board->document, HT_WALL, true);
    ht_say_week_of(board->document, view);
    ht_doc_column(board->document, 0.7, false);
    ht_doc_put(board->document, "Period");
    for (int day = 0; day < view->day_count; day++) {
        ht_doc_column(board->document, 1, false);
        ht_doc_put(board->document, "%s", HT_UNBROKEN_DAY(view->days[day]));
    }
    bool first = true;
    for (size_t row = 0; row < view->row_count; row++) {
        if (!view->rows[row].teaching)
            continue;
        add_row(board, week, row, rows, first);
        first = false;
    }
}

/* Which room is whose. */
static void add_rooms(const struct board *board)
{
    const struct ht_views *views = board->views;
    bool any = false;
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &views->mentors[i];
        if (!*mentor->room || !mentor->sessions)
            continue;
        if (!any)
            ht_doc_paragraph(board->document, HT_TONE_NONE);
        else
            ht_doc_put(board->document, " · ");
        ht_doc_put(board->document, "{strong name}%s{} {name}%s", mentor->room, mentor->name);
        any = true;
    }
}

static bool has_sessions(const struct ht_views *views, size_t week)
{
    for (size_t i = 0; i < views->mentor_count; i++)
        if (views->mentors[i].weeks[week].sessions)
            return true;
    return false;
}

ht_build ht_build_noticeboard;
void ht_build_noticeboard(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    struct ht_names_shown *names =
        ht_names_shown_new(views->students, views->student_count, run->choices.names);
    const struct board board = {document, views, names};
    document->landscape = true;
    for (size_t i = 0; i < views->week_count; i++)
        if (has_sessions(views, i)) {
            const struct ht_week_view *week = &board.views->weeks[i];
            ht_doc_open(board.document, HT_NEW_PAGE | HT_TOGETHER | HT_FIND_ROWS,
                        ht_doc_text(board.document, "w%zu", i + 1));
            ht_say_week_of(board.document, week);
            add_grid(&board, i);
            add_rooms(&board);
            ht_doc_close(board.document);
        }
    if (!views->session_count)
        ht_doc_put(document, "{p}No sessions.");
    ht_names_shown_free(names);
}
