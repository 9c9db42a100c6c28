/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/weekdays.h"

#include "solver/base/date.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* By language, in small letters and, of Latin ones, without the accents that fold() takes off. */
static const char *const weekdays[][HT_DAYS_A_WEEK] = {
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
    {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
    {"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"},
    {"segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo"},
    {"dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"},
    {"luni", "marti", "miercuri", "joi", "vineri", "sambata", "duminica"},
    {"luni", "marți", "miercuri", "joi", "vineri", "sambătă", "duminică"},
    {"luni", "marţi", "miercuri", "joi", "vineri", "sambătă", "duminică"},
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"},
    {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"},
    {"mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"},
    {"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"},
    {"pondeli", "utery", "streda", "čtvrtek", "patek", "sobota", "neděle"},
    {"pondelok", "utorok", "streda", "štvrtok", "piatok", "sobota", "nedeľa"},
    {"hetfő", "kedd", "szerda", "csutortok", "pentek", "szombat", "vasarnap"},
    {"pazartesi", "salı", "carşamba", "perşembe", "cuma", "cumartesi", "pazar"},
    {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"},
    {"δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή"},
    {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    {"понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"},
    {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"},
    {"الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"},
};
_Static_assert(sizeof weekdays / sizeof *weekdays == HT_LANGUAGES, "the number of languages");

/* The small letter without an accent of two bytes of UTF-8; what is not known here stays. */
static void fold_pair(char pair[2])
{
    static const char latin[] = "aaaaaa*ceeeeiiii*nooooo*ouuuuy**";
    unsigned character = ((unsigned char)pair[0] & 0x1fu) << 6 | ((unsigned char)pair[1] & 0x3fu);
    if (character >= 0xc0 && character <= 0xff && latin[character & 0x1f] != '*') {
        pair[0] = latin[character & 0x1f];
        pair[1] = 0;
        return;
    }
    bool is_capital = (character >= 0xc0 && character <= 0xde) ||
                      (character >= 0x391 && character <= 0x3a9) ||
                      (character >= 0x410 && character <= 0x42f);
    if (character == 0x622 || character == 0x623 || character == 0x625)
        character = 0x627; /* alif with a hamza or madda */
    character += is_capital ? 0x20 : 0;
    pair[0] = (char)(0xc0 | character >> 6);
    pair[1] = (char)(0x80 | (character & 0x3f));
}

char *ht_weekday_fold(const char *letters, size_t count)
{
    char *folded = ht_alloc(count + 1, 1), *to = folded;
    for (size_t n = 0; n < count; n++) {
        char pair[3] = {letters[n], 0, 0};
        bool is_pair = ((unsigned char)letters[n] & 0xe0) == 0xc0 && n + 1 < count;
        if (is_pair) {
            pair[1] = letters[++n];
            fold_pair(pair);
        }
        *pair = is_pair ? *pair : (char)tolower((unsigned char)*pair);
        to = stpcpy(to, pair);
    }
    return folded;
}

int ht_weekday_in(int language, const char *letters, size_t count, size_t least)
{
    const char *const *names = weekdays[language];
    int found = -1, times = 0;
    char *folded = ht_weekday_fold(letters, count);
    size_t length = strlen(folded);
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        if (strncmp(names[day], folded, length) != 0)
            continue;
        found = day;
        /* "pazar" is a day, and what another one begins with. */
        times = names[day][length] ? times + 1 : -HT_DAYS_A_WEEK;
    }
    for (int day = 0; times < 0 && day < HT_DAYS_A_WEEK; day++)
        found = strcmp(names[day], folded) == 0 ? day : found;
    /* No beginning of the name, but written all the same. */
    if (language == HT_ENGLISH && !strcmp(folded, "weds"))
        found = 2;
    free(folded);
    return length >= least && times <= 1 ? found : -1;
}
