// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/campaign_words.h"

#include <QCoreApplication>
#include <QMap>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("campaigns", text);
}

QString look(const QMap<QString, const char *> &words, const QString &key)
{
    const auto found = words.constFind(key);
    return found == words.constEnd() ? key : tr(*found);
}

} // namespace

QString inWords(store::CampaignState state)
{
    using State = store::CampaignState;
    switch (state) {
    case State::Draft:
        return tr("Draft");
    case State::Approved:
        return tr("Approved");
    case State::Sending:
        return tr("Sending");
    case State::Paused:
        return tr("Paused");
    case State::Done:
        return tr("Sent");
    case State::Cancelled:
        return tr("Cancelled");
    }
    Q_UNREACHABLE();
}

Tone toneOf(store::CampaignState state)
{
    using State = store::CampaignState;
    switch (state) {
    case State::Done:
        return Tone::Positive;
    case State::Approved:
    case State::Sending:
    case State::Paused:
        return Tone::Warning;
    case State::Draft:
    case State::Cancelled:
        return Tone::Neutral;
    }
    Q_UNREACHABLE();
}

QString barrierInWords(const QString &word)
{
    static const QMap<QString, const char *> words{{u"no-address"_s, "have no address"},
        {u"bad-address"_s, "have an address that cannot be right"},
        {u"suppressed"_s, "must not be written to (complaint, bounce or request)"},
        {u"unsubscribed"_s, "unsubscribed"}, {u"no-consent"_s, "did not agree to e-mail"},
        {u"consent-expired"_s, "agreed to e-mail, but too long ago"},
        {u"role-address"_s, "have an address of nobody in person"},
        {u"disposable-address"_s, "gave an address to throw away"},
        {u"open-ticket"_s, "wait for an answer from you"}, {u"recent-complaint"_s, "complained lately"},
        {u"recent-return"_s, "sent something back lately"}, {u"recent-purchase"_s, "have just bought"},
        {u"stronger-mail"_s, "get a mail that matters more"},
        {u"control-group"_s, "are in the shop’s control group, which gets no mail"},
        {u"holdout"_s, "are held out, to compare with"},
        {u"frequency-cap"_s, "have had enough mail this week"}, {u"too-soon"_s, "had mail only hours ago"}};
    return look(words, word);
}

QString changeInWords(const QString &word)
{
    static const QMap<QString, const char *> words{
        {u"no-address"_s, "Somebody would have to enter their address."},
        {u"bad-address"_s, "Their address would have to be put right."},
        {u"suppressed"_s,
            "After a bounce, another address helps. After a complaint or a request, only they themselves can "
            "ask for mail again."},
        {u"unsubscribed"_s, "They would have to subscribe again themselves."},
        {u"no-consent"_s, "They would have to agree to e-mail, in a form or when they buy."},
        {u"consent-expired"_s, "They would have to agree once more."},
        {u"role-address"_s,
            "Enter the address of a person, or let such addresses through in the campaign’s guardrails."},
        {u"disposable-address"_s,
            "They would have to give a lasting address; or let such ones through in the guardrails."},
        {u"open-ticket"_s, "Answer them first, or do not wait for answers in the guardrails."},
        {u"recent-complaint"_s, "Wait, or shorten the rest after complaints in the guardrails."},
        {u"recent-return"_s, "Wait, or shorten the rest after returns in the guardrails."},
        {u"recent-purchase"_s, "Wait, or shorten the rest after purchases in the guardrails."},
        {u"stronger-mail"_s,
            "The other mailing would have to go out first, or matter less: its priority is higher."},
        {u"control-group"_s,
            "Nothing is wrong: they were drawn by lot, to see what mail does at all. When their time is over "
            "others are drawn."},
        {u"holdout"_s, "Nothing is wrong: they were drawn by lot. Without a holdout they get the mail."},
        {u"frequency-cap"_s, "Wait, or allow more mails in the guardrails."},
        {u"too-soon"_s, "Wait, or allow less time between two mails in the guardrails."}};
    const auto found = words.constFind(word);
    return found == words.constEnd() ? QString() : tr(*found);
}

QString evidenceInWords(const QString &evidence)
{
    static const QMap<QString, const char *> words{{u"not_subscribed"_s, "asked, and not subscribed"},
        {u"pending"_s, "asked, and not confirmed yet"}, {u"unsubscribe"_s, "asked for no more mail"},
        {u"complaint"_s, "reported a mail as spam"}, {u"hard_bounce"_s, "the mailbox does not exist"},
        {u"manual"_s, "entered by hand"}, {u"legal"_s, "for legal reasons"}};
    // Of a suppression, the reason stands first and what its source said behind it.
    const QString word = evidence.section(u": "_s, 0, 0);
    return look(words, word) + evidence.mid(word.size());
}

QString obstacleInWords(const consent::Obstacle &obstacle, const Format &format)
{
    QString sentence = tr("They %1").arg(barrierInWords(consent::toWord(obstacle.barrier)));
    if (obstacle.since)
        sentence += u" ("_s + format.dayAndTime(*obstacle.since) + u')';
    if (!obstacle.evidence.isEmpty())
        sentence += u": "_s + evidenceInWords(obstacle.evidence);
    sentence += u'.';
    if (obstacle.until)
        sentence += u' ' + tr("From %1 on this is over.").arg(format.dayAndTime(*obstacle.until));
    return sentence;
}

QString fateInWords(const QString &key)
{
    static const QMap<QString, const char *> words{{u"planned"_s, "Still to be sent"},
        {u"claimed"_s, "On the way"}, {u"sent"_s, "Sent"}, {u"deferred"_s, "Will be tried again"},
        {u"waiting"_s, "Wait for what does best"}, {u"failed"_s, "Refused for good"},
        {u"uncertain"_s, "Uncertain: may have arrived"}, {u"skipped"_s, "Not written to"},
        {u"held_out"_s, "Held out, to compare with"}, {u"cancelled"_s, "Cancelled"},
        {u"failed:recipient-refused"_s, "the mailbox was refused"},
        {u"failed:message-refused"_s, "the message was refused"},
        {u"failed:given-up"_s, "given up after many tries"},
        {u"failed:not-made"_s, "the message could not be made"},
        {u"uncertain:interrupted"_s, "the program was cut off while sending"},
        {u"uncertain:answer-lost"_s, "the server’s answer was lost"}};
    if (key.startsWith(u"skipped:"_s))
        return barrierInWords(key.mid(8));
    return look(words, key);
}

} // namespace haberdash::ui
