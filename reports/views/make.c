/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/rules.h"
#include "reports/text/shortage.h"
#include "reports/views/caseload.h"
#include "reports/views/internal.h"

#include <stdlib.h>
#include <string.h>

/* What the parts of the work hand on. */
struct work {
    struct ht_views *views;
    const struct ht_school *school;
    const struct ht_schedule *schedule;
    struct ht_groups sessions;        /* of the schedule, by programme */
    struct ht_student_view **view_of; /* [place in ht_school.students], NULL where not shown */
};

static const char *or_else(const char *text, const char *otherwise)
{
    return *text ? text : otherwise;
}

/* ------------------------------------------------------------ programmes and their students */

static void make_programmes(struct work *work)
{
    struct ht_views *views = work->views;
    views->programme_count = work->school->programme_count;
    views->programmes = HT_KEPT(views, struct ht_programme_view, views->programme_count);
    const char *name = NULL;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme *programme = &work->school->programmes[i];
        struct ht_programme_view *view = &views->programmes[i];
        bool inside = programme->from.days <= views->horizon.to.days &&
                      programme->to.days >= views->horizon.from.days;
        view->active = inside || work->sessions.starts[i + 1] > work->sessions.starts[i];
        view->name = programme->name;
        view->group = programme->group;
        if (programme->mentor.i != HT_NONE)
            view->mentor = &views->mentors[programme->mentor.i];
        if (view->active && name && strcmp(name, programme->name))
            views->several_programmes = true;
        if (view->active)
            name = programme->name;
    }
}

static int compare_students(const void *left, const void *right)
{
    const struct ht_student_view *a = left, *b = right;
    int names = strcmp(a->listed, b->listed);
    return names ? names : strcmp(a->id, b->id);
}

/* A whole name of two words is a forename and a surname; any other is not taken apart. */
static void name_parts(struct ht_views *views, const struct ht_student *student,
                       struct ht_student_view *view)
{
    const char *name = view->name, *space = strchr(name, ' ');
    view->surname = student->listed ? student->surname : name;
    view->forename = student->listed ? student->forename : "";
    if (student->listed || !space || space == name || !space[1] || strchr(space + 1, ' '))
        return;
    view->surname = space + 1;
    view->forename = ht_views_keep(views, ht_copy_text(name, (size_t)(space - name)));
}

static struct ht_student_view view_student(struct ht_views *views, const struct ht_school *school,
                                           const struct ht_student *student)
{
    struct ht_student_view view = {
        .id = student->id,
        .name = ht_student_name(student),
        .listed = ht_student_listed(student),
        .upn = *student->upn ? student->upn : student->id,
        .form = student->form,
        .year = ht_strings_text(school->years, student->year),
        .flags = &student->flags,
    };
    name_parts(views, student, &view);
    return view;
}

static void make_students(struct work *work)
{
    struct ht_views *views = work->views;
    const struct ht_school *school = work->school;
    bool *shown = HT_NEW(bool, school->student_count);
    for (size_t i = 0; i < views->programme_count; i++)
        for (uint32_t n = 0; views->programmes[i].active && n < school->programmes[i].student_count;
             n++)
            shown[school->programmes[i].students[n].i] = true;
    /* Whoever was at a session that is over is shown, also when they have left. */
    for (size_t i = 0; i < work->schedule->session_count; i++) {
        const struct ht_roll *roll = work->schedule->sessions[i].roll;
        for (uint32_t n = 0; roll && n < roll->count; n++)
            shown[roll->students[n].i] = true;
    }
    for (uint32_t i = 0; i < school->student_count; i++)
        views->student_count += shown[i];
    views->students = HT_KEPT(views, struct ht_student_view, views->student_count);
    size_t next = 0;
    for (uint32_t i = 0; i < school->student_count; i++)
        if (shown[i])
            views->students[next++] = view_student(views, school, &school->students[i]);
    qsort(views->students, views->student_count, sizeof *views->students, compare_students);
    work->view_of = HT_NEW(struct ht_student_view *, school->student_count);
    for (size_t i = 0; i < views->student_count; i++)
        work->view_of[ht_strings_find(school->student_ids, views->students[i].id)] =
            &views->students[i];
    free(shown);
}

