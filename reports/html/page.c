/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html/page.h"

#include "reports/html/document.h"
#include "reports/text/html.h"
#include "solver/base/memory.h"

#include <glib.h>

/* Words that are found whatever their accents; what does not hold all of them is hidden. */
static const char search_script[] =
    "const field = document.getElementById('find');\n"
    "const plain = text => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();\n"
    "const entries = [...document.querySelectorAll('.find, .find-rows tbody tr')]\n"
    "  .map(element => ({element, text: plain(element.textContent)}));\n"
    "const search = () => {\n"
    "  const words = plain(field.value).split(/\\s+/).filter(word => word);\n"
    "  let found = 0;\n"
    "  for (const {element, text} of entries) {\n"
    "    element.hidden = !words.every(word => text.includes(word));\n"
    "    found += !element.hidden;\n"
    "  }\n"
    "  document.getElementById('found').textContent =\n"
    "    words.length ? `${found} of ${entries.length} shown` : '';\n"
    "};\n"
    "if (entries.length > 1) {\n"
    "  field.form.hidden = false;\n"
    "  field.form.addEventListener('submit', event => event.preventDefault());\n"
    "  field.addEventListener('input', search);\n"
    "}\n";

/* The script as a content security policy names it: no other one runs, whatever a name may hold. */
static char *script_digest(void)
{
    guint8 digest[32];
    gsize size = sizeof digest;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)search_script, sizeof search_script - 1);
    g_checksum_get_digest(sum, digest, &size);
    g_checksum_free(sum);
    return g_base64_encode(digest, size);
}

/* A variable for the ink and the paper of each tone. */
static void write_colours(FILE *stream, bool dark)
{
    for (size_t i = 0; i < HT_TONE_COUNT; i++) {
        const struct ht_tone_look *look = &ht_tones[i];
        fprintf(stream, "--%s: #%06x; --%s-ink: #%06x; ", look->word,
                dark ? look->dark_paper : look->paper, look->word,
                dark ? look->dark_ink : look->ink);
    }
    putc('\n', stream);
}

static void write_tones(FILE *stream)
{
    fputs(":root {\n", stream);
    write_colours(stream, false);
    fputs("}\n@media screen and (prefers-color-scheme: dark) { :root {\n", stream);
    write_colours(stream, true);
    fputs("} }\n", stream);
    for (size_t i = 1; i < HT_TONE_COUNT; i++) {
        const char *word = ht_tones[i].word;
        fprintf(stream,
                ".%s { background: var(--%s); color: var(--%s-ink); }\n"
                ".f-%s { fill: var(--%s); stroke: var(--%s); }\n"
                ".i-%s { fill: var(--%s-ink); }\n",
                word, word, word, word, word, word, word, word);
    }
}

static void write_head(FILE *stream, const struct ht_document *document)
{
    char *digest = script_digest();
    fprintf(stream,
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; script-src 'sha256-%s'\">\n",
            digest);
    g_free(digest);
    ht_html(stream,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"robots\" content=\"noindex\">\n"
            "<title>%s · %s</title>\n<style>\n",
            document->title, document->subtitle);
    write_tones(stream);
    fputs(ht_html_style, stream);
    if (document->letters)
        fputs(ht_html_letter_style, stream);
    if (document->landscape)
        fputs("@media print { @page { size: A4 landscape; } }\n", stream);
    fputs("</style>\n</head>\n", stream);
}

static void write_menu(FILE *stream, const struct ht_html_link *links, size_t link_count)
{
    if (link_count < 2)
        return;
    fputs("<nav aria-label=\"Pages\"><ul>\n", stream);
    for (size_t i = 0; i < link_count; i++)
        ht_html(stream,
                links[i].here ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>\n"
                              : "<li><a href=\"%s\">%s</a></li>\n",
                links[i].target, links[i].title);
    fputs("</ul></nav>\n", stream);
}

void ht_html_document(FILE *stream, const struct ht_document *document,
                      const struct ht_html_link *links, size_t link_count)
{
    write_head(stream, document);
    fputs("<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n",
          stream);
    write_menu(stream, links, link_count);
    ht_html(stream, "<h1>%s</h1>\n<p class=\"horizon\">%s</p>\n</header>\n", document->title,
            document->subtitle);
    fputs("<form role=\"search\" hidden><label for=\"find\">Find a name</label> "
          "<input id=\"find\" type=\"search\" autocomplete=\"off\"> "
          "<span id=\"found\" role=\"status\"></span></form>\n"
          "<main id=\"content\" tabindex=\"-1\">\n",
          stream);
    ht_html_content(stream, document);
    ht_html(stream, "</main>\n<footer><p>%s</p></footer>\n<script>", document->footer);
    fputs(search_script, stream);
    fputs("</script>\n</body>\n</html>\n", stream);
}
