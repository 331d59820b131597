// SPDX-License-Identifier: GPL-3.0-or-later
// Subject, and what the law and good manners ask of every mail.
#include "core/compose/checks/email_check.h"
#include "core/compose/html_reader.h"

#include <QRegularExpression>

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

class Subject final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        const auto add
            = [&](Finding::Severity severity, const QString &check, const QString &what, const QString &fix) {
                  findings.push_back({severity, check, what, fix, EmailPart::Subject, {}, 1});
              };
        for (const RenderedMessage &message : input.specimens) {
            const QString subject = QString::fromStdString(message.subject).trimmed();
            if (subject.isEmpty()) {
                add(Finding::Severity::Error, u"subject.empty"_s, u"The subject is empty."_s,
                    u"Say in a few words what the mail is about."_s);
                continue;
            }
            if (subject.size() > 60)
                add(Finding::Severity::Warning, u"subject.long"_s,
                    u"“%1” has %2 characters; phones show about 40."_s.arg(subject).arg(subject.size()),
                    u"Put what matters first, and stay below 60."_s);
            if (shouts(subject))
                add(Finding::Severity::Warning, u"subject.shouting"_s, u"“%1” shouts."_s.arg(subject),
                    u"Write as you would to a person: small letters, one exclamation mark at most."_s);
            static const QRegularExpression answer(
                u"^(re|fw|fwd|aw|wg)\\s*:"_s, QRegularExpression::CaseInsensitiveOption);
            if (answer.match(subject).hasMatch())
                add(Finding::Severity::Warning, u"subject.pretended"_s,
                    u"“%1” looks like an answer, and is none."_s.arg(subject), u"Take the “Re:” away."_s);
        }
    }

private:
    static bool shouts(const QString &subject)
    {
        const auto capitals
            = std::count_if(subject.begin(), subject.end(), [](QChar each) { return each.isUpper(); });
        const auto letters
            = std::count_if(subject.begin(), subject.end(), [](QChar each) { return each.isLetter(); });
        // Scripts without capitals never shout this way.
        return (letters >= 8 && capitals * 10 >= letters * 7) || subject.count(u'!') > 1;
    }
};

/// Every mail says who sends it and how to get no more.
class WayOut final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        const auto add = [&](const QString &check, const QString &what, const QString &fix) {
            findings.push_back({Finding::Severity::Error, check, what, fix, EmailPart::Footer, {}, 0});
        };
        const auto variables = input.compiled.variables();
        const bool hasWayOut = std::any_of(variables.begin(), variables.end(),
            [](const auto &use) { return use.path == "unsubscribe_url" && use.isWritten; });
        if (!hasWayOut)
            add(u"footer.unsubscribe"_s, u"There is no way to unsubscribe in the mail."_s,
                u"Put a link to {{ unsubscribe_url }} where it can be found."_s);
        const QString first
            = input.brand.postalAddress.split(u'\n', Qt::SkipEmptyParts).value(0).simplified();
        for (const RenderedMessage &message : input.specimens) {
            if (!first.isEmpty() && !QString::fromStdString(message.text).simplified().contains(first))
                add(u"footer.address"_s, u"The postal address of the brand is not in the mail."_s,
                    u"Put it at the end, as the law asks of advertising in most countries."_s);
        }
    }
};

class ReplyAddress final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        static const QRegularExpression noReply(
            u"^(no-?reply|do-?not-?reply|nicht-?antworten)"_s, QRegularExpression::CaseInsensitiveOption);
        if (noReply.match(input.replyAddress).hasMatch())
            findings.push_back({Finding::Severity::Warning, u"reply.unwelcome"_s,
                u"Answers go to %1: that tells people that they are not listened to."_s.arg(
                    input.replyAddress),
                u"Let answers reach a person; they also help mails to arrive."_s, EmailPart::Brand, {}, 0});
    }
};

} // namespace

void addLetterHeadChecks(EmailChecks &checks)
{
    checks.push_back(std::make_unique<Subject>());
    checks.push_back(std::make_unique<WayOut>());
    checks.push_back(std::make_unique<ReplyAddress>());
}

} // namespace haberdash::compose
