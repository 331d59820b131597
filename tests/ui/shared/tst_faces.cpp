// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/page.h"
#include "ui/shared/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;
using Face = FaceStack::Face;

class TestFaces final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_quick_answer_does_not_flicker()
    {
        FaceStack stack;
        stack.setFullFace(new QWidget);
        stack.showLoading();
        QCOMPARE(stack.face(), Face::Loading);
        QCOMPARE(stack.visibleFace(), Face::Blank);
        stack.showFull();
        QCOMPARE(stack.visibleFace(), Face::Full);
        QTest::qWait(200); // longer than the delay: the skeleton must not come afterwards
        QCOMPARE(stack.visibleFace(), Face::Full);
    }

    void a_slow_answer_shows_the_skeleton()
    {
        FaceStack stack;
        stack.showLoading();
        QTRY_COMPARE(stack.visibleFace(), Face::Loading);
    }

    void the_empty_face_teaches()
    {
        FaceStack stack;
        auto *empty = new EmptyFace(Icon::Segments, u"Segments"_s, u"A segment is a rule."_s);
        QSignalSpy clicked(empty->setPrimary(u"Make one"_s), &QPushButton::clicked);
        stack.setEmptyFace(empty);
        stack.showEmpty();
        stack.resize(640, 480);
        stack.show();
        QVERIFY(!empty->findChild<QPushButton *>(u"emptySecondary"_s)); // nobody asked for it
        QTest::mouseClick(empty->findChild<QPushButton *>(u"emptyPrimary"_s), Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        QVERIFY(!empty->grab().isNull());
    }

    void the_failed_face_says_why_and_tries_again()
    {
        Page page(u"Who should hear from you?"_s);
        page.faces().showFailed({Error::Code::Storage, u"The file is locked."_s});
        page.resize(800, 600);
        page.show();
        QCOMPARE(page.findChild<QLabel *>(u"failedDetail"_s)->text(), u"The file is locked."_s);
        QVERIFY(!page.findChild<QLabel *>(u"failedHeadline"_s)->text().isEmpty());
        QSignalSpy retried(&page.faces(), &FaceStack::retried);
        auto *retry = page.findChild<QPushButton *>(u"retry"_s);
        retry->setFocus();
        QTest::keyClick(retry, Qt::Key_Space);
        QCOMPARE(retried.count(), 1);
    }

    void faces_can_be_replaced_while_shown()
    {
        FaceStack stack(QMargins(0, 0, 8, 8));
        stack.setFullFace(new QLabel(u"one"_s));
        stack.showFull();
        stack.setFullFace(new QLabel(u"two"_s));
        QCOMPARE(stack.visibleFace(), Face::Full);
        QCOMPARE(stack.findChild<QLabel *>(QString(), Qt::FindChildrenRecursively) != nullptr, true);
        stack.showFailed({Error::Code::Io, {}});
        QCOMPARE(stack.visibleFace(), Face::Failed);
    }

    void a_page_has_question_line_and_actions()
    {
        Page page(u"How is the shop doing?"_s);
        page.setSubline(u"As of today"_s);
        QPushButton *save = page.addAction(u"Save"_s, Icon::Save, u"save"_s);
        page.addPrimaryAction(u"New"_s, Icon::Plus, u"new"_s);
        page.makeScrollingContent()->addWidget(new QLabel(u"content"_s));
        page.faces().showFull();
        page.resize(900, 600);
        page.show();
        QCOMPARE(page.question(), u"How is the shop doing?"_s);
        QVERIFY(page.findChild<QLabel *>(u"pageSubline"_s)->isVisible());
        QVERIFY(save->geometry().right() < page.findChild<QPushButton *>(u"new"_s)->geometry().left());
        page.setSubline({});
        QVERIFY(!page.findChild<QLabel *>(u"pageSubline"_s)->isVisible());
    }
};

QTEST_MAIN(TestFaces)
#include "tst_faces.moc"
