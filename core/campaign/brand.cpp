// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"

#include "core/store/workspace.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

using compose::BrandKit;

constexpr std::pair<const char16_t *, QString BrandKit::*> texts[] = {
    {u"shopName", &BrandKit::shopName},
    {u"shopUrl", &BrandKit::shopUrl},
    {u"logoUrl", &BrandKit::logoUrl},
    {u"accentColour", &BrandKit::accentColour},
    {u"accentTextColour", &BrandKit::accentTextColour},
    {u"linkColour", &BrandKit::linkColour},
    {u"backgroundColour", &BrandKit::backgroundColour},
    {u"surfaceColour", &BrandKit::surfaceColour},
    {u"textColour", &BrandKit::textColour},
    {u"mutedColour", &BrandKit::mutedColour},
    {u"fontStack", &BrandKit::fontStack},
    {u"language", &BrandKit::language},
    {u"postalAddress", &BrandKit::postalAddress},
    {u"footerText", &BrandKit::footerText},
    {u"unsubscribeLabel", &BrandKit::unsubscribeLabel},
    {u"tone", &BrandKit::tone},
};

} // namespace

Result<BrandKit> readBrand(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(text, store::readSetting(connection, u"brand"_s));
    const auto object = QJsonDocument::fromJson(text.toUtf8()).object();
    BrandKit brand;
    for (const auto &[key, member] : texts) {
        const auto value = object[QStringView(key)];
        if (value.isString())
            brand.*member = value.toString();
    }
    brand.logoWidth = object[u"logoWidth"_s].toInt(brand.logoWidth);
    if (brand.shopName.isEmpty()) {
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        brand.shopName = info.name;
    }
    return brand;
}

Result<> writeBrand(store::Connection &connection, const BrandKit &brand)
{
    QJsonObject object;
    for (const auto &[key, member] : texts)
        object.insert(QStringView(key), brand.*member);
    object.insert(u"logoWidth"_s, brand.logoWidth);
    return store::writeSetting(
        connection, u"brand"_s, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

} // namespace haberdash::campaign
