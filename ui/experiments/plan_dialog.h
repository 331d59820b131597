// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/trial_planner.h"
#include "core/segment/segment_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace haberdash::ui {

class InlineMessage;
class TextLabel;

/// What a test on a group of people could show, from the shop's own past, before anybody makes it: how small
/// a difference would be seen, and what a wish takes. Names: "planSegment", "planMeasure", "planHours",
/// "planArms", "planLift", "planBase", "planSentence", "planTrouble".
class PlanDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PlanDialog(Shop shop, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The past was asked, and what it says is shown.
    void answered();

private:
    using Outlook = Result<campaign::TrialOutlook>;

    void build();
    void fillSegments(const QList<segment::SavedSegment> &segments);
    [[nodiscard]] campaign::TrialMeasure measure() const;
    void askPast();
    void showPlan();

    Shop m_shop;
    QComboBox *m_segment;
    QComboBox *m_measure;
    QSpinBox *m_hours;
    QSpinBox *m_arms;
    QDoubleSpinBox *m_lift;
    TextLabel *m_base;
    TextLabel *m_sentence;
    InlineMessage *m_trouble;
    QList<segment::SavedSegment> m_segments;
    std::optional<campaign::TrialOutlook> m_outlook;
    StopSource m_stop;
    LatestOnly<Result<QList<segment::SavedSegment>>> m_load;
    LatestOnly<Outlook> m_asking;
};

} // namespace haberdash::ui
