// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/demo_pages.h"
#include "ui/shared/theme_controller.h"
#include "ui/shell/main_window.h"

#include <QAccessible>
#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

bool needsName(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::ComboBox:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::ProgressBar:
    case QAccessible::Table:
    case QAccessible::List:
    case QAccessible::PageTab:
        return true;
    default:
        return false;
    }
}

void collectNameless(QAccessibleInterface *interface, const QString &path, QStringList &nameless)
{
    if (!interface || !interface->isValid() || interface->state().invisible)
        return;
    const QObject *object = interface->object();
    const QString step = object ? QString::fromLatin1(object->metaObject()->className()) : u"?"_s;
    // What Qt puts inside its own controls speaks through the control.
    const QObject *parent = object ? object->parent() : nullptr;
    const bool inner = parent
        && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox")
            || parent->inherits("QTabBar") || parent->inherits("QLineEdit"));
    if (!inner && needsName(interface->role()) && interface->text(QAccessible::Name).isEmpty())
        nameless << path + u'/' + step;
    // Cells are content, and reading all of a big table would read all of its rows.
    if (interface->role() == QAccessible::Table || interface->role() == QAccessible::List)
        return;
    for (int i = 0; i < interface->childCount(); ++i)
        collectNameless(interface->child(i), path + u'/' + step, nameless);
}

} // namespace

class TestAccessibleNames final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_control_has_a_name()
    {
        ThemeController theme(*qApp, ThemeChoice::Light);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"state.ini"_s), QSettings::IniFormat);
        TaskList tasks;
        MainWindow window(theme, tasks, settings);
        window.addPage(
            {u"numbers"_s, u"Home"_s, Icon::Home, [](QWidget *parent) { return new NumbersPage(parent); }});
        window.addPage({u"table"_s, u"Customers"_s, Icon::Customers,
            [](QWidget *parent) { return new TablePage(parent); }});
        window.addPage({u"controls"_s, u"Controls"_s, Icon::Settings,
            [](QWidget *parent) { return new ControlsPage(parent); }});
        window.addPage({u"empty"_s, u"Empty"_s, Icon::Segments,
            [](QWidget *parent) { return new FacesPage(false, parent); }});
        window.addPage({u"failed"_s, u"Failed"_s, Icon::Segments,
            [](QWidget *parent) { return new FacesPage(true, parent); }});
        window.show();
        tasks.start(u"Import"_s);
        window.showNotice({u"Saved."_s, Tone::Positive, u"Undo"_s, {}});
        window.findChild<QAbstractButton *>(u"tasksButton"_s)->click();
        QStringList nameless;
        for (const QString &id : {u"numbers"_s, u"table"_s, u"controls"_s, u"empty"_s, u"failed"_s}) {
            window.showPage(id);
            QTest::qWait(30);
            collectNameless(QAccessible::queryAccessibleInterface(&window), {}, nameless);
        }
        window.openPalette();
        collectNameless(QAccessible::queryAccessibleInterface(&window), {}, nameless);
        nameless.removeDuplicates();
        QCOMPARE(nameless, QStringList());
        tasks.at(0)->finish({});
    }
};

QTEST_MAIN(TestAccessibleNames)
#include "tst_accessible_names.moc"
