// SPDX-License-Identifier: GPL-3.0-or-later
// Random rules: 500 with a fixed seed. HABERDASH_RULES=10000 asks for so many, with another seed each time;
// RC_PARAMS ("seed=... max_success=...", which a failure prints) overrides both.
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "core/segment/rule_walk.h"
#include "tests/support/random_rule.h"

#include <QLocale>
#include <QTest>

#include <rapidcheck.h>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

namespace haberdash::segment {

void showValue(const Rule &rule, std::ostream &stream)
{
    stream << print(rule).toStdString();
}

} // namespace haberdash::segment

namespace {

/// Rules that are one step simpler: a child less somewhere, or a group's only child in its place.
std::vector<Group> simpler(const Group &group)
{
    std::vector<Group> result;
    for (size_t i = 0; i < group.children.size(); ++i) {
        Group without = group;
        without.children.erase(without.children.begin() + std::ptrdiff_t(i));
        result.push_back(std::move(without));
        const auto *inner = std::get_if<Group>(&group.children[i].content);
        if (!inner)
            continue;
        result.push_back(*inner);
        for (Group &replacement : simpler(*inner)) {
            Group changed = group;
            changed.children[i].content = std::move(replacement);
            result.push_back(std::move(changed));
        }
    }
    return result;
}

rc::Gen<Rule> rules()
{
    const auto fromSeed = [](quint32 seed) {
        static const auto words = test::RandomRuleWords::madeUp();
        std::mt19937 generator(seed);
        return test::randomRule(generator, words);
    };
    return rc::gen::shrink(
        rc::gen::map(
            rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<quint32>())), fromSeed),
        [](const Rule &rule) {
            std::vector<Rule> rules;
            for (Group &group : simpler(rule.root))
                rules.push_back({std::move(group)});
            return rc::seq::fromContainer(std::move(rules));
        });
}

QString said(Number number)
{
    return QLocale().toString(double(number.thousandths) / 1000, 'f', QLocale::FloatingPointShortest);
}

/// What a person must be told of a condition. Counts may say "never" and "once" and are left out.
class Values
{
public:
    static QStringList of(const Node &leaf)
    {
        Values values;
        std::visit([&values](const auto &condition) { values.add(condition); }, leaf.content);
        return values.m_values;
    }

private:
    void add(const Group &) { }
    void add(const TextTest &test) { m_values += test.values; }
    void add(const NumberTest &test) { m_values.append(said(test.value)); }
    void add(const Flag &) { }
    void add(Span span) { m_values.append(QString::number(std::abs(span.count))); }
    void add(const Activity &activity)
    {
        if (activity.source == Activity::Source::Event)
            m_values.append(eventInWords(activity.event));
        addFilters(activity);
    }
    void addFilters(const Activity &activity)
    {
        for (const Filter &filter : activity.filters) {
            m_values.append(filter.key);
            std::visit([this](const auto &test) { add(test); }, filter.test);
        }
    }
    void add(const Window &window)
    {
        using Kind = Window::Kind;
        const bool spans = window.kind == Kind::InLast || window.kind == Kind::InNext
            || window.kind == Kind::MoreThanAgo || window.kind == Kind::BetweenAgo
            || (window.kind == Kind::Calendar && std::abs(window.nearSpan.count) > 1);
        if (spans)
            add(window.nearSpan);
        if (window.kind == Kind::BetweenAgo)
            add(window.farSpan);
        if (window.kind == Kind::MonthOfYear)
            m_values.append(QLocale().standaloneMonthName(window.nearSpan.count));
        const bool days = window.kind == Kind::Before || window.kind == Kind::OnOrAfter
            || window.kind == Kind::BetweenDays;
        for (const Day day : {window.from, window.to}) {
            if (days && day != Day())
                m_values.append(QLocale().toString(
                    QDate(1970, 1, 1).addDays(day.time_since_epoch().count()), QLocale::ShortFormat));
        }
    }
    void add(const Measure &measure)
    {
        const bool balance
            = measure.activity.event == u"points_change"_s && measure.kind == Measure::Kind::Sum;
        if (balance)
            addFilters(measure.activity);
        else
            add(measure.activity);
        add(measure.window);
        if (measure.since)
            add(*measure.since);
    }
    void add(const MeasureCondition &condition)
    {
        add(condition.measure);
        if (condition.measure.kind != Measure::Kind::Count)
            add(condition.test);
    }
    void add(const RankCondition &condition)
    {
        add(condition.measure);
        m_values.append(said(condition.percent));
    }
    void add(const ShareCondition &condition)
    {
        add(condition.measure);
        add(condition.test);
    }
    void add(const TimeCondition &condition)
    {
        add(condition.activity);
        add(condition.window);
    }
    void add(const SequenceCondition &condition)
    {
        add(condition.first);
        add(condition.window);
        for (const auto &step : condition.steps) {
            add(step.activity);
            if (step.within)
                add(*step.within);
        }
    }
    void add(const FactCondition &condition)
    {
        if (condition.fact.startsWith(u"attribute:"))
            m_values.append(condition.fact.mid(10));
        std::visit([this](const auto &test) { add(test); }, condition.test);
    }
    void add(const ConsentCondition &condition) { add(condition.window); }
    void add(const MailableCondition &) { }
    void add(const DistanceCondition &condition)
    {
        m_values << said(condition.latitude) << said(condition.longitude);
        add(condition.test);
    }
    void add(const RandomCondition &condition)
    {
        m_values << said(condition.from) << said(condition.to) << condition.salt;
    }
    void add(const SegmentCondition &condition)
    {
        m_values.append(condition.name);
        if (condition.ago)
            add(*condition.ago);
    }

