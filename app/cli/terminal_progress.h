// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QString>

namespace haberdash::cli {

/// Shows per cent on stderr where that is a terminal, and stops the work on Ctrl+C, SIGTERM, or
/// when the terminal goes away.
class TerminalProgress final : public Progress
{
public:
    explicit TerminalProgress(QString what);
    TerminalProgress(const TerminalProgress &) = delete;
    TerminalProgress &operator=(const TerminalProgress &) = delete;
    ~TerminalProgress() override;
    void report(qint64 done, qint64 total) override;
    [[nodiscard]] bool isCancelled() const override;

private:
    QString m_what;
    bool m_show;
    int m_shown = -1;
};

} // namespace haberdash::cli
