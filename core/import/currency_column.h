// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>
#include <string_view>

namespace haberdash::importing {

/// Watches that all amounts of a column are in one currency, where they name it.
class CurrencyColumn
{
public:
    explicit CurrencyColumn(QString column)
        : m_column(std::move(column))
    { }
    /// Invalid at the first amount in another currency: they cannot be added up.
    [[nodiscard]] Result<> note(std::string_view cell, qint64 line);
    /// "EUR" of "€"; other signs stand for themselves, since several countries write "$". Empty where none
    /// was named.
    [[nodiscard]] QString code() const;

private:
    QString m_column;
    std::string m_written;
};

} // namespace haberdash::importing
