// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/sentence_row.h"

namespace haberdash::ui {

/// One condition as a sentence with fields in it.
class ConditionEditor final : public SentenceRow
{
    Q_OBJECT

public:
    ConditionEditor(segment::Node node, const RuleWords &words, QWidget *parent = nullptr);

Q_SIGNALS:
    /// `field` is the object name of the field that was used.
    void edited(const segment::Node &node, const QString &field);

protected:
    void fill() override;
    void changed(const QString &field) override { Q_EMIT edited(m_node, field); }

private:
    void fill(segment::MeasureCondition &condition);
    void fill(segment::TimeCondition &condition);
    void fill(segment::SequenceCondition &condition);
    void fill(segment::RankCondition &condition);
    void fill(segment::ShareCondition &condition);
    void fill(segment::FactCondition &condition);
    void fill(segment::ConsentCondition &condition);
    void fill(segment::MailableCondition &condition);
    void fill(segment::DistanceCondition &condition);
    void fill(segment::RandomCondition &condition);
    void fill(segment::SegmentCondition &condition);
    void fill(segment::Group &) { }
    void addStep(segment::SequenceCondition &condition, size_t index);

    segment::Node m_node;
};

} // namespace haberdash::ui
