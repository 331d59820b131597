// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/passphrase_dialog.h"

#include "ui/shared/haberdash_style.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;
using Purpose = deliver::SecretFile::Purpose;

namespace {

QLineEdit *hiddenLine(const QString &name)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setEchoMode(QLineEdit::Password);
    return line;
}

} // namespace

PassphraseDialog::PassphraseDialog(const QString &path, Purpose purpose, QWidget *parent)
    : QDialog(parent)
    , m_first(hiddenLine(u"passphrase"_s))
    , m_again(purpose == Purpose::Make ? hiddenLine(u"passphraseAgain"_s) : nullptr)
    , m_trouble(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    const bool isNew = purpose == Purpose::Make;
    setWindowTitle(isNew ? tr("A passphrase for your passwords") : tr("Your passphrase, please"));
    setMinimumWidth(460);
    auto *column = new QVBoxLayout(this);
    auto *why = new TextLabel(isNew
            ? tr("This computer has no keychain that Haberdash can use. It keeps passwords in a file of its "
                 "own, which only this passphrase opens. Nobody can tell it to you again.")
            : tr(
                "Passwords are kept in a locked file. You are asked for its passphrase once, until Haberdash "
                "is closed."));
    why->setWordWrap(true);
    column->addWidget(why);
    auto *place = new TextLabel(path, TextLabel::Size::Small, TextLabel::Ink::Muted);
    place->setElided(true);
    column->addWidget(place);
    auto *formWidget = new QWidget;
    QFormLayout *form = makeForm(formWidget);
    addFormRow(form, tr("Passphrase"), m_first, isNew ? tr("Several words are best.") : QString());
    connect(m_first, &QLineEdit::textChanged, this, &PassphraseDialog::check);
    if (m_again) {
        addFormRow(form, tr("The same once more"), m_again);
        connect(m_again, &QLineEdit::textChanged, this, &PassphraseDialog::check);
    }
    column->addWidget(formWidget);
    m_trouble->setObjectName("passphraseTrouble"_L1);
    m_trouble->setWordWrap(true);
    m_trouble->setVisible(m_again);
    column->addWidget(m_trouble);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept
        = buttons->addButton(isNew ? tr("Keep passwords there") : tr("Open"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName("usePassphrase"_L1);
    setButtonKind(m_accept, ButtonKind::Primary);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void PassphraseDialog::check()
{
    constexpr int shortest = int(deliver::SecretFile::shortestPassphrase);
    QString trouble;
    if (m_again && !m_first->text().isEmpty()) {
        if (m_first->text().toUtf8().size() < shortest)
            trouble = tr("It needs at least %1 characters.").arg(shortest);
        else if (m_again->text() != m_first->text())
            trouble = tr("The two are not the same yet.");
    }
    m_trouble->setText(trouble);
    m_accept->setEnabled(trouble.isEmpty() && !m_first->text().isEmpty());
}

deliver::Wiped PassphraseDialog::take()
{
    deliver::Wiped typed(m_first->text().toStdString());
    m_first->clear();
    if (m_again)
        m_again->clear();
    return typed;
}

} // namespace haberdash
