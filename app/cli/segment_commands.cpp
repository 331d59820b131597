// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/segment_rule.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/campaign/segment_uses.h"
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

struct Arguments : RuleArguments
{
    std::string description;
    std::string out;
    std::string columns;
    std::string newName;
};

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
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    tellWarnings(session, chosen);
    session.answer({{u"rule"_s, segment::print(chosen.rule)}, {u"sentence"_s, segment::sentence(chosen.rule)},
                       {u"warnings"_s, QJsonArray::fromStringList(chosen.warnings)}},
        segment::sentence(chosen.rule) + u"\n\n"_s + segment::print(chosen.rule));
    return {};
}

Result<> save(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    if (arguments.rule.empty() && arguments.file.empty())
        return failure(
            Error::Code::Invalid, u"Write the rule to save after --rule, or its file after --file."_s);
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    const QString name = QString::fromStdString(arguments.name);
    HABERDASH_TRY(segment::saveSegment(
        connection, name, QString::fromStdString(arguments.description), chosen.rule, session.clock().now()));
    tellWarnings(session, chosen);
    session.answer({{u"saved"_s, name}, {u"rule"_s, segment::print(chosen.rule)},
                       {u"warnings"_s, QJsonArray::fromStringList(chosen.warnings)}},
        u"Saved “%1”: %2."_s.arg(name, segment::sentence(chosen.rule)));
    return {};
}

Result<> remove(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const QString name = QString::fromStdString(arguments.name);
    HABERDASH_TRY(campaign::deleteSegment(connection, name));
    session.answer({{u"deleted"_s, name}}, u"Deleted “%1”."_s.arg(name));
    return {};
}

Result<> rename(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const QString name = QString::fromStdString(arguments.name);
    const QString newName = QString::fromStdString(arguments.newName);
    HABERDASH_TRY(campaign::renameSegment(connection, name, newName, session.clock().now()));
    session.answer(
        {{u"renamed"_s, name}, {u"to"_s, newName}}, u"“%1” is “%2” from now on."_s.arg(name, newName));
    return {};
}

Result<> count(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    QElapsedTimer timer;
    timer.start();
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(counted, evaluator.count(chosen.rule));
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
    tellWarnings(session, chosen);
    const segment::Exclusions &why = counted.exclusions;
    session.answer({{u"matching"_s, counted.whole.matching}, {u"mailable"_s, counted.whole.mailable},
                       {u"no_address"_s, why.noAddress}, {u"not_agreed"_s, why.notAgreed},
                       {u"suppressed"_s, why.suppressed}, {u"ms"_s, milliseconds},
                       {u"warnings"_s, QJsonArray::fromStringList(chosen.warnings)}},
        u"%1 customers match, %2 of them may be sent e-mail. The rest: %3 without an address, %4 who did not agree, %5 whose address must not be written to."_s
            .arg(counted.whole.matching)
            .arg(counted.whole.mailable)
            .arg(why.noAddress)
            .arg(why.notAgreed)
            .arg(why.suppressed));
    return {};
}

QStringList columnsOf(const Arguments &arguments)
{
    QStringList columns;
    for (const QString &name : QString::fromStdString(arguments.columns).split(u',', Qt::SkipEmptyParts))
        columns.append(name.trimmed());
    return columns.isEmpty() ? segment::usualMemberColumns() : columns;
}

