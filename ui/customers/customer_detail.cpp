// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_detail.h"

#include "ui/customers/customer_words.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QListWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {
constexpr int shownHistory = 300;
}

CustomerDetail::CustomerDetail(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_faces(new FaceStack)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::normal, 0, 0, 0);
    outer->addWidget(m_faces);
    auto *card = new Card;
    m_name = new TextLabel({}, TextLabel::Size::Section);
    m_name->setObjectName("customerName"_L1);
    m_name->setWordWrap(true);
    m_address = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_badge = new Badge({});
    m_facts = new KeyValueList;
    m_consent = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    m_consent->setObjectName("customerConsent"_L1);
    m_consent->setWordWrap(true);
    m_history = new QListWidget;
    m_history->setObjectName("customerHistory"_L1);
    m_history->setAccessibleName(tr("What they did"));
    m_history->setWordWrap(true);
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_history->setSelectionMode(QAbstractItemView::SingleSelection);
    QVBoxLayout *column = card->content();
    column->addWidget(m_name);
    column->addWidget(m_address);
    column->addWidget(m_badge, 0, Qt::AlignLeft);
    column->addWidget(m_facts);
    column->addWidget(new TextLabel(tr("Consent"), TextLabel::Size::Strong));
    column->addWidget(m_consent);
    column->addWidget(new TextLabel(tr("What they did"), TextLabel::Size::Strong));
    column->addWidget(m_history, 1);
    m_faces->setFullFace(card);
    m_faces->setEmptyFace(new EmptyFace(Icon::Customers, tr("Nobody chosen"),
        tr("Choose a customer to see what they bought, did and agreed to.")));
    m_faces->showEmpty();
    connect(m_faces, &FaceStack::retried, this, [this] { showCustomer(m_id); });
}

void CustomerDetail::showCustomer(CustomerId id)
{
    m_id = id;
    if (!id.isValid()) {
        m_load.cancel();
        m_faces->showEmpty();
        return;
    }
    m_faces->showLoading();
    m_load.run(QtConcurrent::run([shop = m_shop, id]() -> Result<Dossier> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        Dossier dossier;
        dossier.asOf = shop.asOf();
        HABERDASH_TRY_ASSIGN(customer, store::customerById(connection, id));
        HABERDASH_TRY_ASSIGN(figures, store::figuresOf(connection, id, dossier.asOf));
        HABERDASH_TRY_ASSIGN(consent, store::consentOf(connection, id));
        HABERDASH_TRY_ASSIGN(history, store::historyOf(connection, id, dossier.asOf, shownHistory));
        dossier.customer = std::move(customer);
        dossier.figures = figures;
        dossier.consent = std::move(consent);
        dossier.history = std::move(history);
        return dossier;
    }),
        this, [this](const Result<Dossier> &dossier) {
            if (dossier)
                show(*dossier);
            else
                m_faces->showFailed(dossier.error());
        });
}

void CustomerDetail::show(const Dossier &dossier)
{
    const store::Customer &who = dossier.customer;
    const store::CustomerFigures &figures = dossier.figures;
    m_name->setText(who.displayName());
    m_address->setText(who.email.isEmpty() ? tr("no e-mail address") : who.email);
    const auto [word, tone] = consentBadge(figures.emailConsent);
    if (figures.suppression.isEmpty())
        m_badge->setText(word, tone);
    else
        m_badge->setText(tr("Must not be written to"), Tone::Negative);
    QList<std::pair<QString, QString>> facts;
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.append({name, value});
    };
    add(tr("Orders"), figures.orders == 0 ? tr("none") : m_format.number(figures.orders));
    add(tr("Spent"), m_format.money(m_shop.money(figures.spent)));
    if (figures.firstOrder)
        add(tr("First order"), m_format.day(*figures.firstOrder));
    if (figures.lastOrder)
        add(tr("Last order"), m_format.relative(*figures.lastOrder, dossier.asOf));
    if (figures.points != 0)
        add(tr("Points"), m_format.number(figures.points));
    QStringList place{who.postcode, who.city, who.country};
    place.removeAll(QString());
    add(tr("Lives in"), place.join(u' '));
    add(tr("Phone"), who.phone);
    add(tr("Tags"), who.tags.join(u", "_s));
    for (auto it = who.attributes.begin(); it != who.attributes.end(); ++it)
        add(it.key(), it->toVariant().toString());
    m_facts->setRows(facts);
    QStringList ledger;
    for (const store::ConsentEntry &entry : dossier.consent)
        ledger.prepend(consentInWords(entry, m_format));
    m_consent->setText(ledger.isEmpty() ? tr("They were never asked.") : ledger.mid(0, 6).join(u'\n'));
    m_history->clear();
    for (const store::HistoryEntry &entry : dossier.history) {
        auto *item = new QListWidgetItem(m_format.day(entry.at) + u" – "_s + historyInWords(entry, m_shop, m_format));
        item->setToolTip(m_format.dayAndTime(entry.at));
        m_history->addItem(item);
    }
    if (dossier.history.isEmpty())
        m_history->addItem(tr("Nothing yet."));
    m_faces->showFull();
}

} // namespace haberdash::ui
