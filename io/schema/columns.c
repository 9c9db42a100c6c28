/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/columns.h"

#include "io/base/cells.h"
#include "reports/data/written.h"
#include "solver/base/memory.h"

static const char *const names[HT_COLUMN_COUNT] = {
    [HT_COL_CASELOAD] = "caseload",
    [HT_COL_CLASS] = "class",
    [HT_COL_COST] = "cost",
    [HT_COL_COUNT] = "count",
    [HT_COL_DATE] = "date",
    [HT_COL_DAY] = "day",
    [HT_COL_DAYS] = "days",
    [HT_COL_DETAIL] = "detail",
    [HT_COL_END] = "end",
    [HT_COL_FLAGS] = "flags",
    [HT_COL_FORM] = "form",
    [HT_COL_FROM] = "from",
    [HT_COL_GROUP] = "group",
    [HT_COL_HELD] = "held",
    [HT_COL_HELP] = "help",
    [HT_COL_KIND] = "kind",
    [HT_COL_LABEL] = "label",
    [HT_COL_MENTOR] = "mentor",
    [HT_COL_MINUTES] = "minutes",
    [HT_COL_NAME] = "name",
    [HT_COL_NEEDS] = "needs",
    [HT_COL_NOTE] = "note",
    [HT_COL_OUTCOME] = "outcome",
    [HT_COL_PERIOD] = "period",
    [HT_COL_PERIODS] = "periods",
    [HT_COL_PER_WEEK] = "per_week",
    [HT_COL_PLACE] = "place",
    [HT_COL_PROGRAMME] = "programme",
    [HT_COL_PROTECT] = "protect",
    [HT_COL_REASON] = "reason",
    [HT_COL_REFERRED] = "referred",
    [HT_COL_ROLE] = "role",
    [HT_COL_ROOM] = "room",
    [HT_COL_SESSION] = "session",
    [HT_COL_SESSIONS] = "sessions",
    [HT_COL_SKILLS] = "skills",
    [HT_COL_SLOT] = "slot",
    [HT_COL_START] = "start",
    [HT_COL_STUDENT] = "student",
    [HT_COL_SUBJECT] = "subject",
    [HT_COL_TEACHER] = "teacher",
    [HT_COL_TO] = "to",
    [HT_COL_URGENCY] = "urgency",
    [HT_COL_WEEK] = "week",
    [HT_COL_WEEK_STARTING] = "week_starting",
    [HT_COL_WHAT] = "what",
    [HT_COL_YEAR] = "year",
    [HT_COL_YEARS] = "years",
};

static const struct ht_column_of calendar[] = {
    {HT_COL_WHAT, true, false, "term, half-term, closed, assessment or week"},
    {HT_COL_FROM, true, false, "first date"},
    {HT_COL_TO, true, false, "last date; blank: one day"},
    {HT_COL_YEARS, false, false, "year groups that are closed or assessed, a list; blank: all"},
    {HT_COL_LABEL, false, false, "AUT, AUT1; for week: the cycle week that the dates are in"},
};

static const struct ht_column_of periods[] = {
    {HT_COL_WEEK, false, false, "cycle weeks, a list; blank or *: every one"},
    {HT_COL_DAY, true, false, "Mon to Sun, a list; blank or *: every school day"},
    {HT_COL_PERIOD, true, true, "name of the period"},
    {HT_COL_START, true, false, "09:05"},
    {HT_COL_END, true, false, "09:55"},
    {HT_COL_KIND, false, false,
     "lesson (the default), tutor, registration, break, lunch, before, after"},
};

static const struct ht_column_of students[] = {
    {HT_COL_STUDENT, true, true, "id, as in all other files"},
    {HT_COL_NAME, false, false, "name, for what is printed"},
    {HT_COL_FORM, false, true, "form or tutor group"},
    {HT_COL_YEAR, true, false, "year group, as in the calendar's years"},
    {HT_COL_FLAGS, false, false, "priority groups and other flags, a list such as LAC;SEMH;PP"},
};

static const struct ht_column_of mentors[] = {
    {HT_COL_MENTOR, true, true, "id, as in all other files"},
    {HT_COL_NAME, false, false, "name, for what is printed"},
    {HT_COL_ROLE, false, false, "lead, advanced, learning or a role that policy.xml names"},
    {HT_COL_CASELOAD, false, false, "most students; blank: the role's"},
    {HT_COL_DAYS, false, false, "working days, a list; blank: every one"},
    {HT_COL_SKILLS, false, false,
     "what the mentor is trained in, a list; see needs in caseload.csv"},
    {HT_COL_ROOM, false, false, "where the mentor meets students"},
};

