// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/left_out.h"
#include "ui/shared/format.h"
#include "ui/shared/widgets.h"

#include <optional>

namespace haberdash::ui {

/// How many of an audience get nothing, reason by reason, in numbers that add up. Each reason is a button
/// that leads to its people. Names: "leftOut", "leftOutSum", and of each button "leftOut:" with the word of
/// the gate.
class LeftOutCard final : public Card
{
    Q_OBJECT

public:
    explicit LeftOutCard(Format format, QWidget *parent = nullptr);
    void setLeftOut(const campaign::LeftOut &leftOut);

Q_SIGNALS:
    /// By the word of the gate.
    void reasonChosen(const QString &reason);

private:
    void addReason(QGridLayout *rows, const QString &reason, qint64 count);

    Format m_format;
    std::optional<campaign::LeftOut> m_shown; // asked once a second while mail goes out
    TextLabel *m_sum;
    QWidget *m_reasons = nullptr;
};

/// Reasons with their counts, the largest first.
[[nodiscard]] QList<std::pair<QString, qint64>> byCount(const campaign::LeftOut &leftOut);

} // namespace haberdash::ui
