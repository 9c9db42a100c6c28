/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/policy.h"

#include "solver/base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_words[HT_KIND_COUNT] = {
    [HT_LESSON] = "lesson", [HT_TUTOR] = "tutor", [HT_REGISTRATION] = "registration",
    [HT_BREAK] = "break",   [HT_LUNCH] = "lunch", [HT_BEFORE] = "before",
    [HT_AFTER] = "after",
};

static const struct ht_caseload_limit default_caseload[] = {
    {"lead", 0, 3},
    {"advanced", 6, 8},
    {"learning", 6, 8},
};

static const struct ht_priority default_priority[] = {
    {"LAC", 5},
    {"EHCP", 4},
    {"SEMH", 3},
    {"GRENFELL", 3},
};

static const struct ht_urgency default_urgencies[] = {
    {"at once", 0},
    {"within two weeks", 2},
    {"half term", HT_NO_LIMIT},
};

const char *ht_kind_word(enum ht_kind kind)
{
    HT_REQUIRE(kind < HT_KIND_COUNT, "no such kind of period");
    return kind_words[kind];
}

static void *copy(const void *from, size_t bytes)
{
    return memcpy(ht_alloc(1, bytes), from, bytes);
}

void ht_policy_default(struct ht_policy *policy)
{
    *policy = HT_POLICY_DEFAULTS;
    policy->caseload = copy(default_caseload, sizeof default_caseload);
    policy->caseload_count = sizeof default_caseload / sizeof *default_caseload;
    policy->priority = copy(default_priority, sizeof default_priority);
    policy->priority_count = sizeof default_priority / sizeof *default_priority;
    policy->urgencies = copy(default_urgencies, sizeof default_urgencies);
    policy->urgency_count = sizeof default_urgencies / sizeof *default_urgencies;
}

void ht_policy_clear(struct ht_policy *policy)
{
    free(policy->caseload);
    free(policy->priority);
    free(policy->presets);
    free(policy->urgencies);
    free(policy->duties);
    policy->duties = NULL;
    policy->duty_count = 0;
    policy->caseload = NULL;
    policy->priority = NULL;
    policy->presets = NULL;
    policy->urgencies = NULL;
    policy->caseload_count = policy->priority_count = 0;
    policy->preset_count = policy->urgency_count = 0;
}

const struct ht_caseload_limit *ht_policy_caseload(const struct ht_policy *policy, const char *role)
{
    for (size_t i = 0; i < policy->caseload_count; i++)
        if (!strcmp(policy->caseload[i].role, role))
            return &policy->caseload[i];
    return NULL;
}

const struct ht_preset *ht_policy_preset(const struct ht_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->preset_count; i++)
        if (!strcmp(policy->presets[i].name, name))
            return &policy->presets[i];
    return NULL;
}

int ht_policy_urgency_rank(const struct ht_policy *policy, int urgency)
{
    if (urgency < 0)
        return INT_MAX;
    int weeks = policy->urgencies[urgency].weeks;
    return weeks == HT_NO_LIMIT ? INT_MAX - 1 : weeks;
}
