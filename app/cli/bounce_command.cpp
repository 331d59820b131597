// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/bounce/returned_mail.h"
#include "core/mail/mailbox.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using bounce::ReturnedMail;

namespace {

constexpr qint64 largestFile = 500'000'000;

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

/// Letters need no reason.
QString sentenceOf(const ReturnedMail &mail)
{
    const bool isLetter = mail.kind == ReturnedMail::Kind::Other && mail.reason == bounce::Reason::NotSaid;
    return isLetter ? QString() : text(toSentence(mail.reason));
}

/// Files as they are named, and those of folders by their names, hidden ones left out.
QStringList filesOf(const std::vector<std::string> &paths)
{
    QStringList files;
    for (const std::string &each : paths) {
        const QString path = QString::fromStdString(each);
        if (!QFileInfo(path).isDir()) {
            files += path;
            continue;
        }
        QStringList inside;
        for (QDirIterator at(path, QDir::Files, QDirIterator::Subdirectories); at.hasNext();)
            inside += at.next();
        inside.sort();
        files += inside;
    }
    return files;
}

/// What all files hold, as it is printed.
class Findings
{
public:
    void read(const QString &path)
    {
        QFile file(path);
        const bool isOpen = QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly);
        if (!isOpen || file.size() > largestFile) {
            refuse(path,
                isOpen                ? u"more than 500 MB"_s
                    : isMissing(path) ? u"it is not there"_s
                                      : file.errorString());
            return;
        }
        const QByteArray bytes = file.readAll();
        if (file.error() != QFile::NoError) {
            refuse(path, file.errorString());
            return;
        }
        if (bytes.trimmed().isEmpty()) {
            refuse(path, u"it is empty"_s);
            return;
        }
        ++m_files;
        const auto mails = mail::mailsIn({bytes.constData(), size_t(bytes.size())});
        for (size_t at = 0; at < mails.size(); ++at) {
            const QString name = mails.size() == 1 ? path : u"%1 (%2)"_s.arg(path).arg(at + 1);
            for (const ReturnedMail &each : bounce::readReturnedMail(mails[at]))
                add(path, int(at) + 1, name, each);
        }
    }
    [[nodiscard]] int files() const { return m_files; }
    [[nodiscard]] const QJsonArray &unread() const { return m_unread; }
    [[nodiscard]] QJsonObject toJson() const
    {
        return {{u"files"_s, m_files}, {u"unread"_s, m_unread}, {u"results"_s, m_results}};
    }
    [[nodiscard]] const QString &lines() const { return m_lines; }

private:
    static bool isMissing(const QString &path) { return !QFileInfo::exists(path); }

    void refuse(const QString &path, const QString &why)
    {
        m_unread.append(path);
        Session::say(u"haberdash: “%1” could not be read: %2."_s.arg(path, why));
    }

    void add(const QString &path, int number, const QString &name, const ReturnedMail &mail)
    {
        m_results.append(QJsonObject{{u"file"_s, path}, {u"mail"_s, number},
            {u"kind"_s, text(toWord(mail.kind))}, {u"severity"_s, text(toWord(mail.severity))},
            {u"reason"_s, text(toWord(mail.reason))}, {u"recipient"_s, text(mail.recipient)},
            {u"status"_s, text(mail.status)}, {u"reply_code"_s, mail.replyCode},
            {u"diagnostic"_s, text(mail.diagnostic)}, {u"feedback_type"_s, text(mail.feedbackType)},
            {u"message_id"_s, text(mail.messageId)}, {u"haberdash_id"_s, text(mail.haberdashId)},
            {u"original_recipient"_s, text(mail.originalRecipient)},
            {u"envelope_id"_s, text(mail.envelopeId)}, {u"return_token"_s, text(mail.returnToken)},
            {u"unsubscribe_token"_s, text(mail.unsubscribeToken)}});
        const bool isFailure = mail.severity != ReturnedMail::Severity::None;
        QStringList words{text(toWord(mail.kind)), isFailure ? text(toWord(mail.severity)) : QString(),
            text(mail.recipient), text(mail.status), sentenceOf(mail)};
        words.removeAll(QString());
        m_lines += u"%1: %2\n"_s.arg(name, words.join(u", "_s));
    }

    int m_files = 0;
    QJsonArray m_unread;
    QJsonArray m_results;
    QString m_lines;
};

void readAll(Session &session, const std::vector<std::string> &paths)
{
    Findings findings;
    for (const QString &path : filesOf(paths))
        findings.read(path);
    if (findings.files() == 0) {
        session.fail({Error::Code::NotFound, u"There is no mail to read."_s});
        return;
    }
    session.answer(findings.toJson(), findings.lines());
    if (!findings.unread().isEmpty())
        session.finish(Exit::Incomplete);
}

} // namespace

void addBounceCommand(CLI::App &app, Session &session)
{
    auto *command
        = app.add_subcommand("bounce", "Tell what returned mails say: bounces, complaints, replies");
    auto paths = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *paths, "Mails (.eml), mailboxes (mbox) or folders of them")->required();
    command->footer(
        "One line for each address that a mail speaks of. Nothing is changed, and no workspace is needed.\n"
        "Ends with 1 where a file could not be read.\n"
        "Example:\n  haberdash bounce returned.eml old-mailbox maildir/");
    command->callback([&session, paths] { readAll(session, *paths); });
}

} // namespace haberdash::cli
