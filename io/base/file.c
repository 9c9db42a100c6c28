/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/file.h"

#include "io/base/words.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void ht_file_or_fail(const char *name)
{
    static const int faults[] = {EIO, EMFILE, ENFILE, ENOMEM, ENOBUFS};
    for (size_t n = 0; n < sizeof faults / sizeof *faults; n++)
        if (errno == faults[n])
            ht_fail(ht_format("cannot read %s: %s", name, strerror(errno)));
}

/* Reads to the end of the file or one byte more than wanted; false on an error. */
static bool read_bytes(int file, size_t expected, size_t most, char **bytes, size_t *size)
{
    size_t capacity = expected + 2;
    *bytes = ht_resize(NULL, capacity, 1);
    *size = 0;
    for (;;) {
        ssize_t got = read(file, *bytes + *size, capacity - *size - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        *size += got;
        if (!got || *size > most)
            break;
        if (*size + 1 == capacity) {
            capacity *= 2;
            *bytes = ht_resize(*bytes, capacity, 1);
        }
    }
    (*bytes)[*size] = 0;
    return true;
}

int ht_file_open(const char *path, const char *name, bool needed, struct stat *about,
                 struct ht_diagnostics *faults)
{
    /* Nobody may ever write to a pipe, and opening it would wait for them. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is_known = file >= 0 && !fstat(file, about);
    if (!is_known)
        ht_file_or_fail(name);
    if (is_known && S_ISREG(about->st_mode))
        return file;
    if (is_known && S_ISDIR(about->st_mode))
        ht_fault(faults, HT_FAULT, name, 1,
                 "this is a folder, not a file; put a file in its place");
    else if (is_known)
        ht_fault(faults, HT_FAULT, name, 1,
                 "this is a pipe or a device, not a file on a disk; save what it gives as a file");
    else if (errno != ENOENT && errno != ENOTDIR)
        ht_fault(faults, HT_FAULT, name, 1, "the file cannot be opened (%s); check who may read it",
                 strerror(errno));
    else if (needed)
        ht_fault(faults, HT_FAULT, name, 1,
                 "the file is missing; put it there, or correct the name");
    if (file >= 0)
        close(file);
    return -1;
}

char *ht_file_read(const char *path, const char *name, bool needed, size_t most, size_t *size,
                   struct ht_diagnostics *faults)
{
    struct stat about;
    int file = ht_file_open(path, name, needed, &about, faults);
    if (file < 0)
        return NULL;
    char *bytes;
    size_t expected = about.st_size > 0 && (size_t)about.st_size <= most ? about.st_size : 4096;
    bool is_read = read_bytes(file, expected, most, &bytes, size);
    if (!is_read)
        ht_file_or_fail(name);
    if (!is_read)
        ht_fault(faults, HT_FAULT, name, 1, "the file cannot be read (%s); try a fresh copy of it",
                 strerror(errno));
    else if (*size > most)
        ht_fault(faults, HT_FAULT, name, 1,
                 "the file has more than %zu MB; is it really this file? Leave out what is not "
                 "needed",
                 most >> 20);
    close(file);
    if (is_read && *size <= most)
        return bytes;
    free(bytes);
    return NULL;
}

bool ht_file_sum(const char *path, uint64_t *hash)
{
    enum { CHUNK = 1 << 16 };
    struct stat about;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    int file = ht_file_open(path, path, false, &about, faults);
    ht_diagnostics_free(faults);
    if (file < 0)
        return false;
    char *bytes = HT_NEW(char, CHUNK);
    ssize_t got;
    do {
        got = read(file, bytes, CHUNK);
        *hash = ht_hash_bytes(*hash, bytes, got > 0 ? (size_t)got : 0);
    } while (got > 0 || (got < 0 && errno == EINTR));
    free(bytes);
    close(file);
    return !got;
}

/* ------------------------------------------------------------ encodings */

/* The upper half of Windows-1252 from 0x80 to 0x9f; 0 where it has nothing. */
static const uint16_t windows[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/* The length of the UTF-8 sequence that begins here, or 0 where it is none. */
static size_t sequence(const unsigned char *at, size_t left)
{
    static const struct {
        unsigned char first, last, second, second_last;
        size_t length;
    } forms[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        if (at[0] < forms[f].first || at[0] > forms[f].last)
            continue;
        if (left < forms[f].length || at[1] < forms[f].second || at[1] > forms[f].second_last)
            return 0;
        for (size_t n = 2; n < forms[f].length; n++)
            if ((at[n] & 0xc0) != 0x80)
                return 0;
        return forms[f].length;
    }
    return 0;
}

/* U+FFFE and U+FFFF, which Unicode keeps from being characters and XML from being there. */
static bool is_no_character(const unsigned char *sequence, size_t length)
{
    return length == 3 && sequence[0] == 0xef && sequence[1] == 0xbf && sequence[2] >= 0xbe;
}

/* Where the next byte stands that is a control character or not ASCII, or the size. */
static size_t plain(const unsigned char *bytes, size_t at, size_t size)
{
    /* A compiler looks at all bytes of a block at once, where no byte decides about the next. */
    enum { BLOCK = 16 };
    unsigned char other = 0;
    while (!other && size - at >= BLOCK) {
        for (size_t n = 0; n < BLOCK; n++) {
            unsigned char c = bytes[at + n];
            other |= ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')) | (c >= 0x7f);
        }
        at += other ? 0 : BLOCK;
    }
    while (at < size && bytes[at] < 0x7f && !is_control(bytes[at]))
        at++;
    return at;
}

static int line_at(const char *bytes, size_t at)
{
    int line = 1;
    const char *end = bytes + at;
    while ((bytes = memchr(bytes, '\n', end - bytes))) {
        bytes++;
        line++;
    }
    return line;
}

enum ht_encoding ht_file_encoding(const char *bytes, size_t size, int *line)
{
    const unsigned char *text = (const unsigned char *)bytes;
    bool is_utf8 = true;
    for (size_t at = plain(text, 0, size); at < size; at = plain(text, at, size)) {
        size_t length = is_utf8 ? sequence(text + at, size - at) : 0;
        if (length && !is_no_character(text + at, length)) {
            at += length;
            continue;
        }
        /* From the first byte that UTF-8 cannot have on it is read as Windows-1252. */
        is_utf8 = is_utf8 && is_control(text[at]);
        if (is_control(text[at]) || length || (text[at] < 0xa0 && !windows[text[at] - 0x80])) {
            *line = line_at(bytes, at);
            return HT_NOT_TEXT;
        }
        at++;
    }
    return is_utf8 ? HT_UTF8 : HT_WINDOWS_1252;
}

size_t ht_file_from_windows(const char *bytes, size_t size, char *utf8)
{
    char *at = utf8;
    for (size_t i = 0; i < size; i++) {
        unsigned c = (unsigned char)bytes[i];
        if (c >= 0x80 && c < 0xa0)
            c = windows[c - 0x80];
        at = ht_put_character(at, c);
    }
    return at - utf8;
}

/* The character that begins at a place of UTF-8 text, and its length. */
static unsigned character(const unsigned char *at, size_t length)
{
    if (length == 1)
        return *at;
    unsigned c = *at & (0x7fu >> length);
    for (size_t n = 1; n < length; n++)
        c = c << 6 | (at[n] & 0x3f);
    return c;
}

/* The byte of a character in Windows-1252; 0 where there is none. */
static unsigned char windows_byte(unsigned c)
{
    if (c < 0x80 || (c >= 0xa0 && c < 0x100))
        return c;
    for (size_t n = 0; n < sizeof windows / sizeof *windows; n++)
        if (windows[n] == c)
            return 0x80 + n;
    return 0;
}

bool ht_file_to_windows(char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t left = strlen(text);
    while (left) {
        size_t length = *at < 0x80 ? 1 : sequence(at, left);
        unsigned char byte = length ? windows_byte(character(at, length)) : 0;
        if (!byte)
            return false;
        *text++ = byte;
        at += length;
        left -= length;
    }
    *text = 0;
    return true;
}

bool ht_file_is_encoded_twice(const char *text)
{
    int line;
    if (!strpbrk(text, "\xc3\xc5\xc2\xe2"))
        return false;
    size_t length = strlen(text);
    char *once = ht_copy_text(text, length);
    bool is_twice = ht_file_to_windows(once) &&
                    plain((const unsigned char *)once, 0, strlen(once)) < strlen(once) &&
                    ht_file_encoding(once, strlen(once), &line) == HT_UTF8;
    free(once);
    return is_twice;
}
