// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/personal_banners.h"
#include "ui/shared/when_done.h"

#include <QCache>
#include <QObject>

#include <map>

namespace haberdash::ui {

/// Draws banner blocks as one customer would see them; for any thread.
using DrawBanner = std::function<Result<campaign::PersonalBanner>(const compose::BannerBlock &block)>;

/// Banners of the mail that is being built, drawn on a worker, one after the other. While a new one is being
/// drawn, the one before it stays; before the first a plain ground of the same size does, so that nothing
/// moves.
class BannerArtist final : public QObject
{
    Q_OBJECT

public:
    explicit BannerArtist(QObject *parent = nullptr);
    /// @param ground colour of banners before they are drawn
    void setCustomer(DrawBanner draw, const QString &ground);
    /// Newest that there is; asks for it where it is out of date, `drawn` follows then.
    /// @param id of the block
    [[nodiscard]] Result<campaign::PersonalBanner> banner(
        const QString &id, const compose::BannerBlock &block);
    /// Whether everything that was asked for is there.
    [[nodiscard]] bool isIdle() const { return !m_drawing.isRunning() && m_wanted.empty(); }

Q_SIGNALS:
    /// There is a newer one of some block.
    void drawn();

private:
    using Drawn = Result<campaign::PersonalBanner>;
    void next();

    DrawBanner m_draw;
    Drawn m_ground;
    QCache<QString, Drawn> m_kept; ///< by what the block says
    std::map<QString, Drawn> m_last; ///< by block
    std::map<QString, compose::BannerBlock> m_wanted; ///< by block
    LatestOnly<Drawn> m_drawing;
};

} // namespace haberdash::ui
