// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/transport.h"

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

QString toWord(Delivery::State state)
{
    switch (state) {
    case Delivery::State::Sent:
        return u"sent"_s;
    case Delivery::State::Refused:
        return u"refused"_s;
    case Delivery::State::Deferred:
        return u"deferred"_s;
    case Delivery::State::Uncertain:
        return u"uncertain"_s;
    }
    return {};
}

QString toWord(Delivery::Stage stage)
{
    switch (stage) {
    case Delivery::Stage::Connect:
        return u"connect"_s;
    case Delivery::Stage::Greeting:
        return u"greeting"_s;
    case Delivery::Stage::Hello:
        return u"hello"_s;
    case Delivery::Stage::Tls:
        return u"tls"_s;
    case Delivery::Stage::Authentication:
        return u"authentication"_s;
    case Delivery::Stage::Sender:
        return u"sender"_s;
    case Delivery::Stage::Recipient:
        return u"recipient"_s;
    case Delivery::Stage::Data:
        return u"data"_s;
    case Delivery::Stage::Content:
        return u"content"_s;
    }
    return {};
}

QString toWord(Delivery::Concerns concerns)
{
    switch (concerns) {
    case Delivery::Concerns::Nobody:
        return u"nobody"_s;
    case Delivery::Concerns::Message:
        return u"message"_s;
    case Delivery::Concerns::Recipient:
        return u"recipient"_s;
    case Delivery::Concerns::Account:
        return u"account"_s;
    case Delivery::Concerns::Connection:
        return u"connection"_s;
    }
    return {};
}

} // namespace haberdash::deliver
