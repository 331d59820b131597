// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// An email as somebody wrote it: three templates under a name.
struct SavedEmail
{
    EmailId id;
    QString name;
    QString subject;
    QString preheader;
    QString body;
    friend bool operator==(const SavedEmail &, const SavedEmail &) = default;
};

/// All, by name.
[[nodiscard]] Result<QList<SavedEmail>> savedEmails(Connection &connection);
[[nodiscard]] Result<SavedEmail> emailByName(Connection &connection, const QString &name);
/// Makes an email (id not set) or replaces one. Refused where another one has the name.
[[nodiscard]] Result<EmailId> saveEmail(Connection &connection, const SavedEmail &email, Timestamp now);
[[nodiscard]] Result<> deleteEmail(Connection &connection, EmailId id);

} // namespace haberdash::store
