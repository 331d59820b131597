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
constexpr std::array<std::string_view, 16> systems{"mailer-daemon", "mailer_daemon", "mailerdaemon",
    "postmaster", "post_master", "mail delivery", "maildelivery", "mail.delivery", "delivery subsystem",
    "mail system", "mail administrator", "system administrator", "ndr administrator", "mail deliver system",
    "internet mail delivery", "mailadmin"};

// Subjects of bounces.
constexpr std::array<std::string_view, 20> bounceSubjects{"undeliver", "undelivered", "returned mail",
    "returned to sender", "returning message to sender", "delivery status notification", "delivery fail",
    "delivery notification", "mail delivery", "failure notice", "mail failed", "mail system error",
    "delivery report", "delivery status", "message not delivered", "could not be delivered", "unzustellbar",
    "nicht zustellbar", "non remis", "no se puede entregar"};

// Subjects of automatic replies, as mail programs and people write them. Whole words of a language that a
// shop's campaign would hardly be answered with otherwise.
constexpr std::array autoSubjects{std::string_view("out of office"), std::string_view("out of the office"),
    std::string_view("out-of-office"), std::string_view("automatic reply"),
    std::string_view("automated reply"), std::string_view("automatic response"),
    std::string_view("auto reply"), std::string_view("auto-reply"), std::string_view("autoreply"),
    std::string_view("auto response"), std::string_view("auto-response"), std::string_view("autoresponse"),
    std::string_view("autoresponder"), std::string_view("auto:"), std::string_view("vacation"),
    std::string_view("on holiday"), std::string_view("away from my"), std::string_view("on leave"),
    std::string_view("automatische antwort"), std::string_view("abwesenheit"), std::string_view("abwesend"),
    std::string_view("nicht im büro"), std::string_view("im urlaub"), std::string_view("réponse automatique"),
    std::string_view("reponse automatique"), std::string_view("absence du bureau"),
    std::string_view("absent du bureau"), std::string_view("message d'absence"),
    std::string_view("en congés"), std::string_view("respuesta automática"),
    std::string_view("respuesta automatica"), std::string_view("fuera de la oficina"),
    std::string_view("fuera de oficina"), std::string_view("de vacaciones"),
    std::string_view("risposta automatica"), std::string_view("fuori ufficio"),
    std::string_view("fuori sede"), std::string_view("assente"), std::string_view("resposta automática"),
    std::string_view("fora do escritório"), std::string_view("automatisch antwoord"),
    std::string_view("automatische beantwoording"), std::string_view("afwezig"), std::string_view("autosvar"),
    std::string_view("automatiskt svar"), std::string_view("automatisk svar"), std::string_view("frånvaro"),
    std::string_view("fravær"), std::string_view("automaattinen vastaus"), std::string_view("poissa"),
    std::string_view("automatická odpověď"), std::string_view("autoodpowiedź"),
    std::string_view("automatyczna odpowiedź"), std::string_view("nieobecno"),
    std::string_view("automatikus válasz"), std::string_view("răspuns automat"),
    std::string_view("otomatik yanıt"), std::string_view("автоматический ответ"),
    std::string_view("автоответ"), std::string_view("αυτόματη απάντηση"), std::string_view("自動返信"),
    std::string_view("自動応答"), std::string_view("不在"), std::string_view("自动回复"),
    std::string_view("自動回覆"), std::string_view("자동 회신"), std::string_view("부재중")};

// How notes of absence begin.
constexpr std::array autoTexts{std::string_view("i am out of"), std::string_view("i'm out of"),
    std::string_view("i will be out of"), std::string_view("i am currently out"),
    std::string_view("i am currently away"), std::string_view("i am away"), std::string_view("i'm away"),
    std::string_view("i am on vacation"), std::string_view("i'm on vacation"),
    std::string_view("i am on holiday"), std::string_view("i'm on holiday"),
    std::string_view("i am on leave"), std::string_view("i am on annual leave"),
    std::string_view("thank you for your email. i am"), std::string_view("this is an automatic reply"),
    std::string_view("this is an automated reply"), std::string_view("this is an automated response"),
    std::string_view("ich bin im urlaub"), std::string_view("ich bin derzeit nicht"),
    std::string_view("ich bin zurzeit nicht"), std::string_view("ich bin nicht im büro"),
    std::string_view("ich bin bis"), std::string_view("je suis absent"),
    std::string_view("je suis actuellement"), std::string_view("je suis en congé"),
    std::string_view("estoy fuera"), std::string_view("estaré fuera"), std::string_view("sono assente"),
    std::string_view("sono in ferie"), std::string_view("estou ausente"), std::string_view("ik ben afwezig"),
    std::string_view("ik ben op vakantie"), std::string_view("jestem poza biurem"),
    std::string_view("jag är på semester")};

// Subjects and first lines of those who want no more mail, alone on their line.
constexpr std::array<std::string_view, 22> wishes{"unsubscribe", "unsubscribe me", "please unsubscribe",
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
    return mail::lowerCase(mail::trimmed(notice.subject));
}

bool isEmptyReturnPath(const Notice &notice)
{
    const auto found = notice.headers.find("return-path");
    if (found == notice.headers.end())
        return false;
    const std::string path = mail::lowerCase(mail::trimmed(found->second));
    return path.empty() || path == "<>" || path.find("mailer-daemon") != std::string::npos;
}

bool isWish(std::string_view text)
{
    std::string line = mail::lowerCase(mail::trimmed(text));
    while (!line.empty() && std::string_view(".! ").find(line.back()) != std::string_view::npos)
        line.pop_back();
    for (const std::string_view prefix : {"re: ", "aw: ", "fwd: "}) {
        if (line.starts_with(prefix))
            line.erase(0, prefix.size());
    }
    return std::find(wishes.begin(), wishes.end(), line) != wishes.end();
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

bool isAutoReply(const Notice &notice)
{
    for (const char *name :
        {"x-autoreply", "x-autorespond", "x-autoreply-from", "x-autoresponse", "x-mail-autoreply"}) {
        if (notice.headers.contains(name))
            return true;
    }
    if (mail::lowerCase(notice.header("precedence")).find("auto_reply") != std::string::npos)
        return true;
    return !hasBounceSubject(notice) && holdsOne(lowerSubject(notice), autoSubjects);
}

bool mayBeAutoReply(const Notice &notice)
{
    const std::string submitted = mail::lowerCase(notice.header("auto-submitted"));
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
              const std::string local = mail::lowerCase(each.substr(0, each.rfind('@')));
              return local.find("unsubscribe") != std::string::npos;
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
