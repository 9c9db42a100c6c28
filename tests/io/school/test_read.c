/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/policy.h"
#include "io/schema/policy_value.h"
#include "io/school/read.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/whole/* \"$T\""), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* ------------------------------------------------------------ a school as text */

static void show_some(FILE *stream, const struct ht_some *some, const struct ht_strings *names)
{
    for (uint32_t n = 0; n < some->count; n++)
        fprintf(stream, "%s%s", n ? ";" : "", ht_strings_text(names, some->numbers[n]));
    fputs(some->count ? "|" : "-|", stream);
}

static void show_dates(FILE *stream, ht_date from, ht_date to)
{
    char text[16];
    fprintf(stream, "%s..", from.days == HT_DATE_FIRST.days ? "" : ht_date_iso(from, text));
    fprintf(stream, "%s|", to.days == HT_DATE_LAST.days ? "" : ht_date_iso(to, text));
}

static void show_calendar(FILE *stream, const struct ht_school *school)
{
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        fprintf(stream, "calendar %d|", row->what);
        show_dates(stream, row->from, row->to);
        show_some(stream, &row->years, school->years);
        fprintf(stream, "%s\n", row->label);
    }
    for (size_t i = 0; i < school->period_count; i++) {
        const struct ht_period *period = &school->periods[i];
        fprintf(stream, "period %s|%s|%s|%d..%d|%s\n",
                ht_strings_text(school->weeks, period->week.i), ht_day_short(period->weekday),
                ht_strings_text(school->period_names, period->name), period->start, period->end,
                ht_kind_word(period->kind));
    }
}

static void show_lessons(FILE *stream, const struct ht_school *school, uint32_t student)
{
    for (uint32_t p = 0; p < school->period_count; p++) {
        uint32_t place =
            ht_school_timetabled(school, (ht_student_id){student}, (ht_period_id){p}).i;
        if (place == HT_NONE)
            continue;
        const struct ht_lesson *lesson = &school->lessons[place];
        bool has_class = lesson->class_.i != HT_NONE;
        fprintf(stream, "  %u %s|%s|%s|%s\n", (unsigned)p, school->subjects[lesson->subject.i].code,
                has_class ? ht_strings_text(school->classes, lesson->class_.i) : "-",
                lesson->teacher, lesson->room);
    }
}

static void show_people(FILE *stream, const struct ht_school *school)
{
    for (size_t i = 0; i < school->student_count; i++) {
        const struct ht_student *student = &school->students[i];
        fprintf(stream, "student %s|%s|%s|%s|", student->id, student->name, student->form,
                ht_strings_text(school->years, student->year));
        show_some(stream, &student->flags, school->flags);
        fputc('\n', stream);
        show_lessons(stream, school, i);
    }
    for (size_t i = 0; i < school->mentor_count; i++) {
        const struct ht_mentor *mentor = &school->mentors[i];
        fprintf(stream, "mentor %s|%s|%s|%d|%x|%s|%s\n", mentor->id, mentor->name, mentor->role,
                mentor->caseload, mentor->days, mentor->skills, mentor->room);
    }
    for (size_t i = 0; i < school->subject_count; i++) {
        const struct ht_subject *subject = &school->subjects[i];
        fprintf(stream, "subject %s|%s|%s|%d|%d\n", subject->code, subject->name,
                ht_strings_text(school->groups, subject->group.i), (int)subject->cost,
                subject->protect);
    }
}

static void show_programmes(FILE *stream, const struct ht_school *school)
{
    for (size_t i = 0; i < school->programme_count; i++) {
        const struct ht_programme *programme = &school->programmes[i];
        fprintf(stream, "programme %s|%s|%s|%d/%d|%d|",
                programme->mentor.i == HT_NONE ? "-" : school->mentors[programme->mentor.i].id,
                programme->name, programme->group, programme->per_week, programme->per_weeks,
                programme->minutes);
        show_dates(stream, programme->from, programme->to);
        fprintf(stream, "%d:", programme->sessions);
        for (uint32_t n = 0; n < programme->student_count; n++)
            fprintf(stream, " %s", school->students[programme->students[n].i].id);
        fputc('\n', stream);
    }
}

