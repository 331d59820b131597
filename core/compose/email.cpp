// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email.h"

#include "core/compose/decisions.h"
#include "core/compose/header_text.h"
#include "core/compose/html_reader.h"
#include "core/compose/liquid/item.h"

#include <algorithm>
#include <iterator>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BannerTemplates
{
    QString block;
    QString layout;
    std::vector<liquid::Template> texts; ///< in the order of `bannerFields`
};

struct BannerField
{
    const char16_t *name;
    QString BannerTexts::*written;
    std::string BannerWords::*filled;
};
constexpr BannerField bannerFields[] = {{u"headline", &BannerTexts::headline, &BannerWords::headline},
    {u"line", &BannerTexts::line, &BannerWords::line}, {u"offer", &BannerTexts::offer, &BannerWords::offer},
    {u"points", &BannerTexts::points, &BannerWords::points},
    {u"picture", &BannerTexts::picture, &BannerWords::picture}};

/// Turns a line of a template into the part, block and line that the person wrote.
DesignError errorIn(const std::vector<TextSection> &sections, liquid::TemplateError where)
{
    DesignError error{EmailPart::Body, std::move(where), {}, {}};
    if (!error.where.partial.isEmpty())
        return error;
    const auto after = std::upper_bound(sections.begin(), sections.end(), error.where.line,
        [](int line, const TextSection &section) { return line < section.firstLine; });
    if (after == sections.begin())
        return error;
    const TextSection &section = *std::prev(after);
    error.part = section.part;
    error.block = section.block;
    error.field = section.field;
    error.where.line -= section.firstLine - 1;
    return error;
}

/// Whether people find an address in a mail: its plain text names every link that is not hidden.
bool showsAddress(std::string_view text, std::string_view address)
{
    constexpr std::string_view mail = "mailto:";
    if (address.starts_with(mail))
        address.remove_prefix(mail.size());
    return text.find(address) != std::string_view::npos;
}

} // namespace

struct CompiledEmail::Content
{
    liquid::Template subject;
    liquid::Template preheader;
    liquid::Template html;
    std::vector<TextSection> sections; ///< which block a line of `html` is of
    EmailNeeds needs;
    std::vector<BannerTemplates> banners;
    std::vector<DecisionSite> decisions;
    std::vector<DecisionMap> decisionMaps; ///< of subject, preheader and html
};

