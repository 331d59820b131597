// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/fact_fields.h"

#include "ui/segments/filter_fields.h"
#include "ui/segments/measure_fields.h"
#include "ui/segments/window_fields.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

QString tr(const char *text)
{
    return SentenceRow::tr(text);
}

const TextTest *knownTest(const FactCondition &condition)
{
    const auto *text = std::get_if<TextTest>(&condition.test);
    return text && (text->op == TextOperator::IsKnown || text->op == TextOperator::IsUnknown) ? text
                                                                                              : nullptr;
}

/// For numbers and dates: whether it is known at all, or compared.
void addKnown(SentenceRow &row, FactCondition &condition, const QString &comparedText,
    std::variant<TextTest, NumberTest, Window> compared)
{
    const TextTest *known = knownTest(condition);
    row.addCombo(
        u"factKnown"_s, tr("Comparison"),
        {{comparedText, u"compared"_s}, {tr("is known"), u"known"_s}, {tr("is not known"), u"unknown"_s}},
        !known                                   ? u"compared"_s
            : known->op == TextOperator::IsKnown ? u"known"_s
                                                 : u"unknown"_s,
        [&condition, compared = std::move(compared)](const QString &kept) {
            if (kept == u"compared"_s)
                condition.test = compared;
            else
                condition.test
                    = TextTest{kept == u"known"_s ? TextOperator::IsKnown : TextOperator::IsUnknown, {}};
        },
        SentenceRow::After::Rebuild);
}

QStringList knownOf(const QString &fact, const RuleWords &words)
{
    return fact == u"country"_s ? words.shop.countries : fact == u"tag"_s ? words.shop.tags : QStringList();
}

FactKind kindOfTest(const FactCondition &condition)
{
    return std::holds_alternative<NumberTest>(condition.test) ? FactKind::Number
        : std::holds_alternative<Window>(condition.test)      ? FactKind::Date
                                                              : FactKind::Text;
}

} // namespace

std::variant<TextTest, NumberTest, Window> firstTestOf(const QString &fact)
{
    switch (kindOf(fact)) {
    case FactKind::Number:
        return NumberTest{Compare::AtLeast, {100'000}};
    case FactKind::Date:
        if (fact == u"birthday"_s)
            return Window{Window::Kind::InNext, {7, Unit::Days}, {}, {}, {}, true};
        if (fact == u"points_expire"_s)
            return Window{Window::Kind::InNext, {30, Unit::Days}, {}, {}, {}, false};
        return Window{Window::Kind::InLast, {30, Unit::Days}, {}, {}, {}, false};
    case FactKind::Text:
    case FactKind::Any:
        break;
    }
    return TextTest{TextOperator::Is, {QString()}};
}

void addFact(SentenceRow &row, FactCondition &condition)
{
    QList<Choice> choices;
    for (const QString &fact : factsOf(row.words()))
        choices.append({factName(fact), fact});
    if (!factsOf(row.words()).contains(condition.fact))
        choices.append({factName(condition.fact), condition.fact});
    row.addWord(tr("their"));
    row.addCombo(
        u"fact"_s, tr("Fact about them"), choices, condition.fact,
        [&condition](const QString &fact) {
            const bool sameKind = kindOf(fact) == kindOf(condition.fact);
            condition.fact = fact;
            if (!sameKind)
                condition.test = firstTestOf(fact);
        },
        SentenceRow::After::Rebuild);
    FactKind kind = kindOf(condition.fact);
    if (kind == FactKind::Any) {
        kind = kindOfTest(condition);
        row.addCombo(
            u"factKind"_s, tr("Word, number or date"),
            {{tr("as a word"), u"text"_s}, {tr("as a number"), u"number"_s}, {tr("as a date"), u"date"_s}},
            kind == FactKind::Number     ? u"number"_s
                : kind == FactKind::Date ? u"date"_s
                                         : u"text"_s,
            [&condition](const QString &kept) {
                if (kept == u"number"_s)
                    condition.test = NumberTest{};
                else if (kept == u"date"_s)
                    condition.test = Window{Window::Kind::InLast, {30, Unit::Days}, {}, {}, {}, false};
                else
                    condition.test = TextTest{TextOperator::Is, {QString()}};
            },
            SentenceRow::After::Rebuild);
    }
    switch (kind) {
    case FactKind::Number:
        addKnown(row, condition, tr("is"), NumberTest{Compare::AtLeast, {100'000}});
        if (auto *number = std::get_if<NumberTest>(&condition.test))
            addCompare(row, u"fact"_s, *number, 0);
        break;
    case FactKind::Date:
        addKnown(row, condition, tr("is"),
            firstTestOf(condition.fact.startsWith(u"attribute:"_s) ? u"created"_s : condition.fact));
        if (auto *window = std::get_if<Window>(&condition.test))
            addWindow(row, u"when"_s, *window, WindowUse::Date);
        break;
    case FactKind::Text:
    case FactKind::Any:
        if (auto *text = std::get_if<TextTest>(&condition.test))
            addTextTest(row, u"fact"_s, *text, knownOf(condition.fact, row.words()));
        break;
    }
}

} // namespace haberdash::ui
