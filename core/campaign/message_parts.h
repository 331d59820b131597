// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/banner/banner.h"
#include "core/campaign/rule_answers.h"
#include "core/compose/email.h"
#include "core/compose/mime_message.h"
#include "core/coupon/coupons.h"

#include <QLocale>

#include <unordered_map>

namespace haberdash::campaign {

/// A picture of the store that values name as "cid:CONTENT-ID", or nothing.
[[nodiscard]] Result<std::optional<compose::InlineImage>> pictureOf(
    store::Connection &connection, const std::string &contentId);

/// What codes are given for in a campaign.
[[nodiscard]] QString occasionOf(CampaignId campaign);

/// A banner of a message, drawn.
struct DrawnBlock
{
    QString block; ///< id of its block
    QString alternative; ///< what it says, in words
    compose::InlineImage image;
};

/// Gives what a design needs of a customer besides the values: codes of coupon sets, and banners. For one
/// thread.
class MessageParts
{
public:
    /// @param occasion what codes are given for; empty: only looks like codes, for previews
    /// NotFound where there is no coupon set of a name.
    [[nodiscard]] static Result<MessageParts> create(store::Connection &connection,
        const QStringList &couponSets, const compose::BrandKit &brand, const QTimeZone &zone,
        int currencyDigits, const QString &occasion);

    /// In the order of the sets. Refused where a pool is used up.
    [[nodiscard]] Result<std::vector<compose::liquid::Value>> coupons(CustomerId customer, Timestamp now);
    /// Draws banners, in their order, and adds them to the pictures of the message. Pictures of products come
    /// from the store; needs a QGuiApplication.
    [[nodiscard]] Result<std::vector<compose::liquid::Value>> banners(
        const std::vector<compose::BannerWords> &words, std::vector<compose::InlineImage> &images);
    /// Draws banners, in their order.
    [[nodiscard]] Result<std::vector<DrawnBlock>> drawBanners(const std::vector<compose::BannerWords> &words);

private:
    MessageParts(store::Connection &connection, const QTimeZone &zone)
        : m_connection(&connection)
        , m_zone(zone)
    { }
    [[nodiscard]] Result<banner::PreparedPicture> prepared(
        const std::string &address, const banner::BannerLook &look);

    store::Connection *m_connection;
    QTimeZone m_zone;
    QLocale m_locale;
    int m_currencyDigits = 2;
    QString m_occasion;
    QList<store::CouponSet> m_sets;
    banner::BannerLook m_look;
    std::unordered_map<std::string, banner::PreparedPicture> m_pictures; ///< by address and layout
    std::unordered_map<std::string, banner::DrawnBanner> m_drawn; ///< by key: the same content is drawn once
};

} // namespace haberdash::campaign
