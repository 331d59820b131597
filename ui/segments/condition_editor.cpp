// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/condition_editor.h"

#include "ui/segments/fact_fields.h"
#include "ui/segments/filter_fields.h"
#include "ui/segments/measure_fields.h"
#include "ui/segments/window_fields.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

/// A number of the enumeration as the kept half of a choice.
template<typename T>
QString keep(T value)
{
    return QString::number(int(value));
}

constexpr int latitudeDecimals = 3;

} // namespace

ConditionEditor::ConditionEditor(Node node, const RuleWords &words, QWidget *parent)
    : SentenceRow(words, parent)
    , m_node(std::move(node))
{
    build();
}

void ConditionEditor::fill()
{
    const Node before = m_node;
    std::visit([this](auto &condition) { fill(condition); }, m_node.content);
    // Of another activity other things can be summed.
    if (m_node != before)
        changed(u"activity"_s);
}

void ConditionEditor::fill(MeasureCondition &condition)
{
    Measure &measure = condition.measure;
    addActivity(*this, u"activity"_s, measure.activity);
    addMeasureKind(*this, u"measure"_s, measure, MeasureUse::Compared);
    const bool times = measure.kind == Measure::Kind::Count;
    addCompare(*this, u"times"_s, condition.test, decimalsOf(measure, words()), times);
    const bool wordless = times
        && (condition.test == NumberTest{Compare::AtLeast, {1000}}
            || condition.test == NumberTest{Compare::Equal, {0}});
    if (!wordless)
        addWord(unitOf(measure, words()));
    addMeasureWindow(*this, measure);
    addMeasureFilters(*this, measure);
}

void ConditionEditor::fill(TimeCondition &condition)
{
    addCombo(u"which"_s, tr("First or last time"),
        {{tr("the last time they"), keep(TimeCondition::Which::Last)},
            {tr("the first time they"), keep(TimeCondition::Which::First)}},
        keep(condition.which),
        [&condition](const QString &kept) { condition.which = TimeCondition::Which(kept.toInt()); });
    addActivity(*this, u"activity"_s, condition.activity);
    addWord(condition.window.yearly ? tr("has its") : tr("was"));
    addWindow(*this, u"when"_s, condition.window, WindowUse::OneTime);
    addFilters(*this, u"activity"_s, condition.activity);
}

void ConditionEditor::fill(SequenceCondition &condition)
{
    addWord(tr("first they"));
    addActivity(*this, u"activity"_s, condition.first);
    addWindow(*this, u"when"_s, condition.window, WindowUse::Doing);
    addFilters(*this, u"activity"_s, condition.first);
    for (size_t i = 0; i < condition.steps.size(); ++i)
        addStep(condition, i);
    addBreak();
    addList(u"addStep"_s, tr("Another step"), tr("Add a step"), [this, &condition] {
        QList<ChoicePopup::Entry> entries;
        for (const bool happens : {true, false}) {
            for (const Activity &activity : activitiesOf(words())) {
                entries.append({happens ? tr("then they") : tr("then they never"), activityName(activity), {},
                    [&condition, happens, activity] {
                        condition.steps.push_back({happens, activity, Span{2, Unit::Days}});
                    }});
            }
        }
        return entries;
    });
}

void ConditionEditor::addStep(SequenceCondition &condition, size_t index)
{
    SequenceCondition::Step &step = condition.steps[index];
    const QString name = u"step%1"_s.arg(index);
    addBreak();
    if (condition.steps.size() > 1)
        addButton(name + u"Remove"_s, Icon::Close, tr("Remove this step"),
            [&condition, index] { condition.steps.erase(condition.steps.begin() + qsizetype(index)); });
    addCombo(name + u"Happens"_s, tr("Whether it happened"),
        {{tr("then they"), u"yes"_s}, {tr("then they never"), u"no"_s}}, step.happens ? u"yes"_s : u"no"_s,
        [&step](const QString &kept) { step.happens = kept == u"yes"_s; });
    addActivity(*this, name, step.activity);
    addCombo(
        name + u"Within"_s, tr("How soon"),
        {{tr("at any time after"), u"ever"_s}, {tr("within"), u"within"_s}},
        step.within ? u"within"_s : u"ever"_s,
        [&step](const QString &kept) {
            step.within.reset();
            if (kept == u"within"_s)
                step.within = Span{2, Unit::Days};
        },
        After::Rebuild);
    if (step.within)
        addSpan(*this, name, *step.within);
    addFilters(*this, name, step.activity);
}

