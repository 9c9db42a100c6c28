/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/rules.h"

#include "solver/base/memory.h"

static const struct ht_rule_words table[HT_RULE_COUNT] = {
    [HT_NO_RULE] = {"No rule", "left out for its cost, or for lack of time",
                    "Placing the session would cost more than leaving it out, or the search was "
                    "stopped before it could be placed."},
    [HT_H1_LESSON] = {"H1", "day and lesson",
                      "A session is on an open school day, in an allowed period, in a lesson that "
                      "each of its students has."},
    [HT_H2_LENGTH] = {"H2", "start and length",
                      "A session starts when its period starts and fits it."},
    [HT_H3_STUDENT] =
        {"H3", "one student",
         "A student has one session at a time, none while with a mentor otherwise, and "
         "no more a day than allowed."},
    [HT_H4_MENTOR] = {"H4", "one mentor",
                      "A mentor has one session at a time, none in a committed period and none on "
                      "a day off."},
    [HT_H5_FREE_TIME] =
        {"H5", "free time",
         "A mentor keeps the policy's free time on every working day, unless an allow "
         "request waives it."},
    [HT_H6_MISSES] =
        {"H6", "misses of a subject",
         "A student misses a subject no more often than the policy or an allow request "
         "says."},
    [HT_H7_ASSESSMENT] = {"H7", "assessment", "Nobody is seen while their year is being assessed."},
    [HT_H8_FREQUENCY] = {"H8", "sessions a week",
                         "A programme has its sessions in every week that requires them, within "
                         "its dates, or they are reported as unplaced."},
    [HT_H9_REQUESTS] = {"H9", "requests",
                        "Never and keep requests hold, and protected subjects are not missed."},
    [HT_H10_GROUP] = {"H10", "whole group", "A group meets with all of its members."},
    [HT_H11_CAPACITY] = {"H11", "rooms and classes",
                         "No more sessions at once than rooms, no more students out of a class "
                         "than allowed."},
};

const struct ht_rule_words *ht_rule_words(enum ht_rule rule)
{
    HT_REQUIRE(rule < HT_RULE_COUNT, "no such rule");
    return &table[rule];
}
