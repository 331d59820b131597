// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/batch.h"

#include <string_view>

namespace haberdash::importing {

/// Why a platform does not write to an address any more.
enum class SuppressionReason { Unsubscribe, Complaint, HardBounce, Manual };

/// The reason in the words of platforms: "SPAM_COMPLAINT", "hard bounce", "[\"UNSUBSCRIBED\"]". Of several
/// the gravest; Manual for words that say no more than that somebody put the address on a list.
[[nodiscard]] SuppressionReason suppressionReasonOf(std::string_view text);

/// Puts addresses on the list of those that must not be written to. The first reason stays.
class SuppressionWriter
{
public:
    /// @param source what the list calls the platform
    [[nodiscard]] static Result<SuppressionWriter> create(Batch &batch, const QString &source);
    [[nodiscard]] Result<> add(std::string_view email, SuppressionReason reason, Timestamp when);

private:
    SuppressionWriter(Batch &batch, QString source, AddOrRely insert);
    Batch *m_batch;
    QString m_source;
    AddOrRely m_insert;
    std::string m_key;
};

} // namespace haberdash::importing
