// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/message_maker.h"

#include "core/base/domain_name.h"
#include "core/base/stable_hash.h"
#include "core/campaign/brand.h"

#include <QUrl>

#include <iterator>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view picturePrefix = "cid:picture-";
constexpr std::string_view pictureSuffix = "@haberdash";

quint64 hashOf(const QString &salt, const std::string &purpose, CustomerId customer)
{
    const std::string bytes = salt.toStdString() + '/' + purpose;
    return stableHash(bytes, customer.value());
}

/// An address in the letters that every mail program can read, for headers that are no lists of addresses.
Result<QString> asciiAddress(const QString &text)
{
    HABERDASH_TRY_ASSIGN(address, EmailAddress::fromString(text));
    HABERDASH_TRY_ASSIGN(domain, domainToAscii(address.domain()));
    const QByteArray local = QUrl::toPercentEncoding(address.localPart(), "!$'*+/=");
    return QString(QString::fromLatin1(local) + u'@' + QString::fromStdString(domain));
}

/// Small letters, digits and hyphens of a name, for fields that machines sort by.
/// @param number what names that look the same differ by
QString inPlainLetters(const QString &name, const QString &number = {})
{
    constexpr qsizetype longest = 40;
    QString plain;
    for (const QChar each : name.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((each >= u'a' && each <= u'z') || (each >= u'0' && each <= u'9'))
            plain += each;
        else if (!each.isMark() && !plain.isEmpty() && !plain.endsWith(u'-'))
            plain += u'-';
    }
    plain.truncate(longest);
    while (plain.endsWith(u'-'))
        plain.chop(1);
    return plain.isEmpty() || number.isEmpty() ? plain + number : QString(plain + u'-' + number);
}

/// Who sends, for Gmail: the same in all mails of a domain for ever, 5 to 15 letters and digits.
QString senderId(const std::string &domain)
{
    constexpr qsizetype longest = 15;
    constexpr qsizetype kept = 8;
    QString id = QString::fromStdString(domain);
    id.remove(u'.').remove(u'-');
    if (id.size() > longest)
        id = id.left(kept) + QString::number(stableHash(domain), 36).right(longest - kept);
    return id.leftJustified(5, u'0');
}

} // namespace

std::vector<DesignStyle> stylesOf(const store::Campaign &campaign)
{
    std::vector<DesignStyle> styles;
    for (const auto &variant : campaign.variants)
        styles.push_back({variant.fromName, variant.isGeneric});
    return styles;
}

MessageMaker::MessageMaker(
    store::Connection &connection, MakerSettings settings, PersonalValues values, UnsubscribeTokens tokens)
    : m_connection(&connection)
    , m_settings(std::move(settings))
    , m_values(std::move(values))
    , m_tokens(std::move(tokens))
{ }

Result<MessageMaker> MessageMaker::create(
    store::Connection &connection, const QList<compose::EmailDesign> &designs, const MakerSettings &settings)
{
    HABERDASH_TRY_ASSIGN(values, PersonalValues::open(connection, settings.asOf));
    HABERDASH_TRY_ASSIGN(tokens, UnsubscribeTokens::open(connection));
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(brand, readBrand(connection));
    MessageMaker maker(connection, settings, std::move(values), std::move(tokens));
    maker.m_money = compose::liquid::MoneyStyle::forLocale(info.currency, brand.language);
    maker.m_zone = info.timeZone;
    maker.m_shopName = brand.shopName;
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    for (const auto &design : designs) {
        auto compiled = compose::CompiledEmail::compile(design, brand, {}, shared);
        if (!compiled)
            return tl::unexpected(toError(compiled.error()));
        HABERDASH_TRY_ASSIGN(parts,
            MessageParts::create(connection, compiled->needs().couponSets, brand, info.timeZone,
                info.currency.decimals(), settings.occasion));
        maker.m_parts.push_back(std::move(parts));
        HABERDASH_TRY_ASSIGN(rules,
            RuleAnswers::create(
                connection, compiled->needs().rules, {settings.asOf, info.timeZone, info.currency}));
        maker.m_rules.push_back(std::move(rules));
        maker.m_designs.push_back(std::move(*compiled));
    }
    return maker;
}

DesignStyle MessageMaker::styleOf(int design) const
{
    return size_t(design) < m_settings.styles.size() ? m_settings.styles[size_t(design)] : DesignStyle{};
}

