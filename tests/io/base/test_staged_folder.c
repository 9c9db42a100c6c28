/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/commands/options.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/scratch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test runs in a process of its own: this is that test's folder. */
static struct scratch scratch;

/* What goes to stderr meanwhile. */
static FILE *said;

static void set_up(void)
{
    scratch = scratch_new();
    umask(022);
    said = tmpfile();
    ck_assert_int_eq(dup2(fileno(said), STDERR_FILENO), STDERR_FILENO);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Ends a test's child: how it must end, and a part of what it must have said. */
static void expect_end(pid_t child, int expected, const char *part)
{
    char text[2000];
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    rewind(said);
    text[fread(text, 1, sizeof text - 1, said)] = '\0';
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == expected, "%#x: %s", (unsigned)status,
                  text);
    ck_assert_msg(strstr(text, part) != NULL, "'%s' is not in: %s", part, text);
}

static void shell(const char *command)
{
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
}

static void write_text(FILE *stream, const void *content)
{
    fputs(content, stream);
}

/* What runs write here. */
static bool is_ours(const char *file)
{
    static const char *const names[] = {"a.csv", "mark",        "large",  "old.csv",
                                        "wall/", "wall/b.html", "staff/", "staff/c.pdf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], file) == 0)
            return true;
    return false;
}

static struct ht_staged_folder *begin(void)
{
    struct ht_staged_folder *staged =
        ht_staged_folder_begin(scratch_path(&scratch, "out"), is_ours);
    ck_assert_ptr_nonnull(staged);
    return staged;
}

/* What OUT is before, and what a shell finds after publishing a.csv ("new"), mark, wall/b.html (for
 * everybody) and staff/c.pdf there. */
static const struct {
    const char *before, *after;
} published[] = {
    {":", "test \"$(ls -A $T)\" = out && test \"$(cat $T/out/a.csv)\" = new"},
    {":", "test $(stat -c %a $T/out/staff) = 700 && test $(stat -c %a $T/out/a.csv) = 600"},
    {":", "test $(stat -c %a $T/out/staff/c.pdf) = 600 && test $(stat -c %a $T/out) = 755"},
    {":", "test \"$(stat -c %a $T/out/wall $T/out/wall/b.html)\" = '755\n644'"},
    {"mkdir -p $T/out/staff; echo old | tee $T/out/old.csv $T/out/staff/c.pdf >$T/out/staff/mine",
     "test \"$(ls $T/out/staff)\" = \"c.pdf\nmine\" && test \"$(cat $T/out/staff/*)\" = \"c\nold\" "
     "&& "
     "test ! -e $T/out/old.csv"},
    {"mkdir -p $T/out/wall; ln -s ../../else $T/out/staff; echo x >$T/else", "grep -q x $T/else"},
    {"mkdir $T/out", "test \"$(ls -A $T)\" = out && test \"$(cat $T/out/a.csv)\" = new"},
    {"mkdir $T/out; echo old >$T/out/a.csv; echo mine >$T/out/notes; echo x >$T/out/.hidden",
     "test \"$(ls -A $T)\" = out && test \"$(cat $T/out/a.csv $T/out/notes $T/out/.hidden)\" = \""
     "new\nmine\nx\""},
    {"mkdir -p $T/out/sub; echo deep >$T/out/sub/file; ln -s sub $T/out/link",
     "test \"$(cat $T/out/link/file)\" = deep && test \"$(ls -A $T)\" = out"},
    {"mkdir $T/real; echo old >$T/real/a.csv; ln -s real $T/out",
     "test -L $T/out && test \"$(cat $T/real/a.csv)\" = new && "
     "test \"$(ls -A $T)\" = 'out\nreal'"},
    {"mkdir -p $T/out/sub/deep; echo x >$T/out/sub/deep/x; touch -d 2001-01-01 $T/out/sub/deep/x; "
     "chmod 640 $T/out/sub/deep/x; chmod 550 $T/out/sub/deep",
     "test \"$(stat -c '%a %y' $T/out/sub/deep $T/out/sub/deep/x | cut -c1-14 | tr '\\n' ' ')\" = "
     "\"550 $(date +%Y-%m-%d) 640 2001-01-01 \" && test \"$(ls -A $T)\" = out"},
    {"mkdir $T/out; ln -s ../../else $T/out/staff; echo x >$T/else",
     "test -d $T/out/staff/. && test -L $T/out/staff.2 && test \"$(ls -A $T)\" = 'else\nout'"},
};

/* File systems exchange folders, or say in one of these ways that they cannot. */
static const int exchange_errors[] = {0, EINVAL, ENOSYS, EOPNOTSUPP};

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static bool publish_new(void)
{
    struct ht_staged_folder *staged = begin();
    ck_assert(ht_staged_folder_write(staged, "a.csv", false, write_text, "new\n"));
    ck_assert(ht_staged_folder_write(staged, "mark", false, write_text, "m\n"));
    ck_assert(ht_staged_folder_write(staged, "wall/b.html", true, write_text, "b\n"));
    ck_assert(ht_staged_folder_write(staged, "staff/c.pdf", false, write_text, "c\n"));
    bool done = ht_staged_folder_publish(staged);
    ht_staged_folder_end(staged);
    return done;
}

START_TEST(test_published)
{
    int way = _i / COUNT(published);
    detours.exchange_error = exchange_errors[way];
    detours.link_error = way % 2 ? EPERM : 0;
    shell(published[_i % COUNT(published)].before);
    ck_assert(publish_new());
    shell(published[_i % COUNT(published)].after);
}
END_TEST

/* What exchanging and renaming in two steps fail with: OUT stays as it was. */
static const struct detours refused[] = {
    {.exchange_error = EIO},
    {.exchange_error = EACCES},
    {.rename_errors = {EIO}},
    {.rename_errors = {ENOTEMPTY, EIO}},
    {.exchange_error = EINVAL, .rename_errors = {ENOTEMPTY, 0, EIO}},
    {.exchange_error = EINVAL, .rename_errors = {ENOTEMPTY, 0, 0, EIO}},
    {.exchange_error = EINVAL, .rename_errors = {ENOTEMPTY, 0, 0, 0, EIO}},
    {.link_error = EPERM}, /* and a pipe cannot be copied */
};

START_TEST(test_refused)
{
    detours = refused[_i];
    shell("mkdir $T/out; echo old >$T/out/a.csv; echo mine >$T/out/notes");
    if (detours.link_error)
        shell("mkfifo $T/out/pipe");
    ck_assert(!publish_new());
    shell("rm -f $T/out/pipe");
    shell("test \"$(ls -A $T)\" = out && test \"$(cat $T/out/*)\" = \"old\nmine\"");
}
END_TEST

/* ------------------------------------------------------------ killed runs */

static int lives;

static void die(void)
{
    if (!lives--)
        kill(getpid(), SIGKILL);
}

/* Where a run is killed: before the n-th call there, or after it. */
static const struct detours killed[] = {
    {.syncing = die},
    {.linking = die},
    {.renaming = die},
    {.renamed = die},
    {.renaming = die, .exchange_error = EINVAL},
    {.renamed = die, .exchange_error = EINVAL},
};
enum { MOST_LIVES = 6, KILLS = sizeof killed / sizeof *killed };

/* What was there is there, or what is new, and always what is not the program's; but between two
   steps on file systems that cannot exchange folders. The next run leaves nothing but OUT. */
START_TEST(test_killed)
{
    const struct detours *where = &killed[_i % KILLS];
    shell("mkdir -p $T/out/sub $T/out/staff; echo old >$T/out/a.csv; echo m >$T/out/mark; "
          "echo mine | tee $T/out/notes $T/out/sub/notes >$T/out/staff/notes; cp -r $T/out $T/as");
    fflush(NULL);
    pid_t child = fork();
    int status;
    if (child == 0) {
        detours = *where;
        lives = _i / KILLS;
        publish_new();
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (!where->exchange_error || scratch_shell(&scratch, "test -d $T/out") == 0)
        shell("diff -r $T/as $T/out || test \"$(cat $T/out/a.csv $T/out/staff/c.pdf)\" = 'new\nc'; "
              "test \"$(cat $T/out/notes $T/out/sub/notes $T/out/staff/notes | uniq)\" = mine");
    ck_assert_int_eq(ht_staged_folder_check(scratch_path(&scratch, "out"), "mark", is_ours),
                     HT_EXIT_DONE);
    shell("test \"$(ls -A $T)\" = 'as\nout' && test \"$(ls $T/out/a.csv $T/out/sub)\"");
    ck_assert(publish_new());
    shell("test \"$(ls -A $T)\" = 'as\nout' && test \"$(ls -A $T/out)\" = "
          "'a.csv\nmark\nnotes\nstaff\nsub\nwall'");
    shell("test \"$(cat $T/out/notes $T/out/sub/notes $T/out/staff/notes | uniq)\" = mine");
}
END_TEST

/* What a killed run has left, and what a shell finds once the next looks at OUT, which has notes.
 */
static const struct {
    const char *before, *after;
} left_behind[] = {
    {"mkdir -p $T/.halfterm-out-aB34zz/staff; touch $T/.halfterm-out-aB34zz/staff/x",
     "test \"$(ls -A $T)\" = out && test \"$(ls $T/out)\" = 'mark\nnotes'"},
    {"mkdir $T/.halfterm-out-aB34zz-old; touch $T/.halfterm-out-aB34zz-old/a.csv; "
     "ln $T/out/notes $T/.halfterm-out-aB34zz-old; echo y >$T/.halfterm-out-aB34zz-old/late",
     "test \"$(ls -A $T)\" = out && test \"$(ls $T/out)\" = 'late\nmark\nnotes'"},
    {"mkdir $T/.halfterm-out-aB34zz-old; echo changed >$T/.halfterm-out-aB34zz-old/notes",
     "test \"$(ls -A $T)\" = out && test \"$(cat $T/out/notes $T/out/notes.2)\" = 'n\nchanged'"},
    {"mv $T/out $T/.halfterm-out-aB34zz-old",
     "test \"$(ls -A $T)\" = out && test \"$(ls $T/out)\" = 'mark\nnotes'"},
    /* those of others */
    {"touch $T/.halfterm-out2-aB34zz $T/.halfterm-out-aB34z $T/.halfterm-out-aB34zz-new",
     "test $(ls -A $T | wc -l) = 4"},
};

START_TEST(test_left_behind)
{
    shell("mkdir $T/out; echo n >$T/out/notes; touch $T/out/mark");
    shell(left_behind[_i].before);
    ck_assert_int_eq(ht_staged_folder_check(scratch_path(&scratch, "out"), "mark", is_ours),
                     HT_EXIT_DONE);
    shell(left_behind[_i].after);
}
END_TEST

/* A run that is not over keeps its stage, whoever looks at OUT meanwhile. */
START_TEST(test_held)
{
    struct ht_staged_folder *staged = begin();
    ck_assert(ht_staged_folder_write(staged, "a.csv", false, write_text, "new\n"));
    ck_assert_int_eq(ht_staged_folder_check(scratch_path(&scratch, "out"), "mark", is_ours),
                     HT_EXIT_DONE);
    shell("test -e $T/.halfterm-out-*/a.csv");
    ck_assert(ht_staged_folder_publish(staged));
    ht_staged_folder_end(staged);
    shell("test \"$(ls -A $T)\" = out");
}
END_TEST

/* ------------------------------------------------------------ failures */

static void end_unpublished(struct ht_staged_folder *staged)
{
    ht_staged_folder_end(staged);
}

static void run_out_of_memory(struct ht_staged_folder *staged)
{
    (void)staged;
    ht_out_of_memory();
}

/* The C library's own stream has no error then. */
static void run_out_of_text(struct ht_staged_folder *staged)
{
    (void)staged;
    char *text = NULL;
    ht_text_end(tmpfile(), &text);
}

static void crash(struct ht_staged_folder *staged)
{
    (void)staged;
    ht_interrupt_catch_crash();
    abort();
}

static void fill_disk(struct ht_staged_folder *staged)
{
    char *large = malloc(100001);
    memset(large, 'x', 100000);
    large[100000] = '\0';
    const struct rlimit little = {.rlim_cur = 5000, .rlim_max = 5000};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &little);
    bool written = ht_staged_folder_write(staged, "large", false, write_text, large);
    free(large);
    ht_staged_folder_end(staged);
    exit(written ? 0 : HT_EXIT_FAILED);
}

/* Ways not to get as far as publishing, and the exit status of a process that goes them. */
static const struct {
    void (*way)(struct ht_staged_folder *staged);
    int status;
    const char *says;
} unpublished[] = {
    {end_unpublished, 0, ""},
    {run_out_of_memory, HT_EXIT_FAILED, "out of memory"},
    {run_out_of_text, HT_EXIT_FAILED, "halfterm: out of memory"},
    {fill_disk, HT_EXIT_FAILED, "/out/large: File too large; what was there is as it was"},
};

START_TEST(test_unpublished)
{
    shell("mkdir $T/out; echo old >$T/out/a.csv");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct ht_staged_folder *staged = begin();
        ht_staged_folder_write(staged, "a.csv", false, write_text, "new\n");
        unpublished[_i].way(staged);
        exit(0);
    }
    expect_end(child, unpublished[_i].status, unpublished[_i].says);
    shell("test \"$(ls -A $T)\" = out && test \"$(cat $T/out/a.csv)\" = old");
}
END_TEST

