// SPDX-License-Identifier: GPL-3.0-or-later
// Coupons in the window, from an empty shop, by mouse and keyboard.
#include "core/campaign/brand.h"
#include "core/coupon/coupons.h"
#include "core/store/email_repository.h"
#include "tests/support/page_shop.h"
#include "ui/emails/coupons/add_codes_dialog.h"
#include "ui/emails/coupons/coupon_set_dialog.h"
#include "ui/emails/coupons/coupon_set_view.h"
#include "ui/emails/coupons/coupon_table.h"
#include "ui/emails/coupons/pool_file_picker.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/designer/design_canvas.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/designer.h"
#include "ui/emails/emails_page.h"
#include "ui/shared/widgets.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestCouponsPane final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<EmailsPage> m_page;
    QStringList m_notices;

    store::Connection &connection() { return m_shop->workspace().connection(); }
    void open()
    {
        m_page = std::make_unique<EmailsPage>(m_shop->shop());
        connect(m_page.get(), &Page::noticed, this,
            [this](const Notice &notice) { m_notices.append(notice.text); });
        m_page->resize(1200, 760);
        m_page->setVisible(true);
        m_page->activate({});
        QTRY_VERIFY(m_page->faces().visibleFace() == FaceStack::Face::Empty
            || m_page->faces().visibleFace() == FaceStack::Face::Full);
    }
    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    void click(const char16_t *name)
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(QString::fromUtf16(name)));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void openCoupons()
    {
        open();
        click(u"showCoupons");
        QTRY_VERIFY(!m_page->coupons().isLoading());
    }
    store::CouponSet make(const QString &name, store::CouponSet::Source source, const QStringList &codes = {})
    {
        store::CouponSet set;
        set.name = name;
        set.value = 200;
        set.source = source;
        if (!coupon::createSet(connection(), set, test::PageShop::asOf))
            qFatal("no set");
        set = store::couponSetByName(connection(), name).value();
        auto book = store::CouponBook::open(connection(), set.id).value();
        for (const QString &code : codes) {
            if (!book.addFree(code))
                qFatal("no code");
        }
        return set;
    }
    void saveEmail(const QString &name, const QString &set)
    {
        store::SavedEmail email;
        email.name = name;
        email.kind = u"design"_s;
        email.subject = u"Hello"_s;
        email.body
            = u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"%1\"}]}"_s.arg(set);
        QVERIFY(store::saveEmail(connection(), email, test::PageShop::asOf));
    }
    QString text(const char16_t *name) { return find<QLabel>(name)->text(); }
    /// The words on a tile.
    QString tile(const char16_t *name)
    {
        QStringList words;
        for (const QLabel *label : find<QWidget>(name)->findChildren<QLabel *>())
            words.append(label->text());
        return words.join(u' ');
    }

