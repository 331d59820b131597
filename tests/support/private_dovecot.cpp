// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/private_dovecot.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uid_t nobody = 65534; ///< Dovecot gives no mail to root

Result<> giveToNobody(const QString &path)
{
    if (::chown(path.toLocal8Bit().constData(), nobody, nobody) != 0)
        return failure(Error::Code::Io, u"%1 cannot be given away"_s.arg(path));
    return {};
}

} // namespace

PrivateDovecot::~PrivateDovecot()
{
    stop();
}

QString PrivateDovecot::folderPath(const QString &folder) const
{
    const QString mail = m_folder.filePath(u"mail"_s);
    return folder == u"INBOX"_s ? mail : QString(mail + u"/." + folder);
}

Result<> PrivateDovecot::writeConfiguration() const
{
    HABERDASH_TRY(writeFile(m_folder.filePath(u"users"_s),
        (user() + u":{PLAIN}"_s + QString::fromStdString(password()) + u"::::::\n"_s).toUtf8()));
    QString text = uR"(base_dir = %1/run
state_dir = %1/state
log_path = %1/log
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <%2
ssl_key = <%3
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
mail_location = maildir:%1/mail
first_valid_uid = 1
maildir_copy_with_hardlinks = yes
mail_max_userip_connections = 100
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u %1/users
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=%1/home
}
service imap-login {
  process_min_avail = 1
  inet_listener imap {
    port = %4
  }
  inet_listener imaps {
    port = %5
    ssl = yes
  }
}
service pop3-login {
  process_min_avail = 1
  inet_listener pop3 {
    port = %6
  }
  inet_listener pop3s {
    port = %7
    ssl = yes
  }
}
)"_s;
    text.replace(u"%1"_s, m_folder.path())
        .replace(u"%2"_s, m_certificates.certificate)
        .replace(u"%3"_s, m_certificates.key)
        .replace(u"%4"_s, QString::number(m_imapPort))
        .replace(u"%5"_s, QString::number(m_imapTlsPort))
        .replace(u"%6"_s, QString::number(m_popPort))
        .replace(u"%7"_s, QString::number(m_popTlsPort));
    return writeFile(m_folder.filePath(u"dovecot.conf"_s), text.toUtf8());
}

Result<> PrivateDovecot::start(const QString &certificateHost)
{
    if (::geteuid() != 0)
        return failure(Error::Code::NotFound, u"a private Dovecot can only be started by root"_s);
    for (const auto *name : {u"dovecot", u"openssl"}) {
        if (programPath(QString::fromUtf16(name)).isEmpty())
            return failure(Error::Code::NotFound, u"%1 is not here"_s.arg(QString::fromUtf16(name)));
    }
    for (const auto *program : {u"/usr/lib/dovecot/imap", u"/usr/lib/dovecot/pop3"}) {
        if (!QFile::exists(QString::fromUtf16(program)))
            return failure(Error::Code::NotFound, u"%1 is not here"_s.arg(QString::fromUtf16(program)));
    }
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755)); // Dovecot's users go through it
    HABERDASH_TRY_ASSIGN(certificates, TestCertificates::make(m_folder.path(), certificateHost));
    m_certificates = certificates;
    m_imapPort = freePort();
    m_imapTlsPort = freePort();
    m_popPort = freePort();
    m_popTlsPort = freePort();
    HABERDASH_TRY(deliver(u"INBOX"_s, {}));
    HABERDASH_TRY(writeConfiguration());
    HABERDASH_TRY(startServer(m_dovecot, programPath(u"dovecot"_s),
        {u"-F"_s, u"-c"_s, m_folder.filePath(u"dovecot.conf"_s)}, m_imapPort));
    if (!waitForPort(m_popTlsPort))
        return failure(Error::Code::Io, u"Dovecot does not listen"_s);
    return {};
}

void PrivateDovecot::stop()
{
    if (m_dovecot.state() == QProcess::NotRunning)
        return;
    m_dovecot.terminate();
    if (!m_dovecot.waitForFinished(5'000))
        m_dovecot.kill();
    m_dovecot.waitForFinished(5'000);
}

Result<> PrivateDovecot::deliver(const QString &folder, const std::vector<std::string> &mails)
{
    const QString path = folderPath(folder);
    for (const QString &each :
        {path, QString(path + u"/cur"), QString(path + u"/new"), QString(path + u"/tmp")}) {
        if (QDir().mkpath(each))
            HABERDASH_TRY(giveToNobody(each));
    }
    for (const std::string &mail : mails) {
        // Dovecot numbers new mails in the order of their file names.
        const QString name = u"/new/%1.M1P1.test"_s.arg(++m_delivered, 10, 10, QChar(u'0'));
        HABERDASH_TRY(writeFile(path + name, QByteArray::fromStdString(mail)));
        HABERDASH_TRY(giveToNobody(path + name));
    }
    return {};
}

int PrivateDovecot::count(const QString &folder) const
{
    int count = 0;
    for (const auto *part : {u"/cur", u"/new"})
        count += int(QDir(folderPath(folder) + QString::fromUtf16(part)).entryList(QDir::Files).size());
    return count;
}

void PrivateDovecot::forget(const QString &folder)
{
    const QString path = folderPath(folder);
    if (folder != u"INBOX"_s) {
        QDir(path).removeRecursively();
        return;
    }
    for (const auto *part : {u"/cur", u"/new"})
        QDir(path + QString::fromUtf16(part)).removeRecursively();
    for (const QString &each : QDir(path).entryList({u"dovecot*"_s}, QDir::Files))
        QFile::remove(path + u'/' + each);
}

} // namespace haberdash::test
