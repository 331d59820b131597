// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_words.h"

#include "core/banner/banner.h"
#include "core/compose/blocks/document.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("designer", text);
}

} // namespace

QList<BlockWords> blockWords()
{
    return {
        {u"text"_s, tr("Text"), tr("Headings, paragraphs, lists"), Icon::Text},
        {u"image"_s, tr("Picture"), tr("A picture with words for those who do not see it"), Icon::Image},
        {u"button"_s, tr("Button"), tr("The one thing to do"), Icon::Link},
        {u"products"_s, tr("Products"), tr("Goods with picture and price, other ones for everybody"),
            Icon::Tag},
        {u"columns"_s, tr("Columns"), tr("Two to four columns; below each other on phones"), Icon::Sidebar},
        {u"choice"_s, tr("Variants"),
            tr("Other words for other people: by segment or condition, and a fall-back"), Icon::Filter},
        {u"banner"_s, tr("Personal banner"),
            tr("A picture drawn with the customer's name, product and offer"), Icon::Eye},
        {u"coupon"_s, tr("Coupon"), tr("A code of the customer's own"), Icon::Check},
        {u"points"_s, tr("Points"), tr("What the customer has collected"), Icon::Plus},
        {u"divider"_s, tr("Line"), tr("A line between two parts"), Icon::Minus},
        {u"spacer"_s, tr("Space"), tr("Some air"), Icon::ChevronDown},
        {u"social"_s, tr("Links"), tr("Where else you can be found"), Icon::More},
        {u"header"_s, tr("Header"), tr("The logo or the shop's name, and a menu"), Icon::Shop},
        {u"footer"_s, tr("Footer"), tr("Why they get this, the way out, the postal address"), Icon::MailX},
        {u"html"_s, tr("Own HTML"), tr("HTML as you wrote it"), Icon::File},
        {u"shared"_s, tr("Shared block"), tr("Blocks kept once and used in many emails"), Icon::Copy},
    };
}

BlockWords wordsOf(const compose::BlockContent &content)
{
    const QString kind = compose::kindWord(content);
    for (const BlockWords &words : blockWords()) {
        if (words.kind == kind)
            return words;
    }
    return {};
}

QList<std::pair<QString, QString>> bannerLayoutWords()
{
    using banner::BannerLayout;
    return {{banner::toWord(BannerLayout::PictureRight), tr("Picture at the right")},
        {banner::toWord(BannerLayout::PictureLeft), tr("Picture at the left")},
        {banner::toWord(BannerLayout::PictureFull), tr("Words on the picture")},
        {banner::toWord(BannerLayout::WordsOnly), tr("Words only")},
        {banner::toWord(BannerLayout::PointsCard), tr("Card with points")}};
}

QList<std::pair<QString, QString>> productListWords()
{
    return {{u"customer.suggestions"_s, tr("What suits the customer")},
        {u"recommendations"_s, tr("Recommended goods")}, {u"shop.new_products"_s, tr("What is new")},
        {u"shop.best_sellers"_s, tr("What sells best")}, {u"cart.items"_s, tr("What is in the cart")},
        {u"order.items"_s, tr("What the last order had")}, {u"viewed"_s, tr("What the customer looked at")}};
}

QString describe(const compose::Block &block)
{
    const QString name = wordsOf(block.content).name;
    compose::Block copy = block; // texts are handed out to be written to
    for (const compose::BlockText &text : compose::textsOf(copy)) {
        const QString words = text.text->simplified();
        if (!words.isEmpty() && text.form != compose::BlockText::Form::Address)
            return u"%1: %2"_s.arg(name, words.size() > 60 ? words.left(59) + u'…' : words);
    }
    return name;
}

} // namespace haberdash::ui
