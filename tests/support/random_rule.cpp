// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_rule.h"

#include <QRegularExpression>

namespace haberdash::test {

using namespace segment;
using namespace Qt::Literals::StringLiterals;

namespace {

using Field = Filter::Field;
using Source = Activity::Source;

/// Draws by remainder: std::uniform_int_distribution differs between libraries.
class Draw
{
public:
    Draw(std::mt19937 &generator, const RandomRuleWords &words)
        : m_generator(generator)
        , m_words(words)
    { }

    Rule rule()
    {
        m_left = 1 + below(m_words.mostConditions);
        return {group(m_words.deepest)};
    }

    Node condition()
    {
        switch (below(m_words.segments.isEmpty() ? 15 : 17)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            Measure measure = this->measure();
            const NumberTest test = testOf(measure);
            return {MeasureCondition{std::move(measure), test}};
        }
        case 4:
        case 5:
            return {TimeCondition{chance(50) ? TimeCondition::Which::First : TimeCondition::Which::Last,
                activity(), timeWindow()}};
        case 6:
            return {sequence()};
        case 7:
            return {RankCondition{chance(50), {1000 * between(1, 100)}, measure()}};
        case 8:
            return {share()};
        case 9:
        case 10:
        case 11:
            return {fact()};
        case 12:
            return {consent()};
        case 13:
            return chance(50) ? Node{MailableCondition{}} : Node{distance()};
        case 14:
            return {random()};
        default: {
            SegmentCondition condition{.name = one(m_words.segments)};
            if (chance(50))
                condition.ago = span();
            return {condition};
        }
        }
    }

private:
    int below(int bound) { return int(m_generator() % quint32(bound)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool chance(int percent) { return below(100) < percent; }
    template<typename List>
    typename List::value_type one(const List &list)
    {
        return list[below(int(list.size()))];
    }

    Group group(int depth)
    {
        Group result{
            one(std::array{Group::Match::All, Group::Match::All, Group::Match::Any, Group::Match::None}), {}};
        const int children = chance(5) ? 0 : between(1, 4);
        for (int i = 0; i < children && m_left > 0; ++i) {
            if (depth > 1 && chance(30)) {
                result.children.push_back({group(depth - 1)});
            } else {
                --m_left;
                result.children.push_back(condition());
            }
        }
        return result;
    }

    Span span()
    {
        static constexpr std::pair<Unit, int> longest[]
            = {{Unit::Hours, 96}, {Unit::Days, 120}, {Unit::Weeks, 30}, {Unit::Months, 14}, {Unit::Years, 3}};
        const auto [unit, most] = longest[below(5)];
        return {between(1, most), unit};
    }
    Day day() { return m_words.today + std::chrono::days(between(-500, 60)); }

    Window calendar(int latest)
    {
        const Unit unit = one(std::array{Unit::Days, Unit::Weeks, Unit::Months, Unit::Years});
        return {.kind = Window::Kind::Calendar, .nearSpan = {between(-3, latest), unit}};
    }

    Window pastWindow()
    {
        Window window;
        switch (below(9)) {
        case 0:
            return window;
        case 1:
        case 2:
            window.kind = Window::Kind::InLast;
            window.nearSpan = span();
            return window;
        case 3:
            window.kind = Window::Kind::MoreThanAgo;
            window.nearSpan = span();
            return window;
        case 4: {
            window.kind = Window::Kind::BetweenAgo;
            const Span longer = span();
            const Unit unit = one(std::array{longer.unit, Unit::Hours, Unit::Days});
            window.nearSpan = {between(0, 40), unit};
            window.farSpan = longer;
            const bool faulty = faultOf({TimeCondition{.window = window}}).has_value();
            if (faulty)
                window.nearSpan.count = 0;
            return window;
        }
        case 5:
            window.kind = chance(50) ? Window::Kind::Before : Window::Kind::OnOrAfter;
            window.from = day();
            return window;
        case 6:
            window.kind = Window::Kind::BetweenDays;
            window.from = day();
            window.to = window.from + std::chrono::days(chance(30) ? 0 : below(200));
            return window;
        case 7:
            return calendar(0);
        default:
            window.kind = Window::Kind::MonthOfYear;
            window.nearSpan = {between(1, 12), Unit::Months};
            return window;
        }
    }

    Window yearlyWindow()
    {
        Window window = chance(40) ? calendar(3) : Window{.kind = Window::Kind::InLast, .nearSpan = span()};
        if (window.kind == Window::Kind::InLast && chance(60))
            window.kind = Window::Kind::InNext;
        window.yearly = true;
        return window;
    }
    Window timeWindow() { return chance(20) ? yearlyWindow() : pastWindow(); }
    Window dateWindow()
    {
        if (chance(20))
            return calendar(3);
        if (chance(20))
            return {.kind = Window::Kind::InNext, .nearSpan = span()};
        return timeWindow();
    }

    NumberTest number(int most)
    {
        static constexpr Compare compares[] = {Compare::Equal, Compare::NotEqual, Compare::Less,
            Compare::AtMost, Compare::Greater, Compare::AtLeast, Compare::Greater, Compare::AtLeast};
        const qint64 fraction = chance(10) ? below(1000) : 0;
        return {compares[below(8)], {qint64(between(chance(5) ? -3 : 0, most)) * 1000 + fraction}};
    }

    /// A value that occurs, or for other operators than "is" a piece of it.
    QString textFor(TextOperator op, const QStringList &values)
    {
        const QString value = values.isEmpty() || chance(5) ? u"nothing of the kind"_s : one(values);
        const auto size = value.size();
        const bool cut = size > 1 && chance(70);
        const auto boundary = [&value](qsizetype at) {
            return at < value.size() && value[at].isLowSurrogate() ? at + 1 : at;
        };
        const auto begin = cut ? boundary(below(int(size))) : 0;
        switch (positiveOf(op)) {
        case TextOperator::Contains:
            return value.mid(begin);
        case TextOperator::StartsWith:
            return cut ? value.left(begin) : value;
        case TextOperator::EndsWith:
            return value.mid(begin);
        case TextOperator::Matches: {
            QString pattern = QRegularExpression::escape(cut ? value.left(begin) : value);
            if (chance(30))
                pattern.prepend(u'^');
            if (chance(20))
                pattern.append(u'.');
            return pattern;
        }
        default:
            return chance(20) ? value.toUpper() : value;
        }
    }

    TextTest text(const QStringList &values)
    {
        static constexpr TextOperator operators[] = {TextOperator::Is, TextOperator::Is, TextOperator::Is,
            TextOperator::IsNot, TextOperator::Contains, TextOperator::ContainsNot, TextOperator::StartsWith,
            TextOperator::StartsNotWith, TextOperator::EndsWith, TextOperator::EndsNotWith,
            TextOperator::Matches, TextOperator::MatchesNot, TextOperator::IsKnown, TextOperator::IsUnknown};
        TextTest test{operators[below(std::size(operators))], {}};
        if (positiveOf(test.op) == TextOperator::IsKnown)
            return test;
        const int count = chance(70) ? 1 : between(2, 3);
        for (int i = 0; i < count; ++i)
            test.values.append(textFor(test.op, values));
        return test;
    }

    static const QStringList &calendarWords(Field field)
    {
        static const QStringList weekdays{u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s,
            u"friday"_s, u"saturday"_s, u"sunday"_s};
        static const QStringList months{
            u"january"_s, u"march"_s, u"may"_s, u"june"_s, u"july"_s, u"december"_s};
        return field == Field::Weekday ? weekdays : months;
    }

    Filter filter(const FieldInfo &info)
    {
        Filter result{.field = info.field};
        if (info.field == Field::Detail)
            result.key = m_words.details.isEmpty() ? u"detail"_s : one(m_words.details);
        if (info.field == Field::Weekday || info.field == Field::Month) {
            TextTest test{chance(80) ? TextOperator::Is : TextOperator::IsNot, {}};
            const int count = between(1, 3);
            for (int i = 0; i < count; ++i)
                test.values.append(one(calendarWords(info.field)));
            result.test = std::move(test);
        } else if (info.kind == TestKind::Flag) {
            result.test = Flag{};
        } else if (info.kind == TestKind::Number || (info.kind == TestKind::TextOrNumber && chance(50))) {
            result.test = numberFor(info.field);
        } else {
            result.test = text(m_words.fields.value(info.field));
        }
        return result;
    }

    NumberTest numberFor(Field field)
    {
        switch (field) {
        case Field::Hour: {
            NumberTest test = number(23);
            if (test.value < Number{0})
                test.value = {0};
            return test;
        }
        case Field::Quantity:
        case Field::Lines:
        case Field::Units:
            return number(4);
        case Field::PriceDrop:
            return number(40);
        default:
            return number(150);
        }
    }

    Activity activity()
    {
        static constexpr Source sources[]
            = {Source::Orders, Source::Orders, Source::Orders, Source::Items, Source::Event, Source::Event,
                Source::Event, Source::Messages, Source::Consents, Source::Suppressions};
        const Source source = sources[below(std::size(sources))];
        return activity(source, chance(40) ? between(1, 2) : 0);
    }
    Activity activity(Source source, int filters)
    {
        Activity result{.source = source};
        if (source == Source::Event)
            result.event = m_words.events.isEmpty() ? u"nothing_done"_s : one(m_words.events);
        const auto fields = fieldsOf(source);
        for (int i = 0; i < filters; ++i)
            result.filters.push_back(filter(fields[size_t(below(int(fields.size())))]));
        return result;
    }

    Measure measure()
    {
        using Kind = Measure::Kind;
        static constexpr Kind kinds[] = {Kind::Count, Kind::Count, Kind::Count, Kind::Sum, Kind::Sum,
            Kind::Average, Kind::DaysBetween, Kind::Overdue};
        Measure result{.kind = kinds[below(std::size(kinds))], .activity = activity()};
        if (result.kind == Kind::Sum || result.kind == Kind::Average) {
            if (sumsOf(result.activity.source).empty())
                result.activity = activity(Source::Orders, below(2));
            const auto sums = sumsOf(result.activity.source);
            result.of = sums[size_t(below(int(sums.size())))].of;
        }
        if (chance(12))
            result.since = activity();
        else
            result.window = pastWindow();
        return result;
    }

    NumberTest testOf(const Measure &measure)
    {
        switch (measure.kind) {
        case Measure::Kind::Count:
            return number(4);
        case Measure::Kind::DaysBetween:
            return number(90);
        case Measure::Kind::Overdue:
            return number(200);
        default:
            return number(measure.of == Measure::Of::Quantity ? 6 : m_words.mostPoints / 4);
        }
    }

    ShareCondition share()
    {
        ShareCondition result{.measure = measure(), .test = number(100)};
        if (result.measure.kind != Measure::Kind::Count && result.measure.kind != Measure::Kind::Sum) {
            result.measure.kind = Measure::Kind::Count;
            result.measure.of = Measure::Of::Nothing;
        }
        if (result.measure.activity.filters.empty())
            result.measure.activity.filters = activity(result.measure.activity.source, 1).filters;
        result.test.value = std::clamp(result.test.value, Number{0}, Number{100'000});
        return result;
    }

    SequenceCondition sequence()
    {
        SequenceCondition result{.first = activity(), .window = pastWindow()};
        const int steps = between(1, 3);
        for (int i = 0; i < steps; ++i) {
            SequenceCondition::Step step{.happens = chance(70), .activity = activity()};
            if (chance(60))
                step.within = span();
            result.steps.push_back(std::move(step));
        }
        return result;
    }

    FactCondition fact()
    {
        if (chance(20) && !m_words.numberAttributes.isEmpty())
            return {u"attribute:"_s + one(m_words.numberAttributes), number(m_words.mostPoints)};
        if (chance(20) && !m_words.dateAttributes.isEmpty())
            return {u"attribute:"_s + one(m_words.dateAttributes), dateWindow()};
        QStringList names = knownFacts();
        for (auto it = m_words.facts.begin(); it != m_words.facts.end(); ++it)
            names.append(it.key());
        const QString name = one(names);
        const FactKind kind = kindOf(name);
        if (kind == FactKind::Text || kind == FactKind::Any)
            return {name, text(m_words.facts.value(name))};
        if (chance(10))
            return {name, TextTest{chance(50) ? TextOperator::IsKnown : TextOperator::IsUnknown, {}}};
        if (kind == FactKind::Number)
            return {name, number(m_words.mostPoints)};
        return {name, dateWindow()};
    }

    ConsentCondition consent()
    {
        using State = ConsentCondition::State;
        ConsentCondition result{
            .channel = chance(70) ? ConsentCondition::Channel::Email : ConsentCondition::Channel::Sms,
            .negated = chance(30),
            .state = one(std::array{State::Subscribed, State::Subscribed, State::Pending,
                State::NotSubscribed, State::Unsubscribed, State::Never})};
        if (!result.negated && result.state != State::Never && chance(50))
            result.window = pastWindow();
        return result;
    }

    DistanceCondition distance()
    {
        const auto near = [this](Number about, qint64 limit) {
            return Number{std::clamp<qint64>(about.thousandths + between(-2000, 2000), -limit, limit)};
        };
        DistanceCondition result{
            near(m_words.latitude, 90'000), near(m_words.longitude, 180'000), number(1000)};
        result.test.value = std::max(result.test.value, Number{0});
        return result;
    }

    RandomCondition random()
    {
        const int from = between(0, 99);
        return {
            {from * 1000}, {between(from + 1, 100) * 1000}, one(QStringList{u"spring"_s, u"autumn"_s, {}})};
    }

    std::mt19937 &m_generator;
    const RandomRuleWords &m_words;
    int m_left = 0; ///< conditions
};

} // namespace

RandomRuleWords RandomRuleWords::madeUp()
{
    const QStringList awkward{u"Shoes"_s, u"say \"hi\""_s, u"C:\\path\\"_s, u"two\nlines"_s, u"100 %1 %2"_s,
        u"naïve Größe"_s, u"\U0001F45F sneakers"_s, u" in last 30 days "_s, u"# no remark"_s, u"a, b"_s};
    RandomRuleWords words;
    words.events = {u"cart_add"_s, u"product_view"_s, u"email_open"_s, u"points_change"_s, u"Placed Order"_s,
        u"not"_s, u"orders"_s, u"in"_s, u"today"_s, u"Ünïcode \"event\""_s, u"%1"_s};
    for (const auto source : {Source::Orders, Source::Items, Source::Event, Source::Messages,
             Source::Consents, Source::Suppressions}) {
        for (const FieldInfo &info : fieldsOf(source))
            words.fields.insert(info.field, awkward);
    }
    words.details = awkward;
    for (const QString &fact : knownFacts()) {
        if (kindOf(fact) == FactKind::Text)
            words.facts.insert(fact, awkward);
    }
    for (const QString &name : {u"size"_s, u"Shoe \"size\" \\"_s, u"%2"_s}) {
        words.facts.insert(u"attribute:"_s + name, awkward);
        words.numberAttributes.append(name);
        words.dateAttributes.append(name);
    }
    words.segments = awkward;
    words.today = std::chrono::sys_days(std::chrono::year(2026) / 6 / 30);
    return words;
}

Rule randomRule(std::mt19937 &generator, const RandomRuleWords &words)
{
    return Draw(generator, words).rule();
}

Node randomCondition(std::mt19937 &generator, const RandomRuleWords &words)
{
    return Draw(generator, words).condition();
}

} // namespace haberdash::test
