// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/currency_column.h"

#include "core/import/outcome_cell.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// A sign, or a code of three capitals; not "yes".
bool isCurrency(std::string_view text)
{
    const bool isWord = std::all_of(
        text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    const bool isCode = text.size() == 3
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return !text.empty() && (!isWord || isCode || text == "kr");
}

/// "EUR" of "€"; "$" stands for itself, since several countries write it.
QString codeOf(const std::string &written)
{
    return written == "€" ? u"EUR"_s : written == "£" ? u"GBP"_s : QString::fromStdString(written);
}

} // namespace

Result<> CurrencyColumn::note(std::string_view cell, qint64 line)
{
    if (cell.empty() || (isDigit(cell.front()) && isDigit(cell.back())))
        return {};
    const auto currency = currencyBeside(cell);
    if (!isCurrency(currency))
        return {};
    if (m_written.empty())
        m_written = currency;
    else if (codeOf(m_written) != codeOf(currency))
        return failure(Error::Code::Invalid,
            u"The column “%1” has amounts in %2 and, in line %3, in %4, which cannot be added up. Bring them "
            u"to one "
            u"currency, or test one at a time. Nothing was analysed."_s
                .arg(m_column, QString::fromStdString(m_written))
                .arg(line)
                .arg(QString::fromStdString(currency)));
    return {};
}

QString CurrencyColumn::code() const
{
    return codeOf(m_written);
}

} // namespace haberdash::importing
