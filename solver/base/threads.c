/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/threads.h"

#include "solver/base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

unsigned ht_processors(void)
{
    cpu_set_t granted;
    if (sched_getaffinity(0, sizeof granted, &granted) == 0)
        return (unsigned)CPU_COUNT(&granted);
    /* More processors than such a set has room for. */
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (unsigned)processors : 1;
}

struct crew {
    void (*work)(void *context);
    void *context;
    unsigned running; /* threads; guarded by lock */
    pthread_mutex_t lock;
    pthread_cond_t finished;
};

static void *run(void *context)
{
    struct crew *crew = context;
    crew->work(crew->context);
    pthread_mutex_lock(&crew->lock);
    crew->running--;
    pthread_cond_signal(&crew->finished);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static void wait_for(struct crew *crew, void (*tick)(void *context))
{
    pthread_mutex_lock(&crew->lock);
    while (crew->running) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 100000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        if (pthread_cond_timedwait(&crew->finished, &crew->lock, &until) && tick)
            tick(crew->context);
    }
    pthread_mutex_unlock(&crew->lock);
}

void ht_threads_run(unsigned count, void (*work)(void *context), void (*tick)(void *context),
                    void *context)
{
    struct crew crew = {.work = work, .context = context};
    pthread_t *threads = HT_NEW(pthread_t, count);
    unsigned started = 0;
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.finished, NULL);
    pthread_mutex_lock(&crew.lock);
    while (started < count && !pthread_create(&threads[started], NULL, run, &crew))
        crew.running = ++started;
    pthread_mutex_unlock(&crew.lock);
    if (!started && count)
        work(context);
    wait_for(&crew, tick);
    for (unsigned n = 0; n < started; n++)
        pthread_join(threads[n], NULL);
    pthread_cond_destroy(&crew.finished);
    pthread_mutex_destroy(&crew.lock);
    free(threads);
}
