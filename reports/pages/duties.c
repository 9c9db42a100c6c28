/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>

/* ------------------------------------------------------------ rows */

static bool is_daily(const struct ht_due *due)
{
    return due->duty->every.unit == HT_UNIT_DAY;
}

/* Whom a due is about, where it is not whoever does it. */
static void say_whom(struct ht_document *document, const struct ht_school *school,
                     const struct ht_due *due)
{
    bool other = due->mentor.i != HT_NONE && due->mentor.i != due->doer.i;
    const struct ht_mentor *mentor = other ? &school->mentors[due->mentor.i] : NULL;
    if (due->student.i != HT_NONE) {
        const struct ht_student *student = &school->students[due->student.i];
        ht_doc_put(document, "{name}%s", ht_student_name(student));
    } else if (due->programme.i != HT_NONE) {
        const struct ht_programme *programme = &school->programmes[due->programme.i];
        ht_doc_put(document, "{name}%s", *programme->group ? programme->group : programme->name);
    } else if (mentor) {
        ht_doc_put(document, "{name}%s", ht_mentor_name(mentor));
        return;
    }
    if (mentor)
        ht_doc_put(document, "{minor} ({minor name}%s{minor})", ht_mentor_name(mentor));
}

static void say_capitalised(struct ht_document *document, const char *text)
{
    ht_doc_put(document, "%c%s", toupper((unsigned char)*text), text + 1);
}

/* What is due to one student or other, once or on several days of a table. */
struct entry {
    const struct ht_due *due;
    size_t times;
};

/* A box to tick for each time, as long as they are few. */
static void add_entry(struct ht_document *document, const struct ht_school *school,
                      const struct entry *entry, bool first)
{
    bool few = entry->times <= HT_DAYS_A_WEEK;
    ht_doc_put(document, first ? "☐" : "{line}☐");
    for (size_t n = 1; few && n < entry->times; n++)
        ht_doc_put(document, "☐");
    ht_doc_put(document, "\u00a0");
    say_whom(document, school, entry->due);
    if (!few)
        ht_doc_put(document, "{minor} %zu days", entry->times);
}

/* The entries stand in two cells, half of them in each. */
static void add_row(struct ht_document *document, const struct ht_school *school,
                    const struct entry *entries, size_t count)
{
    const struct ht_due *due = entries->due;
    size_t half = (count + 1) / 2;
    ht_doc_named_row(document);
    if (is_daily(due))
        ht_doc_put(document, "Every day");
    else
        ht_doc_put(document, "%s", HT_UNBROKEN_DAY(due->date));
    ht_doc_cell(document, due->late ? HT_TONE_ALERT : HT_TONE_NONE);
    say_capitalised(document, due->duty->what);
    for (size_t n = 0; n < count; n++) {
        bool first = n == 0 || n == half;
        if (first)
            ht_doc_cell(document, HT_TONE_NONE);
        add_entry(document, school, &entries[n], first);
    }
    if (count == 1)
        ht_doc_cell(document, HT_TONE_NONE);
}

/* ------------------------------------------------------------ tables */

/* By what a row is about, then by whom: what is due daily is one row for all its days. */
static int compare_entries(const void *left, const void *right)
{
    const struct ht_due *a = ((const struct entry *)left)->due;
    const struct ht_due *b = ((const struct entry *)right)->due;
    int order = is_daily(a) - is_daily(b);
    if (!order && !is_daily(a))
        order = (a->date.days > b->date.days) - (a->date.days < b->date.days);
    if (!order)
        order = (a->duty > b->duty) - (a->duty < b->duty);
    const uint32_t who[][2] = {{a->mentor.i, b->mentor.i},
                               {a->student.i, b->student.i},
                               {a->programme.i, b->programme.i},
                               {(uint32_t)a->date.days, (uint32_t)b->date.days}};
    for (size_t n = 0; !order && n < sizeof who / sizeof *who; n++)
        order = (who[n][0] > who[n][1]) - (who[n][0] < who[n][1]);
    return order;
}

static bool is_of_row(const struct ht_due *first, const struct ht_due *due)
{
    return first->duty == due->duty && (is_daily(due) || first->date.days == due->date.days);
}

