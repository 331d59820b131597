// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/coupon_set_view.h"

#include "core/campaign/coupon_uses.h"
#include "ui/emails/coupons/add_codes_dialog.h"
#include "ui/emails/coupons/coupon_table.h"
#include "ui/emails/coupons/coupon_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using coupon::ExportExtent;
using coupon::ExportForm;
using store::CouponSearch;

CouponSetView::CouponSetView(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_name(new TextLabel({}, TextLabel::Size::Section))
    , m_terms(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_uses(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_add(new QPushButton(icon(Icon::Plus), tr("More codes …")))
    , m_export(new QPushButton(icon(Icon::Download), tr("Export")))
    , m_remove(new QPushButton(icon(Icon::Trash), tr("Remove")))
    , m_message(new InlineMessage)
    , m_search(new SearchField(tr("Code, name or address")))
    , m_filter(new QComboBox)
    , m_table(new CouponTable(m_shop, this))
    , m_view(new TableView(tr("Codes")))
    , m_none(new TextLabel(tr("No code is like this."), TextLabel::Size::Body, TextLabel::Ink::Muted))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeHead());
    column->addWidget(m_message);
    column->addWidget(makeTiles());
    column->addWidget(makeCodes(), 1);
    m_message->setObjectName(u"couponMessage"_s);
    m_message->hide();
    connect(m_message, &InlineMessage::actionTriggered, this, [this] {
        if (m_isRemoving)
            remove();
        else
            addCodes();
    });
}

QWidget *CouponSetView::makeHead()
{
    m_name->setElided(true);
    m_terms->setObjectName(u"couponTerms"_s);
    m_terms->setElided(true);
    m_uses->setObjectName(u"couponUses"_s);
    m_uses->setElided(true);
    m_add->setObjectName(u"addCoupons"_s);
    m_remove->setObjectName(u"removeCoupons"_s);
    m_export->setObjectName(u"exportCoupons"_s);
    fillExports();
    connect(m_add, &QPushButton::clicked, this, &CouponSetView::addCodes);
    connect(m_remove, &QPushButton::clicked, this, &CouponSetView::askToRemove);
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_terms);
    words->addWidget(m_uses);
    row->addLayout(words, 1);
    for (QWidget *button :
        {static_cast<QWidget *>(m_remove), static_cast<QWidget *>(m_export), static_cast<QWidget *>(m_add)})
        row->addWidget(button, 0, Qt::AlignTop);
    return whole;
}

void CouponSetView::fillExports()
{
    auto *menu = new QMenu(m_export);
    const auto add = [&](const QString &text, const QString &name, ExportForm form, ExportExtent extent) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, form, extent] { askForFile(form, extent); });
    };
    add(tr("Codes for the shop, one on each line …"), u"exportForShop"_s, ExportForm::Codes,
        ExportExtent::All);
    add(tr("Who got which code, as a table …"), u"exportGiven"_s, ExportForm::Table, ExportExtent::Given);
    add(tr("All codes, as a table …"), u"exportAll"_s, ExportForm::Table, ExportExtent::All);
    m_export->setMenu(menu);
}

QWidget *CouponSetView::makeTiles()
{
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    for (const char *name : {"couponsFree", "couponsGiven", "couponsExpired", "couponsUsed"}) {
        auto *tile = new StatTile({});
        tile->setObjectName(QString::fromLatin1(name));
        m_tiles.append(tile);
        row->addWidget(tile, 1);
    }
    return whole;
}

QWidget *CouponSetView::makeCodes()
{
    m_search->setObjectName(u"couponSearch"_s);
    m_filter->setObjectName(u"couponFilter"_s);
    m_filter->setAccessibleName(tr("Which codes"));
    m_filter->addItem(tr("All codes"), int(CouponSearch::State::All));
    m_filter->addItem(tr("Given"), int(CouponSearch::State::Given));
    m_filter->addItem(tr("Not given yet"), int(CouponSearch::State::Free));
    m_view->setObjectName(u"couponCodes"_s);
    m_view->setModel(m_table);
    m_view->setColumnWidths({150, 0, 96, 104, 104, 84});
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setObjectName(u"couponNone"_s);
    m_none->hide();
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    auto *row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_filter);
    column->addLayout(row);
    column->addWidget(m_none);
    column->addWidget(m_view, 1);
    connect(m_search, &SearchField::searched, this, &CouponSetView::search);
    connect(m_filter, &QComboBox::activated, this, &CouponSetView::search);
    connect(m_table, &PagedTableModel::ready, this, [this](qint64 rows) {
        m_none->setText(m_state.stock.total > 0 ? tr("No code is like this.")
                : m_state.set.source == store::CouponSet::Source::Pool
                ? tr("There are no codes yet. Add some of a file that your shop made.")
                : tr("No code was made yet: each is made when a customer gets it."));
        m_none->setVisible(rows == 0);
    });
    connect(m_table, &PagedTableModel::failed, this, [this](const Error &error) {
        Q_EMIT noticed({fullTextOf(error), Tone::Negative, {}, {}});
    });
    connect(m_view, &TableView::rowActivated, this, [this](int index) {
        if (const CustomerId customer = m_table->customerAt(index); customer.isValid())
            Q_EMIT customerWanted(customer);
    });
    return whole;
}

