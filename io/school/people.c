/* SPDX-License-Identifier: GPL-3.0-or-later */
/** students.csv, mentors.csv and subjects.csv. */
#include "io/base/cells.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STUDENTS = 1000, DEAREST_MISS = 1000000 };

/* The id of a row, added to the set; false where it is blank or another row has it. */
static bool add_id(const struct ht_listing *listing, enum ht_column column, struct ht_names *ids,
                   const char **id)
{
    uint32_t count = ht_names_count(ids);
    return ht_row_need(listing, column, id) && ht_names_add(ids, *id) == count;
}

static void fault_twice(const struct ht_listing *listing, const char *word, const char *id,
                        int line)
{
    ht_fault(ht_listing_faults(listing), HT_FAULT, ht_listing_name(listing),
             ht_listing_line(listing),
             "%s '%s' is already in line %d; take one of the rows away, or correct its id", word,
             id, line);
}

/* ------------------------------------------------------------ students */

static void read_student(struct ht_school *school, const struct ht_listing *listing)
{
    const char *id;
    if (!add_id(listing, HT_COL_STUDENT, school->student_ids, &id)) {
        if (*id)
            fault_twice(listing, "student", id,
                        school->students[ht_names_find(school->student_ids, id)].line);
        return;
    }
    HT_GROW(school->students, school->student_count, school->student_capacity);
    struct ht_student *student = &school->students[school->student_count++];
    *student = (struct ht_student){
        .id = ht_row_text(listing, HT_COL_STUDENT, school),
        .name = ht_row_text(listing, HT_COL_NAME, school),
        .form = ht_row_text(listing, HT_COL_FORM, school),
        .year = ht_names_add(school->years, ht_listing_cell(listing, HT_COL_YEAR)),
        .line = ht_listing_line(listing),
    };
    if (!*ht_listing_cell(listing, HT_COL_YEAR))
        ht_fault(ht_listing_faults(listing), HT_WARNING, ht_listing_name(listing),
                 ht_listing_line(listing),
                 "student '%s' has no year, so no assessment or closed day of a year holds; fill "
                 "it in",
                 id);
    ht_read_list(listing, HT_COL_FLAGS, school->flags, true, &student->flags);
}

void ht_read_students(struct ht_reading *reading)
{
    struct ht_listing *listing = ht_reading_open(reading, HT_STUDENTS_CSV);
    while (listing && ht_listing_next(listing))
        read_student(reading->school, listing);
    ht_reading_close(reading, listing, HT_STUDENTS_CSV);
}

/* ------------------------------------------------------------ mentors */

static const char *read_role(const struct ht_reading *reading, const struct ht_listing *listing)
{
    struct ht_school *school = reading->school;
    const char *cell = ht_listing_cell(listing, HT_COL_ROLE);
    char *role = ht_copy_text(cell, strlen(cell));
    ht_cell_lower(role);
    const char *text = ht_school_text(school, role);
    if (*text && !ht_policy_caseload(&school->policy, text)) {
        struct ht_names *roles = ht_names_new();
        for (size_t i = 0; i < school->policy.caseload_count; i++)
            ht_names_add(roles, school->policy.caseload[i].role);
        char *where = ht_format("%s with its caseload", ht_reading_policy(reading).word);
        struct ht_known known = {"role", where, roles};
        ht_row_unknown(listing, HT_WARNING, cell, &known);
        free(where);
        ht_names_free(roles);
    }
    free(role);
    return text;
}

static void read_mentor(const struct ht_reading *reading, const struct ht_listing *listing)
{
    struct ht_school *school = reading->school;
    const char *id;
    if (!add_id(listing, HT_COL_MENTOR, school->mentor_ids, &id)) {
        if (*id)
            fault_twice(listing, "mentor", id,
                        school->mentors[ht_names_find(school->mentor_ids, id)].line);
        return;
    }
    HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
    struct ht_mentor *mentor = &school->mentors[school->mentor_count++];
    *mentor = (struct ht_mentor){
        .id = ht_row_text(listing, HT_COL_MENTOR, school),
        .name = ht_row_text(listing, HT_COL_NAME, school),
        .role = read_role(reading, listing),
        .skills = ht_row_text(listing, HT_COL_SKILLS, school),
        .room = ht_row_text(listing, HT_COL_ROOM, school),
        .caseload = HT_NO_LIMIT,
        .line = ht_listing_line(listing),
    };
    ht_read_skills(listing, HT_COL_SKILLS, school->skills, &mentor->trained);
    ht_row_whole(listing, HT_COL_CASELOAD, 0, MOST_STUDENTS, &mentor->caseload);
    ht_row_days(listing, HT_COL_DAYS, &mentor->days);
}

void ht_read_mentors(struct ht_reading *reading)
{
    struct ht_listing *listing = ht_reading_open(reading, HT_MENTORS_CSV);
    while (listing && ht_listing_next(listing))
        read_mentor(reading, listing);
    ht_reading_close(reading, listing, HT_MENTORS_CSV);
}

/* ------------------------------------------------------------ subjects */

static void read_subject(struct ht_school *school, const struct ht_listing *listing)
{
    const char *code;
    if (!ht_row_need(listing, HT_COL_SUBJECT, &code))
        return;
    ht_subject_id id = ht_school_subject(school, code);
    struct ht_subject *subject = &school->subjects[id.i];
    if (subject->line) {
        fault_twice(listing, "subject", code, subject->line);
        return;
    }
    subject->line = ht_listing_line(listing);
    subject->name = ht_row_text(listing, HT_COL_NAME, school);
    const char *group = ht_listing_cell(listing, HT_COL_GROUP);
    if (*group)
        subject->group.i = ht_names_add(school->groups, group);
    int cost = -1;
    ht_row_whole(listing, HT_COL_COST, 0, DEAREST_MISS, &cost);
    subject->cost = cost;
    const char *problem = ht_cell_yes(ht_listing_cell(listing, HT_COL_PROTECT), &subject->protect);
    if (problem)
        ht_row_fault(listing, HT_COL_PROTECT, problem);
}

void ht_read_subjects(struct ht_reading *reading)
{
    struct ht_listing *listing = ht_reading_open(reading, HT_SUBJECTS_CSV);
    while (listing && ht_listing_next(listing))
        read_subject(reading->school, listing);
    ht_reading_close(reading, listing, HT_SUBJECTS_CSV);
}
