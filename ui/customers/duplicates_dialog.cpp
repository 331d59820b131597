// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/duplicates_dialog.h"

#include "core/contact/country.h"
#include "core/identity/proposals.h"
#include "core/store/undo.h"
#include "ui/customers/customer_words.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int shownPairs = 500; // nobody decides more in one sitting; the list fills up again

QString personText(const store::Customer &customer)
{
    const QString name = customer.displayName();
    return name == customer.email || customer.email.isEmpty() ? name : name + u" · "_s + customer.email;
}

QString fieldText(identity::MatchField field)
{
    switch (field) {
    case identity::MatchField::Given:
        return DuplicatesDialog::tr("First name");
    case identity::MatchField::Surname:
        return DuplicatesDialog::tr("Family name");
    case identity::MatchField::Street:
        return DuplicatesDialog::tr("Street");
    case identity::MatchField::House:
        return DuplicatesDialog::tr("House number");
    case identity::MatchField::Place:
        return DuplicatesDialog::tr("Town");
    case identity::MatchField::Phone:
        return DuplicatesDialog::tr("Phone");
    case identity::MatchField::Mailbox:
        return DuplicatesDialog::tr("Address");
    case identity::MatchField::Birthday:
        return DuplicatesDialog::tr("Birthday");
    }
    return {};
}

Result<RecordToCompare> recordOf(store::Connection &connection, CustomerId id, Timestamp asOf)
{
    RecordToCompare record;
    HABERDASH_TRY_ASSIGN(customer, store::customerById(connection, id));
    HABERDASH_TRY_ASSIGN(figures, store::figuresOf(connection, id, asOf));
    HABERDASH_TRY_ASSIGN(street, store::streetOf(connection, id));
    return RecordToCompare{std::move(customer), std::move(figures), std::move(street)};
}

/// "sure", "99.9 %"
QString likelihoodText(const identity::DuplicatePair &pair)
{
    return pair.sure ? DuplicateModel::tr("sure")
                     : DuplicateModel::tr("%1 %").arg(pair.probability * 100, 0, 'f', 1);
}

} // namespace

void DuplicateModel::setPairs(QList<PairToCompare> pairs)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    endResetModel();
}

int DuplicateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pairs.size());
}

int DuplicateModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DuplicateModel::data(const QModelIndex &index, int role) const
{
    const PairToCompare &pair = m_pairs[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Likelihood)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == Likelihood)
        return role == Qt::DisplayRole ? QVariant(likelihoodText(pair.pair)) : QVariant();
    const store::Customer &who = index.column() == Who ? pair.low.customer : pair.high.customer;
    // Of one name twice, the addresses tell which pair it is.
    const bool sameName = pair.low.customer.displayName() == pair.high.customer.displayName();
    return sameName || role == Qt::ToolTipRole ? personText(who) : who.displayName();
}

QVariant DuplicateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Who ? tr("This record") : section == Other ? tr("And this one") : tr("One person");
}

