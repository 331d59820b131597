// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_properties.h"

#include "ui/emails/designer/banner_artist.h"
#include "ui/emails/designer/block_field_access.h"
#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/colour_field.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/emails/designer/property_fields.h"
#include "ui/emails/designer/rule_field.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using compose::Block;
using compose::BlockStyle;

namespace {

constexpr int mostVariants = 8;
constexpr int bannerHeight = 108; ///< of the preview of a banner: as wide as the panel

} // namespace

BlockProperties::BlockProperties(DesignEditor &editor, BannerArtist &artist, QWidget *parent)
    : QScrollArea(parent)
    , m_editor(editor)
    , m_artist(artist)
{
    setObjectName(u"blockProperties"_s);
    setAccessibleName(tr("Properties"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&m_editor, &DesignEditor::choiceChanged, this, &BlockProperties::rebuild);
    connect(&m_editor, &DesignEditor::changed, this, &BlockProperties::refresh);
    connect(&m_artist, &BannerArtist::drawn, this, &BlockProperties::showBanner);
    rebuild();
}

void BlockProperties::setWords(const PropertyWords &words)
{
    if (words == m_words)
        return; // somebody may be typing
    m_words = words;
    rebuild();
}

void BlockProperties::change(const QString &field, const std::function<void(Block &)> &edit)
{
    const Block *block = m_editor.block();
    if (!block)
        return;
    Block changed = *block;
    edit(changed);
    m_editing = true;
    m_editor.replace(changed, field);
    m_editing = false;
}

void BlockProperties::refresh()
{
    if (!m_editing)
        rebuild();
}

QFormLayout *BlockProperties::addGroup(const QString &title)
{
    m_column->addWidget(new TextLabel(title, TextLabel::Size::Strong));
    auto *form = makeForm(nullptr);
    m_column->addLayout(form);
    m_column->addSpacing(12);
    return form;
}

void BlockProperties::rebuild()
{
    // Undo builds the panel anew: whoever was in a field stays in it.
    const QWidget *focused = widget() && widget()->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    const QString wasIn
        = m_shown == m_editor.chosen() && focused && focused->hasFocus() ? focused->objectName() : QString();
    const int scrolled = m_shown == m_editor.chosen() ? verticalScrollBar()->value() : 0;
    m_shown = m_editor.chosen();
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(12, 0, 16, 16);
    m_column->setSpacing(8);
    if (const Block *block = m_editor.block()) {
        addContent(*block);
        if (!std::holds_alternative<compose::FooterBlock>(block->content))
            addAudience(*block);
        addLook(*block);
        auto *share = new QPushButton(tr("Keep as a shared block …"));
        share->setObjectName(u"shareBlock"_s);
        connect(share, &QPushButton::clicked, this, &BlockProperties::shareWanted);
        if (!std::holds_alternative<compose::SharedBlock>(block->content))
            m_column->addWidget(share);
        else
            share->deleteLater();
    } else {
        addDocument();
    }
    m_column->addStretch(1);
    // The old one may be the sender of what brought us here.
    if (QWidget *old = takeWidget())
        old->deleteLater();
    setWidget(content);
    if (auto *field = wasIn.isEmpty() ? nullptr : content->findChild<QWidget *>(wasIn)) {
        content->layout()->activate();
        content->adjustSize();
        field->setFocus(Qt::OtherFocusReason);
        if (auto *text = qobject_cast<QPlainTextEdit *>(field))
            text->moveCursor(QTextCursor::End);
    }
    if (scrolled > 0)
        verticalScrollBar()->setValue(scrolled);
}

void BlockProperties::addDocument()
{
    auto *form = addGroup(tr("The whole mail"));
    auto *language = new QLineEdit(m_editor.document().language);
    language->setObjectName(u"documentLanguage"_s);
    language->setPlaceholderText(m_words.brand.language);
    addFormRow(form, tr("Language"), language,
        tr("Two letters such as de or ar; empty: as the brand says. Arabic and Hebrew turn the page."));
    connect(language, &QLineEdit::textEdited, this, [this](const QString &text) {
        auto document = m_editor.document();
        document.language = text.trimmed();
        m_editing = true;
        m_editor.setDocument(document, u"language"_s);
        m_editing = false;
    });
    auto *width = new QSpinBox;
    width->setObjectName(u"documentWidth"_s);
    width->setRange(480, 720);
    width->setSuffix(tr(" px"));
    width->setValue(m_editor.document().width);
    addFormRow(form, tr("Width"), width, tr("600 suits all mail programs."));
    connect(width, &QSpinBox::valueChanged, this, [this](int value) {
        auto document = m_editor.document();
        document.width = value;
        m_editing = true;
        m_editor.setDocument(document, u"width"_s);
        m_editing = false;
    });
    auto *hint = new TextLabel(tr("Choose a block in the mail to change it, or drag one in from the left."),
        TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setWordWrap(true);
    m_column->addWidget(hint);
}

void BlockProperties::addContent(const Block &block)
{
    const BlockWords words = wordsOf(block.content);
    auto *form = addGroup(words.name);
    PropertyFields fields(*form, m_words, words.kind,
        [this](const QString &field, const std::function<void(Block &)> &edit) { change(field, edit); });
    if (std::holds_alternative<compose::BannerBlock>(block.content))
        addBanner();
    const auto *coupon = std::get_if<compose::CouponBlock>(&block.content);
    TextLabel *hint = coupon ? addCoupon(*coupon, fields) : nullptr;
    fields.add(block);
    if (hint)
        followCoupon(*form, hint);
    if (const auto *columns = std::get_if<compose::ColumnsBlock>(&block.content))
        addColumns(*columns);
    if (const auto *choice = std::get_if<compose::ChoiceBlock>(&block.content))
        addVariants(*choice);
}

void BlockProperties::addBanner()
{
    m_banner = new QLabel;
    m_banner->setObjectName(u"bannerPreview"_s);
    m_banner->setFixedHeight(bannerHeight);
    m_banner->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_column->insertWidget(m_column->count() - 2, m_banner); // above the fields
    auto *send = new QPushButton(icon(Icon::Download), tr("Export banners to a folder …"));
    send->setObjectName(u"exportBanners"_s);
    send->setToolTip(tr("One picture file for each different banner, and a list of who gets which."));
    connect(send, &QPushButton::clicked, this, &BlockProperties::bannerExportWanted);
    m_column->addWidget(send);
    m_column->addSpacing(12);
    showBanner();
}

void BlockProperties::showBanner()
{
    const Block *block = m_editor.block();
    const auto *content = block ? std::get_if<compose::BannerBlock>(&block->content) : nullptr;
    if (!m_banner || !content)
        return;
    const auto banner = m_artist.banner(block->id, *content);
    if (!banner) {
        m_banner->setWordWrap(true);
        m_banner->setText(banner.error().detail);
        m_banner->setAccessibleName(banner.error().detail);
        return;
    }
    QPixmap picture;
    picture.loadFromData(QByteArray::fromStdString(banner->image.bytes));
    const double ratio = devicePixelRatioF();
    picture = picture.scaledToHeight(int(bannerHeight * ratio), Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    m_banner->setPixmap(picture);
    m_banner->setAccessibleName(tr("Banner: %1").arg(banner->alternative));
    m_banner->setToolTip(banner->alternative);
}

TextLabel *BlockProperties::addCoupon(const compose::CouponBlock &coupon, PropertyFields &fields)
{
    auto *hint
        = new TextLabel(m_words.couponHints.value(coupon.set), TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setObjectName(u"couponHint"_s);
    hint->setWordWrap(true);
    if (m_words.couponSets.isEmpty())
        hint->setText(tr("Say once what the codes are good for; then every customer gets one."));
    else if (coupon.set.isEmpty())
        hint->setText(tr("Choose which codes the customers get."));
    else if (!m_words.couponSets.contains(coupon.set)) {
        hint->setInk(TextLabel::Ink::Negative);
        hint->setText(tr("There is no such coupon. Choose another one, or make it."));
    }
    auto *add = new QPushButton(icon(Icon::Plus), tr("New coupon …"));
    add->setObjectName(u"newCouponSetHere"_s);
    connect(add, &QPushButton::clicked, this, &BlockProperties::couponSetWanted);
    fields.placeBelowWord(hint);
    fields.placeBelowWord(add);
    return hint;
}

void BlockProperties::followCoupon(const QFormLayout &form, TextLabel *hint)
{
    QComboBox *box = nullptr;
    for (int row = 0; row < form.rowCount() && !box; ++row) {
        const QLayoutItem *item = form.itemAt(row, QFormLayout::FieldRole);
        box = item && item->widget() ? item->widget()->findChild<QComboBox *>(u"field_set"_s) : nullptr;
    }
    if (!box)
        return;
    connect(box, &QComboBox::currentIndexChanged, hint, [this, box, hint] {
        hint->setInk(TextLabel::Ink::Muted);
        hint->setText(m_words.couponHints.value(box->currentData().toString()));
    });
}

void BlockProperties::addColumns(const compose::ColumnsBlock &columns)
{
    static const std::vector<std::pair<QString, std::vector<int>>> shapes{{tr("Two, alike"), {1, 1}},
        {tr("Two, the left one wider"), {2, 1}}, {tr("Two, the right one wider"), {1, 2}},
        {tr("Three, alike"), {1, 1, 1}}, {tr("Four, alike"), {1, 1, 1, 1}}};
    auto *shape = new QComboBox;
    shape->setObjectName(u"columnShape"_s);
    std::vector<int> now;
    for (const auto &column : columns.columns)
        now.push_back(column.share);
    for (const auto &[name, shares] : shapes) {
        shape->addItem(name);
        if (shares == now)
            shape->setCurrentIndex(shape->count() - 1);
    }
    auto *form = makeForm(nullptr);
    addFormRow(form, tr("Arrangement"), shape, tr("Below each other on phones."));
    m_column->addLayout(form);
    connect(shape, &QComboBox::activated, this, [this](int index) {
        change({}, [index](Block &changed) {
            if (auto *inside = std::get_if<compose::ColumnsBlock>(&changed.content))
                setShares(*inside, shapes[size_t(index)].second);
        });
    });
}

void BlockProperties::addVariants(const compose::ChoiceBlock &choice)
{
    using compose::ChoiceBlock;
    const auto edit = [this](const QString &field, const std::function<void(ChoiceBlock &)> &how) {
        change(field, [how](Block &changed) {
            if (auto *inside = std::get_if<ChoiceBlock>(&changed.content))
                how(*inside);
        });
    };
    for (size_t i = 0; i < choice.variants.size(); ++i) {
        auto *form = addGroup(tr("Variant %1").arg(i + 1));
        auto *name = new QLineEdit(choice.variants[i].name);
        name->setObjectName(u"variantName%1"_s.arg(i));
        addFormRow(form, tr("Name"), name);
        connect(name, &QLineEdit::textEdited, this, [edit, i](const QString &text) {
            edit(u"variant%1"_s.arg(i), [i, text](ChoiceBlock &inside) { inside.variants[i].name = text; });
        });
        auto *rule = new RuleField(m_words.segments, false);
        rule->setObjectName(u"variantRule%1"_s.arg(i));
        rule->setRule(choice.variants[i].rule);
        addFormRow(form, tr("For whom"), rule);
        connect(rule, &RuleField::edited, this, [edit, i](const QString &text) {
            edit(u"variantRule%1"_s.arg(i),
                [i, text](ChoiceBlock &inside) { inside.variants[i].rule = text; });
        });
        auto *remove = new QPushButton(tr("Take this variant out"));
        remove->setObjectName(u"removeVariant%1"_s.arg(i));
        form->addRow(remove);
        connect(remove, &QPushButton::clicked, this, [this, edit, i] {
            edit({}, [i](ChoiceBlock &inside) {
                inside.variants.erase(inside.variants.begin() + std::ptrdiff_t(i));
            });
            rebuild();
        });
    }
    auto *add = new QPushButton(tr("One more variant"));
    add->setObjectName(u"addVariant"_s);
    add->setEnabled(choice.variants.size() < mostVariants);
    m_column->addWidget(add);
    connect(add, &QPushButton::clicked, this, [this, edit] {
        edit({}, [](ChoiceBlock &inside) {
            inside.variants.push_back({tr("New variant"), u"count orders >= 1"_s, {}});
        });
        rebuild();
    });
    auto *hint
        = new TextLabel(tr("The first variant whose rule holds is shown; everybody else sees the last part."),
            TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setWordWrap(true);
    m_column->addWidget(hint);
    m_column->addSpacing(12);
}

void BlockProperties::addAudience(const Block &block)
{
    auto *form = addGroup(tr("Who sees it"));
    auto *rule = new RuleField(m_words.segments, true);
    rule->setObjectName(u"blockRule"_s);
    rule->setRule(block.rule);
    addFormRow(form, tr("For whom"), rule);
    connect(rule, &RuleField::edited, this,
        [this](const QString &text) { change(u"rule"_s, [text](Block &changed) { changed.rule = text; }); });
    auto *device = new QComboBox;
    device->setObjectName(u"blockDevice"_s);
    device->addItems({tr("On every device"), tr("Not on phones"), tr("Only on phones")});
    device->setCurrentIndex(int(block.device));
    addFormRow(form, tr("Device"), device);
    connect(device, &QComboBox::activated, this, [this](int index) {
        change({}, [index](Block &changed) { changed.device = compose::Device(index); });
    });
    auto *repeat = new QComboBox;
    repeat->setObjectName(u"blockRepeat"_s);
    repeat->setEditable(true);
    repeat->setInsertPolicy(QComboBox::NoInsert);
    repeat->addItem(tr("Once"), QString());
    for (const auto &[list, words] : productListWords())
        repeat->addItem(words, list);
    const int repeated = block.repeat ? repeat->findData(block.repeat->list) : 0;
    repeat->setCurrentText(repeated < 0 ? block.repeat->list : repeat->itemText(repeated));
    addFormRow(form, tr("Repeat for each of"), repeat, tr("Inside, {{ item.title }} is the entry's title."));
    const auto take = [this, repeat] {
        const int chosen = repeat->findText(repeat->currentText(), Qt::MatchExactly);
        const QString list
            = chosen < 0 ? repeat->currentText().trimmed() : repeat->itemData(chosen).toString();
        change(u"repeat"_s, [list](Block &changed) {
            if (list.isEmpty())
                changed.repeat.reset();
            else if (changed.repeat)
                changed.repeat->list = list;
            else
                changed.repeat = compose::Repeat{list, u"item"_s, 0};
        });
    };
    connect(repeat, &QComboBox::activated, this, take);
    connect(repeat->lineEdit(), &QLineEdit::editingFinished, this, take);
}

void BlockProperties::addLook(const Block &block)
{
    auto *form = addGroup(tr("Look"));
    const auto colour = [&](const QString &label, const QString &name, QString BlockStyle::*member) {
        auto *field = new ColourField(m_words.brand, tr("As the brand"));
        field->setObjectName(name);
        field->setColour(block.style.*member);
        addFormRow(form, label, field);
        connect(field, &ColourField::edited, this, [this, member, name](const QString &value) {
            change(name, [member, value](Block &changed) { changed.style.*member = value; });
        });
    };
    colour(tr("Ground"), u"blockBackground"_s, &BlockStyle::background);
    colour(tr("Text colour"), u"blockTextColour"_s, &BlockStyle::textColour);
    auto *alignment = new QComboBox;
    alignment->setObjectName(u"blockAlignment"_s);
    alignment->addItems({tr("At the start of the line"), tr("Centred"), tr("At the end of the line")});
    alignment->setCurrentIndex(int(block.style.alignment.value_or(compose::Alignment::Start)));
    addFormRow(form, tr("Alignment"), alignment);
    connect(alignment, &QComboBox::activated, this, [this](int index) {
        change({}, [index](Block &changed) {
            changed.style.alignment = index == 0 ? std::nullopt : std::optional(compose::Alignment(index));
        });
    });
    const auto length = [&](const QString &label, const QString &name, std::optional<int> BlockStyle::*member,
                            int lowest, int highest) {
        auto *field = new QSpinBox;
        field->setObjectName(name);
        field->setRange(lowest - 1, highest);
        field->setSpecialValueText(tr("as usual"));
        field->setSuffix(tr(" px"));
        field->setValue((block.style.*member).value_or(lowest - 1));
        addFormRow(form, label, field);
        connect(field, &QSpinBox::valueChanged, this, [this, member, name, lowest](int value) {
            change(name, [member, value, lowest](Block &changed) {
                changed.style.*member = value < lowest ? std::nullopt : std::optional(value);
            });
        });
    };
    length(tr("Size of text"), u"blockFontSize"_s, &BlockStyle::fontSize, 10, 48);
    length(tr("Air above"), u"blockPaddingTop"_s, &BlockStyle::paddingTop, 0, 120);
    length(tr("Air below"), u"blockPaddingBottom"_s, &BlockStyle::paddingBottom, 0, 120);
    length(tr("Air at the sides"), u"blockPaddingSides"_s, &BlockStyle::paddingSides, 0, 120);
}

void BlockProperties::editText()
{
    for (QWidget *field : widget()->findChildren<QWidget *>()) {
        if (field->focusPolicy() != Qt::NoFocus
            && (qobject_cast<QPlainTextEdit *>(field) || qobject_cast<QLineEdit *>(field))) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace haberdash::ui
