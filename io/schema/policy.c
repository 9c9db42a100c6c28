/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/policy.h"

#include "solver/school/policy.h"

const char ht_of_policy[] = "as ht_policy_default() has it";

static const char *const places[] = {"first-half", "lesson", NULL};
static const char *const spans[] = {"term", "half-term", NULL};
static const char *const scopes[] = {"week", "day", NULL};
static const char *const pers[] = {"student", "programme", "mentor", "school", NULL};
static const char *const ons[] = {"last", "first", NULL};

/* Bounds that only keep nonsense and overflow out. */
enum {
    A_DAY = 1440,          /* minutes */
    LONGEST_SESSION = 600, /* minutes */
    MOST_SESSIONS = 1000,
    MANY = 10000,
    DEAREST = 1000000,
};

#define FIELD(field) offsetof(struct ht_policy, field)
#define NUMBER(name, type, field, least, most, meaning)                                            \
    {                                                                                              \
        name, type, FIELD(field), least, most, false, NULL, ht_of_policy, meaning                  \
    }
#define WORD(name, field, words, meaning)                                                          \
    {                                                                                              \
        name, HT_WORD, FIELD(field), 0, 0, false, words, ht_of_policy, meaning                     \
    }

static const struct ht_policy_attribute school[] = {
    {"name", HT_TEXT, FIELD(school_name), 0, 0, false, NULL, ht_of_policy,
     "The school's name as it is printed; blank: the first line of letters/letterhead.txt."},
};
static const struct ht_policy_attribute session[] = {
    NUMBER("minutes", HT_WHOLE, session_minutes, 1, A_DAY, "Minutes of a session."),
    WORD("place", place, places,
         "Whether a session must fit the first half of its period, or the whole of it."),
    NUMBER(
        "log-minutes", HT_WHOLE, log_minutes, 0, A_DAY,
        "Minutes after a session in which the mentor writes the log; for people: the mentor is not "
        "planned again in that period in any case."),
};
static const struct ht_policy_attribute misses[] = {
    NUMBER(
        "max", HT_WHOLE, misses_max, 0, MANY,
        "Most misses of one subject by a student; only what timetable.csv has in a period of kind "
        "lesson is missed."),
    WORD("per", misses_per, spans, "The stretch in which they are counted."),
};
static const struct ht_policy_attribute assessment[] = {
    WORD("scope", assessment_scope, scopes,
         "Whether a whole week that an assessment touches is out, or only its days."),
};
static const struct ht_policy_attribute free_time[] = {
    NUMBER("minutes", HT_WHOLE, free_minutes, 0, A_DAY,
           "Minutes of lessons that a mentor keeps free on every day."),
    {"contiguous", HT_YES, FIELD(free_contiguous), 0, 0, false, NULL, ht_of_policy,
     "Whether they must be in one piece."},
};
static const struct ht_policy_attribute per_day[] = {
    NUMBER("max", HT_WHOLE, per_day_max, 1, MANY,
           "Most sessions of a student on a day, of all programmes together."),
};
static const struct ht_policy_attribute kinds[] = {
    {"kinds", HT_KINDS, FIELD(place_kinds), 0, 0, false, NULL, ht_of_policy,
     "Kinds of period (kind in periods.csv) that may hold a session, a list; periods of a "
     "programme do not add to them."},
};
static const struct ht_policy_attribute rooms[] = {
    NUMBER("max", HT_LIMIT, rooms_max, 0, MANY, "Most sessions at once in the whole school."),
};
static const struct ht_policy_attribute withdrawals[] = {
    NUMBER("max", HT_LIMIT, withdrawals_max, 0, MANY,
           "Most students out of one class in one lesson."),
};
static const struct ht_policy_attribute support[] = {
    NUMBER("max-lessons", HT_WHOLE, support_lessons, 0, MANY,
           "Most lessons of in-class support of a mentor in a week."),
    NUMBER("max-minutes", HT_WHOLE, support_minutes, 0, MANY, "The same in minutes."),
    NUMBER("max-weeks", HT_LIMIT, support_weeks, 1, MANY,
           "Most weeks of support of one student that commitments.csv names."),
};
static const struct ht_policy_attribute caseload[] = {
    {"role", HT_LOWER, offsetof(struct ht_caseload_limit, role), 0, 0, false, NULL, NULL,
     "The role, as in mentors.csv."},
    {"min", HT_WHOLE, offsetof(struct ht_caseload_limit, min), 0, MANY, false, NULL, "0",
     "Fewest students of a mentor in that role."},
    {"max", HT_WHOLE, offsetof(struct ht_caseload_limit, max), 0, MANY, false, NULL, "8",
     "Most students of a mentor in that role."},
};
static const struct ht_policy_attribute group[] = {
    {"flag", HT_UPPER, offsetof(struct ht_priority, flag), 0, 0, false, NULL, NULL,
     "The flag of students.csv."},
    {"weight", HT_WHOLE, offsetof(struct ht_priority, weight), 1, 1000, false, NULL, "1",
     "How many times dearer an unplaced session of these students is."},
};
#define PRESET(field) offsetof(struct ht_preset, field)
static const struct ht_policy_attribute programme[] = {
    {"name", HT_TEXT, PRESET(name), 0, 0, false, NULL, NULL,
     "The name, as programme has it in caseload.csv."},
    {"minutes", HT_WHOLE, PRESET(minutes), 1, LONGEST_SESSION, false, NULL, "",
     "Minutes of a session; blank: those of <session>."},
    {"per-week", HT_OFTEN, PRESET(often), 0, 0, false, NULL, "1",
     "Sessions a week, 0.5 for one in two weeks."},
    {"sessions", HT_LIMIT, PRESET(sessions), 0, MOST_SESSIONS, false, NULL, "none",
     "Sessions after which it ends, those of history.csv included."},
    {"weeks", HT_LIMIT, PRESET(weeks), 1, MOST_SESSIONS, false, NULL, "none",
     "Weeks with a session after which it ends, counted from its first date; a last date in "
     "caseload.csv comes before this."},
    {"periods", HT_TEXT, PRESET(periods), 0, 0, false, NULL, "",
     "Names of the periods that it may use, a list; blank: all of the kinds in <places>."},
    {"place", HT_TEXT, PRESET(place), 0, 0, false, NULL, "",
     "Where it meets; blank: in the mentor's room."},
};
static const struct ht_policy_attribute urgency[] = {
    {"word", HT_LOWER, offsetof(struct ht_urgency, word), 0, 0, false, NULL, NULL,
     "The word, as urgency has it in caseload.csv."},
    {"weeks", HT_LIMIT, offsetof(struct ht_urgency, weeks), 0, MANY, false, NULL, "none",
     "Weeks from the referral within which the first session is to be, 0: on the next school day; "
     "none: by the end of the half term."},
};
static const struct ht_policy_attribute cost[] = {
    NUMBER("miss", HT_COST, cost_miss, 0, DEAREST, "Cost of missing a lesson."),
    NUMBER("repeat", HT_COST, cost_repeat, 0, DEAREST,
           "Cost of a second miss of the same subject in a term; twice that for the third."),
    {"unplaced", HT_COST, FIELD(cost_unplaced), 0, DEAREST, true, NULL, ht_of_policy,
     "Cost of a session without a place."},
    NUMBER("day-load", HT_COST, cost_day_load, 0, DEAREST,
           "Cost of a mentor's second session of a day; twice that for the third."),
};
static const struct ht_policy_attribute attendance[] = {
    NUMBER("alarm", HT_WHOLE, attendance_alarm, 1, MANY,
           "Sessions that a student misses in a row before it is to be reported at once."),
};
static const struct ht_policy_attribute review[] = {
    NUMBER("after", HT_LIMIT, review_weeks, 1, MANY,
           "Weeks from the start of a programme to its review, and from each review to the next."),
    {"who", HT_TEXT, FIELD(review_who), 0, 0, false, NULL, ht_of_policy,
     "Who does it, as in <duty>; in done.csv it is a review."},
};
static const struct ht_policy_attribute registers[] = {
    {"code", HT_TEXT, FIELD(register_code), 0, 0, false, NULL, ht_of_policy,
     "A code of the school's own for students who are in a session; not a national attendance "
     "code, "
     "which only people set."},
    {"note", HT_TEXT, FIELD(register_note), 0, 0, false, NULL, ht_of_policy,
     "What to note of them."},
    {"registration", HT_YES, FIELD(register_registration), 0, 0, false, NULL, ht_of_policy,
     "Whether the registers that are taken in registration and tutor time are told as well."},
};

