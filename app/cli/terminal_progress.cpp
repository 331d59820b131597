// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal_progress.h"

#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace haberdash::cli {

namespace {

// A signal handler may touch nothing else.
volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int)
{
    interrupted = 1;
}

// Ctrl+C, the wish of the system, the end of the terminal: each leaves time to put things in order.
constexpr int stops[] = {SIGINT, SIGTERM, SIGHUP};

/// What was to be ignored (nohup, a job in the background) stays so.
void listen(void (*handler)(int))
{
    for (const int stop : stops) {
        if (std::signal(stop, handler) == SIG_IGN)
            std::signal(stop, SIG_IGN);
    }
}

} // namespace

TerminalProgress::TerminalProgress(QString what)
    : m_what(std::move(what))
    , m_show(::isatty(STDERR_FILENO) == 1)
{
    interrupted = 0;
    listen(onInterrupt);
}

TerminalProgress::~TerminalProgress()
{
    listen(SIG_DFL);
    if (m_show && m_shown >= 0)
        std::fputs("\r\033[K", stderr);
}

void TerminalProgress::report(qint64 done, qint64 total)
{
    const int percent = total > 0 ? int(done * 100 / total) : 0;
    if (!m_show || percent == m_shown)
        return;
    m_shown = percent;
    std::fprintf(stderr, "\r\033[K%s %d %%", m_what.toUtf8().constData(), percent);
}

bool TerminalProgress::isCancelled() const
{
    return interrupted != 0;
}

} // namespace haberdash::cli
