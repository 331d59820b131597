// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/block_writer.h"

#include "core/page/style_inliner.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view layoutTable
    = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

std::string pixels(int count)
{
    return std::to_string(count) + "px";
}

/// Outlook draws a button only at a width that is known beforehand: wide enough for the words.
int outlookWidth(const QString &label, int size, int room)
{
    // A field is taken for twelve letters; of a label that is all Liquid nothing better is known.
    qsizetype letters = 0;
    for (qsizetype i = 0; i < label.size(); ++i) {
        if (label[i] == u'{') {
            const qsizetype end = label.indexOf(u'}', i);
            letters += label.mid(i, 2) == u"{{"_s ? 12 : 0;
            i = end < 0 ? label.size() : end + 1;
        } else {
            letters += label[i].unicode() >= 0x2E80 ? 2 : 1;
        }
    }
    return std::min(std::max(int(letters) * size * 6 / 10 + 56, 140), room);
}

} // namespace

void BlockWriter::openLink(const Block &block, const QString &address, const std::string &style)
{
    m_out.begin(EmailPart::Body, block.id, u"link"_s);
    m_out << "<a href=\"";
    m_out.words(address.trimmed());
    m_out << "\" style=\"" << style << "\">";
}

void BlockWriter::content(const Block &block, const HeaderBlock &header, const BlockSurroundings &inside)
{
    const EmailStyles styles = stylesOf(block, inside);
    if (!m_brand.shopUrl.isEmpty())
        m_out << "<a href=\"" << htmlEscaped(m_brand.shopUrl.toStdString())
              << "\" style=\"text-decoration:none;color:" << styles.text << ";\">";
    if (m_brand.logoUrl.isEmpty())
        m_out << "<span style=\"" << styles.font
              << "font-size:22px;line-height:28px;font-weight:bold;color:" << styles.text << ";\">"
              << htmlEscaped(m_brand.shopName.toStdString()) << "</span>";
    else
        m_out << "<img src=\"" << htmlEscaped(m_brand.logoUrl.toStdString()) << "\" alt=\""
              << htmlEscaped(m_brand.shopName.toStdString()) << "\" width=\"" << m_brand.logoWidth
              << "\" style=\"" << styles.image
              << (sideOf(block, Alignment::Start) == "center" ? "margin:0 auto;" : "") << "\">";
    if (!m_brand.shopUrl.isEmpty())
        m_out << "</a>";
    if (header.menu.empty())
        return;
    m_out << "<div style=\"padding:12px 0 0 0;" << styles.font << "font-size:14px;line-height:24px;\">";
    bool isFirst = true;
    for (const LabelledLink &link : header.menu) {
        m_out << (isFirst ? "" : " &#160;&#160; ");
        openLink(block, link.url, "color:" + styles.text + ";text-decoration:none;");
        m_out.begin(EmailPart::Body, block.id, u"menu"_s);
        m_out.words(link.label);
        m_out << "</a>";
        isFirst = false;
    }
    m_out << "</div>";
}

void BlockWriter::content(const Block &block, const TextBlock &text, const BlockSurroundings &inside)
{
    m_out.begin(EmailPart::Body, block.id, u"text"_s);
    m_out << "\n";
    m_out.markdown(text.text, stylesOf(block, inside));
    m_out << "\n";
}

void BlockWriter::content(const Block &block, const ImageBlock &image, const BlockSurroundings &inside)
{
    if (image.source.trimmed().isEmpty()) {
        m_out.begin(EmailPart::Body, block.id, u"source"_s);
        return m_out.fail(u"This picture has no address."_s, u"an https address"_s);
    }
    const EmailStyles styles = stylesOf(block, inside);
    const int width = image.width > 0 ? std::min(image.width, inside.width) : inside.width;
    const bool hasLink = !image.link.trimmed().isEmpty();
    if (hasLink)
        openLink(block, image.link, "color:" + styles.text + ";text-decoration:none;");
    m_out.begin(EmailPart::Body, block.id, u"source"_s);
    m_out << "<img src=\"";
    m_out.words(image.source.trimmed());
    m_out << "\" alt=\"";
    m_out.begin(EmailPart::Body, block.id, u"alt"_s);
    if (!image.isDecoration)
        m_out.words(image.alt);
    m_out << (image.isDecoration ? "\" role=\"presentation" : "") << "\" width=\"" << width << "\" style=\""
          << styles.image << "width:100%;max-width:" << pixels(width) << ';'
          << (sideOf(block, Alignment::Start) == "center" ? "margin:0 auto;" : "") << styles.font
          << "font-size:15px;color:" << styles.text << ";\">";
    if (hasLink)
        m_out << "</a>";
}

