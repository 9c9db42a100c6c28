/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The table of columns: the words that there are, and which of them each file has, with whether the
 * file needs the column, whether its cells go into files for programs as they are (see
 * ht_cell_plain()), and a line of documentation; NULL: that of the column as a run writes it.
 */
#ifndef HT_IO_SCHEMA_COLUMN_TABLE_H
#define HT_IO_SCHEMA_COLUMN_TABLE_H

#include <stddef.h>

#define HT_COLUMN_WORDS(EACH)                                                                      \
    EACH(ASIDE, "aside")                                                                           \
    EACH(CASELOAD, "caseload")                                                                     \
    EACH(CLASS, "class")                                                                           \
    EACH(COLUMN, "column")                                                                         \
    EACH(COST, "cost")                                                                             \
    EACH(COUNT, "count")                                                                           \
    EACH(DATE, "date")                                                                             \
    EACH(DAY, "day")                                                                               \
    EACH(DAYS, "days")                                                                             \
    EACH(DETAIL, "detail")                                                                         \
    EACH(EAL, "eal")                                                                               \
    EACH(EHCP, "ehcp")                                                                             \
    EACH(END, "end")                                                                               \
    EACH(FLAGS, "flags")                                                                           \
    EACH(FORENAME, "forename")                                                                     \
    EACH(FORM, "form")                                                                             \
    EACH(FROM, "from")                                                                             \
    EACH(GROUP, "group")                                                                           \
    EACH(HEADING, "heading")                                                                       \
    EACH(HELD, "held")                                                                             \
    EACH(HELP, "help")                                                                             \
    EACH(IDS, "ids")                                                                               \
    EACH(KIND, "kind")                                                                             \
    EACH(LABEL, "label")                                                                           \
    EACH(LAC, "lac")                                                                               \
    EACH(LOCK, "lock")                                                                             \
    EACH(MENTOR, "mentor")                                                                         \
    EACH(MINUTES, "minutes")                                                                       \
    EACH(NAME, "name")                                                                             \
    EACH(NEEDS, "needs")                                                                           \
    EACH(NOTE, "note")                                                                             \
    EACH(OUTCOME, "outcome")                                                                       \
    EACH(PERIOD, "period")                                                                         \
    EACH(PERIODS, "periods")                                                                       \
    EACH(PER_WEEK, "per_week")                                                                     \
    EACH(PLACE, "place")                                                                           \
    EACH(PP, "pp")                                                                                 \
    EACH(PROGRAMME, "programme")                                                                   \
    EACH(PROTECT, "protect")                                                                       \
    EACH(REASON, "reason")                                                                         \
    EACH(REFERRED, "referred")                                                                     \
    EACH(ROLE, "role")                                                                             \
    EACH(ROOM, "room")                                                                             \
    EACH(SESSION, "session")                                                                       \
    EACH(SESSIONS, "sessions")                                                                     \
    EACH(SEN, "sen")                                                                               \
    EACH(SKILLS, "skills")                                                                         \
    EACH(SLOT, "slot")                                                                             \
    EACH(START, "start")                                                                           \
    EACH(STUDENT, "student")                                                                       \
    EACH(SUBJECT, "subject")                                                                       \
    EACH(SURNAME, "surname")                                                                       \
    EACH(TEACHER, "teacher")                                                                       \
    EACH(TO, "to")                                                                                 \
    EACH(URGENCY, "urgency")                                                                       \
    EACH(UPN, "upn")                                                                               \
    EACH(WEEK, "week")                                                                             \
    EACH(WEEK_STARTING, "week_starting")                                                           \
    EACH(WHAT, "what")                                                                             \
    EACH(YEAR, "year")                                                                             \
    EACH(YEARS, "years")

#define HT_IN_CALENDAR(EACH)                                                                       \
    EACH(WHAT, true, false, "term, half-term, closed, assessment, week or alternate")              \
    EACH(FROM, true, false, "first date")                                                          \
    EACH(TO, true, false, "last date; blank: one day, for alternate the calendar's last")          \
    EACH(YEARS, false, false, "year groups that are closed or assessed, a list; blank: all")       \
    EACH(LABEL, false, false,                                                                      \
         "AUT, AUT1; for week: the cycle week that the dates are in; for alternate: those that "   \
         "take turns, such as A;B")

