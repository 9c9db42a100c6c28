/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/suggest.h"

#include <ctype.h>
#include <string.h>

/* Longer words are not compared: nobody types them. */
enum { MOST_LETTERS = 60 };

static int smallest(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

static int changed(char a, char b)
{
    return tolower((unsigned char)a) != tolower((unsigned char)b);
}

/*
 * Letters left out, put in, replaced or swapped with their neighbour, ignoring case; 2 + 1 rows
 * of the usual table are kept.
 */
static int distance_of(const char *a, size_t rows, const char *b, size_t columns)
{
    int table[3][MOST_LETTERS + 1];
    for (size_t c = 0; c <= columns; c++)
        table[0][c] = c;
    for (size_t r = 1; r <= rows; r++) {
        int *now = table[r % 3], *up = table[(r + 2) % 3], *two_up = table[(r + 1) % 3];
        now[0] = r;
        for (size_t c = 1; c <= columns; c++) {
            now[c] = smallest(up[c] + 1, now[c - 1] + 1, up[c - 1] + changed(a[r - 1], b[c - 1]));
            if (r > 1 && c > 1 && !changed(a[r - 1], b[c - 2]) && !changed(a[r - 2], b[c - 1]))
                now[c] = smallest(now[c], two_up[c - 2] + 1, now[c]);
        }
    }
    return table[rows % 3][columns];
}

void ht_suggestion_try(struct ht_suggestion *suggestion, const char *wrong, const char *known)
{
    size_t letters = strlen(wrong), length = strlen(known);
    int most = letters < 3 ? 0 : letters < 6 ? 1 : 2;
    size_t apart = letters > length ? letters - length : length - letters;
    if (letters > MOST_LETTERS || length > MOST_LETTERS || apart > (size_t)most)
        return;
    int distance = distance_of(wrong, letters, known, length);
    if (distance > most || (suggestion->best && distance >= suggestion->distance))
        return;
    suggestion->best = known;
    suggestion->distance = distance;
}