static bool is_of_entry(const struct ht_due *first, const struct ht_due *due)
{
    return is_daily(first) && first->duty == due->duty && first->mentor.i == due->mentor.i &&
           first->student.i == due->student.i && first->programme.i == due->programme.i;
}

/* Makes one entry of those of a person; how many are left is returned. */
static size_t fold(struct entry *entries, size_t count)
{
    size_t left = 0;
    for (size_t n = 0; n < count; n++)
        if (left && is_of_entry(entries[left - 1].due, entries[n].due))
            entries[left - 1].times++;
        else
            entries[left++] = entries[n];
    return left;
}

static void say_heading(struct ht_document *document, const struct ht_due *due)
{
    if (due->late) {
        ht_doc_put(document, "Late");
        return;
    }
    ht_doc_put(document, "Week of %s", HT_UNBROKEN_DATE(ht_date_monday(due->date)));
}

/* A table from a due that is not done; the place after its last is returned. */
static size_t add_table(struct ht_document *document, const struct ht_school *school,
                        const struct ht_doer *doer, size_t place)
{
    const struct ht_due *first = doer->dues[place];
    struct entry *entries = HT_NEW(struct entry, doer->count - place);
    size_t count = 0;
    for (; place < doer->count; place++) {
        const struct ht_due *due = doer->dues[place];
        if (due->done)
            continue;
        /* What is late is one stretch, and so is each week of what is to come. */
        if (!(first->late ? due->late
                          : ht_date_monday(first->date).days == ht_date_monday(due->date).days))
            break;
        entries[count++] = (struct entry){due, 1};
    }
    /* What is late may fill a page: its heading would be left alone on the page before. */
    ht_doc_open(document, first->late ? 0 : HT_TOGETHER, NULL);
    say_heading(document, first);
    ht_doc_table(document, HT_GRID, true);
    say_heading(document, first);
    HT_DOC_GRID(document, {"By", 1.1}, {"What", 2.5}, {"Done?", 2.5}, {"Done?", 2.5});
    qsort(entries, count, sizeof *entries, compare_entries);
    count = fold(entries, count);
    for (size_t n = 0, end; n < count; n = end) {
        end = n;
        while (end < count && is_of_row(entries[n].due, entries[end].due))
            end++;
        add_row(document, school, entries + n, end - n);
    }
    ht_doc_close(document);
    free(entries);
    return place;
}

/* ------------------------------------------------------------ people */

static void add_doer(struct ht_document *document, const struct ht_school *school,
                     const struct ht_doer *doer, size_t nth)
{
    size_t open = 0;
    for (size_t i = 0; i < doer->count; i++)
        open += !doer->dues[i]->done;
    /* The first one stands below what is said of them all. */
    ht_doc_open(document, nth ? HT_NEW_PAGE | HT_FINDABLE : HT_FINDABLE,
                ht_doc_text(document, "d%zu", nth + 1));
    if (doer->mentor.i != HT_NONE)
        ht_doc_put(document, "{name}%s", ht_mentor_name(&school->mentors[doer->mentor.i]));
    else
        say_capitalised(document, doer->who);
    ht_doc_paragraph(document, doer->late ? HT_TONE_ALERT : HT_TONE_NONE);
    ht_doc_put(document, "%zu late, %zu to come, %zu done.", doer->late, open - doer->late,
               doer->count - open);
    for (size_t place = 0; place < doer->count;)
        if (doer->dues[place]->done)
            place++;
        else
            place = add_table(document, school, doer, place);
    ht_doc_close(document);
}

ht_build ht_build_duties;
void ht_build_duties(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_duties *duties = run->duties;
    if (duties->doer_count)
        ht_doc_put(
            document,
            "{p}What the policy asks for besides the sessions, as of %s. What is done leaves "
            "these lists once its row of duties.csv is in the school's done.csv.",
            HT_WORDS_FULL_DATE(duties->today));
    else
        ht_doc_put(document, "{p}Nothing is due in these weeks: policy.xml has no duty for them.");
    for (size_t i = 0; i < duties->doer_count; i++)
        add_doer(document, run->school, &duties->doers[i], i);
}