static const struct ht_column_of subjects[] = {
    {HT_COL_SUBJECT, true, false, "code, as in timetable.csv"},
    {HT_COL_NAME, false, false, "name, for what is printed"},
    {HT_COL_GROUP, false, false, "codes of one group count as one subject; blank: the code itself"},
    {HT_COL_COST, false, false, "cost of one miss, a whole number; blank: the policy's"},
    {HT_COL_PROTECT, false, false, "yes: never missed"},
};

static const struct ht_column_of timetable[] = {
    {HT_COL_STUDENT, true, false, "id of students.csv"},
    {HT_COL_WEEK, false, false, "cycle weeks, a list; blank or *: every one"},
    {HT_COL_DAY, true, false, "Mon to Sun, a list; blank or *: every school day"},
    {HT_COL_PERIOD, true, false, "period of periods.csv, a list; *: every one"},
    {HT_COL_SLOT, false, false,
     "instead of week, day and period: 1Mon:3, MonA:3, Mon:3, MonA3 or Mon3"},
    {HT_COL_SUBJECT, true, true, "code of the subject"},
    {HT_COL_CLASS, false, true, "code of the class; blank: no class"},
    {HT_COL_TEACHER, false, true, "who teaches it"},
    {HT_COL_ROOM, false, true, "where it is"},
    {HT_COL_FROM, false, false, "first date of this row, where the timetable changes; blank: open"},
    {HT_COL_TO, false, false, "last date; blank: open"},
};

static const struct ht_column_of caseload[] = {
    {HT_COL_STUDENT, true, false, "id of students.csv"},
    {HT_COL_MENTOR, true, false, "id of mentors.csv; blank: not yet assigned"},
    {HT_COL_PROGRAMME, false, true, "name of the intervention; blank: 1:1 mentoring"},
    {HT_COL_GROUP, false, true, "rows of one mentor, programme and group meet together"},
    {HT_COL_PER_WEEK, false, false, "sessions a week, 0.5 for one in two weeks; blank: 1"},
    {HT_COL_MINUTES, false, false, "length of a session; blank: the policy's"},
    {HT_COL_FROM, false, false, "first date; blank: open"},
    {HT_COL_TO, false, false, "last date; blank: open"},
    {HT_COL_SESSIONS, false, false,
     "ends after so many, those of history.csv included; blank: never"},
    {HT_COL_NEEDS, false, false,
     "skills that the mentor should have, a list; for 'halfterm assign'"},
    {HT_COL_PERIODS, false, false, "periods that it may use, a list; blank: the policy's"},
    {HT_COL_PLACE, false, true, "where it is; blank: the policy's, else the mentor's room"},
    {HT_COL_REFERRED, false, false, "when the student was referred; blank: not said"},
    {HT_COL_URGENCY, false, false,
     "a word of the policy for how soon the first session is to be; blank: not said"},
    {HT_COL_OUTCOME, false, false,
     "met (the targets) or ended (otherwise), once it is over; blank: not known; for letters"},
};

static const struct ht_column_of commitments[] = {
    {HT_COL_MENTOR, true, false, "id of mentors.csv"},
    {HT_COL_WEEK, false, false, "cycle weeks, a list; blank or *: every one"},
    {HT_COL_DAY, true, false, "Mon to Sun, a list; blank or *: every one"},
    {HT_COL_PERIOD, true, false, "periods of periods.csv, a list; blank or *: every one"},
    {HT_COL_WHAT, false, false,
     "support (in class), withdrawal, duty, meeting, absent or any word"},
    {HT_COL_STUDENT, false, false,
     "who is with the mentor then, and has no session; blank: nobody in particular"},
    {HT_COL_FROM, false, false, "first date; blank: open"},
    {HT_COL_TO, false, false, "last date; blank: open"},
};

