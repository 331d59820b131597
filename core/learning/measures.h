// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <span>

namespace haberdash::learning {

/// What happened to mails, and what they brought under one rule. Counts are people, except where said.
struct MailFigures
{
    qint64 mails = 0; ///< sent: delivered or bounced
    qint64 delivered = 0;
    qint64 bounced = 0;
    qint64 opened = 0; ///< mails that a person opened
    qint64 clicked = 0;
    qint64 left = 0; ///< mails after which somebody unsubscribed
    qint64 complained = 0;
    qint64 heldOut = 0;
    qint64 buyers = 0; ///< mails that have an order, or a part of one
    double orders = 0; ///< parts of orders add up
    double revenue = 0; ///< minor units
    double units = 0;
    double costed = 0; ///< takings of lines whose cost is known, minor units
    double cost = 0; ///< of those

    MailFigures &operator+=(const MailFigures &other);
    friend bool operator==(const MailFigures &, const MailFigures &) = default;
};

/// What every screen, report and command counts, under the same name and by the same formula.
enum class Measure {
    Mails,
    Delivered,
    BounceRate,
    OpenRate,
    ClickRate,
    ClickToOpen,
    Orders,
    PlacedOrderRate,
    Revenue,
    RevenuePerRecipient,
    AverageOrder,
    Units,
    Margin,
    UnsubscribeRate,
    ComplaintRate
};

enum class Unit { Count, Share, Money };
/// Whether more of it is better.
enum class Direction { None, More, Less };

/// Where others usually are: a rule of thumb for shops, and where it comes from.
struct Custom
{
    double low = 0;
    double high = 0;
    QString source;
};

struct MeasureEntry
{
    Measure measure = Measure::Mails;
    QString word; ///< in JSON and on the command line: "placed_order_rate"
    QString name; ///< "Revenue per recipient"
    QString column; ///< the same in a word or two, above a column: "Per recipient"
    QString meaning; ///< the formula in words
    Unit unit = Unit::Count;
    Direction better = Direction::None;
    std::optional<Custom> custom;
};

/// All measures, in the order in which tables show them.
[[nodiscard]] std::span<const MeasureEntry> measures();
[[nodiscard]] const MeasureEntry &entryOf(Measure measure);
[[nodiscard]] const MeasureEntry *measureByWord(QStringView word);
/// Nothing where there is nothing to divide by, or where no cost is known. Money in minor units.
[[nodiscard]] std::optional<double> valueOf(Measure measure, const MailFigures &figures);

} // namespace haberdash::learning
