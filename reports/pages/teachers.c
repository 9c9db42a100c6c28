/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which lesson from when to when: lists to look things up in, and slips to hand out.
 */
#include "reports/pages/say.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ one absence */

static const char *class_of(const struct ht_absence *absence)
{
    return *absence->class_ ? absence->class_ : "–";
}

/* When the student is back, into text or as it is. */
static const char *return_of(const struct ht_absence *absence, char text[static HT_WORDS_SIZE])
{
    return absence->returns ? ht_time_text(absence->attendance->session->end, text)
                            : "after the end";
}

/* What the policy wants to have entered, if anything. */
static void add_code(struct ht_document *document, const struct ht_school *school)
{
    const char *code = school->policy.register_code, *note = school->policy.register_note;
    if (*code || *note)
        ht_doc_put(document, "{p}In the register: {strong}%s{}%s{}%s", code,
                   *code && *note ? ", " : "", note);
}

/* ------------------------------------------------------------ lists */

/* Who is out of what from when to when: the last cells of a row. A register that is not a lesson's
 * is easily overlooked. */
static void add_absence(struct ht_document *document, const struct ht_absence *absence)
{
    char back[HT_WORDS_SIZE];
    ht_doc_put(document, absence->of_form ? "|{strong}%s|" : "|%s|", absence->what);
    ht_say_student(document, absence->attendance->student, false);
    ht_doc_put(document, "|%s|%s", HT_WORDS_TIME(absence->attendance->session->start),
               return_of(absence, back));
}

static const char *teacher_name(const char *teacher)
{
    return *teacher ? teacher : "No teacher named";
}

static void say_table(struct ht_document *document, enum ht_doc_look look, const char *teacher)
{
    ht_doc_captioned(document, look, true, "Students who are out of lessons: ");
    ht_doc_put(document, "{name}%s", teacher_name(teacher));
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
        const struct ht_absence *absence = teacher->absences[i];
        const struct ht_session_view *session = absence->attendance->session;
        ht_doc_put(document, "{row}%s|%s|%s", HT_UNBROKEN_DAY(session->date), session->period,
                   class_of(absence));
        add_absence(document, absence);
    }
    ht_doc_close(document);
}

static void add_notice(struct ht_document *document, const struct ht_run *run)
{
    if (!run->views->absence_count)
        ht_doc_put(document, "{p}Nobody is out of a lesson.");
    else
        add_code(document, run->school);
}

/* ------------------------------------------------------------ lessons with a mentor */

/* One lesson of the cycle that a commitment is about, while both hold. */
struct arranged {
    const struct ht_commitment *commitment;
    const struct ht_lesson *lesson;
    const struct ht_period *period;
    ht_date from, to;
};

struct list {
    struct arranged *items; /* owned */
    size_t count, capacity;
};

static const char *or_else(const char *text, const char *otherwise)
{
    return *text ? text : otherwise;
}

/* The dates of a commitment on which the timetable holds that the period is of. */
static struct ht_horizon hold(const struct ht_school *school,
                              const struct ht_commitment *commitment,
                              const struct ht_period *period)
{
    uint32_t timetable = period->week.i / ht_strings_count(school->weeks);
    struct ht_horizon dates = {commitment->when.from, commitment->when.to};
    if (timetable && school->changes[timetable - 1].days > dates.from.days)
        dates.from = school->changes[timetable - 1];
    if (timetable < school->change_count && school->changes[timetable].days <= dates.to.days)
        dates.to = ht_date_plus(school->changes[timetable], -1);
    return dates;
}

/* Whether a lesson is that of an earlier timetable at the same time, going on. */
static bool goes_on(const struct ht_school *school, const struct arranged *before,
                    const struct arranged *next)
{
    uint32_t weeks = ht_strings_count(school->weeks);
    return before->commitment == next->commitment && before->lesson == next->lesson &&
           before->period->week.i % weeks == next->period->week.i % weeks &&
           before->period->weekday == next->period->weekday &&
           before->period->name == next->period->name && before->to.days + 1 == next->from.days;
}

static void list_lesson(const struct ht_school *school, struct list *list, struct arranged arranged)
{
    for (size_t n = 0; n < list->count; n++)
        if (goes_on(school, &list->items[n], &arranged)) {
            list->items[n].to = arranged.to;
            return;
        }
    HT_GROW(list->items, list->count, list->capacity);
    list->items[list->count++] = arranged;
}

