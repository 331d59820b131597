// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace haberdash::store {

class StatementCache;

/// A prepared statement. Values are bound by position from 1 and never pasted into the text. Belongs to the
/// connection that made it, and to its thread.
class Statement
{
public:
    Statement(Statement &&) noexcept = default;
    Statement &operator=(Statement &&) noexcept = default;

    Statement &bind(int index, qint64 value);
    Statement &bind(int index, int value) { return bind(index, qint64(value)); }
    Statement &bind(int index, bool value) { return bind(index, qint64(value)); }
    Statement &bind(int index, double value);
    Statement &bind(int index, const QString &value);
    /// The bytes are UTF-8 and are copied.
    Statement &bind(int index, std::string_view value);
    /// The bytes are UTF-8 and must live until the next step or bind: saves the copy in tight loops.
    Statement &bindView(int index, std::string_view value);
    Statement &bindBlob(int index, const QByteArray &value);
    Statement &bindNull(int index);
    Statement &bind(int index, Timestamp value) { return bind(index, toMilliseconds(value)); }
    template<typename Tag>
    Statement &bind(int index, Id<Tag> value)
    {
        return value.isValid() ? bind(index, value.value()) : bindNull(index);
    }
    template<typename T>
    Statement &bind(int index, const std::optional<T> &value)
    {
        return value ? bind(index, *value) : bindNull(index);
    }
    /// Text, or NULL where there is none.
    Statement &bindText(int index, const QString &value)
    {
        return value.isEmpty() ? bindNull(index) : bind(index, value);
    }

    /// Moves to the next row: true on a row, false at the end. Storage errors come back, never thrown.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that gives no rows and makes it ready for the next values.
    [[nodiscard]] Result<> run();
    /// Makes it ready to run again. Bound values stay.
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] Timestamp timestamp(int column) const { return fromMilliseconds(integer(column)); }
    [[nodiscard]] std::optional<Timestamp> optionalTimestamp(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInteger(int column) const;
    template<typename IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType(integer(column));
    }
    [[nodiscard]] int columnCount() const;
    [[nodiscard]] QString columnName(int column) const;

private:
    friend class Connection;
    struct GiveBack
    {
        std::shared_ptr<StatementCache> cache; ///< outlives the connection for whoever outlives it
        void operator()(sqlite3_stmt *statement) const;
    };
    Statement(sqlite3_stmt *statement, std::shared_ptr<StatementCache> cache);
    [[nodiscard]] Error lastError(int code) const;

    std::unique_ptr<sqlite3_stmt, GiveBack> m_statement;
};

} // namespace haberdash::store
