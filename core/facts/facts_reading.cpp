// SPDX-License-Identifier: GPL-3.0-or-later
// The statements of FactsLoader: what is read of each customer.
#include "core/facts/facts_loader.h"
#include "core/facts/row_reading.h"

#include <algorithm>

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 valueOf(const store::Statement &row, int column)
{
    return row.isNull(column) ? ValueColumn::unknown : row.integer(column);
}

/// Steps through rows that come in the order of the shard's customers and gives each row's place. Rows of
/// nobody in the shard are passed over.
class RowFinder
{
public:
    explicit RowFinder(const FactShard &shard)
        : m_ids(shard.ids)
    { }
    [[nodiscard]] bool find(qint64 id)
    {
        while (m_row < m_ids.size() && m_ids[m_row] < id)
            ++m_row;
        return m_row < m_ids.size() && m_ids[m_row] == id;
    }
    [[nodiscard]] size_t row() const { return m_row; }

private:
    const std::vector<qint64> &m_ids;
    size_t m_row = 0;
};

/// Makes the offsets of a log reach up to a row.
void openRow(Log &log, size_t row)
{
    while (log.offsets.size() <= row)
        log.offsets.push_back(quint32(log.time.size()));
}

void closeRows(Log &log, size_t rows)
{
    if (log.isEmpty())
        return;
    openRow(log, rows);
    log.finish();
}

void letKnow(FactShard &shard, size_t row, qint64 at)
{
    qint64 &since = shard.knownSince[row];
    since = since == ValueColumn::unknown ? at : std::min(since, at);
}

} // namespace

Result<> FactsLoader::readShard(store::Connection &connection, size_t number, const Scope &scope)
{
    FactShard &shard = *m_shards[number];
    shard.knownSince.resize(shard.rows, ValueColumn::unknown);
    HABERDASH_TRY(readPeople(connection, shard, scope));
    HABERDASH_TRY(readAttributes(connection, shard, scope));
    HABERDASH_TRY(readTags(connection, shard, scope));
    HABERDASH_TRY(readLoyalty(connection, shard, scope));
    return readEvents(connection, shard, scope);
}

Result<> FactsLoader::readPeople(store::Connection &connection, FactShard &shard, const Scope &scope)
{
    constexpr int texts = int(TextFact::Tier); // the tier comes with the loyalty account
    HABERDASH_TRY_ASSIGN(people,
        connection.prepare(
            u"SELECT e.id, e.created_at, e.email, e.first_name, e.last_name, e.company, e.phone, "
            u"e.country, e.region, e.city, e.postcode, e.language, e.note, e.birthday "_s
            + scope.rowsOf(u"customer"_s, u"id"_s)));
    scope.bind(people);
    RowFinder finder(shard);
    size_t filled = 0;
    HABERDASH_TRY(forEachRow(people, m_stopped, [&] {
        if (!finder.find(people.integer(0)))
            return;
        ++filled;
        const qint64 created = valueOf(people, 1);
        shard.created.push_back(created);
        if (created != ValueColumn::unknown)
            letKnow(shard, finder.row(), created);
        for (int i = 0; i < texts; ++i)
            shard.facts[size_t(i)].push_back(shard.texts.code(people.view(i + 2)));
    }));
    if (filled != shard.rows)
        return failure(Error::Code::Storage, u"The workspace changed while it was read. Try again."_s);
    shard.created.trim();
    for (CodeColumn &fact : shard.facts)
        fact.trim();
    return {};
}

