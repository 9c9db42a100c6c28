/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/previous_plan.h"

#include "solver/base/memory.h"
#include "solver/school/history_match.h"

#include <stdlib.h>
#include <string.h>

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

/* ------------------------------------------------------------ rows of one session */

/* Rows of one session stand together; one to one, a student is a session. */
static int compare_meetings(const struct ht_claim *a, const struct ht_claim *b)
{
    int order = compare_numbers(a->date.days, b->date.days);
    if (!order)
        order = strcmp(a->period_name, b->period_name);
    if (!order)
        order = strcmp(a->mentor_id, b->mentor_id);
    if (!order)
        order = strcmp(or_blank(a->programme_name), or_blank(b->programme_name));
    if (!order)
        order = strcmp(or_blank(a->group), or_blank(b->group));
    if (!order && !*or_blank(a->group))
        order = strcmp(a->student_id, b->student_id);
    return order;
}

static int compare_rows(const void *left, const void *right)
{
    const struct ht_claim *a = *(const struct ht_claim *const *)left;
    const struct ht_claim *b = *(const struct ht_claim *const *)right;
    int order = compare_meetings(a, b);
    if (!order)
        order = strcmp(a->student_id, b->student_id);
    return order ? order : compare_numbers(a->line, b->line);
}

/* Without rows that say again what one before them says: who edits a file may leave some. */
static const struct ht_claim **sort_rows(const struct ht_claimed_schedule *claims, size_t *count)
{
    const struct ht_claim **rows = HT_NEW(const struct ht_claim *, claims->row_count);
    for (size_t i = 0; i < claims->row_count; i++)
        rows[i] = &claims->rows[i];
    qsort(rows, claims->row_count, sizeof *rows, compare_rows);
    *count = 0;
    for (size_t i = 0; i < claims->row_count; i++)
        if (!*count || compare_meetings(rows[*count - 1], rows[i]) ||
            strcmp(rows[*count - 1]->student_id, rows[i]->student_id))
            rows[(*count)++] = rows[i];
    return rows;
}

static size_t meeting_end(const struct ht_claim *const *rows, size_t start, size_t count)
{
    size_t end = start + 1;
    while (end < count && !compare_meetings(rows[start], rows[end]))
        end++;
    return end;
}

/* ------------------------------------------------------------ admitting people */

static ht_student_id admit_student(struct ht_school *school, const char *id)
{
    uint32_t place = ht_strings_add(school->student_ids, id);
    if (place < school->student_count)
        return (ht_student_id){place};
    HT_GROW(school->students, school->student_count, school->student_capacity);
    school->students[school->student_count++] = (struct ht_student){
        .id = ht_school_text(school, id),
        .name = "",
        .form = "",
        .surname = "",
        .forename = "",
        .upn = "",
        .year = ht_strings_add(school->years, ""),
    };
    size_t cells = place * school->period_count;
    school->timetable =
        ht_resize(school->timetable, cells + school->period_count, sizeof *school->timetable);
    memset(school->timetable + cells, 0xff, school->period_count * sizeof *school->timetable);
    return (ht_student_id){place};
}

static ht_mentor_id admit_mentor(struct ht_school *school, const char *id)
{
    enum { EVERY_DAY = 0x7f };
    uint32_t place = ht_strings_add(school->mentor_ids, id);
    if (place < school->mentor_count)
        return (ht_mentor_id){place};
    HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
    school->mentors[school->mentor_count++] = (struct ht_mentor){
        .id = ht_school_text(school, id),
        .name = "",
        .role = "",
        .skills = "",
        .room = "",
        .caseload = HT_NO_LIMIT,
        .days = EVERY_DAY,
    };
    return (ht_mentor_id){place};
}

/* ------------------------------------------------------------ admitting programmes */

/* A group that has changed is still the group; one to one, nobody else is meant. */
static bool is_of(const struct ht_programme *programme, const struct ht_claim *row,
                  ht_mentor_id mentor)
{
    return programme->mentor.i == mentor.i && !strcmp(programme->group, or_blank(row->group)) &&
           (!row->programme_name || !strcmp(programme->name, row->programme_name)) &&
           (*programme->group || ht_programme_has(programme, row->student));
}