DuplicatesDialog::DuplicatesDialog(Shop shop, TaskList &tasks, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_model(new DuplicateModel(this))
    , m_words(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_table(new TableView(tr("Records that may be one person")))
    , m_find(new QPushButton(icon(Icon::Search), tr("Look for duplicates")))
    , m_mergeCertain(new QPushButton)
    , m_keepLow(new QPushButton)
    , m_keepHigh(new QPushButton)
    , m_apart(new QPushButton(tr("These are two people")))
    , m_progress(new QProgressBar)
    , m_message(new InlineMessage)
{
    setWindowTitle(tr("Who is in your shop twice?"));
    resize(1040, 640);
    m_words->setWordWrap(true);
    m_words->setObjectName("duplicateWords"_L1);
    m_find->setObjectName("findDuplicates"_L1);
    m_mergeCertain->setObjectName("mergeCertain"_L1);
    m_keepLow->setObjectName("keepFirst"_L1);
    m_keepHigh->setObjectName("keepSecond"_L1);
    m_apart->setObjectName("keepApart"_L1);
    m_message->hide();
    m_progress->setAccessibleName(tr("Duplicates"));
    m_progress->setRange(0, 0);
    m_progress->hide();
    m_table->setObjectName("duplicateTable"_L1);
    m_table->setModel(m_model);
    m_table->setColumnWidths({170, 0, 96});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    auto *top = new QHBoxLayout;
    top->addWidget(m_words, 1);
    top->addWidget(m_mergeCertain);
    top->addWidget(m_find);
    column->addLayout(top);
    column->addWidget(m_message);
    column->addWidget(m_progress);
    m_detail = makeDetail();
    column->addWidget(new SplitPane(m_table, m_detail, 0.42), 1);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch();
    auto *close = new QPushButton(tr("Close"));
    bottom->addWidget(close);
    column->addLayout(bottom);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_find, &QPushButton::clicked, this, &DuplicatesDialog::find);
    connect(m_mergeCertain, &QPushButton::clicked, this, &DuplicatesDialog::mergeCertain);
    connect(m_apart, &QPushButton::clicked, this, &DuplicatesDialog::keepApart);
    connect(m_message, &InlineMessage::actionTriggered, this, &DuplicatesDialog::undoLast);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &DuplicatesDialog::showPair);
    const auto keepSide = [this](bool low) {
        const int row = m_table->currentIndex().row();
        if (row < 0)
            return;
        const auto &pair = m_model->pairs()[row].pair;
        keep(low ? pair.low : pair.high, low ? pair.high : pair.low);
    };
    connect(m_keepLow, &QPushButton::clicked, this, [keepSide] { keepSide(true); });
    connect(m_keepHigh, &QPushButton::clicked, this, [keepSide] { keepSide(false); });
    load();
}

DuplicatesDialog::~DuplicatesDialog()
{
    if (m_task)
        m_task->cancel();
}

QWidget *DuplicatesDialog::makeDetail()
{
    auto *detail = new QWidget;
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(space::large, 0, 0, 0);
    column->setSpacing(space::normal);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(space::normal);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    column->addLayout(m_grid);
    auto *buttons = new QGridLayout;
    buttons->setHorizontalSpacing(space::small);
    buttons->addWidget(m_keepLow, 0, 0);
    buttons->addWidget(m_keepHigh, 0, 1);
    buttons->addWidget(m_apart, 1, 0, 1, 2);
    column->addLayout(buttons);
    auto *hint = new TextLabel(
        tr("Orders, messages and everything they did go to the record that you keep; what it does not "
           "have is filled from the other. If one of the two said no to mail, the no holds."),
        TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addStretch();
    return detail;
}

void DuplicatesDialog::load()
{
    m_load.run(QtConcurrent::run([shop = m_shop]() -> Result<Waiting> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        Waiting waiting;
        HABERDASH_TRY_ASSIGN(total, identity::proposalCount(connection));
        HABERDASH_TRY_ASSIGN(certain, identity::certainCount(connection));
        HABERDASH_TRY_ASSIGN(pairs, identity::proposals(connection, 0, shownPairs));
        waiting.total = total;
        waiting.certain = certain;
        for (const auto &pair : pairs) {
            HABERDASH_TRY_ASSIGN(low, recordOf(connection, pair.low, shop.asOf()));
            HABERDASH_TRY_ASSIGN(high, recordOf(connection, pair.high, shop.asOf()));
            waiting.pairs.append({pair, std::move(low), std::move(high)});
        }
        return waiting;
    }),
        this, [this](const Result<Waiting> &waiting) { showWaiting(waiting); });
}

void DuplicatesDialog::showWaiting(const Result<Waiting> &waiting)
{
    if (!waiting) {
        m_message->setMessage(Tone::Negative, fullTextOf(waiting.error()));
        Q_EMIT shown();
        return;
    }
    const int row = std::max(0, m_table->currentIndex().row());
    m_model->setPairs(waiting->pairs);
    m_words->setText(waiting->total == 0
            ? tr("No pair waits for a decision. Haberdash compares names, phones, streets and addresses of "
                 "all customers; "
                 "nothing is merged without you.")
            : tr("%1 pairs wait for a decision.").arg(m_format.number(waiting->total)));
    m_mergeCertain->setVisible(waiting->certain > 0);
    m_mergeCertain->setText(tr("Merge the %1 certain ones").arg(m_format.number(waiting->certain)));
    setButtonKind(m_mergeCertain, ButtonKind::Primary);
    setButtonKind(m_find, waiting->total == 0 ? ButtonKind::Primary : ButtonKind::Secondary);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
    showPair();
    Q_EMIT shown();
}

