/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/letters/letters.h"

#include "solver/base/memory.h"
#include "solver/instance/requirements.h"
#include "solver/school/grouping.h"

#include <stdlib.h>
#include <string.h>

const struct ht_letter_about ht_letter_kinds[HT_LETTER_KINDS] = {
    [HT_LETTER_START] = {"start", "Letters: mentoring begins",
                         "to parents: the student's programme begins; it has no session in "
                         "history.csv"},
    [HT_LETTER_CONTINUE] = {"continue", "Letters: mentoring goes on",
                            "to parents: the programme goes on; it has sessions in history.csv"},
    [HT_LETTER_CHANGED] = {"changed", "Letters: other times",
                           "to parents, after replan and adopt: times of sessions have changed"},
    [HT_LETTER_SUCCESS] = {"success", "Letters: targets met",
                           "to parents: the programme has ended, outcome in caseload.csv is met"},
    [HT_LETTER_END] = {"end", "Letters: mentoring ends",
                       "to parents: the programme has ended, outcome in caseload.csv is ended"},
    [HT_LETTER_TEACHER] = {"teacher", "Letters to teachers",
                           "to each teacher from whose lessons students will be away"},
};

/* What letters are made from. */
struct work {
    const struct ht_school *school;
    const struct ht_views *views;
    struct ht_grouping history; /* rows of history by student */
    ht_date since;              /* what ended before is no news any more */
    struct ht_letters *letters;
    const struct ht_changes *changes; /* NULL: no plan is replaced */
    struct ht_strings *before;        /* students of programmes that the replaced plan has */
    struct ht_strings *changed;       /* whose sessions are not what they were */
    struct ht_strings *teachers;      /* from whose lessons these are */
};

/* ------------------------------------------------------------ what is new */

/* A student of a programme, as a number; HT_NONE: not there. */
static uint32_t number_member(struct ht_strings *members, ht_programme_id programme,
                              ht_student_id student, bool add)
{
    char key[32];
    snprintf(key, sizeof key, "%u %u", (unsigned)programme.i, (unsigned)student.i);
    return add ? ht_strings_add(members, key) : ht_strings_find(members, key);
}

static void add_rows(const struct ht_planned *planned, struct ht_strings *members,
                     struct ht_strings *teachers)
{
    for (uint32_t n = 0; n < planned->row_count; n++) {
        number_member(members, planned->session.programme, planned->rows[n]->student, true);
        if (teachers && planned->rows[n]->teacher)
            ht_strings_add(teachers, planned->rows[n]->teacher);
    }
}

static void add_session(const struct work *work, const struct ht_session_view *session)
{
    ht_programme_id programme = {(uint32_t)(session->programme - work->views->programmes)};
    for (size_t n = 0; n < session->attendee_count; n++) {
        const struct ht_attendance *attendance = &session->attendees[n];
        ht_student_id student = {
            ht_strings_find(work->school->student_ids, attendance->student->id)};
        number_member(work->changed, programme, student, true);
        ht_strings_add(work->teachers, attendance->teacher);
    }
}

static void find_changed(struct work *work)
{
    const struct ht_changes *changes = work->changes;
    const struct ht_previous_plan *earlier = changes->earlier;
    earlier = earlier->origin ? earlier->origin : earlier;
    for (size_t i = 0; i < earlier->count; i++)
        add_rows(&earlier->sessions[i], work->before, NULL);
    for (size_t i = 0; i < changes->count; i++) {
        const struct ht_change *change = &changes->list[i];
        if (change->what == HT_KEPT)
            continue;
        if (change->before)
            add_rows(change->before, work->changed, work->teachers);
        if (change->now != HT_NONE)
            add_session(work, &work->views->sessions[change->now]);
    }
}

/* Whether a teacher's lessons are missed by others, or at other times, than before. */
static bool is_concerned(const struct work *work, const char *teacher)
{
    bool found = !work->changes;
    for (uint32_t n = 0; !found && n < ht_strings_count(work->teachers); n++)
        found = ht_teacher_has(teacher, ht_strings_text(work->teachers, n));
    return found;
}

/* ------------------------------------------------------------ one student of a programme */

