// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit.h"
#include "ui/shared/widgets.h"

namespace haberdash::ui {

class Format;

/// The answer of the page: how far the data can be trusted, and what the score is made of.
class ScoreCard final : public Card
{
    Q_OBJECT

public:
    explicit ScoreCard(QWidget *parent = nullptr);
    void setAudit(const audit::Audit &audit, const Format &format);

private:
    TextLabel *m_score;
    TextLabel *m_verdict;
    TextLabel *m_explanation;
};

} // namespace haberdash::ui
