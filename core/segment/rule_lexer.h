// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace haberdash::segment {

/// Where and why a rule cannot be read. Line and column count from 1.
struct RuleError
{
    int line = 1;
    int column = 1;
    QString message; ///< "expected a number, found “x”"
    [[nodiscard]] Error toError() const;
    friend bool operator==(const RuleError &, const RuleError &) = default;
};

struct Token
{
    enum class Kind { Word, Text, Number, Day, Sign, End };
    Kind kind = Kind::End;
    QString text; ///< words in lower case, texts without quotes, signs as written
    int line = 1;
    int column = 1;
};

/// Cuts the text of a rule into words, "texts", numbers, days (2026-06-30) and signs. A # begins a remark.
[[nodiscard]] tl::expected<std::vector<Token>, RuleError> tokenise(QStringView text);

} // namespace haberdash::segment
