/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/publish_run.h"

#include "io/base/file.h"
#include "io/base/interrupt.h"
#include "io/base/staged_file.h"
#include "io/base/staged_folder.h"
#include "io/commands/command.h"
#include "io/plan/calendars.h"
#include "io/plan/summary.h"
#include "io/plan/ticks.h"
#include "io/school/files.h"
#include "io/school/school_reader.h"
#include "io/update/locks.h"
#include "reports/explain/advice.h"
#include "reports/letters/letters.h"
#include "reports/pdf/pdf.h"
#include "reports/terminal/terminal.h"
#include "reports/text/words.h"
#include "reports/views/misses.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"
#include "solver/base/threads.h"
#include "solver/instance/previous_plan.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* More breaches than these say nothing new: the program is wrong, not the school. */
enum { BREACHES_SHOWN = 10 };

double ht_run_clock(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* What the threads share; each takes the next report until none is left. */
struct pool {
    struct ht_staged_folder *staged;
    const struct ht_run *run;
    enum ht_stage stage;
    atomic_size_t next; /* report */
    atomic_bool failed;
};

/* A file and what it is made from, for ht_staged_folder_write(). */
struct content {
    const struct ht_report *report;
    const struct ht_run *run;
    size_t nth; /* of the report's files */
};

static void write_content(FILE *stream, const void *context)
{
    const struct content *content = context;
    ht_report_write(stream, content->report, content->run, content->nth);
}

static bool write_report(struct ht_staged_folder *staged, const struct ht_run *run,
                         const struct ht_report *report)
{
    bool written = true;
    for (size_t nth = 0; written && nth < ht_report_files(report, run); nth++) {
        const struct content content = {report, run, nth};
        char *file = ht_report_file(report, run, nth);
        written = ht_staged_folder_write(staged, file, ht_report_is_for_everybody(report),
                                         write_content, &content);
        free(file);
    }
    return written;
}

static bool is_due(const struct pool *pool, const struct ht_report *report)
{
    return report->stage == pool->stage && ht_report_is_due(report, pool->run);
}

static void work(void *context)
{
    struct pool *pool = context;
    for (;;) {
        size_t place = atomic_fetch_add(&pool->next, 1);
        if (place >= ht_report_count || atomic_load(&pool->failed))
            return;
        const struct ht_report *report = &ht_reports[place];
        if (is_due(pool, report) && !write_report(pool->staged, pool->run, report))
            atomic_store(&pool->failed, true);
    }
}

static size_t count_due(const struct pool *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < ht_report_count; i++)
        count += is_due(pool, &ht_reports[i]);
    return count;
}

/* Writes all reports of a stage that the run's choices ask for, several at a time. */
static bool write_reports(struct ht_staged_folder *staged, const struct ht_run *run,
                          enum ht_stage stage, unsigned threads)
{
    struct pool pool = {.staged = staged, .run = run, .stage = stage};
    size_t due = count_due(&pool), most = threads ? threads : ht_processors();
    ht_threads_run((unsigned)(most < due ? most : due), work, NULL, &pool);
    return !atomic_load(&pool.failed);
}

/* ------------------------------------------------------------ verifying */

/* Lets what is before a replan's date stand, with what it says was not held. */
static bool stand(struct ht_claimed_schedule *claims, struct ht_school *school,
                  const struct ht_changes *changes, const char *path)
{
    const int *owed = changes->earlier->owed;
    if (!ht_command_stand(school, claims, path, changes->earlier->from))
        return false;
    free(claims->owed);
    claims->owed = NULL;
    if (owed) {
        claims->owed = HT_NEW(int, school->programme_count);
        memcpy(claims->owed, owed, school->programme_count * sizeof *claims->owed);
    }
    return true;
}

/* Of the sessions as they are written. */
static uint64_t sum_staged(const struct ht_staged_folder *staged)
{
    char *path = ht_staged_folder_path(staged, "sessions.csv");
    uint64_t sum = HT_HASH_START;
    ht_file_sum(path, &sum);
    free(path);
    return sum;
}

/* The staged files, read back as anybody else would; NULL after a message. */
static struct ht_claimed_schedule *read_staged(const struct ht_staged_folder *staged,
                                               struct ht_school *school, const struct ht_run *run)
{
    char *path = ht_staged_folder_path(staged, "sessions.csv");
    struct ht_claimed_schedule *claims = ht_command_claims(school, path, run->schedule->horizon);
    if (claims && run->changes && !stand(claims, school, run->changes, path)) {
        ht_claimed_schedule_free(claims);
        claims = NULL;
    }
    free(path);
    return claims;
}

static void print_breaches(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                           const struct ht_verdict *verdict)
{
    for (size_t i = 0; i < verdict->breach_count && i < BREACHES_SHOWN; i++) {
        char *sentence = ht_breach_sentence(school, claims, &verdict->breaches[i]);
        fprintf(stderr, "  %s\n", sentence);
        free(sentence);
    }
}

