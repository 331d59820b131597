// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "tests/support/page_shop.h"
#include "ui/home/home_page.h"
#include "ui/home/idea_row.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestHomePage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shop = std::make_unique<test::PageShop>(); }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void each_idea_is_a_rule()
    {
        for (const WeeklyIdea &idea : weeklyIdeas()) {
            const auto rule = segment::parseRule(idea.rule);
            QVERIFY2(rule, qPrintable(idea.name));
            QCOMPARE(*segment::parseRule(segment::print(*rule)), *rule);
        }
    }

    void an_empty_shop_leads_to_the_import()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
        QSignalSpy requested(m_page.get(), &Page::pageRequested);
        QTest::mouseClick(m_page->findChild<QPushButton *>(u"emptyPrimary"_s), Qt::LeftButton);
        QCOMPARE(requested.last().first().toString(), u"data"_s);
    }

    void a_lost_workspace_shows_the_failure_and_can_be_tried_again()
    {
        m_page = std::make_unique<HomePage>(m_shop->lost());
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
        QTest::mouseClick(m_page->findChild<QPushButton *>(u"retry"_s), Qt::LeftButton);
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void closing_while_it_loads_is_safe()
    {
        m_shop->filled();
        for (int i = 0; i < 10; ++i) {
            open();
            QTest::qWait(i);
            m_page.reset();
        }
    }

    void an_idea_opens_as_a_rule()
    {
        m_shop->filled();
        open();
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Full);
        auto *row = m_page->findChild<IdeaRow *>(u"idea:Second order due"_s);
        // One order, 30 to 90 days ago: customers 31 to 90, seen from the same instant.
        QTRY_VERIFY2(
            row->accessibleDescription().contains(u"60"_s), qPrintable(row->accessibleDescription()));
        QSignalSpy requested(m_page.get(), &Page::pageRequested);
        QTest::keyClick(row, Qt::Key_Space);
        QCOMPARE(requested.last().first().toString(), u"segments"_s);
        QVERIFY(requested.last().last().toString().startsWith(u"rule:Second order due\ncount orders = 1"_s));
    }

private:
    void open()
    {
        m_page = std::make_unique<HomePage>(m_shop->shop());
        m_page->activate({});
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<HomePage> m_page;
};

QTEST_MAIN(TestHomePage)
#include "tst_home_page.moc"