static const struct ht_column_of requests[] = {
    {HT_COL_WHAT, true, false,
     "never, avoid, prefer or keep, where what is blank in the row matches anything; or allow, for "
     "what the policy would forbid a student or a mentor"},
    {HT_COL_STUDENT, false, false,
     "id of students.csv; with allow: may miss the subject once more than <misses> says, in each "
     "term (or half term) that from..to touches"},
    {HT_COL_MENTOR, false, false,
     "id of mentors.csv; with allow: need not keep the <free-time> on the dates that match"},
    {HT_COL_SUBJECT, false, false,
     "code of a subject or of a group of subjects; a student's allow needs one"},
    {HT_COL_CLASS, false, false, "code of a class"},
    {HT_COL_TEACHER, false, false, "teacher of the lesson"},
    {HT_COL_WEEK, false, false, "cycle weeks, a list"},
    {HT_COL_DAY, false, false, "Mon to Sun, a list"},
    {HT_COL_PERIOD, false, false,
     "periods of periods.csv, a list; a keep needs one, or several to choose from"},
    {HT_COL_FROM, false, false, "first date; for keep the date"},
    {HT_COL_TO, false, false, "last date"},
    {HT_COL_COST, false, false, "what avoid adds and prefer takes away, a whole number; blank: 20"},
    {HT_COL_NOTE, false, false, "why, for what is printed"},
};

/* In the order of sessions.csv, whose rows it may hold. */
static const struct ht_column_of history[] = {
    {HT_COL_SESSION, false, false, "id in the plan; by it 'record' knows what it has entered"},
    {HT_COL_DATE, true, false, "when the session was"},
    {HT_COL_WEEK, false, false, "cycle week; kept for the school, as all without another meaning"},
    {HT_COL_DAY, false, false, "day of the week"},
    {HT_COL_PERIOD, false, false, "period"},
    {HT_COL_START, false, false, "start of the period"},
    {HT_COL_END, false, false, "end of the session"},
    {HT_COL_MENTOR, false, false, "id of the mentor"},
    {HT_COL_STUDENT, true, false, "id of students.csv"},
    {HT_COL_PROGRAMME, false, false, "name of the intervention; blank: any"},
    {HT_COL_GROUP, false, false, "group of the intervention"},
    {HT_COL_SUBJECT, true, false, "code of the lesson that was missed; blank: none"},
    {HT_COL_CLASS, false, false, "its class"},
    {HT_COL_TEACHER, false, false, "its teacher"},
    {HT_COL_ROOM, false, false, "its room"},
};

static const struct ht_column_of done[] = {
    {HT_COL_WHAT, true, false, "what of a <duty> in policy.xml"},
    {HT_COL_STUDENT, false, false, "id of students.csv; blank: all of the mentor's"},
    {HT_COL_MENTOR, false, false, "id of the student's mentor; blank: any"},
    {HT_COL_PROGRAMME, false, false, "name of the intervention; blank: any"},
    {HT_COL_DATE, true, false,
     "when it was due, or any date since the one before was: late ones by the date they were due"},
    {HT_COL_NOTE, false, false, "anything; it is not read"},
};

/* What is written besides is not read, but known. */
static const struct ht_csv_columns sessions_written = HT_CSV_COLUMNS(HT_SESSIONS_COLUMNS);
static const struct ht_csv_columns unplaced_written = HT_CSV_COLUMNS(HT_UNPLACED_COLUMNS);

static const struct ht_column_of sessions[] = {
    {HT_COL_SESSION, false, false, NULL}, {HT_COL_DATE, true, false, NULL},
    {HT_COL_WEEK, false, false, NULL},    {HT_COL_DAY, false, false, NULL},
    {HT_COL_PERIOD, true, false, NULL},   {HT_COL_START, false, false, NULL},
    {HT_COL_END, false, false, NULL},     {HT_COL_MENTOR, true, false, NULL},
    {HT_COL_STUDENT, true, false, NULL},  {HT_COL_PROGRAMME, false, false, NULL},
    {HT_COL_GROUP, false, false, NULL},   {HT_COL_SUBJECT, false, false, NULL},
    {HT_COL_CLASS, false, false, NULL},   {HT_COL_TEACHER, false, false, NULL},
    {HT_COL_ROOM, false, false, NULL},
};

static const struct ht_column_of unplaced[] = {
    {HT_COL_STUDENT, true, false, NULL},
    {HT_COL_MENTOR, true, false, NULL},
    {HT_COL_PROGRAMME, false, false, NULL},
    {HT_COL_GROUP, false, false, "group of the intervention"},
    {HT_COL_WEEK_STARTING, true, false, NULL},
    {HT_COL_COUNT, true, false, NULL},
    {HT_COL_REASON, false, false, NULL},
    {HT_COL_DETAIL, false, false, NULL},
    {HT_COL_HELP, false, false, NULL},
};