static void show_wishes(FILE *stream, const struct ht_school *school)
{
    for (size_t i = 0; i < school->commitment_count; i++) {
        const struct ht_commitment *commitment = &school->commitments[i];
        fprintf(stream, "commitment %s|", school->mentors[commitment->mentor.i].id);
        show_some(stream, &commitment->when.weeks, school->weeks);
        fprintf(stream, "%x|", commitment->when.days);
        show_some(stream, &commitment->when.periods, school->period_names);
        show_dates(stream, commitment->when.from, commitment->when.to);
        fprintf(stream, "%s\n", commitment->what);
    }
    for (size_t i = 0; i < school->request_count; i++) {
        const struct ht_request *request = &school->requests[i];
        fprintf(stream, "request %d|%d %d %d %d %d|%s|", request->what, (int)request->student.i,
                (int)request->mentor.i, (int)request->subject.i, (int)request->group.i,
                (int)request->class_.i, request->teacher);
        show_some(stream, &request->when.weeks, school->weeks);
        fprintf(stream, "%x|", request->when.days);
        show_some(stream, &request->when.periods, school->period_names);
        show_dates(stream, request->when.from, request->when.to);
        fprintf(stream, "%d|%s\n", (int)request->cost, request->note);
    }
    for (size_t i = 0; i < school->history_count; i++) {
        const struct ht_past *past = &school->history[i];
        fprintf(stream, "past %d|%s|%d|%s\n", past->date.days, school->students[past->student.i].id,
                (int)past->subject.i, past->programme);
    }
}

/* The school in the folder with all that was read, after what was said of it; free() it. */
static char *read_as_text(void)
{
    char *text;
    size_t size;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    FILE *stream = open_memstream(&text, &size);
    ht_diagnostics_print(faults, stream);
    if (!ht_diagnostics_count(faults, HT_FAULT)) {
        show_calendar(stream, school);
        show_people(stream, school);
        show_programmes(stream, school);
        show_wishes(stream, school);
    }
    fclose(stream);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return text;
}

START_TEST(test_whole)
{
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/golden/whole.txt \"$T/expected\""), 0);
    char *expected = scratch_text(&scratch, "expected"), *text = read_as_text();
    ck_assert_str_eq(text, expected);
    free(expected);
    free(text);
}
END_TEST

/* ------------------------------------------------------------ tolerance */

/* Rewrites each CSV file of the folder by a filter of the shell. */
#define EACH(filter)                                                                               \
    "for f in \"$T\"/*.csv; do { " filter "; } < \"$f\" > \"$T/x\" && mv \"$T/x\" \"$f\"; done"

/* The same school, written in all the ways that are allowed. */
static const char *const ways[] = {
    EACH("printf '\\357\\273\\277'; cat"),
    EACH("printf '\\357\\273\\277'; sed -E 's/([^,]*)/\"\\1\"/g'"),
    EACH("iconv -f UTF-8 -t CP1252"),
    EACH("sed 's/$/\\r/'"),
    EACH("tr '\\n' '\\r'"),
    EACH("head -c -1"),
    EACH("tr , '\\t'"),
    EACH("sed -E 's/([^,]*;[^,]*)/\"\\1\"/g; s/,/;/g'"),
    EACH("sed -E 's/([^,]*)/\"\\1\"/g; s/,/;/g; s/$/\\r/'"),
    EACH("sed 's/,/ ,\\xc2\\xa0 /g'"),
    EACH("sed '1s/.*/\\U&/; 1s/PER_WEEK/Per-Week/; 1s/STUDENT/ Stu dent /'"),
    EACH("sed '1s/$/,/; 2,$s/$/,,,,/'"),
    EACH("awk -F, '{ for (i = NF; i > 1; i--) printf \"%s,\", $i; print $1 }'"),
    EACH("sed '1h; 3{x; p; x;}'"),
    EACH("sed 'G;s/\\n$/\\n , ,/'"),
    EACH("sed -E 's,([0-9]{4})-([0-9]{2})-([0-9]{2}),\\3/\\2/\\1,g'"),
    EACH("sed 's/\\bMon\\b/monday/g; s/\\bTue\\b/TUE/g; s/\\bWed\\b/Wednesday/g; s/Fri,/friday,/'"),
    EACH("sed 's/half-term/Half Term/; s/^term/TERM/; s/lesson/LESSON/; s/support/SUPPORT/'"),
    EACH("sed 's/^keep/Keep/; s/,yes/,Y/; s/SEMH;PP/ semh ; pp ;/; s/0[.]5/1\\/2/'"),
    EACH("sed 's/,agreed$/,\"agreed\"/; s/A;B/*/'"),
    "echo '<policy/>' > \"$T/policy.xml\"",
    "cat > \"$T/policy.xml\" <<'END'\n"
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
    "<policy><session minutes=\" 25 \" place=\"First-Half\"/><rooms max=\"\"/></policy>\n"
    "END\n",
    "cp tests/ways/slots.csv \"$T/timetable.csv\"",
};

