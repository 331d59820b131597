// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_transport.h"

#include "core/deliver/oauth/token_renewer.h"
#include "core/deliver/secrets/wiped.h"
#include "core/sending/account_signing.h"
#include "core/sending/signing_transport.h"

#include <QFileInfo>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

QString secretKey(const QString &workspacePath, AccountId account)
{
    return u"%1#account-%2"_s.arg(QFileInfo(workspacePath).canonicalFilePath()).arg(account.value());
}

deliver::SmtpAccount toSmtp(const store::Account &account, const QString &trustedCaFile)
{
    using deliver::SmtpAccount;
    SmtpAccount smtp;
    smtp.host = account.host;
    smtp.port = quint16(account.port);
    smtp.security = account.security == u"tls"_s ? SmtpAccount::Security::Tls
        : account.security == u"plain"_s         ? SmtpAccount::Security::Plain
                                                 : SmtpAccount::Security::StartTls;
    smtp.auth = account.authentication == u"none"_s ? SmtpAccount::Auth::None
        : account.authentication == u"xoauth2"_s    ? SmtpAccount::Auth::XOAuth2
                                                    : SmtpAccount::Auth::Automatic;
    smtp.user = account.userName;
    smtp.trustedCaFile = trustedCaFile;
    return smtp;
}

deliver::ServiceAccount toService(const store::Account &account, const QString &trustedCaFile)
{
    deliver::ServiceAccount service;
    // The store keeps no other words.
    service.service = deliver::serviceFromWord(account.service).value_or(deliver::Service::SendGrid);
    service.user = account.userName;
    service.domain = account.serviceDomain;
    service.region = account.region;
    if (!account.stream.isEmpty())
        service.stream = account.stream;
    service.endpoint = account.host;
    service.trustedCaFile = trustedCaFile;
    return service;
}

namespace {

Result<std::unique_ptr<deliver::Transport>> openWay(const store::Account &account, const QString &key,
    std::shared_ptr<deliver::SecretStore> secrets, const Clock &clock, const QString &trustedCaFile)
{
    auto smtp = toSmtp(account, trustedCaFile);
    if (smtp.auth == deliver::SmtpAccount::Auth::XOAuth2 && !account.tokenUrl.isEmpty()) {
        deliver::TokenRenewer::Place place{QUrl(account.tokenUrl), account.clientId, key, trustedCaFile};
        return std::make_unique<deliver::SmtpSession>(std::move(smtp), std::string(),
            std::make_unique<deliver::TokenRenewer>(std::move(place), std::move(secrets)));
    }
    std::string secret;
    if (smtp.auth != deliver::SmtpAccount::Auth::None) {
        HABERDASH_TRY_ASSIGN(found, secrets->read(key));
        secret = std::move(found);
    }
    if (account.isService())
        return deliver::makeServiceTransport(toService(account, trustedCaFile), std::move(secret), clock);
    return std::make_unique<deliver::SmtpSession>(std::move(smtp), std::move(secret));
}

} // namespace

Result<std::unique_ptr<deliver::Transport>> openAccount(const store::Account &account,
    const QString &workspacePath, const std::shared_ptr<deliver::SecretStore> &secrets, const Clock &clock,
    const QString &trustedCaFile)
{
    HABERDASH_TRY_ASSIGN(
        way, openWay(account, secretKey(workspacePath, account.id), secrets, clock, trustedCaFile));
    if (account.isService() || account.dkimDomain.isEmpty())
        return way;
    HABERDASH_TRY_ASSIGN(secret, secrets->read(signingSecretKey(workspacePath, account)));
    const deliver::Wiped pem(std::move(secret));
    HABERDASH_TRY_ASSIGN(
        signer, compose::DkimSigner::fromPem(account.dkimDomain, account.dkimSelector, pem.text()));
    return std::make_unique<SigningTransport>(std::move(way), std::move(signer), clock);
}

} // namespace haberdash::sending
