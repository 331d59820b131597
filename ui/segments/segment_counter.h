// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "ui/segments/shop_questions.h"

#include <QObject>

namespace haberdash::ui {

/// What the person wants to know about a rule while editing it.
struct RuleAnswer
{
    segment::Rule rule;
    segment::RuleCount count;
    qint64 everybody = 0; ///< customers of the shop
};

/// Counts rules on a worker, the newest first: a newer question stops the one before. Keeps one connection
/// and one evaluator, so that editing one condition costs one condition.
class SegmentCounter final : public QObject
{
    Q_OBJECT

public:
    explicit SegmentCounter(Shop shop, QObject *parent = nullptr);
    void ask(const segment::Rule &rule);

Q_SIGNALS:
    void answered(const haberdash::ui::RuleAnswer &answer);
    void failed(const haberdash::Error &error);

private:
    ShopQuestions<RuleAnswer> m_questions;
};

/// Counts all saved segments; for a worker.
[[nodiscard]] Result<QHash<QString, segment::Count>> countSaved(
    const Shop &shop, const QList<segment::SavedSegment> &segments, const std::function<bool()> &stopped);

} // namespace haberdash::ui
