// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_check.h"

#include "core/sending/delivery_verdict.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;

namespace {

struct Words
{
    QString headline;
    QString advice;
};

Words wordsFor(const store::Account &account, const Delivery &answer)
{
    const QString where
        = account.isService() ? account.service : u"%1, port %2"_s.arg(account.host).arg(account.port);
    switch (answer.stage) {
    case Delivery::Stage::Connect:
        return {u"Nothing answers at %1."_s.arg(where),
            u"Check the name and the port, and that this computer is online. Some networks block port 25; 587 and 465 are usual."_s};
    case Delivery::Stage::Greeting:
    case Delivery::Stage::Hello:
        return {u"Something answers at %1, but not as a mail server does."_s.arg(where),
            u"Check the port: a server that encrypts from the first byte (465, “TLS”) says nothing to one that does not, and the other way round."_s};
    case Delivery::Stage::Tls:
        return {u"The connection to %1 could not be made safe."_s.arg(where),
            u"The certificate has to be valid and made out to the name you wrote. Ask the provider for the right name; do not send without encryption."_s};
    case Delivery::Stage::Authentication:
        return {u"%1 does not accept the name or the password."_s.arg(where),
            u"Check both. Many providers want a password made for programs (an “app password”) or an API key instead of your own."_s};
    case Delivery::Stage::Sender:
        return {u"%1 lets you in, but does not send for “%2”."_s.arg(where, account.fromAddress),
            u"Use an address that belongs to this account, or verify it with the provider first."_s};
    case Delivery::Stage::Recipient:
        return {u"%1 lets you in, but does not take mail for others."_s.arg(where),
            u"A server that passes nothing on may be the one for incoming mail, or want you to sign in. Ask the provider for the outgoing one."_s};
    case Delivery::Stage::Data:
    case Delivery::Stage::Content:
        return {u"%1 takes everything but the message itself."_s.arg(where),
            u"Its words below say why: size, content, or a limit that is used up."_s};
    }
    return {};
}

} // namespace

AccountCheck explain(const store::Account &account, const Delivery &answer)
{
    AccountCheck check;
    check.answer = answer;
    check.works = answer.state == Delivery::State::Sent;
    check.isEncrypted = account.isService() || account.security != u"plain"_s;
    if (check.works) {
        check.headline = check.isEncrypted
            ? u"“%1” works, and the connection is encrypted."_s.arg(account.name)
            : u"“%1” works, but without encryption: others on the way can read along."_s.arg(account.name);
        return check;
    }
    if (answer.wasCancelled) {
        check.headline = u"Stopped."_s;
        return check;
    }
    const auto [headline, advice] = wordsFor(account, answer);
    check.headline = headline;
    check.advice = advice;
    return check;
}

AccountCheck checkAccount(const store::Account &account, deliver::Transport &transport)
{
    const auto answer = transport.open();
    transport.close();
    return explain(account, answer);
}

} // namespace haberdash::sending
