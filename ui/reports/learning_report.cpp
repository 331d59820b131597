// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/learning_report.h"

#include "core/campaign/brand.h"
#include "core/campaign/message_parts.h"
#include "core/insight/month_calendar.h"
#include "core/learning/customer_groups.h"
#include "core/learning/glance.h"
#include "core/learning/holdout.h"
#include "core/learning/mailing_traits.h"
#include "ui/shared/charts/bar_chart.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/charts/ribbon_chart.h"

#include <QCoreApplication>

#include <cmath>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using namespace learning;
using report::Section;

namespace {

constexpr Measure tableMeasures[] = {Measure::Delivered, Measure::OpenRate, Measure::ClickRate,
    Measure::PlacedOrderRate, Measure::Revenue, Measure::RevenuePerRecipient, Measure::UnsubscribeRate};
constexpr size_t mostCohorts = 12;
constexpr int mostPeriods = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("LearningReport", text);
}

/// Below so many orders (or people who left) a change says nothing but that numbers are small.
constexpr qint64 fewestToCompare = 20;

QString changeText(Measure measure, const MailFigures &now, const MailFigures &before, const Format &format)
{
    const auto value = valueOf(measure, now);
    const auto former = valueOf(measure, before);
    if (!value || !former || *former == 0)
        return u"–"_s;
    if (restsOnOrders(measure) && std::max(now.buyers, before.buyers) < fewestToCompare)
        return tr("too few");
    return format.change((*value - *former) / std::abs(*former));
}

} // namespace

Result<ReportBrand> ReportBrand::read(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(kit, campaign::readBrand(connection));
    ReportBrand brand{kit.shopName, kit.accentColour, {}};
    if (!QColor::isValidColor(brand.accentColour))
        brand.accentColour = compose::BrandKit().accentColour;
    if (kit.logoUrl.startsWith(u"cid:"_s)) {
        HABERDASH_TRY_ASSIGN(picture, campaign::pictureOf(connection, kit.logoUrl.mid(4).toStdString()));
        if (picture)
            brand.logo = QByteArray::fromStdString(picture->bytes);
    }
    return brand;
}

LearningReporter::LearningReporter(const MailHistory &history, ReportBrand brand)
    : m_history(history)
    , m_brand(std::move(brand))
    , m_format(QLocale(QLocale::English, QLocale::UnitedKingdom), history.zone)
{ }

MadeReport LearningReporter::begin(const QString &title, const QString &byline) const
{
    MadeReport made;
    made.report.shop = m_brand.shop;
    made.report.accentColour = m_brand.accentColour;
    made.report.logo = m_brand.logo;
    made.report.title = title;
    made.report.byline = byline;
    made.report.footer
        = tr("Orders go to mails by the rule “%1” within %2 days, except where said. No names or "
             "addresses of customers are in this report. Made by Haberdash on the shop's own machine.")
              .arg(nameOf(m_history.outcomes->rule().credit))
              .arg(m_history.outcomes->rule().days);
    return made;
}

QString LearningReporter::money(double minorUnits) const
{
    return m_format.money(Money(qint64(std::llround(minorUnits)), m_history.currency));
}

QString LearningReporter::value(Measure measure, const MailFigures &figures) const
{
    const auto number = valueOf(measure, figures);
    if (!number)
        return u"–"_s;
    switch (entryOf(measure).unit) {
    case Unit::Count:
        return *number == std::floor(*number) ? m_format.number(qint64(*number))
                                              : m_format.decimal(*number, 1);
    case Unit::Share:
        return m_format.percent(*number, *number < 0.1 ? 2 : 1);
    case Unit::Money:
        return money(*number);
    }
    return {};
}

void LearningReporter::putChart(MadeReport &made, std::shared_ptr<ChartWidget> chart, double height)
{
    made.report.sections.back().chart = int(made.charts.size());
    made.charts.append(reportChart(std::move(chart), height));
}

