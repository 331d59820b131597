// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/experiment_figures.h"

#include "core/experiment/distributions.h"
#include "core/experiment/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <limits>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::experiment;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ExperimentFigures", text);
}

bool isRate(const Analysis &analysis, int measure)
{
    return analysis.measures[measure].kind == Measure::Kind::Rate;
}

QString numberText(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString rangeText(const Analysis &analysis, int measure, const std::optional<Range> &range)
{
    if (!range)
        return u"–"_s;
    QString low = valueText(analysis, measure, range->low);
    if (!isRate(analysis, measure) && !analysis.currency.isEmpty())
        low.chop(analysis.currency.size() + 1); // once is enough
    //: from, to
    return tr("%1 to %2").arg(low, valueText(analysis, measure, range->high));
}

QString chanceText(const std::optional<double> &chance)
{
    if (!chance)
        return u"–"_s;
    if (*chance > 0.999)
        return u"> 99.9 %"_s;
    if (*chance < 0.001)
        return u"< 0.1 %"_s;
    return QString::number(*chance * 100, 'f', 1) + u" %"_s;
}

QString csvCell(QString text)
{
    if (!text.isEmpty() && QStringView(u"=+-@\t").contains(text[0]))
        text.prepend(u'\''); // a spreadsheet would run it as a formula
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n'))
        return u"\"%1\""_s.arg(text.replace(u"\""_s, u"\"\""_s));
    return text;
}

QString csvNumber(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'g', 12) : QString();
}

} // namespace

QStringList armColumns(const Analysis &analysis, int measure)
{
    if (isRate(analysis, measure))
        return {tr("Arm"), tr("Recipients"), tr("Did it"), tr("Rate"), tr("95 % interval"), tr("Best with")};
    return {tr("Arm"), tr("Recipients"), tr("Buyers"), tr("Per recipient"), tr("95 % interval"),
        tr("Per buyer"), tr("Five largest")};
}

QList<QStringList> armRows(const Analysis &analysis, int measure)
{
    QList<QStringList> rows;
    for (const ArmResult &arm : analysis.arms) {
        const auto &figure = arm.figures[size_t(measure)];
        if (arm.isEmpty()) {
            rows << QStringList{arm.name, tr("nobody")};
            while (rows.back().size() < armColumns(analysis, measure).size())
                rows.back() << u"–"_s;
            continue;
        }
        QStringList row{arm.name, numberText(arm.recipients),
            figure.isCountKnown ? numberText(figure.count) : u"–"_s,
            valueText(analysis, measure, figure.mean)};
        if (isRate(analysis, measure)) {
            row << rangeText(analysis, measure, figure.shareRange) << chanceText(figure.probabilityBest);
        } else {
            row << rangeText(analysis, measure, figure.meanRange)
                << (figure.isCountKnown ? valueText(analysis, measure, figure.perBuyer) : u"–"_s)
                << (figure.isCountKnown ? QString::number(figure.topFiveShare * 100, 'f', 0) + u" %"_s
                                        : u"–"_s);
        }
        rows << row;
    }
    return rows;
}

std::vector<Interval> intervalsOf(const Analysis &analysis, int measure)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double unit = isRate(analysis, measure) ? 100 : 1;
    std::vector<Interval> intervals;
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure != measure)
            continue;
        intervals.push_back({comparisonName(analysis, one), one.difference * unit,
            one.range ? one.range->low * unit : none, one.range ? one.range->high * unit : none});
    }
    return intervals;
}

std::vector<Density> densitiesOf(const Analysis &analysis, int measure)
{
    constexpr int points = 200;
    std::vector<Density> densities;
    if (!isRate(analysis, measure) || analysis.isRunning)
        return densities;
    struct Beta
    {
        double a = 1;
        double b = 1;
    };
    std::vector<Beta> arms;
    double low = 1;
    double high = 0;
    for (const ArmResult &arm : analysis.arms) {
        if (arm.isEmpty())
            continue;
        const double did = double(arm.figures[size_t(measure)].count);
        const Beta beta{1 + did, 1 + double(arm.recipients) - did};
        arms.push_back(beta);
        low = std::min(low, betaQuantile(beta.a, beta.b, 0.0005));
        high = std::max(high, betaQuantile(beta.a, beta.b, 0.9995));
        densities.push_back({arm.name, {}, beta.a / (beta.a + beta.b) * 100,
            betaQuantile(beta.a, beta.b, 0.025) * 100, betaQuantile(beta.a, beta.b, 0.975) * 100});
    }
    for (size_t arm = 0; arm < arms.size(); ++arm) {
        for (int i = 0; i <= points; ++i) {
            const double rate = low + (high - low) * i / points;
            densities[arm].curve.emplace_back(rate * 100, betaDensity(arms[arm].a, arms[arm].b, rate));
        }
    }
    return densities;
}

QString axisText(double value)
{
    return QString::number(value, 'g', 3).replace(u'-', QChar(0x2212));
}

QString chartTitle(const Analysis &analysis, int measure)
{
    if (isRate(analysis, measure))
        return tr("Difference in percentage points, with 95 % interval");
    return analysis.currency.isEmpty()
        ? tr("Difference per recipient, with 95 % interval")
        //: %1 is a currency
        : tr("Difference per recipient in %1, with 95 % interval").arg(analysis.currency);
}

QByteArray toCsv(const Analysis &analysis)
{
    QString text = u"measure,arm,recipients,count,value,low,high,compared with,difference,difference low,"
                   u"difference high,p,p adjusted,test\r\n"_s;
    for (int measure = 0; measure < analysis.measures.size(); ++measure) {
        for (int index = 0; index < analysis.arms.size(); ++index) {
            const ArmResult &arm = analysis.arms[index];
            const auto &figure = arm.figures[size_t(measure)];
            const auto &range = isRate(analysis, measure) ? figure.shareRange : figure.meanRange;
            QStringList cells{csvCell(analysis.measures[measure].name), csvCell(arm.name),
                QString::number(arm.recipients), QString::number(figure.count), csvNumber(figure.mean),
                csvNumber(range ? std::optional(range->low) : std::nullopt),
                csvNumber(range ? std::optional(range->high) : std::nullopt)};
            for (const Comparison &one : analysis.comparisons) {
                if (one.measure != measure || one.a != analysis.control || one.b != index)
                    continue;
                cells << csvCell(analysis.arms[one.a].name) << csvNumber(one.difference)
                      << csvNumber(one.range ? std::optional(one.range->low) : std::nullopt)
                      << csvNumber(one.range ? std::optional(one.range->high) : std::nullopt)
                      << csvNumber(one.p) << csvNumber(one.adjustedP) << csvCell(nameOf(one.test));
            }
            while (cells.size() < 14)
                cells << QString();
            text += cells.join(u',') + u"\r\n"_s;
        }
    }
    return text.toUtf8();
}

} // namespace haberdash::ui
