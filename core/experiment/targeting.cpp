// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/targeting.h"

#include <algorithm>
#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostColumnsOfText = 20;
constexpr double skewed = 1; // skewness above which a logarithm is added
constexpr int partsOfNumbers = 5; // borders of single questions
constexpr size_t mostSingleNumbers = 8;

using Column = std::vector<double>;

struct Moments
{
    double count = 0;
    double mean = 0;
    double deviation = 0;
    double skewness = 0;
    double least = 0;
};

Moments momentsOf(const Column &column, std::span<const quint32> rows)
{
    Moments moments;
    for (const quint32 row : rows) {
        const double value = column[row];
        if (!std::isfinite(value))
            continue;
        moments.least = moments.count == 0 ? value : std::min(moments.least, value);
        ++moments.count;
        moments.mean += value;
    }
    if (moments.count == 0)
        return moments;
    moments.mean /= moments.count;
    double squares = 0;
    double cubes = 0;
    for (const quint32 row : rows) {
        const double rest = column[row] - moments.mean;
        if (!std::isfinite(rest))
            continue;
        squares += rest * rest;
        cubes += rest * rest * rest;
    }
    moments.deviation = std::sqrt(squares / moments.count);
    if (moments.deviation > 0)
        moments.skewness = cubes / moments.count / std::pow(moments.deviation, 3);
    return moments;
}

/// Adds a column, standardised, unless all have the same; who has no value counts as average.
void addColumn(std::vector<Column> &columns, Column column, std::span<const quint32> rows)
{
    const Moments moments = momentsOf(column, rows);
    if (!(moments.deviation > 0))
        return;
    for (double &value : column)
        value = std::isfinite(value) ? (value - moments.mean) / moments.deviation : 0;
    columns.push_back(std::move(column));
}

/// The recipients of two arms, those learnt from and those held out.
struct Split
{
    std::vector<quint32> learnt;
    std::vector<quint32> learntOfControl;
    std::vector<quint32> learntOfVariant;
    std::vector<quint32> heldOut;
};

Split splitOf(const Recipients &recipients, int control, int variant)
{
    Split split;
    for (quint32 i = 0; i < quint32(recipients.size()); ++i) {
        const bool isControl = recipients.arms[i] == control;
        if (!isControl && recipients.arms[i] != variant)
            continue;
        if (i % 10 >= 7) {
            split.heldOut.push_back(i);
            continue;
        }
        split.learnt.push_back(i);
        (isControl ? split.learntOfControl : split.learntOfVariant).push_back(i);
    }
    return split;
}

/// Keeps what the spans of ScoredRecipients look at.
struct Scored
{
    std::vector<double> score;
    std::vector<quint8> treated;
    std::vector<quint8> responded;
    [[nodiscard]] ScoredRecipients view() const { return {score, treated, responded}; }
};

template<typename Score>
Scored scored(const Recipients &recipients, const std::vector<quint32> &rows, int variant,
    const std::vector<quint8> &responded, Score score)
{
    Scored all;
    for (const quint32 row : rows) {
        all.score.push_back(score(row));
        all.treated.push_back(recipients.arms[row] == variant ? 1 : 0);
        all.responded.push_back(responded[row]);
    }
    return all;
}

std::vector<SingleRule> rulesOf(const Attribute &attribute, int index)
{
    std::vector<SingleRule> rules;
    const auto add = [&](SingleRule::Kind kind, const QString &text, double number) {
        rules.push_back({index, kind, text, number});
    };
    if (!attribute.isNumber()) {
        for (const QString &value :
            attribute.values.first(std::min(mostColumnsOfText, attribute.values.size()))) {
            add(SingleRule::Kind::Is, value, 0);
            add(SingleRule::Kind::IsNot, value, 0);
        }
        return rules;
    }
    const auto different = differentNumbers(attribute, mostSingleNumbers);
    if (different.size() == 2) {
        add(SingleRule::Kind::Is, {}, different[1]);
        add(SingleRule::Kind::Is, {}, different[0]);
        return rules;
    }
    std::vector<double> borders
        = different.size() <= mostSingleNumbers ? different : cutsOf(attribute, partsOfNumbers);
    if (different.size() <= mostSingleNumbers && !borders.empty())
        borders.pop_back(); // nobody is above
    for (const double border : borders) {
        add(SingleRule::Kind::Above, {}, border);
        add(SingleRule::Kind::AtMost, {}, border);
    }
    return rules;
}