void BlockWriter::buttonLink(const Block &block, const ButtonBlock &button, int width, int size)
{
    const std::string fill
        = (button.fill.isEmpty() ? m_brand.accentColour : colourOf(m_brand, button.fill)).toStdString();
    const std::string colour
        = (button.labelColour.isEmpty() ? m_brand.accentTextColour : colourOf(m_brand, button.labelColour))
              .toStdString();
    const std::string font = "font-family:" + htmlEscaped(m_brand.fontStack.toStdString())
        + ";font-size:" + pixels(size) + ";font-weight:bold;";
    const int height = size * 3 / 2 + 24;
    const int arc = std::min(m_brand.cornerRadius * 100 / height, 50);
    const int outlook = button.isFullWidth ? width : outlookWidth(button.label, size, width);
    const auto address = [&] {
        m_out.begin(EmailPart::Body, block.id, u"link"_s);
        m_out.words(button.link.trimmed());
    };
    const auto label = [&] {
        m_out.begin(EmailPart::Body, block.id, u"label"_s);
        m_out.words(button.label);
    };
    // Outlook for Windows draws the rounded box; everybody else pads the link.
    m_out << "<!--[if mso]><v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\" "
             "xmlns:w=\"urn:schemas-microsoft-com:office:word\" href=\"";
    address();
    m_out << "\" style=\"height:" << pixels(height) << ";v-text-anchor:middle;width:" << pixels(outlook)
          << ";\" arcsize=\"" << arc << "%\" stroke=\"f\" fillcolor=\"" << fill
          << "\"><w:anchorlock/><center style=\"color:" << colour << ';' << font << "\">";
    label();
    m_out << "</center></v:roundrect><![endif]--><!--[if !mso]><!--><a class=\"hb-button\" href=\"";
    address();
    m_out << "\" style=\"display:" << (button.isFullWidth ? "block;text-align:center" : "inline-block")
          << ";padding:12px 28px;line-height:" << pixels(size * 3 / 2)
          << ";border-radius:" << pixels(m_brand.cornerRadius) << ";background-color:" << fill
          << ";color:" << colour << "!important;text-decoration:none;" << font << "\">";
    label();
    m_out << "</a><!--<![endif]-->";
}

void BlockWriter::content(const Block &block, const ButtonBlock &button, const BlockSurroundings &inside)
{
    if (button.label.trimmed().isEmpty() || button.link.trimmed().isEmpty()) {
        const bool hasLabel = !button.label.trimmed().isEmpty();
        m_out.begin(EmailPart::Body, block.id, hasLabel ? u"link"_s : u"label"_s);
        return m_out.fail(hasLabel ? u"This button leads nowhere."_s : u"This button has no words on it."_s,
            hasLabel ? u"an address"_s : u"a label"_s);
    }
    buttonLink(block, button, inside.width, block.style.fontSize.value_or(16));
}

