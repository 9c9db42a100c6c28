/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/reasons.h"

#include "reports/explain/advice.h"
#include "reports/text/wrapped.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* More weeks in a row are counted, and more repairs: of few reasons, and of many. */
enum { WEEKS_NAMED = 4, REPAIRS_SHOWN = 5, REPAIRS_OF_MANY = 3, MANY = 3 };

/* What is said of an unplaced row, and of those of which the same is said. */
struct reason {
    char *sentence; /* about the first week; owned */
    char *about;    /* about any of the weeks; owned */
    size_t nth;     /* unplaced row of the schedule, the first of them */
    bool written;
    ht_date *mondays; /* owned */
    size_t count, capacity;
};

struct reasons {
    struct reason *list;
    size_t count, capacity;
};

void ht_explain_sentence(FILE *stream, const char *mark, struct ht_sentence *sentence)
{
    char *text = ht_sentence_end(sentence);
    ht_write_wrapped(stream, mark, text);
    free(text);
}

void ht_explain_weeks(struct ht_sentence *sentence, const ht_date *mondays, size_t count)
{
    struct ht_items items = {.count = count};
    if (count > WEEKS_NAMED) {
        ht_phrase(sentence, "%zu weeks from ", count);
        ht_tell(sentence, "{date} to {date}", mondays[0], mondays[count - 1]);
        return;
    }
    ht_phrase(sentence, count == 1 ? "Week of " : "Weeks of ");
    for (size_t n = 0; n < count; n++) {
        ht_phrase_item(sentence, &items);
        ht_phrase_date(sentence, mondays[n]);
    }
}

/* ------------------------------------------------------------ reasons */

/* A text with the first occurrence of a part replaced. Use free(). */
static char *replace(const char *text, const char *part, const char *by)
{
    const char *at = strstr(text, part);
    return at ? ht_format("%.*s%s%s", (int)(at - text), text, by, at + strlen(part))
              : ht_format("%s", text);
}

/* What a sentence says of its own week, said of any. Use free(). */
static char *say_of_any(const struct ht_school *school, const char *sentence, ht_date monday)
{
    struct ht_sentence own;
    ht_sentence_begin(&own, school, false);
    ht_tell(&own, "in the week of {date}", monday);
    char *week = ht_sentence_end(&own);
    char *about = replace(sentence, week, "in such a week");
    free(week);
    return about;
}

static bool same_repairs(const struct ht_advice *advice, size_t one, size_t other)
{
    const struct ht_conflict *a = &advice->conflicts[one], *b = &advice->conflicts[other];
    bool same = a->repair_count == b->repair_count;
    for (size_t n = 0; same && n < a->repair_count; n++)
        same = a->repairs[n] == b->repairs[n];
    return same;
}

static void add_reason(struct reasons *reasons, const struct ht_explanation *all, size_t nth)
{
    const struct ht_school *school = &all->rest->school;
    ht_date monday = all->schedule->unplaced[nth].week;
    char *sentence = ht_say_conflict(school, all->schedule, all->advice, nth);
    char *about = say_of_any(school, sentence, monday);
    size_t n = 0;
    while (n < reasons->count && (strcmp(reasons->list[n].about, about) != 0 ||
                                  !same_repairs(all->advice, reasons->list[n].nth, nth)))
        n++;
    if (n == reasons->count) {
        HT_GROW(reasons->list, reasons->count, reasons->capacity);
        reasons->list[reasons->count++] =
            (struct reason){.sentence = sentence, .about = about, .nth = nth};
    } else {
        free(sentence);
        free(about);
    }
    struct reason *reason = &reasons->list[n];
    HT_GROW(reason->mondays, reason->count, reason->capacity);
    reason->mondays[reason->count++] = monday;
}

static void clear_reasons(struct reasons *reasons)
{
    for (size_t n = 0; n < reasons->count; n++) {
        free(reasons->list[n].sentence);
        free(reasons->list[n].about);
        free(reasons->list[n].mondays);
    }
    free(reasons->list);
}

/* ------------------------------------------------------------ writing */

static void write_repairs(FILE *stream, const struct ht_explanation *all,
                          const struct ht_conflict *conflict, size_t most)
{
    int unplaced = ht_schedule_unplaced(all->schedule);
    for (size_t n = 0; n < conflict->repair_count && n < most; n++) {
        const struct ht_repair *repair = &all->advice->repairs[conflict->repairs[n]];
        char *what = ht_say_repair(&all->rest->school, repair, false);
        char *effect = ht_say_effect(repair, unplaced);
        char *line = all->prices
                         ? ht_format("Price %lld: %s: %s", (long long)repair->price, what, effect)
                         : ht_format("%s: %s", what, effect);
        char mark[32];
        line[0] = (char)toupper((unsigned char)line[0]);
        snprintf(mark, sizeof mark, "    %zu. ", n + 1);
        ht_write_wrapped(stream, mark, line);
        free(line);
        free(effect);
        free(what);
    }
    if (conflict->repair_count > most)
        fprintf(stream, "    and %zu more\n", conflict->repair_count - most);
}

static void write_reason(FILE *stream, const struct ht_school *school, struct reason *reason)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, school, false);
    ht_explain_weeks(&sentence, reason->mondays, reason->count);
    ht_phrase(&sentence, ": %s", reason->count == 1 ? reason->sentence : reason->about);
    ht_explain_sentence(stream, "  ", &sentence);
    reason->written = true;
}

void ht_explain_reasons(FILE *stream, const struct ht_explanation *all, const size_t *rows,
                        size_t count)
{
    struct reasons reasons = {0};
    for (size_t n = 0; n < count; n++)
        add_reason(&reasons, all, rows[n]);
    /* Reasons with the same repairs come together, so that these are told once. */
    for (size_t n = 0; n < reasons.count; n++) {
        if (reasons.list[n].written)
            continue;
        for (size_t m = n; m < reasons.count; m++)
            if (same_repairs(all->advice, reasons.list[n].nth, reasons.list[m].nth))
                write_reason(stream, &all->rest->school, &reasons.list[m]);
        write_repairs(stream, all, &all->advice->conflicts[reasons.list[n].nth],
                      all->schedule->unplaced_count > MANY ? REPAIRS_OF_MANY : REPAIRS_SHOWN);
    }
    clear_reasons(&reasons);
}
