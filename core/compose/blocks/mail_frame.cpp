// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/mail_frame.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "#rgb" or "#rrggbb": anything else could leave the style attribute.
bool isColour(const QString &text)
{
    return (text.size() == 4 || text.size() == 7) && text.startsWith(u'#')
        && std::all_of(text.begin() + 1, text.end(), [](QChar each) {
               return each.isDigit() ? each.unicode() < 0x80
                                     : (each.toLower() >= u'a' && each.toLower() <= u'f');
           });
}

} // namespace

void checkBrand(const BrandKit &brand, TemplateWriter &out)
{
    out.begin(EmailPart::Brand, {}, {});
    if (brand.postalAddress.trimmed().isEmpty())
        out.fail(u"The brand kit has no postal address, and every mail must show one."_s,
            u"the address of the shop"_s);
    for (const QString &colour : {brand.accentColour, brand.accentTextColour, brand.linkColour,
             brand.backgroundColour, brand.surfaceColour, brand.textColour, brand.mutedColour}) {
        if (!isColour(colour))
            out.fail(u"“%1” is no colour."_s.arg(colour), u"a colour such as #2f5d50"_s);
    }
}

std::string hiddenPreheader()
{
    // No colour of the ground and no opacity besides: filters take those for a trick.
    std::string hidden = "<div style=\"display:none;mso-hide:all;max-height:0;max-width:0;overflow:hidden;"
                         "font-size:1px;line-height:1px;\">{{ hb.preheader }}";
    // Blanks without width keep the first words of the body out of the inbox line.
    for (int i = 0; i < 60; ++i)
        hidden += "&#8204;&#160;";
    return hidden + "</div>";
}

Block plainBlock(QString id, BlockContent content)
{
    Block block;
    block.id = std::move(id);
    block.content = std::move(content);
    return block;
}

} // namespace haberdash::compose
