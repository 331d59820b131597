// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDir;

namespace haberdash {
class Application;
}
namespace haberdash::ui {
class ThemeController;
}

namespace haberdash::test {

/// Saves pictures of each tab of the page of results, top to bottom, of numbers as a table, and of the people
/// and orders behind a figure, in light and dark.
void photographAnalysis(
    Application &program, ui::ThemeController &theme, const QDir &folder, const QString &kind);

} // namespace haberdash::test
