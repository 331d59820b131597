// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/customer_index.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;
using store::CustomerOrder;

namespace {

/// Lower case and without marks; the bytes of ASCII text stay one to one.
void appendFolded(std::string &text, std::string_view raw)
{
    if (std::all_of(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        for (const char c : raw)
            text += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
        return;
    }
    const QString folded = QString::fromUtf8(raw.data(), qsizetype(raw.size()))
                               .normalized(QString::NormalizationForm_KD)
                               .toCaseFolded();
    QString bare;
    for (const QChar character : folded) {
        if (!character.isMark())
            bare += character;
    }
    text += bare.toStdString();
}

bool beginsAWord(std::string_view text, size_t place)
{
    if (place == 0)
        return true;
    const auto before = static_cast<unsigned char>(text[place - 1]);
    return before < 0x80 && !std::isalnum(before);
}

constexpr size_t shortNeedle = 2;

} // namespace

Result<std::shared_ptr<const CustomerIndex>> CustomerIndex::load(
    store::Connection &connection, Timestamp asOf)
{
    // make_shared cannot reach the constructor.
    const std::shared_ptr<CustomerIndex> index(new CustomerIndex);
    HABERDASH_TRY(index->readPeople(connection));
    HABERDASH_TRY(index->readOrders(connection, asOf));
    static_cast<void>(index->sorting(CustomerOrder::ByName));
    return index;
}

Result<> CustomerIndex::readPeople(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(total, connection.integer(u"SELECT count(*) FROM customer"_s));
    for (auto *numbers : {&m_ids, &m_spent, &m_lastOrder})
        numbers->reserve(size_t(total));
    m_textEnd.reserve(size_t(total));
    m_text.reserve(size_t(total) * 48);
    HABERDASH_TRY_ASSIGN(
        rows, connection.prepare(u"SELECT id, first_name, last_name, email FROM customer ORDER BY id"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        m_ids.push_back(rows.integer(0));
        const size_t start = m_text.size();
        appendFolded(m_text, rows.view(1));
        m_firstNameSize.push_back(quint16(std::min<size_t>(m_text.size() - start, 0xffff)));
        m_text += ' ';
        const size_t last = m_text.size();
        appendFolded(m_text, rows.view(2));
        m_lastNameSize.push_back(quint16(std::min<size_t>(m_text.size() - last, 0xffff)));
        m_text += '\n';
        appendFolded(m_text, rows.view(3));
        m_text += '\n';
        m_textEnd.push_back(m_text.size());
    }
    m_orders.assign(m_ids.size(), 0);
    m_spent.assign(m_ids.size(), 0);
    m_lastOrder.assign(m_ids.size(), 0);
    return {};
}

Result<> CustomerIndex::readOrders(store::Connection &connection, Timestamp asOf)
{
    // In the order of the table: going by customer would touch its pages all over.
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT customer_id, coalesce(total - refunded, 0), kind = 'sale', placed_at "
                           u"FROM shop_order_value "
                           u"WHERE cancelled_at IS NULL AND placed_at < ?1 AND customer_id IS NOT NULL"_s));
    rows.bind(1, asOf);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        const auto row = rowOf(rows.integer(0));
        if (!row)
            continue;
        m_spent[*row] += rows.integer(1);
        if (rows.integer(2) != 0) {
            ++m_orders[*row];
            m_lastOrder[*row] = std::max(m_lastOrder[*row], rows.integer(3));
        }
    }
}

std::optional<quint32> CustomerIndex::rowOf(qint64 id) const
{
    // Numbers are given out one after the other: the row is at its place or a little before it.
    const size_t last = std::min<size_t>(size_t(std::max<qint64>(id, 1)), m_ids.size());
    if (last > 0 && m_ids[last - 1] == id)
        return quint32(last - 1);
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id);
    if (found == m_ids.end() || *found != id)
        return std::nullopt;
    return quint32(found - m_ids.begin());
}

const CustomerIndex::Sorting &CustomerIndex::sorting(CustomerOrder order) const
{
    Sorting &sorting = m_sortings[size_t(order)];
    std::call_once(sorting.once, [&] { sortRows(order, sorting); });
    return sorting;
}

void CustomerIndex::sortRows(CustomerOrder order, Sorting &sorting) const
{
    sorting.rows.resize(m_ids.size());
    std::iota(sorting.rows.begin(), sorting.rows.end(), 0U);
    const auto isKnown = [&](quint32 row) {
        if (order == CustomerOrder::ByName)
            return m_lastNameSize[row] > 0;
        return order == CustomerOrder::ByLastOrder ? m_lastOrder[row] != 0
                                                   : m_orders[row] != 0 || m_spent[row] != 0;
    };
    const auto middle = std::stable_partition(sorting.rows.begin(), sorting.rows.end(), isKnown);
    sorting.known = size_t(middle - sorting.rows.begin());
    if (order == CustomerOrder::ByName) {
        // Family name, first name; who has no family name stands behind, by first name and address.
        const auto last = [&](quint32 row) {
            return textOf(row).substr(size_t(m_firstNameSize[row]) + 1, m_lastNameSize[row]);
        };
        const auto byName = [&](quint32 a, quint32 b) {
            const int compared = last(a).compare(last(b));
            return compared != 0 ? compared < 0 : textOf(a) < textOf(b);
        };
        std::stable_sort(sorting.rows.begin(), middle, byName);
        std::stable_sort(middle, sorting.rows.end(), byName);
    } else {
        const auto value = [&](quint32 row) {
            return order == CustomerOrder::BySpent ? m_spent[row]
                : order == CustomerOrder::ByOrders ? qint64(m_orders[row])
                                                   : m_lastOrder[row];
        };
        std::stable_sort(
            sorting.rows.begin(), middle, [&](quint32 a, quint32 b) { return value(a) < value(b); });
    }
}

