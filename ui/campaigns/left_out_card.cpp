// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/left_out_card.h"

#include "ui/shared/campaign_words.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

LeftOutCard::LeftOutCard(Format format, QWidget *parent)
    : Card(tr("Who gets nothing, and why"), parent)
    , m_format(std::move(format))
    , m_sum(new TextLabel({}))
{
    setObjectName(u"leftOut"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_sum->setObjectName(u"leftOutSum"_s);
    m_sum->setWordWrap(true);
    content()->addWidget(m_sum);
}

void LeftOutCard::setLeftOut(const campaign::LeftOut &leftOut)
{
    if (m_shown == leftOut)
        return; // who walks through the reasons by keyboard keeps their place
    m_shown = leftOut;
    delete m_reasons;
    m_reasons = nullptr;
    if (leftOut.audience == 0) {
        m_sum->setText(tr("Nobody is in the audience."));
        return;
    }
    if (leftOut.total() == 0) {
        m_sum->setText(tr("Nobody is left out: all %1 in the audience may be written to.")
                           .arg(m_format.number(leftOut.audience)));
        return;
    }
    m_sum->setText(tr("%1 in the audience = %2 who may be written to + %3 who are left out.")
                       .arg(m_format.number(leftOut.audience), m_format.number(leftOut.mailable),
                           m_format.number(leftOut.total())));
    m_reasons = new QWidget;
    auto *rows = new QGridLayout(m_reasons);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(space::small);
    rows->setVerticalSpacing(0);
    rows->setColumnStretch(2, 1);
    for (const auto &[reason, count] : byCount(leftOut))
        addReason(rows, reason, count);
    content()->addWidget(m_reasons);
}

void LeftOutCard::addReason(QGridLayout *rows, const QString &reason, qint64 count)
{
    auto *people = new QPushButton(tr("They %1").arg(barrierInWords(reason)));
    people->setObjectName(u"leftOut:"_s + reason);
    people->setAccessibleName(tr("%1: %2. Show them.").arg(people->text(), m_format.number(count)));
    people->setToolTip(tr("Show these people"));
    people->setIcon(icon(Icon::ChevronRight));
    people->setLayoutDirection(Qt::RightToLeft); // the arrow behind the words: it leads on
    setButtonKind(people, ButtonKind::Quiet);
    auto *number = new TextLabel(m_format.number(count), TextLabel::Size::Strong);
    const int row = rows->rowCount();
    rows->addWidget(number, row, 0, Qt::AlignRight | Qt::AlignVCenter);
    rows->addWidget(people, row, 1, Qt::AlignAbsolute | Qt::AlignLeft | Qt::AlignVCenter);
    connect(people, &QPushButton::clicked, this, [this, reason] { Q_EMIT reasonChosen(reason); });
}

QList<std::pair<QString, qint64>> byCount(const campaign::LeftOut &leftOut)
{
    QList<std::pair<QString, qint64>> reasons;
    for (auto it = leftOut.byReason.constBegin(); it != leftOut.byReason.constEnd(); ++it)
        reasons.append({it.key(), it.value()});
    std::stable_sort(
        reasons.begin(), reasons.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    return reasons;
}

} // namespace haberdash::ui
