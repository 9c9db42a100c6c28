/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/catalogue/report.h"

#include "reports/document/document.h"
#include "reports/html/page.h"
#include "reports/letters/letters.h"
#include "reports/pdf/pdf.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What makes the reports, each in a file of its own. */
static ht_build build_start;
ht_build ht_build_lead, ht_build_changes, ht_build_caseload, ht_build_week_lists, ht_build_log,
    ht_build_head, ht_build_mentors, ht_build_students, ht_build_cards, ht_build_quality,
    ht_build_teachers, ht_build_slips, ht_build_noticeboard, ht_build_duties;
ht_build_nth ht_build_letters;
ht_write ht_write_sessions_csv, ht_write_changes_csv, ht_write_unplaced_csv,
    ht_write_timetable_xlsx, ht_write_timetable_csv, ht_write_held_csv, ht_write_duties_csv,
    ht_write_register_csv, ht_write_registers, ht_write_interventions_csv, ht_write_sessions_xml,
    ht_write_summary_json, ht_write_letters_csv, ht_write_ics, ht_write_proof_mps, ht_write_proof,
    ht_write_proof_index;
ht_count ht_count_proofs, ht_count_proof_index, ht_count_ics, ht_count_registers, ht_count_letters;
ht_token ht_token_proof, ht_token_ics, ht_token_registers, ht_token_letters;

/* A file of data. */
#define DATA(file_, audience_, format_, part_, write_, what_)                                      \
    {                                                                                              \
        .file = file_, .what = what_, .audience = audience_, .format = format_, .part = part_,     \
        .stage = HT_AFTER_VERIFYING, .write = write_                                               \
    }

/* A document in one format, and in both: to look at, and to print. */
#define DOCUMENT(file_, title_, audience_, format_, part_, build_, what_)                          \
    {                                                                                              \
        .file = file_, .title = title_, .what = what_, .audience = audience_, .format = format_,   \
        .part = part_, .stage = HT_AFTER_VERIFYING, .build = build_                                \
    }
#define PAGES(name_, title_, audience_, part_, build_, what_)                                      \
    DOCUMENT(name_ ".html", title_, audience_, HT_HTML, part_, build_, what_),                     \
        DOCUMENT(name_ ".pdf", title_, audience_, HT_PDF, part_, build_, what_ ", to print")

/* Letters by kind, in one format. */
#define LETTERS(ending_, format_, what_)                                                           \
    {                                                                                              \
        .file = "staff/letters-%s." ending_, .title = "Letters", .what = what_,                    \
        .audience = HT_STAFF, .format = format_, .part = HT_PART_LETTERS,                          \
        .stage = HT_AFTER_VERIFYING, .build_nth = ht_build_letters, .count = ht_count_letters,     \
        .token = ht_token_letters                                                                  \
    }

