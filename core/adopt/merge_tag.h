// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopt_note.h"
#include "core/adopt/merge_tag_finder.h"

#include <set>

namespace haberdash::adopt {

/// Where a tag stands.
enum class TagPlace {
    Words, ///< between tags of HTML
    Attribute,
    Line ///< where there is no HTML: a subject, a title
};

/// What becomes of a tag.
struct Translation
{
    bool isOurs = false; ///< it stays as it is
    AdoptNote::Kind kind = AdoptNote::Kind::Unknown;
    AdoptNote::What what = AdoptNote::What::Code;
    Origin origin = Origin::Braces;
    std::string outcome;
    std::string leftOut; ///< filters that ours do not know
};

/// Translates the tags of one text, from its beginning to its end: conditions are known by what opened them.
class TagTranslator
{
public:
    /// @param speaksPercent whether words in percent signs are tags: in a mail of ActiveCampaign
    explicit TagTranslator(bool speaksPercent)
        : m_speaksPercent(speaksPercent)
    { }
    [[nodiscard]] Translation translate(const MergeTag &tag, TagPlace place);
    /// Conditions that were opened and never closed end here: text to be put at the end.
    [[nodiscard]] std::string closing();

private:
    /// What an "if" or "for" that is open became.
    enum class Block { Unknown, If, Unless, OwnIf, OwnUnless, For, Case };

    [[nodiscard]] Translation stars(const MergeTag &tag, TagPlace place);
    [[nodiscard]] Translation output(const MergeTag &tag, TagPlace place);
    [[nodiscard]] Translation code(const MergeTag &tag, TagPlace place);
    [[nodiscard]] Translation handlebars(std::string_view inner);
    [[nodiscard]] Translation value(
        std::string_view name, std::string_view filters, Origin origin, TagPlace place);
    [[nodiscard]] Translation pageValue(std::string_view name, Origin origin, TagPlace place) const;
    [[nodiscard]] Translation open(std::string_view condition, bool isNegated, Origin origin);
    [[nodiscard]] Translation other(std::string_view condition, Origin origin);
    [[nodiscard]] Translation middle(Origin origin);
    [[nodiscard]] Translation close(Origin origin);
    [[nodiscard]] Translation ownCode(std::string_view word, std::string_view rest);
    /// Whether an "else" has something that it belongs to.
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] static std::string endOf(Block block);
    [[nodiscard]] bool isKnown(std::string_view path) const;
    [[nodiscard]] std::string conditionOf(std::string_view text) const;
    static Translation unknown(std::string_view inner, Origin origin);

    std::vector<Block> m_open;
    std::set<std::string, std::less<>> m_locals; ///< names that the text itself gives values
    bool m_speaksPercent;
    bool m_isRaw = false;
};

/// A Liquid comment that keeps what stood there.
[[nodiscard]] std::string asComment(std::string_view inner);
[[nodiscard]] std::string_view trimmedView(std::string_view text);
/// "a|b:'|'" as "a", and what is behind.
[[nodiscard]] std::pair<std::string_view, std::string_view> cutAtPipe(std::string_view text);

} // namespace haberdash::adopt
