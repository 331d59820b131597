// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "tests/support/page_shop.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/email_editor.h"
#include "ui/emails/email_preview.h"
#include "ui/emails/emails_page.h"
#include "ui/emails/message_document.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestEmailsPage final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<EmailsPage> m_page;

    void open(const QString &argument = {})
    {
        m_page = std::make_unique<EmailsPage>(m_shop->shop());
        m_page->resize(1100, 700);
        m_page->setVisible(true);
        m_page->activate(argument);
    }
    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    void saveOne(const QString &name, const QString &body)
    {
        store::SavedEmail email;
        email.name = name;
        email.subject = u"Hi {{ customer.first_name }}"_s;
        email.body = body;
        QVERIFY(store::saveEmail(m_shop->workspace().connection(), email, test::PageShop::asOf));
    }
    void giveAddress()
    {
        auto brand = campaign::readBrand(m_shop->workspace().connection()).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(campaign::writeBrand(m_shop->workspace().connection(), brand));
    }

private Q_SLOTS:
    void initTestCase() { qputenv("HABERDASH_SIMPLE_PREVIEW", "1"); }
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
        giveAddress();
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void withoutEmailsThePageTeaches()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
        QTest::mouseClick(find<QPushButton>(u"emptyPrimary"), Qt::LeftButton);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
    }

    /// Whoever has imported nothing yet and entered no address sees what there is all the same.
    void anEmptyShopShowsDesignsAndMails()
    {
        m_shop = std::make_unique<test::PageShop>();
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
        QTest::mouseClick(find<QPushButton>(u"emptyPrimary"), Qt::LeftButton);
        auto *gallery = find<QListWidget>(u"designGallery");
        const auto isDrawn = [gallery](int row) {
            const QImage image = gallery->item(row)->icon().pixmap(196, 232).toImage();
            for (int y = 20; y < image.height() - 20; ++y) {
                if (image.pixelColor(image.width() / 2, y) != QColor(Qt::white))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isDrawn(gallery->count() - 1));
        QVERIFY(isDrawn(0));
        gallery->setCurrentRow(0);
        QTest::keyClick(gallery, Qt::Key_Return);
        QTRY_VERIFY(find<QPushButton>(u"designPreview")->isVisible());
        QTest::mouseClick(find<QPushButton>(u"designPreview"), Qt::LeftButton);
        QTRY_VERIFY(m_page->designPane().preview().shown().text.contains(u"(your postal address)"_s));
        QTest::mouseClick(find<QPushButton>(u"designCheck"), Qt::LeftButton);
        auto *findings = find<QListWidget>(u"reviewFindings");
        QTRY_COMPARE(findings->count(), 1);
        QVERIFY(findings->item(0)->text().contains(u"postal address"_s));
    }

    void aLostWorkspaceShowsTheFailure()
    {
        m_page = std::make_unique<EmailsPage>(m_shop->lost());
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void closedWhileItLoadsNothingHappens()
    {
        saveOne(u"A"_s, u"Hello"_s);
        for (int i = 0; i < 10; ++i) {
            open();
            QCoreApplication::processEvents();
            m_page.reset();
        }
    }

    void anEmailIsWrittenSavedAndSeenAsACustomerWould()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
        QTest::mouseClick(find<QPushButton>(u"newEmail"), Qt::LeftButton);
        QTest::mouseClick(find<QPushButton>(u"startLetter"), Qt::LeftButton);
        QTest::keyClicks(find<QLineEdit>(u"emailName"), u"Spring"_s);
        QTest::keyClicks(find<QLineEdit>(u"emailSubject"), u"Hello {{ customer.first_name }}"_s);
        find<QPlainTextEdit>(u"emailBody")->setPlainText(u"You spent {{ customer.total_spent | money }}."_s);
        // The customer who bought last is number 1, for one dollar.
        QTRY_COMPARE(m_page->preview().findChild<QLabel *>(u"previewSubject"_s)->text(), u"Hello Ada"_s);
        QTRY_VERIFY(m_page->preview().shown().text.contains(u"You spent $1.00."_s));
        QTest::mouseClick(m_page->preview().findChild<QToolButton *>(u"nextCustomer"_s), Qt::LeftButton);
        QTRY_VERIFY(m_page->preview().shown().text.contains(u"You spent $2.00."_s));
        QTest::mouseClick(find<QPushButton>(u"saveEmail"), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email WHERE name = 'Spring'"_s), 1);
        QTRY_COMPARE(find<QListWidget>(u"emailList")->count(), 1);
        QTRY_VERIFY(!m_page->editor().isChanged());
    }

    void thePreviewFindsPeopleWhoShowWhatAMailMustBear()
    {
        saveOne(u"A"_s, u"{% if customer.orders_count > 0 %}Again{% else %}New{% endif %}"_s);
        open(u"A"_s);
        QTRY_VERIFY(m_page->preview().shown().text.contains(u"Again"_s));
        QCOMPARE(m_page->preview().shown().why, QStringList({u"has ordered before"_s}));
        auto *menu = m_page->preview().findChild<QToolButton *>(u"previewPeople"_s)->menu();
        const auto choose = [menu](int index) { menu->actions()[index]->trigger(); };
        choose(3); // without an order
        QTRY_VERIFY(m_page->preview().shown().text.contains(u"New"_s));
        QCOMPARE(m_page->preview().shown().why, QStringList({u"not: has ordered before"_s}));
        choose(2); // who spent most: number 100, for a hundred dollars
        QTRY_COMPARE(m_page->preview().customer().value(), 100);
        choose(5); // everybody here has a name
        auto *who = m_page->preview().findChild<QLabel *>(u"previewWho"_s);
        QTRY_COMPARE(who->text(), u"There is nobody like that."_s);
        choose(0);
        QTRY_VERIFY(who->text().startsWith(u"For "_s));
        auto *why = m_page->preview().findChild<QListWidget *>(u"previewWhy"_s);
        QVERIFY(!why->isVisible());
        QTest::mouseClick(m_page->preview().findChild<QToolButton *>(u"previewWhyButton"_s), Qt::LeftButton);
        QVERIFY(why->isVisible());
        QCOMPARE(why->count(), 1);
    }

    void aMistakeIsNamedWithItsPlaceAndNothingIsLost()
    {
        saveOne(u"A"_s, u"Hello"_s);
        open(u"A"_s);
        QTRY_VERIFY(m_page->preview().shown().text.contains(u"Hello"_s));
        find<QPlainTextEdit>(u"emailBody")->setPlainText(u"Hello\n\n{% if customer.points %}oh"_s);
        auto *mistake = find<QWidget>(u"emailMistake");
        QTRY_VERIFY(mistake->isVisible());
        QStringList texts;
        for (const QLabel *label : mistake->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY2(texts.join(u' ').contains(u"ine 3"_s), qPrintable(texts.join(u' ')));
        QCOMPARE(find<QPlainTextEdit>(u"emailBody")->toPlainText(), u"Hello\n\n{% if customer.points %}oh"_s);
        find<QPlainTextEdit>(u"emailBody")->setPlainText(u"Mended"_s);
        QTRY_VERIFY(!mistake->isVisible());
    }

    void aDeletedEmailComesBack()
    {
        saveOne(u"A"_s, u"Hello"_s);
        open(u"A"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        Notice notice;
        connect(m_page.get(), &Page::noticed, this, [&notice](const Notice &said) { notice = said; });
        QTest::mouseClick(find<QPushButton>(u"deleteEmail"), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email"_s), 0);
        QTRY_VERIFY(notice.action);
        notice.action();
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email WHERE body = 'Hello'"_s), 1);
    }

    void fieldsAreInsertedFromTheMenu()
    {
        saveOne(u"A"_s, QString());
        open(u"A"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        auto *menu = find<QToolButton>(u"insertField")->menu();
        QVERIFY(menu);
        QVERIFY(menu->actions().size() >= 3);
    }

    void aNameThatIsTakenIsRefusedAndTheTextStays()
    {
        saveOne(u"A"_s, u"one"_s);
        saveOne(u"B"_s, u"two"_s);
        open(u"B"_s);
        QTRY_COMPARE(find<QLineEdit>(u"emailName")->text(), u"B"_s);
        QSignalSpy notices(m_page.get(), &Page::noticed);
        find<QLineEdit>(u"emailName")->setText(u"A"_s);
        m_page->save();
        QTRY_COMPARE(notices.count(), 1);
        QCOMPARE(find<QPlainTextEdit>(u"emailBody")->toPlainText(), u"two"_s);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email WHERE body = 'one'"_s), 1);
    }

    void thePictureHasWhatTheMailShowsAndNothingFromTheNet()
    {
        PreviewContent content;
        content.html
            = "<html><head><style>p{color:red}</style></head><body><div style=\"display:none\">secret</div>"
              "<!--[if mso]>outlook<![endif]--><!--[if !mso]><!-->others<!--<![endif]--><p>Hello</p>"
              "<img src=\"https://example.com/spy.gif\"></body></html>";
        MessageDocument document;
        document.setContent(content);
        const QString text = document.toPlainText();
        QVERIFY(text.contains(u"Hello"_s) && text.contains(u"others"_s));
        QVERIFY(!text.contains(u"secret"_s) && !text.contains(u"outlook"_s));
        QVERIFY(drawMessage(content, 300).height() > 20);
    }
};

QTEST_MAIN(TestEmailsPage)
#include "tst_emails_page.moc"