Result<> FactsLoader::readAttributes(store::Connection &connection, FactShard &shard, const Scope &scope)
{
    HABERDASH_TRY_ASSIGN(attributes,
        connection.prepare(u"SELECT e.id, a.key, a.value "_s
            + scope.rowsOf(u"customer"_s, u"id"_s)
                  .replace(u" WHERE"_s,
                      u" CROSS JOIN json_each(e.attributes) a WHERE e.attributes <> '{}' AND"_s)));
    scope.bind(attributes);
    RowFinder finder(shard);
    struct Filling
    {
        CodeColumn codes;
        size_t size = 0;
        void put(size_t row, quint32 code)
        {
            if (size > row)
                return; // a name that comes twice counts once, as it came first
            for (; size < row; ++size)
                codes.push_back(0);
            codes.push_back(code);
            ++size;
        }
    };
    std::vector<std::pair<std::string, Filling>> filling;
    HABERDASH_TRY(forEachRow(attributes, m_stopped, [&] {
        if (!finder.find(attributes.integer(0)))
            return;
        const std::string_view name = attributes.view(1);
        auto known = std::find_if(
            filling.begin(), filling.end(), [name](const auto &entry) { return entry.first == name; });
        if (known == filling.end()) {
            filling.emplace_back(std::string(name), Filling());
            known = std::prev(filling.end());
        }
        known->second.put(finder.row(), shard.texts.code(attributes.view(2)));
    }));
    for (auto &[name, column] : filling) {
        for (; column.size < shard.rows; ++column.size)
            column.codes.push_back(0);
        column.codes.trim();
        shard.attributes.emplace_back(name, std::move(column.codes));
    }
    return {};
}

Result<> FactsLoader::readTags(store::Connection &connection, FactShard &shard, const Scope &scope)
{
    HABERDASH_TRY_ASSIGN(tags,
        connection.prepare(
            u"SELECT e.customer_id, e.tag "_s + scope.rowsOf(u"customer_tag"_s, u"customer_id"_s)));
    scope.bind(tags);
    RowFinder finder(shard);
    HABERDASH_TRY(forEachRow(tags, m_stopped, [&] {
        if (!finder.find(tags.integer(0)))
            return;
        while (shard.tagOffsets.size() <= finder.row())
            shard.tagOffsets.push_back(quint32(shard.tags.size()));
        shard.tags.push_back(shard.texts.code(tags.view(1)));
    }));
    while (shard.tagOffsets.size() <= shard.rows)
        shard.tagOffsets.push_back(quint32(shard.tags.size()));
    shard.tagOffsets.trim();
    shard.tags.trim();
    return {};
}

Result<> FactsLoader::readLoyalty(store::Connection &connection, FactShard &shard, const Scope &scope)
{
    HABERDASH_TRY_ASSIGN(accounts,
        connection.prepare(
            u"SELECT e.customer_id, e.points, e.points_expiring, e.lifetime_points, e.expires_at, "
            u"e.enrolled_at, e.tier_since, e.tier "_s
            + scope.rowsOf(u"loyalty_account"_s, u"customer_id"_s)));
    scope.bind(accounts);
    RowFinder finder(shard);
    LoyaltyColumns &to = shard.loyalty;
    ValueColumn *columns[]
        = {&to.points, &to.pointsExpiring, &to.lifetimePoints, &to.expiresAt, &to.enrolledAt, &to.tierSince};
    CodeColumn &tier = shard.facts[size_t(TextFact::Tier)];
    size_t filled = 0;
    const auto fillTo = [&](size_t row) {
        for (; filled < row; ++filled) {
            for (ValueColumn *column : columns)
                column->push_back(ValueColumn::unknown);
            tier.push_back(0);
        }
    };
    HABERDASH_TRY(forEachRow(accounts, m_stopped, [&] {
        if (!finder.find(accounts.integer(0)))
            return;
        fillTo(finder.row());
        for (int i = 0; i < 6; ++i)
            columns[i]->push_back(valueOf(accounts, i + 1));
        tier.push_back(shard.texts.code(accounts.view(7)));
        ++filled;
    }));
    fillTo(shard.rows);
    for (ValueColumn *column : columns)
        column->trim();
    tier.trim();
    return {};
}

