// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/preview_renderer.h"

#include "core/campaign/brand.h"
#include "ui/emails/decision_words.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("emails", text);
}

Result<RenderedPreview> render(const Shop &shop, const compose::EmailDesign &design, CustomerId customer)
{
    // Writing: the first preview of a workspace makes the key for unsubscribe tokens.
    HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
    if (!customer.isValid()) {
        HABERDASH_TRY_ASSIGN(message, renderForNobody(connection, shop, design));
        return RenderedPreview{QString::fromStdString(message.subject),
            QString::fromStdString(message.preheader), QString::fromStdString(message.text),
            toPreview(message.html, {}), {}, {tr("Nothing is known of anybody yet.")}};
    }
    campaign::MakerSettings settings;
    settings.salt = u"preview"_s;
    settings.asOf = shop.asOf();
    settings.wantsDecisions = true;
    HABERDASH_TRY_ASSIGN(maker, campaign::MessageMaker::create(connection, {design}, settings));
    HABERDASH_TRY_ASSIGN(message, maker.make(customer, 0, shop.asOf()));
    RenderedPreview preview;
    preview.subject = QString::fromStdString(message.rendered.subject);
    preview.preheader = QString::fromStdString(message.rendered.preheader);
    preview.text = QString::fromStdString(message.rendered.text);
    preview.content = toPreview(message.rendered.html, message.images);
    const auto &sites = maker.design(0).decisionSites();
    for (const auto &taken : message.rendered.decisions)
        preview.why.append(decisionInWords(sites[taken.site], taken.ways));
    preview.why.removeDuplicates();
    for (const auto &name : message.rendered.missing)
        preview.remarks.append(tr("This customer has no value for %1.").arg(QString::fromStdString(name)));
    for (const auto &warning : message.rendered.warnings)
        preview.remarks.append(inWords(warning));
    return preview;
}

} // namespace

Result<compose::RenderedMessage> renderForNobody(
    store::Connection &connection, const Shop &shop, const compose::EmailDesign &design)
{
    using compose::liquid::Object;
    using compose::liquid::Value;
    HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
    HABERDASH_TRY_ASSIGN(shared, campaign::readSharedBlocks(connection));
    if (brand.postalAddress.trimmed().isEmpty())
        brand.postalAddress = tr("(your postal address)");
    if (brand.shopName.trimmed().isEmpty())
        brand.shopName = shop.info.name;
    const auto compiled = compose::CompiledEmail::compile(design, brand, {}, shared);
    if (!compiled)
        return tl::unexpected(campaign::toError(compiled.error()));
    Object values;
    values.set(
        "shop", Value(Object{{"name", brand.shopName.toStdString()}, {"url", brand.shopUrl.toStdString()}}));
    values.set("unsubscribe_url", Value("https://unsubscribe.invalid/"));
    compose::MessageContext context;
    context.now = shop.asOf();
    context.zone = shop.info.timeZone;
    context.money = compose::liquid::MoneyStyle::forLocale(shop.info.currency, brand.language);
    context.wantsWarnings = false;
    auto message = compiled->render(values, context);
    if (!message)
        return tl::unexpected(campaign::toError(message.error()));
    return std::move(*message);
}

QString inWords(const compose::MessageWarning &warning)
{
    using Kind = compose::MessageWarning::Kind;
    const QString detail = QString::fromStdString(warning.detail);
    switch (warning.kind) {
    case Kind::SizeNearLimit:
        return tr("The mail is large (%1 bytes); Gmail cuts off above 102,000.").arg(detail);
    case Kind::SizeOverLimit:
        return tr("The mail is too large (%1 bytes): Gmail cuts it off, and the unsubscribe link with it.")
            .arg(detail);
    case Kind::InsecureLink:
        return tr("A link is not encrypted: %1").arg(detail);
    case Kind::EmptyLink:
        return tr("A link leads nowhere.");
    case Kind::ScriptLink:
        return tr("Scripts are removed by mail programs: %1").arg(detail);
    case Kind::DataImage:
        return tr("A picture inside the text is not shown by Gmail and Outlook.");
    case Kind::ImageWithoutAlt:
        return tr("A picture has no words for people who do not see it: %1").arg(detail);
    case Kind::ForbiddenElement:
        return tr("Mail programs remove “%1”.").arg(detail);
    case Kind::MisleadingLink:
        return tr("A link shows another address than it leads to: %1").arg(detail);
    case Kind::LongSubject:
        return tr("The subject is long: phones show about 40 characters.");
    case Kind::EmptySubject:
        return tr("The subject is empty.");
    case Kind::UnreachableAddress:
        return tr("A link or picture has no full address: %1").arg(detail);
    }
    Q_UNREACHABLE();
}

QFuture<Result<RenderedPreview>> renderPreview(
    const Shop &shop, const compose::EmailDesign &design, CustomerId customer)
{
    return QtConcurrent::run(render, shop, design, customer);
}

} // namespace haberdash::ui
