/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/courses.h"

#include "solver/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const room_prefixes[HT_DEPARTMENTS] = {
    [HT_ENGLISH] = "E",  [HT_MATHS] = "M",     [HT_SCIENCE] = "S",    [HT_LANGUAGES] = "L",
    [HT_HISTORY] = "H",  [HT_GEOGRAPHY] = "G", [HT_RELIGION] = "R",   [HT_ART] = "A",
    [HT_MUSIC] = "Mu",   [HT_DRAMA] = "Dr",    [HT_TECHNOLOGY] = "T", [HT_COMPUTING] = "IT",
    [HT_SPORT] = "Gym ", [HT_SOCIETY] = "B",
};

static const struct {
    int year;
    const char *letters;
} band_plan[HT_BANDS] = {
    {7, "XYZ"}, {7, "PQR"}, {8, "XYZ"},  {8, "PQR"},
    {9, "XYZ"}, {9, "PQR"}, {10, "XYZ"}, {11, "XYZ"},
};

static struct ht_made_student *member(struct ht_campus *campus, int band, int n)
{
    return &campus->students[band * HT_BAND_STUDENTS + n];
}

/* Opens a class of a course that is taught to a form, a set or an option group. */
static int open_class(struct ht_campus *campus, const struct ht_made_band *band,
                      const char *subject, char letter, int set)
{
    HT_REQUIRE(campus->class_count < HT_MAX_CLASSES, "too many classes");
    struct ht_made_class *class_ = &campus->classes[campus->class_count];
    class_->subject = ht_made_subject(subject);
    class_->set = set;
    if (set)
        snprintf(class_->code, sizeof class_->code, "%d%c%s/%s%d", band->year, letter,
                 campus->suffix, subject, set);
    else
        snprintf(class_->code, sizeof class_->code, "%d%c%s/%s", band->year, letter, campus->suffix,
                 subject);
    return campus->class_count++;
}

static void join(struct ht_campus *campus, struct ht_made_student *student, int course, int class_)
{
    HT_REQUIRE(campus->classes[class_].size < HT_FORM_STUDENTS, "a class is too big");
    student->classes[course] = class_;
    campus->classes[class_].size++;
}

struct ranked {
    int student, rank;
};

static int by_rank(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    return (a->student > b->student) - (a->student < b->student);
}

/* Four sets by attainment; the lower, the smaller. */
static void make_sets(struct ht_campus *campus, int band, int course)
{
    static const int sizes[HT_SET_COUNT] = {26, 24, 22, 18};
    const struct ht_course *plan = &ht_courses(campus->bands[band].year)[course];
    int subject = ht_made_subject(plan->subjects[0]), subject_count, next = 0;
    int department = ht_made_subjects(&subject_count)[subject].department;
    struct ranked order[HT_BAND_STUDENTS];
    for (int i = 0; i < HT_BAND_STUDENTS; i++)
        order[i] = (struct ranked){i, member(campus, band, i)->rank[department]};
    qsort(order, HT_BAND_STUDENTS, sizeof *order, by_rank);
    for (int set = 0; set < HT_SET_COUNT; set++) {
        const char *code = plan->subjects[plan->subjects[1] ? set % 2 : 0];
        const struct ht_made_band *of = &campus->bands[band];
        int class_ = open_class(campus, of, code, of->letters[0], set + 1);
        for (int i = 0; i < sizes[set]; i++)
            join(campus, member(campus, band, order[next++].student), course, class_);
    }
}

static void make_forms(struct ht_campus *campus, int band, int course)
{
    const struct ht_made_band *of = &campus->bands[band];
    const char *code = ht_courses(of->year)[course].subjects[0];
    for (int form = 0; form < HT_BAND_FORMS; form++) {
        int class_ = open_class(campus, of, code, of->letters[form], 0);
        for (int i = 0; i < HT_FORM_STUDENTS; i++)
            join(campus, member(campus, band, form * HT_FORM_STUDENTS + i), course, class_);
    }
}

/* Whether the student has chosen the class's subject in an earlier block. */
static bool has_chosen(const struct ht_campus *campus, const struct ht_made_student *student,
                       const struct ht_course *courses, int course, int class_)
{
    for (int earlier = 0; earlier < course; earlier++)
        if (courses[earlier].grouping == HT_OPTIONS &&
            campus->classes[student->classes[earlier]].subject == campus->classes[class_].subject)
            return true;
    return false;
}

/* A random class of the block that still has room for the student. */
static int choose_option(struct ht_campus *campus, const struct ht_made_student *student,
                         const struct ht_course *courses, int course, int first)
{
    int choices[HT_OPTION_COUNT], count = 0;
    for (int class_ = first; class_ < first + HT_OPTION_COUNT; class_++)
        if (campus->classes[class_].size < HT_FORM_STUDENTS - 2 &&
            !has_chosen(campus, student, courses, course, class_))
            choices[count++] = class_;
    return choices[ht_random_below(&campus->random, count)];
}

