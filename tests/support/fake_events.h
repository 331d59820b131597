// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/deliver/event_kind.h"
#include "core/deliver/service.h"
#include "tests/support/scripted_http_server.h"

#include <QJsonArray>
#include <QJsonObject>

namespace haberdash::test {

/// Something that happened to a message at a service.
struct Happening
{
    deliver::EventKind kind = deliver::EventKind::Delivered;
    QString id; ///< what the service calls the message
    QString recipient;
    Timestamp at{};
    QString key; ///< ours, where the service has it
    QString link;
    QString userAgent;
    bool isMachine = false; ///< the service says so
    QString name; ///< in place of the service's own word
};

/// The event books of one service, with its own questions, pages and limits (DELIVERY 9.2 to 9.10). Written
/// apart from the code that asks.
class FakeEvents
{
public:
    explicit FakeEvents(deliver::Service service)
        : m_service(service)
    { }

    void add(const Happening &happening) { m_happenings.append(happening); }
    /// Of services that choose the size of a page themselves.
    void setPageSize(int size) { m_pageSize = size; }
    /// Names of pages that were given out so far are forgotten.
    void expireTokens() { ++m_generation; }

    /// Whether the question is one for events.
    [[nodiscard]] static bool isQuestion(
        deliver::Service service, const ScriptedHttpServer::Request &request);
    /// @param complaint what is wrong with the question, where it is not as the service wants it
    [[nodiscard]] ScriptedHttpServer::Reply answer(
        const ScriptedHttpServer::Request &request, QString &complaint) const;

    /// One row as the service's interface writes it; of Resend, a mail with its last event.
    [[nodiscard]] static QJsonObject row(deliver::Service service, const Happening &happening);
    /// A file of the same events, as the service gives it out: its webhooks, or what its interface answers.
    [[nodiscard]] QByteArray file() const;
    /// Whether the service's interface tells of such a thing.
    [[nodiscard]] static bool tells(deliver::Service service, deliver::EventKind kind);

private:
    [[nodiscard]] QJsonValue answerSendGrid(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QJsonValue answerMailgun(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QJsonValue answerPostmark(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QJsonValue answerSes(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QJsonValue answerBrevo(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QJsonValue answerResend(const ScriptedHttpServer::Request &request) const;
    [[nodiscard]] QList<Happening> inOrder() const;
    [[nodiscard]] QString tokenFor(qsizetype place) const;
    [[nodiscard]] qsizetype placeOf(const QString &token) const;

    deliver::Service m_service;
    QList<Happening> m_happenings;
    int m_pageSize = 100;
    int m_generation = 0;
};

} // namespace haberdash::test
