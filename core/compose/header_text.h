// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace haberdash::compose {

/// Text that may stand in a mail header: valid UTF-8 without CR, LF, NUL and other control characters, so
/// that nobody can smuggle in a header of their own. Checked on construction.
class HeaderText
{
public:
    HeaderText() = default;
    /// Invalid where a control character or broken UTF-8 is in it.
    [[nodiscard]] static Result<HeaderText> fromUtf8(std::string_view text);
    [[nodiscard]] static Result<HeaderText> fromString(QStringView text);
    /// Makes it fit: control characters and runs of blanks become one blank, broken UTF-8 becomes U+FFFD.
    [[nodiscard]] static HeaderText cleaned(std::string_view text);

    [[nodiscard]] const std::string &utf8() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }
    friend bool operator==(const HeaderText &, const HeaderText &) = default;

private:
    std::string m_text;
};

} // namespace haberdash::compose
