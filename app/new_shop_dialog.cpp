// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/new_shop_dialog.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLocale>
#include <QPushButton>
#include <QSet>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;

namespace {

QStringList currencies()
{
    QSet<QString> codes;
    for (const QLocale &locale :
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory)) {
        const QString code = locale.currencySymbol(QLocale::CurrencyIsoCode);
        if (code.size() == 3)
            codes.insert(code);
    }
    QStringList list(codes.begin(), codes.end());
    list.sort();
    return list;
}

} // namespace

NewShopDialog::NewShopDialog(const QString &folder, QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_name(new QLineEdit)
    , m_currency(new QComboBox)
    , m_timeZone(new QComboBox)
    , m_path(new QLineEdit)
    , m_trouble(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Negative))
{
    setWindowTitle(tr("A new workspace for your shop"));
    setMinimumWidth(460);
    m_name->setObjectName("shopName"_L1);
    m_currency->setObjectName("shopCurrency"_L1);
    m_timeZone->setObjectName("shopTimeZone"_L1);
    m_path->setObjectName("shopPath"_L1);
    m_trouble->setObjectName("shopTrouble"_L1);
    m_trouble->setWordWrap(true);
    m_currency->addItems(currencies());
    const QString own = QLocale().currencySymbol(QLocale::CurrencyIsoCode);
    m_currency->setCurrentText(own.isEmpty() ? u"EUR"_s : own);
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds())
        m_timeZone->addItem(QString::fromLatin1(zone));
    m_timeZone->setCurrentText(QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    m_timeZone->setMaxVisibleItems(16);

    auto *column = new QVBoxLayout(this);
    auto *formWidget = new QWidget;
    QFormLayout *form = makeForm(formWidget);
    addFormRow(form, tr("Name of the shop"), m_name);
    addFormRow(form, tr("Currency"), m_currency, tr("What your takings are counted in. It stays as it is."));
    addFormRow(form, tr("Time zone"), m_timeZone, tr("Where the shop's days begin."));
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    auto *choose = new QPushButton(tr("Choose …"));
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    addFormRow(
        form, tr("File"), place, tr("Everything about the shop is in this one file, for you alone to read."));
    m_path->setAccessibleName(tr("File"));
    column->addWidget(formWidget);
    column->addWidget(m_trouble);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_make = buttons->addButton(tr("Make the workspace"), QDialogButtonBox::AcceptRole);
    m_make->setObjectName("makeShop"_L1);
    setButtonKind(m_make, ButtonKind::Primary);
    column->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(choose, &QPushButton::clicked, this, &NewShopDialog::choosePath);
    connect(m_name, &QLineEdit::textChanged, this, &NewShopDialog::update);
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_pathByHand = true;
        update();
    });
    update();
}

store::WorkspaceInfo NewShopDialog::info() const
{
    store::WorkspaceInfo info;
    info.name = m_name->text().trimmed();
    info.currency = CurrencyCode::fromString(m_currency->currentText()).value_or(CurrencyCode());
    info.timeZone = QTimeZone(m_timeZone->currentText().toLatin1());
    return info;
}

QString NewShopDialog::path() const
{
    return m_path->text().trimmed();
}

void NewShopDialog::choosePath()
{
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Where should the workspace lie?"), path(), tr("Workspaces (*.haberdash)"));
    if (chosen.isEmpty())
        return;
    m_path->setText(chosen.endsWith(u".haberdash"_s) ? chosen : chosen + u".haberdash"_s);
    m_pathByHand = true;
    update();
}

void NewShopDialog::update()
{
    if (!m_pathByHand) {
        QString file = m_name->text().trimmed();
        for (QChar &c : file) {
            if (!c.isLetterOrNumber() && c != u'-')
                c = u' ';
        }
        file = file.simplified();
        m_path->setText(QDir(m_folder).filePath((file.isEmpty() ? tr("My shop") : file) + u".haberdash"_s));
    }
    const bool taken = QFileInfo::exists(path());
    m_trouble->setText(taken ? tr("There is a file of that name already. Choose another one.") : QString());
    m_trouble->setVisible(taken);
    m_make->setEnabled(!m_name->text().trimmed().isEmpty() && !path().isEmpty() && !taken);
}

} // namespace haberdash
