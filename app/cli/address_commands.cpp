// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/audit/mailboxes.h"
#include "core/base/email_address.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

void addAddressCommands(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("address", "Check e-mail addresses as text (no server is asked)");
    auto addresses = std::make_shared<std::vector<std::string>>();
    command->add_option("ADDRESS", *addresses, "One or more")->required();
    command->footer("Example:\n  haberdash --json address ada@example.com 'two words@example.com'");
    command->callback([&session, addresses] {
        QJsonArray results;
        QString text;
        for (const std::string &bytes : *addresses) {
            const QString typed = QString::fromStdString(bytes);
            const auto address = EmailAddress::fromString(typed);
            const QByteArray trimmed = typed.trimmed().toUtf8();
            const QString fault = toWord(checkAddress({trimmed.constData(), size_t(trimmed.size())}));
            results.append(QJsonObject{{u"address"_s, typed}, {u"valid"_s, address.has_value()},
                {u"reason"_s, address ? QJsonValue::Null : QJsonValue(fault)},
                {u"normalised"_s, address ? QJsonValue(address->key()) : QJsonValue::Null},
                {u"role"_s, address && audit::isRoleMailbox(address->localPart().toLower().toStdString())},
                {u"disposable"_s,
                    address && audit::isDisposableDomain(address->domain().toLower().toStdString())}});
            text += address ? u"%1: valid\n"_s.arg(typed) : address.error().detail + u'\n';
            if (!address)
                session.finish(Exit::Incomplete);
        }
        // One address, one object; several, an object around the list.
        session.answer(
            results.size() == 1 ? results[0].toObject() : QJsonObject{{u"addresses"_s, results}}, text);
    });
}

} // namespace haberdash::cli
