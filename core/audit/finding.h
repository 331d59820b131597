// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/base/timestamp.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace haberdash::audit {

class Check;

/// What the rows of a finding are. Other: days, files, sources; such rows are in the finding itself.
enum class RowKind { Person, Order, Product, Variant, Coupon, Other };
/// "person", "order" ...
[[nodiscard]] QString toWord(RowKind kind);

/// One row behind a number, in words. The same shape for all kinds, so that one table shows them all.
struct Row
{
    qint64 id = 0; ///< of the store's table; 0 for other rows
    QString name; ///< "Ada Lovelace", "#1001", title of the product
    QString detail; ///< address, who ordered, SKU
    std::optional<Timestamp> when; ///< sign-up, order
    std::optional<Money> amount; ///< of the order, price
    QString remark; ///< why it was found: "did you mean gmail.com?"
    CustomerId customer; ///< whose it is; invalid where nobody's
    friend bool operator==(const Row &, const Row &) = default;
};

/// How much of something is concerned, where the share of found rows would say the wrong thing: one refused
/// row makes a whole file "found".
struct Weighed
{
    double share = 0; ///< 0 to 1
    QString noun; ///< of what: "rows"
};

/// What a check found. Every number can be followed to its rows: `ids` names all of them, `rowsOf` reads
/// them.
struct Finding
{
    const Check *check = nullptr; ///< lives as long as the program
    RowKind kind = RowKind::Other;
    QString noun; ///< what rows of RowKind::Other are, in the plural: "days"
    qint64 outOf = 0; ///< rows that were looked at; 0: there was nothing to look at
    std::vector<qint64> ids; ///< found rows, ascending; empty for RowKind::Other
    QHash<qint64, QString> remarks; ///< by id, where the check wrote them down
    QList<Row> others; ///< found rows of RowKind::Other
    std::optional<Weighed> weighed; ///< what counts for the score in place of the share of found rows
    double points = 0; ///< taken from the score

    [[nodiscard]] qint64 count() const { return qint64(ids.size()) + others.size(); }
    [[nodiscard]] double share() const
    {
        return weighed ? weighed->share : outOf > 0 ? double(count()) / double(outOf) : 0;
    }
};

} // namespace haberdash::audit
