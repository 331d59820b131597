// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/order_list.h"

#include "core/base/csv_cell.h"

#include <QDateTime>
#include <QSaveFile>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

QByteArray orderList(const Mailings &mailings, std::span<const CreditedOrder> orders, CurrencyCode currency,
    const QTimeZone &zone)
{
    QByteArray lines = "customer,email,placed_at,amount,currency,mailing,variant,part\r\n";
    for (const CreditedOrder &order : orders) {
        const auto place = mailings.places()[order.row];
        const facts::FactShard &shard = *mailings.facts().parts()[place.part].shard;
        const auto address = shard.texts.text(shard.facts[size_t(facts::TextFact::Email)][place.row]);
        const Mailing &mailing = mailings.list()[order.mailing];
        const QString placed
            = QDateTime::fromMSecsSinceEpoch(order.purchase.at, zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
        appendCsvLine(lines,
            {QString::number(mailings.facts().idAt(order.row).value()),
                QString::fromUtf8(address.data(), qsizetype(address.size())), placed,
                Money(order.purchase.net, currency).toPlainString(), currency.toString(), mailing.name,
                mailing.variants[order.variant], QString::number(order.share, 'g', 6)});
    }
    return lines;
}

Result<> writeOrders(const Mailings &mailings, std::span<const CreditedOrder> orders, CurrencyCode currency,
    const QTimeZone &zone, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(orderList(mailings, orders, currency, zone)) < 0
        || !file.commit())
        return failure(Error::Code::Io,
            u"“%1” could not be written: %2. Nothing is there of it."_s.arg(path, file.errorString()));
    return {};
}

} // namespace haberdash::learning
