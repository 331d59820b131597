// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/result_view.h"

#include "core/experiment/words.h"
#include "ui/experiments/experiment_figures.h"
#include "ui/experiments/subgroup_card.h"
#include "ui/shared/charts/chart_card.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/value_table.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::experiment;

namespace {

TextLabel *makeText(const QString &text, TextLabel::Size size, TextLabel::Ink ink)
{
    auto *label = new TextLabel(text, size, ink);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

ValueTable *makeTable(const Analysis &analysis, int measure, const QString &name)
{
    auto *table = new ValueTable(name);
    QList<ValueColumn> columns;
    for (const QString &title : armColumns(analysis, measure))
        columns.append({title, !columns.isEmpty(), {}});
    QList<QList<ValueCell>> rows;
    for (const QStringList &row : armRows(analysis, measure))
        rows.append(QList<ValueCell>(row.begin(), row.end()));
    table->setValues(columns, rows);
    table->view()->setSortingEnabled(false); // control stays on top
    return table;
}

QString detailsOf(const Analysis &analysis, int measure)
{
    QStringList lines;
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure != measure)
            continue;
        QStringList parts{nameOf(one.test)};
        if (one.p)
            parts << u"p\u00a0%1"_s.arg(pText(*one.p));
        if (one.adjustedP && analysis.arms.size() > 2)
            parts << ResultView::tr("adjusted (Holm) %1").arg(pText(*one.adjustedP));
        if (one.fisherP)
            parts << ResultView::tr("Fisher %1").arg(pText(*one.fisherP));
        parts << ResultView::tr("interval: %1").arg(nameOf(one.method));
        if (one.lift)
            parts << ResultView::tr("lift %1 %").arg(*one.lift * 100, 0, 'f', 1);
        if (one.superiority)
            parts << ResultView::tr("chance that one of them has more: %1 %")
                         .arg(*one.superiority * 100, 0, 'f', 1);
        lines << comparisonName(analysis, one) + u": "_s + parts.join(u"; "_s) + u'.';
    }
    return (lines + methodNotes(analysis)).join(u'\n');
}

} // namespace

ResultView::ResultView(Format format, QWidget *parent)
    : QWidget(parent)
    , m_format(std::move(format))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
}

void ResultView::setReport(const ExperimentReport &report)
{
    delete m_content;
    m_content = new QWidget;
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(space::normal);
    column->addWidget(makeText(tr("%1. As of %2.").arg(report.source, m_format.dayAndTime(report.asOf)),
        TextLabel::Size::Body, TextLabel::Ink::Muted));
    addAnswer(column, report.analysis);
    if (!report.differences.isEmpty()) {
        auto *differences
            = makeText(report.differences.join(u'\n'), TextLabel::Size::Body, TextLabel::Ink::Muted);
        differences->setObjectName(u"armDifferences"_s);
        column->addWidget(differences);
    }
    for (int measure = 0; measure < report.analysis.measures.size(); ++measure) {
        column->addWidget(makeMeasure(report.analysis, measure));
        addCharts(column, report.analysis, measure);
    }
    if (!report.subgroups.empty())
        column->addWidget(new SubgroupCard(report));
    m_column->addWidget(m_content);
}

void ResultView::addAnswer(QVBoxLayout *column, const Analysis &analysis)
{
    // The first sentence is the answer, what follows is its reason.
    const QString whole = verdict(analysis, 0);
    const qsizetype end = whole.indexOf(u". "_s);
    auto *answer
        = makeText(end < 0 ? whole : whole.left(end + 1), TextLabel::Size::Title, TextLabel::Ink::Text);
    answer->setObjectName(u"answer"_s);
    column->insertWidget(0, answer);
    if (end >= 0) {
        auto *reason = makeText(whole.mid(end + 2), TextLabel::Size::Strong, TextLabel::Ink::Text);
        reason->setObjectName(u"answerReason"_s);
        column->insertWidget(1, reason);
    }
    if (analysis.sampleRatio && analysis.sampleRatio->alarm != SampleRatioAlarm::None) {
        auto *alarm = new InlineMessage;
        alarm->setObjectName(u"sampleRatioAlarm"_s);
        alarm->setMessage(analysis.isBlocked() ? Tone::Negative : Tone::Warning, sampleRatioWords(analysis));
        column->addWidget(alarm);
    }
    QStringList sentences;
    for (const QString &words : {pickWords(analysis), sampleWords(analysis)}) {
        if (!words.isEmpty())
            sentences << words;
    }
    column->addWidget(makeText(sentences.join(u' '), TextLabel::Size::Body, TextLabel::Ink::Text));
}

QWidget *ResultView::makeMeasure(const Analysis &analysis, int measure)
{
    const QString name = analysis.measures[measure].name;
    auto *card = new Card(name.left(1).toUpper() + name.mid(1));
    if (measure > 0)
        card->content()->addWidget(
            makeText(verdict(analysis, measure), TextLabel::Size::Strong, TextLabel::Ink::Text));
    card->content()->addWidget(makeTable(analysis, measure, tr("Arms by %1").arg(name)));
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure == measure)
            card->content()->addWidget(
                makeText(comparisonName(analysis, one) + u": "_s + explain(analysis, one),
                    TextLabel::Size::Body, TextLabel::Ink::Text));
    }
    auto *more = new QPushButton(tr("How this was computed"));
    more->setObjectName(u"details%1"_s.arg(measure));
    more->setCheckable(true);
    setButtonKind(more, ButtonKind::Quiet);
    auto *details = makeText(detailsOf(analysis, measure), TextLabel::Size::Small, TextLabel::Ink::Muted);
    details->setObjectName(u"detailsText%1"_s.arg(measure));
    details->hide();
    connect(more, &QPushButton::toggled, details, &QWidget::setVisible);
    card->content()->addWidget(more, 0, Qt::AlignLeft);
    card->content()->addWidget(details);
    return card;
}

void ResultView::addCharts(QVBoxLayout *column, const Analysis &analysis, int measure)
{
    QStringList readings;
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure == measure && one.range)
            readings << reading(analysis, one);
    }
    if (readings.isEmpty())
        return;
    const auto add = [&](const QString &title, ChartWidget *chart, const QString &sentence) {
        auto *card = new ChartCard(title, chart);
        connect(card, &ChartCard::noticed, this, &ResultView::noticed);
        chart->setFixedHeight(chart->sizeHint().height());
        card->setDescription(title, sentence);
        column->addWidget(card);
        return card;
    };
    auto *intervals = new IntervalChart(axisText);
    intervals->setObjectName(u"intervals%1"_s.arg(measure));
    intervals->setIntervals(intervalsOf(analysis, measure));
    add(chartTitle(analysis, measure), intervals, readings.join(u' '));
    auto densities = densitiesOf(analysis, measure);
    if (densities.empty())
        return;
    auto *chart = new DensityChart([](double value) -> QString { return axisText(value) + u" %"_s; });
    chart->setObjectName(u"densities%1"_s.arg(measure));
    chart->setDensities(std::move(densities));
    add(tr("Where each rate may lie"), chart,
        tr("The higher a curve, the likelier the rate, given a flat prior. The less the curves overlap, the "
           "surer is the difference."));
}

} // namespace haberdash::ui
