/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/words.h"

/* As many as a line has room for. */
enum { STUDENTS_NAMED = 4 };

static void write_student(FILE *stream, const struct ht_student *student)
{
    fprintf(stream, "%s%s%s", student->id, *student->name ? ", " : "", student->name);
}

static int planned(const struct ht_attendance_of *attendance)
{
    int sessions = 0;
    for (int mark = 0; mark < HT_MARK_COUNT; mark++)
        sessions += attendance->marks[mark];
    return sessions;
}

static void write_attendance(FILE *stream, const struct ht_school *school,
                             const struct ht_attendances *attendances)
{
    fprintf(stream,
            "\nAttendance up to %s, most absences first\n"
            "  planned  held  absent  cancelled  not recorded  unplaced  owed  student\n",
            HT_WORDS_FULL_DATE(attendances->until));
    for (size_t n = 0; n < attendances->count; n++) {
        const struct ht_attendance_of *attendance = &attendances->attendances[n];
        const int *marks = attendance->marks;
        fprintf(stream, "  %7d %5d %7d %10d %13d %9d %5d  ", planned(attendance), marks[HT_HELD],
                marks[HT_ABSENT], marks[HT_CANCELLED], marks[HT_UNMARKED], attendance->unplaced,
                ht_attendance_of_owed(attendance));
        write_student(stream, &school->students[attendance->student.i]);
        putc('\n', stream);
    }
}

static void write_absentees(FILE *stream, const struct ht_school *school,
                            const struct ht_attendances *attendances)
{
    int alarm = school->policy.attendance_alarm;
    bool any = false;
    fprintf(stream, "\nMissed %d session%s or more in a row: to be reported at once\n", alarm,
            ht_words_plural(alarm));
    for (size_t n = 0; n < attendances->count; n++) {
        if (attendances->attendances[n].run < alarm)
            continue;
        const struct ht_attendance_of *attendance = &attendances->attendances[n];
        const struct ht_student *student = &school->students[attendance->student.i];
        fputs("  ", stream);
        write_student(stream, student);
        fprintf(stream, " (year %s%s%s): %d, from %s to %s\n",
                ht_strings_text(school->years, student->year), *student->form ? ", " : "",
                student->form, attendance->run, HT_WORDS_DAY(attendance->run_from),
                HT_WORDS_DAY(attendance->run_to));
        any = true;
    }
    if (!any)
        fputs("  nobody\n", stream);
}

/* ------------------------------------------------------------ programmes */

static void write_programme(FILE *stream, const struct ht_school *school,
                            const struct ht_programme *programme)
{
    fprintf(stream, "  %s%s%s of ", programme->name, *programme->group ? ", group " : "",
            programme->group);
    for (uint32_t n = 0; n < programme->student_count && n < STUDENTS_NAMED; n++) {
        fputs(n ? "; " : "", stream);
        write_student(stream, &school->students[programme->students[n].i]);
    }
    if (programme->student_count > STUDENTS_NAMED)
        fprintf(stream, "; and %u more", programme->student_count - STUDENTS_NAMED);
    if (programme->mentor.i != HT_NONE)
        fprintf(stream, " (with %s)", school->mentors[programme->mentor.i].id);
}

static void write_milestone(FILE *stream, const struct ht_school *school,
                            const struct ht_attendances *attendances,
                            const struct ht_milestone *milestone)
{
    const struct ht_programme *programme = &school->programmes[milestone->programme.i];
    bool over = milestone->date.days < attendances->until.days;
    write_programme(stream, school, programme);
    switch (milestone->what) {
    case HT_END_OF_SESSIONS:
        fprintf(stream, ": %d of %d session%s held%s\n", milestone->held, programme->sessions,
                ht_words_plural(programme->sessions),
                milestone->held >= programme->sessions ? "; it is over" : "");
        break;
    case HT_END_BY_DATE:
        fprintf(stream, ": %s on %s\n", over ? "ended" : "ends",
                HT_WORDS_FULL_DATE(milestone->date));
        break;
    case HT_REVIEW:
        fprintf(stream, ": review %s due on %s\n", over ? "was" : "is",
                HT_WORDS_FULL_DATE(milestone->date));
        break;
    }
}

void ht_write_attendances(FILE *stream, const struct ht_school *school,
                          const struct ht_attendances *attendances)
{
    if (attendances->until.days == HT_DATE_FIRST.days) {
        fputs("Of no session of the plan it is known yet whether it was held.\n", stream);
        return;
    }
    write_attendance(stream, school, attendances);
    int owed = 0, unmarked = 0;
    for (size_t n = 0; n < attendances->count; n++) {
        owed += ht_attendance_of_owed(&attendances->attendances[n]);
        unmarked += attendances->attendances[n].marks[HT_UNMARKED];
    }
    fprintf(stream, "%d session%s owed: absent, cancelled or unplaced", owed,
            owed == 1 ? " is" : "s are");
    if (unmarked)
        fprintf(stream, "; of %d nobody has said whether %s held", unmarked,
                unmarked == 1 ? "it was" : "they were");
    fputs(".\n", stream);
    write_absentees(stream, school, attendances);
    fputs("\nProgrammes that end or are to be reviewed, two weeks before and after\n", stream);
    for (size_t n = 0; n < attendances->milestone_count; n++)
        write_milestone(stream, school, attendances, &attendances->milestones[n]);
    if (!attendances->milestone_count)
        fputs("  none\n", stream);
}
