// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace haberdash {

/// How long work tells where it stands and learns that it should stop. Calls come from the thread that does
/// the work.
class Progress
{
public:
    virtual ~Progress() = default;
    /// `done` of `total` units (bytes, rows, messages); total 0 when it is not known.
    virtual void report(qint64 done, qint64 total) = 0;
    /// True once somebody asked to stop. The work then ends with Error::Code::Cancelled and leaves nothing
    /// half done.
    [[nodiscard]] virtual bool isCancelled() const = 0;
};

/// For callers who do not watch.
class NoProgress final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return false; }
};

} // namespace haberdash
