/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Runs a command and writes "SECONDS KILOBYTES" to a file: wall clock and peak memory. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Runs the command; its exit code, or 127 where there is no running it. */
static int run(char **command, struct rusage *usage)
{
    pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status;
    if (child < 0 || wait4(child, &status, 0, usage) < 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure FILE COMMAND...\n", stderr);
        return 127;
    }
    struct rusage usage = {0};
    double start = now();
    int code = run(argv + 2, &usage);
    double seconds = now() - start;
    FILE *result = fopen(argv[1], "w");
    if (!result || fprintf(result, "%.6f %ld\n", seconds, usage.ru_maxrss) < 0 || fclose(result)) {
        perror(argv[1]);
        return 127;
    }
    return code;
}
