// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_shop.h"
#include "ui/analysis/analysis_page.h"
#include "ui/analysis/mailings_view.h"
#include "ui/analysis/rows_dialog.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::ui;
using namespace haberdash::learning;
using namespace Qt::Literals::StringLiterals;

class TestAnalysisPage final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    FixedClock m_clock{sample::sampleAsOf()};
    Shop m_shop;

    std::unique_ptr<AnalysisPage> openPage(const Shop &shop, const QString &argument = {})
    {
        auto page = std::make_unique<AnalysisPage>(shop);
        page->resize(1064, 760);
        page->show();
        QSignalSpy settled(page.get(), &AnalysisPage::settled);
        page->activate(argument);
        if (!settled.wait(20'000))
            qWarning("the page did not settle");
        return page;
    }
    static QString textUnder(const QWidget &page, const QString &name)
    {
        QString text;
        for (const QLabel *label : page.findChild<QWidget *>(name)->findChildren<QLabel *>())
            text += label->text() + u'\n';
        return text;
    }
    static GridChart *gridOf(const AnalysisPage &page, const QString &card)
    {
        return qobject_cast<GridChart *>(page.findChild<ChartCard *>(card)->chart());
    }

private Q_SLOTS:
    void initTestCase()
    {
        NoProgress progress;
        const QString path = m_folder.filePath(u"sample.haberdash"_s);
        QVERIFY(sample::makeSampleShop(path, progress));
        auto shop = openShop(path, m_clock);
        QVERIFY(shop);
        m_shop = std::move(*shop);
    }

    void everyTabHasItsAnswer()
    {
        const auto page = openPage(m_shop);
        QCOMPARE(page->faces().face(), FaceStack::Face::Full);
        auto *tabs = page->findChild<QTabWidget *>(u"analysisTabs"_s);
        QCOMPARE(tabs->count(), 6);
        QCOMPARE(page->findChild<ValueTable *>(u"glanceBest"_s)->view()->model()->rowCount(),
            int(page->analysis()->ranking.top.size()));
        QVERIFY(page->analysis()->ranking.top.size() >= 3);
        // Every chart has a name, a sentence, and numbers as a table.
        const auto cards = page->findChildren<ChartCard *>();
        QVERIFY(cards.size() >= 8);
        for (const ChartCard *card : cards) {
            QVERIFY2(!card->chart()->accessibleName().isEmpty(), qPrintable(card->objectName()));
            QVERIFY2(!card->chart()->accessibleDescription().isEmpty(), qPrintable(card->objectName()));
            const ChartTable table = card->chart()->table();
            for (const QStringList &row : table.rows) {
                QCOMPARE(row.size(), table.header.size());
                QVERIFY(!row.join(u' ').contains(u"nan"_s, Qt::CaseInsensitive));
            }
        }
        QVERIFY(textUnder(*page, u"attributionRules"_s).contains(u"none of them is the truth"_s));
    }

    void anotherRuleGivesOtherAnswers()
    {
        const auto page = openPage(m_shop);
        const double before = page->analysis()->glance.mail.revenue;
        QSignalSpy settled(page.get(), &AnalysisPage::settled);
        auto *credit = page->findChild<QComboBox *>(u"analysisCredit"_s);
        credit->setCurrentIndex(credit->findData(int(Credit::LastTouch)));
        QVERIFY(settled.wait(20'000));
        QCOMPARE(page->asked().rule.credit, Credit::LastTouch);
        QVERIFY(page->analysis()->glance.mail.revenue > before);
        auto *days = page->findChild<QComboBox *>(u"analysisDays"_s);
        days->setCurrentIndex(days->findData(365));
        QVERIFY(settled.wait(20'000));
        QVERIFY(page->analysis()->glance.mailings.size() > 10);
    }

    void aFigureLeadsToItsOrders()
    {
        const auto page = openPage(m_shop, u"attribution"_s);
        QCOMPARE(page->findChild<QTabWidget *>(u"analysisTabs"_s)->currentWidget()->objectName(),
            u"attribution"_s);
        Q_EMIT gridOf(*page, u"attributionRules"_s)->cellActivated(int(Credit::OpenOrClick), 2);
        auto *dialog = page->findChild<OrdersDialog *>();
        QVERIFY(dialog);
        const auto &cell = page->analysis()->attribution.cells[size_t(Credit::OpenOrClick)][2];
        const auto *table = dialog->findChild<ValueTable *>(u"rowsTable"_s);
        QCOMPARE(table->view()->model()->rowCount(), int(cell.orders));
        QSignalSpy noticed(page.get(), &Page::noticed);
        const QString path = m_folder.filePath(u"orders.csv"_s);
        dialog->saveTo(path);
        QCOMPARE(noticed.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), int(cell.orders) + 1);
        dialog->saveTo(m_folder.filePath(u"no/such/folder.csv"_s));
        QVERIFY(dialog->findChild<InlineMessage *>(u"rowsTrouble"_s)->isVisible());
        QSignalSpy requested(page.get(), &Page::pageRequested);
        Q_EMIT table->view()->rowActivated(0);
        QCOMPARE(requested.size(), 1);
        QVERIFY(requested[0][1].toString().startsWith(u"customer:"_s));
    }

    void aFieldLeadsToItsPeople()
    {
        const auto page = openPage(m_shop, u"rfm"_s);
        const auto &rfm = page->analysis()->rfm;
        Q_EMIT gridOf(*page, u"rfmGrid"_s)->cellActivated(0, rfm.bins - 1); // on top to the right
        auto *dialog = page->findChild<PeopleDialog *>();
        QVERIFY(dialog);
        const auto people = rfm.rowsOf(rfm.bins, rfm.bins).size();
        QVERIFY(people > 0);
        QVERIFY(dialog->findChild<QLabel *>(u"rowsNote"_s)->text().startsWith(QString::number(people)));
        QTRY_COMPARE(dialog->findChild<TableView *>(u"rowsTable"_s)->model()->rowCount(), int(people));
        const QString path = m_folder.filePath(u"people.csv"_s);
        dialog->saveTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), int(people) + 1);
        dialog->close();
    }

    void aMailingIsShownWithItsGroups()
    {
        const auto page = openPage(m_shop, u"mailing:Early summer"_s);
        auto *view = page->findChild<MailingsView *>();
        QCOMPARE(page->analysis()->history.mailings->list()[size_t(view->chosen())].name, u"Early summer"_s);
        QCOMPARE(page->findChild<QTabWidget *>(u"analysisTabs"_s)->currentWidget(), view);
        QCOMPARE(view->findChild<ValueTable *>(u"mailingArms"_s)->view()->model()->rowCount(), 2);
        QVERIFY(view->findChild<QWidget *>(u"mailingRules"_s));
        auto *groups = view->findChild<ValueTable *>(u"mailingGroups"_s);
        auto *cut = view->findChild<QComboBox *>(u"mailingCut"_s);
        for (int i = 0; i < cut->count() - 1; ++i) { // nobody says devices in the sample
            cut->setCurrentIndex(i);
            QTRY_VERIFY2(groups->view()->model() && groups->view()->model()->rowCount() > 1
                    && groups->view()->model()->headerData(0, Qt::Horizontal).toString()
                        == cut->currentText(),
                qPrintable(cut->currentText()));
        }
        cut->setCurrentIndex(cut->count() - 1);
        QTRY_VERIFY(!groups->isVisibleTo(view));
    }

    void reportsAreWritten()
    {
        const auto page = openPage(m_shop, u"mailing:Early summer"_s);
        QSignalSpy noticed(page.get(), &Page::noticed);
        const auto read = [this](const QString &name) {
            QFile file(m_folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        using Kind = AnalysisPage::ReportKind;
        page->writeReport(Kind::Mailing, m_folder.filePath(u"mailing.html"_s));
        const QString mailing = read(u"mailing.html"_s);
        QVERIFY(mailing.contains(u"<h1 dir=\"auto\">Early summer</h1>"_s));
        QVERIFY(mailing.contains(u"Personal"_s) && mailing.contains(u"Needle &amp; Thread"_s));
        QVERIFY(!mailing.contains(u"nan"_s));
        page->writeReport(Kind::ThisMonth, m_folder.filePath(u"month.html"_s));
        QVERIFY(read(u"month.html"_s).contains(u"What mail brought in June 2026"_s));
        QVERIFY(read(u"month.html"_s).contains(u"the time is not over"_s));
        page->writeReport(Kind::LastMonth, m_folder.filePath(u"last.html"_s));
        QVERIFY(read(u"last.html"_s).contains(u"What mail brought in May 2026"_s));
        page->writeReport(Kind::ThisQuarter, m_folder.filePath(u"quarter.pdf"_s));
        QVERIFY(read(u"quarter.pdf"_s).startsWith(u"%PDF-"_s));
        page->writeReport(Kind::LastQuarter, m_folder.filePath(u"quarter.html"_s));
        QCOMPARE(read(u"quarter.html"_s).count(u"<svg"_s), 2);
        QCOMPARE(noticed.size(), 5);
        page->writeReport(Kind::LastMonth, m_folder.filePath(u"month.doc"_s));
        QCOMPARE(noticed.last().front().value<Notice>().tone, Tone::Negative);
        QVERIFY(!QFile::exists(m_folder.filePath(u"month.doc"_s)));
    }

    void aFigureOfAMailingLeadsToItsRows()
    {
        const auto page = openPage(m_shop, u"mailing:Early summer"_s);
        auto *view = page->findChild<MailingsView *>();
        auto *arms = view->findChild<ValueTable *>(u"mailingArms"_s);
        const auto figures = page->analysis()->history.outcomes->byVariant(quint16(view->chosen()));
        QSignalSpy people(view, &AnalysisView::peopleRequested);
        QSignalSpy orders(view, &AnalysisView::ordersRequested);
        for (int cell = 1; cell <= 8; ++cell)
            Q_EMIT arms->cellActivated(1, cell);
        // Delivered, came back, opened, clicked, complained: people; ordered, per recipient, margin: orders.
        QCOMPARE(people.size(), 5);
        QCOMPARE(orders.size(), 3);
        const qint64 counts[] = {figures[1].delivered, figures[1].bounced, figures[1].opened,
            figures[1].clicked, figures[1].complained};
        for (int i = 0; i < 5; ++i)
            QCOMPARE(qint64(people[i][1].value<std::vector<quint32>>().size()), counts[i]);
        QCOMPARE(double(orders[0][1].value<std::vector<CreditedOrder>>().size()), figures[1].orders);
        QVERIFY(people[3][0].toString().contains(u"Personal: Clicked"_s));
        Q_EMIT view->findChild<ValueTable *>(u"mailingList"_s)->cellActivated(0, 0); // a name has no rows
        QCOMPARE(people.size(), 5);
    }

    void movementsAreAskedForOtherDates()
    {
        const auto page = openPage(m_shop, u"rfm"_s);
        QSignalSpy settled(page.get(), &AnalysisPage::settled);
        auto *before = page->findChild<QComboBox *>(u"rfmBefore"_s);
        before->setCurrentIndex(before->findData(365));
        QVERIFY(settled.wait(20'000));
        QCOMPARE(page->asked().before, 365);
        auto *bins = page->findChild<QComboBox *>(u"rfmBins"_s);
        bins->setCurrentIndex(bins->findData(3));
        QVERIFY(settled.wait(20'000));
        QCOMPARE(page->analysis()->rfm.bins, 3);
        QCOMPARE(gridOf(*page, u"rfmGrid"_s)->table().rows.size(), 3);
        const auto *cycles = page->findChild<ValueTable *>(u"purchaseCycles"_s);
        QVERIFY(cycles->view()->model()->rowCount() > 3);
    }

    void cohortsShowMoneyToo()
    {
        const auto page = openPage(m_shop, u"cohorts"_s);
        auto *grid = gridOf(*page, u"cohortTriangle"_s);
        const ChartTable retention = grid->table();
        QVERIFY(retention.rows.last().join(u' ').contains(u'*')); // June is not over
        page->findChild<QComboBox *>(u"cohortWhat"_s)->setCurrentIndex(1);
        const ChartTable value = grid->table();
        QCOMPARE(value.rows.size(), retention.rows.size());
        QVERIFY(value.rows.front()[2].contains(u"€"_s));
    }

    void anEmptyShopTeaches()
    {
        NoProgress progress;
        const QString path = m_folder.filePath(u"empty.haberdash"_s);
        QVERIFY(store::createWorkspace(
            path, {u"Empty"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone::utc()}));
        const auto shop = openShop(path, m_clock);
        QVERIFY(shop);
        const auto page = openPage(*shop);
        QCOMPARE(page->faces().face(), FaceStack::Face::Empty);
    }

    void aShopThatIsGoneSaysSo()
    {
        Shop lost = m_shop;
        lost.path = m_folder.filePath(u"nothing.haberdash"_s);
        lost.facts = std::make_shared<facts::SharedFacts>();
        const auto page = openPage(lost);
        QCOMPARE(page->faces().face(), FaceStack::Face::Failed);
    }
};

QTEST_MAIN(TestAnalysisPage)
#include "tst_analysis_page.moc"
