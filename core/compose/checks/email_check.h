// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email.h"

namespace haberdash::compose {

/// What a check found in an email.
struct Finding
{
    enum class Severity {
        Error, ///< it must not be sent so
        Warning, ///< it can be sent, and should not
        Note ///< worth a thought
    };
    Severity severity = Severity::Warning;
    QString check; ///< "links.shortener"; stays the same in every version
    QString detail; ///< what is wrong, an English sentence
    QString fix; ///< what to do, an English sentence
    EmailPart part = EmailPart::Body;
    QString block; ///< id of the block it is in; empty where it is not known or there are none
    int line = 0; ///< of the part or the block's text; 0 where it is not known
    friend bool operator==(const Finding &, const Finding &) = default;
};
/// "error", "warning", "note"
[[nodiscard]] QString toWord(Finding::Severity severity);

/// How many customers have a value, or get it written where it is asked for.
struct FillRate
{
    QString path; ///< "customer.first_name"
    qint64 filled = 0;
    qint64 of = 0;
    friend bool operator==(const FillRate &, const FillRate &) = default;
};

/// What checks look at. References are to things of the caller's.
struct CheckInput
{
    const EmailDesign &design;
    const BrandKit &brand;
    const CompiledEmail &compiled;
    std::vector<RenderedMessage> specimens; ///< of a few customers who differ
    std::vector<FillRate> written; ///< over the audience, where values are written; may be empty
    QString replyAddress; ///< where answers go; empty: not known yet
};

/// One thing to look for. Without state; any thread.
class EmailCheck
{
public:
    EmailCheck() = default;
    EmailCheck(const EmailCheck &) = delete;
    EmailCheck &operator=(const EmailCheck &) = delete;
    virtual ~EmailCheck() = default;
    virtual void look(const CheckInput &input, std::vector<Finding> &findings) const = 0;
};

/// Runs all checks. The gravest come first; what is found in several specimens is there once.
[[nodiscard]] std::vector<Finding> checkEmail(const CheckInput &input);

// One list for each file of checks; `checkEmail` runs them all.
using EmailChecks = std::vector<std::unique_ptr<EmailCheck>>;
void addValueChecks(EmailChecks &checks);
void addLinkChecks(EmailChecks &checks);
void addLookChecks(EmailChecks &checks);
void addLetterHeadChecks(EmailChecks &checks);
void addComfortChecks(EmailChecks &checks);

} // namespace haberdash::compose