Result<> FactsLoader::readEvents(store::Connection &connection, FactShard &shard, const Scope &scope)
{
    HABERDASH_TRY_ASSIGN(events,
        connection.prepare(
            u"SELECT e.customer_id, e.occurred_at, e.type_id, e.product_id, e.value, e.reference, "
            u"e.currency, e.details "_s
            + scope.rowsOf(u"event"_s, u"customer_id"_s)));
    HABERDASH_TRY_ASSIGN(fields, connection.prepare(u"SELECT key, value FROM json_each(?1)"_s));
    scope.bind(events);
    RowFinder finder(shard);
    // Mail that the shop sent is no sign of theirs: who gets it was known before.
    std::vector<bool> isSign;
    isSign.reserve(m_facts->m_eventKinds.size());
    for (const Facts::EventKind &kind : m_facts->m_eventKinds)
        isSign.push_back(kind.name != u"email_sent"_s && kind.name != u"email_delivered"_s
            && kind.name != u"email_bounce"_s);
    Result<> trouble;
    const auto addDetails = [&](EventLog &log) -> Result<> {
        std::vector<std::pair<quint32, quint32>> pairs;
        HABERDASH_TRY(forEachRow(fields.bind(1, events.view(7)), {},
            [&] { pairs.emplace_back(shard.texts.code(fields.view(0)), shard.texts.code(fields.view(1))); }));
        fields.reset();
        log.details.emplace(quint32(log.time.size() - 1), quint32(shard.details.size()));
        shard.details.push_back(std::move(pairs));
        return {};
    };
    HABERDASH_TRY(forEachRow(events, m_stopped, [&] {
        if (!finder.find(events.integer(0)))
            return;
        const auto kind = m_kindNumber.find(events.integer(2));
        if (kind == m_kindNumber.end())
            return;
        const qint64 at = events.integer(1);
        EventLog &log = shard.events[size_t(kind->second)];
        openRow(log, finder.row());
        log.time.push_back(at);
        if (isSign[size_t(kind->second)])
            letKnow(shard, finder.row(), at);
        const auto product
            = events.isNull(3) ? m_productNumber.end() : m_productNumber.find(events.integer(3));
        log.product.push_back(product == m_productNumber.end() ? 0 : product->second);
        qint64 value = valueOf(events, 4);
        if (!events.isNull(6) && value != ValueColumn::unknown) {
            const auto rate = m_rates.rate(events.view(6), at);
            value = rate ? RateTable::convert(value, *rate) : ValueColumn::unknown;
        }
        log.value.push_back(value);
        log.reference.push_back(events.isNull(5) ? 0 : shard.texts.code(events.view(5)));
        if (!events.isNull(7)) {
            if (auto added = addDetails(log); !added && trouble)
                trouble = std::move(added);
        }
    }));
    HABERDASH_TRY(std::move(trouble));
    for (EventLog &log : shard.events) {
        closeRows(log, shard.rows);
        log.product.trim();
        log.value.trim();
        log.reference.trim();
    }
    return {};
}

Result<> FactsLoader::readStaged(store::Connection &connection, const QString &list)
{
    HABERDASH_TRY(readOrders(connection, list));
    HABERDASH_TRY(readConsents(connection, list));
    HABERDASH_TRY(readSuppressions(connection, list));
    return readMessages(connection, list);
}

namespace {

/// "FROM table e" of everybody, or of a list of customers.
QString rowsOfAll(const QString &table, const QString &list)
{
    return list.isEmpty() ? u"FROM %1 e"_s.arg(table)
                          : u"FROM json_each(?1) k CROSS JOIN %1 e ON e.customer_id = k.value"_s.arg(table);
}

Result<store::Statement> prepareFor(store::Connection &connection, const QString &sql, const QString &list)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(sql));
    if (!list.isEmpty())
        statement.bind(1, list);
    return statement;
}