void ConditionEditor::fill(RankCondition &condition)
{
    addWord(tr("are among the"));
    addCombo(u"top"_s, tr("Highest or lowest"), {{tr("highest"), u"top"_s}, {tr("lowest"), u"bottom"_s}},
        condition.top ? u"top"_s : u"bottom"_s,
        [&condition](const QString &kept) { condition.top = kept == u"top"_s; });
    addNumber(u"percent"_s, tr("Percent"), condition.percent, 0);
    addWord(tr("% of those who"));
    addActivity(*this, u"activity"_s, condition.measure.activity);
    addWord(tr("by"));
    addMeasureKind(*this, u"measure"_s, condition.measure, MeasureUse::Ranked);
    addMeasureWindow(*this, condition.measure);
    addMeasureFilters(*this, condition.measure);
}

void ConditionEditor::fill(ShareCondition &condition)
{
    addWord(tr("of all they"));
    addActivity(*this, u"activity"_s, condition.measure.activity);
    addWord(tr("by"));
    addMeasureKind(*this, u"measure"_s, condition.measure, MeasureUse::Share);
    addMeasureWindow(*this, condition.measure);
    addCompare(*this, u"share"_s, condition.test, 0);
    addWord(tr("% are of this kind:"));
    addMeasureFilters(*this, condition.measure, tr("those where"));
}

void ConditionEditor::fill(FactCondition &condition)
{
    addFact(*this, condition);
}

void ConditionEditor::fill(ConsentCondition &condition)
{
    using Channel = ConsentCondition::Channel;
    using State = ConsentCondition::State;
    addWord(tr("asked about"));
    addCombo(u"channel"_s, tr("Channel"),
        {{tr("e-mail"), keep(Channel::Email)}, {tr("text messages"), keep(Channel::Sms)}},
        keep(condition.channel),
        [&condition](const QString &kept) { condition.channel = Channel(kept.toInt()); });
    addWord(tr("they"));
    const auto kept
        = [](State state, bool negated) -> QString { return keep(state) + (negated ? u'!' : u' '); };
    addCombo(
        u"consent"_s, tr("Consent"),
        {{tr("agreed"), kept(State::Subscribed, false)},
            {tr("have yet to confirm"), kept(State::Pending, false)},
            {tr("did not agree"), kept(State::NotSubscribed, false)},
            {tr("unsubscribed"), kept(State::Unsubscribed, false)},
            {tr("were never asked"), kept(State::Never, false)}, {},
            {tr("have not agreed, for whatever reason"), kept(State::Subscribed, true)},
            {tr("have nothing left to confirm"), kept(State::Pending, true)},
            {tr("did anything but not agree"), kept(State::NotSubscribed, true)},
            {tr("have not unsubscribed"), kept(State::Unsubscribed, true)},
            {tr("were asked at some time"), kept(State::Never, true)}},
        kept(condition.state, condition.negated),
        [&condition](const QString &choice) {
            condition.state = State(choice.left(1).toInt());
            condition.negated = choice.endsWith(u'!');
            if (condition.negated || condition.state == State::Never)
                condition.window = {};
        },
        After::Rebuild);
    if (!condition.negated && condition.state != State::Never)
        addWindow(*this, u"when"_s, condition.window, WindowUse::Doing);
}

void ConditionEditor::fill(MailableCondition &)
{
    addWord(tr("may be sent e-mail: they have an address, agreed, and are not blocked"));
}

void ConditionEditor::fill(DistanceCondition &condition)
{
    addWord(tr("live"));
    addCompare(*this, u"distance"_s, condition.test, 0);
    addWord(tr("km from latitude"));
    addNumber(u"latitude"_s, tr("Latitude in degrees"), condition.latitude, latitudeDecimals);
    addWord(tr("and longitude"));
    addNumber(u"longitude"_s, tr("Longitude in degrees"), condition.longitude, latitudeDecimals);
}

void ConditionEditor::fill(RandomCondition &condition)
{
    addWord(tr("are in a random share, from"));
    addNumber(u"from"_s, tr("From percent"), condition.from, 0);
    addWord(tr("to"));
    addNumber(u"to"_s, tr("To percent"), condition.to, 0);
    addWord(tr("% of the draw called"));
    addText(u"salt"_s, tr("Name of the draw"), condition.salt, tr("any word"));
}

void ConditionEditor::fill(SegmentCondition &condition)
{
    addCombo(
        u"segmentWhen"_s, tr("Now or then"), {{tr("are in"), u"now"_s}, {tr("were in"), u"then"_s}},
        condition.ago ? u"then"_s : u"now"_s,
        [&condition](const QString &kept) {
            condition.ago.reset();
            if (kept == u"then"_s)
                condition.ago = Span{30, Unit::Days};
        },
        After::Rebuild);
    QList<Choice> choices;
    for (const QString &name : words().segments)
        choices.append({name, name});
    addCombo(u"segment"_s, tr("Segment"), choices, condition.name,
        [&condition](const QString &name) { condition.name = name; });
    if (condition.ago) {
        addSpan(*this, u"ago"_s, *condition.ago);
        addWord(tr("ago"));
    }
}

} // namespace haberdash::ui