#define DUTY(field) offsetof(struct ht_duty, field)

static const struct ht_policy_attribute duty[] = {
    {"what", HT_TEXT, DUTY(what), 0, 0, false, NULL, NULL,
     "What is to be done, in the school's words; done.csv names it."},
    {"every", HT_RECURS, DUTY(every), 0, 0, false, NULL, "",
     "day, week, 2 weeks, month, half-term or term: once in each, by its end; blank: only once."},
    {"after", HT_DELAY, DUTY(after), 0, 0, false, NULL, "",
     "start, 6 weeks, 10 days: from the start of the programme on; end: at its end."},
    {"on", HT_WORD, DUTY(on), 0, 0, false, ons, "last",
     "Whether the last or the first open day of each stretch is the day."},
    {"per", HT_WORD, DUTY(per), 0, 0, false, pers, "student",
     "Once for each student of a programme, programme, mentor or for the whole school; for the "
     "last two, terms take the place of programmes."},
    {"who", HT_TEXT, DUTY(who), 0, 0, false, NULL, "mentor",
     "Who does it: mentor, lead, another role or any word."},
    {"programme", HT_TEXT, DUTY(programme), 0, 0, false, NULL, "",
     "Only for programmes of this name; blank: for all."},
    {"calendar", HT_YES, DUTY(calendar), 0, 0, false, NULL, "yes",
     "Whether the mentor's calendar reminds of it."},
};

