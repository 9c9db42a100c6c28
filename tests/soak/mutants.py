# SPDX-License-Identifier: GPL-3.0-or-later
"""The verifier with a rule dropped or bent: (file, text, what is there instead)."""

DROPPED = {
    'H1_LESSON': 'check_places', 'H2_LENGTH': 'check_lengths', 'H3_STUDENT': 'check_students',
    'H4_MENTOR': 'check_mentors', 'H5_FREE_TIME': 'check_free_time', 'H6_MISSES': 'check_misses',
    'H7_ASSESSMENT': 'check_assessment', 'H8_FREQUENCY': 'ht_check_frequency',
    'H9_REQUESTS': 'ht_check_requests', 'H10_GROUP': 'check_groups',
    'H11_CAPACITY': 'check_capacity',
}
BOOK, RULES = 'solver/verify/rulebook.c', 'solver/verify/verify.c'
NEEDS, COST = 'solver/verify/needs.c', 'solver/verify/cost.c'

MUTANTS = [(RULES, f'[HT_{rule}] = {check}', f'[HT_{rule}] = ht_check_form')
           for rule, check in DROPPED.items()] + [
    # dates and places
    (RULES, 'if (is_lesson && seat->lesson.i == HT_NONE)', 'if (false)'),
    (RULES, 'if (!(audit->school->policy.place_kinds >> kind & 1))', 'if (false)'),
    (BOOK, 'date.days <= programme->to.days', 'date.days < programme->to.days'),
    (BOOK, 'policy.place == HT_FIRST_HALF ? 2 : 1', 'policy.place == HT_FIRST_HALF ? 1 : 1'),
    (BOOK, 'factor * programme->minutes <= of->end', 'factor * programme->minutes < of->end'),
    (BOOK, 'misses_per == HT_PER_HALF_TERM && day->half_term >= 0', 'misses_per == HT_PER_TERM'),
    # students and mentors
    (RULES, 'if (periods > most)', 'if (periods > most + 1)'),
    (BOOK, 'commitment->when.from.days <= date.days && date.days <= commitment->when.to.days &&', ''),
    (BOOK, 'if (of->kind == HT_BREAK || of->kind == HT_LUNCH)', 'if (of->kind == HT_BREAK)'),
    (BOOK, 'return contiguous ? longest : total;', 'return total;'),
    (RULES, 'if (minutes < least)', 'if (minutes <= least)'),
    (RULES, 'if (misses <= most)', 'if (misses <= most + 1)'),
    (RULES, 'int misses = past + (int)(end - start);', 'int misses = (int)(end - start);'),
    (BOOK, 'matches_day(request, date, ht_school_day(school, date)->week))\n            return 0;',
     'false)\n            return 0;'),
    (BOOK, 'touches(school, request, row))\n            most++;', 'false)\n            most++;'),
    # weeks, requests and what is shared
    (NEEDS, 'int required = programme->per_week * (int)length / (int)run;',
     'int required = (programme->per_week * (int)length + (int)run - 1) / (int)run;'),
    (NEEDS, 'left -= required;', ''),
    (BOOK, '(!*past->programme || !strcmp(past->programme, programme->name))', 'true'),
    ('solver/verify/frequency.c', 'else if (most > need->week_most)', 'else if (false)'),
    (BOOK, '(subject && subject->protect) || wishes_for(book, occasion).never',
     'wishes_for(book, occasion).never'),
    (BOOK, 'wishes->never |= request->what == HT_NEVER;', ''),
    ('solver/verify/requests.c', 'if (is_kept(audit, &by, keep) ||', 'if (true ||'),
    (RULES, 'if (end - start > most)', 'if (end - start > most + 1)'),
    (RULES, 'if (students > most)', 'if (students > most + 1)'),
    # costs
    (BOOK, 'wishes->cost -= request->cost;', ''),
    (BOOK, 'return cost < 0 ? 0 : cost;', 'return cost;'),
    (COST, 'triangle(past + (int64_t)(end - start)) - triangle(past)',
     'triangle((int64_t)(end - start))'),
    (COST, '2 * missing[s] + triangle(missing[s])', '2 * missing[s]'),
    (COST, 'load += triangle(end - start);', 'load += end - start - 1;'),
]
