/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which lesson from when to when: lists to look things up in, and slips to hand out.
 */
#include "reports/say.h"
#include "reports/words.h"
#include "reports/writers.h"
#include "solver/memory.h"

#include <stdlib.h>

/* ------------------------------------------------------------ one absence */

static void say_class(struct ht_document *document, const struct ht_absence *absence)
{
    ht_doc_say(document, HT_PLAIN, *absence->class_ ? absence->class_ : "–");
}

/* A register that is not a lesson's is easily overlooked. */
static void say_what(struct ht_document *document, unsigned style, const struct ht_absence *absence)
{
    ht_doc_say(document, absence->of_form ? style | HT_STRONG : style, absence->what);
}

static void say_student(struct ht_document *document, const struct ht_student_view *student)
{
    ht_doc_say(document, HT_NAME, student->name);
    if (*student->form)
        ht_doc_sayf(document, HT_MINOR, " %s", student->form);
}

static void say_return(struct ht_document *document, const struct ht_absence *absence)
{
    char time[16];
    if (absence->returns)
        ht_doc_sayf(document, HT_PLAIN, "%s",
                    ht_time_text(absence->attendance->session->end, time));
    else
        ht_doc_say(document, HT_PLAIN, "after the end");
}

/* ------------------------------------------------------------ lists */

/* By what a list is: the teacher's has a column for the class, the class's one for the teacher. */
struct list {
    const char *anchor, *heading, *about, *letter, *unnamed, *other;
    unsigned layout;
    void (*say_other)(struct ht_document *document, const struct ht_absence *absence);
};

static void say_teacher(struct ht_document *document, const struct ht_absence *absence)
{
    ht_doc_say(document, HT_NAME, *absence->teacher ? absence->teacher : "–");
}

static const struct list lists[] = {
    {"teachers", "By teacher", "A page for each teacher.", "t", "No teacher named", "Class",
     HT_NEW_PAGE | HT_FINDABLE, say_class},
    {"classes", "By class", "For registers that are kept by class.", "c", "No class named",
     "Teacher", HT_TOGETHER | HT_FINDABLE, say_teacher},
};

static void add_absence(struct ht_document *document, const struct list *list,
                        const struct ht_absence *absence)
{
    const struct ht_session_view *session = absence->attendance->session;
    char date[HT_WORDS_SIZE], time[16];
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_sayf(document, HT_PLAIN, "%s", ht_words_day(session->date, date));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, session->period);
    ht_doc_cell(document, HT_TONE_NONE);
    list->say_other(document, absence);
    ht_doc_cell(document, HT_TONE_NONE);
    say_what(document, HT_PLAIN, absence);
    ht_doc_cell(document, HT_TONE_NONE);
    say_student(document, absence->attendance->student);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%s", ht_time_text(session->start, time));
    ht_doc_cell(document, HT_TONE_NONE);
    say_return(document, absence);
}

static void add_absences(struct ht_document *document, const struct list *list,
                         const struct ht_absences *absences, size_t place)
{
    const char *name = *absences->name ? absences->name : list->unnamed;
    ht_doc_open(document, list->layout, ht_doc_text(document, "%s%zu", list->letter, place + 1));
    ht_doc_say(document, HT_NAME, name);
    ht_doc_sayf(document, HT_MINOR, " %zu absence%s", absences->count,
                ht_words_plural((long long)absences->count));
    ht_doc_table(document, HT_ROWS, true);
    ht_doc_say(document, HT_PLAIN, "Students who are out of lessons: ");
    ht_doc_say(document, HT_NAME, name);
    const char *const heads[] = {"Date",    "Period",    list->other, "Lesson",
                                 "Student", "Leaves at", "Back at"};
    ht_doc_columns(document, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < absences->count; i++)
        add_absence(document, list, absences->absences[i]);
    ht_doc_close(document);
}

