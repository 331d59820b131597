// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/facts_loader.h"

#include "core/facts/row_reading.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <functional>
#include <thread>

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Rows of one shard: small enough that an answer can be stopped between two, large enough that going from
/// one to the next costs nothing. A multiple of 64, so that sets of rows can be put together by words.
constexpr size_t shardRows = 64 * 1024;
constexpr qint64 nobody = ValueColumn::unknown;

qint64 valueOr(const store::Statement &row, int column, qint64 otherwise)
{
    return row.isNull(column) ? otherwise : row.integer(column);
}

QString jsonOf(const std::vector<qint64> &ids)
{
    QString list = u"["_s;
    for (const qint64 id : ids) {
        if (list.size() > 1)
            list += u',';
        list += QString::number(id);
    }
    return list + u']';
}

/// Ends a read transaction when it goes out of scope.
class Reading
{
public:
    explicit Reading(store::Connection &connection)
        : m_connection(&connection)
    { }
    Reading(Reading &&other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    { }
    Reading &operator=(Reading &&) = delete;
    ~Reading()
    {
        if (m_connection)
            (void)m_connection->execute(u"ROLLBACK"_s);
    }
    [[nodiscard]] static Result<Reading> begin(store::Connection &connection)
    {
        HABERDASH_TRY(connection.execute(u"BEGIN"_s));
        Reading reading(connection);
        // The moment is taken by the first read.
        HABERDASH_TRY(connection.integer(u"SELECT count(*) FROM setting"_s));
        return reading;
    }

private:
    store::Connection *m_connection;
};

} // namespace

void FactsLoader::Scope::bind(store::Statement &statement) const
{
    if (list.isEmpty())
        statement.bind(1, from).bind(2, to);
    else
        statement.bind(1, list);
}

QString FactsLoader::Scope::rowsOf(const QString &table, const QString &column) const
{
    return list.isEmpty() ? u"FROM %1 e WHERE e.%2 BETWEEN ?1 AND ?2"_s.arg(table, column)
                          : u"FROM json_each(?1) k CROSS JOIN %1 e WHERE e.%2 = k.value"_s.arg(table, column);
}

FactsLoader::FactsLoader(store::Connection &connection, int threads, std::function<bool()> stopped)
    : m_connection(connection)
    , m_threads(threads)
    , m_stopped(std::move(stopped))
    , m_facts(new Facts)
{ }

Result<> FactsLoader::checkStopped() const
{
    if (m_stopped && m_stopped())
        return failure(Error::Code::Cancelled, u"Reading was stopped. Nothing was changed."_s);
    return {};
}

Result<> FactsLoader::readVocabulary(store::Connection &connection)
{
    HABERDASH_TRY(m_rates.read(connection));
    HABERDASH_TRY_ASSIGN(kinds, connection.prepare(u"SELECT id, name, unit FROM event_type ORDER BY id"_s));
    HABERDASH_TRY(forEachRow(kinds, {}, [&] {
        const auto number = int(m_facts->m_eventKinds.size());
        m_kindNumber[kinds.integer(0)] = number;
        m_facts->m_eventKinds.push_back({kinds.text(1), kinds.view(2) == "money"});
        m_facts->m_eventKindByName.insert(kinds.text(1), number);
    }));
    HABERDASH_TRY_ASSIGN(variants, connection.prepare(u"SELECT id, title FROM variant"_s));
    HABERDASH_TRY(
        forEachRow(variants, m_stopped, [&] { m_variantTitle[variants.integer(0)] = variants.view(1); }));
    HABERDASH_TRY(readProducts(connection));
    return readCampaigns(connection);
}

Result<> FactsLoader::readProducts(store::Connection &connection)
{
    m_facts->m_products.emplace_back();
    HABERDASH_TRY_ASSIGN(products,
        connection.prepare(u"SELECT p.id, p.handle, p.title, p.category, p.vendor, p.tags, p.created_at, "
                           u"(SELECT min(v.price) "
                           u"FROM variant v WHERE v.product_id = p.id) FROM product p ORDER BY p.id"_s));
    return forEachRow(products, m_stopped, [&] {
        m_productNumber[products.integer(0)] = quint32(m_facts->m_products.size());
        ProductFacts &product = m_facts->m_products.emplace_back();
        product.handle = products.view(1);
        product.title = products.view(2);
        product.category = products.view(3);
        product.vendor = products.view(4);
        for (const QString &tag : products.text(5).split(u',')) {
            if (const QString trimmed = tag.trimmed(); !trimmed.isEmpty())
                product.tags.push_back(trimmed.toStdString());
        }
        product.createdAt = valueOr(products, 6, ValueColumn::unknown);
        product.lowestPrice = valueOr(products, 7, ValueColumn::unknown);
    });
}

