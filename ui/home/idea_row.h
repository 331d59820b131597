// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/weekly_ideas.h"
#include "ui/shared/format.h"

#include <QAbstractButton>

namespace haberdash::ui {

/// One line of "This week": who, why, how many, and the way to them. The whole line can be pressed.
class IdeaRow final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit IdeaRow(const WeeklyIdea &idea, QWidget *parent = nullptr);
    void setCount(const segment::Count &count, const Format &format);
    QSize sizeHint() const override { return {400, 56}; }
    QSize minimumSizeHint() const override { return {200, 56}; }

Q_SIGNALS:
    void opened();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    QString m_name;
    QString m_reason;
    QString m_matching; ///< "312 people"; empty while they are counted
    QString m_mailable; ///< "290 may be sent e-mail"
};

} // namespace haberdash::ui
