// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_styles.h"

namespace haberdash::compose {

/// A piece of Liquid in a body.
struct LiquidTag
{
    enum class Kind {
        Output, ///< {{ ... }}
        Opens, ///< {% if ... %}, {% for ... %}
        Between, ///< {% else %}, {% when ... %}
        Closes, ///< {% endif %}
        Alone, ///< {% assign ... %}, comments, raw
        Block ///< {% button ... %}, {% products ... %}
    };
    Kind kind = Kind::Output;
    std::string name; ///< "if"; of a closing tag what it closes
    std::string source; ///< Liquid to put in its place
    size_t offset = 0; ///< in the body
    bool isExpanded = false; ///< `source` is not what was written
};

/// Every piece of Liquid in `body`, in order. Pieces that are never closed are left in the text; parsing
/// complains about them. Our own tags are expanded to tables.
[[nodiscard]] DesignResult<std::vector<LiquidTag>> findLiquidTags(std::string_view body,
    const EmailStyles &styles, EmailPart part, std::vector<std::pair<size_t, size_t>> &ranges);

} // namespace haberdash::compose