void BlockWriter::content(const Block &, const ColumnsBlock &columns, const BlockSurroundings &inside)
{
    if (columns.columns.empty())
        return;
    int shares = 0;
    for (const Column &column : columns.columns)
        shares += column.share;
    constexpr int gap = 16;
    const int room = inside.width - gap * int(columns.columns.size() - 1);
    m_out << layoutTable << " width=\"100%\"><tr>";
    int number = 0;
    for (const Column &column : columns.columns) {
        BlockSurroundings within = inside;
        within.width = std::max(room * column.share / std::max(shares, 1), 40);
        if (number++ > 0)
            m_out << "<td class=\"hb-gap\" width=\"" << gap << "\" style=\"width:" << pixels(gap)
                  << ";font-size:0;line-height:0;\">&#160;</td>";
        m_out << "<td class=\"hb-col\" width=\"" << within.width
              << "\" valign=\"top\" style=\"width:" << pixels(within.width) << ";\">" << layoutTable
              << " width=\"100%\">";
        rows(column.blocks, within);
        if (column.blocks.empty())
            m_out << "<tr><td></td></tr>";
        m_out << "</table></td>";
    }
    m_out << "</tr></table>";
}

// Names that begin with hb_ are ours: what depends on them is no decision of the person who writes.
void BlockWriter::productCell(
    const Block &block, const ProductsBlock &products, int width, const BlockSurroundings &inside)
{
    const EmailStyles styles = stylesOf(block, inside);
    const std::string plain = "color:" + styles.text + ";text-decoration:none;";
    m_out << "{% if hb_p.url %}<a href=\"{{ hb_p.url }}\" style=\"" << plain << "\">{% endif %}";
    if (products.showsPicture)
        m_out << "{% if hb_p.image_url %}<img src=\"{{ hb_p.image_url }}\" alt=\"{{ hb_p.image_alt | "
                 "default: hb_p.title }}\" width=\""
              << width << "\" style=\"" << styles.image << "width:100%;max-width:" << pixels(width)
              << ";margin:0 0 8px 0;border-radius:" << pixels(std::min(m_brand.cornerRadius, 12))
              << ";\">{% endif %}";
    m_out << "<span style=\"font-weight:bold;" << plain
          << "\">{{ hb_p.title }}</span>{% if hb_p.url %}</a>{% endif %}";
    if (products.showsVendor)
        m_out << "{% if hb_p.vendor %}<br><span style=\"color:" << styles.muted
              << ";\">{{ hb_p.vendor }}</span>{% endif %}";
    if (products.showsPrice) {
        m_out << "{% if hb_p.price %}<br>{{ hb_p.price | money }}";
        if (products.showsOldPrice)
            m_out << "{% if hb_p.compare_at_price > hb_p.price %} <s style=\"color:" << styles.muted
                  << ";\">{{ hb_p.compare_at_price | money }}</s>{% endif %}";
        m_out << "{% endif %}";
    }
    if (!products.buttonLabel.trimmed().isEmpty()) {
        m_out << "{% if hb_p.url %}<div style=\"padding:12px 0 0 0;\">";
        ButtonBlock button;
        button.label = products.buttonLabel;
        button.link = u"{{ hb_p.url }}"_s;
        buttonLink(block, button, width, 14);
        m_out << "</div>{% endif %}";
    }
}

void BlockWriter::content(const Block &block, const ProductsBlock &products, const BlockSurroundings &inside)
{
    m_out.begin(EmailPart::Body, block.id, u"list"_s);
    const std::string list = m_out.expression(products.list);
    const int columns = products.columns;
    constexpr int gap = 16;
    const int width = std::max((inside.width - gap * (columns - 1)) / columns, 40);
    const EmailStyles styles = stylesOf(block, inside);
    const int size = block.style.fontSize.value_or(15);
    m_out << "{% if " << list << ".size > 0 %}" << layoutTable << " width=\"100%\"><tr>{% for hb_p in "
          << list << " limit: " << products.limit << " %}<td class=\"hb-col\" width=\"" << width
          << "\" valign=\"top\" align=\"" << sideOf(block, Alignment::Start)
          << "\" style=\"padding:0 0 16px 0;" << styles.font << "font-size:" << pixels(size)
          << ";line-height:" << pixels(size * 3 / 2) << ";color:" << styles.text << ";\">";
    productCell(block, products, width, inside);
    m_out << "</td>";
    if (columns == 1) {
        m_out << "{% unless forloop.last %}</tr><tr>{% endunless %}{% endfor %}</tr></table>{% endif %}";
        return;
    }
    // Rows are full; cells without anything keep the last product as narrow as the others.
    m_out << "{% assign hb_over = forloop.index | modulo: " << columns
          << " %}{% if hb_over == 0 %}{% unless forloop.last %}</tr><tr>{% endunless %}{% elsif forloop.last "
             "%}<td colspan=\"{{ "
          << columns << " | minus: hb_over | times: 2 }}\"></td>{% else %}<td class=\"hb-gap\" width=\""
          << gap << "\"></td>{% endif %}{% endfor %}</tr></table>{% endif %}";
}

