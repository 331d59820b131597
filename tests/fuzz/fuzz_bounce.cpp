// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/returned_mail.h"
#include "core/import/csv_dialect.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

namespace haberdash::fuzz {

using bounce::ReturnedMail;

namespace {

void requireSound(const std::string &text, size_t most)
{
    require(text.size() <= most, "texts have their limits");
    require(importing::isUtf8(text), "texts are UTF-8");
    const bool isPlain = std::none_of(text.begin(), text.end(),
        [](char each) { return static_cast<unsigned char>(each) < ' ' || each == 0x7f; });
    require(isPlain, "texts have no control characters", QString::fromStdString(text));
}

void requireSound(const ReturnedMail &mail)
{
    const bool isFailure
        = mail.kind == ReturnedMail::Kind::Bounce || mail.kind == ReturnedMail::Kind::Delayed;
    require(isFailure == (mail.severity != ReturnedMail::Severity::None),
        "failures have a severity, and only they");
    const bool isHard = mail.severity == ReturnedMail::Severity::Hard;
    require(!isHard || mail.kind == ReturnedMail::Kind::Bounce, "only a bounce is hard");
    require(!isHard || bounce::isForEver(mail.reason), "a hard bounce has a reason that is for ever");
    require(
        mail.replyCode == 0 || (mail.replyCode >= 400 && mail.replyCode < 600), "reply codes are failures");
    requireSound(mail.recipient, 400);
    requireSound(mail.status, 9);
    requireSound(mail.diagnostic, 1000);
    requireSound(mail.feedbackType, 100);
    requireSound(mail.originalRecipient, 400);
    for (const std::string &key :
        {mail.returnToken, mail.envelopeId, mail.messageId, mail.haberdashId, mail.unsubscribeToken})
        requireSound(key, 250);
    require(mail.unsubscribeToken.empty() || mail.kind == ReturnedMail::Kind::UnsubscribeRequest,
        "only who asks to unsubscribe has a token for it");
}

} // namespace

void fuzzBounce(Bytes input)
{
    const auto mails = bounce::readReturnedMail(toView(input));
    require(!mails.empty() && mails.size() <= 100, "one result at least, a hundred at most");
    for (const ReturnedMail &mail : mails)
        requireSound(mail);
    require(bounce::readReturnedMail(toView(input)) == mails, "the same mail is read the same");
}

} // namespace haberdash::fuzz
