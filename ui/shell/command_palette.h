// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palette_model.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace haberdash::ui {

/// Lies over the window while it is open: a field, and below it what was found. Up, Down, Page keys and Enter
/// from the field; Escape or a click beside it closes and gives the focus back.
class CommandPalette final : public QWidget
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *window);

    void open(const QList<PaletteProvider *> &providers);
    void closePalette();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect boxRect() const;
    void layOut();
    void runRow(int row);
    void moveRow(int by);

    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    QPointer<QWidget> m_focusBefore;
};

} // namespace haberdash::ui