#define HAS(table)  table, sizeof table / sizeof *table, false
#define EACH(table) table, sizeof table / sizeof *table, true

static const struct ht_policy_element elements[] = {
    {"school", "policy", false, "Whose plan it is.", HAS(school)},
    {"session", "policy", false, "What a session is.", HAS(session)},
    {"misses", "policy", false, "How often a student may miss a subject.", HAS(misses)},
    {"assessment", "policy", false, "How far an assessment reaches.", HAS(assessment)},
    {"free-time", "policy", false, "The free time of mentors.", HAS(free_time)},
    {"per-day", "policy", false, "The days of students.", HAS(per_day)},
    {"places", "policy", false, "The periods that may hold sessions.", HAS(kinds)},
    {"rooms", "policy", false, "The rooms for sessions.", HAS(rooms)},
    {"withdrawals", "policy", false, "The classes that students leave.", HAS(withdrawals)},
    {"support", "policy", false, "In-class support.", HAS(support)},
    {"caseload", "policy", true,
     "The students of a mentor by role; there are lead (0 to 3), advanced and learning (6 to 8).",
     HAS(caseload)},
    {"priority", "policy", false,
     "Who comes first: its groups replace the usual LAC (5), EHCP (4), SEMH (3) and GRENFELL (3).",
     NULL, 0, false},
    {"group", "priority", true, "Students who carry a flag.", HAS(group)},
    {"programme", "policy", true,
     "What holds for the programmes of a name where caseload.csv says nothing else.",
     HAS(programme)},
    {"urgency", "policy", true,
     "How soon a student is to be seen, beside at once (0), within two weeks (2) and half term "
     "(none), which there are.",
     HAS(urgency)},
    {"cost", "policy", false, "What the objective counts.", EACH(cost)},
    {"attendance", "policy", false, "What 'record' reports of students who do not come.",
     HAS(attendance)},
    {"review", "policy", false,
     "When programmes are reviewed: 'record' names them, and it is a duty of that day.",
     HAS(review)},
    {"duty", "policy", true,
     "Something to be done besides the sessions, for staff/duties.html and the calendars.",
     HAS(duty)},
    {"register", "policy", false,
     "What staff/register.csv says of each student in a session, and staff/registers by week.",
     EACH(registers)},
};

const struct ht_policy_element *ht_policy_elements(size_t *count)
{
    *count = sizeof elements / sizeof *elements;
    return elements;
}
