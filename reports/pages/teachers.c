/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which lesson from when to when: lists to look things up in, and slips to hand out.
 */
#include "reports/pages/say.h"
#include "reports/text/words.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

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
        ht_doc_put(document, "{minor} %s", student->form);
}

static void say_return(struct ht_document *document, const struct ht_absence *absence)
{
    if (absence->returns)
        ht_doc_put(document, "%s", HT_WORDS_TIME(absence->attendance->session->end));
    else
        ht_doc_say(document, HT_PLAIN, "after the end");
}

/* What the policy wants to have entered, if anything. */
static bool has_code(const struct ht_school *school)
{
    return *school->policy.register_code || *school->policy.register_note;
}

static void say_code(struct ht_document *document, const struct ht_school *school)
{
    const char *code = school->policy.register_code, *note = school->policy.register_note;
    ht_doc_put(document, "In the register: {strong}%s{}%s{}%s", code, *code && *note ? ", " : "",
               note);
}

/* ------------------------------------------------------------ lists */

/* When, as the first cells of a row or after the class. */
static void add_when(struct ht_document *document, const struct ht_session_view *session)
{
    ht_doc_put(document, "%s|%s", HT_UNBROKEN_DAY(session->date), session->period);
}

/* Who is out of what from when to when: the last cells of a row. */
static void add_absence(struct ht_document *document, const struct ht_absence *absence)
{
    ht_doc_cell(document, HT_TONE_NONE);
    say_what(document, HT_PLAIN, absence);
    ht_doc_cell(document, HT_TONE_NONE);
    say_student(document, absence->attendance->student);
    ht_doc_put(document, "|%s|", HT_WORDS_TIME(absence->attendance->session->start));
    say_return(document, absence);
}

static const char *teacher_name(const char *teacher)
{
    return *teacher ? teacher : "No teacher named";
}

static void say_table(struct ht_document *document, enum ht_doc_look look, const char *teacher)
{
    ht_doc_captioned(document, look, true, "Students who are out of lessons: ");
    ht_doc_say(document, HT_NAME, teacher_name(teacher));
}

static void add_teacher(struct ht_document *document, const struct ht_absences *teacher,
                        size_t place)
{
    ht_doc_open(document, HT_NEW_PAGE | HT_FINDABLE, ht_doc_text(document, "t%zu", place + 1));
    ht_doc_put(document, "{name}%s{minor} %zu absence%s", teacher_name(teacher->name),
               teacher->count, ht_words_plural((long long)teacher->count));
    say_table(document, HT_ROWS, teacher->name);
    ht_doc_columns(document, "Date|Period|Class|Lesson|Student|Leaves at|Back at");
    for (size_t i = 0; i < teacher->count; i++) {
        ht_doc_named_row(document);
        add_when(document, teacher->absences[i]->attendance->session);
        ht_doc_cell(document, HT_TONE_NONE);
        say_class(document, teacher->absences[i]);
        add_absence(document, teacher->absences[i]);
    }
    ht_doc_close(document);
}

/* A class has few absences: all classes are one table. */
static void add_class(struct ht_document *document, const struct ht_absences *absences)
{
    for (size_t i = 0; i < absences->count; i++) {
        const struct ht_absence *absence = absences->absences[i];
        ht_doc_named_row(document);
        say_class(document, absence);
        ht_doc_cell(document, HT_TONE_NONE);
        add_when(document, absence->attendance->session);
        ht_doc_put(document, "|{name}%s", *absence->teacher ? absence->teacher : "–");
        add_absence(document, absence);
    }
}

static void add_notice(struct ht_document *document, const struct ht_run *run)
{
    if (!run->views->absence_count) {
        ht_doc_note(document, "Nobody is out of a lesson.");
    } else if (has_code(run->school)) {
        ht_doc_paragraph(document, HT_TONE_NONE);
        say_code(document, run->school);
    }
}

