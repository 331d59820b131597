// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/declaration.h"
#include "core/page/edit.h"
#include "core/page/source_scanner.h"

namespace haberdash::page {

/// What an element says of its own style, and what is to be added to it.
class StyleAttribute
{
public:
    StyleAttribute(const CssSource &page, const SourcePiece &tag);

    /// What the element's own attribute says.
    [[nodiscard]] const std::vector<Declaration> &own() const { return m_own; }
    /// Adds the declarations of one rule. Rules come from the weakest to the strongest.
    void add(const std::vector<Declaration> &declarations);
    /// Edits of the tag: what is weaker than its own style stands before that, what is stronger behind.
    void write(std::vector<Edit> &edits) const;

private:
    struct Added
    {
        const Declaration *declaration;
        int rule;
    };
    [[nodiscard]] bool isOverruled(const Declaration &added) const;
    [[nodiscard]] std::string text(const std::vector<Added> &list, char quote) const;

    const CssSource &m_page;
    const SourcePiece &m_tag;
    const SourceAttribute *m_attribute;
    std::vector<Declaration> m_own;
    std::vector<Added> m_weaker;
    std::vector<Added> m_stronger;
    int m_rules = 0;
};

} // namespace haberdash::page
