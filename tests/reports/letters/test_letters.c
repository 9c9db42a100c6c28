/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: who gets which, what becomes of templates, and what is said of those that are wrong. */
#include "io/school/read.h"
#include "io/school/templates.h"
#include "reports/document/document.h"
#include "reports/letters/text.h"
#include "reports/views/names_shown.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

ht_build_nth ht_build_letters;

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    setenv("TZ", "UTC0", 1);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* What is written into a template, in the folder that stands for a school. */
static void write_template(const char *name, const char *text)
{
    mkdir(scratch_path(&scratch, "letters"), 0700);
    char *file = ht_format("letters/%s", name);
    FILE *stream = fopen(scratch_path(&scratch, file), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
    free(file);
}

/* ------------------------------------------------------------ who gets which */

/* As letters.csv has them, from the plan of tests/schools/letters for SPR1. */
static const char *const written[] = {
    "letter,student,first_name",
    "start,Again Jan,Again",        /* the programme is another: it is from January on */
    "start,New Ann,New",            /* without history */
    "start,Other Ida,Other",        /* with history of another programme */
    "start,Twice Max,Twice",        /* in one of two programmes */
    "continue,Awaited Gil,Awaited", /* it ends in SPR1, nobody knows how */
    "continue,Later Kim,Later",     /* it ends later */
    "continue,Old Bob,Old",         /* with history */
    "continue,Twice Max,Twice",     /* in the other one */
    "success,Met Cem,Met",          /* it ends in SPR1 by its date */
    "success,Met Dan,Met",          /* and by the number of sessions */
    "success,Short Pam,Short",      /* and by that, of which one is unplaced */
    "end,Ended Eve,Ended",          /* it has ended in AUT2 by its date */
    "end,Failed Nia,Failed",        /* and by the number of sessions */
    "teacher,,",
    "teacher,,",
};

START_TEST(test_who)
{
    ck_assert_int_le(
        scratch_shell(&scratch, "$HALFTERM plan --format csv,html tests/schools/letters -o $T/out "
                                "--half-term SPR1 2>$T/faults >$T/said"),
        1);
    ck_assert_int_eq(scratch_shell(&scratch, "cut -d, -f1-3 $T/out/staff/letters.csv >$T/rows"), 0);
    char *rows = scratch_text(&scratch, "rows"), *rest = rows;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        ck_assert_str_eq(strsep(&rest, "\n"), written[i]);
    ck_assert_str_eq(rest, "");
    free(rows);
    char *faults = scratch_text(&scratch, "faults");
    ck_assert_ptr_nonnull(
        strstr(faults, "caseload.csv:1: warning: for 1 student a programme ends"));
    ck_assert_ptr_nonnull(strstr(faults, "letters/start.txt:4: warning: {{room}} is blank in 1 of "
                                         "4 letters; fill in room in mentors.csv"));
    free(faults);
}
END_TEST

/*
 * Rows of history come in any order: neither the dates planned, nor letters, nor what is due once
 * a programme has started changes with it.
 */
START_TEST(test_order)
{
    static const char *const command =
        "cp -r tests/schools/letters $T/s && cd $T && echo '<policy><review after=\"3\"/>"
        "<duty what=\"call\" after=\"6 weeks\"/><free-time minutes=\"0\"/></policy>' "
        ">s/policy.xml && mv s/history.csv rows && for order in '' -r -R; do "
        "{ sed 1q rows && sed 1d rows | sort $order --random-source=rows; } >s/history.csv; "
        "for half in '' '--half-term SPR1'; do "
        "$HALFTERM plan s $half -o \"out$order$half\" --format csv >said 2>&1; "
        "test $? -le 1 && diff -r -x summary.json \"out$half\" \"out$order$half\" || exit 9; "
        "done; done; grep -q ^2027-03-01,call out/staff/duties.csv && "
        "grep -q '^2027-01-05,call,.*,T6,' 'out--half-term SPR1/staff/duties.csv'";
    int status = scratch_shell(&scratch, command);
    ck_assert_int_eq(status, 0);
}
END_TEST

/* Neither is there a letter for want of a template, nor is one run as a formula. */
START_TEST(test_own)
{
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/letters $T/s && "
                                             "rm $T/s/letters/continue.txt && "
                                             "sed -i 's/Mr One/=1+1/' $T/s/mentors.csv && "
                                             "$HALFTERM plan $T/s -o $T/out --half-term SPR1 "
                                             "--only letters --bom >$T/said 2>&1; test $? -le 1"),
                     0);
    ck_assert_int_eq(scratch_shell(&scratch, "cd $T/out/staff && ls letters* >$T/files"), 0);
    char *files = scratch_text(&scratch, "files");
    ck_assert_str_eq(files, "letters-end.html\nletters-end.pdf\nletters-start.html\n"
                            "letters-start.pdf\nletters-success.html\nletters-success.pdf\n"
                            "letters-teacher.html\nletters-teacher.pdf\nletters.csv\n");
    free(files);
    ck_assert_int_eq(scratch_shell(&scratch, "cp $T/out/staff/letters.csv $T/rows"), 0);
    char *rows = scratch_text(&scratch, "rows");
    ck_assert_ptr_eq(strstr(rows, "\xef\xbb\xbfletter,"), rows);
    ck_assert_ptr_nonnull(strstr(rows, ",'=1+1,"));
    ck_assert_ptr_null(strstr(rows, ",=1+1,"));
    free(rows);
}
END_TEST

