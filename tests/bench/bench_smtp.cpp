// SPDX-License-Identifier: GPL-3.0-or-later
// 10,000 mails of 30 KB into smtp-sink over one connection, beside Postfix's own smtp-source doing the same.
#include "core/deliver/smtp/smtp_session.h"
#include "tests/support/smtp_sink.h"

#include <chrono>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int count = 10'000;

double secondsOf(const std::function<bool()> &work)
{
    const auto start = Clock::now();
    return work() ? std::chrono::duration<double>(Clock::now() - start).count() : -1;
}

} // namespace

int main()
{
    SmtpSink sink;
    if (const auto started = sink.start(SmtpSink::Keep::Nothing); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().detail));
        return 2;
    }
    deliver::SmtpAccount account;
    account.host = u"127.0.0.1"_s;
    account.port = sink.port();
    account.security = deliver::SmtpAccount::Security::Plain;
    account.auth = deliver::SmtpAccount::Auth::None;
    std::string message = "Subject: bench\r\n\r\n";
    while (message.size() < 30'720)
        message += std::string(74, 'x') + "\r\n";
    const deliver::Envelope envelope{*EmailAddress::fromString(u"news@shop.example"_s),
        *EmailAddress::fromString(u"ada@customer.example"_s)};
    const auto ours = [&] {
        deliver::SmtpSession session(account, {});
        for (int i = 0; i < count; ++i) {
            if (session.send(envelope, message).state != deliver::Delivery::State::Sent)
                return false;
        }
        return true;
    };
    const auto theirs = [&](bool stays) {
        QStringList arguments{u"-s"_s, u"1"_s, u"-m"_s, QString::number(count), u"-l"_s, u"30720"_s};
        if (stays)
            arguments << u"-d"_s;
        arguments << u"127.0.0.1:%1"_s.arg(sink.port());
        return runProgram(programPath(u"smtp-source"_s), arguments).has_value();
    };
    for (int round = 0; round < 3; ++round) {
        const double mine = secondsOf(ours);
        const double each = secondsOf([&] { return theirs(false); });
        const double kept = secondsOf([&] { return theirs(true); });
        std::printf("ours %.2f s (%.0f/s), smtp-source %.2f s, smtp-source -d %.2f s, ratios %.2f and %.2f\n",
            mine, count / mine, each, kept, mine / each, mine / kept);
    }
}
