/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/csv.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

/* A proposal with what its sentence is about. */
struct case_of {
    const struct ht_school *school;
    const struct ht_assignment *assignment;
    const struct ht_proposal *proposal;
    const struct ht_programme *programme;
};

/* ------------------------------------------------------------ sentences */

/* Appends to a text: the first part gets a capital letter, others a mark before. Takes the part. */
static void append(char **text, const char *mark, char *part)
{
    char *longer = *text ? ht_format("%s%s%s", *text, mark, part) : ht_format("%s", part);
    longer[0] = (char)toupper((unsigned char)longer[0]);
    free(*text);
    free(part);
    *text = longer;
}

/* Adds the needed skills that the mentor has or lacks, if there are any. */
static void append_skills(char **why, const struct case_of *of, bool has, const char *words)
{
    const struct ht_mentor *mentor = &of->school->mentors[of->proposal->mentor.i];
    char *list = NULL;
    for (uint32_t n = 0; n < of->programme->needs.count; n++) {
        uint32_t skill = of->programme->needs.numbers[n];
        if ((mentor->trained.count && ht_some_has(&mentor->trained, skill)) == has)
            append(&list, ", ", ht_format("'%s'", ht_strings_text(of->school->skills, skill)));
    }
    if (list)
        append(why, "; ", ht_format("%s %s", words, list));
    free(list);
}

static void append_merits(char **why, const struct case_of *of)
{
    const struct ht_proposal *proposal = of->proposal;
    size_t others = of->school->mentor_count - 1;
    if (others && (size_t)(proposal->apart + proposal->elsewhere) == others)
        append(why, "; ",
               ht_format(proposal->elsewhere ? "has the rest of the group"
                                             : "no other mentor has enough free time in common"));
    if (proposal->complex && proposal->is_lead)
        append(why, "; ", ht_format("complex needs go to a lead mentor"));
    append_skills(why, of, true, "has the skills needed:");
    append_skills(why, of, false, "lacks");
    if (proposal->is_met)
        append(why, "; ", ht_format("has the student in another programme"));
    if (!*why)
        append(why, "; ", ht_format("has time in common and keeps the caseloads even"));
}

static char *why_chosen(const struct case_of *of)
{
    const struct ht_proposal *proposal = of->proposal;
    char *why = NULL;
    append_merits(&why, of);
    if (proposal->lost)
        append(
            &why, "; ",
            ht_format("no time in common for %d of %d sessions", proposal->lost, proposal->needed));
    append(&why, "; ",
           ht_format("then has %d student%s", proposal->load, ht_words_plural(proposal->load)));
    if (proposal->most != HT_NO_LIMIT)
        append(&why, " ", ht_format("of at most %d", proposal->most));
    return why;
}

static char *why_left(const struct case_of *of)
{
    const struct ht_proposal *proposal = of->proposal;
    const struct {
        int count;
        const char *words;
    } obstacles[] = {
        {proposal->elsewhere, "without the rest of the group"},
        {proposal->apart, "with too little free time in common"},
        {proposal->full, "with as many students as the caseload allows"},
        {proposal->busy, "without room for more sessions"},
    };
    char *why = NULL;
    for (size_t n = 0; n < sizeof obstacles / sizeof *obstacles; n++)
        if (obstacles[n].count)
            append(&why, ", ", ht_format("%d %s", obstacles[n].count, obstacles[n].words));
    char *sentence =
        ht_format("no mentor can take %s: %s", *of->programme->group ? "the group" : "the student",
                  why ? why : "there is none");
    free(why);
    return sentence;
}

/* The reason as a sentence. Use free(). */
static char *why_of(const struct case_of *of)
{
    char *why = NULL;
    if (of->proposal->idle)
        append(&why, "",
               ht_format("no session is needed from %s to %s",
                         HT_WORDS_FULL_DATE(of->assignment->horizon.from),
                         HT_WORDS_FULL_DATE(of->assignment->horizon.to)));
    else
        append(&why, "", of->proposal->mentor.i == HT_NONE ? why_left(of) : why_chosen(of));
    append(&why, "", ht_format("."));
    return why;
}

