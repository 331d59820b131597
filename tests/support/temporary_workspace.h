// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/workspace.h"

#include <QTemporaryDir>

namespace haberdash::test {

/// All rows of a query as lines, cells separated by '|'.
[[nodiscard]] QString linesOf(store::Connection &connection, const QString &sql);

/// A workspace of its own in a folder that goes away with it.
class TemporaryWorkspace
{
public:
    explicit TemporaryWorkspace(const char *currency = "USD", const char *timeZone = "America/New_York");
    store::Connection &connection() { return *m_connection; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString file() const { return path(QStringLiteral("shop.haberdash")); }
    /// The first column of the first row.
    qint64 count(const QString &sql);
    QString lines(const QString &sql) { return linesOf(*m_connection, sql); }
    /// Writes a file into the folder and gives its path.
    QString write(const QString &name, const QByteArray &content) const;

private:
    QTemporaryDir m_folder;
    std::optional<store::Connection> m_connection;
};

} // namespace haberdash::test
