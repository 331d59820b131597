// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/condition_editor.h"

#include "ui/shared/flow_layout.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QSpinBox>
#include <QTimer>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

QDate toDate(Day day)
{
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

/// A number of the enumeration as the kept half of a choice.
template<typename T>
QString keep(T value)
{
    return QString::number(int(value));
}
template<typename T>
T enumFrom(const QString &kept)
{
    return T(kept.toInt());
}

constexpr auto sinceKind = -1; // in the field of windows: "since they last ..."

} // namespace

ConditionEditor::ConditionEditor(Node node, const RuleWords &words, QWidget *parent)
    : QWidget(parent)
    , m_node(std::move(node))
    , m_words(words)
    , m_flow(new FlowLayout(this))
{
    build();
}

void ConditionEditor::build()
{
    m_buildScheduled = false;
    const QString focused = focusWidget() && focusWidget()->hasFocus() ? focusWidget()->objectName() : QString();
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->setObjectName({});
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    std::visit([this](auto &condition) { build(condition); }, m_node.content);
    updateGeometry();
    if (!focused.isEmpty()) {
        if (auto *widget = findChild<QWidget *>(focused))
            widget->setFocus();
    }
}

void ConditionEditor::buildLater()
{
    // The field whose signal this is must outlive its own signal.
    if (!m_buildScheduled)
        QTimer::singleShot(0, this, [this] { build(); });
    m_buildScheduled = true;
}

void ConditionEditor::tell(const QString &field)
{
    Q_EMIT edited(m_node, field);
}

bool ConditionEditor::eventFilter(QObject *watched, QEvent *event)
{
    // A wheel that scrolls the page must not change what it passes over.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ConditionEditor::addWord(const QString &text)
{
    auto *label = new TextLabel(text, TextLabel::Size::Body, TextLabel::Ink::Muted, this);
    m_flow->addWidget(label);
    label->show();
}

QComboBox *ConditionEditor::addCombo(const QString &name, const QString &spoken, const QList<Choice> &choices,
    const QString &current, std::function<void(const QString &)> apply, bool rebuild)
{
    auto *combo = new QComboBox(this);
    combo->setObjectName(name);
    combo->setAccessibleName(spoken);
    combo->setFocusPolicy(Qt::StrongFocus);
    combo->installEventFilter(this);
    combo->setMaxVisibleItems(16);
    for (const Choice &choice : choices)
        combo->addItem(choice.first, choice.second);
    int index = combo->findData(current);
    if (index < 0) {
        // What the rule says stays visible, also where the shop does not have it.
        combo->addItem(current, current);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
    connect(combo, &QComboBox::currentIndexChanged, this, [this, combo, name, rebuild, apply = std::move(apply)](int) {
        apply(combo->currentData().toString());
        if (rebuild)
            buildLater();
        tell(name);
    });
    m_flow->addWidget(combo);
    combo->show();
    return combo;
}

void ConditionEditor::addNumber(const QString &name, const QString &spoken, Number &number, int decimals)
{
    auto *spin = new QDoubleSpinBox(this);
    spin->setObjectName(name);
    spin->setAccessibleName(spoken);
    spin->setFocusPolicy(Qt::StrongFocus);
    spin->installEventFilter(this);
    spin->setDecimals(number.thousandths % 1000 != 0 ? std::max(decimals, 2) : decimals);
    spin->setRange(-1e9, 1e9);
    spin->setGroupSeparatorShown(true);
    spin->setValue(double(number.thousandths) / 1000);
    spin->setFixedWidth(decimals > 0 ? 112 : 84);
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this, name, &number](double value) {
        number.thousandths = std::llround(value * 1000);
        tell(name);
    });
    m_flow->addWidget(spin);
    spin->show();
}

void ConditionEditor::addCount(const QString &name, const QString &spoken, int &count)
{
    auto *spin = new QSpinBox(this);
    spin->setObjectName(name);
    spin->setAccessibleName(spoken);
    spin->setFocusPolicy(Qt::StrongFocus);
    spin->installEventFilter(this);
    spin->setRange(1, 9999);
    spin->setValue(count);
    spin->setFixedWidth(76);
    connect(spin, &QSpinBox::valueChanged, this, [this, name, &count](int value) {
        count = value;
        tell(name);
    });
    m_flow->addWidget(spin);
    spin->show();
}

