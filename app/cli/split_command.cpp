// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/identity/split.h"

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Asked
{
    std::string who;
    std::vector<std::string> takes;
    std::string firstName;
    std::string lastName;
};

QString count(qint64 number, const QString &one, const QString &many)
{
    return u"%1 %2"_s.arg(number).arg(number == 1 ? one : many);
}

Result<> split(Session &session, const Asked &asked)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    identity::SplitWish wish;
    HABERDASH_TRY_ASSIGN(from, store::findCustomer(connection, QString::fromStdString(asked.who)));
    wish.from = from;
    wish.firstName = QString::fromStdString(asked.firstName);
    wish.lastName = QString::fromStdString(asked.lastName);
    for (const std::string &text : asked.takes)
        HABERDASH_TRY(identity::addToWish(connection, QString::fromStdString(text), wish));
    HABERDASH_TRY_ASSIGN(done, identity::splitOff(connection, wish, session.clock().now()));
    session.answer(
        {{u"batch"_s, done.batch.value()}, {u"customer"_s, from.value()}, {u"person"_s, done.person.value()},
            {u"identities"_s, done.identities}, {u"orders"_s, done.orders}, {u"events"_s, done.events},
            {u"messages"_s, done.messages}},
        u"Customer %1 is a person of their own now, with %2, %3, %4 and %5 of customer %6.\n"
        u"`undo %7` puts them together again.\n"_s.arg(done.person.value())
            .arg(count(done.identities, u"address, phone or id"_s, u"addresses, phones or ids"_s),
                count(done.orders, u"order"_s, u"orders"_s), count(done.events, u"event"_s, u"events"_s),
                count(done.messages, u"message"_s, u"messages"_s))
            .arg(from.value())
            .arg(done.batch.value()));
    return {};
}

} // namespace

void addSplitCommand(CLI::App &customer, Session &session)
{
    auto *command = customer.add_subcommand("split", "Make two people of one record");
    auto asked = std::make_shared<Asked>();
    command->add_option("WHO", asked->who, "The record: an address, an id of the shop or a number")
        ->required();
    command
        ->add_option("--take", asked->takes,
            "What is the other person's: email:ADDRESS, phone:NUMBER, id:SHOP:NUMBER, order:NAME, "
            "event:SHOP:NUMBER")
        ->type_name("WHAT")
        ->allow_extra_args(false);
    command->add_option(
        "--first-name", asked->firstName, "Of the other person; else the next import names them");
    command->add_option("--last-name", asked->lastName, "Of the other person");
    command->footer(
        "Orders take their lines, refunds and events along. Consent of the new person is the strictest "
        "that the record ever held.\nExample:\n  haberdash --workspace shop.haberdash customer split "
        "home@example.com --take id:shopify:123 --take order:#1001");
    command->callback([&session, asked] {
        if (auto done = split(session, *asked); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
