/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/words.h"

#include "solver/base/memory.h"

#include <string.h>

size_t ht_letters_at(const char *text)
{
    size_t count = 0;
    while (ht_is_letter(text[count]))
        count++;
    return count;
}

size_t ht_word_at(const char *text)
{
    size_t count = 0;
    while (ht_is_in_word(text[count]))
        count++;
    return count;
}

char *ht_put_character(char *to, unsigned long character)
{
    if (character < 0x80) {
        *to++ = (char)character;
        return to;
    }
    /* The first byte begins with one more 1 than bytes come after it, and a 0. */
    int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    *to++ = (char)((0xff00 >> (more + 1) & 0xff) | character >> 6 * more);
    while (more--)
        *to++ = (char)(0x80 | (character >> 6 * more & 0x3f));
    return to;
}

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
    ht_put_character(pair, character);
}

char *ht_fold(const char *text, size_t count)
{
    char *folded = ht_alloc(count + 1, 1), *to = folded;
    for (size_t n = 0; n < count; n++) {
        char pair[3] = {text[n], 0, 0};
        bool is_pair = ((unsigned char)text[n] & 0xe0) == 0xc0 && n + 1 < count;
        if (is_pair) {
            pair[1] = text[++n];
            fold_pair(pair);
        }
        *pair = is_pair ? *pair : (char)tolower((unsigned char)*pair);
        to = stpcpy(to, pair);
    }
    return folded;
}

void ht_make_line(char *text, size_t longest)
{
    if (strlen(text) > longest) {
        size_t end = longest - 3;
        while ((text[end] & 0xc0) == 0x80)
            end--;
        strcpy(text + end, "...");
    }
    for (; *text; text++)
        if (iscntrl((unsigned char)*text))
            *text = ' ';
}
