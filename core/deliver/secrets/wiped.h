// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace haberdash::deliver {

/// Text that is overwritten when it goes out of scope. Moved, never copied, so that there is one to
/// overwrite.
class Wiped
{
public:
    Wiped() = default;
    explicit Wiped(std::string text)
        : m_text(std::move(text))
    { }
    Wiped(Wiped &&other) noexcept { take(other); }
    Wiped &operator=(Wiped &&other) noexcept
    {
        if (this != &other)
            take(other);
        return *this;
    }
    ~Wiped() { wipe(m_text); }

    [[nodiscard]] const std::string &text() const { return m_text; }
    [[nodiscard]] std::string &text() { return m_text; }

    /// Overwrites and empties a string, its unused room included.
    static void wipe(std::string &text);

private:
    /// Short strings live inside the object: a move leaves their bytes behind.
    void take(Wiped &other);

    std::string m_text;
};

} // namespace haberdash::deliver