/* Whether the verifier finds what the engine claims; prints what is different. */
static bool agrees(const struct ht_verdict *verdict, const struct ht_schedule *schedule)
{
    int64_t cost = ht_costs_total(&verdict->costs);
    bool bounded = schedule->status == HT_OPTIMAL ? schedule->cost == schedule->bound
                                                  : schedule->cost >= schedule->bound;
    if (verdict->breach_count == 0 && cost == schedule->cost && bounded &&
        (size_t)verdict->sessions == schedule->session_count &&
        verdict->unplaced == ht_schedule_unplaced(schedule))
        return true;
    fprintf(stderr,
            "halfterm: the schedule failed its own check and is not written; this is an error of "
            "the program, please report it\n"
            "  %zu breaches; cost %" PRId64 ", recounted %" PRId64 ", bound %" PRId64
            "; %zu sessions, recounted %d; %d unplaced, recounted %d\n",
            verdict->breach_count, schedule->cost, cost, schedule->bound, schedule->session_count,
            verdict->sessions, ht_schedule_unplaced(schedule), verdict->unplaced);
    return false;
}

static bool stopped(void)
{
    if (ht_interrupt_twice())
        fputs("halfterm: stopped; nothing was written\n", stderr);
    return ht_interrupt_twice();
}

/* Adds the seconds since *start to an account and starts anew. */
static void account(double *seconds, double *start)
{
    double end = ht_run_clock();
    *seconds += end - *start;
    *start = end;
}

/* A file of the school that is replaced together with OUT. */
struct beside {
    struct ht_staged_file *file; /* NULL: none is */
    char *text;
    size_t size;
};

/* Puts all that was staged in its place: what can go wrong with a disk does so before that. */
static bool put_in_place(struct ht_staged_folder *staged, const struct beside *beside)
{
    if (!beside->text)
        return ht_staged_folder_publish(staged);
    return ht_staged_file_stage(beside->file, beside->text, beside->size) &&
           ht_staged_folder_publish(staged) && ht_staged_file_finish(beside->file);
}

/* Writes, verifies and publishes all reports of a run whose schedule is there. */
static bool publish(struct ht_staged_folder *staged, struct ht_school *school, struct ht_run *run,
                    unsigned threads, const struct beside *beside)
{
    double start = ht_run_clock();
    struct ht_claimed_schedule *claims = NULL;
    struct ht_verdict *verdict = NULL;
    struct ht_score score = {0};
    bool done = false;
    if (!write_reports(staged, run, HT_BEFORE_VERIFYING, threads) || stopped())
        goto out;
    account(&run->seconds.write, &start);
    run->sessions = sum_staged(staged);
    claims = read_staged(staged, school, run);
    if (!claims)
        goto out;
    verdict = ht_verify(school, claims);
    ht_score_make(&score, school, claims, verdict);
    if (!agrees(verdict, run->schedule)) {
        print_breaches(school, claims, verdict);
        goto out;
    }
    if (stopped())
        goto out;
    account(&run->seconds.verify, &start);
    run->verdict = verdict;
    run->score = &score;
    if (!write_reports(staged, run, HT_AFTER_VERIFYING, threads) || stopped())
        goto out;
    account(&run->seconds.write, &start);
    done = write_reports(staged, run, HT_AT_THE_END, threads) && !stopped() &&
           put_in_place(staged, beside);
out:
    run->verdict = NULL;
    run->score = NULL;
    ht_score_clear(&score);
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    return done;
}

static const char *status_text(enum ht_status status)
{
    switch (status) {
    case HT_OPTIMAL:
        return "proved optimal";
    case HT_FEASIBLE:
        return "not proved optimal, a longer run may find better";
    default:
        return "the input allows no schedule";
    }
}

/* "12 lessons are missed, 3 of them in core subjects; a subject is missed twice by a student ..."
 */
static void print_misses(const struct ht_misses *misses)
{
    int again = misses->twice + misses->oftener;
    printf("%d lesson%s missed", misses->lessons, misses->lessons == 1 ? " is" : "s are");
    if (misses->core)
        printf(", %d of them in core subjects", misses->core);
    if (again)
        printf("; %d time%s a student misses a subject twice in the term", again,
               again == 1 ? "" : "s");
    if (misses->oftener)
        printf(", or more often");
    puts(".");
}

static void print_result(const struct ht_run *run, const char *out)
{
    const struct ht_schedule *schedule = run->schedule;
    int unplaced = ht_schedule_unplaced(schedule);
    printf("%s to %s: %zu of %zu sessions placed, %d unplaced",
           HT_WORDS_ISO(schedule->horizon.from), HT_WORDS_ISO(schedule->horizon.to),
           schedule->session_count, schedule->session_count + (size_t)unplaced, unplaced);
    if (!run->changes)
        printf("; %s", status_text(schedule->status));
    puts(".");
    print_misses(run->views->misses);
    if (run->changes)
        ht_write_changes(stdout, run);
    if (run->advice) {
        char *gist = ht_say_gist(run->advice, unplaced);
        printf("%s; 'halfterm explain' %s.\n", gist,
               run->advice->complete ? "says more" : "takes its time and may find more");
        free(gist);
    }
    printf("The timetables are in %s/index.html%s.\n", out,
           unplaced ? "; unplaced.csv says why sessions have no place" : "");
}

