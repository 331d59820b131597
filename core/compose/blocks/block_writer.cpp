// SPDX-License-Identifier: GPL-3.0-or-later
// Rows, and what stands for other rows. What is inside a row is in block_writer_content.cpp.
#include "core/compose/blocks/block_writer.h"

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Padding
{
    int top;
    int bottom;
};

/// The air above and below a block where it has no exception of its own. Paragraphs bring their own air
/// below.
struct DefaultPadding
{
    Padding operator()(const HeaderBlock &) const { return {24, 16}; }
    Padding operator()(const TextBlock &) const { return {8, 0}; }
    Padding operator()(const FooterBlock &) const { return {20, 12}; }
    Padding operator()(const SpacerBlock &) const { return {0, 0}; }
    Padding operator()(const HtmlBlock &) const { return {0, 0}; }
    Padding operator()(const DividerBlock &) const { return {12, 12}; }
    Padding operator()(const ButtonBlock &) const { return {8, 24}; }
    template<typename Content>
    Padding operator()(const Content &) const
    {
        return {8, 16};
    }
};

bool isFooter(const Block &block)
{
    return std::holds_alternative<FooterBlock>(block.content);
}

} // namespace

std::string BlockWriter::sideOf(const Block &block, Alignment fallback) const
{
    const Alignment alignment = block.style.alignment.value_or(fallback);
    if (alignment == Alignment::Centre)
        return "center";
    return (alignment == Alignment::Start) == m_isRightToLeft ? "right" : "left";
}

EmailStyles BlockWriter::stylesOf(const Block &block, const BlockSurroundings &inside) const
{
    return EmailStyles::with(m_brand, inside.textColour, block.style.fontSize.value_or(16));
}

void BlockWriter::rows(const Blocks &blocks, const BlockSurroundings &around)
{
    for (const Block &each : blocks) {
        if (m_out.hasFailed())
            return;
        block(each, around);
    }
}

void BlockWriter::block(const Block &block, const BlockSurroundings &around)
{
    if (isFooter(block) && (!block.rule.isEmpty() || block.repeat || block.device != Device::All)) {
        m_out.begin(EmailPart::Body, block.id, u"rule"_s);
        m_out.fail(
            u"The footer has the way out and the postal address; everybody must see it."_s, u"no rule"_s);
        return;
    }
    BlockSurroundings here = around;
    if (!block.rule.isEmpty())
        m_out << "{% if hb.rule" << m_out.ruleNumber(block.rule) << " %}";
    if (block.repeat) {
        m_out.begin(EmailPart::Body, block.id, u"repeat"_s);
        m_out << "{% for " << m_out.expression(block.repeat->name) << " in "
              << m_out.expression(block.repeat->list);
        if (block.repeat->limit > 0)
            m_out << " limit: " << block.repeat->limit;
        m_out << " %}";
        here.isRepeated = true;
    }
    if (const auto *chosen = std::get_if<ChoiceBlock>(&block.content))
        choice(block, *chosen, here);
    else if (const auto *kept = std::get_if<SharedBlock>(&block.content))
        sharedRows(block, *kept, here);
    else
        row(block, here);
    if (block.repeat)
        m_out << "{% endfor %}";
    if (!block.rule.isEmpty())
        m_out << "{% endif %}";
}

void BlockWriter::row(const Block &block, const BlockSurroundings &around)
{
    BlockSurroundings inside = around;
    const BlockStyle &style = block.style;
    if (!style.textColour.isEmpty())
        inside.textColour = colourOf(m_brand, style.textColour);
    // The page's own ground turns dark with the page; any other colour stays, and the words on it as well.
    const bool isGround = style.background == u"background";
    if (!style.background.isEmpty()) {
        inside.background = colourOf(m_brand, style.background);
        inside.isOwnColour = !isGround;
    }
    // A picture or HTML without exceptions may go from edge to edge.
    const Padding air = std::visit(DefaultPadding{}, block.content);
    const bool isWide = std::holds_alternative<HtmlBlock>(block.content);
    const int sides = style.paddingSides.value_or(isWide ? 0 : around.sides);
    inside.width = std::max(around.width - 2 * sides, 40);
    inside.sides = 0;
    const std::string device = block.device == Device::DesktopOnly ? " class=\"hb-desktop\""
        : block.device == Device::PhoneOnly                        ? " class=\"hb-phone\""
                                                                   : std::string();
    if (block.device == Device::PhoneOnly)
        m_out << "<!--[if !mso]><!-->"; // Outlook knows no media queries and would show it
    m_out << "<tr" << device << (block.device == Device::PhoneOnly ? " style=\"display:none;\"" : "")
          << "><td class=\"" << (sides >= 24 && around.sides > 0 ? "hb-pad" : "hb-cell")
          << (inside.isOwnColour ? "" : " hb-dark") << (isGround ? " hb-back" : "") << "\" align=\""
          << sideOf(block, Alignment::Start) << "\" style=\"padding:" << style.paddingTop.value_or(air.top)
          << "px " << sides << "px " << style.paddingBottom.value_or(air.bottom) << "px " << sides
          << "px;text-align:" << sideOf(block, Alignment::Start) << ';';
    if (!style.background.isEmpty())
        m_out << "background-color:" << inside.background.toStdString() << ';';
    m_out << "\">";
    std::visit([&](const auto &content) { this->content(block, content, inside); }, block.content);
    m_out << "</td></tr>";
    if (block.device == Device::PhoneOnly)
        m_out << "<!--<![endif]-->";
}

void BlockWriter::choice(const Block &block, const ChoiceBlock &choice, const BlockSurroundings &around)
{
    bool isFirst = true;
    for (const Variant &variant : choice.variants) {
        if (variant.rule.trimmed().isEmpty()) {
            m_out.begin(EmailPart::Body, block.id, u"rule"_s);
            m_out.fail(u"It is not said for whom the variant “%1” is."_s.arg(variant.name),
                u"a segment or a condition"_s);
            return;
        }
        m_out << (isFirst ? "{% if hb.rule" : "{% elsif hb.rule") << m_out.ruleNumber(variant.rule) << " %}";
        rows(variant.blocks, around);
        isFirst = false;
    }
    if (isFirst)
        return rows(choice.otherwise, around);
    m_out << "{% else %}";
    rows(choice.otherwise, around);
    m_out << "{% endif %}";
}

void BlockWriter::sharedRows(const Block &block, const SharedBlock &shared, const BlockSurroundings &around)
{
    m_out.begin(EmailPart::Body, block.id, u"name"_s);
    if (around.shared.contains(shared.name))
        return m_out.fail(u"The shared block “%1” would stand inside itself: %2."_s.arg(
                              shared.name, (around.shared + QStringList{shared.name}).join(u" → "_s)),
            u"another shared block"_s);
    const auto found = m_shared.constFind(shared.name);
    if (found == m_shared.constEnd())
        return m_out.fail(
            u"There is no shared block “%1”."_s.arg(shared.name), u"the name of one that is kept"_s);
    BlockSurroundings inside = around;
    inside.shared.append(shared.name);
    rows(*found, inside);
}

} // namespace haberdash::compose