/// Lines of one order after the other: from one pass over all of them where orders come by number, else asked
/// for each.
class LineReader
{
public:
    [[nodiscard]] static Result<LineReader> open(store::Connection &connection, bool all)
    {
        HABERDASH_TRY_ASSIGN(statement,
            connection.prepare(
                u"SELECT order_id, product_id, variant_id, title, sku, quantity, unit_price, discount "
                u"FROM order_line%1 ORDER BY order_id, line"_s.arg(
                    all ? QString() : u" WHERE order_id = ?1"_s)));
        return LineReader(std::move(statement), all);
    }
    template<typename Handle>
    [[nodiscard]] Result<> forEachLine(qint64 order, Handle handle)
    {
        if (!m_all) {
            m_statement.reset();
            m_statement.bind(1, order);
            m_isOnRow = false;
        }
        for (;;) {
            if (!m_isOnRow) {
                auto more = m_statement.step();
                if (!more)
                    return tl::unexpected(more.error());
                if (!*more)
                    return {};
                m_isOnRow = true;
            }
            const qint64 of = m_statement.integer(0);
            if (of > order)
                return {};
            if (of == order)
                handle(m_statement);
            m_isOnRow = false;
        }
    }

private:
    LineReader(store::Statement statement, bool all)
        : m_statement(std::move(statement))
        , m_all(all)
    { }
    store::Statement m_statement;
    bool m_all;
    bool m_isOnRow = false;
};

} // namespace

Result<> FactsLoader::readOrders(store::Connection &connection, const QString &list)
{
    QString sql = u"SELECT e.id, e.customer_id, e.placed_at, e.cancelled_at, e.kind, e.currency, e.total, "
                  u"e.refunded, e.discount, e.coupon_code, e.channel, e.financial_status "_s
        + rowsOfAll(u"shop_order"_s, list);
    if (list.isEmpty())
        sql += u" ORDER BY e.id"_s;
    HABERDASH_TRY_ASSIGN(orders, prepareFor(connection, sql, list));
    HABERDASH_TRY_ASSIGN(lines, LineReader::open(connection, list.isEmpty()));
    Result<> trouble;
    HABERDASH_TRY(forEachRow(orders, m_stopped, [&] {
        const auto place = orders.isNull(1) ? std::nullopt : placeOf(orders.integer(1));
        if (!place)
            return;
        ShardStaging &staged = *m_staged[place->first];
        StagedOrder order;
        order.row = place->second;
        order.at = orders.integer(2);
        order.cancelledAt = valueOf(orders, 3);
        order.state = quint8((orders.view(4) == "return" ? OrderLog::Return : OrderLog::Sale)
            | (orders.isNull(3) ? 0 : OrderLog::Cancelled));
        const std::string_view currency = orders.view(5);
        constexpr qint64 same = 1'000'000'000;
        const std::optional<qint64> rate
            = currency == m_rates.own() ? std::optional(same) : m_rates.rate(currency, order.at);
        const auto amount = [&rate](qint64 value) {
            return !rate ? ValueColumn::unknown : *rate == same ? value : RateTable::convert(value, *rate);
        };
        order.total = amount(orders.integer(6));
        order.refunded = amount(orders.integer(7));
        order.discount = amount(orders.integer(8));
        order.coupon = m_texts.texts.code(orders.view(9));
        order.channel = m_texts.texts.code(orders.view(10));
        order.status = m_texts.texts.code(orders.view(11));
        order.firstLine = quint32(staged.lines.size());
        staged.orders.push_back(order);
        auto read = lines.forEachLine(orders.integer(0), [&](const store::Statement &line) {
            ItemKey key;
            const auto product
                = line.isNull(1) ? m_productNumber.end() : m_productNumber.find(line.integer(1));
            key.product = product == m_productNumber.end() ? 0 : product->second;
            const auto variant = line.isNull(2) ? m_variantTitle.end() : m_variantTitle.find(line.integer(2));
            key.variantTitle = variant == m_variantTitle.end() ? 0 : m_texts.texts.code(variant->second);
            key.title = m_texts.texts.code(line.view(3));
            key.sku = m_texts.texts.code(line.view(4));
            const qint64 quantity = line.integer(5);
            const qint64 price = line.integer(6);
            staged.lines.push_back(
                {amount(price), amount(quantity * price - line.integer(7)), quantity, m_texts.itemKey(key)});
        });
        if (!read && trouble)
            trouble = std::move(read);
    }));
    return trouble;
}

