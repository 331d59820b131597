// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/segment_rule.h"

#include "app/cli/session.h"
#include "core/segment/rule_names.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_walk.h"
#include "core/segment/segment_repository.h"

#include <QFile>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

void addRuleOptions(CLI::App &command, RuleArguments &arguments)
{
    command.add_option("NAME", arguments.name, "Name of a saved segment");
    auto *rule = command.add_option("--rule", arguments.rule, "A rule instead of a name");
    rule->type_name("TEXT");
    command
        .add_option(
            "--file", arguments.file, "A file with a rule instead of a name; - reads from standard input")
        ->type_name("FILE")
        ->excludes(rule);
}

Result<QString> readText(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    const bool opened = path == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return failure(Error::Code::Io,
            u"“%1” could not be read: %2."_s.arg(QString::fromStdString(path), file.errorString()));
    return QString::fromUtf8(file.readAll());
}

Result<ChosenRule> chooseRule(store::Connection &connection, const RuleArguments &arguments)
{
    ChosenRule chosen;
    std::vector<segment::Place> places;
    if (!arguments.rule.empty() || !arguments.file.empty()) {
        QString text = QString::fromStdString(arguments.rule);
        if (!arguments.file.empty()) {
            HABERDASH_TRY_ASSIGN(read, readText(arguments.file));
            text = std::move(read);
        }
        auto parsed = segment::parseRuleWithPlaces(text);
        if (!parsed)
            return tl::unexpected(parsed.error().toError());
        chosen.rule = std::move(parsed->rule);
        places = std::move(parsed->places);
    } else if (!arguments.name.empty()) {
        HABERDASH_TRY_ASSIGN(
            saved, segment::segmentByName(connection, QString::fromStdString(arguments.name)));
        chosen.rule = std::move(saved.rule);
    } else {
        return failure(Error::Code::Invalid,
            u"Name a saved segment, write a rule after --rule, or name a file with one after --file."_s);
    }
    HABERDASH_TRY_ASSIGN(troubles, segment::unknownNames(connection, chosen.rule));
    const std::vector<segment::Node> leaves = segment::leavesOf(chosen.rule.root);
    for (const segment::NameTrouble &trouble : troubles) {
        const QString where = trouble.leaf < places.size()
            ? u"line %1, column %2"_s.arg(places[trouble.leaf].line).arg(places[trouble.leaf].column)
            : u"“%1”"_s.arg(segment::print(leaves[trouble.leaf]));
        const QString text = u"%1: %2"_s.arg(where, trouble.message);
        if (trouble.severity == segment::NameTrouble::Severity::Error)
            return failure(Error::Code::Invalid, u"The rule cannot be answered: %1"_s.arg(text));
        chosen.warnings.append(text);
    }
    return chosen;
}

void tellWarnings(Session &session, const ChosenRule &chosen)
{
    for (const QString &warning : chosen.warnings)
        Session::say(warning);
    if (!chosen.warnings.isEmpty())
        session.finish(Exit::Incomplete);
}

} // namespace haberdash::cli
