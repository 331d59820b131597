// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/mailbox_card.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

MailboxCard::MailboxCard(Format format, QWidget *parent)
    : Card(tr("The mailbox for mail that comes back"), parent)
    , m_format(std::move(format))
    , m_form(makeForm(nullptr))
    , m_which(new QComboBox)
    , m_name(new QLineEdit)
    , m_kind(new QComboBox)
    , m_host(new QLineEdit)
    , m_security(new QComboBox)
    , m_port(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_folder(new QLineEdit)
    , m_handled(new QLineEdit)
    , m_state(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_trouble(new InlineMessage)
    , m_visit(new InlineMessage)
    , m_result(new InlineMessage)
    , m_question(new InlineMessage)
    , m_counts(new KeyValueList)
    , m_save(new QPushButton(tr("Save mailbox")))
    , m_test(new QPushButton(tr("Save and test")))
    , m_fetch(new QPushButton(tr("Fetch now")))
    , m_remove(new QPushButton(tr("Remove")))
{
    nameFields();
    m_state->setWordWrap(true);
    content()->addWidget(m_state);
    content()->addWidget(m_trouble);
    content()->addWidget(m_visit);
    content()->addWidget(m_counts);
    content()->addSpacing(space::small);
    addFields();
    content()->addLayout(m_form);
    content()->addWidget(m_result);
    content()->addWidget(m_question);
    addHeaderWidget(m_fetch);
    content()->addWidget(makeButtons());
    m_trouble->hide();
    m_question->hide();
    clearResult();

    connect(m_which, &QComboBox::activated, this, [this](int index) {
        clearResult();
        show(index < m_mailboxes.size() ? m_mailboxes[index] : store::Mailbox{});
    });
    connect(m_kind, &QComboBox::activated, this, &MailboxCard::useUsualPort);
    connect(m_security, &QComboBox::activated, this, &MailboxCard::useUsualPort);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &MailboxCard::updateFields);
    for (QLineEdit *line : {m_name, m_host, m_user, m_password, m_folder, m_handled})
        connect(line, &QLineEdit::textChanged, this, &MailboxCard::checkGaps);
    for (QComboBox *box : {m_kind, m_security})
        connect(box, &QComboBox::currentIndexChanged, this, &MailboxCard::checkGaps);
    connect(m_port, &QSpinBox::valueChanged, this, &MailboxCard::checkGaps);
    connect(m_save, &QPushButton::clicked, this, &MailboxCard::saveRequested);
    connect(m_test, &QPushButton::clicked, this, &MailboxCard::testRequested);
    connect(m_fetch, &QPushButton::clicked, this, &MailboxCard::fetchRequested);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        clearResult();
        m_question->setMessage(Tone::Warning,
            tr("“%1” will not be visited any more, and its password is forgotten. What was booked stays.")
                .arg(m_shown.name),
            tr("Remove it"));
    });
    connect(m_question, &InlineMessage::actionTriggered, this, [this] {
        m_question->hide();
        Q_EMIT removeRequested();
    });
}

