// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mapping_dialog.h"

#include "core/import/number_choice.h"
#include "ui/data/planned_file.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/page.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace importing;

namespace {

const QList<std::pair<QString, NumberFormat>> &numberFormats()
{
    static const QList<std::pair<QString, NumberFormat>> formats{{u"1234.50"_s, {'.', '\0'}},
        {u"1,234.50"_s, {'.', ','}}, {u"1234,50"_s, {',', '\0'}}, {u"1.234,50"_s, {',', '.'}},
        {u"1 234,50"_s, {',', ' '}}, {u"1'234.50"_s, {'.', '\''}}};
    return formats;
}

} // namespace

MappingDialog::MappingDialog(Shop shop, Probe probe, MappingDraft draft, QWidget *parent)
    : QDialog(parent)
    , m_shop(std::move(shop))
    , m_probe(std::move(probe))
    , m_draft(std::move(draft))
    , m_name(new QLineEdit(m_draft.name))
    , m_kind(new QComboBox)
    , m_dates(new QComboBox)
    , m_numbers(new QComboBox)
    , m_negative(new QCheckBox(tr("Amounts below zero are right (returns, credit notes)")))
    , m_columns(new QWidget)
    , m_grid(new QGridLayout(m_columns))
    , m_dateCheck(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_trouble(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Negative))
{
    setWindowTitle(tr("What is in “%1”?").arg(QFileInfo(m_probe.path).fileName()));
    resize(760, 680);
    m_name->setObjectName("mappingName"_L1);
    m_kind->setObjectName("mappingKind"_L1);
    m_dates->setObjectName("mappingDates"_L1);
    m_numbers->setObjectName("mappingNumbers"_L1);
    m_trouble->setObjectName("mappingTrouble"_L1);
    m_dateCheck->setObjectName("mappingDateCheck"_L1);
    m_trouble->setWordWrap(true);
    m_dateCheck->setWordWrap(true);
    for (int i = 0; i < kindCount; ++i)
        m_kind->addItem(kindInWords(Kind(i)));
    m_kind->setCurrentIndex(int(m_draft.kind));
    m_dates->setEditable(true);
    m_dates->addItems({u"iso"_s, u"dd.MM.yyyy"_s, u"dd.MM.yyyy HH:mm"_s, u"dd/MM/yyyy"_s,
        u"dd/MM/yyyy HH:mm"_s, u"MM/dd/yyyy"_s, u"M/d/yyyy h:mm AP"_s});
    for (const QString &pattern : m_draft.dateFormats + QStringList{m_draft.dateFormat}) {
        if (m_dates->findText(pattern) < 0)
            m_dates->addItem(pattern);
    }
    m_dates->setCurrentText(m_draft.dateFormats.isEmpty() ? m_draft.dateFormat : QString());
    for (const auto &[text, format] : numberFormats()) {
        m_numbers->addItem(text);
        if (format == m_draft.numbers)
            m_numbers->setCurrentIndex(m_numbers->count() - 1);
    }
    m_negative->setChecked(m_draft.negativeAmounts);

    auto *top = new QGridLayout;
    top->setHorizontalSpacing(space::normal);
    const auto place = [top](int row, int column, const QString &label, QWidget *field) {
        auto *words = new TextLabel(label, TextLabel::Size::Strong);
        words->setBuddy(field);
        field->setAccessibleName(label);
        top->addWidget(words, row * 2, column);
        top->addWidget(field, row * 2 + 1, column);
        top->setColumnStretch(column, 1);
    };
    place(0, 0, tr("Name of this description"), m_name);
    place(0, 1, tr("Each row is about"), m_kind);
    place(1, 0, tr("Dates are written like"), m_dates);
    place(1, 1, tr("Amounts are written like"), m_numbers);
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus); // it scrolls along with the columns that Tab goes through
    area->setWidget(m_columns);
    m_grid->setColumnStretch(0, 2);
    m_grid->setColumnStretch(1, 3);
    m_grid->setHorizontalSpacing(space::normal);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName("mappingCancel"_L1);
    m_export = new QPushButton(tr("Save as a file …"));
    m_export->setObjectName("mappingExport"_L1);
    m_export->setToolTip(tr("For “haberdash import --mapping FILE”"));
    m_use = new QPushButton(tr("Use this description"));
    m_use->setObjectName("mappingUse"_L1);
    setButtonKind(m_use, ButtonKind::Primary);
    m_use->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_export);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addLayout(top);
    column->addWidget(m_dateCheck);
    column->addWidget(m_negative);
    column->addWidget(area, 1);
    column->addWidget(m_trouble);
    column->addLayout(buttons);
    buildColumns();
    check();

    connect(m_use, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &MappingDialog::askForExport);
    connect(m_name, &QLineEdit::textChanged, this, &MappingDialog::check);
    connect(m_dates, &QComboBox::currentTextChanged, this, &MappingDialog::check);
    connect(m_numbers, &QComboBox::currentIndexChanged, this, &MappingDialog::check);
    connect(m_negative, &QCheckBox::toggled, this, &MappingDialog::check);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_draft.setKind(Kind(index));
        buildColumns();
        check();
    });
}

