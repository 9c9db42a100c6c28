/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * halfterm: places a school's mentoring sessions in its timetable.
 *
 * - main(): reads the command line and runs a command
 *     - io/main.c            (this file)
 *     - io/options.[ch], io/option_words.[ch]  (the command line; words)
 *     - io/commands.[ch]     (the table of commands: io/command_*.c, one each)
 *     - io/command.[ch]      (what several commands do)
 *
 * - ht_read_school(): turns a folder into a school, ht_read_claims() a sessions.csv into claims
 *     - io/read.[ch]         (the order of things; io/read_*.c: a file each or a few)
 *     - io/reading.[ch]      (what the readers share)
 *     - io/listing.[ch]      (rows of a file, whatever they are written in)
 *     - io/csv_file.[ch]     (a school's CSV file: its header, rows and copies)
 *     - io/csv_rows.[ch]     (CSV of any dialect: the one file that knows libcsv)
 *     - io/columns.[ch]      (the table of files and columns)
 *     - io/cells.[ch]        (dates, times, days, numbers)
 *     - io/school_files.[ch], io/school_xml.[ch], io/xml.[ch]  (a folder, or a school.xml in its
 *       place; XML that anybody wrote)
 *     - io/policy.[ch], io/policy_reference.[ch]  (policy.xml: its table, documentation, schema)
 *     - io/hold_*.c          (the files held against each other)
 *     - io/row.[ch], io/suggest.[ch]  (cells with their faults; "did you mean")
 *     - io/faults.[ch]       (what is wrong with the input)
 *
 * - ht_plan(): turns a school into a schedule and proves how good it is
 *     - solver/school.[ch]   (everything that was read)
 *     - solver/plan.[ch]     (the engine's door: components, threads, time)
 *     - solver/stints.[ch]   (dates of programmes that follow from the calendar)
 *     - solver/open_days.[ch], solver/index.[ch]  (when each year group is in school; history and
 *       other rows by student)
 *     - solver/facts.[ch], solver/demand.[ch]  (what the rules come to; what is required)
 *     - solver/component.[ch], solver/weeks.[ch]  (what is planned apart; equal weeks)
 *     - solver/keeps.[ch]    (keep requests that cannot hold)
 *     - solver/replan.[ch], solver/rest.[ch], solver/earlier.[ch]  (an earlier plan again, what is
 * left of it and what stands: solver/facts_earlier.c; solver/aim.[ch]: few changes before a low
 * cost; solver/changes.[ch], solver/cost.[ch]: what is different; what all of it costs)
 *     - solver/program.[ch], solver/model.[ch]  (the integer program and its proof;
 *       solver/model_rows.[ch], model_mentors.c, model_terms.[ch]: its rows)
 *     - solver/solve.[ch], solver/search.[ch]  (a component; branch and bound)
 *     - solver/guess.[ch]    (where the simplex method starts from)
 *     - solver/cuts.[ch], solver/parity.[ch]  (rows that tighten the relaxation; where they are)
 *     - solver/unroll.[ch]   (from counts over equal weeks to weeks)
 *     - solver/draft.[ch], solver/polish.[ch], solver/wishes.[ch]  (local improvement; the
 *       secondary wishes; solver/draft_new.c, draft_parts.h: what a draft is made of)
 *     - solver/joint.[ch]    (components that share rooms or classes)
 *     - solver/obstacles.[ch], solver/reasons.[ch]  (what rules out a slot; why a session has no
 *       place)
 *     - solver/glpk.c        (solver/lp.h, flow.h, mip.h: the one file that knows GLPK)
 *     - solver/limit.[ch], clock.c  (when a search is to end: the clock, an interrupt, work)
 *     - solver/schedule.[ch] (the result)
 *
 * - ht_advise(): why sessions have no place, and what would give them one
 *     - solver/advice.[ch]   (what is asked, in which order; solver/advice_tries.c: repairs one by
 * one; solver/advice_together.c: until all has a place; advice_parts.h)
 *     - solver/conflict.[ch] (the smallest set of things that exclude each other)
 *     - solver/repair.[ch]   (what might help, its price, what it changes)
 *     - solver/variant.[ch], solver/trial.[ch]  (a school changed in memory, planned again)
 *
 * - ht_write_explanation(): says why sessions have no place
 *     - reports/explanation.[ch]  (which sessions are told of)
 *     - reports/explain_text.[ch], explain_reasons.[ch]  (what `explain` prints)
 *     - reports/slot_grid.[ch], reports/obstacle_text.[ch]  (a week's slots; what is in the way)
 *     - reports/wrapped.[ch] (lines for a terminal)
 *
 * - ht_capacity_new(): holds needs against room without planning, for `check`
 *     - solver/capacity.[ch] (mentors, programmes, rooms)
 *     - solver/capacity_needs.[ch]  (weeks of sessions that have a choice)
 *     - reports/check_text.c
 *
 * - ht_assign(): gives mentors to programmes that have none
 *     - solver/assign.[ch]   (one goal after another; reasons)
 *     - solver/assign_model.[ch]  (the integer program)
 *     - solver/pairs.[ch], solver/room.[ch]  (slots in common; places for all sessions of a
 *       mentor)
 *     - solver/roster.[ch]   (how many students a mentor has at once)
 *     - solver/mip.h         (branch and bound)
 *     - reports/assignment.[ch], io/fill_caseload.[ch]  (what is written)
 *
 * - ht_proofs_new(): proves what a schedule costs; ht_prove(): checks it, knowing nothing of that
 *     - solver/proof.[ch], solver/proof_parts.h  (each part's program and the schedule as a
 * solution of it)
 *     - solver/certificate.[ch]  (multipliers, cuts, tree; solver/search.c finds them)
 *     - reports/proof_text.c (what is written)
 *     - io/prove.[ch]        (sessions, parts and sums; io/prove_part.c: one part's schedule and
 *       bound; io/prove_program.[ch]: MPS; io/prove_text.[ch]: lines of words)
 *
 * - ht_verify(): holds claims to the rules, knowing nothing of the engine
 *     - solver/verify.[ch]   (the order of things; solver/verify_*.c: the rules; verify_twins.c:
 * which row of caseload.csv a session belongs to)
 *     - solver/score.[ch]    (figures of quality)
 *
 * - ht_write_school_xml(), ht_school_folder_write(): a school as one document, and as a folder
 * again
 *     - io/school_write.[ch], io/school_folder.[ch], io/school_schema.[ch]
 *
 * - ht_history_hold(): what was held of a plan, entered into history.csv
 *     - io/held.[ch], io/history.[ch]  (held.csv; held against history.csv)
 *     - solver/told.[ch]     (which rows are of which sessions; replan asks it, too)
 *     - io/csv_edit.[ch], io/replace.[ch]  (byte for byte; all at once)
 *     - solver/tally.[ch], reports/tally_text.[ch]  (attendance)
 *
 * - ht_duties_new(): what the policy wants done besides the sessions, by whom and when
 *     - solver/duties.[ch]   (the list; duties_spans.c: starts, ends and stretches of time;
 *       duties_done.c: what done.csv takes off it)
 *
 * - ht_import_write(): makes or updates a school from what other programs export
 *     - io/command_import.c, io/command_new.c, io/command_compare.c
 *     - io/run_out.[ch]      (from a schedule to an output folder)
 *     - io/import_formats.[ch]  (the table of formats; io/import_sims.c, import_untis.c,
 *       import_csv.c: one each; import_table.[ch]: tables with headings)
 *     - io/import_fet.[ch]   (FET; import_fet_data.c, import_fet_students.c, import_fet_lessons.c)
 *     - io/import_asc.[ch]   (aSc TimeTables; import_asc_lessons.c)
 *     - io/import_xhstt.[ch] (HighSchoolTimetableArchive; import_xhstt_lessons.c)
 *     - io/import_oneroster.c  (OneRoster)
 *     - io/import_fields.[ch]  (tables with fixed headings)
 *     - io/import_links.[ch], import_lists.[ch]  (who belongs to what; lists of ids)
 *     - io/import_days.[ch]  (weekdays and times by the names of days and hours)
 *     - io/xml_stream.[ch], io/xml.[ch]  (XML of any size, whoever wrote it)
 *     - io/import.[ch], import_names.[ch], notes.[ch]  (what a format yields; nearly the same
 *       names; what is told)
 *     - io/import_school.[ch]  (what changes in the folder; import_students.c,
 *       import_periods.c, import_timetable.c: a file each)
 *     - io/source.[ch], io/csv_rows.[ch], io/layout.[ch]  (files in memory; any CSV; fresh files)
 *
 * - ht_publication_publish(): puts the reports in OUT's place, all at once
 *     - io/output.[ch]       (reports are written several at a time)
 *     - io/publish.[ch], io/stage.[ch], io/foreign.[ch]  (what killed runs have left; what is not a
 *       run's)
 *     - io/interrupt.[ch]    (Ctrl-C; libraries that give up)
 *     - io/calendars.[ch]    (what the calendars of the earlier run said)
 *     - reports/run.h        (what reports are made from)
 *     - reports/report.[ch]  (the table of reports, the start page)
 *     - reports/views.[ch], views_*.[ch]  (what the reports show, worked out once)
 *     - reports/names_shown.[ch]  (students' names where everybody may look)
 *     - reports/document.[ch]  (a tree of sections, tables and figures; reports/chart.[ch] draws)
 *     - reports/build_*.c    (what each document says; reports/say.[ch]: what several say)
 *     - reports/letters.[ch], letter_text.[ch], io/read_templates.[ch]  (whom to write to; what the
 *       school's templates say)
 *     - reports/html_*.[ch], reports/pdf*.[ch]  (documents as pages; reports/tones.[ch]: colours)
 *     - reports/timetable_xlsx.c, book.[ch], memory_file.[ch]; ics.c, calendar.[ch]; *_csv.c,
 * csv.[ch]; sessions_xml.c, html.[ch]; summary_json.c  (data; reports/words.[ch]: dates in words)
 *
 * - Used everywhere:
 *     - solver/memory.[ch], solver/date.[ch], solver/names.[ch], solver/sets.h, solver/rules.[ch]
 */
#include "io/commands.h"
#include "io/interrupt.h"
#include "solver/memory.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef HT_SANITIZED

/* ------------------------------------------------------------ memory of libraries */

/*
 * Libraries get their memory from here, too. Few of them can do without: some end the program, some
 * leave out what they have no room for, without a word, and some go round for ever.
 */
static void *checked(void *memory, size_t size)
{
    if (!memory && size)
        ht_out_of_memory();
    return memory;
}

void *malloc(size_t size)
{
    static void *(*_Atomic next)(size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "malloc");
    return checked(next(size), size);
}

void *calloc(size_t count, size_t size)
{
    static void *(*_Atomic next)(size_t, size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "calloc");
    return checked(next(count, size), count && size);
}

void *realloc(void *memory, size_t size)
{
    static void *(*_Atomic next)(void *, size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "realloc");
    return checked(next(memory, size), size);
}

#endif

/* ------------------------------------------------------------ the program */

/* A result that never reached its reader is a failure, also of --help. */
static void close_output(void)
{
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !lost)
        return;
    fprintf(stderr, "%scannot write to the standard output\n", ht_failure_begins());
    _exit(HT_EXIT_FAILED);
}

int main(int argc, char **argv)
{
    atexit(close_output);
    ht_interrupt_catch_crash();
    struct ht_options options;
    const struct ht_command *command = ht_options_parse(ht_commands, argc, argv, &options);
    int result = command->run(&options);
    free(options.what_if);
    free(options.words);
    return result;
}
