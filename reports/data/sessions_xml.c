/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Everything of sessions.csv, unplaced.csv and summary.json as XML, and its schema. */
#include "reports/data/written.h"

#include "reports/explain/advice.h"
#include "reports/text/html.h"
#include "reports/text/rules.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* ------------------------------------------------------------ attributes */

/* An attribute, as the schema has it. */
struct attribute {
    const char *name;
    bool needed;      /* if not, there is none where it would say nothing */
    const char *type; /* in RELAX NG */
    const char *note; /* for the schema's readers, or "" */
};

/* The attributes of an element are one table of lines ATTRIBUTE(name, needed, type, value, note),
   the last of which may be left out; values are in scope where the element is written. */
#define AS_ATTRIBUTE(name, needed, type, value, ...) {name, needed, type, "" __VA_ARGS__},
#define AS_VALUE(name, needed, type, value, ...)     value,

/* The arguments by which a table is handed over: as the schema has it, and then its values. */
#define SCHEMA(table)                                                                              \
    (const struct attribute[]){table(AS_ATTRIBUTE)},                                               \
        sizeof(const struct attribute[]){table(AS_ATTRIBUTE)} / sizeof(struct attribute)
#define WRITE(stream, table)                                                                       \
    write_attributes(stream, SCHEMA(table), (const char *[]){table(AS_VALUE)})

#define TEXT  "<ref name=\"text\"/>"
#define MAYBE "<text/>"
#define DATE  "<data type=\"date\"/>"
#define TIME  "<ref name=\"time\"/>"
#define DAY                                                                                        \
    "<data type=\"string\"><param name=\"pattern\">Mon|Tue|Wed|Thu|Fri|Sat|Sun</param></data>"

/* clang-format off */
#define MENTOR(ATTRIBUTE) \
    ATTRIBUTE("id", true, TEXT, mentor->id) \
    ATTRIBUTE("name", true, TEXT, mentor->name) \
    ATTRIBUTE("role", false, TEXT, mentor->role) \
    ATTRIBUTE("room", false, TEXT, mentor->room)

#define STUDENT(ATTRIBUTE) \
    ATTRIBUTE("id", true, TEXT, student->id) \
    ATTRIBUTE("name", true, TEXT, student->name) \
    ATTRIBUTE("form", false, TEXT, student->form) \
    ATTRIBUTE("year", false, TEXT, student->year)

#define SESSION(ATTRIBUTE) \
    ATTRIBUTE("id", true, TEXT, session->id) \
    ATTRIBUTE("date", true, DATE, HT_WORDS_ISO(session->date)) \
    ATTRIBUTE("week", false, TEXT, session->week, "of the timetable's cycle") \
    ATTRIBUTE("day", true, DAY, ht_day_short(ht_date_weekday(session->date))) \
    ATTRIBUTE("period", true, TEXT, session->period) \
    ATTRIBUTE("start", true, TIME, HT_WORDS_TIME(session->start)) \
    ATTRIBUTE("end", true, TIME, HT_WORDS_TIME(session->end)) \
    ATTRIBUTE("place", false, TEXT, session->place, "the programme's, or the mentor's room") \
    ATTRIBUTE("mentor", true, TEXT, session->mentor->id) \
    ATTRIBUTE("programme", true, TEXT, session->programme->name) \
    ATTRIBUTE("group", false, TEXT, session->programme->group, "none: one to one")

#define MISS(ATTRIBUTE) \
    ATTRIBUTE("subject", true, TEXT, attendance->subject) \
    ATTRIBUTE("name", true, TEXT, attendance->subject_name) \
    ATTRIBUTE("class", false, TEXT, attendance->class_) \
    ATTRIBUTE("teacher", false, TEXT, attendance->teacher) \
    ATTRIBUTE("room", false, TEXT, attendance->room)