void BlockWriter::content(const Block &block, const BannerBlock &banner, const BlockSurroundings &inside)
{
    m_out.begin(EmailPart::Body, block.id, u"headline"_s);
    if (inside.isRepeated)
        return m_out.fail(
            u"A banner is drawn once for each message and cannot be repeated over a list."_s, u"no repeat"_s);
    if (banner.headline.trimmed().isEmpty() && banner.offer.trimmed().isEmpty())
        return m_out.fail(u"This banner has no words."_s, u"a headline or an offer"_s);
    const EmailStyles styles = stylesOf(block, inside);
    const std::string name = "hb.banner"
        + std::to_string(m_out.addBanner({block.id, banner.layout, banner.headline, banner.line, banner.offer,
            banner.points, banner.picture}));
    const bool hasLink = !banner.link.trimmed().isEmpty();
    if (hasLink)
        openLink(block, banner.link, "color:" + styles.text + ";text-decoration:none;");
    m_out << "<img src=\"{{ " << name << ".src }}\" alt=\"{{ " << name << ".alt }}\" width=\"" << inside.width
          << "\" style=\"" << styles.image << "width:100%;max-width:" << pixels(inside.width) << ';'
          << styles.font << "font-size:18px;line-height:26px;color:" << styles.text << ";\">";
    if (hasLink)
        m_out << "</a>";
}

void BlockWriter::content(const Block &block, const CouponBlock &coupon, const BlockSurroundings &inside)
{
    m_out.begin(EmailPart::Body, block.id, u"set"_s);
    if (coupon.set.trimmed().isEmpty())
        return m_out.fail(u"It is not said which coupons to give."_s, u"the name of a coupon set"_s);
    const EmailStyles styles = stylesOf(block, inside);
    m_out << "{% assign coupon = hb.coupon" << m_out.couponNumber(coupon.set) << " %}" << layoutTable
          << " width=\"100%\"><tr><td align=\"center\" style=\"padding:20px 16px 8px 16px;border:2px dashed "
          << styles.accent << ";border-radius:" << pixels(m_brand.cornerRadius) << ";text-align:center;\">";
    m_out.begin(EmailPart::Body, block.id, u"heading"_s);
    if (!coupon.heading.isEmpty()) {
        m_out << "<p style=\"" << styles.headings[1] << "\">";
        m_out.words(coupon.heading);
        m_out << "</p>";
    }
    m_out << "<p style=\"margin:0 0 12px "
             "0;font-family:Consolas,Menlo,monospace;font-size:24px;line-height:32px;"
             "letter-spacing:2px;font-weight:bold;color:"
          << styles.text << ";\">{{ coupon.code }}</p>";
    m_out.begin(EmailPart::Body, block.id, u"note"_s);
    m_out.markdown(coupon.note, EmailStyles::with(m_brand, inside.textColour, 14));
    m_out << "</td></tr></table>";
}