namespace {

/// One line: what people put into subjects must not become headers or second lines.
std::string oneLine(const std::string &text)
{
    return HeaderText::cleaned(text).utf8();
}

DesignResult<liquid::Template> parsePart(
    EmailPart part, const QString &text, const liquid::Partials &partials)
{
    liquid::ParseOptions options;
    options.partials = &partials;
    auto parsed = liquid::Template::parse(text, options);
    if (!parsed)
        return tl::unexpected(DesignError{part, std::move(parsed.error()), {}, {}});
    return std::move(*parsed);
}

DesignResult<EmailTemplate> templateOf(const EmailDesign &design, const BrandKit &brand,
    const liquid::Partials &partials, const SharedBlocks &shared)
{
    switch (design.kind) {
    case BodyKind::Letter:
        return writeTemplate(letterDocument(design.body), brand, {}, partials);
    case BodyKind::Html:
        return writeTemplateOfPage(design.body, brand, partials);
    case BodyKind::Design:
        break;
    }
    const auto document = documentFromText(design.body);
    if (!document)
        return tl::unexpected(DesignError{EmailPart::Body, {1, 1, document.error().detail, {}, {}}, {}, {}});
    return writeTemplate(*document, brand, shared, partials);
}

/// A banner's text has been read once as part of its block's check; here it becomes a template of its own.
DesignResult<BannerTemplates> parseBanner(const BannerTexts &texts, const liquid::Partials &partials)
{
    BannerTemplates banner{texts.block, texts.layout, {}};
    for (const BannerField &field : bannerFields) {
        auto parsed = parsePart(EmailPart::Body, texts.*field.written, partials);
        if (!parsed) {
            parsed.error().block = texts.block;
            parsed.error().field = QString::fromUtf16(field.name);
            return tl::unexpected(std::move(parsed.error()));
        }
        banner.texts.push_back(std::move(*parsed));
    }
    return banner;
}

/// The letter's only block is the body itself, as far as people know.
DesignError withoutOwnBlocks(DesignError error, BodyKind kind)
{
    if (kind != BodyKind::Design) {
        error.block.clear();
        error.field.clear();
    }
    return error;
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

QString toWord(BodyKind kind)
{
    switch (kind) {
    case BodyKind::Letter:
        return u"letter"_s;
    case BodyKind::Design:
        return u"design"_s;
    case BodyKind::Html:
        return u"html"_s;
    }
    return {};
}

std::optional<BodyKind> bodyKindFromWord(QStringView word)
{
    for (const BodyKind kind : {BodyKind::Letter, BodyKind::Design, BodyKind::Html}) {
        if (word == toWord(kind))
            return kind;
    }
    return std::nullopt;
}

QString DesignError::toString() const
{
    if (!block.isEmpty())
        return u"block %1, %2: %3"_s.arg(block, field, where.toString());
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

DesignResult<CompiledEmail> CompiledEmail::compile(const EmailDesign &design, const BrandKit &brand,
    const liquid::Partials &partials, const SharedBlocks &shared)
{
    auto subject = parsePart(EmailPart::Subject, design.subject, partials);
    if (!subject)
        return tl::unexpected(std::move(subject.error()));
    auto preheader = parsePart(EmailPart::Preheader, design.preheader, partials);
    if (!preheader)
        return tl::unexpected(std::move(preheader.error()));
    auto written = templateOf(design, brand, partials, shared);
    if (!written)
        return tl::unexpected(withoutOwnBlocks(std::move(written.error()), design.kind));
    if (design.kind != BodyKind::Design) {
        for (TextSection &section : written->sections) {
            section.block.clear();
            section.field.clear();
        }
    }
    return compile(std::move(*subject), std::move(*preheader), std::move(*written), partials);
}

DesignResult<CompiledEmail> CompiledEmail::compile(EmailTemplate written, const liquid::Partials &partials)
{
    auto empty = parsePart(EmailPart::Subject, {}, partials);
    if (!empty)
        return tl::unexpected(std::move(empty.error()));
    return compile(*empty, *empty, std::move(written), partials);
}

DesignResult<CompiledEmail> CompiledEmail::compile(liquid::Template subject, liquid::Template preheader,
    EmailTemplate written, const liquid::Partials &partials)
{
    liquid::ParseOptions options;
    options.partials = &partials;
    options.origins = std::move(written.html.origins);
    auto html = liquid::Template::parse(std::string_view(written.html.html), options);
    if (!html)
        return tl::unexpected(errorIn(written.sections, std::move(html.error())));
    Content content{std::move(subject), std::move(preheader), std::move(*html), std::move(written.sections),
        {written.rules, written.couponSets, written.banners.size()}, {}, {}, {}};
    for (const BannerTexts &texts : written.banners) {
        auto banner = parseBanner(texts, partials);
        if (!banner)
            return tl::unexpected(std::move(banner.error()));
        content.banners.push_back(std::move(*banner));
    }
    const auto &rules = content.needs.rules;
    content.decisionMaps.emplace_back(
        content.subject, EmailPart::Subject, std::vector<TextSection>(), rules, content.decisions);
    content.decisionMaps.emplace_back(
        content.preheader, EmailPart::Preheader, std::vector<TextSection>(), rules, content.decisions);
    content.decisionMaps.emplace_back(
        content.html, EmailPart::Body, content.sections, rules, content.decisions);
    return CompiledEmail(std::make_shared<const Content>(std::move(content)));
}

namespace {

liquid::RenderOptions optionsOf(const MessageContext &context)
{
    liquid::RenderOptions options;
    options.now = context.now;
    options.zone = context.zone;
    options.money = context.money;
    options.seed = context.seed;
    options.limits = context.limits;
    options.traceBranches = context.wantsDecisions;
    return options;
}

void addMissing(const liquid::RenderMemory &memory, std::vector<std::string> &missing)
{
    for (const std::string &name : memory.missing()) {
        const bool isOwn = name.starts_with("hb."); // an empty preheader is no fault
        if (!isOwn && std::find(missing.begin(), missing.end(), name) == missing.end())
            missing.push_back(name);
    }
}

/// What our own pieces of the template ask for, under `hb`.
liquid::Object ownValues(const EmailNeeds &needs, const MessageContext &context)
{
    const auto at = [](const std::vector<liquid::Value> &list, size_t index) {
        return index < list.size() ? list[index] : liquid::Value();
    };
    liquid::Object own;
    for (size_t i = 0; i < size_t(needs.rules.size()); ++i)
        own.set("rule" + std::to_string(i), liquid::Value(i < context.rules.size() && context.rules[i]));
    for (size_t i = 0; i < size_t(needs.couponSets.size()); ++i)
        own.set("coupon" + std::to_string(i), at(context.coupons, i));
    for (size_t i = 0; i < needs.banners; ++i)
        own.set("banner" + std::to_string(i), at(context.banners, i));
    return own;
}

} // namespace

DesignResult<RenderedMessage> CompiledEmail::render(
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const
{
    liquid::RenderOptions options = optionsOf(context);
    RenderedMessage message;
    const auto noteMissing = [&] { addMissing(memory, message.missing); };
    const liquid::Value *unsubscribe = values.find("unsubscribe_url");
    if (!unsubscribe || unsubscribe->text().value_or(std::string_view()).empty())
        return tl::unexpected(DesignError{EmailPart::Footer,
            {1, 1, u"There is no address to unsubscribe at for this customer."_s,
                u"a value for unsubscribe_url"_s, {}},
            {}, {}});

    liquid::Object all = values;
    liquid::Object own = ownValues(m_content->needs, context);
    // The first coupon also by its plain name, for subjects and texts outside of its block.
    if (!context.coupons.empty())
        all.set("coupon", context.coupons.front());
    const auto fillLine
        = [&](EmailPart part, const liquid::Template &source, std::string &out) -> DesignResult<> {
        if (auto done = source.render(all, options, memory, out); !done)
            return tl::unexpected(DesignError{part, std::move(done.error()), {}, {}});
        noteMissing();
        m_content->decisionMaps[part == EmailPart::Subject ? 0 : 1].collect(memory, message.decisions);
        out = oneLine(out);
        return {};
    };
    HABERDASH_TRY(fillLine(EmailPart::Subject, m_content->subject, message.subject));
    HABERDASH_TRY(fillLine(EmailPart::Preheader, m_content->preheader, message.preheader));
    own.set("subject", liquid::Value::borrowed(message.subject));
    own.set("preheader", liquid::Value::borrowed(message.preheader));
    all.set("hb", liquid::Value(std::move(own)));
    options.escape = liquid::Escape::Html;
    message.html.reserve(32 * 1024);
    if (auto done = m_content->html.render(all, options, memory, message.html); !done)
        return tl::unexpected(errorIn(m_content->sections, std::move(done.error())));
    noteMissing();
    m_content->decisionMaps[2].collect(memory, message.decisions);

    const auto pieces = readHtml(message.html);
    message.text = htmlToText(pieces);
    if (!showsAddress(message.text, *unsubscribe->text()))
        return tl::unexpected(DesignError{EmailPart::Body,
            {1, 1, u"The way out is not in the mail for this customer."_s,
                u"the footer, or a link to {{ unsubscribe_url }} that no condition keeps away"_s, {}},
            {}, {}});
    if (!context.wantsWarnings)
        return message;
    message.warnings = checkHtml(message.html, pieces);
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

DesignResult<std::string> CompiledEmail::renderHtml(
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const
{
    liquid::RenderOptions options = optionsOf(context);
    options.escape = liquid::Escape::Html;
    liquid::Object all = values;
    if (!context.coupons.empty())
        all.set("coupon", context.coupons.front());
    all.set("hb", liquid::Value(ownValues(m_content->needs, context)));
    std::string html;
    if (auto done = m_content->html.render(all, options, memory, html); !done)
        return tl::unexpected(errorIn(m_content->sections, std::move(done.error())));
    return html;
}

DesignResult<std::vector<BannerWords>> CompiledEmail::bannerWords(
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const
{
    const liquid::RenderOptions options = optionsOf(context);
    std::vector<BannerWords> all;
    for (const BannerTemplates &banner : m_content->banners) {
        BannerWords words{banner.block, banner.layout, {}, {}, {}, {}, {}};
        for (size_t i = 0; i < banner.texts.size(); ++i) {
            std::string &filled = words.*bannerFields[i].filled;
            if (auto done = banner.texts[i].render(values, options, memory, filled); !done)
                return tl::unexpected(DesignError{EmailPart::Body, std::move(done.error()), banner.block,
                    QString::fromUtf16(bannerFields[i].name)});
            filled = oneLine(filled);
        }
        all.push_back(std::move(words));
    }
    return all;
}

DesignResult<DecidedMail> CompiledEmail::decide(
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory) const
{
    liquid::RenderOptions options = optionsOf(context);
    options.traceBranches = true;
    liquid::Object all = values;
    if (!context.coupons.empty())
        all.set("coupon", context.coupons.front());
    all.set("hb", liquid::Value(ownValues(m_content->needs, context)));
    DecidedMail decided;
    std::string unused;
    const std::pair<const liquid::Template &, EmailPart> parts[] = {{m_content->subject, EmailPart::Subject},
        {m_content->preheader, EmailPart::Preheader}, {m_content->html, EmailPart::Body}};
    for (size_t i = 0; i < std::size(parts); ++i) {
        unused.clear();
        if (auto done = parts[i].first.render(all, options, memory, unused); !done)
            return tl::unexpected(parts[i].second == EmailPart::Body
                    ? errorIn(m_content->sections, std::move(done.error()))
                    : DesignError{parts[i].second, std::move(done.error()), {}, {}});
        m_content->decisionMaps[i].collect(memory, decided.decisions);
        addMissing(memory, decided.missing);
    }
    return decided;
}

const std::vector<DecisionSite> &CompiledEmail::decisionSites() const
{
    return m_content->decisions;
}

const EmailNeeds &CompiledEmail::needs() const
{
    return m_content->needs;
}

std::vector<liquid::VariableUse> CompiledEmail::variables() const
{
    std::vector<liquid::VariableUse> all;
    const auto add = [&all](const liquid::Template &part) {
        for (liquid::VariableUse &use : part.variables()) {
            if (use.path.starts_with("hb.") || use.path.starts_with("hb_"))
                continue; // our own
            const auto known = std::find_if(
                all.begin(), all.end(), [&](const auto &each) { return each.path == use.path; });
            if (known == all.end()) {
                all.push_back(std::move(use));
            } else if (use.isWritten) {
                known->hasFallback = use.hasFallback && (known->hasFallback || !known->isWritten);
                known->isWritten = true;
            }
        }
    };
    add(m_content->subject);
    add(m_content->preheader);
    add(m_content->html);
    for (const BannerTemplates &banner : m_content->banners) {
        for (const liquid::Template &text : banner.texts)
            add(text);
    }
    return all;
}

} // namespace haberdash::compose
