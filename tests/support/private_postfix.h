// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/mail_server.h"

namespace haberdash::test {

/// A Postfix of the test's own with Dovecot behind it for signing in: plain, STARTTLS and TLS ports on
/// loopback, folders of its own, every message thrown away. Needs root.
class PrivatePostfix
{
public:
    PrivatePostfix() = default;
    ~PrivatePostfix();
    /// The error says what is missing; tests then skip.
    /// @param certificateHost for whom the certificate is made
    [[nodiscard]] Result<> start(const QString &certificateHost = QStringLiteral("localhost"));
    void stop();

    [[nodiscard]] quint16 submissionPort() const
    {
        return m_submissionPort;
    } ///< STARTTLS, signing in required
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; } ///< encrypted from the first byte
    [[nodiscard]] QString authorityFile() const { return m_certificates.authority; }
    [[nodiscard]] static QString user() { return QStringLiteral("shop"); }
    [[nodiscard]] static std::string password() { return "pa ss\"w0rd"; }
    [[nodiscard]] QString log() const;

private:
    [[nodiscard]] Result<> writeDovecot();
    [[nodiscard]] Result<> writePostfix();

    QTemporaryDir m_folder;
    TestCertificates m_certificates;
    quint16 m_submissionPort = 0;
    quint16 m_tlsPort = 0;
    QProcess m_dovecot;
    bool m_isPostfixRunning = false;
};

} // namespace haberdash::test
