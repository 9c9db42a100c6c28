/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/changes.h"

#include "reports/text/phrases.h"
#include "reports/text/rules.h"

const char *ht_change_word(enum ht_change_what what)
{
    static const char *const words[HT_CHANGE_COUNT] = {
        [HT_KEPT] = "kept",
        [HT_MOVED] = "moved",
        [HT_ADDED_NEW] = "new",
        [HT_DROPPED] = "dropped",
    };
    return words[what];
}

/* Reasons that are one text whatever the change. */
static const char *const reasons[] = {
    [HT_WHY_KEPT] = "",
    [HT_WHY_BY_HAND] = "by hand",
    [HT_WHY_NO_PERIOD] = "there is no such period any more",
    [HT_WHY_HORIZON] = "it is outside the term",
    [HT_WHY_NOT_DUE] = "no session is due in that week any more",
    [HT_WHY_FULL_DAY] = "to make room for others: the mentor's day is full",
    [HT_WHY_OTHERS] = "to make room for others",
    [HT_WHY_LACKING] = "it is due, and the earlier plan had none for it",
    [HT_WHY_NEW_PROGRAMME] = "the programme is new to the plan",
};

/* A text, where the row is that it is by, and what that says of itself. */
static void tell_row(struct ht_sentence *sentence, const char *text, const char *file, int line,
                     const char *note)
{
    bool noted = note && *note;
    ht_tell(sentence, "{s} ({file}, line {d}{s}{s})", text, file, line, noted ? ": " : "",
            noted ? note : "");
}

static void tell_reason(struct ht_sentence *sentence, const struct ht_reason *reason)
{
    const struct ht_school *school = sentence->school;
    if (reason->why == HT_WHY_RULE) {
        ht_tell(sentence, ht_rule_words(reason->rule)->against);
    } else if (reason->why == HT_WHY_NO_PROGRAMME) {
        ht_tell(sentence, "{file} has no such programme of this student and mentor any more",
                "caseload.csv");
    } else if (reason->why == HT_WHY_REQUEST) {
        const struct ht_request *never = &school->requests[reason->row];
        tell_row(sentence, "a never request forbids it", "requests.csv", never->line, never->note);
    } else if (reason->why == HT_WHY_COMMITMENT) {
        const struct ht_commitment *commitment = &school->commitments[reason->row];
        tell_row(sentence, "the mentor is taken then", "commitments.csv", commitment->line,
                 commitment->what);
    } else if (reason->why == HT_WHY_NEIGHBOUR) {
        const struct ht_programme *other = &school->programmes[reason->row];
        if (*other->group)
            ht_tell(sentence, "to make room for group {s}", other->group);
        else
            ht_tell(sentence, "to make room for {student}", other->students[0]);
    } else {
        ht_tell(sentence, reasons[reason->why]);
    }
}

char *ht_change_why(const struct ht_school *school, const struct ht_change *change, bool by_id)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, school, by_id);
    tell_reason(&sentence, &change->reason);
    return ht_sentence_end(&sentence);
}
