// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/mail_server.h"

namespace haberdash::test {

/// A Dovecot of the test's own with one mailbox: IMAP and POP3 on loopback, with STARTTLS on the plain ports
/// and TLS on the others. Needs root.
class PrivateDovecot
{
public:
    PrivateDovecot() = default;
    ~PrivateDovecot();
    /// The error says what is missing; tests then skip.
    /// @param certificateHost for whom the certificate is made
    [[nodiscard]] Result<> start(const QString &certificateHost = QStringLiteral("localhost"));
    void stop();

    [[nodiscard]] quint16 imapPort() const { return m_imapPort; }
    [[nodiscard]] quint16 imapTlsPort() const { return m_imapTlsPort; }
    [[nodiscard]] quint16 popPort() const { return m_popPort; }
    [[nodiscard]] quint16 popTlsPort() const { return m_popTlsPort; }
    [[nodiscard]] QString authorityFile() const { return m_certificates.authority; }
    [[nodiscard]] static QString user() { return QStringLiteral("shop"); }
    [[nodiscard]] static std::string password() { return "pa ss\"w\\0rd"; }

    /// Puts mails into a folder, "INBOX" or another that is made; each gets a higher number than those
    /// before.
    [[nodiscard]] Result<> deliver(const QString &folder, const std::vector<std::string> &mails);
    /// How many mails are in a folder.
    [[nodiscard]] int count(const QString &folder) const;
    /// Removes a folder with its mails and its numbers, as if it had been made anew.
    void forget(const QString &folder);

private:
    [[nodiscard]] QString folderPath(const QString &folder) const;
    [[nodiscard]] Result<> writeConfiguration() const;

    QTemporaryDir m_folder;
    TestCertificates m_certificates;
    quint16 m_imapPort = 0;
    quint16 m_imapTlsPort = 0;
    quint16 m_popPort = 0;
    quint16 m_popTlsPort = 0;
    int m_delivered = 0;
    QProcess m_dovecot;
};

} // namespace haberdash::test
