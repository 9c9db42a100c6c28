/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/school.h"

#include "bench/school/calendar.h"
#include "bench/school/campus.h"
#include "solver/base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files that every campus adds rows to. */
enum part { STUDENTS, TIMETABLE, MENTORS, CASELOAD, COMMITMENTS, REQUESTS, PARTS };

static const struct {
    const char *file, *header;
} parts[PARTS] = {
    [STUDENTS] = {"students.csv", "student,name,form,year,flags"},
    [TIMETABLE] = {"timetable.csv", "student,week,day,period,subject,class,teacher,room"},
    [MENTORS] = {"mentors.csv", "mentor,name,role,caseload,days,skills,room"},
    [CASELOAD] = {"caseload.csv",
                  "student,mentor,programme,group,per_week,minutes,from,to,sessions"},
    [COMMITMENTS] = {"commitments.csv", "mentor,week,day,period,what,from,to,note"},
    [REQUESTS] = {"requests.csv",
                  "what,student,mentor,subject,class,teacher,week,day,period,from,to,cost,note"},
};

static const char *const flag_words[] = {"LAC", "EHCP", "SEMH", "GRENFELL", "SEN", "PP", "EAL"};

/* Where a campus is written to. */
struct output {
    FILE *streams[PARTS];
    const struct ht_campus *campus;
    int mentors; /* of the whole school */
};

static FILE *create(const char *folder, const char *file)
{
    char *path = ht_format("%s/%s", folder, file);
    FILE *stream = fopen(path, "w");
    if (!stream)
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    free(path);
    return stream;
}

/* Whether everything that was written has arrived. */
static bool finish(FILE *stream, const char *file)
{
    bool good = !ferror(stream);
    if (fclose(stream) || !good) {
        fprintf(stderr, "%s: %s\n", file, strerror(errno));
        return false;
    }
    return true;
}

static bool write_calendar(const struct ht_made_options *options, const char *folder)
{
    FILE *stream = create(folder, "calendar.csv");
    if (!stream)
        return false;
    ht_write_calendar(stream, options->weeks);
    return finish(stream, "calendar.csv");
}

static bool write_constant(const char *folder, const char *file, void (*write)(FILE *))
{
    FILE *stream = create(folder, file);
    if (!stream)
        return false;
    write(stream);
    return finish(stream, file);
}

static int student_id(const struct ht_campus *campus, int student)
{
    return HT_FIRST_ID + campus->number * HT_CAMPUS_STUDENTS + student;
}

static const char *mentor_id(const struct output *out, int mentor, char text[static 16])
{
    int width = snprintf(text, 16, "%d", out->mentors);
    snprintf(text, 16, "M%0*d", width < 2 ? 2 : width,
             out->campus->number * HT_CAMPUS_MENTORS + mentor + 1);
    return text;
}

static void write_student(const struct output *out, int student)
{
    const struct ht_campus *campus = out->campus;
    const struct ht_made_student *of = &campus->students[student];
    const struct ht_made_band *band = &campus->bands[ht_band_of(student)];
    FILE *stream = out->streams[STUDENTS];
    fprintf(stream, "%d,%s,%d%c%s,%d,", student_id(campus, student), of->name, band->year,
            band->letters[ht_form_of(student)], campus->suffix, band->year);
    const char *separator = "";
    for (size_t flag = 0; flag < sizeof flag_words / sizeof *flag_words; flag++)
        if (of->flags & 1u << flag) {
            fprintf(stream, "%s%s", separator, flag_words[flag]);
            separator = ";";
        }
    fputc('\n', stream);
}