void BlockWriter::content(const Block &block, const PointsBlock &points, const BlockSurroundings &inside)
{
    const EmailStyles styles = stylesOf(block, inside);
    m_out << layoutTable
          << " width=\"100%\"><tr><td class=\"hb-line\" align=\"center\" style=\"padding:20px 16px 8px "
             "16px;border:1px solid #d9d9d9;border-radius:"
          << pixels(m_brand.cornerRadius) << ";text-align:center;\">";
    m_out.begin(EmailPart::Body, block.id, u"heading"_s);
    if (!points.heading.isEmpty()) {
        m_out << "<p style=\"" << styles.paragraph << "\">";
        m_out.words(points.heading);
        m_out << "</p>";
    }
    m_out << "<p style=\"margin:0 0 12px 0;" << styles.font
          << "font-size:36px;line-height:44px;font-weight:bold;color:" << styles.text
          << ";\">{{ customer.points | default: 0 }} <span style=\"font-size:16px;font-weight:normal;\">";
    m_out.begin(EmailPart::Body, block.id, u"unit"_s);
    m_out.words(points.unit);
    m_out << "</span></p>";
    m_out.begin(EmailPart::Body, block.id, u"note"_s);
    m_out.markdown(points.note, EmailStyles::with(m_brand, inside.textColour, 14));
    m_out << "</td></tr></table>";
}

void BlockWriter::content(const Block &, const DividerBlock &divider, const BlockSurroundings &)
{
    const std::string colour
        = divider.colour.isEmpty() ? std::string("#d9d9d9") : colourOf(m_brand, divider.colour).toStdString();
    m_out << layoutTable
          << " width=\"100%\"><tr><td class=\"hb-line\" style=\"border-top:" << pixels(divider.thickness)
          << " solid " << colour << ";font-size:0;line-height:0;height:1px;\">&#160;</td></tr></table>";
}

void BlockWriter::content(const Block &, const SpacerBlock &spacer, const BlockSurroundings &)
{
    m_out << "<div style=\"height:" << pixels(spacer.height) << ";line-height:" << pixels(spacer.height)
          << ";font-size:0;mso-line-height-rule:exactly;\">&#160;</div>";
}

void BlockWriter::content(const Block &block, const SocialBlock &social, const BlockSurroundings &inside)
{
    const EmailStyles styles = stylesOf(block, inside);
    m_out << "<div style=\"" << styles.font << "font-size:14px;line-height:24px;\">";
    bool isFirst = true;
    for (const LabelledLink &link : social.links) {
        m_out << (isFirst ? "" : " &#160;·&#160; ");
        openLink(block, link.url, styles.link);
        m_out.begin(EmailPart::Body, block.id, u"links"_s);
        m_out.words(link.label);
        m_out << "</a>";
        isFirst = false;
    }
    m_out << "</div>";
}

void BlockWriter::content(const Block &block, const FooterBlock &footer, const BlockSurroundings &inside)
{
    const QString colour = block.style.textColour.isEmpty() ? m_brand.mutedColour : inside.textColour;
    const EmailStyles small = EmailStyles::with(m_brand, colour, block.style.fontSize.value_or(13));
    const bool isBrands = footer.text.trimmed().isEmpty();
    m_out.begin(isBrands ? EmailPart::Footer : EmailPart::Body, isBrands ? QString() : block.id, u"text"_s);
    m_out << "\n";
    m_out.markdown(isBrands ? m_brand.footerText : footer.text, small);
    m_out << "\n<p style=\"" << small.paragraph
          << "\"><a href=\"{{ unsubscribe_url }}\" style=\"color:" << small.text
          << ";text-decoration:underline;\">" << htmlEscaped(m_brand.unsubscribeLabel.toStdString())
          << "</a></p><p style=\"" << small.paragraph << "\">" << htmlEscaped(m_brand.shopName.toStdString());
    for (const QString &line : m_brand.postalAddress.split(u'\n', Qt::SkipEmptyParts))
        m_out << "<br>" << htmlEscaped(line.trimmed().toStdString());
    m_out << "</p>";
}

void BlockWriter::content(const Block &block, const HtmlBlock &html, const BlockSurroundings &)
{
    m_out.begin(EmailPart::Body, block.id, u"html"_s);
    // Beyond the limits of inlining it stays as it is.
    const auto styles = page::inlineStyles(html.html.toStdString());
    m_out.html(html.html, styles ? styles->edits : std::vector<page::Edit>());
}

} // namespace haberdash::compose
