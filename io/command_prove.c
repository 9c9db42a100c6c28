/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/command.h"
#include "io/prove.h"
#include "io/summary.h"
#include "solver/memory.h"

#include <inttypes.h>
#include <stdlib.h>

static bool read_summary(const char *out, struct ht_summary *summary)
{
    char *path = ht_format("%s/sessions.csv", out);
    bool found = ht_summary_read(path, summary);
    free(path);
    if (!found)
        fprintf(stderr, "%s/%s:1: this is no summary of a run; plan again with --proof\n", out,
                HT_SUMMARY_FILE);
    return found;
}

/* Whether the run claims what its proof says. */
static bool agrees(const char *out, const struct ht_summary *summary,
                   const struct ht_proved *proved)
{
    if (summary->cost == proved->cost && summary->bound == proved->bound &&
        summary->unplaced == proved->unplaced && summary->sessions == (int64_t)proved->sessions &&
        summary->optimal == (proved->cost == proved->bound))
        return true;
    fprintf(stderr,
            "%s/%s:1: it says cost %" PRId64 ", bound %" PRId64 ", %" PRId64 " sessions, %" PRId64
            " unplaced, %s; the proof cost %" PRId64 ", bound %" PRId64 ", %zu sessions, %" PRId64
            " unplaced; this proves nothing\n",
            out, HT_SUMMARY_FILE, summary->cost, summary->bound, summary->sessions,
            summary->unplaced, summary->optimal ? "optimal" : "not optimal", proved->cost,
            proved->bound, proved->sessions, proved->unplaced);
    return false;
}

int ht_command_prove(const struct ht_options *options)
{
    const char *out = options->school;
    struct ht_summary summary;
    struct ht_proved proved;
    if (!read_summary(out, &summary) || !ht_prove(out, &proved) || !agrees(out, &summary, &proved))
        return HT_EXIT_INPUT;
    bool closed = proved.bound == proved.cost;
    printf("Proved in %zu part%s: the schedule costs %" PRId64 ", and no schedule costs less%s",
           proved.parts, proved.parts == 1 ? "" : "s", proved.cost, closed ? "" : " than ");
    if (!closed)
        printf("%" PRId64 ": one that costs up to %" PRId64 " less may exist", proved.bound,
               proved.cost - proved.bound);
    puts(".");
    return closed ? HT_EXIT_DONE : HT_EXIT_LEFT;
}
