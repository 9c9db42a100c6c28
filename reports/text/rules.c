/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/rules.h"

#include "solver/base/memory.h"

static const struct ht_rule_words table[HT_RULE_COUNT] = {
    [HT_NO_RULE] =
        {"No rule", "left out by the policy's weights, or for lack of time",
         .meaning =
             "Placing the session would count for more than leaving it out, or the search was "
             "stopped before it could be placed.",
         .slots = "free, but by the policy's weights it is better to leave the session out"},
    [HT_H1_LESSON] =
        {"H1", "day and lesson",
         .meaning = "A session is on an open school day, in an allowed period, in a lesson that "
                    "each of its students has.",
         .slots = "closed or without a lesson to come out of",
         .against = "it is closed then, or no lesson to come out of any more"},
    [HT_H2_LENGTH] = {"H2", "start and length",
                      .meaning = "A session starts when its period starts and fits it.",
                      .slots = "too short", .against = "the period is too short"},
    [HT_H3_STUDENT] =
        {"H3", "one student",
         .meaning = "A student has one session at a time, none while with a mentor otherwise, "
                    "and no more a day than allowed.",
         .slots = "with a student in another session or with a mentor already",
         .against = "a commitment has the student with a mentor then"},
    [HT_H4_MENTOR] =
        {"H4", "one mentor",
         .meaning = "A mentor has one session at a time, none in a committed period and none on "
                    "a day off.",
         .slots = "with the mentor committed, away or with another student",
         .against = "the mentor does not work then"},
    [HT_H5_FREE_TIME] =
        {"H5", "free time",
         .meaning = "A mentor keeps the policy's free time on every working day, unless an "
                    "allow request waives it.",
         .slots = "that would leave the mentor too little free time",
         .against = "the mentor would keep too little free time"},
    [HT_H6_MISSES] = {"H6", "misses of a subject",
                      .meaning =
                          "A student misses a subject no more often than the policy or an allow "
                          "request says.",
                      .slots = "of a subject missed often enough",
                      .against = "the subject has been missed often enough"},
    [HT_H7_ASSESSMENT] = {"H7", "assessment",
                          .meaning = "Nobody is seen while their year is being assessed.",
                          .slots = "in assessment", .against = "there is assessment then"},
    [HT_H8_FREQUENCY] =
        {"H8", "sessions a week",
         .meaning = "A programme has its sessions in every week that requires them, within "
                    "its dates, or they are reported as unplaced.",
         .slots = "outside the programme's dates",
         .against = "it is outside the programme's dates"},
    [HT_H9_REQUESTS] = {"H9", "requests",
                        .meaning =
                            "Never and keep requests hold, and protected subjects are not missed.",
                        .slots = "ruled out by a request or a protected subject",
                        .against = "the subject is protected"},
    [HT_H10_GROUP] = {"H10", "whole group", .meaning = "A group meets with all of its members."},
    [HT_H11_CAPACITY] = {"H11", "rooms and classes",
                         .meaning =
                             "No more sessions at once than rooms, no more students out of a class "
                             "than allowed.",
                         .slots = "without a room, or of a class that others are out of",
                         .against = "there is no room, or too many would be out of the class"},
};

const struct ht_rule_words *ht_rule_words(enum ht_rule rule)
{
    HT_REQUIRE(rule < HT_RULE_COUNT, "no such rule");
    return &table[rule];
}
