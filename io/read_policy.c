/* SPDX-License-Identifier: GPL-3.0-or-later */
/** policy.xml: what it says goes where the table of io/policy.h has it. */
#include "io/cells.h"
#include "io/policy.h"
#include "io/reading.h"
#include "io/suggest.h"
#include "solver/memory.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

static const char file_name[] = HT_POLICY_FILE;

#define TEXT(xml) ((const char *)(xml))

/* Where a value stands, for messages. */
struct place {
    const struct ht_reading *reading;
    const xmlNode *node;
    const struct ht_policy_attribute *attribute;
};

static int line_of(const xmlNode *node)
{
    return xmlGetLineNo(node);
}

/* ------------------------------------------------------------ values */

static bool refuse(const struct place *place, const char *value, const char *problem)
{
    ht_fault_of_kind(place->reading->faults, HT_FAULT, file_name, line_of(place->node), problem,
                     "<%s %s>: '%s' %s", TEXT(place->node->name), place->attribute->name, value,
                     problem);
    return false;
}

static bool read_number(const struct place *place, const char *value, int64_t *number)
{
    const struct ht_policy_attribute *attribute = place->attribute;
    if (attribute->type == HT_LIMIT && ht_cell_same_word(value, "none")) {
        *number = HT_NO_LIMIT;
        return true;
    }
    const char *problem = ht_cell_whole(value, number);
    if (problem)
        return refuse(place, value, problem);
    if (attribute->even && *number % 2)
        return refuse(place, value,
                      "is odd, but half of it is needed; write an even number such as 1000");
    if (*number >= attribute->least && *number <= attribute->most)
        return true;
    char *bounds = ht_format("is out of range; write a number from %lld to %lld",
                             (long long)attribute->least, (long long)attribute->most);
    refuse(place, value, bounds);
    free(bounds);
    return false;
}

static bool read_frequency(const struct place *place, const char *value,
                           struct ht_frequency *frequency)
{
    const char *problem = ht_cell_frequency(value, &frequency->sessions, &frequency->weeks);
    return problem ? refuse(place, value, problem) : true;
}

static bool read_word(const struct place *place, const char *value, unsigned *word)
{
    const char *const *words = place->attribute->words;
    for (*word = 0; words[*word]; (*word)++)
        if (ht_cell_same_word(value, words[*word]))
            return true;
    char *problem = ht_format("is not known; write %s", words[0]);
    for (const char *const *next = words + 1; *next; next++) {
        char *longer = ht_format("%s%s%s", problem, next[1] ? ", " : " or ", *next);
        free(problem);
        problem = longer;
    }
    refuse(place, value, problem);
    free(problem);
    return false;
}

static int kind_of(const char *word)
{
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        if (ht_cell_same_word(word, ht_kind_word(kind)))
            return kind;
    return -1;
}

static bool read_kinds(const struct place *place, const char *value, unsigned *bits)
{
    char *copy = ht_copy_text(value, strlen(value)), *list = copy, *part;
    bool all_known = true;
    *bits = ht_cell_is_every(value) ? (1u << HT_KIND_COUNT) - 1 : 0;
    while (!ht_cell_is_every(value) && (part = ht_cell_part(&list))) {
        int kind = kind_of(part);
        if (kind >= 0)
            *bits |= 1u << kind;
        else
            all_known = refuse(place, part,
                               "is no kind of period; write some of lesson, tutor, registration, "
                               "break, lunch, before and after with ; between");
    }
    free(copy);
    return all_known;
}

static const char *read_text(const struct place *place, const char *value)
{
    char *copy = ht_copy_text(value, strlen(value));
    if (place->attribute->type == HT_UPPER)
        ht_cell_upper(copy);
    else if (place->attribute->type == HT_LOWER)
        ht_cell_lower(copy);
    const char *text = ht_school_text(place->reading->school, copy);
    free(copy);
    return text;
}

/* False after the value was refused for a problem that it has. */
static bool is_good(const struct place *place, const char *value, const char *problem)
{
    if (problem)
        refuse(place, value, problem);
    return !problem;
}

