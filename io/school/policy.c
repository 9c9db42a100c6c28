/* SPDX-License-Identifier: GPL-3.0-or-later */
/** policy.xml: what it says goes where the table of io/schema/policy.h has it. */
#include "io/schema/policy.h"
#include "io/base/cells.h"
#include "io/base/suggest.h"
#include "io/schema/policy_value.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ attributes */

static void fault_attribute(const struct ht_policy_place *place, const char *name)
{
    const struct ht_policy_element *element = place->element;
    struct ht_suggestion suggestion = {0};
    for (size_t i = 0; i < element->count; i++)
        ht_suggestion_try(&suggestion, name, element->attributes[i].name);
    if (suggestion.best)
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "<%s> has no attribute %s; did you mean %s?", element->name, name,
                 suggestion.best);
    else
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "<%s> has no attribute %s; take it away or correct its name", element->name, name);
}

static void fault_lacking(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    const struct ht_policy_element *element = place->element;
    for (size_t i = 0; i < element->count; i++)
        if (!element->attributes[i].preset && !ht_xml_value(node, element->attributes[i].name))
            ht_fault(place->faults, HT_FAULT, place->file, place->line,
                     "<%s> says no %s; add the attribute", element->name,
                     element->attributes[i].name);
}

/* Sets a record from the attributes of an element; blank ones say nothing. */
static void read_attributes(const struct ht_policy_place *place, const struct ht_xml_node *node,
                            void *record)
{
    for (size_t n = 0; n < node->count; n++) {
        const char *name = node->attributes[n].name, *value = node->attributes[n].value;
        char *copy = ht_copy_text(value, strlen(value)), *text = ht_cell_trim(copy);
        struct ht_policy_place within = *place;
        within.attribute = ht_policy_attribute(place->element, name);
        if (!within.attribute)
            fault_attribute(place, name);
        else if (*text)
            ht_policy_set(&within, text, record);
        free(copy);
    }
    fault_lacking(place, node);
}

/* ------------------------------------------------------------ elements */

/* Limits of the role as they are, so that a row need not say both. */
static void read_caseload(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    struct ht_caseload_limit said = {NULL, -1, -1}, *limit = NULL;
    read_attributes(place, node, &said);
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
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "role %s has at least %d students, but at most %d; correct min or max",
                 limit->role, limit->min, limit->max);
}

/* The element of that name before this one under the same parent, or NULL. */
static const struct ht_xml_node *same_before(const struct ht_xml_node *node)
{
    for (const struct ht_xml_node *other = node->previous; other; other = other->previous)
        if (other->kind == HT_XML_ELEMENT && !strcmp(other->text, node->text))
            return other;
    return NULL;
}

/* Groups that are named take the place of the usual ones. */
static void read_group(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    struct ht_priority priority = {.weight = 1};
    if (!same_before(node))
        policy->priority_count = 0;
    read_attributes(place, node, &priority);
    if (!priority.flag)
        return;
    policy->priority = ht_resize(policy->priority, policy->priority_count + 1, sizeof priority);
    policy->priority[policy->priority_count++] = priority;
}

static void read_programme(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    struct ht_preset preset = {
        .sessions = HT_NO_LIMIT,
        .weeks = HT_NO_LIMIT,
        .periods = "",
        .place = "",
        .line = node->line,
    };
    read_attributes(place, node, &preset);
    if (!preset.name)
        return;
    const struct ht_preset *before = ht_policy_preset(policy, preset.name);
    if (before)
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "programme '%s' is already in line %d; make one of the two", preset.name,
                 before->line);
    policy->presets = ht_resize(policy->presets, policy->preset_count + 1, sizeof preset);
    policy->presets[policy->preset_count++] = preset;
}

