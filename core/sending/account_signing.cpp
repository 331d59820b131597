// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_signing.h"

#include "core/compose/dkim.h"
#include "core/deliver/secrets/wiped.h"

#include <QFileInfo>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<SigningRecord> recordFor(const QString &domain, const QString &selector, std::string_view pem)
{
    HABERDASH_TRY_ASSIGN(name, compose::dkimRecordName(domain, selector));
    HABERDASH_TRY_ASSIGN(record, compose::dkimRecord(pem));
    return SigningRecord{name, compose::dkimRecordText(record)};
}

} // namespace

QString signingSecretKey(const QString &workspacePath, const store::Account &account)
{
    return u"%1#%2%3-%4"_s.arg(QFileInfo(workspacePath).canonicalFilePath(), deliver::signingKeyPrefix,
        QString::number(account.id.value()), account.dkimSelector);
}

Result<SigningRecord> startSigning(store::Connection &connection, const store::Account &account,
    const SigningChoice &choice, deliver::SecretStore &secrets, Timestamp now)
{
    if (account.isService())
        return failure(Error::Code::Refused,
            u"“%1” sends by %2, which signs mail by itself. Nothing was changed."_s.arg(
                account.name, account.service));
    auto changed = account;
    changed.dkimDomain
        = choice.domain.isEmpty() ? account.fromAddress.section(u'@', -1) : choice.domain.toLower();
    changed.dkimSelector = choice.selector.toLower();
    if (changed.dkimDomain == account.dkimDomain && changed.dkimSelector == account.dkimSelector)
        return failure(Error::Code::Refused,
            u"“%1” signs with a key “%2” already. A new key needs a new name: receivers remember the old "
            u"one. "
            u"Nothing was changed."_s.arg(account.name, account.dkimSelector));
    std::string made;
    if (!choice.pem) {
        HABERDASH_TRY_ASSIGN(key, compose::makeDkimKey());
        made = std::move(key.secretPem);
    }
    const deliver::Wiped pem(choice.pem ? *choice.pem : made);
    deliver::Wiped::wipe(made);
    // Whether it can sign is found out now, not in the middle of a campaign.
    if (const auto signer
        = compose::DkimSigner::fromPem(changed.dkimDomain, changed.dkimSelector, pem.text());
        !signer)
        return tl::unexpected(signer.error());
    HABERDASH_TRY_ASSIGN(record, recordFor(changed.dkimDomain, changed.dkimSelector, pem.text()));
    // The old key goes last: whatever fails before, the account can sign as it did.
    HABERDASH_TRY(secrets.write(signingSecretKey(connection.path(), changed), pem.text()));
    HABERDASH_TRY(store::saveAccount(connection, changed, now));
    if (!account.dkimSelector.isEmpty() && account.dkimSelector != changed.dkimSelector)
        HABERDASH_TRY(secrets.remove(signingSecretKey(connection.path(), account)));
    return record;
}

Result<SigningRecord> signingRecord(
    const QString &workspacePath, const store::Account &account, deliver::SecretStore &secrets)
{
    if (account.dkimDomain.isEmpty())
        return failure(
            Error::Code::Refused, u"“%1” does not sign its mail. Nothing was changed."_s.arg(account.name));
    HABERDASH_TRY_ASSIGN(secret, secrets.read(signingSecretKey(workspacePath, account)));
    const deliver::Wiped pem(std::move(secret));
    return recordFor(account.dkimDomain, account.dkimSelector, pem.text());
}

Result<> stopSigning(store::Connection &connection, const store::Account &account,
    deliver::SecretStore &secrets, Timestamp now)
{
    auto changed = account;
    changed.dkimDomain.clear();
    changed.dkimSelector.clear();
    HABERDASH_TRY(store::saveAccount(connection, changed, now));
    return secrets.remove(signingSecretKey(connection.path(), account));
}

} // namespace haberdash::sending