/* Puts a value where the table says; what is wrong leaves the place as it was. */
static void set(const struct place *place, const char *value, char *record)
{
    void *at = record + place->attribute->offset;
    int64_t number;
    struct ht_frequency frequency;
    unsigned bits;
    bool yes;
    struct ht_stretch stretch;
    switch (place->attribute->type) {
    case HT_WHOLE:
    case HT_LIMIT:
        if (read_number(place, value, &number))
            *(int *)at = number;
        break;
    case HT_COST:
        if (read_number(place, value, &number))
            *(int64_t *)at = number;
        break;
    case HT_OFTEN:
        if (read_frequency(place, value, &frequency))
            *(struct ht_frequency *)at = frequency;
        break;
    case HT_WORD:
        if (read_word(place, value, &bits))
            *(unsigned *)at = bits;
        break;
    case HT_KINDS:
        if (read_kinds(place, value, &bits))
            *(unsigned *)at = bits;
        break;
    case HT_YES:
        if (is_good(place, value, ht_cell_yes(value, &yes)))
            *(bool *)at = yes;
        break;
    case HT_RECURS:
        if (is_good(place, value, ht_cell_every(value, &stretch)))
            *(struct ht_stretch *)at = stretch;
        break;
    case HT_DELAY:
        if (is_good(place, value, ht_cell_after(value, &stretch)))
            *(struct ht_stretch *)at = stretch;
        break;
    case HT_TEXT:
        is_good(place, value, ht_cell_plain(value));
        /* fall through */
    case HT_UPPER:
    case HT_LOWER:
        *(const char **)at = read_text(place, value);
        break;
    }
}

/* ------------------------------------------------------------ attributes */

static void fault_attribute(const struct ht_reading *reading, const xmlNode *node, const char *name,
                            const struct ht_policy_element *element)
{
    struct ht_guess guess = {0};
    for (size_t i = 0; i < element->count; i++)
        ht_guess_try(&guess, name, element->attributes[i].name);
    if (guess.best)
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "<%s> has no attribute %s; did you mean %s?", element->name, name, guess.best);
    else
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "<%s> has no attribute %s; take it away or correct its name", element->name, name);
}

static const struct ht_policy_attribute *find_attribute(const struct ht_policy_element *element,
                                                        const char *name)
{
    for (size_t i = 0; i < element->count; i++)
        if (!strcmp(element->attributes[i].name, name))
            return &element->attributes[i];
    return NULL;
}

static void fault_lacking(const struct ht_reading *reading, xmlNode *node,
                          const struct ht_policy_element *element)
{
    for (size_t i = 0; i < element->count; i++)
        if (!element->attributes[i].preset &&
            !xmlHasProp(node, (const xmlChar *)element->attributes[i].name))
            ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                     "<%s> says no %s; add the attribute", element->name,
                     element->attributes[i].name);
}

/* Sets a record from the attributes of an element; blank ones say nothing. */
static void read_attributes(const struct ht_reading *reading, xmlNode *node,
                            const struct ht_policy_element *element, void *record)
{
    for (xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *name = TEXT(attr->name);
        struct place place = {reading, node, find_attribute(element, name)};
        xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
        char *text = value ? ht_cell_trim((char *)value) : NULL;
        if (!place.attribute)
            fault_attribute(reading, node, name, element);
        else if (text && *text)
            set(&place, text, record);
        xmlFree(value);
    }
    fault_lacking(reading, node, element);
}

/* ------------------------------------------------------------ elements */

/* Limits of the role as they are, so that a row need not say both. */
static void read_caseload(const struct ht_reading *reading, xmlNode *node,
                          const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    struct ht_caseload_limit said = {NULL, -1, -1}, *limit = NULL;
    read_attributes(reading, node, element, &said);
    if (!said.role)
        return;
    for (size_t i = 0; i < policy->caseload_count; i++)
        if (!strcmp(policy->caseload[i].role, said.role))
            limit = &policy->caseload[i];
    if (!limit) {
        policy->caseload = ht_resize(policy->caseload, policy->caseload_count + 1, sizeof *limit);
        limit = &policy->caseload[policy->caseload_count++];
        *limit = (struct ht_caseload_limit){said.role, 0, 8};
    }
    if (said.min >= 0)
        limit->min = said.min;
    if (said.max >= 0)
        limit->max = said.max;
    if (limit->min > limit->max)
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "role %s has at least %d students, but at most %d; correct min or max",
                 limit->role, limit->min, limit->max);
}