MadeReport LearningReporter::mailing(quint16 number) const
{
    const Mailing &about = m_history.mailings->list()[number];
    const auto arms = m_history.outcomes->byVariant(number);
    MailFigures whole;
    QStringList names;
    for (size_t i = 0; i < arms.size(); ++i) {
        whole += arms[i];
        names << (about.variants[qsizetype(i)].isEmpty() ? tr("All of it") : about.variants[qsizetype(i)]);
    }
    MadeReport made = begin(about.name,
        tr("Sent from %1 to %2. Seen from %3.")
            .arg(m_format.dayAndTime(fromMilliseconds(about.firstAt)),
                m_format.dayAndTime(fromMilliseconds(about.lastAt)), m_format.dayAndTime(m_history.asOf)));
    made.report.summary
        = tr("%1 of %2 mails were delivered. %3 brought an order: %4 in all, %5 per recipient.")
              .arg(m_format.number(whole.delivered), m_format.number(whole.mails),
                  m_format.number(whole.buyers), money(whole.revenue),
                  value(Measure::RevenuePerRecipient, whole));
    Section facts{tr("What became of it"), {}, {}, {}};
    for (const MeasureEntry &entry : measures())
        facts.facts.append({entry.name, value(entry.measure, whole)});
    made.report.sections.append(facts);
    if (arms.size() > 1)
        addMailings(made, tr("The arms"), names, arms);
    addRules(made, attribute(*m_history.mailings, m_history.coupons, Stretch::always(), number));
    addHoldouts(made, Stretch::always(), number);
    const RowGroups groups
        = rfmOf(m_history.facts(), fromMilliseconds(about.firstAt)).toGroups(m_history.facts().size());
    const auto byGroup = figuresBy(*m_history.outcomes, groups, Stretch::always(), number);
    addMailings(made, tr("By customer group, as they were then"), groups.names, byGroup);
    addMeanings(made);
    return made;
}

MadeReport LearningReporter::period(const CalendarStretch &stretch, const QString &title) const
{
    MadeReport made = begin(title,
        stretch.isPartial
            ? tr("Up to %1: the time is not over, so the comparison is with more days than have passed.")
                  .arg(m_format.dayAndTime(m_history.asOf))
            : tr("Seen from %1.").arg(m_format.dayAndTime(m_history.asOf)));
    const Glance glance = glanceAt(*m_history.outcomes, stretch.now, stretch.before, m_history.zone);
    const double share = glance.all.revenue > 0 ? glance.mail.revenue / glance.all.revenue : 0;
    made.report.summary
        = tr("%1 mails brought %2, which is %3 of the %4 that the shop took in orders, and %5 per recipient "
             "(%6 in the time before, %7).")
              .arg(m_format.number(glance.mail.mails), money(glance.mail.revenue), m_format.percent(share),
                  money(glance.all.revenue), value(Measure::RevenuePerRecipient, glance.mail),
                  value(Measure::RevenuePerRecipient, glance.mailBefore), stretch.beforeName);
    addFigures(made, glance.mail, glance.mailBefore, stretch.name, stretch.beforeName);
    std::vector<QString> names;
    std::vector<double> all;
    std::vector<double> mail;
    for (const GlanceWeek &week : glance.weeks) {
        names.push_back(m_format.locale().toString(
            QDateTime::fromMSecsSinceEpoch(week.begin, m_history.zone).date(), u"d MMM"_s));
        all.push_back(week.all.revenue);
        mail.push_back(week.mail.revenue);
    }
    addWeeks(made, names, all, mail);
    QStringList mailings;
    std::vector<MailFigures> figures;
    for (const MailingRow &row : glance.mailings) {
        mailings << m_history.mailings->list()[row.mailing].name;
        figures.push_back(row.figures);
    }
    addMailings(made, tr("Mailings"), mailings, figures);
    addTraits(made, glance);
    return made;
}

MadeReport LearningReporter::month(const CalendarStretch &stretch) const
{
    MadeReport made = period(stretch, tr("What mail brought in %1").arg(stretch.name));
    addHoldouts(made, stretch.now, std::nullopt);
    addCustomers(made, stretch);
    addMeanings(made);
    return made;
}

MadeReport LearningReporter::quarter(const CalendarStretch &stretch) const
{
    MadeReport made = period(stretch, tr("Audit of the %1").arg(stretch.name));
    addRules(made, attribute(*m_history.mailings, m_history.coupons, stretch.now));
    addHoldouts(made, stretch.now, std::nullopt);
    addCustomers(made, stretch);
    addCohorts(made);
    addKinds(made);
    addMeanings(made);
    return made;
}

void LearningReporter::addFigures(MadeReport &made, const MailFigures &now, const MailFigures &before,
    const QString &nowName, const QString &beforeName) const
{
    Section section{tr("Figures"), {}, {}, {}};
    section.table.titles = {tr("Measure"), nowName, beforeName, tr("Change"), tr("Usual")};
    section.table.numberColumns = {1, 2, 3, 4};
    for (const MeasureEntry &entry : measures()) {
        const QString usual
            = entry.custom ? tr("up to %1").arg(m_format.percent(entry.custom->high, 1)) : QString();
        section.table.rows.append({entry.name, value(entry.measure, now), value(entry.measure, before),
            changeText(entry.measure, now, before, m_format), usual});
    }
    section.text
        = tr("“Usual” is what large mailbox providers and guides for senders ask for; it is no aim.");
    made.report.sections.append(section);
}

