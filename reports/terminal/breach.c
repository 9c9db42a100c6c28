/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/rules.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <string.h>

#define CELL(column) "{row}: the column '" column "' says '{text}', not '{other}'"

/* What stands in {} is a word of the table below, or a file of the school. */
static const char *const sentences[HT_BREACH_CAUSE_COUNT] = {
    [HT_BREACH_NO_STUDENT] = "{row}: {students.csv} has no such student",
    [HT_BREACH_NO_MENTOR] = "{row}: {mentors.csv} has no such mentor",
    [HT_BREACH_NO_PROGRAMME] =
        "{row}: {caseload.csv} has no such programme of this student and mentor",
    [HT_BREACH_CELL_WEEK] = CELL("week"),
    [HT_BREACH_CELL_DAY] = CELL("day"),
    [HT_BREACH_CELL_END] = "{row}: the column 'end' says '{time}', not '{due time}'",
    [HT_BREACH_CELL_SUBJECT] = CELL("subject"),
    [HT_BREACH_CELL_CLASS] = CELL("class"),
    [HT_BREACH_CELL_TEACHER] = CELL("teacher"),
    [HT_BREACH_CELL_ROOM] = CELL("room"),
    [HT_BREACH_SHARED_ID] = "{row}: its id '{text}' is also that of another session",
    [HT_BREACH_GROUP_ID] = "{row}: its id '{text}' is not the '{other}' of the group's other rows",
    [HT_BREACH_NO_ID] = "{row}: the session has no id",
    [HT_BREACH_NO_START] = "{row}: the session has no start",
    [HT_BREACH_NO_END] = "{row}: the session has no end",
    [HT_BREACH_ORDER] = "{row}: the row is not in order of date, start, mentor and student",
    [HT_BREACH_NO_PERIOD] = "{row}: that day has no such period",
    [HT_BREACH_HORIZON] = "{meeting}: the date is outside the dates being planned",
    [HT_BREACH_KIND] = "{meeting}: the policy allows no session in a period of kind '{text}'",
    [HT_BREACH_PERIOD] = "{meeting}: the programme is not to use that period",
    [HT_BREACH_CLOSED] = "{row}: the student has no school on that date",
    [HT_BREACH_NO_LESSON] = "{row}: the student has no lesson then",
    [HT_BREACH_LENGTH] = "{meeting}: {count} minutes do not fit a period of {limit} minutes",
    [HT_BREACH_HALF] =
        "{meeting}: {count} minutes do not fit the first half of a period of {limit} minutes",
    [HT_BREACH_START] = "{row}: the session starts at {time} but the period at {due time}",
    [HT_BREACH_REPEATED] = "{row}: an earlier row has the student in the same session",
    [HT_BREACH_ENGAGED] = "{row}: a commitment has the student with a mentor then",
    [HT_BREACH_STUDENT_TIME] = "{student} has {count} sessions on {date} in period {period}",
    [HT_BREACH_STUDENT_DAY] =
        "{student} has {count} sessions on {date}, {limit} being the most a day",
    [HT_BREACH_MENTOR_TIME] = "{mentor} has {count} sessions on {date} in period {period}",
    [HT_BREACH_COMMITTED] = "{meeting}: the mentor has a commitment then",
    [HT_BREACH_DAY_OFF] = "{meeting}: the mentor does not work on that day",
    [HT_BREACH_FREE_TIME] =
        "{mentor} keeps {count} free minutes on {date}, {limit} being the least",
    [HT_BREACH_FREE_PIECE] =
        "{mentor} keeps {count} free minutes in one piece on {date}, {limit} being the least",
    [HT_BREACH_MISSES] = "{student} misses {text} {count} times in {stretch} ({past} in history), "
                         "{limit} being the most",
    [HT_BREACH_ASSESSMENT] = "{row}: year {text} is being assessed then",
    [HT_BREACH_BOUNDS] = "{meeting}: the date is outside the programme's from and to",
    [HT_BREACH_TOO_MANY] = "{programme} of {whom} with {mentor} has {count} {sessions} from the "
                           "week of {date} on, {over} due then",
    [HT_BREACH_UNLISTED] = "{student} lacks {count} {sessions} of {programme} with {mentor} in the "
                           "week of {date}, and unplaced.csv does not list it",
    [HT_BREACH_NO_LIST] = "{student} lacks {count} {sessions} of {programme} with {mentor} in the "
                          "week of {date}, and there is no unplaced.csv to list it",
    [HT_BREACH_LISTED] = "{student} has {count} unplaced {sessions} listed for the week of {date}, "
                         "but none is missing",
    [HT_BREACH_FORBIDDEN] = "{row}: a never request or a protected subject forbids it",
    [HT_BREACH_KEEP] = "{student} has no session on {date} as this keep asks",
    [HT_BREACH_ABSENT] = "{meeting}: the group's member {student} is not there",
    [HT_BREACH_STRANGER] = "{row}: the student is not in the group",
    [HT_BREACH_ROOMS] = "{count} sessions are held at once on {date} in period {period}, {limit} "
                        "being the most",
    [HT_BREACH_WITHDRAWALS] = "{count} students are out of class {text} on {date} in period "
                              "{period}, {limit} being the most",
};

/* A sentence while it is written. */
struct telling {
    FILE *stream;
    const struct ht_school *school;
    const struct ht_claimed_schedule *claims;
    const struct ht_breach *breach;
};

/* ------------------------------------------------------------ its words */

