// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/outside_findings.h"

#include "core/base/email_address.h"
#include "core/campaign/brand.h"
#include "core/compose/html_reader.h"
#include "core/probe/spam_filter.h"

#include <QMap>
#include <QUrl>

#include <algorithm>
#include <optional>
#include <utility>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::Finding;

namespace {

Finding bodyFinding(
    Finding::Severity severity, const QString &check, const QString &detail, const QString &fix)
{
    return {severity, check, detail, fix, compose::EmailPart::Body, {}, 0};
}

/// What the filter reads is a whole message: where no account is chosen yet, one that the shop might have.
store::Account withAddress(store::Account account, const compose::BrandKit &brand)
{
    if (account.fromAddress.isEmpty()) {
        const QString address = u"hello@"_s + QUrl(brand.shopUrl).host();
        account.fromName = brand.shopName;
        account.fromAddress = EmailAddress::fromString(address) ? address : u"hello@example.com"_s;
    }
    return account;
}

Finding toFinding(const probe::SpamVerdict &verdict)
{
    constexpr size_t mostReasons = 3;
    QStringList reasons;
    for (size_t i = 0; i < std::min(verdict.reasons.size(), mostReasons); ++i)
        reasons.append(u"%1 (%2)"_s.arg(verdict.reasons[i].words).arg(verdict.reasons[i].points, 0, 'f', 1));
    QString detail = u"SpamAssassin gives the mail %1 points; from %2 on it is taken for spam."_s
                         .arg(verdict.score, 0, 'f', 1)
                         .arg(verdict.limit, 0, 'f', 1);
    if (!reasons.isEmpty())
        detail += u" What counts most: %1."_s.arg(reasons.join(u", "_s));
    const bool isSpam = verdict.score >= verdict.limit;
    return bodyFinding(isSpam ? Finding::Severity::Warning : Finding::Severity::Note, u"spam.score"_s, detail,
        isSpam ? u"Change what counts most; other filters dislike the same things."_s
               : u"Nothing needs to be done; other filters may see it differently."_s);
}

Result<> askFilter(const MadeMessage &message, const OutsideQuestions &questions, Progress &progress,
    std::vector<Finding> &findings)
{
    const auto verdict = probe::askSpamFilter(questions.spamFilter, message.mime, progress);
    if (verdict)
        findings.push_back(toFinding(*verdict));
    else if (verdict.error().code == Error::Code::Cancelled)
        return tl::unexpected(verdict.error());
    else
        findings.push_back(bodyFinding(Finding::Severity::Note, u"spam.unknown"_s, verdict.error().detail,
            u"The other checks are not touched by it; look whether SpamAssassin works in a terminal."_s));
    return {};
}

/// Addresses that a mail asks for or leads to, each once.
struct Addresses
{
    QStringList general;
    QStringList personal; ///< opening them may do something for, or tell something of, one customer
};

bool isPersonal(const QString &address, const store::Account &account)
{
    const QString wayOut = account.unsubscribeUrl.section(u"{token}"_s, 0, 0);
    return (!wayOut.isEmpty() && address.startsWith(wayOut)) || address.contains(u'@')
        || address.contains(u"%40"_s) || address.contains(u"unsubscribe"_s, Qt::CaseInsensitive);
}

void collect(const std::string &html, const store::Account &account, Addresses &addresses)
{
    for (const auto &piece : compose::readHtml(html)) {
        if (piece.kind != compose::HtmlPiece::Kind::Open)
            continue;
        const bool isLink = piece.name == "a";
        if (!isLink && piece.name != "img")
            continue;
        const QString address = QString::fromStdString(piece.attribute(isLink ? "href" : "src"));
        if (!address.startsWith(u"http://"_s) && !address.startsWith(u"https://"_s))
            continue;
        auto &list = isPersonal(address, account) ? addresses.personal : addresses.general;
        if (!list.contains(address))
            list.append(address);
    }
}

/// Nothing where the address answered.
std::optional<Finding> troubleOf(const probe::LinkAnswer &answer)
{
    using Outcome = probe::LinkAnswer::Outcome;
    const auto warning = [](const QString &check, const QString &detail, const QString &fix) {
        return bodyFinding(Finding::Severity::Warning, check, detail, fix);
    };
    switch (answer.outcome) {
    case Outcome::Reached:
        return std::nullopt;
    case Outcome::Closed:
        return bodyFinding(Finding::Severity::Note, u"links.closed"_s,
            u"“%1” does not talk to programs (%2)."_s.arg(answer.address).arg(answer.status),
            u"Open it by hand once."_s);
    case Outcome::Gone:
        return warning(u"links.gone"_s,
            u"“%1” leads nowhere: the server says %2."_s.arg(answer.address).arg(answer.status),
            u"Correct the address, or publish the page before the mail goes out."_s);
    case Outcome::Failing:
        return warning(u"links.failing"_s,
            u"“%1” does not work now: the server says %2."_s.arg(answer.address).arg(answer.status),
            u"Have the page mended before the mail goes out."_s);
    case Outcome::Untrusted:
        return warning(u"links.certificate"_s,
            u"The certificate of “%1” does not hold: %2"_s.arg(answer.address, answer.detail),
            u"Customers would see a warning instead of the page; have the certificate renewed."_s);
    case Outcome::Unreachable:
        return warning(u"links.unreachable"_s,
            u"“%1” could not be reached: %2."_s.arg(answer.address, answer.detail),
            u"Look whether the address is right, and whether this computer is on the network."_s);
    }
    return std::nullopt;
}

/// One finding for each host that nobody reaches, however many links lead there.
void addTroubles(const std::vector<probe::LinkAnswer> &answers, std::vector<Finding> &findings)
{
    using Outcome = probe::LinkAnswer::Outcome;
    QMap<QString, qsizetype> lostHosts;
    for (const auto &answer : answers) {
        if (answer.outcome == Outcome::Unreachable || answer.outcome == Outcome::Untrusted)
            ++lostHosts[QUrl(answer.address).host()];
    }
    for (const auto &answer : answers) {
        const QString host = QUrl(answer.address).host();
        auto trouble = troubleOf(answer);
        const bool isHosts = answer.outcome == Outcome::Unreachable || answer.outcome == Outcome::Untrusted;
        if (!trouble || (isHosts && !lostHosts.contains(host)))
            continue;
        if (const qsizetype more = isHosts ? lostHosts.take(host) - 1 : 0; more > 0)
            trouble->detail += u" (%1 more addresses of “%2” likewise.)"_s.arg(more).arg(host);
        findings.push_back(std::move(*trouble));
    }
}

Result<> tryAddresses(const Addresses &addresses, const OutsideQuestions &questions, Progress &progress,
    std::vector<Finding> &findings)
{
    HABERDASH_TRY_ASSIGN(answers, probe::tryLinks(addresses.general, questions.links, progress));
    addTroubles(answers, findings);
    const auto reached = std::count_if(answers.begin(), answers.end(),
        [](const auto &answer) { return answer.outcome == probe::LinkAnswer::Outcome::Reached; });
    QString detail = u"%1 of %2 addresses answered."_s.arg(reached).arg(addresses.general.size());
    if (!addresses.personal.isEmpty())
        detail += u" %1 were not tried: opening them may do something for a customer."_s.arg(
            addresses.personal.size());
    findings.push_back(bodyFinding(Finding::Severity::Note, u"links.reached"_s, detail,
        addresses.personal.isEmpty() ? u"Nothing needs to be done."_s
                                     : u"Send a test to yourself, and open those by hand."_s));
    return {};
}

} // namespace

Result<std::vector<Finding>> findingsFromOutside(store::Connection &connection,
    const compose::EmailDesign &design, const std::vector<CustomerId> &specimens,
    const MakerSettings &settings, const OutsideQuestions &questions, Progress &progress)
{
    std::vector<Finding> findings;
    if (specimens.empty() || (questions.spamFilter.isEmpty() && !questions.triesLinks))
        return findings;
    HABERDASH_TRY_ASSIGN(brand, readBrand(connection));
    MakerSettings whole = settings;
    whole.account = withAddress(settings.account, brand);
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, whole));
    Addresses addresses;
    bool isAsked = false;
    for (const CustomerId specimen : specimens) {
        const auto message = maker.make(specimen, 0, settings.asOf);
        if (!message) // which is a finding of the review itself
            continue;
        collect(message->rendered.html, whole.account, addresses);
        if (!std::exchange(isAsked, true) && !questions.spamFilter.isEmpty())
            HABERDASH_TRY(askFilter(*message, questions, progress, findings));
    }
    if (questions.triesLinks)
        HABERDASH_TRY(tryAddresses(addresses, questions, progress, findings));
    return findings;
}

} // namespace haberdash::campaign
