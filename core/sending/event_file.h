// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/service_events.h"
#include "core/import/table.h"

#include <QHash>

namespace haberdash::sending {

/// One row of a file of events.
struct EventLine
{
    qint64 line = 0; ///< in the file; of JSON that is one object, the number of the row, from 1
    std::optional<deliver::ServiceEvent> event; ///< nothing: the row cannot be read
    QString fault; ///< why not, for people
};

/// Events that a mail service gave out as a file: delimited text in whatever encoding, a workbook, JSON
/// lines, a JSON array, or a JSON object that has the list under a name, as the interfaces and webhooks of
/// SendGrid, Mailgun, Postmark, Amazon SES, Brevo and Resend write them. Whose it is tell its columns. Any
/// other file with an address, an event and a time in each row does, too, and may have a message id, a reason
/// and a link; its words for events are ours, or those of the account's service.
class EventFile
{
public:
    /// @param told whose file it is, where somebody says so
    /// @param ofAccount whose words may stand in a file that nobody's columns are recognised in
    [[nodiscard]] static Result<EventFile> open(
        const QString &path, std::optional<deliver::Service> told, std::optional<deliver::Service> ofAccount);

    /// Nothing for a file whose columns are nobody's.
    [[nodiscard]] std::optional<deliver::Service> service() const { return m_service; }
    /// The next row that is not empty, or nothing at the end.
    [[nodiscard]] Result<std::optional<EventLine>> next();
    [[nodiscard]] qint64 position() const { return m_table ? m_table->position() : m_next; }
    [[nodiscard]] qint64 size() const { return m_table ? m_table->size() : m_rows.size(); }

private:
    using Row = QHash<QString, QString>; ///< by the name of the column, letters and digits only
    EventFile() = default;
    [[nodiscard]] Result<> recognise(const QString &path, const QStringList &names,
        std::optional<deliver::Service> told, std::optional<deliver::Service> ofAccount);
    [[nodiscard]] EventLine read(qint64 line, const Row &row) const;

    std::optional<importing::Table> m_table; ///< nothing: the rows are in `m_rows`
    QList<Row> m_rows;
    QStringList m_names; ///< of the columns of `m_table`
    qsizetype m_next = 0;
    std::optional<deliver::Service> m_service;
    std::optional<deliver::Service> m_ofAccount;
};

} // namespace haberdash::sending
