/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

/* Lines of a page that rows share, and how many of them a row has at least and at most. */
enum { PAGE_LINES = 40, LEAST_LINES = 4, MOST_LINES = 14 };

/* The lines of each row, so that a week fills its page. */
static int lines_for(int sessions)
{
    int lines = PAGE_LINES / sessions;
    return lines < LEAST_LINES ? LEAST_LINES : lines > MOST_LINES ? MOST_LINES : lines;
}

/* Blank lines give the row the height that writing by hand needs. */
static void add_who(struct ht_document *document, const struct ht_session_view *session, int room)
{
    int lines = 1;
    ht_doc_cell(document, HT_TONE_NONE);
    ht_say_who(document, session->programme);
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendance = &session->attendees[i];
        if (!attendance->misses)
            continue;
        ht_doc_put(document, "{minor line}%s", attendance->subject_name);
        lines++;
    }
    for (; lines < room; lines++)
        ht_doc_put(document, "{line}\u00a0");
}

static void add_week(struct ht_document *document, const struct ht_mentor_view *mentor,
                     const struct ht_mentor_week *week, const char *anchor)
{
    int room = lines_for(week->sessions);
    ht_doc_open(document, HT_NEW_PAGE | HT_FINDABLE, anchor);
    ht_doc_put(document, "{name}%s{}: ", mentor->name);
    ht_say_week_of(document, week->week);
    ht_doc_captioned(document, HT_GRID, true, "Sessions of ");
    ht_doc_put(document, "{name}%s{}: ", mentor->name);
    ht_say_week_of(document, week->week);
    HT_DOC_GRID(document, {"When", 1.5}, {"Who", 1.7}, {"Held?", 1.3}, {"Review the past", 3},
                {"Work together", 3}, {"Look forward", 3});
    for (int day = 0; day < week->week->day_count; day++) {
        /* The cells of a day, from the first to the last period. */
        for (size_t row = 0; row < week->week->row_count; row++) {
            const struct ht_cell *cell = ht_week_cell(week, row, day);
            if (cell->what == HT_CELL_SESSION) {
                ht_doc_named_row(document);
                ht_say_when(document, cell->session);
                add_who(document, cell->session, room);
                /* The boxes that are ticked, and then room to write in. */
                ht_doc_put(document, "|☐ held{line}☐ not held");
                for (int i = 0; i < 3; i++)
                    ht_doc_cell(document, HT_TONE_NONE);
            }
        }
    }
    ht_doc_close(document);
}

ht_build ht_build_log;
void ht_build_log(struct ht_document *document, const struct ht_run *run)
{
    document->landscape = true;
    for (size_t i = 0; i < run->views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &run->views->mentors[i];
        const char *anchor = ht_doc_text(document, "l%zu", i + 1);
        for (size_t week = 0; week < run->views->week_count; week++) {
            if (!mentor->weeks[week].sessions)
                continue;
            add_week(document, mentor, &mentor->weeks[week], anchor);
            anchor = NULL;
        }
    }
    if (!run->views->session_count)
        ht_doc_put(document, "{p}No sessions.");
}
