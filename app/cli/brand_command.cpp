// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/campaign/brand.h"
#include "core/campaign/message_maker.h"
#include "core/compose/email.h"

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BrandArguments
{
    std::vector<std::string> address;
    std::optional<std::string> shopName;
    std::optional<std::string> shopUrl;
    std::optional<std::string> accent;
    std::optional<std::string> footer;
    std::optional<std::string> language;
};

void apply(const BrandArguments &arguments, compose::BrandKit &brand)
{
    const auto take = [](const std::optional<std::string> &text, QString &target) {
        if (text)
            target = QString::fromStdString(*text);
    };
    QStringList lines;
    for (const std::string &line : arguments.address)
        lines << QString::fromStdString(line);
    if (!lines.isEmpty())
        brand.postalAddress = lines.join(u'\n');
    take(arguments.shopName, brand.shopName);
    take(arguments.shopUrl, brand.shopUrl);
    take(arguments.accent, brand.accentColour);
    take(arguments.footer, brand.footerText);
    take(arguments.language, brand.language);
}

Result<> showBrand(Session &session, const BrandArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(saved, campaign::readBrand(connection));
    auto brand = saved;
    apply(arguments, brand);
    if (brand != saved) {
        // The smallest email shows whether mails can be made with it.
        if (const auto made = compose::CompiledEmail::compile({u"-"_s, {}, u"-"_s}, brand); !made)
            return tl::unexpected(campaign::toError(made.error()));
        HABERDASH_TRY(campaign::writeBrand(connection, brand));
    }
    session.answer({{u"shop"_s, brand.shopName}, {u"url"_s, brand.shopUrl},
                       {u"address"_s, brand.postalAddress}, {u"accent"_s, brand.accentColour},
                       {u"footer"_s, brand.footerText}, {u"language"_s, brand.language}},
        u"%1\n%2"_s.arg(brand.shopName,
            brand.postalAddress.isEmpty() ? u"(no postal address: mails cannot be made yet)"_s
                                          : brand.postalAddress));
    return {};
}

} // namespace

void addBrandCommand(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("brand", "What every mail shows of the shop; options change it");
    auto arguments = std::make_shared<BrandArguments>();
    command
        ->add_option(
            "--address", arguments->address, "Postal address, which every mail must show; once a line")
        ->type_name("LINE")
        ->allow_extra_args(false);
    command->add_option("--shop", arguments->shopName, "Name of the shop")->type_name("NAME");
    command->add_option("--url", arguments->shopUrl, "Where the name or logo leads")->type_name("URL");
    command->add_option("--accent", arguments->accent, "Colour of buttons, such as #2f5d50")
        ->type_name("COLOUR");
    command->add_option("--footer", arguments->footer, "Why the reader gets this; Markdown with Liquid")
        ->type_name("TEXT");
    command->add_option("--language", arguments->language, "Language of the mails, such as en")
        ->type_name("CODE");
    command->footer(
        "Example:\n  haberdash --workspace shop.haberdash brand --address \"Kai 1\" --address \"20457 "
        "Hamburg\"");
    command->callback([&session, arguments] {
        if (auto done = showBrand(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
