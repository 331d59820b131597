// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/oauth/token_renewer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds spare(60); // for the way to the server and a clock that is off
constexpr std::chrono::seconds usualLife(3600); // where the provider does not say (RFC 6749, 5.1)
constexpr std::chrono::hours longestLife(24 * 30);

void appendField(std::string &form, std::string_view name, const std::string &value)
{
    if (!form.empty())
        form += '&';
    form.append(name).append("=").append(
        QUrl::toPercentEncoding(QString::fromStdString(value)).toStdString());
}

/// The word for the error (RFC 6749, 5.2). Only letters get through: nothing that a provider says may bring a
/// token with it.
QString errorWordIn(const QJsonObject &answer)
{
    const QString word = answer[u"error"_s].toString();
    const bool isWord = word.size() <= 40 && std::all_of(word.begin(), word.end(), [](QChar each) {
        return (each >= u'a' && each <= u'z') || each == u'_';
    });
    return isWord ? word : QString();
}

tl::unexpected<Error> refused(int status, const QString &word)
{
    using Code = Error::Code;
    if (word == u"invalid_grant"_s)
        return failure(Code::Refused,
            u"The permission to send was withdrawn or has run out. Sign in again at the provider, and save "
            u"the account "
            u"with the new refresh token."_s);
    if (word == u"invalid_client"_s || word == u"unauthorized_client"_s)
        return failure(Code::Refused,
            u"The provider does not know this program (%1). Check the client id of the account, and its "
            u"client secret if "
            u"there is one."_s.arg(word));
    if (status == 429 || status >= 500)
        return failure(Code::Network,
            u"The provider cannot renew the permission to send at the moment (HTTP %1). Try again later."_s
                .arg(status));
    return failure(Code::Refused,
        u"The provider did not renew the permission to send (HTTP %1%2). Check the token address of the account."_s
            .arg(status)
            .arg(word.isEmpty() ? QString() : u", "_s + word));
}

} // namespace

TokenRenewer::TokenRenewer(Place place, std::shared_ptr<SecretStore> secrets)
    : m_place(std::move(place))
    , m_secrets(std::move(secrets))
    , m_client(net::HttpSettings{m_place.trustedCaFile, m_place.patience})
{ }

TokenRenewer::~TokenRenewer() = default;

Result<> TokenRenewer::checkPlace() const
{
    const QString &scheme = m_place.tokenUrl.scheme();
    const QString host = m_place.tokenUrl.host();
    const bool isHere = host == u"localhost"_s || host == u"127.0.0.1"_s || host == u"::1"_s;
    if (!m_place.tokenUrl.isValid() || host.isEmpty()
        || !(scheme == u"https"_s || (scheme == u"http"_s && isHere)))
        return failure(Error::Code::Invalid,
            u"The token address of the account has to begin with https://. Nothing was sent."_s);
    return {};
}

Result<RefreshSecret> TokenRenewer::refreshSecret()
{
    if (!m_unkept.text().empty())
        return RefreshSecret::read(m_unkept.text());
    HABERDASH_TRY_ASSIGN(kept, m_secrets->read(m_place.secretKey));
    const Wiped wiped(std::move(kept));
    return RefreshSecret::read(wiped.text());
}

Result<std::string> TokenRenewer::current()
{
    if (!m_token.text().empty() && std::chrono::steady_clock::now() < m_usableUntil)
        return m_token.text();
    return renewed();
}

Result<std::string> TokenRenewer::renewed()
{
    HABERDASH_TRY(checkPlace());
    HABERDASH_TRY_ASSIGN(secret, refreshSecret());
    net::HttpRequest request;
    request.method = "POST";
    request.url = m_place.tokenUrl;
    request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    appendField(request.body, "grant_type", "refresh_token");
    appendField(request.body, "client_id", m_place.clientId.toStdString());
    if (!secret.clientSecret.text().empty())
        appendField(request.body, "client_secret", secret.clientSecret.text());
    appendField(request.body, "refresh_token", secret.refreshToken.text());
    const auto exchange = m_client.exchange(request, net::in(m_place.patience));
    m_client.close(); // the next time is an hour away
    Wiped::wipe(request.body);
    if (exchange.setback)
        return failure(exchange.setback.kind == net::Setback::Kind::Cancelled ? Error::Code::Cancelled
                                                                              : Error::Code::Network,
            u"The permission to send could not be renewed at %1: %2"_s.arg(
                m_place.tokenUrl.host(), exchange.setback.detail));
    HABERDASH_TRY(take(exchange.reply, std::move(secret)));
    return m_token.text();
}

Result<> TokenRenewer::take(const net::HttpReply &reply, RefreshSecret secret)
{
    const auto answer = QJsonDocument::fromJson(QByteArray::fromStdString(reply.body)).object();
    if (reply.status != 200)
        return refused(reply.status, errorWordIn(answer));
    const std::string token = answer[u"access_token"_s].toString().toStdString();
    if (token.empty())
        return failure(Error::Code::Refused,
            u"The answer of %1 has no access token. Check the token address of the account."_s.arg(
                m_place.tokenUrl.host()));
    m_token = Wiped(token);
    // Some providers write the number as text.
    const auto said = answer[u"expires_in"_s].toVariant().toDouble();
    const auto life = said > 0
        ? std::chrono::seconds(qint64(std::min(said, std::chrono::duration<double>(longestLife).count())))
        : usualLife;
    m_usableUntil = std::chrono::steady_clock::now() + life - spare;
    const std::string next = answer[u"refresh_token"_s].toString().toStdString();
    if (!next.empty() && next != secret.refreshToken.text()) {
        secret.refreshToken = Wiped(next);
        m_unkept = secret.write();
    }
    // The old one may be worth nothing any more. Where the store does not take the new one (a password that
    // is given by the environment), this run still ends well, and later ones say that somebody has to sign in
    // again.
    if (!m_unkept.text().empty() && m_secrets->write(m_place.secretKey, m_unkept.text()))
        m_unkept = Wiped();
    return {};
}

} // namespace haberdash::deliver
