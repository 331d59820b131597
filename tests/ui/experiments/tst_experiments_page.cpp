// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_shop.h"
#include "core/store/workspace.h"
#include "tests/support/shared_data.h"
#include "ui/experiments/experiments_page.h"
#include "ui/experiments/plan_dialog.h"
#include "ui/shared/charts/interval_chart.h"
#include "ui/shared/theme_controller.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

class StoppedClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return sample::sampleAsOf(); }
};

} // namespace

class TestExperimentsPage final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    StoppedClock m_clock;
    std::unique_ptr<ThemeController> m_theme;
    TaskList m_tasks;
    Shop m_shop;

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName();
    }
    static QString textOf(const QWidget &page, const QString &name)
    {
        const auto *label = page.findChild<QLabel *>(name);
        return label ? label->text() : QString();
    }
    /// Shows the page as people see it; saves pictures where somebody wants to look.
    void look(ExperimentsPage &page, const QString &name)
    {
        const QString folder = qEnvironmentVariable("HABERDASH_PICTURES");
        if (folder.isEmpty())
            return;
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme->setChoice(choice);
            page.setAutoFillBackground(true);
            QTest::qWait(200);
            page.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, toWord(choice)));
        }
        m_theme->setChoice(ThemeChoice::Light);
    }
    static void showAt(ExperimentsPage &page)
    {
        page.resize(1160, 1500);
        page.setVisible(true);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<ThemeController>(*qobject_cast<QApplication *>(qApp), ThemeChoice::Light);
        NoProgress progress;
        const QString path = m_folder.filePath(u"sample.haberdash"_s);
        QVERIFY(sample::makeSampleShop(path, progress));
        const auto shop = openShop(path, m_clock);
        QVERIFY(shop);
        m_shop = *shop;
    }

    void aTestIsPlannedFromThePast()
    {
        PlanDialog dialog(m_shop);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy answered(&dialog, &PlanDialog::answered);
        dialog.show();
        QVERIFY(answered.wait(20'000));
        const auto sentence = [&dialog] { return textOf(dialog, u"planSentence"_s); };
        QVERIFY2(sentence().contains(u"people"_s), qPrintable(sentence()));
        const QString first = sentence();
        dialog.findChild<QSpinBox *>(u"planArms"_s)->setValue(4);
        QVERIFY(sentence() != first); // more versions, less to see
        dialog.findChild<QDoubleSpinBox *>(u"planLift"_s)->setValue(20);
        QVERIFY(sentence() != first);
        dialog.findChild<QComboBox *>(u"planMeasure"_s)->setCurrentIndex(1);
        QVERIFY(answered.wait(20'000));
        QCOMPARE(dialog.findChild<QSpinBox *>(u"planHours"_s)->value(), 4);
        QVERIFY2(sentence().startsWith(u"Nobody has clicked"_s), qPrintable(sentence())); // so soon
        QVERIFY(textOf(dialog, u"planBase"_s).isEmpty());
        dialog.findChild<QSpinBox *>(u"planHours"_s)->setValue(48);
        QVERIFY(answered.wait(20'000));
        QVERIFY(textOf(dialog, u"planBase"_s).contains(u"click"_s));
        auto *segments = dialog.findChild<QComboBox *>(u"planSegment"_s);
        QVERIFY(segments->count() > 3);
        segments->setCurrentIndex(1);
        QVERIFY(answered.wait(20'000));
        QVERIFY(!sentence().isEmpty());
    }

    void theExperimentOfTheShopIsAnswered()
    {
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        page.activate({});
        QVERIFY(settled.wait(10'000));
        QVERIFY(page.report());
        QCOMPARE(page.report()->title, u"Early summer: plain or personal"_s);
        QCOMPARE(page.report()->analysis.arms.size(), 3);
        const QString answer = textOf(page, u"answer"_s);
        QVERIFY2(answer.startsWith(u"Orders: "_s), qPrintable(answer));
        QVERIFY(!page.findChild<QWidget *>(u"sampleRatioAlarm"_s));
        QVERIFY(page.findChild<IntervalChart *>(u"intervals0"_s));
        auto *details = page.findChild<QWidget *>(u"detailsText0"_s);
        QVERIFY(details && !details->isVisible());
        page.findChild<QPushButton *>(u"details0"_s)->click();
        QTRY_VERIFY(details->isVisible());
        page.findChild<QPushButton *>(u"details0"_s)->click();
        QVERIFY(textOf(page, u"armDifferences"_s).contains(u"differ in"_s));
        look(page, u"sample"_s);
    }

    void aFileIsAnsweredByItsGuess()
    {
        HABERDASH_NEEDS_SHARED(path, "data/hillstrom/hillstrom.csv.gz");
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        page.openFile(path);
        QVERIFY(settled.wait(20'000));
        QVERIFY(page.report());
        QCOMPARE(page.report()->analysis.recipients, 64000);
        QCOMPARE(page.findChild<QComboBox *>(u"armColumn"_s)->currentText(), u"segment"_s);
        QCOMPARE(page.findChild<QComboBox *>(u"controlArm"_s)->currentText(), u"No E-Mail"_s);
        QCOMPARE(textOf(page, u"answer"_s),
            u"Visit: “Mens E-Mail” and “Womens E-Mail” did better than “No E-Mail”."_s);
        QCOMPARE(
            textOf(page, u"answerReason"_s), u"“Mens E-Mail” leads “No E-Mail” by 7.00 to 8.32 points."_s);
        look(page, u"hillstrom"_s);

        for (const QString &ending : {u"pdf"_s, u"png"_s, u"csv"_s}) {
            QSignalSpy noticed(&page, &Page::noticed);
            page.exportTo(m_folder.filePath(u"result."_s + ending));
            QCOMPARE(noticed.size(), 1);
            QFile file(m_folder.filePath(u"result."_s + ending));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray head = file.read(400);
            QVERIFY(ending == u"pdf"   ? head.startsWith("%PDF")
                    : ending == u"png" ? head.contains("PNG")
                                       : head.contains("Newcombe") || head.contains("visit"));
        }
        QCOMPARE(QImage(m_folder.filePath(u"result.png"_s)).width(), 1588);
        QSignalSpy noticed(&page, &Page::noticed);
        page.exportTo(u"/nowhere/at/all.pdf"_s);
        QCOMPARE(noticed.front().front().value<Notice>().tone, Tone::Negative);
    }

    void choosingAnotherControlAsksAgain()
    {
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        QByteArray content("arm,order\n");
        for (int i = 0; i < 600; ++i)
            content += (i % 2 == 0 ? "red," : "blue,") + QByteArray(i % 7 == 0 ? "1\n" : "0\n");
        page.openFile(write(u"two.csv"_s, content));
        QVERIFY(settled.wait(10'000));
        QCOMPARE(page.report()->analysis.arms.front().name, u"blue"_s);
        auto *control = page.findChild<QComboBox *>(u"controlArm"_s);
        control->setCurrentText(u"red"_s);
        Q_EMIT control->activated(control->currentIndex());
        QVERIFY(settled.wait(10'000));
        QCOMPARE(page.report()->analysis.arms.front().name, u"red"_s);
    }

    void badFilesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"empty"_s;
        QTest::newRow("one arm") << QByteArray("arm,order\nA,1\nA,0\n") << u"only one arm"_s;
        QTest::newRow("no arm") << QByteArray("x,y\n1.5,2\n2.5,3\n") << u"who got what"_s;
        QTest::newRow("no measure") << QByteArray("arm,word\nA,x\nB,y\n") << u"what came of it"_s;
        QTest::newRow("only bad rows") << QByteArray("arm,order\nA,\nB,\n") << u"what came of it"_s;
    }
    void badFilesAreExplained()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        page.openFile(write(u"bad.csv"_s, content));
        QVERIFY(!settled.isEmpty() || settled.wait(10'000));
        QVERIFY(!page.report());
        auto *trouble = page.findChild<InlineMessage *>(u"trouble"_s);
        QVERIFY(trouble->isVisible());
        QStringList texts;
        for (const auto *label : trouble->findChildren<QLabel *>())
            texts << label->text();
        QVERIFY2(texts.join(u' ').contains(says), qPrintable(texts.join(u' ')));
    }

    void rowsLeftOutAndOddGroupsAreSaid()
    {
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        QByteArray content("arm,order\nA,maybe\n");
        for (int i = 0; i < 3000; ++i)
            content += (i % 3 == 0 ? "A," : "B,") + QByteArray(i % 5 == 0 ? "1\n" : "0\n");
        page.openFile(write(u"odd.csv"_s, content));
        QVERIFY(settled.wait(10'000));
        QVERIFY(page.findChild<QWidget *>(u"rejects"_s)->isVisible());
        QVERIFY(page.findChild<QWidget *>(u"sampleRatioAlarm"_s));
        QVERIFY(textOf(page, u"answer"_s).contains(u"cannot answer"_s));
        look(page, u"odd"_s);
    }

    void aShopWithoutExperimentsTeaches()
    {
        const QString path = m_folder.filePath(u"new.haberdash"_s);
        QVERIFY(store::createWorkspace(
            path, {u"New"_s, CurrencyCode::fromString(u"EUR").value(), QTimeZone("Europe/Berlin")}));
        ExperimentsPage page(openShop(path, m_clock).value(), m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        page.activate({});
        QVERIFY(settled.wait(10'000));
        QCOMPARE(page.faces().face(), FaceStack::Face::Empty);
        page.resize(1160, 800);
        look(page, u"empty"_s);
    }

    void aDroppedFileIsOpened()
    {
        ExperimentsPage page(m_shop, m_tasks);
        showAt(page);
        QSignalSpy settled(&page, &ExperimentsPage::settled);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(write(u"drop.csv"_s, "arm,order\nA,1\nB,0\nA,0\nB,1\n"))});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &drop);
        QVERIFY(!settled.isEmpty() || settled.wait(10'000));
        QVERIFY(page.report());
    }
};

QTEST_MAIN(TestExperimentsPage)
#include "tst_experiments_page.moc"