Result<compose::liquid::Object> MessageMaker::values(CustomerId customer, int design)
{
    HABERDASH_TRY_ASSIGN(person, store::customerById(*m_connection, customer));
    return styleOf(design).isGeneric ? m_values.ofStranger(person) : m_values.of(person);
}

QString MessageMaker::unsubscribeMailto(const QString &token) const
{
    const auto &account = m_settings.account;
    const QString address = !account.unsubscribeAddress.isEmpty() ? account.unsubscribeAddress
        : !account.replyTo.isEmpty()                              ? account.replyTo
                                                                  : account.fromAddress;
    if (address.isEmpty())
        return {};
    // An address that cannot be read is said to be so where the message is wrapped.
    return u"mailto:%1?subject=unsubscribe%20%2"_s.arg(asciiAddress(address).value_or(address), token);
}

QString MessageMaker::unsubscribeUrl(const QString &token) const
{
    if (!m_settings.account.unsubscribeUrl.isEmpty())
        return QString(m_settings.account.unsubscribeUrl).replace(u"{token}"_s, token);
    const QString mailto = unsubscribeMailto(token);
    // A preview has no account yet; its link leads nowhere on purpose.
    return mailto.isEmpty() ? u"https://unsubscribe.invalid/"_s + token : mailto;
}

Result<std::optional<compose::InlineImage>> MessageMaker::picture(const std::string &contentId)
{
    if (const auto known = m_pictures.find(contentId); known != m_pictures.end())
        return known->second;
    HABERDASH_TRY_ASSIGN(image, pictureOf(*m_connection, contentId));
    if (image)
        m_pictures.emplace(contentId, *image);
    return image;
}

Result<std::vector<compose::InlineImage>> MessageMaker::picturesOf(const std::string &html)
{
    std::vector<compose::InlineImage> images;
    for (size_t at = html.find(picturePrefix); at != std::string::npos;
         at = html.find(picturePrefix, at + 1)) {
        const size_t end = html.find(pictureSuffix, at);
        if (end == std::string::npos)
            break;
        const std::string id = html.substr(at + 4, end + pictureSuffix.size() - at - 4);
        const bool known = std::any_of(
            images.begin(), images.end(), [&id](const auto &image) { return image.contentId == id; });
        HABERDASH_TRY_ASSIGN(image, picture(id));
        if (image && !known)
            images.push_back(std::move(*image));
    }
    return images;
}

Result<compose::MessageContext> MessageMaker::contextOf(CustomerId customer, int design, Timestamp date)
{
    compose::MessageContext context;
    context.now = date;
    context.zone = m_zone;
    context.money = m_money;
    context.seed = hashOf(m_settings.salt, "sample", customer);
    if (!styleOf(design).isGeneric) {
        HABERDASH_TRY_ASSIGN(rules, m_rules[size_t(design)].of(customer));
        context.rules = std::move(rules);
    }
    context.wantsDecisions = m_settings.wantsDecisions;
    context.wantsWarnings = m_settings.wantsWarnings;
    HABERDASH_TRY_ASSIGN(coupons, m_parts[size_t(design)].coupons(customer, date));
    context.coupons = std::move(coupons);
    return context;
}

Result<std::vector<DrawnBlock>> MessageMaker::banners(CustomerId customer, int design, Timestamp date)
{
    HABERDASH_TRY_ASSIGN(values, this->values(customer, design));
    HABERDASH_TRY_ASSIGN(context, contextOf(customer, design, date));
    const auto words = m_designs[size_t(design)].bannerWords(values, context, m_memory);
    if (!words)
        return tl::unexpected(toError(words.error()));
    return m_parts[size_t(design)].drawBanners(*words);
}

Result<compose::DecidedMail> MessageMaker::decide(
    CustomerId customer, const compose::liquid::Object &values, int design, Timestamp date)
{
    HABERDASH_TRY_ASSIGN(context, contextOf(customer, design, date));
    auto decided = m_designs[size_t(design)].decide(values, context, m_memory);
    if (!decided)
        return tl::unexpected(toError(decided.error()));
    return std::move(*decided);
}

