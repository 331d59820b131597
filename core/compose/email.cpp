// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email.h"

#include "core/compose/email_markdown.h"
#include "core/compose/header_text.h"
#include "core/compose/html_reader.h"
#include "core/compose/liquid/item.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

struct CompiledEmail::Content
{
    liquid::Template subject;
    liquid::Template preheader;
    liquid::Template body;
    liquid::Template footer;
    // The fixed HTML between the parts.
    std::string beforeTitle;
    std::string beforePreheader;
    std::string beforeBody;
    std::string beforeFooter;
    std::string beforeUnsubscribe;
    std::string end;
};

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

DesignError brandError(const QString &message, const QString &expected)
{
    return {EmailPart::Brand, {1, 1, message, expected, {}}};
}

DesignResult<> checkBrand(const BrandKit &brand)
{
    if (brand.postalAddress.trimmed().isEmpty())
        return tl::unexpected(
            brandError(u"The brand kit has no postal address, and every mail must show one."_s,
                u"the address of the shop"_s));
    for (const QString &colour : {brand.accentColour, brand.accentTextColour, brand.linkColour,
             brand.backgroundColour, brand.surfaceColour, brand.textColour, brand.mutedColour}) {
        if (!isColour(colour))
            return tl::unexpected(
                brandError(u"“%1” is no colour."_s.arg(colour), u"a colour such as #2f5d50"_s));
    }
    return {};
}

std::string escapedText(const QString &text)
{
    return htmlEscaped(text.toStdString());
}

std::string headOf(const BrandKit &brand)
{
    return "<!DOCTYPE html><html lang=\"" + escapedText(brand.language)
        + "\" dir=\"auto\" xmlns:v=\"urn:schemas-microsoft-com:vml\" "
          "xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>"
          "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
          "<meta name=\"x-apple-disable-message-reformatting\"><meta name=\"color-scheme\" content=\"light "
          "dark\">"
          "<meta name=\"supported-color-schemes\" content=\"light dark\"><title>";
}

std::string styleSheet()
{
    return "</title><!--[if "
           "mso]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch>"
           "</o:OfficeDocumentSettings></xml><![endif]--><style>:root{color-scheme:light "
           "dark;supported-color-schemes:light dark}"
           "@media (max-width:620px){.hb-column{width:100%!important}.hb-pad{padding:20px!important}"
           ".hb-col{display:block!important;width:100%!important;box-sizing:border-box}.hb-button{display:"
           "block!important;text-align:center}}"
           "@media "
           "(prefers-color-scheme:dark){.hb-back{background-color:#16181a!important}.hb-surface{background-"
           "color:#212427!important}"
           ".hb-surface p,.hb-surface li,.hb-surface h1,.hb-surface h2,.hb-surface h3,.hb-surface "
           "td,.hb-surface span{color:#e8e6e3!important}"
           ".hb-surface a{color:#9fd0bf!important}.hb-surface a.hb-button{color:#fefefe!important}}"
           "[data-ogsc] .hb-surface p,[data-ogsc] .hb-surface li,[data-ogsc] .hb-surface "
           "td{color:#e8e6e3!important}</style></head>";
}

std::string logoOf(const BrandKit &brand, const EmailStyles &styles)
{
    std::string shown = brand.logoUrl.isEmpty()
        ? "<span style=\"" + styles.font + "font-size:22px;line-height:28px;font-weight:bold;color:"
            + styles.text + ";\">" + escapedText(brand.shopName) + "</span>"
        : "<img src=\"" + escapedText(brand.logoUrl) + "\" alt=\"" + escapedText(brand.shopName)
            + "\" width=\"" + std::to_string(brand.logoWidth) + "\" style=\"" + styles.image + "\">";
    if (!brand.shopUrl.isEmpty())
        shown = "<a href=\"" + escapedText(brand.shopUrl)
            + "\" style=\"text-decoration:none;color:" + styles.text + ";\">" + shown + "</a>";
    return shown;
}

std::string columnOf(const BrandKit &brand, const EmailStyles &styles)
{
    const std::string back = brand.backgroundColour.toStdString();
    const std::string surface = brand.surfaceColour.toStdString();
    return "<table role=\"presentation\" class=\"hb-back\" width=\"100%\" cellpadding=\"0\" "
           "cellspacing=\"0\" border=\"0\""
           " style=\"background-color:"
        + back
        + ";\"><tr><td align=\"center\" style=\"padding:24px 0;\">"
          "<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" "
          "border=\"0\"><tr><td><![endif]-->"
          "<table role=\"presentation\" class=\"hb-column hb-surface\" width=\"100%\" cellpadding=\"0\" "
          "cellspacing=\"0\" border=\"0\""
          " style=\"width:100%;max-width:600px;background-color:"
        + surface + ";\"><tr><td class=\"hb-pad\" style=\"padding:24px 32px 8px 32px;\">"
        + logoOf(brand, styles) + "</td></tr><tr><td class=\"hb-pad\" style=\"padding:16px 32px 24px 32px;"
        + styles.font + "font-size:16px;line-height:24px;color:" + styles.text + ";\">\n";
}

