// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/message_document.h"
#include "ui/emails/preview_backend.h"
#include "ui/emails/simple_preview.h"

#include <QApplication>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
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

    void itShowsTheMailAndRunsNoScript()
    {
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
        QSignalSpy shown(preview, &PreviewBackend::shown);
        preview->show({"<html><body style=\"margin:0;background:#00ff00\">"
                       "<script>document.body.style.background='#ff0000'</script></body></html>",
                          {}},
            false, 0);
        QTRY_VERIFY_WITH_TIMEOUT(shown.count() >= 1, 30000);
        // The ground is as the mail says, not as the script wanted.
        QTRY_COMPARE_WITH_TIMEOUT(QColor(frame.grab().toImage().pixel(390, 290)), QColor(0, 255, 0), 10000);
    }

    /// @ stands for the address of a server that must never hear of it.
    void noKindOfReferenceReachesTheNetwork_data()
    {
        QTest::addColumn<QByteArray>("html");
        const auto add = [](const char *kind, const char *html) { QTest::newRow(kind) << QByteArray(html); };
        add("picture", "<img src='@a.gif' width=9 height=9>");
        add("picture without a scheme", "<img src='//~a.gif'>");
        add("picture from a list", "<img srcset='@a.gif 1x, @b.gif 2x'>");
        add("picture of a source", "<picture><source srcset='@a.webp'><img src='@a.gif'></picture>");
        add("picture of an input", "<input type=image src='@a.gif'>");
        add("ground of the body", "<body background='@a.gif'>x</body>");
        add("ground of a cell", "<table background='@a.gif'><tr><td background='@b.gif'>x</td></tr></table>");
        add("picture relative to a base", "<head><base href='@'></head><img src='a.gif'>");
        add("style sheet", "<head><link rel=stylesheet href='@a.css'></head>x");
        add("style sheet that is imported", "<style>@import url('@a.css');</style>x");
        add("ground in a style", "<div style=\"background-image:url('@a.gif');height:9px\">x</div>");
        add("set of pictures in a style",
            "<div style=\"background-image:image-set('@a.gif' 1x);height:9px\">x</div>");
        add("border", "<div style=\"border:3px solid;border-image:url('@a.gif') 3\">x</div>");
        add("mask", "<div style=\"-webkit-mask-image:url('@a.gif');mask-image:url('@a.gif')\">x</div>");
        add("mark of a list", "<ul style=\"list-style-image:url('@a.gif')\"><li>x</ul>");
        add("pointer", "<div style=\"cursor:url('@a.cur'),auto;width:300px;height:200px\">x</div>");
        add("content of a style", "<style>p:before{content:url('@a.gif')}</style><p>x</p>");
        add("letters",
            "<style>@font-face{font-family:F;src:url('@a.woff2')}p{font-family:F}</style><p>x</p>");
        add("letters that are hinted at",
            "<head><link rel=preload as=font crossorigin href='@a.woff2'></head>x");
        add("address that is hinted at",
            "<head><link rel=dns-prefetch href='@'><link rel=preconnect href='@'></head>x");
        add("page that is hinted at",
            "<head><link rel=prefetch href='@a'><link rel=prerender href='@b'></head>x");
        add("icon", "<head><link rel=icon href='@a.ico'></head>x");
        add("manifest", "<head><link rel=manifest href='@a.json'></head>x");
        add("frame", "<iframe src='@a'></iframe>");
        add("frame with its own text", "<iframe srcdoc=\"<img src='@a.gif'>\"></iframe>");
        add("set of frames", "<html><frameset cols='*'><frame src='@a'></frameset></html>");
        add("object", "<object data='@a.svg' type='image/svg+xml'></object>");
        add("embedded", "<embed src='@a.svg' type='image/svg+xml'>");
        add("video", "<video src='@a.mp4' autoplay muted preload=auto></video>");
        add("cover of a video", "<video poster='@a.gif'></video>");
        add("sound", "<audio src='@a.mp3' autoplay preload=auto></audio>");
        add("subtitles", "<video><track src='@a.vtt' default kind=subtitles></video>");
        add("script", "<script src='@a.js'></script>");
        add("module", "<script type=module>import '@a.js'</script>");
        add("script that asks",
            "<script>fetch('@a'); new Image().src='@b'; navigator.sendBeacon('@c');</script>");
        add("socket", "<script>new WebSocket('ws://~a'); new EventSource('@b');</script>");
        add("handler", "<img src='cid:none' onerror=\"new Image().src='@a'\">");
        add("drawing", "<svg width=9 height=9><image href='@a.gif' width=9 height=9/></svg>");
        add("part of a drawing", "<svg><use href='@a.svg#b'/></svg>");
        add("filter of a drawing",
            "<svg><rect width=9 height=9 filter='url(@a.svg#b)' fill='url(@a.svg#c)'/></svg>");
        add("refresh", "<head><meta http-equiv=refresh content='0;url=@a'></head>x");
        add("form that sends itself",
            "<form action='@a' id=f><input "
            "name=b></form><script>document.getElementById('f').submit()</script>");
        add("formulas", "<math href='@a'><mi>x</mi></math>");
        add("drawing of an office program",
            "<!--[if gte mso 9]><v:fill src='@a.gif' /><![endif]--><v:image src='@b.gif'>x</v:image>");
    }
    void noKindOfReferenceReachesTheNetwork()
    {
        QFETCH(QByteArray, html);
        QTcpServer trap;
        QVERIFY(trap.listen(QHostAddress::LocalHost));
        const QByteArray place = "127.0.0.1:" + QByteArray::number(trap.serverPort()) + '/';
        html.replace("@import", "\x01import").replace("@font", "\x01font");
        html.replace("@", QByteArray("http://" + place)).replace("~", place).replace("\x01", "@");
        QVERIFY(html.contains(place));
        const PreviewContent content{html, {}};

        QWidget frame;
        auto *layout = new QVBoxLayout(&frame);
        PreviewBackend *preview = makePreview(&frame);
        if (preview->widget()->objectName() != u"webPreview"_s)
            QSKIP("the web engine plug-in is not here");
        SimplePreview simple({}, &frame);
        layout->addWidget(preview->widget());
        layout->addWidget(simple.widget());
        frame.resize(400, 400);
        frame.show();
        QSignalSpy shown(preview, &PreviewBackend::shown);
        preview->show(content, false, 0);
        simple.show(content, false, 0);
        QVERIFY(!drawMessage(content, 300).isNull());
        QTRY_VERIFY_WITH_TIMEOUT(shown.count() >= 1, 30000);
        QVERIFY(!frame.grab().toImage().isNull());
        QTest::qWait(100); // for what is asked for late; both ends need their events handled
        QVERIFY(!trap.hasPendingConnections());
    }

    void theTrapHearsWhoComes()
    {
        QTcpServer trap;
        QVERIFY(trap.listen(QHostAddress::LocalHost));
        QTcpSocket visitor;
        visitor.connectToHost(QHostAddress::LocalHost, trap.serverPort());
        QVERIFY(trap.waitForNewConnection(10'000));
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
