// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace haberdash::test {

/// A port of this machine that nobody listens on at the moment.
[[nodiscard]] quint16 freePort();
/// Full path of a program, also of one in the folders for system programs; empty where it is missing.
[[nodiscard]] QString programPath(const QString &name);
/// Makes a file of the bytes.
[[nodiscard]] Result<> writeFile(const QString &path, const QByteArray &bytes);
/// Runs a program to its end. The error holds what it printed.
[[nodiscard]] Result<QString> runProgram(const QString &program, const QStringList &arguments);
/// True once something accepts connections at the port.
[[nodiscard]] bool waitForPort(quint16 port, int milliseconds = 10'000);
/// Starts a program that stays, in a process of its own that dies with `process`.
[[nodiscard]] Result<> startServer(
    QProcess &process, const QString &program, const QStringList &arguments, quint16 port);

/// A certificate authority and a certificate for localhost and 127.0.0.1, made with the openssl command.
struct TestCertificates
{
    QString authority; ///< PEM files
    QString certificate;
    QString key;

    /// @param hostName what the certificate says besides; "localhost" for a right one
    [[nodiscard]] static Result<TestCertificates> make(const QString &folder, const QString &hostName);
};

} // namespace haberdash::test