void MailboxCard::nameFields()
{
    const std::pair<QWidget *, const char16_t *> names[]
        = {{m_which, u"mailboxWhich"}, {m_name, u"mailboxName"}, {m_kind, u"mailboxKind"},
            {m_host, u"mailboxHost"}, {m_security, u"mailboxSecurity"}, {m_port, u"mailboxPort"},
            {m_user, u"mailboxUser"}, {m_password, u"mailboxPassword"}, {m_folder, u"mailboxFolder"},
            {m_handled, u"mailboxHandled"}, {m_state, u"mailboxState"}, {m_trouble, u"mailboxTrouble"},
            {m_visit, u"mailboxVisit"}, {m_result, u"mailboxResult"}, {m_question, u"mailboxQuestion"},
            {m_counts, u"mailboxCounts"}, {m_save, u"saveMailbox"}, {m_test, u"testMailbox"},
            {m_fetch, u"fetchMailbox"}, {m_remove, u"removeMailbox"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QStringView(name).toString());
}

void MailboxCard::addFields()
{
    m_kind->addItem(tr("IMAP"), u"imap"_s);
    m_kind->addItem(tr("POP3"), u"pop3"_s);
    m_security->addItem(tr("TLS"), u"tls"_s);
    m_security->addItem(tr("STARTTLS"), u"starttls"_s);
    m_security->addItem(tr("None, only for a server on this machine"), u"plain"_s);
    m_port->setRange(1, 65535);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Kept in the keychain, or in a locked file"));
    m_name->setPlaceholderText(tr("Returned mail"));
    m_host->setPlaceholderText(u"imap.example.com"_s);
    m_user->setPlaceholderText(u"returns@example.com"_s);
    addFormRow(m_form, tr("Mailbox"), m_which);
    addFormRow(m_form, tr("What you call it"), m_name);
    addFormRow(m_form, tr("It is read by"), m_kind);
    addFormRow(m_form, tr("Mail server"), m_host);
    addFormRow(m_form, tr("Encryption"), m_security);
    addFormRow(m_form, tr("Port"), m_port);
    addFormRow(m_form, tr("User name"), m_user);
    addFormRow(m_form, tr("Password"), m_password);
    addFormRow(m_form, tr("Folder"), m_folder);
    addFormRow(m_form, tr("Move what is booked to"), m_handled,
        tr("A folder; it is made where it is missing. Empty: everything stays where it is."));
}

QWidget *MailboxCard::makeButtons()
{
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    setButtonKind(m_remove, ButtonKind::Quiet);
    for (QPushButton *button : {m_test, m_save})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_remove);
    return buttons;
}

void MailboxCard::setMailboxes(const QList<store::Mailbox> &mailboxes, Timestamp now)
{
    m_mailboxes = mailboxes;
    m_now = now;
    m_which->clear();
    for (const auto &mailbox : mailboxes)
        m_which->addItem(mailbox.name);
    m_which->addItem(tr("A new mailbox"));
    // The one that was saved just now has a number that the card does not know yet.
    const QString name = m_name->text().trimmed();
    int at = 0;
    for (int i = 0; i < mailboxes.size(); ++i) {
        if (mailboxes[i].id == m_shown.id || (!m_shown.id.isValid() && mailboxes[i].name == name))
            at = i;
    }
    m_which->setCurrentIndex(at);
    show(at < mailboxes.size() ? mailboxes[at] : store::Mailbox{});
}

void MailboxCard::show(const store::Mailbox &mailbox)
{
    m_shown = mailbox;
    m_name->setText(mailbox.name);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(mailbox.kind)));
    m_host->setText(mailbox.host);
    m_security->setCurrentIndex(std::max(0, m_security->findData(mailbox.security)));
    m_port->setValue(mailbox.port);
    m_user->setText(mailbox.userName);
    m_password->clear();
    m_folder->setText(mailbox.folder);
    m_handled->setText(mailbox.handledFolder);
    m_question->hide();
    showState();
    updateFields();
    checkGaps();
}

void MailboxCard::showState()
{
    if (!m_shown.id.isValid())
        m_state->setText(
            tr("Mail that cannot be delivered, complaints and wishes to unsubscribe come back by "
               "mail. Haberdash reads them here and writes no more to whom it concerns. Nothing "
               "is deleted, and letters to you are left alone."));
    else if (m_shown.readAt)
        m_state->setText(tr("Last visited %1.").arg(m_format.relative(*m_shown.readAt, m_now)));
    else
        m_state->setText(tr("Not visited yet."));
    if (m_shown.trouble.isEmpty())
        m_trouble->hide();
    else
        m_trouble->setMessage(Tone::Warning,
            tr("The last visit ended early: %1 What was read by then is booked; the rest comes with the next "
               "visit.")
                .arg(m_shown.trouble));
}

