/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/memory_file.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

static ssize_t read_at(void *cookie, char *bytes, size_t size)
{
    struct ht_memory_file *file = cookie;
    size_t left = file->at < file->size ? file->size - file->at : 0;
    size = size < left ? size : left;
    if (size)
        memcpy(bytes, file->bytes + file->at, size);
    file->at += size;
    return (ssize_t)size;
}

static ssize_t write_at(void *cookie, const char *bytes, size_t size)
{
    struct ht_memory_file *file = cookie;
    size_t end = file->at + size;
    if (end > file->capacity) {
        file->capacity = 2 * end;
        file->bytes = ht_resize(file->bytes, file->capacity, 1);
    }
    if (file->at > file->size)
        memset(file->bytes + file->size, 0, file->at - file->size);
    memcpy(file->bytes + file->at, bytes, size);
    file->at = end;
    file->size = end > file->size ? end : file->size;
    return (ssize_t)size;
}

static int go_to(void *cookie, off64_t *place, int whence)
{
    struct ht_memory_file *file = cookie;
    off64_t from = whence == SEEK_CUR   ? (off64_t)file->at
                   : whence == SEEK_END ? (off64_t)file->size
                                        : 0;
    if (from + *place < 0)
        return -1;
    *place += from;
    file->at = (size_t)*place;
    return 0;
}

static int forget(void *cookie)
{
    struct ht_memory_file *file = cookie;
    free(file->bytes);
    free(file);
    return 0;
}

FILE *ht_memory_file_open(struct ht_memory_file *file)
{
    return fopencookie(file, "w+",
                       (cookie_io_functions_t){.read = read_at, .write = write_at, .seek = go_to});
}

FILE *ht_memory_file_passing(void)
{
    struct ht_memory_file *file = HT_NEW(struct ht_memory_file, 1);
    FILE *stream =
        fopencookie(file, "w+", (cookie_io_functions_t){read_at, write_at, go_to, forget});
    if (!stream)
        free(file);
    return stream;
}
