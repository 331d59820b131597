// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

#include <optional>

namespace haberdash::store {

/// An email as somebody wrote it: three templates under a name.
struct SavedEmail
{
    EmailId id;
    QString name;
    QString subject;
    QString preheader;
    QString body;
    QString kind = QStringLiteral("letter"); ///< what the body is: "letter", "design" or "html"
    friend bool operator==(const SavedEmail &, const SavedEmail &) = default;
};

/// All, by name.
[[nodiscard]] Result<QList<SavedEmail>> savedEmails(Connection &connection);
[[nodiscard]] Result<SavedEmail> emailByName(Connection &connection, const QString &name);
[[nodiscard]] Result<SavedEmail> emailById(Connection &connection, EmailId id);
/// Makes an email (id not set) or replaces one, keeps what it says as a version and forgets its draft.
/// Refused where another one has the name.
[[nodiscard]] Result<EmailId> saveEmail(Connection &connection, const SavedEmail &email, Timestamp now);
[[nodiscard]] Result<> deleteEmail(Connection &connection, EmailId id);

/// What an email said at one of the times that it was saved.
struct EmailVersion
{
    qint64 id = 0;
    Timestamp savedAt{};
    SavedEmail email;
    friend bool operator==(const EmailVersion &, const EmailVersion &) = default;
};
/// Newest first; the first is what the email says now. The last hundred are kept.
[[nodiscard]] Result<QList<EmailVersion>> versionsOf(Connection &connection, EmailId id);

/// What somebody was writing and had not saved.
struct EmailDraft
{
    Timestamp writtenAt{};
    SavedEmail email;
    friend bool operator==(const EmailDraft &, const EmailDraft &) = default;
};
/// Keeps what is being written, without a look at whether its name is free or its texts can be read. An email
/// without an id has one place for its draft.
[[nodiscard]] Result<> keepDraft(Connection &connection, const SavedEmail &email, Timestamp now);
[[nodiscard]] Result<std::optional<EmailDraft>> draftOf(Connection &connection, EmailId id);
[[nodiscard]] Result<> dropDraft(Connection &connection, EmailId id);

} // namespace haberdash::store