/* A programme that is over and requires nothing. */
static ht_programme_id add_programme(struct ht_school *school, const struct ht_claim *row,
                                     ht_mentor_id mentor, ht_date from)
{
    bool timed = row->start >= 0 && row->end > row->start;
    HT_GROW(school->programmes, school->programme_count, school->programme_capacity);
    school->programmes[school->programme_count++] = (struct ht_programme){
        .mentor = mentor,
        .name = ht_school_text(school, or_blank(row->programme_name)),
        .group = ht_school_text(school, or_blank(row->group)),
        .students = HT_NEW(ht_student_id, 1),
        .per_week = 1,
        .per_weeks = 1,
        .minutes = timed ? row->end - row->start : school->policy.session_minutes,
        .from = HT_DATE_FIRST,
        .to = ht_date_plus(from, -1),
        .sessions = 0,
        .weeks = HT_NO_LIMIT,
        .place = "",
        .referred = HT_DATE_FIRST,
        .urgency = -1,
        .latest = HT_DATE_LAST,
        .seen = HT_DATE_LAST,
    };
    return (ht_programme_id){(uint32_t)school->programme_count - 1};
}

static void add_member(struct ht_programme *programme, ht_student_id student)
{
    if (programme->student_count && ht_programme_has(programme, student))
        return;
    programme->students =
        ht_resize(programme->students, programme->student_count + 1, sizeof *programme->students);
    programme->students[programme->student_count++] = student;
}

/* Finds or adds the programme of a row; count is that of the school's own ones. */
static ht_programme_id admit_programme(struct ht_school *school, const struct ht_claim *row,
                                       ht_date from, size_t count)
{
    ht_mentor_id mentor = admit_mentor(school, row->mentor_id);
    uint32_t found = 0;
    while (found < school->programme_count && !is_of(&school->programmes[found], row, mentor))
        found++;
    if (found == school->programme_count)
        found = add_programme(school, row, mentor, from).i;
    if (found >= count)
        add_member(&school->programmes[found], row->student);
    return (ht_programme_id){found};
}

/* ------------------------------------------------------------ admitting lessons */

static bool says(const struct ht_school *school, ht_lesson_id id, const struct ht_claim *row)
{
    if (id.i == HT_NONE)
        return !row->subject || !*row->subject;
    const struct ht_lesson *lesson = &school->lessons[id.i];
    const char *class_ =
        lesson->class_.i == HT_NONE ? "" : ht_strings_text(school->classes, lesson->class_.i);
    return (!row->subject || !strcmp(row->subject, school->subjects[lesson->subject.i].code)) &&
           (!row->class_ || !strcmp(row->class_, class_)) &&
           (!row->teacher || !strcmp(row->teacher, lesson->teacher)) &&
           (!row->room || !strcmp(row->room, lesson->room));
}

/* The lesson that a row says was missed. */
static ht_lesson_id admit_lesson(struct ht_school *school, const struct ht_claim *row)
{
    ht_lesson_id now = ht_school_lesson(school, row->student, row->period);
    if (says(school, now, row))
        return now;
    if (!row->subject || !*row->subject)
        return (ht_lesson_id){HT_NONE};
    const char *class_ = or_blank(row->class_);
    const struct ht_lesson lesson = {
        .subject = ht_school_subject(school, row->subject),
        .class_ = {*class_ ? ht_strings_add(school->classes, class_) : HT_NONE},
        .teacher = ht_school_text(school, or_blank(row->teacher)),
        .room = ht_school_text(school, or_blank(row->room)),
    };
    return ht_school_add_lesson(school, &lesson);
}

/* ------------------------------------------------------------ what the past asks for no more */

static void forget_keeps(struct ht_school *school, ht_date from)
{
    size_t kept = 0;
    for (size_t i = 0; i < school->request_count; i++) {
        struct ht_request *request = &school->requests[i];
        if (request->what == HT_KEEP && request->when.from.days < from.days) {
            free(request->when.weeks.numbers);
            free(request->when.periods.numbers);
        } else {
            school->requests[kept++] = *request;
        }
    }
    school->request_count = kept;
}

/* What a row of a plan says; the programme is called as the school does. */
static struct ht_telling telling_of(const struct ht_school *school, const struct ht_claim *row,
                                    bool stands)
{
    ht_lesson_id lesson = row->missed;
    if (!stands && row->period.i != HT_NONE)
        lesson = ht_school_lesson(school, row->student, row->period);
    const char *missed =
        lesson.i == HT_NONE ? "" : school->subjects[school->lessons[lesson.i].subject.i].code;
    return (struct ht_telling){
        .date = row->date,
        .student = row->student.i,
        .session = row->session,
        .period = row->period_name,
        .programme = row->programme.i == HT_NONE ? row->programme_name
                                                 : school->programmes[row->programme.i].name,
        .subject = row->subject ? row->subject : missed,
    };
}

