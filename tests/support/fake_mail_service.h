// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/service.h"
#include "tests/support/fake_events.h"
#include "tests/support/mail_server.h"
#include "tests/support/scripted_http_server.h"

#include <QJsonObject>

#include <deque>
#include <map>
#include <mutex>

namespace haberdash::test {

/// What stands in a request that is as the service wants it (tests/support/service_rules.cpp).
struct ServiceCall
{
    struct Message
    {
        QString key; ///< our own, from where the service keeps such things
        QString recipient;
        QJsonObject fields; ///< as they came; of a form, its parts by name
    };
    QList<Message> messages;
    QString idempotencyKey; ///< empty where there is none
    QString complaint; ///< what the service would not have taken; empty: all is well
};

/// Reads a call to send as strictly as DELIVERY 9.3 to 9.10 tells the services to be.
[[nodiscard]] ServiceCall readCall(deliver::Service service, const ScriptedHttpServer::Request &request);

/// What is wrong with the key, or the signature, of any question; empty: nothing.
[[nodiscard]] QString keyComplaint(deliver::Service service, const ScriptedHttpServer::Request &request);

/// One of the six services on loopback: takes messages that are as it wants them, keeps them under our key,
/// knows what it took before where the service has keys for that, and can be made to fail in every way.
class FakeMailService
{
public:
    using Reply = ScriptedHttpServer::Reply;
    /// What goes wrong with one call.
    struct Fault
    {
        bool takes = true; ///< the messages, whatever is answered then
        std::function<Reply(const Reply &honest)> twist; ///< what is answered in place of the truth
        qsizetype cutRequestAt = -1; ///< hangs up once so many bytes of the request have come
    };
    struct Taken
    {
        ServiceCall::Message message;
        QString id;
    };

    explicit FakeMailService(deliver::Service service, const TestCertificates *certificates = nullptr);
    FakeMailService(const FakeMailService &) = delete;
    FakeMailService &operator=(const FakeMailService &) = delete;

    static const std::string secret;
    /// Reaches this service, in time for tests.
    [[nodiscard]] deliver::ServiceAccount account() const;
    /// For the next call; without one, all goes well.
    void add(Fault fault);
    /// The faults that are still to come.
    void forget();
    /// What it says to whoever tests an account; its own truth, if never called.
    void setWelcome(const Reply &reply);
    [[nodiscard]] QList<Taken> taken() const;
    [[nodiscard]] int timesTaken(const QString &key) const;
    /// What was wrong with the last call that was not as it should be.
    [[nodiscard]] QString complaint() const;
    /// What happened to messages, for whoever asks.
    void tell(const Happening &happening);
    void setEventPageSize(int size);
    void expireEventPages();
    [[nodiscard]] QByteArray eventFile() const;
    /// For one of the next questions for events, after `spared` others.
    void addToEvents(Fault fault, int spared = 0);
    [[nodiscard]] int eventQuestions() const;
    [[nodiscard]] const ScriptedHttpServer &server() const { return *m_server; }
    [[nodiscard]] int calls() const;

    /// An error as the service words it.
    [[nodiscard]] static QByteArray errorBody(
        deliver::Service service, const QString &text, const QString &word);

private:
    Reply answer(const ScriptedHttpServer::Request &request);
    Reply take(const ServiceCall &call, const ScriptedHttpServer::Request &request, bool takes);
    [[nodiscard]] Reply confirmation(const QStringList &ids, bool isBatch) const;

    Reply answerEvents(const ScriptedHttpServer::Request &request);

    deliver::Service m_service;
    FakeEvents m_events;
    std::deque<std::pair<int, Fault>> m_eventFaults;
    int m_eventQuestions = 0;
    bool m_isEncrypted;
    mutable std::mutex m_mutex;
    std::deque<Fault> m_faults;
    QList<Taken> m_taken;
    std::map<QString, int> m_timesTaken;
    std::map<QString, std::pair<QByteArray, Reply>> m_known; ///< by idempotency key: body and answer
    std::optional<Reply> m_welcome;
    QString m_complaint;
    int m_calls = 0;
    std::unique_ptr<ScriptedHttpServer> m_server; // last: its threads use the others
};

} // namespace haberdash::test
