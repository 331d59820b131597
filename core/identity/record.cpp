// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/record.h"

#include <algorithm>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

Result<QString> describeRecord(store::Connection &connection, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(find,
        connection.prepare(
            u"SELECT trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), coalesce(email, '') "
            u"FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, find.bind(1, customer).step());
    if (!found)
        return failure(
            Error::Code::NotFound, u"There is no customer %1. Nothing was changed."_s.arg(customer.value()));
    const QString name = find.text(0);
    const QString email = find.text(1);
    if (name.isEmpty())
        return email.isEmpty() ? u"customer %1"_s.arg(customer.value()) : email;
    return email.isEmpty() ? name : u"%1 <%2>"_s.arg(name, email);
}

QString strictestConsent(const QStringList &states)
{
    static const QStringList strictest{u"unsubscribed"_s, u"not_subscribed"_s, u"pending"_s, u"subscribed"_s};
    const auto strictness = [](const QString &state) {
        const auto place = strictest.indexOf(state);
        return place < 0 ? strictest.size() : place;
    };
    const auto strict = std::min_element(states.begin(), states.end(),
        [&](const QString &a, const QString &b) { return strictness(a) < strictness(b); });
    return strict == states.end() ? QString() : *strict;
}

} // namespace haberdash::identity
