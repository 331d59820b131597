// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/dialect.h"

#include <QUrl>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using Stage = Delivery::Stage;
using State = Delivery::State;

namespace {

constexpr qsizetype longestText = 500;

/// For people and for one line of a log: no control characters, not without end.
QString tidy(const QString &text)
{
    const QString line = QString::fromStdString(compose::HeaderText::cleaned(text.toStdString()).utf8());
    return line.size() <= longestText ? line : QString(line.left(longestText) + u'…');
}

bool isThisMachine(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost"_s || host == u"127.0.0.1"_s || host == u"::1"_s;
}

} // namespace

Dialect::Dialect(ServiceAccount account, std::string secret)
    : m_account(std::move(account))
    , m_secret(std::move(secret))
{ }

Dialect::~Dialect()
{
    std::fill(m_secret.begin(), m_secret.end(), '\0');
}

QString Dialect::fault() const
{
    if (m_secret.empty())
        return u"There is no key for %1; enter the one that %1 shows in its settings."_s.arg(name());
    // Fields of HTTP are ASCII; a blank or line break at the end comes from copying.
    if (std::any_of(m_secret.begin(), m_secret.end(), [](char each) { return each <= ' ' || each > '~'; }))
        return u"The key for %1 holds blanks or letters that no key has; copy it once more."_s.arg(name());
    const QUrl url(m_account.endpoint);
    const bool isSafe = url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isThisMachine(url));
    const bool isPlain
        = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery();
    if (!m_account.endpoint.isEmpty() && (!isSafe || !isPlain))
        return u"“%1” is no address that a key may be sent to: it has to begin with https://."_s.arg(
            url.toString(QUrl::RemoveUserInfo));
    return ownFault();
}

net::HttpRequest Dialect::to(const std::string &method, const QString &path) const
{
    QString base = m_account.endpoint.isEmpty() ? home() : m_account.endpoint;
    while (base.endsWith(u'/'))
        base.chop(1);
    net::HttpRequest request;
    request.method = method;
    request.url = QUrl(base + path);
    request.fields = {{"User-Agent", "Haberdash"}, {"Accept", "application/json"}};
    return request;
}

QString Dialect::withoutSecret(QString text) const
{
    const auto forms = {QByteArray::fromStdString(m_secret),
        QByteArray("api:" + QByteArray::fromStdString(m_secret)).toBase64(), // as Mailgun gets it
        QByteArray::fromStdString(m_secret).toBase64()};
    for (const QByteArray &form : forms) {
        if (!form.isEmpty())
            text.replace(QString::fromLatin1(form), u"…"_s);
    }
    return text;
}

void Dialect::refine(Delivery &, const ServiceError &, const ServiceReply &) const
{ }

bool Dialect::isSignedIn(const ServiceError &) const
{
    return false;
}

Delivery Dialect::unfit(const QString &why) const
{
    return makeDelivery(State::Refused, Stage::Sender, Concerns::Account, why);
}

Delivery Dialect::fit(const QString &text) const
{
    return makeDelivery(State::Sent, Stage::Authentication, Concerns::Nobody, text);
}

/// What a status says of a message, before the service's own words are looked at. Where nobody can know
/// whether it was taken, it is uncertain: why each of them is what it is stands in core/decisions/0060.
Delivery Dialect::judge(const ServiceReply &reply) const
{
    const int status = reply.status();
    const ServiceError error = errorIn(reply);
    const auto is = [](State state, Stage stage, Concerns concerns, const QString &text) {
        return makeDelivery(state, stage, concerns, text);
    };
    Delivery delivery;
    QString advice;
    if (status / 100 == 2) {
        delivery = is(State::Uncertain, Stage::Content, Concerns::Connection,
            u"%1 answered, but not that it took the message."_s.arg(name()));
    } else if (status / 100 == 3) {
        // These three ask for the same once more elsewhere; the others are what one says after having done
        // it.
        const bool isElsewhere = status == 301 || status == 307 || status == 308;
        delivery = is(isElsewhere ? State::Refused : State::Uncertain,
            isElsewhere ? Stage::Connect : Stage::Content, Concerns::Account,
            u"What answers is not %1: it sends us elsewhere. Check the address of the service."_s.arg(
                name()));
    } else if (status == 401 || status == 403) {
        delivery = is(State::Refused, Stage::Authentication, Concerns::Account, {});
        advice = u"%1 does not let this key send. Make a new key there that may send mail, and enter it."_s;
    } else if (status == 402) {
        delivery = is(State::Refused, Stage::Authentication, Concerns::Account, {});
        advice = u"%1 says that there is no credit left. Top it up there, then go on."_s;
    } else if (status == 404 || status == 405) {
        delivery = is(State::Refused, Stage::Sender, Concerns::Account, {});
        advice = u"%1 does not know what it was asked for. Check domain and region of the account."_s;
    } else if (status == 409 || status == 420 || status == 425 || status == 429) {
        delivery = is(State::Deferred, Stage::Content, Concerns::Connection,
            u"%1 has had as many calls as it takes for now."_s.arg(name()));
    } else if (status == 503 && error.isOwn) {
        delivery = is(State::Deferred, Stage::Content, Concerns::Connection, {});
    } else if (status / 100 == 4 && status != 408) {
        delivery = is(State::Refused, Stage::Content, Concerns::Message,
            u"%1 refused the message without a reason."_s.arg(name()));
    } else {
        delivery = is(State::Uncertain, Stage::Content, Concerns::Connection,
            u"%1 failed, and nobody says whether it had taken the message before."_s.arg(name()));
    }
    delivery.code = status;
    delivery.retryAfter = waitAskedBy(reply);
    const QString words = withoutSecret(error.text);
    if (!words.isEmpty())
        delivery.text = words;
    refine(delivery, error, reply);
    if (!advice.isEmpty() && delivery.concerns == Concerns::Account)
        delivery.text = words.isEmpty() ? advice.arg(name())
                                        : u"%1 It says: %2"_s.arg(advice.arg(name()), delivery.text);
    delivery.text = tidy(withoutSecret(delivery.text));
    return delivery;
}

Dialect::Refusal Dialect::refusalIn(const ServiceReply &reply) const
{
    return {tidy(withoutSecret(errorIn(reply).text)), judge(reply).retryAfter};
}

std::vector<Delivery> Dialect::read(const ServiceReply &reply, size_t count) const
{
    std::vector<Delivery> answers;
    if (reply.isSuccess() && reply.isWhole)
        answers = accepted(reply, count);
    // What is missing in an answer that was a success may have been taken all the same.
    while (answers.size() < count)
        answers.push_back(judge(reply));
    answers.resize(count);
    for (Delivery &each : answers) {
        each.text = tidy(withoutSecret(each.text));
        each.serviceId = tidy(withoutSecret(each.serviceId));
    }
    return answers;
}

Delivery Dialect::readAnswer(const ServiceReply &reply) const
{
    Delivery answer;
    if (reply.isSuccess() && reply.isWhole && !reply.json.isNull())
        answer = welcome(reply);
    else if (!reply.isSuccess() && isSignedIn(errorIn(reply)))
        answer = fit(u"Signed in at %1; this key may send."_s.arg(name()));
    else
        answer = judge(reply);
    if (reply.isSuccess() && answer.state == State::Uncertain)
        answer.text = u"What answers is not %1. Check the address of the service."_s.arg(name());
    // Nothing was sent, so nothing can be in doubt.
    if (answer.state == State::Uncertain)
        answer.state = State::Deferred;
    answer.code = reply.status();
    answer.text = tidy(withoutSecret(answer.text));
    return answer;
}

} // namespace haberdash::deliver
