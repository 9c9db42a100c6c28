/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"

#include "io/base/exit.h"
#include "solver/base/memory.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A signal handler can reach nothing but objects like these. */
static atomic_bool stop;
static atomic_bool held;
static atomic_int interrupts;

static void on_signal(int signal)
{
    int weight = signal == SIGHUP ? 2 : 1;
    int count = atomic_fetch_add(&interrupts, weight) + weight;
    atomic_store(&stop, true);
    if (count < 2 || atomic_load(&held))
        return;
    static const char message[] = "\nhalfterm: stopped; nothing was written\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(HT_EXIT_FAILED);
}

static void catch (int signal)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

const atomic_bool *ht_interrupt_catch(void)
{
    struct sigaction hang_up;
    catch (SIGINT);
    catch (SIGTERM);
    /* Under nohup it is to stay ignored. */
    if (sigaction(SIGHUP, NULL, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
        catch (SIGHUP);
    return &stop;
}

void ht_interrupt_hold(bool hold)
{
    atomic_store(&held, hold);
}

bool ht_interrupt_twice(void)
{
    return atomic_load(&interrupts) > 1;
}

static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void on_crash(int signal)
{
    (void)signal;
    say(ht_failure_begins());
    say("the program had to stop; most likely memory, threads or descriptors ran out\n");
    _exit(HT_EXIT_FAILED);
}

void ht_interrupt_catch_crash(void)
{
    static const int signals[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    struct sigaction before, action = {.sa_handler = on_crash};
    sigemptyset(&action.sa_mask);
    /* A sanitizer that is compiled in has a handler of its own, which says more. */
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(signals[i], &action, NULL);
}