#define MISSING(ATTRIBUTE) \
    ATTRIBUTE("mentor", false, TEXT, programme->mentor ? programme->mentor->id : "", \
              "none: not yet assigned") \
    ATTRIBUTE("programme", true, TEXT, programme->name) \
    ATTRIBUTE("group", false, TEXT, programme->group, "none: one to one") \
    ATTRIBUTE("week-starting", true, DATE, HT_WORDS_ISO(unplaced->week), "its Monday") \
    ATTRIBUTE("count", true, "<data type=\"positiveInteger\"/>", HT_CSV_NUMBER(unplaced->count)) \
    ATTRIBUTE("rule", true, MAYBE, rule->code) \
    ATTRIBUTE("reason", true, TEXT, rule->title) \
    ATTRIBUTE("detail", true, MAYBE, unplaced->detail) \
    ATTRIBUTE("help", false, TEXT, help ? help : "", \
              "the cheapest change that places it; none: none is known")
/* clang-format on */

static void write_attributes(FILE *stream, const struct attribute *attributes, size_t count,
                             const char *const *values)
{
    for (size_t n = 0; n < count; n++)
        if (attributes[n].needed || *values[n])
            ht_html(stream, " %s=\"%s\"", attributes[n].name, values[n]);
}

/* ------------------------------------------------------------ elements */

static void write_people(FILE *stream, const struct ht_views *views)
{
    fputs("  <mentors>\n", stream);
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &views->mentors[i];
        fputs("    <mentor", stream);
        WRITE(stream, MENTOR);
        fputs("/>\n", stream);
    }
    fputs("  </mentors>\n  <students>\n", stream);
    for (size_t i = 0; i < views->student_count; i++) {
        const struct ht_student_view *student = &views->students[i];
        fputs("    <student", stream);
        WRITE(stream, STUDENT);
        fputs("/>\n", stream);
    }
    fputs("  </students>\n", stream);
}

static void write_session(FILE *stream, const struct ht_session_view *session)
{
    fputs("    <session", stream);
    WRITE(stream, SESSION);
    fputs(">\n", stream);
    for (size_t i = 0; i < session->attendee_count; i++) {
        const struct ht_attendance *attendance = &session->attendees[i];
        ht_html(stream, "      <attendee student=\"%s\"", attendance->student->id);
        if (attendance->misses) {
            fputs("><miss", stream);
            WRITE(stream, MISS);
            fputs("/></attendee>\n", stream);
        } else {
            fputs("/>\n", stream);
        }
    }
    fputs("    </session>\n", stream);
}

static void write_missing(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_programme_view *programme = unplaced->programme;
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    char *help = ht_say_help(run->school, run->advice, nth, true);
    fputs("    <missing", stream);
    WRITE(stream, MISSING);
    fputs(">\n", stream);
    for (size_t i = 0; i < programme->student_count; i++)
        ht_html(stream, "      <attendee student=\"%s\"/>\n", programme->students[i]->id);
    fputs("    </missing>\n", stream);
    free(help);
}

ht_write ht_write_sessions_xml;
void ht_write_sessions_xml(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    const struct ht_schedule *schedule = run->schedule;
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<timetable status=\"%s\" cost=\"%lld\" bound=\"%lld\">\n  <horizon",
            ht_status_word(schedule->status), (long long)schedule->cost,
            (long long)schedule->bound);
    if (*views->label)
        ht_html(stream, " label=\"%s\"", views->label);
    ht_html(stream, " from=\"%s\" to=\"%s\"/>\n", HT_WORDS_ISO(views->horizon.from),
            HT_WORDS_ISO(views->horizon.to));
    write_people(stream, views);
    fputs("  <sessions>\n", stream);
    for (size_t i = 0; i < views->session_count; i++)
        write_session(stream, &views->sessions[i]);
    fputs("  </sessions>\n  <unplaced>\n", stream);
    for (size_t i = 0; i < views->unplaced_count; i++)
        write_missing(stream, run, i);
    fputs("  </unplaced>\n</timetable>\n", stream);
}

/* ------------------------------------------------------------ the schema */