#define HT_IN_PERIODS(EACH)                                                                        \
    EACH(WEEK, false, false, "cycle weeks, a list; blank or *: every one")                         \
    EACH(DAY, true, false, "Mon to Sun, a list; blank or *: every school day")                     \
    EACH(PERIOD, true, true, "name of the period")                                                 \
    EACH(START, true, false, "09:05")                                                              \
    EACH(END, true, false, "09:55")                                                                \
    EACH(KIND, false, false,                                                                       \
         "lesson (the default), tutor, registration, break, lunch, before, after")

#define HT_IN_STUDENTS(EACH)                                                                       \
    EACH(STUDENT, true, true, "id, as in all other files")                                         \
    EACH(NAME, false, false, "name, for what is printed, where 'Khan, Ann' is 'Ann Khan'")         \
    EACH(SURNAME, false, false, "surname, and instead of name")                                    \
    EACH(FORENAME, false, false, "forename, likewise")                                             \
    EACH(FORM, false, true, "form or tutor group")                                                 \
    EACH(YEAR, true, false, "year group, as in the calendar's years")                              \
    EACH(UPN, false, false, "unique pupil number: registers and imports know the student by it")   \
    EACH(IDS, false, false, "other ids that exports have for the student, a list; likewise")       \
    EACH(FLAGS, false, false, "priority groups and other flags, a list such as LAC;SEMH;PP")

#define HT_IN_MENTORS(EACH)                                                                        \
    EACH(MENTOR, true, true, "id, as in all other files")                                          \
    EACH(NAME, false, false, "name, for what is printed")                                          \
    EACH(ROLE, false, false, "lead, advanced, learning or a role that policy.xml names")           \
    EACH(CASELOAD, false, false, "most students; blank: the role's")                               \
    EACH(DAYS, false, false, "working days, a list; blank: every one")                             \
    EACH(SKILLS, false, false, "what the mentor is trained in, a list; see needs in caseload.csv") \
    EACH(ROOM, false, false, "where the mentor meets students")                                    \
    EACH(IDS, false, false, "codes that lists of staff have for the mentor, a list: for imports")

#define HT_IN_SUBJECTS(EACH)                                                                       \
    EACH(SUBJECT, true, false, "code, as in timetable.csv")                                        \
    EACH(NAME, false, false, "name, for what is printed")                                          \
    EACH(GROUP, false, false, "codes of one group count as one subject; blank: the code itself")   \
    EACH(COST, false, false, "cost of one miss, a whole number; blank: the policy's")              \
    EACH(PROTECT, false, false, "yes: never missed")

#define HT_IN_TIMETABLE(EACH)                                                                      \
    EACH(STUDENT, true, false, "id of students.csv")                                               \
    EACH(WEEK, false, false, "cycle weeks, a list; blank or *: every one")                         \
    EACH(DAY, true, false,                                                                         \
         "Mon to Sun, a list, or one with its week (A Mon), or a date; blank or *: every school "  \
         "day")                                                                                    \
    EACH(PERIOD, true, false, "period of periods.csv, a list; *: every one")                       \
    EACH(SLOT, false, false,                                                                       \
         "instead of week, day and period: " HT_SLOT_FORMS "; several with a comma between")       \
    EACH(SUBJECT, true, true, "code of the subject")                                               \
    EACH(CLASS, false, true, "code of the class; blank: no class")                                 \
    EACH(TEACHER, false, true, "who teaches it")                                                   \
    EACH(ROOM, false, true, "where it is")                                                         \
    EACH(FROM, false, false, "first date of this row, where the timetable changes; blank: open")   \
    EACH(TO, false, false, "last date; blank: open")

