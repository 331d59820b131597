// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/passphrase_dialog.h"
#include "app/window_secrets.h"

#include <QApplication>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;
using deliver::SecretFile;

namespace {

const QString key = u"shop#account-1"_s;

} // namespace

/// A worker needs a password out of a locked file; whoever sits at the window is asked.
class TestWindowSecrets final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowSecrets> m_secrets;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"passwords"_s); }
    static QPointer<PassphraseDialog> dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *found = qobject_cast<PassphraseDialog *>(widget); found && found->isVisible())
                return found;
        }
        return nullptr;
    }
    template<typename Work>
    auto onWorker(Work work)
    {
        const auto store = m_secrets->forWorkers()(m_folder->path());
        return std::async(std::launch::async, [store, work] { return work(*store); });
    }
    auto reading()
    {
        return onWorker([](deliver::SecretStore &store) { return store.read(key); });
    }
    static void type(PassphraseDialog &asked, const QString &passphrase, const QString &again = {})
    {
        QTest::keyClicks(asked.findChild<QLineEdit *>(u"passphrase"_s), passphrase);
        if (auto *second = asked.findChild<QLineEdit *>(u"passphraseAgain"_s))
            QTest::keyClicks(second, again);
    }
    template<typename Future>
    static bool isOver(Future &future)
    {
        return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<WindowSecrets>([](const QString &folder, const AskPassphrase &ask) {
            const QString path = folder + u"/passwords"_s;
            return std::make_unique<SecretFile>(
                path, [path, ask](SecretFile::Purpose purpose) { return ask(path, purpose); });
        });
        SecretFile made(file(), [](SecretFile::Purpose) { return deliver::Wiped("three open doors"); });
        QVERIFY(made.write(key, "swordfish"));
    }
    void cleanup()
    {
        m_secrets.reset();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void itIsAskedOnceInASession()
    {
        auto first = reading();
        auto second = reading();
        QTRY_VERIFY(dialog());
        QCOMPARE(dialog()->findChild<QLineEdit *>(u"passphrase"_s)->echoMode(), QLineEdit::Password);
        type(*dialog(), u"three open doors"_s);
        QTest::keyClick(dialog(), Qt::Key_Return);
        QTRY_VERIFY(isOver(first) && isOver(second));
        QCOMPARE(first.get(), Result<std::string>("swordfish"));
        QCOMPARE(second.get(), Result<std::string>("swordfish"));
        auto later = reading();
        QTRY_VERIFY(isOver(later));
        QCOMPARE(later.get(), Result<std::string>("swordfish"));
        QVERIFY(!dialog());
    }

    void aWrongOneIsRefusedAndAskedForAgain()
    {
        auto wrong = reading();
        QTRY_VERIFY(dialog());
        type(*dialog(), u"three shut doors"_s);
        dialog()->findChild<QPushButton *>(u"usePassphrase"_s)->click();
        QTRY_VERIFY(isOver(wrong));
        QCOMPARE(wrong.get().error().code, Error::Code::Refused);
        QTRY_VERIFY(!dialog());
        auto right = reading();
        QTRY_VERIFY(dialog());
        type(*dialog(), u"three open doors"_s);
        dialog()->findChild<QPushButton *>(u"usePassphrase"_s)->click();
        QTRY_VERIFY(isOver(right));
        QCOMPARE(right.get(), Result<std::string>("swordfish"));
    }

    void whoClosesTheQuestionKeepsEverythingAsItIs()
    {
        auto asked = reading();
        QTRY_VERIFY(dialog());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(isOver(asked));
        QCOMPARE(asked.get().error().code, Error::Code::Cancelled);
    }

    void aNewOneIsTypedTwice()
    {
        QVERIFY(QFile::remove(file()));
        auto writing = onWorker([](deliver::SecretStore &store) { return store.write(key, "new"); });
        QTRY_VERIFY(dialog());
        const QPointer<PassphraseDialog> asked = dialog();
        auto *use = asked->findChild<QPushButton *>(u"usePassphrase"_s);
        auto *trouble = asked->findChild<QLabel *>(u"passphraseTrouble"_s);
        QVERIFY(!use->isEnabled());
        type(*asked, u"short"_s);
        QVERIFY(!use->isEnabled());
        QVERIFY(trouble->text().contains(u"8"_s));
        type(*asked, u" no more"_s, u"short no mor"_s);
        QVERIFY(!use->isEnabled());
        QVERIFY(!trouble->text().isEmpty());
        type(*asked, {}, u"e"_s);
        QVERIFY(use->isEnabled() && trouble->text().isEmpty());
        use->click();
        QTRY_VERIFY(isOver(writing));
        QVERIFY(writing.get());
        SecretFile again(file(), [](SecretFile::Purpose) { return deliver::Wiped("short no more"); });
        QCOMPARE(again.read(key), Result<std::string>("new"));
    }

    void whoWaitsWhileTheWindowClosesIsLetGo()
    {
        auto first = reading();
        auto second = reading();
        QTRY_VERIFY(dialog());
        m_secrets.reset();
        QCOMPARE(first.get().error().code, Error::Code::Cancelled);
        QCOMPARE(second.get().error().code, Error::Code::Cancelled);
        dialog()->close();
    }
};

QTEST_MAIN(TestWindowSecrets)
#include "tst_window_secrets.moc"
