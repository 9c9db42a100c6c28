/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/say.h"

#include "reports/words.h"

void ht_say_who(struct ht_document *document, const struct ht_programme_view *programme)
{
    bool group = *programme->group;
    if (group) {
        ht_doc_say(document, HT_STRONG | HT_NAME, programme->group);
        ht_doc_say(document, HT_PLAIN, ": ");
    }
    for (size_t i = 0; i < programme->student_count; i++) {
        if (i)
            ht_doc_say(document, HT_PLAIN, ", ");
        ht_doc_say(document, group ? HT_NAME : HT_NAME | HT_STRONG, programme->students[i]->name);
    }
}

static void say_monday(struct ht_document *document, const char *before,
                       const struct ht_week_view *week)
{
    char monday[HT_WORDS_SIZE];
    ht_doc_sayf(document, HT_PLAIN, "%s%s", before, ht_words_date(week->monday, monday));
    if (*week->week)
        ht_doc_sayf(document, HT_MINOR, " week %s", week->week);
}

void ht_say_week(struct ht_document *document, const struct ht_week_view *week)
{
    say_monday(document, "", week);
}

void ht_say_week_of(struct ht_document *document, const struct ht_week_view *week)
{
    say_monday(document, "Week of ", week);
}

void ht_say_times(struct ht_document *document, unsigned style, int start, int end)
{
    char from[16], to[16];
    ht_doc_sayf(document, HT_MINOR | style, "%s–%s", ht_time_text(start, from),
                ht_time_text(end, to));
}

void ht_say_flags(struct ht_document *document, const struct ht_school *school,
                  const struct ht_student_view *student)
{
    for (uint32_t i = 0; i < student->flags->count; i++)
        ht_doc_sayf(document, HT_PLAIN, "%s%s", i ? ", " : "",
                    ht_names_text(school->flags, student->flags->numbers[i]));
}

void ht_say_share(struct ht_document *document, unsigned style, long long part, long long whole)
{
    if (whole)
        ht_doc_sayf(document, style, "%lld%%", 100 * part / whole);
    else
        ht_doc_say(document, style, "–");
}
