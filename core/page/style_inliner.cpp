// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/style_inliner.h"

#include "core/page/style_attribute.h"
#include "core/page/style_cascade.h"

#include <algorithm>

namespace haberdash::page {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SourcePiece::Kind;
constexpr size_t npos = std::string_view::npos;

/// A `<style>` element whose rules may move.
struct StyleElement
{
    size_t start = 0; ///< of its start tag
    size_t end = 0; ///< behind its end tag
    StyleSheet sheet;
    size_t firstRule = 0; ///< of its rules among all
};

/// Sheets for everybody: not for print only, not marked to stay, and without conditions of Liquid.
bool mayBeMoved(
    const ScannedPage &page, std::string_view html, const SourcePiece &tag, const SourcePiece &css)
{
    if (tag.hasLiquidBetween || tag.attribute("data-embed") || hasLiquidTag(page.liquid, css.start, css.end))
        return false;
    const auto says = [&](std::string_view name, std::initializer_list<std::string_view> allowed) {
        const SourceAttribute *attribute = tag.attribute(name);
        if (!attribute)
            return true;
        const std::string value
            = lowerCase(html.substr(attribute->valueStart, attribute->valueEnd - attribute->valueStart));
        return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
    };
    return says("media", {"", "all", "screen"}) && says("type", {"", "text/css"});
}

class StyleInliner
{
public:
    StyleInliner(std::string_view html, const Limits &limits)
        : m_html(html)
        , m_limits(limits)
        , m_page(scanSource(html))
        , m_css{html, m_page.liquid}
        , m_workLeft(limits.matchSteps)
    { }

    Result<InlinedStyles> run()
    {
        // Text that moves could close what is never closed, and hide the mistake.
        if (!m_page.hasOpenLiquid)
            HABERDASH_TRY(findSheets());
        if (m_rules.empty())
            return m_result;
        HABERDASH_TRY_ASSIGN(tree, PageTree::read(m_page, m_limits));
        HABERDASH_TRY_ASSIGN(cascade, matchRules(m_page, tree, m_rules, m_limits));
        HABERDASH_TRY(writeElements(tree, cascade));
        HABERDASH_TRY(writeSheets(tree, cascade));
        m_result.edits = inOrder(std::move(m_result.edits));
        return std::move(m_result);
    }

private:
    Result<> findSheets()
    {
        // What "<!--[if !mso]><!-->" reveals is hidden from Outlook, which reads `style` attributes all the
        // same: it stays where it is.
        bool isRevealed = false;
        for (size_t i = 0; i < m_page.pieces.size(); ++i) {
            const SourcePiece &piece = m_page.pieces[i];
            const std::string_view text = m_html.substr(piece.start, piece.end - piece.start);
            if (piece.kind == Kind::Comment && text.find("<![endif]") != std::string_view::npos)
                isRevealed = false;
            else if (piece.kind == Kind::Comment
                && (text.starts_with("<!--[if") || text.starts_with("<![if")))
                isRevealed = true;
            const bool isSheet = piece.kind == Kind::Open && piece.name == "style" && !isRevealed
                && i + 2 < m_page.pieces.size() && m_page.pieces[i + 1].kind == Kind::RawText
                && m_page.pieces[i + 2].kind == Kind::Close
                && mayBeMoved(m_page, m_html, piece, m_page.pieces[i + 1]);
            if (isSheet)
                HABERDASH_TRY(addSheet(piece, m_page.pieces[i + 1], m_page.pieces[i + 2]));
        }
        return {};
    }

    Result<> addSheet(const SourcePiece &open, const SourcePiece &css, const SourcePiece &close)
    {
        StyleElement element{open.start, close.end, {}, m_rules.size()};
        element.sheet = readStyleSheet(m_css, css.start, css.end, m_limits.rules - m_rules.size());
        for (StyleRule &rule : element.sheet.rules)
            m_rules.push_back(std::move(rule));
        if (m_rules.size() > m_limits.rules)
            return failure(
                Error::Code::Invalid, u"The style sheets have more than %1 rules."_s.arg(m_limits.rules));
        element.sheet.rules.clear();
        m_sheets.push_back(std::move(element));
        return {};
    }

    Result<> writeElements(const PageTree &tree, const Cascade &cascade)
    {
        size_t added = 0;
        for (size_t i = 0; i < tree.elements.size(); ++i) {
            if (cascade.byElement[i].empty())
                continue;
            StyleAttribute style(m_css, m_page.pieces[size_t(tree.elements[i].piece)]);
            for (const AppliedRule &applied : cascade.byElement[i])
                style.add(m_rules[size_t(applied.rule)].declarations);
            const size_t before = m_result.edits.size();
            style.write(m_result.edits);
            for (size_t edit = before; edit < m_result.edits.size(); ++edit)
                added += m_result.edits[edit].text.size();
            if (added > m_limits.addedBytes)
                return failure(Error::Code::Invalid,
                    u"Its style sheets would add more than %1 MB to the page."_s.arg(
                        double(m_limits.addedBytes) / 1'000'000));
        }
        return {};
    }

