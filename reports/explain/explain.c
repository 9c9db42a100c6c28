/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/explain.h"

#include "reports/explain/advice.h"
#include "reports/explain/reasons.h"
#include "reports/explain/slot_grid.h"
#include "reports/text/words.h"
#include "reports/text/wrapped.h"
#include "solver/base/memory.h"
#include "solver/diagnose/obstacles.h"

#include <stdlib.h>

/* What is being written. */
struct page {
    FILE *stream;
    const struct ht_explanation *all;
    const struct ht_school *school;
    struct ht_obstacles obstacles;
    size_t *rows; /* unplaced rows of the schedule that are told of, by programme; owned */
    size_t row_count;
};

/* A programme, with the rows and sessions of it that are told of. */
struct part {
    ht_programme_id programme;
    const size_t *rows;
    size_t row_count;
    uint32_t *sessions; /* places in the schedule; owned */
    size_t session_count;
};

/* ------------------------------------------------------------ sentences */

/* " (70133)" after a name; where there is none, the id has stood in its place. */
static void add_id(struct ht_sentence *sentence, const char *name, const char *id)
{
    if (*name)
        ht_phrase(sentence, " (%s)", id);
}

/* "Mia Khan (70133) with Sam Lee (M02), 1:1 mentoring". */
static void name_programme(struct ht_sentence *sentence, const struct ht_school *school,
                           ht_programme_id id)
{
    const struct ht_programme *programme = &school->programmes[id.i];
    const struct ht_mentor *mentor = &school->mentors[programme->mentor.i];
    struct ht_items items = {.count = programme->student_count};
    if (*programme->group)
        ht_phrase(sentence, "Group %s of ", programme->group);
    for (uint32_t n = 0; n < programme->student_count; n++) {
        const struct ht_student *student = &school->students[programme->students[n].i];
        ht_phrase_item(sentence, &items);
        ht_phrase_student(sentence, programme->students[n]);
        add_id(sentence, student->name, student->id);
    }
    ht_tell(sentence, " with {mentor}", programme->mentor);
    add_id(sentence, mentor->name, mentor->id);
    ht_phrase(sentence, ", %s", programme->name);
}

/* " (A)": the cycle week of a calendar week's first school day, where there are several. */
static void name_cycle_week(struct ht_sentence *sentence, const struct ht_school *school,
                            ht_date monday)
{
    for (int day = 0; day < HT_DAYS_A_WEEK && ht_strings_count(school->weeks) > 1; day++) {
        const struct ht_day *date = ht_school_day(school, ht_date_plus(monday, day));
        if (!date->school_day)
            continue;
        ht_phrase(sentence, " (%s)", ht_school_week_name(school, date->week));
        return;
    }
}

/* ------------------------------------------------------------ slots */

/* Weeks of one grid. */
struct weeks {
    struct ht_slot_grid grid;
    ht_date *mondays; /* owned */
    size_t count, capacity;
};

/* The different weeks of a programme with sessions that have no place. */
struct calendar {
    struct weeks *list;
    size_t count, capacity;
};

static void add_week(struct calendar *calendar, struct page *page, ht_programme_id programme,
                     ht_date monday, struct ht_legend *legend)
{
    struct ht_slot_grid grid = ht_slot_grid_new(&page->obstacles, programme, monday, legend);
    size_t n = 0;
    while (n < calendar->count && !ht_slot_grid_same(&calendar->list[n].grid, &grid))
        n++;
    if (n == calendar->count) {
        HT_GROW(calendar->list, calendar->count, calendar->capacity);
        calendar->list[calendar->count++] = (struct weeks){.grid = grid};
    } else {
        ht_slot_grid_clear(&grid);
    }
    struct weeks *weeks = &calendar->list[n];
    HT_GROW(weeks->mondays, weeks->count, weeks->capacity);
    weeks->mondays[weeks->count++] = monday;
}

static void write_weeks(const struct page *page, const struct weeks *weeks,
                        const struct ht_legend *legend)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, page->school, false);
    ht_explain_weeks(&sentence, weeks->mondays, weeks->count);
    name_cycle_week(&sentence, page->school, weeks->mondays[0]);
    ht_phrase(&sentence, ", slot by slot");
    putc('\n', page->stream);
    ht_explain_sentence(page->stream, "  ", &sentence);
    ht_slot_grid_write(page->stream, page->school, &weeks->grid, legend, weeks->count == 1);
}

