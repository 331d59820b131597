// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/paged_table_model.h"

#include "ui/shared/table_view.h"

#include <QPointer>
#include <QTimer>
#include <QtConcurrentRun>

#include <limits>

namespace haberdash::ui {

PagedTableModel::PagedTableModel(QList<Column> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{ }

PagedTableModel::~PagedTableModel() = default;

void PagedTableModel::setSource(PagedSource source, SortOrder order)
{
    m_order = order;
    m_source = std::move(source);
    auto future = QtConcurrent::run([open = m_source, order] { return open(order); });
    m_preparing.run(future, this, [this](const Result<std::shared_ptr<const PagedRows>> &rows) {
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        beginResetModel();
        m_shown = *rows;
        m_rows = int(std::min<qint64>(m_shown->count(), std::numeric_limits<int>::max()));
        ++m_generation;
        m_pages.clear();
        m_use.clear();
        m_wanted.clear();
        m_fetching = -1;
        endResetModel();
        Q_EMIT ready(m_shown->count());
    });
}

void PagedTableModel::reload()
{
    if (m_source)
        setSource(m_source, m_order);
}

int PagedTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int PagedTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant PagedTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (m_columns[index.column()].number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DisplayRole:
        return text(index.column(), rawValue(index.row(), index.column()));
    case SortRole:
        return rawValue(index.row(), index.column());
    default:
        return {};
    }
}

QVariant PagedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole)
        return m_columns[section].title;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (m_columns[section].number ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

void PagedTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= m_columns.size() || !m_columns[column].sortable || !m_source)
        return;
    if (const SortOrder wanted{column, order}; wanted != m_order)
        setSource(m_source, wanted);
}

QVariant PagedTableModel::rawValue(int row, int column) const
{
    const int page = row / pageSize;
    const auto found = m_pages.find(page);
    if (found == m_pages.end()) {
        request(page);
        return {};
    }
    m_use.splice(m_use.begin(), m_use, found->second.use);
    const Rows &rows = found->second.rows;
    const auto at = std::size_t(row % pageSize);
    if (at >= rows.size() || std::size_t(column) >= rows[at].size())
        return {}; // the source has fewer rows by now
    return rows[at][std::size_t(column)];
}

QString PagedTableModel::text(int, const QVariant &value) const
{
    return value.toString();
}

void PagedTableModel::request(int page) const
{
    if (page == m_fetching)
        return;
    m_wanted.remove(page);
    m_wanted.push_front(page);
    // Scrolling past many pages leaves wishes nobody looks at any more.
    if (m_wanted.size() > 4)
        m_wanted.pop_back();
    if (m_fetching >= 0 || m_fetchScheduled)
        return;
    m_fetchScheduled = true;
    // data() is const for its callers; reading ahead is this object's own business.
    auto *self = const_cast<PagedTableModel *>(this);
    QMetaObject::invokeMethod(
        self, [self] { self->startFetch(); }, Qt::QueuedConnection);
}

void PagedTableModel::startFetch()
{
    m_fetchScheduled = false;
    if (m_fetching >= 0 || m_wanted.empty() || !m_shown)
        return;
    const int page = m_wanted.front();
    m_wanted.pop_front();
    m_fetching = page;
    auto future = QtConcurrent::run(
        [rows = m_shown, page]() -> Result<Rows> { return rows->fetch(qint64(page) * pageSize, pageSize); });
    whenDone(future, this, [this, page, generation = m_generation](Result<Rows> rows) {
        if (generation != m_generation)
            return;
        m_fetching = -1;
        if (!rows) {
            m_wanted.clear();
            Q_EMIT failed(rows.error());
            return;
        }
        store(page, std::move(*rows));
        startFetch();
    });
}

void PagedTableModel::store(int page, Rows rows)
{
    m_use.push_front(page);
    m_pages[page] = {std::move(rows), m_use.begin()};
    if (m_pages.size() > keptPages) {
        m_pages.erase(m_use.back());
        m_use.pop_back();
    }
    const int first = page * pageSize;
    const int last = std::min(first + pageSize, m_rows) - 1;
    if (last >= first && !m_columns.isEmpty())
        Q_EMIT dataChanged(index(first, 0), index(last, int(m_columns.size()) - 1));
}

} // namespace haberdash::ui