/* What is at OUT (or the parent), the OUT that is asked for, the answer, and what is said. */
static const struct {
    const char *before, *out;
    int result;
    const char *says;
} checked[] = {
    {":", "out", HT_EXIT_DONE, ""},
    {":", "out///", HT_EXIT_DONE, ""},
    {"mkdir $T/out", "out", HT_EXIT_DONE, ""},
    {"mkdir $T/out; touch $T/out/mark $T/out/other", "out", HT_EXIT_DONE, ""},
    {"mkdir $T/out; touch $T/out/other", "out", HT_EXIT_INPUT, "holds files but no mark"},
    {"touch $T/out", "out", HT_EXIT_INPUT, "is a file"},
    {"touch $T/out", "out/below", HT_EXIT_INPUT, "Not a directory"},
    {"ln -s nowhere $T/out", "out", HT_EXIT_INPUT, "leads nowhere"},
    {":", "missing/out", HT_EXIT_INPUT, "make the folder that it is to lie in"},
    {"mkdir $T/locked; chmod 555 $T/locked", "locked/out", HT_EXIT_FAILED, "Permission denied"},
    {"mkdir $T/out; chmod 555 $T/out", "out", HT_EXIT_FAILED, "Permission denied"},
};

START_TEST(test_checked)
{
    umask(0);
    shell("chmod 777 $T");
    shell(checked[_i].before);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        /* Nothing is read-only to root. */
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(99);
        const char *out = scratch_path(&scratch, checked[_i].out);
        _exit(ht_staged_folder_check(out, "mark", is_ours));
    }
    expect_end(child, checked[_i].result, checked[_i].says);
}
END_TEST