/* Writes the weeks in which sessions of a programme have no place; several share a grid. */
static void write_free_weeks(struct page *page, const struct part *part, struct ht_legend *legend)
{
    const struct ht_explanation *all = page->all;
    struct calendar calendar = {0};
    for (size_t n = 0; n < part->row_count; n++) {
        const struct ht_requirement *block =
            ht_explanation_block(all, &all->schedule->unplaced[part->rows[n]]);
        for (uint32_t w = 0; w < block->week_count; w++)
            if (ht_explanation_has_week(all, ht_explanation_monday(all, block, w)))
                add_week(&calendar, page, part->programme, ht_explanation_monday(all, block, w),
                         legend);
    }
    for (size_t n = 0; n < calendar.count; n++) {
        write_weeks(page, &calendar.list[n], legend);
        ht_slot_grid_clear(&calendar.list[n].grid);
        free(calendar.list[n].mondays);
    }
    free(calendar.list);
}

/* "Tuesday 8 September, period 3, in place of English (9x/En1, Ms Hall)". */
static void name_session(struct ht_sentence *sentence, const struct ht_school *school,
                         const struct ht_session *session, ht_student_id student)
{
    ht_lesson_id missed = ht_school_lesson(school, student, session->period);
    ht_tell(sentence, "{day}, {period}", session->date, school->periods[session->period.i].name);
    if (missed.i == HT_NONE)
        return;
    const struct ht_lesson *lesson = &school->lessons[missed.i];
    const char *class_ =
        lesson->class_.i == HT_NONE ? "" : ht_strings_text(school->classes, lesson->class_.i);
    const char *joint = *class_ && *lesson->teacher ? ", " : "";
    ht_tell(sentence, ", in place of {subject}", lesson->subject);
    if (*class_ || *lesson->teacher)
        ht_phrase(sentence, " (%s%s%s)", class_, joint, lesson->teacher);
}

static void write_session(struct page *page, uint32_t place, struct ht_legend *legend)
{
    const struct ht_session *session = &page->all->schedule->sessions[place];
    struct ht_slot_grid grid = ht_slot_grid_of_session(&page->obstacles, place, legend);
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, page->school, false);
    name_session(&sentence, page->school, session, page->all->student);
    putc('\n', page->stream);
    ht_explain_sentence(page->stream, "  ", &sentence);
    ht_slot_grid_write(page->stream, page->school, &grid, legend, true);
    ht_slot_grid_clear(&grid);
}

/* ------------------------------------------------------------ programmes */

static int count_missing(const struct page *page, const struct part *part)
{
    int count = 0;
    for (size_t n = 0; n < part->row_count; n++)
        count += page->all->schedule->unplaced[part->rows[n]].count;
    return count;
}

/* Slots in other periods are not listed. */
static void write_periods(const struct page *page, const struct ht_some *periods)
{
    struct ht_sentence sentence;
    struct ht_items items = {.count = periods->count};
    if (!periods->count)
        return;
    ht_sentence_begin(&sentence, page->school, false);
    ht_phrase(&sentence, "Only ");
    for (uint32_t n = 0; n < periods->count; n++) {
        ht_phrase_item(&sentence, &items);
        ht_phrase_period(&sentence, periods->numbers[n]);
    }
    ht_phrase(&sentence, " may be used for it.");
    ht_explain_sentence(page->stream, "  ", &sentence);
}

static void write_part(struct page *page, const struct part *part)
{
    int missing = count_missing(page, part);
    struct ht_legend legend = ht_legend_new(page->all->prices);
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, page->school, false);
    name_programme(&sentence, page->school, part->programme);
    if (missing)
        ht_phrase(&sentence, ": %d session%s no place", missing, missing == 1 ? " has" : "s have");
    putc('\n', page->stream);
    ht_explain_sentence(page->stream, "", &sentence);
    write_periods(page, &page->school->programmes[part->programme.i].periods);
    ht_explain_reasons(page->stream, page->all, part->rows, part->row_count);
    write_free_weeks(page, part, &legend);
    for (size_t n = 0; n < part->session_count; n++)
        write_session(page, part->sessions[n], &legend);
    ht_legend_write(page->stream, &legend);
    ht_legend_clear(&legend);
}

/* The sessions of a programme that are told of: none but a student's. */
static void list_sessions(const struct page *page, struct part *part)
{
    const struct ht_obstacles *obstacles = &page->obstacles;
    uint32_t student = page->all->student.i;
    if (student == HT_NONE)
        return;
    uint32_t first = obstacles->first_of_student[student];
    uint32_t end = obstacles->first_of_student[student + 1];
    part->sessions = HT_NEW(uint32_t, end - first);
    for (uint32_t n = first; n < end; n++) {
        const struct ht_session *session = &page->all->schedule->sessions[obstacles->of_student[n]];
        if (session->programme.i == part->programme.i &&
            ht_explanation_has_session(page->all, session))
            part->sessions[part->session_count++] = obstacles->of_student[n];
    }
}

