// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/rate_file.h"

#include "core/base/money_format.h"
#include "core/import/table.h"
#include "core/store/workspace.h"

#include <QDate>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Day> readDay(const QString &text)
{
    QDate date = QDate::fromString(text.trimmed().left(10), Qt::ISODate);
    if (!date.isValid())
        date = QLocale::c().toDate(text.trimmed(), u"d MMMM yyyy"_s);
    if (!date.isValid())
        return std::nullopt;
    return civilDay(date.year(), date.month(), date.day());
}

QString cellText(const Record &record, qsizetype column)
{
    const auto cell = record.cells[size_t(column)];
    return QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed();
}

/// A positive decimal of at most nine digits behind the point, in billionths.
std::optional<qint64> readBillionths(const QString &text)
{
    const auto value = parseMinorUnits(text.toStdString(), {}, 9);
    return value && *value > 0 ? value : std::nullopt;
}

class RateReader
{
public:
    RateReader(CurrencyCode shop, const QSet<CurrencyCode> &wanted, QString source)
        : m_shop(shop)
        , m_wanted(wanted)
        , m_source(std::move(source))
    { }

    Result<RateFile> read(const QString &path)
    {
        HABERDASH_TRY_ASSIGN(table, Table::open(path));
        const QStringList &keys = table.headerKeys();
        const bool byRow = keys.contains(u"currency"_s) && keys.contains(u"rate"_s);
        if (!byRow)
            HABERDASH_TRY(findColumns(table, path));
        for (;;) {
            HABERDASH_TRY_ASSIGN(record, table.next());
            if (!record)
                break;
            ++m_file.rows;
            const QString fault = record->fault != RecordFault::None ? describe(*record)
                : byRow                                              ? takeRow(keys, *record)
                                                                     : takeDay(*record);
            if (!fault.isEmpty())
                m_file.faults.append(u"line %1: %2"_s.arg(record->line).arg(fault));
        }
        m_file.others.sort();
        return m_file;
    }

private:
    /// "Date,USD,JPY,...": which columns are wanted, and which says what the shop's own currency is worth.
    Result<> findColumns(const Table &table, const QString &path)
    {
        const QStringList &keys = table.headerKeys();
        m_dateColumn = keys.indexOf(u"date"_s);
        if (m_dateColumn < 0)
            return failure(Error::Code::Invalid,
                u"“%1” is no file of exchange rates: it has neither the columns “currency” and “rate” nor a "
                u"column "
                u"“Date” with one column for each currency, as the files of the European Central Bank have. "
                u"No rate was changed."_s.arg(path));
        for (qsizetype i = 0; i < keys.size(); ++i) {
            const auto currency = CurrencyCode::fromString(keys[i]);
            if (!currency || i == m_dateColumn)
                continue;
            if (*currency == m_shop)
                m_shopColumn = i;
            else if (m_wanted.contains(*currency))
                m_columns.append({i, *currency});
            else
                m_file.others.append(currency->toString());
        }
        const auto euro = CurrencyCode::fromString(u"EUR");
        if (m_shop != *euro && m_shopColumn < 0)
            return failure(Error::Code::Invalid,
                u"“%1” says what one euro is worth, but not in %2, the shop’s currency. No rate was changed."_s
                    .arg(path, m_shop.toString()));
        if (m_shop != *euro && m_wanted.contains(*euro))
            m_columns.append({-1, *euro});
        return {};
    }

    QString takeDay(const Record &record)
    {
        const QString date = cellText(record, m_dateColumn);
        const auto day = readDay(date);
        if (!day)
            return u"“%1” is no date"_s.arg(date);
        constexpr qint64 one = 1'000'000'000;
        std::optional<qint64> shop = one;
        if (m_shopColumn >= 0)
            shop = readBillionths(cellText(record, m_shopColumn));
        if (!shop)
            return {}; // the shop's currency had no rate on that day
        for (const auto &[column, currency] : m_columns) {
            const QString text = column < 0 ? u"1"_s : cellText(record, column);
            const auto foreign = readBillionths(text);
            if (!foreign) {
                if (!text.isEmpty() && text != u"N/A"_s)
                    return u"“%1” is no rate of %2"_s.arg(text, currency.toString());
                continue;
            }
            // Both say what one euro is worth.
            const double scale = std::pow(10.0, 9 + m_shop.decimals() - currency.decimals());
            add(currency, day, qint64(std::llround(double(*shop) / double(*foreign) * scale)));
        }
        return {};
    }

    QString takeRow(const QStringList &keys, const Record &record)
    {
        const QString code = cellText(record, keys.indexOf(u"currency"_s));
        const auto currency = CurrencyCode::fromString(code);
        if (!currency)
            return u"“%1” is no currency"_s.arg(code);
        std::optional<Day> day;
        if (const auto column = keys.indexOf(u"date"_s); column >= 0) {
            const QString date = cellText(record, column);
            day = readDay(date);
            if (!day && !date.isEmpty())
                return u"“%1” is no date"_s.arg(date);
        }
        if (*currency == m_shop)
            return {};
        const auto rate = store::parseRate(cellText(record, keys.indexOf(u"rate"_s)), *currency, m_shop);
        if (!rate)
            return rate.error().detail;
        if (m_wanted.contains(*currency))
            add(*currency, day, *rate);
        else if (!m_file.others.contains(currency->toString()))
            m_file.others.append(currency->toString());
        return {};
    }

    void add(CurrencyCode currency, std::optional<Day> day, qint64 billionths)
    {
        if (billionths > 0)
            m_file.rates.append({currency, day, billionths, m_source});
    }

    CurrencyCode m_shop;
    QSet<CurrencyCode> m_wanted;
    QString m_source;
    qsizetype m_dateColumn = -1;
    qsizetype m_shopColumn = -1;
    QList<std::pair<qsizetype, CurrencyCode>> m_columns; ///< -1: the euro itself
    RateFile m_file;
};

} // namespace

Result<RateFile> readRateFile(const QString &path, CurrencyCode shop, const QSet<CurrencyCode> &wanted)
{
    return RateReader(shop, wanted, QFileInfo(path).fileName()).read(path);
}

Result<RateFile> importRates(store::Connection &connection, const QString &path)
{
    HABERDASH_TRY_ASSIGN(shop, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(foreign, store::foreignMoney(connection));
    QSet<CurrencyCode> wanted;
    for (const auto &money : foreign)
        wanted.insert(money.currency);
    HABERDASH_TRY_ASSIGN(file, readRateFile(path, shop.currency, wanted));
    HABERDASH_TRY(store::saveExchangeRates(connection, file.rates));
    return file;
}

} // namespace haberdash::importing