#define HT_IN_CASELOAD(EACH)                                                                       \
    EACH(STUDENT, true, false, "id of students.csv")                                               \
    EACH(MENTOR, true, false, "id of mentors.csv; blank: not yet assigned")                        \
    EACH(PROGRAMME, false, true, "name of the intervention; blank: 1:1 mentoring")                 \
    EACH(GROUP, false, true, "rows of one mentor, programme and group meet together")              \
    EACH(PER_WEEK, false, false, "sessions a week, 0.5 for one in two weeks; blank: 1")            \
    EACH(MINUTES, false, false, "length of a session; blank: the policy's")                        \
    EACH(FROM, false, false, "first date; blank: open")                                            \
    EACH(TO, false, false, "last date; blank: open")                                               \
    EACH(SESSIONS, false, false,                                                                   \
         "ends after so many, those of history.csv included; blank: never")                        \
    EACH(NEEDS, false, false, "skills that the mentor should have, a list; for 'halfterm assign'") \
    EACH(PERIODS, false, false, "periods that it may use, a list; blank: the policy's")            \
    EACH(PLACE, false, true, "where it is; blank: the policy's, else the mentor's room")           \
    EACH(REFERRED, false, false, "when the student was referred; blank: not said")                 \
    EACH(URGENCY, false, false,                                                                    \
         "a word of the policy for how soon the first session is to be; blank: not said")          \
    EACH(OUTCOME, false, false,                                                                    \
         "met (the targets) or ended (otherwise), once it is over; blank: not known; for letters")

#define HT_IN_COMMITMENTS(EACH)                                                                    \
    EACH(MENTOR, true, false, "id of mentors.csv")                                                 \
    EACH(WEEK, false, false, "cycle weeks, a list; blank or *: every one")                         \
    EACH(DAY, true, false, "Mon to Sun, a list; blank or *: every one")                            \
    EACH(PERIOD, true, false, "periods of periods.csv, a list; blank or *: every one")             \
    EACH(WHAT, false, false, "support (in class), withdrawal, duty, meeting, absent or any word")  \
    EACH(STUDENT, false, false,                                                                    \
         "who is with the mentor then, and has no session; blank: nobody in particular")           \
    EACH(FROM, false, false, "first date; blank: open")                                            \
    EACH(TO, false, false, "last date; blank: open")

#define HT_IN_REQUESTS(EACH)                                                                       \
    EACH(WHAT, true, false,                                                                        \
         "never, avoid, prefer or keep, where what is blank in the row matches anything; or "      \
         "allow, for what the policy would forbid a student or a mentor")                          \
    EACH(STUDENT, false, false,                                                                    \
         "id of students.csv; with allow: may miss the subject once more than <misses> says, in "  \
         "each term (or half term) that from..to touches")                                         \
    EACH(MENTOR, false, false,                                                                     \
         "id of mentors.csv; with allow: need not keep the <free-time> on the dates that match")   \
    EACH(SUBJECT, false, false,                                                                    \
         "code of a subject or of a group of subjects; a student's allow needs one")               \
    EACH(CLASS, false, false, "code of a class")                                                   \
    EACH(TEACHER, false, false, "teacher of the lesson")                                           \
    EACH(WEEK, false, false, "cycle weeks, a list")                                                \
    EACH(DAY, false, false, "Mon to Sun, a list")                                                  \
    EACH(PERIOD, false, false,                                                                     \
         "periods of periods.csv, a list; a keep needs one, or several to choose from")            \
    EACH(FROM, false, false, "first date; for keep the date")                                      \
    EACH(TO, false, false, "last date")                                                            \
    EACH(COST, false, false, "what avoid adds and prefer takes away, a whole number; blank: 20")   \
    EACH(NOTE, false, false, "why, for what is printed")

/* In the order of sessions.csv, whose rows it may hold. */
#define HT_IN_HISTORY(EACH)                                                                        \
    EACH(SESSION, false, false, "id in the plan; by it 'record' knows what it has entered")        \
    EACH(DATE, true, false, "when the session was")                                                \
    EACH(WEEK, false, false, "cycle week; kept for the school, as all without another meaning")    \
    EACH(DAY, false, false, "day of the week")                                                     \
    EACH(PERIOD, false, false, "period")                                                           \
    EACH(START, false, false, "start of the period")                                               \
    EACH(END, false, false, "end of the session")                                                  \
    EACH(MENTOR, false, false, "id of the mentor")                                                 \
    EACH(STUDENT, true, false, "id of students.csv")                                               \
    EACH(PROGRAMME, false, false, "name of the intervention; blank: any")                          \
    EACH(GROUP, false, false, "group of the intervention")                                         \
    EACH(SUBJECT, true, false, "code of the lesson that was missed; blank: none")                  \
    EACH(CLASS, false, false, "its class")                                                         \
    EACH(TEACHER, false, false, "its teacher")                                                     \
    EACH(ROOM, false, false, "its room")

