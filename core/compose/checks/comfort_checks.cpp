// SPDX-License-Identifier: GPL-3.0-or-later
// Words that tell people that they are watched, or that touch what is nobody's business.
#include "core/compose/checks/email_check.h"

#include <QRegularExpression>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    const char *check;
    const char16_t *pattern; ///< a regular expression over the text as people read it
    const char16_t *what;
    const char16_t *fix;
};

// English and German, the languages of the first shops; a shop of another language is not warned by words.
constexpr Words watched[] = {
    {"comfort.watching",
        u"\\b(we (saw|noticed|see|spotted|know) (that )?(you|your)|you('ve| have)? (viewed|browsed|looked "
        u"at|visited)|"
        u"(we('ve| have) been|we are) (watching|tracking|following) you|caught you|wir haben "
        u"(gesehen|bemerkt)|"
        u"uns ist aufgefallen,? dass (du|Sie)|(du hast|Sie haben) .{0,40}(angesehen|angeschaut))",
        u"tells people that somebody watches what they do",
        u"Say what you offer, not how you know: “Still choosing? These are often taken.”"},
    {"comfort.exact-time", u"\\b(at|um|on \\w+day at) \\d{1,2}([:.]\\d{2})( ?(am|pm|Uhr))?\\b",
        u"names the exact time of something they did",
        u"Say “lately” or leave it out, unless it is an appointment."},
    {"comfort.location",
        u"\\b(near you in|we know you('re| are) in|since you live in|from your (street|neighbourhood)|"
        u"weil (du|Sie) in \\w+ wohn|in deiner Straße)",
        u"says that you know where they live",
        u"Name the region only where it helps, such as a shop nearby."},
    {"comfort.sensitive",
        u"\\b(pregnan\\w*|fertility|miscarriage|weight[- "
        u"]loss|overweight|obes\\w*|depress\\w*|anxiety|diabet\\w*|cancer|"
        u"hiv|std\\b|erectile|incontinen\\w*|menopaus\\w*|addict\\w*|debt|bankrupt\\w*|religio\\w*|sexual\\w*"
        u"|"
        u"schwanger\\w*|Abnehmen|Übergewicht|Depression\\w*|Krebs|Schulden|Wechseljahre)",
        u"touches health, money, faith or love, of which people do not want to be reminded by a shop",
        u"Speak of the thing and not of the person, and only to those who asked for it."},
};

class ComfortWords final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        for (const RenderedMessage &message : input.specimens) {
            const std::pair<EmailPart, QString> texts[]
                = {{EmailPart::Subject, QString::fromStdString(message.subject)},
                    {EmailPart::Preheader, QString::fromStdString(message.preheader)},
                    {EmailPart::Body, QString::fromStdString(message.text).simplified()}};
            for (const Words &words : watched) {
                const QRegularExpression pattern(QString::fromUtf16(words.pattern),
                    QRegularExpression::CaseInsensitiveOption
                        | QRegularExpression::UseUnicodePropertiesOption);
                for (const auto &[part, text] : texts) {
                    if (const auto match = pattern.match(text); match.hasMatch())
                        findings.push_back({Finding::Severity::Warning, QString::fromLatin1(words.check),
                            u"“%1” %2."_s.arg(match.captured().simplified(), QString::fromUtf16(words.what)),
                            QString::fromUtf16(words.fix), part, {}, 0});
                }
            }
        }
    }
};

/// One look at one thing, held up to somebody, is what people find eerie. Several are a taste.
class OneView final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        for (const auto &use : input.compiled.variables()) {
            if (use.isWritten && !use.isLocal
                && (use.path == "product.title" || use.path.starts_with("viewed.first")))
                findings.push_back({Finding::Severity::Warning, u"comfort.one-view"_s,
                    u"%1 is the one thing that somebody looked at last; naming it feels like being followed."_s
                        .arg(QString::fromStdString(use.path)),
                    u"Show several suggestions of the same kind instead, such as {{ recommendations }}."_s,
                    EmailPart::Body, {}, use.position.line});
            if (use.isWritten && !use.isLocal
                && (use.path == "customer.city" || use.path == "customer.phone"))
                findings.push_back({Finding::Severity::Note, u"comfort.location"_s,
                    u"%1 is written into the mail; few people want to read what a shop knows of them."_s.arg(
                        QString::fromStdString(use.path)),
                    u"Leave it out unless it helps the reader."_s, EmailPart::Body, {}, use.position.line});
        }
    }
};

} // namespace

void addComfortChecks(EmailChecks &checks)
{
    checks.push_back(std::make_unique<ComfortWords>());
    checks.push_back(std::make_unique<OneView>());
}

} // namespace haberdash::compose
