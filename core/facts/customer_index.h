// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace haberdash::facts {

/// What a list of all customers is searched and sorted by, in arrays: a million of them take about 110 MB and
/// answer within a screen frame or two. Read from the store and never changed; shared between threads.
class CustomerIndex
{
public:
    /// Rows of the index, in the order asked for.
    using Rows = std::vector<quint32>;

    struct Query
    {
        /// Found in the name, the address or, from its beginning, the number of an order; in any case, with
        /// or without marks. One or two letters are looked for at the beginnings of words only. Empty:
        /// everybody.
        QString text;
        store::CustomerOrder order = store::CustomerOrder::ByName;
        bool descending = false;
        /// Only these, in any order; nothing set means everybody.
        std::optional<std::vector<CustomerId>> among;
    };

    [[nodiscard]] static Result<std::shared_ptr<const CustomerIndex>> load(
        store::Connection &connection, Timestamp asOf);

    [[nodiscard]] size_t size() const { return m_ids.size(); }
    [[nodiscard]] CustomerId idAt(quint32 row) const { return CustomerId(m_ids[row]); }
    /// The highest number: whoever has a higher one came later. Not valid where nobody is there.
    [[nodiscard]] CustomerId newest() const
    {
        return m_ids.empty() ? CustomerId() : CustomerId(m_ids.back());
    }
    /// Orders are looked up in the store, everything else here. Unknown values come last either way.
    [[nodiscard]] Result<Rows> find(store::Connection &connection, const Query &query) const;
    /// At most `limit` rows that `find` would give for a text: those first whose name or address begins with
    /// it, then where a word does; by name among their like.
    [[nodiscard]] Result<Rows> best(store::Connection &connection, const QString &text, size_t limit) const;

private:
    struct Sorting
    {
        std::once_flag once;
        Rows rows; ///< ascending; those without a value behind the first `known`
        size_t known = 0;
    };
    CustomerIndex() = default;
    [[nodiscard]] Result<> readPeople(store::Connection &connection);
    [[nodiscard]] Result<> readOrders(store::Connection &connection, Timestamp asOf);
    [[nodiscard]] const Sorting &sorting(store::CustomerOrder order) const;
    void sortRows(store::CustomerOrder order, Sorting &sorting) const;
    [[nodiscard]] std::optional<quint32> rowOf(qint64 id) const;
    [[nodiscard]] std::string_view textOf(quint32 row) const;
    void matchText(const std::string &needle, std::vector<bool> &matches) const;
    [[nodiscard]] Result<> matchOrders(
        store::Connection &connection, const QString &text, std::vector<bool> &matches) const;

    std::vector<qint64> m_ids; ///< ascending
    std::string m_text; ///< "ada lovelace\nada@example.com\n" of each row, folded
    std::vector<quint64> m_textEnd;
    std::vector<quint16> m_lastNameSize; ///< bytes of the family name, which stands behind the first name
    std::vector<quint16> m_firstNameSize;
    std::vector<quint32> m_orders;
    std::vector<qint64> m_spent;
    std::vector<qint64> m_lastOrder; ///< milliseconds; 0: none
    mutable std::array<Sorting, 4> m_sortings;
};

} // namespace haberdash::facts
