// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/simple_preview.h"

#include "ui/emails/message_document.h"

#include <QScrollBar>
#include <QTextBrowser>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

SimplePreview::SimplePreview(QString advice, QWidget *parent)
    : PreviewBackend(parent)
    , m_advice(std::move(advice))
    , m_browser(new QTextBrowser(parent))
    , m_document(new MessageDocument(m_browser))
{
    m_browser->setObjectName(u"simplePreview"_s);
    m_browser->setAccessibleName(tr("The mail"));
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    // The mail brings its own colours: on a dark window it would be dark on dark.
    QPalette paper = m_browser->palette();
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Qt::black);
    m_browser->setPalette(paper);
    m_browser->setDocument(m_document);
}

QWidget *SimplePreview::widget()
{
    return m_browser;
}

void SimplePreview::show(const PreviewContent &content, bool, int)
{
    m_document->setContent(content);
    // The cursor went to the end of the new text, and the view with it.
    m_browser->moveCursor(QTextCursor::Start);
    m_browser->horizontalScrollBar()->setValue(0);
    Q_EMIT shown();
}

QString SimplePreview::remark() const
{
    //: %1 says how to get the whole picture
    return tr("This picture is simplified: rounded corners, phone and dark layouts are not shown. %1")
        .arg(m_advice);
}

} // namespace haberdash::ui
