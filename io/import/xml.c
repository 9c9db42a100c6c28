/* SPDX-License-Identifier: GPL-3.0-or-later */
/* school.xml, which is a whole school: io/update/folder.c lays it out. */
#include "io/import/formats.h"

#include <string.h>

enum { LOOKED_AT = 4096 /* bytes in which the outer element is to begin */ };

static bool recognises(const struct ht_source *source)
{
    return memmem(source->bytes, source->size < LOOKED_AT ? source->size : LOOKED_AT, "<school",
                  strlen("<school"));
}

const struct ht_import_format ht_import_xml = {
    .word = "xml",
    .what = "school.xml: a whole school as 'halfterm export' writes it; replaces what it says",
    .recognises = recognises,
};