/* clang-format off */
const struct ht_report ht_reports[] = {
    {.file = "sessions.csv", .what = "every session, a row for each student",
     .format = HT_CSV, .stage = HT_BEFORE_VERIFYING, .write = ht_write_sessions_csv},
    {.file = "unplaced.csv", .what = "required sessions that have no place, and why",
     .format = HT_CSV, .stage = HT_BEFORE_VERIFYING, .write = ht_write_unplaced_csv},
    DOCUMENT("index.html", "Mentoring", HT_RECORDS, HT_HTML, HT_PART_ALL, build_start,
             "the start page: all of these files"),
    DOCUMENT("staff/index.html", "Overview", HT_STAFF, HT_HTML, HT_PART_LEAD, ht_build_lead,
             "what needs attention, week by week, what is unplaced and why"),
    DOCUMENT("staff/overview.pdf", "Overview", HT_STAFF, HT_PDF, HT_PART_LEAD, ht_build_lead,
             "what needs attention, week by week, what is unplaced and why, to print"),
    {.file = "changes.csv", .what = "what is different from the plan before, session by session",
     .format = HT_CSV, .stage = HT_AFTER_VERIFYING, .write = ht_write_changes_csv,
     .of_changes = true},
    {.file = "staff/changes.html", .title = "Changes",
     .what = "what is different from the plan before, why, and who has to know",
     .audience = HT_STAFF, .format = HT_HTML, .part = HT_PART_LEAD, .stage = HT_AFTER_VERIFYING,
     .build = ht_build_changes, .of_changes = true},
    {.file = "staff/changes.pdf", .title = "Changes",
     .what = "what is different from the plan before, why, and who has to know, to print",
     .audience = HT_STAFF, .format = HT_PDF, .part = HT_PART_LEAD, .stage = HT_AFTER_VERIFYING,
     .build = ht_build_changes, .of_changes = true},
    PAGES("staff/caseload", "Caseload", HT_STAFF, HT_PART_LEAD, ht_build_caseload,
          "each mentor's load against the policy; year groups and priority groups"),
    PAGES("staff/weeks", "Weeks", HT_STAFF, HT_PART_LEAD, ht_build_week_lists,
          "who is seen in each week, and the list for the staff briefing"),
    PAGES("staff/mentors", "Mentors", HT_STAFF, HT_PART_MENTORS, ht_build_mentors,
          "timetables of each mentor, by week and at a glance"),
    PAGES("staff/log", "Log", HT_STAFF, HT_PART_MENTORS, ht_build_log,
          "sheets to write on how each session went, one for each mentor and week"),
    PAGES("staff/duties", "Duties", HT_STAFF, HT_PART_MENTORS, ht_build_duties,
          "what is due besides the sessions, by whom and when, with boxes to tick"),
    DOCUMENT("staff/students.html", "Students", HT_STAFF, HT_HTML, HT_PART_STUDENTS, ht_build_cards,
             "each student's sessions"),
    DOCUMENT("staff/students.pdf", "Students", HT_STAFF, HT_PDF, HT_PART_STUDENTS,
             ht_build_students, "each student's sessions, a page each"),
    DOCUMENT("staff/cards.pdf", "Students' cards", HT_STAFF, HT_PDF, HT_PART_STUDENTS,
             ht_build_cards, "each student's sessions, several to a sheet, to cut out"),
    PAGES("staff/teachers", "Teachers", HT_STAFF, HT_PART_TEACHERS, ht_build_teachers,
          "who is out of which lesson, by teacher and by class"),
    PAGES("staff/slips", "Slips", HT_STAFF, HT_PART_TEACHERS, ht_build_slips,
          "who is out of which lesson, a slip for each teacher and week"),
    PAGES("display/noticeboard", "Weekly timetable", HT_DISPLAY, HT_PART_NOTICEBOARD,
          ht_build_noticeboard, "who is expected where, a page a week"),
    PAGES("staff/head", "Summary", HT_STAFF, HT_PART_HEAD, ht_build_head,
          "one page of figures without names"),
    {.file = HT_CALENDAR_FILE, .title = "Calendars",
     .what = "each mentor's calendar, for phones and Outlook; without names",
     .audience = HT_STAFF, .format = HT_ICS, .part = HT_PART_MENTORS, .stage = HT_AFTER_VERIFYING,
     .write = ht_write_ics, .count = ht_count_ics, .token = ht_token_ics},
    DATA("staff/timetable.xlsx", HT_STAFF, HT_XLSX, HT_PART_LEAD, ht_write_timetable_xlsx,
         "every session as a workbook, with a sheet for each mentor"),
    DATA("staff/timetable.csv", HT_STAFF, HT_CSV, HT_PART_LEAD, ht_write_timetable_csv,
         "every session, with names"),
    DATA(HT_HELD_FILE, HT_STAFF, HT_CSV, HT_PART_MENTORS, ht_write_held_csv,
         "a row a student of each session, to be ticked; 'halfterm record' takes it"),
    DATA("staff/duties.csv", HT_STAFF, HT_CSV, HT_PART_MENTORS, ht_write_duties_csv,
         "what is due, as rows; those that are done go to the school's done.csv"),
    DATA("staff/register.csv", HT_STAFF, HT_CSV, HT_PART_TEACHERS, ht_write_register_csv,
         "who is out of which lesson and when, for the registers"),
    {.file = "staff/registers/%s.csv", .title = "Registers",
     .what = "the same a week, by class and student, for whoever types it in",
     .audience = HT_STAFF, .format = HT_CSV, .part = HT_PART_TEACHERS, .stage = HT_AFTER_VERIFYING,
     .write = ht_write_registers, .count = ht_count_registers, .token = ht_token_registers},
    DATA("staff/interventions.csv", HT_STAFF, HT_CSV, HT_PART_LEAD, ht_write_interventions_csv,
         "a row for each programme, to be entered as an intervention"),
    DATA("staff/sessions.xml", HT_STAFF, HT_XML, HT_PART_ALL, ht_write_sessions_xml,
         "what sessions.csv and unplaced.csv say, as XML"),
    PAGES("staff/quality", "Quality", HT_STAFF, HT_PART_QUALITY, ht_build_quality,
          "rules, cost, and what is missed by whom, drawn"),
    LETTERS("html", HT_HTML, "to parents and teachers, from the school's templates"),
    LETTERS("pdf", HT_PDF, "to parents and teachers, to print: a page each"),
    DATA("staff/letters.csv", HT_STAFF, HT_CSV, HT_PART_LETTERS, ht_write_letters_csv,
         "a row for each letter, for mail merge"),
    {.file = "proof/%s.mps", .title = "Programs",
     .what = "what was solved for each part of the school, for any solver (--proof)",
     .format = HT_PROOF, .stage = HT_AFTER_VERIFYING, .write = ht_write_proof_mps,
     .count = ht_count_proofs, .token = ht_token_proof},
    {.file = "proof/%s.proof", .title = "Proofs",
     .what = "what proves that nothing costs less (--proof); 'halfterm prove' checks it",
     .format = HT_PROOF, .stage = HT_AFTER_VERIFYING, .write = ht_write_proof,
     .count = ht_count_proofs, .token = ht_token_proof},
    {.file = "proof/index", .title = "Proof", .what = "how the parts add up (--proof)",
     .format = HT_PROOF, .stage = HT_AFTER_VERIFYING, .write = ht_write_proof_index,
     .count = ht_count_proof_index},
    {.file = "summary.json", .what = "status, cost, bound, numbers of sessions and seconds",
     .format = HT_JSON, .stage = HT_AT_THE_END, .write = ht_write_summary_json},
};
/* clang-format on */

