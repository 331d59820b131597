// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/base/result.h"
#include "core/store/connection.h"

#include <QTimeZone>

namespace haberdash::store {

/// What is true of a whole workspace: one shop, one client, one file.
struct WorkspaceInfo
{
    QString name;
    CurrencyCode currency;
    QTimeZone timeZone;
    friend bool operator==(const WorkspaceInfo &, const WorkspaceInfo &) = default;
};

/// Written into each file, so that ours are told from others: "HABD".
inline constexpr qint32 applicationId = 0x48414244;

/// Makes a new file, readable by its owner only (0600). Refuses to touch a file that is there.
[[nodiscard]] Result<Connection> createWorkspace(const QString &path, const WorkspaceInfo &info);

/// Opens a workspace and brings it to the newest schema. Refuses, and leaves as they are: files that are no
/// workspace, files of a newer Haberdash. With ReadOnly an older file is refused too, since it cannot be
/// brought up to date.
[[nodiscard]] Result<Connection> openWorkspace(const QString &path,
    Connection::Access access = Connection::Access::ReadWrite,
    std::chrono::milliseconds patience = std::chrono::seconds(5));

[[nodiscard]] Result<WorkspaceInfo> readWorkspaceInfo(Connection &connection);
[[nodiscard]] Result<> writeWorkspaceInfo(Connection &connection, const WorkspaceInfo &info);

/// A text kept under a name, such as "brand"; empty where there is none.
[[nodiscard]] Result<QString> readSetting(Connection &connection, const QString &key);
[[nodiscard]] Result<> writeSetting(Connection &connection, const QString &key, const QString &value);

/// The instant that questions about this workspace are asked as of, unless somebody names another: the day at
/// which the shop stands still ("as_of", as the sample shop does), else `now`.
[[nodiscard]] Result<Timestamp> defaultAsOf(Connection &connection, Timestamp now);

/// Rows of a table, such as "customer".
[[nodiscard]] Result<qint64> countRows(Connection &connection, const QString &table);

/// Changes with each commit of another connection or of this one: what was read before may be old.
[[nodiscard]] Result<qint64> dataVersion(Connection &connection);

} // namespace haberdash::store