/* A student of a programme, as far as letters go. */
struct member {
    const struct ht_programme *programme;
    const struct ht_programme_view *view;
    ht_student_id student;
    enum ht_outcome outcome;
    int held, held_before; /* sessions by the history; before the horizon */
    ht_date last_held;
    size_t first, count; /* sessions in the horizon: places in ht_letters.sessions */
};

static const struct ht_student_view *student_view(const struct ht_programme_view *programme,
                                                  const char *id)
{
    for (size_t i = 0; i < programme->student_count; i++)
        if (!strcmp(programme->students[i]->id, id))
            return programme->students[i];
    return NULL;
}

static struct member read_member(const struct work *work, size_t place, uint32_t nth)
{
    const struct ht_programme *programme = &work->school->programmes[place];
    struct member member = {
        .programme = programme,
        .view = &work->views->programmes[place],
        .student = programme->students[nth],
        .outcome = programme->outcomes ? programme->outcomes[nth] : HT_OUTCOME_UNKNOWN,
        .last_held = HT_DATE_FIRST,
    };
    const uint32_t *starts = work->history.first;
    for (uint32_t i = starts[member.student.i]; i < starts[member.student.i + 1]; i++) {
        const struct ht_past *past = &work->school->history[work->history.places[i]];
        if (!ht_programme_counts(member.programme, past))
            continue;
        member.held++;
        member.held_before += past->date.days < work->views->horizon.from.days;
        if (past->date.days > member.last_held.days)
            member.last_held = past->date;
    }
    struct ht_letters *letters = work->letters;
    const char *id = work->school->students[member.student.i].id;
    const struct ht_student_view *student = student_view(member.view, id);
    member.first = letters->session_count;
    for (size_t i = 0; student && i < student->session_count; i++) {
        if (student->sessions[i]->session->programme != member.view)
            continue;
        HT_GROW(letters->sessions, letters->session_count, letters->session_capacity);
        letters->sessions[letters->session_count++] = student->sessions[i];
    }
    member.count = letters->session_count - member.first;
    return member;
}

static int unplaced(const struct member *member, const struct ht_views *views)
{
    int count = 0;
    for (size_t i = 0; member->view->weeks && i < views->week_count; i++)
        count += member->view->weeks[i].unplaced;
    return count;
}

/* When the programme ends, if it does by the end of the horizon; else HT_DATE_LAST. */
static ht_date end_of(const struct work *work, const struct member *member)
{
    ht_date last = member->last_held, to = member->programme->to;
    if (member->count)
        last = work->letters->sessions[member->first + member->count - 1]->session->date;
    int sessions = member->held + (int)member->count + unplaced(member, work->views);
    bool all = member->programme->sessions != HT_NO_LIMIT &&
               sessions >= member->programme->sessions && last.days != HT_DATE_FIRST.days;
    if (all && last.days < to.days)
        return last;
    return to.days <= work->views->horizon.to.days ? to : HT_DATE_LAST;
}

char *ht_letter_end_key(const char *student, const char *mentor, const char *programme)
{
    return ht_format("%s\n%s\n%s", student, mentor, programme);
}

/* Use free(). */
static char *end_key(const struct work *work, const struct member *member)
{
    ht_mentor_id mentor = member->programme->mentor;
    return ht_letter_end_key(work->school->students[member->student.i].id,
                             mentor.i == HT_NONE ? "" : work->school->mentors[mentor.i].id,
                             member->programme->name);
}

/* The letter on an end, unless a plan before has told it. */
static enum ht_letter_kind tell_end(const struct work *work, const struct member *member)
{
    char *key = end_key(work, member);
    bool is_told = ht_strings_find(work->letters->told, key) != HT_NONE;
    free(key);
    if (is_told)
        return HT_LETTER_KINDS;
    return member->outcome == HT_OUTCOME_MET ? HT_LETTER_SUCCESS : HT_LETTER_END;
}

/* Sessions of a member before the date on from which is planned again; they are the first ones. */
static size_t count_over(const struct work *work, const struct member *member)
{
    size_t count = 0;
    while (count < member->count &&
           work->letters->sessions[member->first + count]->session->date.days <
               work->changes->earlier->from.days)
        count++;
    return count;
}

