// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/split_draft.h"

#include "core/identity/record.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

QString SplitDraft::keyOf(const store::IdentityKey &identity)
{
    return identity.kind + u':' + identity.key;
}

QString SplitDraft::keyOf(const identity::SplittableOrder &order)
{
    return u"order:"_s + QString::number(order.id.value());
}

void SplitDraft::move(const QStringList &keys, Side to)
{
    for (const QString &key : keys) {
        if (to == Side::Goes)
            m_goes.insert(key);
        else
            m_goes.remove(key);
    }
}

QList<store::IdentityKey> SplitDraft::identities(Side side) const
{
    QList<store::IdentityKey> found;
    for (const auto &identity : m_record.identities) {
        if (isOn(side, keyOf(identity)))
            found.append(identity);
    }
    return found;
}

QList<identity::SplittableOrder> SplitDraft::orders(Side side) const
{
    QList<identity::SplittableOrder> found;
    for (const auto &order : m_record.orders) {
        if (isOn(side, keyOf(order)))
            found.append(order);
    }
    return found;
}

QString SplitDraft::email(Side side) const
{
    QString first;
    const auto keys = identities(side);
    for (const auto &identity : keys) {
        if (identity.kind != u"email"_s)
            continue;
        // The record's own address stays the first choice of whoever has it.
        if (identity.key == m_record.customer.email.toLower())
            return m_record.customer.email;
        if (first.isEmpty())
            first = identity.key;
    }
    return first;
}

QString SplitDraft::emailConsent(Side side) const
{
    QStringList states;
    for (const auto &entry : m_record.consent) {
        if (entry.channel == u"email"_s)
            states.append(entry.state);
    }
    if (states.isEmpty())
        return {};
    return side == Side::Goes ? identity::strictestConsent(states) : states.constLast();
}

SplitDraft::Problem SplitDraft::problem() const
{
    if (identities(Side::Goes).isEmpty() && orders(Side::Goes).isEmpty())
        return Problem::Nothing;
    if (!identities(Side::Stays).isEmpty())
        return Problem::None;
    if (orders(Side::Stays).isEmpty())
        return Problem::Everything;
    return m_record.identities.isEmpty() ? Problem::None : Problem::LastIdentity;
}

identity::SplitWish SplitDraft::wish(const QString &firstName, const QString &lastName) const
{
    identity::SplitWish wish;
    wish.from = m_record.customer.id;
    wish.identities = identities(Side::Goes);
    const auto going = orders(Side::Goes);
    for (const auto &order : going)
        wish.orders.append(order.id);
    wish.firstName = firstName.simplified();
    wish.lastName = lastName.simplified();
    return wish;
}

} // namespace haberdash::ui
