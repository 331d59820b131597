// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/preview_backend.h"
#include "ui/emails/simple_preview.h"

#include <QApplication>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <QWidget>

#include <unistd.h>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestWebPreview final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rootGetsTheSimplePictureSinceTheEngineWouldEndTheProgram()
    {
        if (geteuid() != 0)
            QSKIP("only for root");
        const QByteArray sandbox = qgetenv("QTWEBENGINE_DISABLE_SANDBOX");
        qunsetenv("QTWEBENGINE_DISABLE_SANDBOX");
        QWidget frame;
        const PreviewBackend *preview = makePreview(&frame);
        qputenv("QTWEBENGINE_DISABLE_SANDBOX", sandbox);
        QVERIFY2(preview->remark().contains(u"not as root"_s), qPrintable(preview->remark()));
    }

    void theSimplePictureBeginsAtItsTop()
    {
        QWidget frame;
        auto *layout = new QVBoxLayout(&frame);
        SimplePreview preview({}, &frame);
        layout->addWidget(preview.widget());
        frame.resize(300, 200);
        frame.show();
        auto *view = qobject_cast<QTextBrowser *>(preview.widget());
        QVERIFY(view);
        for (int mail = 0; mail < 2; ++mail) { // also when the next one is shown
            preview.show(
                {"<table width=600><tr><td>" + QByteArray("<p>Line</p>").repeated(100) + "</td></tr></table>",
                    {}},
                false, 0);
            QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
            QCOMPARE(view->verticalScrollBar()->value(), 0);
            QCOMPARE(view->horizontalScrollBar()->value(), 0);
            view->verticalScrollBar()->setValue(100);
        }
    }

    void itShowsTheMailRunsNoScriptAndOpensNoAddress()
    {
        QTcpServer trap;
        QVERIFY(trap.listen(QHostAddress::LocalHost));
        const QString address = u"http://127.0.0.1:%1/"_s.arg(trap.serverPort());
        QWidget frame;
        auto *layout = new QVBoxLayout(&frame);
        layout->setContentsMargins(0, 0, 0, 0);
        PreviewBackend *preview = makePreview(&frame);
        if (preview->widget()->objectName() != u"webPreview"_s)
            QSKIP("the web engine plug-in is not here");
        QVERIFY(preview->remark().isEmpty());
        layout->addWidget(preview->widget());
        frame.resize(400, 300);
        frame.show();
        PreviewContent content;
        content.html
            = u"<html><head><meta http-equiv=\"refresh\" content=\"0;url=%1refresh\">"
              u"<link rel=\"stylesheet\" href=\"%1style.css\"></head><body "
              u"style=\"margin:0;background:#00ff00\">"
              u"<img src=\"%1spy.gif\"><iframe src=\"%1frame\"></iframe>"
              u"<script>document.body.style.background='#ff0000'; new Image().src='%1script';</script></body></html>"_s
                  .arg(address)
                  .toUtf8();
        QSignalSpy shown(preview, &PreviewBackend::shown);
        preview->show(content, false, 0);
        QTRY_VERIFY_WITH_TIMEOUT(shown.count() >= 1, 30000);
        // The ground is as the mail says, not as the script wanted.
        QTRY_COMPARE_WITH_TIMEOUT(QColor(frame.grab().toImage().pixel(390, 290)), QColor(0, 255, 0), 10000);
        QVERIFY(!trap.hasPendingConnections());
    }
};

int main(int argc, char **argv)
{
    QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    TestWebPreview test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_web_preview.moc"