static void write_lesson(const struct output *out, int student, int slot)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    const struct ht_campus *campus = out->campus;
    const struct ht_made_class *class_ = ht_campus_class(campus, student, slot);
    const struct ht_made_teacher *teacher = &campus->teachers[class_->teacher];
    int subject_count, in_week = slot % HT_WEEK_LESSONS;
    fprintf(out->streams[TIMETABLE], "%d,%s,%s,%s,%s,%s,%s,%s\n", student_id(campus, student),
            ht_week_name(slot / HT_WEEK_LESSONS, campus->weeks), days[in_week / HT_DAY_LESSONS],
            ht_lesson_period(in_week % HT_DAY_LESSONS),
            ht_made_subjects(&subject_count)[class_->subject].code, class_->code, teacher->name,
            teacher->room);
}

static void write_students(const struct output *out)
{
    for (int student = 0; student < HT_CAMPUS_STUDENTS; student++) {
        write_student(out, student);
        for (int slot = 0; slot < out->campus->weeks * HT_WEEK_LESSONS; slot++)
            write_lesson(out, student, slot);
    }
}

/* A weekly session all year, but for a few: six weeks, one term, a late referral. */
static const char *programme_cells(int mentor, int n)
{
    static const struct {
        int mentor, n;
        const char *cells;
    } others[] = {
        {1, 0, "Anger management,,,,2026-09-14,2026-10-23,"},
        {2, 0, "Short-term 1:1 mentoring,,,,2026-09-07,2026-12-18,"},
        {7, 0, ",,,,2026-09-28,,"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].mentor == mentor && others[i].n == n)
            return others[i].cells;
    return ",,,,2026-09-07,,";
}

/* The rest of a student's row of caseload.csv, after the mentor. */
static void write_programme(const struct output *out, int mentor, int n)
{
    FILE *stream = out->streams[CASELOAD];
    if (n < out->campus->mentors[mentor].group_count * HT_GROUP_STUDENTS)
        fprintf(stream, "Group mentoring,G%d,,,2026-09-07,,\n", n / HT_GROUP_STUDENTS + 1);
    else
        fprintf(stream, "%s\n", programme_cells(mentor, n));
}

static void write_mentor(const struct output *out, int mentor)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    const struct ht_made_mentor *of = &out->campus->mentors[mentor];
    char id[16];
    mentor_id(out, mentor, id);
    fprintf(out->streams[MENTORS], "%s,%s,%s,,,%s,Hub %d%s\n", id, of->name, of->role, of->skills,
            mentor + 1, out->campus->suffix);
    for (int i = 0; i < of->student_count; i++) {
        fprintf(out->streams[CASELOAD], "%d,%s,", student_id(out->campus, of->students[i]), id);
        write_programme(out, mentor, i);
    }
    for (int i = 0; i < of->commitment_count; i++) {
        const struct ht_made_commitment *row = &of->commitments[i];
        fprintf(out->streams[COMMITMENTS], "%s,%s,%s,%s,%s,%s,%s,%s\n", id,
                row->week < 0 ? "" : ht_week_name(row->week, out->campus->weeks), days[row->day],
                row->period, row->what, row->from, row->to, row->note);
    }
}

/* Keeps the student's session on Wednesday 16 September in the mentor's first free lesson. */
static void write_keep(const struct output *out, int mentor, int n)
{
    const struct ht_campus *campus = out->campus;
    int student = campus->mentors[mentor].students[n], subject_count;
    const struct ht_made_subject *subjects = ht_made_subjects(&subject_count);
    int wednesday = (campus->weeks - 1) * HT_WEEK_LESSONS + 2 * HT_DAY_LESSONS;
    for (int lesson = 0; lesson < HT_DAY_LESSONS; lesson++) {
        const struct ht_made_class *class_ = ht_campus_class(campus, student, wednesday + lesson);
        if (campus->mentors[mentor].committed & ht_slot_bit(wednesday + lesson) ||
            *subjects[class_->subject].protect)
            continue;
        fprintf(out->streams[REQUESTS], "keep,%d,,,,,,,%s,2026-09-16,,,arranged with home\n",
                student_id(campus, student), ht_lesson_period(lesson));
        return;
    }
}

