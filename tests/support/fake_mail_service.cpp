// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_mail_service.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using deliver::Service;

namespace {

QByteArray toBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray welcomeOf(Service service)
{
    switch (service) {
    case Service::SendGrid:
        return R"({"scopes":["mail.send","user.account.read"]})";
    case Service::Mailgun:
        return R"({"domain":{"name":"mail.shop.example","state":"active"}})";
    case Service::Postmark:
        return R"({"ID":1,"Name":"Shop"})";
    case Service::Ses:
        return R"({"ProductionAccessEnabled":true,"SendingEnabled":true,
            "SendQuota":{"Max24HourSend":50000,"MaxSendRate":14,"SentLast24Hours":100}})";
    case Service::Brevo:
        return R"({"email":"owner@shop.example","plan":[]})";
    case Service::Resend:
        return R"({"data":[{"name":"shop.example","status":"verified"}]})";
    }
    return {};
}

} // namespace

const std::string FakeMailService::secret = "planted-SECRET-0123456789abcdef";

FakeMailService::FakeMailService(Service service, const TestCertificates *certificates)
    : m_service(service)
    , m_events(service)
    , m_isEncrypted(certificates != nullptr)
    , m_server(std::make_unique<ScriptedHttpServer>(
          [this](const ScriptedHttpServer::Request &request) { return answer(request); },
          certificates ? certificates->certificate : QString(), certificates ? certificates->key : QString()))
{
    m_server->setPatience([this]() -> qsizetype {
        const std::scoped_lock lock(m_mutex);
        if (m_faults.empty() || m_faults.front().cutRequestAt < 0)
            return -1;
        const auto at = m_faults.front().cutRequestAt;
        m_faults.pop_front();
        return at;
    });
}

deliver::ServiceAccount FakeMailService::account() const
{
    deliver::ServiceAccount account;
    account.service = m_service;
    account.endpoint = m_isEncrypted ? u"https://localhost:%1"_s.arg(m_server->port())
                                     : u"http://127.0.0.1:%1"_s.arg(m_server->port());
    if (m_service == Service::Mailgun)
        account.domain = u"mail.shop.example"_s;
    if (m_service == Service::Ses) {
        account.user = u"AKIDEXAMPLE"_s;
        account.region = u"eu-central-1"_s;
    }
    account.timeouts = {5s, 60s, 1ms};
    return account;
}

void FakeMailService::add(Fault fault)
{
    const std::scoped_lock lock(m_mutex);
    m_faults.push_back(std::move(fault));
}

void FakeMailService::forget()
{
    const std::scoped_lock lock(m_mutex);
    m_faults.clear();
}

void FakeMailService::setWelcome(const Reply &reply)
{
    const std::scoped_lock lock(m_mutex);
    m_welcome = reply;
}

void FakeMailService::tell(const Happening &happening)
{
    const std::scoped_lock lock(m_mutex);
    m_events.add(happening);
}

void FakeMailService::setEventPageSize(int size)
{
    const std::scoped_lock lock(m_mutex);
    m_events.setPageSize(size);
}

void FakeMailService::expireEventPages()
{
    const std::scoped_lock lock(m_mutex);
    m_events.expireTokens();
}

QByteArray FakeMailService::eventFile() const
{
    const std::scoped_lock lock(m_mutex);
    return m_events.file();
}

void FakeMailService::addToEvents(Fault fault, int spared)
{
    const std::scoped_lock lock(m_mutex);
    m_eventFaults.emplace_back(spared, std::move(fault));
}

int FakeMailService::eventQuestions() const
{
    const std::scoped_lock lock(m_mutex);
    return m_eventQuestions;
}

FakeMailService::Reply FakeMailService::answerEvents(const ScriptedHttpServer::Request &request)
{
    ++m_eventQuestions;
    QString complaint = keyComplaint(m_service, request);
    Reply honest = ScriptedHttpServer::reply(401, {}, errorBody(m_service, complaint, {}));
    if (complaint.isEmpty())
        honest = m_events.answer(request, complaint);
    if (!complaint.isEmpty())
        m_complaint = complaint;
    if (m_eventFaults.empty() || m_eventFaults.front().first-- > 0)
        return honest;
    const Fault fault = std::move(m_eventFaults.front().second);
    m_eventFaults.pop_front();
    return fault.twist ? fault.twist(honest) : honest;
}

QList<FakeMailService::Taken> FakeMailService::taken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_taken;
}

int FakeMailService::timesTaken(const QString &key) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_timesTaken.find(key);
    return found == m_timesTaken.end() ? 0 : found->second;
}

QString FakeMailService::complaint() const
{
    const std::scoped_lock lock(m_mutex);
    return m_complaint;
}