static int compare_ids(const void *left, const void *right)
{
    const struct ht_student_view *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

static void make_members(struct work *work)
{
    struct ht_views *views = work->views;
    const struct ht_school *school = work->school;
    size_t total = 0;
    for (size_t i = 0; i < school->programme_count; i++)
        total += school->programmes[i].student_count;
    const struct ht_student_view **next = HT_KEPT(views, const struct ht_student_view *, total);
    for (size_t i = 0; i < school->programme_count; i++) {
        const struct ht_programme *programme = &school->programmes[i];
        struct ht_programme_view *view = &views->programmes[i];
        if (!view->active)
            continue;
        view->students = next;
        view->student_count = programme->student_count;
        for (uint32_t n = 0; n < programme->student_count; n++)
            *next++ = work->view_of[programme->students[n].i];
        qsort(view->students, view->student_count, sizeof *view->students, compare_ids);
    }
}

/* ------------------------------------------------------------ sessions */

static struct ht_attendance attend(const struct work *work, const struct ht_session *session,
                                   const struct ht_session_view *view, size_t n)
{
    const struct ht_school *school = work->school;
    const struct ht_roll *roll = session->roll;
    const struct ht_student_view *student =
        roll ? work->view_of[roll->students[n].i] : view->programme->students[n];
    ht_student_id id = {ht_strings_find(school->student_ids, student->id)};
    ht_lesson_id missed = roll ? roll->missed[n] : ht_school_lesson(school, id, session->period);
    struct ht_attendance attendance = {view, student, false, "", "", "", "", ""};
    if (missed.i == HT_NONE)
        return attendance;
    const struct ht_lesson *lesson = &school->lessons[missed.i];
    const struct ht_subject *subject = &school->subjects[lesson->subject.i];
    attendance.misses = true;
    attendance.subject = subject->code;
    attendance.subject_name = or_else(subject->name, subject->code);
    if (lesson->class_.i != HT_NONE)
        attendance.class_ = ht_strings_text(school->classes, lesson->class_.i);
    attendance.teacher = lesson->teacher;
    attendance.room = lesson->room;
    return attendance;
}

static void view_session(const struct work *work, size_t place, struct ht_session_view *view)
{
    const struct ht_school *school = work->school;
    const struct ht_session *session = &work->schedule->sessions[place];
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    const struct ht_period *period = &school->periods[session->period.i];
    view->programme = &work->views->programmes[session->programme.i];
    view->mentor = view->programme->mentor;
    view->date = session->date;
    view->week = ht_school_week_name(school, period->week);
    view->period = ht_strings_text(school->period_names, period->name);
    view->kind = period->kind;
    view->start = period->start;
    view->end = session->roll ? session->roll->end : period->start + programme->minutes;
    view->place = or_else(programme->place, view->mentor->room);
    view->elsewhere = *programme->place && strcmp(programme->place, view->mentor->room);
    ht_session_id(work->schedule, school, place, view->id);
}

static size_t count_attendees(const struct ht_views *views, const struct ht_session *session)
{
    return session->roll ? session->roll->count
                         : views->programmes[session->programme.i].student_count;
}

static void make_sessions(struct work *work)
{
    struct ht_views *views = work->views;
    const struct ht_schedule *schedule = work->schedule;
    views->session_count = schedule->session_count;
    views->sessions = HT_KEPT(views, struct ht_session_view, views->session_count);
    for (size_t i = 0; i < views->session_count; i++)
        views->attendance_count += count_attendees(views, &schedule->sessions[i]);
    views->attendances = HT_KEPT(views, struct ht_attendance, views->attendance_count);
    struct ht_attendance *next = views->attendances;
    for (size_t i = 0; i < views->session_count; i++) {
        struct ht_session_view *view = &views->sessions[i];
        view_session(work, i, view);
        view->attendees = next;
        view->attendee_count = count_attendees(views, &schedule->sessions[i]);
        for (size_t n = 0; n < view->attendee_count; n++)
            *next++ = attend(work, &schedule->sessions[i], view, n);
    }
}

/* Gives each student their slice of all attendances. */
static void list_by_student(struct ht_views *views)
{
    uint32_t *keys = HT_NEW(uint32_t, views->attendance_count);
    for (size_t i = 0; i < views->attendance_count; i++)
        keys[i] = (uint32_t)(views->attendances[i].student - views->students);
    struct ht_groups groups =
        ht_groups_make(views, keys, views->attendance_count, views->student_count);
    const struct ht_attendance **sorted =
        ht_groups_elements(views, &groups, views->attendances, sizeof *views->attendances);
    for (size_t i = 0; i < views->student_count; i++) {
        views->students[i].sessions = sorted + groups.starts[i];
        views->students[i].session_count = groups.starts[i + 1] - groups.starts[i];
    }
}

/* Cuts a programme's sessions, which are in order of date, into its weeks. */
static void cut_into_weeks(struct ht_views *views, const struct ht_programme_view *programme,
                           const struct ht_session_view **sessions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t place = ht_views_week_of(views, sessions[i]->date);
        if (place == HT_NONE)
            continue;
        struct ht_programme_week *week = &programme->weeks[place];
        if (!week->session_count++)
            week->sessions = sessions + i;
    }
}

