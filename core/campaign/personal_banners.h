// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/campaign/message_maker.h"

namespace haberdash::campaign {

/// A banner block drawn for one customer, apart from a mail.
struct PersonalBanner
{
    QString alternative; ///< what it says, in words
    compose::InlineImage image;
};

/// Draws a banner block as a mail would show it. Needs a QGuiApplication; pictures of products come from the
/// store. Invalid where a text of it is no Liquid or the layout is none.
[[nodiscard]] Result<PersonalBanner> drawBannerBlock(store::Connection &connection,
    const compose::BannerBlock &block, const compose::BrandKit &brand, const compose::liquid::Object &values,
    const compose::MessageContext &context);

/// What an export of banners wrote.
struct BannerExport
{
    qint64 customers = 0;
    qint64 files = 0; ///< distinct contents, those that lay in the folder before included
    qint64 failed = 0; ///< customers whose banner cannot be drawn
    std::optional<Error> firstFailure;
    QString table; ///< path of the list of who gets which file
    friend bool operator==(const BannerExport &, const BannerExport &) = default;
};

/// Draws the banners of a design for an audience into a folder, one file for each distinct content, named by
/// its hash; beside them "banners.csv": customer, address, block, file, what it says. The table is written
/// last, so one that is there is whole. Where the progress is cancelled or the disk is full, the files that
/// were drawn by then stay, each of them whole, and a table of before stays as it was.
/// Refused for a design without banners.
[[nodiscard]] Result<BannerExport> exportBanners(store::Connection &connection,
    const compose::EmailDesign &design, const std::vector<CustomerId> &audience,
    const MakerSettings &settings, const QString &folder, Progress &progress);

} // namespace haberdash::campaign
