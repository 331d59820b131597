// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "tests/support/page_shop.h"
#include "ui/emails/adopt_dialog.h"
#include "ui/emails/adopt_words.h"
#include "ui/emails/design_gallery.h"
#include "ui/emails/email_editor.h"
#include "ui/emails/emails_page.h"
#include "ui/shared/english.h"
#include "ui/shared/line_list.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestAdoptDialog final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }
    static QString newsletter() { return QFINDTESTDATA("../../data/mails/newsletter.html"); }

    static adopt::AdoptedMail readAgain()
    {
        QFile file(newsletter());
        return file.open(QIODevice::ReadOnly) ? adopt::adoptMail(file.readAll(), file.fileName()).value()
                                              : adopt::AdoptedMail();
    }

private Q_SLOTS:
    void initTestCase() { qputenv("HABERDASH_SIMPLE_PREVIEW", "1"); }
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
        auto brand = campaign::readBrand(m_shop->workspace().connection()).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(campaign::writeBrand(m_shop->workspace().connection(), brand));
    }
    void cleanup() { QThreadPool::globalInstance()->waitForDone(); }

    void whatAMailBringsIsShownBeforeItIsKept()
    {
        const EnglishPlurals plurals(*qApp);
        AdoptDialog dialog(m_shop->shop(), newsletter(), CustomerId(1));
        dialog.show();
        QTRY_COMPARE(dialog.faces().visibleFace(), FaceStack::Face::Full);
        QCOMPARE(dialog.findChild<QLineEdit *>(u"adoptName"_s)->text(), u"newsletter"_s);
        QCOMPARE(dialog.findChild<QLineEdit *>(u"adoptPreheader"_s)->text(),
            u"New wool is here, {{ customer.first_name }}."_s);
        QCOMPARE(dialog.findChild<QLabel *>(u"adoptSummary"_s)->text(),
            u"This mail was made with Mailchimp. 11 places translated. 7 things taken out. 4 places for you to decide."_s);
        auto *notes = dialog.findChild<LineList *>(u"adoptNotes"_s);
        const auto rows = rowsOf(readAgain().notes);
        QCOMPARE(qsizetype(notes->count()), rows.size());
        QCOMPARE(rows.first().title, u"*|ARCHIVE|*"_s); // what is to be decided comes first
        QCOMPARE(rows.last().note, u"Taken out"_s);
        QTRY_VERIFY(
            !dialog.findChild<QWidget *>(u"adoptPicture"_s)->findChild<QLabel *>()->pixmap().isNull());
        QSignalSpy adopted(&dialog, &AdoptDialog::adopted);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"adoptNow"_s), Qt::LeftButton);
        QCOMPARE(adopted.count(), 1);
        const auto email = adopted.first().first().value<store::SavedEmail>();
        QCOMPARE(email.kind, u"html"_s);
        QVERIFY(!email.id.isValid());
        QVERIFY(email.body.contains(u"{{ unsubscribe_url }}"_s));
        // Nothing was saved.
        QVERIFY(store::savedEmails(m_shop->workspace().connection())->isEmpty());
    }

    void aFileThatIsNoMailSaysSoAndKeepsNothing()
    {
        AdoptDialog dialog(m_shop->shop(), write(u"empty.html"_s, {}), CustomerId(1));
        dialog.show();
        QTRY_COMPARE(dialog.faces().visibleFace(), FaceStack::Face::Failed);
        QVERIFY(!dialog.findChild<QPushButton *>(u"adoptNow"_s)->isEnabled());
        AdoptDialog missing(m_shop->shop(), m_folder.filePath(u"nothing.html"_s), CustomerId(1));
        missing.show();
        QTRY_COMPARE(missing.faces().visibleFace(), FaceStack::Face::Failed);
    }

    void withoutACustomerThereIsNoPicture()
    {
        AdoptDialog dialog(m_shop->shop(), write(u"plain.html"_s, "<p>Hello</p>"), {});
        dialog.show();
        QTRY_COMPARE(dialog.faces().visibleFace(), FaceStack::Face::Full);
        QVERIFY(dialog.findChild<LineList *>(u"adoptNotes"_s)->isHidden());
        QVERIFY(!dialog.findChild<QWidget *>(u"adoptPicture"_s)->findChild<QLabel *>()->text().isEmpty());
    }

    void closedWhileItReadsNothingHappens()
    {
        for (int i = 0; i < 5; ++i) {
            AdoptDialog dialog(m_shop->shop(), newsletter(), CustomerId(1));
            dialog.show();
            QCoreApplication::processEvents();
        }
    }

    void theGalleryGoesOnInTheEditor()
    {
        EmailsPage page(m_shop->shop());
        page.resize(1100, 700);
        page.setVisible(true);
        page.activate({});
        QTRY_COMPARE(page.faces().visibleFace(), FaceStack::Face::Empty);
        page.startNew();
        auto *gallery = page.findChild<DesignGallery *>();
        gallery->importFile(newsletter());
        auto *dialog = page.findChild<AdoptDialog *>();
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->faces().visibleFace(), FaceStack::Face::Full);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"adoptSubject"_s), u"New wool"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"adoptNow"_s), Qt::LeftButton);
        QTRY_VERIFY(page.editor().email().body.contains(u"New wool is here"_s));
        QCOMPARE(page.editor().email().subject, u"New wool"_s);
        QVERIFY(page.findChild<QPushButton *>(u"saveEmail"_s)->isEnabled());
    }
};

QTEST_MAIN(TestAdoptDialog)
#include "tst_adopt_dialog.moc"