void CouponSetView::setState(const CouponSetState &state)
{
    if (state.set.id != m_state.set.id) {
        m_search->clear();
        m_filter->setCurrentIndex(0);
    }
    m_state = state;
    m_isRemoving = false;
    m_name->setText(state.set.name);
    m_terms->setText(tr("%1 · %2").arg(goodFor(state.set, m_shop), countsHowLong(state.set, m_shop)));
    m_uses->setText(state.emails.isEmpty() ? tr("No email gives these codes yet.")
                                           : tr("Given by: %1").arg(state.emails.join(u", "_s)));
    m_remove->setEnabled(state.stock.given == 0 && state.emails.isEmpty());
    m_remove->setToolTip(m_remove->isEnabled() ? QString()
            : state.stock.given > 0            ? tr("Customers have codes of it, and may still use them.")
                                    : tr("An email gives these codes. Take the coupon out of it first."));
    m_export->setEnabled(state.stock.total > 0);
    m_export->setToolTip(m_export->isEnabled() ? QString() : tr("There are no codes yet."));
    showTiles();
    showWarning();
    search();
}

void CouponSetView::showTiles()
{
    const Format format = m_shop.format();
    const auto &stock = m_state.stock;
    const QString codes = tr("codes");
    m_tiles[0]->setValue({tr("Free"), format.number(stock.free), codes,
        stock.isEndless ? tr("and more as needed") : tr("to give"), {}, Tone::Neutral});
    m_tiles[1]->setValue({tr("Given"), format.number(stock.given), codes, tr("so far"), {}, Tone::Neutral});
    m_tiles[2]->setValue(
        {tr("Expired"), format.number(stock.expired), codes, tr("time is over"), {}, Tone::Neutral});
    m_tiles[3]->setValue({tr("Used"), format.number(stock.redeemed), codes,
        stock.given > 0 ? tr("%1 of given").arg(format.percent(double(stock.redeemed) / double(stock.given)))
                        : tr("in orders"),
        {}, Tone::Neutral});
}

void CouponSetView::showWarning()
{
    const qint64 missing = coupon::shortfall(m_state.stock, m_state.mailable);
    m_message->setVisible(missing > 0);
    if (missing == 0)
        return;
    const Format format = m_shop.format();
    m_message->setMessage(Tone::Warning,
        tr("“%1” may go to %2 customers, but only %3 codes are free. Add codes, or send it to fewer people.")
            .arg(m_state.emails.join(u"”, “"_s), format.number(m_state.mailable),
                format.number(m_state.stock.free)),
        tr("More codes …"));
}

void CouponSetView::search()
{
    m_table->search({m_state.set.id, m_search->text(), CouponSearch::State(m_filter->currentData().toInt())});
}

void CouponSetView::addCodes()
{
    auto *dialog = new AddCodesDialog(m_shop, m_state.set, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddCodesDialog::added, this, [this, name = m_state.set.name](qint64 codes) {
        Q_EMIT noticed(
            {tr("Added %n code(s) to “%1”.", nullptr, int(codes)).arg(name), Tone::Positive, {}, {}});
        Q_EMIT changed(name);
    });
    dialog->open();
}

void CouponSetView::askForFile(ExportForm form, ExportExtent extent)
{
    auto *dialog = new QFileDialog(this, tr("Where should the codes go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Tables (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    QString name = m_state.set.name;
    name.replace(u'/', u'-');
    dialog->selectFile(name + u".csv"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, form, extent](const QString &path) { exportTo(path, form, extent); });
    dialog->open();
}

void CouponSetView::exportTo(const QString &path, ExportForm form, ExportExtent extent)
{
    m_exporting.run(
        QtConcurrent::run([shop = m_shop, set = m_state.set, path, form, extent]() -> Result<qint64> {
            HABERDASH_TRY_ASSIGN(connection, shop.open());
            return coupon::exportCodes(connection, set, path, form, extent);
        }),
        this, [this, path](const Result<qint64> &codes) {
            if (codes)
                Q_EMIT noticed({tr("Wrote %n code(s) to “%1”.", nullptr, int(*codes)).arg(path),
                    Tone::Positive, {}, {}});
            else
                Q_EMIT noticed({fullTextOf(codes.error()), Tone::Negative, {}, {}});
        });
}

void CouponSetView::askToRemove()
{
    m_isRemoving = true;
    m_message->setMessage(Tone::Warning,
        m_state.stock.total > 0
            ? tr("Remove “%1” and its %2 codes? Nobody has one yet. This cannot be taken back.")
                  .arg(m_state.set.name, m_shop.format().number(m_state.stock.total))
            : tr("Remove “%1”? It has no codes yet.").arg(m_state.set.name),
        tr("Remove it"));
}

void CouponSetView::remove()
{
    m_removing.run(QtConcurrent::run([shop = m_shop, id = m_state.set.id]() -> Result<> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return campaign::removeCouponSet(connection, id);
    }),
        this, [this, name = m_state.set.name](const Result<> &removed) {
            m_isRemoving = false;
            m_message->hide();
            if (removed)
                Q_EMIT noticed({tr("Removed “%1”.").arg(name), Tone::Neutral, {}, {}});
            else
                Q_EMIT noticed({fullTextOf(removed.error()), Tone::Negative, {}, {}});
            Q_EMIT changed({});
        });
}

} // namespace haberdash::ui
