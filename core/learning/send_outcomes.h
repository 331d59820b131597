// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/attribution.h"
#include "core/learning/measures.h"

namespace haberdash::learning {

/// What one mail brought under a rule.
struct SendOutcome
{
    size_t send = 0; ///< position in Mailings::all
    double orders = 0; ///< parts of orders add up
    double revenue = 0; ///< minor units
    double units = 0;
    double costed = 0;
    double cost = 0;
};

/// Whether a mail is one of those that a measure counts above the line: opened ones for the open rate. False
/// for measures of orders, which have orders behind them (`creditedOrders`).
[[nodiscard]] bool isCounted(Measure measure, const Send &send);
/// Whether a measure has orders behind it, and not people.
[[nodiscard]] bool restsOnOrders(Measure measure);

/// What all mails brought under one rule: made once, then cut in any way within milliseconds.
class SendOutcomes
{
public:
    [[nodiscard]] static std::shared_ptr<const SendOutcomes> compute(std::shared_ptr<const Mailings> mailings,
        const CouponOrigins &coupons, const QList<store::PieceCost> &costs, const CreditRule &rule);

    /// Figures of the mails of a stretch, by the number that `groupOf(send)` gives; negative leaves a mail
    /// out. Orders count whenever they came.
    template<typename GroupOf>
    [[nodiscard]] std::vector<MailFigures> cut(size_t groups, const Stretch &stretch, GroupOf groupOf) const
    {
        std::vector<MailFigures> figures(groups);
        const std::span<const Send> sends = m_mailings->all();
        auto outcome = m_outcomes.begin();
        for (size_t i = 0; i < sends.size(); ++i) {
            while (outcome != m_outcomes.end() && outcome->send < i)
                ++outcome;
            if (!stretch.holds(sends[i].at))
                continue;
            const int group = groupOf(sends[i]);
            if (group < 0)
                continue;
            const bool hasOutcome = outcome != m_outcomes.end() && outcome->send == i;
            add(figures[size_t(group)], sends[i], hasOutcome ? &*outcome : nullptr);
        }
        return figures;
    }
    /// By mailing.
    [[nodiscard]] std::vector<MailFigures> byMailing(const Stretch &stretch) const;
    /// Of one mailing, by variant.
    [[nodiscard]] std::vector<MailFigures> byVariant(quint16 mailing) const;
    [[nodiscard]] MailFigures whole(const Stretch &stretch) const;

    [[nodiscard]] const Mailings &mailings() const { return *m_mailings; }
    [[nodiscard]] const std::vector<SendOutcome> &all() const { return m_outcomes; }
    [[nodiscard]] const CreditRule &rule() const { return m_rule; }
    [[nodiscard]] bool knowsCosts() const { return m_knowsCosts; }

private:
    SendOutcomes(std::shared_ptr<const Mailings> mailings, const CreditRule &rule);
    static void add(MailFigures &figures, const Send &send, const SendOutcome *outcome);

    std::shared_ptr<const Mailings> m_mailings;
    CreditRule m_rule;
    std::vector<SendOutcome> m_outcomes; ///< of mails that brought something, in their order
    bool m_knowsCosts = false;
};

} // namespace haberdash::learning
