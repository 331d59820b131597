// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mail_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, 0) ? server.serverPort() : quint16(0);
}

QString programPath(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/sbin"_s}) : found;
}

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return failure(Error::Code::Io, file.errorString());
    return {};
}

Result<QString> runProgram(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return failure(
            Error::Code::Io, u"%1 failed: %2"_s.arg(program, QString::fromUtf8(process.readAll())));
    return QString::fromUtf8(process.readAll());
}

bool waitForPort(quint16 port, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(500))
            return true;
        QThread::msleep(20);
    }
    return false;
}

Result<> startServer(QProcess &process, const QString &program, const QStringList &arguments, quint16 port)
{
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForStarted(5'000) || !waitForPort(port))
        return failure(Error::Code::Io, u"%1 did not start"_s.arg(program));
    return {};
}

Result<TestCertificates> TestCertificates::make(const QString &folder, const QString &hostName)
{
    const QString openssl = programPath(u"openssl"_s);
    if (openssl.isEmpty())
        return failure(Error::Code::NotFound, u"openssl is not here"_s);
    TestCertificates made{folder + u"/ca.pem"_s, folder + u"/cert.pem"_s, folder + u"/key.pem"_s};
    const QString caKey = folder + u"/ca-key.pem"_s;
    const QString request = folder + u"/request.pem"_s;
    HABERDASH_TRY(runProgram(openssl,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
            u"/CN=Test authority"_s, u"-keyout"_s, caKey, u"-out"_s, made.authority}));
    HABERDASH_TRY(runProgram(openssl,
        {u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/CN="_s + hostName, u"-keyout"_s,
            made.key, u"-out"_s, request}));
    const QString extensions = folder + u"/extensions"_s;
    HABERDASH_TRY(writeFile(extensions, "subjectAltName=DNS:" + hostName.toLatin1() + '\n'));
    HABERDASH_TRY(runProgram(openssl,
        {u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, made.authority, u"-CAkey"_s, caKey,
            u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s, extensions, u"-out"_s,
            made.certificate}));
    return made;
}

} // namespace haberdash::test
