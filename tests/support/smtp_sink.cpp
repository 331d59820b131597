// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/smtp_sink.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

SmtpSink::~SmtpSink()
{
    stop();
}

Result<> SmtpSink::start(Keep keep, const QStringList &options)
{
    const QString program = programPath(u"smtp-sink"_s);
    if (program.isEmpty())
        return failure(Error::Code::NotFound, u"smtp-sink (package postfix) is not here"_s);
    m_port = freePort();
    QStringList arguments = options;
    if (keep == Keep::Messages) {
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777));
        arguments << u"-d"_s << m_folder.filePath(u"%Y%m%d%H%M%S."_s);
    }
    if (::geteuid() == 0)
        arguments << u"-u"_s << u"nobody"_s;
    arguments << u"127.0.0.1:%1"_s.arg(m_port) << u"1000"_s;
    return startServer(m_process, program, arguments, m_port);
}

void SmtpSink::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(3'000))
        m_process.kill();
    m_process.waitForFinished(3'000);
}

QList<QByteArray> SmtpSink::messages() const
{
    QList<QByteArray> messages;
    const QDir folder(m_folder.path());
    for (const QString &name : folder.entryList(QDir::Files, QDir::Time | QDir::Reversed)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            messages << file.readAll();
    }
    return messages;
}

} // namespace haberdash::test
