// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/colour_field.h"

#include "ui/shared/theme.h"

#include <QLineEdit>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QIcon swatch(const QString &colour)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(128, 128, 128), 2));
    painter.setBrush(QColor(colour));
    painter.drawRoundedRect(QRectF(3, 3, 26, 26), 6, 6);
    painter.end();
    pixmap.setDevicePixelRatio(2);
    return QIcon(pixmap);
}

} // namespace

ColourField::ColourField(const compose::BrandKit &brand, const QString &none, QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addItem(none, QString());
    const std::pair<const char16_t *, QString> names[]
        = {{u"accent", tr("Accent")}, {u"accent-text", tr("On accent")}, {u"background", tr("Page ground")},
            {u"surface", tr("Mail ground")}, {u"text", tr("Text")}, {u"muted", tr("Small print")},
            {u"link", tr("Links")}};
    for (const auto &[word, name] : names) {
        const QString key = QString::fromUtf16(word);
        addItem(swatch(compose::colourOf(brand, key)), name, key);
    }
    lineEdit()->setPlaceholderText(u"#2f5d50"_s);
    connect(
        this, &QComboBox::activated, this, [this](int index) { Q_EMIT edited(itemData(index).toString()); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ColourField::take);
}

void ColourField::setColour(const QString &colour)
{
    const QSignalBlocker quiet(this);
    const int known = findData(colour);
    if (known >= 0)
        setCurrentIndex(known);
    else
        setEditText(colour);
}

void ColourField::take()
{
    const QString text = currentText().trimmed();
    const int known = findText(text);
    if (known >= 0)
        Q_EMIT edited(itemData(known).toString());
    else if (text.size() == 7 && text.startsWith(u'#') && QColor::isValidColor(text))
        Q_EMIT edited(text.toLower());
}

} // namespace haberdash::ui