START_TEST(test_way)
{
    char *expected = read_as_text();
    ck_assert_int_eq(scratch_shell(&scratch, ways[_i]), 0);
    ck_assert_int_eq(scratch_shell(&scratch, "diff -r tests/schools/whole \"$T\" > \"$T.diff\""),
                     1);
    ck_assert_int_eq(scratch_shell(&scratch, "rm \"$T.diff\""), 0);
    char *text = read_as_text();
    ck_assert_str_eq(text, expected);
    free(expected);
    free(text);
}
END_TEST

/* Lines are those of the file, whatever stands in the cells before them. */
START_TEST(test_lines)
{
    ck_assert_int_eq(scratch_shell(&scratch, "printf '\\n\\nwhat,student,note,from\\r\\n\\r\\n"
                                             "never,S1,\"two\\r\\nlines\",\\r\\n"
                                             "never,S2,,yesterday' > \"$T/requests.csv\""),
                     0);
    char *text = read_as_text();
    ck_assert_str_eq(text, "requests.csv:7: from: 'yesterday' is not a date; write it like "
                           "2026-09-07 or 07/09/2026 (day first)\n");
    free(text);
}
END_TEST

/* ------------------------------------------------------------ policy */

/* The presets, as one would write them, are the policy that holds without a file. */
START_TEST(test_presets)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    FILE *stream = fopen(scratch_path(&scratch, "policy.xml"), "w");
    fputs("<policy>\n", stream);
    for (size_t i = 0; i < count; i++) {
        if (elements[i].repeats)
            continue;
        fprintf(stream, "<%s", elements[i].name);
        for (size_t a = 0; a < elements[i].count; a++) {
            char *preset = ht_policy_preset_text(&elements[i].attributes[a]);
            fprintf(stream, " %s=\"%s\"", elements[i].attributes[a].name, preset);
            free(preset);
        }
        fputs("/>\n", stream);
    }
    fputs("</policy>\n", stream);
    fclose(stream);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    struct ht_policy preset;
    ht_policy_default(&preset);
    ht_diagnostics_print(faults, stdout);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ht_policy_clear(&preset);
    ht_policy_clear(&school->policy);
    ck_assert_str_eq(school->policy.review_who, preset.review_who);
    preset.review_who = school->policy.review_who;
    ck_assert_mem_eq(&school->policy, &preset, sizeof preset);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