/* Faults of a template and of the other files are told together, and nothing is written. */
START_TEST(test_refused)
{
    static const char *const commands[] = {"check $T/s", "plan $T/s -o $T/out"};
    char *command =
        ht_format("cp -r tests/schools/letters $T/s && "
                  "echo '{{studnet}}' >>$T/s/letters/start.txt && "
                  "echo 'S1,M1,,,,,gone' >>$T/s/caseload.csv && "
                  "$HALFTERM %s 2>$T/faults >$T/said; test $? -eq 2 && ! test -e $T/out",
                  commands[_i]);
    ck_assert_int_eq(scratch_shell(&scratch, command), 0);
    char *faults = scratch_text(&scratch, "faults");
    ck_assert_ptr_nonnull(strstr(faults, "start.txt:5: there is no {{studnet}}; did you mean"));
    ck_assert_ptr_nonnull(strstr(faults, "caseload.csv:18: unknown word in outcome: 'gone'; write "
                                         "met or ended"));
    free(faults);
    free(command);
}
END_TEST

/* A letter a page, without anything of ours around it. */
START_TEST(test_printed)
{
    if (!scratch_has(&scratch, "pdftotext"))
        return;
    ck_assert_int_le(scratch_shell(&scratch, "$HALFTERM plan tests/schools/letters -o $T/out "
                                             "--half-term SPR1 --only letters >$T/said 2>&1"),
                     1);
    ck_assert_int_eq(scratch_shell(&scratch, "pdftotext $T/out/staff/letters-start.pdf $T/text"),
                     0);
    char *text = scratch_text(&scratch, "text");
    ck_assert_str_eq(text, "About Again Jan\nIn Hub 1.\n\n\fAbout New Ann\nIn Hub 1.\n\n"
                           "\fAbout Other Ida\nIn .\n\n\fAbout Twice Max\nIn Hub 1.\n\n\f");
    free(text);
}
END_TEST

/* ------------------------------------------------------------ templates that are wrong */

static const struct {
    const char *file, *text, *faults;
} wrong[] = {
    {"start.txt", "Title\nBody {{student}}\n", ""},
    {"start.txt", "\xef\xbb\xbfTitle\r\n\r\nCaf\xc3\xa9 {{ student }}\r\n", ""},
    {"start.txt", "Title\nCaf\xe9\n", ""},
    {"start.txt", "Title\n{single} }} { {\n", ""},
    {"start.txt", "Title\n\n{{studnet}}\n",
     "letters/start.txt:3: there is no {{studnet}}; did you mean {{student}}?\n"},
    {"start.txt", "{{subjects}} {{Student}}\nBody\n",
     "letters/start.txt:1: there is no {{subjects}}; did you mean {{subject}}?\n"
     "letters/start.txt:1: there is no {{Student}}; did you mean {{student}}?\n"},
    {"start.txt", "Title\r\n\r\n{{flags}}\r\n",
     "letters/start.txt:3: there is no {{flags}}; 'halfterm plan --files' lists what there is\n"},
    {"start.txt", "Title\n{{}} {{{student}}}\n",
     "letters/start.txt:2: there is no {{}}; 'halfterm plan --files' lists what there is\n"
     "letters/start.txt:2: there is no {{{student}}; did you mean {{student}}?\n"},
    {"start.txt", "Title\nDear {{student,\n}}\n",
     "letters/start.txt:2: {{ is not closed; write }} after the name, in the same line\n"},
    {"end.txt", "Title\n{{first_date}}\n",
     "letters/end.txt:2: {{first_date}} (the first session: Tuesday 8 September 2026) means "
     "nothing in this letter; take it out\n"},
    {"teacher.txt", "Title\n{{student}}\n",
     "letters/teacher.txt:2: {{student}} (the student's name) means nothing in this letter; take "
     "it out\n"},
    {"start.txt", "",
     "letters/start.txt:1: the first line is blank; write the letter's title there\n"},
    {"start.txt", "\n\nTitle\n",
     "letters/start.txt:1: the first line is blank; write the letter's title there\n"},
    {"start.txt", "Title\n\n\n",
     "letters/start.txt:1: there is nothing below the title; write the letter there\n"},
    {"start.txt", "Title\nBody\n\x01\n",
     "letters/start.txt:3: this is not plain text; save it as text in UTF-8\n"},
    {"strat.txt", "Title\n",
     "letters/strat.txt:1: warning: there is no such letter; did you mean start.txt?\n"},
    {"Start.TXT", "Title\n",
     "letters/Start.TXT:1: warning: there is no such letter; did you mean start.txt?\n"},
    {"slip.txt", "Title\n",
     "letters/slip.txt:1: warning: there is no such letter; 'halfterm plan --files' lists what "
     "there is\n"},
    {"start.txt~", "{{", ""},
    {"letterhead.txt", "School\nStreet\n", ""},
    {"letterhead.txt", "School\n{{date}}\n",
     "letters/letterhead.txt:2: this stands above each letter as it is, without {{...}}; write "
     "them into the letters\n"},
    {"letterhead.txt", "\nSchool\n",
     "letters/letterhead.txt:1: the first line is blank; write the school's name there\n"},
};