Result<> FactsLoader::readConsents(store::Connection &connection, const QString &list)
{
    QString sql = u"SELECT e.customer_id, e.channel, e.state, e.occurred_at, e.source, e.basis, e.id "_s
        + rowsOfAll(u"consent_entry"_s, list);
    // What was said for one purpose is no word about mail as such: only the gate of that mail asks for it.
    sql += u" WHERE e.purpose = ''"_s;
    HABERDASH_TRY_ASSIGN(entries, prepareFor(connection, sql + u" ORDER BY e.id"_s, list));
    quint32 sequence = 0;
    return forEachRow(entries, m_stopped, [&] {
        const auto place = placeOf(entries.integer(0));
        if (!place)
            return;
        StagedConsent entry;
        entry.row = place->second;
        entry.sequence = sequence++;
        entry.channel = entries.view(1) == "sms" ? 1 : 0;
        const std::string_view state = entries.view(2);
        entry.state = state == "subscribed" ? ConsentLog::Subscribed
            : state == "pending"            ? ConsentLog::Pending
            : state == "unsubscribed"       ? ConsentLog::Unsubscribed
                                            : ConsentLog::NotSubscribed;
        entry.at = entries.isNull(3) ? 0 : entries.integer(3);
        entry.source = m_texts.texts.code(entries.view(4));
        entry.basis = m_texts.texts.code(entries.view(5));
        m_staged[place->first]->consents.push_back(entry);
    });
}

Result<> FactsLoader::readSuppressions(store::Connection &connection, const QString &list)
{
    // Of the few that there are to the people, or of the chosen people to what there is of them.
    const QString rows = list.isEmpty()
        ? u"suppression s CROSS JOIN identity i ON i.kind = 'email' AND i.key = s.address_key"_s
        : u"json_each(?1) k CROSS JOIN identity i ON i.customer_id = k.value AND i.kind = 'email' CROSS JOIN "
          u"suppression s ON s.address_key = i.key"_s;
    HABERDASH_TRY_ASSIGN(entries,
        prepareFor(
            connection, u"SELECT i.customer_id, s.created_at, s.reason, s.source FROM "_s + rows, list));
    return forEachRow(entries, m_stopped, [&] {
        if (const auto place = placeOf(entries.integer(0)))
            m_staged[place->first]->suppressions.push_back({entries.integer(1), place->second,
                m_texts.texts.code(entries.view(2)), m_texts.texts.code(entries.view(3))});
    });
}

Result<> FactsLoader::readMessages(store::Connection &connection, const QString &list)
{
    HABERDASH_TRY_ASSIGN(messages,
        prepareFor(connection,
            u"SELECT e.customer_id, coalesce(e.finished_at, e.claimed_at, e.planned_at), e.campaign_id, "
            u"e.variant, "
            u"e.state FROM outbox e"_s
                + (list.isEmpty() ? QString()
                                  : u" WHERE e.customer_id IN (SELECT value FROM json_each(?1))"_s),
            list));
    return forEachRow(messages, m_stopped, [&] {
        const auto place = placeOf(messages.integer(0));
        if (!place)
            return;
        const auto campaign = m_campaignNumber.find(messages.integer(2));
        const MessageKey key{campaign == m_campaignNumber.end() ? 0 : campaign->second,
            qint32(messages.integer(3)), m_texts.texts.code(messages.view(4))};
        m_staged[place->first]->messages.push_back({messages.integer(1), place->second, key});
    });
}

} // namespace haberdash::facts