void ConditionEditor::addDay(const QString &name, const QString &spoken, Day &day)
{
    if (day == Day{})
        day = *civilDay(2026, 1, 1);
    auto *edit = new QDateEdit(toDate(day), this);
    edit->setObjectName(name);
    edit->setAccessibleName(spoken);
    edit->setFocusPolicy(Qt::StrongFocus);
    edit->installEventFilter(this);
    edit->setCalendarPopup(true);
    connect(edit, &QDateEdit::dateChanged, this, [this, name, &day](QDate date) {
        if (const auto chosen = civilDay(date.year(), date.month(), date.day()))
            day = *chosen;
        tell(name);
    });
    m_flow->addWidget(edit);
    edit->show();
}

void ConditionEditor::addText(
    const QString &name, const QString &spoken, QStringList &values, const QStringList &known)
{
    auto *line = new QLineEdit(values.join(u", "_s), this);
    line->setObjectName(name);
    line->setAccessibleName(spoken);
    line->setPlaceholderText(tr("one, or several with commas"));
    line->setMinimumWidth(180);
    if (!known.isEmpty()) {
        auto *completer = new QCompleter(known, line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        line->setCompleter(completer);
    }
    connect(line, &QLineEdit::textChanged, this, [this, name, &values](const QString &text) {
        QStringList parts = text.split(u',');
        for (QString &part : parts)
            part = part.trimmed();
        parts.removeAll(QString());
        // A test needs something to compare with; an empty field compares with nothing at all.
        values = parts.isEmpty() ? QStringList{QString()} : parts;
        tell(name);
    });
    m_flow->addWidget(line);
    line->show();
}

void ConditionEditor::addActivity(const QString &name, Activity &activity)
{
    QList<Choice> choices{{activityName({}), {}}};
    for (const store::EventKind &kind : m_words.shop.events)
        choices.append({activityName(kind.name), kind.name});
    addCombo(name, tr("What they did"), choices, activity.event,
        [&activity](const QString &event) {
            if (event.isEmpty() != activity.event.isEmpty())
                activity.filters.clear();
            activity.event = event;
        },
        true);
}

void ConditionEditor::addCompare(const QString &name, NumberTest &test, int decimals, bool times)
{
    const QList<Choice> choices{{tr("at least"), keep(Compare::AtLeast)}, {tr("more than"), keep(Compare::Greater)},
        {tr("exactly"), keep(Compare::Equal)}, {times ? tr("fewer than") : tr("less than"), keep(Compare::Less)},
        {tr("at most"), keep(Compare::AtMost)}, {tr("anything but"), keep(Compare::NotEqual)}};
    addCombo(name + u"Compare"_s, tr("Comparison"), choices, keep(test.compare),
        [&test](const QString &kept) { test.compare = enumFrom<Compare>(kept); }, false);
    addNumber(name + u"Number"_s, times ? tr("How often") : tr("How much"), test.value, decimals);
}

void ConditionEditor::addSpan(const QString &name, Span &span)
{
    if (span.count < 1)
        span = {30, Unit::Days};
    addCount(name + u"Count"_s, tr("How long"), span.count);
    addCombo(name + u"Unit"_s, tr("Unit of time"),
        {{tr("hours"), keep(Unit::Hours)}, {tr("days"), keep(Unit::Days)}, {tr("weeks"), keep(Unit::Weeks)},
            {tr("months"), keep(Unit::Months)}, {tr("years"), keep(Unit::Years)}},
        keep(span.unit), [&span](const QString &kept) { span.unit = enumFrom<Unit>(kept); }, false);
}

void ConditionEditor::addWindow(Window &window, std::optional<Activity> *since)
{
    using Kind = Window::Kind;
    QList<Choice> choices{{tr("at any time"), keep(Kind::AllTime)}, {tr("in the last"), keep(Kind::InLast)},
        {tr("longer ago than"), keep(Kind::MoreThanAgo)}, {tr("ago, between"), keep(Kind::BetweenAgo)},
        {tr("before"), keep(Kind::Before)}, {tr("on or after"), keep(Kind::OnOrAfter)},
        {tr("from … to"), keep(Kind::BetweenDays)}};
    if (since)
        choices.append({tr("since they last"), QString::number(sinceKind)});
    const bool isSince = since && since->has_value();
    addCombo(u"when"_s, tr("When"), choices, isSince ? QString::number(sinceKind) : keep(window.kind),
        [&window, since](const QString &kept) {
            if (kept.toInt() == sinceKind) {
                window = {};
                *since = Activity{u"cart_add"_s, {}};
                return;
            }
            if (since)
                since->reset();
            window.kind = enumFrom<Kind>(kept);
            if (window.nearSpan.count < 1)
                window.nearSpan = {30, Unit::Days};
            if (window.farSpan.count < 1)
                window.farSpan = {90, Unit::Days};
            for (Day *day : {&window.from, &window.to}) {
                if (*day == Day{})
                    *day = *civilDay(2026, 1, 1);
            }
        },
        true);
    if (isSince) {
        addActivity(u"since"_s, **since);
        return;
    }
    switch (window.kind) {
    case Kind::AllTime:
        break;
    case Kind::InLast:
    case Kind::MoreThanAgo:
        addSpan(u"near"_s, window.nearSpan);
        break;
    case Kind::BetweenAgo:
        addSpan(u"near"_s, window.nearSpan);
        addWord(tr("and"));
        addSpan(u"far"_s, window.farSpan);
        break;
    case Kind::Before:
    case Kind::OnOrAfter:
        addDay(u"from"_s, tr("Day"), window.from);
        break;
    case Kind::BetweenDays:
        addDay(u"from"_s, tr("First day"), window.from);
        addWord(tr("to"));
        addDay(u"to"_s, tr("Last day"), window.to);
        break;
    }
}

void ConditionEditor::addTextTest(const QString &name, TextTest &test, const QStringList &known)
{
    addCombo(name + u"Operator"_s, tr("Comparison"),
        {{tr("is"), keep(TextOperator::Is)}, {tr("is not"), keep(TextOperator::IsNot)},
            {tr("contains"), keep(TextOperator::Contains)}, {tr("does not contain"), keep(TextOperator::ContainsNot)},
            {tr("starts with"), keep(TextOperator::StartsWith)}, {tr("ends with"), keep(TextOperator::EndsWith)},
            {tr("is known"), keep(TextOperator::IsKnown)}, {tr("is not known"), keep(TextOperator::IsUnknown)}},
        keep(test.op),
        [&test](const QString &kept) {
            test.op = enumFrom<TextOperator>(kept);
            if (test.op == TextOperator::IsKnown || test.op == TextOperator::IsUnknown)
                test.values.clear();
            else if (test.values.isEmpty())
                test.values = {QString()};
        },
        true);
    if (test.op != TextOperator::IsKnown && test.op != TextOperator::IsUnknown)
        addText(name + u"Values"_s, tr("Compared with"), test.values, known);
}

void ConditionEditor::addFilters(const QString &name, Activity &activity)
{
    using Field = Filter::Field;
    QList<Choice> fields{{tr("the product"), keep(Field::Product)}, {tr("the category"), keep(Field::Category)}};
    if (activity.isOrders())
        fields += {{tr("the coupon"), keep(Field::Coupon)}, {tr("the channel"), keep(Field::Channel)}};
    else
        fields.append({tr("the reference"), keep(Field::Reference)});
    fields.append({activity.isOrders() ? tr("the total") : tr("the value"), keep(Field::Value)});
    const auto setField = [](Filter &filter, Field field) {
        filter.field = field;
        if (field == Field::Value)
            filter.test = NumberTest{};
        else if (!std::holds_alternative<TextTest>(filter.test))
            filter.test = TextTest{TextOperator::Is, {QString()}};
    };
    for (size_t i = 0; i < activity.filters.size(); ++i) {
        Filter &filter = activity.filters[i];
        const QString prefix = name + u"Filter%1"_s.arg(i);
        addWord(i == 0 ? tr("where") : tr("and"));
        QList<Choice> choices = fields;
        choices.append({tr("(remove)"), u"remove"_s});
        addCombo(prefix, tr("Detail"), choices, keep(filter.field),
            [setField, &activity, i](const QString &kept) {
                if (kept == u"remove"_s)
                    activity.filters.erase(activity.filters.begin() + qsizetype(i));
                else
                    setField(activity.filters[i], enumFrom<Field>(kept));
            },
            true);
        if (auto *text = std::get_if<TextTest>(&filter.test)) {
            const store::ShopVocabulary &shop = m_words.shop;
            addTextTest(prefix, *text,
                filter.field == Field::Product        ? shop.products
                    : filter.field == Field::Category ? shop.categories
                    : filter.field == Field::Coupon   ? shop.coupons
                    : filter.field == Field::Channel  ? shop.channels
                                                      : QStringList());
        } else {
            addCompare(prefix, std::get<NumberTest>(filter.test), 2, false);
        }
    }
    QList<Choice> more{{tr("+ detail"), u"none"_s}};
    addCombo(name + u"AddFilter"_s, tr("Add a detail"), more + fields, u"none"_s,
        [setField, &activity](const QString &kept) {
            if (kept == u"none"_s)
                return;
            Filter filter{Field::Category, TextTest{TextOperator::Is, {QString()}}};
            setField(filter, enumFrom<Field>(kept));
            activity.filters.push_back(filter);
        },
        true);
}

void ConditionEditor::build(CountCondition &condition)
{
    addActivity(u"activity"_s, condition.activity);
    addCompare(u"times"_s, condition.test, 0, true);
    addWord(tr("times"));
    addWindow(condition.window, &condition.since);
    addFilters(u"activity"_s, condition.activity);
}

void ConditionEditor::build(SumCondition &condition)
{
    using Measure = SumCondition::Measure;
    using Kind = SumCondition::Kind;
    const auto kept = [](Kind kind, Measure measure) -> QString { return keep(kind) + keep(measure); };
    const auto apply = [&condition](const QString &choice) {
        condition.kind = enumFrom<Kind>(choice.left(1));
        condition.measure = enumFrom<Measure>(choice.mid(1));
    };
    if (condition.activity.isOrders()) {
        addCombo(u"measure"_s, tr("What is added up"),
            {{tr("spent"), kept(Kind::Sum, Measure::Total)}, {tr("spent after refunds"), kept(Kind::Sum, Measure::Net)},
                {tr("spent per order"), kept(Kind::Average, Measure::Total)},
                {tr("spent per order after refunds"), kept(Kind::Average, Measure::Net)}},
            kept(condition.kind, condition.measure), apply, false);
    } else {
        addCombo(u"measure"_s, tr("What is added up"),
            {{tr("the values added up of"), kept(Kind::Sum, Measure::Value)},
                {tr("the average value of"), kept(Kind::Average, Measure::Value)}},
            kept(condition.kind, condition.measure), apply, false);
        QList<Choice> choices;
        for (const store::EventKind &kind : m_words.shop.events) {
            if (kind.unit != u"none"_s)
                choices.append({activityName(kind.name), kind.name});
        }
        addCombo(u"activity"_s, tr("What they did"), choices, condition.activity.event,
            [&condition](const QString &event) { condition.activity.event = event; }, false);
    }
    addCompare(u"amount"_s, condition.test, condition.activity.isOrders() ? 2 : 0, false);
    if (condition.activity.isOrders())
        addWord(m_words.currency);
    addWindow(condition.window, nullptr);
    addFilters(u"activity"_s, condition.activity);
}

void ConditionEditor::build(TimeCondition &condition)
{
    addCombo(u"which"_s, tr("First or last time"),
        {{tr("the last time they"), keep(TimeCondition::Which::Last)},
            {tr("the first time they"), keep(TimeCondition::Which::First)}},
        keep(condition.which),
        [&condition](const QString &kept) { condition.which = enumFrom<TimeCondition::Which>(kept); }, false);
    addActivity(u"activity"_s, condition.activity);
    addWord(tr("was"));
    addWindow(condition.window, nullptr);
    addFilters(u"activity"_s, condition.activity);
}

void ConditionEditor::build(FactCondition &condition)
{
    QList<Choice> choices;
    for (const QString &fact : factsOf(m_words))
        choices.append({factName(fact), fact});
    addWord(tr("their"));
    addCombo(u"fact"_s, tr("Fact about them"), choices, condition.fact,
        [&condition](const QString &fact) { condition.fact = fact; }, true);
    addTextTest(u"fact"_s, condition.test,
        condition.fact == u"country"_s   ? m_words.shop.countries
            : condition.fact == u"tag"_s ? m_words.shop.tags
                                         : QStringList());
}

void ConditionEditor::build(ConsentCondition &condition)
{
    using Channel = ConsentCondition::Channel;
    const auto kept = [](Channel channel, bool yes) -> QString { return keep(channel) + (yes ? u'1' : u'0'); };
    addCombo(u"consent"_s, tr("Consent"),
        {{tr("agreed to get e-mail"), kept(Channel::Email, true)},
            {tr("did not agree to get e-mail"), kept(Channel::Email, false)},
            {tr("agreed to get text messages"), kept(Channel::Sms, true)},
            {tr("did not agree to get text messages"), kept(Channel::Sms, false)}},
        kept(condition.channel, condition.subscribed),
        [&condition](const QString &choice) {
            condition.channel = enumFrom<Channel>(choice.left(1));
            condition.subscribed = choice.endsWith(u'1');
        },
        false);
}

void ConditionEditor::build(SegmentCondition &condition)
{
    QList<Choice> choices;
    for (const QString &name : m_words.segments)
        choices.append({name, name});
    addWord(tr("are in the segment"));
    addCombo(u"segment"_s, tr("Segment"), choices, condition.name,
        [&condition](const QString &name) { condition.name = name; }, false);
}

} // namespace haberdash::ui
