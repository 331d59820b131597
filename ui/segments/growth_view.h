// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/history.h"
#include "ui/segments/rule_tab.h"
#include "ui/segments/shop_questions.h"

class QBoxLayout;

namespace haberdash::ui {

class AnswerModel;
class FaceStack;
class TextLabel;
class TimeChart;

/// How many were in the segment over the last twelve months: lines, a sentence, and the months as a table.
/// Names: "growthSentence", "growthChart", "growthMonths".
class GrowthView final : public RuleTab
{
    Q_OBJECT

public:
    explicit GrowthView(Shop shop, QWidget *parent = nullptr);
    [[nodiscard]] FaceStack &faces() { return *m_faces; }

protected:
    void ask() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Points = std::vector<segment::HistoryPoint>;
    void showPoints(const Points &points);
    [[nodiscard]] QString sentenceOf(const Points &points) const;
    [[nodiscard]] QString monthOf(Timestamp at) const;

    Format m_format;
    ShopQuestions<Points> m_questions;
    FaceStack *m_faces;
    TextLabel *m_sentence;
    TextLabel *m_mailable;
    TimeChart *m_chart;
    AnswerModel *m_months;
    QBoxLayout *m_parts;
};

} // namespace haberdash::ui