/// One line: what people put into subjects must not become headers or second lines.
std::string oneLine(const std::string &text)
{
    return HeaderText::cleaned(text).utf8();
}

DesignResult<liquid::Template> parsePart(EmailPart part, const std::string &text,
    const liquid::Partials &partials, std::vector<liquid::Origin> origins = {})
{
    liquid::ParseOptions options;
    options.partials = &partials;
    options.origins = std::move(origins);
    auto parsed = liquid::Template::parse(std::string_view(text), options);
    if (!parsed)
        return tl::unexpected(DesignError{part, std::move(parsed.error())});
    return std::move(*parsed);
}

} // namespace

QString toWord(EmailPart part)
{
    switch (part) {
    case EmailPart::Subject:
        return u"subject"_s;
    case EmailPart::Preheader:
        return u"preheader"_s;
    case EmailPart::Body:
        return u"body"_s;
    case EmailPart::Footer:
        return u"footer"_s;
    case EmailPart::Brand:
        return u"brand"_s;
    }
    return {};
}

QString DesignError::toString() const
{
    return u"%1: %2"_s.arg(toWord(part), where.toString());
}

QString toWord(MessageWarning::Kind kind)
{
    using Kind = MessageWarning::Kind;
    switch (kind) {
    case Kind::SizeNearLimit:
        return u"size-near-limit"_s;
    case Kind::SizeOverLimit:
        return u"size-over-limit"_s;
    case Kind::InsecureLink:
        return u"insecure-link"_s;
    case Kind::EmptyLink:
        return u"empty-link"_s;
    case Kind::ScriptLink:
        return u"script-link"_s;
    case Kind::DataImage:
        return u"data-image"_s;
    case Kind::ImageWithoutAlt:
        return u"image-without-alt"_s;
    case Kind::ForbiddenElement:
        return u"forbidden-element"_s;
    case Kind::MisleadingLink:
        return u"misleading-link"_s;
    case Kind::LongSubject:
        return u"long-subject"_s;
    case Kind::EmptySubject:
        return u"empty-subject"_s;
    case Kind::UnreachableAddress:
        return u"unreachable-address"_s;
    }
    return {};
}

CompiledEmail::CompiledEmail(std::shared_ptr<const Content> content)
    : m_content(std::move(content))
{ }

DesignResult<CompiledEmail> CompiledEmail::compile(
    const EmailDesign &design, const BrandKit &brand, const liquid::Partials &partials)
{
    if (auto checked = checkBrand(brand); !checked)
        return tl::unexpected(std::move(checked.error()));
    auto subject = parsePart(EmailPart::Subject, design.subject.toStdString(), partials);
    if (!subject)
        return tl::unexpected(std::move(subject.error()));
    auto preheader = parsePart(EmailPart::Preheader, design.preheader.toStdString(), partials);
    if (!preheader)
        return tl::unexpected(std::move(preheader.error()));
    const EmailStyles styles = EmailStyles::of(brand);
    const EmailStyles small = EmailStyles::forFooter(brand);
    auto bodyMarked = markUp(design.body.toStdString(), styles, EmailPart::Body);
    if (!bodyMarked)
        return tl::unexpected(std::move(bodyMarked.error()));
    auto body = parsePart(EmailPart::Body, bodyMarked->html, partials, bodyMarked->origins);
    if (!body)
        return tl::unexpected(std::move(body.error()));
    auto footerMarked = markUp(brand.footerText.toStdString(), small, EmailPart::Footer);
    if (!footerMarked)
        return tl::unexpected(std::move(footerMarked.error()));
    auto footer = parsePart(EmailPart::Footer, footerMarked->html, partials, footerMarked->origins);
    if (!footer)
        return tl::unexpected(std::move(footer.error()));

    const std::string back = brand.backgroundColour.toStdString();
    std::string address;
    for (const QString &line : brand.postalAddress.split(u'\n', Qt::SkipEmptyParts))
        address += (address.empty() ? "" : "<br>") + escapedText(line.trimmed());
    Content content{std::move(*subject), std::move(*preheader), std::move(*body), std::move(*footer),
        headOf(brand), {}, {}, {}, {}, {}};
    content.beforePreheader = styleSheet()
        + "<body class=\"hb-back\" style=\"margin:0;padding:0;background-color:" + back
        + ";-webkit-text-size-adjust:100%;\"><div "
          "style=\"display:none;mso-hide:all;max-height:0;max-width:0;overflow:hidden;"
          "font-size:1px;line-height:1px;color:"
        + back + ";opacity:0;\">";
    // Blanks without width keep the first words of the body out of the inbox line.
    for (int i = 0; i < 60; ++i)
        content.beforeBody += "&#8204;&#160;";
    content.beforeBody += "</div>" + columnOf(brand, styles);
    content.beforeFooter = "\n</td></tr><tr><td class=\"hb-pad\" style=\"padding:16px 32px 24px "
                           "32px;border-top:1px solid #d9d9d9;\">";
    content.beforeUnsubscribe = "<p style=\"" + small.paragraph + "\"><a href=\"";
    content.end = "\" style=\"color:" + small.muted + ";text-decoration:underline;\">"
        + escapedText(brand.unsubscribeLabel) + "</a></p><p style=\"" + small.paragraph + "\">"
        + escapedText(brand.shopName) + "<br>" + address
        + "</p></td></tr></table><!--[if "
          "mso]></td></tr></table><![endif]--></td></tr></table></body></html>\n";
    return CompiledEmail(std::make_shared<const Content>(std::move(content)));
}

