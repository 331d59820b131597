// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/file_setup.h"

#include "ui/shared/flow_layout.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

FileSetup::FileSetup(QWidget *parent)
    : Card(tr("What the columns mean"), parent)
    , m_name(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted))
    , m_arm(new QComboBox)
    , m_control(new QComboBox)
    , m_measurePlace(new QWidget)
{
    m_arm->setObjectName(u"armColumn"_s);
    m_control->setObjectName(u"controlArm"_s);
    addHeaderWidget(m_name);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    for (const auto &[label, field] :
        {std::pair{tr("Who got what"), m_arm}, std::pair{tr("Compare with"), m_control}}) {
        auto *holder = new QWidget;
        auto *form = makeForm(holder);
        addFormRow(form, label, field);
        row->addWidget(holder);
        connect(field, &QComboBox::activated, this, [this, field = field] {
            if (field == m_arm)
                m_control->clear(); // other arms now
            Q_EMIT changed();
        });
    }
    content()->addLayout(row);
    content()->addWidget(new TextLabel(tr("What came of it"), TextLabel::Size::Body, TextLabel::Ink::Muted));
    content()->addWidget(m_measurePlace);
}

void FileSetup::setFile(const QString &path, const importing::OutcomeColumns &columns)
{
    m_path = path;
    m_name->setText(QFileInfo(path).fileName());
    m_arm->clear();
    m_control->clear();
    m_measures.clear();
    auto *place = new QWidget;
    auto *flow = new FlowLayout(place);
    for (const auto &column : columns.all) {
        m_arm->addItem(column.name);
        if (column.content == importing::OutcomeColumn::Content::Text)
            continue;
        auto *box = new QCheckBox(column.name);
        box->setObjectName(u"measure-%1"_s.arg(column.name));
        box->setChecked(columns.measures.contains(column.name));
        connect(box, &QCheckBox::toggled, this, &FileSetup::changed);
        flow->addWidget(box);
        m_measures << box;
    }
    m_arm->setCurrentText(columns.arm);
    if (columns.arm.isEmpty())
        m_arm->setCurrentIndex(-1);
    delete content()->replaceWidget(m_measurePlace, place);
    m_measurePlace->deleteLater();
    m_measurePlace = place;
}

void FileSetup::setArms(const QStringList &arms)
{
    m_control->clear();
    m_control->addItems(arms);
}

importing::OutcomeFileOptions FileSetup::options() const
{
    importing::OutcomeFileOptions options;
    options.armColumn = m_arm->currentText();
    options.control = m_control->currentText();
    for (const QCheckBox *box : m_measures) {
        if (box->isChecked())
            options.measureColumns << box->text();
    }
    return options;
}

} // namespace haberdash::ui