void DuplicatesDialog::showPair()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const int row = m_table->currentIndex().row();
    m_detail->setVisible(row >= 0 && row < m_model->rowCount());
    if (!m_detail->isVisibleTo(this))
        return;
    const PairToCompare &pair = m_model->pairs()[row];
    int line = 0;
    enum class Tells { Who, What }; // who somebody is, or what became of them
    const auto add = [&](const QString &label, const QString &one, const QString &two, Tells tells) {
        if (one.isEmpty() && two.isEmpty())
            return;
        auto *name = new TextLabel(label, TextLabel::Size::Small, TextLabel::Ink::Muted);
        m_grid->addWidget(name, line, 0, Qt::AlignTop);
        int place = 0;
        for (const QString &text : {one, two}) {
            auto *value = new TextLabel(text.isEmpty() ? u"–"_s : text,
                line == 0 ? TextLabel::Size::Strong : TextLabel::Size::Body,
                one == two && tells == Tells::Who ? TextLabel::Ink::Positive : TextLabel::Ink::Text);
            value->setWordWrap(true);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            m_grid->addWidget(value, line, ++place, Qt::AlignTop);
        }
        ++line;
    };
    const auto compare = [&](const QString &label, auto text, Tells tells = Tells::Who) {
        add(label, text(pair.low), text(pair.high), tells);
    };
    using Record = const RecordToCompare &;
    compare(tr("Name"), [](Record r) { return r.customer.displayName(); });
    compare(tr("Address"), [](Record r) { return r.customer.email; });
    compare(tr("Phone"), [](Record r) { return r.customer.phone; });
    compare(tr("Street"), [](Record r) { return r.street; });
    compare(tr("Town"), [](Record r) {
        return QString(r.customer.postcode + u' ' + r.customer.city + u' ' + r.customer.country).simplified();
    });
    compare(
        tr("Orders"),
        [this](Record r) {
            return tr("%1, %2").arg(
                m_format.number(r.figures.orders), m_format.money(m_shop.money(r.figures.spent)));
        },
        Tells::What);
    compare(
        tr("Mail"), [](Record r) { return consentBadge(r.figures.emailConsent).first; }, Tells::What);
    compare(
        tr("Tags"), [](Record r) { return r.customer.tags.join(u", "_s); }, Tells::What);
    QStringList equal;
    QStringList nearly;
    QStringList different;
    for (const auto &field : pair.pair.evidence)
        (field.level == 2 ? equal : field.level == 1 ? nearly : different).append(fieldText(field.field));
    QStringList reasons;
    if (!equal.isEmpty())
        reasons.append(tr("The same: %1.").arg(equal.join(u", "_s)));
    if (!nearly.isEmpty())
        reasons.append(tr("Nearly: %1.").arg(nearly.join(u", "_s)));
    if (!different.isEmpty())
        reasons.append(tr("Different: %1.").arg(different.join(u", "_s)));
    auto *why = new TextLabel(reasons.join(u' ') + u' '
            + (pair.pair.sure ? tr("The same phone under the same name: one person, by rule.")
                              : tr("One person with a likelihood of %1.").arg(likelihoodText(pair.pair))),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    why->setWordWrap(true);
    m_grid->addWidget(why, line, 0, 1, 3);
    m_keepLow->setText(tr("Keep the left record"));
    m_keepHigh->setText(tr("Keep the right record"));
    m_keepLow->setToolTip(personText(pair.low.customer));
    m_keepHigh->setToolTip(personText(pair.high.customer));
}

