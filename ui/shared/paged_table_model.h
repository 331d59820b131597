// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shared/when_done.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

namespace haberdash::ui {

/// How a big table is sorted.
struct SortOrder
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;
    friend bool operator==(const SortOrder &, const SortOrder &) = default;
};

/// The rows of a table in one order. Never changes; fetch() runs on worker threads, several at a time, and
/// opens its own connection for each call.
class PagedRows
{
public:
    virtual ~PagedRows() = default;
    [[nodiscard]] virtual qint64 count() const = 0;
    /// Rows [first, first + count), each with one value per column; fewer at the end.
    [[nodiscard]] virtual Result<std::vector<std::vector<QVariant>>> fetch(
        qint64 first, qint64 count) const = 0;
};

/// Reads what is needed to know the rows in an order, usually their ids, so that fetch() can go by them. Runs
/// on a worker thread; a value that knows path, rule and instant.
using PagedSource = std::function<Result<std::shared_ptr<const PagedRows>>(SortOrder order)>;

/// A table of any length: rows are read in pages of 256 when they are looked at; the last 64 pages stay. A
/// cell whose page is on its way is empty and announces itself by dataChanged.
class PagedTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int pageSize = 256;
    static constexpr int keptPages = 64;

    struct Column
    {
        QString title;
        bool number = false; ///< right aligned, tabular figures
        bool sortable = true;
    };

    PagedTableModel(QList<Column> columns, QObject *parent = nullptr);
    ~PagedTableModel() override;

    /// Starts reading; `ready` or `failed` follows. The model shows the old rows until then.
    void setSource(PagedSource source, SortOrder order = {});
    /// Reads all of it again.
    void reload();
    [[nodiscard]] bool isPreparing() const { return m_preparing.isRunning(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is text(); SortRole the raw value; alignment by column. Others are up to subclasses.
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// The raw value of a cell, or an invalid QVariant while its page is being read.
    [[nodiscard]] QVariant rawValue(int row, int column) const;

Q_SIGNALS:
    void ready(qint64 rows);
    void failed(const haberdash::Error &error);

protected:
    /// How a raw value reads; the default is its toString().
    [[nodiscard]] virtual QString text(int column, const QVariant &value) const;

private:
    using Rows = std::vector<std::vector<QVariant>>;
    struct PageOfRows
    {
        Rows rows;
        std::list<int>::iterator use;
    };
    void request(int page) const;
    void store(int page, Rows rows);
    void startFetch();

    QList<Column> m_columns;
    PagedSource m_source;
    std::shared_ptr<const PagedRows> m_shown; // shared with the workers that read from it
    SortOrder m_order;
    int m_rows = 0;
    quint64 m_generation = 0;
    LatestOnly<Result<std::shared_ptr<const PagedRows>>> m_preparing;
    mutable std::unordered_map<int, PageOfRows> m_pages;
    mutable std::list<int> m_use; // most recent first
    mutable std::list<int> m_wanted; // newest wish first
    mutable int m_fetching = -1;
    mutable bool m_fetchScheduled = false;
};

} // namespace haberdash::ui
