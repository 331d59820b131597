// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"

#include <QComboBox>

namespace haberdash::ui {

/// A colour of the brand, one of one's own ("#rrggbb", typed), or none.
class ColourField final : public QComboBox
{
    Q_OBJECT

public:
    ColourField(const compose::BrandKit &brand, const QString &none, QWidget *parent = nullptr);
    void setColour(const QString &colour);

Q_SIGNALS:
    void edited(const QString &colour);

private:
    void take();
};

} // namespace haberdash::ui
