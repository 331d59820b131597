// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_sentence.h"
#include "ui/segments/condition_editor.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

QString activityName(const QString &event)
{
    return event.isEmpty() ? ConditionEditor::tr("bought") : segment::eventInWords(event);
}

QString factName(const QString &fact)
{
    if (fact.startsWith(u"attribute:"_s))
        return fact.mid(10);
    const QHash<QString, QString> names{{u"email"_s, ConditionEditor::tr("e-mail address")},
        {u"first_name"_s, ConditionEditor::tr("first name")}, {u"last_name"_s, ConditionEditor::tr("last name")},
        {u"company"_s, ConditionEditor::tr("company")}, {u"phone"_s, ConditionEditor::tr("phone")},
        {u"country"_s, ConditionEditor::tr("country")}, {u"region"_s, ConditionEditor::tr("region")},
        {u"city"_s, ConditionEditor::tr("city")}, {u"postcode"_s, ConditionEditor::tr("postcode")},
        {u"language"_s, ConditionEditor::tr("language")}, {u"note"_s, ConditionEditor::tr("note")},
        {u"tag"_s, ConditionEditor::tr("tag")}};
    return names.value(fact, fact);
}

QStringList factsOf(const RuleWords &words)
{
    QStringList facts = segment::knownFacts();
    for (const QString &attribute : words.shop.attributes)
        facts.append(u"attribute:"_s + attribute);
    return facts;
}

} // namespace haberdash::ui
