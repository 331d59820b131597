// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session.h"

#include "app/cli/json_text.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString codeWord(Error::Code code)
{
    switch (code) {
    case Error::Code::Cancelled:
        return u"cancelled"_s;
    case Error::Code::NotFound:
        return u"not-found"_s;
    case Error::Code::Invalid:
        return u"invalid"_s;
    case Error::Code::Io:
        return u"io"_s;
    case Error::Code::Storage:
        return u"storage"_s;
    case Error::Code::Network:
        return u"network"_s;
    case Error::Code::Refused:
        return u"refused"_s;
    }
    return {};
}

} // namespace

bool writeOut(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    if (!bytes.endsWith('\n'))
        std::fputc('\n', stdout);
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

QString Session::path() const
{
    return workspacePath.empty() ? qEnvironmentVariable("HABERDASH_WORKSPACE")
                                 : QString::fromStdString(workspacePath);
}

Result<store::Connection> Session::open(store::Connection::Access access) const
{
    if (!hasWorkspace())
        return failure(Error::Code::NotFound,
            u"No workspace is named. Put --workspace FILE before the command, or set HABERDASH_WORKSPACE. "
            u"“haberdash new FILE” makes one."_s);
    return store::openWorkspace(path(), access);
}

Result<Timestamp> Session::asOf(store::Connection &connection, const QTimeZone &zone) const
{
    return asOfText.empty() ? store::defaultAsOf(connection, m_clock.now())
                            : parseInstant(QString::fromStdString(asOfText), zone);
}

Result<segment::Context> Session::context(store::Connection &connection) const
{
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(instant, asOf(connection, info.timeZone));
    return segment::Context{instant, info.timeZone, info.currency};
}

void Session::answer(const QJsonObject &object, const QString &text)
{
    if (writeOut(json ? toJsonText(object) : text))
        return;
    say(u"haberdash: The answer could not be written: %1. What was asked for is done all the same."_s.arg(
        QString::fromLocal8Bit(std::strerror(errno))));
    finish(Exit::Incomplete);
}

void Session::say(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    std::fputc('\n', stderr);
}

void Session::fail(const Error &error)
{
    m_exit = Exit::Failed;
    say(u"haberdash: "_s + error.detail);
    if (json)
        writeOut(toJsonText(
            {{u"error"_s, QJsonObject{{u"code"_s, codeWord(error.code)}, {u"detail"_s, error.detail}}}}));
}

void Session::finish(Exit exit)
{
    m_exit = std::max(m_exit, exit);
}

} // namespace haberdash::cli