const size_t ht_report_count = sizeof ht_reports / sizeof *ht_reports;

const char *ht_format_word(enum ht_format format)
{
    static const char *const words[HT_FORMAT_COUNT] = {
        [HT_HTML] = "html", [HT_PDF] = "pdf", [HT_XLSX] = "xlsx", [HT_ICS] = "ics",
        [HT_CSV] = "csv",   [HT_XML] = "xml", [HT_JSON] = "json", [HT_PROOF] = "proof",
    };
    return words[format];
}

static const struct {
    const char *word, *what;
} parts[HT_PART_COUNT] = {
    [HT_PART_ALL] = {"records", "data for programs"},
    [HT_PART_LEAD] = {"lead", "the lead mentor"},
    [HT_PART_MENTORS] = {"mentors", "each mentor"},
    [HT_PART_STUDENTS] = {"students", "each student"},
    [HT_PART_NOTICEBOARD] = {"noticeboard", "everybody, on the wall"},
    [HT_PART_TEACHERS] = {"teachers", "teachers and the registers"},
    [HT_PART_HEAD] = {"head", "the head and the governors"},
    [HT_PART_QUALITY] = {"quality", "whoever asks how good the timetable is"},
    [HT_PART_LETTERS] = {"letters", "parents and teachers, by letter"},
};

const char *ht_part_word(enum ht_part part)
{
    return parts[part].word;
}

static bool is_chosen(const struct ht_report *report, const struct ht_choices *choices)
{
    bool format = !choices->formats || choices->formats >> report->format & 1;
    bool part = !choices->parts || choices->parts >> report->part & 1;
    return report->part == HT_PART_ALL ? report->audience == HT_RECORDS || format : format && part;
}

bool ht_report_is_due(const struct ht_report *report, const struct ht_run *run)
{
    if (report->of_changes && !run->changes)
        return false;
    bool goes_on = report->format == HT_ICS && run->calendars && run->calendars->known;
    return goes_on || is_chosen(report, &run->choices);
}

bool ht_report_is_written(const char *file, const struct ht_run *run)
{
    for (size_t i = 0; i < ht_report_count; i++)
        if (strcmp(ht_reports[i].file, file) == 0)
            return ht_report_is_due(&ht_reports[i], run);
    HT_REQUIRE(false, "the table has no report of that name");
    return false;
}

