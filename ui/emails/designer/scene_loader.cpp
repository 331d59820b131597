// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/scene_loader.h"

#include "core/campaign/brand.h"
#include "core/campaign/designs.h"
#include "core/campaign/message_maker.h"
#include "core/segment/segment_repository.h"
#include "ui/emails/coupons/coupon_words.h"

#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

using compose::liquid::Object;
using compose::liquid::Value;

/// Content ids of the pictures that values name.
void collectPictures(const Value &value, QStringList &ids)
{
    if (const auto text = value.text(); text && text->starts_with("cid:"))
        ids.append(QString::fromUtf8(text->data() + 4, qsizetype(text->size()) - 4));
    if (const auto *list = value.array()) {
        for (const Value &entry : *list)
            collectPictures(entry, ids);
    }
    if (const auto *object = value.object()) {
        for (const auto &[name, entry] : object->entries())
            collectPictures(entry, ids);
    }
}

Result<> loadPictures(store::Connection &connection, BlockScene &scene)
{
    QStringList ids;
    for (const auto &[name, value] : scene.values.entries())
        collectPictures(value, ids);
    ids.removeDuplicates();
    for (const QString &id : ids) {
        HABERDASH_TRY_ASSIGN(image, campaign::pictureOf(connection, id.toStdString()));
        if (image)
            scene.pictures.insert(
                id, {QByteArray::fromStdString(image->contentType), QByteArray::fromStdString(image->bytes)});
    }
    return {};
}

/// The sets by name, and what their codes look like.
Result<> loadCoupons(store::Connection &connection, const Shop &shop, DesignSetting &setting)
{
    HABERDASH_TRY_ASSIGN(sets, store::couponSets(connection));
    for (const auto &set : sets) {
        HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, shop.asOf()));
        setting.words.couponSets.append(set.name);
        setting.words.couponHints.insert(set.name,
            QStringList{goodFor(set, shop), countsHowLong(set, shop), leftInWords(set, stock, shop)}.join(
                u" · "_s));
    }
    HABERDASH_TRY_ASSIGN(parts,
        campaign::MessageParts::create(connection, setting.words.couponSets, setting.scene.brand,
            shop.info.timeZone, shop.info.currency.decimals(), {}));
    HABERDASH_TRY_ASSIGN(values, parts.coupons({}, shop.asOf()));
    for (size_t i = 0; i < values.size(); ++i)
        setting.scene.coupons.insert(setting.words.couponSets[qsizetype(i)], values[i]);
    return {};
}

/// Draws with what is known of the customer now; opens a connection of its own for pictures of products.
DrawBanner bannerDrawer(const Shop &shop, const BlockScene &scene)
{
    return [shop, brand = scene.brand, values = scene.values, context = scene.context](
               const compose::BannerBlock &block) -> Result<campaign::PersonalBanner> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return campaign::drawBannerBlock(connection, block, brand, values, context);
    };
}

Result<DesignSetting> load(const Shop &shop, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    DesignSetting setting;
    HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
    HABERDASH_TRY_ASSIGN(shared, campaign::readSharedBlocks(connection));
    HABERDASH_TRY_ASSIGN(segments, segment::savedSegments(connection));
    setting.scene.brand = brand;
    setting.scene.shared = shared;
    setting.scene.context.now = shop.asOf();
    setting.scene.context.zone = shop.info.timeZone;
    setting.scene.context.money = compose::liquid::MoneyStyle::forLocale(shop.info.currency, brand.language);
    setting.words.brand = brand;
    setting.words.sharedBlocks = shared.keys();
    HABERDASH_TRY(loadCoupons(connection, shop, setting));
    for (const auto &segment : segments)
        setting.words.segments.append(segment.name);
    if (customer.isValid()) {
        HABERDASH_TRY_ASSIGN(values, campaign::PersonalValues::open(connection, shop.asOf()));
        HABERDASH_TRY_ASSIGN(person, values.of(customer));
        setting.scene.values = std::move(person);
    } else {
        setting.scene.values.set("shop",
            Value(Object{{"name", brand.shopName.toStdString()}, {"url", brand.shopUrl.toStdString()}}));
    }
    setting.scene.values.set("unsubscribe_url", Value("https://unsubscribe.invalid/"));
    HABERDASH_TRY(loadPictures(connection, setting.scene));
    setting.scene.drawBanner = bannerDrawer(shop, setting.scene);
    return setting;
}

} // namespace

QFuture<Result<DesignSetting>> loadDesignSetting(const Shop &shop, CustomerId customer)
{
    return QtConcurrent::run(load, shop, customer);
}

} // namespace haberdash::ui
