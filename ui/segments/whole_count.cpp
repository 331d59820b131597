// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/whole_count.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

WholeCount::WholeCount(const Format &format, QWidget *parent)
    : QWidget(parent)
    , m_format(format)
    , m_count(new TextLabel({}, TextLabel::Size::Figure))
    , m_mailable(new TextLabel({}, TextLabel::Size::Body))
    , m_stopped(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
{
    m_count->setObjectName("segmentCount"_L1);
    m_mailable->setObjectName("segmentMailable"_L1);
    m_stopped->setObjectName("segmentStopped"_L1);
    m_stopped->setWordWrap(true);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(m_mailable);
    lines->addWidget(m_stopped);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_count, 0, Qt::AlignVCenter);
    row->addLayout(lines, 1);
}

void WholeCount::setExclusions(const segment::Exclusions &exclusions, qint64 everybody)
{
    const auto share = [this](qint64 part, qint64 whole) {
        return m_format.percent(whole > 0 ? double(part) / double(whole) : 0.0, 0);
    };
    m_count->setText(m_format.number(exclusions.matching));
    m_count->setAccessibleName(tr("%1 customers match").arg(m_count->text()));
    const QString mailable = m_format.number(exclusions.mailable);
    const QString ofShop = share(exclusions.matching, everybody);
    m_mailable->setText(exclusions.matching == 1
            ? tr("customer matches, %1 of the shop. %2 can be e-mailed.").arg(ofShop, mailable)
            : tr("customers match, %1 of the shop. %2 can be e-mailed.").arg(ofShop, mailable));
    QStringList reasons;
    if (exclusions.noAddress > 0)
        reasons.append(tr("%1 without an address").arg(m_format.number(exclusions.noAddress)));
    if (exclusions.notAgreed > 0)
        reasons.append(tr("%1 did not agree").arg(m_format.number(exclusions.notAgreed)));
    if (exclusions.suppressed > 0)
        reasons.append(tr("%1 blocked").arg(m_format.number(exclusions.suppressed)));
    //: %1 is a list such as "12 without an address, 3 blocked"
    m_stopped->setText(reasons.isEmpty() ? QString() : tr("The rest: %1.").arg(reasons.join(u", "_s)));
    m_stopped->setVisible(!reasons.isEmpty());
}

void WholeCount::clear()
{
    m_count->setText(u"–"_s);
    m_count->setAccessibleName(tr("Not counted"));
    m_mailable->setText({});
    m_stopped->setText({});
    m_stopped->hide();
}

} // namespace haberdash::ui