START_TEST(test_working_folder)
{
    ck_assert_int_eq(chdir(scratch.folder), 0);
    ck_assert_int_eq(ht_staged_folder_check(".", "mark", is_ours), HT_EXIT_INPUT);
}
END_TEST

/* Signals in turn, whether they are held, and how the process ends: 100 for by itself. */
static const struct {
    int signals[2];
    bool hold;
    int status;
    const char *says;
} interrupted[] = {
    {{SIGINT, 0}, false, 100, ""},
    {{SIGINT, SIGINT}, false, HT_EXIT_FAILED, "nothing was written"},
    {{SIGINT, SIGINT}, true, 102, ""},
    {{SIGTERM, 0}, false, 100, ""},
    {{SIGINT, SIGTERM}, false, HT_EXIT_FAILED, "nothing was written"},
    {{SIGHUP, 0}, false, HT_EXIT_FAILED, "nothing was written"},
    {{SIGHUP, 0}, true, 102, ""},
};

/* Ways to end once something has been done, and what is said of it. */
static const struct {
    void (*way)(struct ht_staged_folder *staged);
    const char *says;
} late[] = {
    {run_out_of_memory, "halfterm: x/history.csv was written, but then: out of memory"},
    {crash, "halfterm: x/history.csv was written, but then: the program had to stop; most likely"},
};

