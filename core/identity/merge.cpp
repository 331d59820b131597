// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/merge.h"

#include "core/identity/record.h"
#include "core/store/table_shape.h"
#include "core/store/transaction.h"

#include <algorithm>
#include <set>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Moves what belongs to one record to another. The statements are made once, from the file's own schema, so
/// that no table with a customer is forgotten.
class Merger
{
public:
    static Result<Merger> create(store::Connection &connection)
    {
        Merger merger(connection);
        HABERDASH_TRY_ASSIGN(tables, store::contentTables(connection));
        for (const store::TableShape &table : tables) {
            if (table.name == u"customer"_s)
                HABERDASH_TRY(merger.prepareCustomer(table));
            // Proposals about a record that goes are void.
            if (table.name == u"duplicate_pair"_s)
                continue;
            for (const auto &reference : table.references) {
                if (reference.table != u"customer"_s)
                    continue;
                const QString remember = table.has(u"former_customer_id"_s)
                    ? u", former_customer_id = CASE former_customer_id WHEN 0 THEN ?2 ELSE former_customer_id END"_s
                    : QString();
                // What `kept` has already (a tag, an address of that kind, the same event) stays as it is.
                HABERDASH_TRY(merger.add(u"UPDATE OR IGNORE %1 SET %2 = ?1%3 WHERE %2 = ?2"_s.arg(
                    table.name, reference.column, remember)));
            }
        }
        return merger;
    }

    Result<> merge(store::ChangeBatch &batch, CustomerId kept, CustomerId merged)
    {
        HABERDASH_TRY_ASSIGN(keptStates, consentOf(kept));
        HABERDASH_TRY_ASSIGN(mergedStates, consentOf(merged));
        for (store::Statement &move : m_moves)
            HABERDASH_TRY(move.bind(1, kept).bind(2, merged).run());
        HABERDASH_TRY(m_fill->bind(1, kept).bind(2, merged).run());
        HABERDASH_TRY(m_remove->bind(1, merged).run());
        for (auto it = mergedStates.cbegin(); it != mergedStates.cend(); ++it)
            HABERDASH_TRY(narrow(batch, kept, it.key(), {keptStates[it.key()], it.value()}));
        return {};
    }

private:
    explicit Merger(store::Connection &connection)
        : m_connection(&connection)
    { }

    Result<> add(const QString &sql)
    {
        HABERDASH_TRY_ASSIGN(statement, m_connection->prepare(sql));
        m_moves.push_back(std::move(statement));
        return {};
    }

    Result<> prepareCustomer(const store::TableShape &table)
    {
        QStringList settings;
        for (const QString &column : table.columns) {
            if (column == u"id"_s || column == u"batch_id"_s)
                continue;
            if (column == u"attributes"_s)
                settings.append(u"attributes = json_patch(other.attributes, customer.attributes)"_s);
            else if (column == u"created_at"_s)
                settings.append(
                    u"created_at = min(coalesce(customer.created_at, other.created_at), coalesce(other.created_at, customer.created_at))"_s);
            else
                settings.append(u"%1 = coalesce(customer.%1, other.%1)"_s.arg(column));
        }
        HABERDASH_TRY_ASSIGN(fill,
            m_connection->prepare(
                u"UPDATE customer SET %1 FROM (SELECT * FROM customer WHERE id = ?2) AS other WHERE customer.id = ?1"_s
                    .arg(settings.join(u", "_s))));
        HABERDASH_TRY_ASSIGN(remove, m_connection->prepare(u"DELETE FROM customer WHERE id = ?1"_s));
        HABERDASH_TRY_ASSIGN(states,
            m_connection->prepare(
                u"SELECT channel, state FROM consent_entry WHERE customer_id = ?1 AND purpose = '' ORDER BY id"_s));
        HABERDASH_TRY_ASSIGN(consent,
            m_connection->prepare(
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
                u"recorded_at, batch_id) VALUES (?1, ?2, ?3, 'merge', 'stricter of two records', ?4, ?4, ?5)"_s));
        m_fill = std::move(fill);
        m_remove = std::move(remove);
        m_states = std::move(states);
        m_consent = std::move(consent);
        return {};
    }

