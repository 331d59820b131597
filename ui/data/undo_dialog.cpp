// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/undo_dialog.h"

#include "ui/data/import_cards.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int searchedImports = 1000; ///< nobody undoes what lies further back

QString bulleted(const QStringList &lines)
{
    return u"•  "_s + lines.join(u"\n•  "_s);
}

QString listOf(const QMap<QString, qint64> &counts)
{
    QStringList parts;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        parts.append(store::countInWords(it.key(), it.value()));
    return bulleted(parts);
}

} // namespace

UndoDialog::UndoDialog(Shop shop, TaskList &tasks, BatchId batch, const QString &what, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_batch(batch)
    , m_words(new TextLabel(tr("Looking at what depends on it …")))
    , m_progress(new QProgressBar)
    , m_undo(new QPushButton(tr("Undo it")))
    , m_close(new QPushButton(tr("Keep it")))
{
    setWindowTitle(tr("Undo this?"));
    setMinimumWidth(480);
    m_words->setObjectName("undoAccount"_L1);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_progress->setAccessibleName(tr("Undo"));
    m_undo->setObjectName("undoNow"_L1);
    m_undo->setEnabled(false);
    setButtonKind(m_undo, ButtonKind::Danger);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::normal);
    auto *title = new TextLabel(what, TextLabel::Size::Section);
    title->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(m_words, 1);
    column->addWidget(m_progress);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_undo);
    column->addLayout(buttons);
    m_close->setDefault(true);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_undo, &QPushButton::clicked, this, &UndoDialog::undo);
    plan();
}

UndoDialog::~UndoDialog()
{
    if (m_task)
        m_task->cancel();
}

void UndoDialog::reject()
{
    if (m_task)
        m_task->cancel();
    QDialog::reject();
}

void UndoDialog::plan()
{
    m_progress->setRange(0, 0);
    const auto work = [shop = m_shop, batch = m_batch](Progress &progress) -> Result<Plan> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        HABERDASH_TRY_ASSIGN(account, store::planUndo(connection, batch, progress));
        HABERDASH_TRY_ASSIGN(log, store::importLog(connection, searchedImports));
        return Plan{std::move(account), std::move(log)};
    };
    m_task = runTask(m_tasks, tr("Looking at an import"), work, this, [this](const Result<Plan> &plan) {
        m_task = nullptr;
        m_progress->hide();
        showPlan(plan);
        Q_EMIT planned();
        return QString();
    });
}

void UndoDialog::setWords(const QString &words)
{
    m_words->setText(words);
    if (const int height = layout()->totalHeightForWidth(width()); height > this->height())
        resize(width(), height);
}

QString UndoDialog::obstaclesInWords(const Plan &plan) const
{
    const Format format = m_shop.format();
    QStringList later;
    for (const store::ImportRecord &record : plan.log) { // newest first
        const bool inTheWay = std::any_of(plan.account.dependents.begin(), plan.account.dependents.end(),
            [&record](const store::Dependent &dependent) { return dependent.batch == record.id; });
        if (inTheWay)
            later.append(importInWords(record, format));
    }
    QList<store::Dependent> others;
    for (const store::Dependent &dependent : plan.account.dependents) {
        const bool named = std::any_of(plan.log.begin(), plan.log.end(),
            [&dependent](const store::ImportRecord &record) { return record.id == dependent.batch; });
        if (!named)
            others.append(dependent);
    }
    QStringList parts;
    if (!later.isEmpty())
        parts.append(
            tr("What came later builds on it. Undo these first, from the top:") + u'\n' + bulleted(later));
    if (!others.isEmpty())
        parts.append(tr("It cannot be undone, since it has been worked with:") + u'\n'
            + bulleted(store::describe(others).split(u'\n')));
    parts.append(tr("Nothing was changed."));
    return parts.join(u"\n\n"_s);
}

void UndoDialog::showPlan(const Result<Plan> &plan)
{
    if (!plan) {
        setWords(fullTextOf(plan.error()));
        return;
    }
    if (!plan->account.isPossible()) {
        setWords(obstaclesInWords(*plan));
        m_undo->hide();
        m_close->setText(tr("Close"));
        return;
    }
    QString words = tr("Your data will be what it was without it.");
    if (!plan->account.removed.isEmpty())
        words += u"\n\n"_s + tr("This goes:") + u'\n' + listOf(plan->account.removed);
    if (!plan->account.restored.isEmpty())
        words += u"\n\n"_s + tr("This becomes what it was before:") + u'\n' + listOf(plan->account.restored);
    setWords(words);
    m_undo->setEnabled(true);
}

void UndoDialog::undo()
{
    m_undo->setEnabled(false);
    m_progress->show();
    const auto work = [shop = m_shop, batch = m_batch](Progress &progress) -> Result<store::UndoAccount> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return store::undoBatch(connection, batch, shop.now(), progress);
    };
    m_task = runTask(
        m_tasks, tr("Undoing an import"), work, this, [this](const Result<store::UndoAccount> &account) {
            m_task = nullptr;
            m_progress->hide();
            if (!account) {
                setWords(fullTextOf(account.error()));
                return QString();
            }
            if (!account->isPossible()) { // something came in since
                plan();
                return QString();
            }
            Q_EMIT undone();
            accept();
            return tr("Undone");
        });
}

} // namespace haberdash::ui
