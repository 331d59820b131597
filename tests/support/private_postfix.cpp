// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/private_postfix.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

PrivatePostfix::~PrivatePostfix()
{
    stop();
}

Result<> PrivatePostfix::writeDovecot()
{
    const QString base = m_folder.filePath(u"dovecot"_s);
    QDir().mkpath(base);
    HABERDASH_TRY(writeFile(base + u"/users"_s,
        QString(user() + u":{PLAIN}"_s + QString::fromStdString(password()) + u"::::::\n"_s).toUtf8()));
    const quint16 authPort = freePort();
    HABERDASH_TRY(writeFile(base + u"/dovecot.conf"_s,
        uR"(base_dir = %1/run
state_dir = %1/state
log_path = %1/log
protocols =
ssl = no
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login scram-sha-256
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u %1/users
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = %2
  }
}
)"_s.replace(u"%1"_s, base)
            .replace(u"%2"_s, QString::number(authPort))
            .toUtf8()));
    HABERDASH_TRY(startServer(
        m_dovecot, programPath(u"dovecot"_s), {u"-F"_s, u"-c"_s, base + u"/dovecot.conf"_s}, authPort));
    return writeFile(m_folder.filePath(u"auth-port"_s), QByteArray::number(authPort));
}

Result<> PrivatePostfix::writePostfix()
{
    const QString base = m_folder.path();
    for (const auto *name : {u"/postfix", u"/queue", u"/data"})
        QDir().mkpath(base + QString::fromUtf16(name));
    const passwd *owner = ::getpwnam("postfix");
    if (!owner || ::chown((base + u"/data"_s).toLocal8Bit().constData(), owner->pw_uid, owner->pw_gid) != 0)
        return failure(Error::Code::NotFound, u"there is no user postfix"_s);
    QFile authPort(m_folder.filePath(u"auth-port"_s));
    if (!authPort.open(QIODevice::ReadOnly))
        return failure(Error::Code::Io, authPort.errorString());
    HABERDASH_TRY(writeFile(base + u"/postfix/main.cf"_s,
        uR"(compatibility_level = 3.6
queue_directory = %1/queue
data_directory = %1/data
maillog_file = %1/maillog
maillog_file_prefixes = %1
myhostname = mail.test.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = discard:
local_transport = discard:
relay_transport = discard:
virtual_transport = discard:
alias_maps =
alias_database =
smtpd_tls_cert_file = %2
smtpd_tls_key_file = %3
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:%4
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_restrictions =
message_size_limit = 2000000
smtputf8_enable = yes
)"_s.replace(u"%1"_s, base)
            .replace(u"%2"_s, m_certificates.certificate)
            .replace(u"%3"_s, m_certificates.key)
            .replace(u"%4"_s, QString::fromLatin1(authPort.readAll()))
            .toUtf8()));
    QString services = uR"(127.0.0.1:%1 inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
127.0.0.1:%2 inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
)"_s;
    return writeFile(base + u"/postfix/master.cf"_s,
        services.replace(u"%1"_s, QString::number(m_submissionPort))
            .replace(u"%2"_s, QString::number(m_tlsPort))
            .toUtf8());
}

Result<> PrivatePostfix::start(const QString &certificateHost)
{
    if (::geteuid() != 0)
        return failure(Error::Code::NotFound, u"a private Postfix can only be started by root"_s);
    for (const auto *name : {u"postfix", u"dovecot", u"openssl"}) {
        if (programPath(QString::fromUtf16(name)).isEmpty())
            return failure(Error::Code::NotFound, u"%1 is not here"_s.arg(QString::fromUtf16(name)));
    }
    QFile::setPermissions(
        m_folder.path(), QFile::Permissions(0x7755)); // the users postfix and dovecot go through it
    HABERDASH_TRY_ASSIGN(certificates, TestCertificates::make(m_folder.path(), certificateHost));
    m_certificates = certificates;
    m_submissionPort = freePort();
    m_tlsPort = freePort();
    HABERDASH_TRY(writeDovecot());
    HABERDASH_TRY(writePostfix());
    HABERDASH_TRY(
        runProgram(programPath(u"postfix"_s), {u"-c"_s, m_folder.filePath(u"postfix"_s), u"start"_s}));
    m_isPostfixRunning = true;
    if (!waitForPort(m_submissionPort) || !waitForPort(m_tlsPort))
        return failure(Error::Code::Io, u"Postfix does not listen: %1"_s.arg(log()));
    return {};
}

void PrivatePostfix::stop()
{
    if (m_isPostfixRunning)
        static_cast<void>(
            runProgram(programPath(u"postfix"_s), {u"-c"_s, m_folder.filePath(u"postfix"_s), u"stop"_s}));
    m_isPostfixRunning = false;
    if (m_dovecot.state() != QProcess::NotRunning) {
        m_dovecot.terminate();
        if (!m_dovecot.waitForFinished(5'000))
            m_dovecot.kill();
        m_dovecot.waitForFinished(5'000);
    }
}

QString PrivatePostfix::log() const
{
    QFile file(m_folder.filePath(u"maillog"_s));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace haberdash::test