START_TEST(test_policy)
{
    ck_assert_int_eq(scratch_shell(&scratch, "cat > \"$T/policy.xml\" <<'END'\n"
                                             "<policy>\n"
                                             "<session minutes=\"30\" place=\"lesson\"/>\n"
                                             "<misses per=\"half-term\"/><rooms max=\"3\"/>\n"
                                             "<withdrawals max=\"none\"/>\n"
                                             "<assessment scope=\"day\"/>\n"
                                             "<free-time contiguous=\"yes\"/>\n"
                                             "<places kinds=\"lesson; Tutor\"/>\n"
                                             "<caseload role=\"Lead\" max=\"5\"/>\n"
                                             "<caseload role=\"trainee\" min=\"1\" max=\"2\"/>\n"
                                             "<priority><group flag=\"pp\" weight=\"7\"/>\n"
                                             "<group flag=\"EAL\"/></priority>\n"
                                             "<cost unplaced=\"2000\" day-load=\"0\"/>\n"
                                             "</policy>\nEND\n"),
                     0);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    const struct ht_policy *policy = &school->policy;
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert_int_eq(policy->session_minutes, 30);
    ck_assert_int_eq(policy->place, HT_WHOLE_LESSON);
    ck_assert_int_eq(policy->misses_max, 2);
    ck_assert_int_eq(policy->misses_per, HT_PER_HALF_TERM);
    ck_assert_int_eq(policy->assessment_scope, HT_SCOPE_DAY);
    ck_assert_int_eq(policy->rooms_max, 3);
    ck_assert_int_eq(policy->withdrawals_max, HT_NO_LIMIT);
    ck_assert(policy->free_contiguous);
    ck_assert_uint_eq(policy->place_kinds, 1u << HT_LESSON | 1u << HT_TUTOR);
    ck_assert_int_eq(ht_policy_caseload(policy, "lead")->max, 5);
    ck_assert_int_eq(ht_policy_caseload(policy, "learning")->max, 8);
    ck_assert_int_eq(ht_policy_caseload(policy, "trainee")->min, 1);
    ck_assert_uint_eq(policy->priority_count, 2);
    ck_assert_str_eq(policy->priority[0].flag, "PP");
    ck_assert_int_eq(policy->priority[0].weight, 7);
    ck_assert_int_eq(policy->priority[1].weight, 1);
    ck_assert_int_eq(policy->cost_unplaced, 2000);
    ck_assert_int_eq(policy->cost_day_load, 0);
    ck_assert_int_eq(policy->cost_miss, 10);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

/* Every number that policy.xml may say, with its bounds; where it must be even, so are they. */
static const struct {
    const char *element, *rest, *attribute;
    int64_t least, most;
    bool none; /* "none" is no limit */
} policy_numbers[] = {
    {"session", "", "minutes", 1, 1440, false},
    {"session", "", "log-minutes", 0, 1440, false},
    {"misses", "", "max", 0, 10000, false},
    {"free-time", "", "minutes", 0, 1440, false},
    {"per-day", "", "max", 1, 10000, false},
    {"rooms", "", "max", 0, 10000, true},
    {"withdrawals", "", "max", 0, 10000, true},
    {"support", "", "max-lessons", 0, 10000, false},
    {"support", "", "max-minutes", 0, 10000, false},
    {"support", "", "max-weeks", 1, 10000, true},
    {"caseload", "role=\"tutor\"", "max", 0, 10000, false},
    {"caseload", "role=\"tutor\" max=\"10000\"", "min", 0, 10000, false},
    {"caseload", "role=\"learning\" min=\"0\"", "max", 0, 10000, false},
    {"group", "flag=\"PP\"", "weight", 1, 1000, false},
    {"programme", "name=\"Anger\"", "minutes", 1, 600, false},
    {"programme", "name=\"Anger\"", "sessions", 0, 1000, true},
    {"programme", "name=\"Anger\"", "weeks", 1, 1000, true},
    {"urgency", "word=\"soon\"", "weeks", 0, 10000, true},
    {"cost", "", "miss", 0, 1000000, false},
    {"cost", "", "repeat", 0, 1000000, false},
    {"cost", "", "unplaced", 0, 1000000, false},
    {"cost", "", "day-load", 0, 1000000, false},
    {"attendance", "", "alarm", 1, 10000, false},
    {"review", "", "after", 1, 10000, true},
};

/* The policy's record that an element of policy_numbers sets: the latest, where it has many. */
static const void *record_of(const struct ht_policy *policy, const char *element, const char *rest)
{
    if (!strcmp(element, "caseload"))
        return strstr(rest, "tutor") ? &policy->caseload[policy->caseload_count - 1]
                                     : ht_policy_caseload(policy, "learning");
    if (!strcmp(element, "group"))
        return &policy->priority[policy->priority_count - 1];
    if (!strcmp(element, "programme"))
        return &policy->presets[policy->preset_count - 1];
    if (!strcmp(element, "urgency"))
        return &policy->urgencies[policy->urgency_count - 1];
    return policy;
}

static const struct ht_policy_attribute *policy_attribute(const char *element, const char *name)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t a = 0; a < elements[i].count; a++)
            if (!strcmp(elements[i].name, element) && !strcmp(elements[i].attributes[a].name, name))
                return &elements[i].attributes[a];
    ck_abort_msg("no attribute %s of %s", name, element);
}