DesignResult<RenderedMessage> CompiledEmail::render(
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const
{
    liquid::RenderOptions options;
    options.now = context.now;
    options.zone = context.zone;
    options.money = context.money;
    options.seed = context.seed;
    options.limits = context.limits;
    RenderedMessage message;
    const auto fill
        = [&](EmailPart part, const liquid::Template &source, std::string &out) -> DesignResult<> {
        if (auto done = source.render(values, options, memory, out); !done)
            return tl::unexpected(DesignError{part, std::move(done.error())});
        for (const std::string &name : memory.missing()) {
            if (std::find(message.missing.begin(), message.missing.end(), name) == message.missing.end())
                message.missing.push_back(name);
        }
        return {};
    };
    const liquid::Value *unsubscribe = values.find("unsubscribe_url");
    if (!unsubscribe || unsubscribe->text().value_or(std::string_view()).empty())
        return tl::unexpected(DesignError{EmailPart::Footer,
            {1, 1, u"There is no address to unsubscribe at for this customer."_s,
                u"a value for unsubscribe_url"_s, {}}});

    HABERDASH_TRY(fill(EmailPart::Subject, m_content->subject, message.subject));
    HABERDASH_TRY(fill(EmailPart::Preheader, m_content->preheader, message.preheader));
    message.subject = oneLine(message.subject);
    message.preheader = oneLine(message.preheader);
    options.escape = liquid::Escape::Html;
    std::string &html = message.html;
    html.reserve(32 * 1024);
    html += m_content->beforeTitle;
    liquid::appendEscaped(message.subject, html);
    html += m_content->beforePreheader;
    liquid::appendEscaped(message.preheader, html);
    html += m_content->beforeBody;
    HABERDASH_TRY(fill(EmailPart::Body, m_content->body, html));
    html += m_content->beforeFooter;
    HABERDASH_TRY(fill(EmailPart::Footer, m_content->footer, html));
    html += m_content->beforeUnsubscribe;
    liquid::appendEscaped(*unsubscribe->text(), html);
    html += m_content->end;

    message.text = htmlToText(html);
    message.warnings = checkHtml(html);
    const size_t length = liquid::characterCount(message.subject);
    if (length == 0)
        message.warnings.push_back({MessageWarning::Kind::EmptySubject, {}});
    else if (length > 60)
        message.warnings.push_back({MessageWarning::Kind::LongSubject, std::to_string(length)});
    return message;
}

DesignResult<RenderedMessage> CompiledEmail::render(
    const liquid::Object &values, const MessageContext &context) const
{
    liquid::RenderMemory memory;
    return render(values, context, memory);
}

std::vector<liquid::VariableUse> CompiledEmail::variables() const
{
    std::vector<liquid::VariableUse> all;
    for (const auto *part :
        {&m_content->subject, &m_content->preheader, &m_content->body, &m_content->footer}) {
        for (liquid::VariableUse &use : part->variables()) {
            const auto known = std::find_if(
                all.begin(), all.end(), [&](const auto &each) { return each.path == use.path; });
            if (known == all.end()) {
                all.push_back(std::move(use));
            } else if (use.isWritten) {
                known->hasFallback = use.hasFallback && (known->hasFallback || !known->isWritten);
                known->isWritten = true;
            }
        }
    }
    return all;
}

} // namespace haberdash::compose