static void list_by_programme(struct work *work)
{
    struct ht_views *views = work->views;
    const size_t *starts = work->sessions.starts;
    const struct ht_session_view **sorted =
        ht_groups_elements(views, &work->sessions, views->sessions, sizeof *views->sessions);
    struct ht_programme_week *weeks =
        HT_KEPT(views, struct ht_programme_week, views->programme_count * views->week_count);
    for (size_t i = 0; i < views->programme_count; i++) {
        if (!views->programmes[i].active)
            continue;
        views->programmes[i].weeks = weeks + i * views->week_count;
        cut_into_weeks(views, &views->programmes[i], sorted + starts[i], starts[i + 1] - starts[i]);
    }
}

/* Sessions are in order of date. */
static void find_late(struct work *work)
{
    struct ht_views *views = work->views;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme *programme = &work->school->programmes[i];
        struct ht_programme_view *view = &views->programmes[i];
        view->latest = view->first = HT_DATE_LAST;
        if (!view->active || programme->urgency < 0)
            continue;
        size_t session = work->sessions.starts[i];
        view->latest = programme->latest;
        view->first = programme->seen;
        if (session < work->sessions.starts[i + 1] &&
            views->sessions[work->sessions.places[session]].date.days < view->first.days)
            view->first = views->sessions[work->sessions.places[session]].date;
        view->late =
            view->first.days > view->latest.days && view->latest.days <= views->horizon.to.days;
    }
}

/* ------------------------------------------------------------ unplaced sessions */

static void make_unplaced(struct work *work)
{
    struct ht_views *views = work->views;
    views->unplaced_count = work->schedule->unplaced_count;
    views->unplaced = HT_KEPT(views, struct ht_unplaced_view, views->unplaced_count);
    for (size_t i = 0; i < views->unplaced_count; i++) {
        const struct ht_unplaced *unplaced = &work->schedule->unplaced[i];
        const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
        views->unplaced[i] = (struct ht_unplaced_view){
            .programme = &views->programmes[unplaced->programme.i],
            .week = unplaced->week,
            .count = unplaced->count,
            .rule = unplaced->rule,
            .reason = unplaced->aside
                          ? "taken out by hand"
                          : ht_views_keep(views, ht_format("%s %s", rule->code, rule->title)),
            .detail = ht_views_keep(views, ht_shortage_text(work->school, unplaced)),
        };
        const struct ht_programme *programme = &work->school->programmes[unplaced->programme.i];
        const struct ht_programme_view *view = &work->views->programmes[unplaced->programme.i];
        for (uint32_t n = 0; view->active && n < programme->student_count; n++)
            work->view_of[programme->students[n].i]->unplaced += unplaced->count;
        if (programme->mentor.i != HT_NONE)
            work->views->mentors[programme->mentor.i].unplaced += unplaced->count;
        uint32_t week = ht_views_week_of(work->views, unplaced->week);
        if (view->active && week != HT_NONE)
            view->weeks[week].unplaced += unplaced->count;
    }
}

/* ------------------------------------------------------------ mentors */