store::Mailbox MailboxCard::mailbox() const
{
    auto mailbox = m_shown; // a token is set up by the command line, and stays
    mailbox.name = m_name->text().trimmed();
    mailbox.kind = m_kind->currentData().toString();
    mailbox.host = m_host->text().trimmed();
    mailbox.security = m_security->currentData().toString();
    mailbox.port = m_port->value();
    mailbox.userName = m_user->text().trimmed();
    const QString folder = m_folder->text().trimmed();
    mailbox.folder = folder.isEmpty() ? store::Mailbox().folder : folder;
    mailbox.handledFolder = mailbox.kind == u"imap"_s ? m_handled->text().trimmed() : QString();
    return mailbox;
}

QString MailboxCard::password() const
{
    return m_password->text();
}

void MailboxCard::useUsualPort()
{
    const bool isTls = m_security->currentData() == u"tls"_s;
    const bool isPop = m_kind->currentData() == u"pop3"_s;
    m_port->setValue(isPop ? (isTls ? 995 : 110) : (isTls ? 993 : 143));
}

void MailboxCard::updateFields()
{
    const bool hasFolders = m_kind->currentData() == u"imap"_s;
    for (QLineEdit *line : {m_folder, m_handled})
        m_form->setRowVisible(line->parentWidget(), hasFolders);
}

void MailboxCard::checkGaps()
{
    const auto mailbox = this->mailbox();
    const bool whole = !mailbox.name.isEmpty() && !mailbox.host.isEmpty() && !mailbox.userName.isEmpty();
    const bool isSaved = m_shown.id.isValid() && mailbox == m_shown && password().isEmpty();
    m_save->setEnabled(whole && !isSaved && !m_fetching);
    m_test->setEnabled(whole && !m_fetching);
    m_fetch->setVisible(m_shown.id.isValid());
    m_fetch->setEnabled(isSaved && !m_fetching);
    m_fetch->setToolTip(isSaved || m_fetching ? QString() : tr("Save what was changed first."));
    m_remove->setVisible(m_shown.id.isValid());
    m_remove->setEnabled(!m_fetching);
    m_which->setEnabled(!m_fetching);
}

void MailboxCard::setFetching(bool fetching)
{
    m_fetching = fetching;
    m_fetch->setText(fetching ? tr("Fetching …") : tr("Fetch now"));
    if (fetching)
        clearResult();
    checkGaps();
}

void MailboxCard::clearResult()
{
    m_visit->hide();
    m_result->hide();
    m_counts->hide();
}

void MailboxCard::showResult(Tone tone, const QString &text)
{
    clearResult();
    m_result->setMessage(tone, text);
}

void MailboxCard::showNoVisit(const QString &text)
{
    clearResult();
    m_visit->setMessage(Tone::Negative, text);
}

QString MailboxCard::headlineOf(const sending::VisitReport &report)
{
    if (report.counts.mails == 0)
        return report.trouble.isEmpty() ? tr("There is no new mail.") : tr("No mail was read.");
    return tr("%n mail(s) read.", nullptr, int(report.counts.mails));
}

void MailboxCard::showVisit(const sending::VisitReport &report)
{
    clearResult();
    // Why a visit ended early stands above, where it stays.
    m_visit->setMessage(report.trouble.isEmpty() ? Tone::Positive : Tone::Neutral, headlineOf(report));
    const auto &counts = report.counts;
    const std::pair<QString, qint64> all[] = {{tr("Addresses that do not exist"), counts.hardBounces},
        {tr("Could not be delivered for now"), counts.softBounces},
        {tr("Turned away because of sender or content"), counts.blocks},
        {tr("Complaints"), counts.complaints}, {tr("Unsubscribed"), counts.unsubscribed},
        {tr("Automatic replies"), counts.autoReplies}, {tr("Delayed or delivered after all"), counts.notices},
        {tr("Letters to you, left where they are"), counts.letters},
        {tr("About nobody whom you wrote to"), counts.strangers},
        {tr("Addresses not written to any more"), counts.suppressed}};
    QList<std::pair<QString, QString>> rows;
    for (const auto &[name, count] : all) {
        if (count > 0)
            rows.append({name, m_format.number(count)});
    }
    m_counts->setRows(rows);
    m_counts->setVisible(!rows.isEmpty());
}

} // namespace haberdash::ui