static void make_options(struct ht_campus *campus, int band, int course)
{
    const struct ht_made_band *of = &campus->bands[band];
    const struct ht_course *courses = ht_courses(of->year);
    int first = campus->class_count;
    for (int i = 0; i < HT_OPTION_COUNT; i++)
        open_class(campus, of, courses[course].subjects[i], courses[course].block, 0);
    for (int i = 0; i < HT_BAND_STUDENTS; i++) {
        struct ht_made_student *student = member(campus, band, i);
        join(campus, student, course, choose_option(campus, student, courses, course, first));
    }
}

/* Notes in each class of the band when it is taught. */
static void enter_slots(struct ht_campus *campus, int band)
{
    const struct ht_made_band *of = &campus->bands[band];
    for (int i = 0; i < HT_BAND_STUDENTS; i++)
        for (int slot = 0; slot < campus->weeks * HT_WEEK_LESSONS; slot++) {
            int course = of->courses[i / HT_FORM_STUDENTS][slot];
            int class_ = member(campus, band, i)->classes[course];
            campus->classes[class_].slots |= ht_slot_bit(slot);
        }
}

static void fill_band(struct ht_campus *campus, int band)
{
    static void (*const make[])(struct ht_campus *, int, int) = {
        [HT_SETS] = make_sets, [HT_OPTIONS] = make_options, [HT_FORMS] = make_forms};
    const struct ht_course *courses = ht_courses(campus->bands[band].year);
    for (int course = 0; courses[course].lessons; course++)
        make[courses[course].grouping](campus, band, course);
    enter_slots(campus, band);
}

/* Whether a teacher of the department is free for the class's lessons and not overworked. */
static bool can_teach(const struct ht_campus *campus, const struct ht_made_teacher *teacher,
                      enum ht_department department, uint64_t slots)
{
    enum { MOST_LESSONS = 23 }; /* a week */
    int lessons = __builtin_popcountll(teacher->slots | slots);
    return teacher->department == department && !(teacher->slots & slots) &&
           lessons <= MOST_LESSONS * campus->weeks;
}

static int appoint(struct ht_campus *campus, enum ht_department department, const int *surnames)
{
    HT_REQUIRE(campus->teacher_count < HT_MAX_TEACHERS, "too many teachers");
    int rooms = 1;
    for (int i = 0; i < campus->teacher_count; i++)
        rooms += campus->teachers[i].department == department;
    struct ht_made_teacher *teacher = &campus->teachers[campus->teacher_count];
    teacher->department = department;
    char name[HT_NAME_SIZE];
    ht_name_teacher(&campus->random, surnames[campus->teacher_count], name);
    snprintf(teacher->name, sizeof teacher->name, "%.40s%s", name, campus->suffix);
    snprintf(teacher->room, sizeof teacher->room, "%s%d%s", room_prefixes[department], rooms,
             campus->suffix);
    return campus->teacher_count++;
}

/* Gives each class the first teacher who can take it, appointing one where nobody can. */
static void staff(struct ht_campus *campus)
{
    int surnames[HT_MAX_TEACHERS], subject_count;
    for (int i = 0; i < HT_MAX_TEACHERS; i++)
        surnames[i] = i;
    ht_random_shuffle(&campus->random, surnames, ht_name_surnames());
    const struct ht_made_subject *subjects = ht_made_subjects(&subject_count);
    for (int i = 0; i < campus->class_count; i++) {
        struct ht_made_class *class_ = &campus->classes[i];
        enum ht_department department = subjects[class_->subject].department;
        int teacher = 0;
        while (teacher < campus->teacher_count &&
               !can_teach(campus, &campus->teachers[teacher], department, class_->slots))
            teacher++;
        if (teacher == campus->teacher_count)
            appoint(campus, department, surnames);
        class_->teacher = teacher;
        campus->teachers[teacher].slots |= class_->slots;
    }
}

void ht_campus_timetable(struct ht_campus *campus)
{
    int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS] = {{0}};
    for (int band = 0; band < HT_BANDS; band++) {
        campus->bands[band].year = band_plan[band].year;
        campus->bands[band].letters = band_plan[band].letters;
        for (int week = 0; week < campus->weeks; week++)
            ht_lay_out_week(&campus->random, &campus->bands[band], week, requirements);
        fill_band(campus, band);
    }
    staff(campus);
}

const struct ht_made_class *ht_campus_class(const struct ht_campus *campus, int student, int slot)
{
    int course = campus->bands[ht_band_of(student)].courses[ht_form_of(student)][slot];
    return &campus->classes[campus->students[student].classes[course]];
}