int FakeMailService::calls() const
{
    const std::scoped_lock lock(m_mutex);
    return m_calls;
}

QByteArray FakeMailService::errorBody(Service service, const QString &text, const QString &word)
{
    switch (service) {
    case Service::SendGrid:
        return toBytes({{u"errors"_s, QJsonArray{QJsonObject{{u"message"_s, text}, {u"field"_s, word}}}}});
    case Service::Mailgun:
        return toBytes({{u"message"_s, text}});
    case Service::Postmark:
        return toBytes({{u"ErrorCode"_s, word.toInt()}, {u"Message"_s, text}});
    case Service::Ses:
        return toBytes({{u"message"_s, text}, {u"__type"_s, QString(u"com.amazonaws#"_s + word)}});
    case Service::Brevo:
        return toBytes({{u"message"_s, text}, {u"code"_s, word.isEmpty() ? u"bad_request"_s : word}});
    case Service::Resend:
        return toBytes({{u"message"_s, text}, {u"name"_s, word.isEmpty() ? u"validation_error"_s : word}});
    }
    return {};
}

FakeMailService::Reply FakeMailService::confirmation(const QStringList &ids, bool isBatch) const
{
    const auto reply = &ScriptedHttpServer::reply;
    const QString id = ids.front();
    switch (m_service) {
    case Service::SendGrid:
        return reply(202, "X-Message-Id: " + id.toLatin1() + "\r\n", {});
    case Service::Mailgun:
        return reply(200, {},
            toBytes({{u"id"_s, QString(u'<' + id + u'>')}, {u"message"_s, u"Queued. Thank you."_s}}));
    case Service::Ses:
        return reply(200, {}, toBytes({{u"MessageId"_s, id}}));
    case Service::Brevo:
        return reply(201, {}, toBytes({{u"messageId"_s, id}}));
    case Service::Postmark:
    case Service::Resend:
        break;
    }
    const bool isPostmark = m_service == Service::Postmark;
    QJsonArray items;
    for (const QString &each : ids)
        items.append(isPostmark
                ? QJsonObject{{u"ErrorCode"_s, 0}, {u"Message"_s, u"OK"_s}, {u"MessageID"_s, each}}
                : QJsonObject{{u"id"_s, each}});
    if (isPostmark)
        return reply(200, {}, QJsonDocument(items).toJson(QJsonDocument::Compact));
    return reply(200, {}, toBytes(isBatch ? QJsonObject{{u"data"_s, items}} : QJsonObject{{u"id"_s, id}}));
}

FakeMailService::Reply FakeMailService::take(
    const ServiceCall &call, const ScriptedHttpServer::Request &request, bool takes)
{
    const auto known = m_known.find(call.idempotencyKey);
    if (!call.idempotencyKey.isEmpty() && known != m_known.end()) {
        if (m_service == Service::Resend && known->second.first != request.body)
            return ScriptedHttpServer::reply(
                409, {}, errorBody(m_service, u"other words"_s, u"invalid_idempotent_request"_s));
        // Nobody has written down what Brevo says; both are thinkable.
        if (m_service == Service::Brevo && m_calls % 2 == 0)
            return ScriptedHttpServer::reply(
                400, {}, errorBody(m_service, u"seen before"_s, u"duplicate_request"_s));
        return known->second.second;
    }
    QStringList ids;
    for (const auto &message : call.messages) {
        const QString id = u"id-%1"_s.arg(m_taken.size() + 1);
        ids.append(takes ? id : u"id-0"_s);
        if (!takes)
            continue;
        m_taken.append({message, id});
        ++m_timesTaken[message.key];
    }
    const Reply honest = confirmation(ids, request.path.endsWith("/batch"));
    if (takes && !call.idempotencyKey.isEmpty())
        m_known[call.idempotencyKey] = {request.body, honest};
    return honest;
}

FakeMailService::Reply FakeMailService::answer(const ScriptedHttpServer::Request &request)
{
    const std::scoped_lock lock(m_mutex);
    if (FakeEvents::isQuestion(m_service, request))
        return answerEvents(request);
    if (request.method == "GET")
        return m_welcome.value_or(ScriptedHttpServer::reply(200, {}, welcomeOf(m_service)));
    ++m_calls;
    Fault fault;
    if (!m_faults.empty()) {
        fault = std::move(m_faults.front());
        m_faults.pop_front();
    }
    const ServiceCall call = readCall(m_service, request);
    if (!call.complaint.isEmpty()) {
        m_complaint = call.complaint;
        return ScriptedHttpServer::reply(400, {}, errorBody(m_service, call.complaint, {}));
    }
    const Reply honest = take(call, request, fault.takes);
    return fault.twist ? fault.twist(honest) : honest;
}

} // namespace haberdash::test