#define HT_IN_DONE(EACH)                                                                           \
    EACH(WHAT, true, false, "what of a <duty> in policy.xml")                                      \
    EACH(STUDENT, false, false, "id of students.csv; blank: all of the mentor's")                  \
    EACH(MENTOR, false, false, "id of the student's mentor; blank: any")                           \
    EACH(PROGRAMME, false, false, "name of the intervention; blank: any")                          \
    EACH(DATE, true, false,                                                                        \
         "when it was due, or any date since the one before was: late ones by the date they were " \
         "due")                                                                                    \
    EACH(NOTE, false, false, "anything; it is not read")

#define HT_IN_IMPORT(EACH)                                                                         \
    EACH(HEADING, true, false, "as it stands in the table that is imported")                       \
    EACH(COLUMN, true, false, "what it means: student, name, slot, as with --map")

#define HT_IN_SESSIONS(EACH)                                                                       \
    EACH(SESSION, false, false, NULL)                                                              \
    EACH(DATE, true, false, NULL)                                                                  \
    EACH(WEEK, false, false, NULL)                                                                 \
    EACH(DAY, false, false, NULL)                                                                  \
    EACH(PERIOD, true, false, NULL)                                                                \
    EACH(START, false, false, NULL)                                                                \
    EACH(END, false, false, NULL)                                                                  \
    EACH(MENTOR, true, false, NULL)                                                                \
    EACH(STUDENT, true, false, NULL)                                                               \
    EACH(PROGRAMME, false, false, NULL)                                                            \
    EACH(GROUP, false, false, NULL)                                                                \
    EACH(SUBJECT, false, false, NULL)                                                              \
    EACH(CLASS, false, false, NULL)                                                                \
    EACH(TEACHER, false, false, NULL)                                                              \
    EACH(ROOM, false, false, NULL)

#define HT_IN_UNPLACED(EACH)                                                                       \
    EACH(STUDENT, true, false, NULL)                                                               \
    EACH(MENTOR, true, false, NULL)                                                                \
    EACH(PROGRAMME, false, false, NULL)                                                            \
    EACH(GROUP, false, false, "group of the intervention")                                         \
    EACH(WEEK_STARTING, true, false, NULL)                                                         \
    EACH(COUNT, true, false, NULL)                                                                 \
    EACH(REASON, false, false, NULL)                                                               \
    EACH(DETAIL, false, false, NULL)                                                               \
    EACH(HELP, false, false, NULL)

#define HT_IN_EDITED(EACH)                                                                         \
    EACH(SESSION, true, false,                                                                     \
         "id of sessions.csv; a row that is not there any more is put aside")                      \
    EACH(DATE, true, false, "when it is to be; a row that differs from the plan is locked")        \
    EACH(PERIOD, true, false, "likewise the period of periods.csv")                                \
    EACH(LOCK, false, false, "yes: it stays where it is, though it is where it was")               \
    EACH(ASIDE, false, false, "yes: it is to be unplaced, as if the row were taken out")

#define HT_IN_HELD(EACH)                                                                           \
    EACH(SESSION, false, false,                                                                    \
         "id of sessions.csv; blank: the date, student and the like say it")                       \
    EACH(DATE, false, false, "as in sessions.csv, or blank; likewise the next five")               \
    EACH(PERIOD, false, false, "period")                                                           \
    EACH(START, false, false, "start of the session")                                              \
    EACH(MENTOR, false, false, "id or name of the mentor")                                         \
    EACH(SUBJECT, false, false, "subject of the lesson missed")                                    \
    EACH(PROGRAMME, false, false, "name of the intervention")                                      \
    EACH(STUDENT, false, false,                                                                    \
         "id or name: one student of a group; blank: all who have no row of theirs")               \
    EACH(HELD, true, false,                                                                        \
         "yes (or late); no (or absent): the student did not come; cancelled: nobody was to "      \
         "come; blank: not known yet")                                                             \
    EACH(NOTE, false, false, "anything; it is copied nowhere")

#endif
