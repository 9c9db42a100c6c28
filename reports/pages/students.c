/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

/* A card is the student's own: nothing about needs, programmes or what could not be placed. */
static void add_card(struct ht_document *document, const struct ht_student_view *student,
                     size_t place, unsigned layout)
{
    ht_doc_open(document, layout | HT_FINDABLE | HT_TOGETHER,
                ht_doc_text(document, "s%zu", place + 1));
    ht_doc_put(document, "{name}%s{minor} year %s%s%s", student->name, student->year,
               *student->form ? ", " : "", student->form);
    if (student->session_count) {
        ht_doc_captioned(document, HT_GRID, true, "Sessions of ");
        ht_doc_put(document, "{name}%s", student->name);
        HT_DOC_GRID(document, {"When", 1.2}, {"Mentor and place", 1.4}, {"Lesson missed", 1.4});
        for (size_t i = 0; i < student->session_count; i++) {
            const struct ht_attendance *attendance = student->sessions[i];
            const struct ht_session_view *session = attendance->session;
            ht_doc_named_row(document);
            ht_say_when(document, session);
            ht_doc_put(document, "|{name}%s", session->mentor->name);
            if (*session->place)
                ht_doc_put(document, "{minor line}%s", session->place);
            ht_doc_put(document, "|%s", attendance->misses ? attendance->subject_name : "none");
            if (attendance->misses)
                ht_doc_put(document, "{minor name line}%s", attendance->teacher);
        }
    } else {
        ht_doc_put(document, "{p}No sessions.");
    }
    ht_doc_close(document);
}

static void add_cards(struct ht_document *document, const struct ht_views *views, unsigned layout)
{
    for (size_t i = 0; i < views->student_count; i++)
        add_card(document, &views->students[i], i, layout);
}

ht_build ht_build_students;
void ht_build_students(struct ht_document *document, const struct ht_run *run)
{
    add_cards(document, run->views, HT_NEW_PAGE);
}

ht_build ht_build_cards;
void ht_build_cards(struct ht_document *document, const struct ht_run *run)
{
    ht_doc_open(document, HT_TILES, NULL);
    add_cards(document, run->views, 0);
    ht_doc_close(document);
}