template<typename T>
void DuplicatesDialog::run(
    const QString &title, std::function<Result<T>(Progress &)> work, std::function<void(const T &)> handle)
{
    if (m_task)
        return;
    m_message->hide();
    setBusy(true);
    m_task = runTask(
        m_tasks, title, std::move(work), this, [this, handle = std::move(handle)](const Result<T> &answer) {
            m_task = nullptr;
            setBusy(false);
            if (answer)
                handle(*answer);
            else if (answer.error().code != Error::Code::Cancelled)
                m_message->setMessage(Tone::Negative, fullTextOf(answer.error()));
            load();
            return QString();
        });
}

void DuplicatesDialog::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    for (QPushButton *button : {m_find, m_mergeCertain, m_keepLow, m_keepHigh, m_apart})
        button->setEnabled(!busy);
}

void DuplicatesDialog::find()
{
    run<qint64>(
        tr("Looking for duplicates"),
        [shop = m_shop](Progress &progress) -> Result<qint64> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            HABERDASH_TRY_ASSIGN(report,
                identity::findDuplicates(
                    connection, contact::countryOfZone(shop.info.timeZone).toStdString(), progress));
            return identity::saveProposals(connection, report, shop.now());
        },
        [this](qint64 found) {
            if (found == 0)
                m_message->setMessage(
                    Tone::Positive, tr("Nobody is in your shop twice, as far as their data tell."));
        });
}

void DuplicatesDialog::keep(CustomerId kept, CustomerId merged)
{
    run<BatchId>(
        tr("Merging two records"),
        [shop = m_shop, kept, merged](Progress &) -> Result<BatchId> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            return identity::mergeCustomers(connection, kept, merged, shop.now());
        },
        [this, kept](BatchId batch) {
            m_lastMerges = {batch};
            m_message->setMessage(Tone::Positive,
                tr("Merged. The record you kept is no. %1.").arg(kept.value()), tr("Take apart again"));
            Q_EMIT changed();
        });
}

void DuplicatesDialog::keepApart()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return;
    run<bool>(
        tr("Noting that two records are two people"),
        [shop = m_shop, pair = m_model->pairs()[row].pair](Progress &) -> Result<bool> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            HABERDASH_TRY(identity::keepApart(connection, pair.low, pair.high, shop.now()));
            return true;
        },
        [this](bool) {
            m_message->setMessage(Tone::Neutral, tr("Noted: two people. They will not be proposed again."));
        });
}

void DuplicatesDialog::mergeCertain()
{
    run<identity::BulkMerge>(
        tr("Merging certain duplicates"),
        [shop = m_shop](Progress &progress) -> Result<identity::BulkMerge> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            HABERDASH_TRY_ASSIGN(total, identity::proposalCount(connection));
            HABERDASH_TRY_ASSIGN(pairs, identity::proposals(connection, 0, int(total)));
            return identity::mergeCertain(connection, pairs, shop.now(), progress);
        },
        [this](const identity::BulkMerge &done) {
            m_lastMerges.clear();
            for (qint64 batch = done.last.value(); done.merged > 0 && batch >= done.first.value(); --batch)
                m_lastMerges.append(BatchId(batch));
            m_message->setMessage(Tone::Positive,
                tr("%1 records went into others.").arg(m_format.number(done.merged)),
                done.merged > 0 ? tr("Take apart again") : QString());
            Q_EMIT changed();
        });
}

void DuplicatesDialog::undoLast()
{
    run<qint64>(
        tr("Taking records apart again"),
        [shop = m_shop, batches = m_lastMerges](Progress &progress) -> Result<qint64> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            qint64 kept = 0;
            for (const BatchId batch : batches) {
                HABERDASH_TRY_ASSIGN(account, store::undoBatch(connection, batch, shop.now(), progress));
                kept += account.isPossible() ? 0 : 1;
            }
            return kept;
        },
        [this](qint64 kept) {
            m_lastMerges.clear();
            m_message->setMessage(kept == 0 ? Tone::Neutral : Tone::Warning,
                kept == 0 ? tr("They are apart again. Look for duplicates to see them proposed once more.")
                          : tr("%1 merges stay: something was added to those records since.")
                                .arg(m_format.number(kept)));
            Q_EMIT changed();
        });
}

} // namespace haberdash::ui