bool ht_report_is_for_everybody(const struct ht_report *report)
{
    return report->audience == HT_DISPLAY ||
           (report->audience == HT_RECORDS && report->format == HT_HTML);
}

size_t ht_report_files(const struct ht_report *report, const struct ht_run *run)
{
    return report->count ? report->count(run) : 1;
}

char *ht_report_file(const struct ht_report *report, const struct ht_run *run, size_t nth)
{
    if (!report->token)
        return ht_copy_text(report->file, strlen(report->file));
    const char *gap = strstr(report->file, "%s");
    HT_REQUIRE(gap, "the table's file name has no gap");
    char *told = report->token(run, nth);
    char *file = ht_format("%.*s%s%s", (int)(gap - report->file), report->file, told, gap + 2);
    free(told);
    return file;
}

/* ------------------------------------------------------------ the start page */

/* A page, and the same to print: they share a row. */
static bool share_row(const struct ht_report *a, const struct ht_report *b)
{
    return a->title && b->title && strcmp(a->title, b->title) == 0;
}

/* Of several files of data no names are shown; the overview tells whose calendar each is. */
static void say_data(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report *report)
{
    static const char overview[] = "staff/index.html";
    ht_doc_put(document, "%s", report->title);
    if (report->format == HT_ICS && ht_report_is_written(overview, run))
        ht_doc_lead(document, "%s#calendars", overview);
}

/* By its name in its folder. */
static void say_file(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report *report, size_t nth)
{
    char *file = ht_report_file(report, run, nth);
    const char *slash = strrchr(file, '/');
    if (nth)
        ht_doc_put(document, ", ");
    ht_doc_put(document, "%s", slash ? slash + 1 : file);
    ht_doc_lead(document, "%s", file);
    free(file);
}

static void say_files(struct ht_document *document, const struct ht_run *run,
                      const struct ht_report *report)
{
    if (report->format == HT_ICS || report->format == HT_PROOF)
        say_data(document, run, report);
    else
        for (size_t nth = 0; nth < ht_report_files(report, run); nth++)
            say_file(document, run, report, nth);
}

static void add_row(struct ht_document *document, const struct ht_run *run,
                    const struct ht_report *const *reports, size_t count)
{
    ht_doc_named_row(document);
    for (size_t i = 0; i < count; i++) {
        ht_doc_put(document, "%s", i ? ", " : "");
        say_files(document, run, reports[i]);
    }
    ht_doc_put(document, "|%s|%s", reports[0]->what, parts[reports[0]->part].what);
}

static void add_rows(struct ht_document *document, const struct ht_run *run,
                     const struct ht_report **listed, size_t count)
{
    ht_doc_captioned(document, HT_ROWS, true, "Files");
    ht_doc_columns(document, "File|What it is|For whom");
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && share_row(listed[i], listed[end]);)
            end++;
        add_row(document, run, listed + i, end - i);
    }
}

/* A folder of the output, and who it is for. */
struct folder {
    enum ht_audience audience;
    const char *anchor, *heading, *about;
};

/* A folder in which nothing was written is not told of. */
static void add_folder(struct ht_document *document, const struct ht_run *run,
                       const struct folder *folder)
{
    const struct ht_report **listed = HT_NEW(const struct ht_report *, ht_report_count);
    size_t count = 0;
    for (size_t i = 0; i < ht_report_count; i++)
        if (ht_reports[i].audience == folder->audience && ht_reports[i].build != build_start &&
            ht_report_is_due(&ht_reports[i], run) && ht_report_files(&ht_reports[i], run))
            listed[count++] = &ht_reports[i];
    if (count) {
        ht_doc_section(document, 0, folder->anchor, folder->heading);
        ht_doc_put(document, "{p}%s", folder->about);
        add_rows(document, run, listed, count);
        ht_doc_close(document);
    }
    free(listed);
}

