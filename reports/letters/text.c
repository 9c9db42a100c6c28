/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/letters/text.h"

#include "reports/text/words.h"
#include "reports/views/names_shown.h"
#include "solver/base/memory.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ pieces of lines */

static struct ht_piece name_piece(const char *start, const char *end)
{
    while (start < end && *start == ' ')
        start++;
    while (end > start && end[-1] == ' ')
        end--;
    return (struct ht_piece){HT_PIECE_VALUE, start, (size_t)(end - start)};
}

bool ht_piece_next(const char **at, struct ht_piece *piece)
{
    const char *start = *at, *end = start + strcspn(start, "\n");
    const char *open = g_strstr_len(start, end - start, "{{");
    if (start == end)
        return false;
    if (open == start) {
        const char *close = g_strstr_len(start, end - start, "}}");
        *piece = close ? name_piece(start + 2, close)
                       : (struct ht_piece){HT_PIECE_OPEN, start, (size_t)(end - start)};
        *at = close ? close + 2 : end;
        return true;
    }
    *at = open ? open : end;
    *piece = (struct ht_piece){HT_PIECE_TEXT, start, (size_t)(*at - start)};
    return true;
}

/* ------------------------------------------------------------ what letters are about */

static char *copy(const char *text)
{
    return ht_copy_text(text, strlen(text));
}

/* Sessions, whoever the letter is to. */
static size_t session_count(const struct ht_letter *letter)
{
    return letter->teacher ? letter->teacher->count : letter->session_count;
}

static const struct ht_attendance *session_at(const struct ht_letter *letter, size_t place)
{
    return letter->teacher ? letter->teacher->absences[place]->attendance : letter->sessions[place];
}

static char *date_text(ht_date date)
{
    return ht_format("%s %s", ht_day_long(ht_date_weekday(date)), HT_WORDS_FULL_DATE(date));
}

/* Adds a word that is not blank, once. */
static void list_word(GPtrArray *words, const char *word)
{
    for (guint i = 0; i < words->len; i++)
        if (!strcmp(words->pdata[i], word))
            return;
    if (*word)
        g_ptr_array_add(words, (gpointer)word);
}

/* "Art", "Art and Maths", "Art, Maths and PE"; frees the words. */
static char *join_words(GPtrArray *words)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s",
                               i == 0               ? ""
                               : i + 1 < words->len ? ", "
                                                    : " and ",
                               (const char *)words->pdata[i]);
    g_ptr_array_free(words, TRUE);
    char *joined = ht_copy_text(text->str, text->len);
    g_string_free(text, TRUE);
    return joined;
}

/* ------------------------------------------------------------ values */

static char *student_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return copy(letter->student ? ht_letter_name(letter) : "");
}

/* Who has no name goes by the id. */
static char *first_name_value(const struct ht_letter *letter, const struct ht_run *run)
{
    const char *name = letter->student ? letter->student->name : "";
    return *name ? ht_given_name(name) : student_value(letter, run);
}

static char *form_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return copy(letter->student ? letter->student->form : "");
}

static char *year_value(const struct ht_letter *letter, const struct ht_run *run)
{
    return copy(letter->student ? ht_strings_text(run->school->years, letter->student->year) : "");
}

static char *mentor_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    bool has = letter->programme && letter->programme->mentor;
    return copy(has ? letter->programme->mentor->name : "");
}

static char *room_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    bool has = letter->student && letter->session_count;
    return copy(has ? letter->sessions[0]->session->place : "");
}

static char *programme_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return copy(letter->programme ? letter->programme->name : "");
}

static char *minutes_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    if (!session_count(letter))
        return copy("");
    const struct ht_session_view *session = session_at(letter, 0)->session;
    return ht_format("%d", session->end - session->start);
}

static char *count_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    int held =
        (letter->kind == HT_LETTER_SUCCESS || letter->kind == HT_LETTER_END) ? letter->held : 0;
    return ht_format("%zu", session_count(letter) + (size_t)held);
}

static char *first_date_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return session_count(letter) ? date_text(session_at(letter, 0)->session->date) : copy("");
}

static char *first_time_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return copy(session_count(letter) ? HT_WORDS_TIME(session_at(letter, 0)->session->start) : "");
}

static char *last_date_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    size_t count = session_count(letter);
    ht_date last = count ? session_at(letter, count - 1)->session->date : letter->last_held;
    return last.days == HT_DATE_FIRST.days ? copy("") : date_text(last);
}

static char *day_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    bool has[HT_DAYS_A_WEEK] = {false};
    GPtrArray *words = g_ptr_array_new();
    for (size_t i = 0; i < session_count(letter); i++)
        has[ht_date_weekday(session_at(letter, i)->session->date)] = true;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        list_word(words, has[day] ? ht_day_long(day) : "");
    return join_words(words);
}

