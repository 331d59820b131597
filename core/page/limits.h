// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace haberdash::page {

/// Beyond these a page is left as it is. A mail of which Gmail shows everything has 100 KB and some hundred
/// elements; the limits keep rubbish from taking minutes, not people from writing.
struct Limits
{
    size_t bytes = 2'000'000;
    size_t depth = 512; ///< elements that are open at once
    size_t attributes = 256; ///< of one tag
    size_t elements = 40'000;
    size_t parserMemory = 200'000'000; ///< bytes that the parser may hold
    size_t rules = 5'000;
    size_t matchSteps = 20'000'000; ///< tests of one element against one part of a selector
    size_t addedBytes = 4'000'000; ///< that inlining may write
};

} // namespace haberdash::page
