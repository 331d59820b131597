// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/mail_server.h"

namespace haberdash::test {

/// Postfix's smtp-sink on a loopback port: takes every message and can keep them as files.
class SmtpSink
{
public:
    enum class Keep { Nothing, Messages };

    SmtpSink() = default;
    ~SmtpSink();
    /// The error says what is missing; tests then skip. `options` go to smtp-sink, such as "-q" or "-r",
    /// "data".
    [[nodiscard]] Result<> start(Keep keep, const QStringList &options = {});
    void stop();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// The messages so far, in the order of their arrival: envelope lines ("X-Mail-Args: <...>",
    /// "X-Rcpt-Args: <...>") that smtp-sink puts on top, then the message with LF line ends.
    [[nodiscard]] QList<QByteArray> messages() const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace haberdash::test
