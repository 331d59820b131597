// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/mailbox_visit.h"

#include "core/store/transaction.h"

#include <QFileInfo>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using mailbox::AfterMail;
using mailbox::MailboxAccount;

namespace {

MailboxAccount toAccount(const store::Mailbox &kept, const QString &trustedCaFile)
{
    MailboxAccount account;
    account.kind = kept.kind == u"pop3"_s ? MailboxAccount::Kind::Pop3 : MailboxAccount::Kind::Imap;
    account.host = kept.host;
    account.port = quint16(kept.port);
    account.security = kept.security == u"plain"_s ? MailboxAccount::Security::Plain
        : kept.security == u"starttls"_s           ? MailboxAccount::Security::StartTls
                                                   : MailboxAccount::Security::Tls;
    account.auth = kept.authentication == u"xoauth2"_s ? MailboxAccount::Auth::XOAuth2
                                                       : MailboxAccount::Auth::Password;
    account.user = kept.userName;
    account.folder = kept.folder;
    account.handledFolder = kept.handledFolder;
    account.trustedCaFile = trustedCaFile;
    return account;
}

} // namespace

QString mailboxSecretKey(const QString &workspacePath, MailboxId mailbox)
{
    return u"%1#mailbox-%2"_s.arg(QFileInfo(workspacePath).canonicalFilePath()).arg(mailbox.value());
}

Result<> tryMailbox(const store::Mailbox &kept, const QString &workspacePath, deliver::SecretStore &secrets,
    const QString &trustedCaFile, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(secret, secrets.read(mailboxSecretKey(workspacePath, kept.id)));
    return mailbox::checkMailbox(toAccount(kept, trustedCaFile), secret, progress);
}

Result<VisitReport> visitMailbox(store::Connection &connection, const store::Mailbox &kept,
    deliver::SecretStore &secrets, const QString &trustedCaFile, const Clock &clock, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(secret, secrets.read(mailboxSecretKey(connection.path(), kept.id)));
    HABERDASH_TRY_ASSIGN(
        state, mailbox::MailboxState::fromJson(kept.state == "{}" ? QByteArray() : kept.state));
    HABERDASH_TRY_ASSIGN(books, ReturnedMailBooks::open(connection));
    VisitReport report;
    const auto sink
        = [&](const mailbox::FetchedMail &mail, const mailbox::MailboxState &after) -> Result<AfterMail> {
        const qint64 letters = report.counts.letters;
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
        HABERDASH_TRY(books.book(mail.bytes, u"mailbox "_s + kept.name, clock.now(), report.counts));
        HABERDASH_TRY(store::setMailboxState(connection, kept.id, after.toJson(), {}, clock.now()));
        HABERDASH_TRY(transaction.commit());
        return report.counts.letters > letters ? AfterMail::Keep : AfterMail::MoveAway;
    };
    const auto outcome
        = mailbox::fetchNewMail(toAccount(kept, trustedCaFile), secret, state, {}, progress, sink);
    report.isComplete = outcome.isComplete;
    report.wasRenumbered = outcome.wasRenumbered;
    if (outcome.fault)
        report.trouble = outcome.fault->detail;
    HABERDASH_TRY(
        store::setMailboxState(connection, kept.id, outcome.state.toJson(), report.trouble, clock.now()));
    return report;
}

} // namespace haberdash::sending
