/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"
#include "reports/views/caseload.h"

/* A week's lists while they are made. */
struct listing {
    struct ht_document *document;
    const struct ht_run *run;
    uint32_t week; /* place in ht_views.weeks */
};

/* ------------------------------------------------------------ who is seen */

/* The attendances are in order of date: the week's are those from *next on. */
static void add_seen(const struct listing *listing, size_t *next)
{
    const struct ht_views *views = listing->run->views;
    int32_t end = views->weeks[listing->week].monday.days + HT_DAYS_A_WEEK;
    size_t first = *next;
    while (*next < views->attendance_count && views->attendances[*next].session->date.days < end)
        ++*next;
    ht_doc_section(listing->document, HT_FIND_ROWS, NULL, "Who is seen, when and where");
    if (*next == first) {
        ht_doc_put(listing->document, "{p}Nobody is seen in this week.");
    } else {
        ht_doc_captioned(listing->document, HT_ROWS, true, "Sessions: ");
        ht_say_week_of(listing->document, &views->weeks[listing->week]);
        ht_doc_columns(listing->document, "Day|Period|Student|Form|Mentor|Place|Lesson missed");
    }
    for (size_t i = first; i < *next; i++) {
        const struct ht_attendance *attendance = &views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        ht_doc_put(listing->document, "{row}%s|%s {minor}%s–%s|{name}%s|%s|{name}%s|%s|%s",
                   HT_UNBROKEN_DAY(session->date), session->period, HT_WORDS_TIME(session->start),
                   HT_WORDS_TIME(session->end), attendance->student->name,
                   attendance->student->form, session->mentor->name, session->place,
                   attendance->misses ? attendance->subject_name : "none");
    }
    ht_doc_close(listing->document);
}

/* ------------------------------------------------------------ the staff briefing */

/* Pupil Premium students are in bold. */
static void say_student(const struct listing *listing, const struct ht_student_view *student)
{
    uint32_t premium = ht_strings_find(listing->run->school->flags, "PP");
    bool bold = premium != HT_NONE && ht_student_has_flag(student, premium);
    ht_say_student(listing->document, student, bold);
}

static bool mentored(const struct listing *listing, const struct ht_student_view *student)
{
    const struct ht_views *views = listing->run->views;
    return ht_span_has(&views->caseloads->student_spans[student - views->students], listing->week);
}

/* The students of a year who are being mentored in the week. */
static void add_year(const struct listing *listing, const struct ht_cohort *year)
{
    bool any = false;
    for (size_t i = 0; i < year->student_count; i++) {
        if (!mentored(listing, year->students[i]))
            continue;
        if (!any)
            ht_doc_put(listing->document, "{item}Year %s: ", year->name);
        ht_doc_put(listing->document, "%s", any ? ", " : "");
        say_student(listing, year->students[i]);
        any = true;
    }
}

static bool starts_in(const struct ht_weeks_span *span, uint32_t week)
{
    return span->starts && span->first == week;
}

static bool ends_in(const struct ht_weeks_span *span, uint32_t week)
{
    return span->ends && span->last == week;
}

/* The rows of all caseloads whose programmes do that in the week. */
static size_t count_rows(const struct listing *listing,
                         bool (*does)(const struct ht_weeks_span *, uint32_t))
{
    const struct ht_views *views = listing->run->views;
    const struct ht_caseloads *loads = views->caseloads;
    size_t count = 0;
    for (size_t i = 0; i < loads->row_count; i++)
        count += does(&loads->spans[loads->rows[i].programme - views->programmes], listing->week);
    return count;
}

static void add_changing(const struct listing *listing,
                         bool (*changes)(const struct ht_weeks_span *, uint32_t))
{
    const struct ht_views *views = listing->run->views;
    const struct ht_caseloads *loads = views->caseloads;
    bool any = false;
    for (size_t i = 0; i < loads->row_count; i++) {
        const struct ht_caseload_row *row = &loads->rows[i];
        if (!changes(&loads->spans[row->programme - views->programmes], listing->week))
            continue;
        ht_doc_put(listing->document, "%s", any ? "; " : "");
        say_student(listing, row->student);
        ht_doc_put(listing->document, "{minor} with {minor name}%s", row->programme->mentor->name);
        any = true;
    }
}

/* "Start this week: Ali Khan 7B with Ms Jones; ..." In a year's first week that is everybody. */
static void add_changes(const struct listing *listing, const char *label,
                        bool (*changes)(const struct ht_weeks_span *, uint32_t))
{
    size_t changing = count_rows(listing, changes);
    if (!changing)
        return;
    ht_doc_put(listing->document, "{p}%s: ", label);
    if (changing > 1 && changing == count_rows(listing, ht_span_has))
        ht_doc_put(listing->document, "all of them.");
    else
        add_changing(listing, changes);
}

static void add_briefing(const struct listing *listing)
{
    const struct ht_caseloads *loads = listing->run->views->caseloads;
    if (!count_rows(listing, ht_span_has))
        return;
    ht_doc_section(listing->document, HT_FINDABLE | HT_TOGETHER, NULL,
                   "For the staff briefing: who is being mentored");
    ht_doc_list(listing->document);
    for (size_t i = 0; i < loads->year_count; i++)
        add_year(listing, &loads->years[i]);
    add_changes(listing, "Start this week", starts_in);
    add_changes(listing, "End this week", ends_in);
    ht_doc_put(listing->document, "{p}{strong}Bold{minor}: Pupil Premium");
    ht_doc_close(listing->document);
}

/* ------------------------------------------------------------ weeks */

static void add_week(const struct listing *listing, size_t *next)
{
    const struct ht_week_view *week = &listing->run->views->weeks[listing->week];
    /* The first weeks, in which nobody is seen yet, need no page of their own. */
    ht_doc_open(listing->document, *next ? HT_NEW_PAGE : 0,
                ht_doc_text(listing->document, "w%u", (unsigned)listing->week + 1));
    ht_say_week_of(listing->document, week);
    if (*week->notice) {
        ht_doc_paragraph(listing->document, HT_TONE_AWAY);
        ht_doc_put(listing->document, "%s", week->notice);
    }
    add_seen(listing, next);
    add_briefing(listing);
    ht_doc_close(listing->document);
}

ht_build ht_build_week_lists;
void ht_build_week_lists(struct ht_document *document, const struct ht_run *run)
{
    struct listing listing = {document, run, 0};
    size_t next = 0;
    for (; listing.week < run->views->week_count; listing.week++)
        add_week(&listing, &next);
}