static struct case_of case_of(const struct ht_school *school,
                              const struct ht_assignment *assignment, size_t n)
{
    const struct ht_proposal *proposal = &assignment->proposals[n];
    return (struct case_of){school, assignment, proposal,
                            &school->programmes[proposal->programme.i]};
}

/* ------------------------------------------------------------ the table */

/* clang-format off */
#define COLUMNS(COLUMN) \
    COLUMN("student", TEXT, school->students[student.i].id) \
    COLUMN("mentor", TEXT, mentor.i == HT_NONE ? "" : school->mentors[mentor.i].id) \
    COLUMN("programme", TEXT, of.programme->name) \
    COLUMN("group", TEXT, of.programme->group) \
    COLUMN("weight", NUMBER, assignment->weight[student.i]) \
    COLUMN("why", TEXT, why)
/* clang-format on */

void ht_write_assignment_csv(FILE *stream, const struct ht_school *school,
                             const struct ht_assignment *assignment)
{
    HT_CSV_WRITE_HEADS(stream, COLUMNS, false);
    for (size_t i = 0; i < assignment->count; i++) {
        const struct case_of of = case_of(school, assignment, i);
        ht_mentor_id mentor = of.proposal->mentor;
        char *why = why_of(&of);
        for (uint32_t n = 0; n < of.programme->student_count; n++) {
            ht_student_id student = of.programme->students[n];
            HT_CSV_WRITE(ht_csv_write_row, stream, COLUMNS);
        }
        free(why);
    }
}

/* ------------------------------------------------------------ the summary */

static bool is_left(const struct ht_proposal *proposal)
{
    return proposal->mentor.i == HT_NONE && !proposal->idle;
}

int ht_assignment_left(const struct ht_school *school, const struct ht_assignment *assignment)
{
    int left = 0;
    for (size_t n = 0; n < assignment->count; n++)
        if (is_left(&assignment->proposals[n]))
            left += (int)school->programmes[assignment->proposals[n].programme.i].student_count;
    return left;
}

static void write_left(FILE *stream, const struct case_of *of)
{
    char *why = why_of(of);
    for (uint32_t n = 0; n < of->programme->student_count; n++) {
        const struct ht_student *student = &of->school->students[of->programme->students[n].i];
        fputs(n ? ", " : "  ", stream);
        ht_write_person(stream, student->name, student->id);
    }
    fprintf(stream, " (priority weight %d): %s\n", of->proposal->weight, why);
    free(why);
}

void ht_write_assignment_text(FILE *stream, const struct ht_school *school,
                              const struct ht_assignment *assignment)
{
    int given = 0, left = ht_assignment_left(school, assignment);
    for (size_t n = 0; n < assignment->count; n++)
        if (assignment->proposals[n].mentor.i != HT_NONE)
            given += (int)school->programmes[assignment->proposals[n].programme.i].student_count;
    if (!given && !left) {
        fputs("No student without a mentor needs a session.\n", stream);
        return;
    }
    fprintf(stream, "%d of %d student%s given a mentor, %s.\n", given, given + left,
            ht_words_plural(given + left),
            ht_assignment_proved(assignment) ? "proved best" : "not proved best");
    for (size_t n = 0; n < assignment->count; n++) {
        const struct case_of of = case_of(school, assignment, n);
        if (is_left(of.proposal))
            write_left(stream, &of);
    }
    fputs("Reached, each as low as those above it allow:\n", stream);
    /* What the sum of the last goal is counted in tells nobody anything. */
    for (enum ht_goal goal = 0; goal < HT_GOAL_EVEN; goal++)
        fprintf(stream, "  %6" PRId64 "  %s%s\n", assignment->goals[goal], ht_goal_meaning(goal),
                assignment->proved[goal] ? "" : " (not proved)");
    fprintf(stream, "The caseloads are as even as that allows%s.\n",
            assignment->proved[HT_GOAL_EVEN] ? "" : " (not proved)");
}
