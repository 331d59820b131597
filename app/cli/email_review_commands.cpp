// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/email_review_commands.h"

#include "app/cli/segment_rule.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/campaign/coverage.h"
#include "core/campaign/email_review.h"
#include "core/campaign/outside_findings.h"
#include "core/campaign/personal_banners.h"
#include "core/probe/spam_filter.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "core/store/account_repository.h"

#include <QJsonArray>
#include <QSaveFile>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReviewArguments
{
    std::string email;
    std::string segment;
    std::string rule;
    std::string account;
    std::string out;
    bool triesLinks = false;
};

/// Who would get it: a segment, a rule, or everybody who may be sent mail.
Result<std::vector<CustomerId>> audienceOf(
    store::Connection &connection, const ReviewArguments &arguments, const segment::Context &context)
{
    segment::SegmentEvaluator evaluator(connection, context);
    if (arguments.segment.empty() && arguments.rule.empty()) {
        HABERDASH_TRY_ASSIGN(
            everybody, segment::parseRule(u"all(mailable)"_s).map_error([](const auto &error) {
                return error.toError();
            }));
        return evaluator.members(everybody);
    }
    RuleArguments rule{arguments.segment, arguments.rule, {}};
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, rule));
    return evaluator.members(chosen.rule);
}

struct Review
{
    store::SavedEmail email;
    std::vector<CustomerId> audience;
    campaign::MakerSettings settings;
};

Result<Review> prepare(Session &session, store::Connection &connection, const ReviewArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, QString::fromStdString(arguments.email)));
    HABERDASH_TRY_ASSIGN(audience, audienceOf(connection, arguments, context));
    campaign::MakerSettings settings;
    settings.salt = u"preview"_s;
    settings.asOf = context.asOf;
    if (!arguments.account.empty()) {
        HABERDASH_TRY_ASSIGN(
            account, store::accountByName(connection, QString::fromStdString(arguments.account)));
        settings.account = account;
    }
    return Review{email, std::move(audience), settings};
}

QJsonArray decisionsOf(const campaign::Coverage &coverage, const campaign::CoverageGroup &group)
{
    QJsonArray decisions;
    for (const auto &taken : group.decisions) {
        const auto &site = coverage.sites[taken.site];
        QJsonObject decision{{u"part"_s, compose::toWord(site.part)}, {u"line"_s, site.line},
            {u"outcome"_s, compose::inWords(site, taken.ways)}};
        if (!site.block.isEmpty())
            decision.insert(u"block"_s, site.block);
        decisions.append(decision);
    }
    return decisions;
}

Result<> coverage(Session &session, const ReviewArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(review, prepare(session, connection, arguments));
    TerminalProgress progress(u"Looking at every mail"_s);
    HABERDASH_TRY_ASSIGN(coverage,
        campaign::coverageOf(
            connection, campaign::designOf(review.email), review.audience, review.settings, progress));
    QJsonArray groups;
    QString text = u"%1 customers, %2 different mails\n"_s.arg(coverage.audience).arg(coverage.groups.size());
    for (const auto &group : coverage.groups) {
        QJsonArray specimens;
        for (const CustomerId specimen : group.specimens)
            specimens.append(specimen.value());
        groups.append(QJsonObject{{u"customers"_s, group.customers}, {u"specimens"_s, specimens},
            {u"decisions"_s, decisionsOf(coverage, group)}});
        text += u"\n%1 customers, such as number %2\n"_s.arg(group.customers)
                    .arg(group.specimens.front().value());
        for (const auto &taken : group.decisions)
            text += u"  %1\n"_s.arg(compose::inWords(coverage.sites[taken.site], taken.ways));
    }
    QJsonObject answer{
        {u"audience"_s, coverage.audience}, {u"failed"_s, coverage.failed}, {u"groups"_s, groups}};
    if (coverage.firstFailure) {
        answer.insert(u"failure"_s, coverage.firstFailure->detail);
        text += u"\n%1 mails cannot be made: %2\n"_s.arg(coverage.failed).arg(coverage.firstFailure->detail);
        session.finish(Exit::Incomplete);
    }
    session.answer(answer, text);
    return {};
}

