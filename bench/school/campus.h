/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One campus of an invented school: 720 students in years 7 to 11, their lessons, and a team of
 * eight mentors. A bigger school has more of them; they share nothing but the calendar.
 */
#ifndef HT_BENCH_SCHOOL_CAMPUS_H
#define HT_BENCH_SCHOOL_CAMPUS_H

#include "bench/school/names.h"
#include "bench/school/random.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HT_FIRST_ID = 70001, /* of the first campus's first student */
    HT_FORM_STUDENTS = 30,
    HT_BAND_FORMS = 3,
    HT_BAND_STUDENTS = HT_BAND_FORMS * HT_FORM_STUDENTS,
    HT_BANDS = 8, /* two in each of years 7 to 9, one in each of 10 and 11 */
    HT_CAMPUS_STUDENTS = HT_BANDS * HT_BAND_STUDENTS,
    HT_CAMPUS_MENTORS = 8,
    HT_DAY_LESSONS = 6,
    HT_WEEK_DAYS = 5,
    HT_WEEK_LESSONS = HT_WEEK_DAYS * HT_DAY_LESSONS,
    HT_MAX_WEEKS = 2,                              /* of the timetable cycle */
    HT_MAX_SLOTS = HT_MAX_WEEKS * HT_WEEK_LESSONS, /* week * 30 + day * 6 + lesson */
    HT_MAX_COURSES = 16,
    HT_MAX_CLASSES = 480,
    HT_MAX_TEACHERS = 160,
    HT_MAX_CASELOAD = 8,
    HT_MAX_COMMITMENTS = 64, /* of one mentor */
    HT_GROUP_STUDENTS = 4,
    HT_MAX_GROUPS = 12, /* that the mentors' caseloads hold */
};

/** Who teaches what, and where. */
enum ht_department {
    HT_ENGLISH,
    HT_MATHS,
    HT_SCIENCE,
    HT_LANGUAGES,
    HT_HISTORY,
    HT_GEOGRAPHY,
    HT_RELIGION,
    HT_ART,
    HT_MUSIC,
    HT_DRAMA,
    HT_TECHNOLOGY,
    HT_COMPUTING,
    HT_SPORT,
    HT_SOCIETY,
    HT_DEPARTMENTS,
};

/** A row of subjects.csv and who teaches it. */
struct ht_made_subject {
    const char *code, *name, *group, *cost, *protect; /* as written; "" for nothing said */
    enum ht_department department;
};

/** All subjects, *count of them. */
const struct ht_made_subject *ht_made_subjects(int *count);

/** What may be said of a student; several may hold. */
enum ht_made_flag {
    HT_LAC = 1 << 0,
    HT_EHCP = 1 << 1,
    HT_SEMH = 1 << 2,
    HT_GRENFELL = 1 << 3,
    HT_SEN = 1 << 4,
    HT_PP = 1 << 5,
    HT_EAL = 1 << 6,
};

/** A student. */
struct ht_made_student {
    char name[HT_NAME_SIZE];
    unsigned flags;              /* bits of ht_made_flag */
    int rank[HT_DEPARTMENTS];    /* the higher, the higher the set */
    int classes[HT_MAX_COURSES]; /* places in ht_campus.classes, by the band's course */
};

/** Three forms that are taught together or side by side. */
struct ht_made_band {
    int year;
    const char *letters;                      /* of the three forms; the first names the band */
    int courses[HT_BAND_FORMS][HT_MAX_SLOTS]; /* the course of each form, by slot */
};

/** A class: the students who have a subject together, always with one teacher in one room. */
struct ht_made_class {
    char code[32];
    int subject;        /* place in the table of subjects */
    int set;            /* from 1 for the highest; 0 where not set by attainment */
    int teacher;        /* place in ht_campus.teachers */
    int size;           /* students */
    uint64_t slots;     /* a bit for each lesson */
    uint64_t supported; /* those in which a mentor gives support */
};

/** A teacher, who has a room of their own. */
struct ht_made_teacher {
    char name[HT_NAME_SIZE];
    char room[40];
    enum ht_department department;
    uint64_t slots; /* a bit for each lesson taught */
};

/** A row of commitments.csv. */
struct ht_made_commitment {
    int week;                     /* of the cycle, or -1 for every one */
    int day;                      /* 0 for Monday */
    const char *period;           /* its name */
    const char *what, *from, *to; /* as written */
    const char *note;             /* a class, or why */
};

/** A mentor with what caseload.csv and commitments.csv say of them. */
struct ht_made_mentor {
    char name[HT_NAME_SIZE];
    const char *role, *skills;
    int students[HT_MAX_CASELOAD]; /* places in ht_campus.students */
    int student_count;
    int group_count;    /* the first four students are a group, and so on; the others meet alone */
    uint64_t committed; /* lessons that a weekly commitment takes, a bit each */
    struct ht_made_commitment commitments[HT_MAX_COMMITMENTS];
    int commitment_count;
};

/** A campus. */
struct ht_campus {
    int number;      /* 0 for the first */
    char suffix[16]; /* of its forms, rooms and teachers: "" for the first, then "-2", "-3", ... */
    int weeks;       /* of the timetable cycle: 1 or 2 */
    struct ht_random random;
    struct ht_made_student students[HT_CAMPUS_STUDENTS]; /* by band and form */
    struct ht_made_band bands[HT_BANDS];
    struct ht_made_class classes[HT_MAX_CLASSES];
    int class_count;
    struct ht_made_teacher teachers[HT_MAX_TEACHERS];
    int teacher_count;
    struct ht_made_mentor mentors[HT_CAMPUS_MENTORS];
};

/** The names of the lessons' periods, from "1" to "6". */
const char *ht_lesson_period(int lesson);

/** Enrols the students: names, flags and attainment. */
void ht_campus_enrol(struct ht_campus *campus);

/** Makes classes, timetables, teachers and rooms for the students. */
void ht_campus_timetable(struct ht_campus *campus);

/** Makes the mentors, their caseload and their commitments; so many groups meet together. */
void ht_campus_team(struct ht_campus *campus, int groups);

/** The class that a student has in a slot. */
const struct ht_made_class *ht_campus_class(const struct ht_campus *campus, int student, int slot);

/** The bit of a slot in a set of slots. */
static inline uint64_t ht_slot_bit(int slot)
{
    return UINT64_C(1) << slot;
}

/** The band of a student. */
static inline int ht_band_of(int student)
{
    return student / HT_BAND_STUDENTS;
}

/** The form of a student within the band. */
static inline int ht_form_of(int student)
{
    return student % HT_BAND_STUDENTS / HT_FORM_STUDENTS;
}

#endif