static const struct ht_column_of held[] = {
    {HT_COL_SESSION, true, false, "id of sessions.csv"},
    {HT_COL_DATE, false, false, "as in sessions.csv, or blank; likewise the next two"},
    {HT_COL_PERIOD, false, false, "period"},
    {HT_COL_SUBJECT, false, false, "subject of the lesson missed"},
    {HT_COL_STUDENT, false, false, "one student of a group; blank: all who have no row of theirs"},
    {HT_COL_HELD, true, false,
     "yes (or late); no (or absent): the student did not come; cancelled: nobody was to come; "
     "blank: not known yet"},
    {HT_COL_NOTE, false, false, "anything; it is copied nowhere"},
};

#define COLUMNS(table)       table, sizeof table / sizeof *table
#define IN_SCHOOL(stem, row) #stem ".csv", #stem, row, "<" #stem ">"

static const struct ht_file_columns files[HT_FILE_COUNT] = {
    [HT_CALENDAR_CSV] = {IN_SCHOOL(calendar, "dates"), true, "a stretch of dates",
                         COLUMNS(calendar), NULL},
    [HT_PERIODS_CSV] = {IN_SCHOOL(periods, "period"), true, "a piece of the school day",
                        COLUMNS(periods), NULL},
    [HT_STUDENTS_CSV] = {IN_SCHOOL(students, "student"), true, "a student", COLUMNS(students),
                         NULL},
    [HT_MENTORS_CSV] = {IN_SCHOOL(mentors, "mentor"), true, "a mentor", COLUMNS(mentors), NULL},
    [HT_SUBJECTS_CSV] = {IN_SCHOOL(subjects, "subject"), false, "a subject code", COLUMNS(subjects),
                         NULL},
    [HT_TIMETABLE_CSV] = {IN_SCHOOL(timetable, "lesson"), true, "a lesson of a student",
                          COLUMNS(timetable), NULL},
    [HT_CASELOAD_CSV] = {IN_SCHOOL(caseload, "member"), true, "a student of a programme",
                         COLUMNS(caseload), NULL},
    [HT_COMMITMENTS_CSV] = {IN_SCHOOL(commitments, "commitment"), false,
                            "time in which a mentor has no session", COLUMNS(commitments), NULL},
    [HT_REQUESTS_CSV] = {IN_SCHOOL(requests, "request"), false, "a wish or a ban",
                         COLUMNS(requests), NULL},
    [HT_HISTORY_CSV] = {IN_SCHOOL(history, "session"), false,
                        "a student of a session that was held; 'halfterm record' adds to it",
                        COLUMNS(history), NULL},
    [HT_DONE_CSV] = {IN_SCHOOL(done, "duty"), false,
                     "a duty that was done; rows of staff/duties.csv will do", COLUMNS(done), NULL},
    [HT_SESSIONS_CSV] = {"sessions.csv", NULL, NULL, NULL, true, "a student of a session",
                         COLUMNS(sessions), &sessions_written},
    [HT_UNPLACED_CSV] = {"unplaced.csv", NULL, NULL, NULL, false,
                         "a student's missing sessions of a week", COLUMNS(unplaced),
                         &unplaced_written},
    [HT_HELD_CSV] = {"held.csv", NULL, NULL, NULL, true, "what became of a session", COLUMNS(held),
                     NULL},
};

const struct ht_file_columns *ht_file_columns(enum ht_file file)
{
    HT_REQUIRE(file < HT_FILE_COUNT, "no such file");
    return &files[file];
}

const struct ht_csv_column *ht_column_written(const struct ht_file_columns *file, const char *name)
{
    for (size_t n = 0; file->written && n < file->written->count; n++)
        if (ht_cell_same_word(name, file->written->list[n].name))
            return &file->written->list[n];
    return NULL;
}

const char *ht_column_meaning(const struct ht_file_columns *file, const struct ht_column_of *column)
{
    if (column->meaning)
        return column->meaning;
    const struct ht_csv_column *written = ht_column_written(file, ht_column_name(column->column));
    HT_REQUIRE(written, "the column has no meaning");
    return written->meaning;
}

struct ht_file_shown ht_file_shown(enum ht_file file, const char *document)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    return document && columns->tag ? (struct ht_file_shown){document, columns->tag}
                                    : (struct ht_file_shown){columns->name, columns->name};
}

const char *ht_column_name(enum ht_column column)
{
    HT_REQUIRE(column < HT_COLUMN_COUNT, "no such column");
    return names[column];
}
