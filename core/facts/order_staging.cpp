// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/order_staging.h"

#include <algorithm>
#include <cmath>

namespace haberdash::facts {

namespace {

/// Codes of the staging as codes of a shard, found when they are needed.
class Translated
{
public:
    Translated(const TextDictionary &from, TextDictionary &to)
        : m_from(from)
        , m_to(to)
        , m_codes(from.size(), unset)
    { }
    quint32 operator()(quint32 code)
    {
        quint32 &known = m_codes[code];
        if (known == unset)
            known = m_to.code(m_from.text(code));
        return known;
    }

private:
    static constexpr quint32 unset = ~quint32(0);
    const TextDictionary &m_from;
    TextDictionary &m_to;
    std::vector<quint32> m_codes;
};

/// Positions of rows by customer, then by time, then as they came.
template<typename Staged>
std::vector<quint32> byCustomerAndTime(const Column<Staged> &staged, size_t rows, Log &log)
{
    log.offsets.resize(rows + 1, 0);
    for (const Staged &entry : staged)
        ++log.offsets[entry.row + 1];
    for (size_t row = 0; row < rows; ++row)
        log.offsets[row + 1] += log.offsets[row];
    std::vector<quint32> next(log.offsets.begin(), log.offsets.end());
    std::vector<quint32> order(staged.size());
    for (size_t i = 0; i < staged.size(); ++i)
        order[next[staged[i].row]++] = quint32(i);
    const auto earlier
        = [&staged](quint32 left, quint32 right) { return staged[left].at < staged[right].at; };
    for (size_t row = 0; row < rows; ++row) {
        const auto begin = order.begin() + log.offsets[row];
        const auto end = order.begin() + log.offsets[row + 1];
        if (!std::is_sorted(begin, end, earlier)) // as it is nearly always
            std::stable_sort(begin, end, earlier);
    }
    for (const quint32 i : order)
        log.time.push_back(staged[i].at);
    log.finish();
    return order;
}

void layOutOrders(FactShard &shard, const ShardStaging &staged, const StagingTexts &shared, Translated &text)
{
    OrderLog &log = shard.orders;
    ItemLog &items = shard.items;
    std::vector<quint32> keyNumber(shared.itemKeys.size(), ~quint32(0));
    const auto order = byCustomerAndTime(staged.orders, shard.rows, log);
    log.lineOffsets.push_back(0);
    for (const quint32 i : order) {
        const StagedOrder &entry = staged.orders.data()[i];
        const auto number = quint32(log.state.size());
        log.state.push_back(entry.state);
        if (entry.cancelledAt != ValueColumn::unknown)
            log.cancelledAt.emplace(number, entry.cancelledAt);
        log.total.push_back(entry.total);
        log.refunded.push_back(entry.refunded);
        log.discount.push_back(entry.discount);
        log.coupon.push_back(text(entry.coupon));
        log.channel.push_back(text(entry.channel));
        log.status.push_back(text(entry.status));
        const size_t end
            = i + 1 < staged.orders.size() ? staged.orders.data()[i + 1].firstLine : staged.lines.size();
        for (size_t line = entry.firstLine; line < end; ++line) {
            const StagedLine &from = staged.lines.data()[line];
            quint32 &key = keyNumber[from.key];
            if (key == ~quint32(0)) {
                const ItemKey &whole = shared.itemKeys[from.key];
                key = quint32(shard.itemKeys.size());
                shard.itemKeys.push_back(
                    {whole.product, text(whole.variantTitle), text(whole.title), text(whole.sku)});
            }
            items.key.push_back(key);
            items.order.push_back(number);
            items.state.push_back(entry.state);
            items.time.push_back(entry.at);
            items.quantity.push_back(from.quantity);
            items.price.push_back(from.price);
            items.value.push_back(from.value);
        }
        log.lineOffsets.push_back(quint32(items.key.size()));
    }
    items.offsets.reserve(shard.rows + 1);
    for (const quint32 offset : log.offsets)
        items.offsets.push_back(log.lineOffsets[offset]);
    log.state.trim();
    log.total.trim();
    log.refunded.trim();
    log.discount.trim();
    log.coupon.trim();
    log.channel.trim();
    log.status.trim();
    log.lineOffsets.trim();
    items.finish();
    items.state.trim();
    items.key.trim();
    items.order.trim();
    items.quantity.trim();
    items.price.trim();
    items.value.trim();
}

void layOutConsents(FactShard &shard, const ShardStaging &staged, Translated &text)
{
    ConsentLog &log = shard.consents;
    for (const quint32 i : byCustomerAndTime(staged.consents, shard.rows, log)) {
        const StagedConsent &entry = staged.consents.data()[i];
        log.channel.push_back(entry.channel);
        log.state.push_back(entry.state);
        log.sequence.push_back(entry.sequence);
        log.source.push_back(text(entry.source));
        log.basis.push_back(text(entry.basis));
    }
    log.channel.trim();
    log.state.trim();
    log.sequence.trim();
    log.source.trim();
    log.basis.trim();
}

void layOutMessages(FactShard &shard, const ShardStaging &staged, Translated &text)
{
    for (const quint32 i : byCustomerAndTime(staged.messages, shard.rows, shard.messages)) {
        MessageKey key = staged.messages.data()[i].key;
        key.state = text(key.state);
        const auto known = std::find(shard.messageKeys.begin(), shard.messageKeys.end(), key);
        shard.messages.key.push_back(quint32(known - shard.messageKeys.begin()));
        if (known == shard.messageKeys.end())
            shard.messageKeys.push_back(key);
    }
    shard.messages.key.trim();
}

} // namespace

Result<> RateTable::read(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(
        own, connection.prepare(QStringLiteral("SELECT value FROM setting WHERE key = 'currency'")));
    HABERDASH_TRY_ASSIGN(known, own.step());
    if (known)
        m_own = own.view(0);
    HABERDASH_TRY_ASSIGN(rates,
        connection.prepare(QStringLiteral(
            "SELECT currency, valid_from, rate FROM exchange_rate ORDER BY currency, valid_from")));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rates.step());
        if (!more)
            return {};
        m_rates[std::string(rates.view(0))].emplace_back(rates.integer(1), rates.integer(2));
    }
}

