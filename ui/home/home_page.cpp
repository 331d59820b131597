// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_page.h"

#include "core/segment/rule_parser.h"
#include "ui/home/idea_row.h"
#include "ui/shared/charts/time_chart.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

/// "+6.2 % on the 30 days before", with its tone.
void compare(StatTile::Value &value, qint64 now, qint64 before, const Format &format)
{
    if (before <= 0) {
        value.comparison = HomePage::tr("none in the 30 days before");
        return;
    }
    const double change = double(now - before) / double(before);
    value.tone = std::abs(change) < 0.0005 ? Tone::Neutral : change > 0 ? Tone::Positive : Tone::Warning;
    value.comparison = HomePage::tr("%1 on the 30 days before").arg(format.change(change));
}

} // namespace

HomePage::HomePage(Shop shop, QWidget *parent)
    : Page(tr("Who should hear from you this week?"), parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
{
    auto *empty = new EmptyFace(Icon::Shop, tr("“%1” is open and still empty").arg(m_shop.info.name),
        tr("Bring in the files your shop exports, customers and orders first. Then this page says how the "
           "shop "
           "is doing and who should hear from you."));
    connect(empty->setPrimary(tr("Import your shop's files")), &QPushButton::clicked, this,
        [this] { Q_EMIT pageRequested(u"data"_s, {}); });
    faces().setEmptyFace(empty);
    buildFull();
    connect(&faces(), &FaceStack::retried, this, &HomePage::load);
}

void HomePage::buildFull()
{
    QVBoxLayout *column = makeScrollingContent();
    auto *tiles = new CardGrid(200);
    m_takings = new StatTile({tr("Takings"), {}, {}, {}, {}, {}});
    m_buyers = new StatTile({tr("Buyers"), {}, {}, {}, {}, {}});
    m_newBuyers = new StatTile({tr("New customers"), {}, {}, {}, {}, {}});
    m_mailable = new StatTile({tr("May be sent e-mail"), {}, {}, {}, {}, {}});
    for (StatTile *tile : {m_takings, m_buyers, m_newBuyers, m_mailable})
        tiles->add(tile);
    column->addWidget(tiles);

    auto *ideas = new Card(tr("This week"));
    m_ideas = ideas->content();
    m_ideas->setSpacing(0);
    for (const WeeklyIdea &idea : weeklyIdeas()) {
        auto *row = new IdeaRow(idea);
        connect(row, &IdeaRow::opened, this, [this, idea] {
            Q_EMIT pageRequested(u"segments"_s, u"rule:"_s + idea.name + u'\n' + idea.rule);
        });
        m_ideas->addWidget(row);
    }
    column->addWidget(ideas);

    auto *chartCard = new Card(tr("Takings per week"));
    m_chart = new TimeChart(m_format, [shop = m_shop, format = m_format](double value) {
        return format.money(
            shop.money(qint64(std::llround(value * std::pow(10, shop.info.currency.decimals())))));
    });
    m_chart->setMinimumHeight(220);
    chartCard->content()->addWidget(m_chart);
    column->addWidget(chartCard);
    column->addStretch(1);
}

void HomePage::activate(const QString &)
{
    load();
}

void HomePage::load()
{
    if (faces().face() != FaceStack::Face::Full)
        faces().showLoading();
    const auto stopped = m_stop.renew();
    const segment::Context context{m_shop.asOf(), m_shop.info.timeZone, m_shop.info.currency};
    setSubline(m_shop.standsAt
            ? tr("Seen from %1, the day at which this shop stands still").arg(m_format.day(context.asOf))
            : QString());
    m_figures.run(QtConcurrent::run([shop = m_shop, context, stopped]() -> Result<Figures> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        connection.setInterrupt(stopped);
        HABERDASH_TRY_ASSIGN(figures, store::shopFigures(connection, context.asOf, context.timeZone));
        segment::SegmentEvaluator evaluator(connection, context);
        HABERDASH_TRY_ASSIGN(everybody, evaluator.count({}));
        return Figures{std::move(figures), everybody.whole.mailable};
    }),
        this, [this](const Result<Figures> &figures) {
            if (!figures)
                faces().showFailed(figures.error());
            else if (figures->shop.customers == 0)
                faces().showEmpty();
            else
                showFigures(*figures);
        });
    m_counts.run(QtConcurrent::run([shop = m_shop, context, stopped]() -> Result<QList<WeeklyIdea>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        connection.setInterrupt(stopped);
        segment::SegmentEvaluator evaluator(connection, context);
        return countIdeas(evaluator, weeklyIdeas());
    }),
        this, [this](const Result<QList<WeeklyIdea>> &ideas) {
            if (ideas)
                showIdeas(*ideas);
        });
}

void HomePage::showFigures(const Figures &figures)
{
    const auto &[now, before] = std::pair(figures.shop.recent, figures.shop.before);
    const QString period = tr("last 30 days");
    StatTile::Value takings{
        tr("Takings"), m_format.moneyRounded(m_shop.money(now.takings)), {}, period, {}, {}};
    StatTile::Value buyers{tr("Buyers"), m_format.number(now.buyers), {}, period, {}, {}};
    StatTile::Value fresh{tr("New customers"), m_format.number(now.newBuyers), {}, period, {}, {}};
    compare(takings, now.takings, before.takings, m_format);
    compare(buyers, now.buyers, before.buyers, m_format);
    compare(fresh, now.newBuyers, before.newBuyers, m_format);
    m_takings->setValue(takings);
    m_buyers->setValue(buyers);
    m_newBuyers->setValue(fresh);
    m_mailable->setValue({tr("May be sent e-mail"), m_format.number(figures.mailable), {}, tr("today"),
        tr("%1 of %2 people you know")
            .arg(m_format.percent(double(figures.mailable) / double(figures.shop.customers)),
                m_format.number(figures.shop.customers)),
        {}});
    const double unit = std::pow(10, m_shop.info.currency.decimals());
    TimeSeries series{tr("Takings"), {}, true, false};
    for (const store::WeekTakings &week : figures.shop.weeks)
        series.points.push_back({week.begin, double(week.takings) / unit});
    m_chart->setSeries({series});
    const auto best = std::max_element(figures.shop.weeks.begin(), figures.shop.weeks.end(),
        [](const auto &one, const auto &other) { return one.takings < other.takings; });
    m_chart->setDescription(tr("Takings per week, the last 52 whole weeks"),
        tr("The best week began on %1 with %2.")
            .arg(m_format.day(best->begin), m_format.money(m_shop.money(best->takings))));
    faces().showFull();
}

void HomePage::showIdeas(const QList<WeeklyIdea> &ideas)
{
    for (int i = 0; i < ideas.size(); ++i) {
        if (auto *row = qobject_cast<IdeaRow *>(m_ideas->itemAt(i)->widget()))
            row->setCount(ideas[i].count, m_format);
    }
}

} // namespace haberdash::ui
