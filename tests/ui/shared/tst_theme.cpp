// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"
#include "ui/shared/theme_controller.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVector3D>

#include <cmath>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

ThemeController *theme()
{
    static ThemeController controller(*qApp, ThemeChoice::Light);
    return &controller;
}

/// The most opaque colour of a picture.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage();
    QColor best(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > best.alpha())
                best = image.pixelColor(x, y);
        }
    }
    return best;
}

/// Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision
/// deficiency", table for severity 1.0: deuteranopia and protanopia, in linear RGB.
QVector3D seenBy(const double (&matrix)[9], const QColor &color)
{
    const auto linear
        = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    const double in[3] = {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
    QVector3D out;
    for (int row = 0; row < 3; ++row) {
        double sum = 0;
        for (int column = 0; column < 3; ++column)
            sum += matrix[row * 3 + column] * in[column];
        out[row] = float(std::pow(std::clamp(sum, 0.0, 1.0), 1 / 2.2));
    }
    return out;
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme(); }

    void text_can_be_read_on_its_ground_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least"); // WCAG 2.1: 1.4.3 for text, 1.4.11 for controls
        for (const Colors *c : {&lightColors(), &darkColors()}) {
            const QByteArray name = c->dark ? "dark: " : "light: ";
            const auto row
                = [&](const char *what, const QColor &text, const QColor &ground, double least = 4.5) {
                      QTest::newRow(QByteArray(name + what).constData()) << text << ground << least;
                  };
            row("text on window", c->text, c->window);
            row("text on sidebar", c->text, c->sidebar);
            row("text on surface", c->text, c->surface);
            row("text on raised", c->text, c->raised);
            row("text on hover", c->text, c->hover);
            row("text on pressed", c->text, c->pressed);
            row("text on selected row", c->text, c->accentSoft);
            row("text on selected text", c->text, c->selection);
            row("muted on window", c->mutedText, c->window);
            row("muted on sidebar", c->mutedText, c->sidebar);
            row("muted on surface", c->mutedText, c->surface);
            row("muted on raised", c->mutedText, c->raised);
            row("muted on hover", c->mutedText, c->hover);
            row("muted on selected row", c->mutedText, c->accentSoft);
            row("accent text on accent", c->accentText, c->accent);
            row("accent text on hovered accent", c->accentText, c->accentHover);
            row("accent text on pressed accent", c->accentText, c->accentPressed);
            row("accent soft text on accent soft", c->accentSoftText, c->accentSoft);
            row("link on surface", c->accent, c->surface);
            row("positive on surface", c->positive, c->surface);
            row("positive on its soft ground", c->positive, c->positiveSoft);
            row("warning on surface", c->warning, c->surface);
            row("warning on its soft ground", c->warning, c->warningSoft);
            row("negative on surface", c->negative, c->surface);
            row("negative on raised", c->negative, c->raised);
            row("negative on its soft ground", c->negative, c->negativeSoft);
            row("danger button", c->negativeText, c->negative);
            row("hovered danger button", c->negativeText, c->negativeHover);
            row("badge without tone", c->dark ? c->text : c->mutedText, c->pressed);
            row("text on soft warning", c->text, c->warningSoft);
            row("text on soft negative", c->text, c->negativeSoft);
            row("check box edge", c->borderStrong, c->surface, 3);
            row("focus ring on window", c->accent, c->window, 3);
            row("focus ring on sidebar", c->accent, c->sidebar, 3);
        }
    }
    void text_can_be_read_on_its_ground()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double ratio = contrastRatio(text, ground);
        QVERIFY2(ratio >= least, qPrintable(QString::number(ratio)));
    }

    void contrast_agrees_with_published_figures()
    {
        // WebAIM contrast checker: white on #767676 is 4.54, the lightest grey that passes AA.
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QCOMPARE(qRound(contrastRatio(Qt::white, QColor(0x76, 0x76, 0x76)) * 100), 454);
    }

    void chart_colours_differ_for_everybody()
    {
        constexpr double deuteranopia[9]
            = {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881};
        constexpr double protanopia[9]
            = {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998};
        for (const Colors *c : {&lightColors(), &darkColors()}) {
            for (std::size_t i = 0; i < c->series.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    for (const auto *matrix : {&deuteranopia, &protanopia}) {
                        const float apart
                            = seenBy(*matrix, c->series[i]).distanceToPoint(seenBy(*matrix, c->series[j]));
                        QVERIFY2(apart > 0.12f,
                            qPrintable(u"%1 and %2: %3"_s.arg(c->series[i].name(), c->series[j].name())
                                           .arg(double(apart))));
                    }
                }
                QVERIFY(contrastRatio(c->series[i], c->surface) >= 2.2);
            }
        }
    }

    void palette_carries_the_theme()
    {
        QVERIFY(!colorsOf(paletteOf(lightColors())).dark);
        QVERIFY(colorsOf(paletteOf(darkColors())).dark);
    }

    void theme_words_go_round_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("known");
        QTest::newRow("system") << u"system"_s << true;
        QTest::newRow("light") << u"light"_s << true;
        QTest::newRow("dark") << u"dark"_s << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("capital") << u"Dark"_s << false;
        QTest::newRow("number") << u"1"_s << false;
        QTest::newRow("unknown") << u"sepia"_s << false;
    }
    void theme_words_go_round()
    {
        QFETCH(QString, word);
        QFETCH(bool, known);
        const auto choice = themeChoiceFromWord(word);
        QCOMPARE(choice.has_value(), known);
        if (choice)
            QCOMPARE(toWord(*choice), word);
    }

    void every_icon_has_a_picture_at_every_size()
    {
        for (const Icon which : allIcons()) {
            for (const int side : {16, 18, 20, 24, 36, 40, 48}) {
                const QPixmap pixmap = icon(which).pixmap(QSize(side, side), 1.0);
                QCOMPARE(pixmap.size(), QSize(side, side));
                QVERIFY2(inkOf(pixmap).alpha() > 100, qPrintable(iconName(which)));
            }
            QCOMPARE(icon(which).pixmap(QSize(24, 24), 2.0).size(), QSize(48, 48));
        }
        QVERIFY(!applicationIcon().isNull());
    }

    void icons_follow_the_theme()
    {
        theme()->setChoice(ThemeChoice::Light);
        const QIcon held = icon(Icon::Home, IconTone::Text); // made once, as a button holds it
        const QColor light = inkOf(held.pixmap(QSize(24, 24), 1.0));
        QSignalSpy changed(theme(), &ThemeController::changed);
        theme()->setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        const QColor dark = inkOf(held.pixmap(QSize(24, 24), 1.0));
        QVERIFY(light.lightness() < 80);
        QVERIFY(dark.lightness() > 180);
        QVERIFY(inkOf(held.pixmap(QSize(24, 24), 1.0, QIcon::Disabled)) != dark);
        theme()->setChoice(ThemeChoice::Light);
    }

    void labels_follow_the_theme()
    {
        theme()->setChoice(ThemeChoice::Light);
        TextLabel label(u"Takings"_s, TextLabel::Size::Body, TextLabel::Ink::Muted);
        label.show();
        QCOMPARE(label.palette().color(QPalette::WindowText), lightColors().mutedText);
        theme()->setChoice(ThemeChoice::Dark);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), darkColors().mutedText);
        QVERIFY(colorsOf(&label).dark);
        theme()->setChoice(ThemeChoice::Light);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), lightColors().mutedText);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
