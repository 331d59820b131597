// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDir;

namespace haberdash {
class Application;
}
namespace haberdash::ui {
class ThemeController;
}

namespace haberdash::test {

/// Lets the window do what it has to do, for so long at least and until no worker is busy.
void settle(int milliseconds = 60);

/// Walks through the data part of the program as somebody new does, in light and dark: an empty shop, files
/// good and bad, the preview, the report, undo, people and the audit. Saves a picture of each step, and says
/// on the standard output where Tab leads and what has no name for a screen reader.
void walk(Application &program, ui::ThemeController &theme, const QDir &folder);

} // namespace haberdash::test