private Q_SLOTS:
    void initTestCase() { qputenv("HABERDASH_SIMPLE_PREVIEW", "1"); }
    void init()
    {
        m_notices.clear();
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
        auto brand = campaign::readBrand(connection()).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        brand.shopUrl = u"https://shop.example"_s;
        QVERIFY(campaign::writeBrand(connection(), brand));
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void aNewPersonMakesCodesAndExportsThem()
    {
        openCoupons();
        QTRY_COMPARE(m_page->coupons().faces().visibleFace(), FaceStack::Face::Empty);
        auto *start = m_page->coupons().findChild<QPushButton *>(u"startCoupons"_s);
        QTest::mouseClick(start, Qt::LeftButton);
        auto *dialog = find<CouponSetDialog>(u"couponSetDialog");
        QTRY_VERIFY(dialog && dialog->isVisible());
        QTRY_VERIFY(find<QLineEdit>(u"couponName")->hasFocus());
        QVERIFY(!find<QPushButton>(u"makeCouponSet")->isEnabled());
        QTest::keyClicks(find<QLineEdit>(u"couponName"), u"Spring"_s);
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"12,5 %"_s);
        // The examples follow while one types.
        const QString before = text(u"couponExamples");
        QTest::keyClicks(find<QLineEdit>(u"couponPrefix"), u"spring"_s);
        QVERIFY(text(u"couponExamples") != before);
        QVERIFY(text(u"couponExamples").startsWith(u"SPRING-"_s));
        find<QSpinBox>(u"couponAhead")->setValue(50);
        QTest::keyClick(find<QLineEdit>(u"couponName"), Qt::Key_Return);
        QTRY_COMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM coupon_code WHERE code LIKE 'SPRING-%'"_s), 50);
        QCOMPARE(m_shop->workspace().lines(u"SELECT name, kind, value, days_valid FROM coupon_set"_s),
            u"Spring|percentage|125|14\n"_s);
        QTRY_COMPARE(m_page->coupons().faces().visibleFace(), FaceStack::Face::Full);
        QCOMPARE(find<QListWidget>(u"couponSets")->count(), 1);
        QVERIFY(text(u"couponTerms").contains(u"12.5"_s));
        QTRY_VERIFY(tile(u"couponsFree").contains(u"50"_s));
        QTRY_COMPARE(find<QTableView>(u"couponCodes")->model()->rowCount(), 50);
        // For the shop: one code a line.
        const QString path = m_shop->workspace().path(u"spring.csv"_s);
        m_page->coupons().view().exportTo(path, coupon::ExportForm::Codes, coupon::ExportExtent::All);
        QTRY_VERIFY(m_notices.join(u'\n').contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 50);
        // Where nothing can be written, it is said.
        m_page->coupons().view().exportTo(m_shop->workspace().path(u"no/where.csv"_s),
            coupon::ExportForm::Codes, coupon::ExportExtent::All);
        QTRY_VERIFY(m_notices.constLast().contains(u"where.csv"_s));
        // And back, by keyboard.
        find<QPushButton>(u"couponsBack")->setFocus();
        QTest::keyClick(find<QPushButton>(u"couponsBack"), Qt::Key_Space);
        QTRY_VERIFY(!find<QPushButton>(u"couponsBack")->isVisible());
    }

    void whatCannotBeIsSaidAndNothingTypedIsLost()
    {
        make(u"Spring"_s, store::CouponSet::Source::Generator);
        openCoupons();
        click(u"newCouponSet");
        QTRY_VERIFY(find<CouponSetDialog>(u"couponSetDialog"));
        auto *dialog = find<CouponSetDialog>(u"couponSetDialog");
        QTest::keyClicks(find<QLineEdit>(u"couponName"), u"spring"_s);
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"a lot"_s);
        click(u"makeCouponSet");
        auto *message = find<QWidget>(u"couponSetMessage");
        QVERIFY(message->isVisible());
        find<QLineEdit>(u"couponValue")->clear();
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"120"_s);
        QVERIFY(!message->isVisible()); // it may be right now
        click(u"makeCouponSet");
        QVERIFY(message->isVisible());
        find<QLineEdit>(u"couponValue")->clear();
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"20"_s);
        click(u"makeCouponSet"); // the name is taken
        QTRY_VERIFY(find<QPushButton>(u"makeCouponSet")->isEnabled());
        QVERIFY(dialog->isVisible());
        QVERIFY(message->isVisible());
        QCOMPARE(find<QLineEdit>(u"couponName")->text(), u"spring"_s);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_set"_s), 1);
    }

    void aFileIsShownBeforeItIsTaken()
    {
        openCoupons();
        click(u"newCouponSet");
        QTRY_VERIFY(find<CouponSetDialog>(u"couponSetDialog"));
        auto *dialog = find<CouponSetDialog>(u"couponSetDialog");
        QTest::keyClicks(find<QLineEdit>(u"couponName"), u"From the shop"_s);
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"20"_s);
        QTest::mouseClick(find<QRadioButton>(u"couponsFromFile"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(find<QPushButton>(u"choosePoolFile")->isVisible());
        QVERIFY(!find<QPushButton>(u"makeCouponSet")->isEnabled());
        auto *faults = find<QListWidget>(u"poolFaults");
        // Nothing in it that is a code; a file that is not there; a good one with two bad lines.
        dialog->file().choose(m_shop->workspace().write(u"bad.txt"_s, "a b\n-\n"));
        QTRY_COMPARE(faults->count(), 2);
        QVERIFY(!find<QPushButton>(u"makeCouponSet")->isEnabled());
        dialog->file().choose(m_shop->workspace().path(u"none.txt"_s));
        QTRY_VERIFY(text(u"poolResult").contains(u"none.txt"_s));
        QVERIFY(!find<QPushButton>(u"makeCouponSet")->isEnabled());
        dialog->file().choose(m_shop->workspace().write(u"good.csv"_s, "Code\nAAA-1\nAAA-1\nb b\nBBB-2\n"));
        QTRY_VERIFY(find<QPushButton>(u"makeCouponSet")->isEnabled());
        QCOMPARE(faults->count(), 2);
        QVERIFY(faults->item(0)->text().startsWith(u"Line 3"_s));
        QVERIFY(faults->item(1)->text().startsWith(u"Line 4"_s));
        QVERIFY(text(u"poolResult").contains(u"2 of 4"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_set"_s), 0);
        click(u"makeCouponSet");
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_code"_s), 2);
        // More of them later; those that are there already are left out.
        QTRY_VERIFY(tile(u"couponsFree").contains(u"2"_s));
        QTRY_VERIFY(!find<CouponSetDialog>(u"couponSetDialog"));
        click(u"addCoupons");
        QTRY_VERIFY(find<AddCodesDialog>(u"addCodesDialog"));
        auto *add = find<AddCodesDialog>(u"addCodesDialog");
        add->file().choose(m_shop->workspace().write(u"more.csv"_s, "AAA-1\nCCC-3\n"));
        QTRY_VERIFY(find<QPushButton>(u"addCodesNow")->isEnabled());
        click(u"addCodesNow");
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_code"_s), 3);
        QTRY_VERIFY(tile(u"couponsFree").contains(u"3"_s));
    }

    void itSaysWhoHasWhichCode()
    {
        const auto set = make(u"Spring"_s, store::CouponSet::Source::Pool, {u"AAA-1"_s, u"BBB-2"_s});
        QVERIFY(coupon::giveCode(connection(), set, CustomerId(7), u"x"_s, test::PageShop::asOf));
        openCoupons();
        auto *view = find<QTableView>(u"couponCodes");
        const QAbstractItemModelTester tester(view->model());
        QTRY_COMPARE(view->model()->rowCount(), 2);
        const auto cell
            = [&](int row, int column) { return view->model()->index(row, column).data().toString(); };
        QTRY_COMPARE(cell(0, CouponTable::Customer), u"Ada Name7, person7@example.com"_s);
        QCOMPARE(cell(0, CouponTable::Code), u"AAA-1"_s);
        QVERIFY(!cell(0, CouponTable::Given).isEmpty());
        QCOMPARE(cell(1, CouponTable::State), u"Free"_s);
        auto *filter = find<QComboBox>(u"couponFilter");
        filter->setCurrentIndex(2);
        Q_EMIT filter->activated(2);
        QTRY_COMPARE(view->model()->rowCount(), 1);
        QTRY_COMPARE(cell(0, CouponTable::Code), u"BBB-2"_s);
        filter->setCurrentIndex(0);
        QTest::keyClicks(find<QLineEdit>(u"couponSearch"), u"person7"_s);
        QTest::keyClick(find<QLineEdit>(u"couponSearch"), Qt::Key_Return);
        QTRY_COMPARE(cell(0, CouponTable::Code), u"AAA-1"_s);
        // A row leads to who has it.
        QSignalSpy wanted(m_page.get(), &Page::pageRequested);
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][1].toString(), u"customer:7"_s);
        // And such a set cannot be removed.
        QVERIFY(!find<QPushButton>(u"removeCoupons")->isEnabled());
        QVERIFY(!find<QPushButton>(u"removeCoupons")->toolTip().isEmpty());
    }

    void anUnusedSetIsRemovedAfterAQuestion()
    {
        make(u"Spring"_s, store::CouponSet::Source::Pool, {u"AAA-1"_s});
        openCoupons();
        QTRY_VERIFY(find<QPushButton>(u"removeCoupons")->isVisible());
        click(u"removeCoupons");
        auto *message = find<QWidget>(u"couponMessage");
        QVERIFY(message->isVisible());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_set"_s), 1);
        QTest::mouseClick(message->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_set"_s), 0);
        QTRY_COMPARE(m_page->coupons().faces().visibleFace(), FaceStack::Face::Empty);
    }

    /// Somebody gave the first code while the question stood there.
    void aSetThatCameIntoUseMeanwhileStays()
    {
        const auto set = make(u"Spring"_s, store::CouponSet::Source::Pool, {u"AAA-1"_s});
        openCoupons();
        QTRY_VERIFY(find<QPushButton>(u"removeCoupons")->isVisible());
        click(u"removeCoupons");
        QVERIFY(coupon::giveCode(connection(), set, CustomerId(7), u"x"_s, test::PageShop::asOf));
        QTest::mouseClick(find<QWidget>(u"couponMessage")->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(m_notices.join(u'\n').contains(u"Nothing was removed"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM coupon_code"_s), 1);
        QTRY_VERIFY(!find<QPushButton>(u"removeCoupons")->isEnabled());
    }

    void tooFewCodesForWhoMayBeMailedAreAWarning()
    {
        make(u"Spring"_s, store::CouponSet::Source::Pool, {u"AAA-1"_s, u"BBB-2"_s});
        openCoupons();
        QTRY_VERIFY(find<QPushButton>(u"addCoupons")->isVisible());
        QVERIFY(!find<QWidget>(u"couponMessage")->isVisible()); // no email gives them
        saveEmail(u"Welcome"_s, u"Spring"_s);
        m_page->coupons().load();
        QTRY_VERIFY(find<QWidget>(u"couponMessage")->isVisible());
        QCOMPARE(text(u"couponUses"), u"Given by: Welcome"_s);
        bool says = false;
        for (const QLabel *label : find<QWidget>(u"couponMessage")->findChildren<QLabel *>())
            says = says || (label->text().contains(u"200"_s) && label->text().contains(u"2 codes"_s));
        QVERIFY(says);
        QVERIFY(!find<QPushButton>(u"removeCoupons")->isEnabled());
    }

    void aSetIsMadeFromWithinTheDesigner()
    {
        open();
        click(u"newEmail");
        click(u"startEmpty");
        QTRY_VERIFY(!m_page->designPane().isLoading());
        DesignEditor &editor = m_page->designPane().designer().editor();
        QVERIFY(editor.add(firstContent(u"coupon"_s), editor.placeForNew()));
        QTRY_VERIFY(find<QPushButton>(u"newCouponSetHere"));
        QTest::mouseClick(find<QPushButton>(u"newCouponSetHere"), Qt::LeftButton);
        QTRY_VERIFY(find<CouponSetDialog>(u"couponSetDialog"));
        QTest::keyClicks(find<QLineEdit>(u"couponName"), u"Spring"_s);
        QTest::keyClicks(find<QLineEdit>(u"couponValue"), u"20"_s);
        click(u"makeCouponSet");
        QTRY_COMPARE(std::get<compose::CouponBlock>(editor.block()->content).set, u"Spring"_s);
        QTRY_VERIFY(!m_page->designPane().isLoading());
        QTRY_VERIFY(text(u"couponHint").contains(u"20"_s));
        auto *box = find<QComboBox>(u"field_set");
        QCOMPARE(box->currentText(), u"Spring"_s);
        // The canvas shows what a code looks like, not a mistake.
        QTRY_VERIFY(m_page->designPane().designer().canvas().rectOf(editor.chosen()).height() > 100);
        editor.undo();
        QVERIFY(std::get<compose::CouponBlock>(editor.block()->content).set != u"Spring"_s);
    }

    void closingWhileItLoadsIsSafe()
    {
        open();
        click(u"showCoupons");
        m_page.reset();
        m_page = std::make_unique<EmailsPage>(m_shop->lost());
        m_page->setVisible(true);
        m_page->showCoupons();
        QTRY_COMPARE(m_page->coupons().faces().visibleFace(), FaceStack::Face::Failed);
    }
};

QTEST_MAIN(TestCouponsPane)
#include "tst_coupons_pane.moc"
