// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/segment/member_list.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Arguments
{
    std::string name;
    std::string rule;
    std::string description;
    std::string out;
};

Result<segment::Rule> ruleOf(store::Connection &connection, const Arguments &arguments)
{
    if (!arguments.rule.empty()) {
        auto rule = segment::parseRule(QString::fromStdString(arguments.rule));
        if (!rule)
            return tl::unexpected(rule.error().toError());
        return *rule;
    }
    if (arguments.name.empty())
        return failure(Error::Code::Invalid, u"Name a saved segment, or write a rule after --rule."_s);
    HABERDASH_TRY_ASSIGN(saved, segment::segmentByName(connection, QString::fromStdString(arguments.name)));
    return saved.rule;
}

Result<> list(Session &session, const Arguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(segments, segment::savedSegments(connection));
    QJsonArray array;
    QString text;
    for (const auto &saved : segments) {
        array.append(QJsonObject{{u"name"_s, saved.name}, {u"rule"_s, segment::print(saved.rule)},
            {u"sentence"_s, segment::sentence(saved.rule)}, {u"description"_s, saved.description}});
        text += u"%1: %2\n"_s.arg(saved.name, segment::sentence(saved.rule));
    }
    session.answer({{u"segments"_s, array}}, text.isEmpty() ? u"No segments are saved."_s : text);
    return {};
}

Result<> show(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(rule, ruleOf(connection, arguments));
    session.answer({{u"rule"_s, segment::print(rule)}, {u"sentence"_s, segment::sentence(rule)}},
        segment::sentence(rule) + u"\n\n"_s + segment::print(rule));
    return {};
}

Result<> save(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    if (arguments.rule.empty())
        return failure(Error::Code::Invalid, u"Write the rule to save after --rule."_s);
    HABERDASH_TRY_ASSIGN(rule, ruleOf(connection, arguments));
    const QString name = QString::fromStdString(arguments.name);
    HABERDASH_TRY(segment::saveSegment(
        connection, name, QString::fromStdString(arguments.description), rule, session.clock().now()));
    session.answer({{u"saved"_s, name}, {u"rule"_s, segment::print(rule)}},
        u"Saved “%1”: %2."_s.arg(name, segment::sentence(rule)));
    return {};
}

Result<> remove(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const QString name = QString::fromStdString(arguments.name);
    HABERDASH_TRY(segment::deleteSegment(connection, name));
    session.answer({{u"deleted"_s, name}}, u"Deleted “%1”."_s.arg(name));
    return {};
}

Result<> count(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(rule, ruleOf(connection, arguments));
    QElapsedTimer timer;
    timer.start();
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(counted, evaluator.count(rule));
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
    session.answer({{u"matching"_s, counted.whole.matching}, {u"mailable"_s, counted.whole.mailable},
                       {u"ms"_s, milliseconds}},
        u"%1 customers match, %2 of them may be sent e-mail."_s.arg(counted.whole.matching)
            .arg(counted.whole.mailable));
    return {};
}

Result<> explain(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(rule, ruleOf(connection, arguments));
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(counted, evaluator.count(rule));
    QJsonArray conditions;
    QString text = segment::sentence(rule) + u'\n';
    const std::function<void(const segment::Group &, const segment::NodeCount &, int)> walk =
        [&](const segment::Group &group, const segment::NodeCount &counts, int depth) {
            for (size_t i = 0; i < group.children.size(); ++i) {
                const auto &child = group.children[i];
                conditions.append(QJsonObject{{u"depth"_s, depth}, {u"condition"_s, segment::print(child)},
                    {u"sentence"_s, segment::sentence(child)}, {u"matching"_s, counts.children[i].matching}});
                text += QString(depth * 4, u' ')
                    + u"%1  %2\n"_s.arg(counts.children[i].matching, 8).arg(segment::sentence(child));
                if (const auto *inner = std::get_if<segment::Group>(&child.content))
                    walk(*inner, counts.children[i], depth + 1);
            }
        };
    walk(rule.root, counted.root, 0);
    text += u"%1  all of it\n"_s.arg(counted.whole.matching, 8);
    session.answer({{u"sentence"_s, segment::sentence(rule)}, {u"matching"_s, counted.whole.matching},
                       {u"mailable"_s, counted.whole.mailable}, {u"conditions"_s, conditions}},
        text);
    return {};
}

Result<> members(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(rule, ruleOf(connection, arguments));
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(ids, evaluator.members(rule));
    NoProgress progress;
    const auto found = qint64(ids.size());
    if (!arguments.out.empty()) {
        const QString path = QString::fromStdString(arguments.out);
        HABERDASH_TRY(segment::writeMemberList(connection, ids, path, progress));
        session.answer({{u"matching"_s, found}, {u"out"_s, path}},
            u"%1 customers written to “%2”."_s.arg(found).arg(path));
        return {};
    }
    HABERDASH_TRY_ASSIGN(csv, segment::memberList(connection, ids, progress));
    QJsonArray list;
    if (session.json) {
        HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT email FROM customer WHERE id = ?1"_s));
        for (const CustomerId id : ids) {
            HABERDASH_TRY(row.bind(1, id).step());
            list.append(QJsonObject{{u"customer"_s, id.value()}, {u"email"_s, row.text(0)}});
            row.reset();
        }
    }
    session.answer({{u"matching"_s, found}, {u"members"_s, list}}, QString::fromUtf8(csv));
    return {};
}

} // namespace

void addSegmentCommands(CLI::App &app, Session &session)
{
    auto *segments = app.add_subcommand("segment", "Groups of customers by rule");
    segments->require_subcommand(1);
    segments->footer(R"(Rules:
  count orders in last 30 days >= 2                 last order between 60 and 90 days ago
  sum orders.net >= 1000                            average orders.total >= 50
  count cart_add[category is "Shoes"] >= 1          count orders since last cart_add = 0
  country is any of "DE", "AT"                      email consent is subscribed
  segment "VIP"                                     attribute "size" is "M"
  all(A, B)  any(A, B)  none(A, B)  A and B  A or B  not A

Example:
  haberdash --workspace shop.haberdash segment save "Second order due" --rule "count orders = 1 and last order more than 30 days ago")");
    struct Verb
    {
        const char *name;
        const char *help;
        Result<> (*run)(Session &, const Arguments &);
        bool hasName;
        bool needsName;
        bool hasRule;
    };
    static constexpr Verb verbs[] = {
        {"list", "All saved segments", list, false, false, false},
        {"show", "A rule as sentence and text", show, true, false, true},
        {"save", "Save a rule under a name", save, true, true, true},
        {"delete", "Delete a saved segment", remove, true, true, false},
        {"count", "How many match, and how many of them may be sent e-mail", count, true, false, true},
        {"explain", "How many match each condition", explain, true, false, true},
        {"members", "Who matches, as CSV", members, true, false, true},
    };
    for (const Verb &verb : verbs) {
        auto *command = segments->add_subcommand(verb.name, verb.help);
        auto arguments = std::make_shared<Arguments>();
        if (verb.hasName) {
            auto *name = command->add_option("NAME", arguments->name, "Name of a saved segment");
            if (verb.needsName)
                name->required();
        }
        if (verb.hasRule)
            command->add_option("--rule", arguments->rule, "A rule instead of a name")->type_name("TEXT");
        if (verb.run == save)
            command->add_option("--description", arguments->description, "What it is for");
        if (verb.run == members)
            command->add_option("--out", arguments->out, "Write to a file")->type_name("FILE.csv");
        command->callback([&session, arguments, run = verb.run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
    }
}

} // namespace haberdash::cli