static void build_start(struct ht_document *document, const struct ht_run *run)
{
    static const struct folder folders[] = {
        {HT_STAFF, "staff", "For staff",
         "These hold names, needs and reasons: they stay with the staff who need them."},
        {HT_DISPLAY, "display", "For the wall",
         "These may be seen by anyone: no needs, no programmes, no reasons."},
        {HT_RECORDS, "records", "Records", "Data for programs, and for the next run. Keep them."},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add_folder(document, run, &folders[i]);
}

/* ------------------------------------------------------------ writing */

/* How a page of one folder leads to a file of another or the same. */
static char *path_from(const struct ht_report *from, const struct ht_report *to)
{
    const char *slash = strchr(to->file, '/');
    const char *name = slash ? slash + 1 : to->file;
    return from->audience == to->audience ? ht_copy_text(name, strlen(name))
                                          : ht_format("../%s", to->file);
}

/* The pages of the same folder, and before them the start page; but what hangs on a wall leads
 * nowhere. Free each target and the array. */
static struct ht_html_link *links_of(const struct ht_report *from, const struct ht_run *run,
                                     size_t *count)
{
    struct ht_html_link *links = HT_NEW(struct ht_html_link, ht_report_count);
    *count = 0;
    for (size_t i = 0; from->audience == HT_STAFF && i < ht_report_count; i++) {
        const struct ht_report *to = &ht_reports[i];
        if (!to->build || to->format != HT_HTML || to->audience == HT_DISPLAY ||
            !ht_report_is_due(to, run))
            continue;
        links[(*count)++] = (struct ht_html_link){
            .target = path_from(from, to), .title = to->title, .here = to == from};
    }
    return links;
}

/* "AUT1: 1 September 2026 to 23 October 2026", after the school's name and with what was set for
   this run. Use free(). */
static char *subtitle_of(const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    const char *what_if = run->what_if ? run->what_if : "";
    char *school = ht_school_name(run->school, run->templates);
    char *subtitle = ht_format(
        "%s%s%s%s%s to %s%s%s", school, *school ? " \u2013 " : "", views->label,
        *views->label ? ": " : "", HT_WORDS_FULL_DATE(views->horizon.from),
        HT_WORDS_FULL_DATE(views->horizon.to), *what_if ? " \u2013 what if: " : "", what_if);
    free(school);
    return subtitle;
}

/* What stands below each page: who may see it, and when it was made. Use free(). */
static char *footer_of(const struct ht_report *report, time_t made)
{
    struct tm day;
    char month[64];
    HT_REQUIRE(localtime_r(&made, &day), "the time of the run is none");
    strftime(month, sizeof month, "%B %Y at %H:%M", &day);
    return ht_format("%sMade on %d %s.",
                     report->audience == HT_STAFF && report->part != HT_PART_HEAD
                         ? "For staff only: not to be displayed or passed on. "
                         : "",
                     day.tm_mday, month);
}

static void write_document(FILE *stream, const struct ht_report *report, const struct ht_run *run,
                           size_t nth)
{
    struct ht_run told = *run;
    told.writes = ht_report_is_written;
    char *subtitle = subtitle_of(run);
    char *footer = footer_of(report, run->made);
    struct ht_document *document = ht_document_new(report->title, subtitle, footer);
    if (report->build)
        report->build(document, &told);
    else
        report->build_nth(document, &told, nth);
    if (report->format == HT_PDF)
        ht_pdf_document(stream, document);
    else {
        size_t count;
        struct ht_html_link *links = links_of(report, run, &count);
        ht_html_document(stream, document, links, count);
        for (size_t i = 0; i < count; i++)
            free(links[i].target);
        free(links);
    }
    ht_document_free(document);
    free(footer);
    free(subtitle);
}

void ht_report_write(FILE *stream, const struct ht_report *report, const struct ht_run *run,
                     size_t nth)
{
    if (!report->write)
        write_document(stream, report, run, nth);
    else
        report->write(stream, run, nth);
}

static bool matches(const char *pattern, const char *file)
{
    const char *gap = strstr(pattern, "%s");
    if (!gap)
        return strcmp(pattern, file) == 0;
    size_t before = (size_t)(gap - pattern), after = strlen(gap + 2), length = strlen(file);
    return length >= before + after && strncmp(file, pattern, before) == 0 &&
           strcmp(file + length - after, gap + 2) == 0;
}

bool ht_report_owns(const char *file)
{
    size_t length = strlen(file);
    for (size_t i = 0; i < ht_report_count; i++) {
        const char *name = ht_reports[i].file;
        bool folder = length && file[length - 1] == '/' && strncmp(name, file, length) == 0;
        if (folder || matches(name, file))
            return true;
    }
    return false;
}
