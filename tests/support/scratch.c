/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/scratch.h"

#include "io/school/read.h"
#include "solver/base/memory.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct scratch scratch_new(void)
{
    struct scratch scratch = {"/tmp/halfterm-test-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(scratch.folder));
    return scratch;
}

void scratch_remove(const struct scratch *scratch)
{
    ck_assert_int_eq(scratch_shell(scratch, "rm -rf \"$T\""), 0);
}

const char *scratch_path(const struct scratch *scratch, const char *name)
{
    static char paths[2][SCRATCH_PATH_SIZE];
    static int next;
    next = !next;
    snprintf(paths[next], sizeof paths[next], "%s/%s", scratch->folder, name);
    return paths[next];
}

static void name_program(void)
{
    char path[SCRATCH_PATH_SIZE];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    ck_assert(length > 0);
    path[length] = '\0';
    *strrchr(path, '/') = '\0';
    char *program = ht_format("%s/../halfterm", path);
    setenv("HALFTERM", program, 1);
    free(program);
}

int scratch_shell(const struct scratch *scratch, const char *command)
{
    setenv("T", scratch->folder, 1);
    name_program();
    /* Looking for leaks takes as long as all else: test_leaks.c does it, once for each command. */
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    int status = system(command);
    ck_assert_msg(WIFEXITED(status), "'%s' did not end by itself", command);
    return WEXITSTATUS(status);
}

static void expect(const char *what, const char *text, const char *part)
{
    bool wanted = *part != '!';
    bool found = strstr(text, wanted ? part : part + 1) != NULL;
    ck_assert_msg(found == wanted, "%s has%s '%s':\n%s", what, wanted ? " no" : "", part, text);
}

void scratch_run(const struct scratch *scratch, const struct scratch_case *of)
{
    char *line = ht_format("{ %s; } >$T/output 2>$T/errors", of->command);
    int status = scratch_shell(scratch, line);
    char *output = scratch_text(scratch, "output"), *errors = scratch_text(scratch, "errors");
    ck_assert_msg(status == of->status, "%s: %d\n%s%s", of->command, status, output, errors);
    expect("the output", output, of->output);
    expect("stderr", errors, of->errors);
    free(errors);
    free(output);
    free(line);
}

void scratch_expect(const struct scratch *scratch, const char *command, int status)
{
    char *line = ht_format("{ %s\n} >$T/said 2>&1", command);
    int found = scratch_shell(scratch, line);
    char *said = scratch_text(scratch, "said");
    ck_assert_msg(found == status, "%s: %d\n%s", command, found, said);
    free(said);
    free(line);
}

bool scratch_has(const struct scratch *scratch, const char *program)
{
    char *command = ht_format("command -v %s >/dev/null", program);
    bool is_there = scratch_shell(scratch, command) == 0;
    free(command);
    if (!is_there)
        printf("%s is not installed: passed over\n", program);
    return is_there;
}

char *scratch_text(const struct scratch *scratch, const char *name)
{
    FILE *stream = fopen(scratch_path(scratch, name), "r");
    ck_assert_msg(stream != NULL, "there is no %s", name);
    size_t length = 0, capacity = 0;
    char *text = NULL;
    for (int c; (c = getc(stream)) != EOF;) {
        HT_GROW(text, length, capacity);
        text[length++] = (char)c;
    }
    fclose(stream);
    HT_GROW(text, length, capacity);
    text[length] = '\0';
    return text;
}

struct ht_school *scratch_school(const char *folder)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(folder, faults);
    if (ht_diagnostics_count(faults, HT_FAULT))
        ht_diagnostics_print(faults, stderr);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ht_diagnostics_free(faults);
    return school;
}
