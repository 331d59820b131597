// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/proposals.h"

#include "core/store/connection.h"
#include "core/store/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toJson(const DuplicatePair &pair)
{
    QJsonArray evidence;
    for (const FieldEvidence &field : pair.evidence)
        evidence.append(QJsonArray{int(field.field), int(field.level), field.bits});
    return QString::fromUtf8(QJsonDocument(
        QJsonObject{{u"sure"_s, pair.sure}, {u"doubtful"_s, pair.doubtful}, {u"fields"_s, evidence}})
                                 .toJson(QJsonDocument::Compact));
}

DuplicatePair fromRow(const store::Statement &row)
{
    DuplicatePair pair;
    pair.low = row.id<CustomerId>(0);
    pair.high = row.id<CustomerId>(1);
    pair.probability = row.real(2);
    const QJsonObject kept = QJsonDocument::fromJson(row.text(3).toUtf8()).object();
    pair.sure = kept[u"sure"_s].toBool();
    pair.doubtful = kept[u"doubtful"_s].toBool();
    const QJsonArray fields = kept[u"fields"_s].toArray();
    for (const auto &value : fields) {
        const QJsonArray field = value.toArray();
        const int number = field.at(0).toInt(-1);
        if (number >= 0 && number < int(matchFieldCount))
            pair.evidence.append(
                {MatchField(number), std::int8_t(field.at(1).toInt()), field.at(2).toDouble()});
    }
    return pair;
}

} // namespace

Result<qint64> saveProposals(store::Connection &connection, const DuplicateReport &report, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY(connection.execute(u"DELETE FROM duplicate_pair WHERE state = 'proposed'"_s));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT OR IGNORE INTO duplicate_pair (low_id, high_id, score, evidence, state, found_at) "
            u"VALUES (?1, ?2, ?3, ?4, 'proposed', ?5)"_s));
    for (const DuplicatePair &pair : report.pairs) {
        HABERDASH_TRY(insert.bind(1, pair.low)
                          .bind(2, pair.high)
                          .bind(3, pair.probability)
                          .bind(4, toJson(pair))
                          .bind(5, now)
                          .run());
    }
    HABERDASH_TRY(transaction.commit());
    return proposalCount(connection);
}

Result<QList<DuplicatePair>> proposals(store::Connection &connection, qint64 offset, int limit)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT low_id, high_id, score, evidence FROM duplicate_pair WHERE state = 'proposed' "
            u"ORDER BY json_extract(evidence, '$.sure') DESC, score DESC, low_id, high_id LIMIT ?2 OFFSET ?1"_s));
    rows.bind(1, offset).bind(2, limit);
    QList<DuplicatePair> pairs;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return pairs;
        pairs.append(fromRow(rows));
    }
}

Result<qint64> proposalCount(store::Connection &connection)
{
    return connection.integer(u"SELECT count(*) FROM duplicate_pair WHERE state = 'proposed'"_s);
}

Result<qint64> certainCount(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(count,
        connection.prepare(
            u"SELECT count(*) FROM duplicate_pair WHERE state = 'proposed' AND (score >= ?1 "
            u"OR json_extract(evidence, '$.sure')) AND NOT coalesce(json_extract(evidence, '$.doubtful'), 0)"_s));
    HABERDASH_TRY(count.bind(1, DuplicatePair::certain).step());
    return count.integer(0);
}

Result<> keepApart(store::Connection &connection, CustomerId one, CustomerId other, Timestamp now)
{
    if (one == other)
        return failure(Error::Code::Invalid,
            u"Customer %1 cannot be kept apart from itself. Nothing was changed."_s.arg(one.value()));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(u"INSERT INTO duplicate_pair (low_id, high_id, score, evidence, state, found_at) "
                           u"SELECT min(?1, ?2), max(?1, ?2), 0, '{}', 'different', ?3 "
                           u"WHERE (SELECT count(*) FROM customer WHERE id IN (?1, ?2)) = 2 "
                           u"ON CONFLICT DO UPDATE SET state = 'different', found_at = ?3"_s));
    HABERDASH_TRY(insert.bind(1, one).bind(2, other).bind(3, now).run());
    if (connection.changes() == 0)
        return failure(Error::Code::NotFound,
            u"One of the customers %1 and %2 is not there. Nothing was changed."_s.arg(one.value())
                .arg(other.value()));
    return {};
}

} // namespace haberdash::identity
