// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/email_import_command.h"
#include "app/cli/email_review_commands.h"
#include "app/cli/session.h"
#include "core/campaign/brand.h"
#include "core/campaign/message_maker.h"
#include "core/compose/blocks/starting_designs.h"
#include "core/compose/liquid/value_json.h"
#include "core/store/customer_repository.h"
#include "core/store/email_repository.h"
#include "ui/emails/message_document.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// As wide as the column of a mail and a little air.
constexpr int pictureWidth = 640;

struct Arguments
{
    std::string name;
    std::string subject;
    std::string preheader;
    std::string bodyFile;
    std::string designFile;
    std::string htmlFile;
    std::string start;
    std::string customer;
    std::string out;
    std::string account;
};

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::NotFound, u"“%1” cannot be opened: %2."_s.arg(path, file.errorString()));
    return file.readAll();
}

Result<> writeFile(const QString &path, std::string_view bytes)
{
    QSaveFile file(path);
    const auto size = qint64(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

Result<> list(Session &session, const Arguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(emails, store::savedEmails(connection));
    QJsonArray array;
    QString text;
    for (const auto &email : emails) {
        array.append(QJsonObject{{u"name"_s, email.name}, {u"kind"_s, email.kind},
            {u"subject"_s, email.subject}, {u"preheader"_s, email.preheader}});
        text += u"%1: %2\n"_s.arg(email.name, email.subject);
    }
    session.answer({{u"emails"_s, array}}, text.isEmpty() ? u"No emails are saved."_s : text);
    return {};
}

Result<compose::StartingDesign> startingDesign(const QString &name)
{
    QStringList known;
    for (auto &design : compose::startingDesigns()) {
        if (design.name == name)
            return design;
        known.append(design.name);
    }
    return failure(Error::Code::NotFound,
        u"There is no starting design “%1”. There are: %2."_s.arg(name, known.join(u", "_s)));
}

Result<> make(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const std::pair<const std::string &, compose::BodyKind> sources[]
        = {{arguments.bodyFile, compose::BodyKind::Letter}, {arguments.designFile, compose::BodyKind::Design},
            {arguments.htmlFile, compose::BodyKind::Html}};
    const auto source = std::find_if(
        std::begin(sources), std::end(sources), [](const auto &each) { return !each.first.empty(); });
    store::SavedEmail email;
    if (!arguments.start.empty()) {
        HABERDASH_TRY_ASSIGN(start, startingDesign(QString::fromStdString(arguments.start)));
        email.kind = compose::toWord(compose::BodyKind::Design);
        email.subject = start.subject;
        email.preheader = start.preheader;
        email.body = compose::toText(start.document);
    } else if (source != std::end(sources)) {
        HABERDASH_TRY_ASSIGN(body, readFile(QString::fromStdString(source->first)));
        email.kind = compose::toWord(source->second);
        email.body = QString::fromUtf8(body);
    } else {
        return failure(
            Error::Code::Invalid, u"Say what the email is made of: --start, --body, --design or --html."_s);
    }
    email.name = QString::fromStdString(arguments.name);
    if (!arguments.subject.empty())
        email.subject = QString::fromStdString(arguments.subject);
    if (!arguments.preheader.empty())
        email.preheader = QString::fromStdString(arguments.preheader);
    HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
    HABERDASH_TRY_ASSIGN(shared, campaign::readSharedBlocks(connection));
    if (auto compiled = compose::CompiledEmail::compile(campaign::designOf(email), brand, {}, shared);
        !compiled)
        return tl::unexpected(campaign::toError(compiled.error()));
    if (const auto known = store::emailByName(connection, email.name))
        email.id = known->id;
    HABERDASH_TRY(store::saveEmail(connection, email, session.clock().now()));
    session.answer({{u"saved"_s, email.name}}, u"Saved “%1”."_s.arg(email.name));
    return {};
}

QJsonArray warningsOf(const compose::RenderedMessage &message, QString &text)
{
    QJsonArray warnings;
    for (const auto &warning : message.warnings) {
        const QString detail = QString::fromStdString(warning.detail);
        warnings.append(QJsonObject{{u"kind"_s, compose::toWord(warning.kind)}, {u"detail"_s, detail}});
        text += u"  %1: %2\n"_s.arg(compose::toWord(warning.kind), detail);
    }
    return warnings;
}

QJsonArray missingOf(const compose::RenderedMessage &message, QString &text)
{
    QJsonArray missing;
    for (const auto &name : message.missing) {
        missing.append(QString::fromStdString(name));
        text += u"  no value for %1\n"_s.arg(QString::fromStdString(name));
    }
    return missing;
}

struct Prepared
{
    campaign::MessageMaker maker;
    CustomerId customer;
    store::SavedEmail email;
};

Result<Prepared> prepare(Session &session, store::Connection &connection, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY_ASSIGN(
        customer, store::findCustomer(connection, QString::fromStdString(arguments.customer)));
    campaign::MakerSettings settings;
    settings.salt = u"preview"_s;
    settings.asOf = context.asOf;
    if (!arguments.account.empty()) {
        HABERDASH_TRY_ASSIGN(
            account, store::accountByName(connection, QString::fromStdString(arguments.account)));
        settings.account = account;
    } else {
        // A message needs a sender; a preview goes nowhere.
        settings.account.fromAddress = u"preview@haberdash.invalid"_s;
    }
    HABERDASH_TRY_ASSIGN(
        maker, campaign::MessageMaker::create(connection, {campaign::designOf(email)}, settings));
    return Prepared{std::move(maker), customer, email};
}

Result<> render(Session &session, const Arguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(prepared, prepare(session, connection, arguments));
    HABERDASH_TRY_ASSIGN(message, prepared.maker.make(prepared.customer, 0, context.asOf));
    const QString folder = QString::fromStdString(arguments.out);
    if (!QDir().mkpath(folder))
        return failure(Error::Code::Io, u"The folder “%1” cannot be made."_s.arg(folder));
    QString stem = prepared.email.name + u'-' + QString::number(prepared.customer.value());
    for (QChar &character : stem) {
        if (!character.isLetterOrNumber() && character != u'-')
            character = u'_';
    }
    const QString base = QDir(folder).filePath(stem);
    HABERDASH_TRY(writeFile(base + u".html"_s, message.rendered.html));
    HABERDASH_TRY(writeFile(base + u".txt"_s, message.rendered.text));
    HABERDASH_TRY(writeFile(base + u".eml"_s, message.mime));
    const auto picture = ui::drawMessage(ui::toPreview(message.rendered.html, message.images), pictureWidth);
    if (!picture.save(base + u".png"_s))
        return failure(Error::Code::Io, u"“%1” could not be written."_s.arg(base + u".png"_s));
    const auto files = QJsonArray::fromStringList(
        {base + u".html"_s, base + u".txt"_s, base + u".eml"_s, base + u".png"_s});
    QString remarks;
    const auto missing = missingOf(message.rendered, remarks);
    const auto warnings = warningsOf(message.rendered, remarks);
    session.answer({{u"customer"_s, prepared.customer.value()},
                       {u"subject"_s, QString::fromStdString(message.rendered.subject)},
                       {u"preheader"_s, QString::fromStdString(message.rendered.preheader)},
                       {u"files"_s, files}, {u"missing"_s, missing}, {u"warnings"_s, warnings}},
        u"%1\n%2"_s.arg(
            QString::fromStdString(message.rendered.subject), base + u".html .txt .eml .png\n"_s + remarks));
    return {};
}

struct LiquidArguments
{
    std::string file;
    std::string data;
    std::string partials;
};

/// Each file of the folder and the folders in it. "cards/hat.liquid" is there as it is called, and as
/// templates call it: "cards/hat".
Result<compose::liquid::Partials> readPartials(const QString &path)
{
    const QDir folder(path);
    if (!folder.exists())
        return failure(Error::Code::NotFound, u"There is no folder “%1”."_s.arg(path));
    compose::liquid::Partials partials;
    for (QDirIterator file(folder.path(), QDir::Files, QDirIterator::Subdirectories); file.hasNext();) {
        HABERDASH_TRY_ASSIGN(text, readFile(file.next()));
        const QString name = folder.relativeFilePath(file.filePath());
        partials.emplace(name.toStdString(), text.toStdString());
        if (name.endsWith(u".liquid"_s))
            partials.emplace(name.chopped(7).toStdString(), text.toStdString());
    }
    return partials;
}

/// As the reference does it: mistakes count where they are met, dates keep their own offset.
Result<> liquid(Session &session, const LiquidArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(source, readFile(QString::fromStdString(arguments.file)));
    compose::liquid::Object model;
    if (!arguments.data.empty()) {
        HABERDASH_TRY_ASSIGN(json, readFile(QString::fromStdString(arguments.data)));
        HABERDASH_TRY_ASSIGN(object, compose::liquid::objectFromJson(json));
        model = std::move(object);
    }
    compose::liquid::Partials partials;
    if (!arguments.partials.empty()) {
        HABERDASH_TRY_ASSIGN(found, readPartials(QString::fromStdString(arguments.partials)));
        partials = std::move(found);
    }
    compose::liquid::ParseOptions parseOptions;
    parseOptions.partials = &partials;
    parseOptions.findsMistakesEarly = false;
    const auto parsed
        = compose::liquid::Template::parse({source.constData(), size_t(source.size())}, parseOptions);
    if (!parsed)
        return failure(Error::Code::Invalid, parsed.error().toString());
    for (const auto &warning : parsed->warnings())
        std::fprintf(stderr, "Warning: %s\n", qUtf8Printable(warning.toString()));
    compose::liquid::RenderOptions options;
    options.convertsDates = false;
    HABERDASH_TRY_ASSIGN(now,
        session.asOfText.empty() ? Result<Timestamp>(session.clock().now())
                                 : parseInstant(QString::fromStdString(session.asOfText), QTimeZone::utc()));
    options.now = now;
    const auto text = parsed->render(model, options);
    if (!text)
        return failure(Error::Code::Invalid, text.error().toString());
    if (session.json)
        session.answer({{u"text"_s, QString::fromStdString(*text)}}, {});
    else
        std::fwrite(text->data(), 1, text->size(), stdout);
    return {};
}

void addLiquid(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("liquid", "Fill a Liquid template with JSON");
    auto arguments = std::make_shared<LiquidArguments>();
    command->add_option("FILE", arguments->file, "The template")->required();
    command->add_option("--data", arguments->data, "Values, a JSON object")->type_name("FILE.json");
    command
        ->add_option(
            "--partials", arguments->partials, "Folder of NAME.liquid (or NAME) for {% render 'NAME' %}")
        ->type_name("DIR");
    command->footer("Example:\n  haberdash liquid welcome.liquid --data ada.json");
    command->callback([&session, arguments] {
        if (auto done = liquid(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace

void addEmailCommands(CLI::App &app, Session &session)
{
    auto *emails = app.add_subcommand("email", "Emails: texts with Liquid in a brand's look");
    emails->require_subcommand(1);
    emails->footer(R"(Examples:
  haberdash --workspace shop.haberdash email new "Spring" --subject "Hello {{ customer.first_name | default: 'there' }}" --body spring.md
  haberdash --workspace shop.haberdash email render "Spring" --customer ada@example.com --out previews)");
    const auto verb = [&](const char *name, const char *help, Result<> (*run)(Session &, const Arguments &),
                          auto addOptions) {
        auto *command = emails->add_subcommand(name, help);
        auto arguments = std::make_shared<Arguments>();
        addOptions(*command, *arguments);
        command->callback([&session, arguments, run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
    };
    const auto name = [](CLI::App &command, Arguments &arguments) {
        command.add_option("NAME", arguments.name, "Name of the email")->required();
    };
    verb("list", "All saved emails", list, [](CLI::App &, Arguments &) {});
    verb(
        "new", "Save an email, or replace its texts", make, [&name](CLI::App &command, Arguments &arguments) {
            name(command, arguments);
            auto *subject = command.add_option("--subject", arguments.subject, "Subject, with Liquid");
            command.add_option(
                "--preheader", arguments.preheader, "The line that inboxes show beside the subject");
            auto *body = command.add_option("--body", arguments.bodyFile, "A letter: Markdown with Liquid")
                             ->type_name("FILE");
            auto *design
                = command
                      .add_option("--design", arguments.designFile, "Blocks, as “email export” writes them")
                      ->type_name("FILE.json")
                      ->excludes(body);
            command.add_option("--html", arguments.htmlFile, "A whole HTML page with Liquid")
                ->type_name("FILE.html")
                ->excludes(body)
                ->excludes(design);
            for (auto *source : {body, design})
                source->needs(subject);
            command
                .add_option("--start", arguments.start,
                    "One of the designs that come with Haberdash: welcome, cart ...")
                ->type_name("DESIGN")
                ->excludes(body)
                ->excludes(design);
        });
    verb("render", "Make the message for one customer", render,
        [&name](CLI::App &command, Arguments &arguments) {
            name(command, arguments);
            command.add_option("--customer", arguments.customer, "An address, an id of the shop or a number")
                ->required()
                ->type_name("WHO");
            command.add_option("--out", arguments.out, "Folder for .html, .txt, .eml and .png")
                ->required()
                ->type_name("DIR");
            command.add_option("--account", arguments.account, "Who sends it")->type_name("NAME");
        });
    addEmailImportCommand(*emails, session);
    addEmailReviewCommands(*emails, session);
    addLiquid(app, session);
}

} // namespace haberdash::cli