static void read_group(const struct ht_reading *reading, xmlNode *node,
                       const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    struct ht_priority priority = {.weight = 1};
    read_attributes(reading, node, element, &priority);
    if (!priority.flag)
        return;
    policy->priority = ht_resize(policy->priority, policy->priority_count + 1, sizeof priority);
    policy->priority[policy->priority_count++] = priority;
}

static void read_programme(const struct ht_reading *reading, xmlNode *node,
                           const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    struct ht_preset preset = {
        .sessions = HT_NO_LIMIT,
        .weeks = HT_NO_LIMIT,
        .periods = "",
        .place = "",
        .line = line_of(node),
    };
    read_attributes(reading, node, element, &preset);
    if (!preset.name)
        return;
    const struct ht_preset *before = ht_policy_preset(policy, preset.name);
    if (before)
        ht_fault(reading->faults, HT_FAULT, file_name, preset.line,
                 "programme '%s' is already in line %d; make one of the two", preset.name,
                 before->line);
    policy->presets = ht_resize(policy->presets, policy->preset_count + 1, sizeof preset);
    policy->presets[policy->preset_count++] = preset;
}

static void read_urgency(const struct ht_reading *reading, xmlNode *node,
                         const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    struct ht_urgency urgency = {.weeks = HT_NO_LIMIT};
    read_attributes(reading, node, element, &urgency);
    if (!urgency.word)
        return;
    for (size_t i = 0; i < policy->urgency_count; i++) {
        if (ht_cell_same_word(policy->urgencies[i].word, urgency.word)) {
            policy->urgencies[i] = urgency;
            return;
        }
    }
    policy->urgencies = ht_resize(policy->urgencies, policy->urgency_count + 1, sizeof urgency);
    policy->urgencies[policy->urgency_count++] = urgency;
}

/* Rows of done.csv are about all duties of a name: they share one text, whatever their case. */
static const char *shared_what(const struct ht_policy *policy, const char *what)
{
    for (size_t i = 0; i < policy->duty_count; i++)
        if (ht_cell_same_word(policy->duties[i].what, what))
            return policy->duties[i].what;
    return what;
}

static const char *problem_of_duty(const xmlNode *node, const struct ht_duty *duty)
{
    bool every = xmlHasProp(node, (const xmlChar *)"every");
    bool after = xmlHasProp(node, (const xmlChar *)"after");
    if (!duty->what)
        return "says nothing in what; say what is to be done";
    if (!every && !after)
        return "does not say when; add every or after";
    if (duty->every.unit != HT_UNIT_NONE && duty->after.unit == HT_UNIT_END)
        return "is due again and again, but after the end; take every or after away";
    if (duty->per == HT_PER_SCHOOL && !strcmp(duty->who, "mentor"))
        return "is the school's, so no mentor's in particular; say who does it, such as lead";
    return NULL;
}

/* The student's own mentor by one spelling, whatever the case. */
static const char *own_mentor(const char *who)
{
    return ht_cell_same_word(who, "mentor") ? "mentor" : who;
}

static void add_duty(struct ht_policy *policy, struct ht_duty duty)
{
    policy->duties = ht_resize(policy->duties, policy->duty_count + 1, sizeof duty);
    policy->duties[policy->duty_count++] = duty;
}

static void read_duty(const struct ht_reading *reading, xmlNode *node,
                      const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    struct ht_duty duty = {
        .who = "mentor", .programme = "", .calendar = true, .line = line_of(node)};
    read_attributes(reading, node, element, &duty);
    duty.who = own_mentor(duty.who);
    if (!xmlHasProp(node, (const xmlChar *)"what"))
        return;
    const char *problem = problem_of_duty(node, &duty);
    if (problem) {
        ht_fault(reading->faults, HT_FAULT, file_name, duty.line, "this duty %s", problem);
        return;
    }
    duty.what = shared_what(policy, duty.what);
    add_duty(policy, duty);
}

