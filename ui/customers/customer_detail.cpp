// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_detail.h"

#include "core/privacy/personal_data.h"
#include "core/store/undo.h"
#include "ui/customers/customer_words.h"
#include "ui/customers/split_dialog.h"
#include "ui/shared/campaign_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QFileDialog>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int shownHistory = 500;
constexpr int shownMessages = 200;

QListWidget *makeList(const QString &objectName, const QString &accessibleName)
{
    auto *list = new QListWidget;
    list->setObjectName(objectName);
    list->setAccessibleName(accessibleName);
    list->setWordWrap(true);
    list->setSpacing(2);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    return list;
}

QWidget *makeScrolling(QWidget *inside)
{
    auto *place = new QWidget;
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, space::small, 0, 0);
    column->addWidget(inside);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(place);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The card's own surface shows.
    scroll->viewport()->setAutoFillBackground(false);
    place->setAutoFillBackground(false);
    return scroll;
}

Result<bool> writePerson(const Shop &shop, CustomerId id, const QString &path)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    HABERDASH_TRY(privacy::writePerson(connection, id, path));
    return true;
}

} // namespace

CustomerDetail::CustomerDetail(Shop shop, TaskList &tasks, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_faces(new FaceStack)
    , m_name(new TextLabel({}, TextLabel::Size::Section))
    , m_address(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_badge(new Badge({}))
    , m_tabs(new QTabWidget)
    , m_facts(new KeyValueList)
    , m_consent(new TextLabel({}, TextLabel::Size::Body))
    , m_mayWrite(new TextLabel({}, TextLabel::Size::Strong))
    , m_part(new QComboBox)
    , m_history(makeList(u"customerHistory"_s, tr("What they did")))
    , m_messages(makeList(u"customerMessages"_s, tr("Messages")))
{
    build();
    m_faces->showEmpty();
    connect(m_faces, &FaceStack::retried, this, &CustomerDetail::load);
    connect(m_part, &QComboBox::activated, this, &CustomerDetail::load);
}

void CustomerDetail::build()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::normal, 0, 0, 0);
    outer->addWidget(m_faces);
    auto *card = new Card;
    m_name->setObjectName("customerName"_L1);
    m_name->setWordWrap(true);
    m_name->setAlignment(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter); // Hebrew names, too
    m_address->setObjectName("customerAddress"_L1);
    m_address->setElided(true);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_consent->setObjectName("customerConsent"_L1);
    m_consent->setWordWrap(true);
    m_part->setObjectName("historyPart"_L1);
    m_part->setAccessibleName(tr("Which things they did"));
    using Part = store::HistoryPart;
    for (const auto &[name, part] :
        {std::pair(tr("Everything"), Part::Everything), std::pair(tr("Orders and refunds"), Part::Orders),
            std::pair(tr("Visits and searches"), Part::Visits), std::pair(tr("Mail"), Part::Mail),
            std::pair(tr("Coupons and points"), Part::Rewards),
            std::pair(tr("Returns, tickets, reviews"), Part::Service)})
        m_part->addItem(name, int(part));

    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    QToolButton *more = makeIconButton(Icon::More, tr("More for this customer"), this);
    more->setObjectName("customerMore"_L1);
    auto *menu = new QMenu(more);
    auto *split = menu->addAction(tr("These are two people …"));
    split->setObjectName("splitCustomer"_L1);
    connect(split, &QAction::triggered, this, &CustomerDetail::openSplit);
    menu->addSeparator();
    connect(menu->addAction(tr("Export everything about them …")), &QAction::triggered, this,
        &CustomerDetail::askForExport);
    connect(
        menu->addAction(tr("Erase them for good …")), &QAction::triggered, this, &CustomerDetail::askToErase);
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    head->addWidget(more, 0, Qt::AlignTop);
    QVBoxLayout *column = card->content();
    column->addLayout(head);
    column->addWidget(m_address);
    column->addWidget(m_badge, 0, Qt::AlignLeft);
    auto *timeline = new QWidget;
    auto *timelineColumn = new QVBoxLayout(timeline);
    timelineColumn->setContentsMargins(0, space::small, 0, 0);
    timelineColumn->addWidget(m_part);
    timelineColumn->addWidget(m_history, 1);
    m_tabs->setObjectName("customerTabs"_L1);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->addTab(makeScrolling(m_facts), tr("Facts"));
    m_tabs->addTab(timeline, tr("History"));
    auto *agreed = new QWidget;
    auto *agreedColumn = new QVBoxLayout(agreed);
    agreedColumn->setContentsMargins(0, 0, 0, 0);
    agreedColumn->setSpacing(space::normal);
    m_mayWrite->setObjectName("customerMayWrite"_L1);
    m_mayWrite->setWordWrap(true);
    agreedColumn->addWidget(m_mayWrite);
    agreedColumn->addWidget(m_consent);
    m_tabs->addTab(makeScrolling(agreed), tr("Consent"));
    m_tabs->addTab(m_messages, tr("Mail"));
    column->addWidget(m_tabs, 1);
    m_faces->setFullFace(card);
    auto *nobody = new TextLabel(tr("Choose a customer to see what they bought, did and agreed to."),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    nobody->setWordWrap(true);
    nobody->setAlignment(Qt::AlignCenter);
    m_faces->setEmptyFace(nobody);
    setMinimumWidth(330);
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
    load();
}

void CustomerDetail::load()
{
    m_load.run(
        QtConcurrent::run([shop = m_shop, id = m_id,
                              part = store::HistoryPart(m_part->currentData().toInt())]() -> Result<Dossier> {
            HABERDASH_TRY_ASSIGN(connection, shop.open());
            Dossier dossier;
            dossier.asOf = shop.asOf();
            HABERDASH_TRY_ASSIGN(customer, store::customerById(connection, id));
            HABERDASH_TRY_ASSIGN(figures, store::figuresOf(connection, id, dossier.asOf));
            HABERDASH_TRY_ASSIGN(identities, store::identitiesOf(connection, id));
            HABERDASH_TRY_ASSIGN(loyalty, store::loyaltyOf(connection, id));
            HABERDASH_TRY_ASSIGN(consent, store::consentOf(connection, id));
            HABERDASH_TRY_ASSIGN(whyNot, campaign::whyNot(connection, id, dossier.asOf));
            HABERDASH_TRY_ASSIGN(history, store::historyOf(connection, id, dossier.asOf, shownHistory, part));
            HABERDASH_TRY_ASSIGN(messages, store::messagesOf(connection, id, dossier.asOf, shownMessages));
            dossier.customer = std::move(customer);
            dossier.figures = figures;
            dossier.identities = std::move(identities);
            dossier.loyalty = std::move(loyalty);
            dossier.consent = std::move(consent);
            dossier.whyNot = std::move(whyNot);
            dossier.history = std::move(history);
            dossier.messages = std::move(messages);
            return dossier;
        }),
        this, [this](const Result<Dossier> &dossier) {
            if (dossier)
                showDossier(*dossier);
            else
                m_faces->showFailed(dossier.error());
        });
}

void CustomerDetail::showDossier(const Dossier &dossier)
{
    const store::Customer &who = dossier.customer;
    m_name->setText(who.displayName());
    m_address->setText(who.email.isEmpty() ? tr("no e-mail address") : who.email);
    const auto [word, tone] = consentBadge(dossier.figures.emailConsent);
    if (dossier.figures.suppression.isEmpty())
        m_badge->setText(word, tone);
    else
        m_badge->setText(tr("Must not be written to"), Tone::Negative);
    showFacts(dossier);
    QStringList may;
    for (const auto &obstacle : dossier.whyNot.obstacles)
        may.append(obstacleInWords(obstacle, m_format));
    m_mayWrite->setText(may.isEmpty() ? tr("You may write to them now.")
                                      : tr("You may not write to them now.") + u'\n' + may.join(u'\n'));
    QStringList ledger;
    for (const store::ConsentEntry &entry : dossier.consent)
        ledger.prepend(consentInWords(entry, m_format));
    m_consent->setText(ledger.isEmpty() ? tr("They were never asked.") : ledger.join(u"\n\n"_s));
    showHistory(dossier.history);
    showMessages(dossier.messages);
    m_faces->showFull();
}

void CustomerDetail::showFacts(const Dossier &dossier)
{
    const store::Customer &who = dossier.customer;
    const store::CustomerFigures &figures = dossier.figures;
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
    if (dossier.loyalty) {
        add(tr("Points"),
            tr("%1, as of %2")
                .arg(m_format.number(dossier.loyalty->points), m_format.day(dossier.loyalty->asOf)));
        if (dossier.loyalty->expiring && dossier.loyalty->expiresAt)
            add(tr("Lapsing"),
                tr("%1 on %2")
                    .arg(m_format.number(*dossier.loyalty->expiring),
                        m_format.day(*dossier.loyalty->expiresAt)));
        add(tr("Tier"), dossier.loyalty->tier);
    } else if (figures.points != 0) {
        add(tr("Points"), m_format.number(figures.points));
    }
    QStringList place{who.postcode, who.city, who.country};
    place.removeAll(QString());
    add(tr("Lives in"), sideBySide(place));
    add(tr("Phone"), who.phone);
    add(tr("Tags"), who.tags.join(u", "_s));
    for (auto it = who.attributes.begin(); it != who.attributes.end(); ++it)
        add(it.key(), it->toVariant().toString());
    // What else leads here: the addresses of merged records, numbers in the shop.
    QStringList known;
    for (const store::IdentityKey &key : dossier.identities) {
        if (key.key != who.email.toLower() && key.key != who.phone)
            known.append(key.key);
    }
    add(tr("Also known as"), known.join(u'\n'));
    m_facts->setRows(facts);
}

void CustomerDetail::showHistory(const QList<store::HistoryEntry> &history)
{
    m_history->clear();
    for (const store::HistoryEntry &entry : history) {
        auto *item = new QListWidgetItem(
            m_format.day(entry.at) + u" – "_s + historyInWords(entry, m_shop, m_format));
        item->setToolTip(m_format.dayAndTime(entry.at));
        m_history->addItem(item);
    }
    if (history.isEmpty())
        m_history->addItem(tr("Nothing of the kind."));
}

void CustomerDetail::showMessages(const QList<store::SentMessage> &messages)
{
    m_messages->clear();
    for (const store::SentMessage &message : messages) {
        const QString fate
            = fateInWords(message.reason.isEmpty() ? message.state : message.state + u':' + message.reason);
        auto *item
            = new QListWidgetItem(m_format.day(message.at) + u" – "_s + message.campaign + u": "_s + fate);
        item->setToolTip(m_format.dayAndTime(message.at));
        m_messages->addItem(item);
    }
    if (messages.isEmpty())
        m_messages->addItem(tr("No campaign has had them in it."));
}

void CustomerDetail::askForExport()
{
    auto *dialog = new QFileDialog(
        this, tr("Export everything about %1").arg(m_name->text()), QString(), tr("JSON (*.json)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &CustomerDetail::exportTo);
    dialog->open();
}

void CustomerDetail::exportTo(const QString &path)
{
    whenDone(QtConcurrent::run([shop = m_shop, id = m_id, path] { return writePerson(shop, id, path); }),
        this, [this, path](const Result<bool> &written) {
            if (written)
                Q_EMIT told(tr("Everything about them is in %1.").arg(path), Tone::Positive);
            else
                Q_EMIT told(fullTextOf(written.error()), Tone::Negative);
        });
}

void CustomerDetail::askToErase()
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Erase a customer"),
        tr("Erase %1 for good?").arg(m_name->text()), QMessageBox::Cancel, this);
    question->setInformativeText(tr("Their profile, consent, messages and everything they did go, and no "
                                    "later import brings them back. Their "
                                    "orders stay as amounts without a person. This cannot be undone."));
    QPushButton *erase = question->addButton(tr("Erase"), QMessageBox::DestructiveRole);
    setButtonKind(erase, ButtonKind::Danger);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(erase, &QPushButton::clicked, this, &CustomerDetail::erase);
    question->open();
}

void CustomerDetail::erase()
{
    const auto work = [shop = m_shop, id = m_id](Progress &progress) -> Result<privacy::Erasure> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return privacy::erasePerson(connection, id, shop.now(), progress);
    };
    runTask(m_tasks, tr("Erasing a customer"), work, this, [this](const Result<privacy::Erasure> &erasure) {
        if (!erasure) {
            Q_EMIT told(fullTextOf(erasure.error()), Tone::Negative);
            return QString();
        }
        showCustomer(CustomerId());
        Q_EMIT told(erasure->filesThatMayNameThem.isEmpty()
                ? tr("Erased. Backups of before may still name them.")
                : tr("Erased. Files that you imported, and backups, may still name them."),
            Tone::Positive);
        if (erasure->tracesAreLeft)
            Q_EMIT told(
                tr("Erased, but traces are left in free pages of the file: another program has it open, or "
                   "the disk is full. They go when the next customer is erased."),
                Tone::Negative);
        Q_EMIT erased();
        return tr("Erased");
    });
}

