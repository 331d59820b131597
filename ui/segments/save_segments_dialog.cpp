// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/save_segments_dialog.h"

#include "core/segment/rule_sentence.h"
#include "ui/segments/segment_transfer.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFileDialog>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

SaveSegmentsDialog::SaveSegmentsDialog(
    QList<SavedSegment> segments, const QStringList &ticked, QWidget *parent)
    : QDialog(parent)
    , m_segments(std::move(segments))
    , m_list(new QListWidget)
    , m_along(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_choose(new QPushButton(tr("Choose where …")))
{
    setWindowTitle(tr("Save segments to a file"));
    setMinimumSize(440, 440);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(new TextLabel(tr("Which segments should go into the file?"), TextLabel::Size::Section));
    auto *hint = new TextLabel(tr("The file has the rules in words, not the customers. Keep it, compare it, "
                                  "or give it to another shop."),
        TextLabel::Size::Small, TextLabel::Ink::Muted);
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_list->setObjectName("saveSegmentsList"_L1);
    m_list->setAccessibleName(tr("Segments that can go into the file"));
    for (const SavedSegment &saved : std::as_const(m_segments)) {
        auto *item = new QListWidgetItem(saved.name, m_list);
        item->setToolTip(sentence(saved.rule));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.isEmpty() || ticked.contains(saved.name, Qt::CaseInsensitive)
                ? Qt::Checked
                : Qt::Unchecked);
    }
    column->addWidget(m_list, 1);
    m_along->setObjectName("saveSegmentsAlong"_L1);
    m_along->setWordWrap(true);
    column->addWidget(m_along);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    const auto addButton = [buttons](const QString &text, const QString &name) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        buttons->addWidget(button);
        return button;
    };
    auto *all = addButton(tr("All"), u"saveSegmentsAll"_s);
    auto *none = addButton(tr("None"), u"saveSegmentsNone"_s);
    setButtonKind(all, ButtonKind::Quiet);
    setButtonKind(none, ButtonKind::Quiet);
    buttons->addStretch(1);
    auto *close = addButton(tr("Cancel"), u"saveSegmentsCancel"_s);
    m_choose->setObjectName("saveSegmentsChoose"_L1);
    m_choose->setDefault(true);
    setButtonKind(m_choose, ButtonKind::Primary);
    buttons->addWidget(m_choose);
    column->addLayout(buttons);
    connect(all, &QPushButton::clicked, this, [this] { tickAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { tickAll(false); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, &SaveSegmentsDialog::askForFile);
    connect(m_list, &QListWidget::itemChanged, this, &SaveSegmentsDialog::updateState);
    m_list->setCurrentRow(0);
    m_list->setFocus();
    updateState();
}

void SaveSegmentsDialog::tickAll(bool ticked)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
}

QStringList SaveSegmentsDialog::tickedNames() const
{
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            names.append(m_list->item(i)->text());
    }
    return names;
}

QList<SavedSegment> SaveSegmentsDialog::chosenSegments() const
{
    QStringList wanted = tickedNames();
    for (qsizetype i = 0; i < wanted.size(); ++i) { // grows while it is walked
        for (const SavedSegment &saved : m_segments) {
            if (saved.name.compare(wanted[i], Qt::CaseInsensitive) != 0)
                continue;
            for (const QString &name : references(saved.rule.root)) {
                if (!wanted.contains(name, Qt::CaseInsensitive))
                    wanted.append(name);
            }
        }
    }
    QList<SavedSegment> chosen;
    for (const SavedSegment &saved : m_segments) {
        if (wanted.contains(saved.name, Qt::CaseInsensitive))
            chosen.append(saved);
    }
    return chosen;
}

void SaveSegmentsDialog::updateState()
{
    const QStringList ticked = tickedNames();
    QStringList along;
    for (const SavedSegment &saved : chosenSegments()) {
        if (!ticked.contains(saved.name))
            along.append(u"“%1”"_s.arg(saved.name));
    }
    m_choose->setEnabled(!ticked.isEmpty());
    //: %1 is a list of names of segments
    m_along->setText(tr("These go along, since the chosen ones speak of them: %1.").arg(along.join(u", "_s)));
    m_along->setVisible(!along.isEmpty());
}

void SaveSegmentsDialog::askForFile()
{
    const QStringList ticked = tickedNames();
    auto *dialog = new QFileDialog(this, tr("Where should the segments go?"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Segments (*%1)").arg(segmentFileEnding));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(
        (ticked.size() == 1 ? fileNameFrom(ticked.first()) : tr("segments")) + segmentFileEnding.toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &SaveSegmentsDialog::chooseFile);
    dialog->open();
}

void SaveSegmentsDialog::chooseFile(const QString &path)
{
    const bool hasEnding = path.endsWith(u".txt"_s, Qt::CaseInsensitive);
    Q_EMIT chosen(chosenSegments(), hasEnding ? path : path + segmentFileEnding.toString());
    accept();
}

} // namespace haberdash::ui