void LearningReporter::addWeeks(MadeReport &made, const std::vector<QString> &names,
    const std::vector<double> &all, const std::vector<double> &mail) const
{
    const double unit = std::pow(10.0, m_history.currency.decimals());
    auto chart = std::make_shared<RibbonChart>(
        [format = m_format, currency = m_history.currency, unit](double amount) {
            return format.moneyRounded(Money(qint64(std::llround(amount * unit)), currency));
        });
    RibbonSeries whole{tr("All orders"), {}};
    RibbonSeries ours{tr("From mail sent that week"), {}};
    QStringList steps;
    for (size_t i = 0; i < names.size(); ++i) {
        steps << names[i];
        whole.points.push_back({all[i] / unit, std::nullopt, std::nullopt});
        ours.points.push_back({mail[i] / unit, std::nullopt, std::nullopt});
    }
    chart->setSeries(tr("Week from"), steps, {whole, ours});
    chart->setDescription(tr("Revenue per week"),
        tr("Revenue per week: all orders, and those laid to mails sent in that week."));
    made.report.sections.append(
        {tr("Revenue per week"), tr("Weeks begin on Monday; the first and the last may be cut."), {}, {}});
    putChart(made, chart, 200);
}

void LearningReporter::addMailings(MadeReport &made, const QString &title, const QStringList &names,
    const std::vector<MailFigures> &figures) const
{
    Section section{title, {}, {}, {}};
    section.table.titles << tr("Name");
    for (const Measure measure : tableMeasures) {
        section.table.titles << entryOf(measure).column;
        section.table.numberColumns << int(section.table.titles.size()) - 1;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (figures[size_t(i)].mails == 0)
            continue;
        QStringList row{names[i]};
        for (const Measure measure : tableMeasures)
            row << value(measure, figures[size_t(i)]);
        section.table.rows.append(row);
    }
    if (section.table.rows.isEmpty())
        section.text = tr("Nothing was sent.");
    made.report.sections.append(section);
}

void LearningReporter::addRules(MadeReport &made, const AttributionTable &table) const
{
    Section section{tr("By every rule"), {}, {}, {}};
    section.text = tr(
        "The same orders, laid to mails in six ways. None of them is the truth; “%1” counts each order once.")
                       .arg(nameOf(Credit::Fractional));
    section.table.titles << tr("Rule");
    for (const int days : windowDays) {
        section.table.titles << (days == 1 ? tr("1 day") : tr("%1 days").arg(days));
        section.table.numberColumns << int(section.table.titles.size()) - 1;
    }
    for (const Credit credit : allCredits) {
        QStringList row{nameOf(credit)};
        for (const Takings &cell : table.cells[size_t(credit)])
            row << money(cell.revenue);
        section.table.rows.append(row);
    }
    if (table.withoutRate > 0)
        section.text += tr(" %1 orders are in a currency without a rate and count with no amount.")
                            .arg(table.withoutRate);
    made.report.sections.append(section);
}

void LearningReporter::addHoldouts(
    MadeReport &made, const Stretch &stretch, std::optional<quint16> mailing) const
{
    Section section{tr("What mail brought by itself"), {}, {}, {}};
    section.table.titles
        = {tr("Mailing"), tr("Left out"), tr("More buyers"), tr("At least"), tr("At most"), tr("In money")};
    section.table.numberColumns = {1, 2, 3, 4, 5};
    for (const HoldoutComparison &one :
        compareHoldouts(*m_history.mailings, stretch, m_history.outcomes->rule().days)) {
        if ((mailing && one.mailing != *mailing) || !one.increment)
            continue;
        section.table.rows.append({m_history.mailings->list()[one.mailing].name, m_format.number(one.heldOut),
            m_format.decimal(one.increment->conversions, 0),
            m_format.decimal(one.increment->conversionsRange.low, 0),
            m_format.decimal(one.increment->conversionsRange.high, 0),
            one.revenueRange ? money(one.increment->revenue) : tr("too few orders")});
    }
    section.text = section.table.rows.isEmpty()
        ? tr("Nobody was left out on purpose, so nothing tells what would have been bought without the mail.")
        : tr("Beside people who were left out on purpose, within %1 days. Where “at least” is below zero, "
             "chance may be all there is.")
              .arg(m_history.outcomes->rule().days);
    made.report.sections.append(section);
}

void LearningReporter::addTraits(MadeReport &made, const Glance &glance) const
{
    const Ranking ranking = rankMailings(*m_history.outcomes, glance);
    const TraitReport traits = sharedTraits(*m_history.outcomes, ranking.topNumbers(), ranking.rest,
        m_history.descriptions, m_history.coupons, m_history.zone);
    Section section{tr("What the best share"), traits.note, {}, {}};
    section.table.titles = {tr("Of the best"), tr("Of the others"), tr("By chance alone"), tr("What")};
    for (const TraitShare &share : traits.shares)
        section.table.rows.append({tr("%1 of %2").arg(share.inTop).arg(share.top),
            tr("%1 of %2").arg(share.inRest).arg(share.rest), m_format.percent(share.p), share.trait});
    made.report.sections.append(section);
}

