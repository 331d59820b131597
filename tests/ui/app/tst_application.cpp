// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/new_shop_dialog.h"
#include "app/window_arguments.h"
#include "tests/support/temporary_workspace.h"
#include "ui/data/data_page.h"
#include "ui/home/start_page.h"
#include "ui/shared/theme_controller.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestApplication final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ThemeController>(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"state.ini"_s), QSettings::IniFormat);
        start();
    }
    void cleanup()
    {
        m_program.reset();
        m_settings.reset();
    }

    void words_that_open_the_window_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("window");
        QTest::addColumn<QString>("path");
        QTest::newRow("none") << QStringList{} << true << QString();
        QTest::newRow("option") << QStringList{u"--workspace"_s, u"a.haberdash"_s} << true
                                << u"a.haberdash"_s;
        QTest::newRow("option with =") << QStringList{u"--workspace=a b"_s} << true << u"a b"_s;
        QTest::newRow("file") << QStringList{u"shop.haberdash"_s} << true << u"shop.haberdash"_s;
        QTest::newRow("command") << QStringList{u"segment"_s} << false << QString();
        QTest::newRow("help") << QStringList{u"--help"_s} << false << QString();
        QTest::newRow("option and command")
            << QStringList{u"--workspace"_s, u"a.haberdash"_s, u"import"_s} << false << QString();
        QTest::newRow("option without file") << QStringList{u"--workspace"_s} << false << QString();
        QTest::newRow("other file") << QStringList{u"orders.csv"_s} << false << QString();
        QTest::newRow("two files") << QStringList{u"a.haberdash"_s, u"b.haberdash"_s} << false << QString();
    }
    void words_that_open_the_window()
    {
        QFETCH(QStringList, words);
        std::vector<QByteArray> bytes{"haberdash"};
        for (const QString &word : words)
            bytes.push_back(word.toUtf8());
        std::vector<char *> arguments;
        for (QByteArray &word : bytes)
            arguments.push_back(word.data());
        const auto answer = windowArguments(int(arguments.size()), arguments.data());
        QTEST(answer.has_value(), "window");
        QTEST(answer.value_or(WindowRequest()).file, "path");
    }

    void a_word_for_the_sample_shop()
    {
        QByteArray program("haberdash");
        QByteArray word("--sample");
        std::array<char *, 2> arguments{program.data(), word.data()};
        QCOMPARE(windowArguments(2, arguments.data()),
            std::optional(WindowRequest{.shop = WindowRequest::Shop::Sample}));
    }

    void starts_with_the_sample_shop()
    {
        m_program->startWithSample();
        QTRY_VERIFY(m_program->shop());
        QVERIFY(!button(u"startSample"_s));
    }

    void starts_with_three_ways_to_begin()
    {
        m_program->start({});
        QTRY_VERIFY(button(u"startSample"_s));
        QVERIFY(button(u"startNew"_s));
        QVERIFY(button(u"startOpen"_s));
        QVERIFY(!m_program->shop());
    }

    void opens_a_shop_and_remembers_it()
    {
        test::TemporaryWorkspace workspace;
        QSignalSpy settled(m_program.get(), &Application::settled);
        m_program->start(workspace.file());
        QVERIFY(settled.wait());
        QVERIFY(m_program->shop());
        QCOMPARE(m_program->shop()->info.name, u"Test shop"_s);
        QVERIFY(!button(u"startSample"_s));
        m_program.reset();
        start();
        m_program->start({});
        QTRY_VERIFY(m_program->shop());
        QCOMPARE(m_program->shop()->path, workspace.file());
    }

    void a_file_that_is_no_shop_is_explained_and_left_alone()
    {
        const QString path = m_folder->filePath(u"poem.haberdash"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Roses are red");
        file.close();
        QSignalSpy settled(m_program.get(), &Application::settled);
        m_program->start(path);
        QVERIFY(settled.wait());
        QTRY_VERIFY(m_program->window().findChild<QWidget *>(u"startTrouble"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "Roses are red");
    }

    void a_shop_that_cannot_be_opened_leaves_the_open_one()
    {
        test::TemporaryWorkspace workspace;
        QSignalSpy settled(m_program.get(), &Application::settled);
        m_program->start(workspace.file());
        QVERIFY(settled.wait());
        m_program->open(m_folder->filePath(u"gone.haberdash"_s));
        QVERIFY(settled.wait());
        QCOMPARE(m_program->shop()->path, workspace.file());
        QVERIFY(m_program->window().findChild<QWidget *>(u"notice"_s));
    }

    void the_currency_of_the_first_orders_reaches_all_pages()
    {
        test::TemporaryWorkspace workspace("EUR", "Europe/Berlin");
        m_program->start(workspace.file());
        QTRY_VERIFY(m_program->shop());
        m_program->window().showPage(u"data"_s);
        auto *page = qobject_cast<DataPage *>(m_program->window().page(u"data"_s));
        QVERIFY(page);
        QSignalSpy shown(page, &DataPage::filesShown);
        page->addFiles({workspace.write(u"orders.csv"_s,
            "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,"
            "Lineitem name,Lineitem price\n"
            "#1,ada@example.com,paid,USD,10.00,0,0,10.00,2026-03-01 10:00:00 +0000,1,Hat,10.00\n")});
        QTRY_COMPARE(shown.count(), 1);
        QSignalSpy imported(page, &DataPage::imported);
        page->import({});
        QTRY_COMPARE(imported.count(), 1);
        QTRY_COMPARE(m_program->shop()->info.currency.toString(), u"USD"_s);
        QCOMPARE(m_program->window().currentPageId(), u"data"_s); // and the report is still in view
        QVERIFY(page->findChild<QWidget *>(u"importReport"_s));
    }

    void the_sample_is_made_once()
    {
        m_program->start({});
        QTRY_VERIFY(button(u"startSample"_s));
        QTest::mouseClick(button(u"startSample"_s), Qt::LeftButton);
        QTRY_VERIFY(m_program->shop());
        QCOMPARE(m_program->shop()->info.name, u"Sample"_s);
        QCOMPARE(m_samplesMade, 1);
        m_program->openSample();
        QSignalSpy settled(m_program.get(), &Application::settled);
        QVERIFY(settled.wait());
        QCOMPARE(m_samplesMade, 1);
    }

    void a_new_shop_is_made_and_opened()
    {
        QSignalSpy settled(m_program.get(), &Application::settled);
        m_program->start({});
        const QString path = m_folder->filePath(u"new.haberdash"_s);
        m_program->create(
            path, {u"Corner Shop"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone("Europe/Berlin")});
        QVERIFY(settled.wait());
        QCOMPARE(m_program->shop()->info.name, u"Corner Shop"_s);
        // Again: the file stays as it is, and so does the open shop.
        m_program->create(
            path, {u"Other"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone("Europe/Berlin")});
        QVERIFY(settled.wait());
        QCOMPARE(m_program->shop()->info.name, u"Corner Shop"_s);
    }

    void the_dialog_asks_for_what_is_needed()
    {
        NewShopDialog dialog(m_folder->path());
        auto *make = dialog.findChild<QPushButton *>(u"makeShop"_s);
        auto *name = dialog.findChild<QLineEdit *>(u"shopName"_s);
        QVERIFY(!make->isEnabled());
        name->setText(u"Tea/Coffee & Co."_s);
        QVERIFY(make->isEnabled());
        QCOMPARE(dialog.path(), m_folder->filePath(u"Tea Coffee Co.haberdash"_s));
        QVERIFY(dialog.info().timeZone.isValid());
        QVERIFY(dialog.info().currency.isValid());
        QFile taken(dialog.path());
        QVERIFY(taken.open(QIODevice::WriteOnly));
        name->setText(u"Tea Coffee Co"_s);
        QVERIFY(!make->isEnabled());
    }

private:
    void start()
    {
        const auto sample = [this](const QString &path, Progress &) -> Result<> {
            ++m_samplesMade;
            HABERDASH_TRY(store::createWorkspace(
                path, {u"Sample"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone("Europe/Berlin")}));
            return {};
        };
        m_samplesMade = 0;
        m_program = std::make_unique<Application>(
            *m_theme, *m_settings, m_clock, sample, m_folder->filePath(u"data"_s));
    }
    QPushButton *button(const QString &name) { return m_program->window().findChild<QPushButton *>(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    FixedClock m_clock{fromMilliseconds(1782777600000)}; // 30 June 2026
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ThemeController> m_theme;
    std::unique_ptr<Application> m_program;
    std::atomic<int> m_samplesMade = 0;
};

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
