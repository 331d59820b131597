// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "ui/segments/choice_popup.h"
#include "ui/segments/condition_offers.h"
#include "ui/segments/rule_builder.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Rule ruleOf(const QString &text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s: %s", qPrintable(text), qPrintable(rule.error().message));
    return *rule;
}

RuleWords shopWords()
{
    RuleWords words;
    words.shop.events = {{u"cart_add"_s, u"money"_s}, {u"coupon_received"_s, u"percent"_s},
        {u"email_click"_s, u"none"_s}, {u"points_earned"_s, u"points"_s}, {u"product_view"_s, u"money"_s}};
    words.shop.attributes = {u"shoe size"_s};
    words.shop.categories = {u"Boots"_s, u"Sandals"_s};
    words.segments = {u"VIP"_s};
    words.currency = u"EUR"_s;
    words.today = *civilDay(2026, 6, 30);
    return words;
}

QString spokenName(QWidget *widget)
{
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
    return spoken ? spoken->text(QAccessible::Name) : QString();
}

} // namespace

class TestRuleBuilder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_editor = std::make_unique<SegmentEditor>();
        m_editor->start({}, {});
        m_builder
            = std::make_unique<RuleBuilder>(*m_editor, Format(QLocale::c(), QTimeZone("Europe/Berlin")));
        m_builder->setWords(shopWords());
        m_builder->resize(900, 700);
        m_builder->show();
        QVERIFY(QTest::qWaitForWindowActive(m_builder.get()));
    }
    void cleanup()
    {
        m_builder.reset();
        m_editor.reset();
    }

    void each_condition_is_added_by_keyboard_and_makes_sense()
    {
        const QList<ConditionOffer> offers = conditionOffers(shopWords());
        std::set<size_t> kinds;
        for (const ConditionOffer &offer : offers) {
            m_editor->start({}, {});
            settle();
            find<QWidget>(u"add:"_s)->setFocus();
            QTest::keyClick(find<QWidget>(u"add:"_s), Qt::Key_Space);
            auto *filter = find<QLineEdit>(u"choiceFilter"_s);
            QVERIFY(filter);
            filter->setText(offer.title);
            const auto *list = find<QListWidget>(u"choices"_s);
            for (int i = 0; i < list->count() && list->currentItem()->text() != offer.title; ++i)
                QTest::keyClick(filter, Qt::Key_Down);
            QCOMPARE(list->currentItem()->text(), offer.title);
            QTest::keyClick(filter, Qt::Key_Return);
            settle();
            QCOMPARE(m_editor->rule().root.children.size(), 1);
            const Node &added = m_editor->rule().root.children.front();
            QCOMPARE(added, offer.node);
            QVERIFY2(!m_editor->isFaulty(), qPrintable(offer.title));
            QCOMPARE(ruleOf(print(m_editor->rule())), m_editor->rule()); // so it can be saved
            QCOMPARE(m_builder->focusWidget(), find<QWidget>(u"card:0"_s));
            kinds.insert(added.content.index());
            for (QWidget *control : m_builder->findChildren<QWidget *>()) {
                if (control->isVisibleTo(m_builder.get()) && !control->focusProxy()
                    && control->focusPolicy() & Qt::TabFocus)
                    QVERIFY2(!spokenName(control).isEmpty(),
                        qPrintable(offer.title + u": "_s + control->objectName()));
            }
        }
        QCOMPARE(kinds.size(), std::variant_size_v<decltype(Node::content)>);
    }

    void what_no_condition_is_called_adds_nothing()
    {
        QTest::keyClick(find<QWidget>(u"add:"_s), Qt::Key_Space);
        auto *filter = find<QLineEdit>(u"choiceFilter"_s);
        filter->setText(u"zzz"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(m_editor->rule(), Rule());
        QTest::keyClick(filter, Qt::Key_Escape);
        settle();
        QVERIFY(!find<QLineEdit>(u"choiceFilter"_s));
    }

    void fields_change_the_rule_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("steps"); // "field=what is chosen or typed; ..."
        QTest::addColumn<QString>("becomes");
        const auto row = [](const char *name, const QString &rule, const QString &steps,
                             const QString &becomes) { QTest::newRow(name) << rule << steps << becomes; };
        row("compare", u"count orders >= 1"_s, u"timesCompare=exactly; timesNumber=3"_s,
            u"count orders = 3"_s);
        row("never", u"count orders >= 1"_s, u"timesCompare=never"_s, u"count orders = 0"_s);
        row("window", u"count orders >= 1"_s, u"when=in the last; whenNearCount=6; whenNearUnit=weeks"_s,
            u"count orders in last 6 weeks >= 1"_s);
        row("between", u"count orders >= 1"_s, u"when=ago, between; whenFarCount=60"_s,
            u"count orders between 30 and 60 days ago >= 1"_s);
        row("calendar", u"count orders >= 1"_s, u"when=last month"_s,
            u"count orders in previous month >= 1"_s);
        row("day", u"count orders >= 1"_s, u"when=before"_s, u"count orders before 2026-06-30 >= 1"_s);
        row("month", u"count orders >= 1"_s, u"when=in any year's; whenMonth=December"_s,
            u"count orders in month 12 >= 1"_s);
        row("since", u"count orders = 0"_s, u"when=since they last; since=viewed a product"_s,
            u"count orders since last product_view = 0"_s);
        row("activity", u"count orders >= 1"_s, u"activity=added to the cart"_s, u"count cart_add >= 1"_s);
        row("sum", u"count orders >= 2"_s, u"measureOf=for, after refunds,; timesNumber=99.5"_s,
            u"sum orders.net >= 99.50"_s);
        row("average", u"sum orders.total >= 5"_s, u"measureOf=with a discount per order of"_s,
            u"average orders.discount >= 5"_s);
        row("rhythm", u"count orders >= 1"_s, u"measureOf=with days in between, on average,"_s,
            u"days between orders >= 1"_s);
        row("overdue", u"count orders >= 120"_s,
            u"measureOf=and are now, of their usual time in between, at"_s, u"overdue orders >= 120"_s);
        row("sum of what no longer has it", u"sum cart_add.value >= 5"_s, u"activity=bought"_s,
            u"sum orders.total >= 5"_s);
        row("detail", u"count orders >= 1"_s,
            u"activityAddFilter=the category; activityFilter0Values=Boots, Sandals"_s,
            u"count orders[category is any of \"Boots\", \"Sandals\"] >= 1"_s);
        row("detail with a number", u"count items >= 1"_s,
            u"activityAddFilter=the number of pieces; activityFilter0Number=3"_s,
            u"count items[quantity >= 3] >= 1"_s);
        row("detail without a test", u"count email_click >= 1"_s, u"activityAddFilter=a person did it"_s,
            u"count email_click[human] >= 1"_s);
        row("detail of the shop's own", u"count cart_add >= 1"_s,
            u"activityAddFilter=the detail named; activityFilter0Key=page; activityFilter0Values=home"_s,
            u"count cart_add[detail \"page\" is \"home\"] >= 1"_s);
        row("detail gone", u"count orders[coupon is known] >= 1"_s, u"activityFilter0Remove="_s,
            u"count orders >= 1"_s);
        row("first", u"last order in last 7 days"_s, u"which=the first time they"_s,
            u"first order in last 7 days"_s);
        row("anniversary", u"first order in last 7 days"_s, u"when=anniversary this month"_s,
            u"first order anniversary in this month"_s);
        row("a step more", u"sequence(cart_add, then orders)"_s, u"addStep=then they added to the cart"_s,
            u"sequence(cart_add, then orders, then cart_add within 2 days)"_s);
        row("a step less", u"sequence(cart_add, then orders, then product_view)"_s, u"step0Remove="_s,
            u"sequence(cart_add, then product_view)"_s);
        row("a step that does not come", u"sequence(cart_add, then orders)"_s,
            u"step0Happens=then they never; step0Within=within; step0Count=3; step0Unit=hours"_s,
            u"sequence(cart_add, then not orders within 3 hours)"_s);
        row("rank", u"top 10 % by sum orders.net"_s, u"top=lowest; percent=25; measureOf=how often"_s,
            u"bottom 25 % by count orders"_s);
        row("share", u"share count items[category is \"Boots\"] >= 50 %"_s,
            u"shareCompare=less than; shareNumber=20"_s,
            u"share count items[category is \"Boots\"] < 20 %"_s);
        row("fact", u"country is \"DE\""_s, u"fact=city; factOperator=starts with; factValues=Ham"_s,
            u"city starts with \"Ham\""_s);
        row("known", u"country is \"DE\""_s, u"factOperator=is known"_s, u"country is known"_s);
        row("number", u"points >= 100"_s, u"factCompare=at most; factNumber=20"_s, u"points <= 20"_s);
        row("number that is not known", u"points >= 100"_s, u"factKnown=is not known"_s,
            u"points is unknown"_s);
        row("date", u"birthday today"_s, u"when=anniversary in the next; whenNearCount=3"_s,
            u"birthday anniversary in next 3 days"_s);
        row("fact of the shop's own", u"country is \"DE\""_s,
            u"fact=shoe size; factKind=as a number; factNumber=42"_s, u"attribute \"shoe size\" >= 42"_s);
        row("consent", u"email consent is subscribed"_s,
            u"channel=text messages; consent=unsubscribed; when=in the last"_s,
            u"sms consent is unsubscribed in last 30 days"_s);
        row("consent negated", u"email consent is subscribed in last 30 days"_s,
            u"consent=have not unsubscribed"_s, u"email consent is not unsubscribed"_s);
        row("distance", u"distance from 52.52 13.405 <= 25 km"_s,
            u"distanceNumber=50; latitude=48.137; longitude=-11.5"_s,
            u"distance from 48.137 -11.5 <= 50 km"_s);
        row("random", u"random 0 to 10 % \"draw\""_s, u"from=10; to=30; salt=spring"_s,
            u"random 10 to 30 % \"spring\""_s);
        row("segment", u"segment \"Old\""_s,
            u"segment=VIP; segmentWhen=were in; agoCount=3; agoUnit=months"_s,
            u"segment \"VIP\" 3 months ago"_s);
    }
    void fields_change_the_rule()
    {
        QFETCH(QString, rule);
        QFETCH(QString, steps);
        QFETCH(QString, becomes);
        m_editor->start({}, ruleOf(rule));
        settle();
        for (const QString &step : steps.split(u"; "_s))
            QVERIFY2(set(step.section(u'=', 0, 0), step.section(u'=', 1)), qPrintable(step));
        QCOMPARE(print(m_editor->rule()).simplified(), print(ruleOf(becomes)).simplified());
        QVERIFY(!m_editor->isFaulty());
        QVERIFY(!find<QLabel>(u"fault:0"_s)->isVisible());
    }

    void a_fault_is_told_on_its_card()
    {
        m_editor->start(
            {}, ruleOf(u"all(top 10 % by count orders, share count orders[coupon is known] >= 5 %)"_s));
        settle();
        QVERIFY(set(u"percent"_s, u"130"_s));
        QVERIFY(find<QLabel>(u"fault:0"_s)->text().contains(u"130 %"_s));
        QVERIFY(find<QLabel>(u"fault:0"_s)->isVisible());
        QVERIFY(!find<QLabel>(u"fault:1"_s)->isVisible());
        QVERIFY(set(u"percent"_s, u"30"_s));
        QVERIFY(!find<QLabel>(u"fault:0"_s)->isVisible());
    }

    void a_segment_is_not_offered_for_itself()
    {
        m_editor->open({SegmentId(1), u"VIP"_s, {}, ruleOf(u"country is \"DE\""_s)});
        settle();
        QTest::keyClick(find<QWidget>(u"add:"_s), Qt::Key_Space);
        find<QLineEdit>(u"choiceFilter"_s)->setText(u"VIP"_s);
        QCOMPARE(find<ChoicePopup>(u"choicePopup"_s)->lines().filter(u"“VIP”"_s), QStringList());
        find<ChoicePopup>(u"choicePopup"_s)->close();
    }

    void cards_are_copied_cut_and_pasted_as_text()
    {
        m_editor->start({}, ruleOf(u"all(tag is \"a\", any(tag is \"b\", tag is \"c\"))"_s));
        settle();
        press(u"card:0"_s, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"tag is \"a\""_s);
        press(u"card:1/0"_s, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"b\", tag is \"a\", tag is \"c\"))"_s);
        press(u"card:1"_s, Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(rule(), u"all(tag is \"a\")"_s);
        press(u"card:"_s, Qt::Key_V, Qt::ControlModifier); // behind the last one
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"b\", tag is \"a\", tag is \"c\"))"_s);
        QApplication::clipboard()->setText(u"Dear Ada, thank you for your order"_s);
        QSignalSpy troubled(m_builder.get(), &RuleBuilder::troubled);
        press(u"card:0"_s, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(troubled.count(), 1);
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"b\", tag is \"a\", tag is \"c\"))"_s);
    }

    void keys_double_group_move_and_remove_a_card()
    {
        m_editor->start({}, ruleOf(u"all(tag is \"a\", tag is \"b\")"_s));
        settle();
        press(u"card:0"_s, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(rule(), u"all(tag is \"a\", tag is \"a\", tag is \"b\")"_s);
        QVERIFY(find<QWidget>(u"card:1"_s)->hasFocus());
        press(u"card:1"_s, Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"a\"), tag is \"b\")"_s);
        QVERIFY(find<QWidget>(u"card:1/0"_s)->hasFocus());
        press(u"card:2"_s, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"a\", tag is \"b\"))"_s);
        press(u"card:1/0"_s, Qt::Key_Delete);
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"b\"))"_s);
        press(u"card:"_s, Qt::Key_Delete); // the whole stays
        QCOMPARE(rule(), u"all(tag is \"a\", any(tag is \"b\"))"_s);
    }

    void keys_in_a_field_work_on_the_field_or_its_card()
    {
        m_editor->start({}, ruleOf(u"all(tag is \"a\", tag is \"b\")"_s));
        settle();
        auto *values = find<QLineEdit>(u"factValues"_s);
        values->setFocus();
        values->selectAll();
        QTest::keyClick(values, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"a"_s);
        QTest::keyClick(values, Qt::Key_Delete);
        QCOMPARE(rule(), u"all(tag is \"\", tag is \"b\")"_s);
        QTest::keyClick(values, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(rule(), u"all(tag is \"b\", tag is \"\")"_s);
    }

    void counts_tell_what_each_card_does()
    {
        m_editor->start({}, ruleOf(u"all(tag is \"a\", tag is \"b\", none(tag is \"c\"))"_s));
        settle();
        const auto counted = [](qint64 matching, qint64 remaining, qint64 cost = NodeCount::unknown) {
            return NodeCount{matching, remaining, cost, {}};
        };
        NodeCount root = counted(80, 80);
        root.children = {counted(400, 400), counted(300, 200), counted(900, 80, 120)};
        root.children[2].children = {counted(100, 900, 120)};
        m_builder->setCounts(m_editor->rule(), root, 1000);
        const auto effect = [this](const QString &path) { return find<QLabel>(u"effect:"_s + path)->text(); };
        QCOMPARE(find<QLabel>(u"count:0"_s)->text(), u"400"_s);
        QCOMPARE(effect(u"0"_s), QString());
        QCOMPARE(effect(u"1"_s), u"200 left"_s);
        QCOMPARE(effect(u"2"_s), u"takes out 120\n80 left"_s);
        QCOMPARE(effect(u"2/0"_s), u"takes out 120"_s);
        const Rule former = m_editor->rule();
        m_editor->remove({0});
        settle();
        m_builder->setCounts(former, root, 1000); // an answer about what is no longer there
        QCOMPARE(find<QLabel>(u"count:0"_s)->text(), QString());
    }

private:
    static void settle()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_builder->findChild<T *>(name);
    }
    QString rule()
    {
        return print(m_editor->rule()).simplified().replace(u"( "_s, u"("_s).replace(u" )"_s, u")"_s);
    }
    void press(const QString &name, int key, Qt::KeyboardModifiers modifiers = {})
    {
        auto *card = find<QWidget>(name);
        QVERIFY2(card, qPrintable(name));
        card->setFocus();
        QTest::keyClick(card, Qt::Key(key), modifiers);
        settle();
    }
    /// Chooses, types or presses; what opens a list is searched for `value`.
    bool set(const QString &field, const QString &value)
    {
        auto *widget = find<QWidget>(field);
        if (!widget)
            return false;
        if (widget->accessibleName().isEmpty())
            qWarning("%s has no name for screen readers", qPrintable(field));
        if (auto *combo = qobject_cast<QComboBox *>(widget)) {
            if (combo->findText(value) < 0)
                return false;
            combo->setCurrentIndex(combo->findText(value));
        } else if (auto *number = qobject_cast<QDoubleSpinBox *>(widget)) {
            number->setValue(value.toDouble());
        } else if (auto *count = qobject_cast<QSpinBox *>(widget)) {
            count->setValue(value.toInt());
        } else if (auto *line = qobject_cast<QLineEdit *>(widget)) {
            line->setText(value);
        } else if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
            button->click();
            if (auto *filter = find<QLineEdit>(u"choiceFilter"_s)) {
                filter->setText(value);
                QTest::keyClick(filter, Qt::Key_Return);
            }
        }
        settle();
        return true;
    }

    std::unique_ptr<SegmentEditor> m_editor;
    std::unique_ptr<RuleBuilder> m_builder;
};

QTEST_MAIN(TestRuleBuilder)
#include "tst_rule_builder.moc"