/* Reads a policy that says this number; it must be there, or be refused with its bounds. */
static void check_number(size_t number, const char *value, int64_t expected, bool is_good)
{
    char faults_text[200] = "", bounds[100];
    bool in_priority = !strcmp(policy_numbers[number].element, "group");
    FILE *stream = fopen(scratch_path(&scratch, "policy.xml"), "w");
    fprintf(stream, "<policy>\n%s<%s %s %s=\"%s\"/>%s</policy>\n", in_priority ? "<priority>" : "",
            policy_numbers[number].element, policy_numbers[number].rest,
            policy_numbers[number].attribute, value, in_priority ? "</priority>" : "");
    fclose(stream);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    stream = fmemopen(faults_text, sizeof faults_text - 1, "w");
    ht_diagnostics_print(faults, stream);
    fclose(stream);
    snprintf(bounds, sizeof bounds,
             "policy.xml:2: <%s %s>: '%s' is out of range; write a number "
             "from %d to %d\n",
             policy_numbers[number].element, policy_numbers[number].attribute, value,
             (int)policy_numbers[number].least, (int)policy_numbers[number].most);
    ck_assert_msg(is_good ? !strstr(faults_text, "policy.xml")
                          : strstr(faults_text, bounds) != NULL,
                  "%s of %s: %s", value, policy_numbers[number].attribute, faults_text);
    const struct ht_policy_attribute *attribute =
        policy_attribute(policy_numbers[number].element, policy_numbers[number].attribute);
    const char *record =
        record_of(&school->policy, policy_numbers[number].element, policy_numbers[number].rest);
    if (is_good && attribute->type == HT_COST)
        ck_assert_int_eq(*(const int64_t *)(record + attribute->offset), expected);
    else if (is_good)
        ck_assert_int_eq(*(const int *)(record + attribute->offset), expected);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}

START_TEST(test_policy_number)
{
    int64_t least = policy_numbers[_i].least, most = policy_numbers[_i].most;
    int64_t step = strcmp(policy_numbers[_i].attribute, "unplaced") ? 1 : 2;
    int64_t values[] = {least - step, least, step, most, most + step};
    for (size_t n = 0; n < sizeof values / sizeof *values; n++) {
        char text[32];
        snprintf(text, sizeof text, "%lld", (long long)values[n]);
        check_number((size_t)_i, text, values[n], least <= values[n] && values[n] <= most);
    }
    if (policy_numbers[_i].none)
        check_number((size_t)_i, "none", HT_NO_LIMIT, true);
}
END_TEST

/* No number is left out above. */
START_TEST(test_policy_numbers)
{
    size_t count, numbers = 0;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t a = 0; a < elements[i].count; a++) {
            enum ht_attribute_type type = elements[i].attributes[a].type;
            bool is_number = type == HT_WHOLE || type == HT_COST || type == HT_LIMIT;
            bool is_there = false;
            for (size_t n = 0; n < sizeof policy_numbers / sizeof *policy_numbers; n++)
                is_there |= !strcmp(policy_numbers[n].element, elements[i].name) &&
                            !strcmp(policy_numbers[n].attribute, elements[i].attributes[a].name);
            ck_assert_msg(is_there == is_number, "%s %s", elements[i].name,
                          elements[i].attributes[a].name);
            numbers += is_number;
        }
    ck_assert_uint_gt(numbers, 0);
}
END_TEST

/* ------------------------------------------------------------ claims */

/* Programmes of the caseload that test_claim writes, by place. */
enum { SEPTEMBER, OCTOBER, READING, GROUP, NONE = -1 };

static const char caseload[] = "student,mentor,programme,group,from,to\n"
                               "S1,M1,,,,2026-09-30\n"
                               "S1,M1,,,2026-10-01,\n"
                               "S1,M2,Reading,,,\n"
                               "S1,M2,Anger,G,,\n"
                               "S2,M2,Anger,G,,\n";

