// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::adopt {

/// A place where a program puts something of its own.
struct MergeTag
{
    /// By the signs around it.
    enum class Style {
        Stars, ///< *|FNAME|*
        Output, ///< {{ first_name }}, also with three braces
        Code, ///< {% unsubscribe %}
        Brace, ///< {contactfield=firstname}; only names that are known
        Percent, ///< %FIRSTNAME%; capitals only
        Angle, ///< <%body%>
        Square, ///< [%first_name%] and [unsubscribe]; the latter only with names that are known
        LinkMark, ///< "@TrackLink" behind an address
        Open ///< "{{" or "{%" that is never closed
    };
    Style style = Style::Output;
    size_t start = 0;
    size_t end = 0;
    std::string inner; ///< without the signs, blanks around it and entities
    bool isTriple = false;
};
/// By ascending places, not overlapping, in one pass.
[[nodiscard]] std::vector<MergeTag> findMergeTags(std::string_view text);

} // namespace haberdash::adopt
