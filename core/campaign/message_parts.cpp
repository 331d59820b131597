// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/message_parts.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::liquid::Object;
using compose::liquid::Value;

namespace {

constexpr std::string_view picturePrefix = "picture-";
constexpr size_t mostKept = 500; ///< drawn banners; a few tens of kilobytes each

Value couponValues(
    const coupon::CouponValues &coupon, const QTimeZone &zone, const QLocale &locale, int digits)
{
    Object values;
    values.set("code", Value(coupon.code.toStdString()));
    values.set("kind", Value(store::toWord(coupon.kind).toStdString()));
    if (coupon.value)
        values.set("value",
            coupon.kind == store::CouponKind::Amount
                ? Value::fromMinorUnits(*coupon.value, digits)
                : Value(double(*coupon.value) / 10.0)); // thousandths: per cent
    if (coupon.minimumOrder)
        values.set("minimum_order", Value::fromMinorUnits(*coupon.minimumOrder, digits));
    if (coupon.expiresAt) {
        values.set("expires_at", Value(toIsoString(*coupon.expiresAt).toStdString()));
        const QDate day = QDateTime::fromMSecsSinceEpoch(toMilliseconds(*coupon.expiresAt), zone).date();
        values.set("expires_on", Value(locale.toString(day, QLocale::LongFormat).toStdString()));
    }
    if (coupon.daysLeft)
        values.set("days_left", Value(int64_t(*coupon.daysLeft)));
    return Value(std::move(values));
}

QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8).trimmed();
}

} // namespace

Result<std::optional<compose::InlineImage>> pictureOf(
    store::Connection &connection, const std::string &contentId)
{
    if (!contentId.starts_with(picturePrefix))
        return std::nullopt;
    const QString number = QString::fromStdString(contentId).section(u'-', 1).section(u'@', 0, 0);
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT media_type, bytes FROM picture WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, number.toLongLong()).step());
    if (!found)
        return std::nullopt;
    const QByteArray bytes = row.blob(1);
    const std::string type(row.view(0));
    return compose::InlineImage{contentId, type,
        "picture-" + number.toStdString() + (type == "image/png" ? ".png" : ".jpg"),
        std::string(bytes.constData(), size_t(bytes.size()))};
}

QString occasionOf(CampaignId campaign)
{
    return u"campaign:%1"_s.arg(campaign.value());
}

Result<MessageParts> MessageParts::create(store::Connection &connection, const QStringList &couponSets,
    const compose::BrandKit &brand, const QTimeZone &zone, int currencyDigits, const QString &occasion)
{
    MessageParts parts(connection, zone);
    parts.m_locale = QLocale(brand.language);
    parts.m_currencyDigits = currencyDigits;
    parts.m_occasion = occasion;
    for (const QString &name : couponSets) {
        HABERDASH_TRY_ASSIGN(set, store::couponSetByName(connection, name));
        parts.m_sets.append(set);
    }
    banner::BannerLook &look = parts.m_look;
    look.background = Colour::fromString(brand.backgroundColour).value_or(look.background);
    look.text = Colour::fromString(brand.textColour).value_or(look.text);
    look.accent = Colour::fromString(brand.accentColour).value_or(look.accent);
    look.surroundings = Colour::fromString(brand.surfaceColour).value_or(look.surroundings);
    look.cornerRadius = brand.cornerRadius;
    return parts;
}

Result<std::vector<Value>> MessageParts::coupons(CustomerId customer, Timestamp now)
{
    std::vector<Value> values;
    for (const store::CouponSet &set : m_sets) {
        coupon::GivenCode code = coupon::previewCode(set, m_zone, now);
        if (!m_occasion.isEmpty()) {
            HABERDASH_TRY_ASSIGN(given, coupon::giveCode(*m_connection, set, customer, m_occasion, now));
            code = given;
        }
        values.push_back(
            couponValues(coupon::valuesOf(set, code, m_zone, now), m_zone, m_locale, m_currencyDigits));
    }
    return values;
}

Result<banner::PreparedPicture> MessageParts::prepared(
    const std::string &address, const banner::BannerLook &look)
{
    const std::string key = address + '/' + banner::toWord(look.layout).toStdString();
    if (const auto known = m_pictures.find(key); known != m_pictures.end())
        return known->second;
    banner::PreparedPicture picture;
    if (address.starts_with("cid:")) { // nothing is fetched: pictures of other addresses are left out
        HABERDASH_TRY_ASSIGN(image, pictureOf(*m_connection, address.substr(4)));
        if (image) {
            // A damaged picture leaves a banner of words, which is better than no mail.
            if (auto cut = banner::preparePicture(QByteArray::fromStdString(image->bytes), {}, look))
                picture = std::move(*cut);
        }
    }
    m_pictures.emplace(key, picture);
    return picture;
}

Result<std::vector<DrawnBlock>> MessageParts::drawBanners(const std::vector<compose::BannerWords> &words)
{
    std::vector<DrawnBlock> blocks;
    for (const compose::BannerWords &banner : words) {
        banner::BannerLook look = m_look;
        const auto layout = banner::bannerLayoutFromWord(banner.layout);
        if (!layout)
            return failure(Error::Code::Invalid,
                u"There is no layout of banners “%1” (block %2)."_s.arg(banner.layout, banner.block));
        look.layout = *layout;
        HABERDASH_TRY_ASSIGN(picture, prepared(banner.picture, look));
        const banner::BannerContent content{toText(banner.headline), toText(banner.line),
            toText(banner.offer), toText(banner.points), {}, picture};
        const std::string key = banner::bannerKey(content, look).toStdString();
        auto drawn = m_drawn.find(key);
        if (drawn == m_drawn.end()) {
            auto made = banner::drawBanner(content, look);
            if (!made)
                return tl::unexpected(made.error());
            if (m_drawn.size() == mostKept)
                m_drawn.clear();
            drawn = m_drawn.emplace(key, std::move(*made)).first;
        }
        const banner::DrawnBanner &file = drawn->second;
        blocks.push_back({banner.block, file.alternative,
            {file.contentId().toStdString(), file.mediaType.toStdString(), file.fileName().toStdString(),
                file.bytes.toStdString()}});
    }
    return blocks;
}

Result<std::vector<Value>> MessageParts::banners(
    const std::vector<compose::BannerWords> &words, std::vector<compose::InlineImage> &images)
{
    HABERDASH_TRY_ASSIGN(blocks, drawBanners(words));
    std::vector<Value> values;
    for (DrawnBlock &banner : blocks) {
        const std::string id = banner.image.contentId;
        values.emplace_back(Object{{"src", "cid:" + id}, {"alt", banner.alternative.toStdString()}});
        if (std::none_of(
                images.begin(), images.end(), [&id](const auto &image) { return image.contentId == id; }))
            images.push_back(std::move(banner.image));
    }
    return values;
}

} // namespace haberdash::campaign
