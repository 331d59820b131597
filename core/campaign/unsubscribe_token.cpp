// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/unsubscribe_token.h"

#include "core/store/workspace.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

UnsubscribeTokens::UnsubscribeTokens(QByteArray key)
    : m_key(std::move(key))
{ }

Result<UnsubscribeTokens> UnsubscribeTokens::open(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(known, store::readSetting(connection, u"token_key"_s));
    if (!known.isEmpty())
        return UnsubscribeTokens(QByteArray::fromHex(known.toLatin1()));
    QByteArray key(32, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(key.data()), key.size() / 4);
    HABERDASH_TRY(store::writeSetting(connection, u"token_key"_s, QString::fromLatin1(key.toHex())));
    return UnsubscribeTokens(key);
}

QString UnsubscribeTokens::token(CampaignId campaign, CustomerId customer) const
{
    const QByteArray plain
        = QByteArray::number(campaign.value(), 36) + '-' + QByteArray::number(customer.value(), 36);
    const QByteArray mac
        = QMessageAuthenticationCode::hash(plain, m_key, QCryptographicHash::Sha256).left(8).toHex();
    return QString::fromLatin1(plain + '-' + mac);
}

std::optional<UnsubscribeTokens::Meaning> UnsubscribeTokens::read(const QString &token) const
{
    const auto parts = token.split(u'-');
    if (parts.size() != 3)
        return std::nullopt;
    const Meaning meaning{
        CampaignId(parts[0].toLongLong(nullptr, 36)), CustomerId(parts[1].toLongLong(nullptr, 36))};
    if (!meaning.campaign.isValid() || !meaning.customer.isValid()
        || this->token(meaning.campaign, meaning.customer) != token)
        return std::nullopt;
    return meaning;
}

} // namespace haberdash::campaign
