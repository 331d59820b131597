// SPDX-License-Identifier: GPL-3.0-or-later
// A whole campaign into smtp-sink over one connection: personal mails of about 30 KB made, asked at the gate,
// claimed, handed over and booked one by one, beside Postfix's own smtp-source sending as many fixed ones of
// the same size. Then how long a campaign of many takes from being told to go on to its first mail.
//   bench_sending [MAILS] [WAITING] [FOLDER]
// FOLDER is where the workspace lies (its disk is what every claim waits for); parts.json for
// bench_sending.mjs goes there.
#include "core/campaign/campaign_planner.h"
#include "core/campaign/message_maker.h"
#include "core/sending/account_transport.h"
#include "core/sending/campaign_sender.h"
#include "core/store/transaction.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/smtp_sink.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using Steady = std::chrono::steady_clock;

namespace {

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

class NoSecrets final : public deliver::SecretStore
{
public:
    Result<std::string> read(const QString &) override { return std::string(); }
    Result<> write(const QString &, const std::string &) override { return {}; }
};

/// Ends the run after the first mail went out.
class FirstMail final : public Progress
{
public:
    void report(qint64 done, qint64) override
    {
        if (done > 0 && !m_at)
            m_at = Steady::now();
    }
    [[nodiscard]] bool isCancelled() const override { return m_at.has_value(); }
    [[nodiscard]] double secondsSince(Steady::time_point start) const
    {
        return m_at ? std::chrono::duration<double>(*m_at - start).count() : -1;
    }

private:
    std::optional<Steady::time_point> m_at;
};

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

QString letter()
{
    QString body = u"Dear {{ customer.first_name }},\n\n"_s;
    for (int i = 1; body.size() < 11'300; ++i)
        body
            += u"This is paragraph %1 of a letter to {{ customer.first_name }}, who has {{ customer.points | "
               u"default: 0 }} points, about *wool*, needles & what else there is at {{ shop.name }}. It "
               u"goes on for a while.\n\n"_s.arg(i);
    return body;
}

template<typename Value>
Value must(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().detail));
        std::exit(2);
    }
    return std::move(*result);
}

struct Shop
{
    explicit Shop(int people, quint16 port)
    {
        const auto approved = approveNews(workspace, people, port,
            [](store::Account &, store::Campaign &campaign) { campaign.variants[0].body = letter(); });
        if (!approved) {
            std::fprintf(stderr, "%s\n", qPrintable(approved.error().detail));
            std::exit(2);
        }
    }
    sending::SendReport send(Progress &progress)
    {
        const SystemClock clock;
        const auto open = [this, &clock](const store::Account &account) {
            return sending::openAccount(account, workspace.file(), std::make_shared<NoSecrets>(), clock);
        };
        return must(
            sending::sendCampaign(workspace.connection(), CampaignId(1), open, clock, clock.now(), progress));
    }
    TemporaryWorkspace workspace;
};

/// How fast messages alone are made, and the parts of one for others to compose.
void measureMaking(Shop &shop, int count, const QString &folder)
{
    auto &connection = shop.workspace.connection();
    const auto campaign = must(store::campaignById(connection, CampaignId(1)));
    const auto account = must(store::accountById(connection, campaign.account));
    const SystemClock clock;
    auto maker = must(campaign::MessageMaker::create(connection, campaign::designsOf(campaign),
        {campaign.id, campaign.salt, campaign.name, account, clock.now(), false, false, {}}));
    auto start = Steady::now();
    size_t bytes = 0;
    campaign::MadeMessage last;
    for (int i = 1; i <= count; ++i) {
        last = must(maker.make(CustomerId(i), 0, clock.now()));
        bytes += last.mime.size();
    }
    const double whole = secondsSince(start);
    start = Steady::now();
    size_t composed = 0;
    for (int i = 0; i < count; ++i)
        composed += must(compose::composeMessage(last.parts)).size();
    const double mime = secondsSince(start);
    std::printf("making %d personal mails of %.1f KB: %.0f/s; their MIME alone %.0f/s\n", count,
        double(bytes) / count / 1024, count / whole, count / mime);
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    QFile file(folder + u"/parts.json"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(
            QJsonObject{{u"from"_s, account.fromAddress}, {u"to"_s, last.recipient},
                {u"subject"_s, text(last.parts.subject.utf8())}, {u"text"_s, text(last.parts.text)},
                {u"html"_s, text(last.parts.html)}, {u"mime_per_second"_s, count / mime},
                {u"made_per_second"_s, count / whole}, {u"count"_s, count}})
                       .toJson());
    Q_UNUSED(composed);
}

} // namespace

