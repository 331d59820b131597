// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/message_maker.h"
#include "core/experiment/words.h"
#include "core/learning/calendar_stretch.h"
#include "core/learning/mail_history.h"
#include "core/sample/sample_shop.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "core/sending/account_transport.h"
#include "core/sending/campaign_sender.h"
#include "core/store/email_repository.h"
#include "core/store/experiment_repository.h"
#include "ui/emails/message_document.h"
#include "ui/experiments/experiment_report.h"
#include "ui/reports/learning_report.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> write(const QString &path, std::string_view bytes)
{
    QSaveFile file(path);
    const auto size = qint64(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

/// An account that needs no password.
class NoSecrets final : public deliver::SecretStore
{
public:
    Result<std::string> read(const QString &) override
    {
        return failure(Error::Code::NotFound, u"No password is kept."_s);
    }
    Result<> write(const QString &, const std::string &) override
    {
        return failure(Error::Code::Refused, u"No password is kept."_s);
    }
};

/// The tour: one shop once round the ring, each step printed, each result in the folder.
class Tour
{
public:
    Tour(Session &session, QString folder, int smtpPort)
        : m_session(session)
        , m_folder(std::move(folder))
        , m_smtpPort(smtpPort)
    { }

    Result<> go()
    {
        if (!QDir().mkpath(m_folder))
            return failure(Error::Code::Io, u"The folder “%1” cannot be made."_s.arg(m_folder));
        TerminalProgress progress(u"Making the sample shop"_s);
        const QString path = at(u"sample.haberdash"_s);
        HABERDASH_TRY(sample::makeSampleShop(path, progress));
        HABERDASH_TRY_ASSIGN(connection, store::openWorkspace(path));
        step(u"1. A shop: %1"_s.arg(path));
        HABERDASH_TRY(showShop(connection));
        HABERDASH_TRY(countSegments(connection));
        HABERDASH_TRY(previewEmails(connection));
        HABERDASH_TRY(send(connection));
        HABERDASH_TRY(learn(connection));
        HABERDASH_TRY(lookBack(connection));
        return {};
    }

    [[nodiscard]] QJsonObject result() const { return m_result; }

private:
    [[nodiscard]] QString at(const QString &name) const { return QDir(m_folder).filePath(name); }
    void step(const QString &text) const
    {
        if (!m_session.json)
            writeOut(text);
    }
    [[nodiscard]] static segment::Context context(const store::WorkspaceInfo &info)
    {
        return {sample::sampleAsOf(), info.timeZone, info.currency};
    }

    Result<> showShop(store::Connection &connection)
    {
        QJsonObject shop;
        for (const auto &[name, table] :
            {std::pair(u"customers"_s, u"customer"_s), std::pair(u"orders"_s, u"shop_order"_s),
                std::pair(u"events"_s, u"event"_s), std::pair(u"products"_s, u"product"_s)}) {
            HABERDASH_TRY_ASSIGN(count, store::countRows(connection, table));
            shop.insert(name, count);
            step(u"   %1 %2"_s.arg(count, 8).arg(name));
        }
        m_result.insert(u"shop"_s, shop);
        m_result.insert(u"workspace"_s, at(u"sample.haberdash"_s));
        return {};
    }

    Result<> countSegments(store::Connection &connection)
    {
        step(u"2. Segments, as of %1"_s.arg(toIsoString(sample::sampleAsOf())));
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(segments, segment::savedSegments(connection));
        segment::SegmentEvaluator evaluator(connection, context(info));
        QJsonArray counts;
        for (const auto &saved : segments) {
            HABERDASH_TRY_ASSIGN(count, evaluator.count(saved.rule));
            counts.append(QJsonObject{{u"name"_s, saved.name}, {u"rule"_s, segment::print(saved.rule)},
                {u"sentence"_s, segment::sentence(saved.rule)}, {u"matching"_s, count.whole.matching},
                {u"mailable"_s, count.whole.mailable}});
            step(u"   %1 (%2 may be mailed)  %3: %4"_s.arg(count.whole.matching, 5)
                     .arg(count.whole.mailable, 4)
                     .arg(saved.name, segment::sentence(saved.rule)));
        }
        const QByteArray json = QJsonDocument(counts).toJson();
        HABERDASH_TRY(write(at(u"segments.json"_s), {json.constData(), size_t(json.size())}));
        m_result.insert(u"segments"_s, counts);
        return {};
    }

    Result<> previewEmails(store::Connection &connection)
    {
        step(u"3. One email, three customers, three different mails"_s);
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, u"Early summer, personal"_s));
        campaign::MakerSettings settings;
        settings.salt = u"tour"_s;
        settings.account.fromAddress = u"hello@needle-and-thread.example"_s;
        settings.account.unsubscribeUrl = u"https://needle-and-thread.example/unsubscribe/{token}"_s;
        settings.asOf = sample::sampleAsOf();
        HABERDASH_TRY_ASSIGN(maker,
            campaign::MessageMaker::create(
                connection, {{email.subject, email.preheader, email.body}}, settings));
        QDir().mkpath(at(u"previews"_s));
        QJsonArray previews;
        segment::SegmentEvaluator evaluator(connection, context(info));
        for (const auto &[name, text] : {std::pair(u"regular"_s, u"segment \"Regulars\""_s),
                 std::pair(u"second-order-due"_s, u"segment \"Second order due\""_s),
                 std::pair(u"reader"_s, u"segment \"Readers who never bought\""_s)}) {
            HABERDASH_TRY_ASSIGN(members, evaluator.mailableMembers(segment::parseRule(text).value()));
            if (members.empty())
                continue;
            HABERDASH_TRY_ASSIGN(message, maker.make(members[members.size() / 2], 0, sample::sampleAsOf()));
            const QString base = at(u"previews/"_s + name);
            HABERDASH_TRY(write(base + u".eml"_s, message.mime));
            HABERDASH_TRY(write(base + u".html"_s, message.rendered.html));
            HABERDASH_TRY(write(base + u".txt"_s, message.rendered.text));
            if (!ui::drawMessage(ui::toPreview(message.rendered.html, message.images), 640)
                     .save(base + u".png"_s))
                return failure(Error::Code::Io, u"“%1” could not be written."_s.arg(base + u".png"_s));
            const QString subject = QString::fromStdString(message.rendered.subject);
            step(u"   %1: %2"_s.arg(name, subject));
            previews.append(QJsonObject{{u"file"_s, QString(base + u".eml"_s)}, {u"subject"_s, subject}});
        }
        m_result.insert(u"previews"_s, previews);
        return {};
    }

    Result<> send(store::Connection &connection)
    {
        if (m_smtpPort == 0) {
            step(u"4. Nothing is sent: no --smtp-port was given"_s);
            return {};
        }
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        store::Account account;
        account.name = u"Loopback"_s;
        account.host = u"127.0.0.1"_s;
        account.port = m_smtpPort;
        account.security = u"plain"_s;
        account.authentication = u"none"_s;
        account.fromAddress = u"hello@needle-and-thread.example"_s;
        account.unsubscribeUrl = u"https://needle-and-thread.example/unsubscribe/{token}"_s;
        HABERDASH_TRY_ASSIGN(accountId, store::saveAccount(connection, account, sample::sampleAsOf()));
        HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, u"Early summer, personal"_s));
        store::Campaign campaign;
        campaign.name = u"The tour"_s;
        campaign.rule = u"all(segment \"Second order due\")"_s;
        campaign.account = accountId;
        campaign.salt = u"tour"_s;
        campaign.holdoutPerMille = 100;
        campaign.variants = {{email.name, 1, email.id, email.subject, email.preheader, email.body}};
        HABERDASH_TRY_ASSIGN(id, store::addCampaign(connection, campaign, sample::sampleAsOf()));
        TerminalProgress progress(u"Sending"_s);
        const FixedClock clock(sample::sampleAsOf());
        HABERDASH_TRY_ASSIGN(
            plan, campaign::approve(connection, id, context(info), {u"The tour"_s}, clock.now(), progress));
        const auto secrets = std::make_shared<NoSecrets>();
        const auto open = [&](const store::Account &by) {
            return sending::openAccount(by, connection.path(), secrets, clock);
        };
        HABERDASH_TRY_ASSIGN(
            report, sending::sendCampaign(connection, id, open, clock, sample::sampleAsOf(), progress));
        qint64 skipped = 0;
        for (const qint64 count : plan.skipped)
            skipped += count;
        step(
            u"4. A campaign to “Second order due”: %1 match, %2 sent, %3 held out to compare with, %4 may not be written to"_s
                .arg(plan.matching)
                .arg(report.sent)
                .arg(plan.heldOut)
                .arg(skipped));
        m_result.insert(u"campaign"_s,
            QJsonObject{{u"matching"_s, plan.matching}, {u"sent"_s, report.sent},
                {u"held_out"_s, plan.heldOut}, {u"skipped"_s, skipped},
                {u"state"_s, store::toWord(report.state)}});
        return {};
    }

    Result<> learn(store::Connection &connection)
    {
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(saved, store::savedExperiments(connection));
        if (saved.isEmpty())
            return failure(Error::Code::NotFound, u"The sample shop has no experiment."_s);
        HABERDASH_TRY_ASSIGN(
            outcomes, store::campaignOutcomes(connection, saved.first(), sample::sampleAsOf()));
        HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(outcomes, {}));
        auto report = ui::reportOf(saved.first(), info, sample::sampleAsOf());
        report.analysis = analysis;
        HABERDASH_TRY_ASSIGN(brand, ui::ReportBrand::read(connection));
        ui::dress(report, brand);
        step(u"5. What the campaign of three weeks ago taught"_s);
        for (int i = 0; i < int(analysis.measures.size()); ++i)
            step(u"   "_s + experiment::verdict(analysis, i));
        QJsonArray files;
        for (const QString &ending : {u"pdf"_s, u"png"_s}) {
            const QString path = at(u"experiment."_s + ending);
            HABERDASH_TRY(ui::writeReport(report, path));
            step(u"   "_s + path);
            files.append(path);
        }
        m_result.insert(u"reports"_s, files);
        return {};
    }

    Result<> lookBack(store::Connection &connection)
    {
        step(u"6. What mail brought in the second quarter, by every rule and by itself"_s);
        HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, 1));
        HABERDASH_TRY_ASSIGN(history, learning::MailHistory::read(connection, facts, sample::sampleAsOf()));
        HABERDASH_TRY_ASSIGN(
            quarter, learning::CalendarStretch::ofQuarter(u"2026-Q2"_s, history.zone, history.asOf));
        HABERDASH_TRY_ASSIGN(brand, ui::ReportBrand::read(connection));
        const ui::MadeReport made = ui::LearningReporter(history, brand).quarter(quarter);
        step(u"   "_s + made.report.summary);
        QJsonArray files;
        for (const QString &ending : {u"pdf"_s, u"html"_s}) {
            const QString path = at(u"quarter."_s + ending);
            HABERDASH_TRY(ui::writeReportFile(made.report, made.charts, path));
            step(u"   "_s + path);
            files.append(path);
        }
        m_result.insert(
            u"quarter"_s, QJsonObject{{u"summary"_s, made.report.summary}, {u"reports"_s, files}});
        return {};
    }

    Session &m_session;
    QString m_folder;
    int m_smtpPort;
    QJsonObject m_result;
};

} // namespace

void addDemoCommand(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand(
        "demo", "Take a sample shop once round: segments, previews, a campaign, an experiment, results");
    auto folder = std::make_shared<std::string>();
    auto port = std::make_shared<int>(0);
    command->add_option("DIR", *folder, "Where everything that is made goes")->required();
    command->add_option("--smtp-port", *port, "Send the campaign to a mail server on this machine")
        ->check(CLI::Range(1, 65535));
    command->footer("Example:\n  haberdash demo tour --smtp-port 2525");
    command->callback([&session, folder, port] {
        Tour tour(session, QString::fromStdString(*folder), *port);
        if (auto done = tour.go(); !done)
            session.fail(done.error());
        else if (session.json)
            session.answer(tour.result(), {});
    });
}

} // namespace haberdash::cli
