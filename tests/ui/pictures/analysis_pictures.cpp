// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures/analysis_pictures.h"

#include "app/application.h"
#include "tests/ui/pictures/walk.h"
#include "ui/analysis/analysis_page.h"
#include "ui/analysis/rows_dialog.h"
#include "ui/experiments/plan_dialog.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/theme_controller.h"

#include <QDir>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::test {

using namespace ui;

namespace {

class AnalysisPhotographer
{
public:
    AnalysisPhotographer(Application &program, ThemeController &theme, const QDir &folder, QString kind)
        : m_program(program)
        , m_theme(theme)
        , m_folder(folder)
        , m_kind(std::move(kind))
    { }

    void takeAll()
    {
        m_program.window().showPage(u"analysis"_s);
        settle(400);
        auto *page = qobject_cast<AnalysisPage *>(m_program.window().page(u"analysis"_s));
        auto *tabs = page->findChild<QTabWidget *>(u"analysisTabs"_s);
        if (!tabs->isVisible()) {
            take(m_program.window(), u"nothing"_s);
            return;
        }
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            settle(250);
            auto *view = qobject_cast<AnalysisView *>(tabs->currentWidget());
            view->verticalScrollBar()->setValue(0);
            take(m_program.window(), view->objectName());
            const int room = view->viewport()->height() - 40;
            for (int part = 1; view->verticalScrollBar()->value() < view->verticalScrollBar()->maximum();
                 ++part) {
                view->verticalScrollBar()->setValue(part * room);
                take(m_program.window(), view->objectName() + u"-%1"_s.arg(part));
            }
        }
        tabs->setCurrentIndex(3);
        auto *grid = page->findChild<ChartCard *>(u"rfmGrid"_s);
        grid->showTable(true);
        qobject_cast<AnalysisView *>(tabs->widget(3))->verticalScrollBar()->setValue(0);
        settle(100);
        take(m_program.window(), u"table"_s);
        grid->showTable(false);
        Q_EMIT qobject_cast<GridChart *>(grid->chart())->cellActivated(0, 4);
        takeDialog(*page, u"people"_s);
        auto *rules = page->findChild<ChartCard *>(u"attributionRules"_s);
        Q_EMIT qobject_cast<GridChart *>(rules->chart())->cellActivated(1, 4);
        takeDialog(*page, u"orders"_s);
        tabs->setCurrentIndex(0);
    }
    /// What a test would show, asked from the page of experiments.
    void takePlan()
    {
        m_program.window().showPage(u"experiments"_s);
        settle(400);
        Page *page = m_program.window().page(u"experiments"_s);
        page->findChild<QPushButton *>(u"planTest"_s)->click();
        settle(800);
        if (auto *dialog = page->findChild<PlanDialog *>()) {
            take(*dialog, u"plan"_s);
            dialog->close();
            settle(100);
        }
    }

private:
    void takeDialog(AnalysisPage &page, const QString &name)
    {
        settle(300);
        if (auto *dialog = page.findChild<RowsDialog *>()) {
            take(*dialog, name);
            dialog->close();
            settle(100);
        }
    }
    void take(QWidget &widget, const QString &name)
    {
        settle(60);
        const QString scale = widget.devicePixelRatio() > 1 ? u"@2"_s : QString();
        widget.grab().save(m_folder.filePath((m_theme.isDark() ? u"dark-"_s : u"light-"_s) + m_kind
            + u"-analysis-"_s + name + scale + u".png"_s));
    }

    Application &m_program;
    ThemeController &m_theme;
    QDir m_folder;
    QString m_kind;
};

} // namespace

void photographAnalysis(Application &program, ThemeController &theme, const QDir &folder, const QString &kind)
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme.setChoice(choice);
        AnalysisPhotographer photographer(program, theme, folder, kind);
        photographer.takeAll();
        photographer.takePlan();
    }
}

} // namespace haberdash::test
