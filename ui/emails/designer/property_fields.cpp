// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/property_fields.h"

#include "core/compose/blocks/block_fields.h"
#include "ui/emails/designer/block_field_access.h"
#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/colour_field.h"
#include "ui/emails/field_menu.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using compose::Block;
using compose::BlockText;
using compose::LabelledLink;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("designer", text);
}

constexpr int mostWithoutSearch = 12;

QToolButton *makeFieldButton(const std::function<void(const QString &)> &insert)
{
    QToolButton *button = makeIconButton(Icon::Plus, tr("Insert something personal"), nullptr);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(makeFieldMenu(button, insert));
    return button;
}

/// A long list is searched by typing any part of a name; what is no name of it counts for nothing.
void makeSearchable(QComboBox &box)
{
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    box.lineEdit()->setPlaceholderText(tr("Choose, or type a part of the name"));
    box.completer()->setFilterMode(Qt::MatchContains);
    box.completer()->setCompletionMode(QCompleter::PopupCompletion);
    QObject::connect(box.lineEdit(), &QLineEdit::editingFinished, &box, [&box] {
        const int named = box.findText(box.currentText(), Qt::MatchFixedString);
        if (named >= 0)
            box.setCurrentIndex(named);
        box.setEditText(box.itemText(box.currentIndex()));
        box.lineEdit()->setCursorPosition(0);
    });
}

/// One link a line: "Label | address".
std::vector<LabelledLink> linksFrom(const QString &text)
{
    std::vector<LabelledLink> links;
    for (const QString &line : text.split(u'\n')) {
        // The address comes last and has no bar; a label may have one as a filter of Liquid.
        const qsizetype bar = line.lastIndexOf(u" | "_s);
        if (!line.trimmed().isEmpty())
            links.push_back(bar < 0 ? LabelledLink{line.trimmed(), {}}
                                    : LabelledLink{line.left(bar).trimmed(), line.mid(bar + 3).trimmed()});
    }
    return links;
}

} // namespace

void PropertyFields::add(const Block &block)
{
    compose::BlockContent content = block.content; // a visitor may write; this one only reads
    compose::visitFields(*this, content);
}

QString PropertyFields::objectName(const QString &key) const
{
    return u"field_"_s + key;
}

QString PropertyFields::label(const QString &key) const
{
    const QHash<QString, QString> labels{{u"text.text"_s, tr("Text")},
        {u"image.source"_s, tr("Address of the picture")}, {u"image.alt"_s, tr("What it shows, in words")},
        {u"image.link"_s, tr("Leads to")}, {u"image.width"_s, tr("Width (0: all there is)")},
        {u"image.decoration"_s, tr("Only for decoration")}, {u"button.label"_s, tr("Words on it")},
        {u"button.link"_s, tr("Leads to")}, {u"button.fill"_s, tr("Colour")},
        {u"button.labelColour"_s, tr("Colour of the words")},
        {u"button.fullWidth"_s, tr("As wide as the mail")}, {u"products.list"_s, tr("Which products")},
        {u"products.columns"_s, tr("Beside each other")}, {u"products.limit"_s, tr("At most")},
        {u"products.picture"_s, tr("Show the picture")}, {u"products.price"_s, tr("Show the price")},
        {u"products.oldPrice"_s, tr("Show a higher price before, crossed out")},
        {u"products.vendor"_s, tr("Show the brand")},
        {u"products.button"_s, tr("Words on a button (empty: none)")}, {u"banner.layout"_s, tr("Layout")},
        {u"banner.headline"_s, tr("Headline")}, {u"banner.line"_s, tr("Line below")},
        {u"banner.offer"_s, tr("Offer")}, {u"banner.points"_s, tr("Points")},
        {u"banner.picture"_s, tr("Picture")}, {u"banner.link"_s, tr("Leads to")},
        {u"coupon.set"_s, tr("Which coupon")}, {u"coupon.heading"_s, tr("Heading")},
        {u"coupon.note"_s, tr("Small print")}, {u"points.heading"_s, tr("Heading")},
        {u"points.unit"_s, tr("What they are called")}, {u"points.note"_s, tr("Small print")},
        {u"divider.thickness"_s, tr("Thickness")}, {u"divider.colour"_s, tr("Colour")},
        {u"spacer.height"_s, tr("Height")}, {u"header.menu"_s, tr("Menu, one a line: Words | address")},
        {u"social.links"_s, tr("One a line: Words | address")},
        {u"footer.text"_s, tr("Text (empty: the brand's)")}, {u"html.html"_s, tr("HTML")},
        {u"shared.name"_s, tr("Which one")}};
    return labels.value(m_kind + u'.' + key, key);
}

void PropertyFields::text(const char *key, QString &value, BlockText::Form form)
{
    const QString name = QString::fromLatin1(key);
    if (form == BlockText::Form::Markdown || form == BlockText::Form::Html)
        longText(name, value, form == BlockText::Form::Html);
    else
        shortText(name, value, form);
}

void PropertyFields::longText(const QString &key, const QString &value, bool isCode)
{
    auto *edit = new QPlainTextEdit(value);
    edit->setObjectName(objectName(key));
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(m_kind == u"text" || isCode ? 200 : 90);
    if (isCode)
        edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *whole = new QWidget;
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit);
    QToolButton *insert = makeFieldButton([edit](const QString &code) {
        edit->insertPlainText(code);
        edit->setFocus();
    });
    insert->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    insert->setText(tr("Insert something personal"));
    layout->addWidget(insert, 0, Qt::AlignLeft);
    whole->setFocusProxy(edit);
    addFormRow(&m_form, label(key), whole);
    edit->setAccessibleName(label(key));
    QObject::connect(edit, &QPlainTextEdit::textChanged, edit, [change = m_change, key, edit] {
        change(key, [key, text = edit->toPlainText()](Block &block) { setText(block, key, text); });
    });
}

