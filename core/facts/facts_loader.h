// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/facts/order_staging.h"
#include "core/store/connection.h"

#include <atomic>
#include <unordered_map>

namespace haberdash::facts {

/// Reads facts from the store. One thread reads orders, consents and the like from front to back and lays
/// them out by customer (they are not kept in that order); the others read stretches of customers with their
/// events, which are.
class FactsLoader
{
public:
    FactsLoader(store::Connection &connection, int threads, std::function<bool()> stopped);

    [[nodiscard]] Result<std::shared_ptr<const Facts>> loadAll();
    [[nodiscard]] Result<std::shared_ptr<const Facts>> loadSome(std::vector<CustomerId> customers);
    [[nodiscard]] Result<std::shared_ptr<const Facts>> patch(
        const Facts &facts, std::vector<CustomerId> customers);

private:
    /// Which customers a statement is about: a stretch of numbers, or a list of them as JSON.
    struct Scope
    {
        qint64 from = 0;
        qint64 to = 0;
        QString list;
        void bind(store::Statement &statement) const;
        /// "FROM table e WHERE e.customer_id BETWEEN ...": rows come by customer, in the order of `list`.
        [[nodiscard]] QString rowsOf(const QString &table, const QString &column) const;
    };

    [[nodiscard]] Result<> readVocabulary(store::Connection &connection);
    [[nodiscard]] Result<> readProducts(store::Connection &connection);
    [[nodiscard]] Result<> readCampaigns(store::Connection &connection);
    [[nodiscard]] Result<> readIds(store::Connection &connection);
    void addShard(std::vector<qint64> ids, size_t first);
    [[nodiscard]] Result<> readShard(store::Connection &connection, size_t shard, const Scope &scope);
    [[nodiscard]] Result<> readPeople(store::Connection &connection, FactShard &shard, const Scope &scope);
    [[nodiscard]] Result<> readAttributes(
        store::Connection &connection, FactShard &shard, const Scope &scope);
    [[nodiscard]] Result<> readTags(store::Connection &connection, FactShard &shard, const Scope &scope);
    [[nodiscard]] Result<> readLoyalty(store::Connection &connection, FactShard &shard, const Scope &scope);
    [[nodiscard]] Result<> readEvents(store::Connection &connection, FactShard &shard, const Scope &scope);
    /// Orders, consents, suppressions, messages of everybody or of a list.
    [[nodiscard]] Result<> readStaged(store::Connection &connection, const QString &list);
    [[nodiscard]] Result<> readOrders(store::Connection &connection, const QString &list);
    [[nodiscard]] Result<> readConsents(store::Connection &connection, const QString &list);
    [[nodiscard]] Result<> readSuppressions(store::Connection &connection, const QString &list);
    [[nodiscard]] Result<> readMessages(store::Connection &connection, const QString &list);
    [[nodiscard]] Result<> runInParallel(std::vector<store::Connection> &further);
    [[nodiscard]] Result<std::vector<store::Connection>> openFurther();
    [[nodiscard]] Result<> checkStopped() const;
    /// Where a customer is; nothing where the store names somebody who is not there.
    [[nodiscard]] std::optional<std::pair<size_t, quint32>> placeOf(qint64 id) const;
    [[nodiscard]] std::shared_ptr<Facts> finish();

    store::Connection &m_connection;
    int m_threads;
    std::function<bool()> m_stopped;
    std::shared_ptr<Facts> m_facts;
    std::vector<std::shared_ptr<FactShard>> m_shards;
    std::vector<std::unique_ptr<ShardStaging>> m_staged; ///< one a shard
    StagingTexts m_texts;
    RateTable m_rates;
    std::unordered_map<qint64, quint32> m_productNumber;
    std::unordered_map<qint64, std::string> m_variantTitle;
    std::unordered_map<qint64, int> m_kindNumber;
    std::unordered_map<qint64, quint32> m_campaignNumber;
    bool m_isDense = false; ///< ids are nearly without gaps: `m_rowOfId` knows all of them
    qint64 m_lowestId = 0;
    Column<quint32> m_rowOfId; ///< row + 1; 0: nobody
};

} // namespace haberdash::facts