Result<> FactsLoader::readCampaigns(store::Connection &connection)
{
    auto &campaigns = m_facts->m_campaigns;
    campaigns.emplace_back();
    HABERDASH_TRY_ASSIGN(names, connection.prepare(u"SELECT id, name FROM campaign ORDER BY id"_s));
    HABERDASH_TRY(forEachRow(names, {}, [&] {
        m_campaignNumber[names.integer(0)] = quint32(campaigns.size());
        campaigns.push_back({std::string(names.view(1)), {}, {}});
    }));
    HABERDASH_TRY_ASSIGN(variants,
        connection.prepare(
            u"SELECT campaign_id, position, name FROM campaign_variant ORDER BY campaign_id, position"_s));
    HABERDASH_TRY(forEachRow(variants, {}, [&] {
        auto &list = campaigns[m_campaignNumber[variants.integer(0)]].variants;
        const qint64 position = variants.integer(1);
        if (position >= 0 && position < 1000) {
            list.resize(std::max(list.size(), size_t(position) + 1));
            list[size_t(position)] = variants.view(2);
        }
    }));
    HABERDASH_TRY_ASSIGN(experiments,
        connection.prepare(u"SELECT campaign_id, name FROM experiment WHERE campaign_id IS NOT NULL"_s));
    return forEachRow(experiments, {}, [&] {
        campaigns[m_campaignNumber[experiments.integer(0)]].experiments.emplace_back(experiments.view(1));
    });
}

void FactsLoader::addShard(std::vector<qint64> ids, size_t first)
{
    auto shard = std::make_shared<FactShard>();
    shard->rows = ids.size();
    shard->ids = std::move(ids);
    shard->events.resize(m_facts->m_eventKinds.size());
    m_facts->m_parts.push_back({shard, first, {}});
    m_shards.push_back(std::move(shard));
    m_staged.push_back(std::make_unique<ShardStaging>());
}

Result<> FactsLoader::readIds(store::Connection &connection)
{
    auto &ids = m_facts->m_ids;
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"SELECT id FROM customer ORDER BY id"_s));
    HABERDASH_TRY(forEachRow(statement, m_stopped, [&] { ids.push_back(statement.integer(0)); }));
    m_facts->m_sorted = ids.size();
    for (size_t first = 0; first < ids.size(); first += shardRows)
        addShard({ids.begin() + qsizetype(first),
                     ids.begin() + qsizetype(std::min(first + shardRows, ids.size()))},
            first);
    if (ids.empty())
        return {};
    m_lowestId = ids.front();
    const quint64 reach = quint64(ids.back()) - quint64(ids.front()) + 1;
    m_isDense = reach < ids.size() * 4 + 1024;
    if (m_isDense) {
        m_rowOfId.resize(size_t(reach), 0);
        for (size_t row = 0; row < ids.size(); ++row)
            m_rowOfId[size_t(ids[row] - m_lowestId)] = quint32(row + 1);
    }
    return {};
}

std::optional<std::pair<size_t, quint32>> FactsLoader::placeOf(qint64 id) const
{
    size_t row = 0;
    if (m_isDense) {
        const quint64 offset = quint64(id) - quint64(m_lowestId);
        if (id < m_lowestId || offset >= m_rowOfId.size() || m_rowOfId[size_t(offset)] == 0)
            return std::nullopt;
        row = m_rowOfId[size_t(offset)] - 1;
    } else {
        const auto &ids = m_facts->m_ids;
        const auto found = std::lower_bound(ids.begin(), ids.end(), id);
        if (found == ids.end() || *found != id)
            return std::nullopt;
        row = size_t(found - ids.begin());
    }
    return std::pair(row / shardRows, quint32(row % shardRows));
}

