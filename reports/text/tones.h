/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Colours by what they mean: one table that every formatter takes them from.
 */
#ifndef HT_REPORTS_TEXT_TONES_H
#define HT_REPORTS_TEXT_TONES_H

/** What a cell, a paragraph or a shape of a figure means. */
enum ht_tone {
    HT_TONE_NONE,    /* ink on paper */
    HT_TONE_BAND,    /* heads of rows and columns */
    HT_TONE_SESSION, /* a student is seen */
    HT_TONE_BUSY,    /* a commitment */
    HT_TONE_FREE,    /* nothing to do */
    HT_TONE_AWAY,    /* closed, or not at work */
    HT_TONE_GOOD,    /* as it should be */
    HT_TONE_ALERT,   /* not as it should be */
    HT_TONE_HEAT_1,  /* a little of what is counted */
    HT_TONE_HEAT_2,  /* as much as is allowed */
    HT_TONE_HEAT_3,  /* more */
    HT_TONE_ACCENT,  /* bars and lines of figures */
    HT_TONE_COUNT,
};

/** Colours as 0xRRGGBB. Ink on its paper has a contrast of at least 4.5 to 1 (WCAG AA). */
struct ht_tone_look {
    const char *word;              /* class names are made from it */
    unsigned ink, paper;           /* in the light, and in print */
    unsigned dark_ink, dark_paper; /* on dark screens */
};

/** The look of every tone. */
extern const struct ht_tone_look ht_tones[HT_TONE_COUNT];

#endif
