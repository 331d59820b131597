// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/export_dialog.h"

#include "core/segment/member_list.h"
#include "ui/segments/segment_transfer.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int nameRole = Qt::UserRole + 1;

QString endingOf(bool isWorkbook)
{
    return isWorkbook ? u".xlsx"_s : u".csv"_s;
}

} // namespace

ExportDialog::ExportDialog(
    const QString &segment, const QStringList &attributes, const ExportChoice &before, QWidget *parent)
    : QDialog(parent)
    , m_segment(segment)
    , m_mailable(new QCheckBox(tr("Only those who can be e-mailed")))
    , m_csv(new QRadioButton(tr("CSV, for any program")))
    , m_workbook(new QRadioButton(tr("Excel workbook (.xlsx)")))
    , m_count(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_choose(new QPushButton(tr("Choose where …")))
{
    setWindowTitle(tr("Export members"));
    setMinimumSize(440, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    auto *title
        = new TextLabel(segment.trimmed().isEmpty() ? tr("What should the list say?")
                                                    : tr("What should the list of “%1” say?").arg(segment),
            TextLabel::Size::Section);
    title->setWordWrap(true);
    column->addWidget(title);
    m_mailable->setObjectName("exportMailable"_L1);
    m_mailable->setChecked(before.onlyMailable);
    column->addWidget(m_mailable);
    column->addWidget(makeColumns(attributes, before), 1);

    column->addWidget(new TextLabel(tr("Kind of file"), TextLabel::Size::Strong));
    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(space::large);
    m_csv->setObjectName("exportCsv"_L1);
    m_workbook->setObjectName("exportWorkbook"_L1);
    kinds->addWidget(m_csv);
    kinds->addWidget(m_workbook);
    kinds->addStretch(1);
    column->addLayout(kinds);
    (before.isWorkbook ? m_workbook : m_csv)->setChecked(true);

    auto *buttons = new QHBoxLayout;
    auto *close = new QPushButton(tr("Cancel"));
    m_choose->setObjectName("exportChoose"_L1);
    m_choose->setDefault(true);
    setButtonKind(m_choose, ButtonKind::Primary);
    buttons->addWidget(m_count, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_choose);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::askForFile);
    updateState();
    m_columns->setFocus();
}

QWidget *ExportDialog::makeColumns(const QStringList &attributes, const ExportChoice &before)
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    auto *top = new QHBoxLayout;
    auto *hint = new TextLabel(
        tr("Tick the columns. Drag them, or press Alt with an arrow key, to change their order."),
        TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setWordWrap(true);
    m_up = makeIconButton(Icon::ArrowUp, tr("Move the column up (Alt+Up)"), whole);
    m_up->setObjectName("exportUp"_L1);
    m_up->setShortcut(QKeySequence(u"Alt+Up"_s));
    m_down = makeIconButton(Icon::ArrowDown, tr("Move the column down (Alt+Down)"), whole);
    m_down->setObjectName("exportDown"_L1);
    m_down->setShortcut(QKeySequence(u"Alt+Down"_s));
    top->addWidget(hint, 1);
    top->addWidget(m_up);
    top->addWidget(m_down);
    column->addLayout(top);
    m_columns = new QListWidget;
    m_columns->setObjectName("exportColumns"_L1);
    m_columns->setAccessibleName(tr("Columns of the list, in their order"));
    m_columns->setDragDropMode(QAbstractItemView::InternalMove);
    m_columns->setUniformItemSizes(true);
    column->addWidget(m_columns, 1);
    fill(attributes, before);
    connect(m_columns, &QListWidget::itemChanged, this, &ExportDialog::updateState);
    connect(m_columns, &QListWidget::currentRowChanged, this, &ExportDialog::updateState);
    connect(m_up, &QToolButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveBy(1); });
    return whole;
}

void ExportDialog::fill(const QStringList &attributes, const ExportChoice &before)
{
    QStringList offered;
    for (const segment::MemberColumn &column : segment::memberColumns())
        offered.append(column.name);
    for (const QString &attribute : attributes)
        offered.append(u"attribute:"_s + attribute);
    const QStringList wanted = before.columns.isEmpty() ? segment::usualMemberColumns() : before.columns;
    const auto add = [this](const QString &name, bool isChosen) {
        auto *item = new QListWidgetItem(columnName(name), m_columns);
        item->setData(nameRole, name);
        item->setFlags(
            Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
        item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
    };
    for (const QString &name : wanted) {
        if (offered.removeOne(name)) // an attribute may be gone
            add(name, true);
    }
    for (const QString &name : offered)
        add(name, false);
    m_columns->setCurrentRow(0);
}

ExportChoice ExportDialog::choice() const
{
    ExportChoice choice{{}, m_workbook->isChecked(), m_mailable->isChecked()};
    for (int i = 0; i < m_columns->count(); ++i) {
        if (m_columns->item(i)->checkState() == Qt::Checked)
            choice.columns.append(m_columns->item(i)->data(nameRole).toString());
    }
    return choice;
}

void ExportDialog::moveBy(int direction)
{
    const int row = m_columns->currentRow();
    const int target = row + direction;
    if (row < 0 || target < 0 || target >= m_columns->count())
        return;
    QListWidgetItem *const item = m_columns->takeItem(row);
    m_columns->insertItem(target, item);
    m_columns->setCurrentRow(target);
}

void ExportDialog::updateState()
{
    const int chosen = int(choice().columns.size());
    const int row = m_columns->currentRow();
    m_choose->setEnabled(chosen > 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_columns->count());
    m_count->setText(chosen == 0 ? tr("Tick at least one column.") : tr("%n column(s)", nullptr, chosen));
}

void ExportDialog::askForFile()
{
    const bool isWorkbook = m_workbook->isChecked();
    auto *dialog = new QFileDialog(this, tr("Where should the list go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        isWorkbook ? tr("Excel workbooks (*.xlsx)") : tr("Tables (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(endingOf(isWorkbook).mid(1));
    dialog->selectFile(fileNameFrom(m_segment) + endingOf(isWorkbook));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::chooseFile);
    dialog->open();
}

void ExportDialog::chooseFile(const QString &path)
{
    const ExportChoice choice = this->choice();
    const QString ending = endingOf(choice.isWorkbook);
    Q_EMIT chosen(choice, path.endsWith(ending, Qt::CaseInsensitive) ? path : path + ending);
    accept();
}

} // namespace haberdash::ui