static const char schema_start[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
    "<!--\n"
    "  staff/sessions.xml: what sessions.csv and unplaced.csv say, with the people once each.\n"
    "  A mentor or student attribute is the id of a mentor or student of the same document; ids "
    "are\n"
    "  texts, such as 7001, and need not be XML names. What is not said has no attribute.\n"
    "  Made by 'make schema'; do not edit.\n"
    "-->\n"
    "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
    "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
    "  <start>\n"
    "    <element name=\"timetable\">\n"
    "      <attribute name=\"status\">\n"
    "        <choice>\n"
    "          <value>optimal</value>\n"
    "          <value>feasible</value>\n"
    "          <value>infeasible</value>\n"
    "        </choice>\n"
    "      </attribute>\n"
    "      <!-- what the schedule costs, and what every schedule costs at least -->\n"
    "      <attribute name=\"cost\"><data type=\"nonNegativeInteger\"/></attribute>\n"
    "      <attribute name=\"bound\"><data type=\"integer\"/></attribute>\n"
    "      <element name=\"horizon\">\n"
    "        <optional><attribute name=\"label\"><ref name=\"text\"/></attribute></optional>\n"
    "        <attribute name=\"from\"><data type=\"date\"/></attribute>\n"
    "        <attribute name=\"to\"><data type=\"date\"/></attribute>\n"
    "      </element>\n"
    "      <element name=\"mentors\">\n"
    "        <zeroOrMore><ref name=\"mentor\"/></zeroOrMore>\n"
    "      </element>\n"
    "      <!-- students who have a programme in the horizon -->\n"
    "      <element name=\"students\">\n"
    "        <zeroOrMore><ref name=\"student\"/></zeroOrMore>\n"
    "      </element>\n"
    "      <!-- by date, start, mentor -->\n"
    "      <element name=\"sessions\">\n"
    "        <zeroOrMore><ref name=\"session\"/></zeroOrMore>\n"
    "      </element>\n"
    "      <!-- sessions that a programme should have in a week and has no place for -->\n"
    "      <element name=\"unplaced\">\n"
    "        <zeroOrMore><ref name=\"missing\"/></zeroOrMore>\n"
    "      </element>\n"
    "    </element>\n"
    "  </start>\n";

static const char schema_end[] =
    "\n  <define name=\"text\">\n"
    "    <data type=\"string\"><param name=\"minLength\">1</param></data>\n"
    "  </define>\n"
    "\n  <define name=\"time\">\n"
    "    <data type=\"string\"><param name=\"pattern\">"
    "([01][0-9]|2[0-3]):[0-5][0-9]|24:00</param></data>\n"
    "  </define>\n"
    "</grammar>\n";

/* An element with attributes, and what it holds. */
static void write_definition(FILE *stream, const char *name, const struct attribute *attributes,
                             size_t count, const char *content)
{
    fprintf(stream, "\n  <define name=\"%s\">\n    <element name=\"%s\">\n", name, name);
    for (size_t n = 0; n < count; n++) {
        const struct attribute *attribute = &attributes[n];
        if (*attribute->note)
            fprintf(stream, "      <!-- %s -->\n", attribute->note);
        fprintf(stream, "      %s<attribute name=\"%s\">%s</attribute>%s\n",
                attribute->needed ? "" : "<optional>", attribute->name, attribute->type,
                attribute->needed ? "" : "</optional>");
    }
    fprintf(stream, "%s    </element>\n  </define>\n", content);
}

void ht_write_sessions_schema(FILE *stream)
{
    fputs(schema_start, stream);
    write_definition(stream, "mentor", SCHEMA(MENTOR), "");
    write_definition(stream, "student", SCHEMA(STUDENT), "");
    write_definition(stream, "session", SCHEMA(SESSION),
                     "      <oneOrMore>\n"
                     "        <element name=\"attendee\">\n"
                     "          <attribute name=\"student\"><ref name=\"text\"/></attribute>\n"
                     "          <!-- the lesson that the student is out of; none in a break -->\n"
                     "          <optional><ref name=\"miss\"/></optional>\n"
                     "        </element>\n"
                     "      </oneOrMore>\n");
    write_definition(stream, "miss", SCHEMA(MISS), "");
    write_definition(stream, "missing", SCHEMA(MISSING),
                     "      <oneOrMore>\n"
                     "        <element name=\"attendee\">\n"
                     "          <attribute name=\"student\"><ref name=\"text\"/></attribute>\n"
                     "        </element>\n"
                     "      </oneOrMore>\n");
    fputs(schema_end, stream);
}