std::string_view CustomerIndex::textOf(quint32 row) const
{
    const size_t start = row == 0 ? 0 : m_textEnd[row - 1];
    return std::string_view(m_text).substr(start, m_textEnd[row] - start);
}

/// Goes through the text of all rows at once and finds out afterwards whose a place is.
void CustomerIndex::matchText(const std::string &needle, std::vector<bool> &matches) const
{
    const std::string_view text = m_text;
    size_t from = 0;
    size_t row = 0;
    while (from < text.size()) {
        const void *found = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
        if (!found)
            return;
        const size_t place = size_t(static_cast<const char *>(found) - text.data());
        if (needle.size() <= shortNeedle && !beginsAWord(text, place)) {
            from = place + 1;
            continue;
        }
        while (m_textEnd[row] <= place)
            ++row;
        matches[row] = true;
        from = m_textEnd[row]; // one place is enough
    }
}

Result<> CustomerIndex::matchOrders(
    store::Connection &connection, const QString &text, std::vector<bool> &matches) const
{
    if (!std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); }))
        return {};
    HABERDASH_TRY_ASSIGN(orders,
        connection.prepare(
            u"SELECT DISTINCT customer_id FROM shop_order WHERE ((name >= ?1 AND name < ?1 || char(1114111)) "
            u"OR (name >= '#' || ?1 AND name < '#' || ?1 || char(1114111))) AND customer_id IS NOT NULL LIMIT 1000"_s));
    orders.bind(1, text);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, orders.step());
        if (!more)
            return {};
        if (const auto row = rowOf(orders.integer(0)))
            matches[*row] = true;
    }
}

Result<CustomerIndex::Rows> CustomerIndex::find(store::Connection &connection, const Query &query) const
{
    const QString text = query.text.simplified();
    const Sorting &sorting = this->sorting(query.order);
    std::vector<bool> matches;
    const bool everybody = text.isEmpty() && !query.among;
    if (!text.isEmpty()) {
        matches.resize(m_ids.size());
        std::string needle;
        appendFolded(needle, text.toStdString());
        matchText(needle, matches);
        HABERDASH_TRY(matchOrders(connection, text, matches));
    }
    if (query.among) {
        std::vector<bool> wanted(m_ids.size());
        for (const CustomerId id : *query.among) {
            if (const auto row = rowOf(id.value()))
                wanted[*row] = text.isEmpty() || matches[*row];
        }
        matches = std::move(wanted);
    }
    Rows rows;
    rows.reserve(everybody ? m_ids.size() : 1024);
    const auto take = [&](quint32 row) {
        if (everybody || matches[row])
            rows.push_back(row);
    };
    const auto known = sorting.rows.begin() + qint64(sorting.known);
    if (query.descending)
        std::for_each(std::make_reverse_iterator(known), sorting.rows.rend(), take);
    else
        std::for_each(sorting.rows.begin(), known, take);
    std::for_each(known, sorting.rows.end(), take);
    return rows;
}

Result<CustomerIndex::Rows> CustomerIndex::best(
    store::Connection &connection, const QString &text, size_t limit) const
{
    HABERDASH_TRY_ASSIGN(all, find(connection, {text, CustomerOrder::ByName, false, {}}));
    std::string needle;
    appendFolded(needle, text.simplified().toStdString());
    std::array<Rows, 3> ranks; // begins first name, family name or address; begins a word; anything else
    for (const quint32 row : all) {
        const std::string_view who = textOf(row);
        size_t rank = 2;
        for (size_t at = who.find(needle); at != std::string_view::npos && rank > 0;
             at = who.find(needle, at + 1)) {
            const bool begins = at == 0 || at == size_t(m_firstNameSize[row]) + 1 || who[at - 1] == '\n';
            rank = begins ? 0 : beginsAWord(who, at) ? 1 : rank;
        }
        if (ranks[rank].size() < limit)
            ranks[rank].push_back(row);
        if (ranks[0].size() == limit)
            break;
    }
    Rows rows;
    for (const Rows &rank : ranks)
        rows.insert(rows.end(), rank.begin(), rank.end());
    rows.resize(std::min(rows.size(), limit));
    return rows;
}

} // namespace haberdash::facts
