/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/advice.h"
#include "reports/explain/caps.h"
#include "reports/text/phrases.h"
#include "reports/text/words.h"

#include <ctype.h>
#include <stdlib.h>

/* ------------------------------------------------------------ kinds */

static const struct ht_programme *programme_of(const struct ht_sentence *sentence,
                                               const struct ht_repair *repair)
{
    return &sentence->school->programmes[repair->programme.i];
}

static void write_dates(struct ht_sentence *sentence, ht_date from, ht_date to)
{
    ht_phrase(sentence, ", from=%s, to=%s", HT_WORDS_ISO(from), HT_WORDS_ISO(to));
}

/* Misses that are allowed besides those of the policy. */
static int count_allowed(const struct ht_school *school, const struct ht_repair *repair)
{
    int count = 0;
    for (size_t n = 0; n < school->request_count; n++) {
        const struct ht_request *allow = &school->requests[n];
        bool of_code = allow->subject.i != HT_NONE &&
                       school->subjects[allow->subject.i].group.i == repair->group.i;
        count += allow->what == HT_ALLOW && allow->student.i == repair->student.i &&
                 (of_code || allow->group.i == repair->group.i);
    }
    return count;
}

static void write_miss(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    const struct ht_school *school = sentence->school;
    int nth = school->policy.misses_max + count_allowed(school, repair) + repair->again + 1;
    ht_tell(sentence,
            "let {student} miss {group} {nth time} ({file}: what=allow, student={s}, subject={s})",
            repair->student, repair->group, nth, "requests.csv",
            school->students[repair->student.i].id,
            ht_strings_text(school->groups, repair->group.i));
}

static void write_free_time(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence,
            "let {mentor} do without the {d} free minutes on {day} ({file}: what=allow, mentor={s}",
            repair->mentor, sentence->school->policy.free_minutes, repair->date, "requests.csv",
            sentence->school->mentors[repair->mentor.i].id);
    write_dates(sentence, repair->date, repair->date);
    ht_phrase(sentence, ")");
}

/* "move Ms Ahmed's in-class support on Tuesday, period 3, to Friday, period 1 (...)". */
static void write_move(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    const struct ht_commitment *row = &sentence->school->commitments[repair->row];
    ht_tell(sentence, "move {mentor}'s {commitment} on {place}, to {place} ({line})", row->mentor,
            row, HT_FORM_ONE, repair->from, repair->to, "commitments.csv", row->line);
}

static void write_give_up(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    const struct ht_commitment *row = &sentence->school->commitments[repair->row];
    ht_tell(sentence, "give up {mentor}'s {commitment} on {place} ({line})", row->mentor, row,
            HT_FORM_ONE, repair->from, "commitments.csv", row->line);
}

/* ------------------------------------------------------------ a session put off */

enum { MOST_STRETCHES = 4, SUNDAY = HT_DAYS_A_WEEK - 1 };

/* Dates of a programme, and its sessions a week in them; 0: as many as it has. */
struct stretch {
    ht_date from, to;
    int per_week;
};

static void add_stretch(struct stretch *stretches, int *count, const struct ht_programme *programme,
                        struct stretch stretch)
{
    if (stretch.from.days < programme->from.days)
        stretch.from = programme->from;
    if (stretch.to.days > programme->to.days)
        stretch.to = programme->to;
    if (stretch.from.days <= stretch.to.days)
        stretches[(*count)++] = stretch;
}

/* What is left of a programme's dates, so that one week has a session less and another one more. */
static int cut_stretches(const struct ht_programme *programme, const struct ht_repair *repair,
                         struct stretch stretches[static MOST_STRETCHES])
{
    int count = 0;
    ht_date less = repair->week, more = repair->date;
    ht_date sunday = ht_date_plus(more, SUNDAY);
    struct stretch before = {HT_DATE_FIRST, ht_date_plus(less, -1), 0};
    struct stretch fewer = {less, ht_date_plus(less, SUNDAY), programme->per_week - 1};
    add_stretch(stretches, &count, programme, before);
    if (fewer.per_week)
        add_stretch(stretches, &count, programme, fewer);
    add_stretch(stretches, &count, programme,
                (struct stretch){more, sunday, programme->per_week + 1});
    add_stretch(stretches, &count, programme,
                (struct stretch){ht_date_plus(sunday, 1), HT_DATE_LAST, 0});
    return count;
}

