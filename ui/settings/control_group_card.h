// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/control_group.h"
#include "ui/shared/format.h"
#include "ui/shared/widgets.h"

class QPushButton;
class QSpinBox;

namespace haberdash::ui {

/// Who gets no mail at all for a while, so that the shop sees what mail brings.
class ControlGroupCard final : public Card
{
    Q_OBJECT

public:
    explicit ControlGroupCard(Format format, QWidget *parent = nullptr);
    void setGroup(const store::ControlGroupSetting &setting, const store::ControlGroup &group);
    [[nodiscard]] store::ControlGroupSetting setting() const;
    /// Below the form; empty takes it away.
    void showResult(Tone tone, const QString &text);

Q_SIGNALS:
    /// New lots are to be drawn, with the setting as it stands.
    void drawRequested();

private:
    void update();

    Format m_format;
    store::ControlGroupSetting m_kept;
    QSpinBox *m_share;
    QSpinBox *m_days;
    TextLabel *m_state;
    QPushButton *m_draw;
    InlineMessage *m_result;
};

} // namespace haberdash::ui