/* A row of sessions.csv: date, period, mentor, student, then what the header's tail says. */
static const struct {
    const char *tail, *row;
    int student, programme; /* places */
    bool has_period;
} claims[] = {
    {"", "2026-09-15,3,M1,S1", 0, SEPTEMBER, true},
    {"", "05/10/2026,1,M1,S1", 0, OCTOBER, true},
    {",programme", "2026-09-15,3,M1,S1,1:1 mentoring", 0, SEPTEMBER, true},
    {",programme", "2026-09-15,3,M1,S1,", 0, SEPTEMBER, true},
    {",programme", "2026-09-15,3,M1,S1,Reading", 0, NONE, true},
    {",programme", "2026-09-15,3,M2,S1,Reading", 0, READING, true},
    {",programme,group", "2026-09-15,3,M2,S1,Anger,G", 0, GROUP, true},
    {",programme,group", "2026-09-15,3,M2,S1,Anger,", 0, NONE, true},
    {",programme,group", "2026-09-15,3,M2,S1,Anger,H", 0, NONE, true},
    {",group", "2026-09-15,3,M2,S1,", 0, READING, true},
    {"", "2026-09-15,3,M2,S1", 0, NONE, true},
    {"", "2026-09-15,3,M2,S2", 1, GROUP, true},
    {"", "2026-09-15,3,M9,S1", 0, NONE, true},
    {"", "2026-09-15,3,M1,S9", NONE, NONE, true},
    {"", "2026-09-15,7,M1,S1", 0, SEPTEMBER, false},
    {"", "2026-09-19,3,M1,S1", 0, SEPTEMBER, false},
    {"", "2030-09-19,3,M1,S1", 0, OCTOBER, false},
};

static void write_file(const char *name, const char *format, const char *first, const char *second)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    fprintf(stream, format, first, second);
    fclose(stream);
}

START_TEST(test_claim)
{
    write_file("caseload.csv", "%s%s", caseload, "");
    write_file("sessions.csv", "date,period,mentor,student%s\n%s\n", claims[_i].tail,
               claims[_i].row);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    struct ht_claimed_schedule *read =
        ht_read_claims(school, scratch_path(&scratch, "sessions.csv"), faults);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert(!read->has_unplaced);
    ck_assert_uint_eq(read->row_count, 1);
    ck_assert_int_eq((int)read->rows->student.i, claims[_i].student);
    ck_assert_int_eq((int)read->rows->programme.i, claims[_i].programme);
    ck_assert_int_eq(read->rows->period.i != HT_NONE, claims[_i].has_period);
    ck_assert_int_eq(read->rows->start, -1);
    ck_assert_int_eq(read->rows->line, 2);
    ck_assert_ptr_null(read->rows->subject);
    ht_claimed_schedule_free(read);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

START_TEST(test_unplaced)
{
    write_file("sessions.csv", "%s%s", "date,period,mentor,student,start\n",
               "2026-09-31,1,M1,S1,09:00\n2026-09-15,1,M1,S1,nine\n");
    write_file("unplaced.csv", "%s%s", "student,mentor,programme,week_starting,count\n",
               "S1,M1,,2026-09-21,2\nS2,M2,Anger,14/09/2026,\nS1,M2,,2026-09-14,1\n");
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    struct ht_claimed_schedule *read =
        ht_read_claims(school, scratch_path(&scratch, "sessions.csv"), faults);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 2);
    ck_assert_uint_eq(read->row_count, 0);
    ck_assert(read->has_unplaced);
    ck_assert_uint_eq(read->unplaced_count, 3);
    ck_assert_int_eq(read->unplaced[0].count, 2);
    ck_assert_uint_eq(read->unplaced[0].programme.i, 0);
    ck_assert_int_eq(read->unplaced[1].count, 1);
    ck_assert_uint_eq(read->unplaced[1].programme.i, 1);
    ck_assert_uint_eq(read->unplaced[2].programme.i, HT_NONE);
    ht_claimed_schedule_free(read);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_read(void)
{
    Suite *suite = suite_create("read");
    TCase *tcase = tcase_create("read");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, test_whole);
    tcase_add_loop_test(tcase, test_way, 0, sizeof ways / sizeof *ways);
    tcase_add_test(tcase, test_lines);
    tcase_add_test(tcase, test_presets);
    tcase_add_test(tcase, test_policy);
    tcase_add_loop_test(tcase, test_policy_number, 0,
                        sizeof policy_numbers / sizeof *policy_numbers);
    tcase_add_test(tcase, test_policy_numbers);
    tcase_add_loop_test(tcase, test_claim, 0, sizeof claims / sizeof *claims);
    tcase_add_test(tcase, test_unplaced);
    suite_add_tcase(suite, tcase);
    return suite;
}