void MappingDialog::buildColumns()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->setObjectName({});
            item->widget()->deleteLater();
        }
        delete item;
    }
    int row = 0;
    for (const QString &title : {tr("Column"), tr("First values"), tr("Means")})
        m_grid->addWidget(new TextLabel(title, TextLabel::Size::Small, TextLabel::Ink::Muted), 0, row++);
    for (int i = 0; i < m_draft.header.size(); ++i) {
        auto *combo = new QComboBox;
        combo->setObjectName(u"mappingField%1"_s.arg(i));
        combo->setAccessibleName(tr("Meaning of the column “%1”").arg(m_draft.header[i]));
        combo->setMaxVisibleItems(20);
        combo->addItem(fieldInWords({}), QString());
        for (const Field field : fieldsOf(m_draft.kind))
            combo->addItem(fieldInWords(infoOf(field).name), infoOf(field).name);
        const QString own = u"attribute:"_s + m_draft.header[i].trimmed();
        if (m_draft.kind == Kind::Customers || m_draft.kind == Kind::Events)
            combo->addItem(fieldInWords(own), own);
        combo->setCurrentIndex(std::max(0, combo->findData(m_draft.fields.value(i))));
        connect(combo, &QComboBox::currentIndexChanged, this, [this, combo, i] {
            m_draft.fields[i] = combo->currentData().toString();
            guessAmounts(i);
            check();
        });
        const QString values = m_probe.samples(i, 3).join(u" · "_s);
        auto *samples = new TextLabel(values, TextLabel::Size::Body, TextLabel::Ink::Muted);
        samples->setElided(true);
        auto *name = new TextLabel(m_draft.header[i], TextLabel::Size::Strong);
        name->setElided(true);
        m_grid->addWidget(name, i + 1, 0);
        m_grid->addWidget(samples, i + 1, 1);
        m_grid->addWidget(combo, i + 1, 2);
    }
    m_grid->setRowStretch(int(m_draft.header.size()) + 1, 1);
    putInTabOrder(m_negative, {m_columns});
}

/// Amounts in a column that has just become one of amounts show how they are written.
void MappingDialog::guessAmounts(int column)
{
    const auto field = fieldFromName(m_draft.fields[column]);
    if (!field || infoOf(*field).type != FieldType::Money)
        return;
    const NumberFormat guess = guessNumbers(m_probe.samples(column, 20));
    for (int i = 1; i < numberFormats().size(); ++i) { // the first is also the guess where nothing tells
        if (numberFormats()[i].second == guess)
            m_numbers->setCurrentIndex(i);
    }
}

void MappingDialog::check()
{
    m_draft.name = m_name->text().trimmed();
    const bool datesAreOpen = m_dates->currentText().trimmed().isEmpty() && !m_draft.dateFormats.isEmpty();
    if (!datesAreOpen) {
        m_draft.dateFormat = m_dates->currentText().trimmed();
        m_draft.dateFormats.clear();
    }
    m_draft.numbers = numberFormats()[std::max(0, m_numbers->currentIndex())].second;
    m_draft.negativeAmounts = m_negative->isChecked();
    const auto unreadable = unreadableDate(m_draft, m_probe, m_shop.info.timeZone);
    if (datesAreOpen) {
        m_dateCheck->setInk(TextLabel::Ink::Warning);
        m_dateCheck->setText(
            tr("The dates at the top of the file could have the day (dd) or the month (MM) first. Choose: %1")
                .arg(m_draft.dateFormats.join(u", "_s)));
    } else if (!unreadable) {
        m_dateCheck->setInk(TextLabel::Ink::Negative);
        m_dateCheck->setText(unreadable.error().detail);
    } else if (!unreadable->isEmpty()) {
        m_dateCheck->setInk(TextLabel::Ink::Warning);
        m_dateCheck->setText(tr("“%1” cannot be read like that.").arg(*unreadable));
    } else {
        m_dateCheck->setInk(TextLabel::Ink::Muted);
        m_dateCheck->setText(
            tr("yyyy year, MM month, dd day, HH:mm time; iso is 2026-06-30. The dates at the top "
               "of the file can be read."));
    }
    const auto mapping = m_draft.toMapping();
    m_trouble->setText(mapping ? QString() : mapping.error().detail);
    m_trouble->setVisible(!mapping);
    m_use->setEnabled(mapping.has_value() && !datesAreOpen);
    m_export->setEnabled(mapping.has_value());
}

void MappingDialog::askForExport()
{
    auto *dialog = new QFileDialog(this, tr("Save the description"), QFileInfo(m_probe.path).absolutePath(),
        tr("Descriptions (*.json)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const auto done = exportTo(path); !done) {
            m_trouble->setText(fullTextOf(done.error()));
            m_trouble->show();
        }
    });
    dialog->open();
}

Result<> MappingDialog::exportTo(const QString &path) const
{
    const QByteArray json = m_draft.toJson();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace haberdash::ui
