// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/score_card.h"

#include "core/audit/words.h"
#include "ui/shared/format.h"
#include "ui/shared/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "100 less 6 for “Orders with nobody behind them” ...": the largest parts of what was taken.
QString partsOf(const audit::Audit &audit)
{
    constexpr qsizetype named = 3;
    auto found = audit.found();
    std::stable_sort(found.begin(), found.end(),
        [](const auto *left, const auto *right) { return left->points > right->points; });
    QStringList parts;
    double rest = audit.score.taken;
    for (const audit::Finding *finding : found.mid(0, named)) {
        parts.append(ScoreCard::tr("%1 for “%2”")
                         .arg(audit::pointsText(finding->points), finding->check->about().title));
        rest -= finding->points;
    }
    if (found.size() > named)
        parts.append(ScoreCard::tr("%1 for the rest").arg(audit::pointsText(rest)));
    return ScoreCard::tr("The score is 100 less %1, rounded down.").arg(parts.join(u", "_s));
}

/// A serious finding is no green matter, however few rows it has.
TextLabel::Ink inkOf(const audit::Audit &audit)
{
    const auto found = audit.found();
    const bool isSerious
        = !found.isEmpty() && found.first()->check->about().severity == audit::Severity::Serious;
    if (audit.score.value < 60)
        return TextLabel::Ink::Negative;
    return audit.score.value >= 90 && !isSerious ? TextLabel::Ink::Positive : TextLabel::Ink::Warning;
}

} // namespace

ScoreCard::ScoreCard(QWidget *parent)
    : Card({}, parent)
    , m_score(new TextLabel({}, TextLabel::Size::Figure))
    , m_verdict(new TextLabel({}, TextLabel::Size::Section))
    , m_explanation(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    auto *figure = new QVBoxLayout;
    figure->setSpacing(0);
    figure->addWidget(m_score, 0, Qt::AlignHCenter);
    figure->addWidget(
        new TextLabel(tr("of 100"), TextLabel::Size::Small, TextLabel::Ink::Muted), 0, Qt::AlignHCenter);
    row->addLayout(figure);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    m_verdict->setWordWrap(true);
    m_verdict->setObjectName("auditVerdict"_L1);
    m_explanation->setWordWrap(true);
    words->addWidget(m_verdict);
    words->addWidget(m_explanation);
    row->addLayout(words, 1);
    content()->addLayout(row);
    m_score->setObjectName("auditScore"_L1);
}

void ScoreCard::setAudit(const audit::Audit &audit, const Format &format)
{
    m_score->setText(format.number(audit.score.value));
    m_score->setInk(inkOf(audit));
    m_score->setAccessibleName(tr("Score: %1 of 100").arg(format.number(audit.score.value)));
    m_verdict->setText(audit::verdictOf(audit.score, audit.findings));
    m_explanation->setText(audit.found().isEmpty()
            ? tr("Every check is listed at the left with what it looked at.")
            : partsOf(audit));
}

} // namespace haberdash::ui
