// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/mail_signs.h"

#include "core/bounce/server_words.h"
#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>
#include <span>

namespace haberdash::bounce {

namespace {

using Words = std::span<const std::string_view>;

// How mail systems call themselves in From.
constexpr std::string_view systems[]{"mailer-daemon", "mailer_daemon", "mailerdaemon", "postmaster",
    "post_master", "mail delivery", "maildelivery", "mail.delivery", "delivery subsystem", "mail system",
    "mail administrator", "system administrator", "ndr administrator", "mail deliver system",
    "internet mail delivery", "mailadmin"};

// Subjects of bounces.
constexpr std::string_view bounceSubjects[]{"undeliver", "undelivered", "returned mail", "returned to sender",
    "returning message to sender", "delivery status notification", "delivery fail", "delivery notification",
    "mail delivery", "failure notice", "mail failed", "mail system error", "delivery report",
    "delivery status", "are not member", "message not delivered", "could not be delivered", "unzustellbar",
    "nicht zustellbar", "non remis", "no se puede entregar"};

// Subjects of automatic replies, as mail programs and people write them. Whole words of a language that a
// shop's campaign would hardly be answered with otherwise.
constexpr std::string_view autoSubjects[]{"out of office", "out of the office", "out-of-office",
    "automatic reply", "automated reply", "automatic response", "auto reply", "auto-reply", "autoreply",
    "auto response", "auto-response", "autoresponse", "autoresponder", "auto:", "vacation", "on holiday",
    "away from my", "on leave", "automatische antwort", "abwesenheit", "abwesend", "nicht im büro",
    "im urlaub", "réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau",
    "message d'absence", "en congés", "respuesta automática", "respuesta automatica", "fuera de la oficina",
    "fuera de oficina", "de vacaciones", "risposta automatica", "fuori ufficio", "fuori sede", "assente",
    "resposta automática", "fora do escritório", "automatisch antwoord", "automatische beantwoording",
    "afwezig", "autosvar", "automatiskt svar", "automatisk svar", "frånvaro", "fravær",
    "automaattinen vastaus", "poissa", "automatická odpověď", "autoodpowiedź", "automatyczna odpowiedź",
    "nieobecno", "automatikus válasz", "răspuns automat", "otomatik yanıt", "автоматический ответ",
    "автоответ", "αυτόματη απάντηση", "自動返信", "自動応答", "不在", "自动回复", "自動回覆", "자동 회신",
    "부재중"};

// How notes of absence begin.
constexpr std::string_view autoTexts[]{"i am out of", "i'm out of", "i will be out of", "i am currently out",
    "i am currently away", "i am away", "i'm away", "i am on vacation", "i'm on vacation", "i am on holiday",
    "i'm on holiday", "i am on leave", "i am on annual leave", "thank you for your email. i am",
    "this is an automatic reply", "this is an automated reply", "this is an automated response",
    "ich bin im urlaub", "ich bin derzeit nicht", "ich bin zurzeit nicht", "ich bin nicht im büro",
    "ich bin bis", "je suis absent", "je suis actuellement", "je suis en congé", "estoy fuera",
    "estaré fuera", "sono assente", "sono in ferie", "estou ausente", "ik ben afwezig", "ik ben op vakantie",
    "jestem poza biurem", "jag är på semester"};

// Subjects and first lines of those who want no more mail, alone on their line.
constexpr std::string_view wishes[]{"unsubscribe", "unsubscribe me", "please unsubscribe",
    "please unsubscribe me", "stop", "stop please", "remove me", "please remove me", "opt out", "opt-out",
    "remove", "abmelden", "abbestellen", "bitte abmelden", "austragen", "désabonner", "désinscription",
    "me désabonner", "darme de baja", "baja", "cancellami", "uitschrijven"};

bool holdsOne(std::string_view text, Words words)
{
    return std::any_of(words.begin(), words.end(),
        [&](std::string_view each) { return text.find(each) != std::string_view::npos; });
}

std::string lowerSubject(const Notice &notice)
{
    return lowerCase(mail::trimmed(notice.subject));
}

bool isEmptyReturnPath(const Notice &notice)
{
    const auto found = notice.headers.find("return-path");
    if (found == notice.headers.end())
        return false;
    const std::string path = lowerCase(mail::trimmed(found->second));
    return path.empty() || path == "<>" || path.find("mailer-daemon") != std::string::npos;
}

bool isWish(std::string_view text)
{
    std::string line = lowerCase(mail::trimmed(text));
    while (!line.empty() && std::string_view(".! ").find(line.back()) != std::string_view::npos)
        line.pop_back();
    for (const std::string_view prefix : {"re: ", "aw: ", "fwd: "}) {
        if (line.starts_with(prefix))
            line.erase(0, prefix.size());
    }
    return std::find(std::begin(wishes), std::end(wishes), line) != std::end(wishes);
}

std::string_view firstLine(std::string_view text)
{
    for (size_t at = 0; at < text.size();) {
        const std::string_view line = mail::trimmed(mail::nextLine(text, at));
        if (!line.empty())
            return line;
    }
    return {};
}

} // namespace

bool isFromMailSystem(const Notice &notice)
{
    if (!notice.header("x-failed-recipients").empty() || holdsOne(notice.sender, systems))
        return true;
    return isEmptyReturnPath(notice) && (notice.isReport || hasBounceSubject(notice));
}

bool isFailureNote(const Notice &notice)
{
    constexpr std::string_view senders[]{"no-reply", "noreply", "no_reply", "donotreply", "do-not-reply"};
    constexpr std::string_view failures[]{"could not be delivered to", "couldn't be delivered to",
        "wasn't delivered to", "was not delivered to", "did not reach the following", "unable to deliver",
        "not able to deliver", "delivery to the following", "could not deliver"};
    return holdsOne(notice.sender, senders) && holdsOne(plainWords(notice.text, 600), failures);
}

bool isAutoReply(const Notice &notice)
{
    for (const char *name :
        {"x-autoreply", "x-autorespond", "x-autoreply-from", "x-autoresponse", "x-mail-autoreply"}) {
        if (notice.headers.contains(name))
            return true;
    }
    if (lowerCase(notice.header("precedence")).find("auto_reply") != std::string::npos)
        return true;
    return !hasBounceSubject(notice) && holdsOne(lowerSubject(notice), autoSubjects);
}

bool mayBeAutoReply(const Notice &notice)
{
    const std::string submitted = lowerCase(notice.header("auto-submitted"));
    if (submitted.starts_with("auto-replied") || submitted.starts_with("auto-generated"))
        return true;
    const std::string start = plainWords(notice.text, 600);
    return holdsOne(start, autoTexts);
}

bool hasBounceSubject(const Notice &notice)
{
    return holdsOne(lowerSubject(notice), bounceSubjects);
}

bool isDelayNotice(const Notice &notice)
{
    const std::string subject = lowerSubject(notice);
    if (subject.find("delay") != std::string::npos || subject.find("warning: ") != std::string::npos)
        return true;
    const std::string start = plainWords(notice.text, 2000);
    constexpr std::array<std::string_view, 6> words{"this is a warning message only",
        "you do not need to resend", "temporary failure report", "will continue to try", "will be retried",
        "not yet been delivered"};
    return holdsOne(start, words);
}

bool asksToUnsubscribe(const Notice &notice)
{
    const bool isToken
        = std::any_of(notice.receivers.begin(), notice.receivers.end(), [](const std::string &each) {
              const std::string local = lowerCase(each.substr(0, each.rfind('@')));
              return local.find("unsubscribe") != std::string::npos || local.starts_with("opt-out");
          });
    const std::string subject = lowerSubject(notice);
    return isToken || isWish(subject) || subject.starts_with("unsubscribe ")
        || subject.starts_with("unsubscribe:") || isWish(firstLine(notice.text));
}

bool isOldComplaint(const Notice &notice)
{
    return lowerSubject(notice).starts_with("complaint about message from") && notice.hasOriginal;
}

} // namespace haberdash::bounce