ht_build ht_build_teachers;
void ht_build_teachers(struct ht_document *document, const struct ht_run *run)
{
    add_notice(document, run);
    for (size_t i = 0; i < run->views->teacher_count; i++)
        add_teacher(document, &run->views->teachers[i], i);
    if (run->views->absence_count) {
        ht_doc_section(document, HT_NEW_PAGE | HT_FIND_ROWS, "classes", "All classes");
        ht_doc_captioned(document, HT_ROWS, true, "Students who are out of lessons, by class");
        ht_doc_columns(document, "Class|Date|Period|Teacher|Lesson|Student|Leaves at|Back at");
        for (size_t i = 0; i < run->views->class_count; i++)
            add_class(document, &run->views->classes[i]);
        ht_doc_close(document);
    }
    ht_add_arranged(document, run);
}

/* ------------------------------------------------------------ slips */

/* A teacher's absences of a week. */
struct slip {
    const char *teacher; /* "" where the school names none */
    const struct ht_absence *const *absences;
    size_t count;
};

static void add_slip(struct ht_document *document, const struct ht_run *run, ht_date monday,
                     const struct slip *slip)
{
    ht_doc_open(document, HT_TOGETHER | HT_FINDABLE, NULL);
    ht_doc_put(document, "{name}%s{minor} · week of {minor}%s", teacher_name(slip->teacher),
               HT_UNBROKEN_DATE(monday));
    say_table(document, HT_GRID, slip->teacher);
    HT_DOC_GRID(document, {"When", 1.05}, {"Class", 1}, {"Student", 1.3}, {"Out", 1});
    for (size_t i = 0; i < slip->count; i++) {
        const struct ht_absence *absence = slip->absences[i];
        const struct ht_session_view *session = absence->attendance->session;
        ht_doc_put(document, "{row}%s{minor line}%s%s|", HT_UNBROKEN_DAY(session->date),
                   session->kind == HT_LESSON ? "period " : "", session->period);
        say_class(document, absence);
        say_what(document, HT_MINOR | HT_NEW_LINE, absence);
        ht_doc_cell(document, HT_TONE_NONE);
        say_student(document, absence->attendance->student);
        ht_doc_put(document, "|{strong}%s{minor line}back\u00a0", HT_WORDS_TIME(session->start));
        say_return(document, absence);
    }
    if (has_code(run->school)) {
        ht_doc_paragraph(document, HT_TONE_NONE);
        say_code(document, run->school);
    }
    ht_doc_close(document);
}

/* The absences from a place on that are before a date. */
static struct slip slip_before(const struct ht_absences *teacher, size_t from, ht_date date)
{
    size_t end = from;
    while (end < teacher->count &&
           teacher->absences[end]->attendance->session->date.days < date.days)
        end++;
    return (struct slip){teacher->name, teacher->absences + from, end - from};
}

/* The next absence of each teacher is where the weeks before have ended. */
static void add_week(struct ht_document *document, const struct ht_run *run, size_t place,
                     size_t *next)
{
    const struct ht_views *views = run->views;
    ht_date after = ht_date_plus(views->weeks[place].monday, HT_DAYS_A_WEEK);
    ht_doc_open(document, HT_NEW_PAGE, ht_doc_text(document, "w%zu", place + 1));
    ht_say_week_of(document, &views->weeks[place]);
    ht_doc_open(document, HT_TILES, NULL);
    for (size_t i = 0; i < views->teacher_count; i++) {
        struct slip slip = slip_before(&views->teachers[i], next[i], after);
        next[i] += slip.count;
        if (slip.count)
            add_slip(document, run, views->weeks[place].monday, &slip);
    }
    ht_doc_close(document);
    ht_doc_close(document);
}

/* [week]: somebody is out of a lesson in it. Use free(). */
static bool *weeks_with_slips(const struct ht_views *views)
{
    bool *weeks = HT_NEW(bool, views->week_count);
    for (size_t i = 0, week = 0; i < views->absence_count; i++) {
        int32_t date = views->absences[i].attendance->session->date.days;
        while (week + 1 < views->week_count && views->weeks[week + 1].monday.days <= date)
            week++;
        weeks[week] = true;
    }
    return weeks;
}

ht_build ht_build_slips;
void ht_build_slips(struct ht_document *document, const struct ht_run *run)
{
    size_t *next = HT_NEW(size_t, run->views->teacher_count);
    bool *weeks = weeks_with_slips(run->views);
    for (size_t i = 0; i < run->views->week_count; i++)
        if (weeks[i])
            add_week(document, run, i, next);
    free(weeks);
    free(next);
    if (!run->views->absence_count)
        add_notice(document, run);
}
