// SPDX-License-Identifier: GPL-3.0-or-later
// Verbs of `segment` that say why: explain, history, moves, ready.
#include "app/cli/commands.h"
#include "app/cli/segment_rule.h"
#include "app/cli/session.h"
#include "core/segment/history.h"
#include "core/segment/ready_made.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "core/segment/segment_repository.h"
#include "core/segment/trace.h"
#include "core/store/customer_repository.h"

#include <QJsonArray>
#include <QThread>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Arguments : RuleArguments
{
    std::string customer;
    std::string from;
    std::string to;
    int months = 12;
    size_t limit = 20;
};

const segment::Node &nodeAt(const segment::Group &root, const std::vector<int> &path)
{
    const segment::Group *group = &root;
    for (size_t i = 0; i + 1 < path.size(); ++i)
        group = &std::get<segment::Group>(group->children[size_t(path[i])].content);
    return group->children[size_t(path.back())];
}

/// Why one customer is a member or not.
Result<> explainCustomer(Session &session, store::Connection &connection, const segment::Context &context,
    const segment::Rule &rule, const QString &who)
{
    HABERDASH_TRY_ASSIGN(id, store::findCustomer(connection, who));
    HABERDASH_TRY_ASSIGN(lines, segment::trace(connection, rule, context, id));
    QJsonArray conditions;
    QString text;
    for (const segment::TraceLine &line : lines) {
        if (line.path.empty()) {
            text
                += u"%1: %2\n"_s.arg(line.holds ? u"A member"_s : u"Not a member"_s, segment::sentence(rule));
            continue;
        }
        const segment::Node &node = nodeAt(rule.root, line.path);
        QJsonArray path;
        for (const int step : line.path)
            path.append(step);
        conditions.append(QJsonObject{{u"path"_s, path}, {u"condition"_s, segment::print(node)},
            {u"sentence"_s, segment::sentence(node)}, {u"holds"_s, line.holds}, {u"value"_s, line.value}});
        text += QString(qsizetype(line.path.size()) * 2, u' ') + (line.holds ? u"yes  "_s : u"no   "_s)
            + segment::sentence(node) + (line.value.isEmpty() ? QString() : u"  ("_s + line.value + u')')
            + u'\n';
    }
    session.answer({{u"customer"_s, id.value()}, {u"member"_s, lines.front().holds},
                       {u"sentence"_s, segment::sentence(rule)}, {u"conditions"_s, conditions}},
        text);
    return {};
}

Result<> explain(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    tellWarnings(session, chosen);
    const segment::Rule &rule = chosen.rule;
    if (!arguments.customer.empty())
        return explainCustomer(
            session, connection, context, rule, QString::fromStdString(arguments.customer));
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(counted, evaluator.count(rule));
    QJsonArray conditions;
    QString text = segment::sentence(rule) + u'\n';
    const std::function<void(const segment::Group &, const segment::NodeCount &, int)> walk
        = [&](const segment::Group &group, const segment::NodeCount &counts, int depth) {
              for (size_t i = 0; i < group.children.size(); ++i) {
                  const auto &child = group.children[i];
                  const segment::NodeCount &count = counts.children[i];
                  QJsonObject object{{u"depth"_s, depth}, {u"condition"_s, segment::print(child)},
                      {u"sentence"_s, segment::sentence(child)}, {u"matching"_s, count.matching},
                      {u"remaining"_s, count.remaining}};
                  QString line = QString(depth * 4, u' ')
                      + u"%1  %2"_s.arg(count.matching, 8).arg(segment::sentence(child));
                  if (count.cost != segment::NodeCount::unknown) {
                      object.insert(u"cost"_s, count.cost);
                      line += u"  (takes out %1)"_s.arg(count.cost);
                  }
                  conditions.append(object);
                  text += line + u'\n';
                  if (const auto *inner = std::get_if<segment::Group>(&child.content))
                      walk(*inner, count, depth + 1);
              }
          };
    walk(rule.root, counted.root, 0);
    text += u"%1  all of it\n"_s.arg(counted.whole.matching, 8);
    session.answer({{u"sentence"_s, segment::sentence(rule)}, {u"matching"_s, counted.whole.matching},
                       {u"mailable"_s, counted.whole.mailable}, {u"conditions"_s, conditions}},
        text);
    return {};
}

Result<> history(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    tellWarnings(session, chosen);
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, QThread::idealThreadCount()));
    HABERDASH_TRY_ASSIGN(rules, segment::savedRules(connection));
    segment::SegmentEvaluator evaluator(facts, context, rules, QThread::idealThreadCount());
    HABERDASH_TRY_ASSIGN(points,
        segment::growth(
            evaluator, chosen.rule, segment::monthsUntil(context.asOf, arguments.months, context.timeZone)));
    QJsonArray array;
    QString text;
    for (const segment::HistoryPoint &point : points) {
        array.append(QJsonObject{{u"at"_s, toIsoString(point.at)}, {u"matching"_s, point.count.matching},
            {u"mailable"_s, point.count.mailable}});
        text += u"%1  %2 match, %3 may be sent e-mail\n"_s.arg(toIsoString(point.at))
                    .arg(point.count.matching, 8)
                    .arg(point.count.mailable, 8);
    }
    session.answer({{u"sentence"_s, segment::sentence(chosen.rule)}, {u"points"_s, array}}, text);
    return {};
}