static struct ht_telling *tell_history(const struct ht_school *school)
{
    struct ht_telling *tellings = HT_NEW(struct ht_telling, school->history_count);
    for (size_t i = 0; i < school->history_count; i++) {
        const struct ht_past *past = &school->history[i];
        tellings[i] = (struct ht_telling){
            .date = past->date,
            .student = past->student.i,
            .session = past->session,
            .period = past->period,
            .programme = past->programme,
            .subject = past->subject.i == HT_NONE ? "" : school->subjects[past->subject.i].code,
        };
    }
    return tellings;
}

/* Keeps history as it was read for who asks again what of it a plan tells. */
static void copy_history(struct ht_school *school)
{
    if (school->recorded || !school->history_count)
        return;
    school->recorded = HT_NEW(struct ht_past, school->history_count);
    memcpy(school->recorded, school->history, school->history_count * sizeof *school->recorded);
    school->recorded_count = school->history_count;
}

/* Sessions that have been recorded and stand would count twice. */
static void forget_history(struct ht_school *school, const struct ht_claimed_schedule *claims,
                           ht_date before)
{
    struct ht_telling *tellings = HT_NEW(struct ht_telling, claims->row_count);
    struct ht_telling *history = tell_history(school);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < claims->row_count; i++)
        if (claims->rows[i].date.days < before.days && claims->rows[i].student.i != HT_NONE)
            tellings[count++] = telling_of(school, &claims->rows[i],
                                           claims->rows[i].date.days < claims->stands.days);
    uint32_t *told = ht_told(history, school->history_count, tellings, count);
    copy_history(school);
    for (size_t i = 0; i < school->history_count; i++)
        if (told[i] == HT_NONE)
            school->history[kept++] = school->history[i];
    school->history_count = kept;
    free(told);
    free(history);
    free(tellings);
}

/* ------------------------------------------------------------ rows that were edited */

static bool has_timetable(const struct ht_school *school, ht_student_id student)
{
    for (uint32_t p = 0; student.i != HT_NONE && p < school->period_count; p++)
        if (ht_school_lesson(school, student, (ht_period_id){p}).i != HT_NONE)
            return true;
    return false;
}

void ht_previous_plan_make_anew(const struct ht_school *school, struct ht_claimed_schedule *claims,
                                ht_date from)
{
    for (size_t i = 0; i < claims->row_count; i++) {
        struct ht_claim *row = &claims->rows[i];
        if (row->date.days >= from.days || row->period.i == HT_NONE)
            continue;
        int minutes = row->start >= 0 && row->end > row->start ? row->end - row->start
                                                               : school->policy.session_minutes;
        if (row->programme.i != HT_NONE)
            minutes = school->programmes[row->programme.i].minutes;
        row->start = school->periods[row->period.i].start;
        row->end = row->start + minutes;
        if (has_timetable(school, row->student))
            row->subject = row->class_ = row->teacher = row->room = NULL;
    }
}

void ht_previous_plan_admit(struct ht_school *school, struct ht_claimed_schedule *claims,
                            ht_date from)
{
    size_t count = school->programme_count;
    for (size_t i = 0; i < claims->row_count; i++) {
        struct ht_claim *row = &claims->rows[i];
        if (row->date.days >= from.days)
            continue;
        HT_REQUIRE(row->period.i != HT_NONE, "a period that the school lacks");
        row->student = admit_student(school, row->student_id);
        bool known =
            row->programme.i != HT_NONE && school->programmes[row->programme.i].mentor.i != HT_NONE;
        if (!known)
            row->programme = admit_programme(school, row, from, count);
        row->missed = admit_lesson(school, row);
    }
    claims->stands = from;
}

void ht_previous_plan_forget(struct ht_school *school, const struct ht_claimed_schedule *claims)
{
    forget_keeps(school, claims->stands);
    forget_history(school, claims, claims->stands);
}

void ht_previous_plan_forget_told(struct ht_school *school, struct ht_claimed_schedule *claims)
{
    claims->told = HT_DATE_LAST;
    forget_history(school, claims, claims->told);
}

/* The programme's sessions that a student who is owed most of them lacks. */
static int count_owed(const struct ht_claimed_schedule *claims, const struct ht_claim *row)
{
    int count = 0;
    for (size_t i = 0; i < claims->row_count; i++)
        count += claims->rows[i].not_held && claims->rows[i].programme.i == row->programme.i &&
                 claims->rows[i].student.i == row->student.i;
    return count;
}

