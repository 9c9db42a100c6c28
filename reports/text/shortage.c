/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/shortage.h"

#include "reports/text/phrases.h"
#include "reports/text/rules.h"
#include "reports/text/words.h"

/* A slot left free by a search that was stopped. */
static const char stopped_clause[] = "free, but the search was stopped before it came to them";

/* One in a week that others share its sessions with. */
static const char full_week_clause[] = "in a week that has its session already";

/* Adds how many slots something takes, if it takes any. */
static void tell_count(struct ht_sentence *sentence, int count, const char *clause,
                       const char **separator)
{
    if (!count)
        return;
    ht_phrase(sentence, "%s%d %s", *separator, count, clause);
    *separator = ", ";
}

static void tell_slots(struct ht_sentence *sentence, const struct ht_shortage *shortage)
{
    int slots = 0;
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++)
        slots += shortage->alone[rule] + shortage->beside[rule];
    ht_phrase(sentence, "Of %d slots", slots);
    const char *separator = ": ";
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++) {
        bool is_left = shortage->stopped && rule == HT_NO_RULE, is_week = rule == HT_H8_FREQUENCY;
        int others = is_week ? 0 : shortage->beside[rule];
        tell_count(sentence, shortage->alone[rule] + others,
                   is_left ? stopped_clause : ht_rule_words(rule)->slots, &separator);
        if (is_week)
            tell_count(sentence, shortage->beside[rule], full_week_clause, &separator);
    }
    ht_phrase(sentence, ".");
}

/* Which members of a group stand in its way, and in how many slots. */
static void tell_members(struct ht_sentence *sentence, const struct ht_shortage *shortage,
                         const struct ht_programme *programme)
{
    const char *separator = " In the way of the group: ";
    bool any = false;
    for (uint32_t n = 0; n < programme->student_count && programme->student_count > 1; n++) {
        if (!shortage->members[n])
            continue;
        ht_phrase(sentence, "%s%s in %d", separator,
                  sentence->school->students[programme->students[n].i].id, shortage->members[n]);
        separator = ", ";
        any = true;
    }
    ht_phrase(sentence, any ? "." : "");
}

char *ht_shortage_text(const struct ht_school *school, const struct ht_unplaced *unplaced)
{
    const struct ht_shortage *shortage = unplaced->shortage;
    struct ht_sentence sentence;
    if (!shortage)
        return NULL;
    ht_sentence_begin(&sentence, school, true);
    if (unplaced->aside) {
        ht_tell(&sentence, "It was taken out by hand.");
    } else if (shortage->over.days > HT_DATE_FIRST.days) {
        ht_tell(&sentence,
                "The week is over: only what is from {s} on was planned again. If nothing was due "
                "then, give the row of {file} a from.",
                HT_WORDS_ISO(shortage->over), "caseload.csv");
    } else {
        tell_slots(&sentence, shortage);
        tell_members(&sentence, shortage, &school->programmes[unplaced->programme.i]);
    }
    return ht_sentence_end(&sentence);
}