START_TEST(test_wrong)
{
    write_template(wrong[_i].file, wrong[_i].text);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    ht_templates_free(ht_read_templates(scratch.folder, faults));
    char *said;
    size_t size;
    FILE *stream = open_memstream(&said, &size);
    ht_diagnostics_print(faults, stream);
    fclose(stream);
    ck_assert_str_eq(said, wrong[_i].faults);
    free(said);
    ht_diagnostics_free(faults);
}
END_TEST

/* The samples have every letter, and nothing is wrong with them. */
START_TEST(test_samples)
{
    static const char *const folders[] = {"data", "data/kaa"};
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_templates *templates = ht_read_templates(folders[_i], faults);
    ck_assert_uint_eq(
        ht_diagnostics_count(faults, HT_FAULT) + ht_diagnostics_count(faults, HT_WARNING), 0);
    ck_assert_ptr_nonnull(templates->letterhead);
    for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
        ck_assert_ptr_nonnull(templates->texts[kind]);
    ht_templates_free(templates);
    ht_diagnostics_free(faults);
}
END_TEST

/* ------------------------------------------------------------ what becomes of templates */

/* T: the title, P: a paragraph, / a line's end in it, R: room, [rows]: a table. */
static const struct {
    const char *template, *letter;
} lines[] = {
    {"A {{student}} b\nBody", "T:A Ann Ex b P:Body"},
    {"A\nOne\nTwo", "T:A P:One/Two"},
    {"A\n\nOne\n\nTwo\n", "T:A P:One P:Two"},
    {"A\n\nOne\n\n\n\nTwo\n\n\n", "T:A P:One R R P:Two"},
    {"A\r\n\r\nOne  \r\nTwo\t\r\n", "T:A P:One/Two"},
    {"A\nOne\n{{form}}\nTwo", "T:A P:One/Two"},
    {"A\n\n{{form}}\n\nTwo", "T:A P:Two"},
    {"A\n{{form}}{{room}}x{{year}}", "T:A P:x8"},
    {"A\n{{ first_name }}{{student}}", "T:A P:AnnAnn Ex"},
    {"A\nDates:\n{{sessions}}\nBye", "T:A P:Dates: [2] P:Bye"},
    {"A\nDates: {{sessions}}", "T:A P:Dates: Tue 8 Sep 09:00 Art; Fri 11 Sep 13:30"},
    {"A\n{{day}}: {{first_date}}, {{first_time}} to {{last_date}}",
     "T:A P:Tuesday and Friday: Tuesday 8 September 2026, 09:00 to Friday 11 September 2026"},
    {"A\n{{count}} of {{minutes}}: {{subject}}", "T:A P:2 of 25: Art"},
    {"A\n{{from}} {{to}} {{date}} {{school}}",
     "T:A P:7 September 2026 18 September 2026 1 September 2026 St X"},
    {"A\n{{mentor}} {{programme}} <b>&amp;</b> %s", "T:A P:Mr M Club <b>&amp;</b> %s"},
    {"A\n\xd9\x84 {single} }}", "T:A P:\xd9\x84 {single} }}"},
};

