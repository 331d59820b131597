// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money_format.h"
#include "core/base/result.h"
#include "core/experiment/recipients.h"

#include <span>
#include <unordered_map>

namespace haberdash::importing {

/// A column that says something of recipients.
struct AttributeColumn
{
    qsizetype index = 0;
    QString name;
    bool isNumber = false;
    NumberFormat numbers;
};

/// Keeps rows one by one, with what their attribute columns say.
class AttributeGatherer
{
public:
    AttributeGatherer(const QList<AttributeColumn> &columns, qsizetype measures);
    /// @param arm in the order in which arms came up
    void take(std::span<const std::string_view> cells, quint16 arm, std::span<const double> measures);
    /// Texts keep their most frequent values, the rest is one more. Columns that cannot group anybody (one
    /// value, or a different one for nearly everybody) are left out; Invalid where such a one is among
    /// `named`.
    /// @param places of the arms in the end, in the order in which they came up
    [[nodiscard]] Result<experiment::Recipients> finish(
        const std::vector<quint16> &places, const QStringList &named);

private:
    struct Texts
    {
        std::unordered_map<std::string, quint32> codes;
        std::vector<QString> values;
        std::vector<qint64> counts;
        std::vector<quint32> rows;
        bool isTooMany = false;
    };
    void takeText(Texts &texts, std::string_view cell) const;
    [[nodiscard]] static experiment::Attribute attributeOf(const QString &name, const Texts &texts);

    QList<AttributeColumn> m_columns;
    experiment::Recipients m_recipients;
    std::vector<Texts> m_texts; ///< by column; empty for numbers
    std::vector<std::vector<double>> m_numbers; ///< by column; empty for texts
};

} // namespace haberdash::importing