static void write_date(FILE *stream, ht_date date)
{
    fprintf(stream, "%s %s", ht_day_short(ht_date_weekday(date)), HT_WORDS_ISO(date));
}

static void write_time(FILE *stream, int minutes)
{
    fputs(HT_WORDS_TIME(minutes), stream);
}

/* Who meets, when and where; of a row that is told by itself, whatever its group, the student. */
static void write_row(const struct telling *telling, const char *group)
{
    const struct ht_claim *row = &telling->claims->rows[telling->breach->row];
    fprintf(telling->stream, "%s%s with %s on ", *group ? "group " : "",
            *group ? group : row->student_id, row->mentor_id);
    write_date(telling->stream, row->date);
    fprintf(telling->stream, " in period %s", row->period_name);
}

static void write_student(const struct telling *telling, ht_student_id student)
{
    fputs(student.i == HT_NONE ? "an unknown student" : telling->school->students[student.i].id,
          telling->stream);
}

static const struct ht_programme *programme_of(const struct telling *telling)
{
    return &telling->school->programmes[telling->breach->programme.i];
}

static void write_whom(const struct telling *telling)
{
    const struct ht_programme *programme = programme_of(telling);
    if (*programme->group)
        fprintf(telling->stream, "group %s", programme->group);
    else
        write_student(telling, programme->students[0]);
}

/* Writes what stands in {}. */
static void write_word(const struct telling *telling, const char *word)
{
    FILE *stream = telling->stream;
    const struct ht_school *school = telling->school;
    const struct ht_breach *breach = telling->breach;
    if (!strcmp(word, "row"))
        write_row(telling, "");
    else if (!strcmp(word, "meeting"))
        write_row(telling, programme_of(telling)->group);
    else if (!strcmp(word, "student"))
        write_student(telling, breach->student);
    else if (!strcmp(word, "mentor"))
        fputs(school->mentors[breach->mentor.i].id, stream);
    else if (!strcmp(word, "programme"))
        fputs(programme_of(telling)->name, stream);
    else if (!strcmp(word, "whom"))
        write_whom(telling);
    else if (!strcmp(word, "date"))
        write_date(stream, breach->date);
    else if (!strcmp(word, "period"))
        fputs(ht_strings_text(school->period_names, school->periods[breach->period.i].name),
              stream);
    else if (!strcmp(word, "text"))
        fputs(breach->text, stream);
    else if (!strcmp(word, "other"))
        fputs(breach->other, stream);
    else if (!strcmp(word, "stretch"))
        fputs(*breach->other ? breach->other : "the term", stream);
    else if (!strcmp(word, "count"))
        fprintf(stream, "%d", breach->count);
    else if (!strcmp(word, "limit"))
        fprintf(stream, "%d", breach->limit);
    else if (!strcmp(word, "past"))
        fprintf(stream, "%d", breach->past);
    else if (!strcmp(word, "time"))
        write_time(stream, breach->count);
    else if (!strcmp(word, "due time"))
        write_time(stream, breach->limit);
    else if (!strcmp(word, "sessions"))
        fputs(breach->count == 1 ? "session" : "sessions", stream);
    else if (!strcmp(word, "over"))
        fprintf(stream, "%d more than %s", breach->count - breach->limit,
                breach->count - breach->limit == 1 ? "is" : "are");
    else {
        HT_REQUIRE(strstr(word, ".csv"), "a sentence has an unknown word");
        fputs(school->document ? school->document : word, stream);
    }
}

static void write_sentence(const struct telling *telling)
{
    char word[24];
    const char *rest = sentences[telling->breach->cause];
    while (*rest) {
        size_t plain = strcspn(rest, "{");
        fwrite(rest, 1, plain, telling->stream);
        rest += plain;
        if (sscanf(rest, "{%23[^}]", word) == 1) {
            write_word(telling, word);
            rest += strlen(word) + 2;
        }
    }
}

char *ht_breach_sentence(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                         const struct ht_breach *breach)
{
    char *text;
    size_t length;
    const struct telling telling = {ht_text_new(&text, &length), school, claims, breach};
    write_sentence(&telling);
    ht_text_end(telling.stream, &text);
    return text;
}

/* ------------------------------------------------------------ with its place */

static void write_place(const struct telling *telling, const char *sessions_csv)
{
    const struct ht_school *school = telling->school;
    FILE *stream = telling->stream;
    uint32_t row = telling->breach->row;
    switch (telling->breach->of) {
    case HT_ROW_NONE:
        fputs(sessions_csv, stream);
        break;
    case HT_ROW_SESSION:
        fprintf(stream, "%s:%d", sessions_csv, telling->claims->rows[row].line);
        break;
    case HT_ROW_UNPLACED:
        fprintf(stream, "unplaced.csv:%d", telling->claims->unplaced[row].line);
        break;
    case HT_ROW_REQUEST:
        fprintf(stream, "%s:%d", school->document ? school->document : "requests.csv",
                school->requests[row].line);
    }
}

void ht_write_breach(FILE *stream, const struct ht_school *school,
                     const struct ht_claimed_schedule *claims, const struct ht_breach *breach,
                     const char *sessions_csv)
{
    const struct telling telling = {stream, school, claims, breach};
    write_place(&telling, sessions_csv);
    if (breach->rule != HT_NO_RULE)
        fprintf(stream, ": %s", ht_rule_words(breach->rule)->code);
    fputs(": ", stream);
    write_sentence(&telling);
    fputc('\n', stream);
}
