/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/prove/prove.h"
#include "io/commands/command.h"
#include "io/plan/summary.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

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

static bool has_proof(const char *out)
{
    char *path = ht_format("%s/proof/index", out);
    bool found = !access(path, F_OK);
    if (!found)
        fprintf(stderr, "%s:1: the run has no proof; plan again with --proof\n", path);
    free(path);
    return found;
}

/* Whether the run claims what its proof says. The costs of a plan that was planned again are not
   the sums that its proof is about, and sessions may be unplaced in weeks that are over. */
static bool agrees(const struct ht_summary *summary, const struct ht_proved *proved)
{
    bool closed = proved->cost == proved->bound;
    if (summary->sessions != (int64_t)proved->sessions || summary->replanned != (bool)*proved->from)
        return false;
    if (summary->replanned)
        return summary->unplaced >= proved->unplaced && (closed || !summary->proven);
    return summary->cost == proved->cost && summary->bound == proved->bound &&
           summary->unplaced == proved->unplaced && summary->optimal == closed;
}

static bool refuse(const char *out, const struct ht_summary *summary,
                   const struct ht_proved *proved)
{
    fprintf(stderr,
            "%s/%s:1: it says cost %" PRId64 ", bound %" PRId64 ", %" PRId64 " sessions, %" PRId64
            " unplaced, %s; the proof cost %" PRId64 ", bound %" PRId64 ", %zu sessions, %" PRId64
            " unplaced; this proves nothing\n",
            out, HT_SUMMARY_FILE, summary->cost, summary->bound, summary->sessions,
            summary->unplaced, summary->optimal ? "optimal" : "not optimal", proved->cost,
            proved->bound, proved->sessions, proved->unplaced);
    return false;
}

static void tell(const struct ht_proved *proved, bool closed)
{
    printf("Proved in %zu part%s: ", proved->parts, proved->parts == 1 ? "" : "s");
    if (*proved->from && closed)
        printf("from %s on nothing leaves less unplaced, nor as little with fewer changes, nor so "
               "at less cost.\n",
               proved->from);
    else if (*proved->from)
        printf("only a lower bound; from %s on something may leave less unplaced, change less or "
               "cost less.\n",
               proved->from);
    else if (closed)
        printf("the schedule costs %" PRId64 ", and no schedule costs less.\n", proved->cost);
    else
        printf("the schedule costs %" PRId64 ", and no schedule costs less than %" PRId64
               ": one that costs up to %" PRId64 " less may exist.\n",
               proved->cost, proved->bound, proved->cost - proved->bound);
}

static int run_prove(const struct ht_options *options)
{
    const char *out = options->school;
    struct ht_summary summary;
    struct ht_proved proved;
    if (!read_summary(out, &summary) || !has_proof(out) || !ht_prove(out, summary.sum, &proved) ||
        !(agrees(&summary, &proved) || refuse(out, &summary, &proved)))
        return HT_EXIT_INPUT;
    if (!proved.is_intact) {
        fprintf(stderr, "%s/proof/index:1: a file has changed since it was written; plan again\n",
                out);
        return HT_EXIT_INPUT;
    }
    bool closed = *proved.from ? summary.proven : proved.bound == proved.cost;
    tell(&proved, closed);
    return closed ? HT_EXIT_DONE : HT_EXIT_LEFT;
}

const struct ht_command ht_command_prove = {
    .name = "prove",
    .arguments = "OUT",
    .what = "Check the proof in OUT, and the schedule in OUT against it, without a solver.",
    .more = "OUT is what 'halfterm plan --proof' or 'halfterm replan --proof' wrote. That the "
            "rules hold is for 'halfterm verify' to say; this says that no schedule of the integer "
            "programs in OUT/proof costs less.",
    .left = "it is not proved that nothing costs less",
    .run = run_prove,
};
