// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/theme_controller.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestWidgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { static ThemeController theme(*qApp, ThemeChoice::Light); }

    void buttons_look_like_what_they_are_for()
    {
        QPushButton button(u"Send"_s);
        button.resize(120, 32);
        QCOMPARE(buttonKindOf(&button), ButtonKind::Secondary);
        const auto ground = [&button] { return button.grab().toImage().pixelColor(8, 16); };
        QCOMPARE(ground(), lightColors().surface);
        setButtonKind(&button, ButtonKind::Primary);
        QCOMPARE(ground(), lightColors().accent);
        setButtonKind(&button, ButtonKind::Danger);
        QCOMPARE(ground(), lightColors().negative);
        button.setEnabled(false);
        QVERIFY(ground() != lightColors().negative);
    }

    void focus_by_keyboard_can_be_seen()
    {
        QWidget window;
        QPushButton button(u"Send"_s, &window);
        QCheckBox check(u"Agreed"_s, &window);
        check.move(0, 60);
        window.resize(200, 120);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button.setFocus();
        const QImage before = check.grab().toImage();
        QTest::keyClick(&window, Qt::Key_Tab);
        QVERIFY(check.hasFocus());
        QVERIFY(check.grab().toImage() != before);
    }

    void digits_stand_below_each_other()
    {
        const QFontMetrics metrics(fontFor(TextRole::Body));
        QCOMPARE(tabularWidth(metrics, u"1111"_s), tabularWidth(metrics, u"8888"_s));
        QVERIFY(tabularWidth(metrics, u"€1,111.11"_s) > 0);
        QCOMPARE(tabularWidth(metrics, {}), 0);
        // A right aligned cent stands in the same pixels, whatever is before it.
        const auto lastDigit = [&metrics](const QString &text) {
            QImage image(120, 30, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            drawTabularText(painter, image.rect(), Qt::AlignRight, text);
            painter.end();
            const int width = metrics.horizontalAdvance(u'4') - 2;
            return image.copy(120 - width, 0, width, 30);
        };
        QCOMPARE(lastDigit(u"11.14"_s), lastDigit(u"8,888.84"_s));
    }

    void a_search_waits_for_the_end_of_typing()
    {
        SearchField field(u"Name or address"_s);
        field.show();
        QSignalSpy searched(&field, &SearchField::searched);
        QTest::keyClicks(&field, u"ada"_s);
        QTRY_COMPARE(searched.count(), 1);
        QCOMPARE(searched.first().at(0).toString(), u"ada"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(searched.count(), 2);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QTRY_COMPARE(searched.count(), 3);
    }

    void a_tile_is_read_out_as_one_sentence()
    {
        StatTile tile({u"Takings"_s, u"48,210"_s, u"EUR"_s, u"30 days"_s, u"6.2 % more"_s, Tone::Positive});
        QCOMPARE(tile.accessibleName(), u"Takings, 48,210, EUR, 30 days, 6.2 % more"_s);
        tile.setValue({u"Takings"_s, u"0"_s, {}, u"30 days"_s, {}, Tone::Neutral});
        QCOMPARE(tile.accessibleName(), u"Takings, 0, 30 days"_s);
    }

    void a_text_knows_its_height_after_each_change()
    {
        TextLabel label(u"One line"_s);
        label.setWordWrap(true);
        label.setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int one = label.heightForWidth(300);
        QCOMPARE(label.heightForWidth(300), one);
        label.setText(u"So many words that they need more than a single line where it is narrow"_s);
        const int several = label.heightForWidth(120);
        QVERIFY2(several > 2 * one, qPrintable(QString::number(several)));
        QVERIFY(label.heightForWidth(300) < several);
        QFont larger = label.font();
        larger.setPixelSize(30);
        label.setFont(larger);
        QVERIFY(label.heightForWidth(120) > several);
    }

    void a_form_names_its_fields()
    {
        QWidget parent;
        QFormLayout *form = makeForm(&parent);
        auto *field = new QLineEdit;
        addFormRow(form, u"Subject"_s, field, u"Up to 60 letters."_s);
        QCOMPARE(field->accessibleName(), u"Subject"_s);
        QCOMPARE(field->accessibleDescription(), u"Up to 60 letters."_s);
    }

    void a_message_can_ask_for_something()
    {
        InlineMessage message;
        QVERIFY(message.isHidden());
        message.setMessage(Tone::Warning, u"Two columns have the same name."_s, u"Rename"_s);
        QSignalSpy triggered(&message, &InlineMessage::actionTriggered);
        QTest::mouseClick(message.findChild<QPushButton *>(u"messageAction"_s), Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        message.setMessage(Tone::Neutral, u"Fine."_s);
        QVERIFY(message.findChild<QPushButton *>(u"messageAction"_s)->isHidden());
    }

    void key_values_can_be_set_again()
    {
        KeyValueList list;
        list.setRows({{u"Orders"_s, u"12"_s}, {u"Spent"_s, u"€3"_s}});
        QCOMPARE(list.findChildren<TextLabel *>().size(), 4);
        list.setRows({{u"Orders"_s, u"13"_s}});
        QCOMPARE(list.findChildren<TextLabel *>().size(), 2);
        list.setRows({});
        QCOMPARE(list.findChildren<TextLabel *>().size(), 0);
    }

    void a_table_row_opens_by_key_and_double_click()
    {
        QStandardItemModel model(3, 2);
        TableView table(u"Customers"_s);
        table.setModel(&model);
        table.resize(400, 300);
        table.show();
        table.selectRow(1);
        QSignalSpy activated(&table, &TableView::rowActivated);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.takeFirst().at(0).toInt(), 1);
        QCOMPARE(table.rowHeight(0), height::row);
        const QPoint place = table.visualRect(model.index(2, 0)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(activated.takeFirst().at(0).toInt(), 2);
        QTest::mouseMove(table.viewport(), table.visualRect(model.index(0, 0)).center());
        QCOMPARE(table.hoveredRow(), 0);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