void ht_previous_plan_owe(const struct ht_school *school, struct ht_claimed_schedule *claims)
{
    free(claims->owed);
    claims->owed = HT_NEW(int, school->programme_count);
    for (size_t i = 0; i < claims->row_count; i++) {
        const struct ht_claim *row = &claims->rows[i];
        if (!row->not_held || row->programme.i == HT_NONE ||
            !school->programmes[row->programme.i].sessions)
            continue;
        int count = count_owed(claims, row), *owed = &claims->owed[row->programme.i];
        *owed = count > *owed ? count : *owed;
    }
}

/* ------------------------------------------------------------ dividing the plan */

/* The session's place in its week, by its id, or else by the order of the rows. */
static int place_in_week(const struct ht_school *school, const struct ht_planned *planned,
                         const struct ht_planned *before)
{
    enum { MOST_A_WEEK = 64 };
    struct ht_session session = planned->session;
    char id[HT_SESSION_ID_SIZE];
    for (session.nth = 0; planned->rows[0]->session && session.nth < MOST_A_WEEK; session.nth++)
        if (!strcmp(ht_session_id_of(school, &session, id), planned->rows[0]->session))
            return session.nth;
    int place = 0;
    for (const struct ht_planned *other = before; other < planned; other++)
        place += other->session.programme.i == session.programme.i &&
                 ht_date_monday(other->session.date).days == ht_date_monday(session.date).days;
    return place;
}

/* Whether a session before this one, of the same week, has its place: of rows that were edited one
   may have the id of another. */
static bool has_twin(const struct ht_previous_plan *earlier, const struct ht_session *session)
{
    int32_t monday = ht_date_monday(session->date).days;
    for (size_t i = earlier->count - 1; i-- > 0;) {
        const struct ht_session *before = &earlier->sessions[i].session;
        if (before->date.days < monday)
            break;
        if (before->programme.i == session->programme.i && before->nth == session->nth)
            return true;
    }
    return false;
}

/* Writes down who was there where that differs from what programme and timetable say. */
static void call_roll(struct ht_previous_plan *earlier, const struct ht_school *school,
                      struct ht_planned *planned, const struct ht_claim *const *rows, size_t first)
{
    const struct ht_session *session = &planned->session;
    const struct ht_programme *programme = &school->programmes[session->programme.i];
    int start = planned->rows[0]->start >= 0 ? planned->rows[0]->start
                                             : school->periods[session->period.i].start;
    int end = planned->rows[0]->end >= 0 ? planned->rows[0]->end : start + programme->minutes;
    bool same = planned->row_count == programme->student_count &&
                end == school->periods[session->period.i].start + programme->minutes;
    for (uint32_t n = 0; n < planned->row_count; n++) {
        const struct ht_claim *row = rows[first + n];
        earlier->students[first + n] = row->student;
        earlier->missed[first + n] = row->missed;
        same = same && ht_programme_has(programme, row->student) &&
               ht_school_lesson(school, row->student, session->period).i == row->missed.i;
    }
    struct ht_roll *roll = &earlier->rolls[planned - earlier->sessions];
    *roll = (struct ht_roll){earlier->students + first, earlier->missed + first, planned->row_count,
                             end};
    if (!same)
        planned->session.roll = roll;
}

static int compare_places(const struct ht_session *a, const struct ht_session *b)
{
    int order = compare_numbers(a->programme.i, b->programme.i);
    if (!order)
        order = compare_numbers(a->date.days, b->date.days);
    return order ? order : compare_numbers(a->period.i, b->period.i);
}

static int compare_planned(const void *left, const void *right)
{
    return compare_places(&(*(const struct ht_planned *const *)left)->session,
                          &(*(const struct ht_planned *const *)right)->session);
}

static void list_places(struct ht_previous_plan *earlier)
{
    earlier->places = HT_NEW(const struct ht_planned *, earlier->count);
    for (size_t i = earlier->past; i < earlier->count; i++) {
        const struct ht_session *session = &earlier->sessions[i].session;
        if (session->programme.i != HT_NONE && session->period.i != HT_NONE)
            earlier->places[earlier->place_count++] = &earlier->sessions[i];
    }
    if (earlier->place_count)
        qsort(earlier->places, earlier->place_count, sizeof *earlier->places, compare_planned);
}