static void write_stretch(struct ht_sentence *sentence, const struct stretch *stretch)
{
    const char *comma = "";
    if (stretch->from.days != HT_DATE_FIRST.days) {
        ht_phrase(sentence, " from=%s", HT_WORDS_ISO(stretch->from));
        comma = ",";
    }
    if (stretch->to.days != HT_DATE_LAST.days) {
        ht_phrase(sentence, "%s to=%s", comma, HT_WORDS_ISO(stretch->to));
        comma = ",";
    }
    if (stretch->per_week)
        ht_phrase(sentence, "%s per_week=%d", comma, stretch->per_week);
}

/* The row ends before the week, and rows like it begin after it. */
static void write_cut(struct ht_sentence *sentence, const struct ht_programme *programme,
                      const struct ht_repair *repair)
{
    struct stretch stretches[MOST_STRETCHES];
    int count = cut_stretches(programme, repair, stretches);
    ht_tell(sentence, "{line}{s}:", "caseload.csv", programme->line,
            *programme->group ? ", and likewise for each member" : "");
    write_stretch(sentence, &stretches[0]);
    for (int n = 1; n < count; n++) {
        if (n == 1) {
            ht_tell(sentence, "; {number} row{s} more like it:", count - 1,
                    ht_words_plural(count - 1));
        } else
            ht_phrase(sentence, ", and");
        write_stretch(sentence, &stretches[n]);
    }
}

/* Rows that end after so many sessions cannot be cut: each would count anew. */
static void write_extra(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "{file}: one row more, with sessions=1", "caseload.csv");
    write_dates(sentence, repair->date, ht_date_plus(repair->date, SUNDAY));
    ht_tell(sentence, "; the week of {date} stays listed", repair->week);
}

static void write_next_week(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    const struct ht_programme *programme = programme_of(sentence, repair);
    ht_tell(sentence,
            "see {programme} once more in the week of {date}, in place of the week of {date} (",
            repair->programme, repair->date, repair->week);
    if (programme->sessions == HT_NO_LIMIT && programme->weeks == HT_NO_LIMIT)
        write_cut(sentence, programme, repair);
    else
        write_extra(sentence, repair);
    ht_phrase(sentence, ")");
}

/* ------------------------------------------------------------ the other kinds */

static void write_request(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    const struct ht_request *request = &sentence->school->requests[repair->row];
    ht_tell(sentence, "take back the request that {request} ({line})", request, "requests.csv",
            request->line);
}

static void write_periods(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "let {s} for {programme} be in any period ({line}: periods=*)",
            programme_of(sentence, repair)->name, repair->programme, "caseload.csv",
            programme_of(sentence, repair)->line);
}

static void write_protected(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "let {subject} be missed ({line}: protect=no)", repair->subject,
            "subjects.csv", sentence->school->subjects[repair->subject.i].line);
}

static void write_mentor(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "give {programme} to {mentor}, who has room ({line}: mentor={s})",
            repair->programme, repair->mentor, "caseload.csv", programme_of(sentence, repair)->line,
            sentence->school->mentors[repair->mentor.i].id);
}

static void write_cap(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_cap_words[repair->cap].repair(sentence);
}

static void write_member(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "let {programme} meet without {student}, who is then not seen ({file})",
            repair->programme, repair->student, "caseload.csv");
}

static void write_caseload(struct ht_sentence *sentence, const struct ht_repair *repair)
{
    ht_tell(sentence, "take {programme} off the caseload of {mentor} ({line})", repair->programme,
            programme_of(sentence, repair)->mentor, "caseload.csv",
            programme_of(sentence, repair)->line);
}

static void (*const writers[HT_REPAIR_COUNT])(struct ht_sentence *sentence,
                                              const struct ht_repair *repair) = {
    [HT_REPAIR_MISS] = write_miss,
    [HT_REPAIR_FREE_TIME] = write_free_time,
    [HT_REPAIR_MOVE] = write_move,
    [HT_REPAIR_NEXT_WEEK] = write_next_week,
    [HT_REPAIR_REQUEST] = write_request,
    [HT_REPAIR_PERIODS] = write_periods,
    [HT_REPAIR_PROTECTED] = write_protected,
    [HT_REPAIR_MENTOR] = write_mentor,
    [HT_REPAIR_CAP] = write_cap,
    [HT_REPAIR_GIVE_UP] = write_give_up,
    [HT_REPAIR_CASELOAD] = write_caseload,
    [HT_REPAIR_MEMBER] = write_member,
};

