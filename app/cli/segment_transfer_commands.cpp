// SPDX-License-Identifier: GPL-3.0-or-later
// Verbs of `segment` that carry rules from one place to another: export, import, translate.
#include "app/cli/commands.h"
#include "app/cli/segment_rule.h"
#include "app/cli/session.h"
#include "core/segment/foreign_rules.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "core/segment/segment_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Arguments
{
    std::vector<std::string> names;
    std::string file;
    std::string out;
    std::string klaviyoNames;
    bool keepBoth = false;
    bool replace = false;
};

Result<> exportThem(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(saved, segment::savedSegments(connection));
    QList<segment::SegmentInFile> chosen;
    if (arguments.names.empty()) {
        for (const segment::SavedSegment &each : saved)
            chosen.append({each.name, each.description, each.rule});
    }
    for (const std::string &name : arguments.names) {
        HABERDASH_TRY_ASSIGN(found, segment::segmentByName(connection, QString::fromStdString(name)));
        chosen.append({found.name, found.description, found.rule});
    }
    const QString text = segment::segmentsAsText(chosen);
    if (arguments.out.empty()) {
        session.answer({{u"segments"_s, chosen.size()}, {u"text"_s, text}}, text);
        return {};
    }
    const QString path = QString::fromStdString(arguments.out);
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    session.answer({{u"segments"_s, chosen.size()}, {u"out"_s, path}},
        u"%1 segments written to “%2”."_s.arg(chosen.size()).arg(path));
    return {};
}

Result<> importThem(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(text, readText(arguments.file));
    const auto segments = segment::segmentsFromText(text);
    if (!segments)
        return failure(Error::Code::Invalid,
            u"The file cannot be read: line %1, column %2: %3. Nothing was taken over."_s
                .arg(segments.error().line)
                .arg(segments.error().column)
                .arg(segments.error().message));
    const auto whenTaken = arguments.keepBoth ? segment::NameTaken::KeepBoth
        : arguments.replace                   ? segment::NameTaken::Replace
                                              : segment::NameTaken::Refuse;
    HABERDASH_TRY_ASSIGN(
        taken, segment::takeSegments(connection, *segments, whenTaken, session.clock().now()));
    QJsonObject renamed;
    for (auto it = taken.renamed.begin(); it != taken.renamed.end(); ++it)
        renamed.insert(it.key(), it.value());
    session.answer({{u"added"_s, QJsonArray::fromStringList(taken.added)},
                       {u"replaced"_s, QJsonArray::fromStringList(taken.replaced)}, {u"renamed"_s, renamed},
                       {u"same"_s, QJsonArray::fromStringList(taken.same)}},
        u"%1 added, %2 replaced, %3 under another name, %4 were here already."_s.arg(taken.added.size())
            .arg(taken.replaced.size())
            .arg(taken.renamed.size())
            .arg(taken.same.size()));
    return {};
}

/// {"WxYz12": "Placed Order"}: what ids of Klaviyo are called.
Result<QMap<QString, QString>> namesOf(const std::string &path)
{
    QMap<QString, QString> names;
    if (path.empty())
        return names;
    HABERDASH_TRY_ASSIGN(text, readText(path));
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    if (!json.isObject())
        return failure(Error::Code::Invalid,
            u"“%1” holds no JSON object such as {\"WxYz12\": \"Placed Order\"}."_s.arg(
                QString::fromStdString(path)));
    const QJsonObject object = json.object();
    for (auto it = object.begin(); it != object.end(); ++it)
        names.insert(it.key(), it.value().toString());
    return names;
}

Result<> translate(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(text, readText(arguments.file));
    HABERDASH_TRY_ASSIGN(names, namesOf(arguments.klaviyoNames));
    const auto foreign = segment::recogniseForeign(text);
    if (foreign == segment::ForeignRules::None)
        return failure(Error::Code::Invalid,
            u"This is neither a customer segment of Shopify nor a segment definition of Klaviyo."_s);
    const auto carried = foreign == segment::ForeignRules::Klaviyo
        ? segment::fromKlaviyoJson(text.toUtf8(), names)
        : segment::fromShopifyText(text);
    if (!carried)
        return failure(Error::Code::Invalid,
            u"The rule cannot be carried over: line %1, column %2: %3."_s.arg(carried.error().line)
                .arg(carried.error().column)
                .arg(carried.error().message));
    for (const QString &line : carried->lost)
        Session::say(line);
    if (!carried->lost.isEmpty())
        session.finish(Exit::Incomplete);
    session.answer(
        {{u"rule"_s, segment::print(carried->rule)}, {u"sentence"_s, segment::sentence(carried->rule)},
            {u"lost"_s, QJsonArray::fromStringList(carried->lost)}},
        segment::print(carried->rule));
    return {};
}

} // namespace

void addSegmentTransferCommands(CLI::App &segments, Session &session)
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
    const auto [exporting, exported] = add("export", "Saved segments as a text file", exportThem);
    exporting->add_option("NAME", exported->names, "Which; all where none is named");
    exporting->add_option("--out", exported->out, "Write to a file")->type_name("FILE");
    const auto [importing, imported] = add("import", "Take over segments of a text file", importThem);
    importing->add_option("FILE", imported->file, "The file; - reads from standard input")->required();
    auto *both
        = importing->add_flag("--keep-both", imported->keepBoth, "Where a name is taken, choose another one");
    importing->add_flag("--replace", imported->replace, "Where a name is taken, replace the rule here")
        ->excludes(both);
    const auto [translating, translated] = add("translate",
        "A segment of Shopify (text) or Klaviyo (JSON) as a rule, and what could not be carried", translate);
    translating->add_option("FILE", translated->file, "The file; - reads from standard input")->required();
    translating
        ->add_option("--names", translated->klaviyoNames, "What ids of Klaviyo are called, as a JSON object")
        ->type_name("FILE.json");
}

} // namespace haberdash::cli
