// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/undo_dialog.h"

#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString listOf(const QMap<QString, qint64> &counts)
{
    QStringList parts;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        parts.append(u"•  "_s + store::countInWords(it.key(), it.value()));
    return parts.join(u'\n');
}

} // namespace

UndoDialog::UndoDialog(Shop shop, TaskList &tasks, BatchId batch, const QString &what, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_tasks(tasks)
    , m_batch(batch)
    , m_words(new TextLabel(tr("Looking at what depends on it …")))
    , m_progress(new QProgressBar)
    , m_undo(new QPushButton(tr("Undo the import")))
    , m_close(new QPushButton(tr("Keep it")))
{
    setWindowTitle(tr("Undo an import?"));
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
    column->addWidget(new TextLabel(what, TextLabel::Size::Section));
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
    const auto work = [shop = m_shop, batch = m_batch](Progress &progress) -> Result<store::UndoAccount> {
        HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
        return store::planUndo(connection, batch, progress);
    };
    m_task = runTask(
        m_tasks, tr("Looking at an import"), work, this, [this](const Result<store::UndoAccount> &account) {
            m_task = nullptr;
            m_progress->hide();
            showAccount(account);
            Q_EMIT planned();
            return QString();
        });
}

void UndoDialog::showAccount(const Result<store::UndoAccount> &account)
{
    if (!account) {
        m_words->setText(fullTextOf(account.error()));
        return;
    }
    if (!account->isPossible()) {
        m_words->setText(
            tr("This import cannot be undone by itself, since something depends on it:\n\n%1\n\nUndo the "
               "later imports first, newest first. Nothing was changed.")
                .arg(store::describe(account->dependents)));
        m_undo->hide();
        m_close->setText(tr("Close"));
        return;
    }
    QString words = tr("Your data will be what it was without this import.");
    if (!account->removed.isEmpty())
        words += u"\n\n"_s + tr("This goes:") + u'\n' + listOf(account->removed);
    if (!account->restored.isEmpty())
        words += u"\n\n"_s + tr("This becomes what it was before:") + u'\n' + listOf(account->restored);
    m_words->setText(words);
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
            if (!account || !account->isPossible()) {
                showAccount(account);
                return QString();
            }
            Q_EMIT undone();
            accept();
            return tr("Undone");
        });
}

} // namespace haberdash::ui
