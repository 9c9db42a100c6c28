/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/weekdays.h"

#include "io/base/words.h"
#include "solver/base/date.h"

#include <stdlib.h>
#include <string.h>

/* By language, in small letters and, of Latin ones, without accents, as ht_fold() has them. */
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

int ht_weekday_in(int language, const char *letters, size_t count, size_t least)
{
    const char *const *names = weekdays[language];
    int found = -1, times = 0;
    char *folded = ht_fold(letters, count);
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
