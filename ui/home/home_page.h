// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/shop_figures.h"
#include "ui/home/weekly_ideas.h"
#include "ui/shared/page.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

class QVBoxLayout;

namespace haberdash::ui {

class Card;
class StatTile;
class TextLabel;
class TimeChart;

/// How the shop is doing, and who should hear from it this week. Each idea opens as a rule in the page
/// "segments".
class HomePage final : public Page
{
    Q_OBJECT

public:
    HomePage(Shop shop, QWidget *parent = nullptr);

public Q_SLOTS:
    void activate(const QString &argument) override;

private:
    struct Figures
    {
        store::ShopFigures shop;
        qint64 mailable = 0;
    };
    void buildFull();
    void load();
    void showFigures(const Figures &figures);
    void showIdeas(const QList<WeeklyIdea> &ideas);

    Shop m_shop;
    Format m_format;
    StatTile *m_takings;
    StatTile *m_buyers;
    StatTile *m_newBuyers;
    StatTile *m_mailable;
    TimeChart *m_chart;
    QVBoxLayout *m_ideas;
    StopSource m_stop;
    LatestOnly<Result<Figures>> m_figures;
    LatestOnly<Result<QList<WeeklyIdea>>> m_counts;
};

} // namespace haberdash::ui
