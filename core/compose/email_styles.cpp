// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email_styles.h"

#include "core/compose/liquid/item.h"

namespace haberdash::compose {

namespace {

EmailStyles make(const BrandKit &brand, const QString &colour, int size)
{
    EmailStyles styles;
    styles.font = "font-family:" + htmlEscaped(brand.fontStack.toStdString()) + ';';
    styles.accent = brand.accentColour.toStdString();
    styles.accentText = brand.accentTextColour.toStdString();
    styles.muted = brand.mutedColour.toStdString();
    styles.text = colour.toStdString();
    const std::string headingFont = brand.headingFontStack.isEmpty()
        ? styles.font
        : "font-family:" + htmlEscaped(brand.headingFontStack.toStdString()) + ';';
    const std::string look = "color:" + styles.text + ";mso-line-height-rule:exactly;";
    const std::string base = styles.font + look;
    const auto sized = [&](int pixels) {
        return "font-size:" + std::to_string(pixels) + "px;line-height:" + std::to_string(pixels * 3 / 2)
            + "px;";
    };
    styles.paragraph = "margin:0 0 " + std::to_string(size) + "px 0;" + base + sized(size);
    // A heading of two lines holds together with less air between them than running text needs.
    const int headingSizes[] = {size + 12, size + 6, size + 2};
    const std::string heading = "margin:0 0 12px 0;font-weight:bold;" + headingFont + look + "font-size:";
    for (int i = 0; i < 3; ++i) {
        styles.headings[i] = heading;
        styles.headings[i] += std::to_string(headingSizes[i]) + "px;line-height:";
        styles.headings[i] += std::to_string(headingSizes[i] * 5 / 4) + "px;";
    }
    styles.link = "color:" + brand.linkColour.toStdString() + ";text-decoration:underline;";
    styles.list = "margin:0 0 16px 0;padding:0 0 0 24px;" + base + sized(size);
    styles.listItem = "margin:0 0 6px 0;" + base + sized(size);
    styles.quote = "margin:0 0 16px 0;padding:0 0 0 16px;border-left:3px solid " + styles.accent + ';';
    styles.rule = "border:0;border-top:1px solid #d9d9d9;margin:24px 0;";
    styles.image = "display:block;max-width:100%;height:auto;border:0;outline:none;text-decoration:none;";
    styles.cell = "padding:8px;border-bottom:1px solid #d9d9d9;vertical-align:top;" + base + sized(size);
    styles.headCell = styles.cell + "font-weight:bold;";
    styles.code = "font-family:Consolas,Menlo,monospace;";
    return styles;
}

} // namespace

namespace {

constexpr std::pair<const char16_t *, QString BrandKit::*> brandColours[]
    = {{u"accent", &BrandKit::accentColour}, {u"accent-text", &BrandKit::accentTextColour},
        {u"link", &BrandKit::linkColour}, {u"background", &BrandKit::backgroundColour},
        {u"surface", &BrandKit::surfaceColour}, {u"text", &BrandKit::textColour},
        {u"muted", &BrandKit::mutedColour}};

} // namespace

QString colourOf(const BrandKit &brand, const QString &text)
{
    for (const auto &[word, member] : brandColours) {
        if (text == QStringView(word))
            return brand.*member;
    }
    return text.startsWith(u'#') ? text : QString();
}

QStringList brandColourWords()
{
    QStringList words;
    for (const auto &[word, member] : brandColours)
        words.append(QString::fromUtf16(word));
    return words;
}

std::string htmlEscaped(std::string_view text)
{
    std::string escaped;
    liquid::appendEscaped(text, escaped);
    return escaped;
}

EmailStyles EmailStyles::of(const BrandKit &brand)
{
    return make(brand, brand.textColour, 16);
}

EmailStyles EmailStyles::forFooter(const BrandKit &brand)
{
    return make(brand, brand.mutedColour, 13);
}

EmailStyles EmailStyles::with(const BrandKit &brand, const QString &textColour, int fontSize)
{
    return make(brand, textColour, fontSize);
}

} // namespace haberdash::compose
