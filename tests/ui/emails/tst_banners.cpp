// SPDX-License-Identifier: GPL-3.0-or-later
// Banners in the designer, and their way into a folder.
#include "core/campaign/brand.h"
#include "tests/support/page_shop.h"
#include "ui/emails/banner_export_dialog.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/designer/banner_artist.h"
#include "ui/emails/designer/design_canvas.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/designer.h"
#include "ui/emails/emails_page.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<campaign::PersonalBanner> saying(const QString &text)
{
    return campaign::PersonalBanner{text, {text.toStdString(), "image/png", "x.png", "x"}};
}

compose::BannerBlock headline(const QString &text)
{
    compose::BannerBlock block;
    block.headline = text;
    return block;
}

} // namespace

class TestBanners final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<EmailsPage> m_page;

    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    Designer &designer() { return m_page->designPane().designer(); }
    /// An empty mail with a banner in it, which is chosen.
    void openWithBanner()
    {
        m_page = std::make_unique<EmailsPage>(m_shop->shop());
        m_page->resize(1200, 760);
        m_page->setVisible(true);
        m_page->activate({});
        QTRY_VERIFY(m_page->faces().visibleFace() == FaceStack::Face::Empty);
        QTest::mouseClick(find<QPushButton>(u"newEmail"), Qt::LeftButton);
        QTest::mouseClick(find<QPushButton>(u"startEmpty"), Qt::LeftButton);
        QTRY_VERIFY(!m_page->designPane().isLoading());
        compose::BannerBlock block = headline(u"Hello {{ customer.first_name }}"_s);
        block.layout = u"words_only"_s;
        QVERIFY(designer().editor().add(block, designer().editor().placeForNew()));
    }

private Q_SLOTS:
    void initTestCase() { qputenv("HABERDASH_SIMPLE_PREVIEW", "1"); }
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
        auto brand = campaign::readBrand(m_shop->workspace().connection()).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        brand.shopUrl = u"https://shop.example"_s;
        QVERIFY(campaign::writeBrand(m_shop->workspace().connection(), brand));
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void theOneBeforeStaysWhileANewOneIsDrawn()
    {
        BannerArtist artist;
        QSignalSpy drawn(&artist, &BannerArtist::drawn);
        artist.setCustomer(
            [](const compose::BannerBlock &block) { return saying(block.headline); }, u"#ffffff"_s);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"One"_s))->alternative, QString()); // a plain ground
        QTRY_COMPARE(drawn.count(), 1);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"One"_s))->alternative, u"One"_s);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"Two"_s))->alternative, u"One"_s);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"Three"_s))->alternative, u"One"_s);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"Four"_s))->alternative, u"One"_s);
        QTRY_VERIFY(artist.isIdle());
        // What was outdated before its turn came was never drawn.
        QCOMPARE(drawn.count(), 3);
        QCOMPARE(artist.banner(u"b1"_s, headline(u"Four"_s))->alternative, u"Four"_s);
    }

    void aMistakeIsTold()
    {
        BannerArtist artist;
        artist.setCustomer(
            [](const compose::BannerBlock &) -> Result<campaign::PersonalBanner> {
                return failure(Error::Code::Invalid, u"No layout."_s);
            },
            {});
        QVERIFY(artist.banner(u"b1"_s, headline(u"One"_s)));
        QTRY_VERIFY(!artist.banner(u"b1"_s, headline(u"One"_s)));
    }

    void theCanvasShowsTheBannerAndNothingMoves()
    {
        openWithBanner();
        DesignCanvas &canvas = designer().canvas();
        const QString id = designer().editor().chosen();
        const QRect before = canvas.rectOf(id);
        QVERIFY(before.height() > 100); // the place is kept before it is drawn
        auto *preview = find<QLabel>(u"bannerPreview");
        QTRY_VERIFY(preview->accessibleName().contains(u"Hello Ada"_s));
        QTRY_VERIFY(designer().artist().isIdle());
        QCOMPARE(canvas.rectOf(id), before);
        // Typing draws it anew, in the same place.
        auto *field = find<QLineEdit>(u"field_headline");
        field->setFocus();
        QTest::keyClick(field, Qt::Key_End);
        QTest::keyClicks(field, u"!"_s);
        QTRY_VERIFY(find<QLabel>(u"bannerPreview")->accessibleName().contains(u"Hello Ada!"_s));
        QCOMPARE(canvas.rectOf(id), before);
        // Undo leaves the cursor where it was.
        designer().editor().undo();
        QTRY_COMPARE(find<QLineEdit>(u"field_headline")->text(), u"Hello {{ customer.first_name }}"_s);
        QTRY_VERIFY(m_page->focusWidget());
        QCOMPARE(m_page->focusWidget()->objectName(), u"field_headline"_s);
    }

    void bannersGoToAFolder()
    {
        openWithBanner();
        QTRY_VERIFY(find<QPushButton>(u"exportBanners"));
        find<QPushButton>(u"exportBanners")->click();
        auto *dialog = find<BannerExportDialog>(u"bannerExportDialog");
        QVERIFY(dialog);
        QVERIFY(!find<QPushButton>(u"exportBannersNow")->isEnabled());
        auto *message = find<QWidget>(u"bannerMessage");
        const auto words = [&] {
            QString text;
            for (const QLabel *label : message->findChildren<QLabel *>())
                text += label->text();
            return text;
        };
        // Not a folder that can be written to.
        find<QLineEdit>(u"bannerFolder")->setText(m_shop->workspace().write(u"file"_s, "x") + u"/in"_s);
        find<QPushButton>(u"exportBannersNow")->click();
        QTRY_VERIFY(!dialog->isRunning() && message->isVisible());
        QVERIFY2(words().contains(u"banners.csv"_s), qPrintable(words()));
        const QString folder = m_shop->workspace().path(u"banners"_s);
        find<QLineEdit>(u"bannerFolder")->setText(folder);
        find<QPushButton>(u"exportBannersNow")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->isRunning() && message->isVisible(), 20000);
        // All are called Ada.
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2);
        QVERIFY2(words().contains(u"for 200 customers"_s), qPrintable(words()));
    }

    void anExportIsStoppedByItsButton()
    {
        openWithBanner();
        QTRY_VERIFY(find<QPushButton>(u"exportBanners"));
        auto *field = find<QLineEdit>(u"field_headline");
        field->setText(u"For {{ customer.last_name }}"_s);
        find<QPushButton>(u"exportBanners")->click();
        auto *dialog = find<BannerExportDialog>(u"bannerExportDialog");
        const QString folder = m_shop->workspace().path(u"banners"_s);
        find<QLineEdit>(u"bannerFolder")->setText(folder);
        find<QPushButton>(u"exportBannersNow")->click();
        QTRY_VERIFY(QDir(folder).entryList(QDir::Files).size() > 1);
        find<QPushButton>(u"closeBannerExport")->click();
        QTRY_VERIFY(!dialog->isRunning());
        QVERIFY(dialog->isVisible());
        const QStringList left = QDir(folder).entryList(QDir::Files | QDir::Hidden);
        QVERIFY(!left.contains(u"banners.csv"_s));
        for (const QString &name : left)
            QVERIFY2(!QImage(QDir(folder).filePath(name)).isNull(), qPrintable(name));
        find<QPushButton>(u"closeBannerExport")->click();
        QTRY_VERIFY(!find<BannerExportDialog>(u"bannerExportDialog"));
    }
};

QTEST_MAIN(TestBanners)
#include "tst_banners.moc"
