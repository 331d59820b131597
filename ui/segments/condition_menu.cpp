// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/condition_menu.h"

#include "ui/shared/icons.h"

#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

void fillConditionMenu(QMenu *menu, const RuleWords &words, const std::function<void(const Node &)> &chosen)
{
    const auto tr = [](const char *text) { return ConditionEditor::tr(text); };
    const auto add = [&chosen](QMenu *where, const QString &text, Node node) {
        QObject::connect(where->addAction(text), &QAction::triggered, where,
            [chosen, node = std::move(node)] { chosen(node); });
    };
    const Window lastMonth{Window::Kind::InLast, {30, Unit::Days}, {}, {}, {}};
    add(menu, tr("Bought so many times"), Node{CountCondition{{}, lastMonth, {}, {}}});
    add(menu, tr("Last bought"),
        Node{TimeCondition{TimeCondition::Which::Last, {}, {Window::Kind::MoreThanAgo, {30, Unit::Days}, {}, {}, {}}}});
    add(menu, tr("First bought"), Node{TimeCondition{TimeCondition::Which::First, {}, lastMonth}});
    add(menu, tr("Spent so much"),
        Node{SumCondition{SumCondition::Kind::Sum, {}, SumCondition::Measure::Net, {},
            {Compare::AtLeast, {100'000}}}});
    QMenu *events = menu->addMenu(tr("Did something"));
    QMenu *since = menu->addMenu(tr("Has not bought since"));
    for (const store::EventKind &kind : words.shop.events) {
        const Activity activity{kind.name, {}};
        add(events, activityName(kind.name), Node{CountCondition{activity, lastMonth, {}, {}}});
        add(since, tr("since they last %1").arg(activityName(kind.name)),
            Node{CountCondition{{}, {}, activity, {Compare::Equal, {0}}}});
    }
    events->setEnabled(!events->isEmpty());
    since->setEnabled(!since->isEmpty());
    QMenu *facts = menu->addMenu(tr("A fact about them"));
    for (const QString &fact : factsOf(words))
        add(facts, factName(fact), Node{FactCondition{fact, {TextOperator::Is, {QString()}}}});
    add(menu, tr("Agreed to e-mail"), Node{ConsentCondition{}});
    QMenu *segments = menu->addMenu(tr("Is in another segment"));
    for (const QString &name : words.segments)
        add(segments, name, Node{SegmentCondition{name}});
    segments->setEnabled(!segments->isEmpty());
    menu->addSeparator();
    Group group;
    group.match = Group::Match::Any;
    add(menu, tr("A group of conditions"), Node{group});
}

} // namespace haberdash::ui
