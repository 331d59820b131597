// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/split_dialog.h"

#include "ui/customers/customer_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/line_list.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

Result<SplitDraft::Record> readRecord(const Shop &shop, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    SplitDraft::Record record;
    HABERDASH_TRY_ASSIGN(customer, store::customerById(connection, id));
    HABERDASH_TRY_ASSIGN(identities, store::identitiesOf(connection, id));
    HABERDASH_TRY_ASSIGN(orders, identity::splittableOrders(connection, id));
    HABERDASH_TRY_ASSIGN(consent, store::consentOf(connection, id));
    return SplitDraft::Record{
        std::move(customer), std::move(identities), std::move(orders), std::move(consent)};
}

QString kindInWords(const QString &kind)
{
    if (kind == u"email"_s)
        return SplitDialog::tr("E-mail address");
    return kind == u"phone"_s ? SplitDialog::tr("Phone") : SplitDialog::tr("Number in the shop");
}

} // namespace

SplitDialog::SplitDialog(Shop shop, TaskList &tasks, CustomerId customer, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_customer(customer)
    , m_firstName(new QLineEdit)
    , m_lastName(new QLineEdit)
    , m_hint(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_message(new InlineMessage)
    , m_split(new QPushButton(tr("Make them two people")))
{
    setWindowTitle(tr("These are two people"));
    resize(960, 640);
    m_hint->setObjectName("splitHint"_L1);
    m_hint->setWordWrap(true);
    m_message->hide();
    m_split->setObjectName("splitNow"_L1);
    setButtonKind(m_split, ButtonKind::Primary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    auto *words = new TextLabel(
        tr("Choose what is the other person's and move it over. Orders take their lines, refunds and returns "
           "along. Tags, postal address and points stay, since nobody can tell whose they are."),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_message);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(space::normal);
    sides->addWidget(makeColumn(Side::Stays), 1);
    sides->addWidget(makeColumn(Side::Goes), 1);
    column->addLayout(sides, 1);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_hint, 1);
    auto *cancel = new QPushButton(tr("Cancel"));
    bottom->addWidget(cancel);
    bottom->addWidget(m_split);
    column->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_split, &QPushButton::clicked, this, &SplitDialog::run);
    refresh();
    load();
}

QWidget *SplitDialog::makeColumn(Side side)
{
    const bool stays = side == Side::Stays;
    Column &place = stays ? m_stays : m_goes;
    auto *card = new Card;
    QVBoxLayout *column = card->content();
    place.name = new TextLabel(stays ? QString() : tr("The other person"), TextLabel::Size::Section);
    place.name->setWordWrap(true);
    column->addWidget(place.name);
    place.summary = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted);
    place.summary->setObjectName(stays ? "splitStaysSummary"_L1 : "splitGoesSummary"_L1);
    place.summary->setWordWrap(true);
    column->addWidget(place.summary);
    if (!stays)
        makeNames(column);
    place.list = stays ? new LineList(u"splitStays"_s, tr("What stays"))
                       : new LineList(u"splitGoes"_s, tr("What the other person gets"));
    place.list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    place.list->setFrameShape(QFrame::NoFrame);
    column->addWidget(place.list, 1);
    place.move = stays ? new QPushButton(icon(Icon::ArrowRight), tr("Move to the other person"))
                       : new QPushButton(icon(Icon::ArrowLeft), tr("Move back"));
    place.move->setObjectName(stays ? "splitMove"_L1 : "splitBack"_L1);
    column->addWidget(place.move, 0, stays ? Qt::AlignRight : Qt::AlignLeft);
    connect(place.move, &QPushButton::clicked, this, [this, side] { moveChosen(side); });
    // A double click, or Enter in the list.
    connect(place.list, &QListWidget::itemActivated, this, [this, side] { moveChosen(side); });
    connect(place.list, &QListWidget::itemSelectionChanged, this, &SplitDialog::refresh);
    return card;
}

void SplitDialog::makeNames(QVBoxLayout *column)
{
    m_firstName->setObjectName("splitFirstName"_L1);
    m_firstName->setPlaceholderText(tr("First name"));
    m_firstName->setAccessibleName(tr("First name of the other person"));
    m_lastName->setObjectName("splitLastName"_L1);
    m_lastName->setPlaceholderText(tr("Family name"));
    m_lastName->setAccessibleName(tr("Family name of the other person"));
    auto *names = new QHBoxLayout;
    names->setSpacing(space::small);
    names->addWidget(m_firstName);
    names->addWidget(m_lastName);
    column->addLayout(names);
}

