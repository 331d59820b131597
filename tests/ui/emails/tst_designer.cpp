// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/store/shared_block_repository.h"
#include "tests/support/page_shop.h"
#include "ui/emails/design_pane.h"
#include "ui/emails/designer/block_palette.h"
#include "ui/emails/designer/design_canvas.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/designer.h"
#include "ui/emails/email_preview.h"
#include "ui/emails/emails_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestDesigner final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<EmailsPage> m_page;
    QStringList m_notices;

    void open(const QString &argument = {})
    {
        m_notices.clear();
        m_page = std::make_unique<EmailsPage>(m_shop->shop());
        connect(m_page.get(), &Page::noticed, this,
            [this](const Notice &notice) { m_notices.append(notice.text); });
        m_page->resize(1100, 760);
        m_page->setVisible(true);
        m_page->activate(argument);
        QTRY_VERIFY(m_page->faces().visibleFace() == FaceStack::Face::Empty
            || m_page->faces().visibleFace() == FaceStack::Face::Full);
    }
    /// Opens the gallery and takes the design at a row.
    void start(int row)
    {
        QTest::mouseClick(find<QPushButton>(u"newEmail"), Qt::LeftButton);
        auto *gallery = find<QListWidget>(u"designGallery");
        QTRY_VERIFY(gallery->isVisible());
        gallery->setCurrentRow(row);
        QTest::keyClick(gallery, Qt::Key_Return);
        QTRY_VERIFY(canvas().isVisible());
        QTRY_VERIFY(!m_page->designPane().isLoading());
    }
    template<typename T>
    T *find(const char16_t *name)
    {
        return m_page->findChild<T *>(QString::fromUtf16(name));
    }
    DesignCanvas &canvas() { return m_page->designPane().designer().canvas(); }
    DesignEditor &editor() { return m_page->designPane().designer().editor(); }
    QStringList kinds()
    {
        QStringList list;
        for (const auto &block : editor().document().blocks)
            list.append(compose::kindWord(block.content));
        return list;
    }
    int rowOf(const QString &kind)
    {
        auto *palette = find<QListWidget>(u"blockPalette");
        for (int row = 0; row < palette->count(); ++row) {
            if (palette->item(row)->data(Qt::UserRole).toString() == kind)
                return row;
        }
        return -1;
    }
    bool dropOnCanvas(const QString &type, const QString &what, QPoint at)
    {
        QMimeData mime;
        mime.setData(type, what.toUtf8());
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas().widget(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas().widget(), &move);
        QDropEvent drop(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas().widget(), &drop);
        return drop.isAccepted();
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

    void aDesignIsStartedChangedAndSaved()
    {
        open();
        start(0);
        QVERIFY(kinds().contains(u"columns"_s));
        QTRY_VERIFY(canvas().layoutOfBlocks().height > 300);
        // Choose the text with the mouse and write into it.
        const QString text = editor().document().blocks[1].id;
        QTest::mouseClick(canvas().widget(), Qt::LeftButton, {}, canvas().rectOf(text).center());
        QCOMPARE(editor().chosen(), text);
        QTest::keyClick(&canvas(), Qt::Key_Return);
        auto *field = find<QPlainTextEdit>(u"field_text");
        QTRY_VERIFY(field->hasFocus());
        field->setPlainText(u"# Hi {{ customer.first_name }}"_s);
        find<QLineEdit>(u"designName")->setText(u"Our welcome"_s);
        QTest::keyClicks(find<QLineEdit>(u"designSubject"), u"!"_s);
        QTest::mouseClick(find<QPushButton>(u"saveEmail"), Qt::LeftButton);
        QTRY_COMPARE(
            m_shop->workspace().count(
                u"SELECT count(*) FROM email WHERE name = 'Our welcome' AND kind = 'design' AND body LIKE '%# Hi%'"_s),
            1);
        QTRY_VERIFY(!m_page->designPane().isChanged());
        // The preview shows it for the customer who bought last.
        QTest::mouseClick(find<QPushButton>(u"designPreview"), Qt::LeftButton);
        QTRY_VERIFY(m_page->designPane().preview().shown().text.contains(u"Hi Ada"_s));
        // And back to the list, where its summary leads to it again.
        QTest::mouseClick(find<QPushButton>(u"designBack"), Qt::LeftButton);
        QTRY_VERIFY(find<QPushButton>(u"openDesigner")->isVisible());
        QTest::mouseClick(find<QPushButton>(u"openDesigner"), Qt::LeftButton);
        QTRY_VERIFY(canvas().isVisible());
        QCOMPARE(std::get<compose::TextBlock>(editor().document().blocks[1].content).text,
            u"# Hi {{ customer.first_name }}"_s);
    }

    void blocksAreDraggedFromThePaletteAndAlongTheMail()
    {
        open();
        QTest::mouseClick(find<QPushButton>(u"newEmail"), Qt::LeftButton);
        QTest::mouseClick(find<QPushButton>(u"startEmpty"), Qt::LeftButton);
        QTRY_VERIFY(canvas().isVisible());
        QTRY_VERIFY(!m_page->designPane().isLoading());
        QCOMPARE(kinds(), QStringList({u"header"_s}));
        const QPoint below(canvas().rectOf(editor().document().blocks[0].id).center().x(),
            canvas().rectOf(editor().document().blocks[0].id).bottom() - 1);
        QVERIFY(dropOnCanvas(mimeOfKind, u"button"_s, below));
        QCOMPARE(kinds(), QStringList({u"header"_s, u"button"_s}));
        QVERIFY(dropOnCanvas(mimeOfKind, u"text"_s, below));
        QCOMPARE(kinds(), QStringList({u"header"_s, u"text"_s, u"button"_s}));
        QVERIFY(dropOnCanvas(mimeOfBlock, editor().document().blocks[2].id, below));
        QCOMPARE(kinds(), QStringList({u"header"_s, u"button"_s, u"text"_s}));
        QVERIFY(!dropOnCanvas(mimeOfKind, u"nothing known"_s, below));
        QVERIFY(!dropOnCanvas(mimeOfBlock, u"b99"_s, below));
        // The palette by keyboard: after the chosen block.
        auto *palette = find<QListWidget>(u"blockPalette");
        editor().choose(editor().document().blocks[0].id);
        palette->setCurrentRow(rowOf(u"divider"_s));
        QTest::keyClick(palette, Qt::Key_Return);
        QCOMPARE(kinds(), QStringList({u"header"_s, u"divider"_s, u"button"_s, u"text"_s}));
    }

    void theKeyboardDoesEverything()
    {
        open();
        start(11);
        editor().open({});
        auto *palette = find<QListWidget>(u"blockPalette");
        for (const QString &kind : {u"text"_s, u"divider"_s, u"spacer"_s}) {
            palette->setCurrentRow(rowOf(kind));
            QTest::keyClick(palette, Qt::Key_Return);
        }
        QCOMPARE(kinds(), QStringList({u"text"_s, u"divider"_s, u"spacer"_s}));
        QTest::keyClick(&canvas(), Qt::Key_Up);
        QTest::keyClick(&canvas(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(kinds(), QStringList({u"divider"_s, u"text"_s, u"spacer"_s}));
        QTest::keyClick(&canvas(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(kinds(), QStringList({u"divider"_s, u"divider"_s, u"text"_s, u"spacer"_s}));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QTest::keyClick(&canvas(), Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(kinds(), QStringList({u"divider"_s, u"spacer"_s}));
        QTest::keyClick(&canvas(), Qt::Key_Down);
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(kinds(), QStringList({u"divider"_s, u"spacer"_s, u"text"_s}));
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(find<QToolButton>(u"designUndo"), Qt::LeftButton);
        QCOMPARE(kinds(), QStringList());
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(find<QToolButton>(u"designRedo"), Qt::LeftButton);
        QCOMPARE(kinds(), QStringList({u"divider"_s, u"spacer"_s, u"text"_s}));
        // What is no block is not pasted, and it is said.
        QApplication::clipboard()->setText(u"just words"_s);
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(find<QLabel>(u"designRemark")->isVisible());
        QCOMPARE(kinds().size(), 3);
    }

    void propertiesChangeTheBlockAndNothingElse()
    {
        open();
        start(11);
        editor().open({});
        editor().add(firstContent(u"products"_s), {});
        find<QSpinBox>(u"field_columns")->setValue(3);
        find<QComboBox>(u"field_list")->setCurrentText(u"cart.items"_s);
        find<QLineEdit>(u"field_button")->setText(u"Buy"_s);
        find<QSpinBox>(u"blockPaddingTop")->setValue(40);
        auto *device = find<QComboBox>(u"blockDevice");
        device->setCurrentIndex(2);
        Q_EMIT device->activated(2);
        const compose::Block block = editor().document().blocks[0];
        const auto &products = std::get<compose::ProductsBlock>(block.content);
        QCOMPARE(products.columns, 3);
        QCOMPARE(products.list, u"cart.items"_s);
        QCOMPARE(products.buttonLabel, u"Buy"_s);
        QCOMPARE(products.limit, compose::ProductsBlock().limit);
        QCOMPARE(block.style.paddingTop, std::optional(40));
        QCOMPARE(block.device, compose::Device::PhoneOnly);
        auto *rule = m_page->findChild<QWidget *>(u"blockRule"_s);
        auto *choice = rule->findChild<QComboBox *>(u"ruleChoice"_s);
        choice->setCurrentIndex(choice->count() - 1);
        Q_EMIT choice->activated(choice->count() - 1);
        auto *text = rule->findChild<QLineEdit *>(u"ruleText"_s);
        QTest::keyClicks(text, u"count orders >= "_s);
        QCOMPARE(editor().document().blocks[0].rule, QString()); // not yet a rule
        QVERIFY(!rule->findChild<QLabel *>(u"ruleMeaning"_s)->text().isEmpty());
        QTest::keyClicks(text, u"2"_s);
        QCOMPARE(editor().document().blocks[0].rule, u"count orders >= 2"_s);
    }

    void variantsAreNamedRuledAddedAndTakenOut()
    {
        open();
        start(11);
        editor().open({});
        editor().add(firstContent(u"choice"_s), {});
        const auto choice
            = [this] { return std::get<compose::ChoiceBlock>(editor().document().blocks[0].content); };
        QTest::mouseClick(find<QPushButton>(u"addVariant"), Qt::LeftButton);
        QCOMPARE(choice().variants.size(), 2);
        find<QLineEdit>(u"variantName1")->clear();
        QTest::keyClicks(find<QLineEdit>(u"variantName1"), u"Rare"_s);
        QCOMPARE(choice().variants[1].name, u"Rare"_s);
        QTest::mouseClick(find<QPushButton>(u"removeVariant0"), Qt::LeftButton);
        QCOMPARE(choice().variants.size(), 1);
        QCOMPARE(choice().variants[0].name, u"Rare"_s);
        editor().undo();
        QCOMPARE(choice().variants.size(), 2);
    }

    void aMistakeIsShownOnItsBlock()
    {
        open();
        start(11);
        editor().open({});
        editor().add(compose::TextBlock{u"{{ customer.first_name | nix }}"_s}, {});
        QTRY_VERIFY(find<QWidget>(u"designMistake")->isVisible());
        editor().undo();
        QTRY_VERIFY(!find<QWidget>(u"designMistake")->isVisible());
    }

    void whatWasNotSavedIsThereAfterAKill()
    {
        open();
        start(0);
        find<QLineEdit>(u"designName")->setText(u"Half done"_s);
        editor().add(compose::TextBlock{u"half a thought"_s}, editor().placeForNew());
        // Kept by itself, a moment after the change.
        QTRY_COMPARE_WITH_TIMEOUT(
            m_shop->workspace().count(
                u"SELECT count(*) FROM email_draft WHERE body LIKE '%half a thought%'"_s),
            1, 10'000);
        // Nobody says goodbye: the next program finds it.
        m_page.reset();
        open();
        QTRY_VERIFY(m_notices.join(u' ').contains(u"never saved"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email"_s), 0);
    }

    void unsavedChangesOfASavedDesignComeBack()
    {
        store::SavedEmail email;
        email.name = u"Spring"_s;
        email.kind = u"design"_s;
        email.subject = u"Hi"_s;
        email.body = u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"saved\"}]}"_s;
        auto &connection = m_shop->workspace().connection();
        email.id = store::saveEmail(connection, email, test::PageShop::asOf).value();
        store::SavedEmail changed = email;
        changed.body.replace(u"saved"_s, u"changed"_s);
        QVERIFY(store::keepDraft(connection, changed, test::PageShop::asOf));
        open(u"Spring"_s);
        QTRY_VERIFY(find<QPushButton>(u"openDesigner")->isVisible());
        QTest::mouseClick(find<QPushButton>(u"openDesigner"), Qt::LeftButton);
        QTRY_VERIFY(m_notices.join(u' ').contains(u"were not saved"_s));
        QCOMPARE(std::get<compose::TextBlock>(editor().document().blocks[0].content).text, u"changed"_s);
        QVERIFY(m_page->designPane().isChanged());
        QTest::mouseClick(find<QPushButton>(u"saveEmail"), Qt::LeftButton);
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM email_draft"_s), 0);
        QCOMPARE(store::versionsOf(connection, email.id)->size(), 2);
        // The version before is one click away, and one step back.
        QTRY_VERIFY(!m_page->designPane().isChanged());
        auto *menu = find<QToolButton>(u"designVersions")->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        menu->actions()[1]->trigger();
        QCOMPARE(std::get<compose::TextBlock>(editor().document().blocks[0].content).text, u"saved"_s);
        editor().undo();
        QCOMPARE(std::get<compose::TextBlock>(editor().document().blocks[0].content).text, u"changed"_s);
    }

    void theWholeAudienceIsLookedAtBeforeItIsSent()
    {
        open();
        start(11);
        editor().open({});
        editor().add(
            compose::TextBlock{
                u"{% if customer.orders_count > 0 %}You bought.{% else %}You did not.{% endif %} [x](foo)"_s},
            {});
        QTest::mouseClick(find<QPushButton>(u"designCheck"), Qt::LeftButton);
        auto *groups = find<QListWidget>(u"coverageGroups");
        QTRY_COMPARE(groups->count(), 2);
        // Of the 200 who agreed to mail, 67 of the first 100 bought.
        QVERIFY2(find<QLabel>(u"reviewSummary")->text().startsWith(u"200 customers get"_s),
            qPrintable(find<QLabel>(u"reviewSummary")->text()));
        QVERIFY(find<QPlainTextEdit>(u"coverageLeft")->toPlainText().contains(u"You did not."_s));
        QVERIFY(find<QPlainTextEdit>(u"coverageRight")->toPlainText().contains(u"You bought."_s));
        QCOMPARE(find<QPlainTextEdit>(u"coverageLeft")->extraSelections().size(), 1);
        QStringList findings;
        auto *list = find<QListWidget>(u"reviewFindings");
        for (int i = 0; i < list->count(); ++i)
            findings.append(list->item(i)->text());
        QVERIFY2(
            findings.join(u' ').contains(u"“foo” is no full address"_s), qPrintable(findings.join(u' ')));
    }

    void aHundredSharedBlocksAreOfferedAtOnce()
    {
        auto &connection = m_shop->workspace().connection();
        for (int i = 0; i < 100; ++i)
            QVERIFY(store::saveSharedBlock(connection,
                {u"Block %1 with a name that is longer than its place"_s.arg(i, 3, 10, QChar(u'0')),
                    u"[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"Number %1\"}]"_s.arg(i)},
                test::PageShop::asOf));
        open();
        start(0);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(editor().add(firstContent(u"shared"_s), editor().placeForNew()));
        auto *box = find<QComboBox>(u"field_name");
        QVERIFY(box);
        QCOMPARE(box->count(), 100);
        // The list is as wide as the panel and scrolls; a name can be typed.
        auto &panel = m_page->designPane().designer().properties();
        QVERIFY(panel.widget()->width() <= panel.viewport()->width());
        box->lineEdit()->setFocus();
        QTest::keyClicks(box->lineEdit(), u"block 077 with a name that is longer than its place"_s);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QCOMPARE(std::get<compose::SharedBlock>(editor().block()->content).name,
            u"Block 077 with a name that is longer than its place"_s);
        // What is no block changes nothing.
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), u"no such block"_s);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QVERIFY(box->currentText().startsWith(u"Block 077"_s));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void aDesignThatCannotBeReadIsSaidAndKept()
    {
        store::SavedEmail email;
        email.name = u"Newer"_s;
        email.kind = u"design"_s;
        email.subject = u"Hi"_s;
        email.body = u"{\"haberdash\":9,\"blocks\":[]}"_s;
        auto &connection = m_shop->workspace().connection();
        QVERIFY(store::saveEmail(connection, email, test::PageShop::asOf));
        open(u"Newer"_s);
        QTRY_VERIFY(find<QLabel>(u"summaryBlocks")->text().contains(u"newer Haberdash"_s));
        QTest::mouseClick(find<QPushButton>(u"openDesigner"), Qt::LeftButton);
        QTRY_VERIFY(m_notices.join(u' ').contains(u"newer Haberdash"_s));
        QCOMPARE(store::emailByName(connection, u"Newer"_s)->body, email.body);
    }
};

QTEST_MAIN(TestDesigner)
#include "tst_designer.moc"
