// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal_secret.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char interrupt = 0x03;
constexpr char endOfInput = 0x04;
constexpr char backspace = 0x08;
constexpr char clearLine = 0x15;
constexpr char erase = 0x7F;

/// The terminal without echo, by single keys: a Ctrl+C then is a key, and cannot end the program with the
/// echo off.
class QuietTerminal
{
public:
    QuietTerminal()
        : m_terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_terminal < 0 || ::tcgetattr(m_terminal, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG);
        m_isQuiet = ::tcsetattr(m_terminal, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_isQuiet)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
        if (m_terminal >= 0)
            ::close(m_terminal);
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;

    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }
    [[nodiscard]] bool write(const QByteArray &text) const
    {
        return ::write(m_terminal, text.constData(), size_t(text.size())) == text.size();
    }
    /// The next key; `interrupt` where none comes any more.
    [[nodiscard]] char key() const
    {
        char each = interrupt;
        ssize_t count = 0;
        do
            count = ::read(m_terminal, &each, 1);
        while (count < 0 && errno == EINTR);
        return count == 1 ? each : interrupt;
    }

private:
    int m_terminal;
    termios m_before{};
    bool m_isQuiet = false;
};

/// Takes the last character off, all bytes of it.
void takeLast(std::string &text)
{
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
        text.pop_back();
    if (!text.empty())
        text.pop_back();
}

} // namespace

Result<deliver::Wiped> askOnTerminal(const QString &question)
{
    const QuietTerminal terminal;
    if (!terminal.isQuiet())
        return failure(Error::Code::NotFound, u"There is no terminal to ask at."_s);
    static_cast<void>(terminal.write((question + u' ').toUtf8()));
    deliver::Wiped answer;
    std::string &text = answer.text();
    constexpr size_t longest = 4096;
    text.reserve(longest); // a string that grows leaves its bytes behind
    for (char key = terminal.key(); key != '\n' && key != '\r' && key != endOfInput; key = terminal.key()) {
        if (key == interrupt) {
            static_cast<void>(terminal.write("\n"));
            return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
        if (key == clearLine)
            deliver::Wiped::wipe(text);
        else if (key == erase || key == backspace)
            takeLast(text);
        else if (text.size() < longest)
            text += key;
    }
    static_cast<void>(terminal.write("\n"));
    return answer;
}

} // namespace haberdash