/* Sessions of a member, placed or not, from the date on from which is planned again. */
static size_t count_coming(const struct work *work, const struct member *member)
{
    const struct ht_views *views = work->views;
    ht_date from = work->changes->earlier->from;
    size_t count = 0;
    count += member->count - count_over(work, member);
    for (size_t i = 0; member->view->weeks && i < views->week_count; i++)
        if (views->weeks[i].monday.days + HT_DAYS_A_WEEK > from.days)
            count += (size_t)member->view->weeks[i].unplaced;
    return count;
}

/* What is new to those who had their letters with the plan that is replaced. */
static enum ht_letter_kind kind_of_news(const struct work *work, const struct member *member)
{
    ht_programme_id id = {(uint32_t)(member->programme - work->school->programmes)};
    bool was_there = number_member(work->before, id, member->student, false) != HT_NONE;
    bool is_changed = number_member(work->changed, id, member->student, false) != HT_NONE;
    size_t coming = count_coming(work, member);
    if (!is_changed)
        return HT_LETTER_KINDS;
    if (was_there)
        return coming ? HT_LETTER_CHANGED : tell_end(work, member);
    return !coming ? HT_LETTER_KINDS : member->held ? HT_LETTER_CONTINUE : HT_LETTER_START;
}

/* HT_LETTER_KINDS where none is due: nothing is to come, or the parents have been told. */
static enum ht_letter_kind kind_for(const struct work *work, const struct member *member)
{
    ht_date end = end_of(work, member);
    /* Who has left the school is only there for what is over. */
    if (work->changes && !work->school->students[member->student.i].line)
        return HT_LETTER_KINDS;
    if (member->outcome != HT_OUTCOME_UNKNOWN && end.days != HT_DATE_LAST.days)
        return end.days < work->since.days ? HT_LETTER_KINDS : tell_end(work, member);
    if (work->changes)
        return kind_of_news(work, member);
    if (!member->count || (member->held && !member->held_before))
        return HT_LETTER_KINDS;
    return member->held ? HT_LETTER_CONTINUE : HT_LETTER_START;
}

/* ------------------------------------------------------------ all letters */

static struct ht_letter *add_letter(struct ht_letters *letters, enum ht_letter_kind kind)
{
    HT_GROW(letters->letters, letters->count, letters->capacity);
    struct ht_letter *letter = &letters->letters[letters->count++];
    *letter = (struct ht_letter){.kind = kind, .last_held = HT_DATE_FIRST};
    return letter;
}

/* The sessions are places first, since their array may still move. */
static void add_home_letter(const struct work *work, const struct member *member, size_t **firsts,
                            size_t *capacity)
{
    enum ht_letter_kind kind = kind_for(work, member);
    if (kind == HT_LETTER_KINDS)
        return;
    size_t over = kind == HT_LETTER_CHANGED ? count_over(work, member) : 0;
    HT_GROW(*firsts, work->letters->count, *capacity);
    (*firsts)[work->letters->count] = member->first + over;
    struct ht_letter *letter = add_letter(work->letters, kind);
    letter->student = &work->school->students[member->student.i];
    letter->programme = member->view;
    letter->session_count = member->count - over;
    letter->held = member->held;
    letter->last_held = member->last_held;
}

/* By kind; parents' by name, teachers' as the views have them. */
static int compare_letters(const void *left, const void *right)
{
    const struct ht_letter *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->teacher)
        return a->teacher < b->teacher ? -1 : a->teacher > b->teacher;
    int names = strcmp(ht_student_listed(a->student), ht_student_listed(b->student));
    if (names)
        return names;
    if (a->student != b->student)
        return a->student < b->student ? -1 : 1;
    return a->programme < b->programme ? -1 : a->programme > b->programme;
}

/* The first day of the half term before the horizon, or of the horizon. */
static ht_date since_when(const struct ht_school *school, ht_date from)
{
    ht_date since = from;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        bool before = row->what == HT_HALF_TERM && row->to.days < from.days;
        if (before && (since.days == from.days || row->from.days > since.days))
            since = row->from;
    }
    return since;
}

