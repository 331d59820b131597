// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/shared/shop.h"

#include <memory>
#include <optional>

namespace haberdash::ui {

/// Answers rules about a shop from its columns, for workers: reads the columns when they are first needed and
/// again when the shop has changed, and keeps what is known of conditions in between. For one thread at a
/// time.
class ShopEvaluator
{
public:
    explicit ShopEvaluator(Shop shop);

    /// The evaluator as the shop is now; valid until the next call. The instant stays that of the first call:
    /// else nothing could be kept.
    /// @param stopped ends reading and counting with Error::Code::Cancelled
    [[nodiscard]] Result<segment::SegmentEvaluator *> current(const std::function<bool()> &stopped);
    /// The connection that the columns are read through, once `current` was asked.
    [[nodiscard]] store::Connection &connection() { return *m_connection; }
    [[nodiscard]] const segment::Context &context() const { return m_context; }

private:
    Shop m_shop;
    segment::Context m_context;
    std::optional<store::Connection> m_connection;
    std::shared_ptr<const facts::Facts> m_facts;
    QMap<QString, segment::Rule> m_rules;
    std::unique_ptr<segment::SegmentEvaluator> m_evaluator;
};

} // namespace haberdash::ui
