// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/source_scanner.h"
#include "core/page/style_inliner.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace page;

void fuzzPage(Bytes input)
{
    const auto html = toView(input);
    const ScannedPage scanned = scanSource(html);
    require(scanned.filled.size() == html.size(), "what is filled in is as long");
    size_t end = 0;
    for (const SourcePiece &piece : scanned.pieces) {
        require(piece.start == end && piece.end > piece.start, "pieces follow each other without gaps");
        end = piece.end;
        for (const SourceAttribute &each : piece.attributes)
            require(piece.start < each.start && each.start < each.nameEnd && each.nameEnd <= each.valueStart
                    && each.valueStart <= each.valueEnd && each.valueEnd <= each.end && each.end <= piece.end,
                "attributes lie in their tag");
    }
    require(end == html.size(), "pieces are the whole page");
    // Small, so that limits are met as well.
    const Limits limits{100'000, 64, 32, 2'000, 4'000'000, 200, 200'000, 200'000};
    const auto styles = inlineStyles(html, limits);
    if (!styles)
        return require(!styles.error().detail.isEmpty(), "an error says what is too much");
    size_t from = 0;
    for (const Edit &edit : styles->edits) {
        require(edit.offset >= from && edit.offset + edit.length <= html.size(), "edits are in order");
        from = edit.offset + edit.length;
    }
    const auto again = inlineStyles(html, limits);
    require(again && *again == *styles, "the same page gives the same edits");
    const std::string after = applied(html, styles->edits);
    require(scanSource(after).pieces.size() <= scanned.pieces.size(), "no element comes into being");
}

} // namespace haberdash::fuzz
