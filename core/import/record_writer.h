// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

namespace haberdash::importing {

class RowValues;

/// What a writer made of a row. A rejected row has its reason in words and is not in the store.
struct Outcome
{
    QString reason; ///< empty: accepted
    /// The row must not be written down again, not even among the rejected: only its line and the reason.
    bool isConfidential = false;
    [[nodiscard]] bool accepted() const { return reason.isEmpty(); }
    static Outcome accept() { return {}; }
    static Outcome reject(QString reason) { return {std::move(reason)}; }
    /// The row is about somebody who asked to be forgotten.
    static Outcome rejectErased()
    {
        return {QStringLiteral("the row is about somebody who asked to be forgotten"), true};
    }
};

/// Turns the rows of one file into records of the store. One writer for one file.
class RecordWriter
{
public:
    virtual ~RecordWriter() = default;
    /// Errors are those of the store, and end the import; a bad row is an Outcome.
    [[nodiscard]] virtual Result<Outcome> write(const RowValues &row) = 0;
    /// Called after the last row: writes what was held back. Reports how much of it is written and ends with
    /// Cancelled when asked to.
    [[nodiscard]] virtual Result<> finish(Progress &progress) = 0;
};

} // namespace haberdash::importing
