/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/tones.h"

const struct ht_tone_look ht_tones[HT_TONE_COUNT] = {
    [HT_TONE_NONE] = {"none", 0x1d2733, 0xffffff, 0xe7ebef, 0x14191f},
    [HT_TONE_BAND] = {"band", 0x1d2733, 0xf3f5f7, 0xe7ebef, 0x1c232b},
    [HT_TONE_SESSION] = {"session", 0x1d2733, 0xe2f0f4, 0xe7ebef, 0x15394a},
    [HT_TONE_BUSY] = {"busy", 0x1d2733, 0xf1eee7, 0xe7ebef, 0x2a2823},
    [HT_TONE_FREE] = {"free", 0x53606e, 0xffffff, 0xa6b1bd, 0x14191f},
    [HT_TONE_AWAY] = {"away", 0x53606e, 0xf3f5f7, 0xa6b1bd, 0x1c232b},
    [HT_TONE_GOOD] = {"good", 0x14532d, 0xe3f4e8, 0xbfe8cc, 0x16351f},
    [HT_TONE_ALERT] = {"alert", 0x8c1f09, 0xfdeae5, 0xffb3a0, 0x45190f},
    [HT_TONE_HEAT_1] = {"heat1", 0x1d2733, 0xcfe6ee, 0xe7ebef, 0x1b4254},
    [HT_TONE_HEAT_2] = {"heat2", 0xffffff, 0x1f7089, 0x0d1b21, 0x6fb9d0},
    [HT_TONE_HEAT_3] = {"heat3", 0xffffff, 0xa1260d, 0x2a0d06, 0xff9d85},
    [HT_TONE_ACCENT] = {"accent", 0xffffff, 0x0b5c73, 0x0d1b21, 0x7fc8de},
};