/* Adds what the last letter tells, where that is the end of the member's programme. */
static void add_told(const struct work *work, const struct member *member)
{
    const struct ht_letters *letters = work->letters;
    const struct ht_letter *last = letters->count ? &letters->letters[letters->count - 1] : NULL;
    if (!last || (last->kind != HT_LETTER_SUCCESS && last->kind != HT_LETTER_END) ||
        last->student != &work->school->students[member->student.i] ||
        last->programme != member->view)
        return;
    char *key = end_key(work, member);
    ht_strings_add(letters->told, key);
    free(key);
}

static struct ht_strings *copy_strings(const struct ht_strings *strings)
{
    struct ht_strings *copy = ht_strings_new();
    for (uint32_t n = 0; strings && n < ht_strings_count(strings); n++)
        ht_strings_add(copy, ht_strings_text(strings, n));
    return copy;
}

struct ht_letters *ht_letters_new(const struct ht_school *school, const struct ht_views *views,
                                  const struct ht_changes *changes, const struct ht_strings *told,
                                  bool is_written)
{
    struct work work = {
        .school = school,
        .views = views,
        .history = ht_grouping_history(school),
        .since = since_when(school, views->horizon.from),
        .letters = HT_NEW(struct ht_letters, 1),
        .changes = changes,
        .before = ht_strings_new(),
        .changed = ht_strings_new(),
        .teachers = ht_strings_new(),
    };
    work.letters->told = copy_strings(told);
    if (changes)
        find_changed(&work);
    size_t *firsts = NULL, capacity = 0;
    for (size_t p = 0; p < work.school->programme_count; p++)
        for (uint32_t n = 0; n < work.school->programmes[p].student_count; n++) {
            const struct member member = read_member(&work, p, n);
            add_home_letter(&work, &member, &firsts, &capacity);
            if (is_written)
                add_told(&work, &member);
            work.letters->awaited += member.count && member.outcome == HT_OUTCOME_UNKNOWN &&
                                     end_of(&work, &member).days != HT_DATE_LAST.days;
        }
    for (size_t i = 0; i < work.letters->count; i++)
        work.letters->letters[i].sessions = work.letters->sessions + firsts[i];
    free(firsts);
    /* The timetable may leave the teacher out; then there is nobody to write to. */
    for (size_t i = 0; i < work.views->teacher_count; i++)
        if (*work.views->teachers[i].name && is_concerned(&work, work.views->teachers[i].name))
            add_letter(work.letters, HT_LETTER_TEACHER)->teacher = &work.views->teachers[i];
    if (work.letters->count)
        qsort(work.letters->letters, work.letters->count, sizeof *work.letters->letters,
              compare_letters);
    for (size_t i = 0, kind = 0; kind <= HT_LETTER_KINDS; kind++) {
        while (i < work.letters->count && work.letters->letters[i].kind < kind)
            i++;
        work.letters->first[kind] = i;
    }
    ht_grouping_clear(&work.history);
    ht_strings_free(work.before);
    ht_strings_free(work.changed);
    ht_strings_free(work.teachers);
    return work.letters;
}

void ht_letters_free(struct ht_letters *letters)
{
    if (!letters)
        return;
    free(letters->letters);
    free(letters->sessions);
    ht_strings_free(letters->told);
    free(letters);
}

void ht_templates_free(struct ht_templates *templates)
{
    if (!templates)
        return;
    free(templates->letterhead);
    for (size_t i = 0; i < HT_LETTER_KINDS; i++)
        free(templates->texts[i]);
    free(templates);
}

bool ht_letterhead_is_sample(const struct ht_templates *templates)
{
    const char *head = templates && templates->letterhead ? templates->letterhead : "";
    size_t length = strcspn(head, "\n");
    return length == sizeof HT_SAMPLE_SCHOOL - 1 && !strncmp(head, HT_SAMPLE_SCHOOL, length);
}

char *ht_school_name(const struct ht_school *school, const struct ht_templates *templates)
{
    const char *name = school->policy.school_name;
    const char *head = templates && templates->letterhead ? templates->letterhead : "";
    size_t length = strcspn(head, "\n");
    if (*name)
        return ht_copy_text(name, strlen(name));
    return ht_copy_text(head, ht_letterhead_is_sample(templates) ? 0 : length);
}

const char *ht_letter_name(const struct ht_letter *letter)
{
    if (letter->teacher)
        return letter->teacher->name;
    return ht_student_name(letter->student);
}