Result<std::vector<store::Connection>> FactsLoader::openFurther()
{
    std::vector<store::Connection> further;
    for (int i = 1; i < m_threads && !m_connection.path().isEmpty(); ++i) {
        HABERDASH_TRY_ASSIGN(
            another, store::Connection::open(m_connection.path(), store::Connection::Access::ReadOnly));
        further.push_back(std::move(another));
    }
    return further;
}

Result<std::shared_ptr<const Facts>> FactsLoader::loadAll()
{
    HABERDASH_TRY_ASSIGN(further, openFurther());
    // All connections must see the same moment: begin again where somebody wrote in between.
    std::vector<Reading> readings;
    for (;;) {
        readings.clear();
        HABERDASH_TRY_ASSIGN(before, store::dataVersion(m_connection));
        for (store::Connection &connection : further) {
            HABERDASH_TRY_ASSIGN(reading, Reading::begin(connection));
            readings.push_back(std::move(reading));
        }
        HABERDASH_TRY_ASSIGN(after, store::dataVersion(m_connection));
        HABERDASH_TRY_ASSIGN(reading, Reading::begin(m_connection));
        readings.push_back(std::move(reading));
        HABERDASH_TRY_ASSIGN(last, store::dataVersion(m_connection));
        if (before == after && after == last)
            break;
        HABERDASH_TRY(checkStopped());
    }
    HABERDASH_TRY(readVocabulary(m_connection));
    HABERDASH_TRY(readIds(m_connection));
    HABERDASH_TRY(runInParallel(further));
    return std::shared_ptr<const Facts>(finish());
}

Result<> FactsLoader::runInParallel(std::vector<store::Connection> &further)
{
    std::atomic<size_t> next = 0;
    std::atomic<bool> failed = false;
    const auto takeShards = [&](store::Connection &connection) -> Result<> {
        for (;;) {
            const size_t shard = next++;
            if (shard >= m_shards.size() || failed)
                return {};
            const auto &ids = m_shards[shard]->ids;
            auto read = readShard(connection, shard, {ids.front(), ids.back(), {}});
            if (!read) {
                failed = true;
                return read;
            }
        }
    };
    std::vector<Result<>> results(further.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < further.size(); ++i)
        threads.emplace_back([&, i] { results[i] = takeShards(further[i]); });
    Result<> own = readStaged(m_connection, {});
    if (!own)
        failed = true;
    else
        own = takeShards(m_connection);
    for (std::thread &thread : threads)
        thread.join();
    HABERDASH_TRY(std::move(own));
    for (Result<> &result : results)
        HABERDASH_TRY(std::move(result));
    next = 0;
    const auto layOut = [&] {
        for (size_t shard = next++; shard < m_shards.size(); shard = next++)
            m_staged[shard]->layOut(*m_shards[shard], m_texts);
    };
    threads.clear();
    for (size_t i = 0; i < further.size(); ++i)
        threads.emplace_back(layOut);
    layOut();
    for (std::thread &thread : threads)
        thread.join();
    return {};
}

Result<std::shared_ptr<const Facts>> FactsLoader::loadSome(std::vector<CustomerId> customers)
{
    HABERDASH_TRY_ASSIGN(reading, Reading::begin(m_connection));
    std::sort(customers.begin(), customers.end());
    customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
    HABERDASH_TRY(readVocabulary(m_connection));
    std::vector<qint64> wanted;
    wanted.reserve(customers.size());
    for (const CustomerId id : customers)
        wanted.push_back(id.value());
    HABERDASH_TRY_ASSIGN(statement,
        m_connection.prepare(u"SELECT k.value FROM json_each(?1) k JOIN customer c ON c.id = k.value"_s));
    statement.bind(1, jsonOf(wanted));
    auto &ids = m_facts->m_ids;
    HABERDASH_TRY(forEachRow(statement, m_stopped, [&] { ids.push_back(statement.integer(0)); }));
    std::sort(ids.begin(), ids.end());
    m_facts->m_sorted = ids.size();
    for (size_t first = 0; first < ids.size(); first += shardRows)
        addShard({ids.begin() + qsizetype(first),
                     ids.begin() + qsizetype(std::min(first + shardRows, ids.size()))},
            first);
    for (size_t shard = 0; shard < m_shards.size(); ++shard)
        HABERDASH_TRY(readShard(m_connection, shard, {0, 0, jsonOf(m_shards[shard]->ids)}));
    HABERDASH_TRY(readStaged(m_connection, jsonOf(ids)));
    for (size_t shard = 0; shard < m_shards.size(); ++shard)
        m_staged[shard]->layOut(*m_shards[shard], m_texts);
    return std::shared_ptr<const Facts>(finish());
}

