// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/analysis_view.h"

#include "ui/shared/theme.h"

#include <QVBoxLayout>

#include <cmath>

namespace haberdash::ui {

using namespace learning;

AnalysisView::AnalysisView(Shop shop, QWidget *parent)
    : QScrollArea(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that nothing jumps when it is needed
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, space::normal, space::huge - 12, space::large);
    m_column->setSpacing(space::normal);
    setWidget(content);
    content->setAutoFillBackground(false); // after setWidget(), which turns it on
}

ChartCard *AnalysisView::addChart(const QString &title, ChartWidget *chart, const QString &objectName)
{
    auto *card = new ChartCard(title, chart);
    card->setObjectName(objectName);
    connect(card, &ChartCard::noticed, this, &AnalysisView::noticed);
    m_column->addWidget(card);
    return card;
}

TextLabel *AnalysisView::addNote(Card &card)
{
    auto *note = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    note->setWordWrap(true);
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card.content()->addWidget(note);
    return note;
}

QString AnalysisView::moneyText(double minorUnits, bool rounded) const
{
    const Money money = m_shop.money(qint64(std::llround(minorUnits)));
    return rounded ? m_format.moneyRounded(money) : m_format.money(money);
}

double AnalysisView::unit() const
{
    return std::pow(10.0, m_shop.info.currency.decimals());
}

QString AnalysisView::valueText(Measure measure, const MailFigures &figures) const
{
    const auto value = valueOf(measure, figures);
    if (!value)
        return QStringLiteral("–");
    switch (entryOf(measure).unit) {
    case Unit::Count:
        return *value == std::floor(*value) ? m_format.number(qint64(*value)) : m_format.decimal(*value, 1);
    case Unit::Share:
        return m_format.percent(*value, *value < 0.1 ? 2 : 1);
    case Unit::Money:
        return moneyText(*value, measure == Measure::Revenue);
    }
    return {};
}

QVariant AnalysisView::order(Measure measure, const MailFigures &figures)
{
    return valueOf(measure, figures).value_or(-1e300);
}

QList<ValueColumn> AnalysisView::measureColumns(const QString &first, std::span<const Measure> measures)
{
    QList<ValueColumn> columns{{first, false, {}}};
    for (const Measure measure : measures)
        columns.append({entryOf(measure).column, true,
            //: the name of a measure and its meaning
            tr("%1: %2").arg(entryOf(measure).name, entryOf(measure).meaning)});
    return columns;
}

QList<ValueCell> AnalysisView::measureCells(
    const QString &first, std::span<const Measure> measures, const MailFigures &figures) const
{
    QList<ValueCell> cells{ValueCell(first)};
    for (const Measure measure : measures)
        cells.append(ValueCell(valueText(measure, figures), order(measure, figures)));
    return cells;
}

} // namespace haberdash::ui