static void add_list(struct ht_document *document, const struct list *list,
                     const struct ht_absences *absences, size_t count)
{
    ht_doc_open(document, HT_NEW_PAGE, list->anchor);
    ht_doc_say(document, HT_PLAIN, list->heading);
    ht_doc_paragraph(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, count ? list->about : "Nobody is out of a lesson.");
    for (size_t i = 0; i < count; i++)
        add_absences(document, list, &absences[i], i);
    ht_doc_close(document);
}

void ht_build_teachers(struct ht_document *document, const struct ht_run *run)
{
    add_list(document, &lists[0], run->views->teachers, run->views->teacher_count);
    add_list(document, &lists[1], run->views->classes, run->views->class_count);
}

/* ------------------------------------------------------------ slips */

static void add_slip_heads(struct ht_document *document)
{
    static const struct {
        const char *head;
        double weight;
    } columns[] = {{"When", 1}, {"Class", 1.1}, {"Student", 1.4}, {"Out", 0.9}};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        ht_doc_column(document, columns[i].weight, false);
        ht_doc_say(document, HT_PLAIN, columns[i].head);
    }
}

static void add_slip_row(struct ht_document *document, const struct ht_absence *absence)
{
    const struct ht_session_view *session = absence->attendance->session;
    char date[HT_WORDS_SIZE], time[16];
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_sayf(document, HT_PLAIN, "%s", ht_words_day(session->date, date));
    ht_doc_sayf(document, HT_MINOR | HT_NEW_LINE, "period %s", session->period);
    ht_doc_cell(document, HT_TONE_NONE);
    say_class(document, absence);
    say_what(document, HT_MINOR | HT_NEW_LINE, absence);
    ht_doc_cell(document, HT_TONE_NONE);
    say_student(document, absence->attendance->student);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_STRONG, "%s", ht_time_text(session->start, time));
    ht_doc_say(document, HT_MINOR | HT_NEW_LINE, "back ");
    say_return(document, absence);
}

static void add_slip(struct ht_document *document, const struct ht_week_view *week,
                     const char *teacher, const struct ht_absence *const *absences, size_t count)
{
    const char *name = *teacher ? teacher : "No teacher named";
    ht_doc_open(document, HT_TOGETHER | HT_FINDABLE, NULL);
    ht_doc_say(document, HT_NAME, name);
    ht_doc_say(document, HT_MINOR, " · week of ");
    ht_say_week(document, week);
    ht_doc_table(document, HT_GRID, true);
    ht_doc_say(document, HT_PLAIN, "Students who are out of lessons: ");
    ht_doc_say(document, HT_NAME, name);
    add_slip_heads(document);
    for (size_t i = 0; i < count; i++)
        add_slip_row(document, absences[i]);
    ht_doc_close(document);
}

/* How many of the absences from a place on are before a date. */
static size_t count_before(const struct ht_absences *absences, size_t from, ht_date date)
{
    size_t end = from;
    while (end < absences->count &&
           absences->absences[end]->attendance->session->date.days < date.days)
        end++;
    return end - from;
}

/* The next absence of each teacher is where the weeks before have ended. */
static void add_week(struct ht_document *document, const struct ht_views *views, size_t place,
                     size_t *next)
{
    const struct ht_week_view *week = &views->weeks[place];
    ht_doc_open(document, HT_NEW_PAGE, ht_doc_text(document, "w%zu", place + 1));
    ht_doc_say(document, HT_PLAIN, "Week of ");
    ht_say_week(document, week);
    ht_doc_open(document, HT_TILES, NULL);
    for (size_t i = 0; i < views->teacher_count; i++) {
        const struct ht_absences *teacher = &views->teachers[i];
        ht_date after = ht_date_plus(week->monday, HT_DAYS_A_WEEK);
        size_t count = count_before(teacher, next[i], after);
        if (count)
            add_slip(document, week, teacher->name, teacher->absences + next[i], count);
        next[i] += count;
    }
    ht_doc_close(document);
    ht_doc_close(document);
}

void ht_build_slips(struct ht_document *document, const struct ht_run *run)
{
    size_t *next = HT_NEW(size_t, run->views->teacher_count);
    for (size_t i = 0; i < run->views->week_count; i++)
        add_week(document, run->views, i, next);
    free(next);
}
