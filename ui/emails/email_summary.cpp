// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/email_summary.h"

#include "core/compose/blocks/document.h"
#include "ui/emails/designer/block_words.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

EmailSummary::EmailSummary(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextLabel({}, TextLabel::Size::Section))
    , m_subject(new TextLabel({}, TextLabel::Size::Body))
    , m_preheader(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_blocks(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_edit(new QPushButton(icon(Icon::Text), tr("Open in the designer")))
{
    m_edit->setObjectName(u"openDesigner"_s);
    m_blocks->setObjectName(u"summaryBlocks"_s);
    setButtonKind(m_edit, ButtonKind::Primary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 16, 0);
    layout->setSpacing(8);
    for (TextLabel *label : {m_name, m_subject, m_preheader}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addWidget(m_edit, 0, Qt::AlignLeft);
    layout->addSpacing(16);
    layout->addWidget(new TextLabel(tr("What it is made of"), TextLabel::Size::Strong));
    m_blocks->setWordWrap(true);
    layout->addWidget(m_blocks);
    layout->addStretch(1);
    connect(m_edit, &QPushButton::clicked, this, &EmailSummary::editWanted);
}

void EmailSummary::setEmail(const store::SavedEmail &email)
{
    m_name->setText(email.name);
    m_subject->setText(email.subject);
    m_preheader->setText(email.preheader);
    const auto document = compose::documentFromText(email.body);
    QStringList lines;
    if (document) {
        for (const auto &block : document->blocks)
            lines.append(describe(block));
    } else {
        lines.append(document.error().detail);
    }
    m_blocks->setText(lines.join(u'\n'));
}

} // namespace haberdash::ui