/* A mentor's session has a programme of that mentor's; who has none now has no sessions. */
static ht_programme_id programme_of(const struct ht_school *school, const struct ht_claim *row)
{
    bool assigned =
        row->programme.i != HT_NONE && school->programmes[row->programme.i].mentor.i != HT_NONE;
    return assigned ? row->programme : (ht_programme_id){HT_NONE};
}

/* How many sessions have each id of the plan. */
struct id_counts {
    struct ht_strings *ids;
    uint32_t *sessions; /* [id] */
};

static struct id_counts count_ids(const struct ht_previous_plan *earlier)
{
    struct id_counts counts = {ht_strings_new(), HT_NEW(uint32_t, earlier->count)};
    for (size_t i = 0; i < earlier->count; i++)
        counts.sessions[ht_strings_add(counts.ids,
                                       or_blank(earlier->sessions[i].rows[0]->session))]++;
    return counts;
}

static bool is_plain(const char *id)
{
    size_t length = strspn(id, "-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return length > 0 && length < HT_SESSION_ID_SIZE && !id[length];
}

/* What stands keeps an id that somebody gave it, if no other has it: history may know it by that.
 */
static void keep_ids(const struct ht_previous_plan *earlier, const struct ht_school *school)
{
    struct id_counts counts = count_ids(earlier);
    for (size_t i = 0; i < earlier->past; i++) {
        struct ht_session *session = &earlier->sessions[i].session;
        const char *id = or_blank(earlier->sessions[i].rows[0]->session);
        char own[HT_SESSION_ID_SIZE];
        if (is_plain(id) && counts.sessions[ht_strings_find(counts.ids, id)] == 1 &&
            strcmp(id, ht_session_id_of(school, session, own)))
            session->id = id;
    }
    ht_strings_free(counts.ids);
    free(counts.sessions);
}

static void add_session(struct ht_previous_plan *earlier, const struct ht_school *school,
                        const struct ht_claim *const *rows, size_t start, size_t end)
{
    struct ht_planned *planned = &earlier->sessions[earlier->count++];
    const struct ht_claim *row = rows[start];
    *planned = (struct ht_planned){
        .session = {.programme = programme_of(school, row),
                    .date = row->date,
                    .period = row->period},
        .rows = rows + start,
        .row_count = (uint32_t)(end - start),
    };
    /* One member may be in a group no longer; another still tells which it is. */
    for (size_t n = start; n < end && planned->session.programme.i == HT_NONE; n++)
        planned->session.programme = programme_of(school, rows[n]);
    if (planned->session.programme.i != HT_NONE)
        planned->session.nth = place_in_week(school, planned, earlier->sessions);
    while (planned->session.programme.i != HT_NONE && has_twin(earlier, &planned->session))
        planned->session.nth++;
    if (row->date.days >= earlier->from.days)
        return;
    earlier->past = earlier->count;
    call_roll(earlier, school, planned, rows, start);
}

struct ht_previous_plan *ht_previous_plan_new(const struct ht_school *school,
                                              const struct ht_claimed_schedule *claims)
{
    struct ht_previous_plan *earlier = HT_NEW(struct ht_previous_plan, 1);
    size_t count;
    earlier->rows = sort_rows(claims, &count);
    earlier->claims = claims;
    earlier->from = claims->stands;
    earlier->owed = claims->owed;
    earlier->sessions = HT_NEW(struct ht_planned, claims->row_count);
    earlier->rolls = HT_NEW(struct ht_roll, claims->row_count);
    earlier->students = HT_NEW(ht_student_id, claims->row_count);
    earlier->missed = HT_NEW(ht_lesson_id, claims->row_count);
    for (size_t start = 0, end; start < count; start = end) {
        end = meeting_end(earlier->rows, start, count);
        add_session(earlier, school, earlier->rows, start, end);
    }
    keep_ids(earlier, school);
    list_places(earlier);
    return earlier;
}

void ht_previous_plan_free(struct ht_previous_plan *earlier)
{
    if (!earlier)
        return;
    free(earlier->rows);
    free(earlier->sessions);
    free(earlier->places);
    free(earlier->rolls);
    free(earlier->students);
    free(earlier->missed);
    free(earlier);
}

bool ht_previous_plan_has(const struct ht_previous_plan *earlier, ht_programme_id programme,
                          ht_date date, ht_period_id period)
{
    const struct ht_planned wanted = {
        .session = {.programme = programme, .date = date, .period = period}};
    const struct ht_planned *key = &wanted;
    return earlier->place_count && bsearch(&key, earlier->places, earlier->place_count,
                                           sizeof *earlier->places, compare_planned);
}