static void add_text(FILE *stream, const struct ht_doc_text *text)
{
    for (const struct ht_doc_piece *piece = text->first; piece; piece = piece->next)
        fprintf(stream, "%s%s", piece->style & HT_NEW_LINE ? "/" : "", piece->text);
}

static void add_block(FILE *stream, const struct ht_doc_block *block)
{
    size_t rows = 0;
    if (block->what == HT_DOC_TABLE) {
        for (const struct ht_doc_row *row = block->table.rows; row; row = row->next)
            rows++;
        fprintf(stream, " [%zu]", rows);
    } else if (!strcmp(block->paragraph.text.first->text, "\u00a0")) {
        fputs(" R", stream);
    } else {
        fputs(" P:", stream);
        add_text(stream, &block->paragraph.text);
    }
}

/* The letter's own section is in that of its page, below the letterhead. Use free(). */
static char *letter_text(const struct ht_document *document)
{
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    const struct ht_doc_block *block = document->body.first->section.first;
    while (block->what != HT_DOC_SECTION)
        block = block->next;
    fputs("T:", stream);
    add_text(stream, &block->section.heading);
    for (block = block->section.first; block; block = block->next)
        add_block(stream, block);
    fclose(stream);
    return text;
}

static ht_date september(int day)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 9, day, &date));
    return date;
}

START_TEST(test_lines)
{
    write_template("start.txt", lines[_i].template);
    write_template("letterhead.txt", "St X\nStreet\n");
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_templates *templates = ht_read_templates(scratch.folder, faults);
    struct ht_school *school = ht_school_new();
    const struct ht_mentor_view mentor = {.id = "M", .name = "Mr M", .room = ""};
    const struct ht_programme_view programme = {.mentor = &mentor, .name = "Club", .group = ""};
    const struct ht_session_view sessions[] = {
        {.date = september(8), .start = 540, .end = 565, .mentor = &mentor, .place = ""},
        {.date = september(11), .start = 810, .end = 835, .mentor = &mentor, .place = ""},
    };
    const struct ht_attendance attended[] = {
        {.session = &sessions[0], .misses = true, .subject_name = "Art", .teacher = "Ms A"},
        {.session = &sessions[1], .subject_name = "", .teacher = ""},
    };
    const struct ht_attendance *of_letter[] = {&attended[0], &attended[1]};
    const struct ht_student student = {
        .id = "S", .name = "Ann Ex", .form = "", .year = ht_strings_add(school->years, "8")};
    struct ht_letter letter = {
        .student = &student, .programme = &programme, .sessions = of_letter, .session_count = 2};
    const struct ht_letters letters = {.letters = &letter, .count = 1, .first = {0, 1, 1, 1, 1, 1}};
    const struct ht_views views = {.horizon = {september(7), september(18)}};
    const struct ht_run run = {.school = school,
                               .views = &views,
                               .letters = &letters,
                               .templates = templates,
                               .made = 1788253200}; /* 1 September 2026, 9:00 */
    struct ht_document *document = ht_document_new("", "", "");
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ht_build_letters(document, &run, 0);
    char *text = letter_text(document);
    ck_assert_str_eq(text, lines[_i].letter);
    free(text);
    ht_document_free(document);
    ht_school_free(school);
    ht_templates_free(templates);
    ht_diagnostics_free(faults);
}
END_TEST

/* ------------------------------------------------------------ first names */

static const struct {
    const char *name, *given;
} names[] = {
    {"Ali Khan", "Ali"},
    {"Khan, Ali", "Ali"},
    {"Khan, Ali Reza", "Ali"},
    {"Ali", "Ali"},
    {"Khan,", "Khan"},
    {"  Zo\xc3\xab  \xc3\x9cnal", "Zo\xc3\xab"},
    {"Jean-Luc d'Or", "Jean-Luc"},
    {"", ""},
};

START_TEST(test_given)
{
    char *given = ht_given_name(names[_i].name);
    ck_assert_str_eq(given, names[_i].given);
    free(given);
}
END_TEST

Suite *suite_letters(void)
{
    Suite *suite = suite_create("letters");
    TCase *tcase = tcase_create("letters");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, test_who);
    tcase_add_test(tcase, test_order);
    tcase_add_test(tcase, test_own);
    tcase_add_loop_test(tcase, test_refused, 0, 2);
    tcase_add_test(tcase, test_printed);
    tcase_add_loop_test(tcase, test_wrong, 0, sizeof wrong / sizeof *wrong);
    tcase_add_loop_test(tcase, test_samples, 0, 2);
    tcase_add_loop_test(tcase, test_lines, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(tcase, test_given, 0, sizeof names / sizeof *names);
    suite_add_tcase(suite, tcase);
    return suite;
}