class Judge
{
public:
    Judge(Targeting &targeting, const Recipients &recipients, const TargetingOptions &options,
        Progress &progress)
        : m_targeting(targeting)
        , m_recipients(recipients)
        , m_options(options)
        , m_progress(progress)
        , m_split(splitOf(recipients, targeting.a, targeting.b))
    {
        const auto &values = recipients.measures[size_t(targeting.measure)];
        m_responded.reserve(values.size());
        for (const double value : values)
            m_responded.push_back(value != 0 ? 1 : 0);
        m_targeting.learnt = qint64(m_split.learnt.size());
        m_targeting.heldOut = qint64(m_split.heldOut.size());
    }

    [[nodiscard]] Result<> decide()
    {
        const InputMatrix inputs = inputsOf(m_recipients, m_split.learnt);
        if (inputs.columns == 0) {
            m_targeting.verdict = Targeting::Verdict::NoAttributes;
            return {};
        }
        m_progress.report(1, 10);
        const auto control = fitLogistic(inputs, m_split.learntOfControl, m_responded);
        const auto variant = fitLogistic(inputs, m_split.learntOfVariant, m_responded);
        if (!control || !variant)
            return nothingLearnt((control ? variant : control).error());
        HABERDASH_TRY(judgeModel([&](quint32 row) {
            return variant->chance(inputs.row(row)) - control->chance(inputs.row(row));
        }));
        if (!m_targeting.model)
            return {};
        HABERDASH_TRY(judgeRule());
        if (m_targeting.model->qiniRange.low <= 0)
            m_targeting.verdict = Targeting::Verdict::NotAboveZero;
        else if (m_targeting.ruleScore
            && m_targeting.ruleScore->figures.qini >= m_targeting.model->figures.qini)
            m_targeting.verdict = Targeting::Verdict::QuestionIsAsGood;
        else
            m_targeting.verdict = Targeting::Verdict::Worthwhile;
        return {};
    }

private:
    [[nodiscard]] Result<> nothingLearnt(const NoResult &why)
    {
        m_targeting.verdict = Targeting::Verdict::NothingLearnt;
        m_targeting.reason = why.reason;
        return {};
    }

