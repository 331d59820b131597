// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/theme.h"

#include <QObject>

#include <optional>

class QApplication;

namespace haberdash::ui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light", "dark": how the setting is stored.
[[nodiscard]] QString toWord(ThemeChoice choice);
[[nodiscard]] std::optional<ThemeChoice> themeChoiceFromWord(QStringView word);

/// Dresses the application: style, font and palette. One of it lives in main().
class ThemeController final : public QObject
{
    Q_OBJECT

public:
    /// Looks at the palette the application started with, which is what System means from then on, and
    /// applies `choice`.
    ThemeController(QApplication &application, ThemeChoice choice, QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const Colors &colors() const;
    void setChoice(ThemeChoice choice);

Q_SIGNALS:
    /// The palette is set. Widgets get theirs by QEvent::PaletteChange with the next turn of the event loop.
    void changed();

private:
    void apply();

    QApplication &m_application;
    ThemeChoice m_choice;
    bool m_systemIsDark;
};

} // namespace haberdash::ui