static void list_lessons(const struct ht_school *school, const struct ht_commitment *commitment,
                         struct ht_horizon horizon, struct list *list)
{
    for (uint32_t p = 0; p < school->period_count; p++) {
        const struct ht_period *period = &school->periods[p];
        ht_lesson_id lesson = ht_school_lesson(school, commitment->student, (ht_period_id){p});
        struct ht_horizon dates = hold(school, commitment, period);
        if (lesson.i != HT_NONE && ht_recurs_in(&commitment->when, period) &&
            dates.from.days <= dates.to.days && dates.from.days <= horizon.to.days &&
            dates.to.days >= horizon.from.days)
            list_lesson(school, list,
                        (struct arranged){commitment, &school->lessons[lesson.i], period,
                                          dates.from, dates.to});
    }
}

static int by_teacher(const void *left, const void *right)
{
    const struct arranged *a = left, *b = right;
    int teachers = strcmp(a->lesson->teacher, b->lesson->teacher);
    if (teachers)
        return teachers;
    if (a->commitment != b->commitment)
        return a->commitment < b->commitment ? -1 : 1;
    return a->period < b->period ? -1 : a->period > b->period;
}

static struct list list_all(const struct ht_school *school, struct ht_horizon horizon)
{
    struct list list = {0};
    for (size_t i = 0; i < school->commitment_count; i++) {
        const struct ht_commitment *commitment = &school->commitments[i];
        if (commitment->student.i != HT_NONE)
            list_lessons(school, commitment, horizon, &list);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_teacher);
    return list;
}

static void say_date(struct ht_document *document, ht_date date)
{
    ht_doc_cell(document, HT_TONE_NONE);
    if (date.days == HT_DATE_FIRST.days || date.days == HT_DATE_LAST.days)
        ht_doc_put(document, "–");
    else
        ht_doc_put(document, "%s", HT_WORDS_DATE(date));
}

static void add_row(struct ht_document *document, const struct ht_school *school,
                    const struct arranged *arranged)
{
    const struct ht_commitment *commitment = arranged->commitment;
    const struct ht_student *student = &school->students[commitment->student.i];
    const struct ht_mentor *mentor = &school->mentors[commitment->mentor.i];
    const struct ht_subject *subject = &school->subjects[arranged->lesson->subject.i];
    const char *week = ht_school_week_name(school, arranged->period->week);
    ht_doc_put(document, "{row}{name}%s|%s%s%s, period %s|%s|{name}%s{minor} %s|%s|{name}%s",
               or_else(arranged->lesson->teacher, "–"), week, *week ? " " : "",
               ht_day_short(arranged->period->weekday),
               ht_strings_text(school->period_names, arranged->period->name),
               or_else(subject->name, subject->code), ht_student_name(student), student->form,
               or_else(commitment->what, "with a mentor"), ht_mentor_name(mentor));
    say_date(document, arranged->from);
    say_date(document, arranged->to);
}

static void add_arranged(struct ht_document *document, const struct ht_run *run)
{
    struct list list = list_all(run->school, run->views->horizon);
    if (list.count) {
        ht_doc_section(document, HT_NEW_PAGE | HT_FIND_ROWS, "arranged", "Lessons with a mentor");
        ht_doc_table(document, HT_ROWS, true);
        ht_doc_put(document,
                   "Students who have a mentor with them in class, or instead of the lesson");
        ht_doc_columns(document, "Teacher|When|Lesson|Student|What|Mentor|From|Until");
        for (size_t i = 0; i < list.count; i++)
            add_row(document, run->school, &list.items[i]);
        ht_doc_close(document);
    }
    free(list.items);
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
        for (size_t i = 0; i < run->views->class_count; i++) {
            /* A class has few absences: all classes are one table. */
            const struct ht_absences *absences = &run->views->classes[i];
            for (size_t n = 0; n < absences->count; n++) {
                const struct ht_absence *absence = absences->absences[n];
                const struct ht_session_view *session = absence->attendance->session;
                ht_doc_put(document, "{row}%s|%s|%s|{name}%s", class_of(absence),
                           HT_UNBROKEN_DAY(session->date), session->period,
                           *absence->teacher ? absence->teacher : "–");
                add_absence(document, absence);
            }
        }
        ht_doc_close(document);
    }
    add_arranged(document, run);
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
        char back[HT_WORDS_SIZE];
        ht_doc_put(document, "{row}%s{minor line}%s%s|%s", HT_UNBROKEN_DAY(session->date),
                   session->kind == HT_LESSON ? "period " : "", session->period, class_of(absence));
        ht_doc_put(document, absence->of_form ? "{minor strong line}%s|" : "{minor line}%s|",
                   absence->what);
        ht_say_student(document, absence->attendance->student, false);
        ht_doc_put(document, "|{strong}%s{minor line}back\u00a0{}%s", HT_WORDS_TIME(session->start),
                   return_of(absence, back));
    }
    add_code(document, run->school);
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