/* What <review> says is a duty, too: on the day, so many weeks after the start or the last one. */
static void read_review(const struct ht_reading *reading, xmlNode *node,
                        const struct ht_policy_element *element)
{
    struct ht_policy *policy = &reading->school->policy;
    read_attributes(reading, node, element, policy);
    if (policy->review_weeks == HT_NO_LIMIT)
        return;
    struct ht_stretch weeks = {HT_UNIT_WEEK, policy->review_weeks};
    add_duty(policy, (struct ht_duty){
                         .what = shared_what(policy, "review"),
                         .every = weeks,
                         .after = weeks,
                         .on = HT_DUE_FIRST,
                         .per = HT_PER_PROGRAMME,
                         .who = own_mentor(policy->review_who),
                         .programme = "",
                         .calendar = true,
                         .line = line_of(node),
                     });
}

static const struct ht_policy_element *find_element(const char *name, const char *parent)
{
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(elements[i].name, name) && !strcmp(elements[i].parent, parent))
            return &elements[i];
    return NULL;
}

static void fault_element(const struct ht_reading *reading, const xmlNode *node, const char *parent)
{
    const char *name = TEXT(node->name);
    struct ht_guess guess = {0};
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(elements[i].parent, parent))
            ht_guess_try(&guess, name, elements[i].name);
    if (guess.best)
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "unknown element <%s>; did you mean <%s>?", name, guess.best);
    else
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "unknown element <%s> in <%s>; take it away or correct its name", name, parent);
}

/* The element of that name before this one under the same parent, or NULL. */
static const xmlNode *same_before(const xmlNode *node)
{
    for (const xmlNode *other = node->prev; other; other = other->prev)
        if (other->type == XML_ELEMENT_NODE && xmlStrEqual(other->name, node->name))
            return other;
    return NULL;
}

static void read_element(const struct ht_reading *reading, xmlNode *node,
                         const struct ht_policy_element *element)
{
    const xmlNode *before = element->repeats ? NULL : same_before(node);
    if (before)
        ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                 "<%s> is already in line %d; make one of the two", element->name, line_of(before));
    else if (!strcmp(element->name, "caseload"))
        read_caseload(reading, node, element);
    else if (!strcmp(element->name, "group"))
        read_group(reading, node, element);
    else if (!strcmp(element->name, "programme"))
        read_programme(reading, node, element);
    else if (!strcmp(element->name, "urgency"))
        read_urgency(reading, node, element);
    else if (!strcmp(element->name, "duty"))
        read_duty(reading, node, element);
    else if (!strcmp(element->name, "review"))
        read_review(reading, node, element);
    else
        read_attributes(reading, node, element, &reading->school->policy);
    if (!strcmp(element->name, "priority") && xmlChildElementCount(node))
        reading->school->policy.priority_count = 0;
}

/* Reads the elements within another; nothing else but comments belongs there. */
static void read_children(const struct ht_reading *reading, const xmlNode *parent)
{
    for (xmlNode *node = parent->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node)) {
            ht_fault(reading->faults, HT_FAULT, file_name, line_of(node),
                     "there is text in <%s>; values are attributes, such as "
                     "<session minutes=\"25\"/>",
                     TEXT(parent->name));
        } else if (node->type == XML_ELEMENT_NODE) {
            const struct ht_policy_element *element =
                find_element(TEXT(node->name), TEXT(parent->name));
            if (!element) {
                fault_element(reading, node, TEXT(parent->name));
                continue;
            }
            read_element(reading, node, element);
            read_children(reading, node);
        }
    }
}

void ht_read_policy(struct ht_reading *reading)
{
    const xmlNode *policy = ht_school_files_policy(reading->files);
    if (policy)
        read_children(reading, policy);
}
