// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/ready_made.h"
#include "core/segment/segment_evaluator.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/widgets.h"

#include <QFutureWatcher>

class QPushButton;

namespace haberdash::ui {

/// A ready-made segment: name, what it is good for, how many are in it. A click, Enter or Space chooses it.
class ReadyMadeCard final : public Card
{
    Q_OBJECT

public:
    explicit ReadyMadeCard(const segment::ReadyMade &made, QWidget *parent = nullptr);
    void setCount(const QString &text);

Q_SIGNALS:
    void chosen();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_count;
};

/// All ready-made segments by what a shop wants with them, and the ways to begin without one. Counts them on
/// a worker while it is shown.
class ReadyMadeGallery final : public QWidget
{
    Q_OBJECT

public:
    explicit ReadyMadeGallery(Shop shop, QWidget *parent = nullptr);
    /// Whether there are segments to go back to.
    void setWayBack(bool thereIs);
    /// Counts anew, because the store may have changed.
    void recount();

Q_SIGNALS:
    void chosen(const QString &name, const segment::Rule &rule);
    void scratchRequested();
    void importRequested();
    void backRequested();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Counted
    {
        QString id;
        std::optional<segment::Count> count; ///< nothing where it cannot be answered
    };
    [[nodiscard]] QWidget *makeHead();
    void showCount(const Counted &counted);

    Shop m_shop;
    Format m_format;
    QPushButton *m_back;
    QHash<QString, ReadyMadeCard *> m_cards;
    QFutureWatcher<Counted> m_counting;
    StopSource m_stop;
};

} // namespace haberdash::ui
