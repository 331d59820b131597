// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/segment/rule_sql.h"

#include <functional>
#include <vector>

namespace haberdash::segment {

/// A column of a list of members: "email", "orders", "attribute:size".
struct MemberColumn
{
    enum class Kind { Text, Number, Money, Instant };
    QString name;
    Kind kind = Kind::Text;
    friend bool operator==(const MemberColumn &, const MemberColumn &) = default;
};
/// All that there are, in the order in which they are offered; attributes of the shop's own are called
/// "attribute:NAME" and come beside these.
[[nodiscard]] const QList<MemberColumn> &memberColumns();
/// customer, email, first_name, last_name
[[nodiscard]] const QStringList &usualMemberColumns();

/// One cell: nothing, a text, a whole number, minor units, or milliseconds.
using MemberCell = std::variant<std::monostate, QString, qint64>;

/// Hands each customer's cells to `take`, in the order of `ids`.
/// @return Invalid where a column is none, with the names of those that there are; Cancelled
[[nodiscard]] Result<> readMembers(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &columns, const Context &context, Progress &progress,
    const std::function<void(const std::vector<MemberCell> &)> &take);

/// The customers as CSV (RFC 4180, UTF-8). Amounts have the currency's digits, instants are days and times in
/// the shop's time zone. Cells that a spreadsheet would run as a formula begin with an apostrophe.
[[nodiscard]] Result<QByteArray> memberList(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &columns, const Context &context, Progress &progress);

/// Writes the list to a file, all of it or nothing: a workbook where the name ends in .xlsx, else CSV.
[[nodiscard]] Result<> writeMembers(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &columns, const Context &context, const QString &path, Progress &progress);

} // namespace haberdash::segment
