// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/foreign_view.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

ForeignView::ForeignView(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit)
{
    setObjectName(u"foreignView"_s);
    m_text->setObjectName(u"foreignText"_s);
    m_text->setAccessibleName(tr("The segment from the other program"));
    m_text->setPlaceholderText(
        tr("Paste it here. From Shopify: the text of a customer segment, such as "
           "number_of_orders > 2. From Klaviyo: the definition of a segment as its API gives it."));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeHead());
    column->addWidget(new SplitPane(m_text, makeResult(), 0.5), 1);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(200);
    connect(&m_quiet, &QTimer::timeout, this, &ForeignView::read);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_quiet.start(); });
    read();
}

QWidget *ForeignView::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    auto *back = new QPushButton(icon(Icon::ArrowLeft), tr("Back to your segments"));
    back->setObjectName(u"foreignBack"_s);
    auto *file = new QPushButton(icon(Icon::FolderOpen), tr("Open a file …"));
    file->setObjectName(u"foreignFile"_s);
    auto *what = new TextLabel(
        tr("Bring a segment over from Shopify or Klaviyo. You see first what it becomes here."),
        TextLabel::Size::Body, TextLabel::Ink::Muted);
    what->setWordWrap(true);
    row->addWidget(back);
    row->addWidget(what, 1);
    row->addWidget(file);
    connect(back, &QPushButton::clicked, this, &ForeignView::backRequested);
    connect(file, &QPushButton::clicked, this, &ForeignView::askForFile);
    return head;
}

QWidget *ForeignView::makeResult()
{
    m_kind = new TextLabel({}, TextLabel::Size::Strong);
    m_kind->setObjectName(u"foreignKind"_s);
    m_kind->setWordWrap(true);
    m_sentence = new TextLabel({});
    m_sentence->setObjectName(u"foreignSentence"_s);
    m_sentence->setWordWrap(true);
    m_lostTitle = new TextLabel({}, TextLabel::Size::Strong, TextLabel::Ink::Warning);
    m_lostTitle->setObjectName(u"foreignLostTitle"_s);
    m_lostTitle->setWordWrap(true);
    m_lost = new QListWidget;
    m_lost->setObjectName(u"foreignLost"_s);
    m_lost->setAccessibleName(tr("What could not be carried over as it was"));
    m_lost->setWordWrap(true);
    m_lost->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_open = new QPushButton(icon(Icon::Check), tr("Open as a new segment"));
    m_open->setObjectName(u"foreignOpen"_s);
    setButtonKind(m_open, ButtonKind::Primary);
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_kind);
    column->addWidget(m_sentence);
    column->addSpacing(space::small);
    column->addWidget(m_lostTitle);
    column->addWidget(m_lost, 1);
    column->addStretch(0);
    column->addWidget(m_open, 0, Qt::AlignRight);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT chosen(tr("Brought over"), Rule(m_rule)); });
    return result;
}

void ForeignView::begin()
{
    m_text->clear();
    m_text->setFocus();
}

void ForeignView::refuse(const QString &why)
{
    m_kind->setText(why);
    m_sentence->setText({});
    m_lostTitle->hide();
    m_lost->hide();
    m_open->setEnabled(false);
}

void ForeignView::read()
{
    const QString text = m_text->toPlainText();
    const ForeignRules kind = recogniseForeign(text);
    if (text.trimmed().isEmpty()) {
        refuse(tr("Nothing is pasted yet."));
        return;
    }
    if (kind == ForeignRules::None) {
        const auto own = parseRule(text);
        if (own)
            offer(tr("A rule of Haberdash:"), {*own, {}});
        else
            refuse(tr("This reads neither as a segment of Shopify nor as one of Klaviyo."));
        return;
    }
    const bool isShopify = kind == ForeignRules::Shopify;
    const auto carried = isShopify ? fromShopifyText(text) : fromKlaviyoJson(text.toUtf8());
    if (!carried) {
        refuse(tr("Line %1, column %2: %3.")
                   .arg(carried.error().line)
                   .arg(carried.error().column)
                   .arg(carried.error().message));
        return;
    }
    offer(isShopify ? tr("A segment of Shopify. Here it becomes:")
                    : tr("A segment of Klaviyo. Here it becomes:"),
        *carried);
}

void ForeignView::offer(const QString &kind, const Carried &carried)
{
    m_rule = carried.rule;
    m_kind->setText(kind);
    m_sentence->setText(sentence(m_rule) + u'.');
    m_lost->clear();
    for (const QString &lost : carried.lost)
        m_lost->addItem(new QListWidgetItem(icon(Icon::Warning, IconTone::Warning), lost));
    m_lostTitle->setText(tr("%n thing(s) changed or stayed behind:", nullptr, int(carried.lost.size())));
    m_lostTitle->setVisible(!carried.lost.isEmpty());
    m_lost->setVisible(!carried.lost.isEmpty());
    m_open->setEnabled(true);
}

void ForeignView::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Which file has the segment?"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Texts (*.txt *.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ForeignView::readFile);
    dialog->open();
}

void ForeignView::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        refuse(tr("%1 cannot be opened: %2.").arg(QFileInfo(path).fileName(), file.errorString()));
        return;
    }
    if (file.size() > longestRule) {
        refuse(tr("%1 is too long for a segment.").arg(QFileInfo(path).fileName()));
        return;
    }
    m_text->setPlainText(QString::fromUtf8(file.readAll()));
    m_quiet.stop();
    read();
}

} // namespace haberdash::ui
