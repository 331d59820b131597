// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/designer.h"

#include "ui/emails/designer/banner_artist.h"
#include "ui/emails/designer/block_palette.h"
#include "ui/emails/designer/design_canvas.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int paletteWidth = 176;
constexpr int propertiesWidth = 300;

} // namespace

Designer::Designer(QWidget *parent)
    : QWidget(parent)
    , m_editor(new DesignEditor(this))
    , m_artist(new BannerArtist(this))
    , m_palette(new BlockPalette)
    , m_canvas(new DesignCanvas(*m_editor, *m_artist))
    , m_properties(new BlockProperties(*m_editor, *m_artist))
    , m_undo(makeIconButton(Icon::Undo, tr("Undo"), this))
    , m_redo(makeIconButton(Icon::Redo, tr("Redo"), this))
    , m_remark(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Warning))
{
    m_undo->setObjectName(u"designUndo"_s);
    m_redo->setObjectName(u"designRedo"_s);
    m_remark->setObjectName(u"designRemark"_s);
    m_palette->setFixedWidth(paletteWidth);
    m_properties->setFixedWidth(propertiesWidth);

    auto *left = new QVBoxLayout;
    auto *tools = new QHBoxLayout;
    tools->addWidget(new TextLabel(tr("Blocks"), TextLabel::Size::Strong));
    tools->addStretch();
    tools->addWidget(m_undo);
    tools->addWidget(m_redo);
    left->addLayout(tools);
    left->addWidget(m_palette, 1);
    auto *middle = new QVBoxLayout;
    middle->addWidget(m_canvas, 1);
    middle->addWidget(m_remark);
    m_remark->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(left);
    layout->addLayout(middle, 1);
    layout->addWidget(m_properties);

    connect(m_palette, &BlockPalette::wanted, this, &Designer::addBlock);
    connect(m_undo, &QToolButton::clicked, m_editor, &DesignEditor::undo);
    connect(m_redo, &QToolButton::clicked, m_editor, &DesignEditor::redo);
    connect(m_canvas, &DesignCanvas::editWanted, m_properties, &BlockProperties::editText);
    connect(m_canvas, &DesignCanvas::refused, this, &Designer::refuse);
    connect(m_properties, &BlockProperties::shareWanted, this, &Designer::shareWanted);
    connect(m_properties, &BlockProperties::couponSetWanted, this, &Designer::couponSetWanted);
    connect(m_properties, &BlockProperties::bannerExportWanted, this, &Designer::bannerExportWanted);
    connect(m_editor, &DesignEditor::changed, this, [this] {
        m_remark->hide();
        updateActions();
        Q_EMIT edited();
    });
    for (const auto &[sequence, act] : {std::pair(QKeySequence::Undo, &DesignEditor::undo),
             std::pair(QKeySequence::Redo, &DesignEditor::redo)}) {
        auto *shortcut = new QShortcut(sequence, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_editor, act);
    }
    updateActions();
}

void Designer::setSetting(const DesignSetting &setting)
{
    m_properties->setWords(setting.words);
    m_canvas->setScene(setting.scene);
}

void Designer::addBlock(const QString &kind)
{
    if (!m_editor->add(firstContent(kind), m_editor->placeForNew()))
        refuse(tr("This block cannot stand there: headers and footers stand alone, and columns not inside "
                  "columns."));
    m_canvas->setFocus();
}

void Designer::refuse(const QString &why)
{
    m_remark->setText(why);
    m_remark->show();
}

void Designer::updateActions()
{
    m_undo->setEnabled(m_editor->canUndo());
    m_redo->setEnabled(m_editor->canRedo());
}

} // namespace haberdash::ui
