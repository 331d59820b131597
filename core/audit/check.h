// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/finding.h"
#include "core/audit/scope.h"

#include <memory>
#include <vector>

namespace haberdash::audit {

/// What a check is about; also the order in which checks are listed.
enum class Subject { People, Consent, Orders, Goods, Events, Sources };
/// "people", "consent" ...
[[nodiscard]] QString toWord(Subject subject);

/// Notice: good to know. Warning: some emails or numbers are wrong. Serious: mail that must not be sent, or
/// sums that cannot be trusted.
enum class Severity { Notice, Warning, Serious };
/// "notice", "warning", "serious"
[[nodiscard]] QString toWord(Severity severity);

/// What a check tells about itself: English, whole sentences, words of a shopkeeper.
struct About
{
    QString key; ///< "people.email-invalid": scripts rely on it
    Subject subject = Subject::People;
    Severity severity = Severity::Notice;
    QString title; ///< "Addresses that cannot receive mail"
    QString finds; ///< what is found
    QString how; ///< how it is found, exactly enough to repeat it
    QString breaks; ///< what goes wrong further on
    QString repair; ///< what to do about it
};

/// One question to the shop's data. Has no state: the same data, instant and check give the same finding.
class Check
{
public:
    explicit Check(About about)
        : m_about(std::move(about))
    { }
    Check(const Check &) = delete;
    Check &operator=(const Check &) = delete;
    virtual ~Check() = default;
    [[nodiscard]] const About &about() const { return m_about; }

private:
    About m_about;
};

/// A check that needs to see one person at a time. All of them share one pass over the people.
class PersonCheck : public Check
{
public:
    using Check::Check;
    /// Whether the question makes sense for this person: counts towards "out of".
    [[nodiscard]] virtual bool concerns(const Person &, const Scope &) const { return true; }
    [[nodiscard]] virtual bool finds(const Person &person, const Scope &scope) const = 0;
    /// A few words about one that was found; may be empty.
    [[nodiscard]] virtual QString remark(const Person &, const Scope &) const { return {}; }
};

/// The same for orders and credit notes.
class OrderCheck : public Check
{
public:
    using Check::Check;
    [[nodiscard]] virtual bool concerns(const Order &, const Scope &) const { return true; }
    [[nodiscard]] virtual bool finds(const Order &order, const Scope &scope) const = 0;
    [[nodiscard]] virtual QString remark(const Order &, const Scope &) const { return {}; }
};

/// A check that looks at many rows together: one with another, or days, sources and files.
class WholeCheck : public Check
{
public:
    using Check::Check;
    /// Finding without score; the caller names the check.
    [[nodiscard]] virtual Result<Finding> run(Scope &scope) const = 0;
};

using Checks = std::vector<std::unique_ptr<const Check>>;

} // namespace haberdash::audit
