/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/galley.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is minor is so much smaller, in text and in headings. */
#define MINOR         0.88
#define MINOR_HEADING 0.72

/* ------------------------------------------------------------ words of a text */

/* A word where it stands in a text. */
struct token {
    const struct ht_doc_piece *piece;
    const char *text; /* within the piece's */
    size_t length;
    const struct ht_pdf_word *word;
    double size;      /* of an em, in points */
    double width;     /* in points */
    double blank;     /* in front of it, in points; 0: it clings to the word before */
    bool begins_line; /* it must */
};

/* The words of a text. */
struct tokens {
    struct token *tokens;
    size_t count, capacity;
    bool blank, line; /* in front of the next word there are */
};

/* What is minor is not bold for standing in something bold. */
static enum ht_pdf_weight weight_of(const struct ht_doc_piece *piece,
                                    const struct ht_pdf_manner *manner)
{
    bool bold = manner->bold && !(piece->style & HT_MINOR);
    return bold || piece->style & HT_STRONG ? HT_PDF_BOLD : HT_PDF_REGULAR;
}

static void add_token(struct tokens *tokens, struct ht_pdf_type *type,
                      const struct ht_pdf_manner *manner, const struct token *model)
{
    HT_GROW(tokens->tokens, tokens->count, tokens->capacity);
    struct token *token = &tokens->tokens[tokens->count++];
    *token = *model;
    token->width = token->word->width * token->size;
    token->begins_line = tokens->line;
    if (tokens->blank)
        token->blank =
            ht_pdf_type_blank(type, weight_of(token->piece, manner))->width * token->size;
    tokens->blank = tokens->line = false;
}

static void add_words(struct tokens *tokens, struct ht_pdf_type *type,
                      const struct ht_pdf_manner *manner, struct token *model)
{
    const char *at = model->piece->text;
    enum ht_pdf_weight weight = weight_of(model->piece, manner);
    while (*at) {
        size_t length = strcspn(at, " ");
        if (length) {
            model->text = at;
            model->length = length;
            model->word = ht_pdf_type_word(type, weight, at, length);
            add_token(tokens, type, manner, model);
        }
        at += length;
        size_t blanks = strspn(at, " ");
        tokens->blank |= blanks > 0;
        at += blanks;
    }
}

/* In other scripts lines may end within what has no blank, so that the piece is set as a whole. */
static void add_whole(struct tokens *tokens, struct ht_pdf_type *type,
                      const struct ht_pdf_manner *manner, struct token *model)
{
    const char *start = model->piece->text + strspn(model->piece->text, " ");
    size_t length = strlen(start);
    tokens->blank |= start > model->piece->text;
    while (length && start[length - 1] == ' ')
        length--;
    if (length) {
        model->text = start;
        model->length = length;
        model->word = ht_pdf_type_line(type, weight_of(model->piece, manner), start, length);
        add_token(tokens, type, manner, model);
    }
    tokens->blank |= start[length] == ' ';
}

/* Free the tokens. */
static struct tokens read_text(struct ht_pdf_type *type, const struct ht_doc_text *text,
                               const struct ht_pdf_manner *manner)
{
    struct tokens tokens = {0};
    double minor = manner->size * (manner->size > HT_PDF_SIZE ? MINOR_HEADING : MINOR);
    for (const struct ht_doc_piece *piece = text->first; piece; piece = piece->next) {
        struct token model = {.piece = piece,
                              .size = piece->style & HT_MINOR ? minor : manner->size};
        tokens.line |= (piece->style & HT_NEW_LINE) != 0;
        tokens.blank |= manner->apart && piece->style & HT_MINOR;
        if (ht_pdf_type_plain(type, piece->text))
            add_words(&tokens, type, manner, &model);
        else
            add_whole(&tokens, type, manner, &model);
    }
    return tokens;
}

double ht_pdf_text_width(const struct ht_pdf_galley *galley, const struct ht_doc_text *text,
                         const struct ht_pdf_manner *manner, double *widest_word)
{
    struct tokens tokens = read_text(galley->type, text, manner);
    double width = 0, line = 0, word = 0;
    *widest_word = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.tokens[i];
        line = token->begins_line ? 0 : line > 0 ? line + token->blank : 0;
        if (token->begins_line || token->blank > 0)
            word = 0;
        line += token->width;
        word += token->width;
        if (line > width)
            width = line;
        if (word > *widest_word)
            *widest_word = word;
    }
    free(tokens.tokens);
    return width;
}

/* ------------------------------------------------------------ lines */

/* Widths that are sums of the same numbers may differ by so much. */
#define TOLERANCE 0.01

/* Lines while they are set. */
struct setter {
    const struct ht_pdf_galley *galley;
    const struct ht_pdf_manner *manner;
    struct ht_pdf_marks marks;
    struct ht_pdf_mark *before; /* the last mark on the line above; NULL: none */
    struct ht_pdf_mark *link;   /* of the word before on this line; NULL: none */
    double width;               /* there is */
    double x;                   /* where the next word would start */
    double y;                   /* the top of the line */
    double size;                /* of the largest em on the line */
};

