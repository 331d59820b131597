// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_search.h"

#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"

#include <QDateTime>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// Changes whenever somebody wrote to the shop's file.
QByteArray stampOf(const QString &path)
{
    QByteArray stamp;
    for (const QString &end : {u""_s, u"-wal"_s}) {
        const QFileInfo file(path + end);
        stamp += QByteArray::number(file.size()) + '/'
            + QByteArray::number(file.exists() ? file.lastModified().toMSecsSinceEpoch() : 0) + ' ';
    }
    return stamp;
}

Result<std::vector<CustomerId>> membersOf(
    store::Connection &connection, const Shop &shop, const QString &segment)
{
    HABERDASH_TRY_ASSIGN(saved, segment::segmentByName(connection, segment));
    segment::SegmentEvaluator evaluator(connection, {shop.asOf(), shop.info.timeZone, shop.info.currency});
    return evaluator.members(saved.rule);
}

} // namespace

Result<std::shared_ptr<const facts::CustomerIndex>> CustomerSearch::index(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    const QByteArray stamp = stampOf(m_shop.path);
    if (!m_index || stamp != m_stamp) {
        HABERDASH_TRY_ASSIGN(loaded, facts::CustomerIndex::load(connection, m_shop.asOf()));
        m_index = std::move(loaded);
        m_stamp = stamp;
    }
    return m_index;
}

void CustomerSearch::prepare()
{
    if (auto connection = m_shop.open())
        static_cast<void>(index(*connection)); // what goes wrong is told by the search that needs it
}

Result<QList<CustomerId>> CustomerSearch::ids(const Wish &wish)
{
    HABERDASH_TRY_ASSIGN(connection, m_shop.open());
    if (wish == Wish{}) {
        // Everybody by name is what one sees first: an index of the store has them in that order.
        return store::customersByName(connection);
    }
    HABERDASH_TRY_ASSIGN(known, index(connection));
    facts::CustomerIndex::Query query{wish.text, wish.order, wish.descending, {}};
    if (!wish.segment.isEmpty()) {
        HABERDASH_TRY_ASSIGN(members, membersOf(connection, m_shop, wish.segment));
        query.among = std::move(members);
    }
    HABERDASH_TRY_ASSIGN(rows, known->find(connection, query));
    QList<CustomerId> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const quint32 row : rows)
        ids.append(known->idAt(row));
    return ids;
}

} // namespace haberdash::ui
