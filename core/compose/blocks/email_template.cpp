// SPDX-License-Identifier: GPL-3.0-or-later
// The page around the blocks.
#include "core/compose/blocks/email_template.h"

#include "core/compose/blocks/block_writer.h"
#include "core/compose/blocks/mail_frame.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

void writeHead(TemplateWriter &out, const std::string &language, bool isRightToLeft, int width)
{
    // Gmail drops a style sheet at its first surprise: only what it knows, and the attribute selectors that
    // Outlook.com needs last, in a sheet of their own.
    out << "<!DOCTYPE html><html lang=\"" << htmlEscaped(language) << "\" dir=\""
        << (isRightToLeft ? "rtl" : "ltr")
        << "\" xmlns:v=\"urn:schemas-microsoft-com:vml\" "
           "xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta charset=\"utf-8\"><meta "
           "name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta "
           "name=\"x-apple-disable-message-reformatting\"><meta name=\"format-detection\" "
           "content=\"telephone=no,date=no,address=no,email=no,url=no\"><meta name=\"color-scheme\" "
           "content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><title>{{ "
           "hb.subject }}</title><!--[if "
           "mso]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch>"
           "</o:OfficeDocumentSettings></xml><![endif]--><style>:root{color-scheme:light "
           "dark;supported-color-schemes:light dark}@media (max-width:"
        << width + 20
        << "px){.hb-column{width:100%!important}.hb-pad{padding-left:20px!important;padding-right:20px!"
           "important}.hb-col{display:block!important;width:100%!important;box-sizing:border-box}.hb-gap{"
           "display:none!important}.hb-button{display:block!important;text-align:center}.hb-desktop{display:"
           "none!important}.hb-phone{display:table-row!important}}@media "
           "(prefers-color-scheme:dark){.hb-back{background-color:#16181a!important}.hb-surface{background-"
           "color:#212427!important}.hb-dark,.hb-dark p,.hb-dark li,.hb-dark h1,.hb-dark h2,.hb-dark h3,"
           ".hb-dark td,.hb-dark span,.hb-dark blockquote{color:#e8e6e3!important}.hb-dark "
           "a{color:#9fd0bf!important}.hb-line{border-color:#3d4246!important}}</style><style>"
           "[data-ogsc] .hb-dark p,[data-ogsc] .hb-dark li,[data-ogsc] .hb-dark "
           "td{color:#e8e6e3!important}</style></head>";
}

void openBody(TemplateWriter &out, const BrandKit &brand, bool isRightToLeft, int width)
{
    const std::string back = brand.backgroundColour.toStdString();
    out << "<body class=\"hb-back\" style=\"margin:0;padding:0;background-color:" << back
        << ";-webkit-text-size-adjust:100%;\">" << hiddenPreheader();
    const std::string pixels = std::to_string(width);
    out << "<table role=\"presentation\" class=\"hb-back\" width=\"100%\" cellpadding=\"0\" "
           "cellspacing=\"0\" border=\"0\" style=\"background-color:"
        << back
        << ";\"><tr><td align=\"center\" style=\"padding:24px 0;\"><!--[if mso]><table "
           "role=\"presentation\" width=\""
        << pixels
        << "\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]--><table "
           "role=\"presentation\" class=\"hb-column hb-surface\""
        << (isRightToLeft ? " dir=\"rtl\"" : "")
        << " width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"width:100%;max-width:"
        << pixels << "px;background-color:" << brand.surfaceColour.toStdString() << ";\">";
}

constexpr std::string_view endOfPage
    = "</table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></body></html>\n";

} // namespace

bool isRightToLeft(const QString &language)
{
    static const QStringList languages{u"ar"_s, u"arc"_s, u"ckb"_s, u"dv"_s, u"fa"_s, u"he"_s, u"iw"_s,
        u"ps"_s, u"sd"_s, u"ug"_s, u"ur"_s, u"yi"_s};
    return languages.contains(language.section(u'-', 0, 0).section(u'_', 0, 0).toLower());
}

Document letterDocument(const QString &body)
{
    Document document;
    document.blocks.push_back(plainBlock(u"header"_s, HeaderBlock()));
    document.blocks.push_back(plainBlock(u"letter"_s, TextBlock{body}));
    document.blocks.push_back(plainBlock(u"footer"_s, FooterBlock()));
    return document;
}

DesignResult<EmailTemplate> writeTemplate(const Document &document, const BrandKit &brand,
    const SharedBlocks &shared, const liquid::Partials &partials)
{
    TemplateWriter out(partials);
    checkBrand(brand, out);
    const QString language = document.language.isEmpty() ? brand.language : document.language;
    const bool rightToLeft = isRightToLeft(language);
    writeHead(out, language.toStdString(), rightToLeft, document.width);
    openBody(out, brand, rightToLeft, document.width);
    BlockSurroundings around;
    around.width = document.width;
    around.textColour = brand.textColour;
    around.background = brand.surfaceColour;
    BlockWriter writer(out, brand, shared, rightToLeft);
    writer.rows(document.blocks, around);
    const bool hasFooter = std::any_of(document.blocks.begin(), document.blocks.end(),
        [](const Block &block) { return std::holds_alternative<FooterBlock>(block.content); });
    if (!hasFooter)
        writer.rows({plainBlock({}, FooterBlock())}, around);
    out << endOfPage;
    return out.take();
}

} // namespace haberdash::compose