static void make_mentors(struct ht_views *views, const struct ht_school *school)
{
    views->mentor_count = school->mentor_count;
    views->mentors = HT_KEPT(views, struct ht_mentor_view, views->mentor_count);
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_mentor *mentor = &school->mentors[i];
        const struct ht_caseload_limit *limit = ht_policy_caseload(&school->policy, mentor->role);
        views->mentors[i] = (struct ht_mentor_view){
            .id = mentor->id,
            .name = ht_mentor_name(mentor),
            .role = mentor->role,
            .room = mentor->room,
            .least = limit ? limit->min : HT_NO_LIMIT,
            .most = limit ? limit->max : HT_NO_LIMIT,
        };
        if (mentor->caseload != HT_NO_LIMIT)
            views->mentors[i].most = mentor->caseload;
    }
}

/* Counts the different students of a mentor; seen_by has the last mentor (plus 1) of each. */
static void count_students(struct ht_views *views, struct ht_mentor_view *mentor, uint32_t *seen_by)
{
    uint32_t me = (uint32_t)(mentor - views->mentors) + 1;
    for (size_t i = 0; i < mentor->programme_count; i++)
        for (size_t n = 0; n < mentor->programmes[i]->student_count; n++) {
            uint32_t *seen = &seen_by[mentor->programmes[i]->students[n] - views->students];
            mentor->students += *seen != me;
            *seen = me;
        }
}

static void fill_caseloads(struct ht_views *views, const struct ht_school *school)
{
    uint32_t *keys = HT_NEW(uint32_t, views->programme_count);
    for (size_t i = 0; i < views->programme_count; i++)
        keys[i] = views->programmes[i].active ? school->programmes[i].mentor.i : HT_NONE;
    struct ht_groups groups =
        ht_groups_make(views, keys, views->programme_count, views->mentor_count);
    const struct ht_programme_view **programmes =
        ht_groups_elements(views, &groups, views->programmes, sizeof *views->programmes);
    keys = HT_NEW(uint32_t, views->session_count);
    for (size_t i = 0; i < views->session_count; i++)
        keys[i] = (uint32_t)(views->sessions[i].mentor - views->mentors);
    struct ht_groups met = ht_groups_make(views, keys, views->session_count, views->mentor_count);
    const struct ht_session_view **sessions =
        ht_groups_elements(views, &met, views->sessions, sizeof *views->sessions);
    uint32_t *seen_by = HT_NEW(uint32_t, views->student_count);
    for (size_t i = 0; i < views->mentor_count; i++) {
        struct ht_mentor_view *mentor = &views->mentors[i];
        mentor->programmes = programmes + groups.starts[i];
        mentor->programme_count = groups.starts[i + 1] - groups.starts[i];
        mentor->by_date = sessions + met.starts[i];
        mentor->sessions = (int)(met.starts[i + 1] - met.starts[i]);
        count_students(views, mentor, seen_by);
    }
    free(seen_by);
}

/* ------------------------------------------------------------ all */

static const char *horizon_label(const struct ht_school *school, struct ht_horizon horizon)
{
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if ((row->what == HT_TERM || row->what == HT_HALF_TERM) &&
            row->from.days == horizon.from.days && row->to.days == horizon.to.days)
            return row->label;
    }
    return "";
}

struct ht_views *ht_views_new(const struct ht_school *school, const struct ht_schedule *schedule)
{
    struct ht_views *views = HT_NEW(struct ht_views, 1);
    struct work work = {.views = views, .school = school, .schedule = schedule};
    views->horizon = schedule->horizon;
    views->label = horizon_label(school, schedule->horizon);
    uint32_t *keys = HT_NEW(uint32_t, schedule->session_count);
    for (size_t i = 0; i < schedule->session_count; i++)
        keys[i] = schedule->sessions[i].programme.i;
    work.sessions = ht_groups_make(views, keys, schedule->session_count, school->programme_count);
    make_mentors(views, school);
    make_programmes(&work);
    make_students(&work);
    make_members(&work);
    ht_views_make_weeks(views, school);
    make_sessions(&work);
    list_by_student(views);
    list_by_programme(&work);
    find_late(&work);
    ht_views_make_absences(views, school, schedule);
    make_unplaced(&work);
    fill_caseloads(views, school);
    ht_views_fill_mentor_weeks(views, school, schedule);
    ht_views_make_caseloads(views, school);
    ht_views_count_misses(views, school);
    free(work.view_of);
    return views;
}

void ht_views_free(struct ht_views *views)
{
    if (!views)
        return;
    for (size_t i = 0; i < views->kept_count; i++)
        free(views->kept[i]);
    free(views->kept);
    free(views);
}