static void read_urgency(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    struct ht_urgency urgency = {.weeks = HT_NO_LIMIT};
    read_attributes(place, node, &urgency);
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

static const char *problem_of_duty(const struct ht_xml_node *node, const struct ht_duty *duty)
{
    bool every = ht_xml_value(node, "every");
    bool after = ht_xml_value(node, "after");
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

static void read_duty(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    struct ht_duty duty = {.who = "mentor", .programme = "", .calendar = true, .line = node->line};
    read_attributes(place, node, &duty);
    duty.who = own_mentor(duty.who);
    if (!ht_xml_value(node, "what"))
        return;
    const char *problem = problem_of_duty(node, &duty);
    if (problem) {
        ht_fault(place->faults, HT_FAULT, place->file, place->line, "this duty %s", problem);
        return;
    }
    duty.what = shared_what(policy, duty.what);
    add_duty(policy, duty);
}

/* What <review> says is a duty, too: on the day, so many weeks after the start or the last one. */
static void read_review(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    read_attributes(place, node, policy);
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
                         .line = node->line,
                     });
}

/* The codes of attendance registers that the Department for Education lays down. */
static const char *const national_codes[] = {
    "/", "\\", "L", "B", "C", "C1", "C2", "D", "E",  "G",  "I",  "J1", "K",  "M",  "N",  "O", "P",
    "Q", "R",  "S", "T", "U", "V",  "W",  "X", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#",
};

/* A mark of the law is set by whoever saw the student, never beforehand by a program. */
static void read_register(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    struct ht_policy *policy = &place->school->policy;
    read_attributes(place, node, policy);
    for (size_t i = 0; i < sizeof national_codes / sizeof *national_codes; i++)
        if (!strcasecmp(policy->register_code, national_codes[i]))
            ht_fault(place->faults, HT_WARNING, place->file, place->line,
                     "<register code>: '%s' is a national attendance code, which is for people to "
                     "set; take it away, or write a code of the school's own",
                     policy->register_code);
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

static void fault_element(const struct ht_policy_place *place, const char *name, const char *parent)
{
    struct ht_suggestion suggestion = {0};
    size_t count;
    const struct ht_policy_element *elements = ht_policy_elements(&count);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(elements[i].parent, parent))
            ht_suggestion_try(&suggestion, name, elements[i].name);
    if (suggestion.best)
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "unknown element <%s>; did you mean <%s>?", name, suggestion.best);
    else
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "unknown element <%s> in <%s>; take it away or correct its name", name, parent);
}

static void read_element(const struct ht_policy_place *place, const struct ht_xml_node *node)
{
    const struct ht_policy_element *element = place->element;
    const struct ht_xml_node *before = element->repeats ? NULL : same_before(node);
    if (before)
        ht_fault(place->faults, HT_FAULT, place->file, place->line,
                 "<%s> is already in line %d; make one of the two", element->name, before->line);
    else if (!strcmp(element->name, "caseload"))
        read_caseload(place, node);
    else if (!strcmp(element->name, "group"))
        read_group(place, node);
    else if (!strcmp(element->name, "programme"))
        read_programme(place, node);
    else if (!strcmp(element->name, "urgency"))
        read_urgency(place, node);
    else if (!strcmp(element->name, "duty"))
        read_duty(place, node);
    else if (!strcmp(element->name, "review"))
        read_review(place, node);
    else if (!strcmp(element->name, "register"))
        read_register(place, node);
    else
        read_attributes(place, node, &place->school->policy);
}

/* Reads the elements within another; nothing else but comments belongs there. */
static void read_children(const struct ht_school_reader *reader, const struct ht_xml_node *parent)
{
    for (const struct ht_xml_node *node = parent->first; node; node = node->next) {
        const struct ht_policy_place place = {
            .school = reader->school,
            .faults = reader->faults,
            .file = ht_school_reader_policy(reader).name,
            .line = node->line,
            .element = node->kind == HT_XML_ELEMENT ? find_element(node->text, parent->text) : NULL,
        };
        if (node->kind == HT_XML_TEXT && !ht_xml_is_blank(node)) {
            ht_fault(place.faults, HT_FAULT, place.file, place.line,
                     "there is text in <%s>; values are attributes, such as "
                     "<session minutes=\"25\"/>",
                     parent->text);
        } else if (place.element) {
            read_element(&place, node);
            read_children(reader, node);
        } else if (node->kind == HT_XML_ELEMENT) {
            fault_element(&place, node->text, parent->text);
        }
    }
}

void ht_read_policy(struct ht_school_reader *reader)
{
    const struct ht_xml_node *policy = ht_school_files_policy(reader->files);
    if (policy)
        read_children(reader, policy);
}