/* Marks the ticks whose sessions are in the new plan; whether none is lost, else after a message.
 */
static bool keeps_ticks(const struct ht_run *run, const struct ht_options *options)
{
    for (size_t n = 0; n < run->views->attendance_count; n++) {
        const struct ht_attendance *attendance = &run->views->attendances[n];
        struct ht_tick *tick = ht_ticks_find(run->ticks, attendance->session->id,
                                             attendance->session->date, attendance->student->id);
        if (tick)
            tick->carried = true;
    }
    struct ht_diagnostics *faults = ht_diagnostics_new();
    bool is_written = ht_report_is_written(HT_HELD_FILE, run);
    ht_ticks_are_kept(run->ticks, is_written, options->school, faults);
    return ht_diagnostics_tell(faults);
}

/* Makes the requests.csv that is to be written, where that was asked for; false after a message. */
static bool write_keeps(const struct ht_school *school, struct ht_run *run,
                        const struct ht_options *options, struct beside *beside)
{
    if (!options->write_keeps)
        return true;
    char *path = ht_format("%s/%s", options->school, ht_file_name(HT_REQUESTS_CSV));
    beside->file = ht_staged_file_new(path);
    free(path);
    if (!ht_update_locks(school, options->school, &beside->text, &beside->size))
        return false;
    const struct ht_instead requests = {HT_REQUESTS_CSV, beside->text, beside->size};
    if (beside->text)
        run->files = ht_school_files_sum(options->school, &requests);
    return true;
}

int ht_publish_run(struct ht_school *school, struct ht_run *run, const struct ht_options *options)
{
    const char *out = options->out;
    int result = HT_EXIT_FAILED;
    double start = ht_run_clock();
    struct ht_views *views = ht_views_new(school, run->schedule);
    struct ht_calendars *earlier = ht_calendars_read(options->previous ? options->previous : out);
    struct ht_duties *duties = ht_duties_new(school, run->schedule, ht_command_day(run->made));
    struct ht_calendars *calendars = ht_calendars_plan(views, duties, run->made, earlier);
    struct ht_strings *told = run->changes ? ht_summary_ends_told(options->previous) : NULL;
    struct ht_letters *letters = ht_letters_new(school, views, run->changes, told,
                                                ht_report_is_written("staff/letters.csv", run));
    run->views = views;
    run->duties = duties;
    run->calendars = calendars;
    run->letters = letters;
    run->seconds.write = ht_run_clock() - start;
    struct ht_staged_folder *staged = NULL;
    struct beside beside = {0};
    if (keeps_ticks(run, options) && write_keeps(school, run, options, &beside)) {
        ht_interrupt_hold(true);
        staged = ht_staged_folder_begin(out, ht_report_owns);
    } else {
        result = HT_EXIT_INPUT;
    }
    if (staged && publish(staged, school, run, options->threads, &beside)) {
        ht_command_letters(run);
        print_result(run, out);
        if (beside.text)
            printf("%s has the sessions that were locked by hand as keeps.\n",
                   ht_file_name(HT_REQUESTS_CSV));
        result = ht_schedule_unplaced(run->schedule) ? HT_EXIT_LEFT : HT_EXIT_DONE;
    }
    ht_staged_folder_end(staged);
    ht_staged_file_free(beside.file);
    free(beside.text);
    ht_strings_free(told);
    ht_letters_free(letters);
    ht_calendars_free(calendars);
    ht_calendars_free(earlier);
    ht_duties_free(duties);
    ht_views_free(views);
    return result;
}

int ht_run_refuse(const struct ht_school *school, const struct ht_schedule *schedule)
{
    if (!schedule->conflict_count) {
        fputs("halfterm: no schedule was found although one must be possible, and nothing is "
              "written; this is an error of the program, please report it\n",
              stderr);
        return HT_EXIT_FAILED;
    }
    for (size_t i = 0; i < schedule->conflict_count; i++) {
        const struct ht_request *keep = &school->requests[schedule->conflict[i]];
        fprintf(stderr,
                "%s:%d: this %s cannot hold together with the others named here; "
                "take one of them back\n",
                ht_command_request_file(school, keep), keep->line,
                keep->locks ? "session" : "keep");
    }
    return HT_EXIT_INPUT;
}

bool ht_run_can_print(const struct ht_choices *choices)
{
    bool wanted = !choices->formats || choices->formats >> HT_PDF & 1;
    if (!wanted || ht_pdf_has_font())
        return true;
    fputs(
        "halfterm: no font is installed, and a PDF cannot be written without one; install one, on "
        "Debian the package fonts-liberation, or leave pdf out of --format\n",
        stderr);
    return false;
}
