// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/rows_dialog.h"

#include "core/learning/order_list.h"
#include "core/segment/member_list.h"
#include "ui/shared/error_text.h"
#include "ui/shared/people_model.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/value_table.h"
#include "ui/shared/widgets.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

RowsDialog::RowsDialog(const QString &title, Shop shop, const QString &endings, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_column(new QVBoxLayout(this))
    , m_note(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_trouble(new InlineMessage)
{
    setWindowTitle(tr("What this is made from"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 600);
    m_column->setContentsMargins(space::large, space::large, space::large, space::large);
    m_column->setSpacing(space::medium);
    auto *heading = new TextLabel(title, TextLabel::Size::Section);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    m_column->addWidget(heading);
    m_note->setObjectName(u"rowsNote"_s);
    m_column->addWidget(m_note);
    m_trouble->setObjectName(u"rowsTrouble"_s);
    m_trouble->hide();
    m_column->addWidget(m_trouble);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *save = buttons->addButton(tr("Save all as a file…"), QDialogButtonBox::ActionRole);
    save->setObjectName(u"rowsSave"_s);
    connect(save, &QPushButton::clicked, this, [this, endings] {
        const QString path
            = QFileDialog::getSaveFileName(this, tr("Save all as a file"), u"rows.csv"_s, endings);
        if (!path.isEmpty())
            saveTo(path);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_column->addWidget(buttons);
}

void RowsDialog::setTable(QWidget *table)
{
    table->setObjectName(u"rowsTable"_s);
    m_column->insertWidget(3, table, 1);
}

void RowsDialog::setNote(qint64 count, const QString &what)
{
    const Format format = m_shop.format();
    //: a number and what it counts: "1,204 orders"
    QString text = tr("%1 %2").arg(format.number(count), what);
    if (count > qint64(mostShown))
        text += tr("; the first %1 are shown, a file has all of them").arg(format.number(mostShown));
    m_note->setText(text);
}

void RowsDialog::showSaved(const QString &path, const Result<> &saved)
{
    if (saved) {
        m_trouble->hide();
        Q_EMIT noticed({tr("Saved as %1").arg(QFileInfo(path).fileName()), Tone::Positive, {}, {}});
        return;
    }
    m_trouble->setMessage(Tone::Negative, fullTextOf(saved.error()));
    m_trouble->show();
}

PeopleDialog::PeopleDialog(const QString &title, Shop shop, std::vector<CustomerId> people, QWidget *parent)
    : RowsDialog(title, std::move(shop), tr("Tables (*.csv *.xlsx)"), parent)
    , m_people(std::move(people))
    , m_model(new PeopleModel(this->shop(), this))
{
    auto *table = new TableView(tr("People"));
    table->setModel(m_model);
    table->setColumnWidths({160, 0, 82, 72, 92, 124});
    setTable(table);
    setNote(qint64(m_people.size()), tr("people"));
    connect(table, &TableView::rowActivated, this,
        [this](int row) { Q_EMIT customerRequested(m_model->customerAt(row)); });
    const auto last = m_people.begin() + qsizetype(std::min(mostShown, m_people.size()));
    m_rows.run(QtConcurrent::run([where = this->shop(), ids = QList<CustomerId>(m_people.begin(), last)]()
                                     -> Result<QList<store::CustomerRow>> {
        HABERDASH_TRY_ASSIGN(connection, where.open());
        return store::customerRows(connection, ids, where.asOf());
    }),
        this, [this](const Result<QList<store::CustomerRow>> &rows) {
            if (rows) {
                m_model->setPeople(*rows);
                return;
            }
            trouble().setMessage(Tone::Negative, fullTextOf(rows.error()));
            trouble().show();
        });
}

void PeopleDialog::saveTo(const QString &path)
{
    const auto save = [&]() -> Result<> {
        HABERDASH_TRY_ASSIGN(connection, shop().open());
        NoProgress progress;
        return segment::writeMembers(connection, m_people, segment::usualMemberColumns(),
            {shop().asOf(), shop().info.timeZone, shop().info.currency}, path, progress);
    };
    showSaved(path, save());
}

OrdersDialog::OrdersDialog(const QString &title, Shop shop,
    std::shared_ptr<const learning::Mailings> mailings, std::vector<learning::CreditedOrder> orders,
    QWidget *parent)
    : RowsDialog(title, std::move(shop), tr("Tables (*.csv)"), parent)
    , m_mailings(std::move(mailings))
    , m_orders(std::move(orders))
{
    const Format format = this->shop().format();
    auto *table = new ValueTable(tr("Orders"));
    QList<QList<ValueCell>> rows;
    for (size_t i = 0; i < std::min(mostShown, m_orders.size()); ++i) {
        const learning::CreditedOrder &order = m_orders[i];
        const auto place = m_mailings->places()[order.row];
        const facts::FactShard &shard = *m_mailings->facts().parts()[place.part].shard;
        const auto address = shard.texts.text(shard.facts[size_t(facts::TextFact::Email)][place.row]);
        rows.append({ValueCell(QString::fromUtf8(address.data(), qsizetype(address.size()))),
            ValueCell(format.dayAndTime(fromMilliseconds(order.purchase.at)), order.purchase.at),
            ValueCell(format.money(this->shop().money(order.purchase.net)), order.purchase.net),
            ValueCell(m_mailings->list()[order.mailing].name),
            ValueCell(format.percent(order.share, 0), order.share)});
    }
    table->setValues({{tr("Customer"), false, {}}, {tr("Ordered"), false, {}},
                         {tr("Amount"), true, tr("After refunds")}, {tr("Laid to"), false, {}, true},
                         {tr("Part"), true, tr("Which part of the order goes to this mail")}},
        rows, true);
    setTable(table);
    setNote(qint64(m_orders.size()), tr("orders"));
    connect(table, &ValueTable::rowActivated, this, [this](int row) {
        if (row >= 0)
            Q_EMIT customerRequested(m_mailings->facts().idAt(m_orders[size_t(row)].row));
    });
}

void OrdersDialog::saveTo(const QString &path)
{
    showSaved(
        path, learning::writeOrders(*m_mailings, m_orders, shop().info.currency, shop().info.timeZone, path));
}

} // namespace haberdash::ui
