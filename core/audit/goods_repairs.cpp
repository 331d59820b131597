// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/person.h"
#include "core/audit/repair.h"
#include "core/store/workspace.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class ClearFormerPrice final : public Repair
{
public:
    ClearFormerPrice()
        : Repair(u"goods.compare-price"_s, u"Clear these former prices"_s,
            u"Empties the former prices that are below the price, so that no email praises a rise as a cut. Prices stay."_s)
    { }
    Result<QList<Change>> preview(
        store::Connection &connection, const std::vector<qint64> &rows, Timestamp) const override
    {
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(read,
            connection.prepare(u"SELECT v.id, p.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title "
                               u"END, v.compare_at_price FROM "
                               u"variant v JOIN product p ON p.id = v.product_id WHERE v.compare_at_price > "
                               u"0 AND v.compare_at_price < "
                               u"v.price AND v.id IN (SELECT value FROM json_each(?1)) ORDER BY v.id"_s));
        const QByteArray list = jsonList(rows.data(), rows.size());
        read.bind(1, std::string_view(list.constData(), size_t(list.size())));
        QList<Change> changes;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, read.step());
            if (!more)
                return changes;
            changes.append({read.integer(0), read.text(1), u"former price"_s,
                Money(read.integer(2), info.currency).toPlainString() + u' ' + info.currency.toString(), {},
                {}});
        }
    }

protected:
    Result<> make(store::ChangeBatch &batch, const Change &change) const override
    {
        HABERDASH_TRY_ASSIGN(update,
            batch.connection().prepare(u"UPDATE variant SET compare_at_price = NULL WHERE id = ?1"_s));
        return update.bind(1, change.row).run();
    }
};

} // namespace

void addGoodsRepairs(Repairs &repairs)
{
    repairs.push_back(std::make_unique<ClearFormerPrice>());
}

} // namespace haberdash::audit