std::optional<qint64> RateTable::rate(std::string_view currency, qint64 at) const
{
    const auto known = m_rates.find(currency);
    if (known == m_rates.end())
        return std::nullopt;
    const auto later = std::upper_bound(known->second.begin(), known->second.end(), at,
        [](qint64 instant, const auto &entry) { return instant < entry.first; });
    if (later == known->second.begin())
        return std::nullopt;
    return std::prev(later)->second;
}

qint64 RateTable::convert(qint64 amount, qint64 rate)
{
    qint64 product = 0;
    // SQLite multiplies whole numbers as such as long as they fit.
    const double exact
        = __builtin_mul_overflow(amount, rate, &product) ? double(amount) * double(rate) : double(product);
    return std::llround(exact / 1e9);
}

size_t ItemKeyHash::operator()(const ItemKey &key) const
{
    quint64 hash = key.product;
    for (const quint32 part : {key.variantTitle, key.title, key.sku})
        hash = (hash ^ part) * 0x9E3779B97F4A7C15ull + (hash >> 29);
    return size_t(hash ^ (hash >> 32));
}

quint32 StagingTexts::itemKey(const ItemKey &key)
{
    const auto [entry, isNew] = itemKeyNumber.try_emplace(key, quint32(itemKeys.size()));
    if (isNew)
        itemKeys.push_back(key);
    return entry->second;
}

void ShardStaging::layOut(FactShard &shard, const StagingTexts &shared)
{
    Translated text(shared.texts, shard.texts);
    layOutOrders(shard, *this, shared, text);
    layOutConsents(shard, *this, text);
    for (const quint32 i : byCustomerAndTime(suppressions, shard.rows, shard.suppressions)) {
        shard.suppressions.reason.push_back(text(suppressions.data()[i].reason));
        shard.suppressions.source.push_back(text(suppressions.data()[i].source));
    }
    layOutMessages(shard, *this, text);
    *this = ShardStaging();
}

} // namespace haberdash::facts
