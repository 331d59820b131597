// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email.h"

namespace haberdash::compose {

/// The decisions of one template among those of an email: which of its sites people wrote, and which number
/// each has in `CompiledEmail::decisionSites`.
class DecisionMap
{
public:
    /// Appends the sites of `source` to `all`. @param sections which block a line is of; empty: all is `part`
    DecisionMap(const liquid::Template &source, EmailPart part, const std::vector<TextSection> &sections,
        const QStringList &rules, std::vector<DecisionSite> &all);
    /// Appends what the last render with `memory` took, by ascending sites.
    void collect(const liquid::RenderMemory &memory, std::vector<DecisionTaken> &taken) const;

private:
    static constexpr size_t ours = size_t(-1);
    std::vector<size_t> m_numbers; ///< of each site of the template; `ours` where nobody wrote it
};

} // namespace haberdash::compose