void LearningReporter::addCustomers(MadeReport &made, const CalendarStretch &stretch) const
{
    const RfmOfShop now = rfmOf(m_history.facts(), fromMilliseconds(stretch.now.to));
    const RfmOfShop before = rfmOf(m_history.facts(), fromMilliseconds(stretch.now.from));
    const auto groups = now.byGroup();
    const auto former = before.byGroup();
    std::vector<Bar> bars;
    Section section{tr("Customers"), {}, {}, {}};
    section.table.titles
        = {tr("Group"), tr("People"), tr("At the start"), tr("Revenue so far"), tr("Who they are")};
    section.table.numberColumns = {1, 2, 3};
    for (size_t i = 0; i < groups.size(); ++i) {
        const QString name = insight::nameOf(insight::allRfmGroups[i]);
        bars.push_back({name, double(groups[i].people), std::nullopt, std::nullopt, false});
        section.table.rows.append({name, m_format.number(groups[i].people), m_format.number(former[i].people),
            money(groups[i].net), insight::meaningOf(insight::allRfmGroups[i])});
    }
    const RfmMovement movement = movementBetween(before, now);
    section.text = tr("%1 people have bought by the end, %2 of them for the first time in this stretch.")
                       .arg(m_format.number(qint64(now.rows.size())),
                           m_format.number(movement.then(RfmMovement::notYet)));
    made.report.sections.append(section);
    auto chart = std::make_shared<BarChart>(
        tr("People"), [format = m_format](double people) { return format.number(qint64(people)); });
    chart->setBars(tr("Group"), std::move(bars));
    chart->setDescription(tr("People by RFM group"), section.text);
    putChart(made, chart, 330);
}

void LearningReporter::addCohorts(MadeReport &made) const
{
    const CohortsOfShop cohorts = cohortsOfShop(m_history.facts(), m_history.asOf, m_history.zone);
    Section section{tr("Cohorts"),
        tr("People by the month of their first order, and how many of them bought again that many months "
           "later. A star marks a month that is not over."),
        {}, {}};
    section.table.titles = {tr("First order"), tr("People")};
    section.table.numberColumns = {1};
    for (int k = 1; k <= mostPeriods; ++k) {
        section.table.titles << QString::number(k);
        section.table.numberColumns << k + 1;
    }
    const auto &all = cohorts.cohorts;
    for (size_t i = all.size() > mostCohorts ? all.size() - mostCohorts : 0; i < all.size(); ++i) {
        QStringList row{insight::monthText(all[i].month), m_format.number(all[i].size)};
        for (int k = 1; k <= mostPeriods; ++k) {
            const insight::CohortPeriod *period = all[i].period(k);
            row << (period ? m_format.percent(double(period->buyers) / double(all[i].size), 0)
                        + (period->isPartial ? u"*"_s : QString())
                           : QString());
        }
        section.table.rows.append(row);
    }
    made.report.sections.append(section);
}

void LearningReporter::addKinds(MadeReport &made) const
{
    const auto kinds = genericAndPersonal(m_history);
    Section section{tr("Personal beside generic mail"), {}, {}, {}};
    if (kinds[0].arms.empty() || kinds[1].arms.empty()) {
        section.text = tr("No campaign had mails of both kinds, so there is nothing to compare.");
        made.report.sections.append(section);
        return;
    }
    const Following following = followKinds(*m_history.mailings, kinds);
    section.table.titles = {tr("Months since the first mail"), tr("Generic: people"), tr("spent each"),
        tr("bought again"), tr("Personal: people"), tr("spent each"), tr("bought again")};
    section.table.numberColumns = {1, 2, 3, 4, 5, 6};
    for (size_t month = 0; month < following.differences.size(); ++month) {
        QStringList row{QString::number(month + 1)};
        for (size_t kind = 0; kind < 2; ++kind) {
            const FollowedMonth &figures = following.months[kind][month];
            row << m_format.number(figures.people) << money(figures.revenue)
                << m_format.number(figures.repeaters);
        }
        section.table.rows.append(row);
    }
    section.text = following.differences.empty() ? tr("The first month after such a mail is not over yet.")
                                                 : following.note;
    made.report.sections.append(section);
}

void LearningReporter::addMeanings(MadeReport &made) const
{
    Section section{tr("How this was counted"), {}, {}, {}};
    for (const MeasureEntry &entry : measures())
        section.facts.append({entry.name, entry.meaning});
    section.facts.append(
        {nameOf(m_history.outcomes->rule().credit), meaningOf(m_history.outcomes->rule().credit)});
    made.report.sections.append(section);
}

} // namespace haberdash::ui
