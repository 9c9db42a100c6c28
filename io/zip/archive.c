/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/zip/archive.h"

#include "solver/base/memory.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 512 };

/* The bytes as the file that minizip thinks it reads. */
struct memory {
    const char *bytes;
    size_t size, at;
};

struct ht_archive {
    struct memory memory;
    unzFile file;
    size_t count, at; /* parts; the current one's number */
    bool is_open;     /* it is being read */
    size_t unpacked;  /* bytes of all parts so far */
    const char *problem;
    char name[LONGEST_NAME];
};

static const char broken[] =
    "this zip file is damaged or is no whole file; copy or download it once more";

/* ------------------------------------------------------------ memory as a file */

static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *bytes, uLong size)
{
    (void)stream;
    struct memory *memory = opaque;
    size_t left = memory->size - memory->at, count = size < left ? size : left;
    memcpy(bytes, memory->bytes + memory->at, count);
    memory->at += count;
    return count;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
    (void)stream;
    return ((const struct memory *)opaque)->at;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    (void)stream;
    struct memory *memory = opaque;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory->at
                  : origin == ZLIB_FILEFUNC_SEEK_END ? memory->size
                                                     : 0;
    if (offset > memory->size - from)
        return -1;
    memory->at = from + offset;
    return 0;
}

static int close_memory(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

/* ------------------------------------------------------------ parts */

bool ht_archive_is(const char *bytes, size_t size)
{
    return size >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4));
}

struct ht_archive *ht_archive_open(const char *bytes, size_t size, const char **problem)
{
    struct ht_archive *archive = HT_NEW(struct ht_archive, 1);
    archive->memory = (struct memory){bytes, size, 0};
    zlib_filefunc64_def functions = {
        .zopen64_file = open_memory,
        .zread_file = read_memory,
        .ztell64_file = tell_memory,
        .zseek64_file = seek_memory,
        .zclose_file = close_memory,
        .zerror_file = close_memory,
        .opaque = &archive->memory,
    };
    unz_global_info64 about;
    archive->file = unzOpen2_64("", &functions);
    *problem = NULL;
    if (!archive->file || unzGetGlobalInfo64(archive->file, &about) != UNZ_OK)
        *problem = broken;
    else if (about.number_entry > HT_ARCHIVE_MOST_PARTS)
        *problem = "there are more than 10000 files in this zip file, more than any export has; "
                   "unpack it and name the files that are meant";
    else if (about.number_entry && unzGoToFirstFile(archive->file) != UNZ_OK)
        *problem = broken;
    if (*problem) {
        ht_archive_free(archive);
        return NULL;
    }
    archive->count = about.number_entry;
    return archive;
}

static void end_part(struct ht_archive *archive)
{
    if (archive->is_open && unzCloseCurrentFile(archive->file) == UNZ_CRCERROR)
        archive->problem = broken;
    archive->is_open = false;
}

void ht_archive_free(struct ht_archive *archive)
{
    if (!archive)
        return;
    end_part(archive);
    if (archive->file)
        unzClose(archive->file);
    free(archive);
}

const char *ht_archive_part(struct ht_archive *archive, size_t number)
{
    end_part(archive);
    if (number >= archive->count)
        return NULL;
    bool found = true;
    if (number < archive->at) {
        found = unzGoToFirstFile(archive->file) == UNZ_OK;
        archive->at = 0;
    }
    for (; found && archive->at < number; archive->at++)
        found = unzGoToNextFile(archive->file) == UNZ_OK;
    found = found && unzGetCurrentFileInfo64(archive->file, NULL, archive->name, LONGEST_NAME - 1,
                                             NULL, 0, NULL, 0) == UNZ_OK;
    if (!found)
        archive->problem = broken;
    return found ? archive->name : NULL;
}

bool ht_archive_begin(struct ht_archive *archive, const char *name)
{
    const char *part = ht_archive_part(archive, archive->at);
    if (!part || strcmp(part, name) != 0)
        for (size_t n = 0; (part = ht_archive_part(archive, n)); n++)
            if (!strcmp(part, name))
                break;
    if (!part)
        return false;
    archive->is_open = unzOpenCurrentFile(archive->file) == UNZ_OK;
    if (!archive->is_open)
        archive->problem = "a part of this zip file is damaged or locked; copy the file once more, "
                           "or save it without a password";
    return archive->is_open;
}

ssize_t ht_archive_read(struct ht_archive *archive, char *bytes, size_t most)
{
    if (!archive->is_open || archive->problem)
        return -1;
    int count = unzReadCurrentFile(archive->file, bytes, (unsigned)most);
    if (count < 0) {
        archive->problem = broken;
        return -1;
    }
    archive->unpacked += (size_t)count;
    if (archive->unpacked > HT_ARCHIVE_MOST_BYTES) {
        archive->problem = "what is packed in this file has more than 256 MB, more than any export "
                           "has; save only the sheet or the files that are meant";
        return -1;
    }
    if (!count)
        end_part(archive);
    return archive->problem ? -1 : count;
}

const char *ht_archive_problem(const struct ht_archive *archive)
{
    return archive->problem;
}

char *ht_archive_text(struct ht_archive *archive, const char *name, size_t *size)
{
    enum { AT_ONCE = 1 << 16 };
    if (!ht_archive_begin(archive, name))
        return NULL;
    char *text = NULL;
    size_t capacity = 0;
    ssize_t count;
    *size = 0;
    do {
        if (capacity - *size <= AT_ONCE) {
            capacity = 2 * capacity + 2 * AT_ONCE;
            text = ht_resize(text, capacity, 1);
        }
        count = ht_archive_read(archive, text + *size, AT_ONCE);
        *size += count > 0 ? (size_t)count : 0;
    } while (count > 0);
    text[*size] = 0;
    if (!count)
        return text;
    free(text);
    return NULL;
}
