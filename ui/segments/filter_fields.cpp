// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/filter_fields.h"

#include "ui/segments/measure_fields.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

QString tr(const char *text)
{
    return SentenceRow::tr(text);
}

bool needsValues(TextOperator op)
{
    return op != TextOperator::IsKnown && op != TextOperator::IsUnknown;
}

Filter begin(const FieldInfo &info)
{
    Filter filter{info.field, TextTest{TextOperator::Is, {QString()}}, {}};
    if (info.kind == TestKind::Number)
        filter.test = NumberTest{};
    else if (info.kind == TestKind::Flag)
        filter.test = Flag{};
    return filter;
}

void addFilter(SentenceRow &row, const QString &prefix, Filter &filter, Activity::Source source)
{
    if (filter.field == Filter::Field::Detail) {
        row.addText(prefix + u"Key"_s, tr("Name of the detail"), filter.key, tr("its name"));
        const bool number = std::holds_alternative<NumberTest>(filter.test);
        row.addCombo(
            prefix + u"Kind"_s, tr("Word or number"),
            {{tr("as a word"), u"text"_s}, {tr("as a number"), u"number"_s}},
            number ? u"number"_s : u"text"_s,
            [&filter](const QString &kept) {
                if (kept == u"number"_s)
                    filter.test = NumberTest{};
                else
                    filter.test = TextTest{TextOperator::Is, {QString()}};
            },
            SentenceRow::After::Rebuild);
    }
    if (auto *text = std::get_if<TextTest>(&filter.test)) {
        addTextTest(
            row, prefix, *text, knownValues(filter.field, row.words()), fixedValues(filter.field, source));
    } else if (auto *number = std::get_if<NumberTest>(&filter.test)) {
        const QString unit = fieldUnit(filter.field, row.words());
        row.addWord(tr("is"));
        addCompare(row, prefix, *number, !unit.isEmpty() && unit == row.words().currency ? 2 : 0);
        row.addWord(unit);
    }
}

} // namespace

void addTextTest(SentenceRow &row, const QString &name, TextTest &test, const QStringList &known,
    const QList<Choice> &fixed)
{
    const auto kept = [](TextOperator op) { return QString::number(int(op)); };
    QList<Choice> choices{{tr("is"), kept(TextOperator::Is)}, {tr("is not"), kept(TextOperator::IsNot)}};
    if (fixed.isEmpty()) {
        choices += {{}, {tr("contains"), kept(TextOperator::Contains)},
            {tr("does not contain"), kept(TextOperator::ContainsNot)},
            {tr("starts with"), kept(TextOperator::StartsWith)},
            {tr("does not start with"), kept(TextOperator::StartsNotWith)},
            {tr("ends with"), kept(TextOperator::EndsWith)},
            {tr("does not end with"), kept(TextOperator::EndsNotWith)},
            {tr("matches the pattern"), kept(TextOperator::Matches)},
            {tr("does not match the pattern"), kept(TextOperator::MatchesNot)}};
    }
    choices += {{}, {tr("is known"), kept(TextOperator::IsKnown)},
        {tr("is not known"), kept(TextOperator::IsUnknown)}};
    row.addCombo(
        name + u"Operator"_s, tr("Comparison"), choices, kept(test.op),
        [&test](const QString &choice) {
            test.op = TextOperator(choice.toInt());
            if (!needsValues(test.op))
                test.values.clear();
            else if (test.values.isEmpty())
                test.values = {QString()};
        },
        SentenceRow::After::Rebuild);
    if (!needsValues(test.op))
        return;
    // Words that the list does not have, and other comparisons, are typed.
    const bool ticked = !fixed.isEmpty() && (test.op == TextOperator::Is || test.op == TextOperator::IsNot);
    if (ticked)
        row.addChecks(name + u"Values"_s, tr("Compared with"), test.values, fixed);
    else
        row.addTexts(name + u"Values"_s, tr("Compared with"), test.values, known);
}

void addFilters(
    SentenceRow &row, const QString &name, Activity &activity, const QString &word, const QString &more)
{
    const Activity::Source source = activity.source;
    for (size_t i = 0; i < activity.filters.size(); ++i) {
        Filter &filter = activity.filters[i];
        const QString prefix = name + u"Filter%1"_s.arg(i);
        row.addBreak();
        row.addButton(prefix + u"Remove"_s, Icon::Close, tr("Remove this detail"),
            [&activity, i] { activity.filters.erase(activity.filters.begin() + qsizetype(i)); });
        row.addWord(i > 0 ? tr("and") : word.isEmpty() ? tr("where") : word);
        QList<Choice> choices;
        for (const FieldInfo &info : fieldsOf(source))
            choices.append({fieldName(info.field, source), QString::fromLatin1(info.word)});
        QString current;
        for (const FieldInfo &info : fieldsOf(source)) {
            if (info.field == filter.field)
                current = QString::fromLatin1(info.word);
        }
        row.addCombo(
            prefix, tr("Detail"), choices, current,
            [&filter, source](const QString &kept) {
                for (const FieldInfo &info : fieldsOf(source)) {
                    if (kept != QLatin1StringView(info.word))
                        continue;
                    Filter next = begin(info);
                    // A word that was typed already may be meant for the other field.
                    if (next.test.index() == filter.test.index() && fixedValues(info.field, source).isEmpty())
                        next.test = filter.test;
                    filter = next;
                }
            },
            SentenceRow::After::Rebuild);
        addFilter(row, prefix, filter, source);
    }
    row.addList(name + u"AddFilter"_s,
        !more.isEmpty()                ? more
            : activity.filters.empty() ? tr("Detail")
                                       : tr("And"),
        tr("Add a detail"), [&activity, source] {
            QList<ChoicePopup::Entry> entries;
            for (const FieldInfo &info : fieldsOf(source)) {
                entries.append({{}, fieldName(info.field, source), QString::fromLatin1(info.word),
                    [&activity, info] { activity.filters.push_back(begin(info)); }});
            }
            return entries;
        });
}

void addMeasureFilters(SentenceRow &row, Measure &measure, const QString &word)
{
    if (!measure.since) {
        addFilters(row, u"activity"_s, measure.activity, word);
        return;
    }
    // Two activities have details here: the buttons say of which.
    const QString more = tr("Detail of “%1”");
    addFilters(row, u"activity"_s, measure.activity, word, more.arg(activityName(measure.activity)));
    addFilters(row, u"since"_s, *measure.since,
        tr("and where they last %1,").arg(activityName(*measure.since)),
        more.arg(activityName(*measure.since)));
}

} // namespace haberdash::ui
