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
};

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

/* HT_LETTER_KINDS where none is due: nothing is to come, or the parents have been told. */
static enum ht_letter_kind kind_for(const struct work *work, const struct member *member)
{
    ht_date end = end_of(work, member);
    if (member->outcome != HT_OUTCOME_UNKNOWN && end.days != HT_DATE_LAST.days) {
        if (end.days < work->since.days)
            return HT_LETTER_KINDS;
        return member->outcome == HT_OUTCOME_MET ? HT_LETTER_SUCCESS : HT_LETTER_END;
    }
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
    HT_GROW(*firsts, work->letters->count, *capacity);
    (*firsts)[work->letters->count] = member->first;
    struct ht_letter *letter = add_letter(work->letters, kind);
    letter->student = &work->school->students[member->student.i];
    letter->programme = member->view;
    letter->session_count = member->count;
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

struct ht_letters *ht_letters_new(const struct ht_school *school, const struct ht_views *views)
{
    struct work work = {
        .school = school,
        .views = views,
        .history = ht_grouping_history(school),
        .since = since_when(school, views->horizon.from),
        .letters = HT_NEW(struct ht_letters, 1),
    };
    size_t *firsts = NULL, capacity = 0;
    for (size_t p = 0; p < work.school->programme_count; p++)
        for (uint32_t n = 0; n < work.school->programmes[p].student_count; n++) {
            const struct member member = read_member(&work, p, n);
            add_home_letter(&work, &member, &firsts, &capacity);
            work.letters->awaited += member.count && member.outcome == HT_OUTCOME_UNKNOWN &&
                                     end_of(&work, &member).days != HT_DATE_LAST.days;
        }
    for (size_t i = 0; i < work.letters->count; i++)
        work.letters->letters[i].sessions = work.letters->sessions + firsts[i];
    free(firsts);
    /* The timetable may leave the teacher out; then there is nobody to write to. */
    for (size_t i = 0; i < work.views->teacher_count; i++)
        if (*work.views->teachers[i].name)
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
    return work.letters;
}

void ht_letters_free(struct ht_letters *letters)
{
    if (!letters)
        return;
    free(letters->letters);
    free(letters->sessions);
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

char *ht_school_name(const struct ht_school *school, const struct ht_templates *templates)
{
    const char *name = school->policy.school_name;
    const char *head = templates && templates->letterhead ? templates->letterhead : "";
    size_t length = strcspn(head, "\n");
    if (*name)
        return ht_copy_text(name, strlen(name));
    bool is_sample =
        length == sizeof HT_SAMPLE_SCHOOL - 1 && !strncmp(head, HT_SAMPLE_SCHOOL, length);
    return ht_copy_text(head, is_sample ? 0 : length);
}

const char *ht_letter_name(const struct ht_letter *letter)
{
    if (letter->teacher)
        return letter->teacher->name;
    return ht_student_name(letter->student);
}