Result<MadeMessage> MessageMaker::make(CustomerId customer, int design, Timestamp date)
{
    HABERDASH_TRY_ASSIGN(person, store::customerById(*m_connection, customer));
    HABERDASH_TRY_ASSIGN(
        values, styleOf(design).isGeneric ? m_values.ofStranger(person) : m_values.of(person));
    const QString token = m_tokens.token(m_settings.campaign, customer);
    values.set("unsubscribe_url", compose::liquid::Value(unsubscribeUrl(token).toStdString()));
    HABERDASH_TRY_ASSIGN(context, contextOf(customer, design, date));
    const auto &compiled = m_designs[size_t(design)];
    std::vector<compose::InlineImage> banners;
    if (compiled.needs().banners > 0) {
        const auto words = compiled.bannerWords(values, context, m_memory);
        if (!words)
            return tl::unexpected(toError(words.error()));
        HABERDASH_TRY_ASSIGN(drawn, m_parts[size_t(design)].banners(*words, banners));
        context.banners = std::move(drawn);
    }
    auto rendered = m_designs[size_t(design)].render(values, context, m_memory);
    if (!rendered)
        return tl::unexpected(toError(rendered.error()));
    MadeMessage message;
    message.rendered = std::move(*rendered);
    HABERDASH_TRY_ASSIGN(images, picturesOf(message.rendered.html));
    message.images = std::move(images);
    std::move(banners.begin(), banners.end(), std::back_inserter(message.images));
    message.recipient = person.email;
    if (!m_settings.account.fromAddress.isEmpty())
        HABERDASH_TRY(wrap(message, QString(person.firstName + u' ' + person.lastName).trimmed(), customer,
            token, design, date));
    return message;
}

Result<> MessageMaker::wrap(MadeMessage &message, const QString &name, CustomerId customer,
    const QString &token, int design, Timestamp date) const
{
    const auto &account = m_settings.account;
    const auto clean = [](const QString &text) {
        const QByteArray bytes = text.toUtf8();
        return compose::HeaderText::cleaned({bytes.constData(), size_t(bytes.size())});
    };
    auto &parts = message.parts;
    HABERDASH_TRY_ASSIGN(from, EmailAddress::fromString(account.fromAddress));
    const QString arm = styleOf(design).fromName;
    const QString ours = account.fromName.isEmpty() ? m_shopName : account.fromName;
    parts.from = {clean(arm.isEmpty() ? ours : arm), from};
    HABERDASH_TRY_ASSIGN(to, EmailAddress::fromString(message.recipient));
    parts.to = {clean(name), to};
    if (!account.replyTo.isEmpty()) {
        HABERDASH_TRY_ASSIGN(replyTo, EmailAddress::fromString(account.replyTo));
        parts.replyTo = compose::Mailbox{{}, replyTo};
    }
    parts.subject = compose::HeaderText::cleaned(message.rendered.subject);
    parts.date = date;
    parts.zone = m_zone;
    // Campaigns that share a salt must not share ids: an id leads back to one row of the outbox.
    const std::string campaign = std::to_string(m_settings.campaign.value());
    HABERDASH_TRY_ASSIGN(id,
        compose::makeMessageId(hashOf(m_settings.salt, "id-high/" + campaign, customer),
            hashOf(m_settings.salt, "id-low/" + campaign, customer), from.domain()));
    parts.messageId = id;
    message.messageId = QString::fromStdString(id);
    if (!account.unsubscribeUrl.isEmpty())
        parts.unsubscribeUrl = unsubscribeUrl(token).toStdString();
    parts.unsubscribeMailto = unsubscribeMailto(token).toStdString();
    parts.listName = clean(m_shopName);
    HABERDASH_TRY_ASSIGN(domain, domainToAscii(from.domain()));
    parts.listId = "news." + domain;
    parts.haberdashId = clean(token);
    // Nothing of it is one person's: Gmail shows rates only for what many mails have in common.
    if (m_settings.campaign.isValid())
        parts.feedbackId
            = clean(QStringList{inPlainLetters(m_settings.campaignName, QString::fromStdString(campaign)),
                inPlainLetters(m_shopName), u"campaign"_s, senderId(domain)}
                        .join(u':'));
    parts.text = message.rendered.text;
    parts.html = message.rendered.html;
    parts.images = message.images;
    HABERDASH_TRY_ASSIGN(mime, compose::composeMessage(parts));
    message.mime = std::move(mime);
    return {};
}

} // namespace haberdash::campaign