static void write_requests(const struct output *out)
{
    const struct ht_campus *campus = out->campus;
    FILE *stream = out->streams[REQUESTS];
    int chosen[HT_CAMPUS_MENTORS]; /* a student of each mentor */
    for (int i = 0; i < HT_CAMPUS_MENTORS; i++)
        chosen[i] = campus->mentors[i].students[1];
    const struct ht_made_class *class_ = ht_campus_class(campus, chosen[3], 0);
    char id[16];
    fprintf(stream, "never,%d,,Ma,,,,,,,,,asked for by the parents\n",
            student_id(campus, chosen[1]));
    fprintf(stream, "never,,,,,%s,,Tue,,,,,a trainee is observed\n",
            campus->teachers[class_->teacher].name);
    fprintf(stream, "never,,,,%s,,,,,2026-10-05,2026-10-16,,unit test\n",
            ht_campus_class(campus, chosen[4], 8)->code);
    fprintf(stream, "avoid,%d,,English,,,,,,,,30,resits\n", student_id(campus, chosen[2]));
    fprintf(stream, "avoid,,%s,,,,,Fri,6,,,,last lesson of the week\n", mentor_id(out, 3, id));
    fprintf(stream, "prefer,%d,,PE,,,,,,,,6,dislikes PE\n", student_id(campus, chosen[5]));
    fprintf(stream, "prefer,%d,,,,,,Tue;Thu,3;4,,,4,settles best before lunch\n",
            student_id(campus, chosen[6]));
    write_keep(out, 4, 1);
}

/* Makes one campus and writes its rows. */
static void write_campus(struct output *out, const struct ht_made_options *options, int number)
{
    struct ht_campus *campus = HT_NEW(struct ht_campus, 1);
    campus->number = number;
    campus->weeks = options->weeks;
    /* Campus n is the whole school of the n-th seed after: a bigger school is made of known parts.
     */
    struct ht_random mix = {options->seed + (uint64_t)number};
    campus->random.state = ht_random_bits(&mix);
    if (number)
        snprintf(campus->suffix, sizeof campus->suffix, "-%d", number + 1);
    ht_campus_enrol(campus);
    ht_campus_timetable(campus);
    ht_campus_team(campus, options->groups);
    out->campus = campus;
    write_students(out);
    for (int mentor = 0; mentor < HT_CAMPUS_MENTORS; mentor++)
        write_mentor(out, mentor);
    write_requests(out);
    free(campus);
}

static bool open_parts(struct output *out, const char *folder)
{
    for (int part = 0; part < PARTS; part++) {
        out->streams[part] = create(folder, parts[part].file);
        if (!out->streams[part])
            return false;
        fprintf(out->streams[part], "%s\n", parts[part].header);
    }
    return true;
}

static bool close_parts(struct output *out)
{
    bool good = true;
    for (int part = 0; part < PARTS; part++)
        if (out->streams[part])
            good &= finish(out->streams[part], parts[part].file);
    return good;
}

bool ht_make_school(const struct ht_made_options *options, const char *folder)
{
    HT_REQUIRE(options->mentors > 0 && options->mentors % HT_CAMPUS_MENTORS == 0,
               "mentors come in eights");
    HT_REQUIRE(options->weeks == 1 || options->weeks == HT_MAX_WEEKS, "no such cycle");
    HT_REQUIRE(options->groups >= 0 && options->groups <= HT_MAX_GROUPS, "too many groups");
    if (mkdir(folder, 0777) && errno != EEXIST) {
        fprintf(stderr, "%s: %s\n", folder, strerror(errno));
        return false;
    }
    struct output out = {.mentors = options->mentors};
    bool opened = open_parts(&out, folder);
    for (int i = 0; opened && i < options->mentors / HT_CAMPUS_MENTORS; i++)
        write_campus(&out, options, i);
    bool closed = close_parts(&out);
    return opened && closed && write_calendar(options, folder) &&
           write_constant(folder, "periods.csv", ht_write_periods) &&
           write_constant(folder, "subjects.csv", ht_write_subjects) &&
           write_constant(folder, "policy.xml", ht_write_policy);
}
