// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/growth_view.h"

#include "ui/segments/answer_model.h"
#include "ui/shared/charts/time_chart.h"
#include "ui/shared/faces.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QDateTime>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr int shownMonths = 12;
constexpr int roomForBoth = 720; ///< narrower, the table stands below the chart
constexpr int tableWidth = 392;

} // namespace

GrowthView::GrowthView(Shop shop, QWidget *parent)
    : RuleTab(parent)
    , m_format(shop.format())
    , m_questions(std::move(shop))
    , m_faces(new FaceStack)
    , m_sentence(new TextLabel({}, TextLabel::Size::Strong))
    , m_mailable(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_chart(new TimeChart(
          m_format, [format = m_format](double value) { return format.number(std::llround(value)); }))
    , m_months(new AnswerModel(
          {{tr("Day")}, {tr("Match"), true}, {tr("Can be e-mailed"), true}, {tr("Change"), true}}, this))
{
    m_sentence->setObjectName("growthSentence"_L1);
    m_sentence->setWordWrap(true);
    m_mailable->setObjectName("growthMailable"_L1);
    m_mailable->setWordWrap(true);
    m_chart->setObjectName("growthChart"_L1);
    m_chart->setMinimumHeight(150);
    auto *table = new TableView(tr("People in the segment by month"));
    table->setObjectName("growthMonths"_L1);
    table->setModel(m_months);
    table->setSortingEnabled(false);
    table->setColumnWidths({0, 66, 126, 76});
    table->setMinimumSize(tableWidth, 120);

    auto *full = new QWidget;
    auto *column = new QVBoxLayout(full);
    column->setContentsMargins(0, space::small, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(m_sentence);
    column->addWidget(m_mailable);
    column->addSpacing(space::small);
    m_parts = new QBoxLayout(QBoxLayout::LeftToRight);
    m_parts->setSpacing(space::normal);
    m_parts->addWidget(m_chart, 1);
    m_parts->addWidget(table);
    column->addLayout(m_parts, 1);

    m_faces->setEmptyFace(new EmptyFace(Icon::Chart, tr("Nobody matched in the last 12 months"),
        tr("As soon as somebody does, you see here how the segment grows and shrinks from month to month.")));
    m_faces->setFullFace(full);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_faces);
    connect(m_faces, &FaceStack::retried, this, &GrowthView::ask);
}

void GrowthView::ask()
{
    m_faces->showLoading();
    const auto work = [rule = rule()](ShopEvaluator &shop, SegmentEvaluator &evaluator) {
        const Context &context = shop.context();
        return growth(evaluator, rule, monthsUntil(context.asOf, shownMonths, context.timeZone));
    };
    m_questions.ask(this, work, [this](const Result<Points> &points) {
        if (points)
            showPoints(*points);
        else if (points.error().code != Error::Code::Cancelled)
            m_faces->showFailed(points.error());
    });
}

void GrowthView::showPoints(const Points &points)
{
    const bool isEmpty = std::all_of(
        points.begin(), points.end(), [](const HistoryPoint &point) { return point.count.matching == 0; });
    if (isEmpty) {
        m_faces->showEmpty();
        return;
    }
    TimeSeries matching{tr("Match"), {}, true};
    TimeSeries mailable{tr("Can be e-mailed"), {}, false, true}; // dashed: often the same line
    QList<AnswerModel::Row> rows;
    for (size_t i = 0; i < points.size(); ++i) {
        const HistoryPoint &point = points[i];
        matching.points.push_back({point.at, double(point.count.matching)});
        mailable.points.push_back({point.at, double(point.count.mailable)});
        const bool isNow = i + 1 == points.size();
        const qint64 change = i == 0 ? 0 : point.count.matching - points[i - 1].count.matching;
        const QString plus = change > 0 ? u"+"_s : QString();
        // Newest on top: that is what people compare with.
        rows.prepend({{isNow ? tr("Now") : m_format.day(point.at), m_format.number(point.count.matching),
            m_format.number(point.count.mailable), i == 0 ? QString() : plus + m_format.number(change)}});
    }
    const QString sentence = sentenceOf(points);
    m_sentence->setText(sentence);
    m_mailable->setText(tr("%1 of them can be e-mailed now; %2 could be at the beginning.")
                            .arg(m_format.number(points.back().count.mailable),
                                m_format.number(points.front().count.mailable)));
    m_chart->setDescription(tr("People in the segment over the last 12 months"), sentence);
    m_chart->setSeries({std::move(matching), std::move(mailable)});
    m_months->setRows(std::move(rows));
    m_faces->showFull();
}

QString GrowthView::monthOf(Timestamp at) const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMilliseconds(at), m_format.zone());
    return m_format.locale().toString(local.date(), u"MMMM yyyy"_s);
}

QString GrowthView::sentenceOf(const Points &points) const
{
    const qint64 before = points.front().count.matching;
    const qint64 now = points.back().count.matching;
    const QString since = monthOf(points.front().at);
    if (before == now)
        return tr("As many people as in %1: %2.").arg(since, m_format.number(now));
    if (before < now)
        return tr("Grew from %1 to %2 people since %3.")
            .arg(m_format.number(before), m_format.number(now), since);
    return tr("Shrank from %1 to %2 people since %3.")
        .arg(m_format.number(before), m_format.number(now), since);
}

void GrowthView::resizeEvent(QResizeEvent *event)
{
    RuleTab::resizeEvent(event);
    m_parts->setDirection(width() >= roomForBoth ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace haberdash::ui