Result<> moves(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    tellWarnings(session, chosen);
    const auto instant = [&](const std::string &text, Timestamp otherwise) -> Result<Timestamp> {
        return text.empty() ? Result<Timestamp>(otherwise)
                            : parseInstant(QString::fromStdString(text), context.timeZone);
    };
    HABERDASH_TRY_ASSIGN(to, instant(arguments.to, context.asOf));
    HABERDASH_TRY_ASSIGN(from, instant(arguments.from, to - std::chrono::hours(24 * 30)));
    if (from >= to)
        return failure(Error::Code::Invalid,
            u"Nothing lies between %1 and %2: the first has to be the earlier one."_s.arg(
                toIsoString(from), toIsoString(to)));
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(
        found, segment::moves(connection, evaluator, chosen.rule, from, to, arguments.limit));
    QJsonArray array;
    QString text = u"%1 joined and %2 left between %3 and %4.\n"_s.arg(found.joined)
                       .arg(found.left)
                       .arg(toIsoString(from), toIsoString(to));
    for (const segment::Move &move : found.some) {
        array.append(QJsonObject{{u"customer"_s, move.customer.value()},
            {u"moved"_s, move.joined ? u"joined"_s : u"left"_s}, {u"at"_s, toIsoString(move.at)},
            {u"because"_s, move.because}});
        text += u"  customer %1 %2 at %3. %4\n"_s.arg(move.customer.value())
                    .arg(move.joined ? u"joined"_s : u"left"_s, toIsoString(move.at), move.because);
    }
    session.answer({{u"from"_s, toIsoString(from)}, {u"to"_s, toIsoString(to)}, {u"joined"_s, found.joined},
                       {u"left"_s, found.left}, {u"moves"_s, array}},
        text);
    return {};
}

Result<> ready(Session &session, const Arguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, QThread::idealThreadCount()));
    segment::SegmentEvaluator evaluator(facts, context, {}, QThread::idealThreadCount());
    QJsonArray array;
    QString text;
    for (const segment::ReadyMade &entry : segment::readyMadeSegments()) {
        const auto rule = segment::parseRule(entry.rule);
        if (!rule)
            return tl::unexpected(rule.error().toError());
        HABERDASH_TRY_ASSIGN(counted, evaluator.count(*rule));
        array.append(QJsonObject{{u"id"_s, entry.id}, {u"goal"_s, segment::inWords(entry.goal)},
            {u"name"_s, entry.name}, {u"why"_s, entry.why}, {u"rule"_s, entry.rule},
            {u"matching"_s, counted.whole.matching}, {u"mailable"_s, counted.whole.mailable}});
        text += u"%1 %2  %3: %4\n"_s.arg(counted.whole.matching, 8)
                    .arg(counted.whole.mailable, 8)
                    .arg(entry.name, entry.why);
    }
    session.answer({{u"segments"_s, array}}, u" matching mailable\n"_s + text);
    return {};
}

} // namespace

void addSegmentInsightCommands(CLI::App &segments, Session &session)
{
    const auto add = [&](const char *name, const char *help, Result<> (*run)(Session &, const Arguments &)) {
        auto *command = segments.add_subcommand(name, help);
        auto arguments = std::make_shared<Arguments>();
        command->callback([&session, arguments, run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
        return std::pair(command, arguments);
    };
    const auto [explaining, explained]
        = add("explain", "How many match each condition, or why somebody is a member", explain);
    addRuleOptions(*explaining, *explained);
    explaining->add_option("--customer", explained->customer, "An address, an id of the shop, or a number")
        ->type_name("WHO");
    const auto [historic, past]
        = add("history", "How many were members at the beginning of each month", history);
    addRuleOptions(*historic, *past);
    historic->add_option("--months", past->months, "How many months back")->check(CLI::Range(1, 240));
    const auto [moving, moved] = add("moves", "Who joined and who left between two instants, and why", moves);
    addRuleOptions(*moving, *moved);
    moving->add_option("--from", moved->from, "A day or an instant; 30 days before --to where it is not said")
        ->type_name("INSTANT");
    moving->add_option("--to", moved->to, "A day or an instant; now where it is not said")
        ->type_name("INSTANT");
    moving->add_option("--limit", moved->limit, "How many of each are named")->check(CLI::Range(0, 100000));
    add("ready", "Ready-made segments with their counts in this shop", ready);
}

} // namespace haberdash::cli
