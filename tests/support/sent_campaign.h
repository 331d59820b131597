// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/unsubscribe_token.h"
#include "core/deliver/secret_store.h"
#include "core/sending/service_visit.h"
#include "tests/support/fake_mail_service.h"
#include "tests/support/temporary_workspace.h"

namespace haberdash::test {

/// Keeps one password for everything.
class OnlySecret final : public deliver::SecretStore
{
public:
    Result<std::string> read(const QString &) override { return FakeMailService::secret; }
    Result<> write(const QString &, const std::string &) override { return {}; }
};

/// A shop that sent a campaign through a service an hour ago: ada@, bo@ and cy@example.com are customers 1 to
/// 3, whose messages the service calls "m1" to "m3".
class SentCampaign
{
public:
    SentCampaign(deliver::Service service, Timestamp now);

    [[nodiscard]] TemporaryWorkspace &shop() { return m_shop; }
    [[nodiscard]] const store::Account &account() const { return m_account; }
    /// Our key for a customer's message.
    [[nodiscard]] QString key(int customer);
    /// Points the account at a fake, and asks it.
    [[nodiscard]] sending::ServiceVisitReport visit(
        const FakeMailService &fake, const Clock &clock, std::optional<Timestamp> since = std::nullopt);
    [[nodiscard]] sending::ServiceVisitReport visit(const FakeMailService &fake, const Clock &clock,
        Progress &progress, std::optional<Timestamp> since = std::nullopt);
    /// "1 delivered|2 hard_bounce", by customer and kind.
    [[nodiscard]] QString events();

private:
    TemporaryWorkspace m_shop;
    store::Account m_account;
};

} // namespace haberdash::test