    template<typename Score>
    [[nodiscard]] Result<> judgeModel(Score score)
    {
        const Scored heldOut = scored(m_recipients, m_split.heldOut, m_targeting.b, m_responded, score);
        const auto figures = upliftFigures(heldOut.view());
        if (!figures)
            return nothingLearnt(figures.error());
        const auto range = interval(heldOut);
        if (m_progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        if (!range)
            return nothingLearnt(range.error());
        m_targeting.model = HeldOutScore{*figures, *range};
        m_targeting.curves = *upliftCurves(heldOut.view());
        return {};
    }

    [[nodiscard]] Result<> judgeRule()
    {
        double best = 0;
        const int attributes = int(m_recipients.attributes.size());
        for (int i = 0; i < attributes; ++i) {
            for (const SingleRule &rule : rulesOf(m_recipients.attributes[size_t(i)], i)) {
                const auto figures = upliftFigures(scoredBy(rule, m_split.learnt).view());
                if (figures && (!m_targeting.rule || figures->qini > best)) {
                    best = figures->qini;
                    m_targeting.rule = rule;
                }
            }
            if (m_progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
        if (!m_targeting.rule)
            return {};
        const Scored heldOut = scoredBy(*m_targeting.rule, m_split.heldOut);
        const auto figures = upliftFigures(heldOut.view());
        const auto range = interval(heldOut);
        if (figures && range)
            m_targeting.ruleScore = HeldOutScore{*figures, *range};
        return {};
    }

    [[nodiscard]] Scored scoredBy(const SingleRule &rule, const std::vector<quint32> &rows) const
    {
        const Attribute &attribute = m_recipients.attributes[size_t(rule.attribute)];
        return scored(m_recipients, rows, m_targeting.b, m_responded,
            [&](quint32 row) { return rule.holds(attribute, row) ? 1.0 : 0.0; });
    }

    [[nodiscard]] Outcome<Range> interval(const Scored &heldOut) const
    {
        return qiniInterval(
            heldOut.view(), m_options.resamples, m_options.seed, {m_options.threads, &m_progress});
    }

    Targeting &m_targeting;
    const Recipients &m_recipients;
    const TargetingOptions &m_options;
    Progress &m_progress;
    Split m_split;
    std::vector<quint8> m_responded;
};

} // namespace

InputMatrix inputsOf(const Recipients &recipients, std::span<const quint32> rows)
{
    std::vector<Column> columns;
    for (const Attribute &attribute : recipients.attributes) {
        if (attribute.isNumber()) {
            const Moments moments = momentsOf(attribute.numbers, rows);
            addColumn(columns, attribute.numbers, rows);
            if (moments.least > 0 && moments.skewness > skewed) {
                Column logs = attribute.numbers;
                for (double &value : logs)
                    value = value > 0 ? std::log(value) : std::nan("");
                addColumn(columns, std::move(logs), rows);
            }
            continue;
        }
        for (quint16 code = 0; code < std::min(mostColumnsOfText, attribute.values.size()); ++code) {
            Column column;
            column.reserve(attribute.codes.size());
            for (const quint16 one : attribute.codes)
                column.push_back(one == code ? 1 : 0);
            addColumn(columns, std::move(column), rows);
        }
    }
    InputMatrix inputs{columns.size(), {}};
    inputs.values.resize(columns.size() * recipients.size());
    for (size_t column = 0; column < columns.size(); ++column) {
        for (size_t row = 0; row < recipients.size(); ++row)
            inputs.values[row * columns.size() + column] = columns[column][row];
    }
    return inputs;
}

bool SingleRule::holds(const Attribute &of, size_t recipient) const
{
    const bool isNumber = of.isNumber();
    const bool isEqual = isNumber ? of.numbers[recipient] == number : of.values[of.codes[recipient]] == text;
    switch (kind) {
    case Kind::Is:
        return isEqual;
    case Kind::IsNot:
        return !isEqual;
    case Kind::Above:
        return of.numbers[recipient] > number;
    case Kind::AtMost:
        return of.numbers[recipient] <= number;
    }
    return false;
}

Result<Targeting> judgeTargeting(const Outcomes &outcomes, const Recipients &recipients, int control,
    int variant, int measure, const TargetingOptions &options, Progress &progress)
{
    Targeting targeting;
    targeting.a = control;
    targeting.b = variant;
    targeting.measure = measure;
    if (outcomes.measures[measure].kind != Measure::Kind::Rate) {
        targeting.verdict = Targeting::Verdict::NotARate;
        return targeting;
    }
    targeting.responses = std::min(outcomes.arms[control].measures[size_t(measure)].count,
        outcomes.arms[variant].measures[size_t(measure)].count);
    if (outcomes.isRunning) {
        targeting.verdict = Targeting::Verdict::Running;
        return targeting;
    }
    if (targeting.responses < leastResponsesForTargeting) {
        targeting.verdict = Targeting::Verdict::TooFewResponses;
        return targeting;
    }
    HABERDASH_TRY(Judge(targeting, recipients, options, progress).decide());
    return targeting;
}

} // namespace haberdash::experiment
