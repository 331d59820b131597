// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_mail_service.h"

#include <QTest>

Q_DECLARE_METATYPE(haberdash::deliver::Service)

namespace haberdash::test {

/// What now is in tests of services: noon of 28 November 2026.
inline const FixedClock noon(fromMilliseconds(1'795'867'200'000));

[[nodiscard]] inline std::unique_ptr<deliver::Transport> transportTo(const FakeMailService &service)
{
    return deliver::makeServiceTransport(service.account(), FakeMailService::secret, noon);
}

/// "sent content nobody 202"
[[nodiscard]] inline QString shown(const deliver::Delivery &delivery)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(toWord(delivery.state), toWord(delivery.stage), toWord(delivery.concerns))
        .arg(delivery.code);
}

/// A row for each service, in a column "service".
inline void addServices()
{
    QTest::addColumn<deliver::Service>("service");
    for (const auto each : deliver::allServices())
        QTest::newRow(qPrintable(toWord(each))) << each;
}

/// Instead of what the service would say.
[[nodiscard]] inline FakeMailService::Fault answers(const FakeMailService::Reply &reply, bool takes = false)
{
    return {takes, [reply](const FakeMailService::Reply &) { return reply; }};
}

/// The next calls all end like this: the first, and what is asked again.
inline void addFailing(FakeMailService &fake, const FakeMailService::Reply &reply)
{
    for (int i = 0; i < 4; ++i)
        fake.add(answers(reply));
}

} // namespace haberdash::test