Result<> members(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, arguments));
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(ids, evaluator.members(chosen.rule));
    TerminalProgress progress(u"Writing the list"_s);
    const auto found = qint64(ids.size());
    const QJsonArray warnings = QJsonArray::fromStringList(chosen.warnings);
    if (!arguments.out.empty()) {
        const QString path = QString::fromStdString(arguments.out);
        HABERDASH_TRY(segment::writeMembers(connection, ids, columnsOf(arguments), context, path, progress));
        tellWarnings(session, chosen);
        session.answer({{u"matching"_s, found}, {u"out"_s, path}, {u"warnings"_s, warnings}},
            u"%1 customers written to “%2”."_s.arg(found).arg(path));
        return {};
    }
    HABERDASH_TRY_ASSIGN(csv, segment::memberList(connection, ids, columnsOf(arguments), context, progress));
    QJsonArray array;
    if (session.json) {
        HABERDASH_TRY(segment::readMembers(connection, ids, {u"customer"_s, u"email"_s}, context, progress,
            [&array](const std::vector<segment::MemberCell> &cells) {
                const auto *email = std::get_if<QString>(&cells[1]);
                array.append(QJsonObject{
                    {u"customer"_s, std::get<qint64>(cells[0])}, {u"email"_s, email ? *email : QString()}});
            }));
    }
    tellWarnings(session, chosen);
    session.answer(
        {{u"matching"_s, found}, {u"members"_s, array}, {u"warnings"_s, warnings}}, QString::fromUtf8(csv));
    return {};
}

} // namespace

void addSegmentCommands(CLI::App &app, Session &session)
{
    auto *segments = app.add_subcommand("segment", "Groups of customers by rule");
    segments->require_subcommand(1);
    segments->footer(R"(Rules (all of them: core/segment/README.md):
  count orders in last 30 days >= 2                 last order between 60 and 90 days ago
  sum orders.net >= 1000                            average orders.total >= 50
  count cart_add[category is "Shoes"] >= 1          count orders since last cart_add = 0
  top 30 % by average orders.total                  sequence(coupon_received, then orders within 2 days)
  share sum items[category is "Shoes"].quantity >= 50 %
  country is any of "DE", "AT"                      birthday anniversary in next 7 days
  email consent is subscribed                       mailable
  segment "VIP"                                     attribute "size" is "M"
  all(A, B)  any(A, B)  none(A, B)  A and B  A or B  not A

Example:
  haberdash --workspace shop.haberdash segment save "Second order due" --rule "count orders = 1 and last order more than 30 days ago")");
    struct Verb
    {
        const char *name;
        const char *help;
        Result<> (*run)(Session &, const Arguments &);
        bool hasRule;
    };
    static constexpr Verb verbs[] = {
        {"list", "All saved segments", list, false},
        {"show", "A rule as sentence and text", show, true},
        {"save", "Save a rule under a name", save, true},
        {"rename", "Give a saved segment another name, also where it is used", rename, false},
        {"delete", "Delete a saved segment", remove, false},
        {"count", "How many match, and how many of them may be sent e-mail", count, true},
        {"members", "Who matches, as CSV or workbook", members, true},
    };
    for (const Verb &verb : verbs) {
        auto *command = segments->add_subcommand(verb.name, verb.help);
        auto arguments = std::make_shared<Arguments>();
        if (verb.hasRule)
            addRuleOptions(*command, *arguments);
        else if (verb.run == remove || verb.run == rename)
            command->add_option("NAME", arguments->name, "Name of a saved segment");
        if (verb.run == save || verb.run == remove || verb.run == rename)
            command->get_option("NAME")->required();
        if (verb.run == rename)
            command->add_option("NEW", arguments->newName, "Its name from now on")->required();
        if (verb.run == save)
            command->add_option("--description", arguments->description, "What it is for");
        if (verb.run == members) {
            command->add_option("--out", arguments->out, "Write to a file: a workbook where it ends in .xlsx")
                ->type_name("FILE.csv");
            command
                ->add_option("--columns", arguments->columns,
                    "Which columns, with commas between: customer, email, first_name, country, tags, orders, "
                    "spent, "
                    "last_order, attribute:NAME ...")
                ->type_name("NAMES");
        }
        command->callback([&session, arguments, run = verb.run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
    }
    addSegmentInsightCommands(*segments, session);
    addSegmentTransferCommands(*segments, session);
}

} // namespace haberdash::cli
