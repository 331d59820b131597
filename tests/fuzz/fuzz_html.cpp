// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/html_reader.h"
#include "core/import/csv_dialect.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace compose;

void fuzzHtml(Bytes input)
{
    const auto html = toView(input);
    const bool isText = importing::isUtf8(html);
    const char *at = html.data();
    for (const HtmlPiece &piece : readHtml(html)) {
        require(piece.source.empty()
                || (piece.source.data() >= at
                    && piece.source.data() + piece.source.size() <= html.data() + html.size()),
            "pieces follow each other in the text");
        if (!piece.source.empty())
            at = piece.source.data();
        bool found = false;
        const std::string value = piece.attribute("href", &found);
        require(found || value.empty(), "an attribute that is not there has no value");
    }
    const std::string text = htmlToText(html);
    require(!isText || importing::isUtf8(text), "UTF-8 in, UTF-8 out");
    require(text.find('\r') == std::string::npos, "lines of plain text end with LF");
    for (const MessageWarning &warning : checkHtml(html))
        require(!toWord(warning.kind).isEmpty(), "each warning has its word");
    require(!isText || importing::isUtf8(withoutEntities(html)), "entities become UTF-8");
}

} // namespace haberdash::fuzz