    QStringList m_values;
};

} // namespace

class TestRuleProperty final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        bool asked = false;
        const int number = qEnvironmentVariableIntValue("HABERDASH_RULES", &asked);
        if (qEnvironmentVariableIsEmpty("RC_PARAMS"))
            qputenv("RC_PARAMS",
                asked ? "max_success=" + QByteArray::number(number) : QByteArray("seed=1 max_success=500"));
    }

    void whatIsPrintedReadsAsTheSameRule()
    {
        const bool holds = rc::check("parse(print(rule)) == rule", [] {
            const Rule rule = *rules();
            const QString text = print(rule);
            const auto read = parseRuleWithPlaces(text);
            if (!read)
                RC_FAIL(read.error().toError().detail.toStdString());
            RC_ASSERT(read->rule == rule);
            RC_ASSERT(print(read->rule).toStdString() == text.toStdString());
            RC_ASSERT(read->places.size() == leavesOf(rule.root).size());
        });
        QVERIFY(holds);
    }

    void everyConditionIsInTheSentence()
    {
        const bool holds = rc::check("the sentence names what each condition says", [] {
            const Rule rule = *rules();
            const QString whole = sentence(rule);
            for (const Node &leaf : leavesOf(rule.root)) {
                const QString words = sentence(leaf);
                if (!whole.contains(words))
                    RC_FAIL("missing: " + words.toStdString());
                for (const QString &value : Values::of(leaf)) {
                    if (!words.contains(value))
                        RC_FAIL("“" + value.toStdString() + "” is missing in: " + words.toStdString());
                }
            }
        });
        QVERIFY(holds);
    }

    void everyKindComesUp()
    {
        const auto words = test::RandomRuleWords::madeUp();
        std::mt19937 generator(7);
        QMap<size_t, int> kinds;
        QMap<int, int> windows;
        for (int i = 0; i < 2000; ++i) {
            const Node condition = test::randomCondition(generator, words);
            QVERIFY2(!faultOf(condition),
                qPrintable(print(condition) + u": " + faultOf(condition).value_or(QString())));
            ++kinds[condition.content.index()];
            if (const auto *time = std::get_if<TimeCondition>(&condition.content))
                ++windows[int(time->window.kind)];
        }
        QCOMPARE(kinds.size(), int(std::variant_size_v<decltype(Node::content)>) - 1);
        QVERIFY(*std::min_element(kinds.begin(), kinds.end()) >= 20);
        QCOMPARE(windows.size(), 10);
    }
};

QTEST_GUILESS_MAIN(TestRuleProperty)
#include "tst_rule_property.moc"
