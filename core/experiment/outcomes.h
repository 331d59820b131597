// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace haberdash::experiment {

/// What is measured of each recipient.
struct Measure
{
    enum class Kind {
        Rate, ///< did it or did not: click, order
        Amount ///< how much: revenue
    };
    QString name;
    Kind kind = Kind::Rate;
    friend bool operator==(const Measure &, const Measure &) = default;
};

/// What a file with one row an arm knows of an amount.
struct AmountSums
{
    double total = 0;
    std::optional<double> deviation; ///< per recipient, with n - 1
    bool isCountKnown = false; ///< MeasureOfArm::count says for how many it is not zero
};

/// One measure over the recipients of an arm.
struct MeasureOfArm
{
    qint64 count = 0; ///< recipients for whom it is not zero
    std::vector<double> amounts; ///< of those; empty for a rate
    std::optional<AmountSums> sums; ///< of an amount, instead of the amounts
};

/// Recipients as assigned, whether or not their mail arrived.
struct Arm
{
    QString name;
    double weight = 1; ///< planned share, in proportion to the other arms
    qint64 recipients = 0;
    std::vector<MeasureOfArm> measures; ///< in the order of Outcomes::measures
};

/// What came of a test: all that an analysis needs to know, from a file or from the workspace.
struct Outcomes
{
    QList<Measure> measures; ///< the first is the one the test was made for
    QList<Arm> arms; ///< the first is control
    QString currency; ///< of the amounts, in whole units; empty where nobody said
    bool isRunning = false; ///< the window of somebody is still open
    qint64 plannedRecipients = 0; ///< of all arms; 0 where no size was planned
};

} // namespace haberdash::experiment