    Result<> writeSheets(const PageTree &tree, const Cascade &cascade)
    {
        for (size_t sheet = 0; sheet < m_sheets.size(); ++sheet) {
            const size_t last = sheet + 1 < m_sheets.size() ? m_sheets[sheet + 1].firstRule : m_rules.size();
            const StyleElement &element = m_sheets[sheet];
            const auto leaves = [&cascade](size_t rule) {
                const auto &stays = cascade.stays[rule];
                return std::find(stays.begin(), stays.end(), true) == stays.end();
            };
            bool isEmptied = !element.sheet.hasOthers;
            for (size_t rule = element.firstRule; rule < last && isEmptied; ++rule)
                isEmptied = leaves(rule);
            if (isEmptied)
                m_result.edits.push_back(
                    {element.start, element.end - element.start, whatKeepsApart(element.start)});
            for (size_t rule = element.firstRule; rule < last; ++rule) {
                if (leaves(rule)) {
                    ++m_result.moved;
                    if (!isEmptied)
                        m_result.edits.push_back(
                            {m_rules[rule].start, m_rules[rule].end - m_rules[rule].start, {}});
                    continue;
                }
                ++m_result.kept;
                writeWhatStays(rule, cascade.stays[rule]);
                makeImportant(rule, tree, cascade);
            }
        }
        if (m_workLeft == 0)
            return failure(Error::Code::Invalid,
                u"The style sheets are so tangled that it takes too long to find out what they mean."_s);
        return {};
    }

    /// What stands before and behind a sheet that is gone must not become one: "<" and "b", "{" and "{ x }}".
    [[nodiscard]] std::string whatKeepsApart(size_t start) const
    {
        const bool couldBegin = start > 0 && std::string_view("</!?{&").find(m_html[start - 1]) != npos;
        return couldBegin ? "<style></style>" : "";
    }

    /// Of a list of selectors only those that stay.
    void writeWhatStays(size_t rule, const std::vector<bool> &stays)
    {
        if (std::find(stays.begin(), stays.end(), false) == stays.end())
            return;
        std::string kept;
        for (size_t i = 0; i < stays.size(); ++i) {
            const RuleSelector &selector = m_rules[rule].selectors[i];
            if (stays[i])
                kept += (kept.empty() ? "" : ",")
                    + std::string(m_html.substr(selector.start, selector.end - selector.start));
        }
        const size_t start = m_rules[rule].start;
        m_result.edits.push_back({start, m_rules[rule].bodyStart - 1 - start, kept});
    }

    void makeImportant(size_t rule, const PageTree &tree, const Cascade &cascade)
    {
        for (const Declaration &declaration : m_rules[rule].declarations) {
            if (!declaration.isImportant && mustBecomeImportant(int(rule), declaration, tree, cascade))
                m_result.edits.push_back({declaration.valueEnd, 0, "!important"});
        }
    }

    /// Whether something that was weaker now stands in a `style` attribute, and nothing that was stronger.
    bool mustBecomeImportant(
        int rule, const Declaration &declaration, const PageTree &tree, const Cascade &cascade)
    {
        bool isNeeded = false;
        for (const auto &[element, specificity] : cascade.leftTo[size_t(rule)]) {
            const int piece = tree.elements[size_t(element)].piece;
            if (piece < 0)
                continue;
            if (saysItself(m_page.pieces[size_t(piece)], declaration))
                return false;
            for (const AppliedRule &applied : cascade.byElement[size_t(element)]) {
                for (const Declaration &moved : m_rules[size_t(applied.rule)].declarations) {
                    if (m_workLeft == 0)
                        return false;
                    --m_workLeft;
                    if (!areRelated(moved.property, declaration.property))
                        continue;
                    if (moved.isImportant || applied > AppliedRule{rule, specificity})
                        return false;
                    isNeeded = true;
                }
            }
        }
        return isNeeded;
    }

    bool saysItself(const SourcePiece &tag, const Declaration &declaration)
    {
        const SourceAttribute *style = tag.attribute("style");
        if (!style)
            return false;
        const auto own = readDeclarations({m_html, m_page.liquid, true}, style->valueStart, style->valueEnd);
        m_workLeft -= std::min(m_workLeft, own.size() + 1);
        return std::any_of(own.begin(), own.end(),
            [&](const Declaration &each) { return areRelated(each.property, declaration.property); });
    }

    std::string_view m_html;
    const Limits &m_limits;
    ScannedPage m_page;
    CssSource m_css;
    std::vector<StyleElement> m_sheets;
    std::vector<StyleRule> m_rules;
    InlinedStyles m_result;
    size_t m_workLeft;
};

} // namespace

Result<InlinedStyles> inlineStyles(std::string_view html, const Limits &limits)
{
    // Before anything else: what is not read costs nothing.
    if (html.size() > limits.bytes)
        return failure(
            Error::Code::Invalid, u"The page is larger than %1 MB."_s.arg(double(limits.bytes) / 1'000'000));
    return StyleInliner(html, limits).run();
}

} // namespace haberdash::page