void SplitDialog::load()
{
    m_load.run(QtConcurrent::run([shop = m_shop, id = m_customer] { return readRecord(shop, id); }), this,
        [this](Result<SplitDraft::Record> record) {
            if (record) {
                m_draft = SplitDraft(std::move(*record));
                showSide(Side::Stays);
                showSide(Side::Goes);
            } else {
                m_message->setMessage(Tone::Negative, fullTextOf(record.error()));
            }
            refresh();
            Q_EMIT loaded();
        });
}

void SplitDialog::showSide(Side side)
{
    QList<LineList::Row> rows;
    const auto identities = m_draft.identities(side);
    for (const auto &identity : identities)
        rows.append({SplitDraft::keyOf(identity), identity.key, kindInWords(identity.kind)});
    const auto orders = m_draft.orders(side);
    for (const auto &order : orders)
        rows.append({SplitDraft::keyOf(order), tr("Order %1").arg(order.name),
            order.goods.isEmpty() ? m_format.day(order.placedAt)
                                  : m_format.day(order.placedAt) + u" · "_s + order.goods,
            m_format.money(order.total)});
    Column &place = side == Side::Stays ? m_stays : m_goes;
    place.list->setRows(rows);
    place.list->clearSelection();
    place.summary->setText(summaryOf(side));
    if (side == Side::Stays)
        place.name->setText(m_draft.customer().displayName());
}

QString SplitDialog::summaryOf(Side side) const
{
    QMap<QString, Money> sums;
    const auto orders = m_draft.orders(side);
    for (const auto &order : orders) {
        const QString currency = order.total.currency().toString();
        if (const auto sum = sums.value(currency, Money(0, order.total.currency())).plus(order.total))
            sums.insert(currency, *sum);
    }
    QStringList amounts;
    for (const Money &sum : std::as_const(sums))
        amounts.append(m_format.money(sum));
    const QString email = m_draft.email(side);
    QStringList parts{email.isEmpty() ? tr("no e-mail address") : email,
        orders.isEmpty() ? tr("no orders")
            : orders.size() == 1
            ? tr("1 order, %1").arg(amounts.join(u" + "_s))
            : tr("%1 orders, %2").arg(m_format.number(orders.size()), amounts.join(u" + "_s))};
    //: what was agreed to about e-mail: "Agreed", "Unsubscribed"
    if (!email.isEmpty())
        parts.append(tr("mail: %1").arg(consentBadge(m_draft.emailConsent(side)).first.toLower()));
    return parts.join(u" · "_s);
}

void SplitDialog::refresh()
{
    for (Column *place : {&m_stays, &m_goes}) {
        if (place->list)
            place->move->setEnabled(!m_running && !place->list->selectedItems().isEmpty());
    }
    const auto problem = m_draft.problem();
    m_split->setEnabled(!m_running && problem == SplitDraft::Problem::None);
    switch (problem) {
    case SplitDraft::Problem::Nothing:
        m_hint->setText(tr("Nothing is the other person's yet."));
        break;
    case SplitDraft::Problem::Everything:
        m_hint->setText(tr("Everything is with the other person: nobody would be left here."));
        break;
    case SplitDraft::Problem::LastIdentity:
        m_hint->setText(
            tr("Leave them an address, a phone or a number: else nothing leads to them any more."));
        break;
    case SplitDraft::Problem::None:
        m_hint->setText(tr("If the record ever said no to mail, the no holds for the other person too."));
        break;
    }
}

void SplitDialog::moveChosen(Side from)
{
    const Column &place = from == Side::Stays ? m_stays : m_goes;
    const QStringList keys = place.list->selectedKeys();
    if (keys.isEmpty() || m_running)
        return;
    const Side to = from == Side::Stays ? Side::Goes : Side::Stays;
    m_draft.move(keys, to);
    showSide(from);
    showSide(to);
    refresh();
}

void SplitDialog::run()
{
    if (m_running || m_draft.problem() != SplitDraft::Problem::None)
        return;
    m_running = true;
    m_message->hide();
    refresh();
    const auto wish = m_draft.wish(m_firstName->text(), m_lastName->text());
    const auto work = [shop = m_shop, wish](Progress &) -> Result<identity::Split> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return identity::splitOff(connection, wish, shop.now());
    };
    runTask(m_tasks, tr("Making two people of one record"), work, this,
        [this, name = m_draft.customer().displayName()](const Result<identity::Split> &done) {
            m_running = false;
            refresh();
            if (!done) {
                m_message->setMessage(Tone::Negative, fullTextOf(done.error()));
                return QString();
            }
            Q_EMIT split(done->batch, done->person, name);
            accept();
            return QString();
        });
}

} // namespace haberdash::ui
