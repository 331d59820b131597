// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/checks/email_check.h"
#include "core/compose/html_reader.h"

#include <QSet>
#include <QUrl>
#include <QUrlQuery>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Addresses of links in one message, as they stand there.
QStringList linksOf(const RenderedMessage &message)
{
    QStringList links;
    for (const HtmlPiece &piece : readHtml(message.html)) {
        if (piece.kind != HtmlPiece::Kind::Open || piece.name != "a")
            continue;
        const QString address = QString::fromStdString(piece.attribute("href"));
        if (address.startsWith(u"http"_s) && !links.contains(address))
            links.append(address);
    }
    return links;
}

QString hostOf(const QString &address)
{
    const QString host = QUrl(address).host().toLower();
    return host.startsWith(u"www."_s) ? host.mid(4) : host;
}

/// What `checkHtml` found about links, with what to do about it.
class BrokenLinks final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        using Kind = MessageWarning::Kind;
        for (const RenderedMessage &message : input.specimens) {
            for (const MessageWarning &warning : message.warnings) {
                const QString detail = QString::fromStdString(warning.detail);
                const auto add = [&](Finding::Severity severity, const QString &check, const QString &what,
                                     const QString &fix) {
                    findings.push_back({severity, check, what, fix, EmailPart::Body, {}, 0});
                };
                if (warning.kind == Kind::EmptyLink)
                    add(Finding::Severity::Error, u"links.empty"_s, u"A link leads nowhere."_s,
                        u"Give it an address, or take the link away."_s);
                else if (warning.kind == Kind::ScriptLink)
                    add(Finding::Severity::Error, u"links.script"_s,
                        u"A script is in the mail (%1); mail programs remove it, and filters take the mail for an attack."_s
                            .arg(detail),
                        u"Take it out; link to a page of the shop that does it."_s);
                else if (warning.kind == Kind::UnreachableAddress)
                    add(Finding::Severity::Error, u"links.address"_s,
                        u"“%1” is no full address."_s.arg(detail), u"Write it with https:// in front."_s);
                else if (warning.kind == Kind::InsecureLink)
                    add(Finding::Severity::Warning, u"links.insecure"_s,
                        u"“%1” is not encrypted."_s.arg(detail), u"Use https:// where the page can do it."_s);
                else if (warning.kind == Kind::MisleadingLink)
                    add(Finding::Severity::Error, u"links.misleading"_s,
                        u"A link shows another address than %1, to which it leads; filters take that for fraud."_s
                            .arg(detail),
                        u"Show words instead of an address, or the same one."_s);
            }
        }
    }
};

/// Services that hide where a link leads; filters distrust them because of what others send through them.
class ShortenedLinks final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        static const QSet<QString> shorteners{u"bit.ly"_s, u"tinyurl.com"_s, u"t.co"_s, u"goo.gl"_s,
            u"ow.ly"_s, u"is.gd"_s, u"buff.ly"_s, u"rebrand.ly"_s, u"cutt.ly"_s, u"rb.gy"_s, u"t.ly"_s,
            u"tiny.cc"_s, u"shorturl.at"_s, u"lnkd.in"_s, u"soo.gd"_s, u"s.id"_s};
        for (const RenderedMessage &message : input.specimens) {
            for (const QString &link : linksOf(message)) {
                if (shorteners.contains(hostOf(link)))
                    findings.push_back({Finding::Severity::Warning, u"links.shortener"_s,
                        u"“%1” hides where it leads; filters distrust such links."_s.arg(link),
                        u"Link to the page itself."_s, EmailPart::Body, {}, 0});
            }
        }
    }
};

/// Links to many places, and links that web statistics cannot tell from others.
class LinkTargets final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        constexpr qsizetype manyDomains = 5;
        const QString shop = hostOf(input.brand.shopUrl);
        for (const RenderedMessage &message : input.specimens) {
            QSet<QString> hosts;
            qsizetype withoutUtm = 0;
            for (const QString &link : linksOf(message)) {
                hosts.insert(hostOf(link));
                const bool isShops
                    = !shop.isEmpty() && (hostOf(link) == shop || hostOf(link).endsWith(u'.' + shop));
                withoutUtm += isShops && !QUrlQuery(QUrl(link)).hasQueryItem(u"utm_source"_s);
            }
            if (hosts.size() > manyDomains)
                findings.push_back({Finding::Severity::Warning, u"links.domains"_s,
                    u"The links lead to %1 different sites."_s.arg(hosts.size()),
                    u"Lead to your own shop; filters distrust mails that lead everywhere."_s, EmailPart::Body,
                    {}, 0});
            if (withoutUtm > 0)
                findings.push_back({Finding::Severity::Note, u"links.utm"_s,
                    u"Links to the shop have no utm_source: its statistics will not know that visitors came from this mail."_s,
                    u"Add utm_source, utm_medium and utm_campaign to them, such as ?utm_source=email."_s,
                    EmailPart::Body, {}, 0});
        }
    }
};

} // namespace

void addLinkChecks(EmailChecks &checks)
{
    checks.push_back(std::make_unique<BrokenLinks>());
    checks.push_back(std::make_unique<ShortenedLinks>());
    checks.push_back(std::make_unique<LinkTargets>());
}

} // namespace haberdash::compose