static const char *subject_at(const struct ht_letter *letter, size_t place)
{
    return letter->teacher ? letter->teacher->absences[place]->what
                           : letter->sessions[place]->subject_name;
}

static char *subject_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    GPtrArray *words = g_ptr_array_new();
    for (size_t i = 0; i < session_count(letter); i++)
        list_word(words, subject_at(letter, i));
    return join_words(words);
}

/* "Tue 8 Sep 09:00 Art; ...", to teachers with the class and the student. */
static char *sessions_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < session_count(letter); i++) {
        const struct ht_attendance *attendance = session_at(letter, i);
        g_string_append_printf(text, "%s%s %s", i ? "; " : "",
                               HT_WORDS_DAY(attendance->session->date),
                               HT_WORDS_TIME(attendance->session->start));
        if (*subject_at(letter, i))
            g_string_append_printf(text, " %s", subject_at(letter, i));
        if (letter->teacher)
            g_string_append_printf(text, " %s %s", letter->teacher->absences[i]->class_,
                                   attendance->student->name);
    }
    char *value = ht_copy_text(text->str, text->len);
    g_string_free(text, TRUE);
    return value;
}

static char *teacher_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)run;
    return copy(letter->teacher ? letter->teacher->name : "");
}

static char *from_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)letter;
    return copy(HT_WORDS_FULL_DATE(run->views->horizon.from));
}

static char *to_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)letter;
    return copy(HT_WORDS_FULL_DATE(run->views->horizon.to));
}

static char *date_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)letter;
    struct tm day;
    ht_date date;
    HT_REQUIRE(localtime_r(&run->made, &day) &&
                   ht_date_make(day.tm_year + 1900, day.tm_mon + 1, day.tm_mday, &date),
               "the time of the run is none");
    return copy(HT_WORDS_FULL_DATE(date));
}

static char *school_value(const struct ht_letter *letter, const struct ht_run *run)
{
    (void)letter;
    return ht_school_name(run->school, run->templates);
}

/* ------------------------------------------------------------ the table */

#define KIND(kind) (1u << HT_LETTER_##kind)
#define COMING     (KIND(START) | KIND(CONTINUE) | KIND(CHANGED))
#define ENDING     (KIND(SUCCESS) | KIND(END))
#define HOME       (COMING | ENDING)
#define DATED      (COMING | KIND(TEACHER))
#define EVERY      (HOME | KIND(TEACHER))

/* clang-format off */
const struct ht_placeholder ht_placeholders[] = {
    {"student", "the student's name", NULL, HOME, false, student_value},
    {"first_name", "the student's first name", NULL, HOME, false, first_name_value},
    {"form", "the student's form", "form in students.csv", HOME, false, form_value},
    {"year", "the student's year group", "year in students.csv", HOME, false, year_value},
    {"mentor", "the mentor's name", "mentor in caseload.csv", HOME, false, mentor_value},
    {"room", "where the sessions are", "room in mentors.csv", COMING, false, room_value},
    {"programme", "the programme's name: only where parents should read it", NULL, HOME, false,
     programme_value},
    {"minutes", "how long a session is", NULL, COMING, false, minutes_value},
    {"count", "how many sessions: of the dates planned; when it ends, of all", NULL, EVERY, false,
     count_value},
    {"first_date", "the first session: Tuesday 8 September 2026", NULL, DATED, false,
     first_date_value},
    {"first_time", "when the first session begins: 09:00", NULL, DATED, false, first_time_value},
    {"last_date", "the last session, as first_date", "history.csv", EVERY, false, last_date_value},
    {"day", "the days of the sessions: Monday and Thursday", NULL, DATED, false, day_value},
    {"sessions", "dates, times, lessons (to teachers, students too); alone on a line: a table", NULL,
     DATED, true, sessions_value},
    {"subject", "the lessons missed: Art, Maths and PE", NULL, DATED, false, subject_value},
    {"teacher", "the teacher's name", NULL, KIND(TEACHER), false, teacher_value},
    {"from", "the first of the dates planned: 1 September 2026", NULL, EVERY, false, from_value},
    {"to", "the last of them", NULL, EVERY, false, to_value},
    {"date", "the date of the letter: that of the run", NULL, EVERY, false, date_value},
    {"school", "the school's name", "<school name> in policy.xml", EVERY, false, school_value},
};
/* clang-format on */

const size_t ht_placeholder_count = sizeof ht_placeholders / sizeof *ht_placeholders;

const struct ht_placeholder *ht_placeholder_find(const char *name, size_t length)
{
    for (size_t i = 0; i < ht_placeholder_count; i++)
        if (strlen(ht_placeholders[i].name) == length &&
            !strncmp(ht_placeholders[i].name, name, length))
            return &ht_placeholders[i];
    return NULL;
}