int main(int argc, char **argv)
{
    const int mails = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int waiting = argc > 2 ? std::atoi(argv[2]) : 0;
    const QString folder = argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString();
    if (!folder.isEmpty())
        qputenv("TMPDIR", folder.toLocal8Bit());
    SmtpSink sink;
    if (const auto started = sink.start(SmtpSink::Keep::Nothing); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().detail));
        return 2;
    }
    for (int round = 0; round < 3; ++round) {
        Shop shop(mails, sink.port());
        if (round == 0)
            measureMaking(shop, mails, folder.isEmpty() ? u"/tmp"_s : folder);
        NoProgress progress;
        auto start = Steady::now();
        const auto report = shop.send(progress);
        const double ours = secondsSince(start);
        const qint64 booked
            = shop.workspace.count(u"SELECT count(*) FROM send_attempt WHERE outcome = 'sent'"_s);
        start = Steady::now();
        const bool worked = runProgram(programPath(u"smtp-source"_s),
            {u"-s"_s, u"1"_s, u"-m"_s, QString::number(mails), u"-l"_s, u"30720"_s, u"-d"_s,
                u"127.0.0.1:%1"_s.arg(sink.port())})
                                .has_value();
        const double kept = secondsSince(start);
        start = Steady::now();
        const bool again = runProgram(programPath(u"smtp-source"_s),
            {u"-s"_s, u"1"_s, u"-m"_s, QString::number(mails), u"-l"_s, u"30720"_s,
                u"127.0.0.1:%1"_s.arg(sink.port())})
                               .has_value();
        const double each = secondsSince(start);
        std::printf("sent %lld booked %lld in %.2f s (%.0f/s); smtp-source %s %.2f s, one connection %.2f s; "
                    "ratios %.2f %.2f\n",
            qlonglong(report.sent), qlonglong(booked), ours, mails / ours, worked && again ? "" : "FAILED",
            each, kept, ours / each, ours / kept);
    }
    if (waiting > 0) {
        Shop shop(10, sink.port());
        must(shop.workspace.connection().prepare(u"SELECT 1"_s));
        auto &connection = shop.workspace.connection();
        auto transaction = must(store::Transaction::begin(connection));
        const auto filled = connection.execute(
            u"WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            u"INSERT INTO customer (id, email, first_name) SELECT i, 'p' || i || '@d' || (i % 5000) || "
            u"'.example', 'P' || i FROM n;"
            u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', email, id FROM customer WHERE id "
            u"> 10;"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer WHERE id > 10;"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, address, planned_at) "
            u"SELECT 1, id, 0, 'planned', email, 0 FROM customer WHERE id > 10"_s.arg(waiting));
        if (!filled || !transaction.commit())
            return 2;
        auto campaign = must(store::campaignById(connection, CampaignId(1)));
        const QString digest = must(campaign::currentDigest(connection, campaign));
        if (!store::setApproval(connection, campaign.id, digest, u"bench"_s, SystemClock().now()))
            return 2;
        FirstMail progress;
        const auto start = Steady::now();
        shop.send(progress);
        std::printf(
            "a campaign of %d goes on: first mail after %.2f s\n", waiting, progress.secondsSince(start));
    }
}