/// Not modal: what the person has on the page helps to decide.
void CustomerDetail::openSplit()
{
    auto *dialog = new SplitDialog(m_shop, m_tasks, m_id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SplitDialog::split, this,
        [this, former = m_id](BatchId batch, CustomerId, const QString &name) {
            Q_EMIT offered({tr("%1 and the other person are two now.").arg(name), Tone::Positive, tr("Undo"),
                [self = QPointer(this), batch, former] {
                    if (self)
                        self->undoSplit(batch, former);
                }});
            if (m_id == former)
                showCustomer(former);
            Q_EMIT splitUp();
        });
    dialog->show();
}

void CustomerDetail::undoSplit(BatchId batch, CustomerId former)
{
    const auto work = [shop = m_shop, batch](Progress &progress) -> Result<store::UndoAccount> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return store::undoBatch(connection, batch, shop.now(), progress);
    };
    runTask(m_tasks, tr("Putting two people together again"), work, this,
        [this, former](const Result<store::UndoAccount> &account) {
            if (!account)
                Q_EMIT told(fullTextOf(account.error()), Tone::Negative);
            else if (!account->isPossible())
                Q_EMIT told(store::describe(account->dependents), Tone::Warning);
            else
                Q_EMIT told(tr("They are one record again."), Tone::Neutral);
            showCustomer(former);
            Q_EMIT splitUp();
            return QString();
        });
}

} // namespace haberdash::ui