    /// The newest state of each channel.
    Result<QMap<QString, QString>> consentOf(CustomerId customer)
    {
        QMap<QString, QString> states;
        m_states->bind(1, customer);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, m_states->step());
            if (!more)
                break;
            states.insert(m_states->text(0), m_states->text(1));
        }
        m_states->reset();
        return states;
    }

    /// Adds an entry where the newest of the joined ledgers says more than the stricter of the two did.
    Result<> narrow(
        store::ChangeBatch &batch, CustomerId kept, const QString &channel, const QStringList &states)
    {
        const QString strict = strictestConsent(states);
        HABERDASH_TRY_ASSIGN(now, consentOf(kept));
        if (now.value(channel) == strict)
            return {};
        return m_consent->bind(1, kept)
            .bind(2, channel)
            .bind(3, strict)
            .bind(4, batch.now())
            .bind(5, batch.id())
            .run();
    }

    store::Connection *m_connection;
    std::vector<store::Statement> m_moves;
    std::optional<store::Statement> m_fill;
    std::optional<store::Statement> m_remove;
    std::optional<store::Statement> m_states;
    std::optional<store::Statement> m_consent;
};

Result<QString> noteFor(store::Connection &connection, CustomerId kept, CustomerId merged)
{
    HABERDASH_TRY_ASSIGN(one, describeRecord(connection, kept));
    HABERDASH_TRY_ASSIGN(two, describeRecord(connection, merged));
    return u"%1 joined with %2"_s.arg(one, two);
}

/// Groups records that each fit each other, best pairs first (complete linkage).
class Groups
{
public:
    explicit Groups(const QList<DuplicatePair> &pairs)
    {
        for (const DuplicatePair &pair : pairs)
            m_fits.emplace(pair.low.value(), pair.high.value());
    }

    /// False where the two groups do not fit as a whole.
    bool join(qint64 a, qint64 b)
    {
        auto &one = groupOf(a);
        auto &two = groupOf(b);
        if (&one == &two)
            return true;
        for (const qint64 left : one) {
            for (const qint64 right : two) {
                if (!m_fits.contains({std::min(left, right), std::max(left, right)}))
                    return false;
            }
        }
        one.insert(two.begin(), two.end());
        const auto moved = two;
        const size_t place = m_place[a];
        two.clear();
        for (const qint64 id : moved)
            m_place[id] = place;
        return true;
    }

    [[nodiscard]] const std::deque<std::set<qint64>> &all() const { return m_groups; }

private:
    std::set<qint64> &groupOf(qint64 id)
    {
        const auto [entry, added] = m_place.try_emplace(id, m_groups.size());
        if (added)
            m_groups.push_back({id});
        return m_groups[entry->second];
    }

    std::set<std::pair<qint64, qint64>> m_fits;
    std::unordered_map<qint64, size_t> m_place;
    std::deque<std::set<qint64>> m_groups;
};

} // namespace

Result<BatchId> mergeCustomers(
    store::Connection &connection, CustomerId kept, CustomerId merged, Timestamp now)
{
    if (kept == merged)
        return failure(Error::Code::Invalid,
            u"Customer %1 cannot be merged with itself. Nothing was changed."_s.arg(kept.value()));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(note, noteFor(connection, kept, merged));
    HABERDASH_TRY_ASSIGN(merger, Merger::create(connection));
    HABERDASH_TRY_ASSIGN(batch, store::ChangeBatch::begin(connection, store::BatchKind::Merge, note, now));
    HABERDASH_TRY(merger.merge(batch, kept, merged));
    HABERDASH_TRY(batch.finish());
    const BatchId id = batch.id();
    HABERDASH_TRY(transaction.commit());
    return id;
}

Result<BulkMerge> mergeCertain(
    store::Connection &connection, const QList<DuplicatePair> &pairs, Timestamp now, Progress &progress)
{
    BulkMerge result;
    Groups groups(pairs);
    for (const DuplicatePair &pair : pairs) {
        if (pair.isCertain() && !groups.join(pair.low.value(), pair.high.value()))
            ++result.leftOut;
    }
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(merger, Merger::create(connection));
    std::optional<store::ChangeBatch> batch;
    qint64 done = 0;
    for (const auto &group : groups.all()) {
        progress.report(done++, qint64(groups.all().size()));
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"The merge was stopped. Nothing was changed."_s);
        if (group.size() < 2)
            continue;
        const CustomerId kept(*group.begin());
        ++result.people;
        for (auto other = std::next(group.begin()); other != group.end(); ++other) {
            const CustomerId merged(*other);
            HABERDASH_TRY_ASSIGN(note, noteFor(connection, kept, merged));
            if (batch) {
                HABERDASH_TRY(batch->startNext(note));
            } else {
                HABERDASH_TRY_ASSIGN(
                    first, store::ChangeBatch::begin(connection, store::BatchKind::Merge, note, now));
                batch.emplace(std::move(first));
                result.first = batch->id();
            }
            HABERDASH_TRY(merger.merge(*batch, kept, merged));
            ++result.merged;
        }
    }
    if (batch) {
        result.last = batch->id();
        HABERDASH_TRY(batch->finish());
    }
    HABERDASH_TRY(transaction.commit());
    return result;
}

} // namespace haberdash::identity