START_TEST(test_late)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ht_done_already("x/history.csv");
        late[_i].way(NULL);
    }
    expect_end(child, HT_EXIT_FAILED, late[_i].says);
}
END_TEST

START_TEST(test_interrupted)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        const atomic_bool *stop = ht_interrupt_catch();
        ht_interrupt_hold(interrupted[_i].hold);
        for (int i = 0; i < 2 && interrupted[_i].signals[i]; i++)
            raise(interrupted[_i].signals[i]);
        _exit(!atomic_load(stop) ? 99 : ht_interrupt_twice() ? 102 : 100);
    }
    expect_end(child, interrupted[_i].status, interrupted[_i].says);
}
END_TEST

Suite *suite_publish(void)
{
    Suite *suite = suite_create("publish");
    TCase *tcase = tcase_create("publish");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_published, 0, COUNT(published) * COUNT(exchange_errors));
    tcase_add_loop_test(tcase, test_refused, 0, COUNT(refused));
    tcase_add_loop_test(tcase, test_killed, 0, KILLS * MOST_LIVES);
    tcase_add_loop_test(tcase, test_left_behind, 0, COUNT(left_behind));
    tcase_add_test(tcase, test_held);
    tcase_add_loop_test(tcase, test_late, 0, COUNT(late));
    tcase_add_loop_test(tcase, test_unpublished, 0, COUNT(unpublished));
    tcase_add_loop_test(tcase, test_checked, 0, COUNT(checked));
    tcase_add_test(tcase, test_working_folder);
    tcase_add_loop_test(tcase, test_interrupted, 0, COUNT(interrupted));
    suite_add_tcase(suite, tcase);
    return suite;
}