char *ht_say_repair(const struct ht_school *school, const struct ht_repair *repair, bool by_id)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, school, by_id);
    writers[repair->kind](&sentence, repair);
    return ht_sentence_end(&sentence);
}

char *ht_say_help(const struct ht_school *school, const struct ht_advice *advice, size_t nth,
                  bool by_id)
{
    if (!advice || !advice->conflicts[nth].repair_count)
        return NULL;
    return ht_say_repair(school, &advice->repairs[advice->conflicts[nth].repairs[0]], by_id);
}

/* ------------------------------------------------------------ what comes of them */

/* "all nine sessions", "two of the nine sessions", "the nine sessions" of none, "the session". */
static void write_share(struct ht_sentence *sentence, int placed, int unplaced)
{
    bool whole = placed >= unplaced;
    if (unplaced == 1) {
        ht_phrase(sentence, "the session");
        return;
    }
    if (placed && !whole) {
        ht_tell(sentence, "{number} of ", placed);
    }
    ht_phrase(sentence, whole ? unplaced == 2 ? "both" : "all " : "the ");
    if (!whole || unplaced > 2)
        ht_phrase_number(sentence, unplaced);
    ht_phrase(sentence, " sessions");
}

/* Sessions that are not due any more are not placed, but settled, too. */
static const char *verb(int given_up)
{
    return given_up ? "settle" : "place";
}

static void write_given_up(struct ht_sentence *sentence, int given_up)
{
    if (!given_up)
        return;
    ht_tell(sentence, ", giving up {number}", given_up);
}

char *ht_say_effect(const struct ht_repair *repair, int unplaced)
{
    struct ht_sentence sentence;
    bool exact = repair->proven || repair->placed == unplaced;
    ht_sentence_begin(&sentence, NULL, false);
    ht_phrase(&sentence, "%ss %s", verb(repair->given_up), exact ? "" : "at least ");
    write_share(&sentence, repair->placed, unplaced);
    write_given_up(&sentence, repair->given_up);
    return ht_sentence_end(&sentence);
}

static const char nothing_tried[] = "nothing that was tried";

static void write_gist(struct ht_sentence *sentence, const struct ht_advice *advice, int unplaced,
                       const char *nothing)
{
    int count = (int)advice->together_count, given_up = 0;
    if (!count) {
        ht_phrase(sentence, "%s places %s", nothing, unplaced == 1 ? "" : "any of ");
        write_share(sentence, 0, unplaced);
        return;
    }
    for (int n = 0; n < count; n++)
        given_up += advice->together[n].given_up;
    ht_phrase_number(sentence, count);
    ht_phrase(sentence, count == 1 ? " repair %ss " : " repairs %s ", verb(given_up));
    write_share(sentence, advice->together_placed, unplaced);
    write_given_up(sentence, given_up);
}

/* Sentences begin with a word of ours, in ASCII. */
static char *end_sentence(struct ht_sentence *sentence)
{
    char *text = ht_sentence_end(sentence);
    text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}

char *ht_say_gist(const struct ht_advice *advice, int unplaced)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, NULL, false);
    write_gist(&sentence, advice, unplaced,
               advice->complete ? nothing_tried : "a first look finds nothing that");
    return end_sentence(&sentence);
}

char *ht_say_summary(const struct ht_school *school, const struct ht_advice *advice, int unplaced)
{
    struct ht_sentence sentence;
    ht_sentence_begin(&sentence, school, false);
    write_gist(&sentence, advice, unplaced, nothing_tried);
    for (size_t n = 0; n < advice->together_count; n++) {
        ht_phrase(&sentence, n ? "; " : ": ");
        writers[advice->together[n].kind](&sentence, &advice->together[n]);
    }
    ht_phrase(&sentence, ".");
    if (!advice->complete && advice->together_placed < unplaced)
        ht_phrase(&sentence, " Not everything was tried, to keep the time short.");
    return end_sentence(&sentence);
}
