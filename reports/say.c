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

void ht_say_week(struct ht_document *document, const struct ht_week_view *week)
{
    char monday[HT_WORDS_SIZE];
    ht_doc_sayf(document, HT_PLAIN, "%s", ht_words_date(week->monday, monday));
    if (*week->week)
        ht_doc_sayf(document, HT_MINOR, " week %s", week->week);
}

void ht_say_times(struct ht_document *document, unsigned style, int start, int end)
{
    char from[16], to[16];
    ht_doc_sayf(document, HT_MINOR | style, "%s–%s", ht_time_text(start, from),
                ht_time_text(end, to));
}
