// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mend_dialog.h"

#include "ui/data/planned_file.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mostRows = 10'000; // more than anybody mends by hand

/// "customers.rejected.csv" -> "customers.mended.csv", beside it.
QString mendedPath(const QString &rejects)
{
    QString name = rejects;
    const QString end = u".rejected.csv"_s;
    if (name.endsWith(end))
        name.chop(end.size());
    return name + u".mended.csv"_s;
}

} // namespace

void RejectedRowsModel::setRows(importing::RejectedRows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_mended.clear();
    m_cells = m_rows.header.size();
    for (const importing::RejectedRow &row : std::as_const(m_rows.rows))
        m_cells = std::max(m_cells, row.cells.size());
    endResetModel();
}

importing::RejectedRows RejectedRowsModel::mended() const
{
    importing::RejectedRows rows{m_rows.header, {}, false};
    for (int i = 0; i < m_rows.rows.size(); ++i) {
        if (m_mended.contains(i))
            rows.rows.append(m_rows.rows[i]);
    }
    return rows;
}

int RejectedRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.rows.size());
}

int RejectedRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstCell + int(m_cells);
}

QVariant RejectedRowsModel::data(const QModelIndex &index, int role) const
{
    const importing::RejectedRow &row = m_rows.rows[index.row()];
    if (role == MutedRole)
        return index.column() == Line;
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == Line)
        return row.line;
    return index.column() == Reason ? reasonInWords(row.reason) : row.cells.value(index.column() - FirstCell);
}

bool RejectedRowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() < FirstCell)
        return false;
    QStringList &cells = m_rows.rows[index.row()].cells;
    const qsizetype cell = index.column() - FirstCell;
    if (cells.value(cell) == value.toString())
        return false;
    while (cells.size() <= cell)
        cells.append(QString());
    cells[cell] = value.toString();
    // A cell too many that was emptied is gone.
    while (cells.size() > m_rows.header.size() && cells.constLast().isEmpty())
        cells.removeLast();
    m_mended.insert(index.row());
    Q_EMIT dataChanged(index, index);
    return true;
}

Qt::ItemFlags RejectedRowsModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    return index.column() >= FirstCell ? flags | Qt::ItemIsEditable : flags;
}

QVariant RejectedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == Line)
        return tr("Line");
    if (section == Reason)
        return tr("Why it was refused");
    const qsizetype cell = section - FirstCell;
    return cell < m_rows.header.size() ? m_rows.header[cell] : tr("(one too many)");
}

MendDialog::MendDialog(QString rejectsPath, QWidget *parent)
    : QDialog(parent)
    , m_path(std::move(rejectsPath))
    , m_model(new RejectedRowsModel(this))
    , m_table(new TableView(tr("Refused rows")))
    , m_words(new TextLabel(tr("Reading …"), TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_import(new QPushButton(icon(Icon::Data), tr("Check the mended rows")))
{
    setWindowTitle(tr("Refused rows of %1").arg(QFileInfo(m_path).fileName().section(u".rejected"_s, 0, 0)));
    resize(1000, 560);
    m_words->setWordWrap(true);
    m_table->setObjectName("refusedRows"_L1);
    m_table->setModel(m_model);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::AnyKeyPressed
        | QAbstractItemView::EditKeyPressed);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_import->setObjectName("importMended"_L1);
    setButtonKind(m_import, ButtonKind::Primary);
    auto *open = new QPushButton(tr("Open in another program"));
    auto *close = new QPushButton(tr("Close"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    column->addWidget(m_words);
    column->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(open);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_import);
    column->addLayout(buttons);
    // Enter ends the writing in a cell; it must not close the window.
    for (QPushButton *button : {open, close, m_import})
        button->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_path); });
    connect(m_import, &QPushButton::clicked, this, &MendDialog::hand);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MendDialog::countMended);
    countMended();
    m_load.run(QtConcurrent::run([path = m_path] { return importing::readRejectedRows(path, mostRows); }),
        this, [this](const Result<importing::RejectedRows> &rows) {
            showRows(rows);
            Q_EMIT ready();
        });
}

void MendDialog::showRows(const Result<importing::RejectedRows> &rows)
{
    if (!rows) {
        m_words->setInk(TextLabel::Ink::Negative);
        m_words->setText(fullTextOf(rows.error()));
        return;
    }
    m_words->setText(tr("Write the right values into the cells (double click, or just type). Rows that you "
                        "change are checked "
                        "and imported; the others stay refused.")
        + (rows->hasMore ? u' ' + tr("Only the first %1 rows are shown.").arg(mostRows) : QString()));
    m_model->setRows(*rows);
    m_table->setColumnWidth(RejectedRowsModel::Line, 70);
    m_table->setColumnWidth(RejectedRowsModel::Reason, 360);
    constexpr int narrowest = 80;
    constexpr int widest = 240;
    for (int i = RejectedRowsModel::FirstCell; i < m_model->columnCount(); ++i) {
        m_table->resizeColumnToContents(i);
        m_table->setColumnWidth(i, std::clamp(m_table->columnWidth(i), narrowest, widest));
    }
}

void MendDialog::countMended()
{
    m_import->setEnabled(m_model->mendedCount() > 0);
    m_import->setText(m_model->mendedCount() == 1 ? tr("Check the mended row") : tr("Check the mended rows"));
}

void MendDialog::hand()
{
    const QString path = mendedPath(m_path);
    if (const auto written = importing::writeMendedRows(path, m_model->mended()); !written) {
        m_words->setInk(TextLabel::Ink::Negative);
        m_words->setText(fullTextOf(written.error()));
        return;
    }
    Q_EMIT mended(path);
    accept();
}

} // namespace haberdash::ui
