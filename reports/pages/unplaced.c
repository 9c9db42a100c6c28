/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

#include "reports/explain/advice.h"
#include "reports/text/rules.h"
#include "reports/views/caseload.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Repairs that one looks at; 'halfterm explain' has them all. */
enum { REPAIRS_SHOWN = 8 };

/* Says a text of ours, and frees it. */
static void say_and_free(struct ht_document *document, unsigned style, char *text)
{
    ht_doc_say(document, style, ht_doc_text(document, "%s", text));
    free(text);
}

/* A repair with a capital letter, since it begins with a word of ours; below it, where to write it:
   the last brackets. */
static void say_repair(struct ht_document *document, const struct ht_run *run,
                       const struct ht_repair *repair)
{
    char *text = ht_say_repair(run->school, repair, false);
    char *bracket = strrchr(text, '(');
    text[0] = (char)toupper((unsigned char)text[0]);
    ht_doc_put(document, "%.*s{minor line}%.*s", (int)(bracket - text) - 1, text,
               (int)strlen(bracket) - 2, bracket + 1);
    free(text);
}

/* ------------------------------------------------------------ why */

/* The sentence where the cause was found, and what the rules do to the slots of the week. */
static void say_why(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    bool found = run->advice && run->advice->conflicts[nth].smallest;
    if (found)
        say_and_free(document, HT_PLAIN,
                     ht_say_conflict(run->school, run->schedule, run->advice, nth));
    ht_doc_say(document, found ? HT_MINOR | HT_NEW_LINE : HT_PLAIN, unplaced->detail);
    ht_doc_put(document, "{minor} %s, %s", rule->code, rule->title);
}

static void say_help(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_conflict *conflict = &run->advice->conflicts[nth];
    if (!conflict->repair_count)
        return;
    const struct ht_repair *first = &run->advice->repairs[conflict->repairs[0]];
    say_repair(document, run, first);
    say_and_free(document, HT_MINOR | HT_NEW_LINE,
                 ht_say_effect(first, ht_schedule_unplaced(run->schedule)));
}

static void add_row(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_mentor_view *mentor = unplaced->programme->mentor;
    ht_doc_named_row(document);
    ht_say_who(document, unplaced->programme);
    ht_doc_put(document, "{minor line}%s|{name}%s|%s", unplaced->programme->name,
               mentor ? mentor->name : "", HT_UNBROKEN_DATE(unplaced->week));
    if (unplaced->count > 1)
        ht_doc_put(document, "{minor line}%d sessions", unplaced->count);
    ht_doc_cell(document, HT_TONE_NONE);
    say_why(document, run, nth);
    if (!run->advice)
        return;
    ht_doc_cell(document, HT_TONE_NONE);
    say_help(document, run, nth);
}

static void add_table(struct ht_document *document, const struct ht_run *run)
{
    ht_doc_captioned(document, HT_ROWS, false,
                     "Sessions that have no place, and what stands in the way");
    ht_doc_columns(document, run->advice ? "Student|Mentor|Week of|Why|What would help"
                                         : "Student|Mentor|Week of|Why");
    for (size_t i = 0; i < run->views->unplaced_count; i++)
        add_row(document, run, i);
}

/* ------------------------------------------------------------ what would help most */

static void add_repairs(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_advice *advice = run->advice;
    ht_doc_table(document, HT_ROWS, false);
    ht_doc_say(document, HT_PLAIN,
               "Single repairs, each found by planning again with it; the price is how much it "
               "asks of people");
    ht_doc_columns(document, "Repair|#Places|#Gives up|#Price");
    for (size_t n = 0; n < advice->repair_count && n < REPAIRS_SHOWN; n++) {
        ht_doc_row(document, false);
        ht_doc_cell(document, HT_TONE_NONE);
        say_repair(document, run, &advice->repairs[n]);
        ht_doc_put(document, "|%d|%d|%" PRId64, advice->repairs[n].placed,
                   advice->repairs[n].given_up, advice->repairs[n].price);
    }
}

static void add_help(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_advice *advice = run->advice;
    bool all = advice->together_placed == ht_schedule_unplaced(run->schedule);
    ht_doc_section(document, 0, "help", "What would help most");
    ht_doc_paragraph(document, all ? HT_TONE_GOOD : HT_TONE_NONE);
    say_and_free(document, HT_STRONG, ht_say_gist(advice, ht_schedule_unplaced(run->schedule)));
    ht_doc_say(document, HT_STRONG, advice->together_count ? ":" : ".");
    if (advice->together_count)
        ht_doc_list(document);
    for (size_t n = 0; n < advice->together_count; n++) {
        ht_doc_item(document);
        say_repair(document, run, &advice->together[n]);
    }
    if (!advice->complete && !all)
        ht_doc_note(document,
                    "Not everything was tried, to keep the time short: 'halfterm explain' "
                    "takes its time.");
    if (advice->repair_count)
        add_repairs(document, run);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ the sections */

static void add_unassigned(struct ht_document *document, const struct ht_views *views)
{
    bool told = false;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme_view *programme = &views->programmes[i];
        if (!programme->active || programme->mentor)
            continue;
        if (!told) {
            ht_doc_section(document, 0, NULL, "Not yet assigned to a mentor");
            ht_doc_list(document);
            told = true;
        }
        ht_doc_item(document);
        ht_say_who(document, programme);
        ht_doc_put(document, ": %s", programme->name);
    }
    if (told)
        ht_doc_close(document);
}

void ht_add_unplaced(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    if (!views->unplaced_count && !views->caseloads->waiting)
        return;
    if (views->unplaced_count && run->advice)
        add_help(document, run);
    ht_doc_section(document, HT_FIND_ROWS, "unplaced", "Unplaced");
    if (views->unplaced_count)
        add_table(document, run);
    add_unassigned(document, views);
    ht_doc_close(document);
}