static int compare_rows(const void *left, const void *right, void *context)
{
    const struct ht_unplaced *unplaced = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    uint32_t one = unplaced[a].programme.i, other = unplaced[b].programme.i;
    if (one != other)
        return one < other ? -1 : 1;
    return (a > b) - (a < b);
}

static void list_rows(struct page *page)
{
    const struct ht_schedule *schedule = page->all->schedule;
    page->rows = HT_NEW(size_t, schedule->unplaced_count);
    for (size_t n = 0; n < schedule->unplaced_count; n++)
        if (ht_explanation_has_unplaced(page->all, &schedule->unplaced[n]))
            page->rows[page->row_count++] = n;
    if (page->row_count)
        qsort_r(page->rows, page->row_count, sizeof *page->rows, compare_rows, schedule->unplaced);
}

/* In the order of caseload.csv. */
static void write_parts(struct page *page)
{
    const struct ht_unplaced *unplaced = page->all->schedule->unplaced;
    size_t at = 0;
    for (uint32_t p = 0; p < page->school->programme_count; p++) {
        struct part part = {.programme = {p}, .rows = page->rows + at};
        while (at < page->row_count && unplaced[page->rows[at]].programme.i == p)
            at++;
        part.row_count = (size_t)(page->rows + at - part.rows);
        if (ht_explanation_has_programme(page->all, part.programme))
            list_sessions(page, &part);
        if (part.row_count || part.session_count)
            write_part(page, &part);
        free(part.sessions);
    }
}

/* ------------------------------------------------------------ the page */

/* What is over has no slots and no repairs. */
static void write_over(const struct page *page)
{
    const struct ht_explanation *all = page->all;
    const struct ht_requirements *requirements = all->rest->requirements;
    for (uint32_t n = 0; n < requirements->over_count; n++) {
        if (!ht_explanation_has_over(all, &requirements->over[n]))
            continue;
        struct ht_sentence sentence;
        ht_sentence_begin(&sentence, page->school, false);
        name_programme(&sentence, page->school, requirements->over[n].programme);
        ht_tell(&sentence,
                ": the week of {date} is over, only what is from {date} on was planned again",
                requirements->over[n].week, all->rest->instance->from);
        putc('\n', page->stream);
        ht_explain_sentence(page->stream, "", &sentence);
    }
}

/* "8 of 354 sessions have no place." with whose and which week, if that is asked. */
static void write_answer(const struct page *page)
{
    const struct ht_explanation *all = page->all;
    int unplaced = ht_explanation_unplaced(all), placed = ht_explanation_placed(all);
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, page->school, false);
    if (placed + unplaced == 1)
        ht_phrase(&sentence, "The one session");
    else if (unplaced)
        ht_phrase(&sentence, "%d of %d sessions", unplaced, unplaced + placed);
    else
        ht_phrase(&sentence, placed ? "All %d sessions" : "No session is due", placed);
    if (all->student.i != HT_NONE) {
        ht_tell(&sentence, "{s}{student}", placed + unplaced ? " of " : " for ", all->student);
    }
    if (all->mentor.i != HT_NONE)
        ht_tell(&sentence, " with {mentor}", all->mentor);
    if (all->week.days != HT_DATE_FIRST.days) {
        ht_tell(&sentence, " in the week of {date}", all->week);
    }
    if (unplaced)
        ht_phrase(&sentence, unplaced == 1 ? " has no place." : " have no place.");
    else
        ht_phrase(&sentence, placed == 1 ? " has a place." : placed ? " have a place." : ".");
    ht_explain_sentence(page->stream, "", &sentence);
}

static void write_summary(const struct page *page)
{
    const struct ht_explanation *all = page->all;
    char *summary = ht_say_summary(page->school, all->advice, ht_schedule_unplaced(all->schedule));
    ht_write_wrapped(page->stream, "", summary);
    free(summary);
    if (!all->advice->complete)
        ht_write_wrapped(page->stream, "",
                         "The search for what would help was ended before all was tried: "
                         "--time-limit gives it longer, --student and --week ask for less.");
}

void ht_write_explanation(FILE *stream, const struct ht_explanation *all)
{
    struct page page = {
        .stream = stream,
        .all = all,
        .school = &all->rest->school,
        .obstacles = ht_obstacles_new(all->rest->instance, all->rest->requirements, all->schedule),
    };
    list_rows(&page);
    write_answer(&page);
    if (page.row_count)
        write_summary(&page);
    write_parts(&page);
    write_over(&page);
    free(page.rows);
    ht_obstacles_clear(&page.obstacles);
}