void PropertyFields::shortText(const QString &key, const QString &value, BlockText::Form form)
{
    const auto tell = [change = m_change, key](const QString &text) {
        change(key, [key, text](Block &block) { setText(block, key, text); });
    };
    if (form == BlockText::Form::Expression) {
        auto *box = new QComboBox;
        box->setObjectName(objectName(key));
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        for (const auto &[list, words] : productListWords())
            box->addItem(words, list);
        const int known = box->findData(value);
        box->setCurrentText(known < 0 ? value : box->itemText(known));
        box->lineEdit()->setCursorPosition(0);
        addFormRow(&m_form, label(key), box);
        QObject::connect(box, &QComboBox::currentTextChanged, box, [tell, box](const QString &text) {
            const int chosen = box->findText(text, Qt::MatchExactly);
            tell(chosen < 0 ? text : box->itemData(chosen).toString());
        });
        return;
    }
    auto *edit = new QLineEdit(value);
    edit->setCursorPosition(0); // the beginning is what one knows it by
    edit->setObjectName(objectName(key));
    auto *whole = new QWidget;
    auto *layout = new QHBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit);
    layout->addWidget(makeFieldButton([edit](const QString &code) {
        edit->insert(code);
        edit->setFocus();
    }));
    whole->setFocusProxy(edit);
    addFormRow(&m_form, label(key), whole);
    edit->setAccessibleName(label(key));
    if (form == BlockText::Form::Address)
        edit->setPlaceholderText(u"https://"_s);
    QObject::connect(edit, &QLineEdit::textChanged, edit, tell);
}

void PropertyFields::colour(const char *key, QString &value)
{
    const QString name = QString::fromLatin1(key);
    auto *field = new ColourField(m_words.brand, tr("As the brand"));
    field->setObjectName(objectName(name));
    field->setColour(value);
    addFormRow(&m_form, label(name), field);
    QObject::connect(field, &ColourField::edited, field, [change = m_change, name](const QString &colour) {
        change(name, [name, colour](Block &block) { setText(block, name, colour); });
    });
}

void PropertyFields::word(const char *key, QString &value)
{
    const QString name = QString::fromLatin1(key);
    auto *box = new QComboBox;
    box->setObjectName(objectName(name));
    if (m_kind == u"banner") {
        for (const auto &[word, layout] : bannerLayoutWords())
            box->addItem(layout, word);
    } else {
        for (const QString &offered : m_kind == u"coupon" ? m_words.couponSets : m_words.sharedBlocks)
            box->addItem(offered, offered);
    }
    if (!value.isEmpty() && box->findData(value) < 0) // it is gone, and still what the block says
        box->insertItem(0, value, value);
    if (box->count() > mostWithoutSearch)
        makeSearchable(*box);
    box->setCurrentIndex(box->findData(value));
    box->setPlaceholderText(tr("Choose …"));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long name is cut
    box->setEnabled(box->count() > 0);
    addFormRow(&m_form, label(name), box,
        box->count() == 0 && m_kind == u"shared"
            ? tr("There is none yet. Choose a block of a mail and keep it as a shared one.")
            : QString());
    for (QWidget *widget : m_belowWord)
        m_form.addRow(widget);
    if (!m_belowWord.isEmpty())
        m_form.addItem(new QSpacerItem(0, 12));
    QObject::connect(box, &QComboBox::currentIndexChanged, box, [change = m_change, name, box](int index) {
        change(name,
            [name, word = box->itemData(index).toString()](Block &block) { setText(block, name, word); });
    });
}

void PropertyFields::number(const char *key, int &value, int lowest, int highest)
{
    const QString name = QString::fromLatin1(key);
    auto *box = new QSpinBox;
    box->setObjectName(objectName(name));
    box->setRange(lowest, highest);
    box->setValue(value);
    addFormRow(&m_form, label(name), box);
    QObject::connect(box, &QSpinBox::valueChanged, box, [change = m_change, name](int number) {
        change(name, [name, number](Block &block) { setNumber(block, name, number); });
    });
}

void PropertyFields::flag(const char *key, bool &value)
{
    const QString name = QString::fromLatin1(key);
    auto *box = new QCheckBox(label(name));
    box->setObjectName(objectName(name));
    box->setChecked(value);
    m_form.addRow(box);
    QObject::connect(box, &QCheckBox::toggled, box, [change = m_change, name](bool on) {
        change(name, [name, on](Block &block) { setFlag(block, name, on); });
    });
}

void PropertyFields::links(const char *key, std::vector<LabelledLink> &value)
{
    const QString name = QString::fromLatin1(key);
    QStringList lines;
    for (const LabelledLink &link : value)
        lines.append(link.label + u" | "_s + link.url);
    auto *edit = new QPlainTextEdit(lines.join(u'\n'));
    edit->setObjectName(objectName(name));
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(90);
    addFormRow(&m_form, label(name), edit);
    QObject::connect(edit, &QPlainTextEdit::textChanged, edit, [change = m_change, name, edit] {
        change(name,
            [name, links = linksFrom(edit->toPlainText())](Block &block) { setLinks(block, name, links); });
    });
}

} // namespace haberdash::ui