Result<std::shared_ptr<const Facts>> FactsLoader::patch(const Facts &facts, std::vector<CustomerId> customers)
{
    HABERDASH_TRY_ASSIGN(fresh, loadSome(std::move(customers)));
    auto patched = std::shared_ptr<Facts>(new Facts(facts));
    // Kinds of events and products keep their numbers: both are in the order of the store and only grow.
    const auto isStart = [](const auto &old, const auto &now, auto name) {
        return old.size() <= now.size()
            && std::equal(old.begin(), old.end(), now.begin(), [name](const auto &left, const auto &right) {
                   return std::invoke(name, left) == std::invoke(name, right);
               });
    };
    if (!isStart(facts.m_eventKinds, fresh->m_eventKinds, &Facts::EventKind::name)
        || !isStart(facts.m_eventKinds, fresh->m_eventKinds, &Facts::EventKind::isMoney)
        || !isStart(facts.m_products, fresh->m_products, &ProductFacts::handle)
        || !isStart(facts.m_campaigns, fresh->m_campaigns, &CampaignFacts::name))
        return failure(
            Error::Code::Refused, u"The shop's words have changed: all facts must be read anew."_s);
    patched->m_eventKinds = fresh->m_eventKinds;
    patched->m_eventKindByName = fresh->m_eventKindByName;
    patched->m_products = fresh->m_products;
    patched->m_campaigns = fresh->m_campaigns;
    for (const Facts::Part &part : fresh->m_parts) {
        Facts::Part patch{part.shard, 0, {}};
        for (const qint64 id : part.shard->ids) {
            auto row = patched->rowOf(CustomerId(id));
            if (!row) {
                row = quint32(patched->m_ids.size());
                patched->m_ids.push_back(id);
            }
            patch.rowOf.push_back(*row);
        }
        patched->m_parts.push_back(std::move(patch));
    }
    // Ids behind the sorted ones stay few: they come from imports since the facts were read.
    const auto tail = patched->m_ids.begin() + qsizetype(patched->m_sorted);
    if (std::is_sorted(tail, patched->m_ids.end())
        && (patched->m_sorted == 0 || tail == patched->m_ids.end() || *tail > *std::prev(tail)))
        patched->m_sorted = patched->m_ids.size();
    return std::shared_ptr<const Facts>(std::move(patched));
}

std::shared_ptr<Facts> FactsLoader::finish()
{
    for (const auto &shard : m_shards) {
        for (size_t row = 0; row < shard->rows && !shard->orders.isEmpty(); ++row) {
            const quint32 first = shard->orders.offsets[row];
            if (first == shard->orders.offsets[row + 1])
                continue;
            qint64 &since = shard->knownSince[row];
            const qint64 at = shard->orders.time[first];
            since = since == nobody ? at : std::min(since, at);
        }
        shard->latestKnown = *std::max_element(shard->knownSince.begin(), shard->knownSince.end());
        shard->texts.finish();
    }
    return m_facts;
}

Result<std::shared_ptr<const Facts>> Facts::load(
    store::Connection &connection, int threads, const std::function<bool()> &stopped)
{
    return FactsLoader(connection, std::max(1, threads), stopped).loadAll();
}

Result<std::shared_ptr<const Facts>> Facts::loadSome(
    store::Connection &connection, std::vector<CustomerId> customers)
{
    return FactsLoader(connection, 1, {}).loadSome(std::move(customers));
}

Result<std::shared_ptr<const Facts>> Facts::patched(
    store::Connection &connection, std::vector<CustomerId> customers) const
{
    return FactsLoader(connection, 1, {}).patch(*this, std::move(customers));
}

} // namespace haberdash::facts
