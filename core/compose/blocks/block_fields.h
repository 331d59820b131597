// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"

namespace haberdash::compose {

/// Shows a visitor every field of a block's content under the key that it has in the text form. One place
/// that knows the fields, for reading, writing and looking for texts. A visitor has:
///
///     text(key, QString &, BlockText::Form)   colour(key, QString &)   word(key, QString &)
///     number(key, int &, lowest, highest)     flag(key, bool &)        links(key, std::vector<LabelledLink>
///     &) blocks(key, Blocks &)                   columns(key, std::vector<Column> &) variants(key,
///     std::vector<Variant> &)
template<typename Visitor>
void visitFields(Visitor &visitor, BlockContent &content)
{
    using Form = BlockText::Form;
    struct Fields
    {
        Visitor &visit;
        void operator()(HeaderBlock &block) { visit.links("menu", block.menu); }
        void operator()(TextBlock &block) { visit.text("text", block.text, Form::Markdown); }
        void operator()(ImageBlock &block)
        {
            visit.text("source", block.source, Form::Address);
            visit.text("alt", block.alt, Form::Plain);
            visit.text("link", block.link, Form::Address);
            visit.number("width", block.width, 0, 720);
            visit.flag("decoration", block.isDecoration);
        }
        void operator()(ButtonBlock &block)
        {
            visit.text("label", block.label, Form::Plain);
            visit.text("link", block.link, Form::Address);
            visit.colour("fill", block.fill);
            visit.colour("labelColour", block.labelColour);
            visit.flag("fullWidth", block.isFullWidth);
        }
        void operator()(ColumnsBlock &block) { visit.columns("columns", block.columns); }
        void operator()(ProductsBlock &block)
        {
            visit.text("list", block.list, Form::Expression);
            visit.number("columns", block.columns, 1, 4);
            visit.number("limit", block.limit, 1, 24);
            visit.flag("picture", block.showsPicture);
            visit.flag("price", block.showsPrice);
            visit.flag("oldPrice", block.showsOldPrice);
            visit.flag("vendor", block.showsVendor);
            visit.text("button", block.buttonLabel, Form::Plain);
        }
        void operator()(BannerBlock &block)
        {
            visit.word("layout", block.layout);
            visit.text("headline", block.headline, Form::Plain);
            visit.text("line", block.line, Form::Plain);
            visit.text("offer", block.offer, Form::Plain);
            visit.text("points", block.points, Form::Plain);
            visit.text("picture", block.picture, Form::Address);
            visit.text("link", block.link, Form::Address);
        }
        void operator()(CouponBlock &block)
        {
            visit.word("set", block.set);
            visit.text("heading", block.heading, Form::Plain);
            visit.text("note", block.note, Form::Markdown);
        }
        void operator()(PointsBlock &block)
        {
            visit.text("heading", block.heading, Form::Plain);
            visit.text("unit", block.unit, Form::Plain);
            visit.text("note", block.note, Form::Markdown);
        }
        void operator()(DividerBlock &block)
        {
            visit.number("thickness", block.thickness, 1, 12);
            visit.colour("colour", block.colour);
        }
        void operator()(SpacerBlock &block) { visit.number("height", block.height, 1, 200); }
        void operator()(SocialBlock &block) { visit.links("links", block.links); }
        void operator()(FooterBlock &block) { visit.text("text", block.text, Form::Markdown); }
        void operator()(HtmlBlock &block) { visit.text("html", block.html, Form::Html); }
        void operator()(SharedBlock &block) { visit.word("name", block.name); }
        void operator()(ChoiceBlock &block)
        {
            visit.variants("variants", block.variants);
            visit.blocks("otherwise", block.otherwise);
        }
    };
    std::visit(Fields{visitor}, content);
}

} // namespace haberdash::compose
