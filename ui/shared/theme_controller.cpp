// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme_controller.h"

#include "ui/shared/haberdash_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

QString toWord(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return u"system"_s;
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    }
    return {};
}

std::optional<ThemeChoice> themeChoiceFromWord(QStringView word)
{
    for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (word == toWord(choice))
            return choice;
    }
    return {};
}

ThemeController::ThemeController(QApplication &application, ThemeChoice choice, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_choice(choice)
    , m_systemIsDark(colorsOf(QApplication::palette()).dark)
{
    // A missing family makes fontconfig pick something near; only what is really there is asked for by name.
    QFont font = QApplication::font();
    QFont inter = font;
    inter.setFamily(u"Inter"_s);
    if (QFontInfo(inter).family().startsWith("Inter"_L1))
        font = inter;
    // 13 pixels, but never below what the person set for the desktop.
    font.setPixelSize(std::clamp(QFontInfo(QApplication::font()).pixelSize(), 13, 20));
    QApplication::setFont(font);
    QApplication::setStyle(new HaberdashStyle);
    apply();
}

bool ThemeController::isDark() const
{
    return m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemIsDark);
}

const Colors &ThemeController::colors() const
{
    return isDark() ? darkColors() : lightColors();
}

void ThemeController::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void ThemeController::apply()
{
    m_application.setPalette(paletteOf(colors()));
    Q_EMIT changed();
}

} // namespace haberdash::ui
