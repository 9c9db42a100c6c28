/* SPDX-License-Identifier: GPL-3.0-or-later */
/** students.csv, mentors.csv and subjects.csv. */
#include "io/base/cells.h"
#include "io/base/person.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STUDENTS = 1000, DEAREST_MISS = 1000000 };

/* The id of a row, added to the set; false where it is blank or another row has it. */
static bool add_id(const struct ht_record_source *records, enum ht_column column,
                   struct ht_strings *ids, const char **id)
{
    uint32_t count = ht_strings_count(ids);
    return ht_field_need(records, column, id) && ht_strings_add(ids, *id) == count;
}

static void fault_twice(const struct ht_record_source *records, const char *word, const char *id,
                        int line)
{
    HT_ROW_FAULT(records, HT_FAULT,
                 "%s '%s' is already in line %d; take one of the rows away, or correct its id",
                 word, id, line);
}

/* ------------------------------------------------------------ students */

/* Who has a surname is listed under it, and shown with the forename first. */
static void read_name(struct ht_school *school, const struct ht_record_source *records,
                      struct ht_student *student)
{
    struct ht_person person =
        ht_person_new(records->cells[HT_COL_NAME], records->cells[HT_COL_SURNAME],
                      records->cells[HT_COL_FORENAME]);
    student->name = ht_school_text(school, person.shown);
    if (*person.surname && *person.forename) {
        char *listed = ht_person_listed(&person);
        student->listed = ht_school_text(school, listed);
        free(listed);
    }
    student->surname = ht_school_text(school, person.surname);
    student->forename = ht_school_text(school, person.forename);
    ht_person_free(&person);
}

static void read_student(struct ht_school *school, const struct ht_record_source *records)
{
    const char *id;
    if (!add_id(records, HT_COL_STUDENT, school->student_ids, &id)) {
        if (*id)
            fault_twice(records, "student", id,
                        school->students[ht_strings_find(school->student_ids, id)].line);
        return;
    }
    HT_GROW(school->students, school->student_count, school->student_capacity);
    struct ht_student *student = &school->students[school->student_count++];
    *student = (struct ht_student){
        .id = ht_field_text(records, HT_COL_STUDENT, school),
        .form = ht_field_text(records, HT_COL_FORM, school),
        .upn = ht_field_text(records, HT_COL_UPN, school),
        .year = ht_strings_add(school->years, records->cells[HT_COL_YEAR]),
        .line = records->line,
    };
    read_name(school, records, student);
    if (!*records->cells[HT_COL_YEAR])
        HT_ROW_FAULT(
            records, HT_WARNING,
            "student '%s' has no year, so no assessment or closed day of a year holds; fill "
            "it in",
            id);
    ht_read_list(records, HT_COL_FLAGS, school->flags, true, &student->flags);
}

void ht_read_students(struct ht_school_reader *reader)
{
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_STUDENTS_CSV, &records))
        read_student(reader->school, records);
}

/* ------------------------------------------------------------ mentors */

static const char *read_role(const struct ht_school_reader *reader,
                             const struct ht_record_source *records)
{
    struct ht_school *school = reader->school;
    const char *cell = records->cells[HT_COL_ROLE];
    char *role = ht_copy_text(cell, strlen(cell));
    ht_cell_lower(role);
    const char *text = ht_school_text(school, role);
    if (*text && !ht_policy_caseload(&school->policy, text)) {
        struct ht_strings *roles = ht_strings_new();
        for (size_t i = 0; i < school->policy.caseload_count; i++)
            ht_strings_add(roles, school->policy.caseload[i].role);
        char *where = ht_format("%s with its caseload", ht_school_reader_policy(reader).word);
        struct ht_known known = {"role", where, roles};
        ht_field_unknown(records, HT_WARNING, cell, &known);
        free(where);
        ht_strings_free(roles);
    }
    free(role);
    return text;
}

static void read_mentor(const struct ht_school_reader *reader,
                        const struct ht_record_source *records)
{
    struct ht_school *school = reader->school;
    const char *id;
    if (!add_id(records, HT_COL_MENTOR, school->mentor_ids, &id)) {
        if (*id)
            fault_twice(records, "mentor", id,
                        school->mentors[ht_strings_find(school->mentor_ids, id)].line);
        return;
    }
    HT_GROW(school->mentors, school->mentor_count, school->mentor_capacity);
    struct ht_mentor *mentor = &school->mentors[school->mentor_count++];
    *mentor = (struct ht_mentor){
        .id = ht_field_text(records, HT_COL_MENTOR, school),
        .name = ht_field_text(records, HT_COL_NAME, school),
        .role = read_role(reader, records),
        .skills = ht_field_text(records, HT_COL_SKILLS, school),
        .room = ht_field_text(records, HT_COL_ROOM, school),
        .caseload = HT_NO_LIMIT,
        .line = records->line,
    };
    ht_read_skills(records, HT_COL_SKILLS, school->skills, &mentor->trained);
    ht_field_whole(records, HT_COL_CASELOAD, 0, MOST_STUDENTS, &mentor->caseload);
    ht_field_days(records, HT_COL_DAYS, &mentor->days);
}

void ht_read_mentors(struct ht_school_reader *reader)
{
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_MENTORS_CSV, &records))
        read_mentor(reader, records);
}

/* ------------------------------------------------------------ subjects */

static void read_subject(struct ht_school *school, const struct ht_record_source *records)
{
    const char *code;
    if (!ht_field_need(records, HT_COL_SUBJECT, &code))
        return;
    ht_subject_id id = ht_school_subject(school, code);
    struct ht_subject *subject = &school->subjects[id.i];
    if (subject->line) {
        fault_twice(records, "subject", code, subject->line);
        return;
    }
    subject->line = records->line;
    subject->name = ht_field_text(records, HT_COL_NAME, school);
    const char *group = records->cells[HT_COL_GROUP];
    if (*group)
        subject->group.i = ht_strings_add(school->groups, group);
    int cost = -1;
    ht_field_whole(records, HT_COL_COST, 0, DEAREST_MISS, &cost);
    subject->cost = cost;
    const char *problem = ht_cell_yes(records->cells[HT_COL_PROTECT], &subject->protect);
    if (problem)
        ht_field_fault(records, HT_COL_PROTECT, problem);
    char *means = ht_format("says of subject %s, for every student, what else is in it", code);
    ht_field_warn_unread(records, means, HT_COL_SUBJECT);
    free(means);
}

void ht_read_subjects(struct ht_school_reader *reader)
{
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_SUBJECTS_CSV, &records))
        read_subject(reader->school, records);
}
