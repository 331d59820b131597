// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/base/email_address.h"
#include "core/contact/mailboxes.h"

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
            const std::string domain = address ? address->domain().toLower().toStdString() : std::string();
            const auto meant = contact::meantDomain(domain);
            results.append(QJsonObject{{u"address"_s, typed}, {u"valid"_s, address.has_value()},
                {u"reason"_s, address ? QJsonValue::Null : QJsonValue(fault)},
                {u"normalised"_s, address ? QJsonValue(address->normalised()) : QJsonValue::Null},
                {u"mailbox"_s, address ? QJsonValue(address->key()) : QJsonValue::Null},
                {u"meant"_s, meant ? QJsonValue(QString::fromStdString(*meant)) : QJsonValue::Null},
                {u"role"_s, address && contact::isRoleMailbox(address->localPart().toLower().toStdString())},
                {u"disposable"_s, address && contact::isDisposableDomain(domain)}});
            text += address
                ? u"%1: valid%2\n"_s.arg(typed,
                    meant ? u", but %1 was probably meant"_s.arg(QString::fromStdString(*meant)) : QString())
                : address.error().detail + u'\n';
            if (!address)
                session.finish(Exit::Incomplete);
        }
        // One address, one object; several, an object around the list.
        session.answer(
            results.size() == 1 ? results[0].toObject() : QJsonObject{{u"addresses"_s, results}}, text);
    });
}

} // namespace haberdash::cli