Result<> check(Session &session, const ReviewArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(review, prepare(session, connection, arguments));
    TerminalProgress progress(u"Looking at what customers have"_s);
    HABERDASH_TRY_ASSIGN(result,
        campaign::reviewEmail(
            connection, campaign::designOf(review.email), review.audience, review.settings, progress));
    campaign::OutsideQuestions questions;
    questions.spamFilter = probe::findSpamFilter();
    questions.triesLinks = arguments.triesLinks;
    HABERDASH_TRY_ASSIGN(outside,
        campaign::findingsFromOutside(connection, campaign::designOf(review.email), result.specimens,
            review.settings, questions, progress));
    result.add(outside);
    QJsonArray findings;
    QString text;
    for (const auto &finding : result.findings) {
        QJsonObject object{{u"severity"_s, compose::toWord(finding.severity)}, {u"check"_s, finding.check},
            {u"kind"_s, finding.check}, {u"detail"_s, finding.detail}, {u"fix"_s, finding.fix},
            {u"part"_s, compose::toWord(finding.part)}};
        if (!finding.block.isEmpty())
            object.insert(u"block"_s, finding.block);
        if (finding.line > 0)
            object.insert(u"line"_s, finding.line);
        findings.append(object);
        text += u"%1: %2\n    %3\n"_s.arg(compose::toWord(finding.severity), finding.detail, finding.fix);
    }
    QJsonArray rates;
    for (const auto &rate : result.coverage.fillRates)
        rates.append(QJsonObject{{u"field"_s, rate.path}, {u"filled"_s, rate.filled}, {u"of"_s, rate.of}});
    session.answer({{u"may_be_sent"_s, result.mayBeSent()}, {u"audience"_s, qint64(review.audience.size())},
                       {u"findings"_s, findings}, {u"fill_rates"_s, rates}},
        text.isEmpty() ? u"Nothing found."_s : text);
    const bool isClean = std::all_of(result.findings.begin(), result.findings.end(),
        [](const auto &finding) { return finding.severity == compose::Finding::Severity::Note; });
    session.finish(isClean ? Exit::Done : Exit::Incomplete);
    return {};
}

/// Banners as files, for shops that put them on a server of theirs.
Result<> banners(Session &session, const ReviewArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(review, prepare(session, connection, arguments));
    TerminalProgress progress(u"Drawing banners"_s);
    HABERDASH_TRY_ASSIGN(done,
        campaign::exportBanners(connection, campaign::designOf(review.email), review.audience,
            review.settings, QString::fromStdString(arguments.out), progress));
    QJsonObject answer{{u"customers"_s, done.customers}, {u"files"_s, done.files}, {u"failed"_s, done.failed},
        {u"table"_s, done.table}};
    QString text = u"%1 files for %2 customers; “%3” says who gets which.\n"_s.arg(done.files)
                       .arg(done.customers - done.failed)
                       .arg(done.table);
    if (done.firstFailure) {
        answer.insert(u"failure"_s, done.firstFailure->detail);
        text += u"%1 banners cannot be drawn: %2\n"_s.arg(done.failed).arg(done.firstFailure->detail);
        session.finish(Exit::Incomplete);
    }
    session.answer(answer, text);
    return {};
}

/// The body as it is kept: to look at, to compare, to take into another workspace.
Result<> exportEmail(Session &session, const ReviewArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, QString::fromStdString(arguments.email)));
    if (arguments.out.empty()) {
        session.answer({{u"name"_s, email.name}, {u"kind"_s, email.kind}, {u"subject"_s, email.subject},
                           {u"preheader"_s, email.preheader}, {u"body"_s, email.body}},
            email.body);
        return {};
    }
    const QString path = QString::fromStdString(arguments.out);
    QSaveFile file(path);
    const QByteArray bytes = email.body.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    session.answer({{u"file"_s, path}, {u"kind"_s, email.kind}, {u"subject"_s, email.subject},
                       {u"preheader"_s, email.preheader}},
        u"Written to %1."_s.arg(path));
    return {};
}

} // namespace

void addEmailReviewCommands(CLI::App &emails, Session &session)
{
    const auto verb
        = [&](const char *name, const char *help,
              Result<> (*run)(Session &,
                  const ReviewArguments &)) -> std::pair<CLI::App *, std::shared_ptr<ReviewArguments>> {
        auto *command = emails.add_subcommand(name, help);
        auto arguments = std::make_shared<ReviewArguments>();
        command->add_option("NAME", arguments->email, "Name of the email")->required();
        command->callback([&session, arguments, run] {
            if (auto done = run(session, *arguments); !done)
                session.fail(done.error());
        });
        return {command, arguments};
    };
    const auto audience = [](const auto &made) {
        auto *segment = made.first->add_option("--segment", made.second->segment, "Who would get it")
                            ->type_name("NAME");
        made.first->add_option("--rule", made.second->rule, "Who would get it, as text")->excludes(segment);
    };
    const auto covered = verb("coverage", "All the different mails that one email becomes", coverage);
    audience(covered);
    const auto checked
        = verb("check", "Look for what keeps the email from being sent, or from being welcome", check);
    audience(checked);
    checked.first->add_option("--account", checked.second->account, "Who sends it")->type_name("NAME");
    checked.first->add_flag("--try-links", checked.second->triesLinks,
        "Also ask the servers behind links and pictures whether they answer (reaches the network)");
    const auto drawn = verb(
        "banners", "Draw the banners of an email into a folder, a file for each different one", banners);
    audience(drawn);
    drawn.first->add_option("--out", drawn.second->out, "The folder")->type_name("FOLDER")->required();
    const auto exported = verb("export", "Write down what an email is made of", exportEmail);
    exported.first->add_option("--out", exported.second->out, "A file to write to")->type_name("FILE");
}

} // namespace haberdash::cli
