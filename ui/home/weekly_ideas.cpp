// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/weekly_ideas.h"

#include "core/segment/rule_parser.h"

#include <QCoreApplication>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Ideas
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::WeeklyIdea)
};

} // namespace

QList<WeeklyIdea> weeklyIdeas()
{
    return {
        {Ideas::tr("Second order due"), u"count orders = 1 and last order between 30 and 90 days ago"_s,
            Ideas::tr("They bought once and are about to forget you. The second order makes a regular."),
            Icon::Refresh},
        {Ideas::tr("Cart left behind"),
            u"last cart_add in last 14 days and count orders since last cart_add = 0"_s,
            Ideas::tr("They put something in the cart and have not ordered since."), Icon::Tag},
        {Ideas::tr("Good customers gone quiet"), u"count orders >= 3 and last order more than 120 days ago"_s,
            Ideas::tr("They came back again and again, and then stopped."), Icon::Clock},
        {Ideas::tr("Looked, but did not buy"),
            u"count product_view in last 14 days >= 3 and count orders in last 30 days = 0"_s,
            Ideas::tr("They are interested right now. A word about what they looked at may be enough."),
            Icon::Eye},
        {Ideas::tr("New this fortnight"), u"first order in last 14 days"_s,
            Ideas::tr("A warm welcome is read more than any other mail."), Icon::Customers},
    };
}

Result<QList<WeeklyIdea>> countIdeas(segment::SegmentEvaluator &evaluator, QList<WeeklyIdea> ideas)
{
    for (WeeklyIdea &idea : ideas) {
        const auto rule = segment::parseRule(idea.rule);
        if (!rule)
            return tl::unexpected(rule.error().toError());
        HABERDASH_TRY_ASSIGN(counted, evaluator.count(*rule));
        idea.count = counted.whole;
    }
    return ideas;
}

} // namespace haberdash::ui
