// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/icons.h"

#include <QAbstractButton>
#include <QButtonGroup>

class QToolButton;
class QVBoxLayout;

namespace haberdash::ui {

/// One row of the left column: icon and word, or the icon alone when the column is narrow.
class NavigationRow : public QAbstractButton
{
    Q_OBJECT

public:
    NavigationRow(Icon icon, const QString &text, QWidget *parent);
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    /// Ground and focus ring; returns the colour for text.
    QColor paintGround(QPainter &painter) const;

private:
    Icon m_icon;
    bool m_collapsed = false;
};

/// The left column: workspace on top, pages, tasks and the button that makes it narrow.
class Navigation final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int wide = 216;
    static constexpr int narrow = 64;

    explicit Navigation(QWidget *parent);
    /// Takes ownership; both learn of being narrow through setCollapsed().
    void setHeader(NavigationRow *header);
    void setFooter(NavigationRow *footer);
    void addPage(const QString &id, const QString &title, Icon icon, bool atBottom);
    void select(int page);
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }

Q_SIGNALS:
    void pageChosen(int page);
    void collapseToggled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void orderTabs();

    QVBoxLayout *m_column;
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
    QVBoxLayout *m_headerPlace;
    QVBoxLayout *m_footerPlace;
    QButtonGroup m_group;
    NavigationRow *m_header = nullptr;
    NavigationRow *m_footer = nullptr;
    QToolButton *m_collapse;
    bool m_collapsed = false;
};

} // namespace haberdash::ui