/* Lines are as high as the largest of what is on them. */
static void end_line(struct setter *setter)
{
    struct ht_pdf_mark *mark = setter->before ? setter->before->next : setter->marks.first;
    double shift = setter->manner->to_right ? fmax(setter->width - setter->x, 0) : 0;
    double height = setter->size * HT_PDF_LEADING;
    for (; mark; mark = mark->next) {
        bool word = mark->what == HT_PDF_WORD;
        mark->x += shift;
        mark->y = setter->y + (word ? setter->size * HT_PDF_RISE : 0);
        mark->height = height;
    }
    setter->before = setter->marks.last;
    setter->link = NULL;
    setter->x = 0;
    setter->y += height;
    setter->size = 0;
}

/* What is minor is softer, too, where the paper is light enough for it. */
static unsigned colour_of(const struct setter *setter, const struct ht_doc_piece *piece)
{
    unsigned ink = ht_tones[setter->manner->tone].ink;
    bool soft = piece->style & HT_MINOR && ink == ht_tones[HT_TONE_NONE].ink;
    return soft ? ht_tones[HT_TONE_FREE].ink : ink;
}

/* Words that lead to the same place are one link as long as they are on one line. Other files may
 * not lie beside this one where it is read. */
static void link_word(struct setter *setter, const char *target, double width)
{
    if (!target || *target != '#') {
        setter->link = NULL;
        return;
    }
    if (!setter->link || setter->link->target != target + 1) {
        setter->link = ht_pdf_mark(setter->galley, &setter->marks, HT_PDF_LINK);
        setter->link->target = target + 1;
        setter->link->x = setter->x;
    }
    setter->link->width = setter->x + width - setter->link->x;
}

static void put_word(struct setter *setter, const struct token *token,
                     const struct ht_pdf_word *word)
{
    double width = word->width * token->size;
    link_word(setter, token->piece->target, width);
    struct ht_pdf_mark *mark = ht_pdf_mark(setter->galley, &setter->marks, HT_PDF_WORD);
    mark->word = word;
    mark->size = token->size;
    mark->colour = colour_of(setter, token->piece);
    mark->x = setter->x;
    mark->blank = setter->x > 0 && token->blank > 0;
    setter->x += width;
    setter->size = fmax(setter->size, token->size);
}

static bool fits(const struct setter *setter, double width)
{
    return setter->x + width <= setter->width + TOLERANCE;
}

static void put_broken(struct setter *setter, const struct token *token)
{
    const struct ht_pdf_word *word =
        ht_pdf_type_break(setter->galley->type, weight_of(token->piece, setter->manner),
                          token->text, token->length, setter->width / token->size);
    for (; word; word = word->below) {
        put_word(setter, token, word);
        if (word->below)
            end_line(setter);
    }
}

/* Words that cling together and are wider than a line. */
static void put_wide(struct setter *setter, const struct token *token, const struct token *end)
{
    for (; token < end; token++) {
        if (!fits(setter, token->width) && setter->x > 0)
            end_line(setter);
        if (fits(setter, token->width))
            put_word(setter, token, token->word);
        else
            put_broken(setter, token);
    }
}

/* Words that cling together, from a token to before another. */
static void put_group(struct setter *setter, const struct token *token, const struct token *end)
{
    double width = 0;
    for (const struct token *each = token; each < end; each++)
        width += each->width;
    bool begins = token->begins_line && setter->marks.first;
    if (begins || (setter->x > 0 && !fits(setter, token->blank + width)))
        end_line(setter);
    else if (setter->x > 0)
        setter->x += token->blank;
    if (!fits(setter, width)) {
        put_wide(setter, token, end);
        return;
    }
    for (; token < end; token++)
        put_word(setter, token, token->word);
}

struct ht_pdf_marks ht_pdf_text_set(const struct ht_pdf_galley *galley,
                                    const struct ht_doc_text *text,
                                    const struct ht_pdf_manner *manner, double width)
{
    struct setter setter = {.galley = galley, .manner = manner, .width = width};
    struct tokens tokens = read_text(galley->type, text, manner);
    const struct token *end = tokens.tokens + tokens.count;
    for (const struct token *token = tokens.tokens; token < end;) {
        const struct token *next = token + 1;
        while (next < end && !next->begins_line && next->blank == 0)
            next++;
        put_group(&setter, token, next);
        token = next;
    }
    if (tokens.count)
        end_line(&setter);
    setter.marks.height = setter.y;
    free(tokens.tokens);
    return setter.marks;
}

struct ht_pdf_marks ht_pdf_text_say(const struct ht_pdf_galley *galley, const char *text,
                                    const struct ht_pdf_manner *manner, double width)
{
    struct ht_doc_piece piece = {.text = text};
    return ht_pdf_text_set(galley, &(struct ht_doc_text){.first = &piece}, manner, width);
}

void ht_pdf_caption(struct ht_pdf_galley *galley, const struct ht_doc_text *caption)
{
    static const struct ht_pdf_manner manner = {.size = HT_PDF_SIZE, .bold = true};
    if (!caption->first)
        return;
    struct ht_pdf_marks marks = ht_pdf_text_set(galley, caption, &manner, galley->width);
    ht_pdf_strip(galley, &marks)->keep = true;
    ht_pdf_gap(galley, 3);
}
