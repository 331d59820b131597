// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/brand_card.h"

#include "ui/shared/haberdash_style.h"

#include <QColor>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QLineEdit *makeLine(const QString &objectName)
{
    auto *line = new QLineEdit;
    line->setObjectName(objectName);
    return line;
}

} // namespace

BrandCard::BrandCard(QWidget *parent)
    : Card(tr("Your brand in every mail"), parent)
    , m_name(makeLine(u"brandName"_s))
    , m_url(makeLine(u"brandUrl"_s))
    , m_address(new QPlainTextEdit)
    , m_footer(makeLine(u"brandFooter"_s))
    , m_logo(makeLine(u"brandLogo"_s))
    , m_accent(makeLine(u"brandAccent"_s))
    , m_gap(new InlineMessage)
    , m_save(new QPushButton(tr("Save brand")))
{
    m_address->setObjectName(u"brandAddress"_s);
    m_address->setFixedHeight(72);
    m_address->setTabChangesFocus(true);
    m_url->setPlaceholderText(u"https://"_s);
    m_logo->setPlaceholderText(u"https://"_s);
    m_save->setObjectName(u"saveBrand"_s);
    auto *form = makeForm(nullptr);
    addFormRow(form, tr("Name of the shop"), m_name);
    addFormRow(form, tr("Website"), m_url);
    addFormRow(form, tr("Postal address"), m_address, tr("The law asks for it in every marketing mail."));
    addFormRow(form, tr("Why people get your mail"), m_footer);
    addFormRow(form, tr("Logo"), m_logo,
        tr("Address of a picture on your website. Without one the name stands there."));
    addFormRow(form, tr("Colour of buttons and links"), m_accent);
    content()->addLayout(form);
    content()->addWidget(m_gap);
    auto *row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addStretch();
    content()->addLayout(row);
    content()->addStretch();
    m_gap->hide();
    for (QLineEdit *line : {m_name, m_url, m_footer, m_logo, m_accent})
        connect(line, &QLineEdit::textChanged, this, &BrandCard::checkGaps);
    connect(m_address, &QPlainTextEdit::textChanged, this, &BrandCard::checkGaps);
    connect(m_save, &QPushButton::clicked, this, &BrandCard::saveRequested);
}

void BrandCard::setBrand(const compose::BrandKit &brand)
{
    m_brand = brand;
    m_name->setText(brand.shopName);
    m_url->setText(brand.shopUrl);
    m_address->setPlainText(brand.postalAddress);
    m_footer->setText(brand.footerText);
    m_logo->setText(brand.logoUrl);
    m_accent->setText(brand.accentColour);
    checkGaps();
}

compose::BrandKit BrandCard::brand() const
{
    auto brand = m_brand;
    brand.shopName = m_name->text().trimmed();
    brand.shopUrl = m_url->text().trimmed();
    brand.postalAddress = m_address->toPlainText().trimmed();
    brand.footerText = m_footer->text().trimmed();
    brand.logoUrl = m_logo->text().trimmed();
    brand.accentColour = m_accent->text().trimmed();
    brand.linkColour = brand.accentColour;
    return brand;
}

void BrandCard::checkGaps()
{
    const auto brand = this->brand();
    QString gap;
    if (!QColor::isValidColor(brand.accentColour) || brand.accentColour.size() != 7)
        gap = tr("A colour is written like #2f5d50.");
    else if (brand.postalAddress.isEmpty())
        gap = tr("Without a postal address no mail can be made.");
    m_save->setEnabled(
        brand != m_brand && QColor::isValidColor(brand.accentColour) && brand.accentColour.size() == 7);
    if (gap.isEmpty())
        m_gap->hide();
    else
        m_gap->setMessage(Tone::Warning, gap);
}

} // namespace haberdash::ui
