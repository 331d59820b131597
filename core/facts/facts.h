// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/facts/fact_shard.h"
#include "core/facts/row_set.h"

#include <functional>

#include <QHash>
#include <QString>

namespace haberdash::store {
class Connection;
}

namespace haberdash::facts {

/// A product as rules ask for it. Number 0 is no product.
struct ProductFacts
{
    std::string handle;
    std::string title;
    std::string category;
    std::string vendor;
    std::vector<std::string> tags;
    qint64 createdAt = ValueColumn::unknown; ///< milliseconds
    qint64 lowestPrice = ValueColumn::unknown; ///< of its variants, minor units
};

struct CampaignFacts
{
    std::string name;
    std::vector<std::string> variants; ///< names, by position
    std::vector<std::string> experiments; ///< names of those that look at it
};

/// What conditions read of all customers, in columns, as the store was at one moment. Never changed and
/// shared between threads. Rows are customers in the order of their numbers, those who came later behind the
/// rest.
class Facts
{
public:
    struct EventKind
    {
        QString name;
        bool isMoney = false;
    };
    /// A part of the rows: those of `shard`, from row `first` on, or the ones that `rowOf` names.
    struct Part
    {
        std::shared_ptr<const FactShard> shard;
        size_t first = 0;
        std::vector<quint32> rowOf; ///< of a patch; empty for a stretch of rows
    };

    /// Reads everything. With a file and more than one thread it opens further connections to it.
    /// @param stopped asked now and then; true ends it with Error::Code::Cancelled
    [[nodiscard]] static Result<std::shared_ptr<const Facts>> load(
        store::Connection &connection, int threads, const std::function<bool()> &stopped = {});
    /// Reads some customers only; rows are these.
    [[nodiscard]] static Result<std::shared_ptr<const Facts>> loadSome(
        store::Connection &connection, std::vector<CustomerId> customers);
    /// These facts with some customers read anew, new ones among them: what an import of a few thousand rows
    /// costs. Customers who are gone cannot be taken out that way.
    [[nodiscard]] Result<std::shared_ptr<const Facts>> patched(
        store::Connection &connection, std::vector<CustomerId> customers) const;

    [[nodiscard]] size_t size() const { return m_ids.size(); }
    [[nodiscard]] CustomerId idAt(size_t row) const { return CustomerId(m_ids[row]); }
    /// The row of a customer, or nothing.
    [[nodiscard]] std::optional<quint32> rowOf(CustomerId id) const;
    /// In the order in which they count: of a row that is in several parts the last one tells.
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }
    [[nodiscard]] const std::vector<EventKind> &eventKinds() const { return m_eventKinds; }
    /// The number of a kind of event, or -1.
    [[nodiscard]] int eventKind(const QString &name) const;
    [[nodiscard]] const std::vector<ProductFacts> &products() const { return m_products; }
    [[nodiscard]] const std::vector<CampaignFacts> &campaigns() const { return m_campaigns; }
    /// Memory of the columns.
    [[nodiscard]] size_t bytes() const;
    /// Customers that were read anew by `patched`.
    [[nodiscard]] size_t patchedRows() const;

private:
    friend class FactsLoader;
    Facts() = default;

    std::vector<qint64> m_ids;
    size_t m_sorted = 0; ///< of m_ids, the first so many are in order; the rest came by patches
    std::vector<Part> m_parts;
    std::vector<EventKind> m_eventKinds;
    QHash<QString, int> m_eventKindByName;
    std::vector<ProductFacts> m_products;
    std::vector<CampaignFacts> m_campaigns;
};

} // namespace haberdash::facts
