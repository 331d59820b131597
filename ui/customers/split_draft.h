// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/split.h"

#include <QSet>

namespace haberdash::ui {

/// A record that is about to become two: what goes to the other person and what stays. Knows no widgets.
class SplitDraft
{
public:
    enum class Side { Stays, Goes };
    /// What still stands in the way.
    enum class Problem { None, Nothing, Everything, LastIdentity };

    struct Record
    {
        store::Customer customer;
        QList<store::IdentityKey> identities;
        QList<identity::SplittableOrder> orders;
        QList<store::ConsentEntry> consent;
    };

    SplitDraft() = default;
    explicit SplitDraft(Record record)
        : m_record(std::move(record))
    { }

    [[nodiscard]] static QString keyOf(const store::IdentityKey &identity);
    [[nodiscard]] static QString keyOf(const identity::SplittableOrder &order);

    [[nodiscard]] const store::Customer &customer() const { return m_record.customer; }
    void move(const QStringList &keys, Side to);
    [[nodiscard]] QList<store::IdentityKey> identities(Side side) const;
    [[nodiscard]] QList<identity::SplittableOrder> orders(Side side) const;
    /// The address that the person of a side will be written to; empty where there is none.
    [[nodiscard]] QString email(Side side) const;
    /// What is held about e-mail afterwards; for the new person the strictest that the record ever held.
    [[nodiscard]] QString emailConsent(Side side) const;
    [[nodiscard]] Problem problem() const;
    [[nodiscard]] identity::SplitWish wish(const QString &firstName, const QString &lastName) const;

private:
    [[nodiscard]] bool isOn(Side side, const QString &key) const
    {
        return m_goes.contains(key) == (side == Side::Goes);
    }

    Record m_record;
    QSet<QString> m_goes;
};

} // namespace haberdash::ui
