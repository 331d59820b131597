// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/audience.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_evaluator.h"

#include <QComboBox>
#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

struct Audience
{
    Q_DECLARE_TR_FUNCTIONS(Audience)
};

} // namespace

void addAudiences(QComboBox &box, const QStringList &segments)
{
    box.addItem(Audience::tr("Everybody who may be sent mail"), u"all(mailable)"_s);
    for (const QString &name : segments) {
        segment::Rule rule;
        rule.root.children.push_back({segment::SegmentCondition{name, std::nullopt}});
        box.addItem(Audience::tr("Segment “%1”").arg(name), segment::print(rule));
    }
}

Result<std::vector<CustomerId>> audienceOf(
    store::Connection &connection, const Shop &shop, const QString &rule)
{
    const auto parsed = segment::parseRule(rule);
    if (!parsed)
        return tl::unexpected(parsed.error().toError());
    segment::SegmentEvaluator evaluator(connection, {shop.asOf(), shop.info.timeZone, shop.info.currency});
    return evaluator.members(*parsed);
}

} // namespace haberdash::ui
